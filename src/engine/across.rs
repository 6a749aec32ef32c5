//! The reports over all sources: computed when they are first asked for, and kept until the data, the
//! rules or the day change.

use chrono::NaiveDate;

use super::Engine;
use super::inquiry::Inquiry;
use super::load::{Load, Outcome};
use super::matching::OF_ACCOUNTS;
use super::message::{AccountView, Request, Window};
use super::questions::{About, Open};
use super::records::{Files, Rows};
use super::stand_in::stand_in;
use crate::accounts::Roster;
use crate::accounts::activity::Inactivity;
use crate::accounts::directory::Directory;
use crate::accounts::matching::MatchRules;
use crate::ingest::Kind;
use crate::ingest::recognise::Ask;
use crate::ingest::zone::ZoneRules;
use crate::report::across::about::{AboutView, Lasting};
use crate::report::across::{
    self, Across, NO_ACCOUNT, OTHERS, Readings, SURVEYS, Survey, TRUST, Tenants, tenants,
};
use crate::report::dataset::Dataset;
use crate::report::definition::{Definition, definition, is_list, learn};
use crate::report::matching::Input;
use crate::report::query::{Filter, Query};
use crate::report::run::{Body, Kept, QueryError, needed, run};
use crate::report::values::ValuesView;

/// What was made of all sources, under which rules and for which day.
#[derive(Default)]
pub struct Surveys {
    directory: Option<(MatchRules, Tenants, Directory)>,
    /// The tenants under no rules of the person's, as they were found when it was asked about them.
    tenants: Option<Tenants>,
    /// What the person said about files of another tenant: the source, and the answer.
    answers: Vec<(u32, &'static str)>,
    made: Vec<Made>,
    /// What makes them, once it is there.
    pub(super) surveyor: Option<Surveyor>,
    /// The list of product names, once it is there.
    names: Option<&'static str>,
    /// Whether it was asked for in vain.
    has_no_names: bool,
}

/// A report for a day, under what the policy says of inactivity, in its zone.
struct Made {
    id: &'static str,
    today: NaiveDate,
    inactivity: Inactivity,
    zone: ZoneRules,
    /// The days with which the newest files are compared, where it depends on them.
    older_days: Vec<NaiveDate>,
    survey: Survey,
    /// The columns that were asked for: of some reports only they are made.
    columns: Vec<&'static str>,
    /// What is to be known of it whatever rows are shown, once that was asked for.
    lasting: Option<Lasting>,
}

impl Surveys {
    /// The data changed.
    pub fn forget(&mut self) {
        self.directory = None;
        self.tenants = None;
        self.made.clear();
    }

    /// What follows from the data has changed, and the accounts have not.
    pub fn forget_made(&mut self) {
        self.made.clear();
    }

    fn made(&self, id: &str) -> Option<&Survey> {
        let made = self.made.iter().find(|made| made.id == id);
        made.map(|made| &made.survey)
    }

    /// The rows of a report that was made.
    pub fn rows<'a>(&'a self, id: &str, dataset: &'a Dataset) -> Option<Box<dyn Body + 'a>> {
        let tabular = &self.made(id)?.tabular;
        Some((tabular.body)(tabular, dataset))
    }
}

impl Engine {
    /// Whether a report is made of all sources; so is what is not known yet.
    pub fn is_survey(id: &str) -> bool {
        !is_list(id)
    }

    /// Whether what makes reports over all sources has to be there before an inquiry is answered.
    pub fn needs_surveyor_for(&self, inquiry: &Inquiry) -> bool {
        let of_survey = match inquiry {
            Inquiry::Copy { id, .. } | Inquiry::Names { id, .. } => Engine::is_survey(id),
            Inquiry::About { id, .. } | Inquiry::Values { id, .. } | Inquiry::Groups { id, .. } => {
                Engine::is_survey(id)
            }
            Inquiry::Export { id, .. }
            | Inquiry::Share { id, .. }
            | Inquiry::HandOutGroups { id, .. }
            | Inquiry::HandOut { id, .. } => Engine::is_survey(id),
            Inquiry::Account { report, .. } => report.as_deref().is_some_and(Engine::is_survey),
            Inquiry::Link { id, .. } | Inquiry::LinkWithData { id, .. } => Engine::is_survey(id),
            // Which report a link shows is in its text.
            Inquiry::Open { .. } | Inquiry::CompareRows { .. } => true,
            _ => false,
        };
        of_survey && !self.has_surveyor()
    }

    /// Whether what makes such reports is there.
    pub fn has_surveyor(&self) -> bool {
        self.surveys.surveyor.is_some()
    }

    /// Gives what makes them, which may come later than everything else.
    pub fn take_surveyor(&mut self, surveyor: Surveyor) {
        self.surveys.surveyor = Some(surveyor);
    }

    /// Whether a request needs the list of product names, which is asked for only then.
    pub fn needs_names(&self, request: &Request) -> bool {
        matches!(request, Request::Report { id, .. } if has_names(id))
            && self.surveys.names.is_none()
    }

    /// Whether an inquiry does; of one that could not be fetched no inquiry waits.
    pub fn needs_names_for(&self, inquiry: &Inquiry) -> bool {
        let id = match inquiry {
            Inquiry::Copy { id, .. } | Inquiry::Names { id, .. } => Some(id),
            Inquiry::Export { id, .. } | Inquiry::Share { id, .. } => Some(id),
            Inquiry::HandOutGroups { id, .. } | Inquiry::HandOut { id, .. } => Some(id),
            Inquiry::About { id, .. } | Inquiry::Values { id, .. } | Inquiry::Groups { id, .. } => {
                Some(id)
            }
            Inquiry::Account { report, .. } => report.as_ref(),
            _ => None,
        };
        // Which report was shared is in its text.
        let is_any = matches!(inquiry, Inquiry::CompareRows { .. });
        let waits = self.surveys.names.is_none() && !self.surveys.has_no_names;
        waits && (is_any || id.is_some_and(|id| has_names(id)))
    }

    /// Gives the list of product names, which may come later than everything else, or not at all.
    pub fn take_names(&mut self, names: Option<&'static str>) {
        self.surveys.has_no_names = names.is_none();
        self.surveys.names = names;
        self.forget_rows();
    }

    /// Makes a report over all sources for a day, with the columns of a query and others, as far as they
    /// are not there.
    pub(super) fn survey(
        &mut self,
        id: &str,
        query: &Query,
        more: &[&str],
        today: NaiveDate,
    ) -> Result<(), String> {
        let surveyor = self.surveys.surveyor.ok_or("nothing is brought together")?;
        (surveyor.survey)(self, id, query, more, today)
    }

    /// The account of a row of such a report, over all sources.
    pub(super) fn surveyed_account(
        &mut self,
        asked: &Asked,
        today: NaiveDate,
        files: &mut dyn Files,
    ) -> Result<AccountView, String> {
        let surveyor = self.surveys.surveyor.ok_or("nothing is brought together")?;
        (surveyor.account)(self, asked, today, files)
    }

    /// What is to be known of such a report, of the rows that a query keeps; so many groups of each
    /// sum are wanted.
    pub(super) fn about(
        &mut self,
        id: &str,
        query: &Query,
        groups: u32,
        today: NaiveDate,
    ) -> Result<AboutView, String> {
        let surveyor = self.surveys.surveyor.ok_or("nothing is brought together")?;
        (surveyor.about)(self, id, query, groups, today)
    }

    /// The values that a column of a report has among the rows that a query keeps: those that hold a
    /// text, at most so many.
    pub(super) fn values(
        &mut self,
        id: &str,
        query: &Query,
        column: &str,
        (text, limit): (&str, u32),
        today: NaiveDate,
    ) -> Result<ValuesView, String> {
        let mut found = ValuesView::default();
        self.with_rows(id, query, &[column], today, &mut |body, kept| {
            let nothing = Window {
                rows: 0,
                ..Window::default()
            };
            let view = run(body, kept, query, nothing, today)?;
            if body.definition().column(column).is_none() {
                return Err(QueryError::UnknownColumn(column.to_string()));
            }
            found = kept.values(body, column, text, limit as usize);
            Ok(view)
        })?;
        Ok(found)
    }
}

/// The account that is asked for: the report, and the row or the key in it.
pub struct Asked<'a> {
    /// The report.
    pub id: &'a str,
    /// The key of the row.
    pub key: &'a str,
    /// The row, where it is known.
    pub row: Option<u32>,
}

/// What makes the reports over all sources.
///
/// Whoever holds one holds all the code for it: the page has it in a part of its own.
#[derive(Clone, Copy)]
pub struct Surveyor {
    survey: MakeSurvey,
    account: fn(&mut Engine, &Asked, NaiveDate, &mut dyn Files) -> Result<AccountView, String>,
    about: fn(&mut Engine, &str, &Query, u32, NaiveDate) -> Result<AboutView, String>,
    /// Asks about the files that may be of another tenant.
    pub(super) ask: fn(&mut Engine),
    /// Takes an answer to that.
    pub(super) answer: fn(&mut Engine, u32, &str) -> Result<(), String>,
    /// Lets users of Graph stand in for the mailbox list.
    pub(super) stand_in: fn(&mut Engine, &mut Roster),
}

/// Makes a report with the columns of a query and others.
type MakeSurvey = fn(&mut Engine, &str, &Query, &[&str], NaiveDate) -> Result<(), String>;

impl Surveyor {
    /// All there is to it; the reports are known from here on.
    pub fn new() -> Surveyor {
        learn(&SURVEYS);
        Surveyor {
            survey,
            account: surveyed_account,
            about,
            ask,
            answer,
            stand_in,
        }
    }
}

impl Default for Surveyor {
    fn default() -> Surveyor {
        Surveyor::new()
    }
}

fn survey(
    engine: &mut Engine,
    id: &str,
    query: &Query,
    more: &[&str],
    today: NaiveDate,
) -> Result<(), String> {
    let definition = definition(id).ok_or_else(|| format!("there is no report `{id}`"))?;
    let more = more.iter().filter_map(|id| definition.column(id));
    let mut columns = needed(definition, query);
    columns.extend(more.map(|column| column.id));
    let older_days = match definition.id {
        "changes" => older_days(&query.filters),
        _ => Vec::new(),
    };
    make(engine, definition, columns, Some(older_days), today);
    Ok(())
}

/// Makes a report with some columns, as far as they are not there.
fn make(
    engine: &mut Engine,
    definition: &'static Definition,
    mut columns: Vec<&'static str>,
    older_days: Option<Vec<NaiveDate>>,
    today: NaiveDate,
) {
    let rules = engine.matches.rules().clone();
    let known = engine.surveys.directory.as_ref();
    if known.is_none_or(|(known, ..)| *known != rules) {
        let known = engine.surveys.tenants.take();
        let known = known.filter(|_| rules == MatchRules::default());
        engine.surveys.forget();
        let tenants = known.unwrap_or_else(|| engine.tenants(&rules));
        let directory = across::directory(&engine.all_inputs(), &tenants, &rules, engine.nfkc);
        engine.surveys.directory = Some((rules, tenants, directory));
    }
    let inactivity = engine.inactivity();
    let zone = engine.dataset.policy.zone.clone();
    let is_same = |made: &Made| {
        let wanted = older_days.as_ref();
        let is_wanted = wanted.is_none_or(|wanted| made.older_days == *wanted);
        is_wanted && made.today == today && made.inactivity == inactivity && made.zone == zone
    };
    let all = &mut engine.surveys.made;
    all.retain(|made| made.id != definition.id || is_same(made));
    columns.sort_unstable();
    columns.dedup();
    let made = all.iter().position(|made| made.id == definition.id);
    let mut made = made.map(|at| all.swap_remove(at));
    if made.is_none() {
        // What was kept of the rows is of others.
        engine.kept = Kept::default();
    }
    if let Some(made) = &made {
        columns.retain(|id| !made.columns.contains(id));
    }
    engine.standings.on(&engine.dataset, today);
    if let Some(brought) = &engine.surveys.directory {
        let begun = made.as_mut().map(|made| &mut made.survey);
        let survey = engine.over(brought, today, |over| match begun {
            Some(survey) => {
                across::add_columns(survey, over, &columns);
                None
            }
            None => {
                let over = Across {
                    older_days: older_days.as_deref().unwrap_or_default(),
                    ..*over
                };
                Some(across::survey(definition, &over, &columns))
            }
        });
        made = made.or(survey.map(|survey| Made {
            id: definition.id,
            today,
            inactivity,
            zone,
            older_days: older_days.unwrap_or_default(),
            survey,
            columns: Vec::new(),
            lasting: None,
        }));
    }
    if let Some(mut made) = made {
        made.columns.extend(columns);
        engine.surveys.made.push(made);
    }
}

/// The days with which the newest files are to be compared: those that a filter names.
fn older_days(filters: &[Filter]) -> Vec<NaiveDate> {
    let named = filters.iter().find_map(|filter| match filter {
        Filter::AnyOf { column, any_of } if column == "older_day" => Some(any_of),
        _ => None,
    });
    let mut days: Vec<NaiveDate> = named
        .into_iter()
        .flatten()
        .filter_map(|day| day.parse().ok())
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

fn surveyed_account(
    engine: &mut Engine,
    asked: &Asked,
    today: NaiveDate,
    files: &mut dyn Files,
) -> Result<AccountView, String> {
    let definition =
        definition(asked.id).ok_or_else(|| format!("there is no report `{}`", asked.id))?;
    make(engine, definition, Vec::new(), None, today);
    engine.standings.on(&engine.dataset, today);
    let surveys = &engine.surveys;
    let missing = || format!("there is no account `{}`", asked.key);
    let survey = surveys.made(asked.id).ok_or_else(missing)?;
    let table = &survey.tabular.table;
    let of_key = || (0..table.n_rows()).find(|&row| table.cell("key", row) == asked.key);
    let row = asked.row.map(|row| row as usize).or_else(of_key);
    let account = row.and_then(|row| survey.accounts.get(row).copied());
    let account = account.ok_or_else(missing)?;
    if account == NO_ACCOUNT && survey.changes.is_none() {
        return Err("this row counts accounts and is none: the other lists have them".to_string());
    }
    let brought = surveys.directory.as_ref().ok_or_else(missing)?;
    let mut records = Rows {
        held: &engine.sources,
        files,
    };
    engine.over(brought, today, |all| match row {
        Some(row) if survey.changes.is_some() => across::changed(survey, all, row, &mut records),
        _ => across::details(survey, all, account, &mut records),
    })
}

fn about(
    engine: &mut Engine,
    id: &str,
    query: &Query,
    groups: u32,
    today: NaiveDate,
) -> Result<AboutView, String> {
    let definition = definition(id).ok_or_else(|| format!("there is no report `{id}`"))?;
    let nothing = Window {
        rows: 0,
        ..Window::default()
    };
    engine.report(id, query, nothing, today)?;
    let today = query.today.unwrap_or(today);
    make(
        engine,
        definition,
        across::about::needs(id).to_vec(),
        None,
        today,
    );
    let surveys = &engine.surveys;
    let made = surveys.made.iter().position(|made| made.id == id);
    let (Some(brought), Some(at)) = (&surveys.directory, made) else {
        return Ok(AboutView::default());
    };
    let (made, rows) = (&surveys.made[at], engine.kept.rows());
    let (mut view, lasting) = engine.over(brought, today, |over| {
        let found = match &made.lasting {
            Some(_) => None,
            None => Some(Lasting::of(definition, over, &made.survey)),
        };
        let lasting = made.lasting.as_ref().or(found.as_ref());
        let view = lasting.map_or_else(AboutView::default, |lasting| {
            across::about::about(over, &made.survey, lasting, rows, groups as usize)
        });
        (view, found)
    });
    let kept = &mut engine.surveys.made[at].lasting;
    *kept = kept.take().or(lasting);
    let zone = &engine.dataset.policy.zone;
    across::live::add(&engine.lives.listed, definition.id, zone, &mut view);
    Ok(view)
}

/// Asks about the files that may be of another tenant than the loaded directory, and no longer about
/// others. A question that stays keeps its number.
fn ask(engine: &mut Engine) {
    let loaded: Vec<u32> = engine.sources.iter().map(|held| held.id).collect();
    let answers = &mut engine.surveys.answers;
    answers.retain(|(source, _)| loaded.contains(source));
    let several = engine.has_several_of_accounts(None);
    let tenants = several.then(|| engine.tenants(&MatchRules::default()));
    let asked = tenants
        .as_ref()
        .map_or_else(Vec::new, |tenants| tenants.asked.clone());
    engine.surveys.tenants = tenants;
    engine.questions.retain(|open| {
        let is_asked = asked.iter().any(|(source, _)| *source == open.source);
        !matches!(open.about, About::Tenant(_)) || is_asked
    });
    for (source, text) in asked {
        let choices = tenants::ANSWERS.map(|(id, label)| (id.to_string(), label.to_string()));
        let about = About::Tenant(Ask {
            text,
            choices: choices.to_vec(),
            samples: Vec::new(),
            head: Vec::new(),
            is_whole: false,
        });
        let mut open = engine.questions.iter_mut();
        let is_known =
            |open: &&mut Open| open.source == source && matches!(open.about, About::Tenant(_));
        match open.find(is_known) {
            Some(open) => open.about = about,
            None => engine.ask(source, about),
        }
    }
}

/// Takes what the person says of a file of another tenant.
fn answer(engine: &mut Engine, source: u32, choice: &str) -> Result<(), String> {
    let mut known = tenants::ANSWERS.iter().map(|(id, _)| *id);
    let answer = known.find(|id| *id == choice);
    let answer = answer.ok_or_else(|| format!("`{choice}` is no answer to this question"))?;
    engine.surveys.answers.push((source, answer));
    Ok(())
}

impl Engine {
    /// Whether what asks about tenants has to be there before a load is taken over.
    pub fn needs_surveyor_after(&self, load: &Load) -> bool {
        !self.has_surveyor() && self.has_several_of_accounts(Some(load))
    }

    /// Whether there are several files of accounts, or users of Graph, those of a load among them.
    fn has_several_of_accounts(&self, load: Option<&Load>) -> bool {
        let held = self
            .sources
            .iter()
            .filter_map(|held| Some(held.read.as_ref()?.source.plan.kind));
        let staged = load.into_iter().flat_map(|load| load.staged.iter());
        let staged = staged.filter_map(|staged| match &staged.outcome {
            Outcome::Read(read) => Some(read.source.plan.kind),
            Outcome::Ask(_) => None,
        });
        let kinds = held.chain(staged);
        let kinds = kinds.filter(|kind| OF_ACCOUNTS.contains(kind));
        // Users of Graph are two things: accounts, and what stands in for the mailbox list.
        let weights = kinds.map(|kind| 1 + u32::from(kind == Kind::GraphUsers));
        weights.sum::<u32>() > 1
    }

    fn tenants(&self, rules: &MatchRules) -> Tenants {
        let (inputs, others) = (self.all_inputs(), self.other_inputs());
        let given = self.lives.given();
        Tenants::of(&inputs, &others, rules, &self.surveys.answers, given)
    }

    fn inactivity(&self) -> Inactivity {
        let policy = self.dataset.policy.inactivity;
        Inactivity {
            days: policy.days,
            min_account_age: policy.min_account_age_days,
        }
    }

    /// The rows of all sources of accounts, the most trusted first.
    pub(super) fn all_inputs(&self) -> Vec<Input<'_>> {
        let inputs = TRUST.into_iter().filter_map(|kind| {
            let input = self.input(kind)?;
            // An older report is no list, but what changed since is told by it.
            let is_report = kind == crate::ingest::Kind::Enrollment;
            let repeated = is_report.then_some(&self.dataset.roster.repeated);
            Some(Input { repeated, ..input })
        });
        inputs.collect()
    }

    /// The rows of all sources whose rows are no accounts.
    pub(super) fn other_inputs(&self) -> Vec<Input<'_>> {
        let inputs = OTHERS.into_iter().filter_map(|kind| {
            let input = self.input(kind)?;
            let repeated = self.shelves.of(kind).map(|union| &union.repeated);
            Some(Input { repeated, ..input })
        });
        inputs.collect()
    }

    /// Does something with all sources and the accounts over them.
    fn over<T>(
        &self,
        (_, tenants, directory): &(MatchRules, Tenants, Directory),
        today: NaiveDate,
        work: impl FnOnce(&Across) -> T,
    ) -> T {
        work(&Across {
            inputs: &self.all_inputs(),
            others: &self.other_inputs(),
            readings: Readings {
                order: &|source, field| self.shelves.order_of(source, field),
                mark: &|source, field| self.shelves.mark_of(source, field),
            },
            nfkc: self.nfkc,
            directory,
            tenants,
            inactivity: self.inactivity(),
            today,
            zone: &self.dataset.policy.zone,
            names: self.surveys.names,
            dataset: &self.dataset,
            standings: self.standings.known(),
            older_days: &[],
        })
    }
}

/// Whether a report names products; of one that is not known yet it is asked again once it is.
fn has_names(id: &str) -> bool {
    definition(id).is_some_and(|report| report.names_products)
}

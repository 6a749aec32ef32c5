//! The whole walk behind [`Request`](message::Request) and [`Reply`](message::Reply).
//!
//! Files come in through [`Load`]: the caller feeds their bytes and commits it, or drops it and
//! everything stays as it was.

pub mod across;
mod calendar;
mod date_order;
mod decisions;
mod draft;
pub mod exports;
mod groups;
pub mod hand_out;
pub mod held;
pub mod inquiry;
pub mod links;
mod listing;
pub mod lives;
pub mod load;
pub mod matcher;
mod matching;
pub mod memory;
pub mod message;
mod older_files;
pub mod policies;
pub mod questions;
pub mod records;
mod redaction;
mod same_data;
pub mod shared_rows;
pub mod shares;
pub mod shelves;
mod stand_in;
mod try_out;
pub mod wire;

use std::collections::HashSet;

use chrono::NaiveDate;

use self::across::{Asked, Surveys};
use self::decisions::Decided;
use self::exports::Exports;
use self::held::{Held, issue_view};
use self::lives::Lives;
use self::load::Load;
use self::matching::Matches;
use self::message::{AccountView, IssueView, Loaded, ReportView, SourceView, Timings, Window};
use self::policies::Policies;
use self::questions::{About, Open};
use self::records::{Doubles, Files, Rows, read_of};
use self::shelves::Shelves;
use crate::accounts::Roster;
use crate::accounts::logon_name::Nfkc;
use crate::accounts::matching::MatchRules;
use crate::export::cell::Leaving;
use crate::export::file::push_html;
use crate::export::{clipboard, csv, html};
use crate::ingest::Kind;
use crate::ingest::cell::{DateOrder, DateReading, read_written_date};
use crate::ingest::issue::{Code, Issue, Issues, Tally};
use crate::ingest::kinds::export_of;
use crate::ingest::named_day::day_in_name;
use crate::ingest::number::Mark;
use crate::ingest::recognise::{RECONSIDER, REJECTED_HEADER};
use crate::ingest::union::Union;
use crate::lifecycle::deadline::AsOf;
use crate::lifecycle::policy::Policy;
use crate::lifecycle::standing::Standing;
use crate::report::account::{Place, account, place_of};
use crate::report::dataset::{Dataset, Said};
use crate::report::definition::definition;
use crate::report::exports::CopyView;
use crate::report::findings::{Captions, findings};
use crate::report::hand_over::{NameForm, in_form};
use crate::report::lists::{List, MINE_NOT_FOUND, Standings};
use crate::report::query::Query;
use crate::report::run::{Body, Kept, QueryError, cells_of, rows_at, run};
use crate::report::words::numerals::Plain;
use crate::small_map::SmallMap;
use crate::table::sort::places_by;

/// Everything that is loaded, and what follows from it.
pub struct Engine {
    sources: Vec<Held>,
    questions: Vec<Open>,
    dataset: Dataset,
    shelves: Shelves,
    kept: Kept,
    standings: Standings,
    matches: Matches,
    policies: Policies,
    decided: Decided,
    surveys: Surveys,
    lives: Lives,
    exports: Exports,
    said: Vec<(u32, Said)>,
    remembered: SmallMap<String, String>,
    n_sources: u32,
    n_questions: u32,
    timings: Timings,
    nfkc: Nfkc,
    clock: Clock,
    /// Whether the repeats of every list are known.
    is_settled: bool,
}

/// Of a list of so many rows a load leaves its own repeats to [`Engine::settle`]: the file would be read again.
const LONG_LIST: usize = 20_000;

/// The report that says what met what.
const MATCHING: &str = "matching";

/// Milliseconds of a monotonic clock.
pub type Clock = fn() -> f64;

impl Engine {
    /// An engine with nothing loaded.
    pub fn new(nfkc: Nfkc, clock: Clock) -> Engine {
        Engine {
            sources: Vec::new(),
            questions: Vec::new(),
            dataset: empty(Policy::penn(), nfkc),
            shelves: Shelves::default(),
            kept: Kept::default(),
            standings: Standings::default(),
            matches: Matches::default(),
            policies: Policies::default(),
            decided: Decided::default(),
            surveys: Surveys::default(),
            lives: Lives::default(),
            exports: Exports::default(),
            said: Vec::new(),
            remembered: SmallMap::default(),
            n_sources: 0,
            n_questions: 0,
            timings: Timings::default(),
            nfkc,
            clock,
            is_settled: true,
        }
    }

    /// Begins a load.
    pub fn begin(&self) -> Load {
        Load::begin(self.clock, self.remembered.clone())
    }

    /// Takes the answers that were given for earlier files, by the set of headers they were given for.
    pub fn remember(&mut self, remembered: &SmallMap<String, String>) {
        self.remembered = remembered.clone();
    }

    /// Takes over what a load has read: all of it or, where this panics, none.
    pub fn commit(&mut self, mut load: Load, today: NaiveDate, files: &mut dyn Files) -> Loaded {
        let began = (self.clock)();
        if let Some(hooks) = self.lives.hooks {
            let zone = &self.dataset.policy.zone;
            let sources = (&self.sources[..], self.n_sources);
            (hooks.take)(&mut self.lives, sources, zone, &mut load);
        }
        let Load {
            staged,
            refused,
            read_ms,
            scan_ms,
            began_at,
            replaces,
            ..
        } = load;
        self.sources.retain(|held| !replaces.contains(&held.id));
        self.questions
            .retain(|open| !replaces.contains(&open.source));
        let mut roster = std::mem::take(&mut self.dataset.roster);
        for &source in &replaces {
            roster.enrollment.remove(source, self.nfkc);
            roster.mine.remove(source, self.nfkc);
            self.shelves.remove(source);
            self.said.retain(|(known, _)| *known != source);
        }
        for staged in staged {
            let id = staged.replaces.unwrap_or_else(|| {
                self.n_sources += 1;
                self.n_sources
            });
            self.take_in(id, staged, &mut roster);
        }
        if let Some(surveyor) = self.surveys.surveyor {
            (surveyor.stand_in)(self, &mut roster);
        }
        roster.meet(&MatchRules::default(), self.nfkc);
        self.mark_repeats(&mut roster, files);
        let before = std::mem::take(&mut self.matches.older);
        self.rebuild(roster);
        let mut notes = self.keep_accepted().into_iter().collect();
        self.note_older(&before, &mut notes);
        let joined = (self.clock)();
        // The first report is computed here, so that the first window comes at once.
        let first = Window {
            rows: 0,
            ..Window::default()
        };
        let query = Query {
            policy: self.policies.applied.clone(),
            ..Query::default()
        };
        let _ = self.report("expiring", &query, first, today);
        let over = (self.clock)();
        self.timings = Timings {
            read: read_ms as u32,
            scan: scan_ms as u32,
            join: (joined - began) as u32,
            report: (over - joined) as u32,
            total: (over - began_at) as u32,
        };
        Loaded {
            notes,
            ..self.loaded(today, refused)
        }
    }

    fn take_in(&mut self, id: u32, staged: load::Staged, roster: &mut Roster) {
        let mut held = Held {
            id,
            name: staged.name,
            n_bytes: staged.n_bytes,
            file: staged.file,
            sample: staged.sample,
            read: None,
        };
        match staged.outcome {
            load::Outcome::Read(mut ingested) => {
                let cut = std::mem::take(&mut ingested.cut);
                let kind = ingested.source.plan.kind;
                let (table, lines, read) = held::Read::of(*ingested);
                held.read = Some(read);
                let side = match kind {
                    Kind::Enrollment => Some(&mut roster.enrollment),
                    kind if kind.is_mine() => Some(&mut roster.mine),
                    _ => None,
                };
                let named_day = day_in_name(&held.name);
                if let Some(side) = side {
                    side.add(id, table, lines, self.nfkc);
                    side.note_cut(&cut);
                    let said = Said {
                        named_day,
                        ..Said::default()
                    };
                    self.said.push((id, said));
                } else {
                    self.shelves.add(&held, table, lines);
                }
            }
            load::Outcome::Ask(ask) => self.ask(id, About::Kind(ask)),
        }
        let place = self.sources.partition_point(|known| known.id < id);
        self.sources.insert(place, held);
    }

    fn ask(&mut self, source: u32, about: About) {
        self.n_questions += 1;
        self.questions.push(Open {
            id: self.n_questions,
            source,
            about,
        });
    }

    /// Compares the rows that may repeat another exactly, cell by cell, as their files have them.
    fn mark_repeats(&mut self, roster: &mut Roster, files: &mut dyn Files) {
        let mut doubles = Doubles::new(Rows {
            held: &self.sources,
            files,
        });
        let place = |row: u32| roster.enrollment.place(row as usize);
        let repeated = doubles.among(roster.repeat_candidates(), &place);
        let place = |row: u32| roster.mine.place(row as usize);
        let candidates = roster.mine_repeat_candidates();
        self.is_settled = roster.mine.spans.len() > 1 || roster.mine.n_rows() < LONG_LIST;
        let mine = match self.is_settled {
            true => doubles.among(candidates, &place),
            false => Vec::new(),
        };
        repeated
            .into_iter()
            .for_each(|(first, row)| roster.mark_repeated(first as usize, row as usize));
        roster.settle_repeats();
        mine.into_iter()
            .for_each(|(first, row)| roster.mark_mine_repeated(first as usize, row as usize));
        self.shelves.mark_repeats(&mut doubles);
    }

    /// Compares what a load left for later: the many repeats of one long list, which change no list of
    /// accounts and no count but the list's own.
    pub fn settle(&mut self, files: &mut dyn Files) {
        if std::mem::replace(&mut self.is_settled, true) {
            return;
        }
        let roster = &mut self.dataset.roster;
        let mut doubles = Doubles::new(Rows {
            held: &self.sources,
            files,
        });
        let place = |row: u32| roster.mine.place(row as usize);
        let mine = doubles.among(roster.mine_repeat_candidates(), &place);
        for (first, row) in mine {
            roster.mark_mine_repeated(first as usize, row as usize);
        }
    }

    /// Reads anew what every row says, and asks what follows from it.
    fn rebuild(&mut self, roster: Roster) {
        self.exports.stop();
        let policy = self.take_policy();
        self.dataset = dataset(roster, policy, &self.sources, &self.said, self.nfkc);
        self.decided.mark(&mut self.dataset);
        self.matches.forget(self.dataset.roster.may_hide());
        self.surveys.forget();
        self.forget_rows();
        let reports = self.dataset.reports.iter();
        let open = reports.filter(|report| report.order_is_open());
        let open = open.map(|report| report.source);
        let open: Vec<u32> = open.chain(self.shelves.open_orders()).collect();
        let is_order = |about: &About| matches!(about, About::DateOrder { .. });
        self.ask_open(&open, is_order, |engine, source| {
            Some(engine.date_order_question(source))
        });
        let open: Vec<u32> = self.shelves.open_marks().collect();
        let is_mark = |about: &About| matches!(about, About::DecimalMark { .. });
        self.ask_open(&open, is_mark, |engine, source| {
            engine.shelves.mark_question(engine.held(source)?)
        });
        if let Some(surveyor) = self.surveys.surveyor {
            (surveyor.ask)(self);
        }
        self.set_history_aside();
    }

    fn forget_rows(&mut self) {
        self.kept = Kept::default();
        self.standings = Standings::default();
        self.surveys.forget_made();
    }

    /// Asks about the sources where something is open, and no longer about the others.
    fn ask_open(
        &mut self,
        open: &[u32],
        is_this: fn(&About) -> bool,
        question: fn(&Engine, u32) -> Option<About>,
    ) {
        // A question that stays keeps its number: a script may hold it.
        self.questions
            .retain(|asked| !is_this(&asked.about) || open.contains(&asked.source));
        for &source in open {
            let mut asked = self.questions.iter();
            if asked.any(|asked| is_this(&asked.about) && asked.source == source) {
                continue;
            }
            if let Some(about) = question(self, source) {
                self.ask(source, about);
            }
        }
    }

    fn held(&self, source: u32) -> Option<&Held> {
        self.sources.iter().find(|held| held.id == source)
    }

    fn date_order_question(&self, source: u32) -> About {
        let held = self.held(source);
        if let Some(about) = held.and_then(|held| self.shelves.order_question(held)) {
            return about;
        }
        let side = &self.dataset.roster.enrollment;
        let samples = |field: &str| {
            let mut samples: Vec<String> = Vec::new();
            for row in side.rows_of(source) {
                let cell = side.table.cell(field, row);
                let open = matches!(read_written_date(cell, None), DateReading::Ambiguous { .. });
                if open && !samples.iter().any(|sample| sample == cell) {
                    samples.push(cell.to_string());
                }
                if samples.len() == 3 {
                    break;
                }
            }
            samples
        };
        // A column that its own cells decide is not asked about.
        let mut reports = self.dataset.reports.iter();
        let known = reports.find(|report| report.source == source);
        let of_end = known.is_some_and(|report| report.order.order().is_some());
        let fields = match of_end {
            true => ["inactive_on", ""],
            false => ["scheduled_deletion", "inactive_on"],
        };
        let asked = fields.iter().filter_map(|field| {
            let samples = samples(field);
            (!samples.is_empty()).then(|| {
                (
                    held.map_or(String::new(), |held| held.caption(field)),
                    samples,
                )
            })
        });
        About::DateOrder {
            name: held.map_or(String::new(), |held| held.name.clone()),
            columns: asked.collect(),
        }
    }

    /// What is loaded and what is asked.
    fn loaded(&mut self, today: NaiveDate, refused: Vec<String>) -> Loaded {
        Loaded {
            sources: self.source_views(today),
            questions: self.questions.iter().map(Open::view).collect(),
            refused,
            notes: Vec::new(),
            timings: self.timings,
            memory_bytes: 0,
        }
    }

    /// What is loaded, in order of arrival.
    pub fn source_views(&mut self, today: NaiveDate) -> Vec<SourceView> {
        self.look_for_facts();
        let standings = self.standings.on(&self.dataset, today);
        let view = |held: &Held| {
            let as_of = as_of(&self.dataset, &self.shelves, held);
            let about = (held.id, as_of);
            let mut found = Tally::default();
            findings(&self.dataset, about, standings, today, held, &mut found);
            self.shelves.repeats(held, &mut found);
            let n_unread = self.shelves.issues(held.id).map_or(0, Issues::len);
            let mut view = held.view(as_of, found.0 + n_unread);
            listing::count(&self.dataset, &self.shelves, held, &mut view);
            self.matches.tell_older(&mut view);
            view
        };
        self.sources.iter().map(view).collect()
    }

    /// The file and the answer behind an answered question about what a file is.
    ///
    /// `Ok(None)` when nothing has to be read for the answer: it is settled.
    pub fn answer(&mut self, question: u32, choice: &str) -> Result<Option<Answered>, String> {
        let open = self.questions.iter().find(|open| open.id == question);
        let open = open.ok_or_else(|| format!("there is no open question {question}"))?;
        let source = open.source;
        match &open.about {
            About::DateOrder { .. } => {
                let order = Open::date_order(choice)
                    .ok_or_else(|| format!("`{choice}` is no answer to this question"))?;
                let said = self.said.iter_mut().filter(|(id, _)| *id == source);
                said.for_each(|(_, said)| said.order = Some(order));
                self.say(source, Some(order), None);
                let roster = std::mem::take(&mut self.dataset.roster);
                self.rebuild(roster);
                Ok(None)
            }
            About::DecimalMark { .. } => {
                let mark = Open::mark(choice)
                    .ok_or_else(|| format!("`{choice}` is no answer to this question"))?;
                self.say(source, None, Some(mark));
                let roster = std::mem::take(&mut self.dataset.roster);
                self.rebuild(roster);
                Ok(None)
            }
            About::Tenant(_) => {
                if let Some(surveyor) = self.surveys.surveyor {
                    (surveyor.answer)(self, source, choice)?;
                }
                let roster = std::mem::take(&mut self.dataset.roster);
                self.rebuild(roster);
                Ok(None)
            }
            About::Kind(_) if choice == crate::ingest::recognise::IGNORE => {
                self.sources.retain(|held| held.id != source);
                self.questions.retain(|open| open.id != question);
                Ok(None)
            }
            About::Kind(ask) => {
                let is_choice = |id: &str| id == choice || id.starts_with(&format!("{choice}:"));
                // A kind that was not proposed, and columns mapped by hand, are answers too.
                let kind = Kind::of_id(choice.split_once(':').map_or(choice, |(kind, _)| kind));
                if !ask.choices.iter().any(|(id, _)| is_choice(id))
                    && kind.and_then(export_of).is_none()
                    && !(kind.is_some() && choice.contains('='))
                {
                    return Err(format!("`{choice}` is no answer to this question"));
                }
                let held = self.sources.iter().find(|held| held.id == source);
                let held = held.ok_or_else(|| format!("source {source} is not loaded"))?;
                Ok(Some(Answered {
                    source,
                    name: held.name.clone(),
                    n_bytes: held.n_bytes,
                    file: held.file,
                    said: choice.to_string(),
                }))
            }
        }
    }

    /// The file of a source that is loaded, to be read as another kind or with other columns; without
    /// an answer, to be asked about once more. Until the answer it is in no list.
    pub fn reconsider(&self, source: u32, choice: Option<&str>) -> Result<Answered, String> {
        let (held, _) = read_of(&self.sources, source)?;
        let file = held.file.ok_or_else(|| cannot_be_read_again(&held.name))?;
        let kind = choice.map(|choice| choice.split_once(':').map_or(choice, |(kind, _)| kind));
        if let (Some(choice), Some(None)) = (choice, kind.map(Kind::of_id)) {
            return Err(format!("`{choice}` is no kind this tool knows"));
        }
        Ok(Answered {
            source,
            name: held.name.clone(),
            n_bytes: held.n_bytes,
            file: Some(file),
            said: choice.unwrap_or(RECONSIDER).to_string(),
        })
    }

    fn say(&mut self, source: u32, order: Option<DateOrder>, mark: Option<Mark>) {
        if let Some(held) = self.sources.iter().find(|held| held.id == source) {
            self.shelves.say(held, order, mark);
        }
    }

    /// The rows of a kind that no report joins yet, of all its sources.
    pub fn rows_of(&self, kind: Kind) -> Option<&Union> {
        self.shelves.of(kind)
    }

    /// What is loaded after an answer that needed no reading.
    pub fn settled(&mut self, today: NaiveDate) -> Loaded {
        let notes = self.keep_accepted();
        Loaded {
            notes: notes.into_iter().collect(),
            ..self.loaded(today, Vec::new())
        }
    }

    /// Drops all data; numbers of sources and questions are not used again.
    pub fn clear(&mut self) {
        self.sources.clear();
        self.questions.clear();
        self.said.clear();
        self.shelves.clear();
        self.matches.clear();
        self.decided = Decided::default();
        self.surveys.forget();
        self.lives = Lives::default();
        self.exports.stop();
        self.forget_rows();
        // The policy is the organisation's and no data of anybody: it stays, as the day does.
        self.dataset = empty(self.take_policy(), self.nfkc);
    }

    /// A window of a report.
    pub fn report(
        &mut self,
        id: &str,
        query: &Query,
        window: Window,
        today: NaiveDate,
    ) -> Result<ReportView, String> {
        let mut view = self.with_rows(id, query, &[], today, &mut |rows, kept| {
            run(rows, kept, query, window, today)
        })?;
        if id == MATCHING {
            view.matching = self.matches.view();
        } else {
            view.summary.contradictions = self.standings.contradictions().to_vec();
            if let Some(hooks) = self.lives.hooks {
                let behind = (hooks.behind_as_of)(&self.lives.listed);
                let as_of = &mut view.summary.as_of;
                as_of.push_str(match as_of.is_empty() {
                    true => behind.trim_start_matches("; "),
                    false => &behind,
                });
            }
        }
        Ok(view)
    }

    /// Does something with the rows of a report, joined under the rules of the query, and with more
    /// columns than the query names.
    fn with_rows(
        &mut self,
        id: &str,
        query: &Query,
        more: &[&str],
        today: NaiveDate,
        work: &mut dyn FnMut(&dyn Body, &mut Kept) -> Result<ReportView, QueryError>,
    ) -> Result<ReportView, String> {
        self.follow(&query.match_rules);
        self.follow_policy(&query.policy)?;
        let found = match id {
            MATCHING => {
                self.match_all();
                let rows = self.matches.rows(&self.dataset);
                rows.map(|rows| work(&*rows, &mut self.kept))
            }
            id if Engine::is_survey(id) => {
                self.survey(id, query, more, query.today.unwrap_or(today))?;
                let rows = self.surveys.rows(id, &self.dataset);
                rows.map(|rows| work(&*rows, &mut self.kept))
            }
            _ => {
                if id == MINE_NOT_FOUND {
                    self.match_all();
                }
                let definition =
                    definition(id).ok_or_else(|| format!("there is no report `{id}`"))?;
                let today = query.today.unwrap_or(today);
                let standings = self.standings.on(&self.dataset, today);
                let list = List::of(definition, &self.dataset, standings, today)
                    .with_reasons(self.matches.reasons_of_mine());
                Some(work(&list, &mut self.kept))
            }
        };
        let found = found.ok_or("nothing is matched")?;
        found.map_err(|error| error.to_string())
    }

    /// The logon names of rows in the form another console takes, each once, one a line (P15).
    ///
    /// A row whose name cannot be written in that form has none: the caller counts them.
    pub fn names(
        &mut self,
        id: &str,
        query: &Query,
        ranges: &[(u32, u32)],
        form: &str,
        realm: &str,
        today: NaiveDate,
    ) -> Result<String, String> {
        let form = NameForm::named(form).ok_or_else(|| format!("there is no form `{form}`"))?;
        let wanted = "logon_name";
        if definition(id).is_some_and(|report| report.column(wanted).is_none()) {
            // Its keys may be numbers of persons or ids of objects.
            return Err(
                "this list has no column of logon names: hand over those of another list"
                    .to_string(),
            );
        }
        let view = self.with_rows(id, query, &[wanted], today, &mut |rows, kept| {
            rows_at(rows, kept, query, Some(wanted), ranges, today)
        })?;
        let column = view.columns.iter().position(|known| known.id == wanted);
        // What stands for a missing cell on the screen is no name.
        let cells = view
            .rows
            .iter()
            .zip(&view.values)
            .filter_map(|(row, values)| {
                let is_there = values.get(column?)? != &message::Value::Null;
                is_there.then(|| row.get(column?))?
            });
        let mut names = String::new();
        let mut seen = HashSet::new();
        for name in cells.filter_map(|cell| in_form(cell, form, realm, self.nfkc)) {
            if !seen.contains(&name) {
                names.push_str(&name);
                names.push('\n');
                seen.insert(name);
            }
        }
        Ok(names)
    }

    /// Rows of a report for the clipboard, as an export writes them; one column's filled cells where it is named.
    pub fn copy(
        &mut self,
        id: &str,
        query: &Query,
        ranges: &[(u32, u32)],
        column: Option<&str>,
        today: NaiveDate,
    ) -> Result<CopyView, String> {
        let mut copied = CopyView::default();
        self.with_rows(id, query, column.as_slice(), today, &mut |body, kept| {
            let none = Window {
                rows: 0,
                ..Window::default()
            };
            let view = run(body, kept, query, none, today)?;
            let known = |id: &str| {
                let known = body.definition().column(id);
                known.ok_or_else(|| QueryError::UnknownColumn(id.to_string()))
            };
            let columns: Vec<_> = match column {
                Some(id) => vec![known(id)?],
                None => {
                    let visible = view.columns.iter();
                    visible
                        .map(|column| known(&column.id))
                        .collect::<Result<_, _>>()?
                }
            };
            let CopyView { text, html } = &mut copied;
            if column.is_none() {
                let captions = columns.iter().map(|column| column.title);
                clipboard::push_row(text, captions.clone(), true);
                html::open_table(html, captions);
            }
            let places = kept.at(ranges);
            let _plain = Plain::begin();
            // Every row is taken.
            let _ = cells_of(body, &columns, &places, &mut |cells| {
                let is_empty = cells.iter().all(|cell| cell.value == message::Value::Null);
                if column.is_some() && is_empty {
                    return Ok(());
                }
                let cells = columns.iter().zip(cells);
                let leaving: Vec<Leaving> = cells
                    .map(|(column, cell)| Leaving::of(column.kind, cell))
                    .collect();
                clipboard::push_row(text, leaving.iter().map(Leaving::text), true);
                if column.is_none() {
                    push_html(html, &leaving, true);
                }
                Ok(())
            });
            if column.is_none() {
                html::close_table(html);
            }
            Ok(ReportView::default())
        })?;
        Ok(copied)
    }

    /// What is wrong with one source or with all.
    pub fn issues(&mut self, source: Option<u32>, today: NaiveDate) -> Vec<IssueView> {
        self.look_for_facts();
        let standings = self.standings.on(&self.dataset, today);
        let wanted = self
            .sources
            .iter()
            .filter(|held| source.is_none_or(|source| source == held.id));
        wanted
            .flat_map(|held| {
                let about = (held.id, as_of(&self.dataset, &self.shelves, held));
                let mut found = Issues::default();
                findings(&self.dataset, about, standings, today, held, &mut found);
                let mut put_by = Issues::default();
                self.shelves.repeats(held, &mut put_by);
                let own = held
                    .read
                    .as_ref()
                    .map(|read| read.issues.list())
                    .unwrap_or_default();
                let unread = self.shelves.issues(held.id).map(Issues::list);
                let all: Vec<Issue> = own
                    .into_iter()
                    .chain(unread.unwrap_or_default())
                    .chain(found.list())
                    .chain(put_by.list())
                    .collect();
                let line = |place: usize| {
                    let issue = &all[place];
                    // What is only counted stands last, what is about the whole file first.
                    (issue.code == Code::More, issue.line)
                };
                places_by(all.len(), &|left, right| line(left).cmp(&line(right)))
                    .into_iter()
                    .map(|place| issue_view(held, all[place as usize].clone()))
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    /// The rejected records of a source as a CSV file.
    pub fn rejected(&self, source: u32, files: &mut dyn Files) -> Result<String, String> {
        let (held, read) = read_of(&self.sources, source)?;
        let mut rows = Rows {
            held: &self.sources,
            files,
        };
        // Without this mark Excel takes UTF-8 for something else.
        let mut text = "\u{feff}".to_string();
        csv::push_row(&mut text, REJECTED_HEADER);
        for rejected in &read.rejected {
            let original = rows.text(held, read, rejected.span.clone())?;
            // A NUL byte would make the saved file one that nobody reads.
            let original = String::from_utf8_lossy(&original).replace('\0', "␀");
            let (line, row) = (rejected.line.to_string(), rejected.row.to_string());
            csv::push_row(
                &mut text,
                [
                    line.as_str(),
                    row.as_str(),
                    rejected.column.as_str(),
                    rejected.reason.as_str(),
                    original.trim_end_matches(['\r', '\n']),
                ],
            );
        }
        Ok(text)
    }

    /// One account: of a row of a report where it is given, else the most urgent of its key.
    pub fn account(
        &mut self,
        key: &str,
        row: Option<u32>,
        report: Option<&str>,
        today: NaiveDate,
        files: &mut dyn Files,
    ) -> Result<AccountView, String> {
        if report == Some(MATCHING) {
            return self.matched_row(row, key, files);
        }
        self.look_for_facts();
        if let Some(id) = report
            && Engine::is_survey(id)
        {
            return self.surveyed_account(&Asked { id, key, row }, today, files);
        }
        let standings = self.standings.on(&self.dataset, today);
        let place = placed(&self.dataset, key, row, report, standings)?;
        let mut records = Rows {
            held: &self.sources,
            files,
        };
        let mut view = account(&self.dataset, place, standings, today, &mut records)?;
        if let Place::Enrollment(row) = place {
            view.orders = self.orders_of_row(row, today);
        }
        Ok(view)
    }

    /// Steps of the last load.
    pub fn timings(&self) -> Timings {
        self.timings
    }
}

/// A file to be read as the person said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The source that waited.
    pub source: u32,
    /// Name of its file.
    pub name: String,
    /// Bytes of its file.
    pub n_bytes: u64,
    /// Its file.
    pub file: Option<u32>,
    /// What the person said.
    pub said: String,
}

/// Which row an account is shown for: the given one of a report, else the most urgent of its key.
fn placed(
    dataset: &Dataset,
    key: &str,
    row: Option<u32>,
    report: Option<&str>,
    standings: &[Standing],
) -> Result<Place, String> {
    let given = row.map(|row| match report {
        Some("mine-not-found") => Place::Mine(row as usize),
        _ => Place::Enrollment(row as usize),
    });
    let in_range = |place: &Place| match *place {
        Place::Mine(row) => row < dataset.roster.mine.n_rows(),
        Place::Enrollment(row) => row < dataset.roster.enrollment.n_rows(),
    };
    let place = given
        .filter(in_range)
        .or_else(|| place_of(dataset, key, standings));
    place.ok_or_else(|| format!("there is no account `{key}`"))
}

/// When a source was true, by whatever tells it.
fn as_of(dataset: &Dataset, shelves: &Shelves, held: &Held) -> Option<AsOf> {
    let mut reports = dataset.reports.iter();
    let report = reports.find(|report| report.source == held.id);
    let as_of = report.and_then(|report| report.as_of);
    as_of.or_else(|| shelves.as_of(held))
}

/// Why a source cannot be read as something else.
fn cannot_be_read_again(name: &str) -> String {
    format!("`{name}` is no file and cannot be read again: clear all and load it as what it is")
}

fn dataset(
    roster: Roster,
    policy: Policy,
    sources: &[Held],
    said: &[(u32, Said)],
    nfkc: Nfkc,
) -> Dataset {
    let is_mailboxes = |source: u32| {
        let held = sources
            .iter()
            .find(|held| held.id == source)
            .and_then(|held| held.read.as_ref());
        held.is_some_and(|read| read.source.plan.kind == Kind::CloudControl)
    };
    Dataset::new(
        roster,
        policy,
        &|source| said_of(said, source),
        is_mailboxes,
        nfkc,
    )
}

/// What is known of a source beside its rows.
fn said_of(said: &[(u32, Said)], source: u32) -> Said {
    said.iter()
        .find(|(id, _)| *id == source)
        .map_or(Said::default(), |(_, said)| *said)
}

fn empty(policy: Policy, nfkc: Nfkc) -> Dataset {
    let mut roster = Roster::default();
    roster.meet(&MatchRules::default(), nfkc);
    dataset(roster, policy, &[], &[], nfkc)
}

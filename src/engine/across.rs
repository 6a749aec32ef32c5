//! The reports over all sources: computed when they are first asked for, and kept until the data, the
//! rules or the day change.

use chrono::NaiveDate;

use super::Engine;
use super::inquiry::Inquiry;
use super::message::AccountView;
use super::records::{Files, Rows};
use crate::accounts::activity::Inactivity;
use crate::accounts::directory::Directory;
use crate::accounts::matching::MatchRules;
use crate::report::across::{Across, Survey, Surveyor, TRUST};
use crate::report::dataset::Dataset;
use crate::report::definition::{Definition, definition, is_list};
use crate::report::matching::Input;
use crate::report::tabular::Shown;

/// What was made of all sources, under which rules and for which day.
#[derive(Default)]
pub struct Surveys {
    directory: Option<(MatchRules, Directory)>,
    made: Vec<Made>,
    /// What makes them, once it is there.
    surveyor: Option<Surveyor>,
}

/// A report for a day, under what the policy says of inactivity.
struct Made {
    id: &'static str,
    today: NaiveDate,
    inactivity: Inactivity,
    survey: Survey,
}

impl Surveys {
    /// The data changed.
    pub fn forget(&mut self) {
        self.directory = None;
        self.made.clear();
    }

    fn made(&self, id: &str) -> Option<&Survey> {
        let made = self.made.iter().find(|made| made.id == id);
        made.map(|made| &made.survey)
    }

    /// The rows of a report that was made.
    pub fn rows<'a>(&'a self, id: &str, dataset: &'a Dataset) -> Option<Shown<'a>> {
        let tabular = &self.made(id)?.tabular;
        Some(Shown { tabular, dataset })
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
            Inquiry::Account { report, .. } => report.as_deref().is_some_and(Engine::is_survey),
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

    /// Makes a report over all sources for a day, unless it is there.
    pub(super) fn survey(&mut self, definition: &'static Definition, today: NaiveDate) {
        let Some(surveyor) = self.surveys.surveyor else {
            return;
        };
        let rules = self.matches.rules().clone();
        if self
            .surveys
            .directory
            .as_ref()
            .is_none_or(|(known, _)| *known != rules)
        {
            self.surveys.forget();
            let directory = (surveyor.directory)(&self.all_inputs(), &rules, self.nfkc);
            self.surveys.directory = Some((rules, directory));
        }
        let inactivity = self.inactivity();
        let is_same = |made: &Made| made.today == today && made.inactivity == inactivity;
        let made = &mut self.surveys.made;
        made.retain(|made| made.id != definition.id || is_same(made));
        if self.surveys.made(definition.id).is_some() {
            return;
        }
        let Some((_, directory)) = &self.surveys.directory else {
            return;
        };
        let inputs = self.all_inputs();
        let across = across(&inputs, directory, inactivity, today);
        let survey = (surveyor.survey)(definition, &across);
        self.surveys.made.push(Made {
            id: definition.id,
            today,
            inactivity,
            survey,
        });
    }

    /// The account of a row of such a report, over all sources.
    pub(super) fn surveyed_account(
        &mut self,
        id: &str,
        key: &str,
        row: Option<u32>,
        today: NaiveDate,
        files: &mut dyn Files,
    ) -> Result<AccountView, String> {
        let definition = definition(id).ok_or_else(|| format!("there is no report `{id}`"))?;
        self.survey(definition, today);
        let surveys = &self.surveys;
        let missing = || format!("there is no account `{key}`");
        let survey = surveys.made(id).ok_or_else(missing)?;
        let table = &survey.tabular.table;
        let of_key = || (0..table.n_rows()).find(|&row| table.cell("key", row) == key);
        let row = row.map(|row| row as usize).or_else(of_key);
        let account = row.and_then(|row| survey.accounts.get(row).copied());
        let account = account.ok_or_else(missing)?;
        let (Some((_, directory)), Some(surveyor)) = (&surveys.directory, surveys.surveyor) else {
            return Err(missing());
        };
        let mut records = Rows {
            held: &self.sources,
            files,
        };
        let inputs = self.all_inputs();
        let across = across(&inputs, directory, self.inactivity(), today);
        (surveyor.details)(&across, account, &mut records)
    }

    fn inactivity(&self) -> Inactivity {
        let policy = self.dataset.policy.inactivity;
        Inactivity {
            days: policy.days,
            min_account_age: policy.min_account_age_days,
        }
    }

    /// The rows of all sources of accounts, the most trusted first.
    fn all_inputs(&self) -> Vec<Input<'_>> {
        TRUST
            .into_iter()
            .filter_map(|kind| self.input(kind))
            .collect()
    }
}

fn across<'a>(
    inputs: &'a [Input<'a>],
    directory: &'a Directory,
    inactivity: Inactivity,
    today: NaiveDate,
) -> Across<'a> {
    Across {
        inputs,
        directory,
        inactivity,
        today,
    }
}

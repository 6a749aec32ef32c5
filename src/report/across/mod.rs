//! Reports over all sources: one row an account, each cell from the source that is trusted most and
//! has it (domain 2.1, M7).

pub mod about;
mod activity;
mod changes;
mod columns;
mod contradicted;
mod details;
mod ending;
pub mod fields;
mod history;
pub mod licences;
pub mod live;
mod mfa;
mod provisioning;
pub mod quick;
mod signins;
pub mod tenants;
pub mod words;

use chrono::NaiveDate;

use self::about::NoteView;
use self::columns::Lazy;
use self::licences::Behind;
use super::account::Records;
use super::dataset::Dataset;
use super::definition::Definition;
use super::matching::Input;
use super::tabular::Tabular;
use super::view::AccountView;
use crate::accounts::activity::Inactivity;
use crate::accounts::directory::{Chosen, Directory};
use crate::accounts::logon_name::Nfkc;
use crate::accounts::matching::side::SideKeys;
use crate::accounts::matching::{MatchRules, MatchSide};
use crate::ingest::Kind;
use crate::ingest::cell::DateOrder;
use crate::ingest::concealed::ConcealedShare;
use crate::ingest::number::Mark;
use crate::ingest::zone::ZoneRules;
use crate::lifecycle::standing::Standing;

pub use activity::ACTIVITY;
pub use changes::CHANGES;
pub use history::counts::COUNTS;
pub use licences::{HOLDERS, LICENCES};
pub use mfa::MFA;
pub use provisioning::PROVISIONING;
pub use signins::SIGNINS;
pub use tenants::Tenants;

/// The kinds of sources of accounts in the order in which they are trusted: directories, then the
/// enrollment report, consoles and reports of the admin centre, then what a vendor reports (domain 2.1).
pub const TRUST: [Kind; 18] = [
    Kind::GraphUsers,
    Kind::GraphDeletedUsers,
    Kind::EntraUsers,
    Kind::M365Users,
    Kind::Enrollment,
    Kind::Ars,
    Kind::CloudControl,
    Kind::GraphRegistration,
    Kind::EntraRegistration,
    Kind::GraphUsageActiveUsers,
    Kind::UsageActiveUsers,
    Kind::GraphUsageMailbox,
    Kind::UsageMailbox,
    Kind::GraphUsageOnedrive,
    Kind::UsageOnedrive,
    Kind::DruvaProvisioning,
    Kind::DruvaPreserved,
    Kind::Other,
];

/// How far a kind of source is trusted, from 0 on: answers of Graph; the enrollment report, consoles and
/// exports of the admin centre; what a vendor reports; any other file (domain 2.1).
fn trust_of(id: &str) -> u8 {
    match id {
        id if id.starts_with("graph-") => 0,
        id if id.starts_with("druva-") => 2,
        "other" => 3,
        _ => 1,
    }
}

/// The kinds of sources whose rows are no accounts, but tell of some: see [`Across::others`].
pub const OTHERS: [Kind; 6] = [
    Kind::GraphSignins,
    Kind::EntraSignins,
    Kind::GraphSubscribedSkus,
    Kind::SkuNames,
    Kind::GraphCustomers,
    Kind::PartnerCustomers,
];

/// The reports over all sources, in the order of their tabs.
pub static SURVEYS: [&Definition; 8] = [
    &PROVISIONING,
    &MFA,
    &ACTIVITY,
    &SIGNINS,
    &LICENCES,
    &HOLDERS,
    &COUNTS,
    &CHANGES,
];

/// In the place of an account: the row is of none.
pub const NO_ACCOUNT: u32 = u32::MAX;

/// The rows of a report and the account of each.
pub struct Survey {
    /// The rows.
    pub tabular: Tabular,
    /// For every row its account; numbers after the last account are of users that are in no file of
    /// accounts, and [`NO_ACCOUNT`] is of nobody.
    pub accounts: Vec<u32>,
    /// What is to be known before anything is concluded from the rows; more follows from those that are
    /// shown, see [`about`].
    pub notes: Vec<NoteView>,
    /// In the report of licenses what its numbers were counted from.
    pub behind: Option<Box<Behind>>,
    /// In the report of changes what its rows were made of.
    pub changes: Option<Box<changes::Behind>>,
}

/// Brings the rows of all sources to accounts, the most trusted first; over tenants that are told apart
/// only by object ids and addresses.
pub fn directory(inputs: &[Input], tenants: &Tenants, rules: &MatchRules, nfkc: Nfkc) -> Directory {
    let mut directory = Directory::over(tenants.tenancy.clone());
    for input in inputs {
        // Every row belongs to an account, a repeated one to the account of the first.
        let side = MatchSide::of(input.table, &input.roles);
        let keys = SideKeys::of(&side, rules, nfkc);
        directory.next_is_of(tenants.sure(input));
        match rules.attribute() {
            name if !name.is_empty() && fields::BACKUP.contains(&input.id) => {
                let value_of = |row| provisioning::value_of(input, name, row);
                let chosen = Chosen::of(name, &keys, value_of, nfkc);
                directory.add_with(&keys, rules, &chosen);
            }
            _ => directory.add(&keys, rules),
        }
        if input.spans.len() > 1 {
            directory.prefer_newest(|row| input.day_of(row));
        }
    }
    directory.close();
    directory
}

/// The reports whose columns are made when they are first asked for.
static LAZY: [&Lazy; 3] = [&provisioning::LAZY, &mfa::LAZY, &activity::LAZY];

fn lazy(definition: &Definition) -> Option<&'static Lazy> {
    let mut all = LAZY.into_iter();
    all.find(|lazy| lazy.definition.id == definition.id)
}

/// Makes the rows of a report with these columns, and those that it never goes without; some reports
/// have all of theirs at once.
pub fn survey(
    definition: &'static Definition,
    across: &Across,
    columns: &[&'static str],
) -> Survey {
    if let Some(lazy) = lazy(definition) {
        let all = columns.iter().copied().chain(lazy.always());
        return lazy.survey(across, all.collect());
    }
    match definition.id {
        "licences" => licences::survey(across),
        "licence-holders" => licences::holders(across),
        "counts" => history::counts::survey(across),
        "changes" => changes::survey(across),
        _ => signins::survey(across),
    }
}

/// Adds columns to the rows of a report.
///
/// Those that it never goes without are there.
pub fn add_columns(survey: &mut Survey, across: &Across, columns: &[&'static str]) {
    if let Some(lazy) = lazy(survey.tabular.definition) {
        let always: Vec<&str> = lazy.always().collect();
        // All columns of a pivot are there at once.
        let pivot = survey.tabular.pivot.as_ref();
        let is_there = |id: &str| pivot.is_some_and(|pivot| pivot.show_of(id).is_some());
        let more = columns.iter().copied();
        let more = more.filter(|id| !always.contains(id) && !is_there(id));
        let more: Vec<&'static str> = more.collect();
        if !more.is_empty() {
            survey.tabular.add(lazy.survey(across, more).tabular);
        }
    }
}

/// Tells a row of a report in full: an account or, in a report of something else, that.
pub fn details(
    survey: &Survey,
    across: &Across,
    row: u32,
    records: &mut dyn Records,
) -> Result<AccountView, String> {
    match &survey.behind {
        Some(behind) => licences::details(across, behind, row, records),
        None => details::details(across, row, records),
    }
}

/// Tells what a row of the report of changes is, above its account or, of one that stands for several,
/// by itself.
///
/// # Errors
/// Why a file cannot be read again.
pub fn changed(
    survey: &Survey,
    across: &Across,
    row: usize,
    records: &mut dyn Records,
) -> Result<AccountView, String> {
    let mut explanation = changes::explained(survey, across, row, records)?;
    match survey.accounts.get(row).copied() {
        None | Some(NO_ACCOUNT) => Ok(changes::event(survey, row, explanation)),
        Some(account) => {
            let mut view = details::details(across, account, records)?;
            explanation.append(&mut view.explanation);
            Ok(AccountView {
                explanation,
                ..view
            })
        }
    }
}

/// Every account with the rows it has in each source.
pub struct Across<'a> {
    /// The sources, the most trusted first.
    pub inputs: &'a [Input<'a>],
    /// The sources whose rows are no accounts, in the order of [`OTHERS`].
    pub others: &'a [Input<'a>],
    /// Brings letters that look alike to one form.
    pub nfkc: Nfkc,
    /// The accounts over them.
    pub directory: &'a Directory,
    /// The tenants that files and lists of customers tell of.
    pub tenants: &'a Tenants,
    /// After how long an account counts as inactive.
    pub inactivity: Inactivity,
    /// The evaluation day.
    pub today: NaiveDate,
    /// The zone whose days are counted.
    pub zone: &'a ZoneRules,
    /// The list of product names that came with the program, where it is there.
    pub names: Option<&'static str>,
    /// What enrollment rows say.
    pub dataset: &'a Dataset,
    /// How each of their statements stands on the evaluation day.
    pub standings: &'a [Standing],
    /// The days with which the newest files are compared; without any, the one before them.
    pub older_days: &'a [NaiveDate],
    /// How the columns of sources are read.
    pub readings: Readings<'a>,
}

/// How the columns of sources are read, as was decided over each whole column or said by the person.
#[derive(Clone, Copy)]
pub struct Readings<'a> {
    /// The order of day and month in a field of a source; `None` while it is open, or needs none.
    pub order: &'a dyn Fn(u32, &str) -> Option<DateOrder>,
    /// The decimal mark of a field of a source; `None` while it is open, or needs none.
    pub mark: &'a dyn Fn(u32, &str) -> Option<Mark>,
}

/// What the sources say about a field of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found<'a> {
    /// This text; of the sources that have one, of the most trusted.
    Text(&'a str),
    /// The account has a row in a source with the column, and its cell is empty.
    Empty,
    /// The account has no row in a source with such a column.
    NoRow,
    /// No source that is loaded has such a column.
    NotLoaded,
}

impl<'a> Found<'a> {
    /// A cell of a row: its text, or that it is empty.
    pub fn of_cell(text: &'a str) -> Found<'a> {
        match text {
            "" => Found::Empty,
            text => Found::Text(text),
        }
    }

    /// The other where this is no text; of two kinds of nothing the one that says more: that a source
    /// has the cell and leaves it empty, then that it has the column.
    pub fn or(self, other: impl FnOnce() -> Found<'a>) -> Found<'a> {
        if let Found::Text(_) = self {
            return self;
        }
        match (self, other()) {
            (_, Found::Text(text)) => Found::Text(text),
            (Found::Empty, _) | (_, Found::Empty) => Found::Empty,
            (Found::NoRow, _) | (_, Found::NoRow) => Found::NoRow,
            _ => Found::NotLoaded,
        }
    }
}

impl Across<'_> {
    /// The first source of one of these kinds whose rows are no accounts.
    pub fn other(&self, kinds: &[&str]) -> Option<&Input<'_>> {
        self.others.iter().find(|input| kinds.contains(&input.id))
    }

    /// How an account stands by the enrollment report, where it has a row there.
    pub fn standing(&self, account: u32) -> Option<&Standing> {
        let mut inputs = self.inputs.iter();
        let source = inputs.position(|input| fields::ENROLLMENT.contains(&input.id))?;
        let row = self.directory.row(source, account as usize)?;
        self.standings.get(self.dataset.statement_of.get(row))
    }

    /// The source of this kind, as a place among the inputs.
    pub fn input(&self, kind: &str) -> Option<usize> {
        self.inputs.iter().position(|input| input.id == kind)
    }

    /// Whether a source of one of these kinds is loaded.
    pub fn has(&self, kinds: &[&str]) -> bool {
        self.inputs.iter().any(|input| kinds.contains(&input.id))
    }

    /// Whether a loaded source of one of these groups of kinds has other names for its accounts (2.4).
    pub fn is_concealed(&self, groups: &[&[&str]]) -> bool {
        let is_of = |input: &Input| groups.iter().any(|kinds| kinds.contains(&input.id));
        self.inputs.iter().any(|input| {
            let names = input.table.column("upn").filter(|_| is_of(input));
            names.is_some_and(|names| {
                let names = (0..input.table.n_rows()).map(|row| names.get(row));
                ConcealedShare::of(names).is_concealed()
            })
        })
    }

    /// The accounts that have a row in a source of one of these groups of kinds, in order.
    pub fn accounts_in(&self, groups: &[&[&str]]) -> Vec<u32> {
        let is_of = |at: &usize| {
            groups
                .iter()
                .any(|kinds| kinds.contains(&self.inputs[*at].id))
        };
        let sources: Vec<usize> = (0..self.inputs.len()).filter(is_of).collect();
        let has_row = |account: &u32| {
            let mut sources = sources.iter();
            sources.any(|&source| self.directory.row(source, *account as usize).is_some())
        };
        (0..self.directory.n_accounts() as u32)
            .filter(has_row)
            .collect()
    }
}

//! Reports over all sources: one row an account, each cell from the source that is trusted most and
//! has it (domain 2.1, M7).

mod activity;
mod columns;
mod contradicted;
mod details;
pub mod fields;
mod history;
mod mfa;
mod signins;

use chrono::NaiveDate;

use super::definition::Definition;
use super::matching::Input;
use super::tabular::Tabular;
use crate::accounts::activity::Inactivity;
use crate::accounts::directory::Directory;
use crate::accounts::logon_name::Nfkc;
use crate::accounts::matching::side::SideKeys;
use crate::accounts::matching::{MatchRules, MatchSide};
use crate::ingest::Kind;
use crate::ingest::cell::DateOrder;
use crate::ingest::concealed::ConcealedShare;
use crate::ingest::zone::ZoneRules;

pub use activity::ACTIVITY;
pub use details::details;
pub use history::counts::COUNTS;
pub use mfa::MFA;
pub use signins::SIGNINS;

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
pub const OTHERS: [Kind; 2] = [Kind::GraphSignins, Kind::EntraSignins];

/// The reports over all sources, in the order of their tabs.
pub static SURVEYS: [&Definition; 4] = [&MFA, &ACTIVITY, &SIGNINS, &COUNTS];

/// In the place of an account: the row is of none.
pub const NO_ACCOUNT: u32 = u32::MAX;

/// The rows of a report and the account of each.
pub struct Survey {
    /// The rows.
    pub tabular: Tabular,
    /// For every row its account; numbers after the last account are of users that are in no file of
    /// accounts, and [`NO_ACCOUNT`] is of nobody.
    pub accounts: Vec<u32>,
    /// What is to be known before anything is concluded from the rows, as sentences.
    pub notes: Vec<String>,
}

/// Brings the rows of all sources to accounts, the most trusted first.
pub fn directory(inputs: &[Input], rules: &MatchRules, nfkc: Nfkc) -> Directory {
    let mut directory = Directory::default();
    for input in inputs {
        // Every row belongs to an account, a repeated one to the account of the first.
        let side = MatchSide::of(input.table, &input.roles);
        directory.add(&SideKeys::of(&side, rules, nfkc), rules);
        if input.spans.len() > 1 {
            directory.prefer_newest(|row| input.day_of(row));
        }
    }
    directory
}

/// Makes the rows of a report.
pub fn survey(definition: &'static Definition, across: &Across) -> Survey {
    match definition.id {
        "mfa" => mfa::survey(across),
        "counts" => history::counts::survey(across),
        "signins" => signins::survey(across),
        _ => activity::survey(across),
    }
}

/// Every account with the rows it has in each source.
pub struct Across<'a> {
    /// The sources, the most trusted first.
    pub inputs: &'a [Input<'a>],
    /// The sources whose rows are no accounts, in the order of [`OTHERS`].
    pub others: &'a [Input<'a>],
    /// The order in which the slash dates of a source's field are read; `None` while it is open.
    pub order: &'a dyn Fn(u32, &str) -> Option<DateOrder>,
    /// Brings letters that look alike to one form.
    pub nfkc: Nfkc,
    /// The accounts over them.
    pub directory: &'a Directory,
    /// After how long an account counts as inactive.
    pub inactivity: Inactivity,
    /// The evaluation day.
    pub today: NaiveDate,
    /// The zone whose days are counted.
    pub zone: &'a ZoneRules,
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

impl Across<'_> {
    /// The first source of one of these kinds whose rows are no accounts.
    pub fn other(&self, kinds: &[&str]) -> Option<&Input<'_>> {
        self.others.iter().find(|input| kinds.contains(&input.id))
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

//! Where the fields of an account stand: kinds of sources and the columns that hold them (2.2, 2.3).

use super::{Across, Found};
use crate::ingest::cell::read_flag;
use crate::table::Column;

/// Where a field may stand: groups of kinds, and the column that holds it there.
///
/// Which of them is asked first does not follow from this order, but from how far sources are trusted.
pub type Places = &'static [(&'static [&'static str], &'static str)];

/// Listings of accounts by the directory itself.
pub const USERS: &[&str] = &[
    "graph-users",
    "graph-deleted-users",
    "entra-users",
    "m365-users",
];
/// Registration details of multifactor authentication.
pub const REGISTRATION: &[&str] = &["graph-registration", "entra-registration"];
/// Activity and licenses of each user.
pub const ACTIVE_USERS: &[&str] = &["graph-usage-active-users", "usage-active-users"];
/// Use of mailboxes.
pub const MAILBOX: &[&str] = &["graph-usage-mailbox", "usage-mailbox"];
/// Use of OneDrive.
pub const ONEDRIVE: &[&str] = &["graph-usage-onedrive", "usage-onedrive"];
/// Users of the backup.
pub const BACKUP: &[&str] = &["druva-provisioning"];
/// Users of the backup whose data is only preserved.
pub const PRESERVED: &[&str] = &["druva-preserved"];
/// The enrollment report.
pub const ENROLLMENT: &[&str] = &["enrollment"];
/// The directory on premises.
pub const ARS: &[&str] = &["ars"];
/// The mailbox list, and pasted names.
pub const MINE: &[&str] = &["mine"];
/// Another file, whose columns were chosen by hand.
pub const OTHER: &[&str] = &["other"];

/// The user principal name, or what comes next to it.
pub const PRINCIPAL_NAME: Places = &[
    (USERS, "upn"),
    (REGISTRATION, "upn"),
    (ACTIVE_USERS, "upn"),
    (MAILBOX, "upn"),
    (ONEDRIVE, "upn"),
    (ARS, "upn"),
    (ENROLLMENT, "logon_name"),
    (BACKUP, "user_email"),
    (PRESERVED, "user_email"),
    (MINE, "logon_name"),
];
/// The name as people read it.
pub const DISPLAY_NAME: Places = &[
    (USERS, "display_name"),
    (ENROLLMENT, "name"),
    (ARS, "display_name"),
    (REGISTRATION, "display_name"),
    (ACTIVE_USERS, "display_name"),
    (MAILBOX, "display_name"),
    (ONEDRIVE, "display_name"),
    (BACKUP, "user_name"),
    (PRESERVED, "user_name"),
];
/// Whether sign-in is allowed.
const ACCOUNT_ENABLED: Places = &[(USERS, "account_enabled")];
/// The same turned round.
const BLOCKED: Places = &[(USERS, "blocked")];
/// Member or guest.
pub const USER_TYPE: Places = &[(USERS, "user_type"), (REGISTRATION, "user_type")];
/// The department.
pub const DEPARTMENT: Places = &[
    (USERS, "department"),
    (ENROLLMENT, "department"),
    (ARS, "department"),
];
/// The instant at which the account was created.
pub const CREATED: Places = &[(USERS, "created")];
/// The licenses, by id or by name.
pub const LICENSES: Places = &[
    (USERS, "assigned_licenses"),
    (USERS, "licenses"),
    (ACTIVE_USERS, "assigned_products"),
    (ARS, "licenses"),
];

/// A field of accounts, found in the sources that have it.
pub struct Field<'a> {
    across: &'a Across<'a>,
    /// Places among the inputs, the most trusted first.
    columns: Vec<(usize, &'a Column)>,
}

impl<'a> Across<'a> {
    /// A field by the places where it may stand.
    pub fn field(&'a self, places: Places) -> Field<'a> {
        let mut columns = Vec::new();
        for (at, input) in self.inputs.iter().enumerate() {
            let here = places.iter().filter(|(kinds, _)| kinds.contains(&input.id));
            let here = here.filter_map(|(_, name)| Some((at, input.table.column(name)?)));
            columns.extend(here);
        }
        Field {
            across: self,
            columns,
        }
    }
}

impl<'a> Field<'a> {
    /// Whether a loaded source has such a column.
    pub fn is_loaded(&self) -> bool {
        !self.columns.is_empty()
    }

    /// The columns that hold it, each with the place of its source, the most trusted first.
    pub fn columns(&self) -> &[(usize, &'a Column)] {
        &self.columns
    }

    /// What the sources say about it.
    pub fn of(&self, account: u32) -> Found<'a> {
        let mut found = match self.columns.is_empty() {
            true => Found::NotLoaded,
            false => Found::NoRow,
        };
        for &(source, column) in &self.columns {
            let Some(row) = self.across.directory.row(source, account as usize) else {
                continue;
            };
            match column.get(row) {
                "" => found = Found::Empty,
                text => return Found::Text(text),
            }
        }
        found
    }

    /// Its text; empty without one.
    pub fn text(&self, account: u32) -> &'a str {
        match self.of(account) {
            Found::Text(text) => text,
            _ => "",
        }
    }

    /// Everything that the sources say about it, the most trusted first, with the place of the source.
    pub fn all(&self, account: u32) -> impl Iterator<Item = (usize, &'a str)> + '_ {
        self.columns.iter().filter_map(move |&(source, column)| {
            let row = self.across.directory.row(source, account as usize)?;
            Some((source, column.get(row))).filter(|(_, text)| !text.is_empty())
        })
    }
}

/// Whether accounts may sign in, by the most trusted source that says so (F8).
pub struct Enabled<'a> {
    enabled: Field<'a>,
    blocked: Field<'a>,
}

impl<'a> Enabled<'a> {
    /// Of every account.
    pub fn of(across: &'a Across<'a>) -> Enabled<'a> {
        Enabled {
            enabled: across.field(ACCOUNT_ENABLED),
            blocked: across.field(BLOCKED),
        }
    }

    /// Whether a loaded source says so of any account.
    pub fn is_loaded(&self) -> bool {
        self.enabled.is_loaded() || self.blocked.is_loaded()
    }

    /// Of one account; `None` where nobody says.
    pub fn get(&self, account: u32) -> Option<bool> {
        let is = |field: &Field| read_flag(field.text(account));
        is(&self.enabled).or_else(|| is(&self.blocked).map(|blocked| !blocked))
    }

    /// As a column holds it.
    pub fn cell(&self, account: u32) -> String {
        match self.get(account) {
            Some(true) => "yes".to_string(),
            Some(false) => "no".to_string(),
            None if self.enabled.columns.is_empty() && self.blocked.columns.is_empty() => {
                super::columns::not_loaded()
            }
            None => super::columns::unknown("unknown"),
        }
    }
}

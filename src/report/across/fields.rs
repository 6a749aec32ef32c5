//! Where the fields of an account stand: kinds of sources and the columns that hold them (2.2, 2.3).

use super::{Across, Found, trust_of};
use crate::ingest::cell::{DateOrder, read_flag};
use crate::ingest::instant::iso_of_plain;
use crate::table::Column;
use crate::table::gather::Stand;
use chrono::NaiveDate;

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
pub const ACCOUNT_ENABLED: Places = &[(USERS, "account_enabled")];
/// The same turned round (F32).
pub const BLOCKED: Places = &[(USERS, "blocked")];
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
    /// Where it stands, the most trusted first.
    columns: Vec<Stands<'a>>,
}

/// A column of a source.
struct Stands<'a> {
    /// How far it is trusted, from 0 on.
    rank: u8,
    /// Place among the inputs.
    source: usize,
    name: &'static str,
    column: &'a Column,
}

/// What a source says about a field of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said<'a> {
    /// Place among the inputs.
    pub source: usize,
    /// The column there.
    pub name: &'static str,
    /// The row there.
    pub row: usize,
    /// How far the source is trusted, from 0 on.
    pub rank: u8,
    /// The day of the row's file, where it is known and was asked for.
    pub day: Option<NaiveDate>,
    /// The text, which is not empty.
    pub text: &'a str,
}

impl Said<'_> {
    /// Whether it counts before another that is said the other way round; the other counts where
    /// nothing decides.
    pub fn beats(&self, other: &Said) -> bool {
        let is_newer = other.day.is_some() && self.day > other.day;
        self.rank < other.rank || self.rank == other.rank && is_newer
    }
}

impl<'a> Across<'a> {
    /// A field by the places where it may stand.
    pub fn field(&'a self, places: Places) -> Field<'a> {
        let mut columns = Vec::new();
        for (source, input) in self.inputs.iter().enumerate() {
            let here = places.iter().filter(|(kinds, _)| kinds.contains(&input.id));
            columns.extend(here.filter_map(|&(_, name)| {
                // A bare name stands in for an address only where there is none.
                let is_bare = u8::from(name == "logon_name") * 8;
                Some(Stands {
                    rank: trust_of(input.id) + is_bare,
                    source,
                    name,
                    column: input.table.column(name)?,
                })
            }));
        }
        columns.sort_by_key(|stands| stands.rank);
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
    pub fn columns(&self) -> impl Iterator<Item = (usize, &'a Column)> + '_ {
        let columns = self.columns.iter();
        columns.map(|stands| (stands.source, stands.column))
    }

    /// The places where its text stands for these accounts, in the order in which they count. `None` where that
    /// order is not the same for all accounts: where files of one trust are of several days.
    pub fn stands<'s>(&self, accounts: &'s [u32]) -> Option<Vec<Stand<'s>>>
    where
        'a: 's,
    {
        let mut ordered = Vec::with_capacity(self.columns.len());
        for stands in &self.columns {
            let days = &self.across.inputs[stands.source].days;
            let day = days.first().copied().flatten();
            if days.iter().any(|other| *other != day) {
                return None;
            }
            ordered.push((stands, day));
        }
        for group in ordered.chunk_by_mut(|(left, _), (right, _)| left.rank == right.rank) {
            // What is of no known day counts where it is found first, and whatever else is found behind a known day.
            if group
                .windows(2)
                .any(|two| two[0].1.is_some() && two[1].1.is_none())
            {
                return None;
            }
            let n_undated = group.iter().filter(|(_, day)| day.is_none()).count();
            group[n_undated..].sort_by_key(|(_, day)| std::cmp::Reverse(*day));
        }
        let stand = |(stands, _): (&Stands<'a>, _)| Stand {
            column: stands.column,
            rows: &self.across.directory.sources()[stands.source].row_of,
            meant: Some(accounts),
        };
        Some(ordered.into_iter().map(stand).collect())
    }

    /// What the sources say about it.
    pub fn of(&self, account: u32) -> Found<'a> {
        match self.winner(account) {
            Some(said) => Found::Text(said.text),
            None if self.columns.is_empty() => Found::NotLoaded,
            None => {
                let mut columns = self.columns.iter();
                let has_row = columns.any(|stands| self.row(stands, account).is_some());
                if has_row { Found::Empty } else { Found::NoRow }
            }
        }
    }

    /// What counts: the text of the most trusted source that has one, and of several that are trusted
    /// alike the newest, where that is known (domain 2.1).
    pub fn winner(&self, account: u32) -> Option<Said<'a>> {
        let mut best: Option<Said> = None;
        for (place, stands) in self.columns.iter().enumerate() {
            if best.is_some_and(|best| best.rank < stands.rank) {
                break;
            }
            let Some(mut said) = self.said(stands, account) else {
                continue;
            };
            let mut behind = self.columns[place + 1..].iter();
            if best.is_none() && behind.all(|other| other.rank > stands.rank) {
                return Some(said);
            }
            said.day = self.day(&said);
            match best {
                Some(best) if best.day.is_none() || said.day <= best.day => {}
                _ => best = Some(said),
            }
        }
        best
    }

    /// The same, with the order of day and month in its source, which is looked up only for what does not tell it
    /// plainly.
    pub fn ordered(&self, account: u32) -> (Found<'a>, Option<DateOrder>) {
        match self.winner(account) {
            Some(said) => (Found::Text(said.text), self.order_of(&said)),
            None => (self.of(account), None),
        }
    }

    /// The order of day and month in which something is said.
    pub fn order_of(&self, said: &Said) -> Option<DateOrder> {
        if iso_of_plain(said.text).is_some() {
            return None;
        }
        let (source, _) = self.across.inputs[said.source].place(said.row);
        (self.across.readings.order)(source, said.name)
    }

    /// Its text; empty without one.
    pub fn text(&self, account: u32) -> &'a str {
        self.winner(account).map_or("", |said| said.text)
    }

    /// Everything that the sources say about it, the most trusted first.
    pub fn all(&self, account: u32) -> impl Iterator<Item = Said<'a>> + '_ {
        let columns = self.columns.iter();
        columns.filter_map(move |stands| self.said(stands, account))
    }

    /// In how many columns of loaded sources it may stand.
    pub fn n_columns(&self) -> usize {
        self.columns.len()
    }

    /// What is said, with the day of its file.
    pub fn dated(&self, said: Said<'a>) -> Said<'a> {
        Said {
            day: self.day(&said),
            ..said
        }
    }

    fn day(&self, said: &Said) -> Option<NaiveDate> {
        self.across.inputs[said.source].day_of(said.row)
    }

    fn row(&self, stands: &Stands, account: u32) -> Option<usize> {
        self.across.directory.row(stands.source, account as usize)
    }

    fn said(&self, stands: &Stands<'a>, account: u32) -> Option<Said<'a>> {
        let row = self.row(stands, account)?;
        let text = stands.column.get(row);
        (!text.is_empty()).then_some(Said {
            source: stands.source,
            name: stands.name,
            row,
            rank: stands.rank,
            day: None,
            text,
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
        self.told(account).map(|(_, is_enabled)| is_enabled)
    }

    /// What counts for one account, and what it says: the most trusted and newest that can be read.
    pub fn told(&self, account: u32) -> Option<(Said<'a>, bool)> {
        let winner = |field: &Field<'a>| field.winner(account).map(|said| field.dated(said));
        let (enabled, blocked) = (winner(&self.enabled), winner(&self.blocked));
        let is_blocked = || {
            let said = blocked?;
            read_flag(said.text).map(|blocked| (said, !blocked))
        };
        let is_enabled = || {
            let said = enabled?;
            read_flag(said.text).map(|enabled| (said, enabled))
        };
        match (&enabled, &blocked) {
            (Some(enabled), Some(blocked)) if blocked.beats(enabled) => {
                is_blocked().or_else(is_enabled)
            }
            _ => is_enabled().or_else(is_blocked),
        }
    }

    /// Everything that the sources say of one account, the most trusted first; whether sign-in is allowed
    /// by it, where it can be read.
    pub fn all(&self, account: u32) -> Vec<(Said<'a>, Option<bool>)> {
        let enabled = self.enabled.all(account);
        let enabled = enabled.map(|said| (self.enabled.dated(said), read_flag(said.text)));
        let blocked = self.blocked.all(account).map(|said| {
            let is_enabled = read_flag(said.text).map(|blocked| !blocked);
            (self.blocked.dated(said), is_enabled)
        });
        let mut all: Vec<_> = enabled.chain(blocked).collect();
        all.sort_by_key(|(said, _)| said.rank);
        all
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::accounts::Roster;
    use crate::accounts::activity::Inactivity;
    use crate::accounts::directory::Directory;
    use crate::accounts::logon_name::tests::nfkc;
    use crate::accounts::matching::side::SideKeys;
    use crate::accounts::matching::{MatchRules, MatchSide};
    use crate::accounts::tenancy::Tenancy;
    use crate::ingest::role::Role;
    use crate::ingest::zone::ZoneRules;
    use crate::lifecycle::policy::Policy;
    use crate::report::across::{Readings, Tenants};
    use crate::report::dataset::Dataset;
    use crate::report::matching::Input;
    use crate::table::gather::{Nothing, texts};
    use crate::table::{Table, TextColumn};

    const IDS: [&str; 6] = [
        "graph-users",
        "entra-users",
        "m365-users",
        "graph-registration",
        "entra-registration",
        "druva-provisioning",
    ];

    fn table(text: &str, name: &'static str) -> Table {
        let column = |text: &str| {
            let mut column = TextColumn::default();
            column.push(text.as_bytes());
            Column::Text(column)
        };
        let columns = vec![("upn", column("ana@x.org")), (name, column(text))];
        Table::new(columns, 1)
    }

    /// Whether each kind is loaded, its text, and the day of its file in November.
    fn any_sources() -> impl Strategy<Value = Vec<(bool, String, Option<u32>)>> {
        let one = (any::<bool>(), "[ab]?", proptest::option::of(1..5u32));
        proptest::collection::vec(one, IDS.len())
    }

    proptest! {
        #[test]
        fn the_most_trusted_text_counts_and_of_those_the_newest(sources in any_sources()) {
            let sources: Vec<_> = IDS.iter().zip(&sources).filter(|(_, (is_loaded, ..))| *is_loaded).collect();
            let name = |id: &str| if id.starts_with("druva") { "user_name" } else { "display_name" };
            let tables: Vec<Table> = sources.iter().map(|(id, (_, text, _))| table(text, name(id))).collect();
            let roles = vec![(Role::Upn, "upn")];
            let mut directory = Directory::over(Tenancy::default());
            for table in &tables {
                let keys = SideKeys::of(&MatchSide::of(table, &roles), &MatchRules::default(), nfkc);
                directory.add(&keys, &MatchRules::default());
            }
            let day = |day: &Option<u32>| day.and_then(|day| NaiveDate::from_ymd_opt(2026, 11, day));
            let inputs: Vec<Input> = sources.iter().zip(&tables).map(|((id, (_, _, said)), table)| Input {
                id,
                label: id,
                table,
                roles: roles.clone(),
                lines: &[2],
                spans: &[(1, 0)],
                names: vec![""],
                repeated: None,
                days: vec![day(said)],
            }).collect();
            let mut roster = Roster::default();
            roster.meet(&MatchRules::default(), nfkc);
            let dataset = Dataset::new(roster, Policy::penn(), &|_| unreachable!(), |_| false, nfkc);
            let across = Across {
                names: None,
                dataset: &dataset,
                standings: &[],
                older_days: &[],
                zone: &ZoneRules::default(),
                inputs: &inputs,
                others: &[],
                readings: Readings { order: &|_, _| None, mark: &|_, _| None },
                nfkc,
                directory: &directory,
                tenants: &Tenants::default(),
                inactivity: Inactivity { days: 90, min_account_age: 30 },
                today: NaiveDate::default(),
            };
            let field = across.field(DISPLAY_NAME);
            let winner = field.winner(0);
            let told = sources.iter().filter(|(_, (_, text, _))| !text.is_empty());
            let told: Vec<(u8, Option<NaiveDate>)> = told.map(|(id, (_, _, said))| (trust_of(id), day(said))).collect();
            let Some(winner) = winner else {
                prop_assert!(told.is_empty());
                let nothing = if sources.is_empty() { Found::NotLoaded } else { Found::Empty };
                prop_assert_eq!(field.of(0), nothing);
                return Ok(());
            };
            prop_assert_eq!(field.of(0), Found::Text(winner.text));
            prop_assert_eq!(Some(winner.rank), told.iter().map(|(rank, _)| *rank).min());
            let own = field.day(&winner);
            for (rank, day) in &told {
                let is_newer = *rank == winner.rank && own.is_some() && *day > own;
                prop_assert!(!is_newer, "{told:?} {winner:?}");
            }
            prop_assert_eq!(field.all(0).count(), told.len());
            if let Some(stands) = field.stands(&[0]) {
                let nothing = Nothing { empty: b"1", no_row: b"3", no_place: b"2" };
                let text = texts(&stands, 1, &nothing);
                prop_assert_eq!(text.get(0), winner.text);
            }
        }
    }
}

//! A sentence of a chain of reasons, what it rests on, and how texts are written in it.

/// One sentence of a chain of reasons (domain 2.2 `Explanation`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The sentence.
    pub statement: String,
    /// What it rests on.
    pub cites: Vec<Cite>,
    /// The rule, a stable word that `docs/rules.md` explains, such as `disable-day`.
    pub rule: &'static str,
}

/// What a sentence rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cite {
    /// The enrollment row's logon name.
    LogonName,
    /// The row of the mailbox list or the pasted names.
    MineRow,
    /// The enrollment row's scheduled deletion date.
    ScheduledDeletion,
    /// The enrollment row's days until deprovisioning.
    ExpiresInDays,
    /// The enrollment row's reason for the flag.
    Reason,
    /// The enrollment row's active affiliations.
    Affiliations,
    /// The enrollment row's active code.
    ActiveCode,
    /// The enrollment row's word on a mailbox.
    HasMailbox,
    /// The day the last affiliation ended.
    InactiveOn,
    /// The enrollment row's center.
    Center,
    /// Whether the person has died.
    Deceased,
    /// When the directory deleted the account.
    DeletedAt,
    /// Who overrides the account.
    Override,
    /// The last day of its override.
    OverrideUntil,
    /// Whether sign-in is blocked.
    Blocked,
    /// Its licenses.
    Licenses,
    /// What is said of its kept backup.
    Preserved,
    /// The day the enrollment report was made.
    AsOf,
    /// The evaluation day.
    Today,
    /// A line of the policy, by its name in the file.
    PolicyLine(&'static str),
}

pub(super) fn step(rule: &'static str, cites: &[Cite], statement: impl Into<String>) -> Step {
    Step {
        statement: statement.into(),
        cites: cites.to_vec(),
        rule,
    }
}

/// A cell's text in quotes, on one line.
pub(in crate::lifecycle) fn quote(cell: &str) -> String {
    let words: Vec<&str> = cell.split_whitespace().collect();
    format!("\"{}\"", words.join(" "))
}

pub(in crate::lifecycle) fn days(n_days: i32) -> String {
    match n_days {
        1 => String::from("1 day"),
        _ => format!("{n_days} days"),
    }
}

pub(super) fn n_days(n_days: u32) -> String {
    days(i32::try_from(n_days).unwrap_or(i32::MAX))
}

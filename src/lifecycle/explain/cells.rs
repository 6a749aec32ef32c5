//! What an account's row says, as found.

/// The texts of one account's row as found, for quoting.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cells<'a> {
    /// Where the account meets the person's own list, if it does.
    pub mine: Option<Mine>,
    /// The scheduled deletion date.
    pub scheduled: &'a str,
    /// The days until deprovisioning.
    pub days: &'a str,
    /// The reason for the flag.
    pub reason: &'a str,
    /// What the column *O365 Ready* says beside it, where the report has both.
    pub ready: &'a str,
    /// All active affiliations; `None` where the report has no such column.
    pub affiliations: Option<&'a str>,
    /// Active code of the person: `A` or `I`.
    pub active_code: &'a str,
    /// Whether there is a mailbox.
    pub has_mailbox: &'a str,
    /// The logon name.
    pub logon_name: &'a str,
    /// The center.
    pub center: &'a str,
    /// Whether the person has died.
    pub deceased: &'a str,
    /// The day the last affiliation ended.
    pub inactive_on: &'a str,
    /// In what way the backup came to be kept, as its export says.
    pub preserve_mode: &'a str,
}

impl Cells<'_> {
    /// A row that says nothing.
    pub const EMPTY: Cells<'static> = Cells {
        mine: None,
        scheduled: "",
        days: "",
        reason: "",
        ready: "",
        affiliations: None,
        active_code: "",
        has_mailbox: "",
        logon_name: "",
        center: "",
        deceased: "",
        inactive_on: "",
        preserve_mode: "",
    };
}

/// The person's own list that holds an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mine {
    /// A list of mailboxes: proof of a mailbox (domain 2.6).
    Mailboxes,
    /// Pasted or listed logon names.
    Names,
}

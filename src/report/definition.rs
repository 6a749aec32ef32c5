//! What can be shown: the reports, their columns and captions (M6).

use std::sync::OnceLock;

/// A report: its stable id, its caption and its columns.
#[derive(Debug)]
pub struct Definition {
    /// Stable id, as scripts and links name it.
    pub id: &'static str,
    /// Caption of its tab.
    pub title: &'static str,
    /// What the list holds, as one sentence.
    pub meaning: &'static str,
    /// The kinds of sources of which one has to be loaded; none for lists that are always offered.
    pub needs: &'static [&'static str],
    /// Every column in the report's own order.
    pub columns: &'static [ColumnDefinition],
    /// Columns besides, which only the loaded files name (D16).
    pub further: Option<Further>,
    /// Whether it names products, by a list that is fetched for it alone.
    pub names_products: bool,
}

/// Columns that are known only once the files are: a column for each value of a list.
#[derive(Clone, Copy, Debug)]
pub struct Further {
    /// What stands before the value in the id of such a column.
    pub prefix: &'static str,
    /// The column of lists whose values are the names of the columns.
    pub names: &'static str,
    /// The column of an id, whether a loaded file names it or not: a link may be older than the files.
    pub column: fn(&str) -> Option<&'static ColumnDefinition>,
}

impl PartialEq for Further {
    fn eq(&self, other: &Further) -> bool {
        self.prefix == other.prefix
    }
}

/// A column of a report.
#[derive(Debug, PartialEq, Eq)]
pub struct ColumnDefinition {
    /// Stable id.
    pub id: &'static str,
    /// Caption.
    pub title: &'static str,
    /// Kind of its values.
    pub kind: Kind,
    /// Whether it is shown unless the person chose otherwise.
    pub shown: bool,
    /// What it means, as one sentence.
    pub help: &'static str,
}

/// Kind of a column's values, as scripts see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Free text.
    Text,
    /// A whole number.
    Integer,
    /// A whole number of which a sum says nothing: days from a day, a line, a share.
    NonAdditive,
    /// A number with a decimal mark.
    Number,
    /// A civil date.
    Date,
    /// A point in time, shown in UTC.
    Moment,
    /// Yes or no.
    Boolean,
    /// Several codes.
    List,
    /// One of a few names.
    Enum,
}

impl Kind {
    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Integer | Kind::NonAdditive => "integer",
            Kind::Number => "number",
            Kind::Date => "date",
            Kind::Moment => "instant",
            Kind::Boolean => "boolean",
            Kind::List => "list",
            Kind::Enum => "enum",
        }
    }
}

/// The reports that a later part of the program makes, once it is there.
static LEARNT: OnceLock<&'static [&'static Definition]> = OnceLock::new();

/// Makes reports known that come with a later part of the program: a first visit does not need them.
pub fn learn(reports: &'static [&'static Definition]) {
    let _ = LEARNT.set(reports);
}

/// The report with this id, as far as it is known by now.
pub fn definition(id: &str) -> Option<&'static Definition> {
    reports().find(|report| report.id == id)
}

/// Every report that is known by now, in the order of the tabs.
pub fn reports() -> impl Iterator<Item = &'static Definition> {
    let learnt = LEARNT.get().copied().unwrap_or_default();
    LISTS.iter().chain(learnt.iter().copied())
}

/// Whether a report is one of the lists, which are always there.
pub fn is_list(id: &str) -> bool {
    LISTS.iter().any(|report| report.id == id)
}

impl Definition {
    /// Whether a source that it needs is among these kinds, one for each file.
    pub fn is_offered(&self, kinds: impl Iterator<Item = impl AsRef<str>>) -> bool {
        // What compares two files of a kind needs both.
        let mut first = match self.id {
            "changes" => Some(0_u64),
            _ => None,
        };
        let mut is_enough = |kind: &str| {
            let at = self.needs.iter().position(|need| *need == kind);
            at.is_some_and(|at| match &mut first {
                Some(seen) if *seen >> at & 1 == 0 => {
                    *seen |= 1 << at;
                    false
                }
                _ => true,
            })
        };
        let mut kinds = kinds;
        self.needs.is_empty() || kinds.any(|kind| is_enough(kind.as_ref()))
    }

    /// Whether its rows are enrollment rows with deadlines. Reports over all sources may show a disable
    /// day, too, but their rows are accounts: what works on rows by number has nothing to do with them.
    pub fn has_deadlines(&self) -> bool {
        is_list(self.id) && self.column("disable_day").is_some()
    }

    /// The column with this id.
    pub fn column(&self, id: &str) -> Option<&'static ColumnDefinition> {
        let own = self.columns.iter().find(|column| column.id == id);
        own.or_else(|| (self.further?.column)(id))
    }

    /// The columns shown unless the person chose otherwise.
    pub fn default_columns(&self) -> impl Iterator<Item = &'static ColumnDefinition> {
        self.columns.iter().filter(|column| column.shown)
    }
}

/// The lists in the order of their tabs.
pub const LISTS: &[Definition] = &[
    Definition {
        id: "expiring",
        title: "Expiring among mine",
        meaning: "your accounts that are flagged for deprovisioning",
        needs: &[],
        columns: EXPIRING,
        further: None,
        names_products: false,
    },
    Definition {
        id: "mine",
        title: "Mine, found",
        meaning: "all your accounts that have an enrollment row, flagged or not",
        needs: &[],
        columns: EXPIRING,
        further: None,
        names_products: false,
    },
    Definition {
        id: "mine-not-found",
        title: "Mine, not found",
        meaning: "your logon names without an enrollment row",
        needs: &[],
        columns: MINE_NOT_FOUND,
        further: None,
        names_products: false,
    },
    Definition {
        id: "expiring-not-mine",
        title: "Expiring, not mine",
        meaning: "flagged accounts that are not on your list",
        needs: &[],
        columns: EXPIRING,
        further: None,
        names_products: false,
    },
    Definition {
        id: "matching",
        title: "Matching",
        meaning: "every row of both sources: what it met, or why it met nobody",
        needs: &[],
        columns: MATCHING,
        further: None,
        names_products: false,
    },
];

pub(super) const fn shown(
    id: &'static str,
    title: &'static str,
    kind: Kind,
    help: &'static str,
) -> ColumnDefinition {
    ColumnDefinition {
        id,
        title,
        kind,
        shown: true,
        help,
    }
}

pub(super) const fn hidden(
    id: &'static str,
    title: &'static str,
    kind: Kind,
    help: &'static str,
) -> ColumnDefinition {
    ColumnDefinition {
        id,
        title,
        kind,
        shown: false,
        help,
    }
}

const EXPIRING: &[ColumnDefinition] = &[
    shown(
        "name",
        "Name",
        Kind::Text,
        "The name as the enrollment report writes it.",
    ),
    shown(
        "logon_name",
        "Logon name",
        Kind::Text,
        "What the person signs in with, as the enrollment report writes it.",
    ),
    hidden(
        "key",
        "Key",
        Kind::Text,
        "The logon name as it is compared: no domain, lower case.",
    ),
    hidden(
        "stage",
        "Stage",
        Kind::Enum,
        "Where the account stands today.",
    ),
    shown(
        "urgency",
        "Urgency",
        Kind::Enum,
        "How soon someone has to act.",
    ),
    shown(
        "days_to_disable",
        "Days until disabled",
        Kind::NonAdditive,
        "Whole days from the evaluation day to the disable day; negative is past.",
    ),
    shown(
        "last_safe_day",
        "Last safe working day",
        Kind::Date,
        "The last working day on which a rescue still fits before the account is disabled.",
    ),
    shown(
        "disable_day",
        "Disable day",
        Kind::Date,
        "Sign-in is disabled from 00:00 of this day, one day before the deletion day.",
    ),
    shown(
        "deletion_day",
        "Deletion day",
        Kind::Date,
        "The day the account is deprovisioned: the earlier one where the report disagrees with itself.",
    ),
    shown(
        "scheduled_deletion",
        "Scheduled deletion date",
        Kind::Date,
        "As the enrollment report has it.",
    ),
    hidden(
        "recovery_end",
        "End of recovery",
        Kind::Date,
        "From this day on nothing brings the mailbox back.",
    ),
    hidden(
        "safe_recovery_day",
        "Last safe reinstatement day",
        Kind::Date,
        "The last working day on which the old mailbox can safely be reattached.",
    ),
    shown(
        "days_left",
        "Days left",
        Kind::NonAdditive,
        "Whole days from the evaluation day to the deletion day; negative is past.",
    ),
    shown(
        "affiliations",
        "Active affiliations",
        Kind::List,
        "Codes of the roles that are still active.",
    ),
    shown(
        "reason",
        "Why flagged",
        Kind::Text,
        "What the enrollment report gives as the reason.",
    ),
    shown(
        "department",
        "Department",
        Kind::Text,
        "Department as the enrollment report has it.",
    ),
    shown(
        "job_org",
        "Job org",
        Kind::Text,
        "The organisation of the job.",
    ),
    shown("center", "Center", Kind::Text, "School or center."),
    shown(
        "has_mailbox",
        "Has mailbox",
        Kind::Boolean,
        "Whether an Exchange mailbox is enabled; being on the mailbox list is proof of one.",
    ),
    shown(
        "source_row",
        "Source line",
        Kind::NonAdditive,
        "First line of the row in the enrollment file.",
    ),
    hidden(
        "decision",
        "Decision",
        Kind::Enum,
        "What was decided about the account, and by whom.",
    ),
];

const MINE_NOT_FOUND: &[ColumnDefinition] = &[
    shown(
        "logon_name",
        "Logon name",
        Kind::Text,
        "As your list writes it.",
    ),
    shown(
        "key",
        "Key",
        Kind::Text,
        "The logon name as it is compared: no domain, lower case.",
    ),
    shown(
        "reason",
        "Why not found",
        Kind::Text,
        "What kept it from meeting an enrollment row.",
    ),
    shown(
        "source_row",
        "Source line",
        Kind::NonAdditive,
        "First line of the row in your list.",
    ),
];

const MATCHING: &[ColumnDefinition] = &[
    shown(
        "written",
        "As written",
        Kind::Text,
        "The key as its source writes it; characters that cannot be seen are named.",
    ),
    shown(
        "side",
        "Source kind",
        Kind::Enum,
        "On which side the row stands.",
    ),
    shown(
        "outcome",
        "Outcome",
        Kind::Enum,
        "Whether the row met a partner, met several, or met nobody.",
    ),
    shown(
        "reason",
        "Why",
        Kind::Enum,
        "Why the row met nobody, or what its key and its partner's differ in.",
    ),
    shown(
        "suggestion",
        "Suggestion",
        Kind::Text,
        "The key of the row that it may be; never a match before you accept it.",
    ),
    shown(
        "likeness",
        "What makes it likely",
        Kind::Enum,
        "What makes the two rows alike.",
    ),
    shown(
        "partner",
        "Partner",
        Kind::Text,
        "The key of the row that it met, as the other source writes it.",
    ),
    shown(
        "tier",
        "Met by",
        Kind::Enum,
        "The rule that brought the two rows together.",
    ),
    shown(
        "near",
        "Nearly met by",
        Kind::Text,
        "The strongest rule that nearly fired, and what hindered it.",
    ),
    shown(
        "normalised",
        "Normalised",
        Kind::Text,
        "What was taken away from the key, or made one, before it was compared.",
    ),
    shown(
        "key",
        "Key",
        Kind::Text,
        "The name as it is compared: no domain, lower case.",
    ),
    shown("source", "Source", Kind::Text, "The file of the row."),
    shown(
        "source_row",
        "Source line",
        Kind::NonAdditive,
        "First line of the row in its file.",
    ),
    hidden(
        "pair",
        "Pair of sources",
        Kind::Enum,
        "Which two sources were brought together.",
    ),
];

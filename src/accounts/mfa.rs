//! Whether an account can pass multifactor authentication, and why nobody knows (F17 to F19, domain 2.4).

/// What the registration details say of an account, in the words of the people who read them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MfaStatus {
    /// A method that the policy allows is registered; no proof that it is asked for.
    Enabled,
    /// None is registered.
    Disabled,
    /// A method is registered, but none that the policy allows (F18).
    NonCompliant,
    /// Nothing is known (F19).
    NotAvailable(NotAvailable),
}

/// Why nothing is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NotAvailable {
    /// No registration details are loaded.
    SourceNotLoaded,
    /// The account is disabled, and disabled accounts are not in the registration details.
    DisabledUserNotReported,
    /// The account has no row, though it is enabled: the details are incomplete.
    Incomplete,
    /// The account has no row, and no source says whether it is enabled.
    NoRow,
    /// Its row does not say whether it is capable: the cell is empty, or the column is missing.
    NotGiven,
    /// Its row says something that is neither yes nor no.
    Unreadable,
}

/// What has to be said beside a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MfaNote {
    /// Nothing.
    Plain,
    /// Nothing says whether a method is registered: the listed methods do (domain 2.1 `Assumed`).
    Assumed,
    /// Capable without a registered method: the details contradict themselves.
    Contradicted,
}

/// A cell of yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Flag {
    /// The source has no such column.
    Absent,
    /// The cell is empty.
    Empty,
    /// It says yes or no.
    Is(bool),
    /// It says something else.
    Unreadable,
}

/// The row of an account in the registration details.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Registration {
    /// `isMfaCapable`.
    pub capable: Flag,
    /// `isMfaRegistered`.
    pub registered: Flag,
    /// Whether any method is listed.
    pub has_methods: bool,
}

/// The status of an account with this row.
pub fn status_of(row: Registration) -> (MfaStatus, MfaNote) {
    use Flag::{Absent, Empty, Is, Unreadable};
    match (row.capable, row.registered) {
        (Is(true), Is(true) | Absent) => (MfaStatus::Enabled, MfaNote::Plain),
        (Is(true), Is(false) | Empty | Unreadable) => (MfaStatus::Enabled, MfaNote::Contradicted),
        (Is(false), Is(true)) => (MfaStatus::NonCompliant, MfaNote::Plain),
        (Is(false), Is(false)) => (MfaStatus::Disabled, MfaNote::Plain),
        (Is(false), Absent | Empty | Unreadable) => match row.has_methods {
            true => (MfaStatus::NonCompliant, MfaNote::Assumed),
            false => (MfaStatus::Disabled, MfaNote::Assumed),
        },
        (Absent | Empty, _) => not_available(NotAvailable::NotGiven),
        (Unreadable, _) => not_available(NotAvailable::Unreadable),
    }
}

/// The status of an account without a row.
///
/// `is_loaded` says whether there are registration details at all, `enabled` whether the account may
/// sign in, where a source says so.
pub fn status_without_row(is_loaded: bool, enabled: Option<bool>) -> MfaStatus {
    MfaStatus::NotAvailable(match (is_loaded, enabled) {
        (false, _) => NotAvailable::SourceNotLoaded,
        (true, Some(false)) => NotAvailable::DisabledUserNotReported,
        (true, Some(true)) => NotAvailable::Incomplete,
        (true, None) => NotAvailable::NoRow,
    })
}

fn not_available(why: NotAvailable) -> (MfaStatus, MfaNote) {
    (MfaStatus::NotAvailable(why), MfaNote::Plain)
}

impl MfaStatus {
    /// The stable name, as scripts and links spell it (F27).
    pub fn name(self) -> &'static str {
        match self {
            MfaStatus::Enabled => "enabled",
            MfaStatus::Disabled => "disabled",
            MfaStatus::NonCompliant => "non-compliant",
            MfaStatus::NotAvailable(_) => "not-available",
        }
    }

    /// The words on the screen.
    pub fn label(self) -> &'static str {
        match self {
            MfaStatus::Enabled => "Enabled",
            MfaStatus::Disabled => "Disabled",
            MfaStatus::NonCompliant => "Non-compliant",
            MfaStatus::NotAvailable(_) => "Not available",
        }
    }
}

impl NotAvailable {
    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            NotAvailable::SourceNotLoaded => "source-not-loaded",
            NotAvailable::DisabledUserNotReported => "disabled-user-not-reported",
            NotAvailable::Incomplete => "incomplete",
            NotAvailable::NoRow => "no-row",
            NotAvailable::NotGiven => "not-given",
            NotAvailable::Unreadable => "unreadable",
        }
    }

    /// The reason as a person reads it.
    pub fn label(self) -> &'static str {
        match self {
            NotAvailable::SourceNotLoaded => "no registration details are loaded",
            NotAvailable::DisabledUserNotReported => {
                "disabled accounts are not in the registration details"
            }
            NotAvailable::Incomplete => {
                "enabled, but not in the registration details: they are incomplete or older"
            }
            NotAvailable::NoRow => {
                "not in the registration details; whether it is enabled is unknown"
            }
            NotAvailable::NotGiven => "the registration details do not say",
            NotAvailable::Unreadable => "the registration details say neither yes nor no",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Flag::{Absent, Empty, Is, Unreadable};
    use super::*;

    // One line a row of the truth table of domain 2.4.
    #[rustfmt::skip]
    #[test]
    fn every_row_of_the_truth_table_has_its_status() {
        #[track_caller]
        fn case(capable: Flag, registered: Flag, has_methods: bool, expected: (MfaStatus, MfaNote)) {
            assert_eq!(status_of(Registration { capable, registered, has_methods }), expected);
        }
        use MfaNote::{Assumed, Contradicted, Plain};
        use MfaStatus::{Disabled, Enabled, NonCompliant};
        case(Is(true), Is(true), false, (Enabled, Plain));
        case(Is(true), Absent, false, (Enabled, Plain));
        case(Is(false), Absent, true, (NonCompliant, Assumed));
        case(Is(false), Absent, false, (Disabled, Assumed));
        case(Is(true), Is(false), true, (Enabled, Contradicted));
        case(Is(true), Empty, true, (Enabled, Contradicted));
        case(Is(false), Is(true), false, (NonCompliant, Plain));
        case(Is(false), Is(false), true, (Disabled, Plain));
        case(Empty, Is(true), true, not_available(NotAvailable::NotGiven));
        case(Absent, Is(true), true, not_available(NotAvailable::NotGiven));
        case(Unreadable, Is(true), true, not_available(NotAvailable::Unreadable));
    }

    #[test]
    fn without_a_row_nothing_is_known_and_it_is_said_why() {
        #[track_caller]
        fn case(is_loaded: bool, enabled: Option<bool>, expected: NotAvailable) {
            let found = status_without_row(is_loaded, enabled);
            assert_eq!(found, MfaStatus::NotAvailable(expected));
        }
        case(true, Some(false), NotAvailable::DisabledUserNotReported);
        case(true, Some(true), NotAvailable::Incomplete);
        case(true, None, NotAvailable::NoRow);
        case(false, Some(true), NotAvailable::SourceNotLoaded);
    }
}

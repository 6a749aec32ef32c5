//! When an account was last used, and when nobody can say (F20, domain 2.4).

use chrono::NaiveDate;

/// After how long without activity an account counts as inactive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Inactivity {
    /// Days without activity.
    pub days: u32,
    /// Days that an account must be old before it is called unused.
    pub min_account_age: u32,
}

/// What is known of the use of an account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Use {
    /// The last day of real use: a successful sign-in, or activity in a workload.
    pub last_real: Option<NaiveDate>,
    /// The day of the last attempt to sign in, successful or not.
    pub last_attempt: Option<NaiveDate>,
    /// The day on which the account was created.
    pub created: Option<NaiveDate>,
    /// Whether a source that knows of successful sign-ins is loaded, has the account, and comes of a
    /// tenant that keeps them: only then an empty cell means that there was none.
    pub is_watched: bool,
}

/// Whether an account is in use on the evaluation day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActivityState {
    /// Used within the days of the policy.
    Active,
    /// Used, but not within those days.
    Inactive,
    /// Never used, although it is old enough.
    Never,
    /// Not used yet, and too new to conclude anything.
    TooNew,
    /// Nobody can say.
    Unknown,
}

/// Whether an account is in use on `today`.
///
/// `never` only where a source would know of any use; else it is unknown (domain 2.4).
pub fn activity_state(found: &Use, inactivity: Inactivity, today: NaiveDate) -> ActivityState {
    let days_since = |day: NaiveDate| today.signed_duration_since(day).num_days();
    if let Some(last) = found.last_real {
        return match days_since(last) <= i64::from(inactivity.days) {
            true => ActivityState::Active,
            false => ActivityState::Inactive,
        };
    }
    match found.created.map(days_since) {
        _ if !found.is_watched => ActivityState::Unknown,
        Some(age) if age < i64::from(inactivity.min_account_age) => ActivityState::TooNew,
        Some(_) => ActivityState::Never,
        None => ActivityState::Unknown,
    }
}

impl ActivityState {
    /// The stable name, as scripts and links spell it.
    pub fn name(self) -> &'static str {
        match self {
            ActivityState::Active => "active",
            ActivityState::Inactive => "inactive",
            ActivityState::Never => "never",
            ActivityState::TooNew => "too-new",
            ActivityState::Unknown => "unknown",
        }
    }

    /// The words on the screen.
    pub fn label(self) -> &'static str {
        match self {
            ActivityState::Active => "Active",
            ActivityState::Inactive => "Inactive",
            ActivityState::Never => "Never used",
            ActivityState::TooNew => "Too new to say",
            ActivityState::Unknown => "Unknown",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: Inactivity = Inactivity {
        days: 90,
        min_account_age: 30,
    };

    fn day(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    #[test]
    fn never_is_said_only_where_a_source_would_know() {
        #[track_caller]
        fn case(last: &str, created: &str, is_watched: bool, expected: ActivityState) {
            let found = Use {
                last_real: day(last),
                created: day(created),
                is_watched,
                ..Use::default()
            };
            let today = day("2026-11-22").expect("a day");
            assert_eq!(activity_state(&found, POLICY, today), expected);
        }
        case("2026-11-22", "", false, ActivityState::Active);
        case("2026-08-24", "", false, ActivityState::Active);
        case("2026-08-23", "", false, ActivityState::Inactive);
        case("", "2026-10-23", true, ActivityState::Never);
        case("", "2026-10-24", true, ActivityState::TooNew);
        case("", "", true, ActivityState::Unknown);
        case("", "2020-01-01", false, ActivityState::Unknown);
        // A clock that is ahead of the evaluation day is no reason for alarm.
        case("2026-12-01", "", true, ActivityState::Active);
    }
}

//! Where an account stands on its way out (P35).

use chrono::NaiveDate;

use super::clocks::Clocks;

/// Where an account stands (domain 2.6), in the order it walks through them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// Not flagged, and nothing says that it ends.
    Active,
    /// Flagged for deprovisioning, still works.
    Flagged,
    /// Sign-in is disabled, not yet deprovisioned.
    Disabled,
    /// Closed, no mail arrives, can be brought back.
    Deprovisioned,
    /// Gone for good.
    Deleted,
    /// Flagged without a usable date, or without a flag but not known to be safe.
    Unknown,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Stage; 6] = [
        Stage::Active,
        Stage::Flagged,
        Stage::Disabled,
        Stage::Deprovisioned,
        Stage::Deleted,
        Stage::Unknown,
    ];

    /// The stable name, as scripts and links spell it.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Active => "active",
            Stage::Flagged => "flagged",
            Stage::Disabled => "disabled",
            Stage::Deprovisioned => "deprovisioned",
            Stage::Deleted => "deleted",
            Stage::Unknown => "unknown",
        }
    }

    /// The word on the screen.
    pub fn label(self) -> &'static str {
        match self {
            Stage::Active => "Active",
            Stage::Flagged => "Flagged",
            Stage::Disabled => "Disabled",
            Stage::Deprovisioned => "Deprovisioned",
            Stage::Deleted => "Deleted",
            Stage::Unknown => "Unknown",
        }
    }
}

/// Where an account stands on `today`: its clocks cut time into half-open intervals (domain 2.6).
///
/// `may_end` says that it is flagged, or that there is a [doubt](super::deadline::Doubt).
pub fn stage(clocks: Option<&Clocks>, may_end: bool, today: NaiveDate) -> Stage {
    if !may_end {
        return Stage::Active;
    }
    let Some(clocks) = clocks else {
        return Stage::Unknown;
    };
    if today < clocks.disable_day {
        return Stage::Flagged;
    }
    if today < clocks.deletion_day {
        return Stage::Disabled;
    }
    if today < clocks.recovery_end {
        return Stage::Deprovisioned;
    }
    Stage::Deleted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifecycle::clocks::clocks;
    use crate::lifecycle::policy::Policy;
    use crate::lifecycle::tests::day;

    #[test]
    fn each_stage_ends_the_day_before_the_next_clock() {
        #[track_caller]
        fn case(today: &str, expected: Stage) {
            let clocks = clocks(day("2026-03-02"), &Policy::penn()).ok();
            assert_eq!(stage(clocks.as_ref(), true, day(today)), expected);
        }
        case("2020-01-01", Stage::Flagged);
        case("2026-02-28", Stage::Flagged);
        case("2026-03-01", Stage::Disabled);
        case("2026-03-02", Stage::Deprovisioned);
        case("2026-03-31", Stage::Deprovisioned);
        case("2026-04-01", Stage::Deleted);
    }

    #[test]
    fn an_account_without_a_flag_is_active_and_one_without_a_date_unknown() {
        let today = day("2026-03-02");
        assert_eq!(stage(None, false, today), Stage::Active);
        assert_eq!(stage(None, true, today), Stage::Unknown);
    }
}

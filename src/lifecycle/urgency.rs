//! How soon someone has to act.

use chrono::NaiveDate;

use super::clocks::{Clocks, days_until};
use super::policy::Thresholds;
use super::stage::{Stage, stage};

/// How soon someone has to act (domain 2.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Urgency {
    /// Nothing to do yet.
    None,
    /// Within the watch threshold of the last safe working day.
    Watch,
    /// Within the soon threshold.
    Soon,
    /// Within the imminent threshold, or on the last safe working day itself.
    Imminent,
    /// The last safe working day is over: by phone, the waits may not fit any more.
    Late,
    /// Deprovisioned, and can safely be brought back.
    Recovery,
    /// Deprovisioned, and the last safe day to bring it back is over.
    RecoveryLate,
    /// Gone for good.
    Lost,
    /// No usable date: treated as urgent until explained.
    Unclear,
}

impl Urgency {
    /// Every urgency, in the order of domain 2.6.
    pub const ALL: [Urgency; 9] = [
        Urgency::None,
        Urgency::Watch,
        Urgency::Soon,
        Urgency::Imminent,
        Urgency::Late,
        Urgency::Recovery,
        Urgency::RecoveryLate,
        Urgency::Lost,
        Urgency::Unclear,
    ];

    /// The stable name, as scripts and links spell it.
    pub fn name(self) -> &'static str {
        match self {
            Urgency::None => "none",
            Urgency::Watch => "watch",
            Urgency::Soon => "soon",
            Urgency::Imminent => "imminent",
            Urgency::Late => "late",
            Urgency::Recovery => "recovery",
            Urgency::RecoveryLate => "recovery-late",
            Urgency::Lost => "lost",
            Urgency::Unclear => "unclear",
        }
    }

    /// The word on the screen.
    pub fn label(self) -> &'static str {
        match self {
            Urgency::None => "None",
            Urgency::Watch => "Watch",
            Urgency::Soon => "Soon",
            Urgency::Imminent => "Imminent",
            Urgency::Late => "Late",
            Urgency::Recovery => "Recovery",
            Urgency::RecoveryLate => "Recovery late",
            Urgency::Lost => "Lost",
            Urgency::Unclear => "Unclear",
        }
    }

    /// Place in the order of a report: 0 is acted on first.
    pub fn rank(self) -> u8 {
        match self {
            Urgency::Unclear => 0,
            Urgency::Late => 1,
            Urgency::RecoveryLate => 2,
            Urgency::Imminent => 3,
            Urgency::Recovery => 4,
            Urgency::Soon => 5,
            Urgency::Watch => 6,
            Urgency::None => 7,
            Urgency::Lost => 8,
        }
    }
}

/// How soon someone has to act for an account (domain 2.6); `may_end` as for [`stage`].
pub fn urgency(
    clocks: Option<&Clocks>,
    may_end: bool,
    thresholds: &Thresholds,
    today: NaiveDate,
) -> Urgency {
    let stage = stage(clocks, may_end, today);
    let Some(clocks) = clocks else {
        return match stage {
            Stage::Active => Urgency::None,
            _ => Urgency::Unclear,
        };
    };
    match stage {
        Stage::Active => Urgency::None,
        Stage::Flagged | Stage::Disabled => {
            before_deletion(days_until(clocks.last_safe_day, today), thresholds)
        }
        Stage::Deprovisioned if today <= clocks.safe_recovery_day => Urgency::Recovery,
        Stage::Deprovisioned => Urgency::RecoveryLate,
        Stage::Deleted => Urgency::Lost,
        Stage::Unknown => Urgency::Unclear,
    }
}

/// The urgency so many days before the last safe working day.
fn before_deletion(days: i32, thresholds: &Thresholds) -> Urgency {
    let Ok(days) = u32::try_from(days) else {
        return Urgency::Late;
    };
    if days <= thresholds.imminent {
        return Urgency::Imminent;
    }
    if days <= thresholds.soon {
        return Urgency::Soon;
    }
    if days <= thresholds.watch {
        return Urgency::Watch;
    }
    Urgency::None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifecycle::clocks::clocks;
    use crate::lifecycle::policy::Policy;
    use crate::lifecycle::tests::day;

    #[test]
    fn each_urgency_begins_and_ends_on_its_day() {
        // L = Wed 25 Nov, X = Sat 28 Nov, W = Sun 29 Nov, safe until 24 Dec, R = 29 Dec 2026.
        #[track_caller]
        fn case(today: &str, expected: Urgency) {
            let policy = Policy::penn();
            let clocks = clocks(day("2026-11-29"), &policy).ok();
            let found = urgency(clocks.as_ref(), true, &policy.thresholds, day(today));
            assert_eq!(found, expected);
        }
        case("2026-10-25", Urgency::None);
        case("2026-10-26", Urgency::Watch);
        case("2026-11-10", Urgency::Watch);
        case("2026-11-11", Urgency::Soon);
        case("2026-11-17", Urgency::Soon);
        case("2026-11-18", Urgency::Imminent);
        case("2026-11-25", Urgency::Imminent);
        case("2026-11-26", Urgency::Late);
        case("2026-11-28", Urgency::Late);
        case("2026-11-29", Urgency::Recovery);
        case("2026-12-24", Urgency::Recovery);
        case("2026-12-25", Urgency::RecoveryLate);
        case("2026-12-28", Urgency::RecoveryLate);
        case("2026-12-29", Urgency::Lost);
    }

    #[test]
    fn no_flag_is_no_urgency_and_no_date_is_unclear() {
        let thresholds = Policy::penn().thresholds;
        let today = day("2026-03-02");
        assert_eq!(urgency(None, false, &thresholds, today), Urgency::None);
        assert_eq!(urgency(None, true, &thresholds, today), Urgency::Unclear);
    }

    #[test]
    fn the_most_urgent_comes_first() {
        let mut urgencies = Urgency::ALL;
        urgencies.sort_by_key(|urgency| urgency.rank());
        let names = urgencies.map(Urgency::name);
        assert_eq!(
            names.join(" "),
            "unclear late recovery-late imminent recovery soon watch none lost"
        );
    }
}

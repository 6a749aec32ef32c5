//! One line that says what is and what to do.

use chrono::NaiveDate;

use super::calendar::show_weekday_date;
use super::clocks::days_until;
use super::deadline::Doubt;
use super::explain::days;
use super::overlay::Overlay;
use super::stage::Stage;
use super::standing::Standing;
use super::urgency::Urgency;

/// One line that says what is and what to do: `disabled in 3 days: act by Wed 25 Nov 2026`.
pub fn headline(standing: &Standing, today: NaiveDate) -> String {
    let Some(clocks) = &standing.clocks else {
        let deleted = standing.overlays.contains(&Overlay::SoftDeleted);
        return String::from(match (standing.flagged, standing.doubt) {
            _ if deleted => {
                "deleted in the directory, by when to restore it is unknown: treat as urgent"
            }
            (true, _) => "no usable date: treat as urgent",
            (false, Some(Doubt::NotEligible)) => {
                "not flagged, but no affiliation keeps it: treat as urgent until explained"
            }
            (false, Some(Doubt::CutShort)) => {
                "its row is cut short, so whether it ends is unknown: treat as urgent"
            }
            (false, Some(Doubt::Deceased)) => {
                "not flagged, but the person has died: treat as urgent until explained"
            }
            (false, None) => "not flagged: nothing to do",
        });
    };
    if standing.stage == Stage::Active {
        let (ends, last) = (clocks.disable_day, clocks.last_safe_day);
        let (ends, last) = (show_weekday_date(ends), show_weekday_date(last));
        return format!("kept by an override that ends, then disabled on {ends}: act by {last}");
    }
    let disabled = match days_until(clocks.disable_day, today) {
        ahead @ 1.. => format!("disabled in {}", days(ahead)),
        0 => String::from("disabled today"),
        _ => format!("disabled since {}", show_weekday_date(clocks.disable_day)),
    };
    let deprovisioned = format!(
        "deprovisioned since {}",
        show_weekday_date(clocks.deletion_day)
    );
    match standing.urgency {
        Urgency::None | Urgency::Watch | Urgency::Soon | Urgency::Imminent => {
            let last = show_weekday_date(clocks.last_safe_day);
            format!("{disabled}: act by {last}")
        }
        Urgency::Late => {
            let ahead = days(days_until(clocks.deletion_day, today));
            format!("{disabled}, deprovisioned in {ahead}: act now, by phone")
        }
        Urgency::Recovery => {
            let last = show_weekday_date(clocks.safe_recovery_day);
            format!("{deprovisioned}: reinstate by {last}")
        }
        Urgency::RecoveryLate => {
            let end = show_weekday_date(clocks.recovery_end);
            format!("{deprovisioned}, gone for good on {end}: act now, by phone")
        }
        Urgency::Lost => {
            let end = show_weekday_date(clocks.recovery_end);
            format!("gone for good since {end}")
        }
        Urgency::Unclear => String::from("no usable date: treat as urgent"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::cell::DateReading;
    use crate::lifecycle::deadline::Evidence;
    use crate::lifecycle::eligibility::Eligibility;
    use crate::lifecycle::policy::Policy;
    use crate::lifecycle::standing::standing;
    use crate::lifecycle::tests::day;

    #[test]
    fn the_headline_says_what_is_and_what_to_do() {
        // L = Wed 25 Nov, X = Sat 28 Nov, W = Sun 29 Nov, safe until 24 Dec, R = 29 Dec 2026.
        #[track_caller]
        fn case(today: &str, expected: &str) {
            let evidence = Evidence {
                scheduled: DateReading::Day(day("2026-11-29")),
                ..Evidence::default()
            };
            let standing = standing(&evidence, None, day(today), &Policy::penn());
            assert_eq!(headline(&standing, day(today)), expected);
        }
        case("2026-10-01", "disabled in 58 days: act by Wed 25 Nov 2026");
        case("2026-11-25", "disabled in 3 days: act by Wed 25 Nov 2026");
        case(
            "2026-11-27",
            "disabled in 1 day, deprovisioned in 2 days: act now, by phone",
        );
        case(
            "2026-11-28",
            "disabled today, deprovisioned in 1 day: act now, by phone",
        );
        case(
            "2026-11-29",
            "deprovisioned since Sun 29 Nov 2026: reinstate by Thu 24 Dec 2026",
        );
        case(
            "2026-12-25",
            "deprovisioned since Sun 29 Nov 2026, gone for good on Tue 29 Dec 2026: act now, by phone",
        );
        case("2026-12-29", "gone for good since Tue 29 Dec 2026");
    }

    #[test]
    fn without_a_date_the_headline_is_not_calm() {
        let today = day("2026-11-22");
        let of = |has_reason| {
            let evidence = Evidence {
                has_reason,
                ..Evidence::default()
            };
            headline(&standing(&evidence, None, today, &Policy::penn()), today)
        };
        assert_eq!(of(false), "not flagged: nothing to do");
        assert_eq!(of(true), "no usable date: treat as urgent");
        let not_kept = Evidence {
            eligibility: Eligibility::NotEligible,
            ..Evidence::default()
        };
        let standing = standing(&not_kept, None, today, &Policy::penn());
        assert_eq!(
            headline(&standing, today),
            "not flagged, but no affiliation keeps it: treat as urgent until explained"
        );
    }
}

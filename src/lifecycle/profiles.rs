//! The built-in policies: each an example with its source and date on the screen (D25).

use super::calendar::Calendar;
use super::holiday::HolidayRules;
use super::penn;
use super::policy::{
    AffiliationTable, Checklist, ChecklistStep, Deceased, GraceDays, Inactivity, Policy,
    RecoveryStart, SeveralAffiliations, Thresholds, Wait, Workday,
};
use crate::ingest::zone::ZoneRules;
use crate::small_map::SmallMap;

/// The profile that holds where nobody chose one.
pub const DEFAULT: &str = "penn-2020";

/// Every profile, in the order in which they are offered.
pub fn all() -> [Policy; 3] {
    [penn::policy(), microsoft(), blank()]
}

/// Their ids.
pub fn ids() -> impl Iterator<Item = &'static str> {
    [DEFAULT, "microsoft-30-day", "blank"].into_iter()
}

/// The profile with this id; empty is the default.
pub fn profile(id: &str) -> Option<Policy> {
    match id {
        "" | DEFAULT => Some(penn::policy()),
        "microsoft-30-day" => Some(microsoft()),
        "blank" => Some(blank()),
        _ => None,
    }
}

/// The directory's own soft deletion, and nothing before it.
fn microsoft() -> Policy {
    Policy {
        id: String::from("microsoft-30-day"),
        name: String::from("Microsoft 365, 30 days of soft deletion"),
        version: 1,
        source: String::from(
            "Microsoft Learn, “Restore or remove a recently deleted user using Microsoft Entra ID”: \
             a deleted user can be restored for 30 days, after which the deletion is permanent",
        ),
        source_date: String::from("1 Dec 2023"),
        zone: ZoneRules::default(),
        grace_days: 0,
        grace_counts: GraceDays::NotUsed,
        disable_lead_days: 0,
        recovery_days: 30,
        recovery_counts_from: RecoveryStart::DeletedAt,
        deceased: Deceased {
            grace_days: 0,
            recovery_days: 30,
            extension_months: 0,
        },
        waits: Vec::new(),
        lead_time_others: 0,
        calendar: Calendar {
            weekdays: WEEKDAYS,
            rules: HolidayRules::None,
            holidays: SmallMap::default(),
        },
        workday: NINE_TO_FIVE,
        deletion_weekday: None,
        thresholds: Thresholds {
            imminent: 7,
            soon: 14,
            watch: 30,
        },
        checklists: vec![Checklist {
            name: String::from("Restore in the directory"),
            steps: vec![
                step(
                    "Restore the user under deleted users of the admin center.",
                    "administrator",
                ),
                step(
                    "Assign the licenses again where they were given by hand.",
                    "administrator",
                ),
                step(
                    "Check that the person signs in and finds mail and files.",
                    "administrator",
                ),
            ],
        }],
        checklist_in_force: String::new(),
        affiliations: nothing_known(),
        several_affiliations: SeveralAffiliations::AnyEligible,
        inactivity: INACTIVITY,
    }
}

/// Numbers to be filled in: each errs to the side on which nothing looks safe.
pub fn blank() -> Policy {
    Policy {
        id: String::from("blank"),
        name: String::from("Blank, to be filled in"),
        version: 1,
        source: String::from(
            "nobody: the numbers are placeholders that make every date early, no recovery is \
             promised and no affiliation is known",
        ),
        source_date: String::from("none"),
        zone: ZoneRules::default(),
        grace_days: 0,
        grace_counts: GraceDays::NotUsed,
        disable_lead_days: 7,
        recovery_days: 0,
        recovery_counts_from: RecoveryStart::DisableDate,
        deceased: Deceased {
            grace_days: 0,
            recovery_days: 0,
            extension_months: 0,
        },
        waits: vec![Wait {
            name: String::from("everything that has to follow"),
            minutes_min: 0,
            minutes_max: 24 * 60,
            counted: true,
        }],
        lead_time_others: 5,
        calendar: Calendar {
            weekdays: WEEKDAYS,
            rules: HolidayRules::None,
            holidays: SmallMap::default(),
        },
        workday: NINE_TO_FIVE,
        deletion_weekday: None,
        thresholds: Thresholds {
            imminent: 30,
            soon: 60,
            watch: 90,
        },
        checklists: Vec::new(),
        checklist_in_force: String::new(),
        affiliations: nothing_known(),
        several_affiliations: SeveralAffiliations::LongestWins,
        inactivity: INACTIVITY,
    }
}

const WEEKDAYS: [bool; 7] = [true, true, true, true, true, false, false];

const NINE_TO_FIVE: Workday = Workday {
    start_minute: 9 * 60,
    end_minute: 17 * 60,
};

const INACTIVITY: Inactivity = Inactivity {
    days: 90,
    min_account_age_days: 30,
};

fn nothing_known() -> AffiliationTable {
    AffiliationTable {
        source_date: String::from("no table: every code is unknown"),
        rules: Vec::new(),
    }
}

fn step(text: &str, owner: &str) -> ChecklistStep {
    ChecklistStep {
        text: String::from(text),
        owner: String::from(owner),
        wait_minutes: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifecycle::clocks::{clocks, deletion_after};
    use crate::lifecycle::eligibility::{Eligibility, eligibility};
    use crate::lifecycle::policy_file::check::check;
    use crate::lifecycle::tests::day;

    #[test]
    fn every_profile_is_found_by_its_id_and_fits_together() {
        let found: Vec<String> = all().iter().map(|policy| policy.id.clone()).collect();
        assert!(found.iter().map(String::as_str).eq(ids()));
        for policy in all() {
            assert_eq!(check(&policy), Ok(()));
            assert_eq!(profile(&policy.id), Some(policy));
        }
        assert_eq!(profile(""), Some(penn::policy()));
        assert_eq!(profile("penn"), None);
    }

    #[test]
    fn the_blank_profile_never_looks_safer_than_the_published_one() {
        let (blank, penn) = (blank(), penn::policy());
        for n in 0..400 {
            let deletion = day("2026-01-01") + chrono::Days::new(n);
            let (early, late) = (
                clocks(deletion, &blank).unwrap(),
                clocks(deletion, &penn).unwrap(),
            );
            assert!(early.last_safe_day < late.last_safe_day);
            assert!(early.recovery_end <= late.recovery_end);
            assert!(early.safe_recovery_day <= late.safe_recovery_day);
        }
        assert_eq!(deletion_after(day("2026-01-01"), false, &blank), None);
        assert_eq!(eligibility("STAF", &blank), Eligibility::Unknown);
    }

    #[test]
    fn the_directory_keeps_a_deleted_user_for_30_days_and_flags_nobody() {
        let policy = microsoft();
        let found = clocks(day("2026-03-02"), &policy).unwrap();
        assert_eq!(found.recovery_end, day("2026-04-01"));
        assert_eq!(found.disable_day, day("2026-03-02"));
        assert_eq!(deletion_after(day("2026-01-01"), false, &policy), None);
    }
}

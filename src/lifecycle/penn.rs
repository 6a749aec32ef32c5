//! The published process of the University of Pennsylvania: an example of a policy (domain 1.2).

use super::calendar::Calendar;
use super::policy::{
    AffiliationRule, AffiliationTable, Checklist, ChecklistStep, Deceased, Eligible, GraceDays,
    Inactivity, Origin, Policy, RecoveryStart, SeveralAffiliations, Thresholds, Wait, Workday,
};
use crate::ingest::zone::ZoneRules;

/// The policy with its published numbers.
pub(super) fn policy() -> Policy {
    Policy {
        id: String::from("penn-2020"),
        name: String::from("Penn (published process, example)"),
        version: 1,
        source: String::from(
            "University of Pennsylvania, PennO365 account provisioning and deprovisioning",
        ),
        source_date: String::from(
            "eligible affiliations of 18 Nov 2020, change of the console in 2021",
        ),
        zone: ZoneRules::default(),
        grace_days: 60,
        grace_counts: GraceDays::CalendarDays,
        disable_lead_days: 1,
        recovery_days: 30,
        recovery_counts_from: RecoveryStart::ScheduledDate,
        deceased: Deceased {
            grace_days: 60,
            recovery_days: 0,
            extension_months: 6,
        },
        // P30, P32, P38 and P40 name a wait each.
        waits: vec![
            wait("sync and autoprovisioning", 15, 20, true),
            wait("mailbox and license", 0, 60, true),
            wait("propagation", 30, 30, false),
            wait("block of sign-in", 0, 75, false),
        ],
        lead_time_others: 0,
        calendar: Calendar::us(),
        workday: Workday {
            start_minute: 9 * 60,
            end_minute: 17 * 60,
        },
        deletion_weekday: None,
        thresholds: Thresholds {
            imminent: 7,
            soon: 14,
            watch: 30,
        },
        checklists: vec![with_ars(), with_cloud_control()],
        checklist_in_force: String::new(),
        affiliations: affiliations(),
        several_affiliations: SeveralAffiliations::AnyEligible,
        // Of the domain's model, not of the published process.
        inactivity: Inactivity {
            days: 90,
            min_account_age_days: 30,
        },
    }
}

/// The newer order (P33): first the wait, then the override, which now is a group in Active Roles (P39).
fn with_ars() -> Checklist {
    Checklist {
        name: String::from("Active Roles (since 2021)"),
        steps: vec![
            give_affiliation(20),
            step(
                "Override the person in Active Roles: add the account to the UsersFunctional \
                 group of your center, so that it sponsors them.",
                SUPPORT,
                0,
            ),
            step("Enable the mailbox in Active Roles as usual.", SUPPORT, 60),
            step(CHECK, SUPPORT, 0),
        ],
    }
}

/// The older order (P28 to P32): first the override, then the wait.
fn with_cloud_control() -> Checklist {
    Checklist {
        name: String::from("Cloud Control (until 2021)"),
        steps: vec![
            give_affiliation(0),
            step(
                "Override the person in the PennCommunity/O365 app, so that your center \
                 sponsors them.",
                SUPPORT,
                20,
            ),
            step("Enable the mailbox in Cloud Control as usual.", SUPPORT, 60),
            step(CHECK, SUPPORT, 0),
        ],
    }
}

const SUPPORT: &str = "local support provider";
const ADMINISTRATOR: &str = "PennKey administrator";
const CHECK: &str = "Check that the person signs in, has a license and gets mail.";

/// CTSY is the way out, and the PennKey administrator gives it (P9, P10).
fn give_affiliation(wait_minutes: u32) -> ChecklistStep {
    step(
        "Give the person an appropriate active affiliation in PennCommunity. CTSY (courtesy) keeps \
         the account, but limits access to other university systems.",
        ADMINISTRATOR,
        wait_minutes,
    )
}

fn step(text: &str, owner: &str, wait_minutes: u32) -> ChecklistStep {
    ChecklistStep {
        text: String::from(text),
        owner: String::from(owner),
        wait_minutes,
    }
}

fn wait(name: &str, minutes_min: u32, minutes_max: u32, counted: bool) -> Wait {
    Wait {
        name: String::from(name),
        minutes_min,
        minutes_max,
        counted,
    }
}

/// The 25 eligible codes, and the one that is named as not eligible (P8).
fn affiliations() -> AffiliationTable {
    use Origin::{Manual, Payroll, StudentRecords, Unmarked};
    let emeritus = "emeritus only: job family Emeritus, Tenure or Clinician Educator".to_string();
    AffiliationTable {
        source_date: String::from("18 Nov 2020"),
        rules: vec![
            rule("ADJF", "Adjunct faculty", Manual, Eligible::Yes),
            rule(
                "CHOP",
                "Children's Hospital of Philadelphia",
                Manual,
                Eligible::Yes,
            ),
            rule("CTSY", "Courtesy", Manual, Eligible::Yes),
            rule("CTWK", "Contingent worker", Payroll, Eligible::Yes),
            rule("ERF", "Retired faculty", Unmarked, Eligible::If(emeritus)),
            rule("FAC", "Faculty", Payroll, Eligible::Yes),
            rule("OVSR", "Overseer", Manual, Eligible::Yes),
            rule("PALM", "Probable/potential alumni", Manual, Eligible::Yes),
            rule("PPOL", "Penn police", Manual, Eligible::Yes),
            rule("PSTU", "Potential student", Manual, Eligible::Yes),
            rule("PUBS", "Public safety", Manual, Eligible::Yes),
            rule("RELG", "Religious communities", Manual, Eligible::Yes),
            rule("RES", "Research", Manual, Eligible::Yes),
            rule("SERV", "Service provider", Manual, Eligible::Yes),
            rule("SFAC", "Special faculty", Manual, Eligible::Yes),
            rule("STAF", "Staff", Payroll, Eligible::Yes),
            rule("STU", "Student", StudentRecords, Eligible::Yes),
            rule("TEMP", "Temporary staff", Payroll, Eligible::Yes),
            rule("TRUS", "Trustee", Manual, Eligible::Yes),
            rule("UAGT", "University business agent", Manual, Eligible::Yes),
            rule("VFAC", "Visiting faculty", Manual, Eligible::Yes),
            rule("VMST", "Visiting medical student", Unmarked, Eligible::Yes),
            rule("VOLP", "Volunteer (persistent)", Manual, Eligible::Yes),
            rule("VSCO", "Visiting scholar", Manual, Eligible::Yes),
            rule("VSTU", "Visiting student", Manual, Eligible::Yes),
            rule("RTSF", "Retired staff", Unmarked, Eligible::No),
        ],
    }
}

fn rule(code: &str, meaning: &str, origin: Origin, eligible: Eligible) -> AffiliationRule {
    AffiliationRule {
        code: String::from(code),
        meaning: String::from(meaning),
        origin,
        eligible,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_numbers_are_the_policy() {
        let policy = policy();
        assert_eq!(policy.grace_days, 60);
        assert_eq!(policy.disable_lead_days, 1);
        assert_eq!(policy.recovery_days, 30);
        assert_eq!(policy.wait_minutes(), 80);
        assert_eq!(policy.deletion_weekday, None);
    }

    #[test]
    fn there_are_25_eligible_codes_one_of_them_under_a_condition() {
        let table = affiliations();
        let count = |is: fn(&Eligible) -> bool| {
            let rules = table.rules.iter();
            rules.filter(|rule| is(&rule.eligible)).count()
        };
        assert_eq!(count(|eligible| *eligible != Eligible::No), 25);
        assert_eq!(count(|eligible| matches!(eligible, Eligible::If(_))), 1);
        let by_hand = table
            .rules
            .iter()
            .filter(|rule| rule.origin == Origin::Manual);
        assert_eq!(by_hand.count(), 18);
    }

    #[test]
    fn the_versions_of_the_checklist_wait_as_long_but_not_in_the_same_place() {
        let waits = |checklist: &Checklist| -> Vec<u32> {
            checklist
                .steps
                .iter()
                .map(|step| step.wait_minutes)
                .collect()
        };
        let policy = policy();
        let versions: Vec<_> = policy.checklists.iter().map(waits).collect();
        assert_eq!(versions, [[20, 0, 60, 0], [0, 20, 60, 0]]);
        assert_eq!(policy.checklist(), policy.checklists.first());
    }

    #[test]
    fn a_policy_is_data_that_can_be_saved_and_read_again() {
        let policy = policy();
        let text = serde_json::to_string(&policy).unwrap();
        assert_eq!(serde_json::from_str::<Policy>(&text).unwrap(), policy);
        assert!(text.contains(r#""rules":"us-university""#));
        assert!(text.contains(r#""recovery_counts_from":"scheduled-date""#));
    }
}

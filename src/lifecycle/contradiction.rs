//! What a row says that cannot all be true, and the likely causes (domain 2.8).

use super::deadline::{Evidence, Finding};
use super::eligibility::{AffiliationStatus, Eligibility, affiliations};
use super::facts::{Deleted, Facts};
use super::overlay::Overlay;
use super::policy::{Eligible, Origin, Policy};
use super::standing::Standing;

/// A kind of contradiction; whatever it is, the earlier date drives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Contradiction {
    /// Date and days left lead to two days, more than one apart.
    Dates,
    /// Flagged without a date although an affiliation keeps it.
    NoDate,
    /// Flagged although an active affiliation may keep it: cross-check (a).
    EligibleButFlagged,
    /// No role is active, and active ones are listed: cross-check (b), P26.
    InactiveButListed,
    /// No affiliation is listed, and it is ready for a mailbox: cross-check (c).
    ReadyButUnlisted,
    /// A code that the policy's table does not know: cross-check (d).
    UnknownCode,
    /// Its override lasts beyond its deletion day (P39).
    OverrideOutlasts,
    /// It works although its deletion day is over (domain 2.6 `Overdue`).
    Overdue,
}

impl Contradiction {
    /// Every kind.
    pub const ALL: [Contradiction; 8] = [
        Contradiction::Dates,
        Contradiction::NoDate,
        Contradiction::EligibleButFlagged,
        Contradiction::InactiveButListed,
        Contradiction::ReadyButUnlisted,
        Contradiction::UnknownCode,
        Contradiction::OverrideOutlasts,
        Contradiction::Overdue,
    ];

    /// Whether a row and what other exports say of its account are of this kind.
    pub fn holds(self, evidence: &Evidence, standing: &Standing, facts: Option<&Facts>) -> bool {
        let finding = standing.deadline.finding;
        let may_be_kept = matches!(
            evidence.eligibility,
            Eligibility::Eligible | Eligibility::Conditional
        );
        match self {
            Contradiction::Dates => matches!(
                finding,
                Finding::Contradicted { .. } | Finding::Stale { .. }
            ),
            Contradiction::NoDate => finding == Finding::FlaggedWhileEligible,
            Contradiction::EligibleButFlagged => {
                standing.flagged && may_be_kept && finding != Finding::FlaggedWhileEligible
            }
            Contradiction::InactiveButListed => evidence.checks.inactive_but_listed,
            Contradiction::ReadyButUnlisted => evidence.checks.ready_but_unlisted,
            Contradiction::UnknownCode => evidence.checks.unknown_code,
            Contradiction::OverrideOutlasts => {
                let until = facts.filter(|facts| facts.deleted == Deleted::No);
                let until = until.and_then(|facts| facts.override_until);
                let day = standing.deadline.day.filter(|_| standing.flagged);
                day.zip(until).is_some_and(|(day, until)| day <= until)
            }
            Contradiction::Overdue => standing.overlays.contains(&Overlay::Overdue),
        }
    }
}

/// Why an account may be flagged although the cell of its affiliations names one that keeps it:
/// the likely causes, as parts of a sentence (domain 2.8 cross-check (a)).
pub fn likely_causes(cell: &str, logon_name: &str, deceased: bool, policy: &Policy) -> Vec<String> {
    let active = affiliations(cell);
    let active = active
        .iter()
        .filter(|one| one.status != AffiliationStatus::Inactive);
    let rules: Vec<_> = active
        .filter_map(|one| policy.affiliation(one.code))
        .collect();
    let mut causes = Vec::new();
    let keeping = || rules.iter().filter(|rule| rule.eligible == Eligible::Yes);
    if keeping().all(|rule| rule.origin == Origin::Manual) {
        let by_hand = keeping().map(|rule| {
            let code = &rule.code;
            format!("{code} is entered by hand and has no override")
        });
        causes.extend(by_hand);
    }
    causes.extend(rules.iter().filter_map(|rule| match &rule.eligible {
        Eligible::If(condition) => Some(format!(
            "{} counts under a condition ({condition})",
            rule.code
        )),
        Eligible::Yes | Eligible::No => None,
    }));
    if logon_name.trim().is_empty() {
        causes.push(String::from("the person has no PennKey"));
    }
    if deceased {
        causes.push(String::from("the person has died"));
    }
    causes.push(String::from("the center does not participate"));
    causes.push(String::from("the affiliation is newer than the flag"));
    causes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::cell::DateReading;
    use crate::lifecycle::deadline::Checks;
    use crate::lifecycle::standing::standing;
    use crate::lifecycle::tests::day;

    /// The kinds that hold of a row of 31 January, seen on 10 February 2026.
    fn found(evidence: &Evidence, facts: Option<&Facts>) -> Vec<Contradiction> {
        let (today, policy) = (day("2026-02-10"), Policy::penn());
        let plain = standing(evidence, Some(day("2026-01-31")), today, &policy);
        let standing = match facts {
            Some(facts) => facts.correct(plain, today, &policy),
            None => plain,
        };
        let kinds = Contradiction::ALL.into_iter();
        kinds
            .filter(|kind| kind.holds(evidence, &standing, facts))
            .collect()
    }

    // One case a row of the table and of the cross-checks.
    #[test]
    fn each_kind_is_found_by_what_the_row_says() {
        use crate::ingest::cell::DaysReading;
        let dated = |scheduled: &str, days| Evidence {
            scheduled: DateReading::Day(day(scheduled)),
            days,
            ..Evidence::default()
        };
        let checked = |checks| Evidence {
            checks,
            ..Evidence::default()
        };
        let eligible = |evidence: Evidence| Evidence {
            eligibility: Eligibility::Eligible,
            ..evidence
        };
        #[track_caller]
        fn case(evidence: Evidence, expected: &[Contradiction]) {
            assert_eq!(found(&evidence, None), expected);
        }
        use Contradiction::*;
        case(dated("2026-03-02", DaysReading::Days(30)), &[]);
        case(dated("2026-03-02", DaysReading::Days(31)), &[]);
        case(dated("2026-03-02", DaysReading::Days(9)), &[Dates]);
        case(dated("2026-03-02", DaysReading::Expired), &[Dates]);
        let dated = dated("2026-03-02", DaysReading::Missing);
        case(eligible(dated), &[EligibleButFlagged]);
        let conditional = Evidence {
            eligibility: Eligibility::Conditional,
            ..dated
        };
        case(conditional, &[EligibleButFlagged]);
        let reason = Evidence {
            has_reason: true,
            ..Evidence::default()
        };
        case(eligible(reason), &[NoDate]);
        case(eligible(Evidence::default()), &[]);
        let checks = Checks::default();
        let inactive_but_listed = true;
        let found = Checks {
            inactive_but_listed,
            ..checks
        };
        case(checked(found), &[InactiveButListed]);
        let ready_but_unlisted = true;
        let found = Checks {
            ready_but_unlisted,
            ..checks
        };
        case(checked(found), &[ReadyButUnlisted]);
        let unknown_code = true;
        let found = Checks {
            unknown_code,
            ..checks
        };
        case(checked(found), &[UnknownCode]);
    }

    #[test]
    fn what_other_exports_say_may_contradict_the_plan() {
        let planned = Evidence {
            scheduled: DateReading::Day(day("2026-02-05")),
            ..Evidence::default()
        };
        let until = |text: &str| Facts {
            override_until: Some(day(text)),
            ..Facts::default()
        };
        let outlasts = found(&planned, Some(&until("2026-02-05")));
        assert_eq!(outlasts, [Contradiction::OverrideOutlasts]);
        assert_eq!(found(&planned, Some(&until("2026-02-04"))), []);
        let in_use = Facts {
            blocked: Some(false),
            licensed: Some(true),
            directory_day: Some(day("2026-02-09")),
            ..Facts::default()
        };
        assert_eq!(found(&planned, Some(&in_use)), [Contradiction::Overdue]);
    }

    #[test]
    fn the_likely_causes_fit_the_codes() {
        #[track_caller]
        fn case(cell: &str, logon_name: &str, deceased: bool, expected: &str) {
            let found = likely_causes(cell, logon_name, deceased, &Policy::penn());
            let always = [
                "the center does not participate",
                "the affiliation is newer than the flag",
            ];
            let (own, rest) = found.split_at(found.len() - always.len());
            assert_eq!(rest, always);
            assert_eq!(own.join("; "), expected);
        }
        case("STAF", "adoe", false, "");
        case(
            "VSCO",
            "adoe",
            false,
            "VSCO is entered by hand and has no override",
        );
        // An affiliation of payroll needs none.
        case("VSCO, STAF", "adoe", false, "");
        case(
            "STAF",
            " ",
            true,
            "the person has no PennKey; the person has died",
        );
        let condition = "ERF counts under a condition (emeritus only: job family Emeritus, Tenure or \
                         Clinician Educator)";
        case("ERF", "adoe", false, condition);
    }
}

//! What would become of an account if something were done about it, or on another day.
//!
//! Whatever is not known to help changes no date: a wish must not make an account look safe.

use chrono::{Days, NaiveDate};

use super::calendar::{show_date, show_weekday_date};
use super::clocks::{Clocks, deletion_after, start_by};
use super::deadline::Evidence;
use super::eligibility::Eligibility;
use super::explain::{Cite, Step};
use super::policy::{AffiliationRule, Eligible, GraceDays, Origin, Policy};
use super::stage::Stage;
use super::standing::{Standing, standing};
use crate::ingest::cell::{DateReading, DaysReading};

/// What is tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The day on which it is done, or only looked at.
    pub day: NaiveDate,
    /// The code of an affiliation that the person is given (P9, P28).
    pub affiliation: Option<String>,
    /// Until when a center keeps the account by an override (P29, P39).
    pub override_until: Option<NaiveDate>,
}

/// What comes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// How the account stands on the evaluation day.
    pub now: Standing,
    /// How it would stand.
    pub then: Standing,
    /// Why, and what is uncertain about it.
    pub steps: Vec<Step>,
}

/// What would become of an account that stands so on `today`; the error says why nothing can be tried.
///
/// `stands` tells how it stands on a day with all that is known of it.
pub fn what_if(
    evidence: &Evidence,
    stands: &dyn Fn(NaiveDate) -> Standing,
    today: NaiveDate,
    wish: &Wish,
    policy: &Policy,
) -> Result<Outcome, String> {
    let now = stands(today);
    let untouched = stands(wish.day);
    let mut steps = Vec::new();
    if wish.day != today {
        steps.push(step(
            "what-if-day",
            format!(
                "On {} instead of {}, with what the report says now.",
                show_weekday_date(wish.day),
                show_weekday_date(today)
            ),
            &[Cite::Today],
        ));
    }
    let mut kept: Option<Evidence> = None;
    if let Some(until) = wish.override_until {
        if until <= wish.day {
            return Err(format!(
                "an override until {} would be over on {}: choose a later day",
                show_date(until),
                show_date(wish.day)
            ));
        }
        kept = overridden(evidence, &untouched, until, policy, &mut steps)?;
    }
    if let Some(code) = &wish.affiliation
        && given(code, &untouched, evidence, policy, &mut steps)
    {
        // A lasting affiliation says more than an override that ends.
        kept = Some(held(evidence));
    }
    if wish.affiliation.is_some() || wish.override_until.is_some() {
        reach(&untouched, wish.day, policy, &mut steps);
    }
    let is_open = matches!(untouched.stage, Stage::Flagged | Stage::Unknown);
    let then = match kept.filter(|_| is_open) {
        Some(evidence) => standing(&evidence, None, wish.day, policy),
        None => untouched,
    };
    Ok(Outcome { now, then, steps })
}

/// The same row with an affiliation that keeps the account, and without a flag.
fn held(evidence: &Evidence) -> Evidence {
    Evidence {
        scheduled: DateReading::Missing,
        days: DaysReading::Missing,
        has_reason: false,
        inactive_on: DateReading::Missing,
        eligibility: Eligibility::Eligible,
        ..*evidence
    }
}

/// Whether an affiliation should lift the flag.
fn given(
    code: &str,
    untouched: &Standing,
    evidence: &Evidence,
    policy: &Policy,
    steps: &mut Vec<Step>,
) -> bool {
    let line = [Cite::PolicyLine("affiliations")];
    let mut say = |statement: String, cites: &[Cite]| {
        steps.push(step("what-if-affiliation", statement, cites));
    };
    let Some(rule) = policy.affiliation(code) else {
        say(
            format!(
                "`{code}` is not in the policy's table of {}: whether it keeps the account is unknown, so the dates stay.",
                policy.affiliations.source_date
            ),
            &line,
        );
        return false;
    };
    let AffiliationRule { code, meaning, .. } = rule;
    match &rule.eligible {
        Eligible::No => {
            say(
                format!("{code} ({meaning}) keeps no account: the dates stay."),
                &line,
            );
            return false;
        }
        Eligible::If(condition) => {
            say(
                format!(
                    "{code} ({meaning}) keeps an account only under a condition that the exports do not show ({condition}): the dates stay."
                ),
                &line,
            );
            return false;
        }
        Eligible::Yes => {}
    }
    if untouched.flagged && evidence.eligibility == Eligibility::Eligible {
        say(
            "The row already lists an affiliation that keeps the account and is flagged all the same, so another one may not lift \
             the flag: find out why first. The dates stay."
                .to_string(),
            &[Cite::Affiliations, Cite::Reason],
        );
        return false;
    }
    if untouched.stage == Stage::Active {
        return false;
    }
    say(
        format!(
            "{code} ({meaning}) keeps an account. After the waits ({}) the flag should go, and the next report should no longer list \
             it; until one says so, this is an expectation.",
            waits(policy)
        ),
        &[Cite::PolicyLine("affiliations"), Cite::PolicyLine("waits")],
    );
    if rule.origin == Origin::Manual {
        say(
            format!("{code} is entered by hand, so the center has to override the person besides."),
            &line,
        );
    }
    let steps_of_policy = policy.checklist().into_iter().flat_map(|list| &list.steps);
    for known in steps_of_policy.filter(|step| step.text.contains(code.as_str())) {
        say(
            format!("{} ({})", known.text, known.owner),
            &[Cite::PolicyLine("checklists")],
        );
    }
    true
}

/// What an override makes of the row; `None` where it gains nothing.
fn overridden(
    evidence: &Evidence,
    untouched: &Standing,
    until: NaiveDate,
    policy: &Policy,
    steps: &mut Vec<Step>,
) -> Result<Option<Evidence>, String> {
    let mut say = |statement: String| {
        steps.push(step(
            "what-if-override",
            statement,
            &[Cite::PolicyLine("disable_lead_days")],
        ));
    };
    if untouched.stage == Stage::Active {
        return Ok(None);
    }
    if let Some(clocks) = &untouched.clocks
        && until <= clocks.disable_day
    {
        say(format!(
            "The override would end before the account is disabled on {}: it gains nothing, and the dates stay.",
            show_weekday_date(clocks.disable_day)
        ));
        return Ok(None);
    }
    let day = |from: NaiveDate, n: u32| {
        from.checked_add_days(Days::new(u64::from(n)))
            .ok_or_else(|| "the dates lie outside of the calendar's range".to_string())
    };
    let deletion = day(until, policy.disable_lead_days)?;
    if policy.grace_counts != GraceDays::NotUsed && deletion_after(until, false, policy).is_none() {
        return Err("the dates lie outside of the calendar's range".to_string());
    }
    say(format!(
        "The override keeps the account until {}. What follows is published nowhere: at the earliest it is disabled on that day, at \
         the latest {}. The earlier one drives.",
        show_weekday_date(until),
        grace_after(until, policy)
    ));
    if policy.deletion_weekday.is_some() {
        say("Deletions run on one weekday only, so the days move to the next one.".to_string());
    }
    Ok(Some(Evidence {
        scheduled: DateReading::Day(deletion),
        ..held(evidence)
    }))
}

/// How long the grace time goes on after an override has ended.
fn grace_after(until: NaiveDate, policy: &Policy) -> String {
    let days = match policy.grace_counts {
        GraceDays::WorkingDays => "working days",
        GraceDays::CalendarDays | GraceDays::NotUsed => "days",
    };
    match deletion_after(until, false, policy) {
        Some(latest) => {
            let latest = show_date(latest);
            format!(
                "{} more {days} count from it (until {latest})",
                policy.grace_days
            )
        }
        None => "on a day that does not follow from the policy".to_string(),
    }
}

/// What a rescue can still reach, by where the account stands on the day it begins.
fn reach(untouched: &Standing, day: NaiveDate, policy: &Policy, steps: &mut Vec<Step>) {
    let statement = match (untouched.stage, &untouched.clocks) {
        (Stage::Active, _) => "It is not flagged: there is nothing to lift.".to_string(),
        (Stage::Flagged, Some(clocks)) => in_time(clocks, day, policy),
        (Stage::Disabled, Some(clocks)) => format!(
            "Sign-in has been disabled since {}: the account also has to be enabled again, by phone. Whether that still stops the \
             deprovisioning on {} is not certain, so the dates stay until a newer report says otherwise.",
            show_weekday_date(clocks.disable_day),
            show_weekday_date(clocks.deletion_day)
        ),
        (Stage::Deprovisioned, Some(clocks)) => {
            let until = match day <= clocks.safe_recovery_day {
                true => format!("until {}", show_weekday_date(clocks.safe_recovery_day)),
                false => format!(
                    "with luck: the last safe day was {}, and on {} it is gone for good",
                    show_weekday_date(clocks.safe_recovery_day),
                    show_weekday_date(clocks.recovery_end)
                ),
            };
            format!(
                "The account has been closed since {}: it has to be provisioned again, and the old mailbox can be brought back {until}. \
                 The dates stay until that is done.",
                show_weekday_date(clocks.deletion_day)
            )
        }
        (Stage::Deleted, Some(clocks)) => format!(
            "Nothing brings the old mailbox back: it has been gone for good since {}. The person can get a new, empty account.",
            show_weekday_date(clocks.recovery_end)
        ),
        _ => "There is no usable date: do it at once, for the account may be disabled any day."
            .to_string(),
    };
    steps.push(step(
        "what-if-reach",
        statement,
        &[Cite::PolicyLine("waits")],
    ));
}

fn in_time(clocks: &Clocks, day: NaiveDate, policy: &Policy) -> String {
    let show = |at: chrono::NaiveDateTime| {
        use chrono::Timelike;
        format!(
            "{} {:02}:{:02}",
            show_weekday_date(at.date()),
            at.hour(),
            at.minute()
        )
    };
    let start = start_by(clocks, policy);
    match (day <= clocks.last_safe_day, start) {
        (true, Some(start)) => format!("In time if it begins by {}.", show(start.safe)),
        (false, Some(start)) => format!(
            "The last safe working day, {}, is over: the waits fit only if it begins by {}, by phone.",
            show_weekday_date(clocks.last_safe_day),
            show(start.hard_stop)
        ),
        (_, None) => "When it has to begin lies outside of the calendar's range.".to_string(),
    }
}

/// `up to 20 min sync, up to 60 min mailbox`.
fn waits(policy: &Policy) -> String {
    let waits = policy
        .counted_waits()
        .map(|wait| format!("up to {} minutes for {}", wait.minutes_max, wait.name));
    waits.collect::<Vec<_>>().join(", ")
}

fn step(rule: &'static str, statement: String, cites: &[Cite]) -> Step {
    Step {
        statement,
        cites: cites.to_vec(),
        rule,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifecycle::tests::day;
    use crate::lifecycle::urgency::Urgency;
    use proptest::prelude::*;

    // L = Wed 25 Nov, X = Sat 28 Nov, W = Sun 29 Nov, safe until 24 Dec, R = 29 Dec 2026.
    fn flagged() -> Evidence {
        Evidence {
            scheduled: DateReading::Day(day("2026-11-29")),
            has_reason: true,
            eligibility: Eligibility::NotEligible,
            ..Evidence::default()
        }
    }

    fn give(code: &str, on: &str) -> Wish {
        Wish {
            day: day(on),
            affiliation: Some(code.to_string()),
            override_until: None,
        }
    }

    fn keep(until: &str, on: &str) -> Wish {
        Wish {
            day: day(on),
            affiliation: None,
            override_until: Some(day(until)),
        }
    }

    fn tried(evidence: &Evidence, today: &str, wish: &Wish) -> Outcome {
        let policy = Policy::penn();
        let stands = |day| standing(evidence, None, day, &policy);
        what_if(evidence, &stands, day(today), wish, &policy).unwrap()
    }

    fn told(outcome: &Outcome) -> String {
        let steps = outcome.steps.iter().map(|step| step.statement.as_str());
        steps.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn an_affiliation_in_time_should_lift_the_flag() {
        let outcome = tried(&flagged(), "2026-11-22", &give("ctsy", "2026-11-22"));
        assert_eq!(outcome.now.stage, Stage::Flagged);
        assert_eq!(outcome.then.stage, Stage::Active);
        assert_eq!(outcome.then.urgency, Urgency::None);
        assert_eq!(outcome.then.clocks, None);
        let told = told(&outcome);
        for part in [
            "CTSY (Courtesy) keeps an account.",
            "up to 20 minutes for sync and autoprovisioning",
            "the next report should no longer list it",
            "this is an expectation",
            "entered by hand",
            "limits access to other university systems",
            "In time if it begins by Wed 25 Nov 2026 15:40.",
        ] {
            assert!(told.contains(part), "{part}: {told}");
        }
    }

    #[test]
    fn what_is_given_late_is_told_so() {
        let outcome = tried(&flagged(), "2026-11-27", &give("STAF", "2026-11-27"));
        let told = told(&outcome);
        assert!(
            told.contains(
                "is over: the waits fit only if it begins by Fri 27 Nov 2026 22:40, by phone"
            ),
            "{told}"
        );
        assert!(!told.contains("entered by hand"), "{told}");
    }

    #[test]
    fn of_an_account_that_is_disabled_closed_or_gone_no_date_changes() {
        #[track_caller]
        fn case(today: &str, stage: Stage, expected: &str) {
            let outcome = tried(&flagged(), today, &give("CTSY", today));
            assert_eq!(outcome.then, outcome.now);
            assert_eq!(outcome.then.stage, stage);
            let told = told(&outcome);
            assert!(told.contains(expected), "{told}");
        }
        case("2026-11-28", Stage::Disabled, "has to be enabled again");
        case(
            "2026-11-29",
            Stage::Deprovisioned,
            "brought back until Thu 24 Dec 2026",
        );
        case(
            "2026-12-26",
            Stage::Deprovisioned,
            "the last safe day was Thu 24 Dec 2026",
        );
        case(
            "2026-12-29",
            Stage::Deleted,
            "Nothing brings the old mailbox back",
        );
    }

    #[test]
    fn what_is_not_known_to_help_changes_no_date() {
        #[track_caller]
        fn case(evidence: &Evidence, code: &str, expected: &str) {
            let outcome = tried(evidence, "2026-11-22", &give(code, "2026-11-22"));
            assert_eq!(outcome.then, outcome.now);
            let told = told(&outcome);
            assert!(told.contains(expected), "{told}");
        }
        case(
            &flagged(),
            "PGUE",
            "`PGUE` is not in the policy's table of 18 Nov 2020",
        );
        case(&flagged(), "RTSF", "RTSF (Retired staff) keeps no account");
        case(&flagged(), "ERF", "only under a condition");
        let contradicted = Evidence {
            eligibility: Eligibility::Eligible,
            ..flagged()
        };
        case(&contradicted, "CTSY", "already lists an affiliation");
        let active = Evidence {
            eligibility: Eligibility::Eligible,
            ..Evidence::default()
        };
        case(&active, "CTSY", "not flagged: there is nothing to lift");
    }

    #[test]
    fn a_row_that_is_cut_short_stays_unknown_whatever_is_given() {
        let cut = Evidence {
            cut_short: true,
            ..Evidence::default()
        };
        let outcome = tried(&cut, "2026-11-22", &give("CTSY", "2026-11-22"));
        assert_eq!(outcome.then.stage, Stage::Unknown);
        let doubtful = Evidence {
            eligibility: Eligibility::NotEligible,
            ..Evidence::default()
        };
        let outcome = tried(&doubtful, "2026-11-22", &give("CTSY", "2026-11-22"));
        assert_eq!(outcome.now.stage, Stage::Unknown);
        assert_eq!(outcome.then.stage, Stage::Active);
    }

    #[test]
    fn an_override_puts_the_days_off_to_its_end_by_the_same_rules() {
        let outcome = tried(&flagged(), "2026-11-22", &keep("2027-01-03", "2026-11-22"));
        let clocks = outcome.then.clocks.unwrap();
        assert_eq!(clocks.disable_day, day("2027-01-03"));
        assert_eq!(clocks.deletion_day, day("2027-01-04"));
        assert_eq!(clocks.last_safe_day, day("2026-12-31"));
        assert_eq!(outcome.then.stage, Stage::Flagged);
        let told = told(&outcome);
        assert!(
            told.contains("60 more days count from it (until 4 Mar 2027). The earlier one drives"),
            "{told}"
        );
    }

    #[test]
    fn the_grace_after_an_override_counts_the_days_of_the_policy() {
        let mut policy = Policy::penn();
        policy.grace_days = 5;
        policy.grace_counts = GraceDays::WorkingDays;
        let told = grace_after(day("2026-11-25"), &policy);
        assert_eq!(told, "5 more working days count from it (until 4 Dec 2026)");
        policy.grace_counts = GraceDays::NotUsed;
        let told = grace_after(day("2026-11-25"), &policy);
        assert_eq!(told, "on a day that does not follow from the policy");
    }

    #[test]
    fn an_override_that_ends_too_soon_gains_nothing() {
        let outcome = tried(&flagged(), "2026-11-22", &keep("2026-11-28", "2026-11-22"));
        assert_eq!(outcome.then, outcome.now);
        assert!(told(&outcome).contains("gains nothing"));
        let wish = keep("2026-11-22", "2026-11-22");
        let policy = Policy::penn();
        let stands = |day| standing(&flagged(), None, day, &policy);
        let error = what_if(&flagged(), &stands, day("2026-11-22"), &wish, &policy);
        assert_eq!(
            error.unwrap_err(),
            "an override until 22 Nov 2026 would be over on 22 Nov 2026: choose a later day"
        );
        let far = keep("+262142-12-30", "2026-11-22");
        assert!(what_if(&flagged(), &stands, day("2026-11-22"), &far, &policy).is_err());
    }

    #[test]
    fn another_day_moves_the_stage_and_no_date() {
        let wish = Wish {
            day: day("2026-12-26"),
            affiliation: None,
            override_until: None,
        };
        let outcome = tried(&flagged(), "2026-11-22", &wish);
        assert_eq!(outcome.then.clocks, outcome.now.clocks);
        assert_eq!(outcome.then.stage, Stage::Deprovisioned);
        assert_eq!(outcome.then.urgency, Urgency::RecoveryLate);
        assert!(told(&outcome).starts_with("On Sat 26 Dec 2026 instead of Sun 22 Nov 2026"));
        // What is given only then comes too late.
        let outcome = tried(&flagged(), "2026-11-22", &give("CTSY", "2026-12-26"));
        assert_eq!(outcome.then.stage, Stage::Deprovisioned);
    }

    proptest! {
        #[test]
        fn no_wish_brings_a_day_nearer(due in -90_i64..90, until in 1_u64..400, code in "CTSY|STAF|RTSF|ERF|NONE") {
            let today = day("2026-11-22");
            let evidence = Evidence {
                scheduled: DateReading::Day(today + chrono::TimeDelta::days(due)),
                ..flagged()
            };
            let later = today + Days::new(until);
            for wish in [
                Wish { day: today, affiliation: Some(code.clone()), override_until: None },
                Wish { day: today, affiliation: None, override_until: Some(later) },
                Wish { day: today, affiliation: Some(code.clone()), override_until: Some(later) },
            ] {
                let policy = Policy::penn();
                let stands = |day| standing(&evidence, None, day, &policy);
                let outcome = what_if(&evidence, &stands, today, &wish, &policy).unwrap();
                let now = outcome.now.clocks.unwrap();
                if let Some(then) = outcome.then.clocks {
                    prop_assert!(then.disable_day >= now.disable_day);
                } else {
                    prop_assert_eq!(outcome.now.stage, Stage::Flagged);
                }
                prop_assert!(!outcome.steps.is_empty());
            }
        }
    }
}

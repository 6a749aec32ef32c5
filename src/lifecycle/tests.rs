//! What the tests of this room share, and the properties that hold across its files.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Weekday};
use proptest::prelude::*;

use super::backup::{BackupEnd, Preserved};
use super::calendar::{show_date, show_weekday_date};
use super::clocks::{ClockError, Clocks, clocks, days_until};
use super::deadline::{Evidence, effective_deletion};
use super::facts::{Deleted, Facts};
use super::policy::{Policy, RecoveryStart, Thresholds};
use super::stage::{Stage, stage};
use super::standing::standing;
use super::urgency::{Urgency, urgency};
use crate::ingest::cell::{DateOrder, DateReading, DaysReading, read_date, read_days};
use crate::ingest::zone::ZoneRules;
use crate::ingest::zone::pinned::{SIX, zone};

/// A day written as `2026-03-02`.
pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A day so many days after the first of 2026.
fn nth(days: i32) -> NaiveDate {
    day("2026-01-01") + TimeDelta::days(i64::from(days))
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (-4000..4000).prop_map(nth)
}

/// Holidays one by one, and closures of up to half a year.
fn any_closures() -> impl Strategy<Value = Vec<(i32, i32)>> {
    let single = (-700..400).prop_map(|first| (first, 1));
    let long = (-700..400, 2..180);
    proptest::collection::vec(prop_oneof![4 => single, 1 => long], 0..12)
}

fn any_weekday() -> impl Strategy<Value = Option<Weekday>> {
    proptest::option::of((0..7u8).prop_map(|number| Weekday::try_from(number).unwrap()))
}

prop_compose! {
    fn any_policy()(
        days in (0..4u32, 0..60u32, 0..8u32),
        from_disabling in any::<bool>(),
        weekdays in any::<[bool; 7]>(),
        closures in any_closures(),
        deletion_weekday in any_weekday(),
        steps in (1..20u32, 1..20u32, 1..20u32),
        name in prop::option::of(prop::sample::select(SIX.to_vec())),
    ) -> Policy {
        let mut policy = Policy::penn();
        policy.zone = name.map_or(ZoneRules::default(), zone);
        (policy.disable_lead_days, policy.recovery_days, policy.lead_time_others) = days;
        if from_disabling {
            policy.recovery_counts_from = RecoveryStart::DisableDate;
        }
        policy.calendar.weekdays = weekdays;
        for (first, n_days) in closures {
            for day in first..first + n_days {
                policy.calendar.holidays.insert(nth(day), String::from("closed"));
            }
        }
        policy.deletion_weekday = deletion_weekday;
        policy.thresholds = Thresholds {
            imminent: steps.0,
            soon: steps.0 + steps.1,
            watch: steps.0 + steps.1 + steps.2,
        };
        policy
    }
}

/// The conditions of domain 2.6 as they are written there, each for itself.
fn stages_that_apply(clocks: &Clocks, today: NaiveDate) -> Vec<Stage> {
    let (x, w, r) = (clocks.disable_day, clocks.deletion_day, clocks.recovery_end);
    let table = [
        (Stage::Flagged, today < x),
        (Stage::Disabled, x <= today && today < w),
        (Stage::Deprovisioned, w <= today && today < r),
        (Stage::Deleted, today >= r),
    ];
    table.iter().filter(|row| row.1).map(|row| row.0).collect()
}

fn urgencies_that_apply(
    clocks: &Clocks,
    thresholds: &Thresholds,
    today: NaiveDate,
) -> Vec<Urgency> {
    let (l, w, r) = (
        clocks.last_safe_day,
        clocks.deletion_day,
        clocks.recovery_end,
    );
    let before = |days: u32| l - Days::new(u64::from(days));
    let (watch, soon, imminent) = (
        before(thresholds.watch),
        before(thresholds.soon),
        before(thresholds.imminent),
    );
    let deprovisioned = w <= today && today < r;
    let table = [
        (Urgency::None, today < watch),
        (Urgency::Watch, watch <= today && today < soon),
        (Urgency::Soon, soon <= today && today < imminent),
        (Urgency::Imminent, imminent <= today && today <= l),
        (Urgency::Late, l < today && today < w),
        (
            Urgency::Recovery,
            deprovisioned && today <= clocks.safe_recovery_day,
        ),
        (
            Urgency::RecoveryLate,
            deprovisioned && today > clocks.safe_recovery_day,
        ),
        (Urgency::Lost, today >= r),
    ];
    table.iter().filter(|row| row.1).map(|row| row.0).collect()
}

proptest! {
    #[test]
    fn the_clocks_are_a_chain_whatever_the_policy(policy in any_policy(), n in -200..400) {
        match clocks(nth(n), &policy) {
            Ok(clocks) => {
                let before = |days: u32| clocks.last_safe_day - Days::new(u64::from(days));
                let chain = [
                    before(policy.thresholds.watch),
                    before(policy.thresholds.soon),
                    before(policy.thresholds.imminent),
                    clocks.last_safe_day,
                    clocks.disable_day,
                ];
                prop_assert!(chain.is_sorted_by(|left, right| left < right));
                prop_assert!(clocks.disable_day <= clocks.deletion_day);
                prop_assert!(clocks.deletion_day <= clocks.recovery_end);
                prop_assert!(clocks.safe_recovery_day < clocks.recovery_end);
                prop_assert!(policy.calendar.is_working_day(clocks.last_safe_day));
                prop_assert!(policy.calendar.is_working_day(clocks.safe_recovery_day));
            }
            Err(error) => prop_assert_eq!(error, ClockError::NoWorkingDay),
        }
    }

    #[test]
    fn every_day_has_one_stage_and_one_urgency(policy in any_policy(), n in -200..400) {
        let Ok(clocks) = clocks(nth(n), &policy) else {
            return Ok(());
        };
        let first = clocks.last_safe_day - Days::new(u64::from(policy.thresholds.watch) + 3);
        let last = clocks.recovery_end + Days::new(3);
        let mut earlier = Stage::Flagged;
        for today in first.iter_days().take_while(|day| *day <= last) {
            let stage = stage(Some(&clocks), true, today);
            let urgency = urgency(Some(&clocks), true, &policy.thresholds, today);
            prop_assert_eq!(stages_that_apply(&clocks, today), vec![stage]);
            let urgencies = urgencies_that_apply(&clocks, &policy.thresholds, today);
            prop_assert_eq!(urgencies, vec![urgency]);
            prop_assert!(earlier <= stage, "no stage comes back");
            earlier = stage;
        }
    }

    #[test]
    fn a_deletion_in_the_directory_keeps_the_chain(
        policy in any_policy(),
        n in -200..400,
        minute in 0..1440i64,
        today in -300..500,
    ) {
        let instant = nth(n).and_time(NaiveTime::MIN) + TimeDelta::minutes(minute);
        let facts = Facts { deleted: Deleted::At(instant), ..Facts::default() };
        let evidence = Evidence { scheduled: DateReading::Day(nth(n + 90)), ..Evidence::default() };
        let today = nth(today);
        let found = facts.correct(standing(&evidence, None, today, &policy), today, &policy);
        let Some(clocks) = found.clocks else {
            prop_assert_eq!(found.clock_error, Some(ClockError::NoWorkingDay));
            prop_assert_eq!(found.urgency, Urgency::Unclear);
            return Ok(());
        };
        // The day of the zone is that of UTC or one beside it, and thirty days are thirty days.
        prop_assert!((-1..=1).contains(&days_until(nth(n), clocks.deletion_day)));
        prop_assert!((29..=31).contains(&days_until(clocks.recovery_end, clocks.deletion_day)));
        prop_assert!(clocks.last_safe_day < clocks.disable_day);
        prop_assert_eq!(clocks.disable_day, clocks.deletion_day);
        prop_assert!(clocks.safe_recovery_day < clocks.recovery_end);
        if today != clocks.recovery_end {
            prop_assert_eq!(stages_that_apply(&clocks, today), vec![found.stage]);
        }
    }

    #[test]
    fn an_override_never_puts_a_known_day_off(
        policy in any_policy(),
        scheduled in any_day(),
        until in any_day(),
        today in any_day(),
        flagged in any::<bool>(),
    ) {
        let scheduled = match flagged {
            true => DateReading::Day(scheduled),
            false => DateReading::Missing,
        };
        let evidence = Evidence { scheduled, ..Evidence::default() };
        let facts = Facts { override_until: Some(until), ..Facts::default() };
        let plan = standing(&evidence, None, today, &policy);
        let found = facts.correct(plan.clone(), today, &policy);
        match flagged {
            true => prop_assert_eq!(found.clocks, plan.clocks),
            false => {
                prop_assert_eq!(found.deadline.day, Some(until + Days::new(policy.grace_days.into())));
                // Active is calm, and nothing that is not calm is active.
                let is_active = found.stage == Stage::Active;
                prop_assert!(!is_active || (today <= until && found.urgency == Urgency::None));
            }
        }
    }

    #[test]
    fn what_is_kept_goes_after_its_days(on in any_day(), days in 0..4000u32) {
        let kept = Preserved { on: Some(on), delete_after_days: Some(days), ..Preserved::default() };
        let earliest = on + Days::new(days.into());
        prop_assert_eq!(kept.end(), BackupEnd::Between(earliest, earliest + Days::new(1)));
    }

    #[test]
    fn days_left_shrink_by_one_a_day(
        policy in any_policy(),
        scheduled in any_day(),
        today in any_day(),
    ) {
        let evidence = Evidence {
            scheduled: DateReading::Day(scheduled),
            ..Evidence::default()
        };
        let on = |today| {
            let standing = standing(&evidence, None, today, &policy);
            (standing.days_to_disable(today), standing.days_left(today))
        };
        let (to_disable, left) = on(today);
        let tomorrow = on(today.succ_opt().unwrap());
        prop_assert_eq!(tomorrow, (to_disable.map(|days| days - 1), left.map(|days| days - 1)));
        let lead = i32::try_from(policy.disable_lead_days).unwrap();
        prop_assert_eq!(to_disable, left.map(|days| days - lead));
        prop_assert_eq!(days_until(today, today), 0);
    }

    #[test]
    fn the_earlier_day_wins(scheduled in any_day(), as_of in any_day(), days in -500..500) {
        let evidence = Evidence {
            scheduled: DateReading::Day(scheduled),
            days: DaysReading::Days(days),
            ..Evidence::default()
        };
        let counted = as_of + TimeDelta::days(i64::from(days));
        let found = effective_deletion(&evidence, Some(as_of), as_of, &Policy::penn());
        prop_assert_eq!(found.day, Some(scheduled.min(counted)));
    }

    #[test]
    fn a_day_is_read_from_every_way_to_write_it(written in any_day()) {
        let (y, m, d) = (written.year(), written.month(), written.day());
        let read = |text: String, order| read_date(&text, order, &ZoneRules::default());
        let expected = DateReading::Day(written);
        prop_assert_eq!(read(show_date(written), None), expected);
        prop_assert_eq!(read(format!("{y}-{m:02}-{d:02}T23:59:59Z"), None), expected);
        prop_assert_eq!(read(format!("{d}.{m}.{y}"), None), expected);
        let month_first = read(format!("{m}/{d}/{y} 1:05 PM"), Some(DateOrder::MonthFirst));
        prop_assert_eq!(month_first, expected);
        let day_first = read(format!("{d:02}/{m:02}/{y}"), Some(DateOrder::DayFirst));
        prop_assert_eq!(day_first, expected);
        let serial = days_until(written, day("1899-12-30"));
        prop_assert_eq!(read(serial.to_string(), None), expected);
        prop_assert!(show_weekday_date(written).ends_with(&show_date(written)));
    }

    #[test]
    fn no_text_is_too_odd_to_be_read(text in ".{0,24}|[-0-9/. :TZAPM+]{0,24}") {
        let either = [None, Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst)];
        for order in either {
            read_date(&text, order, &ZoneRules::default());
        }
        read_days(&text);
    }
}

//! The days that follow from the deletion day: by when to act, and until when it can be undone.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::policy::{GraceDays, Policy, RecoveryStart};

/// The clocks of one account (domain 2.7): `L < X <= W <= R`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Clocks {
    /// `L`: the last working day on which a rescue still fits.
    pub last_safe_day: NaiveDate,
    /// `X`: sign-in is disabled from 00:00 of this day (P27).
    pub disable_day: NaiveDate,
    /// `W`: the day the account is deprovisioned.
    pub deletion_day: NaiveDate,
    /// `R`: from this day on the account is gone for good (P34).
    pub recovery_end: NaiveDate,
    /// The last working day on which the mailbox can safely be brought back.
    pub safe_recovery_day: NaiveDate,
}

/// Why a deletion day has no clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClockError {
    /// A clock lies outside of what the calendar can hold.
    OutOfRange,
    /// The calendar knows no working day in the year before.
    NoWorkingDay,
    /// The policy lets no deletion day follow from the end of an affiliation.
    NoGrace,
}

impl ClockError {
    /// The reason as part of a sentence.
    pub fn reason(self) -> &'static str {
        match self {
            ClockError::OutOfRange => "the dates lie outside of the calendar's range",
            ClockError::NoGrace => {
                "the policy lets no deletion day follow from the end of an affiliation"
            }
            ClockError::NoWorkingDay => {
                "the policy's calendar has no working day in the year before"
            }
        }
    }
}

/// The clocks of an account that is deleted on `deletion_day` (domain 2.7 rules 2, 4, 5 and 9).
pub fn clocks(deletion_day: NaiveDate, policy: &Policy) -> Result<Clocks, ClockError> {
    clocks_with(deletion_day, policy.recovery_days, policy)
}

/// The clocks of a person who has died: the same, without recovery (domain 2.7 rule 7, P36).
pub fn clocks_of_deceased(deletion_day: NaiveDate, policy: &Policy) -> Result<Clocks, ClockError> {
    clocks_with(deletion_day, policy.deceased.recovery_days, policy)
}

fn clocks_with(
    deletion_day: NaiveDate,
    recovery_days: u32,
    policy: &Policy,
) -> Result<Clocks, ClockError> {
    let deletion_day = batch_day(deletion_day, policy).ok_or(ClockError::OutOfRange)?;
    let disable_day = minus(deletion_day, policy.disable_lead_days)?;
    let calendar = &policy.calendar;
    let last_safe_day = calendar
        .last_working_day_before(disable_day)
        .and_then(|day| calendar.minus_working_days(day, policy.lead_time_others))
        .ok_or(ClockError::NoWorkingDay)?;
    let after_disabling = plus(disable_day, recovery_days)?;
    let recovery_end = match policy.recovery_counts_from {
        // Before the directory has deleted it, that is forecast for the deletion day.
        RecoveryStart::ScheduledDate | RecoveryStart::DeletedAt => {
            plus(deletion_day, recovery_days)?
        }
        // A recovery shorter than the lead would end before the account is closed.
        RecoveryStart::DisableDate => after_disabling.max(deletion_day),
    };
    // The stricter of the two readings, whichever the policy shows (domain 2.7 rule 5).
    let safe_recovery_day = calendar
        .last_working_day_before(after_disabling)
        .ok_or(ClockError::NoWorkingDay)?;
    Ok(Clocks {
        last_safe_day,
        disable_day,
        deletion_day,
        recovery_end,
        safe_recovery_day,
    })
}

/// The day on which an account scheduled for `deletion_day` is really deleted: the first of the
/// policy's deletion weekday after it, where the policy has one (domain 2.7 rule 9).
fn batch_day(deletion_day: NaiveDate, policy: &Policy) -> Option<NaiveDate> {
    let Some(weekday) = policy.deletion_weekday else {
        return Some(deletion_day);
    };
    (1..=7)
        .map_while(|ahead| deletion_day.checked_add_days(Days::new(ahead)))
        .find(|day| day.weekday() == weekday)
}

/// The deletion day of an account whose last affiliation ended on this day (domain 2.7 rule 1, P4);
/// for people who have died the policy has its own days of grace (P36).
pub fn deletion_after(
    inactive_on: NaiveDate,
    deceased: bool,
    policy: &Policy,
) -> Option<NaiveDate> {
    let grace_days = match deceased {
        true => policy.deceased.grace_days,
        false => policy.grace_days,
    };
    after_grace(inactive_on, grace_days, policy)
}

/// So many days of grace time later, of the days that the policy counts.
fn after_grace(inactive_on: NaiveDate, grace_days: u32, policy: &Policy) -> Option<NaiveDate> {
    match policy.grace_counts {
        GraceDays::CalendarDays => plus(inactive_on, grace_days).ok(),
        GraceDays::WorkingDays => policy.calendar.plus_working_days(inactive_on, grace_days),
        GraceDays::NotUsed => None,
    }
}

/// The deletion day that an override for a person who has died moves to (domain 2.7 rule 7).
pub fn extended_for_deceased(deletion_day: NaiveDate, policy: &Policy) -> Option<NaiveDate> {
    deletion_day.checked_add_months(Months::new(policy.deceased.extension_months))
}

/// When the waits of a rescue have to begin so that they end before the account is disabled, by the clocks of
/// the policy's zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StartBy {
    /// The end of the last safe working day less the waits, never later than the hard stop.
    pub safe: NaiveDateTime,
    /// `H`: 00:00 of the disable day less the waits.
    pub hard_stop: NaiveDateTime,
}

/// When to start at the latest (P30, P32, domain 2.7 rule 3).
pub fn start_by(clocks: &Clocks, policy: &Policy) -> Option<StartBy> {
    let waits = policy.wait_minutes();
    let disabled = clocks.disable_day.and_time(NaiveTime::MIN);
    Some(StartBy {
        safe: policy
            .zone
            .minutes_before(safe_end(clocks, policy)?, waits)?,
        hard_stop: policy.zone.minutes_before(disabled, waits)?,
    })
}

/// By when the waits of a rescue have to be over: the end of the last safe working day, never later than
/// the begin of the disable day.
pub fn safe_end(clocks: &Clocks, policy: &Policy) -> Option<NaiveDateTime> {
    let disabled = clocks.disable_day.and_time(NaiveTime::MIN);
    Some(end_of_work(clocks.last_safe_day, policy)?.min(disabled))
}

/// When work ends on a working day.
pub fn end_of_work(day: NaiveDate, policy: &Policy) -> Option<NaiveDateTime> {
    let minutes = TimeDelta::minutes(i64::from(policy.workday.end_minute));
    day.and_time(NaiveTime::MIN).checked_add_signed(minutes)
}

/// Whole days from `today` to `day`; negative is past (domain 2.7 rule 6).
pub fn days_until(day: NaiveDate, today: NaiveDate) -> i32 {
    // Two dates that chrono can hold are fewer than i32::MAX days apart.
    i32::try_from(day.signed_duration_since(today).num_days()).unwrap_or(i32::MAX)
}

fn plus(day: NaiveDate, n_days: u32) -> Result<NaiveDate, ClockError> {
    day.checked_add_days(Days::new(u64::from(n_days)))
        .ok_or(ClockError::OutOfRange)
}

fn minus(day: NaiveDate, n_days: u32) -> Result<NaiveDate, ClockError> {
    day.checked_sub_days(Days::new(u64::from(n_days)))
        .ok_or(ClockError::OutOfRange)
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;

    use super::*;
    use crate::ingest::zone::pinned::zone;
    use crate::lifecycle::calendar::{show_date, show_weekday_date};
    use crate::lifecycle::tests::day;

    /// `X L R safe` of a deletion day.
    fn told(clocks: Result<Clocks, ClockError>) -> String {
        let clocks = clocks.unwrap();
        [
            clocks.disable_day,
            clocks.last_safe_day,
            clocks.recovery_end,
            clocks.safe_recovery_day,
        ]
        .map(show_weekday_date)
        .join(", ")
    }

    // One line a row of the table.
    #[rustfmt::skip]
    #[test]
    fn the_worked_table_is_met_row_by_row() {
        #[track_caller]
        fn case(inactive_on: &str, deletion_day: &str, before: i32, expected: &str) {
            let policy = Policy::penn();
            let found = deletion_after(day(inactive_on), false, &policy).unwrap();
            assert_eq!(show_weekday_date(found), deletion_day);
            assert_eq!(told(clocks(found, &policy)), expected);
            let last_safe_day = clocks(found, &policy).unwrap().last_safe_day;
            assert_eq!(days_until(found, last_safe_day), before);
        }
        case("2026-01-01", "Mon 2 Mar 2026", 3, "Sun 1 Mar 2026, Fri 27 Feb 2026, Wed 1 Apr 2026, Mon 30 Mar 2026");
        case("2026-05-18", "Fri 17 Jul 2026", 2, "Thu 16 Jul 2026, Wed 15 Jul 2026, Sun 16 Aug 2026, Fri 14 Aug 2026");
        case("2026-06-30", "Sat 29 Aug 2026", 2, "Fri 28 Aug 2026, Thu 27 Aug 2026, Mon 28 Sep 2026, Fri 25 Sep 2026");
        case("2026-09-28", "Fri 27 Nov 2026", 2, "Thu 26 Nov 2026, Wed 25 Nov 2026, Sun 27 Dec 2026, Thu 24 Dec 2026");
        case("2026-09-30", "Sun 29 Nov 2026", 4, "Sat 28 Nov 2026, Wed 25 Nov 2026, Tue 29 Dec 2026, Thu 24 Dec 2026");
        case("2026-11-04", "Sun 3 Jan 2027", 3, "Sat 2 Jan 2027, Thu 31 Dec 2026, Tue 2 Feb 2027, Fri 29 Jan 2027");
        case("2027-12-31", "Tue 29 Feb 2028", 4, "Mon 28 Feb 2028, Fri 25 Feb 2028, Thu 30 Mar 2028, Tue 28 Mar 2028");
    }

    #[test]
    fn grace_time_counts_the_days_that_the_policy_says() {
        #[track_caller]
        fn case(grace_counts: GraceDays, expected: Option<&str>) {
            let policy = Policy {
                grace_days: 5,
                grace_counts,
                ..Policy::penn()
            };
            // A Wednesday, and Thanksgiving is the day after.
            let found = deletion_after(day("2026-11-25"), false, &policy);
            assert_eq!(found, expected.map(day));
        }
        case(GraceDays::CalendarDays, Some("2026-11-30"));
        case(GraceDays::WorkingDays, Some("2026-12-04"));
        case(GraceDays::NotUsed, None);
    }

    #[test]
    fn recovery_may_count_from_the_disable_day() {
        let mut policy = Policy::penn();
        policy.recovery_counts_from = RecoveryStart::DisableDate;
        assert_eq!(
            told(clocks(day("2026-03-02"), &policy)),
            "Sun 1 Mar 2026, Fri 27 Feb 2026, Tue 31 Mar 2026, Mon 30 Mar 2026"
        );
        policy.recovery_days = 0;
        let recovery_end = clocks(day("2026-03-02"), &policy).unwrap().recovery_end;
        assert_eq!(recovery_end, day("2026-03-02"));
    }

    #[test]
    fn other_people_need_their_working_days_first() {
        #[track_caller]
        fn case(lead_time_others: u32, expected: &str) {
            let policy = Policy {
                lead_time_others,
                ..Policy::penn()
            };
            let found = clocks(day("2026-11-29"), &policy).unwrap();
            assert_eq!(show_weekday_date(found.last_safe_day), expected);
        }
        case(0, "Wed 25 Nov 2026");
        case(1, "Tue 24 Nov 2026");
        case(3, "Fri 20 Nov 2026");
    }

    #[test]
    fn a_batch_runs_on_its_weekday_after_the_scheduled_day() {
        #[track_caller]
        fn case(scheduled: &str, deletion_day: &str, expected: &str) {
            let policy = Policy {
                deletion_weekday: Some(Weekday::Tue),
                ..Policy::penn()
            };
            let found = clocks(day(scheduled), &policy);
            assert_eq!(show_weekday_date(found.unwrap().deletion_day), deletion_day);
            assert_eq!(told(found), expected);
        }
        case(
            "2026-03-02",
            "Tue 3 Mar 2026",
            "Mon 2 Mar 2026, Fri 27 Feb 2026, Thu 2 Apr 2026, Tue 31 Mar 2026",
        );
        case(
            "2026-03-03",
            "Tue 10 Mar 2026",
            "Mon 9 Mar 2026, Fri 6 Mar 2026, Thu 9 Apr 2026, Tue 7 Apr 2026",
        );
    }

    #[test]
    fn people_who_have_died_have_no_recovery_but_an_extension() {
        let policy = Policy::penn();
        let deletion_day = deletion_after(day("2026-01-01"), true, &policy).unwrap();
        let found = clocks_of_deceased(deletion_day, &policy).unwrap();
        assert_eq!(found.deletion_day, day("2026-03-02"));
        assert_eq!(found.recovery_end, day("2026-03-02"));
        let extended = |from| extended_for_deceased(day(from), &policy);
        assert_eq!(extended("2026-03-02"), Some(day("2026-09-02")));
        assert_eq!(extended("2026-08-31"), Some(day("2027-02-28")));
    }

    #[test]
    fn the_waits_have_to_fit_before_the_end_of_the_working_day() {
        #[track_caller]
        fn case(end_minute: u32, minutes_max: u32, safe: &str, hard_stop: &str) {
            let mut policy = Policy::penn();
            policy.workday.end_minute = end_minute;
            policy.waits[0].minutes_max = minutes_max;
            let found = start_by(&clocks(day("2026-03-03"), &policy).unwrap(), &policy).unwrap();
            let show = |at: NaiveDateTime| format!("{} {}", show_date(at.date()), at.time());
            assert_eq!(show(found.safe), safe);
            assert_eq!(show(found.hard_stop), hard_stop);
        }
        // L = Fri 27 Feb, X = Mon 2 Mar 2026; the mailbox takes 60 minutes besides.
        case(17 * 60, 20, "27 Feb 2026 15:40:00", "1 Mar 2026 22:40:00");
        case(
            17 * 60,
            20 * 60,
            "26 Feb 2026 20:00:00",
            "1 Mar 2026 03:00:00",
        );
        // A working day that lasts beyond the disabling ends with it.
        case(80 * 60, 20, "1 Mar 2026 22:40:00", "1 Mar 2026 22:40:00");
    }

    // Domain 2.7 rule 3: where the clocks are put forward or back, nobody begins too late.
    #[test]
    fn the_waits_fit_where_the_clocks_are_changed_meanwhile() {
        #[track_caller]
        fn case(name: &str, minutes_max: u32, deletion: &str, hard_stop: &str) {
            let mut policy = Policy::penn();
            policy.zone = zone(name);
            policy.waits[0].minutes_max = minutes_max;
            let found = start_by(&clocks(day(deletion), &policy).unwrap(), &policy).unwrap();
            let show = |at: NaiveDateTime| format!("{} {}", show_date(at.date()), at.time());
            assert_eq!(show(found.hard_stop), hard_stop, "{name}");
        }
        // X is Mon 9 Mar 2026, 24 hours and 60 minutes after it began.
        case(
            "America/New_York",
            24 * 60,
            "2026-03-10",
            "7 Mar 2026 22:00:00",
        );
        case(
            "Europe/Berlin",
            24 * 60,
            "2026-03-10",
            "7 Mar 2026 23:00:00",
        );
        case(
            "Europe/Berlin",
            24 * 60,
            "2026-03-31",
            "28 Mar 2026 22:00:00",
        );
        case(
            "Australia/Lord_Howe",
            24 * 60,
            "2026-10-06",
            "3 Oct 2026 22:30:00",
        );
        // An hour more is there, but nobody relies on it.
        case(
            "Europe/Berlin",
            24 * 60,
            "2026-10-27",
            "24 Oct 2026 23:00:00",
        );
        case(
            "Asia/Kathmandu",
            24 * 60,
            "2026-03-10",
            "7 Mar 2026 23:00:00",
        );
    }

    #[test]
    fn days_are_counted_in_whole_dates_that_no_clock_change_shifts() {
        #[track_caller]
        fn case(today: &str, until: &str, expected: i32) {
            assert_eq!(days_until(day(until), day(today)), expected);
        }
        case("2026-03-07", "2026-03-09", 2);
        case("2026-10-31", "2026-11-02", 2);
        case("2026-03-02", "2026-03-02", 0);
        case("2026-03-02", "2026-03-03", 1);
        case("2026-03-02", "2026-03-01", -1);
        case("2028-02-28", "2028-03-01", 2);
    }

    #[test]
    fn what_no_calendar_holds_is_an_error_and_no_date() {
        let mut policy = Policy::penn();
        let found = clocks(NaiveDate::MAX, &policy);
        assert_eq!(found, Err(ClockError::OutOfRange));
        assert_eq!(clocks(NaiveDate::MIN, &policy), Err(ClockError::OutOfRange));
        policy.calendar.weekdays = [false; 7];
        let found = clocks(day("2026-03-02"), &policy);
        assert_eq!(found, Err(ClockError::NoWorkingDay));
        assert_eq!(deletion_after(NaiveDate::MAX, false, &policy), None);
        assert_eq!(extended_for_deceased(NaiveDate::MAX, &policy), None);
    }
}

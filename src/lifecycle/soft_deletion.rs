//! The clocks of an account that the directory has deleted: an instant, not a plan (domain 2.6).

use chrono::{NaiveDate, NaiveDateTime, TimeDelta, Timelike};

use super::clocks::{ClockError, Clocks, days_until};
use super::policy::Policy;

/// Hours in which the directory can restore an account; then its deletion begins and cannot be
/// stopped (domain 2.7 rule 5).
const RESTORED_FOR: i64 = 30 * 24;

/// A deletion in the directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SoftDeletion {
    /// Its clocks: the disable day and the deletion day are the day of the deletion.
    pub clocks: Clocks,
    /// The minute of `recovery_end` in the policy's zone at which it is gone for good.
    pub gone_at: i32,
}

impl SoftDeletion {
    /// The clocks of an account that was deleted at this instant of UTC.
    ///
    /// The last safe day to restore it is the working day before the last one, since nobody promises
    /// the exact minute.
    ///
    /// # Errors
    /// When a clock lies outside of the calendar's range, or no day is worked.
    pub fn at(deleted_at: NaiveDateTime, policy: &Policy) -> Result<SoftDeletion, ClockError> {
        let purged_at = deleted_at
            .checked_add_signed(TimeDelta::hours(RESTORED_FOR))
            .ok_or(ClockError::OutOfRange)?;
        let shown = |at| policy.zone.local(at).ok_or(ClockError::OutOfRange);
        let (deletion_day, end) = (shown(deleted_at)?.date(), shown(purged_at)?);
        let recovery_end = end.date();
        let calendar = &policy.calendar;
        let before = |day| {
            let found = calendar.last_working_day_before(day);
            found.ok_or(ClockError::NoWorkingDay)
        };
        Ok(SoftDeletion {
            clocks: Clocks {
                last_safe_day: before(deletion_day)?,
                disable_day: deletion_day,
                deletion_day,
                recovery_end,
                safe_recovery_day: before(recovery_end)?,
            },
            gone_at: (end.hour() * 60 + end.minute()) as i32,
        })
    }

    /// Whether it can still be restored for a part of `today`, the day on which it goes.
    pub fn goes_during(&self, today: NaiveDate) -> bool {
        days_until(self.clocks.recovery_end, today) == 0 && self.gone_at > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::zone::pinned::zone;
    use crate::lifecycle::calendar::show_weekday_date;
    use crate::lifecycle::tests::day;

    fn of(instant: &str) -> SoftDeletion {
        SoftDeletion::at(instant.parse().unwrap(), &Policy::penn()).unwrap()
    }

    // Domain 3.2, and the two changes of the clock.
    #[test]
    fn an_instant_of_utc_becomes_days_of_the_policys_zone() {
        #[track_caller]
        fn case(deleted_at: &str, expected: &str) {
            let found = of(deleted_at);
            let clocks = found.clocks;
            let days = [
                clocks.last_safe_day,
                clocks.deletion_day,
                clocks.safe_recovery_day,
                clocks.recovery_end,
            ];
            let (hour, minute) = (found.gone_at / 60, found.gone_at % 60);
            let told = days.map(show_weekday_date).join(", ");
            assert_eq!(format!("{told} {hour:02}:{minute:02}"), expected);
            assert_eq!(clocks.disable_day, clocks.deletion_day);
        }
        case(
            "2026-03-08T04:30:00",
            "Fri 6 Mar 2026, Sat 7 Mar 2026, Mon 6 Apr 2026, Tue 7 Apr 2026 00:30",
        );
        case(
            "2026-10-20T02:00:00",
            "Fri 16 Oct 2026, Mon 19 Oct 2026, Tue 17 Nov 2026, Wed 18 Nov 2026 21:00",
        );
        case(
            "2026-11-27T12:00:00",
            "Wed 25 Nov 2026, Fri 27 Nov 2026, Thu 24 Dec 2026, Sun 27 Dec 2026 07:00",
        );
    }

    #[test]
    fn the_days_of_a_deletion_are_those_of_the_policys_zone() {
        #[track_caller]
        fn case(name: &str, expected: &str) {
            let mut policy = Policy::penn();
            policy.zone = zone(name);
            let at = "2026-03-08T04:30:00".parse().unwrap();
            let found = SoftDeletion::at(at, &policy).unwrap();
            let days = [found.clocks.deletion_day, found.clocks.recovery_end];
            let told = days.map(show_weekday_date).join(", ");
            let (hour, minute) = (found.gone_at / 60, found.gone_at % 60);
            assert_eq!(format!("{told} {hour:02}:{minute:02}"), expected, "{name}");
        }
        case("America/New_York", "Sat 7 Mar 2026, Tue 7 Apr 2026 00:30");
        case("Europe/Berlin", "Sun 8 Mar 2026, Tue 7 Apr 2026 06:30");
        case("Asia/Kathmandu", "Sun 8 Mar 2026, Tue 7 Apr 2026 10:15");
        case(
            "Australia/Lord_Howe",
            "Sun 8 Mar 2026, Tue 7 Apr 2026 15:00",
        );
        case("UTC", "Sun 8 Mar 2026, Tue 7 Apr 2026 04:30");
        case("-09:30", "Sat 7 Mar 2026, Mon 6 Apr 2026 19:00");
    }

    #[test]
    fn on_its_last_day_it_goes_at_its_minute() {
        let found = of("2026-03-08T04:30:00");
        assert!(found.goes_during(day("2026-04-07")));
        assert!(!found.goes_during(day("2026-04-06")));
        assert!(!found.goes_during(day("2026-04-08")));
        // Midnight in New York: nothing of that day is left.
        assert!(!of("2026-03-09T04:00:00").goes_during(day("2026-04-08")));
    }

    #[test]
    fn an_instant_out_of_the_calendars_range_has_no_clocks() {
        let found = SoftDeletion::at(NaiveDateTime::MAX, &Policy::penn());
        assert_eq!(found, Err(ClockError::OutOfRange));
        let mut policy = Policy::penn();
        policy.calendar.weekdays = [false; 7];
        let found = SoftDeletion::at("2026-03-08T04:30:00".parse().unwrap(), &policy);
        assert_eq!(found, Err(ClockError::NoWorkingDay));
    }
}

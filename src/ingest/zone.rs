//! The day of an instant in the zone whose days the deadlines are (domain 2.9).

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, Timelike, Weekday};

/// The zone: New York, as the one policy there is has it.
// A zone of another policy needs its own rule here, and the policy's name of it as an argument.
pub const NAME: &str = "America/New_York";

const MINUTES: i32 = 24 * 60;

/// The day in the zone so many minutes after a day begins in UTC; `None` out of the calendar's range.
pub fn day_of(day: NaiveDate, minutes: i32) -> Option<NaiveDate> {
    Some(clock_of(day, minutes)?.0)
}

/// The day and the minute of the day in the zone at an instant of UTC.
pub fn local(at: NaiveDateTime) -> Option<(NaiveDate, i32)> {
    let minutes = at.hour() * 60 + at.minute();
    clock_of(at.date(), i32::try_from(minutes).ok()?)
}

/// The day and the minute of that day in the zone, so many minutes after a day begins in UTC.
pub fn clock_of(day: NaiveDate, minutes: i32) -> Option<(NaiveDate, i32)> {
    let (day, minutes) = moved(day, minutes)?;
    let hours = if is_summer_time(day, minutes) { 4 } else { 5 };
    moved(day, minutes - hours * 60)
}

/// The day and the minute of the day.
fn moved(day: NaiveDate, minutes: i32) -> Option<(NaiveDate, i32)> {
    let days = Days::new(minutes.div_euclid(MINUTES).unsigned_abs().into());
    let day = match minutes < 0 {
        true => day.checked_sub_days(days)?,
        false => day.checked_add_days(days)?,
    };
    Some((day, minutes.rem_euclid(MINUTES)))
}

/// From 2:00 on the second Sunday of March to 2:00 on the first one of November, as since 2007.
fn is_summer_time(day: NaiveDate, minute: i32) -> bool {
    let sunday =
        |month, n| NaiveDate::from_weekday_of_month_opt(day.year(), month, Weekday::Sun, n);
    let now = Some(day);
    let begins = sunday(3, 2);
    let ends = sunday(11, 1);
    (now > begins || now == begins && minute >= 7 * 60)
        && (now < ends || now == ends && minute < 6 * 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_a_day_of_new_york_in_winter_and_in_summer() {
        #[track_caller]
        fn case(day: &str, minutes: i32, expected: &str) {
            let found = day_of(day.parse().unwrap(), minutes).unwrap();
            assert_eq!(found.to_string(), expected);
        }
        case("2026-03-08", 4 * 60 + 30, "2026-03-07");
        case("2026-03-08", 5 * 60, "2026-03-08");
        case("2026-03-09", 3 * 60 + 59, "2026-03-08");
        case("2026-03-09", 4 * 60, "2026-03-09");
        case("2026-11-01", 4 * 60, "2026-11-01");
        case("2026-11-02", 4 * 60 + 59, "2026-11-01");
        case("2026-11-02", 5 * 60, "2026-11-02");
        case("2026-03-01", -60, "2026-02-28");
        case("2026-02-28", 30 * 60, "2026-03-01");
        assert_eq!(day_of(NaiveDate::MIN, 0), None);
    }
}

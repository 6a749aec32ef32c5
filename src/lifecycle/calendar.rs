//! Working days, and dates as people read them.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::holiday::HolidayRules;
use crate::ingest::month;
use crate::small_map::SmallMap;

/// Which days are worked (domain 2.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// Which weekdays are worked, Monday first.
    pub weekdays: [bool; 7],
    /// Holidays that come back every year.
    pub rules: HolidayRules,
    /// Other days that are not worked although their weekday is, with their names.
    pub holidays: SmallMap<NaiveDate, String>,
}

/// How far back a working day is looked for; a longer closure has none.
const LONGEST_CLOSURE: u64 = 366;

impl Calendar {
    /// Whether people work on this day.
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        self.is_worked(day.weekday()) && self.holiday(day).is_none()
    }

    /// The name of the holiday that a day is.
    pub fn holiday(&self, day: NaiveDate) -> Option<&str> {
        let own = self.holidays.get(&day).map(String::as_str);
        own.or_else(|| self.rules.holiday(day))
    }

    /// Whether this weekday is worked at all.
    pub fn is_worked(&self, weekday: Weekday) -> bool {
        self.weekdays[weekday.num_days_from_monday() as usize]
    }

    /// The day itself or the nearest working day before it; `None` when there is none in 366 days.
    pub fn last_working_day_on_or_before(&self, day: NaiveDate) -> Option<NaiveDate> {
        (0..=LONGEST_CLOSURE)
            .map_while(|back| day.checked_sub_days(Days::new(back)))
            .find(|&day| self.is_working_day(day))
    }

    /// The last working day before this day.
    pub fn last_working_day_before(&self, day: NaiveDate) -> Option<NaiveDate> {
        self.last_working_day_on_or_before(day.pred_opt()?)
    }

    /// So many working days before this day.
    pub fn minus_working_days(&self, day: NaiveDate, n_days: u32) -> Option<NaiveDate> {
        (0..n_days).try_fold(day, |day, _| self.last_working_day_before(day))
    }

    /// So many working days after this day.
    pub fn plus_working_days(&self, day: NaiveDate, n_days: u32) -> Option<NaiveDate> {
        let next = |day: NaiveDate| {
            let ahead =
                (1..=LONGEST_CLOSURE).map_while(|ahead| day.checked_add_days(Days::new(ahead)));
            ahead.into_iter().find(|&day| self.is_working_day(day))
        };
        (0..n_days).try_fold(day, |day, _| next(day))
    }

    /// Monday to Friday without the days that universities of the United States usually close on.
    pub fn us() -> Calendar {
        Calendar {
            weekdays: [true, true, true, true, true, false, false],
            rules: HolidayRules::UsUniversity,
            holidays: SmallMap::default(),
        }
    }
}

/// A day as ISO writes it, `2026-11-22`.
pub fn iso_day(text: &str) -> Option<NaiveDate> {
    let shape = text
        .bytes()
        .map(|byte| if byte.is_ascii_digit() { b'0' } else { byte });
    if !shape.eq(*b"0000-00-00") {
        return None;
    }
    let number = |from: usize, to: usize| text[from..to].parse().ok();
    NaiveDate::from_ymd_opt(text[..4].parse().ok()?, number(5, 7)?, number(8, 10)?)
}

/// The Monday of a day's week.
pub fn monday_of(day: NaiveDate) -> NaiveDate {
    let back = u64::from(day.weekday().num_days_from_monday());
    day.checked_sub_days(Days::new(back)).unwrap_or(day)
}

/// A day without its year: `6 Mar`.
pub fn show_day_of_year(day: NaiveDate) -> String {
    format!("{} {}", day.day(), month::short(day.month0()))
}

/// A day no reader can mistake: `6 Mar 2026` (domain M13).
pub fn show_date(day: NaiveDate) -> String {
    format!("{} {}", show_day_of_year(day), day.year())
}

/// A day with its weekday: `Fri 6 Mar 2026`.
pub fn show_weekday_date(day: NaiveDate) -> String {
    format!("{} {}", day.weekday(), show_date(day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifecycle::tests::day;

    #[test]
    fn the_last_working_day_steps_over_weekends_and_holidays() {
        #[track_caller]
        fn case(from: &str, expected: &str) {
            let found = Calendar::us().last_working_day_on_or_before(day(from));
            assert_eq!(found, Some(day(expected)));
        }
        case("2026-03-02", "2026-03-02");
        case("2026-03-01", "2026-02-27");
        case("2026-11-28", "2026-11-25");
        case("2027-01-03", "2026-12-31");
        case("2027-01-18", "2027-01-15");
        case("2028-01-02", "2027-12-30");
    }

    #[test]
    fn a_year_without_work_has_no_working_day() {
        let mut calendar = Calendar::us();
        calendar.weekdays = [false; 7];
        assert_eq!(
            calendar.last_working_day_on_or_before(day("2026-03-02")),
            None
        );
    }

    #[test]
    fn working_days_are_counted_back() {
        #[track_caller]
        fn case(n_days: u32, expected: &str) {
            let found = Calendar::us().minus_working_days(day("2026-11-30"), n_days);
            assert_eq!(found, Some(day(expected)));
        }
        case(0, "2026-11-30");
        case(1, "2026-11-25");
        case(2, "2026-11-24");
        case(5, "2026-11-19");
    }

    #[test]
    fn working_days_are_counted_on() {
        #[track_caller]
        fn case(n_days: u32, expected: &str) {
            let found = Calendar::us().plus_working_days(day("2026-11-25"), n_days);
            assert_eq!(found, Some(day(expected)));
        }
        case(0, "2026-11-25");
        case(1, "2026-11-30");
        case(6, "2026-12-07");
        assert_eq!(Calendar::us().plus_working_days(NaiveDate::MAX, 1), None);
    }

    #[test]
    fn the_holidays_of_the_worked_table_are_these_and_no_others() {
        let calendar = Calendar::us();
        let days = day("2026-05-01").iter_days();
        let span = days.take_while(|found| *found <= day("2027-01-31"));
        let found: Vec<String> = span
            .filter(|found| calendar.holiday(*found).is_some())
            .map(show_date)
            .collect();
        assert_eq!(
            found.join(", "),
            "25 May 2026, 19 Jun 2026, 3 Jul 2026, 7 Sep 2026, 26 Nov 2026, 27 Nov 2026, \
             25 Dec 2026, 1 Jan 2027, 18 Jan 2027"
        );
    }

    #[test]
    fn a_day_of_ones_own_is_a_holiday_beside_the_rules() {
        let mut calendar = Calendar::us();
        let own = day("2026-12-28");
        calendar.holidays.insert(own, String::from("winter break"));
        assert_eq!(calendar.holiday(own), Some("winter break"));
        assert!(!calendar.is_working_day(own));
        assert_eq!(calendar.holiday(day("2026-12-25")), Some("Christmas Day"));
    }

    #[test]
    fn a_day_is_shown_in_words_that_fit_every_locale() {
        assert_eq!(show_date(day("2026-03-06")), "6 Mar 2026");
        assert_eq!(show_weekday_date(day("2026-03-06")), "Fri 6 Mar 2026");
    }
}

//! Working days, and dates as people read them.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::ingest::month;
use crate::small_map::SmallMap;

/// Which days are worked (domain 2.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// Which weekdays are worked, Monday first.
    pub weekdays: [bool; 7],
    /// Days that are not worked although their weekday is, with their names.
    pub holidays: SmallMap<NaiveDate, String>,
}

/// How far back a working day is looked for; a longer closure has none.
const LONGEST_CLOSURE: u64 = 366;

impl Calendar {
    /// Whether people work on this day.
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        self.is_worked(day.weekday()) && self.holidays.get(&day).is_none()
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

    /// Monday to Friday without the usual US closures of 2025 to 2028 (domain 2.7).
    ///
    /// New Year, Martin Luther King, Memorial, Juneteenth, Independence, Labor, Thanksgiving with
    /// the day after, and Christmas; on the nearest weekday where they fall on a weekend.
    pub fn us() -> Calendar {
        let holidays = US_HOLIDAYS.iter().filter_map(|&(year, month, day, name)| {
            Some((
                NaiveDate::from_ymd_opt(year, month, day)?,
                String::from(name),
            ))
        });
        Calendar {
            weekdays: [true, true, true, true, true, false, false],
            holidays: holidays.collect(),
        }
    }
}

const US_HOLIDAYS: &[(i32, u32, u32, &str)] = &[
    (2025, 1, 1, NEW_YEAR),
    (2025, 1, 20, KING),
    (2025, 5, 26, MEMORIAL),
    (2025, 6, 19, JUNETEENTH),
    (2025, 7, 4, INDEPENDENCE),
    (2025, 9, 1, LABOR),
    (2025, 11, 27, THANKSGIVING),
    (2025, 11, 28, DAY_AFTER),
    (2025, 12, 25, CHRISTMAS),
    (2026, 1, 1, NEW_YEAR),
    (2026, 1, 19, KING),
    (2026, 5, 25, MEMORIAL),
    (2026, 6, 19, JUNETEENTH),
    (2026, 7, 3, INDEPENDENCE),
    (2026, 9, 7, LABOR),
    (2026, 11, 26, THANKSGIVING),
    (2026, 11, 27, DAY_AFTER),
    (2026, 12, 25, CHRISTMAS),
    (2027, 1, 1, NEW_YEAR),
    (2027, 1, 18, KING),
    (2027, 5, 31, MEMORIAL),
    (2027, 6, 18, JUNETEENTH),
    (2027, 7, 5, INDEPENDENCE),
    (2027, 9, 6, LABOR),
    (2027, 11, 25, THANKSGIVING),
    (2027, 11, 26, DAY_AFTER),
    (2027, 12, 24, CHRISTMAS),
    (2027, 12, 31, NEW_YEAR),
    (2028, 1, 17, KING),
    (2028, 5, 29, MEMORIAL),
    (2028, 6, 19, JUNETEENTH),
    (2028, 7, 4, INDEPENDENCE),
    (2028, 9, 4, LABOR),
    (2028, 11, 23, THANKSGIVING),
    (2028, 11, 24, DAY_AFTER),
    (2028, 12, 25, CHRISTMAS),
];

const NEW_YEAR: &str = "New Year's Day";
const KING: &str = "Martin Luther King Jr. Day";
const MEMORIAL: &str = "Memorial Day";
const JUNETEENTH: &str = "Juneteenth";
const INDEPENDENCE: &str = "Independence Day";
const LABOR: &str = "Labor Day";
const THANKSGIVING: &str = "Thanksgiving Day";
const DAY_AFTER: &str = "the day after Thanksgiving";
const CHRISTMAS: &str = "Christmas Day";

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
    fn every_us_holiday_is_a_weekday_and_each_year_has_its_nine() {
        let calendar = Calendar::us();
        assert!(
            calendar
                .holidays
                .keys()
                .all(|day| calendar.is_worked(day.weekday()))
        );
        // New Year of 2028 is a Saturday and is kept on the last day of 2027.
        let n_days = |year| {
            calendar
                .holidays
                .keys()
                .filter(|day| day.year() == year)
                .count()
        };
        assert_eq!([2025, 2026, 2027, 2028].map(n_days), [9, 9, 10, 8]);
    }

    #[test]
    fn the_holidays_of_the_worked_table_are_these_and_no_others() {
        let span = day("2026-05-01")..=day("2027-01-31");
        let found: Vec<String> = Calendar::us()
            .holidays
            .keys()
            .filter(|day| span.contains(day))
            .map(|day| show_date(*day))
            .collect();
        assert_eq!(
            found.join(", "),
            "25 May 2026, 19 Jun 2026, 3 Jul 2026, 7 Sep 2026, 26 Nov 2026, 27 Nov 2026, \
             25 Dec 2026, 1 Jan 2027, 18 Jan 2027"
        );
    }

    #[test]
    fn a_day_is_shown_in_words_that_fit_every_locale() {
        assert_eq!(show_date(day("2026-03-06")), "6 Mar 2026");
        assert_eq!(show_weekday_date(day("2026-03-06")), "Fri 6 Mar 2026");
    }
}

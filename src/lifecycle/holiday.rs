//! Holidays that come back every year, by rule (domain 2.2).

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// Holidays that a policy takes over as a whole; others stand beside it day by day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HolidayRules {
    /// None.
    #[default]
    None,
    /// The eleven holidays of the United States' federal offices (5 U.S.C. 6103).
    UsFederal,
    /// Those that universities of the United States usually close on: the federal ones without
    /// Washington's Birthday, Columbus and Veterans Day, and the day after Thanksgiving.
    UsUniversity,
}

impl HolidayRules {
    /// Every set, in the order in which they are offered.
    pub const ALL: [HolidayRules; 3] = [
        HolidayRules::None,
        HolidayRules::UsFederal,
        HolidayRules::UsUniversity,
    ];

    /// The stable name, as policy files have it.
    pub fn name(self) -> &'static str {
        match self {
            HolidayRules::None => "none",
            HolidayRules::UsFederal => "us-federal",
            HolidayRules::UsUniversity => "us-university",
        }
    }

    /// The name of the holiday a day is kept as.
    pub fn holiday(self, day: NaiveDate) -> Option<&'static str> {
        let is_federal = match self {
            HolidayRules::None => return None,
            HolidayRules::UsFederal => true,
            HolidayRules::UsUniversity => false,
        };
        let rules = RULES.iter().filter(|rule| match rule.kept_by {
            By::Both => true,
            By::Offices => is_federal,
            By::Universities => !is_federal,
        });
        // New Year on a Saturday is kept in the year before.
        let years = [day.year(), day.year() + 1];
        let is_kept = |rule: &&Rule| {
            years
                .iter()
                .any(|&year| rule.when.kept_in(year) == Some(day))
        };
        rules.into_iter().find(is_kept).map(|rule| rule.name)
    }
}

struct Rule {
    name: &'static str,
    when: When,
    kept_by: By,
}

enum By {
    Both,
    Offices,
    Universities,
}

/// Which day of a year.
enum When {
    /// Month and day; from a Saturday it goes to the day before, from a Sunday to the day after.
    Fixed(u32, u32),
    /// The first such weekday of a month that is not before this day, and so many days later.
    Weekday(u32, Weekday, u32, u64),
}

impl When {
    fn kept_in(&self, year: i32) -> Option<NaiveDate> {
        match *self {
            When::Fixed(month, day) => {
                let day = NaiveDate::from_ymd_opt(year, month, day)?;
                match day.weekday() {
                    Weekday::Sat => day.pred_opt(),
                    Weekday::Sun => day.succ_opt(),
                    _ => Some(day),
                }
            }
            When::Weekday(month, weekday, from, later) => {
                let from = NaiveDate::from_ymd_opt(year, month, from)?;
                let ahead = (7 + weekday.num_days_from_monday()
                    - from.weekday().num_days_from_monday())
                    % 7;
                from.checked_add_days(Days::new(u64::from(ahead) + later))
            }
        }
    }
}

const fn rule(name: &'static str, when: When, kept_by: By) -> Rule {
    Rule {
        name,
        when,
        kept_by,
    }
}

// The third Monday of a month is the first one from the 15th on, and so forth.
const RULES: [Rule; 12] = [
    rule("New Year's Day", When::Fixed(1, 1), By::Both),
    rule(
        "Martin Luther King Jr. Day",
        When::Weekday(1, Weekday::Mon, 15, 0),
        By::Both,
    ),
    rule(
        "Washington's Birthday",
        When::Weekday(2, Weekday::Mon, 15, 0),
        By::Offices,
    ),
    rule(
        "Memorial Day",
        When::Weekday(5, Weekday::Mon, 25, 0),
        By::Both,
    ),
    rule("Juneteenth", When::Fixed(6, 19), By::Both),
    rule("Independence Day", When::Fixed(7, 4), By::Both),
    rule("Labor Day", When::Weekday(9, Weekday::Mon, 1, 0), By::Both),
    rule(
        "Columbus Day",
        When::Weekday(10, Weekday::Mon, 8, 0),
        By::Offices,
    ),
    rule("Veterans Day", When::Fixed(11, 11), By::Offices),
    rule(
        "Thanksgiving Day",
        When::Weekday(11, Weekday::Thu, 22, 0),
        By::Both,
    ),
    rule(
        "the day after Thanksgiving",
        When::Weekday(11, Weekday::Thu, 22, 1),
        By::Universities,
    ),
    rule("Christmas Day", When::Fixed(12, 25), By::Both),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifecycle::calendar::show_date;
    use crate::lifecycle::tests::day;

    fn kept(rules: HolidayRules, first: &str, last: &str) -> Vec<String> {
        let days = day(first)
            .iter_days()
            .take_while(|found| *found <= day(last));
        days.filter(|&day| rules.holiday(day).is_some())
            .map(show_date)
            .collect()
    }

    #[test]
    fn the_federal_holidays_are_those_the_government_publishes() {
        // opm.gov, federal holidays of 2026 and 2027; both years have a shifted one.
        assert_eq!(
            kept(HolidayRules::UsFederal, "2026-01-01", "2026-12-31").join(", "),
            "1 Jan 2026, 19 Jan 2026, 16 Feb 2026, 25 May 2026, 19 Jun 2026, 3 Jul 2026, \
             7 Sep 2026, 12 Oct 2026, 11 Nov 2026, 26 Nov 2026, 25 Dec 2026"
        );
        assert_eq!(
            kept(HolidayRules::UsFederal, "2027-01-01", "2027-12-31").join(", "),
            "1 Jan 2027, 18 Jan 2027, 15 Feb 2027, 31 May 2027, 18 Jun 2027, 5 Jul 2027, \
             6 Sep 2027, 11 Oct 2027, 11 Nov 2027, 25 Nov 2027, 24 Dec 2027, 31 Dec 2027"
        );
    }

    #[test]
    fn universities_close_after_thanksgiving_too() {
        let rules = HolidayRules::UsUniversity;
        assert_eq!(
            rules.holiday(day("2028-11-24")),
            Some("the day after Thanksgiving")
        );
        assert_eq!(rules.holiday(day("2026-11-11")), None);
        assert_eq!(rules.holiday(day("2027-12-31")), Some("New Year's Day"));
        assert_eq!(kept(rules, "2030-01-01", "2030-12-31").len(), 9);
    }

    #[test]
    fn every_kept_day_is_from_monday_to_friday_and_every_year_has_all_of_them() {
        for (rules, n_days) in [
            (HolidayRules::UsFederal, 11),
            (HolidayRules::UsUniversity, 9),
        ] {
            let mut n_found = 0;
            // The Gregorian calendar repeats after 400 years.
            for found in day("2000-01-01").iter_days().take(146_097) {
                if rules.holiday(found).is_some() {
                    n_found += 1;
                    assert!(found.weekday().num_days_from_monday() < 5, "{found}");
                }
            }
            assert_eq!(n_found, n_days * 400);
        }
    }

    #[test]
    fn no_rules_keep_no_day() {
        assert_eq!(HolidayRules::None.holiday(day("2026-12-25")), None);
    }
}

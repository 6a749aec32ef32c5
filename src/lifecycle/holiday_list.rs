//! Lists of holidays from outside: days one a line, or a calendar file (RFC 5545).

mod calendar_file;
mod pasted;

use chrono::{Datelike, NaiveDate};

use super::policy_file::maps::HOLIDAY_YEARS;

/// The longest list that is read, in bytes.
const LONGEST: usize = 2_000_000;
/// The most days in a row that one entry may close.
const LONGEST_CLOSURE: usize = 366;
/// The most days that a list may have.
const MOST_DAYS: usize = 2_000;

/// What was understood of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HolidayList {
    /// Every day with its name; a day that stands twice has the last one.
    pub days: Vec<(NaiveDate, String)>,
    /// For every line that was not taken, or not as it stands, a sentence with its number.
    pub refused: Vec<String>,
}

impl HolidayList {
    /// Takes the days from `first` to `last`; says why not where there are too many, or too far away ones.
    fn take(&mut self, line: usize, first: NaiveDate, last: NaiveDate, name: &str) {
        let name: String = name.trim().chars().take(200).collect();
        let years = [first.year(), last.year()];
        if years.iter().any(|year| !HOLIDAY_YEARS.contains(year)) {
            return self.refuse(line, "expected a day of the years 1970 to 2199");
        }
        if last < first {
            return self.refuse(line, "its last day lies before its first");
        }
        let closed: Vec<NaiveDate> = first.iter_days().take_while(|day| *day <= last).collect();
        if closed.len() > LONGEST_CLOSURE {
            return self.refuse(line, "expected at most 366 days in a row");
        }
        if self.days.len() + closed.len() > MOST_DAYS {
            return self.refuse(line, "there are too many days: expected at most 2,000");
        }
        self.days
            .extend(closed.into_iter().map(|day| (day, name.clone())));
    }

    fn refuse(&mut self, line: usize, why: &str) {
        self.refused.push(format!("line {line}: {why}"));
    }
}

#[cfg(test)]
impl HolidayList {
    /// Its days and its sentences, for tests.
    fn told(&self) -> String {
        let days = self.days.iter();
        let days = days.map(|(day, name)| format!("{day} {name}").trim().to_owned());
        days.chain(self.refused.iter().cloned())
            .collect::<Vec<_>>()
            .join(" | ")
    }
}

/// Reads a list, whichever it is. A yearly event is taken for the years around `today`.
pub fn read(text: &str, today: NaiveDate) -> HolidayList {
    let text = text.trim_start_matches('\u{feff}');
    if text.len() > LONGEST {
        let mut list = HolidayList::default();
        list.refuse(1, "the list is too long: expected at most 2,000,000 bytes");
        return list;
    }
    let begins = text.trim_start().get(..15);
    let is_file = begins.is_some_and(|begin| begin.eq_ignore_ascii_case("BEGIN:VCALENDAR"));
    match is_file {
        true => calendar_file::read(text, today),
        false => pasted::read(text),
    }
}

//! Days one a line, each with a name behind it if one likes.

use chrono::NaiveDate;

use super::HolidayList;
use crate::ingest::cell::{DateReading, read_written_date};
use crate::lifecycle::calendar::show_date;

/// Words between the first and the last day of a closure.
const UNTIL: [&str; 6] = ["to", "until", "till", "-", "–", "—"];
/// What may stand between a day and what follows it.
const MARKS: [char; 6] = [',', ';', ':', '-', '–', '—'];

/// Reads the lines: an ISO day, or one that can be read in one way only.
pub fn read(text: &str) -> HolidayList {
    let mut list = HolidayList::default();
    for (place, line) in text.lines().enumerate() {
        let line = line.trim();
        if !line.is_empty() {
            read_line(&mut list, place + 1, line);
        }
    }
    list
}

fn read_line(list: &mut HolidayList, number: usize, line: &str) {
    let (first, rest) = match leading_day(line) {
        Ok(found) => found,
        Err(why) => return list.refuse(number, &why),
    };
    let behind = rest.trim_start();
    let word = behind.split_whitespace().next().unwrap_or_default();
    if UNTIL.contains(&word.to_lowercase().as_str())
        && let Ok((last, rest)) = leading_day(behind[word.len()..].trim_start())
    {
        return list.take(number, first, last, name(rest));
    }
    list.take(number, first, first, name(rest));
}

fn name(rest: &str) -> &str {
    rest.trim_start_matches(|sign: char| sign.is_whitespace() || MARKS.contains(&sign))
}

/// The day a line begins with, and what follows it.
fn leading_day(line: &str) -> Result<(NaiveDate, &str), String> {
    let mut problem = None;
    for end in ends(line) {
        let text = line[..end].trim_end_matches(MARKS);
        match read_written_date(text, None) {
            DateReading::Day(day) => return Ok((day, &line[text.len()..])),
            DateReading::TwoDigitYear(_) => {
                problem.get_or_insert(format!("`{text}` has a year of two digits: write all four"));
            }
            DateReading::Ambiguous {
                day_first,
                month_first,
            } => {
                problem.get_or_insert(format!(
                    "`{text}` is {} or {}: write it as {day_first} or {month_first}",
                    show_date(day_first),
                    show_date(month_first)
                ));
            }
            DateReading::Missing | DateReading::Unreadable => {}
        }
    }
    Err(problem.unwrap_or_else(|| {
        let few: String = line.chars().take(30).collect();
        format!("expected a day such as 2026-12-28 at its beginning, but found `{few}`")
    }))
}

/// Where the first words of a line end: a day has three at most.
fn ends(line: &str) -> impl Iterator<Item = usize> {
    let is_end = |(at, sign): (usize, char)| {
        let is_separator = sign.is_whitespace() || matches!(sign, ',' | ';');
        is_separator.then_some(at)
    };
    line.char_indices()
        .filter_map(is_end)
        .take(4)
        .chain([line.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        read(text).told()
    }

    #[test]
    fn a_day_is_taken_in_every_way_that_can_be_read_in_one_way_only() {
        for line in [
            "2026-12-28",
            "2026-12-28 winter break",
            "2026-12-28, winter break",
            "2026-12-28\twinter break",
            "2026-12-28;winter break",
            "2026-12-28: winter break",
            "2026-12-28 – winter break",
            "12/28/2026 winter break",
            "28/12/2026 winter break",
            "28.12.2026 winter break",
            "28-Dec-2026 winter break",
            "28 December 2026, winter break",
            "  28 Dec 2026 winter break  ",
        ] {
            let list = read(line);
            assert_eq!(list.refused, [""; 0], "{line}");
            let (day, name) = &list.days[0];
            assert_eq!(day.to_string(), "2026-12-28", "{line}");
            let expected = if line.contains("winter") {
                "winter break"
            } else {
                ""
            };
            assert_eq!(name, expected, "{line}");
        }
    }

    #[test]
    fn a_closure_has_a_first_and_a_last_day() {
        let expected = "2026-12-24 break | 2026-12-25 break | 2026-12-26 break";
        assert_eq!(told("2026-12-24 to 2026-12-26 break"), expected);
        assert_eq!(told("24.12.2026 – 26.12.2026, break"), expected);
        let turned = "line 1: its last day lies before its first";
        assert_eq!(told("2026-12-26 - 2026-12-24"), turned);
        assert!(told("2026-12-26 to 2028-12-24").contains("at most 366 days"));
    }

    #[test]
    fn every_line_that_is_not_taken_is_told() {
        assert_eq!(
            told("Date;Name\n\n2026-12-28\n03/04/2026\n28.12.26 break\n2026-02-30\n2300-01-01"),
            "2026-12-28 | line 1: expected a day such as 2026-12-28 at its beginning, but found \
             `Date;Name` | line 4: `03/04/2026` is 3 Apr 2026 or 4 Mar 2026: write it as \
             2026-04-03 or 2026-03-04 | line 5: `28.12.26` has a year of two digits: write all \
             four | line 6: expected a day such as 2026-12-28 at its beginning, but found \
             `2026-02-30` | line 7: expected a day of the years 1970 to 2199"
        );
    }
}

//! The screen's sentences (M13): what they share here, the others by what they speak of.

mod columns;
mod compared;
mod copies;
mod decisions;
mod links;
mod lists;
mod live;
pub mod numerals;
mod pairs;
mod reading;
pub mod screen;
mod shares;
mod sources;
mod urgencies;
mod views;

use chrono::NaiveDate;

pub use crate::ingest::recognise::IGNORE;
use crate::ingest::zone::place;
pub use crate::lifecycle::calendar::{
    show_date as plain_day, show_day_of_year as day_of_year, show_weekday_date as weekday,
};
pub use columns::*;
pub use compared::*;
pub use copies::*;
pub use decisions::*;
pub use links::*;
pub use lists::*;
pub use live::*;
pub use pairs::*;
pub use reading::*;
pub use shares::*;
pub use sources::*;
pub use urgencies::*;
pub use views::*;

/// A number with its thousands apart: `1,234`, or as the person's browser writes it (M13).
pub fn number(n: u64) -> String {
    numerals::shown(&n.to_string(), "")
}

/// The word for so many: the one place that knows how English tells one from several. Another language has as
/// many forms as it needs, and this function chooses among them.
pub fn plural<'a>(n: u64, one: &'a str, many: &'a str) -> &'a str {
    if n == 1 { one } else { many }
}

/// A number with what it counts: `1 account`, `1,234 accounts`.
pub fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(n), plural(n, one, many))
}

/// Bytes in binary units, cut to a tenth: `59.5 MiB` (domain 2.9).
pub fn bytes(n: u64) -> String {
    let (shift, unit) = match n {
        0..0x400 => return counted(n, "byte", "bytes"),
        0x400..0x10_0000 => (10, "KiB"),
        0x10_0000..0x4000_0000 => (20, "MiB"),
        _ => (30, "GiB"),
    };
    let rest = (n >> (shift - 10)) & 1023;
    let tenth = (rest * 10 / 1024).to_string();
    format!(
        "{} {unit}",
        numerals::shown(&(n >> shift).to_string(), &tenth)
    )
}

/// The same with the exact number, where that is another.
pub(super) fn bytes_exactly(n: u64) -> String {
    match n {
        0..0x400 => bytes(n),
        _ => format!("{} ({})", bytes(n), counted(n, "byte", "bytes")),
    }
}

fn capitalised(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// The evaluation day in words, beside its box: `Sun 22 Nov 2026, today in New York`.
pub fn evaluated(day: NaiveDate, is_chosen: bool, zone: &str) -> String {
    if is_chosen {
        return weekday(day);
    }
    format!("{}, today in {}", weekday(day), place(zone))
}

/// The line that says what this page has sent.
pub fn requests_to_others(n: u64) -> String {
    format!(
        "{} to others since this page loaded",
        counted(n, "request", "requests")
    )
}

/// What a person reads when the worker died while it was doing something.
pub fn engine_stopped(step: &str, file: Option<&str>) -> String {
    let at = match file {
        Some(file) => format!("while {step} `{file}`"),
        None => format!("while {step}"),
    };
    format!(
        "the reading part of this page stopped {at} and was started again; \
         what was loaded before is being read again. \
         If it happens again with the same file, try it in smaller parts or with fewer columns"
    )
}

/// The line under an account's name; a row of matching has no stage.
pub fn key_and_stage(key: &str, stage: &str) -> String {
    if stage.is_empty() {
        return key.to_owned();
    }
    format!("{key} · {}", self::stage(stage))
}

/// The line under the title on paper.
pub fn paper_heading(as_of: &str, day: NaiveDate, is_sample: bool) -> String {
    let sample = if is_sample {
        " · SAMPLE, invented people"
    } else {
        ""
    };
    format!("{as_of} · evaluated for {}{sample}", weekday(day))
}

/// The mark before a part of what a mailbox needs.
pub fn met(state: &str) -> &'static str {
    match state {
        "known" => "yes",
        "failed" => "no",
        _ => "not known",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn bytes_are_told_in_binary_units_that_are_named_so() {
        #[track_caller]
        fn case(n: u64, expected: &str) {
            assert_eq!(bytes_exactly(n), expected);
        }
        case(1, "1 byte");
        case(1_023, "1,023 bytes");
        case(1_024, "1.0 KiB (1,024 bytes)");
        case((1 << 20) - 1, "1,023.9 KiB (1,048,575 bytes)");
        case(1 << 20, "1.0 MiB (1,048,576 bytes)");
        case(62_400_000, "59.5 MiB (62,400,000 bytes)");
        case((1 << 30) - 1, "1,023.9 MiB (1,073,741,823 bytes)");
        case(5 << 29, "2.5 GiB (2,684,354,560 bytes)");
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(number(7), "7");
        assert_eq!(number(1_234), "1,234");
        assert_eq!(number(1_000_000), "1,000,000");
        assert_eq!(counted(1, "row", "rows"), "1 row");
    }

    #[test]
    fn a_day_is_never_ambiguous() {
        assert_eq!(weekday(day("2026-03-09")), "Mon 9 Mar 2026");
    }
}

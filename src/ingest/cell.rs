//! What one cell says: a day, a number of days, a yes or no (P13, domain 2.8, 2.9).

use chrono::{Days, NaiveDate};

use super::month;
use super::zone::ZoneRules;
use crate::letters::is_invisible;
use quick::plain::plain_day;

/// Which part of `03/04/2026` is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateOrder {
    /// `d/M/yyyy`.
    DayFirst,
    /// `M/d/yyyy`.
    MonthFirst,
}

/// What a cell of a date column says (domain 2.9).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DateReading {
    /// Blank, or a text or date that stands for none.
    #[default]
    Missing,
    /// One day.
    Day(NaiveDate),
    /// One day, whose year was written with two digits and taken from 1970 to 2069.
    TwoDigitYear(NaiveDate),
    /// Two days, and nothing says which: the person is asked.
    Ambiguous {
        /// The day when the first part is the day.
        day_first: NaiveDate,
        /// The day when the first part is the month.
        month_first: NaiveDate,
    },
    /// A text that is no day: an issue.
    Unreadable,
}

impl DateReading {
    /// The day; the earlier one while the order of day and month is open.
    pub fn day(self) -> Option<NaiveDate> {
        match self {
            DateReading::Day(day) | DateReading::TwoDigitYear(day) => Some(day),
            DateReading::Ambiguous {
                day_first,
                month_first,
            } => Some(day_first.min(month_first)),
            DateReading::Missing | DateReading::Unreadable => None,
        }
    }
}

/// Reads a date cell (domain 2.9).
///
/// Takes ISO dates and date-times, `M/d/yyyy` and `d/M/yyyy`, `d.M.yyyy`, `dd-MMM-yyyy` with
/// English months, all with or without a time, and serial numbers of Excel's 1900 system.
/// With no `order` a slash date that can be read both ways is [`DateReading::Ambiguous`].
/// The day is the date as written; of an instant, a time with its zone, it is the day in `zone`, the
/// institution's.
pub fn read_date(text: &str, order: Option<DateOrder>, zone: &ZoneRules) -> DateReading {
    let (reading, utc) = read_both(text, order);
    utc.map_or(reading, |minutes| in_zone(reading, minutes, zone))
}

/// Reads a date cell like [`read_date`], but for the day as it is written: no zone is applied.
pub fn read_written_date(text: &str, order: Option<DateOrder>) -> DateReading {
    read_both(text, order).0
}

/// The day as written, and of an instant the minutes from its beginning in UTC.
fn read_both(text: &str, order: Option<DateOrder>) -> (DateReading, Option<i32>) {
    match plain_day(text.as_bytes()) {
        Some((year, month, day)) => (reading(year, month, day), None),
        None => read_in_full(text, order),
    }
}

fn read_in_full(text: &str, order: Option<DateOrder>) -> (DateReading, Option<i32>) {
    let text = bare(text);
    if is_none(text) {
        return (DateReading::Missing, None);
    }
    let Some((date, utc)) = written(text) else {
        return (DateReading::Unreadable, None);
    };
    let reading = match date {
        Written::Serial(serial) => serial_day(serial),
        Written::YearFirst(year, month, day) => reading(year, month, day),
        Written::DayFirst(day, month, year) => mark_year(reading(year.value, month, day), year),
        Written::Slashed(first, second, year) => {
            mark_year(slashed(first, second, year.value, order), year)
        }
    };
    (reading, utc)
}

/// Whether a date cell gives a time with its zone.
pub fn is_instant(text: &str) -> bool {
    written(bare(text)).is_some_and(|(_, utc)| utc.is_some())
}

fn in_zone(reading: DateReading, minutes: i32, zone: &ZoneRules) -> DateReading {
    let moved = |day| zone.day_of(day, minutes).unwrap_or(day);
    match reading {
        DateReading::Day(day) => DateReading::Day(moved(day)),
        DateReading::TwoDigitYear(day) => DateReading::TwoDigitYear(moved(day)),
        DateReading::Ambiguous {
            day_first,
            month_first,
        } => DateReading::Ambiguous {
            day_first: moved(day_first),
            month_first: moved(month_first),
        },
        DateReading::Missing | DateReading::Unreadable => reading,
    }
}

/// What a whole column says about the order of its slash dates (domain 2.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrderDecision {
    /// No date in it can be read both ways.
    NotNeeded,
    /// Some first part is above 12.
    DayFirst,
    /// Some second part is above 12.
    MonthFirst,
    /// Nothing decides: the person is asked.
    Undecided,
    /// Some dates are day first, some month first: the person is asked.
    Conflicting,
}

impl OrderDecision {
    /// The order, where the column gives one.
    pub fn order(self) -> Option<DateOrder> {
        match self {
            OrderDecision::DayFirst => Some(DateOrder::DayFirst),
            OrderDecision::MonthFirst => Some(DateOrder::MonthFirst),
            OrderDecision::NotNeeded | OrderDecision::Undecided | OrderDecision::Conflicting => {
                None
            }
        }
    }
}

/// Decides the order of day and month for a column (domain 2.9); dotted dates are day first anyway.
pub fn decide_order<'a>(texts: impl Iterator<Item = &'a str>) -> OrderDecision {
    let (mut day_first, mut month_first, mut open) = (false, false, false);
    for text in texts {
        let Some((Written::Slashed(first, second, _), _)) = written(bare(text)) else {
            continue;
        };
        match (first > 12, second > 12) {
            (true, false) => day_first = true,
            (false, true) => month_first = true,
            (false, false) => open |= first != second,
            (true, true) => {}
        }
    }
    match (day_first, month_first) {
        (true, true) => OrderDecision::Conflicting,
        (true, false) => OrderDecision::DayFirst,
        (false, true) => OrderDecision::MonthFirst,
        (false, false) if open => OrderDecision::Undecided,
        (false, false) => OrderDecision::NotNeeded,
    }
}

/// What a cell of the column *expires in days* says (domain 2.8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DaysReading {
    /// Blank, or a text that stands for none.
    #[default]
    Missing,
    /// So many days; negative is past.
    Days(i32),
    /// `> 60`: the number as written, a lower bound.
    AtLeast(i32),
    /// `Expired`: past, by how much is not said.
    Expired,
    /// A text that is no number of days: an issue.
    Unreadable,
}

/// Reads a cell that counts days (domain 2.8).
pub fn read_days(text: &str) -> DaysReading {
    let text = bare(text);
    if is_none(text) {
        return DaysReading::Missing;
    }
    if text.eq_ignore_ascii_case("expired") {
        return DaysReading::Expired;
    }
    let above = text.strip_prefix(">=").or(text.strip_prefix(['>', '≥']));
    let (count, bound) = match above.or(text.strip_suffix('+')) {
        Some(count) => (count, true),
        None => (text, false),
    };
    match whole_number(without_unit(count.trim())) {
        Some(days) if bound => DaysReading::AtLeast(days),
        Some(days) => DaysReading::Days(days),
        None => DaysReading::Unreadable,
    }
}

/// Reads a yes or no; `None` for any other text, blank included.
pub fn read_flag(text: &str) -> Option<bool> {
    let text = bare(text);
    let is = |word: &&str| text.eq_ignore_ascii_case(word);
    if ["y", "yes", "true", "1"].iter().any(is) {
        return Some(true);
    }
    ["n", "no", "false", "0"].iter().any(is).then_some(false)
}

/// Whether a cell holds nothing, or only what people put where nothing is: a dash, `N/A`.
pub fn is_blank(text: &str) -> bool {
    let text = bare(text);
    matches!(text, "" | "-" | "–" | "—")
        || (text.len() <= 4
            && ["n/a", "#n/a"]
                .iter()
                .any(|word| text.eq_ignore_ascii_case(word)))
}

/// The text without surrounding space, invisible characters and Excel's text guards `="…"` and `'`.
pub(super) fn bare(text: &str) -> &str {
    // Nearly every cell begins and ends with a letter or a digit, and so is bare.
    let is_plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    if is_plain(text.as_bytes().first()) && is_plain(text.as_bytes().last()) {
        return text;
    }
    let around = |letter: char| letter.is_whitespace() || is_invisible(letter);
    let text = text.trim_matches(around);
    // What Excel puts before a text that looks like a number or a date.
    let text = text.strip_prefix('\'').unwrap_or(text);
    text.strip_prefix("=\"")
        .and_then(|guarded| guarded.strip_suffix('"'))
        .map_or(text, |guarded| guarded.trim_matches(around))
}

/// Whether a bare text says that there is no date or number.
fn is_none(text: &str) -> bool {
    const WORDS: [&str; 5] = ["never", "never logged in", "none", "null", "na"];
    // Nearly every cell begins with a digit and needs no comparison of words.
    !text.starts_with(|c: char| c.is_ascii_digit())
        && (is_blank(text) || WORDS.iter().any(|word| text.eq_ignore_ascii_case(word)))
}

/// Days that stand for none: first and last of .NET, first of Windows, zeroth of Excel.
const NO_DAYS: [(i32, u32, u32); 4] = [(1, 1, 1), (1601, 1, 1), (9999, 12, 31), (1900, 1, 0)];

/// A date as its writer put it, before anyone decides what its parts mean.
enum Written {
    YearFirst(i32, u32, u32),
    DayFirst(u32, u32, Year),
    Slashed(u32, u32, Year),
    Serial(u32),
}

#[derive(Clone, Copy)]
struct Year {
    value: i32,
    two_digits: bool,
}

/// A date, and of an instant the minutes from its beginning in UTC.
fn written(text: &str) -> Option<(Written, Option<i32>)> {
    let first = number(text)?;
    if first.n_digits == 5 {
        return is_fraction(first.rest).then_some((Written::Serial(first.value), None));
    }
    let separator = first.rest.chars().next()?;
    let rest = first.rest.strip_prefix(separator)?;
    if !matches!(separator, '/' | '-' | '.' | ' ') {
        return None;
    }
    if let Some((month, rest)) = month_name(rest) {
        let (year, rest) = year(rest.strip_prefix(separator)?)?;
        let is_day = first.n_digits <= 2 && separator != '.';
        let utc = read_time(rest).filter(|_| is_day)?;
        return Some((Written::DayFirst(first.value, month, year), utc));
    }
    let second = number(rest).filter(|second| second.n_digits <= 2)?;
    let rest = second.rest.strip_prefix(separator)?;
    if first.n_digits == 4 {
        let third = number(rest).filter(|third| third.n_digits <= 2)?;
        let is_day = matches!(separator, '/' | '-');
        let utc = read_time(third.rest).filter(|_| is_day)?;
        let year = i32::try_from(first.value).ok()?;
        return Some((Written::YearFirst(year, second.value, third.value), utc));
    }
    let (year, rest) = year(rest)?;
    let utc = read_time(rest).filter(|_| first.n_digits <= 2)?;
    let date = match separator {
        '.' => Written::DayFirst(first.value, second.value, year),
        '/' | '-' => Written::Slashed(first.value, second.value, year),
        _ => return None,
    };
    Some((date, utc))
}

fn reading(year: i32, month: u32, day: u32) -> DateReading {
    if NO_DAYS.contains(&(year, month, day)) {
        return DateReading::Missing;
    }
    NaiveDate::from_ymd_opt(year, month, day).map_or(DateReading::Unreadable, DateReading::Day)
}

fn slashed(first: u32, second: u32, year: i32, order: Option<DateOrder>) -> DateReading {
    use DateReading::{Ambiguous, Day, Missing, Unreadable};
    let day_first = reading(year, second, first);
    let month_first = reading(year, first, second);
    match (day_first, month_first, order) {
        (Missing, _, _) | (_, Missing, _) => Missing,
        (day_first, _, Some(DateOrder::DayFirst)) => day_first,
        (_, month_first, Some(DateOrder::MonthFirst)) => month_first,
        (Day(day_first), Day(month_first), None) if day_first != month_first => Ambiguous {
            day_first,
            month_first,
        },
        (only, Unreadable, None) | (_, only, None) => only,
    }
}

fn mark_year(reading: DateReading, year: Year) -> DateReading {
    match reading {
        DateReading::Day(day) if year.two_digits => DateReading::TwoDigitYear(day),
        other => other,
    }
}

/// A serial of Excel's 1900 system from 1990 to 2099; anything else is some other number.
// The range leaves out serial 60, the 29 February 1900 that never was, and the days before it
// that Excel counts one off.
fn serial_day(serial: u32) -> DateReading {
    const PLAUSIBLE: std::ops::RangeInclusive<u32> = 32_874..=73_050;
    let zeroth = NaiveDate::from_ymd_opt(1899, 12, 30);
    zeroth
        .filter(|_| PLAUSIBLE.contains(&serial))
        .and_then(|zeroth| zeroth.checked_add_days(Days::new(u64::from(serial))))
        .map_or(DateReading::Unreadable, DateReading::Day)
}

/// The digits a text begins with, up to five of them.
struct Number<'a> {
    value: u32,
    n_digits: usize,
    rest: &'a str,
}

fn number(text: &str) -> Option<Number<'_>> {
    let n_digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if n_digits == 0 || n_digits > 5 {
        return None;
    }
    let (digits, rest) = text.split_at(n_digits);
    let value = digits
        .bytes()
        .fold(0, |value, digit| value * 10 + u32::from(digit - b'0'));
    Some(Number {
        value,
        n_digits,
        rest,
    })
}

fn year(text: &str) -> Option<(Year, &str)> {
    let number = number(text)?;
    let value = i32::try_from(number.value).ok()?;
    let two_digits = number.n_digits == 2;
    let value = match number.n_digits {
        4 => value,
        2 if value < 70 => 2000 + value,
        2 => 1900 + value,
        _ => return None,
    };
    Some((Year { value, two_digits }, number.rest))
}

fn month_name(text: &str) -> Option<(u32, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (word, rest) = text.split_at(length);
    Some((month::named(word)?, rest))
}

/// Reads what follows a date: nothing, a zone, or a time with or without AM, PM and zone.
///
/// Of a time with its zone the minutes from the date's beginning to it in UTC.
fn read_time(rest: &str) -> Option<Option<i32>> {
    if read_zone(rest).is_some() {
        return Some(None);
    }
    let time = rest.strip_prefix(['T', 't', ',']).unwrap_or(rest);
    if time.len() == rest.len() && !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let (minutes, zone) = clock_time(time.trim_start())?;
    let offset = read_zone(zone.trim_start())?;
    Some(offset.map(|offset| minutes - offset))
}

/// Minutes since midnight, and what follows `H:mm`, `:ss`, a fraction and AM or PM.
fn clock_time(text: &str) -> Option<(i32, &str)> {
    let hour = number(text).filter(|hour| hour.n_digits <= 2)?;
    let (minute, mut rest) = two_digits(hour.rest.strip_prefix(':')?, 59)?;
    if let Some(seconds) = rest.strip_prefix(':') {
        rest = two_digits(seconds, 60)?.1;
        if let Some(fraction) = rest.strip_prefix(['.', ',']) {
            rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
        }
    }
    let half = rest.trim_start();
    let is_half = |name: &str| {
        half.get(..2)
            .is_some_and(|half| half.eq_ignore_ascii_case(name))
    };
    let hours = hour.value as i32;
    let (hours, rest) = match (is_half("am"), is_half("pm")) {
        (false, false) => ((hours <= 23).then_some(hours)?, rest),
        (_, afternoon) => {
            let hours = (hours <= 12).then_some(hours % 12)?;
            (hours + if afternoon { 12 } else { 0 }, &half[2..])
        }
    };
    Some((hours * 60 + minute, rest))
}

/// Two digits that are at most `most`, and what follows them.
fn two_digits(text: &str, most: u32) -> Option<(i32, &str)> {
    number(text)
        .filter(|number| number.n_digits == 2 && number.value <= most)
        .map(|number| (number.value as i32, number.rest))
}

/// Reads nothing, `Z`, `UTC`, `GMT` or an offset such as `-05:00`, in minutes.
fn read_zone(text: &str) -> Option<Option<i32>> {
    if text.is_empty() {
        return Some(None);
    }
    if ["z", "utc", "gmt"]
        .iter()
        .any(|zone| text.eq_ignore_ascii_case(zone))
    {
        return Some(Some(0));
    }
    let offset = text.strip_prefix(['+', '-'])?;
    let (hours, minutes) = match offset.len() {
        4 => {
            let offset = number(offset).filter(|offset| offset.n_digits == 4)?;
            (offset.value as i32 / 100, offset.value as i32 % 100)
        }
        _ => {
            let (hours, rest) = two_digits(offset, 14)?;
            match rest.strip_prefix(':') {
                Some(rest) => {
                    let (minutes, rest) = two_digits(rest, 59)?;
                    (hours, rest.is_empty().then_some(minutes)?)
                }
                None => (hours, rest.is_empty().then_some(0)?),
            }
        }
    };
    let offset = (hours <= 14 && minutes <= 59).then_some(hours * 60 + minutes)?;
    Some(Some(if text.starts_with('-') {
        -offset
    } else {
        offset
    }))
}

fn is_fraction(text: &str) -> bool {
    text.strip_prefix('.')
        .unwrap_or(text)
        .bytes()
        .all(|byte| byte.is_ascii_digit())
}

fn without_unit(text: &str) -> &str {
    let unit = ["days", "day"].into_iter().find(|unit| {
        text.len() > unit.len()
            && text.is_char_boundary(text.len() - unit.len())
            && text[text.len() - unit.len()..].eq_ignore_ascii_case(unit)
    });
    match unit {
        Some(unit) => text[..text.len() - unit.len()].trim_end(),
        None => text,
    }
}

/// A whole number; `30.0`, as spreadsheets write it, is one.
fn whole_number(text: &str) -> Option<i32> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = whole.strip_prefix(['-', '−', '+']).unwrap_or(whole);
    let is_whole = fraction.bytes().all(|byte| byte == b'0')
        && !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    let value: i32 = if is_whole {
        digits.parse().ok()?
    } else {
        return None;
    };
    Some(if whole.starts_with(['-', '−']) {
        -value
    } else {
        value
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, order: Option<DateOrder>) -> DateReading {
        read_date(text, order, &ZoneRules::default())
    }

    #[test]
    fn a_plain_day_is_what_it_is_in_full() {
        let mut n_plain = 0;
        for year in (1899..2102).step_by(7).chain([1900, 2000, 2024, 2099]) {
            for (month, day) in (0..14).flat_map(|month| (0..33).map(move |day| (month, day))) {
                let text = format!("{year}-{month:02}-{day:02}");
                if plain_day(text.as_bytes()).is_some() {
                    assert_eq!(read_both(&text, None), read_in_full(&text, None), "{text}");
                    n_plain += 1;
                }
            }
        }
        assert!(n_plain > 365 * 25);
    }

    fn day(text: &str) -> NaiveDate {
        let parts: Vec<u32> = text.split('-').map(|part| part.parse().unwrap()).collect();
        NaiveDate::from_ymd_opt(parts[0] as i32, parts[1], parts[2]).unwrap()
    }

    #[test]
    fn every_accepted_way_to_write_a_day_is_read() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(read(text, None), DateReading::Day(day(expected)));
        }
        case("2026-03-02", "2026-3-2");
        case("2026/3/2", "2026-3-2");
        case("2026-03-08T04:30:00Z", "2026-3-7");
        case("2026-03-01T03:30:00Z", "2026-2-28");
        case("2026-03-01T00:30:00-05:00", "2026-3-1");
        case("2026-03-01T23:30:00-10:00", "2026-3-2");
        case("3/14/2026 12:30 AM GMT", "2026-3-13");
        case("3/14/2026 12:30 PM UTC", "2026-3-14");
        case("2026-03-08T04:30:00.1234567Z", "2026-3-7");
        case("2026-03-08T04:30:00-05:00", "2026-3-8");
        case("2026-03-08T04:30:00+0530", "2026-3-7");
        case("2026-03-08T04:30:00+05", "2026-3-7");
        case("2026-03-08T04:30", "2026-3-8");
        case("2022-03-18 19:49:35Z", "2022-3-18");
        case("2022-03-18 19:49:35 UTC", "2022-3-18");
        case("2022-03-18Z", "2022-3-18");
        case("3/14/2026", "2026-3-14");
        case("03/14/2026 4:05 PM", "2026-3-14");
        case("3/14/2026, 4:05:06\u{202f}PM", "2026-3-14");
        case("14/3/2026 16:05", "2026-3-14");
        case("5/5/2026", "2026-5-5");
        case("2.3.2026", "2026-3-2");
        case("02.03.2026 00:00:00", "2026-3-2");
        case("02-Mar-2026", "2026-3-2");
        case("2 march 2026", "2026-3-2");
        case("02-SEPT-2026 09:15", "2026-9-2");
        case("46083", "2026-3-2");
        case("46083.75", "2026-3-2");
        case(" \u{a0}2026-03-02\u{feff} ", "2026-3-2");
        case("\u{202a}2026-03-02\u{202c}", "2026-3-2");
        case("\u{202d}3/14/2026 4:05 PM\u{202c}\u{200e}", "2026-3-14");
        case("=\"2026-03-02\"", "2026-3-2");
        case("'2026-03-02", "2026-3-2");
        case("2028-02-29", "2028-2-29");
    }

    #[test]
    fn an_instant_is_the_day_of_the_zone_and_a_written_day_is_itself() {
        #[track_caller]
        fn case(name: &str, text: &str, expected: &str) {
            let found = read_date(text, None, &crate::ingest::zone::pinned::zone(name));
            assert_eq!(found, DateReading::Day(day(expected)), "{name} {text}");
        }
        for (name, instant) in [
            ("America/New_York", "2026-3-7"),
            ("Europe/Berlin", "2026-3-8"),
            ("Asia/Kathmandu", "2026-3-8"),
            ("Pacific/Apia", "2026-3-8"),
            ("+14:00", "2026-3-8"),
        ] {
            case(name, "2026-03-08T04:30:00Z", instant);
            case(name, "2026-03-08T04:30:00", "2026-3-8");
            case(name, "2026-03-08", "2026-3-8");
        }
        case("Europe/Berlin", "2026-03-08T23:30:00Z", "2026-3-9");
        case("Europe/Berlin", "2026-07-01T22:00:00Z", "2026-7-2");
        case("Asia/Kolkata", "2026-03-08 18:30 UTC", "2026-3-9");
        case("Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-31");
    }

    #[test]
    fn what_stands_for_no_date_is_missing() {
        #[track_caller]
        fn case(text: &str) {
            assert_eq!(read(text, None), DateReading::Missing);
        }
        case("");
        case("  \u{a0}");
        case("0001-01-01");
        case("0001-01-01T00:00:00Z");
        case("1/1/0001 12:00:00 AM");
        case("1601-01-01");
        case("9999-12-31");
        case("12/31/9999 11:59:59 PM");
        case("1900-01-00");
        case("1/0/1900");
        case("Never");
        case("never logged in");
        case("-");
        case("—");
        case("N/A");
        case("#N/A");
    }

    #[test]
    fn what_is_no_day_is_unreadable() {
        #[track_caller]
        fn case(text: &str) {
            assert_eq!(read(text, None), DateReading::Unreadable);
        }
        case("2026-02-30");
        case("2027-02-29");
        case("2026-13-01");
        case("13/13/2026");
        case("31.04.2026");
        case("30-Feb-2026");
        case("02-Mai-2026");
        case("soon");
        case("60");
        case("30");
        case("99999");
        case("46083x");
        case("123456");
        case("20260302");
        case("2026-03");
        case("2026-03-02x");
        case("2026-03-02T");
        case("2026-03-02T25:00:00Z");
        case("2026-03-02 10:00:00+99:00");
        case("2026-03-02 10:00:00+1260");
        case("3/14/2026 13:05 PM");
        case("3/14/202");
        case("3/14-2026");
        case("٣/١٤/٢٠٢٦");
        case("é/1/2026");
        case("1/é/2026");
    }

    #[test]
    fn an_instant_without_an_order_of_day_and_month_may_be_two_days() {
        let both = DateReading::Ambiguous {
            day_first: day("2026-4-2"),
            month_first: day("2026-3-3"),
        };
        assert_eq!(read("03/04/2026 01:00 UTC", None), both);
        assert!(is_instant("2026-03-08T04:30:00Z"));
        assert!(!is_instant("2026-03-08T04:30:00") && !is_instant("2026-03-08Z"));
    }

    #[test]
    fn the_order_of_day_and_month_is_never_guessed() {
        let both = DateReading::Ambiguous {
            day_first: day("2026-4-3"),
            month_first: day("2026-3-4"),
        };
        assert_eq!(read("03/04/2026", None), both);
        assert_eq!(read("03-04-2026", None), both);
        assert_eq!(both.day(), Some(day("2026-3-4")));
        let read_by = |order| read("03/04/2026", Some(order)).day();
        assert_eq!(read_by(DateOrder::DayFirst), Some(day("2026-4-3")));
        assert_eq!(read_by(DateOrder::MonthFirst), Some(day("2026-3-4")));
        let against = read("13/04/2026", Some(DateOrder::MonthFirst));
        assert_eq!(against, DateReading::Unreadable);
    }

    #[test]
    fn two_digits_of_a_year_lie_between_1970_and_2069() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            let expected = DateReading::TwoDigitYear(day(expected));
            assert_eq!(read(text, Some(DateOrder::MonthFirst)), expected);
        }
        case("3/14/26", "2026-3-14");
        case("3/14/69", "2069-3-14");
        case("3/14/70", "1970-3-14");
        case("14.3.99", "1999-3-14");
        case("14-Mar-26", "2026-3-14");
    }

    #[test]
    fn a_column_decides_its_order_once() {
        #[track_caller]
        fn case(texts: &[&str], expected: OrderDecision) {
            assert_eq!(decide_order(texts.iter().copied()), expected);
        }
        case(&["03/04/2026"], OrderDecision::Undecided);
        case(&["03/04/2026", "13/04/2026"], OrderDecision::DayFirst);
        case(
            &["03/04/2026", "04/13/2026 1:00 PM"],
            OrderDecision::MonthFirst,
        );
        case(&["13/04/2026", "04/13/2026"], OrderDecision::Conflicting);
        case(&["13.04.2026", "2026-03-04", ""], OrderDecision::NotNeeded);
        case(
            &["5/5/2026", "13/13/2026", "soon"],
            OrderDecision::NotNeeded,
        );
        case(&[], OrderDecision::NotNeeded);
    }

    #[test]
    fn a_count_of_days_is_read() {
        #[track_caller]
        fn case(text: &str, expected: DaysReading) {
            assert_eq!(read_days(text), expected);
        }
        case("30", DaysReading::Days(30));
        case(" 0 ", DaysReading::Days(0));
        case("-3", DaysReading::Days(-3));
        case("−3", DaysReading::Days(-3));
        case("30.0", DaysReading::Days(30));
        case("'30", DaysReading::Days(30));
        case("1 day", DaysReading::Days(1));
        case("12 Days", DaysReading::Days(12));
        case("> 60", DaysReading::AtLeast(60));
        case(">=60", DaysReading::AtLeast(60));
        case("60+", DaysReading::AtLeast(60));
        case("Expired", DaysReading::Expired);
        case("", DaysReading::Missing);
        case("N/A", DaysReading::Missing);
        case("-", DaysReading::Missing);
        case("soon", DaysReading::Unreadable);
        case("29.5", DaysReading::Unreadable);
        case("1,000", DaysReading::Unreadable);
        case("99999999999", DaysReading::Unreadable);
        case("--3", DaysReading::Unreadable);
        case("days", DaysReading::Unreadable);
    }

    #[test]
    fn a_flag_is_read_without_regard_to_case() {
        #[track_caller]
        fn case(text: &str, expected: Option<bool>) {
            assert_eq!(read_flag(text), expected);
        }
        case("Y", Some(true));
        case("yes ", Some(true));
        case("TRUE", Some(true));
        case("1", Some(true));
        case("n", Some(false));
        case("No", Some(false));
        case("False", Some(false));
        case("0", Some(false));
        case("", None);
        case("maybe", None);
    }
}

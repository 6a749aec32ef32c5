//! Dates with a time and a zone, as instants of UTC (2.9, F14, F24).

use std::borrow::Cow;

use chrono::{Duration, NaiveDate, NaiveDateTime};

use super::cell::{DateOrder, DateReading, bare, read_written_date};
use quick::plain::is_plain_time;

/// What a cell of a column of instants says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstantReading {
    /// Blank, or a text or date that stands for none.
    Missing,
    /// An instant of UTC; a day without a time begins it.
    At(NaiveDateTime),
    /// Its day may be two days, and nothing says which.
    Ambiguous,
    /// A text that is no instant: an issue.
    Unreadable,
}

/// Reads a cell; a time without a zone is one of UTC (D13).
pub fn read_instant(text: &str, order: Option<DateOrder>) -> InstantReading {
    let day = match read_written_date(text, order) {
        DateReading::Missing => return InstantReading::Missing,
        DateReading::Unreadable => return InstantReading::Unreadable,
        DateReading::Ambiguous { .. } => return InstantReading::Ambiguous,
        DateReading::Day(day) | DateReading::TwoDigitYear(day) => day,
    };
    let seconds = match seconds_of(bare(text)) {
        Some(seconds) => seconds,
        None => return InstantReading::Unreadable,
    };
    day.and_hms_opt(0, 0, 0)
        .and_then(|midnight| midnight.checked_add_signed(Duration::seconds(seconds)))
        .map_or(InstantReading::Unreadable, InstantReading::At)
}

/// An instant as ISO 8601 writes it to the second, of a text that plainly is one of UTC or without a zone;
/// `None` of every other text, which [`read_instant`] may still read.
pub fn iso_of_plain(text: &str) -> Option<Cow<'_, str>> {
    if text.len() < 19 || !is_plain_time(text.as_bytes()) {
        return None;
    }
    if text.ends_with('Z') && &text[10..11] == "T" {
        return Some(Cow::Borrowed(text));
    }
    Some(Cow::Owned([&text[..10], "T", &text[11..19], "Z"].concat()))
}

/// Seconds since 1970 of an instant that is written as `2026-11-20T16:41:33.5Z`, which most are;
/// `None` of every other text, which [`read_instant`] may still read.
pub fn seconds_of_iso(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    let number = |from: usize, to: usize| {
        bytes.get(from..to)?.iter().try_fold(0u32, |n, b| {
            b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0'))
        })
    };
    let stands = |at: usize, byte: u8| bytes.get(at) == Some(&byte);
    let (_, fraction) = text.strip_suffix('Z')?.split_at_checked(19)?;
    let is_plain = stands(4, b'-')
        && stands(7, b'-')
        && stands(10, b'T')
        && stands(13, b':')
        && stands(16, b':')
        && fraction.bytes().all(|b| b == b'.' || b.is_ascii_digit());
    let year = number(0, 4).filter(|year| is_plain && *year >= 1970)?;
    let day = NaiveDate::from_ymd_opt(year.cast_signed(), number(5, 7)?, number(8, 10)?)?;
    let at = day.and_hms_opt(number(11, 13)?, number(14, 16)?, number(17, 19)?)?;
    Some(at.and_utc().timestamp())
}

/// The day of an instant of UTC.
pub fn day_of(instant: NaiveDateTime) -> NaiveDate {
    instant.date()
}

/// Seconds of UTC from the midnight of the day as written; [`read_written_date`] has checked the text.
fn seconds_of(text: &str) -> Option<i64> {
    let Some(colon) = text.find(':') else {
        return Some(serial_seconds(text));
    };
    let (before, behind) = (&text[..colon], &text[colon..]);
    let hour_at = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let hour: i64 = number(&before[hour_at..])?;
    let minute = number(behind.get(1..3)?)?;
    let mut rest = &behind[3..];
    let mut second = 0;
    if let Some(seconds) = rest.strip_prefix(':') {
        second = number(seconds.get(..2)?)?;
        rest =
            seconds[2..].trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    }
    let rest = rest.trim_start();
    let half = rest.get(..2).unwrap_or_default();
    let (hour, zone) = match () {
        () if half.eq_ignore_ascii_case("am") => (hour % 12, &rest[2..]),
        () if half.eq_ignore_ascii_case("pm") => (hour % 12 + 12, &rest[2..]),
        () => (hour, rest),
    };
    Some(hour * 3600 + minute * 60 + second - offset_seconds(zone.trim())?)
}

/// The part of a day behind the mark of a spreadsheet's serial number.
fn serial_seconds(text: &str) -> i64 {
    let fraction = match text.split_once('.') {
        Some((days, fraction)) if days.len() == 5 => fraction,
        _ => return 0,
    };
    let digits = fraction.bytes().take(9).filter(u8::is_ascii_digit);
    let (part, unit) = digits.fold((0i64, 1i64), |(part, unit), digit| {
        (part * 10 + i64::from(digit - b'0'), unit * 10)
    });
    (part * 86_400 + unit / 2) / unit
}

fn offset_seconds(zone: &str) -> Option<i64> {
    let Some(offset) = zone.strip_prefix(['+', '-']) else {
        return Some(0);
    };
    let hours = number(offset.get(..2)?)?;
    let minutes = offset
        .get(offset.len().max(2) - 2..)
        .filter(|_| offset.len() > 2);
    let seconds = hours * 3600 + minutes.map_or(Some(0), number)? * 60;
    Some(if zone.starts_with('-') {
        -seconds
    } else {
        seconds
    })
}

fn number(digits: &str) -> Option<i64> {
    let is_number = !digits.is_empty() && digits.len() <= 2;
    is_number.then(|| {
        digits.bytes().try_fold(0, |n, b| {
            b.is_ascii_digit().then(|| n * 10 + i64::from(b - b'0'))
        })
    })?
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_accepted_way_to_write_an_instant_is_read() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            let InstantReading::At(at) = read_instant(text, None) else {
                panic!("{text}: {:?}", read_instant(text, None));
            };
            assert_eq!(at.to_string(), expected, "{text}");
        }
        case("2026-03-08T04:30:00Z", "2026-03-08 04:30:00");
        case("2025-12-04T08:19:41Z", "2025-12-04 08:19:41");
        case("2022-03-18 19:49:35Z", "2022-03-18 19:49:35");
        case("2026-09-18T21:36:33.918907Z", "2026-09-18 21:36:33");
        case("2026-03-08T04:30:00-05:00", "2026-03-08 09:30:00");
        case("2026-03-08T04:30:00+0530", "2026-03-07 23:00:00");
        case("2026-03-08T04:30:00+05", "2026-03-07 23:30:00");
        case("8/19/2021 1:25:31 PM", "2021-08-19 13:25:31");
        case("8/19/2021 12:05:00 AM", "2021-08-19 00:05:00");
        case("8/19/2021 12:05 PM", "2021-08-19 12:05:00");
        case("19.8.2021 13:05", "2021-08-19 13:05:00");
        case("2 march 2026 09:15", "2026-03-02 09:15:00");
        case("2024-02-06", "2024-02-06 00:00:00");
        case("46083.75", "2026-03-02 18:00:00");
        case("46083", "2026-03-02 00:00:00");
        case("2.3.2026", "2026-03-02 00:00:00");
    }

    #[test]
    fn a_plain_instant_is_read_at_once_as_it_is_read_at_length() {
        for text in [
            "2026-03-08T04:30:00Z",
            "1970-01-01T00:00:00Z",
            "2028-02-29T23:59:59.9999999Z",
        ] {
            let InstantReading::At(at) = read_instant(text, None) else {
                panic!("{text}");
            };
            assert_eq!(
                seconds_of_iso(text),
                Some(at.and_utc().timestamp()),
                "{text}"
            );
        }
        for text in [
            "",
            "Z",
            "2026-03-08",
            "2026-03-08 04:30:00Z",
            "2026-02-30T00:00:00Z",
            "2026-03-08T04:30:00+05:00",
            "0001-01-01T00:00:00Z",
            "2026-03-08T04:30:00 PMZ",
            "2026-03-08T04:30:0\u{e9}Z",
        ] {
            assert_eq!(seconds_of_iso(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_none_is_missing_and_what_is_no_instant_is_told() {
        assert_eq!(
            read_instant("0001-01-01T00:00:00Z", None),
            InstantReading::Missing
        );
        assert_eq!(read_instant("Never", None), InstantReading::Missing);
        assert_eq!(
            read_instant("2026-02-30T00:00:00Z", None),
            InstantReading::Unreadable
        );
        assert_eq!(
            read_instant("3/12/2025 7:22:01 AM", None),
            InstantReading::Ambiguous
        );
        let day_first = read_instant("3/12/2025 7:22:01 AM", Some(DateOrder::DayFirst));
        let InstantReading::At(at) = day_first else {
            panic!("{day_first:?}");
        };
        assert_eq!(day_of(at).to_string(), "2025-12-03");
    }

    proptest! {
        #[test]
        fn what_plainly_is_an_instant_is_written_as_it_is_read(text in "(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9][T ][0-2][0-9]:[0-6][0-9]:[0-6][0-9]Z?") {
            if let Some(plain) = iso_of_plain(&text) {
                let InstantReading::At(at) = read_instant(&text, None) else {
                    panic!("{text} is plain and no instant");
                };
                prop_assert_eq!(&*plain, format!("{}T{}Z", at.date(), at.time()));
            }
        }
    }

    #[test]
    fn what_most_exports_write_is_plain() {
        for text in [
            "2026-11-22 08:00:00",
            "2026-11-22T08:00:00Z",
            "2026-11-22 08:00:00Z",
        ] {
            assert_eq!(iso_of_plain(text).as_deref(), Some("2026-11-22T08:00:00Z"));
        }
        for text in [
            "2026-11-22",
            "2026-11-31T08:00:00Z",
            "2026-11-22T08:00:00+01:00",
            "",
        ] {
            assert_eq!(iso_of_plain(text), None);
        }
    }
}

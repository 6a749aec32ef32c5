//! Instants as Graph and HTTP write them, to and from milliseconds since 1970 in UTC.

use chrono::{DateTime, NaiveDate, NaiveTime};

const DAY_MS: i64 = 86_400_000;

/// An instant to the second, as Graph's filters take it: `2026-11-15T00:00:00Z`.
pub fn iso(ms: i64) -> String {
    let instant = DateTime::from_timestamp(ms.div_euclid(1_000), 0).unwrap_or_default();
    format!("{:?}Z", instant.naive_utc())
}

/// The beginning of the day of an instant.
pub fn day_start(ms: i64) -> i64 {
    ms - ms.rem_euclid(DAY_MS)
}

/// A date of HTTP (RFC 9110, 5.6.7) in any of its three spellings.
pub fn http_date(text: &str) -> Option<i64> {
    const MONTHS: &str = "janfebmaraprmayjunjulaugsepoctnovdec";
    let (mut clock, mut month, mut numbers) = (None, None, Vec::new());
    for word in text.split([' ', ',', '-']).filter(|word| !word.is_empty()) {
        let lower = word.to_ascii_lowercase();
        if word.contains(':') {
            let mut parts = word.split(':').map(short_number);
            let all = [parts.next()??, parts.next()??, parts.next()??];
            let is_time = all[0] < 24 && all[1] < 60 && all[2] < 61 && parts.next().is_none();
            clock = Some((all[0] * 3600 + all[1] * 60 + all[2]) * 1000).filter(|_| is_time);
        } else if let Some(number) = short_number(word) {
            numbers.push((number, word.len()));
        } else if lower.len() == 3 && MONTHS.match_indices(&lower).any(|(at, _)| at % 3 == 0) {
            month = MONTHS
                .match_indices(&lower)
                .map(|(at, _)| at)
                .find(|at| at % 3 == 0);
        }
    }
    let [(day, _), (year, n_digits)] = numbers[..] else {
        return None;
    };
    let year = match (n_digits, year) {
        (4, year) => year,
        (2, 70..) => 1900 + year,
        (2, _) => 2000 + year,
        _ => return None,
    };
    // 31 February is no day.
    let day = NaiveDate::from_ymd_opt(year as i32, month? as u32 / 3 + 1, day as u32)?;
    Some(day.and_time(NaiveTime::MIN).and_utc().timestamp_millis() + clock?)
}

fn short_number(text: &str) -> Option<i64> {
    let is_one = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_one)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Datelike;
    use proptest::prelude::*;

    #[test]
    fn the_three_spellings_of_a_date_are_one_instant() {
        for text in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            assert_eq!(http_date(text), Some(784_111_777_000), "{text}");
        }
        for text in [
            "",
            "soon",
            "06 Nov 1994",
            "Sun, 31 Feb 2026 08:49:37 GMT",
            "Sun, 06 Nov 1994 25:49:37 GMT",
            "Sun, 06 Nov 1994 8:49 GMT",
            "Sun, 06 Nov 99999 08:49:37 GMT",
        ] {
            assert_eq!(http_date(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn instants_are_as_a_calendar_has_them(second in -2_000_000_000i64..10_000_000_000) {
            let known = DateTime::from_timestamp(second, 0).expect("an instant").naive_utc();
            prop_assert_eq!(iso(second * 1000), known.to_string().replace(' ', "T") + "Z");
            let (day, clock) = (known.date(), known.time());
            let month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][day.month0() as usize];
            let written = format!("{}, {:02} {month} {:04} {clock} GMT", day.weekday(), day.day(), day.year());
            prop_assert_eq!(http_date(&written), Some(second * 1000));
        }

        #[test]
        fn no_text_is_too_odd_for_a_date(text: String) {
            let _ = http_date(&text);
        }
    }
}

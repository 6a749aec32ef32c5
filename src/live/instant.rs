//! Instants as Graph and HTTP write them, to and from milliseconds since 1970 in UTC.

const DAY_MS: i64 = 86_400_000;

/// Days since 1970 of a civil day (Hinnant's algorithm; years from 0).
fn days_of(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day of days since 1970.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

/// An instant to the second, as Graph's filters take it: `2026-11-15T00:00:00Z`.
pub fn iso(ms: i64) -> String {
    let (year, month, day) = civil(ms.div_euclid(DAY_MS));
    let second = ms.rem_euclid(DAY_MS) / 1000;
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
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
    let days = days_of(year, month? as i64 / 3 + 1, day);
    // 31 February is no day.
    (civil(days).2 == day).then_some(days * DAY_MS + clock?)
}

fn short_number(text: &str) -> Option<i64> {
    let is_one = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_one)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, Datelike};
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

//! The day that a file's name holds: `2026-11-20`, `2026-9-23` or `20261120`.

use chrono::NaiveDate;

/// The first day in a name; months and days are never guessed from names that begin with them.
pub fn day_in_name(name: &str) -> Option<NaiveDate> {
    let bytes = name.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let n = digits(&bytes[at..]);
        let day = match n {
            8 => day(
                &bytes[at..at + 4],
                &bytes[at + 4..at + 6],
                &bytes[at + 6..at + 8],
            ),
            4 => parted(&bytes[at..]),
            _ => None,
        };
        if day.is_some() {
            return day;
        }
        at += n.max(1);
    }
    None
}

/// `2026-9-23`: a year, and after one mark each a month and a day.
fn parted(text: &[u8]) -> Option<NaiveDate> {
    let is_mark = |place: usize| matches!(text.get(place), Some(b'-' | b'_' | b'.'));
    let month = 5;
    let n_month = digits(text.get(month..)?);
    let at = month + n_month + 1;
    let n_day = digits(text.get(at..)?);
    let is_day = is_mark(4) && is_mark(at - 1) && n_month <= 2 && n_day <= 2;
    let (month, behind) = (&text[month..month + n_month], &text[at..at + n_day]);
    is_day.then(|| day(&text[..4], month, behind))?
}

fn digits(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

fn day(year: &[u8], month: &[u8], day: &[u8]) -> Option<NaiveDate> {
    let number = |digits: &[u8]| {
        let add = |number, digit: &u8| number * 10 + u32::from(digit - b'0');
        digits.iter().fold(0, add)
    };
    let year = number(year) as i32;
    let is_near = (2000..2100).contains(&year);
    is_near.then(|| NaiveDate::from_ymd_opt(year, number(month), number(day)))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_may_hold_the_day() {
        #[track_caller]
        fn case(name: &str, expected: Option<&str>) {
            assert_eq!(
                day_in_name(name).map(|day| day.to_string()).as_deref(),
                expected,
                "{name}"
            );
        }
        case("enrollment_2026-11-20.csv", Some("2026-11-20"));
        case("20261120 enrollment.csv", Some("2026-11-20"));
        case("exportUsers_2026-9-23.csv", Some("2026-09-23"));
        case("exportUsers_2026-9-3.csv", Some("2026-09-03"));
        case("users_2026.11.20", Some("2026-11-20"));
        case("7 of 2026_11_20", Some("2026-11-20"));
        case("report-20261340.csv", None);
        case("report-120261120.csv", None);
        case("users_11_20_2026.csv", None);
        case("2026-11", None);
        case("2026-", None);
        case("exchange.csv", None);
    }
}

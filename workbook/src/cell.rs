//! A cell's value as the text a CSV export would have, with dates as 2026-11-22 or 2026-11-22T10:00:00.

const SECONDS_A_DAY: i64 = 86_400;
/// Day 0 of both of Excel's calendars, counted from 1 January 1970.
const EPOCH_1900: i64 = -25_569;
const EPOCH_1904: i64 = -24_107;
/// The first serial after the year 9999.
const TOO_LATE: f64 = 2_958_466.0;

/// A number as XML writes it; one that is none or infinite is a text.
pub fn parsed(text: &str) -> Option<f64> {
    text.parse().ok().filter(|value: &f64| value.is_finite())
}

/// A number in plain decimal with the fifteen digits that spreadsheets keep: 0.1 + 0.2 is 0.3.
pub fn number(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return if value == 0.0 {
            "0".to_string()
        } else {
            String::new()
        };
    }
    let text = format!("{:.14e}", value.abs());
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let digits = mantissa.replace('.', "");
    let digits = digits.trim_end_matches('0');
    // So many digits stand before the point.
    let point = exponent.parse::<i32>().unwrap_or(0) + 1;
    let mut plain = if value < 0.0 {
        "-".to_string()
    } else {
        String::new()
    };
    match usize::try_from(point) {
        Ok(point) if point >= digits.len() => {
            plain.push_str(digits);
            plain.extend(std::iter::repeat_n('0', point - digits.len()));
        }
        Ok(point) if point > 0 => {
            plain.push_str(&digits[..point]);
            plain.push('.');
            plain.push_str(&digits[point..]);
        }
        _ => {
            plain.push_str("0.");
            plain.extend(std::iter::repeat_n('0', point.unsigned_abs() as usize));
            plain.push_str(digits);
        }
    }
    plain
}

/// A serial as a day, with the time where there is one; a time alone where there is no day.
///
/// In the calendar of 1900 there is a 29 February 1900: it is given as it is, for a day there was not.
pub fn date(serial: f64, is_1904: bool) -> String {
    let too_late = match is_1904 {
        true => TOO_LATE - (EPOCH_1904 - EPOCH_1900) as f64,
        false => TOO_LATE,
    };
    if !(0.0..too_late).contains(&serial) {
        return number(serial);
    }
    // A serial holds about a microsecond; what is less than a millisecond is noise. The rest is cut
    // off, never rounded up: a moment before midnight stays on its day.
    let milliseconds = (serial * SECONDS_A_DAY as f64 * 1_000.0).round() as i64;
    let seconds = milliseconds / 1_000;
    let (day, second) = (seconds / SECONDS_A_DAY, seconds % SECONDS_A_DAY);
    let time = clock(second);
    if day == 0 && (second > 0 || !is_1904) {
        return time;
    }
    let day = match is_1904 {
        true => iso_day(day + EPOCH_1904),
        false if day == 60 => "1900-02-29".to_string(),
        false => iso_day(day + EPOCH_1900 + i64::from(day < 60)),
    };
    match second {
        0 => day,
        _ => format!("{day}T{time}"),
    }
}

/// A number of days as hours, minutes and seconds: 1.5 is 36:00:00.
pub fn duration(days: f64) -> String {
    if days.abs() >= TOO_LATE {
        return number(days);
    }
    let seconds = (days.abs() * SECONDS_A_DAY as f64).round() as i64;
    let sign = if days < 0.0 && seconds > 0 { "-" } else { "" };
    format!("{sign}{}", clock(seconds))
}

/// A date as XML writes it, without a time that is midnight and without parts of a second.
pub fn iso_date(text: &str) -> &str {
    let Some((day, time)) = text.split_once('T') else {
        return text;
    };
    let whole = time.split('.').next().unwrap_or(time);
    // What has a zone is left as it is.
    match whole.len() {
        8 if whole == "00:00:00" && !time.ends_with('Z') => day,
        8 if !time.ends_with('Z') => &text[..day.len() + 9],
        _ => text,
    }
}

/// A duration such as PT36H00M00S as hours, minutes and seconds.
pub fn iso_duration(text: &str) -> String {
    let read = || {
        let (sign, rest) = match text.strip_prefix('-') {
            Some(rest) => (-1.0, rest),
            None => (1.0, text),
        };
        let (days, times) = rest.strip_prefix('P')?.split_once('T')?;
        let mut total = match days {
            "" => 0.0,
            days => parsed(days.strip_suffix('D')?)?,
        };
        let mut digits = String::new();
        for letter in times.chars() {
            let share = match letter {
                'H' => 24.0,
                'M' => 1_440.0,
                'S' => 86_400.0,
                letter => {
                    digits.push(letter);
                    continue;
                }
            };
            total += parsed(&std::mem::take(&mut digits))? / share;
        }
        digits.is_empty().then_some(sign * total)
    };
    read().map_or_else(|| text.to_string(), duration)
}

fn clock(seconds: i64) -> String {
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    format!("{hours:02}:{minutes:02}:{:02}", seconds % 60)
}

/// A day counted from 1 January 1970 (after Howard Hinnant's `civil_from_days`).
fn iso_day(day: i64) -> String {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let date = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{date:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_plain_and_without_noise() {
        #[track_caller]
        fn case(value: f64, expected: &str) {
            assert_eq!(number(value), expected);
        }
        case(0.0, "0");
        case(-0.0, "0");
        case(10_000_001.0, "10000001");
        case(-28.0, "-28");
        case(0.1 + 0.2, "0.3");
        case(1.1, "1.1");
        case(40.5, "40.5");
        case(-0.000_012_5, "-0.0000125");
        case(1e21, "1000000000000000000000");
        case(1e-7, "0.0000001");
        case(123_456_789_012_345.0, "123456789012345");
        case(1_234_567_890_123_456.0, "1234567890123460");
        case(99.999_999_999_999_99, "100");
        case(f64::INFINITY, "");
    }

    #[test]
    fn serials_are_days_of_either_calendar() {
        #[track_caller]
        fn case(serial: f64, of_1900: &str, of_1904: &str) {
            assert_eq!(
                (date(serial, false).as_str(), date(serial, true).as_str()),
                (of_1900, of_1904)
            );
        }
        case(1.0, "1900-01-01", "1904-01-02");
        case(59.0, "1900-02-28", "1904-02-29");
        case(60.0, "1900-02-29", "1904-03-01");
        case(61.0, "1900-03-01", "1904-03-02");
        case(46_348.0, "2026-11-22", "2030-11-23");
        case(44_886.0, "2022-11-21", "2026-11-22");
        case(2_957_003.0, "9995-12-30", "9999-12-31");
        case(2_958_465.0, "9999-12-31", "2958465");
        case(2_958_466.0, "2958466", "2958466");
        case(-1.0, "-1", "-1");
        case(0.0, "00:00:00", "1904-01-01");
    }

    #[test]
    fn a_time_stands_behind_its_day_and_is_never_rounded_to_the_next() {
        #[track_caller]
        fn case(serial: f64, expected: &str) {
            assert_eq!(date(serial, false), expected);
        }
        case(46_348.416_666_666_664, "2026-11-22T10:00:00");
        case(46_348.999_994_213, "2026-11-22T23:59:59");
        case(46_348.999_999_99, "2026-11-22T23:59:59");
        case(46_348.999_999_999_9, "2026-11-23");
        case(0.5, "12:00:00");
        assert_eq!(date(0.5, true), "12:00:00");
    }

    #[test]
    fn durations_count_their_hours() {
        assert_eq!(duration(1.5), "36:00:00");
        assert_eq!(duration(-0.25), "-06:00:00");
        assert_eq!(iso_duration("PT36H00M00S"), "36:00:00");
        assert_eq!(iso_duration("-PT06H30M05.4S"), "-06:30:05");
        assert_eq!(iso_duration("P1DT01H00M00S"), "25:00:00");
        assert_eq!(iso_duration("a while"), "a while");
    }

    #[test]
    fn written_dates_lose_midnight_and_parts_of_a_second() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(iso_date(text), expected);
        }
        case("2026-11-22", "2026-11-22");
        case("2026-11-22T00:00:00", "2026-11-22");
        case("2026-11-22T00:00:00.000", "2026-11-22");
        case("2026-11-22T10:00:00.5", "2026-11-22T10:00:00");
        case("2026-11-22T10:00:00Z", "2026-11-22T10:00:00Z");
        case("not a date at all", "not a date at all");
    }
}

//! What a spreadsheet made of a key, and what it may have been before (K11, P13).

use chrono::{Datelike, Days, NaiveDate};

use crate::letters;

/// How a spreadsheet damages a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// A name such as `dec12` was taken for a date.
    Date,
    /// A zero at the beginning was lost.
    LostZero,
    /// A name such as `12e9` or a long id was shown as a power of ten.
    Scientific,
}

/// How many digits a PennID has.
const ID_DIGITS: usize = 8;

/// The months in the words that spreadsheets of several languages show, each row a month.
const MONTHS: [&str; 12] = [
    "jan january januar janvier janv ene enero gen gennaio januari janeiro",
    "feb february februar février févr fév febrero febbraio februari fev fevereiro",
    "mar march märz mrz mär mars marzo maart mrt março",
    "apr april avril avr abr abril aprile",
    "may mai mayo mag maggio mei maio",
    "jun june juni juin junio giu giugno junho",
    "jul july juli juillet juil julio lug luglio julho",
    "aug august août ago agosto augustus",
    "sep sept september septembre septiembre set settembre setembro",
    "oct october okt oktober octobre octubre ott ottobre out outubro",
    "nov november novembre noviembre novembro",
    "dec december dez dezember déc décembre dic diciembre dicembre dezembro",
];

/// What a damaged key may have been, each with what happened to it; empty for any other text.
///
/// Takes the text without the space around it, in lower case. A candidate is a mere possibility:
/// it counts only if the other side holds it.
pub fn candidates(text: &str) -> Vec<(Damage, String)> {
    let mut found = Vec::new();
    if text.len() > 40 || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return found;
    }
    let is_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if is_digits {
        if (4..ID_DIGITS).contains(&text.len()) {
            found.push((Damage::LostZero, format!("{text:0>ID_DIGITS$}")));
        }
        push_dates(serial_day(text), &mut found);
        return found;
    }
    if let Some(number) = Scientific::read(text) {
        push_scientific(&number, &mut found);
    } else {
        push_dates(read_dates(text), &mut found);
    }
    let mut known = std::collections::BTreeSet::new();
    found.retain(|(_, candidate)| candidate != text && known.insert(candidate.clone()));
    found
}

/// What a spreadsheet took a key for that now stands in its place; `None` for what may be a key.
///
/// Takes the cell as it stands. Stricter than [`candidates`], which are mere possibilities: `jan-2`
/// and `1e5` may be logon names, `Jan-02` and `1.0E+05` are none. (K11)
pub fn taken_for(cell: &[u8]) -> Option<&'static str> {
    // Nearly every key leaves here, or at the next condition.
    if cell.iter().all(u8::is_ascii_alphanumeric) {
        return None;
    }
    let (&first, &last) = (cell.first()?, cell.last()?);
    let is_ahead = first.is_ascii_digit() || first == b'#';
    let may_end_in_a_date =
        || last.is_ascii_digit() && cell.iter().any(|byte| b"- ".contains(byte));
    if !(is_ahead || may_end_in_a_date()) {
        return None;
    }
    let text = std::str::from_utf8(cell).ok()?;
    if text.len() > 40 {
        return None;
    }
    let lower = letters::lower(text);
    let is_number = || Scientific::read(&lower).is_some() && lower.contains(['+', '.', ',']);
    let is_date = || {
        let is_shown_so = is_ahead || text.starts_with(char::is_uppercase);
        let is_day = |shown: &Shown| shown.day.is_some() || shown.word.is_some();
        is_shown_so && read_dates(&lower).iter().any(is_day)
    };
    match first {
        b'#' if cell.len() > 1 && cell.iter().all(|&byte| byte == b'#') => {
            Some("something too wide for its column")
        }
        b'#' if last == b'!' || last == b'?' => Some("a formula, with an error"),
        _ if is_number() => Some("a large number"),
        _ if is_date() => Some("a date"),
        _ => None,
    }
}

/// Whether an id lost the zero at its beginning, where ids have [`ID_DIGITS`] digits.
pub fn is_short_id(id: &[u8]) -> bool {
    (4..ID_DIGITS).contains(&id.len()) && id.iter().all(u8::is_ascii_digit)
}

/// Whether an id is whole.
pub fn is_whole_id(id: &[u8]) -> bool {
    id.len() == ID_DIGITS && id.iter().all(u8::is_ascii_digit)
}

/// A day that a spreadsheet shows: the month, and the one or two numbers beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Shown {
    month: usize,
    /// The word that stood for the month.
    word: Option<String>,
    day: Option<u32>,
    year: Option<u32>,
}

/// A serial number of the 1900 system.
fn serial_day(text: &str) -> Vec<Shown> {
    let serial: u64 = match text.parse() {
        Ok(serial) if text.len() == 5 && (20_000..80_000).contains(&serial) => serial,
        _ => return Vec::new(),
    };
    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30);
    let day = epoch.and_then(|epoch| epoch.checked_add_days(Days::new(serial)));
    let shown = |day: NaiveDate| Shown {
        month: day.month() as usize,
        word: None,
        day: Some(day.day()),
        year: Some(day.year() as u32),
    };
    day.map(shown).into_iter().collect()
}

/// The days that a text may show.
fn read_dates(text: &str) -> Vec<Shown> {
    let date = match text.split_once([' ', 't']) {
        Some((date, time)) if time.contains(':') => date,
        _ => text,
    };
    let is_separator = |letter: char| matches!(letter, '-' | '/' | '.' | ' ' | ',');
    let parts: Vec<&str> = date
        .split(is_separator)
        .filter(|part| !part.is_empty())
        .collect();
    let number = |part: &str| -> Option<u32> {
        let is_number = part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| part.parse().ok()).flatten()
    };
    let numbers: Vec<Option<u32>> = parts.iter().map(|part| number(part)).collect();
    let named = |place: usize| {
        let of = |row: &&str| row.split(' ').any(|word| word == parts[place]);
        MONTHS.iter().position(of).map(|row| row + 1)
    };
    let shown = |month: usize, word: Option<usize>, day: Option<u32>, year: Option<u32>| Shown {
        month,
        word: word.map(|place| parts[place].to_string()),
        day: day.filter(|day| (1..=31).contains(day)),
        year,
    };
    let is_month = |n: u32| (1..=12).contains(&n);
    let mut days = Vec::new();
    match *numbers.as_slice() {
        // `12-Dec` is a day or a year and a month.
        [Some(n), None] => {
            days.extend(named(1).map(|month| shown(month, Some(1), Some(n), Some(n))))
        }
        [None, Some(n)] => {
            days.extend(named(0).map(|month| shown(month, Some(0), Some(n), Some(n))))
        }
        [Some(day), None, Some(year)] => {
            days.extend(named(1).map(|month| shown(month, Some(1), Some(day), Some(year))));
        }
        [None, Some(day), Some(year)] => {
            days.extend(named(0).map(|month| shown(month, Some(0), Some(day), Some(year))));
        }
        [Some(first), Some(second), Some(third)] => {
            let (year, left, right) = match first > 31 {
                true => (first, third, second),
                false => (third, first, second),
            };
            for (day, month) in [(left, right), (right, left)] {
                if is_month(month) {
                    days.push(shown(month as usize, None, Some(day), Some(year)));
                }
            }
        }
        _ => {}
    }
    days
}

/// What a person may have typed that became these days.
fn push_dates(days: Vec<Shown>, found: &mut Vec<(Damage, String)>) {
    let mut push = |candidate: String| found.push((Damage::Date, candidate));
    for shown in days {
        let mut words: Vec<&str> = MONTHS[shown.month - 1].split(' ').take(2).collect();
        if shown.month == 9 {
            words.push("september");
        }
        words.extend(shown.word.as_deref());
        let mut numbers = Vec::new();
        if let Some(day) = shown.day {
            numbers.push(day.to_string());
            if day < 10 {
                numbers.push(format!("0{day}"));
            }
        }
        if let Some(year) = shown.year {
            let short = year % 100;
            numbers.push(format!("{short:02}"));
            let century = if short < 30 { 2000 } else { 1900 };
            numbers.push((if year < 100 { century + short } else { year }).to_string());
        }
        for number in &numbers {
            for word in &words {
                push(format!("{word}{number}"));
                push(format!("{number}{word}"));
                push(format!("{word}-{number}"));
                push(format!("{number}-{word}"));
            }
        }
        if let Some(day) = shown.day {
            let month = shown.month;
            for separator in ['-', '.'] {
                push(format!("{day}{separator}{month}"));
                push(format!("{month}{separator}{day}"));
            }
        }
    }
}

/// A number shown as a power of ten: `1.23E+10`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scientific {
    /// The digits shown, without the decimal mark.
    digits: String,
    /// The power of ten of the first digit.
    exponent: u32,
}

impl Scientific {
    /// Reads `1.2E+10` and `1,2e10`, in lower case.
    pub fn read(text: &str) -> Option<Scientific> {
        let (mantissa, exponent) = text.split_once('e')?;
        let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let (first, rest) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""));
        let is_number = first.len() == 1
            && is_digits(first)
            && first != "0"
            && is_digits(rest)
            && rest.len() < 16
            && (1..=3).contains(&exponent.len())
            && is_digits(exponent);
        is_number.then(|| Scientific {
            digits: format!("{first}{rest}"),
            exponent: exponent.parse().unwrap_or(0),
        })
    }

    /// How many digits are shown.
    pub fn precision(&self) -> usize {
        self.digits.len()
    }

    /// What ids that would be shown as this number share; see [`rounded`].
    pub fn rounded(&self) -> String {
        format!("{}~{}", self.exponent + 1, self.digits)
    }
}

/// How an id of digits is shown with so many of them; `None` for an id that shows in full.
///
/// Equal for all ids that a spreadsheet shows alike, so that the other side can be asked which of
/// its ids a shown number may be. Rounded digit by digit: no id is read as a number (K17).
pub fn rounded(id: &str, precision: usize) -> Option<String> {
    let is_id = id.bytes().all(|byte| byte.is_ascii_digit()) && !id.starts_with('0');
    if !is_id || id.len() <= precision || precision == 0 || id.len() > 40 {
        return None;
    }
    let mut digits = id.as_bytes()[..precision].to_vec();
    let mut n_digits = id.len();
    if id.as_bytes()[precision] >= b'5' {
        let mut place = precision;
        while place > 0 && digits[place - 1] == b'9' {
            digits[place - 1] = b'0';
            place -= 1;
        }
        match place {
            0 => {
                digits.insert(0, b'1');
                digits.pop();
                n_digits += 1;
            }
            _ => digits[place - 1] += 1,
        }
    }
    Some(format!("{n_digits}~{}", String::from_utf8_lossy(&digits)))
}

/// Names of the form `12e9` that are this number; whole ids are found by [`rounded`].
fn push_scientific(number: &Scientific, found: &mut Vec<(Damage, String)>) {
    let bare = number.digits.trim_end_matches('0');
    for n_zeros in 0..5 {
        let digits = format!("{bare}{:0<n_zeros$}", "");
        let Some(power) = (number.exponent + 1).checked_sub(digits.len() as u32) else {
            continue;
        };
        found.push((Damage::Scientific, format!("{digits}e{power}")));
        if power < 10 {
            found.push((Damage::Scientific, format!("{digits}e0{power}")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn case(text: &str, damage: Damage, original: &str) {
        let found = candidates(text);
        let wanted = (damage, original.to_string());
        assert!(
            found.contains(&wanted),
            "{text:?} {original:?} in {found:?}"
        );
    }

    #[test]
    fn what_a_spreadsheet_made_of_a_key_is_told_from_keys() {
        #[track_caller]
        fn case(cell: &str, expected: &str) {
            assert_eq!(taken_for(cell.as_bytes()).unwrap_or(""), expected, "{cell}");
        }
        for date in [
            "12-Dec",
            "Dec-12",
            "3-Mar",
            "12.12.2026",
            "3/4/2026",
            "2026-12-12",
            "12-déc",
            "2026-12-12 00:00:00",
        ] {
            case(date, "a date");
        }
        for number in ["1.2E+10", "1E+07", "3.0000020E7", "1,2E+10"] {
            case(number, "a large number");
        }
        case("########", "something too wide for its column");
        case("#REF!", "a formula, with an error");
        case("#NAME?", "a formula, with an error");
        for key in [
            "",
            "#",
            "adoe",
            "adoe12",
            "jan-2",
            "anna-12",
            "1e5",
            "12e9",
            "10000011",
            "46368",
            "3-d-lab",
            "12-34-5678",
            "4th-floor",
            "24-7",
            "a-1",
            "dec12",
            "x@y.edu",
            "PENN\\a-1",
            "1.2",
            "é-1",
        ] {
            case(key, "");
        }
        assert!(is_short_id(b"1234567") && !is_short_id(b"12345678") && !is_short_id(b"123a567"));
        assert!(is_whole_id(b"01234567") && !is_whole_id(b"1234567"));
    }

    #[test]
    fn a_name_taken_for_a_date_is_found_again_in_every_spelling() {
        for shown in [
            "12-dec",
            "dec-12",
            "12.12.2026",
            "12/12/2026",
            "2026-12-12",
            "12-dec-26",
            "12-dec-2026",
            "dec 12, 2026",
            "2026-12-12 00:00:00",
            "2026-12-12t00:00:00",
            "12/12/2026 0:00",
            "46368",
            "12. dez",
            "12-déc",
            "12. dez 26",
        ] {
            case(shown, Damage::Date, "dec12");
            case(shown, Damage::Date, "12dec");
        }
        case("3-mar", Damage::Date, "mar03");
        case("3-mar", Damage::Date, "march3");
        case("sep-05", Damage::Date, "sept5");
        case("dec-32", Damage::Date, "dec1932");
        case("01.03.2026", Damage::Date, "1-3");
        case("01.03.2026", Damage::Date, "jan3");
        case("12. dez", Damage::Date, "dez12");
    }

    #[test]
    fn a_lost_zero_is_put_back() {
        case("1234567", Damage::LostZero, "01234567");
        case("123456", Damage::LostZero, "00123456");
        assert_eq!(candidates("01234567"), []);
        assert_eq!(candidates("123456789"), []);
    }

    #[test]
    fn a_power_of_ten_is_a_name_or_an_id() {
        case("1.2e+10", Damage::Scientific, "12e9");
        case("1.20e+10", Damage::Scientific, "12e9");
        case("1.2e+10", Damage::Scientific, "120e8");
        case("1,2e+10", Damage::Scientific, "12e9");
        case("1.00e+05", Damage::Scientific, "1e5");
        case("1.00e+05", Damage::Scientific, "1e05");
        let shown = |text: &str| Scientific::read(text).expect("a number").rounded();
        assert_eq!(
            rounded("123456789012", 6).as_deref(),
            Some(shown("1.23457e+11").as_str())
        );
        assert_eq!(
            rounded("99999612345", 5).as_deref(),
            Some(shown("1.0000e+11").as_str())
        );
        assert_eq!(rounded("12345", 5), None);
        assert_eq!(rounded("0123456789", 5), None);
    }

    #[test]
    fn a_plain_name_is_not_damaged() {
        for name in [
            "jdoe", "dec12", "12dec", "jdoe2", "a-1", "", "12", "march", "1-2-3-4", "e5", "doe-12",
        ] {
            assert_eq!(candidates(name), [], "{name:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_has_few_candidates(text in "\\PC{0,30}|[0-9./ -]{0,12}|[0-9]{1,2}-(jan|sep|dec)(-[0-9]{0,4})?|[0-9]\\.[0-9]{0,9}e\\+?[0-9]{0,4}") {
            prop_assert!(candidates(&text.to_lowercase()).len() <= 120);
        }

        #[test]
        fn rounding_is_that_of_the_number(id in 100_000u64..1_000_000_000_000, precision in 1usize..6) {
            let shown = format!("{:.*e}", precision - 1, id as f64);
            let (mantissa, exponent) = shown.split_once('e').unwrap();
            // The formatter rounds halves to even, a spreadsheet away from zero: such ids are left out.
            let half = 5 * 10u64.pow((id.to_string().len() - precision - 1) as u32);
            prop_assume!(id % (half * 2) != half);
            let expected = format!("{}~{}", exponent.parse::<u32>().unwrap() + 1, mantissa.replace('.', ""));
            prop_assert_eq!(rounded(&id.to_string(), precision), Some(expected));
        }
    }
}

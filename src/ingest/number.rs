//! Numbers with either decimal mark, never rounded: `1,234.5` and `1.234,5` (2.9, D12).

use super::cell::{bare, is_blank};
use quick::plain::plain_whole;

/// A decimal number: `digits / 10^places`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// The digits without a mark.
    pub digits: i64,
    /// How many of them stand behind the mark.
    pub places: u8,
}

/// Which of `1,234.5` and `1.234,5` is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// `1,234.5`.
    Point,
    /// `1.234,5`.
    Comma,
}

/// What a cell of a column of numbers says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberReading {
    /// Blank, or a text that stands for none.
    Missing,
    /// A number.
    Is(Decimal),
    /// A number that a spreadsheet wrote with an exponent: the last digits are lost.
    Rounded(Decimal),
    /// Two numbers, and nothing says which: the person is asked.
    Ambiguous {
        /// The number when the point is the decimal mark.
        point: Decimal,
        /// The number when the comma is.
        comma: Decimal,
    },
    /// A text that is no number: an issue.
    Unreadable,
}

/// Reads a cell; without a `mark` what can be read both ways is [`NumberReading::Ambiguous`].
pub fn read_number(text: &str, mark: Option<Mark>) -> NumberReading {
    if is_blank(text) {
        return NumberReading::Missing;
    }
    let Some(written) = written(bare(text)) else {
        return NumberReading::Unreadable;
    };
    let of = |mark| written.value(mark);
    match mark.or(written.told()) {
        Some(mark) => of(mark).map_or(NumberReading::Unreadable, |value| {
            match written.exponent.is_some() {
                true => NumberReading::Rounded(value),
                false => NumberReading::Is(value),
            }
        }),
        None => match (of(Mark::Point), of(Mark::Comma)) {
            (Some(point), Some(comma)) => NumberReading::Ambiguous { point, comma },
            (Some(only), None) | (None, Some(only)) => NumberReading::Is(only),
            (None, None) => NumberReading::Unreadable,
        },
    }
}

/// Reads a whole number: what parts its digits parts thousands, so no mark has to be known.
pub fn read_whole(text: &str) -> NumberReading {
    if let Some(digits) = plain_whole(text.as_bytes()) {
        return NumberReading::Is(Decimal { digits, places: 0 });
    }
    match read_number(text, None) {
        NumberReading::Ambiguous { point, comma } => {
            let whole = if point.places == 0 { point } else { comma };
            NumberReading::Is(whole)
        }
        NumberReading::Is(number) => match number.whole() {
            Some(digits) => NumberReading::Is(Decimal { digits, places: 0 }),
            None => NumberReading::Unreadable,
        },
        other => other,
    }
}

/// What a whole column says about its decimal mark (2.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MarkDecision {
    /// No number in it can be read both ways.
    NotNeeded,
    /// Some number can only be read so.
    Is(Mark),
    /// Nothing decides: the person is asked.
    Undecided,
    /// Some numbers have the one, some the other: the person is asked.
    Conflicting,
}

impl MarkDecision {
    /// The mark, where the column gives one.
    pub fn mark(self) -> Option<Mark> {
        match self {
            MarkDecision::Is(mark) => Some(mark),
            _ => None,
        }
    }
}

/// Decides the decimal mark for a column (2.9).
pub fn decide_mark<'a>(texts: impl Iterator<Item = &'a str>) -> MarkDecision {
    let (mut point, mut comma, mut open) = (false, false, false);
    for written in texts.filter_map(|text| written(bare(text))) {
        match written.told() {
            Some(_) if written.last.is_none() => {}
            Some(Mark::Point) => point = true,
            Some(Mark::Comma) => comma = true,
            None => open = true,
        }
    }
    match (point, comma) {
        (true, true) => MarkDecision::Conflicting,
        (true, false) => MarkDecision::Is(Mark::Point),
        (false, true) => MarkDecision::Is(Mark::Comma),
        (false, false) if open => MarkDecision::Undecided,
        (false, false) => MarkDecision::NotNeeded,
    }
}

impl Decimal {
    /// The whole number, where nothing but zeros stands behind the mark.
    pub fn whole(self) -> Option<i64> {
        let unit = 10i64.checked_pow(u32::from(self.places))?;
        (self.digits % unit == 0).then_some(self.digits / unit)
    }
}

impl std::fmt::Display for Decimal {
    /// With a point, and as many digits behind it as it has places.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let places = usize::from(self.places);
        let digits = format!("{:0>1$}", self.digits.unsigned_abs(), places + 1);
        let (whole, behind) = digits.split_at(digits.len() - places);
        let sign = if self.digits < 0 { "-" } else { "" };
        let mark = if places == 0 { "" } else { "." };
        write!(out, "{sign}{whole}{mark}{behind}")
    }
}

/// A number as its writer put it.
struct Written<'a> {
    is_negative: bool,
    /// Digits, points and commas; spaces and apostrophes that part thousands are passed over.
    body: &'a str,
    /// The last mark and how often it stands there.
    last: Option<(Mark, usize)>,
    /// How often the other mark stands before it.
    n_other: usize,
    /// Digits before and behind the last mark.
    n_before: usize,
    n_behind: usize,
    starts_with_zero: bool,
    exponent: Option<i32>,
}

fn is_gap(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\'' | '’')
}

fn written(text: &str) -> Option<Written<'_>> {
    let is_negative = text.starts_with(['-', '−']);
    let body = text.strip_prefix(['-', '−', '+']).unwrap_or(text);
    let (body, exponent) = match body.split_once(['e', 'E']) {
        Some((body, exponent)) => (body, Some(small_whole(exponent)?)),
        None => (body, None),
    };
    let mut found = Written {
        is_negative,
        body,
        last: None,
        n_other: 0,
        n_before: 0,
        n_behind: 0,
        starts_with_zero: body.starts_with('0'),
        exponent,
    };
    let count = |mark: char| body.matches(mark).count();
    let (n_points, n_commas) = (count('.'), count(','));
    let last = body.rfind(['.', ',']);
    found.last = last.map(|place| match body.as_bytes()[place] {
        b'.' => (Mark::Point, n_points),
        _ => (Mark::Comma, n_commas),
    });
    found.n_other = n_points + n_commas - found.last.map_or(0, |(_, n)| n);
    for (place, letter) in body.char_indices() {
        match letter {
            '0'..='9' if last.is_some_and(|last| place > last) => found.n_behind += 1,
            '0'..='9' => found.n_before += 1,
            '.' | ',' => {}
            // Only digits may stand on both sides of a gap.
            _ if is_gap(letter) && last.is_none_or(|last| place < last) => {}
            _ => return None,
        }
    }
    let is_number = body.starts_with(|first: char| first.is_ascii_digit())
        && body.ends_with(|last: char| last.is_ascii_digit());
    is_number.then_some(found)
}

fn small_whole(text: &str) -> Option<i32> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_digits = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let value = is_digits.then(|| digits.bytes().fold(0, |n, b| n * 10 + i32::from(b - b'0')))?;
    Some(if text.starts_with('-') { -value } else { value })
}

impl Written<'_> {
    /// The mark that this number alone gives; the point where there is none to be told.
    fn told(&self) -> Option<Mark> {
        let Some((last, n_last)) = self.last else {
            return Some(Mark::Point);
        };
        let other = match last {
            Mark::Point => Mark::Comma,
            Mark::Comma => Mark::Point,
        };
        if self.n_other > 0 {
            return Some(if n_last == 1 { last } else { other });
        }
        if n_last > 1 {
            return Some(other);
        }
        // `1,234` may be either; `10240,551`, `0,551` and `12,5` may not.
        let parts_thousands = self.n_behind == 3 && self.n_before <= 3 && !self.starts_with_zero;
        let is_exact = self.exponent.is_none();
        (!(parts_thousands && is_exact)).then_some(last)
    }

    /// The number with this decimal mark; `None` where its thousands stand wrong or it is too long.
    fn value(&self, mark: Mark) -> Option<Decimal> {
        let (mark, thousands) = match mark {
            Mark::Point => ('.', ','),
            Mark::Comma => (',', '.'),
        };
        let (whole, fraction) = self.body.split_once(mark).unwrap_or((self.body, ""));
        if fraction.contains([',', '.']) {
            return None;
        }
        let mut parts = whole.split(thousands);
        let first = parts.next()?.chars().filter(char::is_ascii_digit).count();
        let mut is_parted = false;
        for part in parts {
            is_parted = true;
            if part.len() != 3 {
                return None;
            }
        }
        if is_parted && first > 3 {
            return None;
        }
        let mut digits: i64 = 0;
        for digit in whole.chars().chain(fraction.chars()) {
            if let Some(digit) = digit.to_digit(10) {
                digits = digits.checked_mul(10)?.checked_add(i64::from(digit))?;
            }
        }
        let mut places = i32::try_from(fraction.len()).ok()? - self.exponent.unwrap_or(0);
        while places < 0 {
            digits = digits.checked_mul(10)?;
            places += 1;
        }
        let digits = if self.is_negative { -digits } else { digits };
        Some(Decimal {
            digits,
            places: u8::try_from(places).ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_with_all_its_places() {
        #[track_caller]
        fn case(digits: i64, places: u8, expected: &str) {
            assert_eq!(Decimal { digits, places }.to_string(), expected);
        }
        case(1050, 2, "10.50");
        case(-5, 1, "-0.5");
        case(0, 3, "0.000");
        case(7, 0, "7");
    }

    fn is(digits: i64, places: u8) -> NumberReading {
        NumberReading::Is(Decimal { digits, places })
    }

    #[test]
    fn nothing_but_digits_is_the_number_they_are() {
        for text in [
            "0",
            "00",
            "07",
            "7",
            "1234",
            "107374182400",
            "999999999999999",
        ] {
            assert_eq!(read_whole(text), read_number(text, None), "{text}");
        }
        assert_eq!(plain_whole(b"1234567890123456"), None);
        assert_eq!(plain_whole(b""), None);
    }

    #[test]
    fn a_number_is_read_whatever_its_marks() {
        #[track_caller]
        fn case(text: &str, expected: NumberReading) {
            assert_eq!(read_number(text, None), expected, "{text}");
        }
        case("10240.55", is(1_024_055, 2));
        case("10240,55", is(1_024_055, 2));
        case("1,234.5", is(12_345, 1));
        case("1.234,5", is(12_345, 1));
        case("1.234.567", is(1_234_567, 0));
        case("1,234,567.25", is(123_456_725, 2));
        case("1 234,5", is(12_345, 1));
        case("1\u{202f}234,5", is(12_345, 1));
        case("1'234.5", is(12_345, 1));
        case("0.551", is(551, 3));
        case("-3.5", is(-35, 1));
        case("2048", is(2048, 0));
        case("0", is(0, 0));
        case("=\"12.5\"", is(125, 1));
        case(
            "1,234",
            NumberReading::Ambiguous {
                point: Decimal {
                    digits: 1234,
                    places: 0,
                },
                comma: Decimal {
                    digits: 1234,
                    places: 3,
                },
            },
        );
        let rounded = NumberReading::Rounded(Decimal {
            digits: 10_400_000_000,
            places: 0,
        });
        case("1.04E+10", rounded);
        case("", NumberReading::Missing);
        case("-", NumberReading::Missing);
        case("N/A", NumberReading::Missing);
        for text in [
            "1,23,456.0",
            "1.2.3,4,5",
            "abc",
            "12 MB",
            "1..2",
            ".5",
            "5.",
            "1e999",
            "٣",
            "99999999999999999999",
            "12,34,567",
        ] {
            case(text, NumberReading::Unreadable);
        }
    }

    #[test]
    fn a_whole_number_needs_no_mark() {
        assert_eq!(read_whole("1,234"), is(1234, 0));
        assert_eq!(read_whole("1.234"), is(1234, 0));
        assert_eq!(read_whole("107374182400"), is(107_374_182_400, 0));
        assert_eq!(read_whole("30.0"), is(30, 0));
        assert_eq!(read_whole("30.5"), NumberReading::Unreadable);
    }

    #[test]
    fn a_column_decides_its_mark_once() {
        #[track_caller]
        fn case(texts: &[&str], expected: MarkDecision) {
            assert_eq!(decide_mark(texts.iter().copied()), expected);
        }
        case(&["1,234"], MarkDecision::Undecided);
        case(&["1,234", "2048"], MarkDecision::Undecided);
        case(&["1,234", "12.5"], MarkDecision::Is(Mark::Point));
        case(&["1,234", "0,5"], MarkDecision::Is(Mark::Comma));
        case(&["1.234", "1.234.567"], MarkDecision::Is(Mark::Comma));
        case(&["1.5", "2,5"], MarkDecision::Conflicting);
        case(&["12", "", "-", "many"], MarkDecision::NotNeeded);
        let read = |mark| read_number("1,234", Some(mark));
        assert_eq!(read(Mark::Point), is(1234, 0));
        assert_eq!(read(Mark::Comma), is(1234, 3));
    }
}

//! Numbers as the person's browser writes them (M13): it is asked once, at the start, and what leaves the
//! page is written without signs between thousands.

use std::cell::Cell;
use std::sync::OnceLock;

/// How numbers are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numerals {
    /// What parts thousands; empty where nothing does.
    between: String,
    /// Digits of the last group, and of every other.
    groups: [usize; 2],
    /// Numbers of so many digits are parted.
    least: usize,
    /// What stands before the places behind the whole.
    mark: String,
    /// The sign of nothing; the other nine follow it.
    zero: char,
}

static KNOWN: OnceLock<Numerals> = OnceLock::new();

thread_local! {
    static IS_PLAIN: Cell<bool> = const { Cell::new(false) };
}

/// Makes known how the browser writes numbers, see [`Numerals::of`]; what cannot be understood changes nothing.
pub fn learn(told: &str) {
    if let Some(numerals) = Numerals::of(told) {
        let _ = KNOWN.set(numerals);
    }
}

/// While it is there, numbers are written as programs read them: no person's way leaves the page.
pub struct Plain(bool);

impl Plain {
    /// Until it is dropped.
    pub fn begin() -> Plain {
        Plain(IS_PLAIN.replace(true))
    }
}

impl Drop for Plain {
    fn drop(&mut self) {
        IS_PLAIN.set(self.0);
    }
}

/// ASCII digits, and those behind the mark, as they are shown.
pub fn shown(whole: &str, behind: &str) -> String {
    if IS_PLAIN.get() {
        let mark = if behind.is_empty() { "" } else { "." };
        return [whole, mark, behind].concat();
    }
    match KNOWN.get() {
        Some(numerals) => numerals.shown(whole, behind),
        None => Numerals::english().shown(whole, behind),
    }
}

/// A number as a person types it, as programs read it: the person's digits, signs between thousands and mark;
/// a point is one, too, where it cannot part thousands.
pub fn typed(text: &str) -> String {
    match KNOWN.get() {
        Some(numerals) => numerals.typed(text),
        None => Numerals::english().typed(text),
    }
}

/// A number with a sign and a point, as a person would type it.
pub fn to_type(text: &str) -> String {
    match KNOWN.get() {
        Some(numerals) => text.replace('.', &numerals.mark),
        None => text.to_owned(),
    }
}

impl Numerals {
    fn english() -> Numerals {
        Numerals {
            between: ",".to_owned(),
            groups: [3, 3],
            least: 4,
            mark: ".".to_owned(),
            zero: '0',
        }
    }

    /// From what the browser tells, a line each: what parts thousands, the mark, the sign of nothing, digits of the
    /// last group and of the others, and those of 1234 with what parts them. `None` for what is none of that.
    pub fn of(told: &str) -> Option<Numerals> {
        let mut lines = told.split('\n');
        let between = lines.next()?.to_owned();
        let mark = lines.next()?.to_owned();
        let zero = lines.next()?.chars().next()?;
        let mut digits = || match lines.next()?.as_bytes() {
            [digit @ b'1'..=b'9'] => Some(usize::from(digit - b'0')),
            // Nothing is parted: one group of all ten.
            _ => Some(64),
        };
        let groups = [digits()?, digits()?];
        let least = if digits()? > 4 { 4 } else { 5 };
        (!mark.is_empty()).then_some(Numerals {
            between,
            groups,
            least,
            mark,
            zero,
        })
    }

    fn digit(&self, digit: u8) -> char {
        char::from_u32(u32::from(self.zero) + u32::from(digit - b'0')).unwrap_or('0')
    }

    fn shown(&self, whole: &str, behind: &str) -> String {
        let mut text = String::with_capacity(2 * (whole.len() + behind.len()));
        for (at, digit) in whole.bytes().enumerate() {
            let left = whole.len() - at;
            let of_others = left.checked_sub(self.groups[0]);
            let parts = of_others.is_some_and(|left| left.is_multiple_of(self.groups[1]));
            if at > 0 && parts && whole.len() >= self.least {
                text.push_str(&self.between);
            }
            text.push(self.digit(digit));
        }
        if !behind.is_empty() {
            text.push_str(&self.mark);
            text.extend(behind.bytes().map(|digit| self.digit(digit)));
        }
        text
    }

    fn typed(&self, text: &str) -> String {
        let mut plain = String::new();
        for sign in text.trim().chars() {
            let digit = u32::from(sign).checked_sub(u32::from(self.zero));
            match (digit, sign) {
                (Some(digit @ 0..10), _) => plain.push(char::from(b'0' + digit as u8)),
                (_, '\u{2212}') => plain.push('-'),
                // Spaces of whatever width, and apostrophes of whatever form.
                _ if sign.is_whitespace() => plain.push(' '),
                (_, '\u{2019}') => plain.push('\''),
                _ => plain.push(sign),
            }
        }
        let (sign, number) = match plain.strip_prefix('-') {
            Some(number) => ("-", number),
            None => ("", plain.as_str()),
        };
        let between = match self.between.as_str() {
            text if text.chars().all(char::is_whitespace) => " ",
            "\u{2019}" => "'",
            text => text,
        };
        let (whole, behind) = number
            .split_once(self.mark.as_str())
            .unwrap_or((number, ""));
        let is_whole = !behind.contains(|sign: char| !sign.is_ascii_digit());
        let parts: Vec<&str> = match between {
            "" => vec![whole],
            between => whole.split(between).collect(),
        };
        let is_digits = |part: &str| part.bytes().all(|digit| digit.is_ascii_digit());
        let is_parted = match parts.as_slice() {
            [first, others @ .., last] => {
                let sizes = others.iter().all(|part| part.len() == self.groups[1]);
                !first.is_empty() && sizes && last.len() == self.groups[0]
            }
            only => only.iter().all(|only| !only.is_empty()),
        };
        let is_parted = is_parted && parts.iter().all(|part| is_digits(part));
        if !(is_whole && is_parted) {
            return plain;
        }
        let whole = parts.concat();
        let mark = if behind.is_empty() { "" } else { "." };
        [sign, &whole, mark, behind].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GERMAN: &str = ".\n,\n0\n3\n3\n5";
    const SWISS: &str = "’\n.\n0\n3\n3\n5";
    const FRENCH: &str = "\u{202f}\n,\n0\n3\n3\n5";
    const SPANISH: &str = ".\n,\n0\n3\n3\n4";
    const INDIAN: &str = ",\n.\n0\n3\n2\n5";
    const ARABIC: &str = "٬\n٫\n٠\n3\n3\n5";
    const ENGLISH: &str = ",\n.\n0\n3\n3\n5";
    const UNPARTED: &str = "\n.\n0\n10\n3\n4";

    #[test]
    fn a_number_is_shown_as_the_browser_would() {
        #[track_caller]
        fn case(told: &str, whole: &str, behind: &str, expected: &str) {
            let numerals = Numerals::of(told).unwrap();
            assert_eq!(numerals.shown(whole, behind), expected);
        }
        assert_eq!(Numerals::of(ENGLISH), Some(Numerals::english()));
        case(GERMAN, "1234", "5", "1.234,5");
        case(GERMAN, "1234567890", "5", "1.234.567.890,5");
        case(GERMAN, "999", "", "999");
        case(SWISS, "1234567", "", "1’234’567");
        case(FRENCH, "12345", "25", "12\u{202f}345,25");
        case(SPANISH, "1234", "", "1234");
        case(SPANISH, "12345", "", "12.345");
        case(INDIAN, "1234567890", "5", "1,23,45,67,890.5");
        case(INDIAN, "12345678", "", "1,23,45,678");
        case(ARABIC, "1905", "2", "١٬٩٠٥٫٢");
        case(UNPARTED, "1234567890", "5", "1234567890.5");
    }

    #[test]
    fn what_is_typed_is_read_by_the_same_signs() {
        #[track_caller]
        fn case(samples: &str, text: &str, expected: &str) {
            assert_eq!(Numerals::of(samples).unwrap().typed(text), expected);
        }
        case(GERMAN, "3,5", "3.5");
        case(GERMAN, "-1.234,5", "-1234.5");
        case(GERMAN, "\u{2212}3,5", "-3.5");
        // By a German's signs a thousand and more; a point that parts no thousands is a point.
        case(GERMAN, "1.234", "1234");
        case(GERMAN, "3.5", "3.5");
        case(GERMAN, "1234.5", "1234.5");
        case(ENGLISH, "1,234.5", "1234.5");
        case(ENGLISH, "12", "12");
        case(ENGLISH, "1,5", "1,5");
        case(FRENCH, "12 345,25", "12345.25");
        case(FRENCH, "12\u{202f}345", "12345");
        case(SWISS, "1'234.5", "1234.5");
        case(INDIAN, "1,23,456", "123456");
        case(ARABIC, "١٢٫٥", "12.5");
        case(GERMAN, "soon", "soon");
    }

    #[test]
    fn what_leaves_is_written_for_programs() {
        assert_eq!(shown("1234", "5"), "1,234.5");
        let plain = Plain::begin();
        assert_eq!(shown("1234", "5"), "1234.5");
        {
            let _again = Plain::begin();
        }
        assert_eq!(shown("1234", ""), "1234");
        drop(plain);
        assert_eq!(shown("1234", ""), "1,234");
    }

    #[test]
    fn what_tells_nothing_changes_nothing() {
        for told in ["", "1,234", ",\n.\n", ",\n\n0\n3\n3\n5"] {
            assert_eq!(Numerals::of(told), None, "{told}");
        }
    }
}

//! JSON in few bytes: words that links often hold are numbers.
//!
//! Numbers of words and signs are part of every link that was ever made, so none is ever given another
//! meaning; see [`super::dictionary`].
//!
//! | first byte | value |
//! |---|---|
//! | `00`–`3f` | the word of this number |
//! | `40`–`7e` | a list of 0 to 62 values; `7f`: of as many as follow |
//! | `80`–`9e` | a record of 0 to 30 members; `9f`: of as many as follow |
//! | `a0`–`be` | a text of 0 to 30 bytes; `bf`: of as many as follow |
//! | `c0` `c1` `c2` | `null`, `false`, `true` |
//! | `c3` | a whole number |
//! | `c4` | a number with a decimal mark: its digits, and a byte that says how many stand behind the mark |
//! | `c5` | the word whose number is 64 more than what follows |
//! | `c6` | a day, counted from 2020-01-01 |
//! | `d0`–`ff` | the numbers from −8 to 39 |
//!
//! What follows is written seven bits a byte, the lowest first, the highest bit saying that more follow;
//! numbers that may be negative are zigzag-coded before.

use chrono::{Days, NaiveDate};

use super::dictionary::{WORDS, number_of};
use crate::json::Json;
use crate::lifecycle::calendar::iso_day;

/// Deeper than any view.
const MOST_DEEP: u32 = 16;

/// More than the bytes of any link.
const MOST_VALUES: usize = 10_000;

const SMALLEST: i64 = -8;
const LARGEST: i64 = 39;

/// How the names of words that this version does not know begin.
pub const UNKNOWN_WORD: &str = "\u{fffd}";

/// The bytes of a value.
pub fn pack(json: &Json) -> Vec<u8> {
    let mut out = Vec::new();
    write(json, &mut out);
    out
}

/// The value of some bytes; `None` for bytes that are not one value.
///
/// Words of a later version are texts that begin with [`UNKNOWN_WORD`].
pub fn unpack(bytes: &[u8]) -> Option<Json> {
    unpack_within(bytes, MOST_VALUES)
}

/// The same; `None` also for more values than these, each of which takes more room than its byte.
pub fn unpack_within(bytes: &[u8], most_values: usize) -> Option<Json> {
    let mut reader = Reader {
        rest: bytes,
        n_left: most_values,
    };
    let json = reader.value(MOST_DEEP)?;
    reader.rest.is_empty().then_some(json)
}

fn day_zero() -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 1, 1).unwrap_or_default()
}

fn write(json: &Json, out: &mut Vec<u8>) {
    match json {
        Json::Null => out.push(0xc0),
        Json::Bool(flag) => out.push(0xc1 + u8::from(*flag)),
        Json::Number(number @ SMALLEST..=LARGEST) => out.push((0xd0 + number - SMALLEST) as u8),
        Json::Number(number) => {
            out.push(0xc3);
            push(zigzag(*number), out);
        }
        Json::Fraction(digits, places) => {
            out.push(0xc4);
            push(zigzag(*digits), out);
            out.push(*places);
        }
        Json::Text(text) => write_text(text, out),
        Json::List(items) => {
            push_length(items.len(), 0x40, 0x7f, out);
            items.iter().for_each(|item| write(item, out));
        }
        Json::Record(parts) => {
            push_length(parts.len(), 0x80, 0x9f, out);
            for (name, value) in parts {
                write_text(name, out);
                write(value, out);
            }
        }
    }
}

fn write_text(text: &str, out: &mut Vec<u8>) {
    if let Some(number) = number_of(text) {
        match number.checked_sub(64) {
            None => out.push(number as u8),
            Some(rest) => {
                out.push(0xc5);
                push(rest as u64, out);
            }
        }
        return;
    }
    if let Some(day) = iso_day(text) {
        out.push(0xc6);
        push(zigzag((day - day_zero()).num_days()), out);
        return;
    }
    push_length(text.len(), 0xa0, 0xbf, out);
    out.extend(text.as_bytes());
}

/// A length that stands in the sign itself where it is short.
fn push_length(length: usize, first: u8, long: u8, out: &mut Vec<u8>) {
    let room = usize::from(long - first);
    match length < room {
        true => out.push(first + length as u8),
        false => {
            out.push(long);
            push(length as u64, out);
        }
    }
}

fn push(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn zigzag(number: i64) -> u64 {
    (number << 1 ^ number >> 63) as u64
}

fn zagzig(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

struct Reader<'a> {
    rest: &'a [u8],
    /// How many values may still come.
    n_left: usize,
}

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn bytes(&mut self, n: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.rest.split_at_checked(n)?;
        self.rest = rest;
        Some(bytes)
    }

    /// A length: everything has at least one byte, so none is longer than what is left.
    fn length(&mut self, sign: u8, first: u8, long: u8) -> Option<usize> {
        let length = match sign == long {
            true => usize::try_from(self.number()?).ok()?,
            false => usize::from(sign - first),
        };
        (length <= self.rest.len()).then_some(length)
    }

    fn value(&mut self, depth: u32) -> Option<Json> {
        let depth = depth.checked_sub(1)?;
        self.n_left = self.n_left.checked_sub(1)?;
        let sign = self.byte()?;
        Some(match sign {
            0x40..=0x7f => {
                let n = self.length(sign, 0x40, 0x7f)?;
                let items = (0..n).map(|_| self.value(depth));
                Json::List(items.collect::<Option<_>>()?)
            }
            0x80..=0x9f => {
                let n = self.length(sign, 0x80, 0x9f)?;
                let parts = (0..n).map(|_| {
                    let sign = self.byte()?;
                    Some((self.text(sign)?, self.value(depth)?))
                });
                Json::Record(parts.collect::<Option<_>>()?)
            }
            0xc0 => Json::Null,
            0xc1 => Json::Bool(false),
            0xc2 => Json::Bool(true),
            0xc3 => Json::Number(zagzig(self.number()?)),
            0xc4 => Json::Fraction(zagzig(self.number()?), self.byte()?),
            0xd0..=0xff => Json::Number(i64::from(sign - 0xd0) + SMALLEST),
            _ => Json::Text(self.text(sign)?),
        })
    }

    fn text(&mut self, sign: u8) -> Option<String> {
        match sign {
            0x00..=0x3f => Some(word(u64::from(sign))),
            0xa0..=0xbf => {
                let n = self.length(sign, 0xa0, 0xbf)?;
                let text = std::str::from_utf8(self.bytes(n)?).ok()?;
                Some(text.to_owned())
            }
            0xc5 => Some(word(self.number()?.checked_add(64)?)),
            0xc6 => {
                let days = zagzig(self.number()?);
                let by = Days::new(days.unsigned_abs());
                let day = match days < 0 {
                    true => day_zero().checked_sub_days(by),
                    false => day_zero().checked_add_days(by),
                };
                Some(day?.to_string())
            }
            _ => None,
        }
    }
}

fn word(number: u64) -> String {
    let known = usize::try_from(number).ok().and_then(|at| WORDS.get(at));
    known.map_or_else(
        || format!("{UNKNOWN_WORD}{number}"),
        |word| word.to_string(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_json() -> impl Strategy<Value = Json> {
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::Bool),
            any::<i64>().prop_map(Json::Number),
            (-50i64..50).prop_map(Json::Number),
            (any::<i64>(), 1u8..9).prop_map(|(digits, places)| Json::Fraction(digits, places)),
            ".{0,40}".prop_map(Json::Text),
            "20[0-3][0-9]-0[1-9]-[12][0-9]".prop_map(Json::Text),
            (0..WORDS.len()).prop_map(|at| Json::Text(WORDS[at].to_owned())),
        ];
        leaf.prop_recursive(4, 60, 70, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..70).prop_map(Json::List),
                proptest::collection::vec((".{0,9}", inner), 0..40).prop_map(Json::Record),
            ]
        })
    }

    proptest! {
        #[test]
        fn a_value_is_read_as_it_was_written(json in any_json()) {
            prop_assert_eq!(unpack(&pack(&json)), Some(json));
        }

        #[test]
        fn no_bytes_are_trouble(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = unpack(&bytes);
        }
    }

    #[test]
    fn a_word_of_a_later_version_is_told_apart() {
        let json = unpack(&[0xc5, 0xff, 0x7f]).unwrap();
        assert_eq!(json, Json::Text(format!("{UNKNOWN_WORD}16447")));
    }

    #[test]
    fn a_length_that_cannot_be_takes_no_room() {
        assert_eq!(unpack(&[0x7f, 0xff, 0xff, 0xff, 0xff, 0x0f]), None);
        assert_eq!(unpack(&[0xbf, 0xff, 0xff, 0xff, 0xff, 0x0f]), None);
        assert_eq!(unpack(&[0x41; 40]), None);
        let mut many = vec![0x7f, 20];
        many.extend([0xc0; 20]);
        assert!(unpack_within(&many, 21).is_some());
        assert_eq!(unpack_within(&many, 20), None);
    }
}

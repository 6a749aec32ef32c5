//! Signs that part a text, looked for in eight bytes at a time.

use super::bytes::{self, few, word};

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// The highest bit of each byte that is this sign; bits behind the first that is set may be wrong.
#[inline(always)]
fn equal(bytes: u64, sign: u8) -> u64 {
    below(bytes ^ (ONES * u64::from(sign)), 1)
}

/// The highest bit of each byte below a limit of at most 128; bits behind the first that is set may be wrong.
#[inline(always)]
fn below(bytes: u64, limit: u8) -> u64 {
    bytes.wrapping_sub(ONES * u64::from(limit)) & !bytes & HIGHS
}

/// How many bytes stand before the first for which a bit is set, looked at eight at a time.
#[inline(always)]
fn before(text: &[u8], bits: impl Fn(u64) -> u64) -> usize {
    let mut at = 0;
    while at + 8 <= text.len() {
        let found = bits(word(text, at));
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let rest = &text[at..];
    // What stands behind the end is cut off.
    let found = bits(few(rest)) & !(u64::MAX << (8 * rest.len()));
    match found {
        0 => text.len(),
        found => at + found.trailing_zeros() as usize / 8,
    }
}

/// How many bytes stand before what ends or breaks a text of JSON: a quote, a backslash or a control character.
#[inline(never)]
pub fn n_plain_of_json(text: &[u8]) -> usize {
    before(text, |bytes| {
        equal(bytes, b'"') | equal(bytes, b'\\') | below(bytes, 0x20)
    })
}

/// Whether a cell holds a sign for which CSV puts it in quotes: a comma, a quote or a line break.
#[inline(never)]
pub fn parts_csv(cell: &[u8]) -> bool {
    let parts =
        |bytes| equal(bytes, b',') | equal(bytes, b'"') | equal(bytes, b'\n') | equal(bytes, b'\r');
    before(cell, parts) < cell.len()
}

/// Line breaks in some bytes: LF, CR LF or a lone CR.
#[inline(never)]
pub fn line_breaks(bytes: &[u8]) -> u32 {
    let is_break = |bytes| equal(bytes, b'\n') | equal(bytes, b'\r');
    let (mut n, mut at) = (0, 0);
    loop {
        at += before(&bytes[at..], is_break);
        let Some(&byte) = bytes.get(at) else {
            return n;
        };
        n += 1;
        at += 1;
        if byte == b'\r' && bytes.get(at) == Some(&b'\n') {
            at += 1;
        }
    }
}

/// Adds a text.
#[inline(never)]
pub fn append(to: &mut Vec<u8>, text: &[u8]) {
    bytes::append(to, text);
}

/// Adds a text if it is ASCII; whether it was added.
#[inline(never)]
pub fn append_ascii(to: &mut Vec<u8>, text: &[u8]) -> bool {
    let is_ascii = before(text, |bytes| bytes & HIGHS) == text.len();
    if is_ascii {
        bytes::append(to, text);
    }
    is_ascii
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn signs_are_found_where_they_stand(text in "[ab\"\\\\,\n\r\t\u{1f} é\u{7f}]{0,40}", first in 0usize..3) {
            let text = &text.as_bytes()[first.min(text.len())..];
            let plain = text.iter().take_while(|&&byte| byte != b'"' && byte != b'\\' && byte >= 0x20);
            prop_assert_eq!(n_plain_of_json(text), plain.count());
            let parts = |byte: &u8| matches!(byte, b',' | b'"' | b'\n' | b'\r');
            prop_assert_eq!(parts_csv(text), text.iter().any(parts));
            let mut before = 0;
            let mut n = 0;
            for &byte in text {
                n += u32::from(byte == b'\r' || byte == b'\n' && before != b'\r');
                before = byte;
            }
            prop_assert_eq!(line_breaks(text), n);
        }

        #[test]
        fn any_bytes_have_the_place_of_the_first(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            let plain = bytes.iter().take_while(|&&byte| byte != b'"' && byte != b'\\' && byte >= 0x20);
            prop_assert_eq!(n_plain_of_json(&bytes), plain.count());
            let mut added = b"-".to_vec();
            prop_assert_eq!(append_ascii(&mut added, &bytes), bytes.is_ascii());
            prop_assert_eq!(&added[1..], if bytes.is_ascii() { &bytes[..] } else { b"" });
            let ascii: Vec<u8> = bytes.iter().map(|byte| byte & 0x7f).collect();
            prop_assert!(append_ascii(&mut added, &ascii));
            prop_assert!(added.ends_with(&ascii));
        }
    }
}

//! Cells as most exports write them, which mean what they seem to: these are read at once, all others in full.

/// What a byte of a logon name is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Name,
    Backslash,
    At,
    Other,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0;
    while byte < 128 {
        let letter = byte as u8;
        if letter.is_ascii_alphanumeric() || matches!(letter, b'.' | b'_' | b'-') {
            classes[byte] = Class::Name;
        }
        byte += 1;
    }
    classes[b'\\' as usize] = Class::Backslash;
    classes[b'@' as usize] = Class::At;
    classes
};

/// A plain logon name: where its bare name lies.
pub struct Plain {
    /// Length of the label with its backslash.
    pub start: usize,
    /// Place of the `@`, or the end of the cell.
    pub at: usize,
}

/// Reads the plain forms `name`, `label\name`, `name@domain` and `label\name@domain`.
///
/// `None` for every other cell, and for plain ones that a rule of K3 or K4 changes.
#[inline(always)]
pub fn read_plain(cell: &[u8]) -> Option<Plain> {
    let (mut start, mut at) = (0, cell.len());
    for (place, &byte) in cell.iter().enumerate() {
        match CLASSES[usize::from(byte)] {
            Class::Name => {}
            Class::Backslash if start == 0 && at == cell.len() => start = place + 1,
            Class::At if at == cell.len() => at = place,
            _ => return None,
        }
    }
    let is_name = start < at && cell[cell.len() - 1] != b'.' && start != 1;
    let is_claim = start == 8 && cell[..start].eq_ignore_ascii_case(b"azuread\\");
    (is_name && !is_claim).then_some(Plain { start, at })
}

/// Of a byte of an address: whether it may stand in one, and whether a name may be made of it.
const OF_ADDRESS: [u8; 256] = {
    let mut bits = [ODD; 256];
    let mut byte = 0;
    while byte < 256 {
        if matches!(CLASSES[byte], Class::Name) {
            bits[byte] = if (byte as u8).is_ascii_alphanumeric() {
                TELLING
            } else {
                0
            };
        }
        byte += 1;
    }
    bits
};
const ODD: u8 = 1;
const TELLING: u8 = 2;

/// The place of the `@` of a plain address: a name that is one, and a domain, neither of them odd.
#[inline(always)]
pub fn plain_address(cell: &[u8]) -> Option<usize> {
    let at = cell.iter().position(|&byte| byte == b'@')?;
    let (name, domain) = (&cell[..at], &cell[at + 1..]);
    let bits = |part: &[u8]| {
        part.iter()
            .fold(0, |bits, &byte| bits | OF_ADDRESS[usize::from(byte)])
    };
    // A long name may be concealed, an object id or a deleted account's.
    let is_plain = at < 32 && bits(name) == TELLING && bits(domain) & ODD == 0;
    (is_plain && domain.last().is_some_and(|&last| last != b'.')).then_some(at)
}

/// Year, month and day of a day that most exports write so: `2026-11-22`; see [`is_plain_time`].
pub fn plain_day(text: &[u8]) -> Option<(i32, u32, u32)> {
    if text.len() != 10 || !is_plain_time(text) {
        return None;
    }
    let digits = |from: usize, to: usize| {
        let digits = text[from..to].iter();
        digits.fold(0, |number, byte| number * 10 + u32::from(byte - b'0'))
    };
    Some((digits(0, 4) as i32, digits(5, 7), digits(8, 10)))
}

/// A number of nothing but digits, at most fifteen.
pub fn plain_whole(text: &[u8]) -> Option<i64> {
    let is_it = matches!(text.len(), 1..=15) && text.iter().all(u8::is_ascii_digit);
    let digits = text.iter();
    is_it.then(|| digits.fold(0, |number, byte| number * 10 + i64::from(byte - b'0')))
}

/// The bits of an id of 32 hexadecimal digits that four hyphens part, as nearly all exports write it.
pub fn plain_guid(text: &[u8]) -> Option<u128> {
    let text: &[u8; 36] = text.try_into().ok()?;
    let mut bits = 0u128;
    // Parts between the hyphens, each of less than sixteen digits.
    for part in [0..8, 9..13, 14..18, 19..23, 24..36] {
        if part.end < text.len() && text[part.end] != b'-' {
            return None;
        }
        let n_bits = part.len() * 4;
        let mut digits = 0u64;
        for &byte in &text[part] {
            let digit = match byte {
                b'0'..=b'9' => byte - b'0',
                b'a'..=b'f' => byte - b'a' + 10,
                b'A'..=b'F' => byte - b'A' + 10,
                _ => return None,
            };
            digits = digits << 4 | u64::from(digit);
        }
        bits = bits << n_bits | u128::from(digits);
    }
    Some(bits)
}

/// The shape of an instant as most exports write it.
const TIME: &[u8] = b"0000-00-00T00:00:00Z";

/// How many days each month has in every year, from the first on.
const DAYS: [u8; 13] = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// Whether a text has a shape, as far as it goes: `0` stands for a digit, `T` for that or a space, and everything
/// else for itself.
#[inline(always)]
fn is_shaped(text: &[u8], shape: &[u8]) -> bool {
    let both = text.iter().zip(shape);
    both.into_iter().all(|(&byte, &shape)| match shape {
        b'0' => byte.is_ascii_digit(),
        b'T' => matches!(byte, b'T' | b' '),
        _ => byte == shape,
    })
}

/// Whether a text plainly is a day or an instant of these two centuries: `2026-11-22`, `2026-11-22T08:00:00Z`.
/// The last day of a leap February is not plain: not all years have it.
pub fn is_plain_time(text: &[u8]) -> bool {
    let n = text.len();
    let two = |at: usize| (text[at] - b'0') * 10 + text[at + 1] - b'0';
    matches!(n, 10 | 19 | 20)
        && is_shaped(text, TIME)
        && matches!(two(0), 19 | 20)
        && matches!(two(5), 1..=12)
        && (1..=DAYS[usize::from(two(5))]).contains(&two(8))
        && (n == 10 || two(11) < 24 && two(14) < 60 && two(17) < 60)
}

/// The digits of a number with one or two places behind a point, which so is no mark of thousands, and how
/// many places those are: `45123.7`. At most fifteen digits.
pub fn plain_decimal(text: &[u8]) -> Option<(i64, u8)> {
    let n = text.len();
    let point = (2..=3).find(|&back| n > back && text[n - back] == b'.')?;
    if n > 16 {
        return None;
    }
    let mut digits = 0;
    for (place, byte) in text.iter().enumerate() {
        match byte {
            b'0'..=b'9' => digits = digits * 10 + i64::from(byte - b'0'),
            _ if place == n - point => {}
            _ => return None,
        }
    }
    Some((digits, point as u8 - 1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_plain_address_is_a_plain_name_of_a_domain(cell in "[a-zA-Z0-9._@\\\\-]{0,40}|[a-zA-Z.-]{1,33}@[a-zA-Z]{0,9}[.]?[a-z]{0,3}") {
            let cell = cell.as_bytes();
            let expected = read_plain(cell).filter(|plain| {
                let name = &cell[..plain.at];
                plain.start == 0 && plain.at < 32 && cell.len() > plain.at + 1 && name.iter().any(u8::is_ascii_alphanumeric)
            });
            prop_assert_eq!(plain_address(cell), expected.map(|plain| plain.at));
        }
    }
}

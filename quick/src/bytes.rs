//! Short texts compared and copied in words: a call for each, as the standard library makes one, takes longer
//! than the work.

/// A text of at most so many bytes is copied in pieces.
pub const SHORT: usize = 64;
/// Bytes of a piece.
const PIECE: usize = 16;

/// Whether two texts are the same.
#[inline(always)]
pub fn same(left: &[u8], right: &[u8]) -> bool {
    let n = left.len();
    if n != right.len() {
        return false;
    }
    if n < 8 {
        return few(left) == few(right);
    }
    let mut at = 0;
    while at + 8 < n {
        if word(left, at) != word(right, at) {
            return false;
        }
        at += 8;
    }
    // The last words overlap those before, so that all are whole.
    word(left, n - 8) == word(right, n - 8)
}

/// Adds a text.
#[inline(always)]
pub fn append(to: &mut Vec<u8>, text: &[u8]) {
    if text.len() > SHORT {
        return to.extend_from_slice(text);
    }
    let (pieces, mut rest) = text.as_chunks::<PIECE>();
    for piece in pieces {
        to.extend_from_slice(piece);
    }
    if let Some((piece, more)) = rest.split_first_chunk::<8>() {
        to.extend_from_slice(piece);
        rest = more;
    }
    if let Some((piece, more)) = rest.split_first_chunk::<4>() {
        to.extend_from_slice(piece);
        rest = more;
    }
    for &byte in rest {
        to.push(byte);
    }
}

/// Adds the text `text[from..to]`, and gives whether it did: only a short one, behind which enough stands for whole
/// pieces.
#[inline(always)]
pub fn append_within(bytes: &mut Vec<u8>, text: &[u8], from: usize, to: usize) -> bool {
    let n = to - from;
    let n_pieces = n.div_ceil(PIECE);
    if n > SHORT || text.len() - from < n_pieces * PIECE {
        return false;
    }
    let n_bytes = bytes.len() + n;
    let (pieces, _) = text[from..from + n_pieces * PIECE].as_chunks::<PIECE>();
    for piece in pieces {
        bytes.extend_from_slice(piece);
    }
    bytes.truncate(n_bytes);
    true
}

/// The eight bytes from a place on, the first one lowest; 0 where fewer stand there.
#[inline(always)]
pub fn word(text: &[u8], at: usize) -> u64 {
    // A branch is smaller and faster than a panic.
    text.get(at..at + 8)
        .and_then(|bytes| bytes.first_chunk())
        .map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

/// The four bytes from a place on, as [`word`] gives eight.
#[inline(always)]
pub fn half(text: &[u8], at: usize) -> u64 {
    text.get(at..at + 4)
        .and_then(|bytes| bytes.first_chunk())
        .map_or(0, |bytes| u64::from(u32::from_le_bytes(*bytes)))
}

/// All bytes of a text of less than eight, the first one lowest.
#[inline(always)]
pub fn few(text: &[u8]) -> u64 {
    let n = text.len();
    if n < 4 {
        return (text.iter().rev()).fold(0, |bits, &byte| bits << 8 | u64::from(byte));
    }
    half(text, 0) | half(text, n - 4) << (8 * (n - 4))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn texts_are_the_same_exactly_when_all_bytes_are(left in "[ab]{0,40}", right in "[ab]{0,40}", place in 0usize..40) {
            let (left, right) = (left.as_bytes(), right.as_bytes());
            prop_assert_eq!(same(left, right), left == right);
            prop_assert!(same(left, left));
            let mut other = left.to_vec();
            if let Some(byte) = other.get_mut(place) {
                *byte = b'c';
                prop_assert!(!same(left, &other));
            }
        }

        #[test]
        fn what_is_added_is_the_text(before in "[a-z]{0,20}", text in "[a-z]{0,90}", behind in "[a-z]{0,70}") {
            let expected = format!("{before}{text}");
            let mut bytes = before.clone().into_bytes();
            append(&mut bytes, text.as_bytes());
            prop_assert_eq!(&bytes, expected.as_bytes());
            let mut bytes = before.clone().into_bytes();
            let whole = format!("{before}{text}{behind}");
            let (from, to) = (before.len(), before.len() + text.len());
            if append_within(&mut bytes, whole.as_bytes(), from, to) {
                prop_assert_eq!(&bytes, expected.as_bytes());
            } else {
                prop_assert!(text.len() > SHORT || behind.len() < PIECE);
                prop_assert_eq!(&bytes, before.as_bytes());
            }
        }

        #[test]
        fn the_bits_of_a_few_bytes_are_theirs(text in "[a-z]{0,7}") {
            let mut bytes = [0; 8];
            bytes[..text.len()].copy_from_slice(text.as_bytes());
            prop_assert_eq!(few(text.as_bytes()), u64::from_le_bytes(bytes));
        }
    }
}

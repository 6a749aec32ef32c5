//! Plain addresses, as nearly all cells of names are: read sixteen bytes at a time.

use super::key::Key;

/// What is longer, in bytes, is read in full.
const MOST: usize = 64;
/// So many bytes are read at once.
const PIECE: usize = 16;
/// Stands behind the end of a short address: a byte of names that tells nothing.
const FILLER: u8 = b'.';

/// A plain address in lower case: a name that is one, and a domain, neither of them odd. See
/// [`plain_address`](super::plain::plain_address).
pub struct Address {
    bytes: [u8; MOST],
    n: usize,
    at: usize,
}

impl Address {
    /// Reads a cell; `None` if it is no plain address, or longer than 64 bytes.
    #[inline(always)]
    pub fn read(cell: &[u8]) -> Option<Address> {
        let n = cell.len();
        if n > MOST || n == 0 {
            return None;
        }
        let mut address = Address {
            bytes: [0; MOST],
            n,
            at: 0,
        };
        let mut seen = Seen::default();
        match cell.first_chunk::<PIECE>() {
            Some(piece) => {
                address.take(piece, 0, &mut seen);
                let mut from = PIECE;
                while from < n {
                    // The last piece overlaps the one before, so that it is whole.
                    let at = from.min(n - PIECE);
                    if let Some(piece) = cell[at..].first_chunk() {
                        address.take(piece, at, &mut seen);
                    }
                    from += PIECE;
                }
            }
            None => {
                let mut piece = [FILLER; PIECE];
                for (to, &byte) in piece.iter_mut().zip(cell) {
                    *to = byte;
                }
                address.take(&piece, 0, &mut seen);
            }
        }
        let all = u64::MAX >> (MOST - n);
        address.at = seen.at.trailing_zeros() as usize;
        let is_one = seen.at & all != 0 && seen.at & seen.at.wrapping_sub(1) == 0;
        if !is_one || (seen.name | seen.at) & all != all {
            return None;
        }
        // A long name may be concealed, an object id or a deleted account's.
        let is_name = address.at < 32 && seen.telling & ((1 << address.at) - 1) != 0;
        let is_domain = address.at + 1 < n && cell[n - 1] != b'.';
        (is_name && is_domain).then_some(address)
    }

    #[inline(always)]
    fn take(&mut self, piece: &[u8; PIECE], at: usize, seen: &mut Seen) {
        let (lower, masks) = look(piece);
        if let Some(to) = self.bytes[at..].first_chunk_mut() {
            *to = lower;
        }
        seen.name |= u64::from(masks.name) << at;
        seen.telling |= u64::from(masks.telling) << at;
        seen.at |= u64::from(masks.at) << at;
    }

    /// The whole address.
    #[inline(always)]
    pub fn whole(&self) -> &[u8] {
        &self.bytes[..self.n]
    }

    /// The domain with the `@` before it.
    #[inline(always)]
    pub fn behind(&self) -> &[u8] {
        &self.bytes[self.at..self.n]
    }

    /// The key of the whole.
    #[inline(always)]
    pub fn key(&self) -> Key {
        Key::of(self.whole())
    }

    /// The key of the bare name.
    #[inline(always)]
    pub fn name_key(&self) -> Key {
        Key::of(&self.bytes[..self.at])
    }
}

/// Which bytes may stand in a name, of which a name may be made, and which are an `@`: one bit a byte.
#[derive(Default)]
struct Seen {
    name: u64,
    telling: u64,
    at: u64,
}

/// The same of one piece.
struct Masks {
    name: u16,
    telling: u16,
    at: u16,
}

/// A piece in lower case, and what its bytes are.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[inline(always)]
fn look(piece: &[u8; PIECE]) -> ([u8; PIECE], Masks) {
    use std::arch::wasm32::{
        i8x16_shl, u8x16_bitmask, u8x16_eq, u8x16_le, u8x16_splat, u8x16_sub, u64x2,
        u64x2_extract_lane, v128_and, v128_or,
    };
    let bits = u128::from_le_bytes(*piece);
    let bytes = u64x2(bits as u64, (bits >> 64) as u64);
    let within = |bytes, from: u8, to: u8| {
        u8x16_le(u8x16_sub(bytes, u8x16_splat(from)), u8x16_splat(to - from))
    };
    let is = |byte: u8| u8x16_eq(bytes, u8x16_splat(byte));
    let is_capital = within(bytes, b'A', b'Z');
    let lower = v128_or(bytes, i8x16_shl(v128_and(is_capital, u8x16_splat(1)), 5));
    let telling = v128_or(within(lower, b'a', b'z'), within(bytes, b'0', b'9'));
    let name = v128_or(v128_or(telling, is(b'.')), v128_or(is(b'_'), is(b'-')));
    let masks = Masks {
        name: u8x16_bitmask(name),
        telling: u8x16_bitmask(telling),
        at: u8x16_bitmask(is(b'@')),
    };
    let lower = u128::from(u64x2_extract_lane::<0>(lower))
        | u128::from(u64x2_extract_lane::<1>(lower)) << 64;
    (lower.to_le_bytes(), masks)
}

/// A piece in lower case, and what its bytes are.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
#[inline(always)]
fn look(piece: &[u8; PIECE]) -> ([u8; PIECE], Masks) {
    let mut masks = Masks {
        name: 0,
        telling: 0,
        at: 0,
    };
    for (place, byte) in piece.iter().enumerate() {
        let is_telling = byte.is_ascii_alphanumeric();
        let is_name = is_telling || matches!(byte, b'.' | b'_' | b'-');
        masks.name |= u16::from(is_name) << place;
        masks.telling |= u16::from(is_telling) << place;
        masks.at |= u16::from(*byte == b'@') << place;
    }
    (piece.map(|byte| byte.to_ascii_lowercase()), masks)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::plain::plain_address;

    proptest! {
        #[test]
        fn it_is_read_as_any_plain_address(cell in "[a-zA-Z0-9._@\\\\ é-]{0,20}|[a-zA-Z.-]{1,40}@[a-zA-Z]{0,30}[.]?[a-z]{0,3}") {
            let bytes = cell.as_bytes();
            let expected = plain_address(bytes).filter(|_| bytes.len() <= MOST);
            let found = Address::read(bytes);
            prop_assert_eq!(found.as_ref().map(|found| found.at), expected);
            if let Some(found) = found {
                let lower = cell.to_ascii_lowercase();
                prop_assert_eq!(found.whole(), lower.as_bytes());
                prop_assert_eq!(found.behind(), &lower.as_bytes()[found.at..]);
                prop_assert_eq!(found.name_key(), Key::of(&lower.as_bytes()[..found.at]));
            }
        }
    }
}

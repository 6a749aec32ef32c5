//! Keys by which accounts are met: of one length, whatever they are made of.

use super::bytes::{few, word};
use super::hash::{hash_bytes, mix};

/// A key: short ones as they are, long ones as 120 bits of hash.
///
/// Whoever could make two keys collide could as well write the other key, so nothing is gained.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(u64, u64);

impl Key {
    /// No key.
    pub const NONE: Key = Key(0, 0);

    /// The key of a text; none of an empty one.
    pub fn of(text: &[u8]) -> Key {
        match text.len() {
            0 => Key::NONE,
            n @ 1..=15 => {
                let length = (n as u64) << 56;
                match n {
                    0..=7 => Key(few(text), length),
                    8 => Key(word(text, 0), length),
                    n => Key(word(text, 0), word(text, n - 8) >> (8 * (16 - n)) | length),
                }
            }
            n => {
                let mut second = n as u64;
                let (words, _) = text.as_chunks::<8>();
                for word in words {
                    second = mix(second.rotate_left(23) ^ u64::from_le_bytes(*word));
                }
                // The last words overlap, so that all are whole.
                if !n.is_multiple_of(8)
                    && let Some(last) = text.last_chunk()
                {
                    second = mix(second.rotate_left(23) ^ u64::from_le_bytes(*last));
                }
                Key(hash_bytes(text), second | 0xff << 56)
            }
        }
    }

    /// The key of bits such as an object id.
    pub fn of_bits(bits: u128) -> Key {
        Key(bits as u64, (bits >> 64) as u64)
    }

    /// The same key among those of another kind, which the mark tells from these.
    pub fn marked(self, mark: u64) -> Key {
        Key(self.0 ^ mix(mark), self.1)
    }

    /// Whether there is one.
    #[inline(always)]
    pub fn is_some(self) -> bool {
        self != Key::NONE
    }

    /// A hash of it.
    #[inline(always)]
    pub fn hash(self) -> u64 {
        mix(self.0 ^ self.1.wrapping_mul(0xff51_afd7_ed55_8ccd))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_short_text_is_its_key(text in "[a-z]{1,15}") {
            let mut bytes = [0; 16];
            bytes[..text.len()].copy_from_slice(text.as_bytes());
            bytes[15] = text.len() as u8;
            prop_assert_eq!(Key::of(text.as_bytes()), Key::of_bits(u128::from_le_bytes(bytes)));
        }

        #[test]
        fn keys_are_equal_exactly_when_texts_are(left in "[ab]{0,17}", right in "[ab]{0,17}") {
            prop_assert_eq!(Key::of(left.as_bytes()) == Key::of(right.as_bytes()), left == right);
        }
    }
}

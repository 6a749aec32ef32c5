//! Bytes as letters, digits, `-` and `_` (RFC 4648, section 5, without padding), as an address takes them.

use crate::export::base64::{decode, encode};

/// The text of some bytes.
pub fn text(bytes: &[u8]) -> String {
    let text = encode(bytes).replace('+', "-").replace('/', "_");
    text.trim_end_matches('=').to_owned()
}

/// The bytes of a text; `None` for one that [`text`] does not write.
pub fn bytes(letters: &str) -> Option<Vec<u8>> {
    let is_other = |letter: char| matches!(letter, '+' | '/' | '=');
    let padding = "=".repeat(letters.len().wrapping_neg() % 4);
    let written = letters.replace('-', "+").replace('_', "/") + &padding;
    let bytes = decode(&written).filter(|_| !letters.contains(is_other))?;
    // Bits that say nothing are zero, or two texts would be one.
    (text(&bytes) == letters).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bytes_are_read_as_they_were_written(all in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert_eq!(bytes(&text(&all)), Some(all));
        }

        #[test]
        fn one_text_stands_for_some_bytes(letters in "[A-D_-]{0,9}") {
            if let Some(all) = bytes(&letters) {
                prop_assert_eq!(text(&all), letters);
            }
        }
    }

    #[test]
    fn the_examples_of_the_standard_hold() {
        assert_eq!(text(b"foobar"), "Zm9vYmFy");
        assert_eq!(text(b"fooba"), "Zm9vYmE");
        assert_eq!(text(b"foob"), "Zm9vYg");
        assert_eq!(text(&[0xfb, 0xff]), "-_8");
        assert_eq!(bytes("Zm9vYh"), None);
        assert_eq!(bytes("Zm9v*g"), None);
        assert_eq!(bytes("Z"), None);
    }
}

//! Bytes as letters, digits, `-` and `_` (RFC 4648, section 5, without padding).

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The text of some bytes.
pub fn text(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let mut bits = 0u32;
        for at in 0..3 {
            bits = bits << 8 | u32::from(group.get(at).copied().unwrap_or(0));
        }
        for at in 0..=group.len() {
            let letter = bits >> (18 - 6 * at) & 63;
            text.push(LETTERS[letter as usize].into());
        }
    }
    text
}

/// The bytes of a text; `None` for one that [`text`] does not write.
pub fn bytes(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 3);
    for group in text.as_bytes().chunks(4) {
        let mut bits = 0u32;
        for at in 0..4 {
            let value = match group.get(at) {
                Some(letter) => LETTERS.iter().position(|known| known == letter)?,
                None => 0,
            };
            bits = bits << 6 | value as u32;
        }
        let n_bytes = match group.len() {
            1 => return None,
            n => n - 1,
        };
        let all = bits.to_be_bytes();
        // Bits that say nothing are zero, or two texts would be one.
        if all[1 + n_bytes..].iter().any(|byte| *byte != 0) {
            return None;
        }
        bytes.extend(&all[1..=n_bytes]);
    }
    Some(bytes)
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

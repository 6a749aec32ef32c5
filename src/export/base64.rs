//! Bytes as text and back (RFC 4648, with the padding): messages between worker and page are text.

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Bytes as text.
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let at = |place: usize| u32::from(three.get(place).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            match place <= three.len() {
                true => text.push(char::from(
                    LETTERS[(bits >> (18 - 6 * place) & 63) as usize],
                )),
                false => text.push('='),
            }
        }
    }
    text
}

/// The bytes of such a text; `None` where a letter is none of them or the end is cut.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let text = text.as_bytes();
    let n_padding = text
        .iter()
        .rev()
        .take_while(|&&letter| letter == b'=')
        .count();
    let letters = &text[..text.len() - n_padding];
    if !text.len().is_multiple_of(4) || n_padding > 2 {
        return None;
    }
    let mut values = [0xff_u8; 256];
    for (value, &letter) in (0..).zip(LETTERS) {
        values[usize::from(letter)] = value;
    }
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    for four in letters.chunks(4) {
        let mut bits = 0_u32;
        for place in 0..4 {
            let value = four
                .get(place)
                .map_or(0, |&letter| values[usize::from(letter)]);
            if value == 0xff {
                return None;
            }
            bits = bits << 6 | u32::from(value);
        }
        bytes.extend_from_slice(&bits.to_be_bytes()[1..four.len()]);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_again(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            prop_assert_eq!(decode(&encode(&bytes)), Some(bytes));
        }
    }

    #[test]
    fn what_is_cut_or_no_such_text_is_refused() {
        for text in ["Zg=", "Zg", "Z===", "Zm9v!m9v", "Zm=v", "é==="] {
            assert_eq!(decode(text), None, "{text}");
        }
    }

    #[test]
    fn the_examples_of_the_standard_are_met() {
        let examples = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (bytes, text) in examples {
            assert_eq!(encode(bytes.as_bytes()), text);
        }
        assert_eq!(encode(&[0xfb, 0xff]), "+/8=");
    }
}

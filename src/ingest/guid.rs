//! Object ids, with or without braces and dashes (K5).

/// The bits of an object id; `None` for any other text and for the id of all zeros.
pub fn read_guid(text: &str) -> Option<u128> {
    bits(text).filter(|&bits| bits != 0)
}

/// Whether a text is written as an id, that of all zeros included.
pub fn is_guid(text: &str) -> bool {
    bits(text).is_some()
}

// Brackets may stand on one side only: lists of products have such (2.2).
fn bits(text: &str) -> Option<u128> {
    let around = |letter: char| letter.is_whitespace() || matches!(letter, '{' | '}' | '(' | ')');
    let bare = text.trim_matches(around).as_bytes();
    let mut bits = 0u128;
    let mut n_digits = 0;
    for (place, &byte) in bare.iter().enumerate() {
        if byte == b'-' && bare.len() == 36 && matches!(place, 8 | 13 | 18 | 23) {
            continue;
        }
        let digit = char::from(byte).to_digit(16)?;
        bits = bits << 4 | u128::from(digit);
        n_digits += 1;
    }
    (n_digits == 32).then_some(bits)
}

/// An object id as the directory writes it.
pub fn guid_text(bits: u128) -> String {
    let digits = format!("{bits:032x}");
    let parts = [0..8, 8..12, 12..16, 16..20, 20..32].map(|part| &digits[part]);
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_id_is_read_in_every_spelling() {
        #[track_caller]
        fn case(text: &str, expected: Option<&str>) {
            assert_eq!(
                read_guid(text).map(guid_text).as_deref(),
                expected,
                "{text:?}"
            );
        }
        let id = Some("a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f90");
        case("a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f90", id);
        case("{A1B2C3D4-E5F6-0718-293A-4B5C6D7E8F90}", id);
        case("a1b2c3d4e5f60718293a4b5c6d7e8f90", id);
        case("00000000-0000-0000-0000-000000000000", None);
        case("a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f9", None);
        case("a1b2c3d4e-5f6-0718-293a-4b5c6d7e8f90", None);
        case("jdoe", None);
        case("", None);
    }
}

//! Letters beyond ASCII: which cannot be seen, and their upper and lower case.
//!
//! The cases are the browser's own, since tables of ours would be a thirtieth of the download.

use std::sync::OnceLock;

/// Brings a text to one case, as Unicode has it for no language in particular.
pub type ToCase = fn(&str) -> String;

/// How a text becomes lower case, and how upper case.
#[derive(Clone, Copy)]
pub struct Cases {
    /// As `str::to_lowercase`.
    pub lower: ToCase,
    /// As `str::to_uppercase`.
    pub upper: ToCase,
}

// Set once, before the first text is read, and the same for every text: passing it along to every
// comparison of two letters would say no more.
static CASES: OnceLock<Cases> = OnceLock::new();

/// Takes the two cases from the browser. Without it they are the standard library's, and in wasm, which is
/// to do without those, ASCII's.
pub fn take_from(cases: Cases) {
    let _ = CASES.set(cases);
}

#[cfg(not(target_arch = "wasm32"))]
const OWN: Cases = Cases {
    lower: str::to_lowercase,
    upper: str::to_uppercase,
};
#[cfg(target_arch = "wasm32")]
const OWN: Cases = Cases {
    lower: str::to_ascii_lowercase,
    upper: str::to_ascii_uppercase,
};

fn cases() -> &'static Cases {
    CASES.get().unwrap_or(&OWN)
}

/// A text with every character that cannot be seen in its number: `jd⟨U+200B⟩oe`. A character that
/// is odd for another reason stands before its number.
pub fn shown(text: &str, is_odd: &dyn Fn(char) -> bool) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        let is_space = letter != ' ' && letter.is_whitespace();
        let is_unseen = is_space || letter.is_control() || is_invisible(letter);
        if !is_unseen {
            shown.push(letter);
        }
        if is_unseen || is_odd(letter) {
            push_number(letter, &mut shown);
        }
    }
    shown
}

fn push_number(letter: char, text: &mut String) {
    text.push_str("⟨U+");
    let number = u32::from(letter);
    for place in (0..6).rev() {
        let digit = number >> (place * 4);
        if place < 4 || digit > 0 {
            text.push(char::from(b"0123456789ABCDEF"[digit as usize & 15]));
        }
    }
    text.push('⟩');
}

/// The text in lower case.
pub fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    // One letter by one, unless a letter looks at its neighbours, becomes several or lies outside of the table.
    let is_plain = |letter: char| !matches!(letter, 'Σ' | 'İ') && letter <= '\u{ffff}';
    if text.chars().all(is_plain) {
        return text.chars().map(lower_letter).collect();
    }
    (cases().lower)(text)
}

/// The text in upper case.
pub fn upper(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_uppercase();
    }
    (cases().upper)(text)
}

/// The letter in lower case; of the one that becomes two, `İ`, the first.
pub fn lower_letter(letter: char) -> char {
    if letter.is_ascii() {
        return letter.to_ascii_lowercase();
    }
    match lower_table().get(letter as usize) {
        Some(&lower) => char::from_u32(lower.into()).unwrap_or(letter),
        None => first((cases().lower)(letter.encode_utf8(&mut [0; 4]))).unwrap_or(letter),
    }
}

/// The lower case of every letter up to U+FFFF, asked for once and at once: a call for each letter that is
/// compared would be a hundred times slower.
fn lower_table() -> &'static [u16] {
    static TABLE: OnceLock<Vec<u16>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: Vec<u16> = (0..=u16::MAX).collect();
        let letters: Vec<char> = ('\0'..='\u{ffff}').collect();
        // A line for each, so that none is at the end of the other's word.
        let lines: String = letters.iter().flat_map(|&letter| [letter, '\n']).collect();
        let lower = (cases().lower)(&lines);
        let mut rest = lower.chars();
        for letter in letters {
            if let Some(first) = rest.next() {
                table[letter as usize] = first as u16;
            }
            rest.by_ref().find(|&c| c == '\n');
        }
        table
    })
}

fn first(text: String) -> Option<char> {
    text.chars().next()
}

/// Full Unicode case folding, the same in every locale: `ß` is `ss`, `ı` is not `i`.
///
/// Upper and then lower case is the folding of every letter but the few named here.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for part in text.split_inclusive(['ı', 'İ']) {
        let plain = part.trim_end_matches(['ı', 'İ']);
        // At the end of a word the lower case of sigma is another letter; folded it is one everywhere.
        // The capital sharp s is its own upper case.
        folded += &lower(&upper(&plain.replace('ẞ', "ß"))).replace('ς', "σ");
        match part[plain.len()..].chars().next() {
            Some('İ') => folded += "i\u{307}",
            Some(dotless) => folded.push(dotless),
            None => {}
        }
    }
    folded
}

/// Whether a character cannot be seen (K2): a mark of byte order or direction, a joiner, a space
/// without width, an invisible operator, a soft hyphen, and what else Unicode lets be ignored where it is
/// not known, such as the isolates of direction, fillers and variation selectors.
#[inline(always)]
pub fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{ffa0}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_letter_has_the_lower_case_of_the_standard_library() {
        for letter in '\0'..=char::MAX {
            assert_eq!(Some(lower_letter(letter)), letter.to_lowercase().next());
        }
    }

    #[test]
    fn every_letter_is_folded_as_upper_and_then_lower_case() {
        for letter in '\0'..=char::MAX {
            let expected: String = match letter {
                'ı' | 'İ' => letter.to_lowercase().collect(),
                'ẞ' => "ss".to_string(),
                _ => letter.to_uppercase().flat_map(char::to_lowercase).collect(),
            };
            assert_eq!(fold(&letter.to_string()), expected, "{letter:?}");
        }
    }

    #[test]
    fn folding_knows_no_end_of_a_word() {
        assert_eq!(fold("ΟΔΥΣΣΕΥΣ Οδυσσεύς"), "οδυσσευσ οδυσσεύσ");
        assert_eq!(fold("Straße"), "strasse");
        assert_eq!(fold("DIYARBAKIR ıİI"), "diyarbakir ıi\u{307}i");
    }

    #[test]
    fn what_cannot_be_seen_is_what_k2_lists_and_what_unicode_ignores() {
        let of_k2 = "\u{ad}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\
             \u{2060}\u{2061}\u{2062}\u{2063}\u{2064}\u{feff}";
        assert!(of_k2.chars().all(is_invisible));
        // Isolates, fillers, a vowel separator, a joiner, a variation selector, a tag.
        let others = "\u{2066}\u{2069}\u{3164}\u{ffa0}\u{115f}\u{180e}\u{34f}\u{fe0f}\u{e0041}";
        assert!(others.chars().all(is_invisible));
        let seen = " aä-_'\u{a0}\u{300}\u{2010}\u{3000}\u{fe10}\u{fffd}😀";
        assert!(!seen.chars().any(is_invisible));
        let n_invisible = ('\0'..=char::MAX).filter(|&c| is_invisible(c)).count();
        assert_eq!(n_invisible, 0x1000 + 57);
    }

    proptest! {
        #[test]
        fn lower_case_is_that_of_the_standard_library(text in "[aBäÖΣσςİı𐐀ẞﬁ .]{0,12}") {
            prop_assert_eq!(lower(&text), text.to_lowercase());
        }
    }
}

//! Names that look or sound alike: K13 to K16, and one slip of the keyboard.

/// What two names may differ in and still be alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ignore(u8);

impl Ignore {
    /// What stands behind `+` (K13).
    pub const TAG: Ignore = Ignore(1);
    /// `.` and `_` (K14).
    pub const DOTS: Ignore = Ignore(2);
    /// Cyrillic and Greek letters that look like Latin ones (K15).
    pub const HOMOGLYPHS: Ignore = Ignore(4);
    /// Marks on letters (K16).
    pub const DIACRITICS: Ignore = Ignore(8);
    /// All of them.
    pub const ALL: Ignore = Ignore(15);

    fn has(self, other: Ignore) -> bool {
        self.0 & other.0 != 0
    }
}

/// Cyrillic, Greek and other letters beside the Latin one they are mistaken for, all case folded.
const HOMOGLYPHS: &str = "аaвbсcԁdеeёeԍgһhнhіiїiјjкkӏlмmоoрpԛqгrѕsтtѵvԝwхxуyүy\
                          αaβbεeγyηnιiκkμmνvοoρpτtυuχxωwζzıiɑaɡgℓl";

/// Latin letters with marks behind the letter without, all case folded.
const MARKED: [&str; 23] = [
    "aàáâãäåāăąǎǟǻạảấầẩẫậắằẳẵặ",
    "bḃ",
    "cçćĉċč",
    "dďđḋḍð",
    "eèéêëēĕėęěẹẻẽếềểễệ",
    "fḟ",
    "gĝğġģǧ",
    "hĥħḣḥ",
    "iìíîïĩīĭįǐỉịı",
    "jĵ",
    "kķǩ",
    "lĺļľŀłḷ",
    "mṁ",
    "nñńņňŋṅṇ",
    "oòóôõöøōŏőơǒọỏốồổỗộớờởỡợ",
    "pṗ",
    "rŕŗřṛ",
    "sśŝşšșṡṣ",
    "tţťŧțṫṭþ",
    "uùúûüũūŭůűųưǔụủứừửữự",
    "wŵẁẃẅ",
    "yýÿŷỳỵỷỹ",
    "zźżžẓ",
];

/// The Latin letter that a Cyrillic or Greek one is mistaken for (K15).
pub fn latin_twin(letter: char) -> Option<char> {
    let mut letters = HOMOGLYPHS.chars();
    while let (Some(twin), Some(latin)) = (letters.next(), letters.next()) {
        if twin == letter {
            return Some(latin);
        }
    }
    None
}

/// Whether a name mixes look-alike letters among Latin ones, or is made of them (K15).
pub fn has_homoglyph(name: &str) -> bool {
    !name.is_ascii() && name.chars().any(|letter| latin_twin(letter).is_some())
}

fn without_mark(letter: char) -> Option<&'static str> {
    match letter {
        'æ' => return Some("ae"),
        'œ' => return Some("oe"),
        '\u{300}'..='\u{36f}' => return Some(""),
        _ => {}
    }
    let row = MARKED.iter().find(|row| row.contains(letter))?;
    row.get(..1)
}

/// A case-folded name without what is ignored; appended to `skeleton`.
pub fn push_skeleton(name: &str, ignore: Ignore, skeleton: &mut String) {
    let name = match name.split_once('+') {
        Some((before, _)) if ignore.has(Ignore::TAG) && !before.is_empty() => before,
        _ => name,
    };
    for letter in name.chars() {
        let mut letter = letter;
        if matches!(letter, '.' | '_') && ignore.has(Ignore::DOTS) {
            continue;
        }
        if !letter.is_ascii() {
            if ignore.has(Ignore::HOMOGLYPHS) {
                letter = latin_twin(letter).unwrap_or(letter);
            }
            let plain = without_mark(letter).filter(|_| ignore.has(Ignore::DIACRITICS));
            if let Some(plain) = plain {
                skeleton.push_str(plain);
                continue;
            }
        }
        skeleton.push(letter);
    }
}

/// A case-folded name without what is ignored.
pub fn skeleton(name: &str, ignore: Ignore) -> String {
    let mut text = String::with_capacity(name.len());
    push_skeleton(name, ignore, &mut text);
    text
}

/// Whether one letter more, less or other, or two neighbours swapped, tell two texts apart.
pub fn is_one_edit(left: &[u8], right: &[u8]) -> bool {
    if left.len() > right.len() {
        return is_one_edit(right, left);
    }
    if right.len() - left.len() > 1 {
        return false;
    }
    let n_same = left.iter().zip(right).take_while(|(a, b)| a == b).count();
    let (left, right) = (&left[n_same..], &right[n_same..]);
    match (left, right) {
        ([], [_]) => true,
        ([a, b, left @ ..], [c, d, right @ ..])
            if a == d && b == c && left == right && left.len() == right.len() =>
        {
            true
        }
        ([_, left @ ..], [_, right @ ..]) if left == right => true,
        (left, [_, right @ ..]) => left == right,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skeleton_leaves_out_what_is_ignored_and_nothing_else() {
        #[track_caller]
        fn case(name: &str, ignore: Ignore, expected: &str) {
            assert_eq!(skeleton(name, ignore), expected, "{name:?}");
        }
        case("jdoe+list", Ignore::TAG, "jdoe");
        case("jdoe+list", Ignore::DOTS, "jdoe+list");
        case("+list", Ignore::TAG, "+list");
        case("j.d_oe", Ignore::DOTS, "jdoe");
        case("j.d_oe", Ignore::TAG, "j.d_oe");
        case("јdое", Ignore::HOMOGLYPHS, "jdoe");
        case("αβ", Ignore::HOMOGLYPHS, "ab");
        case("јdoe", Ignore::DIACRITICS, "јdoe");
        case("müller", Ignore::DIACRITICS, "muller");
        case("nguyễn", Ignore::DIACRITICS, "nguyen");
        case("łukasz", Ignore::DIACRITICS, "lukasz");
        case("x\u{304}y", Ignore::DIACRITICS, "xy");
        case("müller", Ignore::HOMOGLYPHS, "müller");
        case("ј.müller+x", Ignore::ALL, "jmuller");
        case("名前", Ignore::ALL, "名前");
    }

    #[test]
    fn look_alike_letters_are_seen() {
        assert!(has_homoglyph("јdoe"));
        assert!(!has_homoglyph("jdoe"));
        assert!(!has_homoglyph("müller"));
    }

    #[test]
    fn one_edit_is_one_slip() {
        #[track_caller]
        fn case(left: &str, right: &str, expected: bool) {
            let (left, right) = (left.as_bytes(), right.as_bytes());
            assert_eq!(is_one_edit(left, right), expected, "{left:?} {right:?}");
            assert_eq!(is_one_edit(right, left), expected, "{right:?} {left:?}");
        }
        case("jsmith", "jsmit", true);
        case("jsmith", "smith", true);
        case("jsmith", "jsmyth", true);
        case("jsmith", "jsmiht", true);
        case("jsmith", "sjmith", true);
        case("jsmith", "jsmith", false);
        case("jsmith", "jmsiht", false);
        case("jsmith", "jsmi", false);
        case("ab", "ba", true);
        case("a", "", true);
        case("", "", false);
    }
}

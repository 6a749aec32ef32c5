//! What the report says: outcomes, reasons, tiers and likenesses in words.
//!
//! A text of an enumeration is its stable name, a tab, and what a person reads.

use std::borrow::Cow;

use super::Input;
use crate::accounts::derived::IdCheck;
use crate::accounts::logon_name::Nfkc;
use crate::accounts::lookalike::latin_twin;
use crate::accounts::matching::{Hindrance, Near, Notes, RawCell, Reason, SuggestionKind, Tier};
use crate::accounts::raw_key::{Rule, read_key};
use crate::accounts::realm::Realm;
use crate::letters;

/// The reason of a row that met its partner although the keys are not the same.
pub const DIFFERED: &str = "only-case-or-space-differed";

/// Where the setting stands that conceals names (2.4).
pub const CONCEALING_SETTING: &str = "the tenant conceals names in its reports. To see them, switch off \
    “Display concealed user, group, and site names in all reports” in the Microsoft 365 admin center under \
    Settings > Org settings > Services > Reports, export again and drop the file here; totals are right either way";

/// The side of a row.
pub fn side(input: &Input) -> String {
    format!("{}\t{}", input.id, input.label)
}

/// Two sources that were brought together.
pub fn pair(left: &Input, right: &Input) -> String {
    format!(
        "{}-{}\t{} and {}",
        left.id, right.id, left.label, right.label
    )
}

/// A key with every character that cannot be seen, or only looks Latin among Latin ones, in its number.
pub fn visible(text: &str) -> String {
    if text.is_ascii() || !text.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return letters::shown(text, &|_| false);
    }
    letters::shown(text, &|letter| {
        !letter.is_ascii() && latin_twin(letters::lower_letter(letter)).is_some()
    })
}

/// What a joined pair differs in nevertheless; empty where there is nothing to say.
pub fn differed(notes: Notes) -> &'static str {
    match (notes.has(Notes::CASE), notes.has(Notes::SPACES)) {
        (false, false) => "",
        (true, false) => "only-case-or-space-differed\tmatched; only upper and lower case differ",
        (false, true) => {
            "only-case-or-space-differed\tmatched; only spaces or characters that cannot be seen differ"
        }
        (true, true) => {
            "only-case-or-space-differed\tmatched; only case and spaces or characters that cannot be seen differ"
        }
    }
}

/// Words of warning about a joined pair, divided by semicolons.
pub fn marks(notes: Notes) -> &'static str {
    let ids_differ = notes.has(Notes::PERSON_IDS_DIFFER);
    match (notes.has(Notes::DELETED), notes.has(Notes::GUEST)) {
        (true, _) if notes.has(Notes::UNCHECKED) => "deleted;unchecked",
        (true, _) if ids_differ => "deleted;PennIDs differ",
        (true, _) => "deleted",
        (_, true) if ids_differ => "guest;PennIDs differ",
        (_, true) => "guest",
        _ if ids_differ => "PennIDs differ",
        _ => "",
    }
}

/// What a repeated row says.
pub fn repeats(line: Option<u32>) -> Cow<'static, str> {
    match line {
        Some(line) => Cow::Owned(format!("the same as line {line}: counted once")),
        None => Cow::Borrowed("an exact repeat: counted once"),
    }
}

/// The tier of a joined pair.
pub fn tier(tier: Tier) -> &'static str {
    [
        "t0\tT0 object id",
        "t1\tT1 user principal name",
        "t2\tT2 primary address",
        "t3\tT3 one of its addresses",
        "t4\tT4 PennID",
        "t5\tT5 logon name",
        "t6\tT6 hidden name",
        "t7\tT7 accepted by you",
    ][tier as usize]
}

/// The tier in words alone.
pub fn tier_text(tier: Tier) -> &'static str {
    let text = self::tier(tier);
    text.split_once('\t').map_or(text, |(_, text)| text)
}

/// The rule that nearly fired.
pub fn near(near: Near) -> Cow<'static, str> {
    let why = match near.why {
        Hindrance::OtherObjectId => "the object ids differ: two accounts",
        Hindrance::OtherRealm => "the domains or labels differ",
        Hindrance::Taken => "the other row has its partner",
        Hindrance::Ambiguous => "there are several candidates",
    };
    Cow::Owned(format!("{}, but {why}", tier_text(near.tier)))
}

/// What makes two rows alike.
pub fn likeness(kind: SuggestionKind) -> &'static str {
    [
        "excel-date\tExcel made a date of it",
        "lost-zero\tzeros at the beginning were lost",
        "scientific\tExcel made a power of ten of it",
        "truncated\tcut after 20 characters",
        "tag\tonly the tag behind + differs",
        "dots\tonly dots and underscores differ",
        "homoglyph\tletters that only look alike",
        "diacritics\tonly the marks on letters differ",
        "typo\tone letter differs, same last name",
        "same-name\tsame name and department",
    ][kind as usize]
}

/// What makes two rows alike, in words alone.
pub fn likeness_text(kind: SuggestionKind) -> &'static str {
    let text = likeness(kind);
    text.split_once('\t').map_or(text, |(_, text)| text)
}

/// Why a row met nobody; the realms are those of its own side and of the other.
pub fn reason(reason: Reason, realms: [&[Realm]; 2]) -> Cow<'static, str> {
    let text = match reason {
        Reason::EmptyKey => "there is no key in the row".to_string(),
        Reason::NotAKey(what) => format!("holds {}, which is no key", what.found()),
        Reason::Concealed(_) => "the name is concealed by a setting of the tenant".to_string(),
        Reason::Ambiguous(n) => format!("{n} rows stand for one another"),
        Reason::ExcelDamage => "a spreadsheet damaged the key".to_string(),
        Reason::Truncated => "the key was cut after 20 characters".to_string(),
        Reason::SoftDeleted(IdCheck::Differs) => {
            "a deleted account's name, but its object id is another".to_string()
        }
        Reason::SoftDeleted(_) => "a deleted account's name".to_string(),
        Reason::Guest => "a guest's name".to_string(),
        Reason::DomainDiffers { own, other } => {
            let [own, other] = [(realms[0], own), (realms[1], other)]
                .map(|(realms, place)| realm(&realms[place as usize]));
            format!("stands there under {other}, here under {own}")
        }
        Reason::OtherSourceOlder(1) => "not in the other source, which is 1 day older".to_string(),
        Reason::OtherSourceOlder(days) => {
            format!("not in the other source, which is {days} days older")
        }
        Reason::NotInOtherSource => "not in the other source".to_string(),
    };
    Cow::Owned(format!("{}\t{text}", reason.kind().name()))
}

fn realm(realm: &Realm) -> String {
    match (&realm.label, &realm.domain) {
        (Some(label), Some(domain)) => format!("{label}\\…@{domain}"),
        (Some(label), None) => format!("{label}\\"),
        (None, Some(domain)) => format!("@{domain}"),
        (None, None) => "no domain".to_string(),
    }
}

/// What was normalised in a raw key, in few words; every combination is put into words once.
#[derive(Default)]
pub struct Normalised {
    known: Vec<(u16, String)>,
}

/// The words for the rules, in the order of their bits; the last is a domain that tier T5 leaves out.
const CHANGES: [(Option<Rule>, &str); 10] = [
    (Some(Rule::Form), "letter forms"),
    (Some(Rule::Space), "spaces or invisible characters"),
    (Some(Rule::Wrapping), "quotes and punctuation"),
    (Some(Rule::Prefix), "prefix"),
    (Some(Rule::Case), "case"),
    (Some(Rule::Label), "label"),
    (Some(Rule::Domain), "spelling of the domain"),
    (Some(Rule::Guest), "guest form"),
    (Some(Rule::Deleted), "object id of a deleted account"),
    (None, "domain"),
];

impl Normalised {
    /// What was normalised in a raw key; by name alone a domain is left out as well.
    pub fn of(&mut self, cell: RawCell, by_name: bool, nfkc: Nfkc) -> &str {
        let mut bits = 0;
        if !is_untouched(cell.text) {
            for step in read_key(cell.text, cell.role, nfkc).steps {
                let is_it = |known: &(Option<Rule>, &str)| known.0 == Some(step.rule);
                bits |= CHANGES.iter().position(is_it).map_or(0, |place| 1 << place);
            }
        }
        bits |= u16::from(by_name && cell.text.contains('@')) << (CHANGES.len() - 1);
        let place = self.known.iter().position(|(known, _)| *known == bits);
        let place = place.unwrap_or_else(|| {
            let words = CHANGES.iter().enumerate();
            let words = words.filter(|(place, _)| bits >> place & 1 == 1);
            let words: Vec<&str> = words.map(|(_, (_, word))| *word).collect();
            self.known.push((bits, words.join(", ")));
            self.known.len() - 1
        });
        &self.known[place].1
    }
}

/// Whether no rule changes a key: most are of this kind, and are not read in full.
fn is_untouched(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_plain = |&byte: &u8| {
        byte.is_ascii_lowercase()
            || byte.is_ascii_digit()
            || matches!(byte, b'.' | b'_' | b'-' | b'@')
    };
    let n_at = bytes.iter().filter(|&&byte| byte == b'@').count();
    bytes.iter().all(is_plain)
        && n_at <= 1
        && bytes.len() < 32
        && !matches!(bytes.last(), Some(b'.' | b'@'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::role::Role;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    fn nfkc(text: &str) -> String {
        text.nfkc().collect()
    }

    fn normalised(text: &str, by_name: bool) -> String {
        let cell = RawCell {
            role: Role::LogonName,
            text,
        };
        Normalised::default().of(cell, by_name, nfkc).to_string()
    }

    #[test]
    fn what_was_normalised_is_said_in_few_words() {
        #[track_caller]
        fn case(text: &str, by_name: bool, expected: &str) {
            assert_eq!(normalised(text, by_name), expected, "{text:?}");
        }
        case("jdoe", true, "");
        case("jdoe@upenn.edu", true, "domain");
        case("PENN\\JDoe", true, "case, label");
        case("=\"jdoe\"", true, "quotes and punctuation");
        case("\u{200b}jdoe", false, "spaces or invisible characters");
        case("SMTP:jdoe@upenn.edu", false, "prefix");
    }

    #[test]
    fn odd_characters_have_their_numbers() {
        assert_eq!(visible("jd\u{200b}oe"), "jd⟨U+200B⟩oe");
        assert_eq!(visible("\u{458}doe"), "\u{458}⟨U+0458⟩doe");
        assert_eq!(visible("j\u{a0}doe\t"), "j⟨U+00A0⟩doe⟨U+0009⟩");
        assert_eq!(visible("müller"), "müller");
        assert_eq!(visible("ιωάννης"), "ιωάννης");
    }

    proptest! {
        #[test]
        fn a_key_that_counts_as_untouched_is_changed_by_no_rule(text in "[a-z0-9._@-]{0,34}") {
            if is_untouched(&text) {
                prop_assert_eq!(read_key(&text, Role::LogonName, nfkc).steps, []);
            }
        }
    }
}

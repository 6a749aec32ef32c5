//! The text of a link (M8): `v1.`, then a checksum and the packed view in letters.
//!
//! The sign before the point says how the rest is coded. What the view may hold grows without another
//! sign: members that a version does not know are told to who opens the link and then left alone.

use super::packed::{pack, unpack};
use super::{base64, packed};
use crate::export::sha256::digest;
use crate::json::Json;

/// How a view is coded in the text.
pub const SIGN: &str = "v1.";

/// A longer text is no link but a file (domain 2.11).
pub const LONGEST: usize = 8_192;

/// The version of the members of a view; it grows when one gets another meaning.
pub const VERSION: i64 = 1;

/// So many bytes of a hash make damage noticed: by chance it stays unnoticed once in 2^48.
const N_CHECKED: usize = 6;

/// A view of a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SharedView {
    /// Report id.
    pub report: String,
    /// What was chosen, as the JSON of a query.
    pub query: Json,
    /// Everything else that the link says, by name; of a later version perhaps what this one does not know.
    pub more: Vec<(String, Json)>,
    /// The version of the page that made the link.
    pub version: i64,
}

/// Why a text is no link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// It is something else.
    Foreign,
    /// It is cut or changed.
    Damaged,
    /// It is coded in a way that this version does not know.
    Newer,
    /// It is longer than a link can be.
    TooLong,
}

impl LinkError {
    /// What the person is told.
    pub fn sentence(self) -> &'static str {
        match self {
            LinkError::Foreign => {
                "what stands behind `#` in the address is no view of this tool: nothing was changed"
            }
            LinkError::Damaged => {
                "the link is damaged: a part of it is missing or was changed on its way, so nothing was applied; \
                 ask for it once more, or copy it whole"
            }
            LinkError::Newer => {
                "the link was made by a newer version of this tool and cannot be read by this one: \
                 load the page again, or ask for the view as a file"
            }
            LinkError::TooLong => {
                "the link is longer than any that this tool makes, so nothing was applied"
            }
        }
    }
}

/// The text of a link, without the address of the page.
///
/// # Errors
/// [`LinkError::TooLong`] where the view does not fit into a link.
pub fn link(view: &SharedView) -> Result<String, LinkError> {
    let mut parts = vec![
        ("v".to_owned(), Json::Number(view.version)),
        ("report".to_owned(), Json::Text(view.report.clone())),
    ];
    let is_empty = matches!(&view.query, Json::Record(parts) if parts.is_empty());
    if !is_empty && view.query != Json::Null {
        parts.push(("query".to_owned(), view.query.clone()));
    }
    parts.extend(view.more.iter().cloned());
    let packed = pack(&Json::Record(parts));
    let mut bytes = checksum(&packed).to_vec();
    bytes.extend(packed);
    let text = format!("{SIGN}{}", base64::text(&bytes));
    match text.len() > LONGEST {
        true => Err(LinkError::TooLong),
        false => Ok(text),
    }
}

/// The view of a link: of the text behind `#`, of a whole address, or of either as mail programs leave it.
///
/// # Errors
/// Why it is none.
pub fn open(text: &str) -> Result<SharedView, LinkError> {
    // Mail wraps and wraps again: three times as long is still no attack.
    if text.len() > 4 * LONGEST {
        return Err(LinkError::TooLong);
    }
    let text = unwrapped(text);
    let Some(start) = text.rfind(SIGN) else {
        return Err(of_another_sign(&text));
    };
    // Behind a longer word it is a part of that.
    if text[..start].ends_with(|letter: char| letter.is_ascii_alphanumeric()) {
        return Err(LinkError::Foreign);
    }
    let (letters, behind) = letters_of(&text[start + SIGN.len()..]);
    if !is_end(behind) {
        return Err(LinkError::Damaged);
    }
    if letters.len() + SIGN.len() > LONGEST {
        return Err(LinkError::TooLong);
    }
    let bytes = base64::bytes(letters).ok_or(LinkError::Damaged)?;
    let (sum, packed) = bytes
        .split_at_checked(N_CHECKED)
        .ok_or(LinkError::Damaged)?;
    if sum != checksum(packed) {
        return Err(LinkError::Damaged);
    }
    let Some(Json::Record(parts)) = unpack(packed) else {
        return Err(LinkError::Damaged);
    };
    let mut view = SharedView::default();
    for (name, json) in parts {
        match (name.as_str(), json) {
            ("v", Json::Number(version)) => view.version = version,
            ("report", Json::Text(report)) => view.report = report,
            ("query", json) => view.query = json,
            (_, json) => view.more.push((name, json)),
        }
    }
    Ok(view)
}

/// The letters that a text begins with, and what stands behind them.
pub(super) fn letters_of(text: &str) -> (&str, &str) {
    let end = text.find(|letter: char| !is_letter(letter));
    text.split_at(end.unwrap_or(text.len()))
}

/// Whether a letter is one of those that bytes are written in.
pub(super) fn is_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_')
}

/// Whether a text ends here: what sentences put behind an address is no part of it, anything else is damage.
pub(super) fn is_end(behind: &str) -> bool {
    let is_mark = |letter: char| ".,;:!?)]}>\"'*&#|".contains(letter);
    behind.chars().next().is_none_or(is_mark)
}

/// Whether a name is a word of a later version.
pub fn is_unknown(name: &str) -> bool {
    name.starts_with(packed::UNKNOWN_WORD)
}

fn checksum(packed: &[u8]) -> [u8; N_CHECKED] {
    let mut all = b"rollcall view 1\0".to_vec();
    all.extend(packed);
    let hash = digest(&all);
    let mut sum = [0; N_CHECKED];
    sum.copy_from_slice(&hash[..N_CHECKED]);
    sum
}

/// A sign that only a later version can have made: `v2.`, `v10.`.
fn of_another_sign(text: &str) -> LinkError {
    let text = text.rsplit('#').next().unwrap_or(text);
    let digits = text.strip_prefix('v').and_then(|rest| rest.split_once('.'));
    let is_number = |(digits, _): (&str, &str)| {
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    match digits.is_some_and(is_number) {
        true => LinkError::Newer,
        false => LinkError::Foreign,
    }
}

/// A text without what mail put into it: line ends, spaces, quotation marks of answered mail, and `%23`
/// for `#`, also several times over.
pub(super) fn unwrapped(text: &str) -> String {
    let mut text: String = text
        .lines()
        .map(|line| line.trim().trim_start_matches(['>', ' ']))
        .collect();
    text.retain(|letter| !letter.is_whitespace() && letter != '\u{200b}' && letter != '\u{ad}');
    // Soft line breaks of mail leave a sign at the end of a line, and write it twice over.
    for _ in 0..4 {
        let decoded = decoded(&text);
        if decoded == text {
            break;
        }
        text = decoded;
    }
    text
}

/// A text with `%2E` and the like as the letters they stand for, where these are ASCII.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let digits = rest
            .get(1..3)
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let letter = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match letter.filter(u8::is_ascii) {
            Some(letter) => {
                out.push(letter.into());
                rest = &rest[3..];
            }
            None => {
                out.push('%');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    fn view() -> SharedView {
        SharedView {
            report: "expiring".to_owned(),
            query: parse(
                r#"{"sort":[["name","desc"]],"filters":[{"column":"urgency","any_of":["late"]}]}"#,
            )
            .unwrap(),
            more: Vec::new(),
            version: VERSION,
        }
    }

    #[test]
    fn a_view_is_opened_as_it_was_shared() {
        let text = link(&view()).unwrap();
        assert_eq!(open(&text), Ok(view()));
        assert!(text.len() < 60, "{text}");
        let plain = SharedView {
            query: Json::Null,
            ..view()
        };
        assert_eq!(open(&link(&plain).unwrap()), Ok(plain));
    }

    #[test]
    fn mail_may_wrap_a_link() {
        let text = link(&view()).unwrap();
        let whole = format!("https://help.example.edu/rollcall/#{text}");
        let middle = text.len() / 2;
        let (a, b) = text.split_at(middle);
        let encoded = whole
            .replace(':', "%3A")
            .replace('/', "%2F")
            .replace('#', "%23");
        let cases = [
            whole.clone(),
            format!("<{whole}>"),
            format!("({whole})."),
            format!("{whole},"),
            format!("see {whole}"),
            format!("\"{whole}\""),
            format!("> https://help.example.edu/#{a}\r\n> {b}"),
            format!("https://help.example.edu/#{a}\n{b}"),
            format!("  {text}  "),
            format!("#{text}"),
            format!("{a}\u{200b}{b}"),
            format!("{a} {b}"),
            whole.replace('#', "%23"),
            whole.replace('#', "%2523"),
            format!(
                "https://nam12.safelinks.protection.outlook.com/?url={encoded}&data=05%7C02%7Ca&reserved=0"
            ),
        ];
        for case in cases {
            assert_eq!(open(&case), Ok(view()), "{case}");
        }
    }

    #[test]
    fn a_link_that_is_cut_is_damaged() {
        let text = link(&view()).unwrap();
        for end in SIGN.len()..text.len() {
            assert_eq!(open(&text[..end]), Err(LinkError::Damaged), "{end}");
        }
        for end in 0..SIGN.len() {
            assert_eq!(open(&text[..end]), Err(LinkError::Foreign), "{end}");
        }
        assert_eq!(open(&format!("{text}A")), Err(LinkError::Damaged));
        assert_eq!(open(&format!("{text}\u{e9}")), Err(LinkError::Damaged));
    }

    #[test]
    fn every_bit_counts() {
        let text = link(&view()).unwrap();
        for at in 0..text.len() {
            for bit in 0..7 {
                let mut bytes = text.clone().into_bytes();
                bytes[at] ^= 1 << bit;
                let Ok(flipped) = String::from_utf8(bytes) else {
                    continue;
                };
                assert_ne!(open(&flipped).ok(), Some(view()), "{flipped}");
                assert!(open(&flipped).is_err(), "{flipped}");
            }
        }
    }

    #[test]
    fn what_is_no_link_of_ours_is_told_apart() {
        assert_eq!(open(""), Err(LinkError::Foreign));
        assert_eq!(open("#main"), Err(LinkError::Foreign));
        assert_eq!(open("#code=abc&state=v1.abc"), Err(LinkError::Damaged));
        assert_eq!(open("#v2.AAAA"), Err(LinkError::Newer));
        assert_eq!(open("#rev1.AAAA"), Err(LinkError::Foreign));
        assert_eq!(open(&"v1.".repeat(20_000)), Err(LinkError::TooLong));
    }

    #[test]
    fn a_view_that_does_not_fit_is_refused() {
        let long = SharedView {
            query: Json::Text("x".repeat(7_000)),
            ..view()
        };
        assert_eq!(link(&long), Err(LinkError::TooLong));
    }

    #[test]
    fn members_of_a_later_version_are_kept_apart() {
        let later = SharedView {
            more: vec![("glow".to_owned(), Json::Bool(true))],
            version: 2,
            ..view()
        };
        assert_eq!(open(&link(&later).unwrap()), Ok(later));
    }
}

//! The text of rows and names that are taken along (M8): `r1.`, then a checksum and the packed content in letters.
//!
//! The same text is a link behind `#`, a report code to paste, and, sealed, a file: see [`super::sealed`].

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};

use super::base64;
use super::link::{is_end, is_letter, letters_of, unwrapped};
use super::packed::{pack, unpack_within};
use crate::export::sha256::digest;
use crate::json::Json;

/// How rows and names are coded in the text.
pub const SIGN: &str = "r1.";

/// How they are coded where they are sealed.
pub const SEALED: &str = "s1.";

/// Unpacking stops here, in bytes: what was packed small may be of any size.
pub const LARGEST: usize = 4 << 20;

/// Values of a content at most, cells among them: each takes some fifty bytes once it is read.
pub const MOST_VALUES: usize = 300_000;

/// Letters of a text at most, with what mail puts between them.
const LONGEST: usize = 12 << 20;

/// Shorter than any code: a logon name such as `r1.smith` is none.
const SHORTEST: usize = 40;

/// So many bytes of a hash make damage noticed: by chance it stays unnoticed once in 2^48.
pub(super) const N_CHECKED: usize = 6;

/// The best there is: the text has to be short, and is small enough for it.
const LEVEL: u8 = 9;

/// Why a text opens nothing, or nothing can be made a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeError {
    /// It is something else.
    Foreign,
    /// It is cut or changed.
    Damaged,
    /// It is coded in a way that this version does not know.
    Newer,
    /// There is more in it than fits.
    TooLarge,
    /// It is sealed, and the key is not in it.
    KeyMissing,
    /// It is sealed, and the passphrase or the key is another one.
    WrongKey,
}

impl CodeError {
    /// What the person is told.
    pub fn sentence(self) -> &'static str {
        match self {
            CodeError::Foreign => {
                "this is no link, code or file of this tool: nothing was opened or changed"
            }
            CodeError::Damaged => {
                "the shared rows are damaged: a part is missing or was changed on its way, so none of them are shown; \
                 ask for them once more, or copy the text whole"
            }
            CodeError::Newer => {
                "the shared rows were made by a newer version of this tool and cannot be read by this one: \
                 load the page again"
            }
            CodeError::TooLarge => {
                "these are more rows than can be shared: unpacked they take more than 4 MiB or 300,000 cells, so none are; \
                 narrow the list, or export it"
            }
            CodeError::KeyMissing => {
                "the rows are sealed: they open with the passphrase or the key that came another way"
            }
            CodeError::WrongKey => {
                "the passphrase or key is another one than these rows were sealed with, so nothing is shown: \
                 look for capital letters and spaces, or ask for it once more"
            }
        }
    }
}

/// Whether a text is meant as a code or a link with rows: what stands behind `#`, or in a file.
pub fn is_code(text: &str) -> bool {
    let is_found = |text: &String| found(text).is_some() || is_later(text);
    readings(begin_of(text)).iter().any(is_found)
}

/// Whether pasted text is one, or the text of a link to a view: long enough to be no logon name.
pub fn is_pasted(text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    let is_long = |text: &String| {
        let behind = |at: usize| letters_of(&text[at + SIGN.len()..]).0.len();
        found(text).is_some_and(|(at, _)| behind(at) >= SHORTEST)
    };
    // A view is known by its sound checksum alone: it may be short.
    readings(text).iter().any(is_long) || super::link::open(text).is_ok()
}

/// Whether a text is sealed.
pub fn is_sealed(text: &str) -> bool {
    let readings = readings(begin_of(text));
    let sign = readings.iter().find_map(|text| found(text));
    sign.is_some_and(|(_, sign)| sign == SEALED)
}

/// As much of a text as may be a code.
fn begin_of(text: &str) -> &str {
    text.get(..LONGEST).unwrap_or(text)
}

/// What a text may be once white space is no part of it: a word of it, all from the last sign on, or all.
/// White space may stand within a code, where mail has wrapped it, and between a code and what was said of it.
fn readings(text: &str) -> Vec<String> {
    let words = text.split_whitespace();
    let mut readings: Vec<String> = words
        .filter(|word| word.contains("1.") || word.contains("1%"))
        .map(unwrapped)
        .filter(|word| found(word).is_some())
        .collect();
    if let Some((at, _)) = found(text) {
        readings.push(unwrapped(&text[at..]));
    }
    readings.push(unwrapped(text));
    readings
}

/// Where the last sign of a code stands by itself.
fn found(text: &str) -> Option<(usize, &'static str)> {
    let stands_alone = |at: &usize| {
        let before = text[..*at].chars().next_back();
        !before.is_some_and(is_letter)
    };
    let last = |sign: &'static str| {
        let mut places = text.rmatch_indices(sign).map(|(at, _)| at);
        Some((places.find(stands_alone)?, sign))
    };
    last(SIGN).max(last(SEALED))
}

/// The letters behind a sign, and what stands behind these.
///
/// # Errors
/// [`CodeError::Foreign`] where there is no such sign, [`CodeError::Newer`] where a later one is.
pub(super) fn letters<T>(
    text: &str,
    sign: &str,
    read: impl Fn(&str, &str) -> Result<T, CodeError>,
) -> Result<T, CodeError> {
    if text.len() > LONGEST {
        return Err(CodeError::TooLarge);
    }
    let readings = readings(text);
    let mut outcome = Err(CodeError::Foreign);
    for text in &readings {
        let Some((at, _)) = found(text).filter(|(_, known)| *known == sign) else {
            continue;
        };
        let (letters, behind) = letters_of(&text[at + sign.len()..]);
        outcome = read(letters, behind);
        if outcome.is_ok() {
            return outcome;
        }
    }
    match readings.iter().any(|text| is_later(text)) {
        true => Err(CodeError::Newer),
        false => outcome,
    }
}

/// A sign that only a later version can have made, with enough behind it.
fn is_later(text: &str) -> bool {
    let text = text.rsplit('#').next().unwrap_or(text);
    let behind = text.strip_prefix(['r', 's']);
    let Some((digits, rest)) = behind.and_then(|rest| rest.split_once('.')) else {
        return false;
    };
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    // What is damaged behind a sign of this version is damaged, and not newer.
    let is_known = digits == "1";
    is_number && !is_known && letters_of(rest).0.len() >= SHORTEST
}

/// Content as it is packed.
///
/// # Errors
/// [`CodeError::TooLarge`].
pub fn packed(content: &Json) -> Result<Vec<u8>, CodeError> {
    let bytes = pack(content);
    // What cannot be read again is not made.
    if bytes.len() > LARGEST || unpack_within(&bytes, MOST_VALUES).is_none() {
        return Err(CodeError::TooLarge);
    }
    Ok(compress_to_vec(&bytes, LEVEL))
}

/// The content of packed bytes.
///
/// # Errors
/// [`CodeError::TooLarge`] or [`CodeError::Damaged`].
pub fn unpacked(bytes: &[u8]) -> Result<Json, CodeError> {
    let bytes =
        decompress_to_vec_with_limit(bytes, LARGEST).map_err(|error| match error.status {
            TINFLStatus::HasMoreOutput => CodeError::TooLarge,
            _ => CodeError::Damaged,
        })?;
    unpack_within(&bytes, MOST_VALUES).ok_or(CodeError::Damaged)
}

/// The text of packed content.
pub fn text(packed: &[u8]) -> String {
    let mut bytes = checksum(b"rollcall rows 1\0", packed).to_vec();
    bytes.extend(packed);
    format!("{SIGN}{}", base64::text(&bytes))
}

/// The packed content of a text: of a code, a whole address, or either as mail programs leave it.
///
/// # Errors
/// Why it is none.
pub fn open(text: &str) -> Result<Vec<u8>, CodeError> {
    letters(text, SIGN, |letters, behind| {
        let bytes = match is_end(behind) {
            true => base64::bytes(letters),
            false => None,
        };
        let bytes = bytes.ok_or(CodeError::Damaged)?;
        let parts = bytes.split_at_checked(N_CHECKED);
        let (sum, packed) = parts.ok_or(CodeError::Damaged)?;
        match sum == checksum(b"rollcall rows 1\0", packed) {
            true => Ok(packed.to_vec()),
            false => Err(CodeError::Damaged),
        }
    })
}

/// What is known of bytes beside them; `of` keeps the sums of different things apart.
pub(super) fn checksum(of: &[u8], bytes: &[u8]) -> [u8; N_CHECKED] {
    let hash = digest(&[of, bytes].concat());
    let mut sum = [0; N_CHECKED];
    sum.copy_from_slice(&hash[..N_CHECKED]);
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content() -> Json {
        let cells = ["tbaker", "Baker, Thomas", "2026-11-22"].map(|cell| Json::Text(cell.into()));
        Json::List(cells.to_vec())
    }

    #[test]
    fn content_is_opened_as_it_was_packed() {
        let text = text(&packed(&content()).unwrap());
        assert!(text.starts_with("r1."), "{text}");
        assert_eq!(unpacked(&open(&text).unwrap()), Ok(content()));
        let address = format!("<https://help.example.edu/rollcall/#{text}>,");
        assert_eq!(unpacked(&open(&address).unwrap()), Ok(content()));
    }

    #[test]
    fn what_unpacks_to_too_much_is_refused() {
        let bomb = compress_to_vec(&vec![0; 64 << 20], 9);
        assert!(bomb.len() < 100_000, "{}", bomb.len());
        assert_eq!(unpacked(&bomb), Err(CodeError::TooLarge));
        // Four million values of one byte each.
        let mut many = vec![0x7f, 0xff, 0xff, 0xff, 0x01];
        many.resize(LARGEST - 10, 0xc0);
        assert_eq!(
            unpacked(&compress_to_vec(&many, 9)),
            Err(CodeError::Damaged)
        );
        let long = Json::Text("x".repeat(LARGEST));
        assert_eq!(packed(&long), Err(CodeError::TooLarge));
        let wide = Json::List(vec![Json::Null; MOST_VALUES]);
        assert_eq!(packed(&wide), Err(CodeError::TooLarge));
    }

    #[test]
    fn a_logon_name_is_no_code() {
        for name in [
            "r1.smith",
            "s1.jones\r\nr1.smith",
            "v1.user",
            "https://s3.example.com/",
        ] {
            assert!(!is_pasted(name), "{name}");
        }
        let text = text(&packed(&content()).unwrap());
        assert!(is_pasted(&text));
        for said in [
            "see {}\n",
            "Here it is: {} Thanks, Ann",
            "{}.",
            "see\n> {}\n> bye",
        ] {
            let said = said.replace("{}", &text);
            assert!(is_pasted(&said), "{said}");
            assert_eq!(unpacked(&open(&said).unwrap()), Ok(content()), "{said}");
        }
        let (a, b) = text.split_at(30);
        let wrapped = format!("see {a}\n{b}");
        assert_eq!(unpacked(&open(&wrapped).unwrap()), Ok(content()));
        assert!(is_code(&format!("#{}", &text[..20])));
        assert!(!is_code("#v1.abc"));
    }

    #[test]
    fn a_code_of_a_later_version_says_so() {
        let letters = "A".repeat(60);
        assert_eq!(open(&format!("#r2.{letters}")), Err(CodeError::Newer));
        assert_eq!(open(&format!("#x2.{letters}")), Err(CodeError::Foreign));
        assert_eq!(open("#r2.AA"), Err(CodeError::Foreign));
        assert_eq!(open(&format!("#s1.{letters}")), Err(CodeError::Foreign));
    }
}

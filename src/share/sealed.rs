//! A code that is sealed: its header, its parts and its text (M8, M11). The cipher itself is the browser's.
//!
//! `s1.`, then in letters a checksum, the header and the sealed bytes; where the key travels along, a point
//! and the key. The sealed bytes are AES-256-GCM, their tag last; the header is bound as additional data, so that
//! neither the end of use nor the rounds can be changed. The checksum tells damage from a wrong passphrase.
//!
//! | bytes | header |
//! |---|---|
//! | 1 | 1, its version |
//! | 1 | 0: the key is random; 1: it follows from a passphrase by PBKDF2-HMAC-SHA-256 |
//! | 4 | rounds of PBKDF2, the highest byte first; 0 for a random key |
//! | 16 | salt of PBKDF2; zeros for a random key |
//! | 12 | nonce |
//! | 4 | the day it was made, counted from 1970-01-01 |
//! | 4 | the last day of use; 0 for none |

use chrono::{Days, NaiveDate};

use super::base64;
use super::code::{CodeError, N_CHECKED, SEALED, checksum, letters};
use super::link::{is_end, letters_of};

/// Bytes of a header.
pub const N_HEADER: usize = 42;

/// Rounds of a passphrase that is made a key here.
pub const ROUNDS: u32 = 650_000;

/// Fewer are not opened, for nobody made them here; more would keep the page waiting.
const FEWEST_ROUNDS: u32 = 600_000;
const MOST_ROUNDS: u32 = 10_000_000;

/// Bytes of a key.
pub const N_KEY: usize = 32;

/// Bytes of the tag behind the sealed bytes.
pub const N_TAG: usize = 16;

/// What is known of sealed bytes without opening them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Whether the key follows from a passphrase.
    pub has_passphrase: bool,
    /// Rounds of PBKDF2; 0 without a passphrase.
    pub rounds: u32,
    /// Salt of PBKDF2; zeros without a passphrase.
    pub salt: [u8; 16],
    /// Used for these bytes alone.
    pub nonce: [u8; 12],
    /// The day it was made.
    pub made: NaiveDate,
    /// The last day on which it is meant to be used.
    pub expires: Option<NaiveDate>,
}

/// A sealed code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// What is known without opening it.
    pub header: Header,
    /// The sealed bytes with their tag.
    pub bytes: Vec<u8>,
    /// The key, where it travels along.
    pub key: Option<[u8; N_KEY]>,
}

impl Header {
    /// Its bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = vec![1, u8::from(self.has_passphrase)];
        bytes.extend(self.rounds.to_be_bytes());
        bytes.extend(self.salt);
        bytes.extend(self.nonce);
        bytes.extend(day_number(Some(self.made)).to_be_bytes());
        bytes.extend(day_number(self.expires).to_be_bytes());
        bytes
    }

    /// What the sealed bytes are bound to.
    pub fn bound(&self) -> Vec<u8> {
        [b"rollcall sealed 1\0".as_slice(), &self.bytes()].concat()
    }

    /// The header of some bytes.
    ///
    /// # Errors
    /// [`CodeError::Newer`] for another version or another way to a key, [`CodeError::Damaged`] for what this
    /// tool does not write.
    fn read(bytes: &[u8]) -> Result<Header, CodeError> {
        let mut rest = bytes;
        let mut take = |n: usize| {
            let (taken, behind) = rest.split_at_checked(n)?;
            rest = behind;
            Some(taken)
        };
        let mut parts = || {
            let [version, way] = *take(2)?.first_chunk()?;
            let rounds = u32::from_be_bytes(*take(4)?.first_chunk()?);
            let salt = *take(16)?.first_chunk()?;
            let nonce = *take(12)?.first_chunk()?;
            let made = u32::from_be_bytes(*take(4)?.first_chunk()?);
            let expires = u32::from_be_bytes(*take(4)?.first_chunk()?);
            Some((version, way, rounds, salt, nonce, made, expires))
        };
        let (version, way, rounds, salt, nonce, made, expires) =
            parts().ok_or(CodeError::Damaged)?;
        if version != 1 || way > 1 {
            return Err(CodeError::Newer);
        }
        let header = Header {
            has_passphrase: way == 1,
            rounds,
            salt,
            nonce,
            made: day(made).ok_or(CodeError::Damaged)?,
            expires: match expires {
                0 => None,
                number => Some(day(number).ok_or(CodeError::Damaged)?),
            },
        };
        let is_ours = match header.has_passphrase {
            true => (FEWEST_ROUNDS..=MOST_ROUNDS).contains(&rounds),
            false => rounds == 0 && salt == [0; 16],
        };
        match is_ours {
            true => Ok(header),
            false => Err(CodeError::Damaged),
        }
    }
}

fn day_number(day: Option<NaiveDate>) -> u32 {
    // 1970-01-01
    let days = day.map(|day| (day - NaiveDate::default()).num_days());
    days.map_or(0, |days| u32::try_from(days).unwrap_or(0))
}

fn day(number: u32) -> Option<NaiveDate> {
    NaiveDate::default().checked_add_days(Days::new(number.into()))
}

/// How long the text of packed bytes will be once they are sealed.
pub fn length(n_packed: usize, with_key: bool) -> usize {
    let letters = |n: usize| (n * 4).div_ceil(3);
    let key = match with_key {
        true => 1 + letters(N_KEY),
        false => 0,
    };
    SEALED.len() + letters(N_CHECKED + N_HEADER + n_packed + N_TAG) + key
}

/// The text of a sealed code.
pub fn text(sealed: &Sealed) -> String {
    let mut bytes = sealed.header.bytes();
    bytes.extend(&sealed.bytes);
    let mut all = checksum(b"rollcall sealed 1\0", &bytes).to_vec();
    all.extend(bytes);
    let key = sealed.key.map(|key| key_text(&key));
    let key = key.map_or(String::new(), |key| format!(".{key}"));
    format!("{SEALED}{}{key}", base64::text(&all))
}

/// A key as it is shown, to be sent another way.
pub fn key_text(key: &[u8; N_KEY]) -> String {
    base64::text(key)
}

/// The key of such a text.
pub fn key_of(text: &str) -> Option<[u8; N_KEY]> {
    base64::bytes(text.trim())?.try_into().ok()
}

/// A sealed code from its text, from a whole address, or from either as mail programs leave it. It is still
/// sealed.
///
/// # Errors
/// Why it is none.
pub fn open(text: &str) -> Result<Sealed, CodeError> {
    letters(text, SEALED, |letters, behind| {
        let bytes = base64::bytes(letters).ok_or(CodeError::Damaged)?;
        let (sum, bytes) = bytes
            .split_at_checked(N_CHECKED)
            .ok_or(CodeError::Damaged)?;
        if sum != checksum(b"rollcall sealed 1\0", bytes) {
            return Err(CodeError::Damaged);
        }
        let (header, bytes) = bytes.split_at_checked(N_HEADER).ok_or(CodeError::Damaged)?;
        let header = Header::read(header)?;
        if bytes.len() < N_TAG {
            return Err(CodeError::Damaged);
        }
        // A point with letters behind it is the key, a point alone ends a sentence.
        let (key, behind) = match behind.strip_prefix('.').map(letters_of) {
            Some((letters, behind)) if !letters.is_empty() => (letters, behind),
            _ => ("", behind),
        };
        let key = match key {
            "" => None,
            key if !header.has_passphrase => Some(key_of(key).ok_or(CodeError::Damaged)?),
            _ => return Err(CodeError::Damaged),
        };
        match is_end(behind) {
            true => Ok(Sealed {
                header,
                bytes: bytes.to_vec(),
                key,
            }),
            false => Err(CodeError::Damaged),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(has_passphrase: bool) -> Sealed {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        Sealed {
            header: Header {
                has_passphrase,
                rounds: if has_passphrase { ROUNDS } else { 0 },
                salt: if has_passphrase { [7; 16] } else { [0; 16] },
                nonce: [9; 12],
                made: day("2026-11-28"),
                expires: has_passphrase.then(|| day("2026-12-05")),
            },
            bytes: (0..80).collect(),
            key: (!has_passphrase).then_some([3; N_KEY]),
        }
    }

    #[test]
    fn a_sealed_code_is_read_as_it_was_written() {
        for has_passphrase in [true, false] {
            let sealed = sealed(has_passphrase);
            let text = text(&sealed);
            assert_eq!(text.len(), length(80 - N_TAG, !has_passphrase));
            for text in [
                text.clone(),
                format!("https://help.example.edu/#{text}."),
                format!("> {}\r\n> {}", &text[..50], &text[50..]),
            ] {
                assert_eq!(open(&text), Ok(sealed.clone()), "{text}");
            }
        }
        let mut apart = sealed(false);
        let key = key_text(&apart.key.take().unwrap());
        assert_eq!(open(&text(&apart)), Ok(apart));
        assert_eq!(key_of(&format!(" {key}\n")), Some([3; N_KEY]));
        assert_eq!(key_of("secret"), None);
    }

    #[test]
    fn every_bit_of_a_sealed_code_counts() {
        for has_passphrase in [true, false] {
            let sealed = sealed(has_passphrase);
            let text = text(&sealed);
            for at in 0..text.len() {
                for bit in 0..8 {
                    let mut bytes = text.clone().into_bytes();
                    bytes[at] ^= 1 << bit;
                    let Ok(flipped) = String::from_utf8(bytes) else {
                        continue;
                    };
                    // A key that is another one opens nothing: that is the cipher's to say. One that is cut off is missed.
                    match open(&flipped) {
                        Ok(other) => {
                            assert_ne!(other.key, sealed.key, "{flipped}");
                            assert_eq!(other.header, sealed.header);
                            assert_eq!(other.bytes, sealed.bytes);
                        }
                        Err(_) => continue,
                    }
                }
            }
        }
    }

    #[test]
    fn a_header_that_this_tool_does_not_write_is_refused() {
        #[track_caller]
        fn case(change: impl Fn(&mut Header), expected: CodeError) {
            let mut odd = sealed(true);
            change(&mut odd.header);
            assert_eq!(open(&text(&odd)), Err(expected));
        }
        case(|header| header.rounds = 1_000, CodeError::Damaged);
        case(|header| header.rounds = u32::MAX, CodeError::Damaged);
        case(|header| header.has_passphrase = false, CodeError::Damaged);
        let mut bytes = sealed(true).header.bytes();
        assert_eq!(bytes.len(), N_HEADER);
        assert_eq!(Header::read(&bytes), Ok(sealed(true).header));
        bytes[0] = 2;
        assert_eq!(Header::read(&bytes), Err(CodeError::Newer));
        bytes[0] = 1;
        bytes[1] = 2;
        assert_eq!(Header::read(&bytes), Err(CodeError::Newer));
        assert_eq!(Header::read(&bytes[..41]), Err(CodeError::Damaged));
    }

    #[test]
    fn what_a_seal_binds_changes_with_every_part_of_the_header() {
        let before = sealed(true).header;
        let mut after = before.clone();
        after.expires = None;
        assert_ne!(before.bound(), after.bound());
        after = before.clone();
        after.rounds += 1;
        assert_ne!(before.bound(), after.bound());
    }
}

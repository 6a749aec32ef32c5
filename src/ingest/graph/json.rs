//! JSON where it lies in a buffer that may not hold all of it yet.

use crate::json::escape::{Escaped, escaped};
use quick::signs::{append_ascii, n_plain_of_json};

/// Why reading stops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The buffer ends within a value, and more may come.
    More,
    /// It is no JSON.
    Broken {
        /// Where, in the buffer.
        at: usize,
        /// What should stand there.
        expected: &'static str,
    },
    /// An object that holds a page of records.
    Page,
    /// An object in which an error is told.
    Error,
    /// A record has properties beyond the limit.
    TooWide,
}

/// Deeper than any answer; a text from outside must not use up the stack.
pub const MOST_DEEP: u32 = 64;

/// A value of which the parts matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Null,
    /// Yes, no or a number as it is written.
    Word(String),
    /// A text.
    Text(String),
    /// Values in their order.
    List(Vec<Value>),
    /// Named values in their order.
    Object(Vec<(String, Value)>),
}

impl Value {
    /// The member of this name; of several the last, as JavaScript has it.
    pub fn member(&self, name: &str) -> Option<&Value> {
        let Value::Object(members) = self else {
            return None;
        };
        let mut members = members.iter().rev();
        members
            .find(|(known, _)| known == name)
            .map(|(_, value)| value)
    }

    /// The text of a value without parts; nothing of null.
    pub fn scalar(&self) -> Option<&str> {
        match self {
            Value::Null => Some(""),
            Value::Word(text) | Value::Text(text) => Some(text),
            Value::List(_) | Value::Object(_) => None,
        }
    }
}

/// Bytes of texts to letters: UTF-8, unless the file shows that it is Windows-1252.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Letters {
    /// A text beyond ASCII was UTF-8.
    pub is_utf8: bool,
    /// The first text beyond ASCII was none.
    pub is_windows_1252: bool,
    /// Letters of the record read last were lost.
    pub has_lost: bool,
}

/// A place in a buffer.
#[derive(Clone, Copy)]
pub struct Cursor<'a> {
    /// The buffer.
    pub text: &'a [u8],
    /// The place.
    pub at: usize,
    /// Whether nothing comes behind it.
    pub last: bool,
}

impl<'a> Cursor<'a> {
    /// The byte here.
    pub fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// Something else should stand here.
    pub fn broken(&self, expected: &'static str) -> Stop {
        match self.at >= self.text.len() && !self.last {
            true => Stop::More,
            false => Stop::Broken {
                at: self.at.min(self.text.len()),
                expected,
            },
        }
    }

    /// Steps over space.
    pub fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// The byte behind the space that comes next.
    pub fn next(&mut self, expected: &'static str) -> Result<u8, Stop> {
        self.space();
        self.peek().ok_or_else(|| self.broken(expected))
    }

    /// Steps over this sign, which has to come next.
    pub fn take(&mut self, sign: u8, expected: &'static str) -> Result<(), Stop> {
        match self.next(expected)? == sign {
            true => {
                self.at += 1;
                Ok(())
            }
            false => Err(self.broken(expected)),
        }
    }

    /// Within a list or an object: whether it ends here; else a comma is taken, unless it is the first.
    pub fn ends(
        &mut self,
        close: u8,
        is_first: bool,
        expected: &'static str,
    ) -> Result<bool, Stop> {
        let sign = self.next(expected)?;
        if sign == close {
            self.at += 1;
            return Ok(true);
        }
        if !is_first {
            self.take(b',', expected)?;
        }
        Ok(false)
    }

    /// The bytes between two quotes, and whether one of them is escaped.
    pub fn raw_text(&mut self) -> Result<(&'a [u8], bool), Stop> {
        self.take(b'"', "a text in quotes")?;
        let from = self.at;
        let mut is_escaped = false;
        loop {
            self.at += n_plain_of_json(self.text.get(self.at..).unwrap_or_default());
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    is_escaped = true;
                    self.at += 2;
                }
                Some(..0x20) => {
                    return Err(self.broken("the quote that closes a text"));
                }
                Some(_) => self.at += 1,
                None => return Err(self.broken("the quote that closes a text")),
            }
        }
        let raw = &self.text[from..self.at];
        self.at += 1;
        Ok((raw, is_escaped))
    }

    /// Adds the letters between two quotes to a text.
    pub fn text_into(&mut self, letters: &mut Letters, out: &mut Vec<u8>) -> Result<(), Stop> {
        self.next("a text in quotes")?;
        let from = self.at + 1;
        let (raw, is_escaped) = self.raw_text()?;
        if !is_escaped {
            letters.push(raw, out);
            return Ok(());
        }
        let mut inner = Cursor {
            text: raw,
            at: 0,
            last: true,
        };
        let escaped = inner.unescape(letters, out);
        escaped.map_err(|at| Stop::Broken {
            at: from + at,
            expected: "an escaped letter such as `\\n` or `\\u00e9`",
        })
    }

    /// The letters of a text with escapes; an error says where none can be read.
    fn unescape(&mut self, letters: &mut Letters, out: &mut Vec<u8>) -> Result<(), usize> {
        while self.at < self.text.len() {
            let rest = &self.text[self.at..];
            let n_plain = rest.iter().take_while(|&&byte| byte != b'\\').count();
            letters.push(&rest[..n_plain], out);
            self.at += n_plain;
            if self.at == self.text.len() {
                break;
            }
            let mut behind = self.at + 1;
            let letter = match escaped(self.text, &mut behind) {
                Escaped::Letter(letter) => letter,
                Escaped::Half => {
                    letters.has_lost = true;
                    char::REPLACEMENT_CHARACTER
                }
                Escaped::Nothing => return Err(self.at),
            };
            self.at = behind;
            out.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
        }
        Ok(())
    }

    /// A number, `true`, `false` or `null` as it is written.
    pub fn word(&mut self) -> Result<&'a [u8], Stop> {
        const EXPECTED: &str = "a value";
        self.next(EXPECTED)?;
        let start = *self;
        let is_word = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
        while self.peek().is_some_and(is_word) {
            self.at += 1;
        }
        let word = &self.text[start.at..self.at];
        if self.at == self.text.len() && !self.last {
            return Err(Stop::More);
        }
        match matches!(word, b"true" | b"false" | b"null") || is_number(word) {
            true => Ok(word),
            false => Err(start.broken(EXPECTED)),
        }
    }

    /// A value with all its parts.
    pub fn value(&mut self, letters: &mut Letters, depth: u32) -> Result<Value, Stop> {
        let sign = self.next("a value")?;
        let deeper = || depth.checked_sub(1).ok_or_else(|| self.broken(TOO_DEEP));
        match sign {
            b'"' => {
                let mut text = Vec::new();
                self.text_into(letters, &mut text)?;
                Ok(Value::Text(lossless(text)))
            }
            b'[' => {
                let depth = deeper()?;
                self.at += 1;
                let mut items = Vec::new();
                while !self.ends(b']', items.is_empty(), "`,` or `]`")? {
                    items.push(self.value(letters, depth)?);
                }
                Ok(Value::List(items))
            }
            b'{' => {
                let depth = deeper()?;
                self.at += 1;
                let mut members = Vec::new();
                while !self.ends(b'}', members.is_empty(), "`,` or `}`")? {
                    let mut name = Vec::new();
                    self.text_into(letters, &mut name)?;
                    self.take(b':', "`:`")?;
                    members.push((lossless(name), self.value(letters, depth)?));
                }
                Ok(Value::Object(members))
            }
            _ => match self.word()? {
                b"null" => Ok(Value::Null),
                word => Ok(Value::Word(String::from_utf8_lossy(word).into_owned())),
            },
        }
    }
}

/// What should stand where another list or object begins within too many others.
pub const TOO_DEEP: &str = "values within at most 64 others";

fn lossless(text: Vec<u8>) -> String {
    String::from_utf8(text).unwrap_or_default()
}

fn is_number(word: &[u8]) -> bool {
    let digits = |text: &[u8]| text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let word = word.strip_prefix(b"-").unwrap_or(word);
    let n = digits(word);
    if n == 0 || n > 1 && word[0] == b'0' {
        return false;
    }
    let mut rest = &word[n..];
    if let Some(decimals) = rest.strip_prefix(b".") {
        let n = digits(decimals);
        if n == 0 {
            return false;
        }
        rest = &decimals[n..];
    }
    if let Some(exponent) = rest.strip_prefix(b"e").or(rest.strip_prefix(b"E")) {
        let exponent = match exponent {
            [b'+' | b'-', digits @ ..] => digits,
            digits => digits,
        };
        let n = digits(exponent);
        return n > 0 && n == exponent.len();
    }
    rest.is_empty()
}

impl Letters {
    /// Adds the letters of some bytes to a text that is UTF-8.
    pub fn push(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        if append_ascii(out, bytes) {
            return;
        }
        let text = match self.is_windows_1252 {
            true => None,
            false => std::str::from_utf8(bytes).ok(),
        };
        if let Some(text) = text {
            self.is_utf8 = true;
            return out.extend_from_slice(text.as_bytes());
        }
        if self.is_utf8 {
            self.has_lost = true;
            return out.extend_from_slice(String::from_utf8_lossy(bytes).as_bytes());
        }
        self.is_windows_1252 = true;
        let encoding = super::Encoding::Windows1252;
        crate::ingest::encoding::Decoder::default().push(encoding, bytes, out);
    }
}

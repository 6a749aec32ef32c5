//! JSON as messages and small files use it: records, lists, texts, whole numbers.

pub mod escape;

use escape::{Escaped, escaped};

/// A value as it stands in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Json {
    /// Nothing.
    #[default]
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Number(i64),
    /// A decimal number that is written with a point: its digits, and how many stand behind the point.
    Fraction(i64, u8),
    /// A text.
    Text(String),
    /// Values in their order.
    List(Vec<Json>),
    /// Named values in their order.
    Record(Vec<(String, Json)>),
}

fn number(written: &str) -> Option<Json> {
    let (whole, behind) = match written.split_once('.') {
        Some((whole, behind)) => (whole, Some(behind)),
        None => (written, None),
    };
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let is_written_well = digits == "0" || matches!(digits.as_bytes(), [b'1'..=b'9', ..]);
    let Some(behind) = behind else {
        let number = written.parse().ok().filter(|_| is_written_well)?;
        return Some(Json::Number(number));
    };
    let is_digits = !behind.is_empty() && behind.bytes().all(|byte| byte.is_ascii_digit());
    let all = [whole, behind].concat();
    let digits = all.parse().ok().filter(|_| is_written_well && is_digits)?;
    Some(Json::Fraction(digits, u8::try_from(behind.len()).ok()?))
}

/// Deeper than any message; a text from outside must not use up the stack.
const MOST_DEEP: u32 = 32;

/// The value a text holds; `None` for a text that is no JSON, or holds a number with an exponent or more digits
/// than a number of the page can have.
pub fn parse(text: &str) -> Option<Json> {
    Parser::of(text).whole()
}

/// A value with the places of its names, for texts that people write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The value.
    pub json: Json,
    /// Where the names of all records begin, in bytes, in the order of the text.
    pub names: Vec<usize>,
}

/// Like [`parse`], and tells where the names stand.
///
/// # Errors
/// Where the text stops being such a JSON, in bytes.
pub fn parse_placed(text: &str) -> Result<Placed, usize> {
    let mut parser = Parser::of(text);
    match parser.whole() {
        Some(json) => Ok(Placed {
            json,
            names: parser.names,
        }),
        None => Err(parser.at.min(text.len())),
    }
}

/// Where a text stops being JSON that [`parse`] reads: a place in its bytes, its end where it is sound.
pub fn stopped_at(text: &str) -> usize {
    let mut parser = Parser::of(text);
    let _ = parser.value(MOST_DEEP);
    parser.space();
    // A sign that is not taken may stand after the last one, which may take several bytes.
    let at = parser.at.min(text.len());
    (0..=at)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    names: Vec<usize>,
}

impl Parser<'_> {
    fn of(text: &str) -> Parser<'_> {
        Parser {
            text,
            at: 0,
            names: Vec::new(),
        }
    }

    fn whole(&mut self) -> Option<Json> {
        let json = self.value(MOST_DEEP)?;
        self.space();
        (self.at == self.text.len()).then_some(json)
    }

    fn next(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    fn space(&mut self) {
        while matches!(self.next(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
    }

    /// Steps over this sign, and the space before it, if it is what comes next.
    fn takes(&mut self, sign: u8) -> bool {
        self.space();
        let is_next = self.next() == sign;
        self.at += usize::from(is_next);
        is_next
    }

    fn value(&mut self, depth: u32) -> Option<Json> {
        let depth = depth.checked_sub(1)?;
        self.space();
        match self.next() {
            b'"' => self.string().map(Json::Text),
            b'[' => {
                let mut items = Vec::new();
                self.items(b']', |parser| {
                    items.push(parser.value(depth)?);
                    Some(())
                })?;
                Some(Json::List(items))
            }
            b'{' => {
                let mut parts = Vec::new();
                self.items(b'}', |parser| {
                    parser.space();
                    parser.names.push(parser.at);
                    let name = parser.string()?;
                    parser.takes(b':').then_some(())?;
                    parts.push((name, parser.value(depth)?));
                    Some(())
                })?;
                Some(Json::Record(parts))
            }
            _ => self.word(),
        }
    }

    /// What stands between the sign that opens and the one that closes, parted by commas.
    fn items(&mut self, close: u8, mut item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.at += 1;
        if self.takes(close) {
            return Some(());
        }
        loop {
            item(self)?;
            if self.takes(close) {
                return Some(());
            }
            self.takes(b',').then_some(())?;
        }
    }

    fn word(&mut self) -> Option<Json> {
        let from = self.at;
        while matches!(self.next(), b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'+' | b'.') {
            self.at += 1;
        }
        Some(match &self.text[from..self.at] {
            "null" => Json::Null,
            "true" => Json::Bool(true),
            "false" => Json::Bool(false),
            written => match number(written) {
                Some(number) => number,
                None => {
                    self.at = from;
                    return None;
                }
            },
        })
    }

    fn string(&mut self) -> Option<String> {
        let from = self.at;
        let string = self.quoted();
        if string.is_none() {
            self.at = from;
        }
        string
    }

    fn quoted(&mut self) -> Option<String> {
        (self.next() == b'"').then_some(())?;
        self.at += 1;
        let mut string = String::new();
        loop {
            let from = self.at;
            while !matches!(self.next(), b'"' | b'\\' | ..0x20) {
                self.at += 1;
            }
            string.push_str(&self.text[from..self.at]);
            let sign = self.next();
            self.at += 1;
            match sign {
                b'"' => return Some(string),
                b'\\' => match escaped(self.text.as_bytes(), &mut self.at) {
                    Escaped::Letter(letter) => string.push(letter),
                    Escaped::Half | Escaped::Nothing => return None,
                },
                _ => return None,
            }
        }
    }
}

/// Appends a text in quotes.
pub fn push_text(out: &mut String, text: &str) {
    out.push('"');
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        if !matches!(byte, b'"' | b'\\' | ..0x20) {
            continue;
        }
        out.push_str(&text[done..at]);
        done = at + 1;
        match byte {
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            b'"' | b'\\' => out.extend(['\\', char::from(byte)]),
            _ => {
                out.push_str("\\u00");
                out.extend(
                    [byte >> 4, byte & 15]
                        .map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])),
                );
            }
        }
    }
    out.push_str(&text[done..]);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn whatever_is_no_json_is_nothing() {
        for text in [
            "",
            "{",
            "[1,]",
            "[1 2]",
            "{\"a\"}",
            "{a:1}",
            "nul",
            "01",
            "+1",
            "1.5e3",
            "1e3",
            "--1",
            "-",
            "\"a",
            "\"\n\"",
            "\"\\x\"",
            "\"\\ud800\"",
            "\"\\ud800\\u0041\"",
            "\"\\u00é\"",
            "1 1",
            "99999999999999999999",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse(&"[".repeat(100_000)), None);
    }

    #[test]
    fn names_have_places_in_the_order_of_the_text() {
        let text = "{\n \"a\": {\"b\": 1},\n \"c\": [{\"d\": 2}]\n}";
        let places = parse_placed(text).unwrap().names;
        let names: Vec<&str> = places.iter().map(|&at| &text[at..at + 3]).collect();
        assert_eq!(names, ["\"a\"", "\"b\"", "\"c\"", "\"d\""]);
        let stops_at = |text: &str| parse_placed(text).unwrap_err();
        assert_eq!(stops_at("{\"a\": 1,\n}"), 9);
        assert_eq!(stops_at("{\"a\": 1e5}"), 6);
        assert_eq!(stops_at("[1"), 2);
        assert_eq!(stops_at("[\"a\n\"]"), 1);
    }

    #[test]
    fn escapes_and_space_are_read() {
        let expected = Json::Text("a/\u{8}\u{c}\n\t\r\"\\é😀".to_owned());
        assert_eq!(
            parse(" \"a\\/\\b\\f\\n\\t\\r\\\"\\\\\\u00E9\\ud83d\\ude00\"\n"),
            Some(expected)
        );
        let list = [Json::Number(-3), Json::Null, Json::Record(Vec::new())];
        assert_eq!(parse("[ -3 ,\tnull , { } ]"), Some(Json::List(list.into())));
    }

    /// As the library holds it; of two parts with one name it keeps the last, too.
    fn of(json: Json) -> serde_json::Value {
        match json {
            Json::Null => serde_json::Value::Null,
            Json::Bool(bool) => bool.into(),
            Json::Number(number) => number.into(),
            Json::Fraction(digits, places) => {
                let text = format!("{digits}e-{places}");
                text.parse::<f64>().expect("a number").into()
            }
            Json::Text(text) => text.into(),
            Json::List(items) => items.into_iter().map(of).collect(),
            Json::Record(parts) => parts
                .into_iter()
                .map(|(name, json)| (name, of(json)))
                .collect(),
        }
    }

    fn is_of_whole_numbers(json: &serde_json::Value) -> bool {
        match json {
            serde_json::Value::Number(number) => number.is_i64(),
            serde_json::Value::Array(items) => items.iter().all(is_of_whole_numbers),
            serde_json::Value::Object(parts) => parts.values().all(is_of_whole_numbers),
            _ => true,
        }
    }

    /// A text with one character taken out, or another put in.
    fn damaged(text: &str, place: prop::sample::Index, other: Option<char>) -> String {
        let mut letters: Vec<char> = text.chars().collect();
        let place = place.index(letters.len());
        match other {
            Some(other) => letters.insert(place, other),
            None => drop(letters.remove(place)),
        }
        letters.into_iter().collect()
    }

    fn any_text_from_outside() -> impl Strategy<Value = String> {
        let signs = prop::sample::select("[]{}\",:0a\\u -".chars().collect::<Vec<_>>());
        let one_off = (
            any_json(),
            any::<prop::sample::Index>(),
            prop::option::of(signs),
        );
        prop_oneof![
            "[\\[\\]{}\",:0-2a\\\\un -]{0,12}",
            one_off.prop_map(|(json, place, other)| damaged(&json.to_string(), place, other)),
        ]
    }

    fn any_json() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(serde_json::Value::from),
            any::<i64>().prop_map(serde_json::Value::from),
            (-1i64..=1).prop_map(serde_json::Value::from),
            any::<String>().prop_map(serde_json::Value::from),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            let list = proptest::collection::vec(inner.clone(), 0..4);
            let parts = proptest::collection::btree_map(any::<String>(), inner, 0..4);
            prop_oneof![
                list.prop_map(serde_json::Value::from),
                parts.prop_map(|parts| parts.into_iter().collect()),
            ]
        })
    }

    #[test]
    fn a_number_with_a_point_keeps_its_digits() {
        #[track_caller]
        fn case(text: &str, expected: Option<Json>) {
            assert_eq!(parse(text), expected, "{text}");
        }
        case("10.50", Some(Json::Fraction(1050, 2)));
        case("-0.5", Some(Json::Fraction(-5, 1)));
        case("0.0", Some(Json::Fraction(0, 1)));
        for text in [
            "1.", ".5", "1.5e3", "01.5", "1.5.5", "--1.5", "+1.5", "1.-5",
        ] {
            case(text, None);
        }
    }

    proptest! {
        #[test]
        fn what_a_library_writes_is_read(json in any_json()) {
            let pretty = serde_json::to_string_pretty(&json).unwrap();
            prop_assert_eq!(parse(&json.to_string()).map(of), Some(json.clone()));
            prop_assert_eq!(parse(&pretty).map(of), Some(json));
        }

        #[test]
        fn a_written_text_is_read_by_a_library(text: String) {
            let mut out = String::new();
            push_text(&mut out, &text);
            prop_assert_eq!(serde_json::from_str::<String>(&out).unwrap(), text);
        }

        #[test]
        fn a_text_from_outside_is_read_as_a_library_reads_it(text in any_text_from_outside()) {
            let theirs = serde_json::from_str::<serde_json::Value>(&text).ok();
            if theirs.as_ref().is_none_or(is_of_whole_numbers) {
                prop_assert_eq!(parse(&text).map(of), theirs, "{}", text);
            }
        }
    }
}

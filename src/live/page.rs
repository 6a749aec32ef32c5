//! What an answer says of itself, in one pass over its bytes: how many records, and where it goes on.
//!
//! Nothing is kept of the records: they are read in the worker. This much has to be known before the next
//! request, on the page's own thread, so it looks at brackets and texts alone.

use crate::json::{Json, parse};

/// What is known of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Items of the list `value`.
    pub n_items: u64,
    /// Whether there is a list `value` at all.
    pub is_list: bool,
    /// Where the listing goes on.
    pub next_link: Option<String>,
    /// How many records Graph says there are in all.
    pub count: Option<u64>,
    /// Why it is no whole answer: what was expected, and what was found.
    pub trouble: Option<String>,
}

/// Deeper answers are none of Graph's; the reader of records stops there, too.
const MOST_DEEP: u32 = 64;

impl Facts {
    /// Looks over an answer.
    pub fn of(bytes: &[u8]) -> Facts {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut pass = Pass::of(bytes);
        let trouble = pass.run().err();
        Facts {
            trouble: trouble.map(|why| why.to_string()),
            ..pass.facts
        }
    }
}

struct Pass<'a> {
    bytes: &'a [u8],
    at: usize,
    facts: Facts,
}

const HTML: &str = "expected an answer of Graph, but found a web page: something between this machine and Graph answers in its place, such as a proxy";
const NO_OBJECT: &str = "expected an answer of Graph in `{` and `}`, but found something else";
const CUT: &str = "expected an answer of Graph in whole, but it ends in the middle";
const CROSSED: &str = "expected an answer of Graph, but its brackets do not match";
const MORE: &str = "expected an answer of Graph, but found more behind its end";
const DEEP: &str = "expected an answer of Graph, but found one nested more than 64 deep";
const NO_LINK: &str = "expected a text as `@odata.nextLink`, but found something else";

impl<'a> Pass<'a> {
    fn of(bytes: &'a [u8]) -> Pass<'a> {
        Pass {
            bytes,
            at: 0,
            facts: Facts::default(),
        }
    }

    fn space(&mut self) {
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// Steps behind a text; `at` is behind its opening quote.
    fn text(&mut self) -> Result<(), &'static str> {
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or(&[]);
            let n = rest.iter().position(|&byte| byte == b'"' || byte == b'\\');
            self.at += n.ok_or(CUT)? + 1;
            if self.bytes[self.at - 1] == b'"' {
                return Ok(());
            }
            self.at += 1;
        }
    }

    /// The names and values of the outermost object.
    fn run(&mut self) -> Result<(), &'static str> {
        self.space();
        match self.bytes.get(self.at) {
            Some(b'{') => self.at += 1,
            Some(b'<') => return Err(HTML),
            None => return Err("expected an answer of Graph, but found an empty one"),
            Some(_) => return Err(NO_OBJECT),
        }
        loop {
            self.space();
            match self.bytes.get(self.at) {
                None => return Err(CUT),
                Some(b'}') => break,
                Some(b',') => self.at += 1,
                Some(b'"') => {
                    let from = self.at;
                    self.at += 1;
                    self.text()?;
                    let name = &self.bytes[from..self.at];
                    self.space();
                    match self.bytes.get(self.at) {
                        Some(b':') => self.at += 1,
                        None => return Err(CUT),
                        Some(_) => return Err(CROSSED),
                    }
                    self.space();
                    self.member(name)?;
                }
                Some(_) => return Err(CROSSED),
            }
        }
        self.at += 1;
        self.space();
        match self.at == self.bytes.len() {
            true => Ok(()),
            false => Err(MORE),
        }
    }

    fn member(&mut self, name: &[u8]) -> Result<(), &'static str> {
        let from = self.at;
        let n_items = self.value()?;
        let value = &self.bytes[from..self.at];
        match unquoted(name).as_deref() {
            Some("value") => {
                self.facts.is_list = value.first() == Some(&b'[');
                self.facts.n_items = if self.facts.is_list { n_items } else { 0 };
            }
            Some("@odata.nextLink") => {
                self.facts.next_link = match value {
                    b"null" => None,
                    value => Some(unquoted(value).ok_or(NO_LINK)?),
                };
            }
            Some("@odata.count") => {
                let digits = std::str::from_utf8(value).ok();
                self.facts.count = digits.and_then(|digits| digits.parse().ok());
            }
            _ => {}
        }
        Ok(())
    }

    /// Steps behind a value; how many items it has, if it is a list.
    fn value(&mut self) -> Result<u64, &'static str> {
        // A bit a level: whether it is a list.
        let (mut kinds, mut depth) = (0u64, 0u32);
        let (mut n_commas, mut any) = (0, false);
        loop {
            let Some(&byte) = self.bytes.get(self.at) else {
                return Err(CUT);
            };
            if depth == 0 && matches!(byte, b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t') {
                return Ok(0);
            }
            self.at += 1;
            match byte {
                b'"' => {
                    any = true;
                    self.text()?;
                    if depth == 0 {
                        return Ok(0);
                    }
                }
                b'{' | b'[' => {
                    any |= depth > 0;
                    if depth == MOST_DEEP - 1 {
                        return Err(DEEP);
                    }
                    kinds = kinds << 1 | u64::from(byte == b'[');
                    depth += 1;
                }
                b'}' | b']' => {
                    if depth == 0 || (kinds & 1 == 1) != (byte == b']') {
                        return Err(CROSSED);
                    }
                    kinds >>= 1;
                    depth -= 1;
                    if depth == 0 {
                        return Ok(n_commas + u64::from(any));
                    }
                }
                b',' => n_commas += u64::from(depth == 1),
                b' ' | b'\n' | b'\r' | b'\t' => {}
                _ => any = true,
            }
        }
    }
}

/// The letters of a text with its quotes.
fn unquoted(text: &[u8]) -> Option<String> {
    match parse(std::str::from_utf8(text).ok()?)? {
        Json::Text(text) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    #[test]
    fn an_answer_says_how_many_records_it_has_and_where_it_goes_on() {
        let page = br#"{"@odata.context": "a", "@odata.count": 1203, "@odata.nextLink": "https:\/\/graph.test\/v1.0\/users?$skiptoken=\u0041",
            "value": [ {"id": "},]", "list": [1, {"value": [1, 2, 3]}]}, null, "x" ] }"#;
        let facts = Facts::of(page);
        assert_eq!(facts.trouble, None);
        assert_eq!(
            (facts.n_items, facts.count, facts.is_list),
            (3, Some(1203), true)
        );
        assert_eq!(
            facts.next_link.as_deref(),
            Some("https://graph.test/v1.0/users?$skiptoken=A")
        );
    }

    #[test]
    fn only_the_names_of_the_outermost_object_count() {
        let page = br#"{"a": {"@odata.nextLink": "https://evil.test/", "value": [1]}, "@odata.nextLink": null, "value": []}"#;
        let facts = Facts::of(page);
        assert_eq!(
            (facts.next_link, facts.n_items, facts.trouble),
            (None, 0, None)
        );
    }

    #[test]
    fn whatever_is_no_whole_answer_is_told_as_what_it_is() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(
                Facts::of(text.as_bytes()).trouble.as_deref(),
                Some(expected),
                "{text}"
            );
        }
        case("\u{feff} <html>", HTML);
        case("[{\"value\": []}]", NO_OBJECT);
        case("Service Unavailable", NO_OBJECT);
        case("{\"value\": [{\"id\": \"a", CUT);
        case("{\"value\": [{\"id\": \"a\"}]", CUT);
        case("{\"value\": [{\"id\": \"a\\", CUT);
        case("{\"value\"", CUT);
        case("{\"value\": [}]}", CROSSED);
        case("{\"value\" []}", CROSSED);
        case("{value: []}", CROSSED);
        case("{\"value\": []} {}", MORE);
        case("{\"@odata.nextLink\": 5}", NO_LINK);
        case(&format!("{{\"value\": {}", "[".repeat(1000)), DEEP);
        case("", "expected an answer of Graph, but found an empty one");
    }

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
            "[\\[\\]{}\",:\\\\]{0,6}".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            let list = proptest::collection::vec(inner.clone(), 0..4);
            let names = prop_oneof![
                any::<String>(),
                Just("value".into()),
                Just("@odata.nextLink".into())
            ];
            let parts = proptest::collection::btree_map(names, inner, 0..4);
            prop_oneof![
                list.prop_map(Value::from),
                parts.prop_map(|parts| parts.into_iter().collect()),
            ]
        })
    }

    fn any_page() -> impl Strategy<Value = Value> {
        let items = proptest::collection::vec(any_value(), 0..6);
        (
            items,
            any::<Option<String>>(),
            any::<Option<u32>>(),
            any_value(),
        )
            .prop_map(|(items, link, count, other)| {
                let mut page = json!({"value": items, "other": other});
                let parts = page.as_object_mut().expect("an object");
                link.into_iter()
                    .for_each(|link| drop(parts.insert("@odata.nextLink".into(), link.into())));
                count
                    .into_iter()
                    .for_each(|count| drop(parts.insert("@odata.count".into(), count.into())));
                page
            })
    }

    proptest! {
        #[test]
        fn what_is_seen_is_what_a_library_reads(page in any_page(), is_pretty: bool) {
            let text = if is_pretty { serde_json::to_string_pretty(&page) } else { serde_json::to_string(&page) };
            let facts = Facts::of(text.expect("a text").as_bytes());
            prop_assert_eq!(facts.trouble, None);
            prop_assert_eq!(facts.n_items, page["value"].as_array().expect("a list").len() as u64);
            prop_assert_eq!(facts.next_link.as_deref(), page["@odata.nextLink"].as_str());
            prop_assert_eq!(facts.count, page["@odata.count"].as_u64());
        }

        #[test]
        fn an_answer_that_is_cut_anywhere_is_never_whole(page in any_page(), place: prop::sample::Index) {
            let text = page.to_string();
            let facts = Facts::of(&text.as_bytes()[..place.index(text.len())]);
            prop_assert!(facts.trouble.is_some());
        }
    }

    #[test]
    fn a_hundred_thousand_answers_with_a_wrong_byte_are_looked_over() {
        let page = br#"{"@odata.count": 2, "@odata.nextLink": "https://graph.test/v1.0/users?$skiptoken=a\u0041", "value": [{"id": "a\\", "n": [1, {}]}, null]}"#;
        let mut chance = crate::live::retry::Chance::of(12);
        let signs = b"[]{}\",:\\ 0u\x00\xff";
        for _ in 0..100_000 {
            let mut bytes = page.to_vec();
            for _ in 0..=chance.below(2) {
                let at = chance.below(bytes.len() as u64 - 1) as usize;
                match chance.below(2) {
                    0 => bytes[at] = signs[chance.below(signs.len() as u64 - 1) as usize],
                    1 => drop(bytes.remove(at)),
                    _ => bytes.insert(at, signs[chance.below(signs.len() as u64 - 1) as usize]),
                }
            }
            let facts = Facts::of(&bytes);
            // Whoever reads it as a whole reads the same; what is said to be none is none.
            if let Ok(Value::Object(read)) = serde_json::from_slice::<Value>(&bytes) {
                assert!(
                    facts.trouble.is_none()
                        || read
                            .get("@odata.nextLink")
                            .is_some_and(|link| !link.is_string())
                );
                let n = read
                    .get("value")
                    .and_then(Value::as_array)
                    .map_or(0, Vec::len);
                assert_eq!(
                    facts.n_items,
                    n as u64,
                    "{}",
                    String::from_utf8_lossy(&bytes)
                );
            }
        }
    }
}

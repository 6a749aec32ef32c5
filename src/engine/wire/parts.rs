//! Plain values, and what records and choices are made of, to their text and back.

use chrono::NaiveDate;

use crate::ingest::number::Decimal;
use crate::json::{Json, push_text};
use crate::lifecycle::calendar::iso_day;
use crate::small_map::SmallMap;

/// A value that is read from a plain JSON value.
///
/// What is not as expected is reported as trouble and read as some value, which nobody gets to see: to
/// leave at once would be a way out of every record for each of its parts, with all parts before it to be dropped.
pub trait Read: Sized {
    /// The value; any value where there is trouble.
    fn read(json: &Json, trouble: &mut bool) -> Self;
}

/// A value that is written as JSON.
pub trait Write {
    /// Appends the value.
    fn write(&self, out: &mut String);

    /// Whether a record may leave it out.
    fn is_default(&self) -> bool {
        false
    }
}

pub(super) fn troubled<T: Default>(trouble: &mut bool) -> T {
    *trouble = true;
    T::default()
}

/// The part of this name; one that is missing is `null`.
pub(super) fn part<'a>(json: &'a Json, name: &str) -> &'a Json {
    let Json::Record(parts) = json else {
        return &Json::Null;
    };
    let found = parts.iter().find(|(known, _)| known == name);
    found.map_or(&Json::Null, |(_, json)| json)
}

/// The name of a variant and what it holds: `null` where it stands as its name alone.
pub(super) fn variant(json: &Json) -> (&str, &Json) {
    match json {
        Json::Text(name) => (name, &Json::Null),
        Json::Record(parts) if parts.len() == 1 => (&parts[0].0, &parts[0].1),
        _ => ("", &Json::Null),
    }
}

/// Writes a variant that holds something.
pub(super) fn write_variant(out: &mut String, name: &str, content: &dyn Write) {
    write_record(out, &[(name, content)], &[]);
}

/// Writes a record: these parts, and of the others those that are not the default.
pub(super) fn write_record(
    out: &mut String,
    parts: &[(&str, &dyn Write)],
    maybe: &[(&str, &dyn Write)],
) {
    out.push('{');
    let filled = maybe.iter().filter(|(_, value)| !value.is_default());
    let mut comma = "";
    for (name, value) in parts.iter().chain(filled) {
        out.push_str(comma);
        comma = ",";
        push_text(out, name);
        out.push(':');
        value.write(out);
    }
    out.push('}');
}

pub(super) fn write_list<'a>(out: &mut String, items: impl Iterator<Item = &'a dyn Write>) {
    out.push('[');
    for (place, item) in items.enumerate() {
        if place > 0 {
            out.push(',');
        }
        item.write(out);
    }
    out.push(']');
}

impl Read for String {
    fn read(json: &Json, trouble: &mut bool) -> String {
        match json {
            Json::Text(text) => text.clone(),
            _ => troubled(trouble),
        }
    }
}

impl Write for String {
    fn write(&self, out: &mut String) {
        push_text(out, self);
    }

    fn is_default(&self) -> bool {
        self.is_empty()
    }
}

impl Read for bool {
    fn read(json: &Json, trouble: &mut bool) -> bool {
        match json {
            Json::Bool(bool) => *bool,
            _ => troubled(trouble),
        }
    }
}

impl Write for bool {
    fn write(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }

    fn is_default(&self) -> bool {
        !self
    }
}

macro_rules! whole_number {
    ($($type:ident),*) => {
        $(
            impl Read for $type {
                fn read(json: &Json, trouble: &mut bool) -> $type {
                    match json {
                        Json::Number(number) => {
                            (*number).try_into().unwrap_or_else(|_| troubled(trouble))
                        }
                        _ => troubled(trouble),
                    }
                }
            }

            impl Write for $type {
                fn write(&self, out: &mut String) {
                    out.push_str(&self.to_string());
                }
            }
        )*
    };
}

whole_number!(u32, u64, i64);

impl Read for NaiveDate {
    fn read(json: &Json, trouble: &mut bool) -> NaiveDate {
        let day = match json {
            Json::Text(text) => iso_day(text),
            _ => None,
        };
        day.unwrap_or_else(|| troubled(trouble))
    }
}

impl Write for NaiveDate {
    fn write(&self, out: &mut String) {
        push_text(out, &self.to_string());
    }
}

impl<T: Read> Read for Option<T> {
    fn read(json: &Json, trouble: &mut bool) -> Option<T> {
        match json {
            Json::Null => None,
            json => Some(T::read(json, trouble)),
        }
    }
}

impl<T: Write> Write for Option<T> {
    fn write(&self, out: &mut String) {
        match self {
            Some(value) => value.write(out),
            None => out.push_str("null"),
        }
    }

    fn is_default(&self) -> bool {
        self.is_none()
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(json: &Json, trouble: &mut bool) -> Vec<T> {
        let mut values = Vec::new();
        match json {
            Json::List(items) => {
                for item in items {
                    values.push(T::read(item, trouble));
                }
            }
            _ => *trouble = true,
        }
        values
    }
}

impl<T: Write> Write for Vec<T> {
    fn write(&self, out: &mut String) {
        write_list(out, self.iter().map(|item| item as &dyn Write));
    }

    fn is_default(&self) -> bool {
        self.is_empty()
    }
}

impl<A: Read, B: Read> Read for (A, B) {
    fn read(json: &Json, trouble: &mut bool) -> (A, B) {
        match json {
            Json::List(items) if items.len() == 2 => {
                (A::read(&items[0], trouble), B::read(&items[1], trouble))
            }
            _ => {
                *trouble = true;
                (A::read(&Json::Null, trouble), B::read(&Json::Null, trouble))
            }
        }
    }
}

impl<A: Write, B: Write> Write for (A, B) {
    fn write(&self, out: &mut String) {
        let items: [&dyn Write; 2] = [&self.0, &self.1];
        write_list(out, items.into_iter());
    }
}

impl<T: Read> Read for Box<T> {
    fn read(json: &Json, trouble: &mut bool) -> Box<T> {
        Box::new(T::read(json, trouble))
    }
}

impl<T: Write> Write for Box<T> {
    fn write(&self, out: &mut String) {
        (**self).write(out);
    }
}

impl Read for Json {
    fn read(json: &Json, _: &mut bool) -> Json {
        json.clone()
    }
}

impl Write for Json {
    fn write(&self, out: &mut String) {
        match self {
            Json::Null => out.push_str("null"),
            Json::Bool(boolean) => boolean.write(out),
            Json::Number(number) => number.write(out),
            Json::Fraction(digits, places) => Decimal {
                digits: *digits,
                places: *places,
            }
            .write(out),
            Json::Text(text) => text.write(out),
            Json::List(items) => items.write(out),
            Json::Record(parts) => {
                let parts = parts
                    .iter()
                    .map(|(name, json)| (name.as_str(), json as &dyn Write));
                write_record(out, &parts.collect::<Vec<_>>(), &[]);
            }
        }
    }

    fn is_default(&self) -> bool {
        *self == Json::Null
    }
}

impl Write for Decimal {
    fn write(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }
}

impl Read for SmallMap<String, String> {
    fn read(json: &Json, trouble: &mut bool) -> SmallMap<String, String> {
        let mut map = SmallMap::default();
        match json {
            Json::Record(parts) => {
                for (name, json) in parts {
                    map.insert(name.clone(), String::read(json, trouble));
                }
            }
            _ => *trouble = true,
        }
        map
    }
}

impl Write for SmallMap<String, String> {
    fn write(&self, out: &mut String) {
        let parts = self
            .iter()
            .map(|(name, text)| (name.as_str(), text as &dyn Write));
        write_record(out, &parts.collect::<Vec<_>>(), &[]);
    }
}

/// The fields of a variant.
pub(super) struct Fields<'a>(pub &'a [(&'a str, &'a dyn Write)]);

impl Write for Fields<'_> {
    fn write(&self, out: &mut String) {
        write_record(out, self.0, &[]);
    }
}

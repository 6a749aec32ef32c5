//! Any bytes as JSON of Graph are read, asked about or refused, the same in pieces; and every record that
//! `serde_json` finds is accepted, rejected or blank.

#![no_main]

use std::fmt;

use libfuzzer_sys::fuzz_target;
use rollcall::ingest::encoding::Encoding;
use rollcall::ingest::graph;
use rollcall::ingest::intake::Step;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

fn outcome(encoding: Encoding, bytes: &[u8], size: usize, said: Option<&str>) -> Step {
    let mut flatten = graph::begin(encoding);
    for piece in bytes.chunks(size) {
        flatten.space(piece.len()).copy_from_slice(piece);
        flatten.filled(piece.len());
    }
    flatten.finish("a.json", said)
}

/// An outcome as text, and the rows of what was read.
fn spelt(step: Step) -> (String, Option<u32>) {
    match step {
        Step::Done(done) => {
            let source = &done.source;
            let n_rows = source.n_rows;
            assert_eq!(
                n_rows,
                source.n_accepted + source.n_rejected + source.n_blank
            );
            assert_eq!(done.places.offsets.len(), done.table.n_rows());
            assert_eq!(done.rejected.len() as u32, source.n_rejected);
            (format!("{done:?}"), Some(n_rows))
        }
        other => (format!("{other:?}"), None),
    }
}

/// What of a value says how many records it holds, as `serde_json` reads it.
enum Shape {
    Object(Vec<(String, Shape)>),
    List(Vec<Shape>),
    Other,
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Shape, D::Error> {
        from.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Shape;

    fn expecting(&self, text: &mut fmt::Formatter) -> fmt::Result {
        text.write_str("JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Shape, E> {
        Ok(Shape::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Shape, E> {
        Ok(Shape::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Shape, E> {
        Ok(Shape::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Shape, E> {
        Ok(Shape::Other)
    }

    fn visit_str<E>(self, _: &str) -> Result<Shape, E> {
        Ok(Shape::Other)
    }

    fn visit_unit<E>(self) -> Result<Shape, E> {
        Ok(Shape::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Shape, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Shape::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Shape, A::Error> {
        let mut object = Vec::new();
        while let Some(member) = members.next_entry()? {
            object.push(member);
        }
        Ok(Shape::Object(object))
    }
}

impl Shape {
    /// Lists and objects within each other.
    fn depth(&self) -> usize {
        match self {
            Shape::Other => 0,
            Shape::List(items) => 1 + items.iter().map(Shape::depth).max().unwrap_or(0),
            Shape::Object(members) => {
                1 + members
                    .iter()
                    .map(|member| member.1.depth())
                    .max()
                    .unwrap_or(0)
            }
        }
    }

    /// The records of a value that stands in no page.
    fn n_records(&self) -> usize {
        match self {
            Shape::List(items) => items
                .iter()
                .map(|item| match item {
                    Shape::Object(_) => item.n_records(),
                    _ => 1,
                })
                .sum(),
            Shape::Object(members) => {
                let is_error = |place: usize, name: &str, value: &Shape| {
                    place == 0 && name == "error" && matches!(value, Shape::Object(_))
                };
                let pages = members.iter().filter_map(|(name, value)| match value {
                    Shape::List(items) if name == "value" => Some(items.len()),
                    _ => None,
                });
                let pages: Vec<usize> = pages.collect();
                let first = members.first();
                let is_error = first.is_some_and(|(name, value)| is_error(0, name, value));
                match pages.is_empty() || is_error {
                    true => 1,
                    false => pages.iter().sum(),
                }
            }
            Shape::Other => 0,
        }
    }
}

/// The records of a text of values one after another; `None` where it is not sound, or deeper than any answer.
fn n_records(bytes: &[u8]) -> Option<usize> {
    let values = serde_json::Deserializer::from_slice(bytes).into_iter::<Shape>();
    let mut n_records = 0;
    for value in values {
        let value = value.ok()?;
        if matches!(value, Shape::Other) || value.depth() > 50 {
            return None;
        }
        n_records += value.n_records();
    }
    Some(n_records)
}

fuzz_target!(|data: &[u8]| {
    let [bytes @ .., which, size] = data else {
        return;
    };
    let encodings = [
        Encoding::Utf8,
        Encoding::Utf8,
        Encoding::Utf16Le,
        Encoding::Utf16Be,
    ];
    let encoding = encodings[usize::from(which % 4)];
    let size = usize::from(*size).max(1);
    let whole = outcome(encoding, bytes, usize::MAX, None);
    let ask = match &whole {
        Step::Ask(ask) => Some(ask.clone()),
        _ => None,
    };
    let (whole, mut n_rows) = spelt(whole);
    let (pieces, _) = spelt(outcome(encoding, bytes, size, None));
    assert_eq!(pieces, whole, "in pieces of {size}");
    for (choice, _) in ask.iter().flat_map(|ask| &ask.choices) {
        let (_, n_read) = spelt(outcome(encoding, bytes, usize::MAX, Some(choice)));
        n_rows = n_rows.or(n_read);
    }
    if let (Encoding::Utf8, Some(n_rows), Some(expected)) = (encoding, n_rows, n_records(bytes)) {
        assert_eq!(n_rows as usize, expected, "records");
    }
});

//! Prints the cells of files as JSON lines, so that another reader can be held to them.

use std::path::Path;

use rollcall::ingest::csv::{Damage, Splitter};
use rollcall::ingest::encoding::{Decoder, Encoding};
use rollcall::ingest::graph;
use rollcall::ingest::head::{HEAD_BYTES, Head};
use rollcall::ingest::intake::{Intake, Step};
use serde_json::json;

fn main() -> std::io::Result<()> {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path)?;
        let path = Path::new(&path);
        let read = match json_encoding(&bytes) {
            Some(encoding) => records(path, &bytes, encoding),
            None => cells(path, &bytes),
        };
        println!("{read}");
    }
    Ok(())
}

/// How a file is written that is taken for JSON.
fn json_encoding(bytes: &[u8]) -> Option<Encoding> {
    let mut intake = Intake::new("", bytes.len() as u64, None);
    let mut step = intake.push(bytes);
    if matches!(step, Step::More) {
        step = intake.finish();
    }
    match step {
        Step::Json(encoding) => Some(encoding),
        _ => None,
    }
}

/// The records of JSON as rows, those that are none among them.
fn records(path: &Path, bytes: &[u8], encoding: Encoding) -> serde_json::Value {
    let mut flatten = graph::begin(encoding);
    flatten.space(bytes.len()).copy_from_slice(bytes);
    flatten.filled(bytes.len());
    let Step::Done(read) = flatten.finish("", Some("other")) else {
        return json!({ "path": path, "json": encoding.name() });
    };
    let mut rows = Vec::new();
    let text = read.kept.as_deref().unwrap_or_default();
    Splitter::new(b',').split(text, true, &mut |record| rows.push(record.texts()));
    // Before the records stand a line that names the delimiter, and the header.
    let records = rows.split_off(rows.len().min(2));
    let rejected: Vec<_> = read
        .rejected
        .iter()
        .map(|one| (one.row, &one.reason))
        .collect();
    json!({
        "path": path,
        "json": encoding.name(),
        "columns": rows.get(1),
        "records": records,
        "rejected": rejected,
        "n_rows": read.source.n_rows,
    })
}

/// What is read of a file before anything in it has a meaning.
fn cells(path: &Path, bytes: &[u8]) -> serde_json::Value {
    let mut encoding = Encoding::detect(bytes);
    if encoding == Encoding::Utf8 && std::str::from_utf8(bytes).is_err() {
        encoding = Encoding::Windows1252;
    }
    let mut text = Vec::new();
    let mut decoder = Decoder::default();
    decoder.push(encoding, &bytes[encoding.mark_len(bytes)..], &mut text);
    decoder.finish(&mut text);
    let head = &text[..text.len().min(HEAD_BYTES)];
    let delimiter = Head::of(head, head.len() == text.len()).delimiter;
    let mut rows = Vec::new();
    let mut lines = Vec::new();
    let mut odd = Vec::new();
    Splitter::new(delimiter).split(&text, true, &mut |record| {
        if record.damage != Damage::default() {
            odd.push(rows.len());
        }
        rows.push(record.texts());
        lines.push(record.line);
    });
    json!({
        "path": path,
        "encoding": encoding.name(),
        "delimiter": char::from(delimiter).to_string(),
        "rows": rows,
        "lines": lines,
        "odd": odd,
    })
}

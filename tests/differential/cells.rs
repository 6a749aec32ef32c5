//! Prints the cells of files as JSON lines, so that another reader can be held to them.

use std::path::Path;

use rollcall::ingest::csv::{Damage, Splitter};
use rollcall::ingest::encoding::{Decoder, Encoding};
use rollcall::ingest::head::{HEAD_BYTES, Head};
use serde_json::json;

fn main() -> std::io::Result<()> {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path)?;
        println!("{}", cells(Path::new(&path), &bytes));
    }
    Ok(())
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

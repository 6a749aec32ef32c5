//! Rows read again as their files have them: from the file by offset, or from the kept text.

use std::collections::HashMap;
use std::ops::Range;

use super::held::{Held, Read};
use crate::ingest::Kind;
use crate::ingest::csv::Splitter;
use crate::ingest::names;
use crate::report::account::{Records, SourceCell, SourceRow};
use crate::table::hash::{hash_bytes, mix};

/// Reads bytes of files again.
pub trait Files {
    /// The bytes of a file in a range; the error says why they cannot be read.
    fn read(&mut self, file: u32, range: Range<u64>) -> Result<Vec<u8>, String>;
}

/// The rows of all sources.
pub struct Rows<'a> {
    /// The sources.
    pub held: &'a [Held],
    /// Their files.
    pub files: &'a mut dyn Files,
}

impl Rows<'_> {
    /// The text of a record, with what stands behind it up to the next one.
    pub fn text(&mut self, held: &Held, read: &Read, span: Range<u64>) -> Result<Vec<u8>, String> {
        match (&read.kept, held.file) {
            (Some(kept), _) => {
                // A record at the very end may begin where the text ends.
                let end = (span.end as usize).min(kept.len());
                let start = (span.start as usize).min(end);
                Ok(kept[start..end].to_vec())
            }
            (None, Some(file)) => self.files.read(file, span).map_err(|why| {
                format!("`{}` cannot be read again ({why}): it was changed or moved since it was loaded; load it again", held.name)
            }),
            (None, None) => Err(format!("`{}` is not kept", held.name)),
        }
    }
}

impl Records for Rows<'_> {
    fn read(&mut self, source: u32, row: usize) -> Result<SourceRow, String> {
        let (held, read) = read_of(self.held, source)?;
        let text = self.text(held, read, read.places.span(row))?;
        let plan = &read.source.plan;
        let texts = match plan.kind {
            Kind::Names => first_name(&text).into_iter().collect(),
            _ => first_record(&text, plan.delimiter),
        };
        let cells = texts
            .into_iter()
            .enumerate()
            .map(|(column, text)| SourceCell {
                caption: plan.caption(column),
                field: plan
                    .fields
                    .get(column)
                    .copied()
                    .flatten()
                    .map_or("", |field| field.name),
                text,
            });
        Ok(SourceRow {
            source,
            name: held.name.clone(),
            line: 0,
            cells: cells.collect(),
        })
    }
}

/// Rows compared as their files have them.
pub struct Doubles<'a> {
    rows: Rows<'a>,
    window: Window,
    /// The source read last, and a hash of its columns.
    columns: (u32, u64),
}

/// A part of a file.
#[derive(Default)]
struct Window {
    source: u32,
    start: u64,
    bytes: Vec<u8>,
}

/// How far a file is read ahead.
const AHEAD: u64 = 256 << 10;

impl<'a> Doubles<'a> {
    /// Compares rows of these.
    pub fn new(rows: Rows<'a>) -> Doubles<'a> {
        Doubles {
            rows,
            window: Window::default(),
            columns: (0, 0),
        }
    }

    /// A hash of a row as its file has it, without its line end; of one that cannot be read, 0.
    pub fn text_hash(&mut self, (source, row): (u32, usize)) -> u64 {
        let Ok(found) = read_of(self.rows.held, source) else {
            return 0;
        };
        let text = self.window.text(&mut self.rows, found, row);
        text.map_or(0, |text| hash_bytes(without_end(text)))
    }

    /// A hash of what a row, by its source and its row there, says in every cell, and of its columns;
    /// none of a row that cannot be read again.
    fn cells_hash(&mut self, (source, row): (u32, usize)) -> Option<u64> {
        let found = read_of(self.rows.held, source).ok()?;
        let plan = &found.1.source.plan;
        if self.columns.0 != source {
            let mut columns = String::new();
            for (column, field) in plan.fields.iter().enumerate() {
                columns.push_str(&plan.caption(column));
                columns.push('\0');
                columns.push_str(field.map_or("", |field| field.name));
                columns.push('\0');
            }
            self.columns = (source, hash_bytes(columns.as_bytes()));
        }
        let text = self.window.text(&mut self.rows, found, row).ok()?;
        // A NUL stands in no cell.
        let cells = match plan.kind {
            Kind::Names => first_name(text).unwrap_or_default().into_bytes(),
            _ if text.contains(&b'"') => first_record(text, plan.delimiter).join("\0").into_bytes(),
            // Without quotes the text is its cells.
            _ => {
                let text = without_end(text).iter();
                text.map(|&byte| if byte == plan.delimiter { 0 } else { byte })
                    .collect()
            }
        };
        Some(mix(hash_bytes(&cells) ^ self.columns.1.rotate_left(32)))
    }

    /// Which later rows of these pairs repeat an earlier one exactly: the earlier one, and the row.
    ///
    /// Rows are read in the order in which their files have them, so that a million of them are a few
    /// hundred reads. Two rows of one key whose hashes of 64 bits are equal are taken for equal.
    pub fn among(
        &mut self,
        candidates: &[(u32, u32)],
        place: &dyn Fn(u32) -> (u32, usize),
    ) -> Vec<(u32, u32)> {
        let both = candidates.iter().flat_map(|&(first, row)| [first, row]);
        let mut rows: Vec<u32> = both.collect();
        rows.sort_unstable();
        rows.dedup();
        let hashes: Vec<Option<u64>> = rows
            .iter()
            .map(|&row| self.cells_hash(place(row)))
            .collect();
        // A row that cannot be read again stays in the lists.
        let hash = |row: u32| hashes[rows.binary_search(&row).ok()?];
        let mut repeated = Vec::new();
        let mut known: HashMap<(u32, u64), u32> = HashMap::new();
        for &(first, row) in candidates {
            if let Some(hash) = hash(first) {
                known.entry((first, hash)).or_insert(first);
            }
            let Some(hash) = hash(row) else { continue };
            // Rows that agree in what is kept but not with the first may repeat each other.
            let other = *known.entry((first, hash)).or_insert(row);
            if other != row {
                repeated.push((other, row));
            }
        }
        repeated
    }
}

impl Window {
    /// The text of a row, with what stands behind it up to the next one.
    fn text(
        &mut self,
        rows: &mut Rows,
        (held, read): (&Held, &Read),
        row: usize,
    ) -> Result<&[u8], String> {
        let span = read.places.span(row);
        let end = self.start + self.bytes.len() as u64;
        let known = self.source == held.id && self.start <= span.start;
        if !known || span.end > end {
            // A row far from the last one is read alone.
            let ahead = match known && span.start < end + AHEAD {
                true => (span.start + AHEAD).min(read.places.end),
                false => 0,
            };
            self.bytes = rows.text(held, read, span.start..span.end.max(ahead))?;
            self.source = held.id;
            self.start = span.start;
        }
        let from = ((span.start - self.start) as usize).min(self.bytes.len());
        let to = ((span.end - self.start) as usize).min(self.bytes.len());
        Ok(&self.bytes[from..to])
    }
}

/// A source that was read.
pub(super) fn read_of(held: &[Held], source: u32) -> Result<(&Held, &Read), String> {
    let held = held.iter().find(|held| held.id == source);
    held.and_then(|held| Some((held, held.read.as_ref()?)))
        .ok_or_else(|| format!("source {source} is not loaded"))
}

fn without_end(text: &[u8]) -> &[u8] {
    let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
    let n_end = text.iter().rev().take_while(|byte| is_end(byte)).count();
    &text[..text.len() - n_end]
}

/// The name that a row of a list of names is; what follows it up to the next row may be read with it.
pub(super) fn first_name(text: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(text);
    let names = names::split(&text);
    names.first().map(|name| name.text.to_string())
}

fn first_record(text: &[u8], delimiter: u8) -> Vec<String> {
    let mut cells = Vec::new();
    Splitter::new(delimiter).split(text, true, &mut |record| {
        if cells.is_empty() {
            cells = record.texts();
        }
    });
    cells
}

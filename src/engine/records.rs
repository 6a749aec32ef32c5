//! Rows read again as their files have them: from the file by offset, or from the kept text.

use std::collections::HashMap;
use std::ops::Range;

use super::held::{Held, Read};
use crate::ingest::Kind;
use crate::ingest::csv::Splitter;
use crate::ingest::names;
use crate::report::account::{Records, SourceCell, SourceRow};
use crate::table::hash::hash_bytes;

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

/// Pairs of rows, compared as their files have them.
///
/// A file that was dropped twice has as many pairs as rows: what follows a row is read with it.
pub struct Doubles<'a> {
    rows: Rows<'a>,
    windows: [Window; 2],
    /// The sources compared last, and whether they have the same columns.
    alike: ((u32, u32), bool),
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
            windows: Default::default(),
            alike: ((0, 0), true),
        }
    }

    /// Whether two rows, each by its source and its row there, agree in every cell.
    pub fn are_equal(&mut self, left: (u32, usize), right: (u32, usize)) -> Result<bool, String> {
        let held = self.rows.held;
        let (first, second) = (read_of(held, left.0)?, read_of(held, right.0)?);
        let pair = (left.0, right.0);
        if self.alike.0 != pair {
            let columns = |read: &Read| {
                let plan = &read.source.plan;
                let n_columns = plan.fields.len();
                let column = |column| (plan.caption(column), plan.fields[column]);
                (0..n_columns).map(column).collect::<Vec<_>>()
            };
            let same = pair.0 == pair.1 || columns(first.1) == columns(second.1);
            self.alike = (pair, same);
        }
        if !self.alike.1 {
            return Ok(false);
        }
        let [window, other] = &mut self.windows;
        if first.1.source.plan.kind == Kind::Names {
            let text = first_name(window.text(&mut self.rows, first, left.1)?);
            return Ok(text == first_name(other.text(&mut self.rows, second, right.1)?));
        }
        let text = window.text(&mut self.rows, first, left.1)?;
        let again = other.text(&mut self.rows, second, right.1)?;
        let (first, second) = (&first.1.source.plan, &second.1.source.plan);
        let same_text =
            first.delimiter == second.delimiter && without_end(text) == without_end(again);
        Ok(same_text
            || first_record(text, first.delimiter) == first_record(again, second.delimiter))
    }
}

impl Doubles<'_> {
    /// A hash of a row as its file has it, without its line end; of one that cannot be read, 0.
    pub fn text_hash(&mut self, (source, row): (u32, usize)) -> u64 {
        let Ok(found) = read_of(self.rows.held, source) else {
            return 0;
        };
        let text = self.windows[1].text(&mut self.rows, found, row);
        text.map_or(0, |text| hash_bytes(without_end(text)))
    }

    /// Which later rows of these pairs repeat an earlier one exactly: the earlier one, and the row.
    pub fn among(
        &mut self,
        candidates: &[(u32, u32)],
        place: &dyn Fn(u32) -> (u32, usize),
    ) -> Vec<(u32, u32)> {
        let mut repeated = Vec::new();
        // Rows that agree in what is kept but not with the first: they may repeat each other.
        let mut others: HashMap<(u32, u64), u32> = HashMap::new();
        for &(first, row) in candidates {
            // A row that cannot be read again stays in the lists.
            if self.are_equal(place(first), place(row)) == Ok(true) {
                repeated.push((first, row));
                continue;
            }
            let hash = self.text_hash(place(row));
            let other = *others.entry((first, hash)).or_insert(row);
            if other != row && self.are_equal(place(other), place(row)) == Ok(true) {
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

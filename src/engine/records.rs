//! Rows read again as their files have them: from the file by offset, or from the kept text.

use std::ops::Range;

use super::held::{Held, Read};
use crate::ingest::Kind;
use crate::ingest::csv::Splitter;
use crate::ingest::names;
use crate::report::account::{Records, SourceCell, SourceRow};

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
        let missing = || format!("source {source} is not loaded");
        let sources = self.held;
        let held = sources
            .iter()
            .find(|held| held.id == source)
            .ok_or_else(missing)?;
        let read = held.read.as_ref().ok_or_else(missing)?;
        let text = self.text(held, read, read.places.span(row))?;
        let plan = &read.source.plan;
        let texts = match plan.kind {
            Kind::Names => names::split(&String::from_utf8_lossy(&text))
                .into_iter()
                .take(1)
                .map(|name| name.text.to_string())
                .collect(),
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

fn first_record(text: &[u8], delimiter: u8) -> Vec<String> {
    let mut cells = Vec::new();
    Splitter::new(delimiter).split(text, true, &mut |record| {
        if cells.is_empty() {
            cells = record.texts();
        }
    });
    cells
}

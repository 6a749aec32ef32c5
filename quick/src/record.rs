//! A record of a text with delimiters, and its cells on their way into columns.

use std::borrow::Cow;

use super::column::Column;
use super::guard::{guard_len, without_guard};

/// A record as it stands in the bytes; cells are decoded when asked for.
#[derive(Debug)]
pub struct Record<'a> {
    /// The record without its line end, or the decoded cells one after another.
    pub bytes: &'a [u8],
    /// The same and what stands behind it: short cells are copied from here in one piece.
    pub tail: &'a [u8],
    /// Where each cell ends; between two cells of undecoded bytes stands one delimiter.
    pub ends: &'a [u32],
    /// Whether the bytes are cells without quotes and delimiters.
    pub decoded: bool,
    /// Whether a quoted cell may hold a doubled quote.
    pub doubled: bool,
    /// First byte of the record, counted from the first byte ever given to the splitter.
    pub offset: u64,
    /// First line of the record, from 1.
    pub line: u32,
    /// What is wrong with it.
    pub damage: Damage,
}

/// What can be wrong with a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Damage {
    /// A quote stands where none belongs; the cells were read as well as can be.
    pub stray_quote: bool,
    /// It holds a NUL byte.
    pub nul: bool,
    /// It is not UTF-8.
    pub not_utf8: bool,
    /// Its last quote never closes: it is the rest of the file.
    pub unclosed: bool,
    /// It is longer than what is read; its cells are not to be used.
    pub too_long: bool,
}

impl Record<'_> {
    /// How many cells; a blank line has one empty cell.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no cell at all.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Whether no cell holds anything but space.
    pub fn is_blank(&self) -> bool {
        // Most records begin with a letter or digit: one look at their first byte is enough.
        !self.bytes.first().is_some_and(u8::is_ascii_alphanumeric)
            && !self.damage.too_long
            && (0..self.len()).all(|index| self.cell(index).iter().all(u8::is_ascii_whitespace))
    }

    /// The bytes of a cell without its quotes; empty past the last cell.
    pub fn cell(&self, index: usize) -> Cow<'_, [u8]> {
        match self.plain(index) {
            Ok((from, to)) => Cow::Borrowed(&self.bytes[from..to]),
            Err((from, to)) => unquote(&self.bytes[from..to]),
        }
    }

    /// Where the bytes of a cell lie in [`Record::tail`]; an error for a cell with quotes in it,
    /// which has to be unquoted.
    #[inline(always)]
    pub fn plain(&self, index: usize) -> Result<(usize, usize), (usize, usize)> {
        let Some(&end) = self.ends.get(index) else {
            return Ok((0, 0));
        };
        let end = end as usize;
        let start = match index {
            0 => 0,
            _ => self.ends[index - 1] as usize + usize::from(!self.decoded),
        };
        if self.decoded || self.bytes.get(start) != Some(&b'"') || start == end {
            return Ok((start, end));
        }
        match self.doubled {
            true => Err((start, end)),
            false => Ok((start + 1, end - 1)),
        }
    }

    /// Adds its cells to the columns of a table, each without the space around it and without the guard of an
    /// export; a column stands with its place in the record.
    #[inline(never)]
    pub fn push_to(&self, columns: &mut [(usize, &'static str, Column)]) {
        for (column, _, cells) in columns {
            match self.plain(*column) {
                Ok((from, to)) => {
                    let guard = guard_len(&self.tail[from..to]);
                    cells.push_within(self.tail, from + guard, to);
                }
                Err((from, to)) => cells.push(without_guard(&unquote(&self.bytes[from..to]))),
            }
        }
    }

    /// All cells as text; what is not UTF-8 is replaced.
    pub fn texts(&self) -> Vec<String> {
        (0..self.len())
            .map(|index| String::from_utf8_lossy(&self.cell(index)).into_owned())
            .collect()
    }
}

/// The inside of a well-formed quoted cell.
#[cold]
fn unquote(raw: &[u8]) -> Cow<'_, [u8]> {
    let inside = &raw[1..raw.len() - 1];
    if !inside.contains(&b'"') {
        return Cow::Borrowed(inside);
    }
    let mut cell = Vec::with_capacity(inside.len());
    let mut quotes = 0;
    for &byte in inside {
        quotes = if byte == b'"' { quotes + 1 } else { 0 };
        if quotes != 2 {
            cell.push(byte);
        } else {
            quotes = 0;
        }
    }
    Cow::Owned(cell)
}

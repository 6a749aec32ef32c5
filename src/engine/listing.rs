//! The rows that each number of a source's summary counts, with line, record and text.

use std::ops::Range;

use super::Engine;
use super::held::{Held, Read};
use super::message::{RowView, RowsView, SourceView};
use super::records::{Files, Rows, first_name, read_of};
use super::shelves::Shelves;
use crate::ingest::Kind;
use crate::ingest::csv::Splitter;
use crate::ingest::encoding::Encoding;
use crate::report::dataset::Dataset;
use crate::table::RowSet;
use quick::signs::line_breaks;

/// A number of the summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Lines of the text, those before the first record too.
    Lines,
    /// Every data record.
    Records,
    /// Records in the table.
    Accepted,
    /// Records that could not be placed in it.
    Rejected,
    /// Records with no value at all.
    Blank,
    /// Accepted ones that repeat another exactly.
    Duplicates,
    /// Accepted ones that meet no row of the other side.
    Unmatched,
}

/// Every part with its word.
const PARTS: [(&str, Part); 7] = [
    ("lines", Part::Lines),
    ("records", Part::Records),
    ("accepted", Part::Accepted),
    ("rejected", Part::Rejected),
    ("blank", Part::Blank),
    ("duplicates", Part::Duplicates),
    ("unmatched", Part::Unmatched),
];

/// Most rows of one answer: a page of a dialog.
const MOST_ROWS: u32 = 200;
/// Bytes of a record that are read to show it, and letters that are shown.
const MOST_BYTES: u64 = 64 << 10;
const MOST_LETTERS: usize = 2_000;

/// Where the rows of a source stand among those of its kind or side.
struct Seat<'a> {
    rows: Range<usize>,
    lines: &'a [u32],
    repeated: &'a RowSet,
    /// Rows that meet none of the other side; `None` where there is no other side.
    unmatched: Option<RowSet>,
}

/// A record, and where it stands.
struct Located {
    line: u32,
    record: u32,
    column: String,
    reason: String,
    span: Range<u64>,
}

impl Part {
    /// The part of this word.
    pub fn of_word(word: &str) -> Option<Part> {
        let mut parts = PARTS.iter();
        parts
            .find(|(known, _)| *known == word)
            .map(|(_, part)| *part)
    }
}

impl Engine {
    /// A page of the rows that a number of a source's summary counts, from the row at `first` on.
    ///
    /// # Errors
    /// A sentence: no such source or part, or a file that cannot be read again.
    pub fn rows(
        &self,
        source: u32,
        part: &str,
        first: u32,
        files: &mut dyn Files,
    ) -> Result<RowsView, String> {
        let (held, read) = read_of(&self.sources, source)?;
        let part = Part::of_word(part).ok_or_else(|| {
            let words = PARTS.map(|(word, _)| word).join("`, `");
            format!("`{part}` is no part of a source: expected `{words}`")
        })?;
        let seat = seat(&self.dataset, &self.shelves, held, read);
        let mut rows = Rows {
            held: &self.sources,
            files,
        };
        if part == Part::Lines {
            // Of JSON the lines are those of the table that was made of it.
            let starts = match read.source.encoding {
                Encoding::Json => &[],
                _ => seat.own_lines(),
            };
            return lines(&mut rows, held, read, starts, first);
        }
        let (total, found) = located(part, read, &seat, first as usize);
        let view = |found: Located| {
            // Behind a record stands all that is in no table, up to the next one that is.
            let span = found.span;
            let end = span.end.min(span.start + MOST_BYTES);
            let text = shown(&rows.text(held, read, span.start..end)?, read);
            Ok(RowView {
                line: found.line,
                record: Some(found.record),
                column: found.column,
                reason: found.reason,
                text,
            })
        };
        let rows: Result<Vec<RowView>, String> = found.into_iter().map(view).collect();
        Ok(RowsView { total, rows: rows? })
    }
}

/// Fills in the numbers that only all sources together show.
pub(super) fn count(dataset: &Dataset, shelves: &Shelves, held: &Held, view: &mut SourceView) {
    let Some(read) = &held.read else { return };
    let seat = seat(dataset, shelves, held, read);
    let n_repeated = seat.repeated.count_in(seat.rows.clone());
    view.duplicates = n_repeated as u32;
    view.repeats = n_repeated > 0 && n_repeated == seat.rows.len();
    let n_unmatched = |set: RowSet| set.count_in(seat.rows.clone()) as u32;
    view.unmatched = seat.unmatched.map(n_unmatched);
}

fn seat<'a>(dataset: &'a Dataset, shelves: &'a Shelves, held: &Held, read: &Read) -> Seat<'a> {
    let roster = &dataset.roster;
    match read.source.plan.kind {
        Kind::Enrollment => Seat {
            rows: roster.enrollment.rows_of(held.id),
            lines: &roster.enrollment.lines,
            repeated: &roster.repeated,
            unmatched: (!roster.mine.spans.is_empty()).then(|| !&roster.matched),
        },
        kind if kind.is_mine() => Seat {
            rows: roster.mine.rows_of(held.id),
            lines: &roster.mine.lines,
            repeated: &roster.mine_repeated,
            unmatched: (!roster.enrollment.spans.is_empty()).then(|| roster.mine_unmatched()),
        },
        kind => {
            let union = shelves.of(kind).expect("the kind of a source");
            Seat {
                rows: union.rows_of(held.id),
                lines: &union.lines,
                repeated: &union.repeated,
                unmatched: None,
            }
        }
    }
}

impl Seat<'_> {
    /// The lines of the source's rows.
    fn own_lines(&self) -> &[u32] {
        &self.lines[self.rows.clone()]
    }

    fn rows_in(&self, set: &RowSet, first: usize) -> (u32, Vec<usize>) {
        let rows = || self.rows.clone().filter(|&row| set.contains(row));
        let page = rows().skip(first).take(MOST_ROWS as usize);
        let page = page.map(|row| row - self.rows.start).collect();
        (rows().count() as u32, page)
    }
}

/// How many there are of a part, and a page of them.
fn located(part: Part, read: &Read, seat: &Seat, first: usize) -> (u32, Vec<Located>) {
    let places = &read.places;
    let accepted = |row: usize| Located {
        line: seat.own_lines()[row],
        record: places.record(row),
        column: String::new(),
        reason: String::new(),
        span: places.span(row),
    };
    let rejected = |place: usize| {
        let rejected = &read.rejected[place];
        Located {
            line: rejected.line,
            record: rejected.row,
            column: rejected.column.clone(),
            reason: rejected.reason.clone(),
            span: rejected.span.clone(),
        }
    };
    let blank = |place: usize, record: u32| {
        let (line, offset) = places.blanks[place];
        Located {
            line,
            record,
            column: String::new(),
            reason: String::new(),
            span: offset..places.end.max(offset),
        }
    };
    // Of a record that is in no table: whether it is rejected, and which of its sort it is.
    let skipped = |place: usize| {
        let record = places.skipped[place];
        let n_rejected = read.rejected.partition_point(|one| one.row < record);
        let is_rejected = read
            .rejected
            .get(n_rejected)
            .is_some_and(|one| one.row == record);
        match is_rejected {
            true => rejected(n_rejected),
            false => blank(place - n_rejected, record),
        }
    };
    let page = |total: usize, locate: &dyn Fn(usize) -> Located| {
        let end = total.min(first.saturating_add(MOST_ROWS as usize));
        (total as u32, (first.min(end)..end).map(locate).collect())
    };
    let of_set = |set: &RowSet| {
        let (total, rows) = seat.rows_in(set, first);
        (total, rows.into_iter().map(accepted).collect())
    };
    match part {
        Part::Lines => (read.source.n_lines, Vec::new()),
        Part::Accepted => page(seat.rows.len(), &accepted),
        Part::Rejected => page(read.rejected.len(), &rejected),
        Part::Blank => {
            // Both lists are in the order of the file.
            let mut rejected = read.rejected.iter().map(|one| one.row).peekable();
            let records = places.skipped.iter();
            let records = records.filter(|&record| rejected.next_if_eq(record).is_none());
            let all = records.enumerate().skip(first).take(MOST_ROWS as usize);
            let found = all.map(|(place, &record)| blank(place, record)).collect();
            (places.blanks.len() as u32, found)
        }
        Part::Records => page(read.source.n_rows as usize, &|at| {
            let record = at as u32 + 1;
            match places.skipped.binary_search(&record) {
                Ok(place) => skipped(place),
                Err(n_skipped) => accepted(at - n_skipped),
            }
        }),
        Part::Duplicates => of_set(seat.repeated),
        Part::Unmatched => match &seat.unmatched {
            Some(set) => of_set(set),
            None => (0, Vec::new()),
        },
    }
}

/// The first record of some bytes as it stands there, without its line end.
fn shown(text: &[u8], read: &Read) -> String {
    let plan = &read.source.plan;
    if plan.kind == Kind::Names {
        return cut(&first_name(text).unwrap_or_default());
    }
    let (mut n_records, mut end) = (0, text.len());
    Splitter::new(plan.delimiter).split(text, true, &mut |record| {
        n_records += 1;
        if n_records == 2 {
            end = record.offset as usize;
        }
    });
    let text = String::from_utf8_lossy(&text[..end]);
    cut(text.trim_end_matches(['\r', '\n']))
}

/// A text cut to what is shown, with a sign in the place of what has none.
fn cut(text: &str) -> String {
    let text = text.replace('\0', "␀");
    match text.char_indices().nth(MOST_LETTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// A page of the lines of a source's text; `starts` are those on which its rows begin.
fn lines(
    rows: &mut Rows,
    held: &Held,
    read: &Read,
    starts: &[u32],
    first: u32,
) -> Result<RowsView, String> {
    let total = read.source.n_lines;
    let wanted = first.saturating_add(1);
    // The nearest record before: a list of names has several on a line.
    let near = match read.source.plan.kind {
        Kind::Names => 0,
        _ => starts.partition_point(|&line| line <= wanted),
    };
    let (mut at, mut number) = match near.checked_sub(1) {
        Some(row) => (read.places.offsets[row], starts[row]),
        None => (0, 1),
    };
    let n_wanted = (wanted - number).saturating_add(MOST_ROWS + 1);
    let mut bytes = Vec::new();
    while at < read.places.end && line_breaks(&bytes) < n_wanted {
        let end = (at + MOST_BYTES).min(read.places.end);
        bytes.extend(rows.text(held, read, at..end)?);
        at = end;
    }
    let mut rest = match near {
        0 => bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes),
        _ => &bytes[..],
    };
    let mut page = Vec::new();
    while !rest.is_empty() && page.len() < MOST_ROWS as usize {
        let is_break = |byte: &u8| matches!(byte, b'\r' | b'\n');
        let end = rest.iter().position(is_break).unwrap_or(rest.len());
        if number >= wanted {
            page.push(RowView {
                line: number,
                text: cut(&String::from_utf8_lossy(&rest[..end])),
                ..RowView::default()
            });
        }
        number += 1;
        let after = &rest[end..];
        let n_end = if after.starts_with(b"\r\n") { 2 } else { 1 };
        rest = after.get(n_end..).unwrap_or_default();
    }
    Ok(RowsView { total, rows: page })
}

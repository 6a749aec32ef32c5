//! A JSON file piece by piece: pages, lists and records one after another.

use super::Flatten;
use super::json::{Cursor, Letters, MOST_DEEP, Stop, Value};
use super::kind::{Candidates, Seen, candidates};
use super::record::Record;
use super::rows::{MOST_COLUMNS, Rows};
use crate::ingest::encoding::{Decoder, Encoding};
use crate::ingest::foreign_format::JSON;
use crate::ingest::head::HEAD_BYTES;
use crate::ingest::intake::{Step, ingest};
use crate::ingest::issue::{Code, Issues, quoted};
use crate::ingest::recognise::{Ask, IGNORE, RECONSIDER};
use crate::ingest::source::{Ingested, Kind};
use crate::small_map::SmallMap;
use quick::signs::line_breaks;

/// Reads a JSON file into rows.
#[derive(Debug)]
pub struct Stream {
    encoding: Encoding,
    decoder: Decoder,
    letters: Letters,
    /// Text that is not read yet from `at` on, then `n_filled` bytes; behind them is room.
    text: Vec<u8>,
    n_filled: usize,
    /// Bytes of UTF-16 as they come.
    raw: Vec<u8>,
    /// Read on when so much is there: a value that was cut is not tried again with every byte.
    wanted: usize,
    n_read: usize,
    /// Line breaks before the text that is not read yet, and the byte before it.
    line: u32,
    byte_before: u8,
    levels: Vec<Level>,
    rows: Rows,
    record: Record,
    /// The line on which each record begins.
    lines: Vec<u32>,
    /// Records that are none: number, code and why.
    rejected: Vec<(u32, Code, String)>,
    issues: Issues,
    seen: Seen,
    /// Whether the page read last names a next one.
    has_next: bool,
    /// What Graph says where it refuses.
    refusal: Option<String>,
    trouble: Trouble,
}

/// What ends reading before the end of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trouble {
    None,
    Broken,
    TooWide,
}

/// What the reader is within.
#[derive(Clone, Debug)]
enum Level {
    /// A list of records, or of whole pages.
    List { is_page: bool, is_first: bool },
    /// An object with a page of records.
    Page { is_first: bool, has_next: bool },
}

impl Flatten for Stream {
    fn space(&mut self, n: usize) -> &mut [u8] {
        let (room, start) = match self.encoding.is_utf8() {
            true => (&mut self.text, self.n_filled),
            false => (&mut self.raw, 0),
        };
        if room.len() < start + n {
            room.resize(start + n, 0);
        }
        &mut room[start..start + n]
    }

    fn filled(&mut self, n: usize) {
        self.n_read += n;
        if self.encoding.is_utf8() {
            self.n_filled += n;
        } else {
            let piece = std::mem::take(&mut self.raw);
            self.text.truncate(self.n_filled);
            self.decoder
                .push(self.encoding, &piece[..n], &mut self.text);
            self.n_filled = self.text.len();
            self.raw = piece;
        }
        if self.n_filled >= self.wanted {
            self.read(false);
        }
    }

    fn n_rows(&self) -> u32 {
        self.lines.len() as u32
    }

    fn finish(mut self: Box<Self>, name: &str, said: Option<&str>) -> Step {
        self.text.truncate(self.n_filled);
        self.decoder.finish(&mut self.text);
        self.n_filled = self.text.len();
        self.read(true);
        self.settle(name, said)
    }
}

impl Stream {
    /// A file that is written so.
    pub fn new(encoding: Encoding) -> Stream {
        Stream {
            encoding,
            decoder: Decoder::default(),
            letters: Letters::default(),
            text: Vec::new(),
            n_filled: 0,
            raw: Vec::new(),
            wanted: 1,
            n_read: 0,
            line: 0,
            byte_before: 0,
            levels: Vec::new(),
            rows: Rows::default(),
            record: Record::default(),
            lines: Vec::new(),
            rejected: Vec::new(),
            issues: Issues::default(),
            seen: Seen::default(),
            has_next: false,
            refusal: None,
            trouble: Trouble::None,
        }
    }

    /// Reads what can be read; `last` is said of the end of the file.
    fn read(&mut self, last: bool) {
        let text = std::mem::take(&mut self.text);
        let mut cursor = Cursor {
            text: &text[..self.n_filled],
            at: 0,
            last,
        };
        let mut done = 0;
        while self.trouble == Trouble::None {
            let step = self.step(&mut cursor);
            if let Ok(goes_on) = step {
                self.pass(&text[done..cursor.at]);
                done = cursor.at;
                if goes_on {
                    continue;
                }
                break;
            }
            match step {
                // What is shown of it may not depend on how the file came in pieces.
                Err(Stop::Broken { at, expected }) if last || self.n_filled > at + MOST_SHOWN => {
                    self.note_broken(&text[done..self.n_filled], at - done, expected);
                }
                Err(Stop::TooWide) => self.trouble = Trouble::TooWide,
                _ => {}
            }
            break;
        }
        if self.trouble != Trouble::None {
            done = self.n_filled;
        }
        self.text = text;
        self.text.copy_within(done..self.n_filled, 0);
        self.n_filled -= done;
        self.wanted = self.n_filled + self.n_filled / 2 + 1;
    }

    /// Counts the lines of what was read.
    fn pass(&mut self, text: &[u8]) {
        let Some(&last) = text.last() else { return };
        self.line += self.breaks_in(text);
        self.byte_before = last;
    }

    fn breaks_in(&self, text: &[u8]) -> u32 {
        let is_within = self.byte_before == b'\r' && text.first() == Some(&b'\n');
        line_breaks(text) - u32::from(is_within)
    }

    /// Reads the next thing; whether there may be another.
    fn step(&mut self, cursor: &mut Cursor) -> Result<bool, Stop> {
        let from = cursor.at;
        match self.levels.last().cloned() {
            None => {
                cursor.space();
                while cursor.text[cursor.at..].starts_with(b"\xef\xbb\xbf") {
                    cursor.at += 3;
                    cursor.space();
                }
                if cursor.at == cursor.text.len() {
                    return match cursor.last {
                        true => Ok(false),
                        false => Err(Stop::More),
                    };
                }
                match cursor.peek() {
                    Some(b'[') => {
                        cursor.at += 1;
                        self.levels.push(Level::List {
                            is_page: false,
                            is_first: true,
                        });
                    }
                    Some(b'{') => self.object(cursor, from, false)?,
                    // A mark may be cut.
                    Some(0xef) if cursor.text.len() - cursor.at < 3 && !cursor.last => {
                        return Err(Stop::More);
                    }
                    _ => return Err(cursor.broken("`{` or `[`")),
                }
            }
            Some(Level::List { is_page, is_first }) => {
                if cursor.ends(b']', is_first, "`,` or `]`")? {
                    self.levels.pop();
                    return Ok(true);
                }
                match cursor.next("an object")? {
                    b'{' => {
                        self.object(cursor, from, is_page)?;
                    }
                    _ => self.no_record(cursor, from)?,
                }
                self.pass_first();
            }
            Some(Level::Page { is_first, has_next }) => {
                if cursor.ends(b'}', is_first, "`,` or `}`")? {
                    self.levels.pop();
                    self.has_next = has_next;
                    return Ok(true);
                }
                self.note_of_page(cursor)?;
            }
        }
        Ok(true)
    }

    /// The list that is open has an item now.
    fn pass_first(&mut self) {
        // An object with a page lies upon the list that it is an item of.
        let list = self.levels.iter_mut().rev().find_map(|level| match level {
            Level::List { is_first, .. } => Some(is_first),
            Level::Page { .. } => None,
        });
        if let Some(is_first) = list {
            *is_first = false;
        }
    }

    /// The line on which a place in the text lies.
    fn line_at(&self, text: &[u8]) -> u32 {
        1 + self.line + self.breaks_in(text)
    }

    /// Reads an object: a record, a page of records, or an error.
    fn object(&mut self, cursor: &mut Cursor, from: usize, is_page: bool) -> Result<(), Stop> {
        let start = *cursor;
        let mark = self.rows.begin();
        self.letters.has_lost = false;
        let read = self
            .record
            .read(cursor, &mut self.rows, &mut self.letters, !is_page);
        match read {
            Ok(()) => {
                let line = self.line_at(&cursor.text[from..start.at]);
                if self.record.is_removed {
                    self.rows.forget(mark);
                    let text = &cursor.text[start.at..cursor.at];
                    self.reject(line, Code::NotARecord, text, REMOVED.to_string());
                } else {
                    self.take_record(line);
                }
                Ok(())
            }
            Err(Stop::Page) => {
                self.rows.forget(mark);
                *cursor = start;
                cursor.at += 1;
                self.levels.push(Level::Page {
                    is_first: true,
                    has_next: false,
                });
                Ok(())
            }
            Err(Stop::Error) => {
                self.rows.forget(mark);
                *cursor = start;
                let body = cursor.value(&mut self.letters, MOST_DEEP)?;
                let line = self.line_at(&cursor.text[from..start.at]);
                let told = told(&body);
                if self.lines.is_empty() {
                    self.refusal.get_or_insert(told.clone());
                }
                let text = &cursor.text[start.at..cursor.at];
                self.reject(line, Code::NotARecord, text, format!("expected a record, but found an error that Graph told, {told}: run the request again, and save its answer"));
                Ok(())
            }
            Err(stop) => {
                if stop != Stop::TooWide {
                    self.rows.forget(mark);
                }
                Err(stop)
            }
        }
    }

    fn take_record(&mut self, line: u32) {
        self.lines.push(line);
        let number = self.lines.len() as u32;
        for path in &self.record.doubled {
            self.issues.add(Code::DoubledProperty, Some(line), Some(number), Some(path), || {
                "expected a property once, but found it twice in one record: the last one counts, as it does in browsers; save the answer again".to_string()
            });
        }
        if self.letters.has_lost {
            self.issues.add(Code::InvalidUtf8, Some(line), Some(number), None, || {
                "expected whole letters in UTF-8, but found others: each is shown as `\u{fffd}`; save the answer again as UTF-8".to_string()
            });
        }
        self.seen.look_at(&self.rows);
        self.rows.end();
    }

    /// Leaves a record out of the table.
    fn reject(&mut self, line: u32, code: Code, text: &[u8], why: String) {
        self.lines.push(line);
        self.rejected.push((self.lines.len() as u32, code, why));
        self.rows.reject(&text[..text.len().min(MOST_SHOWN)]);
    }

    /// Reads what stands in a list of records and is none.
    fn no_record(&mut self, cursor: &mut Cursor, from: usize) -> Result<(), Stop> {
        let start = cursor.at;
        let value = cursor.value(&mut self.letters, MOST_DEEP)?;
        let found = match value {
            Value::Null => "nothing (`null`)",
            Value::List(_) => "a list",
            Value::Text(_) => "a text",
            _ => "a number or a yes or no",
        };
        let line = self.line_at(&cursor.text[from..start]);
        let text = &cursor.text[start..cursor.at];
        let why = format!(
            "expected a record, an object in `{{` and `}}`, but found {found}: save the answer again"
        );
        self.reject(line, Code::NotARecord, text, why);
        Ok(())
    }

    /// Reads what an object says beside its page of records, or begins the page.
    fn note_of_page(&mut self, cursor: &mut Cursor) -> Result<(), Stop> {
        let mut name = Vec::new();
        cursor.text_into(&mut self.letters, &mut name)?;
        cursor.take(b':', "`:`")?;
        let is_page = name == b"value" && cursor.next("a value")? == b'[';
        let value = match is_page {
            true => {
                cursor.at += 1;
                Value::Null
            }
            false => cursor.value(&mut self.letters, MOST_DEEP)?,
        };
        let Some(Level::Page { is_first, has_next }) = self.levels.last_mut() else {
            return Ok(());
        };
        *is_first = false;
        match (name.as_slice(), value) {
            (b"@odata.context", Value::Text(context)) => self.seen.context(context),
            (b"@odata.nextLink", Value::Text(_)) => *has_next = true,
            _ => {}
        }
        if is_page {
            self.seen.n_pages += 1;
            self.levels.push(Level::List {
                is_page: true,
                is_first: true,
            });
        }
        Ok(())
    }

    /// The rest of the file is no JSON: what was read before it stays.
    fn note_broken(&mut self, rest: &[u8], at: usize, expected: &str) {
        self.trouble = Trouble::Broken;
        let line = self.line_at(&rest[..at]);
        let found = match rest.get(at..) {
            Some(rest) if !rest.is_empty() => {
                quoted(&String::from_utf8_lossy(&rest[..rest.len().min(20)]))
            }
            _ => "the end of the file".to_string(),
        };
        let why = format!(
            "expected {expected}, but found {found}: everything from the record before it on was not read; save the answer again and load the file again"
        );
        self.reject(line, Code::BrokenJson, rest, why);
    }

    /// What became of the whole file.
    fn settle(mut self, name: &str, said: Option<&str>) -> Step {
        if self.trouble == Trouble::TooWide {
            return Step::Refused(format!(
                "`{name}` is a JSON file with more than {MOST_COLUMNS} different properties, more than any answer of Graph that is read here: select fewer"
            ));
        }
        let n_records = self.lines.len() - self.rejected.len();
        if let (0, Some(told)) = (n_records, &self.refusal) {
            return Step::Refused(format!(
                "`{name}` holds no data: Graph answered with the error {told}; run the request again with the rights it asks for, and save its answer"
            ));
        }
        let paths: Vec<String> = self
            .rows
            .captions()
            .iter()
            .map(|caption| caption.path.clone())
            .collect();
        let (found, header) = candidates(&self.seen, paths, n_records as u32);
        if said.is_none() && found.exports.is_empty() {
            let broken = self
                .rejected
                .last()
                .filter(|_| self.trouble == Trouble::Broken);
            let line = self.lines.last().unwrap_or(&0);
            return Step::Refused(match (found.why.as_str(), broken) {
                ("", Some((_, _, why))) => {
                    format!("`{name}` is JSON that cannot be read, line {line}: {why}")
                }
                ("", None) => format!("`{name}` is {JSON}"),
                (why, _) => format!("`{name}` is {why}"),
            });
        }
        if self.has_next {
            self.issues.add(Code::NextPage, None, None, None, || {
                "expected the last page of a listing, but found one that names a next page: drop the pages that follow too; where they are here, nothing is to do".to_string()
            });
        }
        if self.letters.is_windows_1252 {
            self.issues.add(Code::EncodingGuessed, None, None, None, || {
                "expected UTF-8, but found bytes that are none: read as Windows-1252, so look at names with accents".to_string()
            });
        }
        if self.decoder.n_lost > 0 {
            let n_lost = self.decoder.n_lost;
            self.issues.add(Code::InvalidUtf8, None, None, None, || {
                format!("expected UTF-16, but found {n_lost} letters that are cut in half: each is shown as `\u{fffd}`; save the answer again as UTF-8")
            });
        }
        let rows = std::mem::take(&mut self.rows);
        let Some(text) = rows.into_text(&header, self.n_read) else {
            return Step::Refused(format!(
                "`{name}` is a JSON file whose records have next to nothing in common: save each listing by itself"
            ));
        };
        let kind = match (said, found.exports.as_slice()) {
            (Some(said), _) if said != RECONSIDER => said,
            (None, [export]) => export.kind.id(),
            _ => return ask(name, text, &found, said.is_some()),
        };
        let mut step = ingest(name, &text, Some(kind), &SmallMap::default());
        if matches!(&step, Step::Done(ingested) if ingested.source.plan.n_before != N_BEFORE) {
            // The properties are the header, whatever the cells look like.
            step = ingest(name, &text, Some(&under_header(kind)), &SmallMap::default());
        }
        if let Step::Done(ingested) = &mut step {
            if said.is_none() {
                ingested.source.plan.why = found.why;
            }
            self.place(ingested);
            ingested.kept = Some(text);
        }
        step
    }

    /// Gives rows and issues the places they have in the file.
    fn place(mut self, ingested: &mut Ingested) {
        let lines = &self.lines;
        let line_of = |row: u32| lines.get(row as usize - 1).copied().unwrap_or(0);
        let places = &mut ingested.places;
        for row in 0..places.lines.len() {
            places.lines[row] = line_of(places.record(row));
        }
        let mut rejected = ingested.rejected.iter().map(|one| one.row).peekable();
        let skipped = places.skipped.iter().copied();
        let blank = skipped.filter(|row| rejected.next_if_eq(row).is_none());
        for (place, row) in places.blanks.iter_mut().zip(blank) {
            place.0 = line_of(row);
        }
        for rejected in &mut ingested.rejected {
            rejected.line = line_of(rejected.row);
            let known = self
                .rejected
                .binary_search_by_key(&rejected.row, |(row, ..)| *row);
            if let Ok(known) = known {
                rejected.reason = self.rejected[known].2.clone();
                rejected.column = String::new();
            }
        }
        let known = self.rejected.iter().map(|(row, ..)| *row);
        let known: std::collections::HashSet<u32> = known.collect();
        for mut issue in ingested.issues.list() {
            let is_told = issue.row.is_some_and(|row| known.contains(&row));
            // No spreadsheet has cut the file.
            if is_told || issue.code == Code::RowLimit {
                continue;
            }
            issue.line = issue.row.map(line_of);
            let message = issue.message;
            self.issues.add(
                issue.code,
                issue.line,
                issue.row,
                issue.column.as_deref(),
                || message,
            );
        }
        for (row, code, why) in self.rejected {
            self.issues
                .add(code, Some(line_of(row)), Some(row), None, || why);
        }
        ingested.issues = self.issues;
        ingested.source.encoding = Encoding::Json;
    }
}

/// Lines before the first record: the delimiter, and the header.
const N_BEFORE: usize = 2;

/// An answer, with the header where it is.
fn under_header(said: &str) -> String {
    let (kind, parts) = said.split_once(':').unwrap_or((said, ""));
    let parts = parts
        .split(',')
        .filter(|part| !part.trim().starts_with("header="));
    let parts: Vec<&str> = parts.filter(|part| part.contains('=')).collect();
    format!("{kind}:header={N_BEFORE},{}", parts.join(","))
}

/// Bytes that are shown of a record that is none.
const MOST_SHOWN: usize = 2_000;

const REMOVED: &str = "expected a record, but found one that only tells that it was taken away, as an answer about changes does: run the request without `delta`, and save its answer";

/// An error in Graph's words.
fn told(body: &Value) -> String {
    let error = body.member("error").unwrap_or(&Value::Null);
    let text = |name: &str| error.member(name).and_then(Value::scalar).unwrap_or("");
    let (code, message) = (text("code"), text("message"));
    match (code.is_empty(), message.is_empty()) {
        (true, true) => "without a word".to_string(),
        (true, false) => cut(message),
        (false, true) => quoted(code),
        (false, false) => format!("{} ({})", quoted(code), cut(message)),
    }
}

fn cut(message: &str) -> String {
    let mut letters = message.trim().trim_end_matches('.').chars();
    let mut cut: String = letters
        .by_ref()
        .take(200)
        .filter(|letter| !letter.is_control())
        .collect();
    if letters.next().is_some() {
        cut.push('…');
    }
    cut
}

/// Asks which of several kinds the records are.
fn ask(name: &str, text: Vec<u8>, found: &Candidates, is_certain: bool) -> Step {
    let step = ingest(name, &text, Some(RECONSIDER), &SmallMap::default());
    let samples = match step {
        Step::Ask(ask) => ask.samples,
        _ => Vec::new(),
    };
    let kinds = found.exports.iter().map(|export| export.kind);
    let mut choices: Vec<(String, String)> = kinds
        .map(|kind| {
            (
                kind.id().to_string(),
                format!("{}, as {}", kind.label(), found.why),
            )
        })
        .collect();
    choices.push((
        Kind::Other.id().to_string(),
        "another table: keep it beside the others".to_string(),
    ));
    choices.push((
        IGNORE.to_string(),
        "none of these: leave it out".to_string(),
    ));
    let n_bytes = text.len().min(HEAD_BYTES);
    Step::Ask(Ask {
        text: match (is_certain, found.exports.as_slice()) {
            (true, [export]) => format!(
                "`{name}` was taken for this kind of export: {} ({}). What is it?",
                export.kind.label(),
                found.why
            ),
            _ => format!(
                "`{name}` may hold more than one kind of records: {}. What is it?",
                found.why
            ),
        },
        choices,
        samples,
        is_whole: n_bytes == text.len(),
        head: text[..n_bytes].to_vec(),
    })
}

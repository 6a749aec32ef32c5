//! Takes a file piece by piece: recognises it, then turns its bytes into columns.

use super::csv::{Record, Splitter};
use super::encoding::{Decoder, Encoding};
use super::enrollment::columns_of_the_end;
use super::foreign_format::{JSON, foreign_format, names_own_format};
use super::guard::without_guard;
use super::head::HEAD_BYTES;
use super::issue::{Code, Issues};
use super::recognise::{Ask, Recognition, names_of, recall, recognise};
use super::source::{Form, Ingested, Kind, Places, Plan, Rejected, Source};
use crate::small_map::SmallMap;
use crate::table::{Column, DictColumn, Table, TextColumn};
use quick::signs::line_breaks;

/// What to do after a piece of a file.
#[derive(Debug)]
pub enum Step {
    /// Give the next piece.
    More,
    /// It is no UTF-8 after all: begin again with a new intake that reads Windows-1252.
    NotUtf8,
    /// Nothing is read before the person answers; then begin again.
    Ask(Ask),
    /// It is JSON, written so: begin again with what reads answers of Graph.
    Json(Encoding),
    /// It is no export, for the reason told.
    Refused(String),
    /// Everything is read.
    Done(Box<Ingested>),
}

/// Takes a file piece by piece.
#[derive(Debug)]
pub struct Intake {
    name: String,
    n_bytes: u64,
    said: Option<String>,
    remembered: SmallMap<String, String>,
    is_recalled: bool,
    encoding: Option<Encoding>,
    decoder: Decoder,
    /// Room for bytes; the first `n_filled` are text that is not parted into records yet.
    buffer: Vec<u8>,
    n_filled: usize,
    kept: Option<Vec<u8>>,
    reader: Option<Reader>,
    last: bool,
}

impl Intake {
    /// An intake of a file of this name and size; `said` is what the person answered about it.
    pub fn new(name: &str, n_bytes: u64, said: Option<&str>) -> Intake {
        Intake {
            name: name.to_string(),
            n_bytes,
            said: said.map(str::to_string),
            remembered: SmallMap::default(),
            is_recalled: false,
            encoding: None,
            decoder: Decoder::default(),
            buffer: Vec::new(),
            n_filled: 0,
            kept: None,
            reader: None,
            last: false,
        }
    }

    /// The same, for a file that [`Step::NotUtf8`] was told of.
    pub fn of_windows_1252(name: &str, n_bytes: u64, said: Option<&str>) -> Intake {
        Intake {
            encoding: Some(Encoding::Windows1252),
            ..Intake::new(name, n_bytes, said)
        }
    }

    /// The same, with the answers that were given for earlier files: they hold where nothing is said.
    pub fn remembering(mut self, remembered: &SmallMap<String, String>) -> Intake {
        self.remembered = remembered.clone();
        self
    }

    /// How many records were read.
    pub fn n_rows(&self) -> u32 {
        self.reader.as_ref().map_or(0, |reader| reader.n_rows)
    }

    /// Whether the bytes that came last begin as those of an archive do, as which workbooks come.
    pub fn is_archive(&self) -> bool {
        self.reader.is_none() && self.buffer.starts_with(b"PK\x03\x04")
    }

    /// Room for the next `n` bytes; [`Intake::filled`] says how many came.
    pub fn space(&mut self, n: usize) -> &mut [u8] {
        let end = self.n_filled + n;
        if self.buffer.len() < end {
            self.buffer.resize(end, 0);
        }
        &mut self.buffer[self.n_filled..end]
    }

    /// Takes the first `n` bytes of the last [`Intake::space`].
    pub fn filled(&mut self, n: usize) -> Step {
        self.n_filled += n;
        if self.reader.is_none() {
            if self.n_filled < HEAD_BYTES && !self.last {
                return Step::More;
            }
            if let Some(step) = self.begin() {
                return step;
            }
        } else if let Some(encoding) = self.encoding.filter(|encoding| !encoding.is_utf8()) {
            let piece = self.buffer[self.n_filled - n..self.n_filled].to_vec();
            self.n_filled -= n;
            self.decode(encoding, &piece);
        }
        self.read()
    }

    /// Takes a piece.
    pub fn push(&mut self, piece: &[u8]) -> Step {
        self.space(piece.len()).copy_from_slice(piece);
        self.filled(piece.len())
    }

    /// Takes the end of the file.
    pub fn finish(mut self) -> Step {
        self.last = true;
        match self.filled(0) {
            Step::More => {}
            step => return step,
        }
        let Some(mut reader) = self.reader else {
            return Step::Refused(format!("`{}` is empty: export the report again", self.name));
        };
        let encoding = self.encoding.unwrap_or(Encoding::Utf8);
        if reader.plan.kind == Kind::Names
            && let Some(Err(mended)) = self.kept.as_deref().map(to_utf8)
        {
            if encoding == Encoding::Utf8 {
                return Step::NotUtf8;
            }
            // The places of the names are counted in the text that is kept.
            self.kept = Some(mended);
            reader.not_utf8 = true;
        }
        let n_lost = self.decoder.n_lost;
        if n_lost > 0 {
            reader.issues.add(Code::InvalidUtf8, None, None, None, || {
                format!("expected UTF-16, but found {n_lost} letters that are cut in half: each is shown as `\u{fffd}`; export the file again as CSV UTF-8")
            });
        }
        let mut ingested = reader.finish(self.name, self.n_bytes, encoding, self.kept);
        ingested.source.is_recalled = self.is_recalled;
        Step::Done(Box::new(ingested))
    }

    fn decode(&mut self, encoding: Encoding, piece: &[u8]) {
        let start = self.n_filled;
        self.buffer.truncate(start);
        self.decoder.push(encoding, piece, &mut self.buffer);
        if self.last {
            self.decoder.finish(&mut self.buffer);
        }
        self.n_filled = self.buffer.len();
        if let Some(kept) = &mut self.kept {
            kept.extend_from_slice(&self.buffer[start..]);
        }
    }

    /// What the file is named as when it is no text with records.
    fn refuse_foreign(&self) -> Option<Step> {
        let what = foreign_format(&self.buffer)?;
        if what == JSON && !names_own_format(&self.buffer) {
            return Some(Step::Json(self.encoding.unwrap_or(Encoding::Utf8)));
        }
        Some(Step::Refused(format!("`{}` is {what}", self.name)))
    }

    /// Looks at the head of the file; a step other than going on is returned.
    fn begin(&mut self) -> Option<Step> {
        self.buffer.truncate(self.n_filled);
        if let Some(refused) = self.refuse_foreign() {
            return Some(refused);
        }
        let encoding = self
            .encoding
            .unwrap_or_else(|| Encoding::detect(&self.buffer));
        self.encoding = Some(encoding);
        let mark = encoding.mark_len(&self.buffer);
        self.buffer.drain(..mark);
        self.n_filled = self.buffer.len();
        if !encoding.is_utf8() {
            let raw = std::mem::take(&mut self.buffer);
            self.n_filled = 0;
            self.kept = Some(Vec::new());
            self.decode(encoding, &raw);
            if let Some(refused) = self.refuse_foreign() {
                return Some(refused);
            }
        } else if encoding == Encoding::Utf8 && !is_utf8_so_far(&self.buffer, self.last) {
            return Some(Step::NotUtf8);
        }
        let recalled = match self.said {
            Some(_) => None,
            None => recall(&self.name, &self.buffer, self.last, &self.remembered),
        };
        self.is_recalled = recalled.is_some();
        let said = self.said.as_deref();
        let recognised = recalled.map_or_else(
            || recognise(&self.name, &self.buffer, self.last, said),
            Recognition::Certain,
        );
        let plan = match recognised {
            Recognition::Certain(plan) => plan,
            Recognition::Question(mut ask) => {
                let n_bytes = self.buffer.len().min(HEAD_BYTES);
                ask.is_whole = self.last && n_bytes == self.buffer.len();
                ask.head = self.buffer[..n_bytes].to_vec();
                return Some(Step::Ask(ask));
            }
            Recognition::Refused(why) => return Some(Step::Refused(why)),
        };
        if plan.kind == Kind::Names && self.kept.is_none() {
            // Names are split from the whole text, which is small.
            self.kept = Some(self.buffer.clone());
        }
        let base = if self.kept.is_some() { 0 } else { mark as u64 };
        let mut reader = Reader::new(plan, base);
        if encoding == Encoding::Windows1252 {
            reader.issues.add(Code::EncodingGuessed, None, None, None, || {
                "expected UTF-8, but found bytes that are none: read as Windows-1252, so look at names with accents".to_string()
            });
        }
        self.reader = Some(reader);
        None
    }

    fn read(&mut self) -> Step {
        let Some(reader) = &mut self.reader else {
            return Step::More;
        };
        if reader.plan.kind == Kind::Names {
            // The first piece was kept when the reader began.
            let new = &self.buffer[..self.n_filled];
            if self.encoding.is_some_and(Encoding::is_utf8) && reader.begun {
                self.kept.get_or_insert_default().extend_from_slice(new);
            }
            self.n_filled = 0;
            reader.begun = true;
            return Step::More;
        }
        let taken = reader.split(&self.buffer[..self.n_filled], self.last);
        if !std::mem::replace(&mut reader.begun, true) && !self.last {
            reader.reserve(taken, self.n_bytes);
        }
        self.buffer.copy_within(taken..self.n_filled, 0);
        self.n_filled -= taken;
        let strict = self.encoding == Some(Encoding::Utf8);
        if strict && reader.not_utf8 {
            Step::NotUtf8
        } else {
            Step::More
        }
    }
}

/// Whether a text is UTF-8; a letter cut at its end is forgiven unless it is the last.
fn is_utf8_so_far(text: &[u8], last: bool) -> bool {
    match std::str::from_utf8(text) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none() && !last,
    }
}

/// Why a record with a NUL byte is rejected.
const NUL: (Code, &str) = (
    Code::NotText,
    "expected text, but found a NUL byte: export the file again",
);

/// Whether a text is UTF-8; else what is shown of it.
fn to_utf8(text: &[u8]) -> Result<(), Vec<u8>> {
    match String::from_utf8_lossy(text) {
        std::borrow::Cow::Borrowed(_) => Ok(()),
        std::borrow::Cow::Owned(mended) => Err(mended.into_bytes()),
    }
}

/// Room is made for at most so many rows at once, some four bytes of each in every column.
const MOST_ROWS: u64 = 4_000_000;
/// For at most so many bytes of a column.
const MOST_BYTES: u64 = 256 << 20;

/// The most rows that spreadsheets keep: an old Excel workbook (.xls), and Excel, LibreOffice and Numbers
/// of today. What has more is cut there, and saved without a word (P13).
const ROWS_OF_SPREADSHEETS: [usize; 2] = [65_536, 1_048_576];

/// Turns records into columns by a plan.
#[derive(Debug)]
struct Reader {
    plan: Plan,
    splitter: Option<Splitter>,
    sink: Sink,
    base: u64,
    begun: bool,
    not_utf8: bool,
    n_rows: u32,
    /// The byte read last: it says whether the last line is ended.
    last_byte: u8,
    issues: Issues,
}

/// Columns as they grow.
#[derive(Debug)]
struct Sink {
    /// Column of the file, name, cells; in the order of the file.
    columns: Vec<(usize, &'static str, Column)>,
    places: Places,
    rejected: Vec<Rejected>,
    cut: Vec<u32>,
    n_seen: usize,
    n_blank: u32,
    expected_len: usize,
}

impl Reader {
    fn new(plan: Plan, base: u64) -> Reader {
        let columns = plan
            .fields
            .iter()
            .enumerate()
            .filter_map(|(column, field)| {
                let field = (*field)?;
                let cells = match field.form? {
                    Form::Text => Column::Text(TextColumn::default()),
                    Form::Dict => Column::Dict(DictColumn::default()),
                };
                Some((column, field.name, cells))
            });
        Reader {
            splitter: Some(Splitter::new(plan.delimiter)),
            sink: Sink {
                columns: columns.collect(),
                places: Places::default(),
                rejected: Vec::new(),
                cut: Vec::new(),
                n_seen: 0,
                n_blank: 0,
                expected_len: plan.header.len(),
            },
            plan,
            base,
            begun: false,
            not_utf8: false,
            n_rows: 0,
            last_byte: b'\n',
            issues: Issues::default(),
        }
    }

    /// Makes room for the rest of the file at once, judged by the part of it that was taken in.
    fn reserve(&mut self, n_taken: usize, n_bytes: u64) {
        let n_rows = self.sink.places.offsets.len();
        let n_left = n_bytes.saturating_sub(n_taken as u64);
        let n_more = n_rows as u64 * n_left / n_taken.max(1) as u64;
        // A file says how large it is; one that is wrong about it may not cost the memory.
        let n_more = (n_more + n_more / 64).min(MOST_ROWS) as usize;
        self.sink.places.offsets.reserve_exact(n_more);
        self.sink.places.lines.reserve_exact(n_more);
        for (_, _, column) in &mut self.sink.columns {
            column.reserve(n_more, n_left.min(MOST_BYTES));
        }
    }

    fn split(&mut self, buffer: &[u8], last: bool) -> usize {
        let mut splitter = self.splitter.take().expect("a splitter between two pieces");
        let taken = splitter.split(buffer, last, &mut |record| self.take(record));
        self.last_byte = buffer.last().copied().unwrap_or(self.last_byte);
        self.splitter = Some(splitter);
        taken
    }

    #[inline]
    fn take(&mut self, record: &Record) {
        self.sink.n_seen += 1;
        if self.sink.n_seen <= self.plan.n_before {
            return;
        }
        self.n_rows += 1;
        let offset = self.base + record.offset;
        if record.is_blank() {
            return self.skip_blank(offset, record.line);
        }
        if record.damage != Default::default() && self.take_damaged(record, offset) {
            return;
        }
        if record.len() != self.sink.expected_len {
            self.note_length(record);
        }
        self.sink.places.offsets.push(offset);
        self.sink.places.lines.push(record.line);
        if record.damage.not_utf8 {
            return self.push_repaired(record);
        }
        record.push_to(&mut self.sink.columns);
    }

    #[cold]
    fn skip_blank(&mut self, offset: u64, line: u32) {
        self.sink.n_blank += 1;
        self.sink.places.blanks.push((line, offset));
        self.sink.places.skipped.push(self.n_rows);
        // A rejected record before it ends here.
        if let Some(last) = self.sink.rejected.last_mut()
            && last.span.is_empty()
            && self
                .sink
                .places
                .offsets
                .last()
                .is_none_or(|&before| before < last.span.start)
        {
            last.span.end = offset;
        }
    }

    #[cold]
    fn push_repaired(&mut self, record: &Record) {
        for (column, _, cells) in &mut self.sink.columns {
            cells.push(String::from_utf8_lossy(without_guard(&record.cell(*column))).as_bytes());
        }
    }

    /// Notes what is wrong with a record; whether it cannot be placed in the table.
    #[cold]
    fn take_damaged(&mut self, record: &Record, offset: u64) -> bool {
        let damage = record.damage;
        let (line, row) = (record.line, self.n_rows);
        let rejection = if damage.too_long {
            Some((
                Code::RecordTooLong,
                "expected a record of at most 32 MiB, but found a longer one: look for a quote that never closes",
            ))
        } else if damage.unclosed {
            Some((
                Code::UnclosedQuote,
                "expected a closing quote, but found the end of the file: everything from this line on was not read; close the quote and load the file again",
            ))
        } else if damage.nul {
            Some(NUL)
        } else {
            None
        };
        if let Some(why) = rejection {
            let column = match damage {
                _ if damage.too_long => None,
                // The quote that never closes opened the last cell.
                _ if damage.unclosed => record.len().checked_sub(1),
                _ => (0..record.len()).find(|&index| record.cell(index).contains(&0)),
            };
            let column = column.map(|column| self.plan.caption(column));
            self.reject(why, line, offset..offset, column);
            return true;
        }
        if damage.not_utf8 {
            self.not_utf8 = true;
            self.note_invalid_utf8(line);
        }
        if damage.stray_quote {
            self.issues
                .add(Code::StrayQuote, Some(line), Some(row), None, || {
                    "expected quotes around a whole cell or none, but found one inside: the cells were read as well as can be; compare them with the file"
                        .to_string()
                });
        }
        false
    }

    /// Notes that the record read last holds bytes that are no UTF-8.
    #[cold]
    fn note_invalid_utf8(&mut self, line: u32) {
        let row = Some(self.n_rows);
        self.issues
            .add(Code::InvalidUtf8, Some(line), row, None, || {
                "expected UTF-8, but found other bytes: each is shown as `\u{fffd}`; export the file again as CSV UTF-8".to_string()
            });
    }

    /// Leaves the record read last out of the table; an empty span ends where the next one begins.
    #[cold]
    fn reject(
        &mut self,
        (code, reason): (Code, &str),
        line: u32,
        span: std::ops::Range<u64>,
        column: Option<String>,
    ) {
        let row = self.n_rows;
        self.issues
            .add(code, Some(line), Some(row), None, || reason.to_string());
        self.sink.places.skipped.push(row);
        self.sink.rejected.push(Rejected {
            span,
            line,
            row,
            column: column.unwrap_or_default(),
            reason: reason.to_string(),
        });
    }

    #[cold]
    fn note_length(&mut self, record: &Record) {
        if self.sink.expected_len == 0 {
            // No header: the first record sets the width.
            self.sink.expected_len = record.len();
            return;
        }
        let (expected, found) = (self.sink.expected_len, record.len());
        let surplus = (expected..found).all(|index| record.cell(index).trim_ascii().is_empty());
        let lost = columns_of_the_end(&self.plan.fields, found);
        let (code, what) = match found < expected {
            true if lost.is_empty() => (
                Code::ShortRow,
                "the missing ones count as empty; look at the line",
            ),
            true => (
                Code::ShortRow,
                "without the others it is unknown whether and when the account ends; mend the line and load the file again",
            ),
            false if surplus => return,
            false => (
                Code::LongRow,
                "the surplus ones are shown in the details only; look for an unquoted delimiter",
            ),
        };
        if !lost.is_empty() {
            self.sink.cut.push(self.sink.places.offsets.len() as u32);
        }
        let plan = &self.plan;
        let column = lost.first().map(|&column| plan.caption(column));
        self.issues.add(
            code,
            Some(record.line),
            Some(self.n_rows),
            column.as_deref(),
            || format!("expected {expected} cells, but found {found}: {what}"),
        );
    }

    fn finish(
        mut self,
        name: String,
        n_bytes: u64,
        encoding: Encoding,
        kept: Option<Vec<u8>>,
    ) -> Ingested {
        if self.plan.kind == Kind::Names {
            self.take_names(kept.as_deref().unwrap_or_default());
        }
        let n_all = self.n_rows as usize + self.plan.n_before;
        if ROWS_OF_SPREADSHEETS.contains(&n_all) {
            self.issues.add(Code::RowLimit, None, None, None, || {
                format!("expected all rows, but found exactly {n_all} with the header, the most that a spreadsheet keeps: the others may be lost; export again and do not open the file in a spreadsheet")
            });
        }
        let n_lines = self.n_lines(kept.as_deref());
        let sink = &mut self.sink;
        sink.places.end = kept.as_ref().map_or(n_bytes, |kept| kept.len() as u64);
        close_spans(&mut sink.rejected, &sink.places);
        let n_accepted = sink.places.offsets.len();
        let columns = std::mem::take(&mut sink.columns);
        let table = Table::new(
            columns
                .into_iter()
                .map(|(_, name, column)| (name, column))
                .collect(),
            n_accepted,
        );
        let source = Source {
            name,
            n_bytes,
            encoding,
            plan: self.plan,
            n_rows: self.n_rows,
            n_accepted: n_accepted as u32,
            n_rejected: sink.rejected.len() as u32,
            n_blank: sink.n_blank,
            n_lines,
            is_recalled: false,
        };
        // The sum law: no record is lost, none counts twice, and each of them can be found again.
        debug_assert_eq!(
            source.n_rows,
            source.n_accepted + source.n_rejected + source.n_blank
        );
        debug_assert_eq!(source.n_blank as usize, sink.places.blanks.len());
        debug_assert_eq!(
            sink.places.skipped.len(),
            sink.places.blanks.len() + sink.rejected.len()
        );
        Ingested {
            source,
            table,
            places: self.sink.places,
            rejected: self.sink.rejected,
            cut: self.sink.cut,
            issues: self.issues,
            kept,
        }
    }

    /// Lines of the whole text; a list of names is not parted into records.
    fn n_lines(&self, kept: Option<&[u8]>) -> u32 {
        let (n_breaks, last) = match (kept, &self.splitter) {
            (Some(text), _) if self.plan.kind == Kind::Names => {
                (line_breaks(text), text.last().copied())
            }
            (_, splitter) => {
                let n_breaks = splitter.as_ref().map_or(0, Splitter::n_breaks);
                (n_breaks, Some(self.last_byte))
            }
        };
        n_breaks + u32::from(!matches!(last, None | Some(b'\n' | b'\r')))
    }

    fn take_names(&mut self, text: &[u8]) {
        let text = String::from_utf8_lossy(text);
        for name in names_of(&self.plan, &text) {
            self.n_rows += 1;
            if name.text.contains('\0') {
                let end = name.offset + name.text.len() as u64;
                self.reject(NUL, name.line, name.offset..end, None);
                continue;
            }
            if self.not_utf8 && name.text.contains('\u{fffd}') {
                self.note_invalid_utf8(name.line);
            }
            self.sink.places.offsets.push(name.offset);
            self.sink.places.lines.push(name.line);
            self.sink.columns[0].2.push(name.text.as_bytes());
        }
    }
}

/// A rejected record ends where the next record begins.
fn close_spans(rejected: &mut [Rejected], places: &Places) {
    for index in 0..rejected.len() {
        if !rejected[index].span.is_empty() {
            continue;
        }
        let start = rejected[index].span.start;
        let accepted = places.offsets.partition_point(|&offset| offset <= start);
        let next = places.offsets.get(accepted).copied().unwrap_or(places.end);
        let next_rejected = rejected
            .get(index + 1)
            .map_or(places.end, |other| other.span.start);
        rejected[index].span.end = next.min(next_rejected);
    }
}

/// A long text is taken in pieces, for each is copied.
const PIECE: usize = 4 << 20;

/// The outcome of a whole text: for sources that are in memory.
pub fn ingest(
    name: &str,
    text: &[u8],
    said: Option<&str>,
    remembered: &SmallMap<String, String>,
) -> Step {
    let whole = |mut intake: Intake| {
        for piece in text.chunks(PIECE) {
            match intake.push(piece) {
                Step::More => {}
                step => return step,
            }
        }
        intake.finish()
    };
    let n_bytes = text.len() as u64;
    match whole(Intake::new(name, n_bytes, said).remembering(remembered)) {
        Step::NotUtf8 => {
            whole(Intake::of_windows_1252(name, n_bytes, said).remembering(remembered))
        }
        Step::Json(_) => Step::Refused(format!("`{name}` is {JSON}")),
        step => step,
    }
}

//! What the page asks of the worker and what the worker answers.
//!
//! Both travel as JSON text; `File` objects travel beside a request in the order of its files.

use chrono::NaiveDate;

use crate::json::Json;
pub use crate::report::decisions::{ConflictView, DecidedView, DecisionsView};
pub use crate::report::other_order::OrderView;
use crate::report::query::Query;
pub use crate::report::todo::{BranchView, TodoStep, TodoView};
pub use crate::report::view::*;
pub use crate::report::waiting::WaitView;
use crate::small_map::SmallMap;

/// A request with the number its replies carry.
#[derive(Clone, Debug)]
pub struct Envelope {
    /// Chosen by the page, carried by every reply to this request.
    pub id: u32,
    /// The evaluation day, unless the query pins another.
    pub today: NaiveDate,
    /// What is asked.
    pub request: Request,
}

/// What the page may ask.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// Reads files and adds them to what is loaded; their `File` objects travel beside the text.
    Load {
        /// Name and size of every file.
        files: Vec<FileHeader>,
        /// File name to source kind: answers the recognition question in advance.
        kinds: SmallMap<String, String>,
        /// Answers given earlier, by the set of headers they were given for.
        remembered: SmallMap<String, String>,
    },
    /// Loads the built-in invented pair of exports, dated relative to `today`.
    LoadSample,
    /// Loads the built-in invented exports of a provider with three customers, dated likewise.
    LoadProvider,
    /// Adds logon names split by newline, comma, semicolon, tab or space.
    Paste {
        /// The pasted text.
        text: String,
    },
    /// Answers an open question; the choice is the `id` of one of its choices.
    Answer {
        /// The question's id.
        question: u32,
        /// The chosen `id`.
        choice: String,
    },
    /// Reads a loaded source by another answer, or asks once more what it is; until the answer it is in no list.
    Reconsider {
        /// Source id.
        source: u32,
        /// The answer, where it is known already.
        choice: Option<String>,
    },
    /// Stops the load under way and leaves everything as it was before it.
    Cancel,
    /// Drops all data.
    Clear,
    /// What is loaded.
    Sources,
    /// A window of a report's rows, with its summary.
    Report {
        /// `expiring`, `mine`, `mine-not-found`, `expiring-not-mine` or `matching`.
        id: String,
        /// What the person chose.
        query: Box<Query>,
        /// Which rows of the result are wanted.
        window: Window,
    },
    /// Asks about a list: an [`Inquiry`](super::inquiry::Inquiry), which only the part `answers` understands.
    Ask(Json),
    /// Takes two rows of the report `matching` as one account, or takes them apart again.
    ///
    /// A pair of rows holds names: it is kept until the data goes and travels in no view.
    Match {
        /// Handle of a row.
        row: u32,
        /// Handle of the other; without it all pairs that were accepted are taken apart.
        partner: Option<u32>,
        /// Whether they are one.
        accepted: bool,
    },
    /// Says something about accounts: an [`Edit`](super::inquiry::Edit), which only the part `answers` understands.
    Decide(Json),
}

/// Name and size of a file whose `File` object travels beside the request.
#[derive(Clone, Debug, PartialEq)]
pub struct FileHeader {
    /// File name without folders.
    pub name: String,
    /// Bytes.
    pub size: u64,
}

/// What the worker answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// The worker is up; nothing is sent to it before.
    Ready,
    /// A load is under way; more replies with this id follow.
    Progress(Progress),
    /// A load, paste, sample or answer is done.
    Loaded(Loaded),
    /// The load was stopped; everything is as before it.
    Cancelled,
    /// All data is dropped.
    Cleared,
    /// What is loaded.
    Sources(Vec<SourceView>),
    /// A window of a report.
    Report(Box<ReportView>),
    /// The answer to an inquiry; who asked knows its shape.
    Told(Json),
    /// A pair of rows is taken as one account, or taken apart.
    Matched,
    /// The request failed; the text says why and what to do.
    Failed(String),
}

/// How far a load is.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// The file being read.
    pub file: String,
    /// Bytes read, over all files of this load.
    pub bytes: u64,
    /// Bytes of all files of this load.
    pub total_bytes: u64,
    /// Records read, over all files of this load.
    pub rows: u64,
    /// Milliseconds since the load began.
    pub elapsed_ms: u32,
}

/// The outcome of a load.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loaded {
    /// Everything that is loaded, in order of arrival.
    pub sources: Vec<SourceView>,
    /// What the person has to decide.
    pub questions: Vec<Question>,
    /// Files of this load that are no export, each with the sentence that says why.
    pub refused: Vec<String>,
    /// What else the person has to know, each a sentence.
    pub notes: Vec<String>,
    /// Steps of this load.
    pub timings: Timings,
    /// Bytes of the worker's WebAssembly memory; the page adds its own for scripts.
    pub memory_bytes: u64,
}

/// Whole milliseconds of each step of a load, by a monotonic clock.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Timings {
    /// Waiting for bytes.
    pub read: u32,
    /// Bytes to columns.
    pub scan: u32,
    /// Columns to matched rows.
    pub join: u32,
    /// Matched rows to the first report.
    pub report: u32,
    /// From the call to the answer.
    pub total: u32,
}

/// A source as shown: `rows = accepted + rejected + blank`, always.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceView {
    /// Number of the source, from 1 in order of arrival.
    pub id: u32,
    /// File name, or "pasted names".
    pub name: String,
    /// A kind's id, or `unknown` while a question about it is open.
    pub kind: String,
    /// Why it was taken for this kind, as a sentence.
    pub why: String,
    /// Data records without title and header records.
    pub rows: u32,
    /// Records placed in the table.
    pub accepted: u32,
    /// Records that could not be placed in the table.
    pub rejected: u32,
    /// Records with no value at all.
    pub blank: u32,
    /// `utf-8`, `utf-8-bom`, `utf-16le`, `utf-16be`, `windows-1252` or `workbook`.
    pub encoding: String,
    /// The character between cells.
    pub delimiter: String,
    /// Every column of the file.
    pub columns: Vec<SourceColumn>,
    /// When the source was true.
    pub as_of: AsOfView,
    /// How many issues there are.
    pub n_issues: u32,
    /// Whether this is the built-in sample.
    pub sample: bool,
    /// Bytes of the file.
    pub bytes: u64,
    /// Lines of its text, those before the first record too.
    pub lines: u32,
    /// Accepted records that repeat another exactly.
    pub duplicates: u32,
    /// Accepted records that meet no row of the other side; `None` where there is no other side.
    pub unmatched: Option<u32>,
    /// Whether each of them repeats a row of another source exactly.
    pub repeats: bool,
    /// Whether it is read by an answer given for an earlier file.
    pub recalled: bool,
    /// The set of its headers, as a hash; empty where it has none.
    pub header_set: String,
    /// Where a newer enrollment report lists the same accounts: what its rows are, as a sentence; else empty.
    pub older: String,
    /// Whether its rows count all the same.
    pub counts: bool,
    /// What an answer about it is kept as: the kind and the columns in the order of their captions.
    pub memory: String,
}

/// What an answer about a file would come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftView {
    /// Source id.
    pub source: u32,
    /// The answer that was tried.
    pub asked: String,
    /// The same, with everything that follows from it said; empty while nothing was said.
    pub choice: String,
    /// The kind's id; empty while nothing was said.
    pub kind: String,
    /// Every kind.
    pub kinds: Vec<Choice>,
    /// Every field of the kind.
    pub fields: Vec<Choice>,
    /// The record with the headers, from 1; 0 for none.
    pub header: u32,
    /// Why the file cannot be read so; empty where it can.
    pub trouble: String,
    /// The columns of the file: of a very wide one those that are used and some others.
    pub columns: Vec<DraftColumnView>,
    /// How many columns the file has.
    pub n_columns: u32,
    /// What the columns of the first rows hold.
    pub captions: Vec<String>,
    /// The first rows as they would be read.
    pub first: Vec<Vec<String>>,
    /// What can be done about the order of day and month in its dates, where that explains contradictions.
    pub orders: Vec<OrderView>,
}

/// A column of a file, and how well it fits what it would be taken for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftColumnView {
    /// Its place in the file, from 0.
    pub place: u32,
    /// Its caption, or its letter.
    pub caption: String,
    /// Its first values.
    pub samples: Vec<String>,
    /// What it would be taken for; empty for nothing.
    pub field: String,
    /// What its header says it is.
    pub by_header: String,
    /// How many of its filled cells can be that.
    pub fit: String,
    /// What is wrong where too few of them can.
    pub trouble: String,
}

impl DraftView {
    /// The answer with another kind, which finds its columns by itself.
    pub fn with_kind(&self, kind: &str) -> String {
        match kind {
            "names" => format!("names:header={}", self.header.min(1)),
            kind => kind.to_string(),
        }
    }

    /// The answer with the headers in another record, from 1; 0 for none.
    pub fn with_header(&self, header: u32) -> String {
        let columns = self.columns.iter();
        let set = columns.map(|column| (column, column.field.as_str()));
        self.said(header, set.collect())
    }

    /// The answer with a column taken for this field, or for none.
    pub fn with_column(&self, place: u32, field: &str) -> String {
        let columns = self.columns.iter().map(|column| {
            let now = match column.place == place {
                true => field,
                // No field stands in two columns.
                false if column.field == field => "",
                false => column.field.as_str(),
            };
            (column, now)
        });
        self.said(self.header, columns.collect())
    }

    fn said(&self, header: u32, columns: Vec<(&DraftColumnView, &str)>) -> String {
        let mut text = format!("{}:header={header}", self.kind);
        for (column, field) in columns.iter().filter(|(_, field)| !field.is_empty()) {
            text.push_str(&format!(",{field}={}", column.place + 1));
        }
        // What the headers would say besides is taken back.
        for (column, _) in &columns {
            let field = column.by_header.as_str();
            if !field.is_empty() && !columns.iter().any(|(_, used)| *used == field) {
                text.push_str(&format!(",{field}=0"));
            }
        }
        text
    }
}

/// Some of the rows of a source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RowsView {
    /// How many there are.
    pub total: u32,
    /// Those asked for.
    pub rows: Vec<RowView>,
}

/// A row of a source as its file has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RowView {
    /// Line in the file, from 1.
    pub line: u32,
    /// Data record, from 1; `None` for a line that is looked at as such.
    pub record: Option<u32>,
    /// Caption of the column that is to blame for its rejection, where one is.
    pub column: String,
    /// Why it was rejected, where it was.
    pub reason: String,
    /// Its text, cut where it is very long.
    pub text: String,
}

/// A column of a source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceColumn {
    /// As the file writes it; empty where it has none.
    pub header: String,
    /// The field it was taken for; empty where none.
    pub field: String,
    /// `text`, `integer`, `number`, `date`, `instant`, `boolean`, `list` or `enum`.
    pub kind: String,
}

/// When a source was true.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AsOfView {
    /// The day, where one is known.
    pub date: Option<NaiveDate>,
    /// `column`, `inferred`, `file-name`, `said` or `unknown`.
    pub provenance: String,
}

/// A question to the person about a source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Question {
    /// Number of the question.
    pub id: u32,
    /// The source it is about.
    pub source: u32,
    /// What is asked and why, as sentences.
    pub text: String,
    /// What can be answered.
    pub choices: Vec<Choice>,
    /// Columns with up to three sample values each: `(header or "column C", values)`.
    pub samples: Vec<(String, Vec<String>)>,
    /// Whether columns may be mapped by hand.
    pub mapping: bool,
}

/// One possible answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What [`Request::Answer`] carries.
    pub id: String,
    /// What the person reads.
    pub label: String,
}

/// An issue as shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IssueView {
    /// Source id.
    pub source: u32,
    /// Line in the file, from 1.
    pub line: Option<u32>,
    /// Data record, from 1.
    pub row: Option<u32>,
    /// Column caption.
    pub column: Option<String>,
    /// A stable kebab-case word.
    pub code: String,
    /// Where, what was expected, what was found, what to do.
    pub message: String,
}

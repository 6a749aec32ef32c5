//! What the page asks of the worker and what the worker answers.
//!
//! Both travel as JSON text; `File` objects travel beside a request in the order of its files.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::report::query::Query;

/// A request with the number its replies carry.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Envelope {
    /// Chosen by the page, carried by every reply to this request.
    pub id: u32,
    /// The evaluation day, unless the query pins another.
    pub today: NaiveDate,
    /// What is asked.
    pub request: Request,
}

/// What the page may ask.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Reads files and adds them to what is loaded; their `File` objects travel beside the text.
    Load {
        /// Name and size of every file.
        files: Vec<FileHeader>,
        /// File name to source kind: answers the recognition question in advance.
        kinds: BTreeMap<String, String>,
    },
    /// Loads the built-in invented pair of exports, dated relative to `today`.
    LoadSample,
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
    /// Stops the load under way and leaves everything as it was before it.
    Cancel,
    /// Drops all data.
    Clear,
    /// What is loaded.
    Sources,
    /// A window of a report's rows, with its summary.
    Report {
        /// `expiring`, `mine`, `mine-not-found` or `expiring-not-mine`.
        id: String,
        /// What the person chose.
        query: Query,
        /// Which rows of the result are wanted.
        window: Window,
    },
    /// Rows of a report as tab-separated text for the clipboard, with a header line.
    Copy {
        /// Report id.
        id: String,
        /// What the person chose.
        query: Query,
        /// Places in the shown order, as ranges `[first, last]`.
        ranges: Vec<(u32, u32)>,
        /// Only this column's cells, one a line, without a header.
        column: Option<String>,
    },
    /// What is wrong with the data.
    Issues {
        /// Only this source's.
        source: Option<u32>,
    },
    /// The rejected rows of a source as a CSV file.
    Rejected {
        /// Source id.
        source: u32,
    },
    /// One account with its explanation.
    Account {
        /// The cell of column `key`.
        key: String,
        /// The row handle of a [`ReportView`], where several rows share the key.
        row: Option<u32>,
        /// The report the row handle belongs to.
        report: Option<String>,
    },
    /// Steps of the last load.
    Timings,
}

/// Name and size of a file whose `File` object travels beside the request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileHeader {
    /// File name without folders.
    pub name: String,
    /// Bytes.
    pub size: u64,
}

/// Which rows of a result are wanted; `rows` below 0 is all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Window {
    /// Place of the first wanted row, from 0.
    pub first: u32,
    /// How many rows; negative for all.
    pub rows: i64,
}

impl Default for Window {
    fn default() -> Window {
        Window {
            first: 0,
            rows: 100,
        }
    }
}

/// What the worker answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// What is wrong with the data.
    Issues(Vec<IssueView>),
    /// One account.
    Account(Box<AccountView>),
    /// The text of a copy or of a file.
    Text(String),
    /// Steps of the last load.
    Timings(Timings),
    /// The request failed; the text says why and what to do.
    Failed(String),
}

/// How far a load is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Loaded {
    /// Everything that is loaded, in order of arrival.
    pub sources: Vec<SourceView>,
    /// What the person has to decide.
    pub questions: Vec<Question>,
    /// Files of this load that are no export, each with the sentence that says why.
    pub refused: Vec<String>,
    /// Steps of this load.
    pub timings: Timings,
    /// Bytes of the worker's WebAssembly memory; the page adds its own for scripts.
    #[serde(rename = "memoryBytes")]
    pub memory_bytes: u64,
}

/// Milliseconds of each step of a load, by a monotonic clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Timings {
    /// Waiting for bytes.
    pub read: f64,
    /// Bytes to columns.
    pub scan: f64,
    /// Columns to matched rows.
    pub join: f64,
    /// Matched rows to the first report.
    pub report: f64,
    /// From the call to the answer.
    pub total: f64,
}

/// A source as shown: `rows = accepted + rejected + blank`, always.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SourceView {
    /// Number of the source, from 1 in order of arrival.
    pub id: u32,
    /// File name, or "pasted names".
    pub name: String,
    /// `cloud-control`, `enrollment`, `names`, or `unknown` while a question about it is open.
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
    /// `utf-8`, `utf-8-bom`, `utf-16le`, `utf-16be` or `windows-1252`.
    pub encoding: String,
    /// The character between cells.
    pub delimiter: String,
    /// Every column of the file.
    pub columns: Vec<SourceColumn>,
    /// When the source was true.
    #[serde(rename = "asOf")]
    pub as_of: AsOfView,
    /// How many issues there are.
    pub n_issues: u32,
    /// Whether this is the built-in sample.
    pub sample: bool,
    /// Bytes of the file.
    pub bytes: u64,
}

/// A column of a source.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SourceColumn {
    /// As the file writes it; empty where it has none.
    pub header: String,
    /// The field it was taken for; empty where none.
    pub field: String,
    /// `text`, `integer`, `date`, `boolean`, `list` or `enum`.
    #[serde(rename = "type")]
    pub kind: String,
}

/// When a source was true.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AsOfView {
    /// The day, where one is known.
    pub date: Option<NaiveDate>,
    /// `column`, `inferred`, `file-name`, `said` or `unknown`.
    pub provenance: String,
}

/// A question to the person about a source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// Number of the question.
    pub id: u32,
    /// The source it is about.
    pub source: u32,
    /// What is asked and why, as sentences.
    pub text: String,
    /// What can be answered.
    pub choices: Vec<Choice>,
    /// Columns with up to three sample values each: `(header or "column 3", values)`.
    pub samples: Vec<(String, Vec<String>)>,
}

/// One possible answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// What [`Request::Answer`] carries.
    pub id: String,
    /// What the person reads.
    pub label: String,
}

/// A window of a report: texts for the screen and typed values for scripts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReportView {
    /// Report id.
    pub id: String,
    /// The visible columns in order.
    pub columns: Vec<ColumnView>,
    /// Rows of the whole result.
    pub total: u32,
    /// Place of the first row of this window.
    pub first: u32,
    /// The texts on the screen.
    pub rows: Vec<Vec<String>>,
    /// The typed values.
    pub values: Vec<Vec<Value>>,
    /// Why a cell has no value, where the query asks: `value`, `empty-in-source`,
    /// `source-not-loaded` or `not-knowable`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub presence: Option<Vec<Vec<String>>>,
    /// For every row: its handle, its key, its urgency and its marks, shown or not.
    pub handles: Vec<RowHandle>,
    /// Counts over the whole result.
    pub summary: Summary,
}

/// What the screen needs of a row whatever its visible columns.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RowHandle {
    /// Names the row in [`Request::Account`]; stays the same through sort and filter.
    pub row: u32,
    /// The normalised logon name.
    pub key: String,
    /// The urgency's kebab-case name; empty where the report has none.
    pub urgency: String,
    /// Short words of warning: `duplicate key`, `ambiguous`, `contradicted`, `assumed`.
    pub marks: Vec<String>,
}

/// A visible column.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ColumnView {
    /// Stable id.
    pub id: String,
    /// Caption.
    pub title: String,
    /// `text`, `integer`, `date`, `boolean`, `list` or `enum`.
    #[serde(rename = "type")]
    pub kind: String,
}

/// A typed cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// No value.
    Null,
    /// Yes or no.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// Text, a date `2026-11-22`, or the kebab-case name of an enumeration.
    Text(String),
    /// Several codes.
    List(Vec<String>),
}

/// Counts over the whole result.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// The state of the join, whatever is searched or filtered.
    pub counts: Counts,
    /// Rows by urgency in the order none, watch, soon, imminent, late, recovery, recovery-late,
    /// lost, unclear; all nine.
    pub by_urgency: Vec<(String, u32)>,
    /// Rows by department, most first; a blank department is `""`.
    pub by_department: Vec<(String, u32)>,
    /// Rows by week of their disable day, in order; weeks without one are left out.
    pub by_week: Vec<WeekCount>,
    /// The as-of line of the screen, such as `as of 20 Nov 2026 (inferred from the file)`.
    pub as_of: String,
}

/// Rows whose disable day lies in one week.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WeekCount {
    /// The week's Monday.
    pub monday: NaiveDate,
    /// How many rows.
    pub count: u32,
}

/// The state of the join, over all rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Rows of the mailbox list or pasted names.
    pub mine: u32,
    /// Enrollment rows whose key is among mine.
    pub matched: u32,
    /// Matched and flagged.
    pub expiring: u32,
    /// Distinct keys of mine without an enrollment row.
    pub mine_not_found: u32,
    /// Flagged enrollment rows whose key is not among mine.
    pub expiring_not_mine: u32,
    /// Matched rows whose key names more than one account.
    pub ambiguous: u32,
    /// Rows of the enrollment report.
    pub enrollment: u32,
}

/// An issue as shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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

/// One account with its explanation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AccountView {
    /// The normalised logon name.
    pub key: String,
    /// The name to show.
    pub name: String,
    /// Every field of every row that belongs to it, in the order of the files.
    pub fields: Vec<FieldView>,
    /// Kebab-case stage.
    pub stage: String,
    /// Kebab-case urgency.
    pub urgency: String,
    /// One sentence for the head of the pane, such as `disabled in 3 days, act by Wed 25 Nov 2026`.
    pub headline: String,
    /// Short words of warning, as in [`RowHandle`].
    pub marks: Vec<String>,
    /// The clocks as `(caption, text)`.
    pub clocks: Vec<(String, String)>,
    /// The chain of reasons.
    pub explanation: Vec<StepView>,
    /// What to do, in order.
    pub checklist: Vec<ChecklistStep>,
}

/// A field with the cell it came from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FieldView {
    /// Caption.
    pub field: String,
    /// The text as found.
    pub value: String,
    /// Where it stands.
    pub cell: CellView,
}

/// A cell of a source.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CellView {
    /// Source id.
    pub source: u32,
    /// Source name.
    pub name: String,
    /// Line in the file, from 1.
    pub line: u32,
    /// Column header.
    pub column: String,
    /// The text as found.
    pub raw: String,
}

/// One sentence of an explanation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StepView {
    /// The sentence.
    pub statement: String,
    /// The cells it rests on.
    pub cells: Vec<CellView>,
    /// The rule, such as `2.7 rule 2`, or the policy line.
    pub rule: String,
}

/// One step of what to do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ChecklistStep {
    /// What to do.
    pub text: String,
    /// Who does it.
    pub owner: String,
    /// Minutes to wait afterwards, at most.
    pub wait_minutes: u32,
}

//! The sources that are loaded, as shown.

use super::message::{AsOfView, IssueView, SourceColumn, SourceView};
use crate::ingest::encoding::Encoding;
use crate::ingest::issue::{Issue, Issues};
use crate::ingest::recognise::to_remember;
use crate::ingest::source::{Ingested, Places, Rejected, Source, field_label};
use crate::lifecycle::deadline::AsOf;
use crate::report::findings::Captions;
use crate::table::Table;

/// A source that is loaded, or that waits for an answer.
#[derive(Clone, Debug)]
pub struct Held {
    /// Number of the source, from 1 in order of arrival.
    pub id: u32,
    /// File name, or what stands for one.
    pub name: String,
    /// Bytes of the file.
    pub n_bytes: u64,
    /// The file it is read from again, if it is one.
    pub file: Option<u32>,
    /// Whether it is the built-in sample.
    pub sample: bool,
    /// What was read; nothing while a question is open.
    pub read: Option<Read>,
}

/// What was read of a source.
#[derive(Clone, Debug)]
pub struct Read {
    /// What is known of it.
    pub source: Source,
    /// Where its rows stand; the lines have gone into the roster.
    pub places: Places,
    /// Its rejected records.
    pub rejected: Vec<Rejected>,
    /// What is wrong with it, as far as it shows alone.
    pub issues: Issues,
    /// Its text, where it is no UTF-8 file.
    pub kept: Option<Vec<u8>>,
}

impl Read {
    /// Parts what was read into its table, the lines of its rows, and the rest.
    pub fn of(ingested: Ingested) -> (Table, Vec<u32>, Read) {
        let mut places = ingested.places;
        let lines = std::mem::take(&mut places.lines);
        let read = Read {
            source: ingested.source,
            places,
            rejected: ingested.rejected,
            issues: ingested.issues,
            kept: ingested.kept,
        };
        (ingested.table, lines, read)
    }
}

impl Captions for Held {
    fn caption(&self, field: &str) -> String {
        let plan = self.read.as_ref().map(|read| &read.source.plan);
        let column = plan.and_then(|plan| Some((plan, plan.column_of(field)?)));
        column.map_or(field_label(field), |(plan, column)| plan.caption(column))
    }

    fn record(&self, row: usize) -> u32 {
        let read = self.read.as_ref();
        read.map_or(0, |read| read.places.record(row))
    }
}

impl Held {
    /// The source as shown.
    pub fn view(&self, as_of: Option<AsOf>, n_found: u32) -> SourceView {
        let Some(read) = &self.read else {
            return SourceView {
                id: self.id,
                name: self.name.clone(),
                kind: "unknown".to_string(),
                why: "waits for your answer".to_string(),
                as_of: as_of_view(None),
                bytes: self.n_bytes,
                ..SourceView::default()
            };
        };
        let source = &read.source;
        let (header_set, memory) = to_remember(&source.plan).unwrap_or_default();
        SourceView {
            id: self.id,
            name: self.name.clone(),
            kind: source.plan.kind.id().to_string(),
            why: source.plan.why.clone(),
            rows: source.n_rows,
            accepted: source.n_accepted,
            rejected: source.n_rejected,
            blank: source.n_blank,
            encoding: source.encoding.name().to_string(),
            delimiter: char::from(source.plan.delimiter).to_string(),
            columns: columns(source),
            as_of: as_of_view(as_of),
            n_issues: read.issues.len() + n_found,
            sample: self.sample,
            bytes: self.n_bytes,
            lines: source.n_lines,
            recalled: source.is_recalled,
            header_set,
            memory,
            ..SourceView::default()
        }
    }
}

fn columns(source: &Source) -> Vec<SourceColumn> {
    let fields = source.plan.fields.iter().enumerate();
    fields
        .map(|(column, field)| SourceColumn {
            header: source
                .plan
                .header
                .get(column)
                .map_or(String::new(), |header| header.trim().to_string()),
            field: field.map_or(String::new(), |field| field.name.to_string()),
            kind: field.map_or("text", |field| field.holds.name()).to_string(),
        })
        .collect()
}

fn as_of_view(as_of: Option<AsOf>) -> AsOfView {
    AsOfView {
        date: as_of.map(|as_of| as_of.day),
        provenance: as_of
            .map_or("unknown", |as_of| as_of.provenance.name())
            .to_string(),
    }
}

/// An issue as shown; its message begins with where it is: file, line or row, and column.
pub fn issue_view(held: &Held, issue: Issue) -> IssueView {
    let mut place = vec![format!("`{}`", held.name)];
    let read = held.read.as_ref();
    let is_sheet = read.is_some_and(|read| read.source.encoding == Encoding::Workbook);
    let unit = if is_sheet { "row" } else { "line" };
    place.extend(issue.line.map(|line| format!("{unit} {line}")));
    place.extend(issue.column.as_ref().map(|column| format!("`{column}`")));
    let place = place.join(", ");
    IssueView {
        source: held.id,
        line: issue.line,
        row: issue.row,
        column: issue.column,
        code: issue.code.name().to_string(),
        message: format!("{place}: {}", issue.message),
    }
}

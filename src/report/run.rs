//! A query on the joined rows: which rows, in what order, and the window that is shown.

use chrono::NaiveDate;

use super::cells::{Cells, MOST_URGENT, ranks};
use super::dataset::Dataset;
use super::definition::{ColumnDefinition, Definition, definition};
use super::query::{Direction, Filter, Query};
use super::select;
use super::summary::{summary, summary_of_mine};
use super::view::{ColumnView, ReportView, RowHandle, Summary, Window};
use crate::accounts::Side;
use crate::letters;
use crate::lifecycle::deadline::Finding;
use crate::lifecycle::standing::Standing;
use crate::table::sort::{by_number, by_rank, by_text};
use crate::table::{RowSet, TextColumn};

/// Why a query cannot be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueryError {
    /// No report has this id.
    UnknownReport(String),
    /// The report has no such column.
    UnknownColumn(String),
}

impl std::fmt::Display for QueryError {
    fn fmt(&self, text: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            QueryError::UnknownReport(id) => write!(text, "there is no report `{id}`"),
            QueryError::UnknownColumn(id) => write!(text, "the report has no column `{id}`"),
        }
    }
}

/// The rows of a report in order, kept while only the window moves.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    order_of: Option<OrderOf>,
    order: Vec<u32>,
    rows_of: Option<Selection>,
    rows: RowSet,
    summary: Summary,
    standings_of: Option<NaiveDate>,
    standings: Vec<Standing>,
}

/// What an order depends on: report, columns, day.
type OrderOf = (&'static str, Vec<(String, Direction)>, NaiveDate);

/// What the kept rows were selected by.
#[derive(Clone, Debug, PartialEq)]
struct Selection {
    report: &'static str,
    /// In lower case.
    search: String,
    filters: Vec<Filter>,
    columns: Vec<String>,
    today: NaiveDate,
}

impl Selection {
    /// Whether every row of the other selection is among this one's: the same but for a search
    /// text that is part of the other's.
    fn is_wider_than(&self, other: &Selection) -> bool {
        let same = Selection {
            search: other.search.clone(),
            ..self.clone()
        };
        other.search.contains(&self.search) && same == *other
    }
}

/// Answers a query.
pub fn run(
    dataset: &Dataset,
    kept: &mut Kept,
    id: &str,
    query: &Query,
    window: Window,
    today: NaiveDate,
) -> Result<ReportView, QueryError> {
    let report = Report::of(dataset, id, query, query.today.unwrap_or(today))?;
    kept.prepare(&report, query)?;
    let places = kept.window(window);
    let summary = kept.summary.with_departments(window.departments as usize);
    let view = report.view(kept, &places, query.presence);
    Ok(ReportView {
        first: window.first,
        summary,
        ..view
    })
}

/// The rows at some places of the shown order.
pub fn rows_at(
    dataset: &Dataset,
    kept: &mut Kept,
    id: &str,
    query: &Query,
    ranges: &[(u32, u32)],
    today: NaiveDate,
) -> Result<ReportView, QueryError> {
    let report = Report::of(dataset, id, query, query.today.unwrap_or(today))?;
    kept.prepare(&report, query)?;
    let shown = kept.window(Window {
        rows: -1,
        ..Window::default()
    });
    let spans = ranges.iter().map(|&(first, last)| {
        let last = (last as usize + 1).min(shown.len());
        &shown[(first as usize).min(last)..last]
    });
    let places: Vec<u32> = spans.flatten().copied().collect();
    Ok(report.view(kept, &places, false))
}

/// A report on one day, with its visible columns.
struct Report<'a> {
    dataset: &'a Dataset,
    definition: &'static Definition,
    columns: Vec<&'static ColumnDefinition>,
    today: NaiveDate,
}

impl<'a> Report<'a> {
    fn of(
        dataset: &'a Dataset,
        id: &str,
        query: &Query,
        today: NaiveDate,
    ) -> Result<Report<'a>, QueryError> {
        let definition = definition(id).ok_or_else(|| QueryError::UnknownReport(id.to_string()))?;
        let column = |id: &String| {
            definition
                .column(id)
                .ok_or_else(|| QueryError::UnknownColumn(id.clone()))
        };
        let columns = match query.columns.is_empty() {
            true => definition.default_columns().collect(),
            false => query.columns.iter().map(column).collect::<Result<_, _>>()?,
        };
        Ok(Report {
            dataset,
            definition,
            columns,
            today,
        })
    }

    fn is_of_mine(&self) -> bool {
        self.definition.id == "mine-not-found"
    }

    fn side(&self) -> &'a Side {
        match self.is_of_mine() {
            true => &self.dataset.roster.mine,
            false => &self.dataset.roster.enrollment,
        }
    }

    /// The report's own rows.
    fn base(&self) -> RowSet {
        let roster = &self.dataset.roster;
        let counted = !&roster.repeated;
        let matched = &roster.matched & &counted;
        match self.definition.id {
            "expiring" => &matched & &self.dataset.flagged,
            "mine" => matched,
            "mine-not-found" => &roster.mine_first & &!&roster.mine_found,
            _ => &(&self.dataset.flagged & &counted) & &!&roster.matched,
        }
    }

    fn cells(&self, id: &str, standings: &[Standing]) -> Cells<'a> {
        match self.is_of_mine() {
            true => Cells::of_mine(id, self.dataset),
            false => Cells::of_enrollment(id, self.dataset, standings, self.today),
        }
    }

    fn known_column(&self, id: &str) -> Result<(), QueryError> {
        let known = self.definition.column(id);
        known
            .map(|_| ())
            .ok_or_else(|| QueryError::UnknownColumn(id.to_string()))
    }

    /// The report's own order, most significant first.
    fn own_order(&self) -> Vec<(String, Direction)> {
        let keys: &[&str] = match self.is_of_mine() {
            true => &[],
            false => &[MOST_URGENT, "days_to_disable"],
        };
        keys.iter()
            .map(|id| (id.to_string(), Direction::Asc))
            .collect()
    }

    fn view(&self, kept: &Kept, places: &[u32], presence: bool) -> ReportView {
        let columns: Vec<Cells> = self
            .columns
            .iter()
            .map(|column| self.cells(column.id, &kept.standings))
            .collect();
        let mut view = ReportView {
            id: self.definition.id.to_string(),
            columns: self
                .columns
                .iter()
                .map(|column| ColumnView {
                    id: column.id.to_string(),
                    title: column.title.to_string(),
                    kind: column.kind.name().to_string(),
                })
                .collect(),
            total: kept.rows.count() as u32,
            presence: presence.then(Vec::new),
            ..ReportView::default()
        };
        for &row in places {
            let cells: Vec<_> = columns
                .iter()
                .map(|column| column.cell(row as usize))
                .collect();
            if let Some(presence) = &mut view.presence {
                presence.push(
                    cells
                        .iter()
                        .map(|cell| cell.presence.name().to_string())
                        .collect(),
                );
            }
            let (texts, values) = cells
                .into_iter()
                .map(|cell| (cell.text, cell.value))
                .unzip();
            view.rows.push(texts);
            view.values.push(values);
            view.handles
                .push(self.handle(row as usize, &kept.standings));
        }
        view
    }

    fn handle(&self, row: usize, standings: &[Standing]) -> RowHandle {
        let key = self.dataset.key_text(self.side(), row);
        if self.is_of_mine() {
            return RowHandle {
                row: row as u32,
                key,
                ..RowHandle::default()
            };
        }
        let standing = &standings[self.dataset.statement_of.get(row)];
        RowHandle {
            row: row as u32,
            key,
            urgency: standing.urgency.name().to_string(),
            marks: marks(self.dataset, row, standing),
        }
    }
}

/// Short words of warning about an enrollment row.
pub fn marks(dataset: &Dataset, row: usize, standing: &Standing) -> Vec<String> {
    let roster = &dataset.roster;
    let says_no_mailbox = || {
        let cell = roster.enrollment.table.cell("has_mailbox", row);
        dataset.has_proven_mailbox(row) && crate::ingest::cell::read_flag(cell) == Some(false)
    };
    let marks = [
        ("duplicate key", roster.duplicate.contains(row)),
        ("ambiguous", roster.ambiguous.contains(row)),
        ("contradicted", standing.deadline.finding.is_contradiction()),
        (
            "one day apart",
            matches!(standing.deadline.finding, Finding::OffByOne { .. }),
        ),
        ("assumed", standing.deadline.finding == Finding::Assumed),
        ("mailbox contradicted", says_no_mailbox()),
    ];
    marks
        .into_iter()
        .filter(|(_, holds)| *holds)
        .map(|(mark, _)| mark.to_string())
        .collect()
}

impl Kept {
    /// How every statement stands on a day.
    pub fn standings(&mut self, dataset: &Dataset, today: NaiveDate) -> &[Standing] {
        if self.standings_of != Some(today) {
            self.standings = dataset.standings(today);
            self.standings_of = Some(today);
        }
        &self.standings
    }

    fn prepare(&mut self, report: &Report, query: &Query) -> Result<(), QueryError> {
        self.standings(report.dataset, report.today);
        let sort = match query.sort.is_empty() {
            true => report.own_order(),
            false => query.sort.clone(),
        };
        query
            .sort
            .iter()
            .try_for_each(|(id, _)| report.known_column(id))?;
        let order_of = (report.definition.id, sort, report.today);
        if self.order_of.as_ref() != Some(&order_of) {
            self.order = ordered(report, &order_of.1, &self.standings);
            self.order_of = Some(order_of);
        }
        let columns = report.columns.iter().map(|column| column.id.to_string());
        let rows_of = Selection {
            report: report.definition.id,
            search: letters::lower(&query.search),
            filters: query.filters.clone(),
            columns: columns.collect(),
            today: report.today,
        };
        if self.rows_of.as_ref() != Some(&rows_of) {
            let wider = self
                .rows_of
                .as_ref()
                .is_some_and(|before| before.is_wider_than(&rows_of));
            self.rows = selected(report, query, &self.standings, wider.then_some(&self.rows))?;
            self.summary = match report.is_of_mine() {
                true => summary_of_mine(report.dataset),
                false => summary(report.dataset, &self.rows, &self.standings),
            };
            self.rows_of = Some(rows_of);
        }
        Ok(())
    }

    /// The rows of a window of the shown order.
    fn window(&self, window: Window) -> Vec<u32> {
        let n_rows = usize::try_from(window.rows).unwrap_or(usize::MAX);
        let shown = self
            .order
            .iter()
            .copied()
            .filter(|&row| self.rows.contains(row as usize));
        shown.skip(window.first as usize).take(n_rows).collect()
    }
}

/// The rows that filters and search keep; `before` are those of a wider search, if one was kept.
fn selected(
    report: &Report,
    query: &Query,
    standings: &[Standing],
    before: Option<&RowSet>,
) -> Result<RowSet, QueryError> {
    let rows = match before {
        Some(rows) => rows.clone(),
        None => filtered(report, query, standings)?,
    };
    if query.search.is_empty() {
        return Ok(rows);
    }
    let columns = report.columns.iter();
    let columns: Vec<Cells> = columns
        .map(|column| report.cells(column.id, standings))
        .collect();
    Ok(select::search(&rows, &columns, &query.search))
}

fn filtered(report: &Report, query: &Query, standings: &[Standing]) -> Result<RowSet, QueryError> {
    let mut rows = report.base();
    for filter in &query.filters {
        let id = filter.column();
        report.known_column(id)?;
        rows = select::filter(&rows, &report.cells(id, standings), filter);
    }
    Ok(rows)
}

/// The report's own rows in order: the least significant column first, each order stable.
fn ordered(report: &Report, sort: &[(String, Direction)], standings: &[Standing]) -> Vec<u32> {
    let mut order: Vec<u32> = report.base().rows().map(|row| row as u32).collect();
    for (id, direction) in sort.iter().rev() {
        let descending = *direction == Direction::Desc;
        order = match report.cells(id, standings) {
            Cells::Text(column) => by_text(&order, column, descending),
            Cells::Coded { codes, cells } => {
                let ranks = ranks(&cells);
                let present = ranks
                    .iter()
                    .filter(|rank| **rank != crate::table::sort::MISSING);
                let n_ranks = present.max().map_or(0, |rank| *rank as usize + 1);
                by_rank(&order, n_ranks, descending, |row| ranks[codes.get(row)])
            }
            Cells::Line(lines) => by_number(&order, descending, |row| lines[row]),
            Cells::Key(..) => by_key(&order, report, descending),
            Cells::Absent => order,
        };
    }
    order
}

fn by_key(order: &[u32], report: &Report, descending: bool) -> Vec<u32> {
    let mut keys = TextColumn::default();
    for row in 0..report.side().n_rows() {
        keys.push(report.dataset.key_text(report.side(), row).as_bytes());
    }
    by_text(order, &keys, descending)
}

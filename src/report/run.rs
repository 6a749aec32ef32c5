//! A query on the rows of a report: which rows, in what order, and the window that is shown.

use std::sync::OnceLock;

use chrono::NaiveDate;

use super::cells::{Cell, Cells, ranks};
use super::definition::{ColumnDefinition, Definition};
use super::query::{Direction, Filter, Query};
use super::select;
use super::tabular::Amounts;
use super::values::{Offers, ValuesView};
use super::view::{ColumnView, ReportView, RowHandle, Summary, Window};
use crate::json::Json;
use crate::letters;
use crate::table::rank::{by_amount, by_rank};
use crate::table::sort::{by_number, by_text_slowly};
use crate::table::text_order::Ranks;
use crate::table::{RowSet, TextColumn};

/// What the rows of a report are made of: the joined accounts, or a table of its own.
pub trait Body {
    /// What can be shown of them.
    fn definition(&self) -> &'static Definition;
    /// The report's own rows.
    fn base(&self) -> RowSet;
    /// The columns of the report's own order, most significant first; they need not be shown.
    fn own_order(&self) -> &'static [&'static str];
    /// The cells of a column.
    fn cells(&self, id: &str) -> Cells<'_>;
    /// What the screen needs of a row whatever its visible columns.
    fn handle(&self, row: usize) -> RowHandle;
    /// Counts over some of its rows.
    fn summary(&self, rows: &RowSet) -> Summary;
}

/// Why a query cannot be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueryError {
    /// The report has no such column.
    UnknownColumn(String),
    /// A filter is none; the sentence says why.
    BadFilter(String),
}

/// What sifts rows by a condition of the filter builder: see [`sieve`](super::clause::sieve).
pub type Sieve = fn(&dyn Body, &RowSet, &Json, NaiveDate) -> Result<RowSet, QueryError>;

/// It comes with a later part of the program.
static SIEVE: OnceLock<Sieve> = OnceLock::new();

/// Makes known what sifts rows by conditions of the filter builder.
pub fn learn_sieve(sieve: Sieve) {
    let _ = SIEVE.set(sieve);
}

/// What orders many rows by a text: see [`ranks`](crate::table::text_order::ranks).
pub type TextOrder = fn(&TextColumn) -> Ranks;

/// It comes with the same part.
static TEXT_ORDER: OnceLock<TextOrder> = OnceLock::new();

/// Makes known what orders many rows by a text; until then they are ordered slowly.
pub fn learn_text_order(order: TextOrder) {
    let _ = TEXT_ORDER.set(order);
}

/// Whether a query waits for what sifts rows by conditions and orders many of them: that is not known yet.
pub fn needs_sieve(query: &Query) -> bool {
    let is_clause = |filter: &Filter| matches!(filter, Filter::Clause(_));
    let is_plain = query.sort.is_empty() && !query.filters.iter().any(is_clause);
    !is_plain && SIEVE.get().is_none()
}

impl std::fmt::Display for QueryError {
    fn fmt(&self, text: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            QueryError::UnknownColumn(id) => write!(text, "the report has no column `{id}`"),
            QueryError::BadFilter(why) => text.write_str(why),
        }
    }
}

/// The rows of a report in order, kept while only the window moves.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    order_of: Option<OrderOf>,
    order: Vec<u32>,
    /// Where the texts of the columns stand that were ordered by last: another order, direction or filter has them
    /// at hand.
    ranks: Vec<(RanksOf, Ranks)>,
    rows_of: Option<Selection>,
    rows: RowSet,
    summary: Summary,
    /// The values of the column that was asked for last, and what they are of.
    offers: Option<(Selection, String, Offers)>,
}

/// What ranks are of: report, column, day.
type RanksOf = (&'static str, String, NaiveDate);

/// So many columns of texts are kept in order: four bytes a row each.
const MOST_RANKS: usize = 3;

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

/// Answers a query about a report on one day.
pub fn run(
    body: &dyn Body,
    kept: &mut Kept,
    query: &Query,
    window: Window,
    today: NaiveDate,
) -> Result<ReportView, QueryError> {
    let columns = kept.prepare(body, query, today)?;
    let places = kept.window(window);
    let summary = kept.summary.with_departments(window.departments as usize);
    let view = view(body, &columns, kept, &places, query.presence);
    Ok(ReportView {
        first: window.first,
        summary,
        ..view
    })
}

/// The rows at some places of the shown order.
///
/// A column that is named stands behind the visible ones, if it is none of them: it is shown, but not
/// searched, so the places stay those of the query.
pub fn rows_at(
    body: &dyn Body,
    kept: &mut Kept,
    query: &Query,
    column: Option<&str>,
    ranges: &[(u32, u32)],
    today: NaiveDate,
) -> Result<ReportView, QueryError> {
    let mut columns = kept.prepare(body, query, today)?;
    if let Some(id) = column
        && !columns.iter().any(|shown| shown.id == id)
    {
        columns.push(known_column(body, id)?);
    }
    let places = kept.at(ranges);
    Ok(view(body, &columns, kept, &places, false))
}

/// The columns that a query on a report needs: those shown, and what it filters and sorts by.
///
/// Of conditions, and of how the table is laid out, it is every text in them that is the id of a column:
/// which one is too many costs time and no more.
pub fn needed(definition: &'static Definition, query: &Query) -> Vec<&'static str> {
    let shown = query.columns.iter().map(String::as_str);
    let sort = query.sort.iter().map(|(id, _)| id.as_str());
    let mut asked: Vec<&str> = shown.chain(sort).collect();
    for filter in &query.filters {
        match filter {
            Filter::Clause(json) => push_texts(json, &mut asked),
            filter => asked.push(filter.column()),
        }
    }
    push_texts(&query.layout, &mut asked);
    let asked = asked.into_iter().filter_map(|id| definition.column(id));
    let default = definition.default_columns();
    let default = default.filter(|_| query.columns.is_empty());
    default.chain(asked).map(|column| column.id).collect()
}

fn push_texts<'a>(json: &'a Json, texts: &mut Vec<&'a str>) {
    match json {
        Json::Text(text) => texts.push(text),
        Json::List(all) => all.iter().for_each(|one| push_texts(one, texts)),
        Json::Record(all) => all.iter().for_each(|(_, one)| push_texts(one, texts)),
        _ => {}
    }
}

/// The cells of some rows, row by row; it stops where one cannot be taken.
pub fn cells_of(
    body: &dyn Body,
    columns: &[&'static ColumnDefinition],
    places: &[u32],
    take: &mut dyn FnMut(&[Cell]) -> Result<(), String>,
) -> Result<(), String> {
    let columns: Vec<Cells> = columns.iter().map(|column| body.cells(column.id)).collect();
    let mut row = Vec::with_capacity(columns.len());
    for &place in places {
        row.clear();
        row.extend(columns.iter().map(|column| column.cell(place as usize)));
        take(&row)?;
    }
    Ok(())
}

/// The visible columns of a query.
type Columns = Vec<&'static ColumnDefinition>;

fn known_column(body: &dyn Body, id: &str) -> Result<&'static ColumnDefinition, QueryError> {
    let known = body.definition().column(id);
    known.ok_or_else(|| QueryError::UnknownColumn(id.to_string()))
}

fn view(
    body: &dyn Body,
    visible: &Columns,
    kept: &Kept,
    places: &[u32],
    presence: bool,
) -> ReportView {
    let columns: Vec<Cells> = visible.iter().map(|column| body.cells(column.id)).collect();
    let mut view = ReportView {
        id: body.definition().id.to_string(),
        columns: visible
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
        view.handles.push(body.handle(row as usize));
    }
    view
}

impl Kept {
    fn prepare(
        &mut self,
        body: &dyn Body,
        query: &Query,
        today: NaiveDate,
    ) -> Result<Columns, QueryError> {
        let definition = body.definition();
        let columns: Columns = match query.columns.is_empty() {
            true => definition.default_columns().collect(),
            false => {
                let ids = query.columns.iter();
                ids.map(|id| known_column(body, id))
                    .collect::<Result<_, _>>()?
            }
        };
        let today = query.today.unwrap_or(today);
        let sort = match query.sort.is_empty() {
            true => {
                let own = body.own_order().iter();
                own.map(|id| (id.to_string(), Direction::Asc)).collect()
            }
            false => query.sort.clone(),
        };
        for (id, _) in &query.sort {
            known_column(body, id)?;
        }
        let order_of = (definition.id, sort, today);
        if self.order_of.as_ref() != Some(&order_of) {
            self.order = ordered(body, &order_of.1, today, &mut self.ranks);
            self.order_of = Some(order_of);
        }
        let ids = columns.iter().map(|column| column.id.to_string());
        let rows_of = Selection {
            report: definition.id,
            search: letters::lower(&query.search),
            filters: query.filters.clone(),
            columns: ids.collect(),
            today,
        };
        if self.rows_of.as_ref() != Some(&rows_of) {
            let wider = self
                .rows_of
                .as_ref()
                .is_some_and(|before| before.is_wider_than(&rows_of));
            let before = wider.then_some(&self.rows);
            self.rows = selected(body, &columns, query, before, today)?;
            self.summary = body.summary(&self.rows);
            self.rows_of = Some(rows_of);
        }
        Ok(columns)
    }

    /// The rows that the last query selected.
    pub fn rows(&self) -> &RowSet {
        &self.rows
    }

    /// The values of a column among the rows that the last query selected: those that hold a text, at most so many.
    ///
    /// # Panics
    /// Before the first query.
    pub fn values(
        &mut self,
        body: &dyn Body,
        column: &str,
        text: &str,
        limit: usize,
    ) -> ValuesView {
        let rows_of = self.rows_of.as_ref().expect("rows were selected");
        let of_these = |(of, id, _): &&(Selection, String, Offers)| of == rows_of && id == column;
        if self.offers.as_ref().filter(of_these).is_none() {
            let offers = Offers::of(body, &self.rows, column, TEXT_ORDER.get().copied());
            self.offers = Some((rows_of.clone(), column.to_string(), offers));
        }
        let offers = self.offers.as_ref().map(|(_, _, offers)| offers);
        offers.map_or_else(ValuesView::default, |offers| offers.holding(text, limit))
    }

    /// The rows at some places of the shown order, as ranges `[first, last]`.
    pub fn at(&self, ranges: &[(u32, u32)]) -> Vec<u32> {
        let shown = self.window(Window {
            rows: -1,
            ..Window::default()
        });
        let spans = ranges.iter().map(|&(first, last)| {
            let last = (last as usize).saturating_add(1).min(shown.len());
            &shown[(first as usize).min(last)..last]
        });
        spans.flatten().copied().collect()
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
    body: &dyn Body,
    columns: &Columns,
    query: &Query,
    before: Option<&RowSet>,
    today: NaiveDate,
) -> Result<RowSet, QueryError> {
    let rows = match before {
        Some(rows) => rows.clone(),
        None => filtered(body, query, today)?,
    };
    if query.search.is_empty() {
        return Ok(rows);
    }
    let columns: Vec<Cells> = columns.iter().map(|column| body.cells(column.id)).collect();
    Ok(select::search(&rows, &columns, &query.search))
}

fn filtered(body: &dyn Body, query: &Query, today: NaiveDate) -> Result<RowSet, QueryError> {
    let mut rows = body.base();
    for filter in &query.filters {
        if let Filter::Clause(json) = filter {
            let sieve = SIEVE.get().ok_or_else(|| {
                QueryError::BadFilter("the filter cannot be understood yet".to_string())
            })?;
            rows = sieve(body, &rows, json, today)?;
            continue;
        }
        let id = known_column(body, filter.column())?.id;
        rows = select::filter(&rows, &body.cells(id), filter);
    }
    Ok(rows)
}

/// The report's own rows in order: the least significant column first, each order stable.
fn ordered(
    body: &dyn Body,
    sort: &[(String, Direction)],
    today: NaiveDate,
    known: &mut Vec<(RanksOf, Ranks)>,
) -> Vec<u32> {
    let base = body.base();
    let mut order = base.list();
    for (id, direction) in sort.iter().rev() {
        let descending = *direction == Direction::Desc;
        let mut by_text = |order: &[u32], column: &TextColumn| {
            let Some(ranks_of) = TEXT_ORDER.get() else {
                return by_text_slowly(order, column, descending);
            };
            let of = (body.definition().id, id.clone(), today);
            if !known.iter().any(|(known, _)| *known == of) {
                known.truncate(MOST_RANKS - 1);
                known.insert(0, (of.clone(), ranks_of(column)));
            }
            let (_, ranks) = known.iter().find(|(known, _)| *known == of).expect("kept");
            by_rank(order, &ranks.of_row, ranks.n, descending)
        };
        order = match body.cells(id) {
            Cells::Text(column) | Cells::Shown(column, _) => by_text(&order, column),
            Cells::Coded { codes, cells } => {
                codes.order(base.n_rows(), &order, &ranks(&cells), descending)
            }
            Cells::Line(lines) => by_number(&order, descending, |row| lines[row]),
            Cells::Numbers(amounts) => {
                by_amount(&order, descending, &amounts.numbers, Amounts::NOTHING)
            }
            cells @ Cells::Key(_, side) => {
                let mut keys = TextColumn::default();
                for row in 0..side.n_rows() {
                    keys.push(cells.key(row).as_bytes());
                }
                by_text(&order, &keys)
            }
            Cells::Absent => order,
        };
    }
    order
}

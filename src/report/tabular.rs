//! A report whose rows are those of a table made for it.

use super::cells::{Cell, Cells, RowCodes};
use super::dataset::Dataset;
use super::definition::{Definition, Kind};
use super::pivot::Pivot;
use super::run::Body;
use super::select::as_word;
use super::summary::summary_of_mine;
use super::view::{RowHandle, Summary, Value};
use crate::table::{Column, DictColumn, RowSet, Table};

/// Rows of a report as a table: every column stands under its id.
///
/// A cell of an enumeration is its name, or its name, a tab and what a person reads. A column of
/// the report's own order that is not shown holds ranks from 0 on.
#[derive(Clone)]
pub struct Tabular {
    /// What can be shown of it.
    pub definition: &'static Definition,
    /// The columns of texts.
    pub table: Table,
    /// The columns of lines.
    pub numbers: Vec<(&'static str, Vec<u32>)>,
    /// The columns of numbers.
    pub amounts: Vec<Amounts>,
    /// How the texts of a column are shown, where an empty one is not simply nothing to say.
    pub shows: Vec<(&'static str, Show)>,
    /// The columns of its own order.
    pub own_order: &'static [&'static str],
    /// Columns that only the files name, see [`Definition::further`].
    pub pivot: Option<Pivot>,
    /// The columns that are counted by value, each with its values in order.
    pub counted: &'static [(&'static str, &'static [&'static str])],
    /// The column of words of warning, divided by semicolons.
    pub marks: &'static str,
    /// What makes a report of it: always [`body`], which so comes with the part that makes the table.
    pub body: AsBody,
}

/// What makes a report of a table; see [`body`].
pub type AsBody = for<'a> fn(&'a Tabular, &'a Dataset) -> Box<dyn Body + 'a>;

/// A table as a report; the dataset says how the join of the lists stands.
pub fn body<'a>(tabular: &'a Tabular, dataset: &'a Dataset) -> Box<dyn Body + 'a> {
    Box::new(Shown { tabular, dataset })
}

/// A column of numbers; some of them are none.
#[derive(Clone, Debug)]
pub struct Amounts {
    /// Its id.
    pub id: &'static str,
    /// The number of every row, or which kind of nothing.
    pub numbers: Vec<i64>,
    /// How many of their digits stand behind the decimal mark.
    pub places: u8,
    /// What a person reads.
    pub show: fn(i64) -> String,
}

impl Amounts {
    /// The cell is empty in its source.
    pub const EMPTY: i64 = i64::MIN;
    /// No loaded source has the column.
    pub const NOT_LOADED: i64 = i64::MIN + 1;
    /// It cannot be known, or is no number.
    pub const UNKNOWN: i64 = i64::MIN + 2;
    /// There is nothing to say: it does not apply to the row.
    pub const NOTHING: i64 = i64::MIN + 3;

    /// Whether a number is none.
    pub fn is_none(number: i64) -> bool {
        number <= Amounts::NOTHING
    }
}

/// How a text of a column is shown.
pub type Show = fn(&str) -> Cell;

/// Such a report beside the lists.
struct Shown<'a> {
    tabular: &'a Tabular,
    /// Says how the join of the lists stands.
    dataset: &'a Dataset,
}

impl Shown<'_> {
    fn coded<'a>(&self, id: &str, column: &'a DictColumn) -> Cells<'a> {
        let kind = self.tabular.definition.column(id).map(|column| column.kind);
        let own = self.tabular.own_show(id);
        let show = self.tabular.show(id);
        let cell = |text: &str| match (kind, text) {
            _ if own.is_some() => show(text),
            (_, "") => show(text),
            (None, rank) => Cell {
                rank: rank.parse().ok(),
                ..Cell::of("", Value::Null)
            },
            (Some(Kind::Enum), text) => {
                let (name, shown) = text.split_once('\t').unwrap_or((text, text));
                Cell::of(shown, Value::Text(name.to_string()))
            }
            _ => show(text),
        };
        Cells::Coded {
            codes: RowCodes::Table(column.codes()),
            cells: column.values().map(cell).collect(),
        }
    }

    /// How many of some rows have each value of a column: known values in their order, then others.
    fn counts(&self, rows: &RowSet, id: &str, known: &[&str]) -> Vec<(String, u32)> {
        let Cells::Coded { codes, cells } = self.cells(id) else {
            return Vec::new();
        };
        let per_code = codes.counts(rows, cells.len());
        let mut counts: Vec<(String, u32)> =
            known.iter().map(|name| (name.to_string(), 0)).collect();
        for (cell, n) in cells.iter().zip(per_code) {
            let name = as_word(&cell.value);
            match counts.iter_mut().find(|(known, _)| *known == name) {
                Some((_, sum)) => *sum += n,
                None if !name.is_empty() => counts.push((name, n)),
                None => {}
            }
        }
        counts.retain(|(_, n)| *n > 0);
        counts
    }
}

impl Tabular {
    /// Takes over the columns of a table of the same rows.
    pub fn add(&mut self, other: Tabular) {
        self.table.widen(other.table);
        self.numbers.extend(other.numbers);
        self.amounts.extend(other.amounts);
        self.shows.extend(other.shows);
        self.pivot = self.pivot.take().or(other.pivot);
    }

    fn own_show(&self, id: &str) -> Option<Show> {
        let known = self.shows.iter().find(|(known, _)| *known == id);
        let pivot = self.pivot.as_ref();
        let further = || pivot.and_then(|pivot| pivot.show_of(id));
        known.map(|(_, show)| *show).or_else(further)
    }

    fn column(&self, id: &str) -> Option<&Column> {
        let further = || self.pivot.as_ref()?.column(id);
        self.table.column(id).or_else(further)
    }

    fn show(&self, id: &str) -> Show {
        self.own_show(id).unwrap_or(Cell::of_maybe)
    }
}

impl Body for Shown<'_> {
    fn definition(&self) -> &'static Definition {
        self.tabular.definition
    }

    fn base(&self) -> RowSet {
        RowSet::all(self.tabular.table.n_rows())
    }

    fn own_order(&self) -> &'static [&'static str] {
        self.tabular.own_order
    }

    fn cells(&self, id: &str) -> Cells<'_> {
        let mut numbers = self.tabular.numbers.iter();
        if let Some((_, numbers)) = numbers.find(|(known, _)| *known == id) {
            return Cells::Line(numbers);
        }
        let mut amounts = self.tabular.amounts.iter();
        if let Some(amounts) = amounts.find(|known| known.id == id) {
            return Cells::Numbers(amounts);
        }
        match self.tabular.column(id) {
            Some(Column::Text(column)) => Cells::Shown(column, self.tabular.show(id)),
            Some(Column::Dict(column)) => self.coded(id, column),
            None => {
                let is_known = self.tabular.definition.column(id).is_some();
                debug_assert!(!is_known, "nobody asked for the column `{id}`");
                Cells::Absent
            }
        }
    }

    fn handle(&self, row: usize) -> RowHandle {
        let marks = self.tabular.table.cell(self.tabular.marks, row);
        let marks = marks.split(';').filter(|mark| !mark.is_empty());
        RowHandle {
            row: row as u32,
            key: self.tabular.table.cell("key", row).to_string(),
            urgency: String::new(),
            marks: marks.map(str::to_string).collect(),
        }
    }

    fn summary(&self, rows: &RowSet) -> Summary {
        let counted = self.tabular.counted.iter();
        let counted = counted.map(|(id, known)| (id.to_string(), self.counts(rows, id, known)));
        Summary {
            by_value: counted.collect(),
            ..summary_of_mine(self.dataset)
        }
    }
}

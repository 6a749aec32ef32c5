//! Which rows of a report are kept: its own, then filters, then the search text.

use super::cells::{Cell, Cells, Presence};
use super::query::Filter;
use super::view::Value;
use crate::table::RowSet;
use crate::table::column::is_nothing;
use crate::table::search::Needle;

/// The rows among `rows` that a filter on these cells keeps.
pub fn filter(rows: &RowSet, cells: &Cells, filter: &Filter) -> RowSet {
    match cells {
        Cells::Coded { codes, cells } => {
            let keeps: Vec<bool> = cells.iter().map(|cell| keeps(filter, cell)).collect();
            codes.filter(rows, &keeps)
        }
        _ => rows.filter(|row| keeps(filter, &cells.cell(row))),
    }
}

fn keeps(filter: &Filter, cell: &Cell) -> bool {
    match filter {
        Filter::AnyOf { any_of, .. } => match &cell.value {
            Value::List(codes) => codes.iter().any(|code| any_of.contains(code)),
            value => any_of.contains(&as_word(value)),
        },
        // ISO dates are in the order of their days.
        Filter::Between { from, to, .. } => match &cell.value {
            Value::Text(day) => *day >= from.to_string() && *day <= to.to_string(),
            _ => false,
        },
        // It is sifted by what understands it.
        Filter::Clause(_) => false,
    }
}

/// A value as a filter spells it; a missing one is empty.
pub fn as_word(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Boolean(flag) => flag.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Decimal(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::List(codes) => codes.join(";"),
    }
}

/// The rows among `rows` in which a visible cell holds the text.
pub fn search(rows: &RowSet, columns: &[Cells], text: &str) -> RowSet {
    let Some(needle) = Needle::new(text) else {
        return rows.clone();
    };
    let mut found = RowSet::none(rows.n_rows());
    // Columns of few different texts first: each text is looked at once.
    let (coded, others): (Vec<&Cells>, Vec<&Cells>) = columns
        .iter()
        .partition(|cells| matches!(cells, Cells::Coded { .. }));
    for cells in coded.into_iter().chain(others) {
        let rest = rows & &!&found;
        found = &found | &search_column(&rest, cells, &needle);
    }
    found
}

fn search_column(rows: &RowSet, cells: &Cells, needle: &Needle) -> RowSet {
    match cells {
        Cells::Text(column) => needle.in_column(column, rows),
        Cells::Shown(column, _) => {
            let found = needle.in_column(column, rows);
            found.filter(|row| !is_nothing(column.bytes(row)))
        }
        Cells::Coded { codes, cells } => {
            // The words for a missing value are ours, not the file's.
            let holds: Vec<bool> = cells
                .iter()
                .map(|cell| cell.presence == Presence::Value && needle.is_in(&cell.text))
                .collect();
            match holds.contains(&true) {
                true => codes.filter(rows, &holds),
                false => RowSet::none(rows.n_rows()),
            }
        }
        Cells::Absent => RowSet::none(rows.n_rows()),
        Cells::Line(_) | Cells::Numbers(..) if !needle.is_like_a_number() => {
            RowSet::none(rows.n_rows())
        }
        Cells::Line(_) | Cells::Numbers(..) | Cells::Key(..) => rows.filter(|row| {
            let cell = cells.cell(row);
            cell.presence == Presence::Value && needle.is_in(&cell.text)
        }),
    }
}

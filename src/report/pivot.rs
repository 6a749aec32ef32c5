//! Pairs of a name and a text as columns: one for each name that occurs (D16).

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::tabular::Show;
use crate::table::{Column, DictColumn, TextColumn};

/// A column of no more different texts than this is kept as their codes.
const FEW: usize = 1_000;

/// The texts of many names, each of which few rows may have. A column is filled when it is first asked
/// for: there may be hundreds, of which a person looks at two.
#[derive(Clone)]
pub struct Pivot {
    prefix: &'static str,
    show: Show,
    /// What a cell is of a name that its row has not.
    rest: Column,
    names: BTreeMap<String, Named>,
}

/// The texts of one name.
#[derive(Clone, Default)]
struct Named {
    /// The rows that have it, in order.
    rows: Vec<u32>,
    /// The text of each of them.
    texts: DictColumn,
    whole: OnceCell<Column>,
}

impl Pivot {
    /// No name yet; the id of a column begins with the prefix. `rest` holds for every row what a cell
    /// is of a name that the row has not.
    pub fn new(prefix: &'static str, show: Show, rest: DictColumn) -> Pivot {
        Pivot {
            prefix,
            show,
            rest: Column::Dict(rest),
            names: BTreeMap::new(),
        }
    }

    /// Says the text of a name in a row; rows come in order, each name at most once.
    pub fn add(&mut self, row: u32, name: &str, text: &str) {
        let named = match self.names.get_mut(name) {
            Some(named) => named,
            None => self.names.entry(name.to_string()).or_default(),
        };
        named.rows.push(row);
        named.texts.push(text.as_bytes());
    }

    /// How its columns are shown; `None` where the id is of none.
    pub fn show_of(&self, id: &str) -> Option<Show> {
        id.starts_with(self.prefix).then_some(self.show)
    }

    /// The column of an id; of a name that no row has one without a text.
    pub fn column(&self, id: &str) -> Option<&Column> {
        let name = id.strip_prefix(self.prefix)?;
        let Some(named) = self.names.get(name) else {
            return Some(&self.rest);
        };
        Some(named.whole.get_or_init(|| self.filled(named)))
    }

    fn filled(&self, named: &Named) -> Column {
        let mut column = match named.texts.n_values() <= FEW {
            true => Column::Dict(DictColumn::default()),
            false => Column::Text(TextColumn::default()),
        };
        let mut own = named.rows.iter().zip(0..).peekable();
        for row in 0..self.rest.len() {
            match own.next_if(|(known, _)| **known as usize == row) {
                Some((_, place)) => column.push(named.texts.get(place).as_bytes()),
                None => column.push(self.rest.get(row).as_bytes()),
            }
        }
        column
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::cells::Cell;

    fn pivot(n_rows: u32, text: impl Fn(u32) -> String) -> Pivot {
        let mut rest = DictColumn::default();
        (0..n_rows).for_each(|_| rest.push(b"-"));
        let mut pivot = Pivot::new("of:", Cell::of_text, rest);
        for row in (0..n_rows).filter(|row| row % 2 == 1) {
            pivot.add(row, "odd", &text(row));
        }
        pivot
    }

    fn texts(column: Option<&Column>) -> Option<Vec<&str>> {
        let column = column?;
        Some((0..column.len()).map(|row| column.get(row)).collect())
    }

    #[test]
    fn a_name_is_a_column_and_rows_without_it_keep_their_nothing() {
        let pivot = pivot(4, |row| format!("t{row}"));
        assert_eq!(
            texts(pivot.column("of:odd")),
            Some(vec!["-", "t1", "-", "t3"])
        );
        assert_eq!(texts(pivot.column("of:even")), Some(vec!["-"; 4]));
        assert!(pivot.column("odd").is_none());
        assert!(pivot.show_of("odd").is_none() && pivot.show_of("of:x").is_some());
    }

    #[test]
    fn a_column_of_many_texts_is_kept_as_texts() {
        let many = pivot(4_000, |row| row.to_string());
        let column = many.column("of:odd");
        assert!(matches!(column, Some(Column::Text(_))));
        assert_eq!(column.map(|column| column.get(3_999)), Some("3999"));
        let few = pivot(4_000, |_| "same".to_string());
        assert!(matches!(few.column("of:odd"), Some(Column::Dict(_))));
    }
}

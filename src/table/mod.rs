//! A table of columns; knows no account.

pub mod group;
pub mod search;
pub mod sort;
pub mod text_order;

// What runs for every row is compiled for speed.
pub use quick::{Column, DictColumn, RowSet, TextColumn, column, gather, hash, rank, row_set};

use hash::{hash_bytes, mix};

/// Columns of equal length under stable names.
#[derive(Clone, Debug, Default)]
pub struct Table {
    columns: Vec<(&'static str, Column)>,
    n_rows: usize,
}

impl Table {
    /// Takes columns of `n_rows` rows each.
    ///
    /// # Panics
    /// When a column has another length: a row lost in silence.
    pub fn new(columns: Vec<(&'static str, Column)>, n_rows: usize) -> Table {
        for (name, column) in &columns {
            assert_eq!(column.len(), n_rows, "column `{name}` has another length");
        }
        Table { columns, n_rows }
    }

    /// How many rows there are.
    pub fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// The names of its columns.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().map(|(name, _)| *name)
    }

    /// The column of this name, unless the source has none.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, column)| column)
    }

    /// The text column of this name.
    pub fn text(&self, name: &str) -> Option<&TextColumn> {
        match self.column(name)? {
            Column::Text(column) => Some(column),
            Column::Dict(_) => None,
        }
    }

    /// The dictionary column of this name.
    pub fn dict(&self, name: &str) -> Option<&DictColumn> {
        match self.column(name)? {
            Column::Dict(column) => Some(column),
            Column::Text(_) => None,
        }
    }

    /// The cell's text, empty where it is missing or the column is.
    pub fn cell(&self, name: &str, row: usize) -> &str {
        self.column(name).map_or("", |column| column.get(row))
    }

    /// The texts of a row, column by column.
    pub fn cells(&self, row: usize) -> impl Iterator<Item = &str> {
        self.columns.iter().map(move |(_, column)| column.get(row))
    }

    /// A hash of all cells of a row; never a proof that two rows are equal.
    pub fn row_hash(&self, row: usize) -> u64 {
        let cells = self.columns.iter().map(|(_, column)| column.bytes(row));
        cells.fold(0, |hash, cell| mix(hash ^ hash_bytes(cell)))
    }

    /// The column of the longest texts, which so tells most rows apart; `None` without one of texts.
    pub fn most_telling(&self) -> Option<&TextColumn> {
        let texts = self.names().filter_map(|name| self.text(name));
        texts.max_by_key(|column| column.arena().len())
    }

    /// The same columns without some rows.
    pub fn without(&self, rows: std::ops::Range<usize>) -> Table {
        let columns = self.columns.iter();
        Table {
            columns: columns
                .map(|(name, column)| (*name, without(column, &rows)))
                .collect(),
            n_rows: self.n_rows - rows.len(),
        }
    }

    /// Takes over the columns of a table of the same rows.
    pub fn widen(&mut self, other: Table) {
        assert_eq!(self.n_rows, other.n_rows, "the rows are the same");
        self.columns.extend(other.columns);
    }

    /// Drops the columns that are not to stay.
    pub fn retain(&mut self, stays: impl Fn(&str) -> bool) {
        self.columns.retain(|(name, _)| stays(name));
    }

    /// Appends the rows of `other`; a column that only one side has is filled with missing cells.
    pub fn append(&mut self, other: &Table) {
        for (name, theirs) in &other.columns {
            if self.column(name).is_none() {
                let mut column = theirs.empty_like();
                extend_missing(&mut column, self.n_rows);
                self.columns.push((name, column));
            }
        }
        for (name, column) in &mut self.columns {
            match other.column(name) {
                Some(theirs) => append(column, theirs),
                None => extend_missing(column, other.n_rows),
            }
        }
        self.n_rows += other.n_rows;
    }
}

/// Adds missing cells.
fn extend_missing(column: &mut Column, n_rows: usize) {
    (0..n_rows).for_each(|_| column.push(b""));
}

/// A column without some rows.
fn without(column: &Column, rows: &std::ops::Range<usize>) -> Column {
    let mut kept = column.empty_like();
    for row in (0..rows.start).chain(rows.end..column.len()) {
        kept.push(column.bytes(row));
    }
    kept
}

/// Adds the cells of another column.
fn append(column: &mut Column, other: &Column) {
    match (column, other) {
        (Column::Dict(mine), Column::Dict(theirs)) => {
            let recode: Vec<u32> = theirs
                .values()
                .map(|text| mine.encode(text.as_bytes()))
                .collect();
            (0..theirs.len()).for_each(|row| mine.push_code(recode[theirs.code(row)]));
        }
        (mine, theirs) => (0..theirs.len()).for_each(|row| mine.push(theirs.bytes(row))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dict(cells: &[&str]) -> Column {
        let mut column = DictColumn::default();
        cells.iter().for_each(|cell| column.push(cell.as_bytes()));
        Column::Dict(column)
    }

    #[test]
    fn some_rows_can_be_left_out() {
        let table = Table::new(vec![("department", dict(&["Law", "Art", "", "Law"]))], 4);
        let cells = |table: Table| -> Vec<String> {
            let rows = 0..table.n_rows();
            rows.map(|row| table.cell("department", row).to_string())
                .collect()
        };
        assert_eq!(cells(table.without(1..3)), ["Law", "Law"]);
        assert_eq!(cells(table.without(0..0)), ["Law", "Art", "", "Law"]);
        assert_eq!(cells(table.without(0..4)), [""; 0]);
    }

    #[test]
    fn appending_keeps_every_row_and_fills_what_one_side_lacks() {
        let mut left = Table::new(vec![("department", dict(&["Law", ""]))], 2);
        let right = Table::new(
            vec![
                ("department", dict(&["Art", "Law"])),
                ("center", dict(&["A", "B"])),
            ],
            2,
        );
        left.append(&right);
        let rows: Vec<_> = (0..left.n_rows())
            .map(|row| (left.cell("department", row), left.cell("center", row)))
            .collect();
        assert_eq!(rows, [("Law", ""), ("", ""), ("Art", "A"), ("Law", "B")]);
    }
}

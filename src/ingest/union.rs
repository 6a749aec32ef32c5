//! The rows of all sources of one kind, each with the source it came from.

use std::collections::HashMap;
use std::ops::Range;

use super::source::Kind;
use crate::table::hash::hash_bytes;
use crate::table::{RowSet, Table, TextColumn};

/// The rows of all sources of one kind: many customers, many pages.
#[derive(Clone, Debug)]
pub struct Union {
    /// The kind.
    pub kind: Kind,
    /// Their columns.
    pub table: Table,
    /// Which source each row came from: source number and first row, in order.
    pub spans: Vec<(u32, usize)>,
    /// First line of each row in its file.
    pub lines: Vec<u32>,
    /// Rows that repeat another exactly.
    pub repeated: RowSet,
    /// Whether they are known: another source changes them.
    pub is_compared: bool,
}

impl Union {
    /// Adds the rows of a source and their lines to the sources of its kind.
    pub fn add(unions: &mut Vec<Union>, kind: Kind, source: u32, table: Table, lines: Vec<u32>) {
        if let Some(union) = unions.iter_mut().find(|union| union.kind == kind) {
            union.spans.push((source, union.table.n_rows()));
            union.table.append(&table);
            union.lines.extend(lines);
            union.forget_repeats();
            return;
        }
        unions.push(Union {
            kind,
            repeated: RowSet::none(table.n_rows()),
            is_compared: false,
            table,
            spans: vec![(source, 0)],
            lines,
        });
    }

    /// Takes the rows of a source out again.
    pub fn remove(unions: &mut Vec<Union>, source: u32) {
        for union in &mut *unions {
            let is_it = |&(known, _): &(u32, usize)| known == source;
            let Some(span) = union.spans.iter().position(is_it) else {
                continue;
            };
            let rows = union.rows_of(source);
            union.table = union.table.without(rows.clone());
            union.lines.drain(rows.clone());
            union.forget_repeats();
            union.spans.remove(span);
            let behind = union.spans[span..].iter_mut();
            behind.for_each(|(_, first)| *first -= rows.len());
        }
        unions.retain(|union| !union.spans.is_empty());
    }

    fn forget_repeats(&mut self) {
        self.repeated = RowSet::none(self.table.n_rows());
        self.is_compared = false;
    }

    /// The sources of a kind.
    pub fn of(unions: &[Union], kind: Kind) -> Option<&Union> {
        unions.iter().find(|union| union.kind == kind)
    }

    /// The source of a row, and its row there.
    pub fn place(&self, row: usize) -> (u32, usize) {
        let span = self.spans.partition_point(|&(_, first)| first <= row) - 1;
        let (source, first) = self.spans[span];
        (source, row - first)
    }

    /// Pairs of rows that agree in every column kept: the first and a later one.
    ///
    /// `text_hash` stands in where no column is kept: it is of the row as its file has it.
    pub fn repeat_candidates(&self, text_hash: &mut dyn FnMut(usize) -> u64) -> Vec<(u32, u32)> {
        let is_kept = self.table.names().next().is_some();
        let may_repeat = self.table.most_telling().map(repeated_cells);
        let mut firsts: HashMap<(u32, u64), u32> = HashMap::new();
        let mut candidates = Vec::new();
        for row in 0..self.table.n_rows() {
            if may_repeat.as_ref().is_some_and(|rows| !rows.contains(row)) {
                continue;
            }
            let hash = match is_kept {
                true => self.table.row_hash(row),
                false => text_hash(row),
            };
            let first = *firsts.entry((0, hash)).or_insert(row as u32);
            if first as usize != row {
                candidates.push((first, row as u32));
            }
        }
        candidates
    }

    /// The rows of a source.
    pub fn rows_of(&self, source: u32) -> Range<usize> {
        let span = self.spans.iter().position(|&(known, _)| known == source);
        span.map_or(0..0, |span| {
            let next = self.spans.get(span + 1);
            self.spans[span].1..next.map_or(self.table.n_rows(), |&(_, first)| first)
        })
    }
}

/// The rows whose cell may stand in another row, too: all of those that do, and few besides.
fn repeated_cells(column: &TextColumn) -> RowSet {
    let n_rows = column.len();
    let n_bits = (n_rows * 32).next_power_of_two();
    let bit = |row: usize| hash_bytes(column.bytes(row)) as usize & (n_bits - 1);
    let (mut once, mut twice) = (RowSet::none(n_bits), RowSet::none(n_bits));
    for row in 0..n_rows {
        let bit = bit(row);
        match once.contains(bit) {
            true => twice.insert(bit),
            false => once.insert(bit),
        }
    }
    RowSet::of(n_rows, |row| twice.contains(bit(row)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::table::Column;

    #[test]
    fn sources_of_a_kind_are_united_and_each_row_knows_its_source() {
        let table = |name: &'static str, cells: &[&str]| {
            let mut column = TextColumn::default();
            cells.iter().for_each(|cell| column.push(cell.as_bytes()));
            Table::new(vec![(name, Column::Text(column))], cells.len())
        };
        let mut unions = Vec::new();
        let mut add = |kind, source, table: Table| {
            let lines = (2..).take(table.n_rows()).collect();
            Union::add(&mut unions, kind, source, table, lines);
        };
        add(Kind::UsageMailbox, 1, table("upn", &["a", "b"]));
        add(Kind::SkuNames, 2, table("sku_id", &["x"]));
        add(Kind::UsageMailbox, 3, table("upn", &[]));
        add(Kind::UsageMailbox, 4, table("item_count", &["7"]));
        let union = Union::of(&unions, Kind::UsageMailbox).expect("two files");
        assert_eq!((unions.len(), union.table.n_rows()), (2, 3));
        let places: Vec<_> = (0..3).map(|row| union.place(row)).collect();
        assert_eq!(places, [(1, 0), (1, 1), (4, 0)]);
        assert_eq!(union.rows_of(3), 2..2);
        assert_eq!(union.rows_of(4), 2..3);
        assert_eq!(union.table.cell("upn", 2), "");
        assert_eq!(union.lines, [2, 3, 2]);
        Union::remove(&mut unions, 1);
        let union = Union::of(&unions, Kind::UsageMailbox).expect("two files");
        assert_eq!((union.place(0), &union.lines[..]), ((4, 0), &[2][..]));
        assert_eq!(union.table.cell("item_count", 0), "7");
        Union::remove(&mut unions, 2);
        assert!(Union::of(&unions, Kind::SkuNames).is_none());
    }

    proptest! {
        #[test]
        fn rows_that_agree_in_every_column_are_found(rows in proptest::collection::vec(("[ab]?", "[cde]?"), 0..40)) {
            let column = |cell: fn(&(String, String)) -> &str| {
                let mut column = TextColumn::default();
                rows.iter().for_each(|row| column.push(cell(row).as_bytes()));
                Column::Text(column)
            };
            let columns = vec![("upn", column(|row| &row.0)), ("mail", column(|row| &row.1))];
            let mut unions = Vec::new();
            let table = Table::new(columns, rows.len());
            Union::add(&mut unions, Kind::UsageMailbox, 1, table, vec![2; rows.len()]);
            let found = unions[0].repeat_candidates(&mut |_| unreachable!());
            let pair = |row: usize| {
                let first = rows.iter().position(|known| *known == rows[row])?;
                (first != row).then_some((first as u32, row as u32))
            };
            prop_assert_eq!(found, (0..rows.len()).filter_map(pair).collect::<Vec<_>>());
        }
    }
}

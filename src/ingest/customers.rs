//! Customers by their ids and names: an id with several names, a name with several ids (D5).

use std::ops::Range;

use crate::table::{DictColumn, Table};

const NONE: u32 = u32::MAX;

/// Which ids of customers have several names, and which names several ids.
pub struct Conflicts<'a> {
    ids: &'a DictColumn,
    names: &'a DictColumn,
    /// For every code whether it is in conflict.
    bad_ids: Vec<bool>,
    bad_names: Vec<bool>,
}

impl<'a> Conflicts<'a> {
    /// Those of some rows of a table; `None` where it has no such columns, or no conflict.
    pub fn of(table: &'a Table, rows: Range<usize>) -> Option<Conflicts<'a>> {
        let (ids, names) = (
            table.dict("global_customer_id")?,
            table.dict("customer_name")?,
        );
        let (empty_id, empty_name) = (empty(ids), empty(names));
        let mut name_of = vec![NONE; ids.n_values()];
        let mut id_of = vec![NONE; names.n_values()];
        let mut found = Conflicts {
            bad_ids: vec![false; ids.n_values()],
            bad_names: vec![false; names.n_values()],
            ids,
            names,
        };
        let mut any = false;
        for row in rows {
            let (id, name) = (ids.code(row), names.code(row));
            if Some(id) == empty_id || Some(name) == empty_name {
                continue;
            }
            let known = (name_of[id], id_of[name]);
            if known.0 != NONE && known.0 != name as u32 {
                (found.bad_ids[id], any) = (true, true);
            }
            if known.1 != NONE && known.1 != id as u32 {
                (found.bad_names[name], any) = (true, true);
            }
            (name_of[id], id_of[name]) = (name as u32, id as u32);
        }
        any.then_some(found)
    }

    /// Whether the id of a row's customer has several names, or its name several ids.
    pub fn is_at(&self, row: usize) -> bool {
        self.bad_ids[self.ids.code(row)] || self.bad_names[self.names.code(row)]
    }

    /// The first row of every id and name in conflict that stand together, and whether it is the id
    /// that has several names.
    pub fn firsts(&self, rows: Range<usize>) -> Vec<(usize, bool)> {
        let mut seen = Vec::new();
        let mut firsts = Vec::new();
        for row in rows.filter(|&row| self.is_at(row)) {
            let pair = (self.ids.code(row), self.names.code(row));
            let is_blank = self.ids.get(row).is_empty() || self.names.get(row).is_empty();
            // More of them are not read one by one.
            if !is_blank && seen.len() < 1_000 && !seen.contains(&pair) {
                seen.push(pair);
                firsts.push((row, self.bad_ids[pair.0]));
            }
        }
        firsts
    }
}

fn empty(column: &DictColumn) -> Option<usize> {
    column.values().position(str::is_empty)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Column;

    fn table(pairs: &[(&str, &str)]) -> Table {
        let column = |cell: fn(&(&'static str, &'static str)) -> &'static str, pairs: &[_]| {
            let mut column = DictColumn::default();
            pairs
                .iter()
                .for_each(|pair| column.push(cell(pair).as_bytes()));
            Column::Dict(column)
        };
        let pairs: Vec<(&'static str, &'static str)> = pairs
            .iter()
            .map(|(id, name)| -> (&'static str, &'static str) {
                (id.to_string().leak(), name.to_string().leak())
            })
            .collect();
        let columns = vec![
            ("global_customer_id", column(|pair| pair.0, &pairs)),
            ("customer_name", column(|pair| pair.1, &pairs)),
        ];
        Table::new(columns, pairs.len())
    }

    #[test]
    fn an_id_with_two_names_and_a_name_with_two_ids_are_told_once_for_each_pair() {
        #[track_caller]
        fn case(pairs: &[(&str, &str)], expected: &[(usize, bool)]) {
            let table = table(pairs);
            let rows = 0..pairs.len();
            let found = Conflicts::of(&table, rows.clone());
            let firsts = found.map_or(Vec::new(), |found| found.firsts(rows));
            assert_eq!(firsts, expected, "{pairs:?}");
        }
        case(&[("a", "A"), ("a", "A"), ("b", "B")], &[]);
        case(
            &[("a", "A"), ("a", "A2"), ("a", "A"), ("b", "B")],
            &[(0, true), (1, true)],
        );
        case(
            &[("a", "A"), ("b", "A"), ("b", "A")],
            &[(0, false), (1, false)],
        );
        case(&[("a", "A"), ("", "A"), ("a", ""), ("", "")], &[]);
    }

    #[test]
    fn a_change_back_and_forth_is_one_conflict() {
        let table = table(&[("a", "A"), ("a", "B"), ("a", "A"), ("c", "C")]);
        let found = Conflicts::of(&table, 0..4).expect("a conflict");
        let at: Vec<bool> = (0..4).map(|row| found.is_at(row)).collect();
        assert_eq!(at, [true, true, true, false]);
    }
}

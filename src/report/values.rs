//! The values that a column of a report has, with how many rows have each: what a quick filter offers
//! (D17, D18, D30, F27).

use std::cmp::Ordering;
use std::collections::HashMap;

use super::cells::{Cell, Cells};
use super::run::Body;
use super::select::as_word;
use super::view::Value;
use crate::letters;
use crate::table::RowSet;
use crate::table::search::Needle;
use crate::table::sort::{compare_texts, places_by};

/// Some of the values of a column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ValuesView {
    /// How many different values hold the text.
    pub total: u32,
    /// Those that are offered first.
    pub values: Vec<ValueView>,
}

/// A value of a column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ValueView {
    /// As a filter spells it; empty for cells without one.
    pub value: String,
    /// What a person reads.
    pub text: String,
    /// How many rows have it.
    pub rows: u32,
}

/// The values of a column among some rows that hold a text, at most so many: first those that begin
/// with it, then those of most rows, then by name.
pub fn values(body: &dyn Body, rows: &RowSet, id: &str, text: &str, limit: usize) -> ValuesView {
    let mut all = match body.cells(id) {
        Cells::Coded { codes, cells } => {
            let per_code = codes.counts(rows, cells.len());
            let counted = cells.into_iter().zip(per_code);
            merged(counted.filter(|(_, n)| *n > 0))
        }
        cells => merged(rows.rows().map(|row| (cells.cell(row), 1))),
    };
    let needle = Needle::new(text);
    if let Some(needle) = &needle {
        // What stands for a missing value is our word, not one of the file's.
        all.retain(|one| !one.value.is_empty() && needle.is_in(&one.text));
    }
    let begin = letters::lower(text);
    let begins: Vec<bool> = all
        .iter()
        .map(|one| needle.is_some() && letters::lower(&one.text).starts_with(&begin))
        .collect();
    let order = places_by(all.len(), &|left, right| -> Ordering {
        let (this, other) = (&all[left], &all[right]);
        (begins[right].cmp(&begins[left]))
            .then(this.value.is_empty().cmp(&other.value.is_empty()))
            .then(other.rows.cmp(&this.rows))
            .then_with(|| compare_texts(&this.text, &other.text))
    });
    let total = all.len() as u32;
    let first = order.into_iter().take(limit);
    let values = first.map(|place| std::mem::take(&mut all[place as usize]));
    ValuesView {
        total,
        values: values.collect(),
    }
}

/// Each value once; a list counts for each of its items.
fn merged(cells: impl Iterator<Item = (Cell, u32)>) -> Vec<ValueView> {
    let mut all: Vec<ValueView> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut add = |value: String, text: String, rows: u32| match places.get(&value) {
        Some(&place) => {
            let known = &mut all[place];
            known.rows += rows;
            // One reason may be told with the numbers of each row: together they have its name.
            if known.text != text && !value.is_empty() {
                known.text = value.replace('-', " ");
            }
        }
        None => {
            places.insert(value.clone(), all.len());
            all.push(ValueView { value, text, rows });
        }
    };
    for (cell, n) in cells {
        match cell.value {
            Value::List(items) => {
                for item in items {
                    add(item.clone(), item, n);
                }
            }
            Value::Null => add(String::new(), "none given".to_string(), n),
            value => add(as_word(&value), cell.text, n),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_that_each_row_tells_with_its_own_numbers_is_one_value_under_its_name() {
        let cell = |text: &str, name: &str| (Cell::of(text, Value::Text(name.to_string())), 1);
        let all = merged(
            [
                cell("last used 3 days ago", "used-lately"),
                cell("too many names", "concealed"),
                cell("last used 4 days ago", "used-lately"),
            ]
            .into_iter(),
        );
        let told: Vec<_> = all
            .iter()
            .map(|one| (one.text.as_str(), one.rows))
            .collect();
        assert_eq!(told, [("used lately", 2), ("too many names", 1)]);
    }
}

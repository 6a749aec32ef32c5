//! The values that a column of a report has, with how many rows have each: what a quick filter offers
//! (D17, D18, D30, F27).

use std::cmp::Ordering;
use std::collections::HashMap;

use super::cells::{Cell, Cells};
use super::run::Body;
use super::select::as_word;
use super::view::Value;
use crate::letters;
use crate::table::search::Needle;
use crate::table::sort::{compare_texts, places_by};
use crate::table::text_order::Ranks;
use crate::table::{RowSet, TextColumn};

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

/// All values of a column among some rows in the order in which they are offered: those of most rows first,
/// then by name.
///
/// They are kept while somebody types: of 100,000 customers it takes long to count and to order them.
#[derive(Clone, Debug, Default)]
pub struct Offers {
    all: Vec<ValueView>,
    /// What a person reads of each, and nothing of missing values.
    texts: TextColumn,
}

impl Offers {
    /// Those of a column; `ranks_of` orders many texts, where it is known.
    pub fn of(
        body: &dyn Body,
        rows: &RowSet,
        id: &str,
        ranks_of: Option<fn(&TextColumn) -> Ranks>,
    ) -> Offers {
        let all = match body.cells(id) {
            Cells::Coded { codes, cells } => {
                let per_code = codes.counts(rows, cells.len());
                let counted = cells.into_iter().zip(per_code);
                merged(counted.filter(|(_, n)| *n > 0))
            }
            cells => merged(rows.rows().map(|row| (cells.cell(row), 1))),
        };
        Offers::in_order(all, ranks_of)
    }

    fn in_order(mut all: Vec<ValueView>, ranks_of: Option<fn(&TextColumn) -> Ranks>) -> Offers {
        let ranks = ranks_of.map(|ranks_of| ranks_of(&texts_of(&all)));
        let rank = |place: usize| ranks.as_ref().map_or(0, |ranks| ranks.of_row[place]);
        let order = places_by(all.len(), &|left, right| -> Ordering {
            let (this, other) = (&all[left], &all[right]);
            (this.value.is_empty().cmp(&other.value.is_empty()))
                .then(other.rows.cmp(&this.rows))
                .then(rank(left).cmp(&rank(right)))
                .then_with(|| compare_texts(&this.text, &other.text))
        });
        let in_order = order
            .into_iter()
            .map(|place| std::mem::take(&mut all[place as usize]));
        let all: Vec<ValueView> = in_order.collect();
        let texts = texts_of(&all);
        Offers { all, texts }
    }

    /// Those that hold a text, at most so many: first those that begin with it.
    pub fn holding(&self, text: &str, limit: usize) -> ValuesView {
        let Some(needle) = Needle::new(text) else {
            return ValuesView {
                total: self.all.len() as u32,
                values: self.all.iter().take(limit).cloned().collect(),
            };
        };
        let begin = letters::lower(text);
        let (mut first, mut behind) = (Vec::new(), Vec::new());
        // What stands for a missing value is our word, not one of the file's.
        let found = needle.in_column(&self.texts, &RowSet::all(self.all.len()));
        for place in found.rows() {
            if first.len() == limit {
                break;
            }
            match letters::lower(&self.all[place].text).starts_with(&begin) {
                true => first.push(place),
                false if behind.len() < limit => behind.push(place),
                false => {}
            }
        }
        let values = first.into_iter().chain(behind).take(limit);
        ValuesView {
            total: found.count() as u32,
            values: values.map(|place| self.all[place].clone()).collect(),
        }
    }
}

fn texts_of(all: &[ValueView]) -> TextColumn {
    let mut texts = TextColumn::default();
    for one in all {
        let text = if one.value.is_empty() { "" } else { &one.text };
        texts.push(text.as_bytes());
    }
    texts
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
    use crate::table::text_order::ranks;

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

    fn offers(ranks_of: Option<fn(&TextColumn) -> Ranks>) -> Offers {
        let one = |text: &str, rows| ValueView {
            value: text.to_string(),
            text: text.to_string(),
            rows,
        };
        let none = ValueView {
            text: "none given".to_string(),
            rows: 9,
            ..ValueView::default()
        };
        let all = vec![
            none,
            one("Novak Ltd", 1),
            one("École Nova", 1),
            one("Ann Ltd", 1),
            one("Nova", 3),
            one("Renova", 5),
        ];
        Offers::in_order(all, ranks_of)
    }

    #[test]
    fn what_begins_with_the_text_is_offered_first_then_what_most_rows_have() {
        for ranks_of in [None, Some(ranks as fn(&TextColumn) -> Ranks)] {
            let offers = offers(ranks_of);
            let told = |text: &str, limit: usize| {
                let found = offers.holding(text, limit);
                let texts = found.values.into_iter().map(|one| one.text);
                (found.total, texts.collect::<Vec<_>>().join(", "))
            };
            let all = "Renova, Nova, Ann Ltd, École Nova, Novak Ltd, none given";
            assert_eq!(told("", 9), (6, all.to_string()));
            assert_eq!(told("", 2), (6, "Renova, Nova".to_string()));
            assert_eq!(
                told("NOVA", 9),
                (4, "Nova, Novak Ltd, Renova, École Nova".to_string())
            );
            assert_eq!(told("nova", 1), (4, "Nova".to_string()));
            assert_eq!(told("nova", 3), (4, "Nova, Novak Ltd, Renova".to_string()));
            assert_eq!(told("é", 9), (1, "École Nova".to_string()));
            assert_eq!(told("none", 9), (0, String::new()));
        }
    }
}

//! The rows of a report grouped by the values of some columns, each group with its rows and sums (D29).

use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::cells::{Cell, Cells, Presence};
use super::definition::{ColumnDefinition, Kind};
use super::layout::MOST_LEVELS;
use super::run::Body;
use super::select::as_word;
use super::tabular::Amounts;
use super::view::Value;
use crate::ingest::number::Decimal;
use crate::letters;
use crate::table::hash::{hash_bytes, mix};
use crate::table::sort::compare_texts;
use crate::table::{RowSet, TextColumn};

/// Rows by the values of some columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GroupsView {
    /// Ids of the columns that they are grouped by.
    pub levels: Vec<String>,
    /// Ids of the columns that are added up.
    pub sums: Vec<String>,
    /// How many groups there are.
    pub total: u32,
    /// Those of most rows.
    pub groups: Vec<GroupView>,
    /// All rows as one group without values.
    pub all: GroupView,
}

/// The rows that have the same values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GroupView {
    /// The value of each column.
    pub values: Vec<GroupValue>,
    /// How many rows.
    pub rows: u32,
    /// The sum of each column of numbers.
    pub sums: Vec<GroupSum>,
}

/// A value that rows have in common.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GroupValue {
    /// As a filter spells it; of a column of lists its text. Empty for rows without one.
    pub value: String,
    /// What a person reads.
    pub text: String,
}

/// A sum of numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GroupSum {
    /// The sum with all its digits; empty where no row has a number.
    pub text: String,
    /// Rows that have no number that is known: they are in no sum.
    pub unknown: u32,
}

/// The rows among `rows`, grouped by columns, with the sums of the columns of numbers among `shown`; at most
/// so many groups: those of most rows, then by name.
pub fn groups(
    body: &dyn Body,
    rows: &RowSet,
    levels: &[&'static ColumnDefinition],
    shown: &[&'static ColumnDefinition],
    limit: usize,
) -> GroupsView {
    let places: Vec<u32> = rows.rows().map(|row| row as u32).collect();
    let mut values: Vec<Level> = Vec::new();
    let mut group_of = vec![0u32; places.len()];
    let mut n_groups = usize::from(!places.is_empty());
    // The code of each level of every group so far.
    let mut codes_of: Vec<Codes> = vec![Codes::default(); n_groups];
    for (at, level) in levels.iter().take(MOST_LEVELS).enumerate() {
        let known = Level::of(&body.cells(level.id), level.kind, &places);
        (group_of, codes_of) = combined(&group_of, &codes_of, &known, at);
        n_groups = codes_of.len();
        values.push(known);
    }
    let mut counts = vec![0u32; n_groups];
    group_of
        .iter()
        .for_each(|group| counts[*group as usize] += 1);
    let name = |group: usize, level: usize| {
        let code = codes_of[group][level];
        &values[level].values[code as usize]
    };
    let order = |left: &usize, right: &usize| {
        let by_name = |order: Ordering, level: usize| {
            order.then_with(|| {
                let (left, right) = (name(*left, level), name(*right, level));
                let missing = left.value.is_empty().cmp(&right.value.is_empty());
                missing.then_with(|| compare_texts(&left.text, &right.text))
            })
        };
        let counted = counts[*right].cmp(&counts[*left]);
        (0..values.len()).fold(counted, by_name)
    };
    let mut kept: Vec<usize> = (0..n_groups).collect();
    // Of a million groups only those that are shown are put in order.
    if limit < n_groups {
        kept.select_nth_unstable_by(limit, order);
        kept.truncate(limit);
    }
    kept.sort_by(order);
    let mut view = GroupsView {
        levels: levels
            .iter()
            .take(MOST_LEVELS)
            .map(|level| level.id.to_string())
            .collect(),
        total: n_groups as u32,
        groups: kept
            .iter()
            .map(|&group| GroupView {
                values: (0..values.len())
                    .map(|level| name(group, level).clone())
                    .collect(),
                rows: counts[group],
                sums: Vec::new(),
            })
            .collect(),
        all: GroupView {
            rows: places.len() as u32,
            ..GroupView::default()
        },
        ..GroupsView::default()
    };
    for column in shown {
        if !matches!(column.kind, Kind::Integer | Kind::Number) {
            continue;
        }
        let sums = added(&body.cells(column.id), &places, &group_of, n_groups);
        view.sums.push(column.id.to_string());
        let all = sums.iter().copied().fold(Sum::default(), Sum::and);
        view.all.sums.push(all.view());
        for (shown, &group) in view.groups.iter_mut().zip(&kept) {
            shown.sums.push(sums[group].view());
        }
    }
    view
}

/// The code of each level of a group.
type Codes = [u32; MOST_LEVELS];

/// A map whose keys are texts of a file or small numbers: no stranger chooses them to be slow.
type Map<K> = HashMap<K, u32, BuildHasherDefault<Quick>>;

#[derive(Default)]
struct Quick(u64);

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = mix(self.0 ^ hash_bytes(bytes));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The values of a column, and which of them every row has.
struct Level {
    codes: Vec<u32>,
    values: Vec<GroupValue>,
}

impl Level {
    fn of(cells: &Cells, kind: Kind, places: &[u32]) -> Level {
        let mut known = Known::default();
        let codes = match cells {
            Cells::Coded { codes, cells } => {
                let of_code: Vec<u32> = cells.iter().map(|cell| known.code(cell, kind)).collect();
                places
                    .iter()
                    .map(|&row| of_code[codes.get(row as usize)])
                    .collect()
            }
            Cells::Text(column) => by_text(column, places, &mut |text| {
                known.code(&Cell::of_text(text), kind)
            }),
            Cells::Shown(column, show) => {
                by_text(column, places, &mut |text| known.code(&show(text), kind))
            }
            cells => places
                .iter()
                .map(|&row| known.code(&cells.cell(row as usize), kind))
                .collect(),
        };
        known.finish(codes)
    }
}

/// The code of every row's text; each text is looked at once.
fn by_text(column: &TextColumn, places: &[u32], code: &mut dyn FnMut(&str) -> u32) -> Vec<u32> {
    let mut known: Map<&[u8]> = Map::default();
    let codes = places.iter().map(|&row| {
        let row = row as usize;
        *known
            .entry(column.bytes(row))
            .or_insert_with(|| code(column.get(row)))
    });
    codes.collect()
}

#[derive(Default)]
struct Known {
    places: Map<String>,
    values: Vec<GroupValue>,
}

impl Known {
    fn code(&mut self, cell: &Cell, kind: Kind) -> u32 {
        let value = match (&cell.value, cell.presence) {
            (_, presence) if presence != Presence::Value => String::new(),
            // A filter finds a list again by its text.
            (Value::List(_), _) => letters::lower(cell.text.trim()),
            (value, _) => as_word(value),
        };
        if let Some(&code) = self.places.get(&value) {
            // One reason may be told with the numbers of each row: together they have its name.
            let known = &mut self.values[code as usize];
            if known.text != cell.text && !value.is_empty() && kind != Kind::List {
                known.text = value.replace('-', " ");
            }
            return code;
        }
        let text = match value.is_empty() {
            true => "none given".to_string(),
            false => cell.text.clone(),
        };
        let code = self.values.len() as u32;
        self.places.insert(value.clone(), code);
        self.values.push(GroupValue { value, text });
        code
    }

    fn finish(self, codes: Vec<u32>) -> Level {
        Level {
            codes,
            values: self.values,
        }
    }
}

/// Groups of the rows by one more column.
fn combined(
    group_of: &[u32],
    codes_of: &[Codes],
    level: &Level,
    at: usize,
) -> (Vec<u32>, Vec<Codes>) {
    const NONE: u32 = u32::MAX;
    let n_values = level.values.len();
    let mut made: Vec<Codes> = Vec::new();
    let mut make = |group: u32, code: u32| {
        let mut codes = codes_of[group as usize];
        codes[at] = code;
        made.push(codes);
        made.len() as u32 - 1
    };
    let pairs = group_of.iter().zip(&level.codes);
    // As a table of all pairs where that is small, which is far faster than a map.
    let groups = match codes_of.len().checked_mul(n_values) {
        Some(n) if n <= MOST_PAIRS => {
            let mut table = vec![NONE; n];
            let groups = pairs.map(|(&group, &code)| {
                let known = &mut table[group as usize * n_values + code as usize];
                if *known == NONE {
                    *known = make(group, code);
                }
                *known
            });
            groups.collect()
        }
        _ => {
            let mut table: Map<(u32, u32)> = Map::default();
            let groups = pairs.map(|(&group, &code)| {
                *table
                    .entry((group, code))
                    .or_insert_with(|| make(group, code))
            });
            groups.collect()
        }
    };
    (groups, made)
}

/// Pairs of a group and a value that are held as a table: 16 MiB.
const MOST_PAIRS: usize = 4 << 20;

/// A sum of numbers with the same places, and how many rows have none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sum {
    digits: i128,
    places: u8,
    n: u32,
    unknown: u32,
}

impl Sum {
    fn add(&mut self, number: Option<Decimal>) {
        let Some(number) = number else {
            self.unknown += 1;
            return;
        };
        let one = Sum {
            digits: number.digits.into(),
            places: number.places,
            n: 1,
            unknown: 0,
        };
        *self = self.and(one);
    }

    // What is too large to be added is told as unknown rather than added wrongly.
    fn and(self, other: Sum) -> Sum {
        let places = self.places.max(other.places);
        let scaled = |sum: Sum| {
            let unit = 10i128.checked_pow(u32::from(places - sum.places))?;
            sum.digits.checked_mul(unit)
        };
        let sum = || scaled(self)?.checked_add(scaled(other)?);
        match sum() {
            Some(digits) => Sum {
                digits,
                places,
                n: self.n + other.n,
                unknown: self.unknown + other.unknown,
            },
            None => Sum {
                unknown: self.unknown + other.unknown + other.n,
                ..self
            },
        }
    }

    fn view(self) -> GroupSum {
        GroupSum {
            text: match self.n {
                0 => String::new(),
                _ => self.text(),
            },
            unknown: self.unknown,
        }
    }

    fn text(self) -> String {
        let places = usize::from(self.places);
        let digits = format!("{:0>1$}", self.digits.unsigned_abs(), places + 1);
        let (whole, behind) = digits.split_at(digits.len() - places);
        let sign = if self.digits < 0 { "-" } else { "" };
        let mark = if places == 0 { "" } else { "." };
        format!("{sign}{whole}{mark}{behind}")
    }
}

fn added(cells: &Cells, places: &[u32], group_of: &[u32], n_groups: usize) -> Vec<Sum> {
    let mut sums = vec![Sum::default(); n_groups];
    let rows = places.iter().zip(group_of);
    match cells {
        Cells::Numbers(amounts) => {
            sums.iter_mut().for_each(|sum| sum.places = amounts.places);
            for (&row, &group) in rows {
                let (sum, digits) = (&mut sums[group as usize], amounts.numbers[row as usize]);
                match Amounts::is_none(digits) {
                    true => sum.unknown += 1,
                    false => {
                        sum.digits += i128::from(digits);
                        sum.n += 1;
                    }
                }
            }
        }
        Cells::Coded { codes, cells } => {
            let numbers: Vec<Option<Decimal>> =
                cells.iter().map(|cell| number(&cell.value)).collect();
            for (&row, &group) in rows {
                sums[group as usize].add(numbers[codes.get(row as usize)]);
            }
        }
        cells => {
            for (&row, &group) in rows {
                sums[group as usize].add(number(&cells.cell(row as usize).value));
            }
        }
    }
    sums
}

fn number(value: &Value) -> Option<Decimal> {
    match value {
        Value::Integer(digits) => Some(Decimal {
            digits: *digits,
            places: 0,
        }),
        Value::Decimal(number) => Some(*number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_keep_all_their_digits() {
        let mut sum = Sum::default();
        for _ in 0..3 {
            sum.add(Some(Decimal {
                digits: i64::MAX,
                places: 0,
            }));
        }
        sum.add(Some(Decimal {
            digits: -5,
            places: 1,
        }));
        sum.add(None);
        assert_eq!(sum.view().text, "27670116110564327420.5");
        assert_eq!(sum.view().unknown, 1);
        assert_eq!(Sum::default().view().text, "");
    }

    #[test]
    fn a_missing_value_is_a_group_of_its_own_whatever_the_reason() {
        let mut known = Known::default();
        let empty = known.code(&Cell::of_text(""), Kind::Text);
        assert_eq!(
            known.code(&Cell::missing("unknown", Presence::NotKnowable), Kind::Text),
            empty
        );
        assert_ne!(known.code(&Cell::of_text("a"), Kind::Text), empty);
        let level = known.finish(vec![]);
        assert_eq!(level.values[empty as usize].text, "none given");
    }
}

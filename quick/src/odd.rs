//! The cells of a column that are not plainly of its type: these alone decide anything, or are wrong.

use std::ops::Range;

use super::column::{DictColumn, TextColumn};
use super::plain::{is_plain_time, plain_decimal, plain_guid};

/// What plain cells look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Days and instants.
    Time,
    /// Nothing but digits, at most fifteen.
    Digits,
    /// The same, or with one or two places behind a point.
    Decimal,
    /// Object ids.
    Guid,
    /// Addresses.
    Address,
}

impl Shape {
    /// Whether a cell plainly is of this shape; an empty one is.
    #[inline(never)]
    pub fn is_plain(self, cell: &[u8]) -> bool {
        let n = cell.len();
        match self {
            _ if n == 0 => true,
            Shape::Time => is_plain_time(cell),
            Shape::Digits | Shape::Decimal => n <= 15 && cell.iter().all(u8::is_ascii_digit),
            Shape::Guid => plain_guid(cell).is_some(),
            Shape::Address => {
                let at = cell.iter().rposition(|&byte| byte == b'@');
                at.is_some_and(|at| at > 0 && at + 1 < n) && cell.iter().all(u8::is_ascii_graphic)
            }
        }
    }
}

/// The rows whose cells are not plain. Of numbers with one or two places behind a point, which say alike what the
/// mark is, the first stands for all.
#[inline(never)]
pub fn odd_rows(column: &TextColumn, rows: Range<usize>, shape: Shape) -> Vec<usize> {
    let mut odd = Vec::new();
    let mut has_decimal = false;
    for row in rows {
        let cell = column.bytes(row);
        if shape.is_plain(cell) {
            continue;
        }
        let is_decimal = shape == Shape::Decimal && plain_decimal(cell).is_some();
        if !is_decimal || !std::mem::replace(&mut has_decimal, true) {
            odd.push(row);
        }
    }
    odd
}

/// The first row of each different text of some rows.
#[inline(never)]
pub fn first_rows(column: &DictColumn, rows: Range<usize>) -> Vec<usize> {
    let mut is_seen = vec![false; column.n_values()];
    rows.filter(|&row| !std::mem::replace(&mut is_seen[column.code(row)], true))
        .collect()
}

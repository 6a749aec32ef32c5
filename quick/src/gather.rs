//! Columns made of other columns: for every row the first text that stands in one of several places.

use super::column::{Column, DictColumn, TextColumn};

/// In the place of a row: there is none.
pub const NO_ROW: u32 = u32::MAX;

/// A place where a text may stand.
#[derive(Clone, Copy)]
pub struct Stand<'a> {
    /// The column there.
    pub column: &'a Column,
    /// The row there of each thing (an account, say), or [`NO_ROW`].
    pub rows: &'a [u32],
    /// Which of these things each row of the new column is of; `None` where the new rows are the things themselves.
    pub meant: Option<&'a [u32]>,
}

/// What is written where no place has a text.
#[derive(Clone, Copy)]
pub struct Nothing<'a> {
    /// A place has the row, and its cell is empty.
    pub empty: &'a [u8],
    /// No place has the row.
    pub no_row: &'a [u8],
    /// There is no place.
    pub no_place: &'a [u8],
}

impl Stand<'_> {
    #[inline(always)]
    fn row(&self, of: usize) -> u32 {
        let place = self.meant.map_or(of, |meant| meant[of] as usize);
        self.rows.get(place).copied().unwrap_or(NO_ROW)
    }
}

/// A column of so many rows with the first text of each.
#[inline(never)]
pub fn texts(stands: &[Stand], n_rows: usize, nothing: &Nothing) -> TextColumn {
    let mut texts = TextColumn::default();
    let n_bytes = stands.first().map_or(0, |stand| match stand.column {
        Column::Text(column) => column.arena().len(),
        Column::Dict(_) => 0,
    });
    texts.reserve(n_rows, n_bytes);
    for of in 0..n_rows {
        let (text, _) = first(stands, of, nothing);
        texts.push(text);
    }
    texts
}

/// The same texts as codes of a dictionary.
#[inline(never)]
pub fn words(stands: &[Stand], n_rows: usize, nothing: &Nothing) -> DictColumn {
    let mut words = DictColumn::default();
    words.reserve(n_rows);
    // Of each dictionary the codes that its texts have here.
    let mut known: Vec<Vec<u32>> = stands
        .iter()
        .map(|stand| match stand.column {
            Column::Dict(column) => vec![0; column.n_values()],
            Column::Text(_) => Vec::new(),
        })
        .collect();
    for of in 0..n_rows {
        let (text, found) = first(stands, of, nothing);
        let known = found.and_then(|(place, row)| match stands[place].column {
            Column::Dict(column) => Some(&mut known[place][column.code(row)]),
            Column::Text(_) => None,
        });
        let code = match known {
            None => words.encode(text),
            Some(code) => {
                if *code == 0 {
                    *code = words.encode(text);
                }
                *code
            }
        };
        words.push_code(code);
    }
    words
}

/// The first text, and the place and row where it stands; else what says why there is none.
#[inline(always)]
fn first<'a>(
    stands: &[Stand<'a>],
    of: usize,
    nothing: &Nothing<'a>,
) -> (&'a [u8], Option<(usize, usize)>) {
    let mut has_row = false;
    for (place, stand) in stands.iter().enumerate() {
        let row = stand.row(of);
        if row == NO_ROW {
            continue;
        }
        has_row = true;
        let text = stand.column.bytes(row as usize);
        if !text.is_empty() {
            return (text, Some((place, row as usize)));
        }
    }
    let nothing = match (has_row, stands.is_empty()) {
        (true, _) => nothing.empty,
        (false, false) => nothing.no_row,
        (false, true) => nothing.no_place,
    };
    (nothing, None)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOTHING: Nothing = Nothing {
        empty: b"\x01",
        no_row: b"\x03no row",
        no_place: b"\x02",
    };

    proptest! {
        #[test]
        fn the_first_text_counts_else_what_says_why_there_is_none(
            cells in proptest::collection::vec(proptest::collection::vec("[ab]?", 3), 0..3),
            rows in proptest::collection::vec(proptest::collection::vec(prop_oneof![0..3u32, Just(NO_ROW)], 4), 3),
            meant in proptest::collection::vec(0..5u32, 9),
            is_dict: bool,
        ) {
            let column = |cells: &Vec<String>| {
                let mut column = match is_dict {
                    true => Column::Dict(DictColumn::default()),
                    false => Column::Text(TextColumn::default()),
                };
                cells.iter().for_each(|cell| column.push(cell.as_bytes()));
                column
            };
            let columns: Vec<Column> = cells.iter().map(column).collect();
            let stands: Vec<Stand> = columns
                .iter()
                .zip(&rows)
                .map(|(column, rows)| Stand { column, rows, meant: Some(&meant) })
                .collect();
            let texts = texts(&stands, meant.len(), &NOTHING);
            let words = words(&stands, meant.len(), &NOTHING);
            for (of, &place) in meant.iter().enumerate() {
                let row = |at: usize| rows[at].get(place as usize).copied().filter(|&row| row != NO_ROW);
                let found: Vec<&str> = (0..cells.len()).filter_map(|at| Some(&*cells[at][row(at)? as usize])).collect();
                let expected = match found.iter().find(|text| !text.is_empty()) {
                    Some(text) => text,
                    None if !found.is_empty() => "\u{1}",
                    None if !cells.is_empty() => "\u{3}no row",
                    None => "\u{2}",
                };
                prop_assert_eq!(texts.get(of), expected);
                prop_assert_eq!(words.get(of), expected);
            }
        }
    }
}

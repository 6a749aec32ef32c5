//! Rows as a CSV file: RFC 4180 with CR LF, safe for spreadsheets.

use std::borrow::Cow;

use super::guard::guarded;

/// Adds a row whose formulas are guarded.
pub fn push_row<'a>(text: &mut String, cells: impl IntoIterator<Item = &'a str>) {
    push_cells(text, cells.into_iter().map(guarded));
}

/// Adds a row as it is: for programs, not for spreadsheets.
pub fn push_plain_row<'a>(text: &mut String, cells: impl IntoIterator<Item = &'a str>) {
    push_cells(text, cells.into_iter().map(Cow::Borrowed));
}

fn push_cells<'a>(text: &mut String, cells: impl Iterator<Item = Cow<'a, str>>) {
    let start = text.len();
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            text.push(',');
        }
        push_cell(text, &cell);
    }
    if text.len() == start {
        // A line of nothing is no row to most readers.
        text.push_str("\"\"");
    }
    text.push_str("\r\n");
}

fn push_cell(text: &mut String, cell: &str) {
    let parts = |byte| matches!(byte, b'"' | b',' | b'\r' | b'\n');
    if cell.bytes().any(parts) {
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::csv::Splitter;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_again(rows in proptest::collection::vec(proptest::collection::vec("[a-z\",\r\né ]{0,12}", 1..5), 1..6)) {
            let mut text = String::new();
            rows.iter().for_each(|row| push_row(&mut text, row.iter().map(String::as_str)));
            let mut read = Vec::new();
            Splitter::new(b',').split(text.as_bytes(), true, &mut |record| read.push(record.texts()));
            let guarded: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| guarded(cell).into_owned()).collect()).collect();
            prop_assert_eq!(read, guarded);
        }
    }
}

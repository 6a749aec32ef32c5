//! Rows as a CSV file: RFC 4180 with CR LF, safe for spreadsheets.

use super::guard::guarded;

/// Adds a row.
pub fn push_row<'a>(text: &mut String, cells: impl IntoIterator<Item = &'a str>) {
    for (place, cell) in cells.into_iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        push_cell(text, &guarded(cell));
    }
    text.push_str("\r\n");
}

fn push_cell(text: &mut String, cell: &str) {
    if cell.contains(['"', ',', '\r', '\n']) {
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

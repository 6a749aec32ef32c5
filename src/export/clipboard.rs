//! Rows as tab-separated text, as spreadsheets take it from the clipboard.

use super::guard::guarded;

/// Adds a line of cells, with or without the guard before formulas; tabs and line breaks inside cells become spaces.
pub fn push_row<'a>(text: &mut String, cells: impl IntoIterator<Item = &'a str>, guard: bool) {
    for (place, cell) in cells.into_iter().enumerate() {
        if place > 0 {
            text.push('\t');
        }
        let cell = cell.replace(['\t', '\r', '\n'], " ");
        match guard {
            true => text.push_str(&guarded(&cell)),
            false => text.push_str(&cell),
        }
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_never_breaks_its_line() {
        let rows = [
            vec!["Name", "Note"],
            vec!["Doe, Jane", "a\tb\r\nc"],
            vec!["=x", "-3"],
        ];
        let mut text = String::new();
        rows.into_iter()
            .for_each(|row| push_row(&mut text, row, true));
        assert_eq!(text, "Name\tNote\r\nDoe, Jane\ta b  c\r\n'=x\t-3\r\n");
    }
}

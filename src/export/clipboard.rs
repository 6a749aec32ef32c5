//! Rows as tab-separated text, as spreadsheets take it from the clipboard.

use super::guard::guarded;

/// A header line and a line a row; tabs and line breaks inside cells become spaces.
pub fn tab_separated<'a>(rows: impl Iterator<Item = Vec<&'a str>>) -> String {
    let mut text = String::new();
    for row in rows {
        let cells: Vec<String> = row
            .into_iter()
            .map(|cell| guarded(&cell.replace(['\t', '\r', '\n'], " ")).into_owned())
            .collect();
        text.push_str(&cells.join("\t"));
        text.push_str("\r\n");
    }
    text
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
        assert_eq!(
            tab_separated(rows.into_iter()),
            "Name\tNote\r\nDoe, Jane\ta b  c\r\n'=x\t-3\r\n"
        );
    }
}

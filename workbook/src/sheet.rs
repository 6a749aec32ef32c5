//! The cells of a sheet as lines of CSV: line n is row n.

use crate::Trouble;

/// Bytes the text of a sheet may have, and those of all sheets together: a text that many cells share
/// counts as often as it stands there.
pub const MAX_TEXT: usize = 200 << 20;
/// What a row costs beside its text.
const OF_ROW: usize = 16;
/// Letters of a cell that are shown where sheets are asked about.
const SHOWN: usize = 100;
/// Rows and columns of the largest sheet there is.
pub const MAX_ROWS: usize = 1_048_576;
/// See [`MAX_ROWS`].
pub const MAX_COLUMNS: usize = 16_384;

/// The filled rows of a sheet, each as the CSV of its cells.
pub struct Lines {
    /// Bytes that text and rows may cost.
    room: usize,
    text: String,
    rows: Vec<Row>,
    n_columns: usize,
    first: Vec<String>,
}

/// A row that has a filled cell.
struct Row {
    number: usize,
    end: usize,
    n_columns: usize,
}

/// The cells of one row, used again for every row.
#[derive(Default)]
pub struct Cells {
    text: String,
    /// Column and where its text ends, in the order of the columns.
    ends: Vec<(usize, usize)>,
}

impl Cells {
    /// Forgets what was put in.
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    /// Whether a cell of this column or of one behind it is there.
    pub fn reaches(&self, column: usize) -> bool {
        self.ends.last().is_some_and(|(last, _)| *last >= column)
    }

    /// Adds a cell behind those that are there; one without a visible letter is none.
    pub fn push(&mut self, column: usize, text: &str) -> Result<(), Trouble> {
        let text = visible(text);
        if text.is_empty() {
            return Ok(());
        }
        if column >= MAX_COLUMNS {
            return Err(Trouble::Damaged("a sheet"));
        }
        if self.text.len() + text.len() > MAX_TEXT {
            return Err(Trouble::TooLarge);
        }
        self.text.push_str(text);
        self.ends.push((column, self.text.len()));
        Ok(())
    }

    fn each(&self) -> impl Iterator<Item = (usize, &str)> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|(_, end)| *end));
        let ends = self.ends.iter();
        ends.zip(starts)
            .map(|(&(column, end), start)| (column, &self.text[start..end]))
    }
}

/// The text of a cell without the space around it.
pub fn visible(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\r', '\n'])
}

impl Lines {
    /// No row yet, and room for so many bytes.
    pub fn within(room: usize) -> Lines {
        Lines {
            room,
            text: String::new(),
            rows: Vec::new(),
            n_columns: 0,
            first: Vec::new(),
        }
    }

    /// How many bytes there is room for besides.
    pub fn room(&self) -> usize {
        self.room
            .saturating_sub(self.text.len() + self.rows.len() * OF_ROW)
    }

    /// Adds a row behind those that are there; `number` counts from 0.
    pub fn push(&mut self, number: usize, cells: &Cells) -> Result<(), Trouble> {
        let Some(&(last, _)) = cells.ends.last() else {
            return Ok(());
        };
        let follows = self.rows.last().is_none_or(|row| row.number < number);
        if !follows || number >= MAX_ROWS {
            return Err(Trouble::Damaged("a sheet"));
        }
        if self.rows.is_empty() {
            let first = cells.each().take(3);
            let shown = |text: &str| text.chars().take(SHOWN).collect();
            self.first = first.map(|(_, text)| shown(text)).collect();
        }
        let mut next = 0;
        for (column, text) in cells.each() {
            // A comma stands behind every cell but the last.
            self.text.extend(std::iter::repeat_n(',', column - next));
            push_cell(&mut self.text, text, number == 0 && column == 0);
            next = column;
        }
        self.n_columns = self.n_columns.max(last + 1);
        self.rows.push(Row {
            number,
            end: self.text.len(),
            n_columns: last + 1,
        });
        match self.room() == 0 {
            true => Err(Trouble::TooLarge),
            false => Ok(()),
        }
    }

    /// Rows with a filled cell.
    pub fn n_filled(&self) -> usize {
        self.rows.len()
    }

    /// Columns up to the last that is filled.
    pub fn n_columns(&self) -> usize {
        self.n_columns
    }

    /// The first filled cells of the first filled row.
    pub fn first_cells(&self) -> Vec<String> {
        self.first.clone()
    }

    /// The whole text: a blank row is a blank line, every other row has all columns.
    pub fn into_csv(self) -> Result<String, Trouble> {
        let padding = |row: &Row| self.n_columns - row.n_columns;
        let n_lines = self.rows.last().map_or(0, |row| row.number + 1);
        let n_padding: usize = self.rows.iter().map(padding).sum();
        let length = self.text.len() + n_padding + n_lines;
        if length > MAX_TEXT {
            return Err(Trouble::TooLarge);
        }
        let mut csv = String::with_capacity(length);
        let (mut start, mut line) = (0, 0);
        for row in &self.rows {
            csv.extend(std::iter::repeat_n('\n', row.number - line));
            csv.push_str(&self.text[start..row.end]);
            csv.extend(std::iter::repeat_n(',', padding(row)));
            csv.push('\n');
            (start, line) = (row.end, row.number + 1);
        }
        Ok(csv)
    }
}

/// Adds a cell. A line break in it becomes a space, so that a row stays a line; whatever could be taken
/// for the character between cells stands in quotes, so that only the comma is.
fn push_cell(text: &mut String, cell: &str, is_first: bool) {
    let is_special = |letter: char| matches!(letter, ',' | ';' | '\t' | '|' | '"' | '\n' | '\r');
    if is_first
        && cell
            .get(..4)
            .is_some_and(|start| start.eq_ignore_ascii_case("sep="))
    {
        // It would name the character between cells, and is no data.
        return;
    }
    if !cell.contains(is_special) {
        return text.push_str(cell);
    }
    text.push('"');
    let mut letters = cell.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => text.push_str("\"\""),
            '\r' => {
                letters.next_if_eq(&'\n');
                text.push(' ');
            }
            '\n' => text.push(' '),
            letter => text.push(letter),
        }
    }
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn csv(rows: &[(usize, &[(usize, &str)])]) -> String {
        let mut lines = Lines::within(MAX_TEXT);
        for (number, row) in rows {
            let mut cells = Cells::default();
            row.iter()
                .for_each(|(column, text)| cells.push(*column, text).unwrap());
            lines.push(*number, &cells).unwrap();
        }
        lines.into_csv().unwrap()
    }

    #[test]
    fn line_n_is_row_n_and_every_row_has_all_columns() {
        assert_eq!(
            csv(&[(1, &[(1, "a"), (2, "b")]), (4, &[(0, "c")])]),
            "\n,a,b\n\n\nc,,\n"
        );
        assert_eq!(csv(&[]), "");
        assert_eq!(csv(&[(0, &[(0, " ")]), (1, &[(0, "x")])]), "\nx\n");
    }

    #[test]
    fn what_may_be_taken_for_a_delimiter_is_quoted() {
        assert_eq!(
            csv(&[(
                0,
                &[
                    (0, "Doe, Jane"),
                    (1, "a;b"),
                    (2, "say \"hi\""),
                    (3, "two\r\nlines\nhere")
                ]
            )]),
            "\"Doe, Jane\",\"a;b\",\"say \"\"hi\"\"\",\"two lines here\"\n"
        );
        assert_eq!(csv(&[(0, &[(0, "sep=;"), (1, "a")])]), ",a\n");
    }

    #[test]
    fn a_row_before_the_last_is_refused() {
        let mut lines = Lines::within(MAX_TEXT);
        let mut cells = Cells::default();
        cells.push(0, "a").unwrap();
        assert_eq!(lines.push(3, &cells), Ok(()));
        assert_eq!(lines.push(3, &cells), Err(Trouble::Damaged("a sheet")));
        assert_eq!(
            lines.push(MAX_ROWS, &cells),
            Err(Trouble::Damaged("a sheet"))
        );
    }

    #[test]
    fn a_text_many_cells_share_counts_as_often_as_it_stands_there() {
        let long = "x".repeat(1 << 20);
        let mut lines = Lines::within(MAX_TEXT);
        let mut cells = Cells::default();
        cells.push(0, &long).unwrap();
        let outcome = (0..300).try_for_each(|number| lines.push(number, &cells));
        assert_eq!(outcome, Err(Trouble::TooLarge));
    }

    #[test]
    fn a_far_cell_does_not_make_every_row_far() {
        let mut lines = Lines::within(MAX_TEXT);
        let mut cells = Cells::default();
        cells.push(MAX_COLUMNS - 1, "far").unwrap();
        lines.push(0, &cells).unwrap();
        cells.clear();
        cells.push(0, "near").unwrap();
        for number in 1..100_000 {
            lines.push(number, &cells).unwrap();
        }
        assert_eq!(lines.into_csv(), Err(Trouble::TooLarge));
    }
}

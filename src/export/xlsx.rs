//! Rows as an Excel workbook (ECMA-376), written piece by piece.
//!
//! A crate that others keep well, `rust_xlsxwriter`, was measured and left out: it holds all cells until the end,
//! for its way with constant memory needs files, so that a view of a million rows does not fit and nothing can be
//! told or stopped while it packs; and it would be 250 kB more to load. What is needed here is one sheet of cells
//! of four kinds; other programs read it back in the tests.
//!
//! No cell is a formula: a text is written as text, whatever it begins with, and keeps the format of text, so that
//! it stays one when somebody types into it. Ids keep their zeros, dates are dates.

mod markup;

use super::about::{About, SOURCE_CAPTIONS};
use super::cell::Leaving;
use super::groups::GroupTable;
use super::zip::{MOST_BYTES, Zip};
use crate::report::column_width;
use crate::report::definition::ColumnDefinition;
use markup::{Style, column_letters, push_number, push_text};

/// Rows of a sheet below its header, at most.
pub const MOST_ROWS: u32 = 1_048_575;
/// Columns of a sheet, at most.
const MOST_COLUMNS: usize = 16_384;
/// Markup is packed once there is so much of it.
const PIECE: usize = 64 * 1024;

/// How many groups stand on their sheet: of more than it has rows those of most rows, and what all are.
fn groups_of(groups: &GroupTable) -> usize {
    groups.view.groups.len().min(MOST_ROWS as usize - 1)
}

/// A workbook while it is written.
#[derive(Default)]
pub struct Workbook {
    zip: Zip,
    /// Markup that is not packed yet.
    markup: String,
    /// Name of every column of the sheet: `A` and so on.
    letters: Vec<String>,
    /// The row that was written last, from 1.
    row: u32,
    /// Texts that were cut, for no cell holds more.
    n_cut: u32,
}

impl Workbook {
    /// Begins the sheet of rows; the sentence says why there is no such sheet.
    pub fn begin(
        about: &About,
        groups: Option<&GroupTable>,
        columns: &[&ColumnDefinition],
    ) -> Result<Workbook, String> {
        if about.n_rows > MOST_ROWS || columns.len() > MOST_COLUMNS {
            return Err(format!(
                "a sheet of Excel holds {MOST_ROWS} rows below its header, but these are {}: narrow the list, or export it as CSV",
                about.n_rows
            ));
        }
        let mut book = Workbook {
            letters: (0..columns.len()).map(column_letters).collect(),
            ..Workbook::default()
        };
        let last = book.letters.last().map_or("A", String::as_str);
        let range = format!("A1:{last}{}", about.n_rows + 1);
        let absolute = format!("$A$1:${last}${}", about.n_rows + 1);
        let name = markup::sheet_name(&about.title);
        let groups = groups.map(|groups| {
            let last = column_letters(groups.captions().len().saturating_sub(1));
            format!("$A$1:${last}${}", groups_of(groups) + 1)
        });
        for (part, text) in markup::frame(&name, &absolute, groups.as_deref()) {
            book.zip.add(part, &text);
        }
        let widths = columns.iter().map(|column| column_width::one(column));
        book.zip.begin("xl/worksheets/sheet1.xml");
        book.markup = markup::open_rows(&range, true, widths);
        let captions = columns.iter().map(|column| column.title);
        book.header(&captions.collect::<Vec<_>>());
        Ok(book)
    }

    /// Adds a row; the sentence says why no further one fits.
    pub fn row(&mut self, cells: &[Leaving]) -> Result<(), String> {
        self.push(cells);
        if self.zip.n_bytes_of_part() > MOST_BYTES {
            return Err(
                "these rows are more than a workbook holds: narrow the list, or export it as CSV"
                    .to_string(),
            );
        }
        Ok(())
    }

    fn header(&mut self, captions: &[&str]) {
        let row = self.open();
        for (caption, letters) in captions.iter().zip(&self.letters) {
            let place = (letters.as_str(), row.as_str());
            markup::push_text(&mut self.markup, place, Style::Header, caption);
        }
        self.close();
    }

    fn push(&mut self, cells: &[Leaving]) {
        let row = self.open();
        for (cell, letters) in cells.iter().zip(&self.letters) {
            let place = (letters.as_str(), row.as_str());
            match markup::as_number(cell) {
                Some(number) => {
                    let style = Style::of_number(cell);
                    push_number(&mut self.markup, place, style, &number);
                }
                None if *cell == Leaving::Nothing => {}
                None => {
                    let cut = push_text(&mut self.markup, place, Style::Text, cell.text());
                    self.n_cut += u32::from(cut);
                }
            }
        }
        self.close();
    }

    /// Opens the next row; its number.
    fn open(&mut self) -> String {
        self.row += 1;
        let row = self.row.to_string();
        self.markup.push_str("<row r=\"");
        self.markup.push_str(&row);
        self.markup.push_str("\">");
        row
    }

    fn close(&mut self) {
        self.markup.push_str("</row>");
        if self.markup.len() > PIECE {
            self.pack();
        }
    }

    fn pack(&mut self) {
        self.zip.write(self.markup.as_bytes());
        self.markup.clear();
    }

    /// Ends the sheet of rows, adds that of their groups where they are grouped, and the one that says what they
    /// are.
    pub fn finish(&mut self, about: &About, groups: Option<&GroupTable>) {
        let last = self.letters.last().map_or("A", String::as_str);
        let range = format!("A1:{last}{}", self.row);
        self.markup.push_str(&markup::close_rows(&range));
        self.pack();
        self.zip.end();
        self.zip.begin("xl/worksheets/sheet2.xml");
        if let Some(groups) = groups {
            self.groups(groups);
            self.pack();
            self.zip.end();
            self.zip.begin("xl/worksheets/sheet3.xml");
        }
        self.about(about);
        self.pack();
        self.zip.end();
        self.zip.finish();
    }

    fn groups(&mut self, groups: &GroupTable) {
        let captions = groups.captions();
        self.letters = (0..captions.len()).map(column_letters).collect();
        self.row = 0;
        let n_groups = groups_of(groups);
        let last = self.letters.last().map_or("A", String::as_str);
        let range = format!("A1:{last}{}", n_groups + 2);
        let levels = groups.levels.iter().map(|column| column_width::one(column));
        let numbers = captions.iter().skip(groups.levels.len());
        let numbers = numbers.map(|caption| 8 * caption.chars().count() as u32 + 24);
        self.markup
            .push_str(&markup::open_rows(&range, false, levels.chain(numbers)));
        self.header(&captions.iter().map(String::as_str).collect::<Vec<_>>());
        for row in groups.rows().take(n_groups) {
            self.push(&row);
        }
        self.push(&groups.all());
        // The sum of all is no group: it is not sorted and filtered with them.
        let last = self.letters.last().map_or("A", String::as_str);
        let filtered = format!("A1:{last}{}", n_groups + 1);
        self.markup.push_str(&markup::close_rows(&filtered));
    }

    fn about(&mut self, about: &About) {
        self.letters = (0..SOURCE_CAPTIONS.len()).map(column_letters).collect();
        self.row = 0;
        let n_cut = self.n_cut;
        self.markup.push_str(markup::OPEN_ABOUT);
        let mut lines = about.lines();
        lines.push((
            "Dates",
            "civil dates; moments are in UTC; unknown says so, an empty cell is empty in its source"
                .to_string(),
        ));
        if n_cut > 0 {
            lines.push((
                "Cut",
                format!(
                    "{n_cut} texts are longer than a cell of Excel holds, and end in {}",
                    markup::CUT
                ),
            ));
        }
        for (caption, text) in &lines {
            let text = match text.parse() {
                Ok(day) => Leaving::Day(day, text),
                Err(_) => Leaving::Text(text),
            };
            self.push(&[Leaving::Text(caption), text]);
        }
        self.push(&[]);
        self.header(&SOURCE_CAPTIONS);
        for source in &about.sources {
            let day = source.day();
            let as_of = match source.as_of {
                Some(known) => Leaving::Day(known, &day),
                None => Leaving::Text(&day),
            };
            let mut cells = vec![
                Leaving::Text(&source.name),
                Leaving::Text(&source.kind),
                as_of,
                Leaving::Text(&source.provenance),
            ];
            let numbers = source.numbers();
            cells.extend(numbers.map(|number| Leaving::Number(number.to_string())));
            self.push(&cells);
        }
        self.markup.push_str(markup::CLOSE_ABOUT);
    }

    /// The bytes since the last call.
    pub fn take(&mut self) -> Vec<u8> {
        self.zip.take()
    }
}

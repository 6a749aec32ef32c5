//! A file of a view while it is written: rows in, bytes out, piece by piece (M10, domain 2.11).

use super::about::About;
use super::cell::Leaving;
use super::guard::guarded;
use super::html::Holds;
use super::xlsx::Workbook;
use super::{clipboard, csv, html, json};
use crate::report::cells::Cell;
use crate::report::definition::ColumnDefinition;
use crate::report::exports::Format;

/// How a file is written.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// As what.
    pub format: Format,
    /// Whether a text begins with the mark by which Excel knows UTF-8.
    pub bom: bool,
    /// Whether cells that a spreadsheet would take for formulas are guarded.
    pub guard: bool,
}

/// A file while it is written.
pub struct Writing {
    manner: Manner,
    columns: Vec<&'static ColumnDefinition>,
    about: About,
    text: String,
    book: Option<Box<Workbook>>,
    n_rows: u32,
}

impl Writing {
    /// Begins a file; the sentence says why there is none.
    pub fn begin(
        manner: Manner,
        columns: Vec<&'static ColumnDefinition>,
        about: About,
    ) -> Result<Writing, String> {
        let mut text = String::new();
        if manner.bom {
            text.push('\u{feff}');
        }
        let captions = columns.iter().map(|column| column.title);
        let mut book = None;
        match manner.format {
            Format::Csv => csv::push_row(&mut text, captions),
            Format::Tsv => clipboard::push_row(&mut text, captions, manner.guard),
            Format::Html => {
                html::open_page(&mut text, &about);
                html::open_table(&mut text, captions);
            }
            Format::Json => json::open(&mut text, &about, &columns),
            Format::Xlsx => book = Some(Box::new(Workbook::begin(&about, &columns)?)),
        }
        Ok(Writing {
            manner,
            columns,
            about,
            text,
            book,
            n_rows: 0,
        })
    }

    /// Adds a row: a cell for every column. The sentence says why no further one fits.
    pub fn row(&mut self, cells: &[Cell]) -> Result<(), String> {
        if self.manner.format == Format::Json {
            json::push_row(&mut self.text, self.n_rows, cells);
            self.n_rows += 1;
            return Ok(());
        }
        self.n_rows += 1;
        let cells = self.columns.iter().zip(cells);
        let leaving: Vec<Leaving> = cells
            .map(|(column, cell)| Leaving::of(column.kind, cell))
            .collect();
        if let Some(book) = &mut self.book {
            return book.row(&leaving);
        }
        let guard = self.manner.guard;
        let texts = leaving.iter().map(Leaving::text);
        match self.manner.format {
            Format::Tsv => clipboard::push_row(&mut self.text, texts, guard),
            Format::Html => push_html(&mut self.text, &leaving, guard),
            _ if guard => csv::push_row(&mut self.text, texts),
            _ => csv::push_plain_row(&mut self.text, texts),
        }
        Ok(())
    }

    /// Ends the file.
    pub fn finish(&mut self) {
        match self.manner.format {
            Format::Csv | Format::Tsv => {}
            Format::Html => {
                html::close_table(&mut self.text);
                html::close_page(&mut self.text, &self.about);
            }
            Format::Json => json::close(&mut self.text),
            Format::Xlsx => {
                if let Some(book) = &mut self.book {
                    book.finish(&self.about);
                }
            }
        }
    }

    /// What was written since the last call: text, or bytes as base64.
    pub fn take(&mut self) -> String {
        match &mut self.book {
            Some(book) => super::base64::encode(&book.take()),
            None => std::mem::take(&mut self.text),
        }
    }
}

/// Adds a row of a table of HTML, as pages and the clipboard have it.
pub fn push_html(out: &mut String, cells: &[Leaving], guard: bool) {
    let texts: Vec<_> = cells
        .iter()
        .map(|cell| match guard {
            true => guarded(cell.text()),
            false => cell.text().into(),
        })
        .collect();
    let holds = cells.iter().map(|cell| match cell {
        Leaving::Number(_) => Holds::Number,
        Leaving::Day(..) => Holds::Date,
        _ => Holds::Text,
    });
    html::push_row(out, texts.iter().map(|text| &**text).zip(holds));
}

//! A file of a view while it is written: rows in, bytes out, piece by piece (M10, domain 2.11).

use super::about::About;
use super::cell::Leaving;
use super::groups::GroupTable;
use super::guard::guarded;
use super::html::Holds;
use super::page::{MOST_ROWS, Page, push_why};
use super::xlsx::Workbook;
use super::{clipboard, csv, html, json};
use crate::report::cells::Cell;
use crate::report::definition::ColumnDefinition;
use crate::report::exports::{self, Format};
use crate::report::todo::TodoView;
use crate::report::view::AccountView;

/// How a file is written.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// As what.
    pub format: Format,
    /// Whether a web page is a report that filters, sorts and explains by itself.
    pub page: bool,
    /// Whether a text begins with the mark by which Excel knows UTF-8.
    pub bom: bool,
    /// Whether cells that a spreadsheet would take for formulas are guarded.
    pub guard: bool,
    /// Whether a file of one table holds the groups in the place of the rows.
    pub groups: bool,
}

/// A file while it is written.
pub struct Writing {
    manner: Manner,
    columns: Vec<&'static ColumnDefinition>,
    about: About,
    groups: Option<GroupTable>,
    text: String,
    book: Option<Box<Workbook>>,
    page: Option<Page>,
    n_rows: u32,
}

impl Writing {
    /// Begins a file; the sentence says why there is none. Of a page these places among its rows will be explained.
    pub fn begin(
        manner: Manner,
        columns: Vec<&'static ColumnDefinition>,
        about: About,
        groups: Option<GroupTable>,
        explained: Vec<u32>,
    ) -> Result<Writing, String> {
        let mut text = String::new();
        if manner.bom {
            text.push('\u{feff}');
        }
        let captions = columns.iter().map(|column| column.title);
        let (mut book, mut page) = (None, None);
        match manner.format {
            Format::Csv | Format::Tsv if manner.groups => {
                if let Some(groups) = &groups {
                    push_groups(&mut text, groups, manner);
                }
            }
            Format::Csv => csv::push_row(&mut text, captions),
            Format::Tsv => clipboard::push_row(&mut text, captions, manner.guard),
            Format::Html if manner.page => {
                if about.n_rows as usize > MOST_ROWS {
                    return Err(exports::too_many_for_a_page(MOST_ROWS, about.n_rows));
                }
                page = Some(Page::open(
                    &mut text,
                    &about,
                    groups.as_ref(),
                    &columns,
                    explained,
                ));
            }
            Format::Html => {
                html::open_page(&mut text, &about);
                if let Some(groups) = &groups {
                    push_groups_of_page(&mut text, groups, manner.guard);
                }
                html::open_table(&mut text, captions);
            }
            Format::Json => json::open(&mut text, &about, groups.as_ref(), &columns),
            Format::Xlsx => {
                let workbook = Workbook::begin(&about, groups.as_ref(), &columns)?;
                book = Some(Box::new(workbook));
            }
        }
        Ok(Writing {
            manner,
            columns,
            about,
            groups,
            text,
            book,
            page,
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
        if let Some(page) = &mut self.page {
            let texts = leaving.iter().map(|cell| match guard {
                true => guarded(cell.text()),
                false => cell.text().into(),
            });
            let texts: Vec<_> = texts.collect();
            page.row(&mut self.text, texts.iter().map(|text| &**text));
            return Ok(());
        }
        let texts = leaving.iter().map(Leaving::text);
        match self.manner.format {
            Format::Tsv => clipboard::push_row(&mut self.text, texts, guard),
            Format::Html => push_html(&mut self.text, &leaving, guard),
            _ if guard => csv::push_row(&mut self.text, texts),
            _ => csv::push_plain_row(&mut self.text, texts),
        }
        Ok(())
    }

    /// Ends the rows of a page, before its accounts are explained.
    pub fn end_rows(&mut self) {
        if let Some(page) = &self.page {
            page.close_rows(&mut self.text);
        }
    }

    /// Adds why an account of a page is where it is; `at` is its number among those that are explained.
    pub fn explain(
        &mut self,
        at: usize,
        key: &str,
        account: &Result<AccountView, String>,
        todo: &TodoView,
    ) {
        push_why(&mut self.text, at, key, account, todo);
    }

    /// Ends the file.
    pub fn finish(&mut self) {
        if let Some(page) = &self.page {
            page.close(&mut self.text, &self.about);
            return;
        }
        match self.manner.format {
            Format::Csv | Format::Tsv => {}
            Format::Html => {
                html::close_table(&mut self.text);
                html::close_page(&mut self.text, &self.about);
            }
            Format::Json => json::close(&mut self.text),
            Format::Xlsx => {
                if let Some(book) = &mut self.book {
                    book.finish(&self.about, self.groups.as_ref());
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

/// The groups as the one table of a text.
fn push_groups(out: &mut String, groups: &GroupTable, manner: Manner) {
    let mut push = |cells: &[&str]| {
        let cells = cells.iter().copied();
        match (manner.format, manner.guard) {
            (Format::Tsv, guard) => clipboard::push_row(out, cells, guard),
            (_, true) => csv::push_row(out, cells),
            (_, false) => csv::push_plain_row(out, cells),
        }
    };
    let captions = groups.captions();
    push(&captions.iter().map(String::as_str).collect::<Vec<_>>());
    for row in groups.rows() {
        push(&row.iter().map(Leaving::text).collect::<Vec<_>>());
    }
}

/// The groups as a table of their own above the rows of a page, with all rows at its foot.
pub(super) fn push_groups_of_page(out: &mut String, groups: &GroupTable, guard: bool) {
    out.push_str("<h2>Groups</h2>\n");
    let captions = groups.captions();
    html::open_table(out, captions.iter().map(String::as_str));
    for row in groups.rows() {
        push_html(out, &row, guard);
    }
    push_html(out, &groups.all(), guard);
    html::close_table(out);
    out.push_str("<h2>Rows</h2>\n");
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

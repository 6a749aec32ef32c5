//! A workbook's bytes to the text of one sheet, or to the question which sheet is meant.
//!
//! A sheet becomes CSV with its cells as a person sees them, and line n of the text is row n of the
//! sheet. Nothing is unpacked before the workbook's directory was found within the limits.

// The archive a workbook is.
mod archive;

// Its XML, element by element.
mod xml;

// A cell's value as text.
mod cell;
mod number_format;

// The cells of a sheet as lines of CSV.
mod sheet;

// Which sheet is meant, as the page asks it.
pub mod question;

// The two kinds of workbooks.
mod ods;
mod xlsx;

// What the page calls.
#[cfg(target_arch = "wasm32")]
mod door;

use archive::Archive;
use sheet::Lines;

/// What a workbook holds, or which sheet is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// One sheet was read.
    Sheet {
        /// Its name.
        name: String,
        /// Its cells as CSV.
        csv: String,
    },
    /// Several sheets have rows: the person has to choose one by its number.
    Which(Vec<Filled>),
}

/// A sheet that has rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Place in the workbook, from 1.
    pub number: usize,
    /// Name on its tab.
    pub name: String,
    /// Whether the workbook hides it.
    pub hidden: bool,
    /// Rows that are not blank.
    pub n_rows: usize,
    /// Columns up to the last that is filled.
    pub n_columns: usize,
    /// The first letters of the first filled cells of its first filled row, up to three.
    pub first: Vec<String>,
}

/// Why a workbook is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It is an archive of something else.
    NoWorkbook,
    /// It would unpack to more than the limit.
    TooLarge,
    /// A part of it unpacks to more than it promises, or to far more than it weighs.
    Bomb,
    /// It has more parts or sheets than the limit.
    TooManyParts,
    /// It needs a password.
    Password,
    /// It is an .xlsb workbook.
    Binary,
    /// It is an OpenDocument text, drawing or presentation.
    OtherDocument,
    /// It has no row.
    Empty,
    /// It has no sheet of this number.
    NoSheet(usize),
    /// It cannot be understood; the word says where.
    Damaged(&'static str),
}

impl Trouble {
    /// What it is and what to do, to stand behind a file's name.
    pub fn sentence(&self) -> String {
        let advice = "open it and save the sheet as CSV UTF-8";
        match self {
            Trouble::NoWorkbook => "is a zip archive: unpack it first".to_string(),
            Trouble::TooLarge => format!(
                "is a workbook that unpacks to more than {} MiB, the most this page reads: {advice}",
                archive::MAX_UNPACKED >> 20
            ),
            Trouble::Bomb => format!(
                "is packed as files are that are made to do harm, so it is not opened; if you trust it, {advice}"
            ),
            Trouble::TooManyParts => format!(
                "is a workbook of more parts or filled sheets than this page reads: {advice}"
            ),
            Trouble::Password => {
                "is a workbook with a password: open it and save a copy without one".to_string()
            }
            Trouble::Binary => format!("is a binary Excel workbook (.xlsb): {advice}"),
            Trouble::OtherDocument => {
                "is an OpenDocument file, but no spreadsheet: export the report as CSV instead"
                    .to_string()
            }
            Trouble::Empty => {
                "is a workbook without a filled sheet: export the report again".to_string()
            }
            Trouble::NoSheet(number) => format!("is a workbook without a sheet {number}"),
            Trouble::Damaged(what) => {
                format!("is a workbook that cannot be read ({what} is damaged): {advice}")
            }
        }
    }
}

/// Reads the only filled sheet of a workbook or, where `wanted` names one by its number from 1, that one.
pub fn read(bytes: &[u8], wanted: Option<usize>) -> Result<Reading, Trouble> {
    let mut archive = Archive::open(bytes)?;
    let mut choosing = Choosing {
        wanted,
        filled: Vec::new(),
        csv: None,
        n_sheets: 0,
        room: sheet::MAX_TEXT,
    };
    if archive.has("content.xml") || archive.has("encrypted-package") {
        ods::read(&mut archive, &mut choosing)?;
    } else {
        xlsx::read(&mut archive, &mut choosing)?;
    }
    choosing.finish()
}

/// Nobody chooses among more.
const MAX_SHEETS: usize = 500;

/// Takes the sheets of a workbook in their order and keeps the text of the one that is meant.
struct Choosing {
    wanted: Option<usize>,
    filled: Vec<Filled>,
    csv: Option<String>,
    n_sheets: usize,
    /// Bytes that the sheets still to come may have together, be they wanted or not.
    room: usize,
}

impl Choosing {
    /// A sheet begins; its number, if it has to be read.
    fn begin(&mut self) -> Option<usize> {
        self.n_sheets += 1;
        let number = self.n_sheets;
        self.wanted
            .is_none_or(|wanted| wanted == number)
            .then_some(number)
    }

    /// Takes a sheet that was read.
    fn take(
        &mut self,
        number: usize,
        name: String,
        hidden: bool,
        lines: Lines,
    ) -> Result<(), Trouble> {
        if lines.n_filled() == 0 {
            return Ok(());
        }
        if self.filled.len() == MAX_SHEETS {
            return Err(Trouble::TooManyParts);
        }
        self.filled.push(Filled {
            number,
            name,
            hidden,
            n_rows: lines.n_filled(),
            n_columns: lines.n_columns(),
            first: lines.first_cells(),
        });
        // Of several sheets none is kept: which one is meant is asked first.
        self.csv = match self.filled.len() {
            1 => Some(lines.into_csv()?),
            _ => None,
        };
        Ok(())
    }

    fn finish(mut self) -> Result<Reading, Trouble> {
        match (self.csv, self.wanted) {
            (Some(csv), _) => Ok(Reading::Sheet {
                name: self.filled.remove(0).name,
                csv,
            }),
            (None, Some(wanted)) if wanted == 0 || wanted > self.n_sheets => {
                Err(Trouble::NoSheet(wanted))
            }
            (None, _) if self.filled.is_empty() => Err(Trouble::Empty),
            (None, _) => Ok(Reading::Which(self.filled)),
        }
    }
}

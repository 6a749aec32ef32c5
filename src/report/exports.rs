//! What of a view leaves as a file, and in what words (M10, domain 2.11).

use chrono::NaiveDate;

use super::words::counted;

/// What a view is written as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// An Excel workbook.
    #[default]
    Xlsx,
    /// Comma-separated text.
    Csv,
    /// Tab-separated text.
    Tsv,
    /// A table that any browser shows.
    Html,
    /// Typed values with where they come from.
    Json,
}

impl Format {
    /// Every format, in the order in which they are offered.
    pub const ALL: [Format; 5] = [
        Format::Xlsx,
        Format::Csv,
        Format::Json,
        Format::Html,
        Format::Tsv,
    ];

    /// The stable name, which is also the end of the file's name.
    pub fn name(self) -> &'static str {
        match self {
            Format::Xlsx => "xlsx",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Html => "html",
            Format::Json => "json",
        }
    }

    /// The format of this name.
    pub fn named(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.name() == name)
    }

    /// What a person reads.
    pub fn title(self) -> &'static str {
        match self {
            Format::Xlsx => "Excel workbook (.xlsx)",
            Format::Csv => "CSV, for spreadsheets and scripts (.csv)",
            Format::Tsv => "Tab-separated text (.tsv)",
            Format::Html => "Web page with a table (.html)",
            Format::Json => "JSON with where it comes from (.json)",
        }
    }

    /// What a file of this format is like, as one sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Format::Xlsx => {
                "Dates are dates, ids stay text, the header is fixed with a filter; a second sheet says what the rows are and from when. No cell is a formula."
            }
            Format::Csv => {
                "One header and one line a row, UTF-8, dates as 2026-11-22. Where the rows come from is told by a workbook, JSON and a web page only."
            }
            Format::Tsv => {
                "As CSV, but with tabs; tabs and line breaks inside cells become spaces."
            }
            Format::Html => {
                "One file that opens in any browser and prints, with what the rows are and from when above them."
            }
            Format::Json => {
                "Typed values for programs, with sources, evaluation day, policy and the query they follow from."
            }
        }
    }

    /// What kind of file it is, as browsers name it.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::Csv => "text/csv;charset=utf-8",
            Format::Tsv => "text/tab-separated-values;charset=utf-8",
            Format::Html => "text/html;charset=utf-8",
            Format::Json => "application/json",
        }
    }

    /// Whether a spreadsheet may take its cells for formulas, so that they have to be guarded.
    pub fn has_guard(self) -> bool {
        matches!(self, Format::Csv | Format::Tsv | Format::Html)
    }

    /// Whether it holds one table and no more, so that of a grouped view either the rows or the groups go.
    pub fn has_one_table(self) -> bool {
        matches!(self, Format::Csv | Format::Tsv)
    }

    /// Whether it may begin with a byte-order mark.
    pub fn has_bom(self) -> bool {
        matches!(self, Format::Csv | Format::Tsv)
    }
}

/// What the person chose of an export; every part may be missing and then means the usual.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportPlan {
    /// Name of a [`Format`].
    pub format: String,
    /// `visible`, the usual, or `all`: the others stand behind the visible ones.
    pub columns: String,
    /// `filtered`, the usual, `all` or `selected`.
    pub rows: String,
    /// Whether a text begins with the mark by which Excel knows UTF-8; CSV usually does.
    pub bom: Option<bool>,
    /// Whether cells that a spreadsheet would take for formulas are guarded; they usually are.
    pub guard: Option<bool>,
    /// When the file is made, in UTC: `2026-11-22T14:00:00Z`; empty where nobody says so.
    pub stamp: String,
    /// Whether a web page is a report that filters, sorts and explains by itself (M10).
    pub page: bool,
    /// Whether a file of one table, CSV or TSV, holds the groups of the view in the place of its rows; every other
    /// format has both.
    pub groups: bool,
}

impl ExportPlan {
    /// The format; a sentence where there is none of its name.
    pub fn format(&self) -> Result<Format, String> {
        Format::named(&self.format).ok_or_else(|| {
            format!(
                "`{}` is no format that this page writes: expected `csv`, `xlsx`, `json`, `html`, `tsv` or `ics`",
                self.format
            )
        })
    }

    /// Whether all columns are written; a sentence where neither is said.
    pub fn all_columns(&self) -> Result<bool, String> {
        match self.columns.as_str() {
            "" | VISIBLE => Ok(false),
            ALL => Ok(true),
            other => Err(format!(
                "`columns` is `{other}`: expected `visible` or `all`"
            )),
        }
    }

    /// Which rows are written; a sentence where none of the three is said.
    pub fn rows(&self) -> Result<&'static str, String> {
        match self.rows.as_str() {
            "" | FILTERED => Ok(FILTERED),
            ALL => Ok(ALL),
            SELECTED => Ok(SELECTED),
            other => Err(format!(
                "`rows` is `{other}`: expected `filtered`, `all` or `selected`"
            )),
        }
    }

    /// Whether the groups stand in the place of the rows; a sentence where they cannot.
    pub fn groups(&self, format: Format, is_grouped: bool) -> Result<bool, String> {
        match (self.groups, is_grouped) {
            (false, _) => Ok(false),
            (true, false) => Err(NOT_GROUPED.to_owned()),
            (true, true) if !format.has_one_table() => Err(HAS_BOTH.to_owned()),
            (true, true) => Ok(true),
        }
    }

    /// Whether a file of this format begins with a byte-order mark.
    pub fn with_bom(&self, format: Format) -> bool {
        format.has_bom() && self.bom.unwrap_or(format == Format::Csv)
    }

    /// Whether the cells of a file of this format are guarded.
    pub fn with_guard(&self, format: Format) -> bool {
        format.has_guard() && self.guard.unwrap_or(true)
    }
}

const NOT_GROUPED: &str =
    "`groups` is wanted, but the view is not grouped: group its rows first, or export the rows";
const HAS_BOTH: &str = "`groups` chooses between rows and groups in a file of one table, `csv` or `tsv`: every other format has both";

/// What is asked where a file holds one table only.
pub const WHAT_GOES: &str = "What";
/// The rows of a grouped view.
pub const ROWS_GO: &str = "The rows";
/// Its groups.
pub const GROUPS_GO: &str = "The groups, one a line";

/// What will be written of a grouped view: `what` is said of its rows.
pub fn with_groups(what: &str, in_place: bool) -> String {
    match in_place {
        true => format!("the groups of {what}"),
        false => format!("{what}, and their groups"),
    }
}

/// The columns that are shown.
pub const VISIBLE: &str = "visible";
/// The rows that search and filters keep.
pub const FILTERED: &str = "filtered";
/// All columns, or all rows of the list.
pub const ALL: &str = "all";
/// The rows that are selected.
pub const SELECTED: &str = "selected";

/// A piece of a file, as long as it is being written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExportPiece {
    /// What asks for the next piece; 0 where this is the last one.
    pub next: u32,
    /// Name of the file: `report_YYYY-MM-DD_rows` and the end.
    pub name: String,
    /// The piece: text, or for a workbook its bytes as base64, each piece a whole number of letters.
    pub text: String,
    /// Rows written so far.
    pub done: u32,
    /// Rows of the file.
    pub rows: u32,
    /// Columns of the file.
    pub columns: u32,
}

/// Rows for the clipboard.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CopyView {
    /// A header line and a line a row, with tabs; of one column its cells alone.
    pub text: String,
    /// The same as a table of HTML; empty for one column.
    pub html: String,
}

/// Rows and columns as a size: `1,234 rows × 16 columns`.
pub fn size(rows: u64, columns: u64) -> String {
    format!(
        "{} × {}",
        counted(rows, "row", "rows"),
        counted(columns, "column", "columns")
    )
}

/// What will be written: `1,234 rows × 16 columns, as filtered`.
pub fn what_goes(rows: u64, columns: u64, which: &str, is_narrowed: bool) -> String {
    let of = match which {
        SELECTED => "the selected rows",
        ALL => "all rows of this list, whatever is searched or filtered",
        _ if is_narrowed => "as filtered",
        _ => "all rows of this list",
    };
    format!("{}, {of}", size(rows, columns))
}

/// The name of the file: report, evaluation day, rows.
pub fn file_name(report: &str, today: NaiveDate, rows: u64, format: Format) -> String {
    format!("{report}_{today}_{rows}.{}", format.name())
}

/// The name of a file of groups.
pub fn groups_file_name(report: &str, today: NaiveDate, groups: u64, format: Format) -> String {
    format!("{report}_{today}_{groups}_groups.{}", format.name())
}

/// What a person reads when a file was saved.
pub fn exported(piece: &ExportPiece) -> String {
    format!(
        "{} was handed to the browser: {}",
        piece.name,
        size(piece.rows.into(), piece.columns.into())
    )
}

/// How far a file is.
pub fn written(piece: &ExportPiece) -> String {
    use super::words::number;
    if piece.rows == 0 {
        return "choosing rows…".to_owned();
    }
    format!(
        "{} of {}",
        number(piece.done.into()),
        counted(piece.rows.into(), "row", "rows")
    )
}

/// What a person reads of a report as one web page.
pub const PAGE_TITLE: &str = "Report as one web page (.html)";

/// What such a file is like, as one sentence.
pub const PAGE_MEANING: &str = "One file that searches, filters, sorts and prints by itself, with why and what to do for the selected rows, or the first 200. \
    Its own policy allows no connection, and it can be sent by mail; it holds the names of these people.";

/// What is said where a report as one page would be too large.
pub fn too_many_for_a_page(most: usize, rows: u32) -> String {
    use super::words::number;
    format!(
        "a report as one web page holds at most {} rows, but these are {}: filter or select fewer, or take the workbook",
        number(most as u64),
        number(rows.into())
    )
}

/// What a person reads when writing was stopped.
pub const STOPPED: &str = "stopped; no file was saved";

/// What a person reads when the browser did not take the file.
pub const NOT_SAVED: &str =
    "the browser did not save the file; allow downloads for this page, then export again";

/// What is said of a plan that is none.
pub const BAD_OPTIONS: &str = "the options are not understood: expected an object with `report`, `columns` (\"visible\" or \"all\"), \
    `rows` (\"filtered\", \"all\" or \"selected\"), `bom`, `guard`, `stamp`, `page` and `groups`, each of which may be missing";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_is_told_in_numbers_and_words() {
        assert_eq!(
            what_goes(1_234, 16, FILTERED, true),
            "1,234 rows × 16 columns, as filtered"
        );
        assert_eq!(
            what_goes(1, 1, SELECTED, true),
            "1 row × 1 column, the selected rows"
        );
        assert_eq!(
            what_goes(9, 2, FILTERED, false),
            "9 rows × 2 columns, all rows of this list"
        );
    }

    #[test]
    fn a_file_is_named_by_report_day_and_rows() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        assert_eq!(
            file_name("expiring", day, 1_234, Format::Csv),
            "expiring_2026-11-22_1234.csv"
        );
        for format in Format::ALL {
            assert_eq!(Format::named(format.name()), Some(format));
        }
    }
}

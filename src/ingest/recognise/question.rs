//! The question that is put about a file, with its choices and samples.

use super::super::enrollment::N_PUBLISHED;
use super::super::issue::quoted;
use super::super::source::{Kind, column_letter};
use super::{ENOUGH, IGNORE, Recognition, Sight};

/// A question about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// What is asked, and why.
    pub text: String,
    /// What can be answered: the id that [`recognise`] takes as `said`, and what the person reads.
    pub choices: Vec<(String, String)>,
    /// Every column with up to three sample values.
    pub samples: Vec<(String, Vec<String>)>,
    /// The first bytes of the file as UTF-8, by which other answers can be tried; none where its
    /// columns are not what is asked.
    pub head: Vec<u8>,
    /// Whether they are the whole file.
    pub is_whole: bool,
}

/// Behind the id of a choice: the first line is a header.
pub(super) const HEADER: &str = "+header";

/// Share of the filled cells of a column that have to look like logon names for it to be offered.
///
/// Our choice: damaged names may be many, but where most cells are something else the column is.
const OFFERED: f64 = 0.5;

/// Columns of logon names that are offered at most: nobody reads a hundred thousand choices.
const N_OFFERED: usize = 20;

impl Sight<'_> {
    pub(super) fn question(&self, why: &str) -> Recognition {
        let shares = self.logon_shares(self.top);
        let mut choices = self.offers();
        let is_known = !choices.is_empty();
        let mut offer = |id: String, label: String| choices.push((id, label));
        if self.enrollment.is_some() {
            offer(
                "enrollment".to_string(),
                "the O365 enrollment report, as its headers say".to_string(),
            );
        } else if self.n_columns() >= N_PUBLISHED && !is_known {
            offer(
                "enrollment:published".to_string(),
                "the O365 enrollment report without headers, columns in the published order A to W"
                    .to_string(),
            );
        }
        let mut offered: Vec<(usize, &f64)> = shares
            .iter()
            .enumerate()
            .rev()
            .filter(|(_, share)| **share >= OFFERED)
            // Beside a kind that is near, only what can hardly be anything else: no column that is
            // something else there.
            .filter(|(column, _)| {
                !is_known || (self.is_called_logon(*column) && !self.is_other_field(*column))
            })
            .take(N_OFFERED + 1)
            .collect();
        let more = match offered.len() > N_OFFERED {
            true => format!(
                " Only the last {N_OFFERED} of the columns that can hold logon names are offered: say yourself where another one does"
            ),
            false => String::new(),
        };
        offered.truncate(N_OFFERED);
        for (column, share) in offered {
            let letter = column_letter(column);
            if let Some((row, _)) = &self.nameless {
                offer(
                    format!("enrollment:{}", column + 1),
                    format!(
                        "the O365 enrollment report with the logon names in {letter}{} ({} fit)",
                        self.under(*row, column),
                        percent(*share)
                    ),
                );
                continue;
            }
            let header = self.under(self.top, column);
            if !self.has_header(column) && self.may_be_header(column) && self.n_columns() > 1 {
                offer(
                    format!("cloud-control:{}{HEADER}", column + 1),
                    format!(
                        "a mailbox list with the logon names in {letter} under the header{header}"
                    ),
                );
            }
            offer(
                format!("cloud-control:{}", column + 1),
                format!(
                    "a mailbox list with the logon names in {letter}{header} ({} fit)",
                    percent(*share)
                ),
            );
        }
        let may_be_names = self.n_columns() == 1 || shares.iter().all(|share| *share >= ENOUGH);
        if may_be_names && self.enrollment.is_none() && self.nameless.is_none() {
            if self.n_columns() == 1 && self.names_header().is_none() && self.may_be_header(0) {
                offer(
                    format!("names:{HEADER}"),
                    format!(
                        "a list of logon names under the header {}",
                        self.caption(self.top, 0)
                    ),
                );
            }
            offer("names".to_string(), "a list of logon names".to_string());
        }
        offer(
            Kind::Other.id().to_string(),
            "another table: keep it beside the others".to_string(),
        );
        offer(
            IGNORE.to_string(),
            "none of these: leave it out".to_string(),
        );
        Recognition::Question(Ask {
            text: match more.is_empty() {
                true => format!("{why}. What is it?"),
                false => format!("{why}.{more}. What is it?"),
            },
            choices,
            samples: self.samples(),
            head: Vec::new(),
            is_whole: false,
        })
    }

    fn samples(&self) -> Vec<(String, Vec<String>)> {
        let body = &self.head.records[self.top..];
        (0..self.n_columns().min(60))
            .map(|column| {
                let cells = body
                    .iter()
                    .skip(1)
                    .filter_map(|record| record.get(column))
                    .map(|cell| cell.trim());
                let filled = cells.filter(|cell| !cell.is_empty()).take(3);
                let cut = |cell: &str| cell.chars().take(80).collect();
                (self.caption(self.top, column), filled.map(cut).collect())
            })
            .collect()
    }

    /// What a column is called: by its first cell, or by its letter where that is empty.
    pub(super) fn caption(&self, row: usize, column: usize) -> String {
        match self.first_cell(row, column) {
            "" => column_letter(column),
            cell => quoted(cell),
        }
    }

    /// The first cell of a column, with a space before it, to stand behind the column's letter.
    fn under(&self, row: usize, column: usize) -> String {
        match self.first_cell(row, column) {
            "" => String::new(),
            cell => format!(" {}", quoted(cell)),
        }
    }

    fn first_cell(&self, row: usize, column: usize) -> &str {
        let record = self.head.records.get(row);
        record
            .and_then(|record| record.get(column))
            .map_or("", |cell| cell.trim())
    }
}

pub(super) fn percent(share: f64) -> String {
    format!("{} %", (share * 100.0) as u32)
}

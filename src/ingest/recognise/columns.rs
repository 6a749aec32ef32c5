//! What the columns of a file hold.

use super::super::cloud_control::logon_share;
use super::Sight;
use super::header::is_certain_header;

impl Sight<'_> {
    pub(super) fn n_columns(&self) -> usize {
        self.head.records.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// The last column with anything in it; where a header names the logon names, within the header:
    /// what stands behind it comes of an unquoted delimiter.
    pub(super) fn last_filled_column(&self) -> Option<usize> {
        let body = &self.head.records[self.top..];
        let n_columns = match body[0].iter().any(|cell| is_certain_header(cell)) {
            true => body[0].len(),
            false => self.n_columns(),
        };
        (0..n_columns).rev().find(|&column| {
            body.iter().skip(1).chain(body.first()).any(|record| {
                record
                    .get(column)
                    .is_some_and(|cell| !cell.trim().is_empty())
            })
        })
    }

    /// For every column how well it fits as logon names, the first record left out as a header may stand there.
    pub(super) fn logon_shares(&self, top: usize) -> Vec<f64> {
        let body = &self.head.records[(top + 1).min(self.head.records.len() - 1)..];
        (0..self.n_columns())
            .map(|column| {
                let cells: Vec<&str> = body
                    .iter()
                    .filter_map(|record| record.get(column))
                    .map(String::as_str)
                    .collect();
                logon_share(&cells)
            })
            .collect()
    }

    /// The share of filled cells of a column that fit; `None` when none is filled.
    pub(super) fn share(
        &self,
        first_row: usize,
        column: usize,
        fits: impl Fn(&str) -> bool,
    ) -> Option<f64> {
        let records = self.head.records.get(first_row..)?;
        let cells = records
            .iter()
            .filter_map(|record| record.get(column))
            .map(|cell| cell.trim());
        let filled: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
        let n_fitting = filled.iter().filter(|cell| fits(cell)).count();
        (!filled.is_empty()).then(|| n_fitting as f64 / filled.len() as f64)
    }
}

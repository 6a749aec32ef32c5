//! Older enrollment reports: what a newer one of the same accounts lists is history, and in no list (D27).
//!
//! Two reports of one day, of unknown days or of other accounts add up. Of a center that no newer report
//! has nothing is history: a newer report of one school says nothing of another.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::dataset::Dataset;
use crate::table::RowSet;

/// An enrollment report that is not the newest of its accounts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OlderFile {
    /// Number of its source.
    pub source: u32,
    /// Number of the source that is newer.
    pub newer: u32,
    /// The day of that.
    pub newer_day: NaiveDate,
    /// How many of its rows are history.
    pub n_history: u32,
    /// How many count, although there is a newer file.
    pub n_counted: u32,
    /// Whether both list the same accounts.
    pub is_same: bool,
    /// Whether the person said whether its rows count.
    pub is_said: bool,
}

/// What of the loaded enrollment reports is history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Older {
    /// The rows.
    pub rows: RowSet,
    /// The files.
    pub files: Vec<OlderFile>,
}

/// A report while it is compared with the others.
struct File<'a> {
    source: u32,
    day: NaiveDate,
    rows: std::ops::Range<usize>,
    keys: HashSet<(u32, u128)>,
    centers: HashSet<&'a str>,
}

/// What is history; `counts` is what the person said of a source: whether its rows count.
pub fn older(dataset: &Dataset, counts: &dyn Fn(u32) -> Option<bool>) -> Older {
    let side = &dataset.roster.enrollment;
    let mut found = Older {
        rows: RowSet::none(side.n_rows()),
        files: Vec::new(),
    };
    let column = ["center_code", "center_name"];
    let column = column.into_iter().find_map(|name| side.table.dict(name));
    let center = |row: usize| column.map_or("", |column| column.get(row).trim());
    let key = |row: usize| {
        let packed = side.keys.get(row);
        packed.hash().map(|hash| (hash, packed.bits()))
    };
    let files = dataset.reports.iter().filter_map(|report| {
        let rows = side.rows_of(report.source);
        Some(File {
            source: report.source,
            day: report.as_of?.day,
            keys: rows.clone().filter_map(key).collect(),
            centers: rows
                .clone()
                .map(center)
                .filter(|text| !text.is_empty())
                .collect(),
            rows,
        })
    });
    let files: Vec<File> = files.filter(|file| !file.rows.is_empty()).collect();
    for file in &files {
        let newer: Vec<(&File, bool)> = files
            .iter()
            .filter(|other| other.day > file.day)
            .filter_map(|other| Some((other, is_same(file, other)?)))
            .collect();
        // The file that says most of it: the newest of the same accounts, else the newest of the center.
        let Some((newest, is_same)) = newer.iter().max_by_key(|(other, same)| (*same, other.day))
        else {
            continue;
        };
        let same = newer.iter().filter(|(_, is_same)| *is_same);
        let covered: HashSet<&str> = same
            .flat_map(|(other, _)| &other.centers)
            .copied()
            .collect();
        let said = counts(file.source);
        let is_history = |row: usize| match said {
            Some(counts) => !counts,
            None => {
                let center = center(row);
                *is_same && (center.is_empty() || covered.is_empty() || covered.contains(center))
            }
        };
        let mut n_history = 0;
        for row in file.rows.clone().filter(|&row| is_history(row)) {
            found.rows.insert(row);
            n_history += 1;
        }
        found.files.push(OlderFile {
            source: file.source,
            newer: newest.source,
            newer_day: newest.day,
            n_history,
            n_counted: file.rows.len() as u32 - n_history,
            is_same: *is_same,
            is_said: said.is_some(),
        });
    }
    found
}

/// Whether a newer file lists the same accounts: half of the shorter list, or some accounts of a center that
/// both have. `None` where the two have nothing in common.
fn is_same(older: &File, newer: &File) -> Option<bool> {
    let n_both = older.keys.intersection(&newer.keys).count();
    let n_shorter = older.keys.len().min(newer.keys.len());
    let of_one_center = !older.centers.is_disjoint(&newer.centers);
    let is_same = n_both > 0 && (n_both * 2 >= n_shorter || of_one_center);
    (is_same || n_both > 0 || of_one_center).then_some(is_same)
}

//! Which files are compared: of each series of dated files of one kind and the same customers two days.
//!
//! A file is whatever became rows of a kind with a day: where rows that were shared become that, too,
//! they are compared like any other.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;

use super::super::history::{self, DATED, Series};
use super::super::{Across, Input};
use super::keys::Keys;
use crate::accounts::matching::side::Key;

/// The kinds whose dated files are compared, as the inputs name them.
pub const COMPARED: [&str; 8] = [
    "enrollment",
    "mine",
    "ars",
    "graph-users",
    "entra-users",
    "m365-users",
    "druva-provisioning",
    "druva-preserved",
];

/// The files of one day.
pub struct Listing {
    /// The day.
    pub day: NaiveDate,
    /// Their rows; of one account that several files of the day have, those of the first file.
    pub rows: Vec<u32>,
    /// Rows that say once more what another row of the day says.
    pub n_repeated: u32,
    /// Rows of an account that another file of the day has, too, and says otherwise.
    pub n_differing: u32,
}

/// Two days of a series.
pub struct Compared {
    /// Place of the kind among the inputs.
    pub source: usize,
    /// Which series it is, among all.
    pub series: usize,
    /// The older and the newer files.
    pub older: Listing,
    /// The newest files of the series.
    pub newer: Listing,
    /// Every day that the newest can be compared with, the newest first.
    pub older_days: Vec<NaiveDate>,
}

/// The files of a kind that list the same customers, and those that may be older or newer.
pub struct OfKind<'a> {
    /// Place of the kind among the inputs.
    pub source: usize,
    /// The keys of its rows.
    pub keys: Keys<'a>,
    series: Vec<Series>,
    /// Names of files of an unknown day that list accounts which another file of the kind has.
    pub undated: Vec<&'a str>,
}

impl<'a> OfKind<'a> {
    /// Of one kind; none where it has but one file.
    pub fn of(across: &'a Across<'a>, source: usize) -> Option<OfKind<'a>> {
        let input = &across.inputs[source];
        if input.spans.len() < 2 {
            return None;
        }
        let keys = Keys::of(across, input);
        let own = (!DATED.contains(&input.id)).then(|| numbers(&keys, input));
        let joined = &across.directory.sources()[source].account_of;
        let ids = own.as_ref().unwrap_or(joined);
        let undated = history::undated(across, source, ids).into_iter();
        Some(OfKind {
            source,
            series: history::series_of(across, source, ids, &|one, other| {
                are_of_one_center(input, one, other)
            }),
            undated: undated.map(|place| input.names[place]).collect(),
            keys,
        })
    }

    /// Which days are compared: the newest with the one before, or with those that are wanted. `content`
    /// tells what a row says.
    pub fn compared(
        &self,
        across: &Across,
        wanted: &[NaiveDate],
        content: &dyn Fn(u32) -> u64,
        first: usize,
    ) -> Vec<Compared> {
        let all = self.series.iter().enumerate();
        let all = all.flat_map(|(at, series)| {
            let mut days: Vec<NaiveDate> = series.days.iter().map(|listing| listing.day).collect();
            let newest = days.pop();
            days.reverse();
            let older: Vec<NaiveDate> = match wanted.is_empty() {
                true => days.first().copied().into_iter().collect(),
                false => days
                    .iter()
                    .copied()
                    .filter(|day| wanted.contains(day))
                    .collect(),
            };
            let listing = |day| self.listing(across, series, day, content);
            let days = days.clone();
            older.into_iter().filter_map(move |day| {
                Some(Compared {
                    source: self.source,
                    series: first + at,
                    older: listing(day),
                    newer: listing(newest?),
                    older_days: days.clone(),
                })
            })
        });
        all.collect()
    }

    /// How many series there are.
    pub fn n_series(&self) -> usize {
        self.series.len()
    }

    fn listing(
        &self,
        across: &Across,
        series: &Series,
        day: NaiveDate,
        content: &dyn Fn(u32) -> u64,
    ) -> Listing {
        let input = &across.inputs[self.source];
        let spans: Vec<_> = history::spans_of(input).collect();
        let files = series.files.iter().copied();
        let files: Vec<usize> = files
            .filter(|&file| input.days[file] == Some(day))
            .collect();
        let mut listing = Listing {
            day,
            rows: Vec::new(),
            n_repeated: 0,
            n_differing: 0,
        };
        let mut first_of: HashMap<Key, (usize, u64)> = HashMap::new();
        // Only the enrollment report has rows that say once more what another says (2.5).
        let counts_once = input.id == "enrollment";
        let mut said_by: HashSet<(Key, u64)> = HashSet::new();
        for &file in &files {
            for row in spans[file].clone() {
                let row = row as u32;
                let key = match files.len() {
                    1 if !counts_once => Key::NONE,
                    _ => self.keys.best(row),
                };
                if key.is_some() {
                    let said = content(row);
                    let (of, known) = *first_of.entry(key).or_insert((file, said));
                    let is_repeated = counts_once && !said_by.insert((key, said));
                    if of != file || is_repeated {
                        listing.n_repeated += 1;
                        listing.n_differing += u32::from(known != said && !is_repeated);
                        continue;
                    }
                }
                listing.rows.push(row);
            }
        }
        listing
    }
}

/// Whether two enrollment reports are of one center: of who is flagged nobody may be the same some weeks
/// later, and in a report of nobody nobody is.
fn are_of_one_center(input: &Input, one: usize, other: usize) -> bool {
    if input.id != "enrollment" {
        return false;
    }
    let spans: Vec<_> = history::spans_of(input).collect();
    let column = ["center_code", "center_name"];
    let column = column.into_iter().find_map(|name| input.table.dict(name));
    let centers = |file: usize| -> BTreeSet<&str> {
        let rows = spans[file].clone();
        let codes = column
            .into_iter()
            .flat_map(|column| rows.clone().map(|row| column.get(row)));
        codes.filter(|center| !center.is_empty()).collect()
    };
    let (left, right) = (centers(one), centers(other));
    spans[one].is_empty() || spans[other].is_empty() || !left.is_disjoint(&right)
}

/// A number for every row, the same where its account is: files of a kind that is alone with its bare
/// names are met by nothing else.
fn numbers(keys: &Keys, input: &Input) -> Vec<u32> {
    let mut known: HashMap<Key, u32> = HashMap::new();
    let mut next = 0;
    let mut fresh = || {
        next += 1;
        next - 1
    };
    let rows = 0..input.table.n_rows() as u32;
    rows.map(|row| match keys.common(row) {
        key if key.is_some() => *known.entry(key).or_insert_with(&mut fresh),
        _ => fresh(),
    })
    .collect()
}

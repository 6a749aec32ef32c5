//! Several dated exports of one kind: who came, who went, and who is only in an older one (D34).

pub mod counts;

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDate;

use super::{Across, Input};
use crate::lifecycle::calendar::show_date;
use crate::table::group::NO_ROW;

/// The kinds of which several dated exports are compared: listings that hold every account of theirs.
pub const DATED: &[&str] = &[
    "druva-provisioning",
    "druva-preserved",
    "graph-users",
    "entra-users",
    "m365-users",
];

/// The exports of one kind that list the same customers' accounts, at least two of different days.
pub struct Series {
    /// Place of the kind among the inputs.
    pub source: usize,
    /// What was listed on each day, in order.
    pub days: Vec<Listing>,
    /// The files, as places among those of the kind, in order.
    pub files: Vec<usize>,
}

/// What the exports of one day list.
pub struct Listing {
    /// The day.
    pub day: NaiveDate,
    /// The accounts, in order and each once.
    pub accounts: Vec<u32>,
    /// Those of them whose data is only preserved, in order; `None` where the kind does not tell.
    pub preserved: Option<Vec<u32>>,
}

/// A file of a kind while it looks for others of the same customers.
struct File {
    /// Its place among the files of the kind.
    place: usize,
    day: NaiveDate,
    accounts: Vec<u32>,
    rows: Range<usize>,
    group: usize,
}

/// Every series of the loaded files.
pub fn series(across: &Across) -> Vec<Series> {
    let dated = (0..across.inputs.len()).filter(|&at| DATED.contains(&across.inputs[at].id));
    let of = |source: usize| {
        let accounts = &across.directory.sources()[source].account_of;
        series_of(across, source, accounts, &|_, _| false)
    };
    dated.flat_map(of).collect()
}

/// The series of one kind, whose rows belong to these accounts; files at two places may belong together
/// although they list other accounts.
pub fn series_of(
    across: &Across,
    source: usize,
    account_of: &[u32],
    are_alike: &dyn Fn(usize, usize) -> bool,
) -> Vec<Series> {
    let mut days = across.inputs[source].days.iter().flatten();
    let first = days.next();
    if days.all(|day| Some(day) == first) {
        return Vec::new();
    }
    let mut files = files_of(across, source, account_of);
    for right in 0..files.len() {
        for left in 0..right {
            let is_other_day = files[left].day != files[right].day;
            let (one, other) = (&files[left], &files[right]);
            let is_same =
                || overlap(&one.accounts, &other.accounts) || are_alike(one.place, other.place);
            if is_other_day && is_same() {
                let (from, to) = (files[right].group, files[left].group);
                let all = files.iter_mut().filter(|file| file.group == from);
                all.for_each(|file| file.group = to);
            }
        }
    }
    let mut groups: BTreeMap<usize, (Vec<usize>, BTreeMap<NaiveDate, Listing>)> = BTreeMap::new();
    for file in files {
        let (places, days) = groups.entry(file.group).or_default();
        places.push(file.place);
        let listing = days.entry(file.day).or_insert(Listing {
            day: file.day,
            accounts: Vec::new(),
            preserved: None,
        });
        listing.accounts.extend(file.accounts);
        if let Some(preserved) = preserved(across, source, file.rows) {
            listing.preserved.get_or_insert_default().extend(preserved);
        }
    }
    let groups = groups.into_values().filter(|(_, days)| days.len() > 1);
    groups
        .map(|(mut files, days)| {
            files.sort_unstable();
            Series {
                source,
                days: days.into_values().map(Listing::settled).collect(),
                files,
            }
        })
        .collect()
}

impl Listing {
    fn settled(mut self) -> Listing {
        settle(&mut self.accounts);
        if let Some(preserved) = &mut self.preserved {
            settle(preserved);
        }
        self
    }
}

fn settle(accounts: &mut Vec<u32>) {
    accounts.sort_unstable();
    accounts.dedup();
}

/// The files of a kind whose day is known, the oldest first.
fn files_of(across: &Across, source: usize, account_of: &[u32]) -> Vec<File> {
    let input = &across.inputs[source];
    let spans = spans_of(input).zip(&input.days).enumerate();
    let files = spans.filter_map(|(place, (rows, &day))| {
        let mut accounts = account_of[rows.clone()].to_vec();
        settle(&mut accounts);
        Some((day?, place, accounts, rows))
    });
    let mut files: Vec<_> = files.collect();
    files.sort_by_key(|(day, ..)| *day);
    let files = files.into_iter().enumerate();
    files
        .map(|(group, (day, place, accounts, rows))| File {
            place,
            day,
            accounts,
            rows,
            group,
        })
        .collect()
}

/// The files of an unknown day that list accounts of another file of the kind, as places among them:
/// nothing says which of the two is the older one.
pub fn undated(across: &Across, source: usize, account_of: &[u32]) -> Vec<usize> {
    let input = &across.inputs[source];
    if input.days.iter().all(Option::is_some) {
        return Vec::new();
    }
    let lists: Vec<Vec<u32>> = spans_of(input)
        .map(|rows| {
            let mut accounts = account_of[rows].to_vec();
            settle(&mut accounts);
            accounts
        })
        .collect();
    let is_met = |&place: &usize| {
        let mut others = (0..lists.len()).filter(|other| *other != place);
        others.any(|other| overlap(&lists[place], &lists[other]))
    };
    let undated = (0..lists.len()).filter(|&place| input.days[place].is_none());
    undated.filter(is_met).collect()
}

/// The rows of each file of a kind.
pub fn spans_of<'a>(input: &'a Input) -> impl Iterator<Item = Range<usize>> + 'a {
    let ends = input.spans.iter().skip(1).map(|&(_, first)| first);
    let ends = ends.chain([input.table.n_rows()]);
    input
        .spans
        .iter()
        .zip(ends)
        .map(|(&(_, first), end)| first..end)
}

/// The accounts whose data is only preserved, where the kind tells.
fn preserved(across: &Across, source: usize, rows: Range<usize>) -> Option<Vec<u32>> {
    let (input, joined) = (&across.inputs[source], &across.directory.sources()[source]);
    if input.id == "druva-preserved" {
        return Some(joined.account_of[rows].to_vec());
    }
    let columns = ["m365_license", "user_status"].map(|name| input.table.column(name));
    let columns: Vec<_> = columns.into_iter().flatten().collect();
    let is_preserved = |row: &usize| {
        let mut cells = columns.iter().map(|column| column.get(*row).trim());
        cells.any(|cell| {
            cell.eq_ignore_ascii_case("preserved") || cell.eq_ignore_ascii_case("preserve")
        })
    };
    let told = rows.filter(is_preserved).map(|row| joined.account_of[row]);
    (!columns.is_empty() && input.id == "druva-provisioning").then(|| told.collect())
}

/// Whether half of the shorter list stands in the other, so that both list the same customers.
fn overlap(left: &[u32], right: &[u32]) -> bool {
    let n_shorter = left.len().min(right.len());
    n_shorter > 0 && n_both(left, right) * 2 >= n_shorter
}

/// How many stand in both lists.
fn n_both(left: &[u32], right: &[u32]) -> usize {
    let (mut at, mut n) = (0, 0);
    for account in left {
        while right.get(at).is_some_and(|other| other < account) {
            at += 1;
        }
        n += usize::from(right.get(at) == Some(account));
    }
    n
}

/// For every account that no loaded file has as of now, the day of the last file that has it.
///
/// An account that stands in any file which no newer one of its kind replaces is not among them.
pub fn last_seen(across: &Across) -> BTreeMap<u32, NaiveDate> {
    let mut gone: BTreeMap<u32, NaiveDate> = BTreeMap::new();
    let all = series(across);
    for one in &all {
        let Some((newest, older)) = one.days.split_last() else {
            continue;
        };
        for listing in older {
            for account in &listing.accounts {
                if newest.accounts.binary_search(account).is_err() {
                    let day = gone.entry(*account).or_insert(listing.day);
                    *day = listing.day.max(*day);
                }
            }
        }
    }
    if gone.is_empty() {
        return gone;
    }
    let beside: Vec<Vec<u32>> = (0..across.inputs.len())
        .map(|source| beside(across, &all, source))
        .collect();
    gone.retain(|account, _| !is_there(across, &all, &beside, *account));
    gone
}

/// The accounts of a kind's files that belong to no series, in order: no newer file replaces those. Of a
/// kind without a series nothing is listed.
fn beside(across: &Across, all: &[Series], source: usize) -> Vec<u32> {
    let (input, joined) = (&across.inputs[source], &across.directory.sources()[source]);
    let of_kind = || all.iter().filter(|one| one.source == source);
    if of_kind().next().is_none() {
        return Vec::new();
    }
    let spans = spans_of(input).enumerate();
    let spans = spans.filter(|(place, _)| of_kind().all(|one| !one.files.contains(place)));
    let mut accounts: Vec<u32> = spans
        .flat_map(|(_, rows)| joined.account_of[rows].iter().copied())
        .collect();
    settle(&mut accounts);
    accounts
}

/// Whether an account has a row that no newer file of its kind replaces.
fn is_there(across: &Across, all: &[Series], beside: &[Vec<u32>], account: u32) -> bool {
    let sources = across.directory.sources().iter().enumerate();
    let mut sources = sources.filter(|(_, joined)| {
        let row = joined.row_of.get(account as usize);
        row.is_some_and(|row| *row != NO_ROW)
    });
    sources.any(|(source, _)| {
        let mut of_kind = all.iter().filter(|one| one.source == source).peekable();
        let is_alone = of_kind.peek().is_none();
        let is_in = |listing: &Listing| listing.accounts.binary_search(&account).is_ok();
        is_alone
            || of_kind.any(|one| one.days.last().is_some_and(is_in))
            || beside[source].binary_search(&account).is_ok()
    })
}

/// The mark of an account that was last seen on a day.
pub fn mark(day: NaiveDate) -> String {
    format!("only in the file of {}", show_date(day))
}

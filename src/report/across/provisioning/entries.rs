//! The rows of the report: each entry of the backup, and each account that has none (D1, D16, D28).

use std::collections::HashMap;

use chrono::NaiveDate;

use super::super::fields::{BACKUP, PRESERVED, USERS};
use super::super::{Across, Input};
use crate::table::group::NO_ROW;
use crate::table::hash::{hash_bytes, mix};

const CUSTOMER: &str = "global_customer_id";

/// The columns that part no entry from another: a user has a row for each of its attributes.
const OF_ATTRIBUTES: [&str; 2] = ["custom_attribute_name", "custom_attribute_value"];

/// The rows of the report.
#[derive(Debug, Default)]
pub struct Entries {
    /// For every row its account.
    pub accounts: Vec<u32>,
    /// For every row the first row of the entry in the backup's report, or [`NO_ROW`].
    pub rows: Vec<u32>,
    /// For every row how many entries its person has.
    pub n_of_person: Vec<u32>,
    /// Further rows of an entry, which differ in their custom attribute alone: entry and row, in order.
    pub further: Vec<(u32, u32)>,
    /// Entries of which an older file of the same customer has a row, too: the newest counts.
    pub with_older: Vec<u32>,
}

impl Entries {
    /// All of them, in the order of the accounts.
    pub fn of(across: &Across) -> Entries {
        let mut entries = Entries::default();
        let backup = across.input(BACKUP[0]);
        let further = backup.map_or_else(Vec::new, |at| {
            let mut further = across.directory.sources()[at].further.clone();
            further.sort_unstable();
            further
        });
        let mut further = further.into_iter().peekable();
        let mut rows = Vec::new();
        for account in across.accounts_in(&[USERS, BACKUP, PRESERVED]) {
            let first = backup.and_then(|at| across.directory.row(at, account as usize));
            let (Some(at), Some(first)) = (backup, first) else {
                entries.push(account, NO_ROW, 0);
                continue;
            };
            rows.clear();
            rows.push(first as u32);
            while let Some(&(of, row)) = further.peek()
                && of <= account
            {
                if of == account {
                    rows.push(row);
                }
                further.next();
            }
            rows.sort_unstable();
            entries.add(account, &rows, &across.inputs[at]);
        }
        entries
    }

    /// Those of one account.
    pub fn of_one(across: &Across, account: u32) -> Entries {
        let mut entries = Entries::default();
        if let Some(at) = across.input(BACKUP[0]) {
            let first = across.directory.row(at, account as usize);
            let further = across.directory.sources()[at].further.iter();
            let further = further.filter(|&&(of, _)| of == account);
            let rows = first.map(|row| row as u32).into_iter();
            let mut rows: Vec<u32> = rows.chain(further.map(|&(_, row)| row)).collect();
            rows.sort_unstable();
            if !rows.is_empty() {
                entries.add(account, &rows, &across.inputs[at]);
            }
        }
        entries
    }

    /// The rows of the backup's report that are one entry.
    pub fn rows_of(&self, entry: usize) -> impl Iterator<Item = usize> + '_ {
        let from = self
            .further
            .partition_point(|&(known, _)| (known as usize) < entry);
        let further = self.further[from..].iter();
        let further = further.take_while(move |(known, _)| *known as usize == entry);
        let first = Some(self.rows[entry]).filter(|&row| row != NO_ROW);
        let rows = first.into_iter().chain(further.map(|&(_, row)| row));
        rows.map(|row| row as usize)
    }

    fn push(&mut self, account: u32, row: u32, n_of_person: u32) {
        self.accounts.push(account);
        self.rows.push(row);
        self.n_of_person.push(n_of_person);
    }

    /// The entries of one account with these rows.
    fn add(&mut self, account: u32, rows: &[u32], input: &Input) {
        if let [row] = rows {
            return self.push(account, *row, 1);
        }
        let begin = self.accounts.len();
        let begin_further = self.further.len();
        let newest = newest(rows, input);
        let mut known: HashMap<u64, Vec<u32>> = HashMap::new();
        let mut has_older = false;
        for &row in rows {
            let day = input.day_of(row as usize);
            if day.is_some() && day < newest[input.table.cell(CUSTOMER, row as usize)] {
                has_older = true;
                continue;
            }
            let alike = known.entry(hash(input, row)).or_default();
            let mut alike_ones = alike.iter();
            match alike_ones.find(|&&entry| is_same(input, self.rows[entry as usize], row)) {
                Some(&entry) => self.further.push((entry, row)),
                None => {
                    alike.push(self.accounts.len() as u32);
                    self.push(account, row, 0);
                }
            }
        }
        let n = (self.accounts.len() - begin) as u32;
        self.n_of_person[begin..].fill(n);
        self.further[begin_further..].sort_unstable();
        if has_older {
            self.with_older
                .extend(begin as u32..self.accounts.len() as u32);
        }
    }
}

/// The day of the newest file that has rows of each customer; of files without a day none is newer.
fn newest<'a>(rows: &[u32], input: &Input<'a>) -> HashMap<&'a str, Option<NaiveDate>> {
    let mut newest: HashMap<&str, Option<NaiveDate>> = HashMap::new();
    for &row in rows {
        let day = newest
            .entry(input.table.cell(CUSTOMER, row as usize))
            .or_default();
        *day = (*day).max(input.day_of(row as usize));
    }
    newest
}

/// The names of the columns that part one entry from another.
fn parting<'a>(input: &'a Input) -> impl Iterator<Item = &'static str> + 'a {
    let names = input.table.names();
    names.filter(|name| !OF_ATTRIBUTES.contains(name))
}

fn hash(input: &Input, row: u32) -> u64 {
    let cells = parting(input).map(|name| input.table.cell(name, row as usize));
    cells.fold(0, |hash, cell| mix(hash ^ hash_bytes(cell.as_bytes())))
}

/// Whether two rows differ in nothing but a custom attribute.
fn is_same(input: &Input, row: u32, other: u32) -> bool {
    let cell = |name, row: u32| input.table.cell(name, row as usize);
    parting(input).all(|name| cell(name, row) == cell(name, other))
}

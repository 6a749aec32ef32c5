//! Pairs that the person accepted one by one, and what becomes of them when a file is read anew.

use super::super::words::{counted, plural};
use super::{Input, pairs_of};
use crate::ingest::role::Role;

/// Two rows, each by its source and its row there.
pub type SourcePair = [(u32, usize); 2];

/// Two rows that the person accepted as one account, and what each was known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedPair {
    /// The rows.
    pub rows: SourcePair,
    known: [Known; 2],
}

/// What a row is found by after its file was read another way: its line and its keys as written.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Known {
    line: u32,
    keys: Vec<(Role, String)>,
}

const KEYS: [Role; 6] = [
    Role::ObjectId,
    Role::Upn,
    Role::LogonName,
    Role::Mail,
    Role::Proxies,
    Role::PersonId,
];

impl AcceptedPair {
    /// Two rows of two inputs.
    pub fn of(one: (&Input, u32), other: (&Input, u32)) -> AcceptedPair {
        let ends = [one, other];
        AcceptedPair {
            rows: ends.map(|(input, row)| input.place(row as usize)),
            known: ends.map(|(input, row)| Known::of(input, row as usize)),
        }
    }

    /// Whether it is of these two rows, whichever comes first.
    pub fn is_of(&self, rows: SourcePair) -> bool {
        self.rows == rows || self.rows == [rows[1], rows[0]]
    }
}

impl Known {
    fn of(input: &Input, row: usize) -> Known {
        let side = input.side();
        let cells = KEYS.map(|role| (role, side.cell(role, row).to_string()));
        Known {
            line: input.lines[row],
            keys: cells
                .into_iter()
                .filter(|(_, cell)| !cell.is_empty())
                .collect(),
        }
    }

    /// Whether a row is the one that was known: a key is the same, and none is another.
    fn is(&self, now: &Known) -> bool {
        let same = |(role, text): &(Role, String)| {
            let mut keys = self.keys.iter();
            Some(keys.find(|(known, _)| known == role)?.1 == *text)
        };
        let found: Vec<bool> = now.keys.iter().filter_map(same).collect();
        self.line == now.line && !found.is_empty() && !found.contains(&false)
    }

    /// The input and the row where it is now.
    fn find(&self, inputs: &[Input], source: u32) -> Option<(usize, usize)> {
        inputs.iter().enumerate().find_map(|(place, input)| {
            let mut rows = input.rows_of(source);
            let row =
                rows.find(|&row| input.lines[row] == self.line && self.is(&Known::of(input, row)))?;
            Some((place, row))
        })
    }
}

/// Finds the rows of accepted pairs again after files were read anew; where they are gone, have another
/// name or can meet no more, the pair is dropped, and a sentence says so.
///
/// The files of `waiting` sources are yet to be read: their pairs wait with them.
pub fn keep(pairs: &mut Vec<AcceptedPair>, inputs: &[Input], waiting: &[u32]) -> Option<String> {
    let meeting = pairs_of(inputs);
    let n_before = pairs.len();
    pairs.retain_mut(|pair| {
        if pair.rows.iter().any(|(source, _)| waiting.contains(source)) {
            return true;
        }
        let find = |end: usize| pair.known[end].find(inputs, pair.rows[end].0);
        let (Some(one), Some(other)) = (find(0), find(1)) else {
            return false;
        };
        let places = [one.0, other.0];
        pair.rows = [one, other].map(|(place, row)| inputs[place].place(row));
        meeting.contains(&places) || meeting.contains(&[places[1], places[0]])
    });
    let n_dropped = n_before - pairs.len();
    if n_dropped == 0 {
        return None;
    }
    let n = n_dropped as u64;
    let pairs = counted(
        n,
        "pair that you accepted is",
        "pairs that you accepted are",
    );
    let them = plural(n, "it", "them");
    Some(format!(
        "{pairs} taken apart: a file of {them} is read another way now, and the row is gone or has another name. Look under Matching and accept {them} again where they are still one account",
    ))
}

//! The report `matching`: every row of every two sources that are brought together, with its why (M5).

mod accepted;
mod details;
mod rows;
mod rules;
mod words;

use chrono::NaiveDate;

pub use self::accepted::{AcceptedPair, SourcePair, keep};
use super::tabular::Tabular;
use super::view::MatchView;
use crate::accounts::logon_name::Nfkc;
use crate::accounts::matching::{
    Accepted, Joined, MatchRules, MatchSide, Matching, Notes, Suggestion, Tier, hidden_pairs,
    match_and_look,
};
use crate::accounts::{MetByOther, OtherKey};
use crate::ingest::role::Role;
use crate::table::{DictColumn, RowSet, Table};

/// The rows of one kind of source, over all its files.
#[derive(Clone)]
pub struct Input<'a> {
    /// `mine`, `enrollment`, or the id of the kind.
    pub id: &'static str,
    /// What the person reads.
    pub label: &'static str,
    /// The rows.
    pub table: &'a Table,
    /// The columns that say who a row is.
    pub roles: Vec<(Role, &'static str)>,
    /// First line of each row in its file.
    pub lines: &'a [u32],
    /// Which source each row came from: source number and first row, in order.
    pub spans: &'a [(u32, usize)],
    /// Names of the files, in the order of the spans.
    pub names: Vec<&'a str>,
    /// Rows that repeat another exactly.
    pub repeated: Option<&'a RowSet>,
    /// The day the rows of each file are of, in the order of the spans.
    pub days: Vec<Option<NaiveDate>>,
}

impl<'a> Input<'a> {
    pub(super) fn side(&self) -> MatchSide<'a> {
        let mut side = MatchSide::of(self.table, &self.roles);
        side = match self.repeated {
            Some(repeated) => side.without(repeated),
            // Only the enrollment report keeps two rows of one key (2.5).
            None => side.counting_once(),
        };
        match self.as_of() {
            Some(day) => side.as_of(day),
            None => side,
        }
    }

    /// The day of the newest file.
    pub fn as_of(&self) -> Option<NaiveDate> {
        self.days.iter().copied().max().flatten()
    }

    /// The day of a row's file.
    pub fn day_of(&self, row: usize) -> Option<NaiveDate> {
        self.days.get(self.span(row)).copied().flatten()
    }

    /// The name of a row's file.
    pub fn file_of(&self, row: usize) -> &'a str {
        self.names.get(self.span(row)).copied().unwrap_or_default()
    }

    fn n_rows(&self) -> usize {
        self.table.n_rows()
    }

    /// The source of a row, and its row there.
    pub fn place(&self, row: usize) -> (u32, usize) {
        let (source, first) = self.spans[self.span(row)];
        (source, row - first)
    }

    fn span(&self, row: usize) -> usize {
        self.spans.partition_point(|&(_, first)| first <= row) - 1
    }

    /// The rows of a source.
    fn rows_of(&self, source: u32) -> std::ops::Range<usize> {
        let span = self.spans.iter().position(|&(known, _)| known == source);
        span.map_or(0..0, |span| {
            let next = self.spans.get(span + 1);
            self.spans[span].1..next.map_or(self.n_rows(), |&(_, first)| first)
        })
    }

    /// The row of a source's row.
    fn row_of(&self, (source, row): (u32, usize)) -> Option<u32> {
        let (_, first) = self.spans.iter().find(|(known, _)| *known == source)?;
        Some((first + row) as u32)
    }
}

/// Every two sources that were brought together.
pub struct Matched {
    /// The rows of the report.
    pub tabular: Tabular,
    /// The rules, and what is to be known.
    pub view: MatchView,
    pairs: Vec<PairMatched>,
    /// The handle of the first row of mine, where mine met the enrollment report.
    mine: Option<usize>,
}

/// Why rows of mine met nobody, in the words of the report.
#[derive(Clone, Copy)]
pub struct ReasonsOfMine<'a> {
    /// For every row of the report its reason: a stable name, a tab, and what a person reads.
    pub column: &'a DictColumn,
    /// The row of the report that is the first of mine.
    pub first: usize,
}

/// Two sources that were brought together.
struct PairMatched {
    /// Their places among the inputs.
    inputs: [usize; 2],
    /// The handles of the first rows of both.
    firsts: [usize; 2],
    found: Matching,
}

impl Matched {
    /// Brings all sources together under the person's rules.
    ///
    /// The lists of mine come first and meet the enrollment report; every other kind meets the
    /// enrollment report or, without one, mine. `accepted` are the pairs accepted one by one.
    pub fn of(
        inputs: &[Input],
        rules: &MatchRules,
        accepted: &[AcceptedPair],
        nfkc: Nfkc,
    ) -> Matched {
        let mut rows = rows::Rows::default();
        let mut pairs = Vec::new();
        let mut first_of_mine = None;
        for [left, right] in pairs_of(inputs) {
            let (l, r) = (&inputs[left], &inputs[right]);
            let accepted = accepted_between(l, r, accepted);
            let first = rows.n_rows();
            if (l.id, r.id) == ("mine", "enrollment") {
                first_of_mine = Some(first);
            }
            let mut look = |found: Matching, keys: &crate::accounts::matching::Pairs| {
                rows.push(inputs, [left, right], &found, keys, nfkc);
                pairs.push(PairMatched {
                    inputs: [left, right],
                    firsts: [first, first + l.n_rows()],
                    found,
                });
            };
            match_and_look(&l.side(), &r.side(), rules, &accepted, nfkc, &mut look);
        }
        Matched {
            view: rules::view(&pairs, inputs, rules),
            tabular: rows.into_tabular(),
            pairs,
            mine: first_of_mine,
        }
    }

    /// Why each row of mine met nobody; `None` where mine met no enrollment report.
    pub fn reasons_of_mine(&self) -> Option<ReasonsOfMine<'_>> {
        let column = self.tabular.table.dict("reason")?;
        let first = self.mine?;
        Some(ReasonsOfMine { column, first })
    }

    /// The enrollment rows that meet a row of mine only because the person accepted it, with that.
    pub fn accepted_of_mine(&self, inputs: &[Input]) -> Vec<(u32, u32)> {
        let is_mine = |pair: &&PairMatched| {
            pair.inputs.map(|place| inputs[place].id) == ["mine", "enrollment"]
        };
        let joined = self.pairs.iter().filter(is_mine);
        let joined = joined.flat_map(|pair| &pair.found.joined);
        let accepted = joined.filter(|pair| pair.tier == Tier::Suggestion);
        accepted.map(|pair| (pair.right, pair.left)).collect()
    }

    /// The pair, the side and the row there of a handle.
    fn locate(&self, handle: u32) -> Option<(&PairMatched, usize, u32)> {
        let handle = handle as usize;
        let pair = self
            .pairs
            .iter()
            .rev()
            .find(|pair| pair.firsts[0] <= handle)?;
        let side = usize::from(handle >= pair.firsts[1]);
        let row = handle - pair.firsts[side];
        (row < pair.found.outcome(side).n_rows()).then_some((pair, side, row as u32))
    }

    /// Two rows of the report as a pair of rows of their sources; `None` where they are of no one pair.
    pub fn pair_of(&self, inputs: &[Input], row: u32, partner: u32) -> Option<AcceptedPair> {
        let (pair, side, row) = self.locate(row)?;
        let (other_pair, other_side, other) = self.locate(partner)?;
        if !std::ptr::eq(pair, other_pair) || side == other_side {
            return None;
        }
        let input = |side: usize| &inputs[pair.inputs[side]];
        Some(AcceptedPair::of(
            (input(side), row),
            (input(other_side), other),
        ))
    }
}

impl PairMatched {
    /// How many pairs the person accepted one by one.
    fn n_accepted(&self) -> u32 {
        let joined = self.found.joined.iter();
        let one_by_one = joined.filter(|pair| pair.accepted == Some(Accepted::Pair));
        one_by_one.count() as u32
    }

    /// How many rows of either side have a suggestion.
    fn n_suggested(&self) -> u32 {
        let n_of = |row: fn(&Suggestion) -> u32| {
            let mut rows: Vec<u32> = self.found.suggestions.iter().map(row).collect();
            rows.sort_unstable();
            rows.dedup();
            rows.len() as u32
        };
        n_of(|pair| pair.left) + n_of(|pair| pair.right)
    }
}

/// The enrollment rows that meet a row of mine by a further address or a hidden name, with that and
/// the key (T3, T6).
pub fn hidden_of_mine(inputs: &[Input], rules: &MatchRules, nfkc: Nfkc) -> Vec<MetByOther> {
    let input = |id: &str| inputs.iter().find(|input| input.id == id);
    let (Some(mine), Some(enrollment)) = (input("mine"), input("enrollment")) else {
        return Vec::new();
    };
    let pairs = hidden_pairs(&mine.side(), &enrollment.side(), rules, nfkc);
    let by = |pair: &Joined| match pair.tier {
        Tier::Proxy => OtherKey::Address,
        _ if pair.notes.has(Notes::GUEST) => OtherKey::Guest,
        _ => OtherKey::Deleted,
    };
    let pairs = pairs.iter();
    pairs
        .map(|pair| (pair.right, pair.left, by(pair)))
        .collect()
}

/// The accepted pairs of two sources, as rows of both.
pub(super) fn accepted_between(l: &Input, r: &Input, accepted: &[AcceptedPair]) -> Vec<(u32, u32)> {
    let rows = accepted.iter().filter_map(|pair| {
        let [one, other] = pair.rows;
        let here = |one, other| Some((l.row_of(one)?, r.row_of(other)?));
        here(one, other).or_else(|| here(other, one))
    });
    rows.collect()
}

/// Which inputs meet: their places.
fn pairs_of(inputs: &[Input]) -> Vec<[usize; 2]> {
    let place = |id: &str| inputs.iter().position(|input| input.id == id);
    let (mine, enrollment) = (place("mine"), place("enrollment"));
    let mut pairs: Vec<[usize; 2]> = mine
        .zip(enrollment)
        .map(|(mine, enrollment)| [mine, enrollment])
        .into_iter()
        .collect();
    for (place, input) in inputs.iter().enumerate() {
        let is_other = !matches!(input.id, "mine" | "enrollment");
        pairs.extend(
            enrollment
                .or(mine)
                .filter(|_| is_other)
                .map(|other| [place, other]),
        );
    }
    pairs
}

//! The rows of the report: one for every row of either side.

use std::borrow::Cow;

use super::super::cells::Cell;
use super::super::definition::definition;
use super::super::tabular::{Tabular, body};
use super::super::view::Value;
use super::Input;
use super::words;
use crate::accounts::logon_name::Nfkc;
use crate::accounts::matching::side::Name;
use crate::accounts::matching::{Joined, Matching, Pairs, ReasonKind, Standing, Tier};
use crate::table::group::NO_ROW;
use crate::table::{Column, DictColumn, Table, TextColumn};

/// The rows while they are made.
#[derive(Default)]
pub struct Rows {
    texts: [TextColumn; TEXTS.len()],
    dicts: [DictColumn; DICTS.len()],
    lines: Vec<u32>,
}

/// The columns of mostly different texts.
const TEXTS: [&str; 4] = ["written", "partner", "suggestion", "key"];
/// The columns of few different texts; the last two are in no definition.
const DICTS: [&str; 11] = [
    "side",
    "outcome",
    "reason",
    "likeness",
    "tier",
    "near",
    "normalised",
    "source",
    "pair",
    "need",
    "marks",
];

/// The outcomes in the order in which they are counted.
const OUTCOMES: [&str; 4] = ["unmatched", "ambiguous", "matched", "repeated"];

/// The reasons in the order in which they are counted: those of a row that met nobody, then the
/// one of a row that met its partner.
const REASONS: [&str; ReasonKind::ALL.len() + 1] = {
    let mut names = [words::DIFFERED; ReasonKind::ALL.len() + 1];
    let mut place = 0;
    while place < ReasonKind::ALL.len() {
        names[place] = ReasonKind::ALL[place].name();
        place += 1;
    }
    names
};

/// What a person has to look at first, from 0 on: the report's own order.
const NEEDS: [&str; 5] = ["0", "1", "2", "3", "4"];

/// What a row says in the columns of few different texts.
#[derive(Default)]
struct Said {
    outcome: &'static str,
    reason: Cow<'static, str>,
    likeness: &'static str,
    tier: &'static str,
    near: Cow<'static, str>,
    need: &'static str,
    marks: &'static str,
}

impl Rows {
    /// How many so far.
    pub fn n_rows(&self) -> usize {
        self.lines.len()
    }

    /// Adds the rows of two sources.
    pub fn push(
        &mut self,
        inputs: &[Input],
        places: [usize; 2],
        found: &Matching,
        keys: &Pairs,
        nfkc: Nfkc,
    ) {
        let sides = places.map(|place| &inputs[place]);
        let pair = words::pair(sides[0], sides[1]);
        for (side, own) in sides.into_iter().enumerate() {
            let mut writer = Writer {
                found,
                keys,
                side,
                lines: own.lines,
                suggested: suggested(found, side),
                normalised: words::Normalised::default(),
                name: Name::default(),
                nfkc,
            };
            let label = words::side(own);
            for row in 0..own.n_rows() as u32 {
                writer.push(self, row);
                self.lines.push(own.lines[row as usize]);
                self.dict(0, &label);
                self.dict(7, own.names[own.span(row as usize)]);
                self.dict(8, &pair);
            }
        }
    }

    fn dict(&mut self, place: usize, text: &str) {
        self.dicts[place].push(text.as_bytes());
    }

    /// The rows as a report.
    pub fn into_tabular(self) -> Tabular {
        let n_rows = self.n_rows();
        let texts = TEXTS.into_iter().zip(self.texts.map(Column::Text));
        let dicts = DICTS.into_iter().zip(self.dicts.map(Column::Dict));
        Tabular {
            definition: definition("matching").expect("it is among the reports"),
            table: Table::new(texts.chain(dicts).collect(), n_rows),
            numbers: vec![("source_row", self.lines)],
            amounts: Vec::new(),
            shows: vec![
                ("written", written),
                ("partner", other),
                ("suggestion", other),
                ("key", Cell::of_text),
            ],
            own_order: &["need"],
            pivot: None,
            counted: &[
                ("outcome", &OUTCOMES),
                ("reason", &REASONS),
                ("side", &[]),
                ("likeness", &[]),
                ("pair", &[]),
            ],
            marks: "marks",
            body,
        }
    }
}

/// A key as its source writes it; what cannot be seen of it is named.
fn written(text: &str) -> Cell {
    match text.is_empty() {
        true => Cell::of_text(text),
        false => Cell::of(words::visible(text), Value::Text(text.to_string())),
    }
}

/// The key of another row, if there is one.
fn other(text: &str) -> Cell {
    match text.is_empty() {
        true => Cell::of_maybe(text),
        false => written(text),
    }
}

/// For every row of a side the place of its most telling suggestion, or [`NO_ROW`].
fn suggested(found: &Matching, side: usize) -> Vec<u32> {
    let mut best = vec![NO_ROW; found.outcome(side).n_rows()];
    for (place, pair) in found.suggestions.iter().enumerate() {
        let row = [pair.left, pair.right][side] as usize;
        if best[row] == NO_ROW {
            best[row] = place as u32;
        }
    }
    best
}

/// Writes the rows of one side.
struct Writer<'a> {
    found: &'a Matching,
    keys: &'a Pairs<'a>,
    side: usize,
    /// First line of each row of this side.
    lines: &'a [u32],
    suggested: Vec<u32>,
    normalised: words::Normalised,
    name: Name,
    nfkc: Nfkc,
}

impl Writer<'_> {
    fn push(&mut self, rows: &mut Rows, row: u32) {
        let side = self.side;
        let own_name = self.keys.name(side, row);
        let (mut written, mut partner, mut suggestion) = (own_name, "", "");
        let mut is_by_name = false;
        let said = match self.found.row(side, row) {
            Standing::Joined(pair) => {
                let cells = self.keys.raw(pair.tier, pair.left, pair.right);
                (written, partner) = (cells[side], cells[1 - side].text);
                is_by_name = pair.tier == Tier::LogonName;
                joined(pair)
            }
            Standing::Repeats(first) => Said {
                outcome: "repeated\tRepeats another row",
                near: words::repeats((first != row).then(|| self.lines[first as usize])),
                need: NEEDS[4],
                ..Said::default()
            },
            Standing::Unmatched(unmatched) => {
                let place = self.suggested[row as usize] as usize;
                let pair = self.found.suggestions.get(place);
                if let Some(pair) = pair {
                    let other = [pair.right, pair.left][side];
                    suggestion = self.keys.name(1 - side, other).text;
                }
                let is_ambiguous = unmatched.reason.kind() == ReasonKind::Ambiguous;
                let realms = [side, 1 - side].map(|side| &self.found.outcome(side).realms[..]);
                Said {
                    outcome: match is_ambiguous {
                        true => "ambiguous\tAmbiguous",
                        false => "unmatched\tUnmatched",
                    },
                    reason: words::reason(unmatched.reason, realms),
                    near: unmatched.near.map_or(Cow::default(), words::near),
                    likeness: pair.map_or("", |pair| words::likeness(pair.kind)),
                    need: match (pair, is_ambiguous) {
                        (Some(_), _) => NEEDS[0],
                        (None, true) => NEEDS[1],
                        (None, false) => NEEDS[2],
                    },
                    ..Said::default()
                }
            }
        };
        for (place, text) in [
            (1, said.outcome),
            (2, &said.reason),
            (3, said.likeness),
            (4, said.tier),
            (5, &said.near),
            (6, self.normalised.of(written, is_by_name, self.nfkc)),
            (9, said.need),
            (10, said.marks),
        ] {
            rows.dict(place, text);
        }
        self.name.read(own_name.text, own_name.role, self.nfkc);
        let key = match self.name.is_key() {
            true => self.name.name.as_str(),
            false => "",
        };
        for (place, text) in [(0, written.text), (1, partner), (2, suggestion), (3, key)] {
            rows.texts[place].push(text.as_bytes());
        }
    }
}

fn joined(pair: &Joined) -> Said {
    Said {
        outcome: "matched\tMatched",
        reason: Cow::Borrowed(words::differed(pair.notes)),
        tier: words::tier(pair.tier),
        need: NEEDS[3],
        marks: words::marks(pair.notes),
        ..Said::default()
    }
}

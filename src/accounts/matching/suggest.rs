//! What unmatched rows may be (T7): suggestions only, never a match by itself.

use super::index::{Entry, Index};
use super::realms::Fit;
use super::rest::Rest;
use super::rules::SuggestionKind;
use super::side::{Key, SideKeys};
use super::tiers::Tiers;
use crate::accounts::damage::{Damage, Scientific, candidates, rounded};
use crate::accounts::lookalike::{Ignore, is_one_edit, push_skeleton, skeleton};
use crate::table::RowSet;

/// Two unmatched rows that may be one account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Suggestion {
    /// What makes them alike.
    pub kind: SuggestionKind,
    /// The row on the left.
    pub left: u32,
    /// The row on the right.
    pub right: u32,
}

/// The suggestions for the rows that no tier matched.
#[derive(Clone, Debug, Default)]
pub struct Suggestions {
    /// In the order of their kinds, then rows.
    pub pairs: Vec<Suggestion>,
    /// Left rows for which something was left out, because too many are alike.
    pub left_crowded: RowSet,
    /// Right rows for which something was left out.
    pub right_crowded: RowSet,
}

/// More pairs than this under one likeness tell nothing: they are left out.
const MANY_PAIRS: usize = 64;
/// A block of one surname up to so many pairs is compared pair by pair.
const SMALL_BLOCK: usize = 1024;
/// At most so many spellings of one side of a larger block are held at once.
const MANY_SPELLINGS: usize = 1 << 20;
/// At most so many suggestions a row.
const MANY_SUGGESTIONS: u8 = 3;
/// Windows cut names after so many characters (K12).
const SAM_LENGTH: usize = 20;
/// Longer names are compared for slips in small blocks only.
const LONG_NAME: usize = 40;

/// What the entries of a likeness are.
const CANDIDATE: u32 = 1 << 8;

/// Finds what the rows that no tier matched may be.
///
/// Time and memory grow with the rows, not with their pairs: every kind is a search by hash, and
/// a slip of the keyboard is looked for among rows of one surname only.
pub fn suggest(tiers: &Tiers, keys: [&SideKeys; 2], rests: [&Rest; 2]) -> Suggestions {
    let mut search = Search {
        tiers,
        rests,
        found: Suggestions {
            left_crowded: RowSet::none(keys[0].n_rows),
            right_crowded: RowSet::none(keys[1].n_rows),
            ..Suggestions::default()
        },
    };
    if !rests[0].rows.is_empty() && !rests[1].rows.is_empty() {
        search.damaged();
        search.truncated();
        search.alike();
        search.typos();
        search.same_names();
    }
    search.found.keep_few();
    search.found
}

struct Search<'a> {
    tiers: &'a Tiers<'a>,
    rests: [&'a Rest; 2],
    found: Suggestions,
}

/// What makes two rows of one likeness alike, unless nothing does.
type KindOf<'f> = &'f dyn Fn([&Rest; 2], &Entry, &Entry) -> Option<SuggestionKind>;

impl Search<'_> {
    /// K11, as far as the other side holds the candidate.
    fn damaged(&mut self) {
        let mut entries = [Vec::new(), Vec::new()];
        let mut precisions = [0u32; 2];
        for (side, rest) in self.rests.iter().enumerate() {
            for place in 0..rest.rows.len() {
                let mut push = |text: &str, tag: u32| {
                    entries[side].push(Entry {
                        key: Key::of(text.as_bytes()),
                        row: place as u32,
                        tag,
                    });
                };
                let name = rest.name(place);
                for (damage, candidate) in candidates(name) {
                    push(&candidate, CANDIDATE | damage as u32);
                }
                if let Some(number) = Scientific::read(name) {
                    precisions[side] |= 1 << number.precision();
                    push(&number.rounded(), CANDIDATE | Damage::Scientific as u32);
                }
                if rest.is_name(place) {
                    push(name, 0);
                }
            }
        }
        for (side, rest) in self.rests.iter().enumerate() {
            let wanted = precisions[1 - side];
            for place in 0..rest.rows.len() {
                for precision in (1..17).filter(|precision| wanted >> precision & 1 == 1) {
                    if let Some(shown) = rounded(rest.name(place), precision) {
                        entries[side].push(Entry {
                            key: Key::of(shown.as_bytes()),
                            row: place as u32,
                            tag: 0,
                        });
                    }
                }
            }
        }
        self.damage_pairs(&entries);
        // Ids of persons lose zeros only.
        let mut entries = [Vec::new(), Vec::new()];
        for (side, rest) in self.rests.iter().enumerate() {
            for place in 0..rest.rows.len() {
                let person = rest.person(place);
                let mut push = |text: &str, tag: u32| {
                    entries[side].push(Entry {
                        key: Key::of(text.as_bytes()),
                        row: place as u32,
                        tag,
                    });
                };
                if person.is_empty() {
                    continue;
                }
                push(person, 0);
                for (damage, candidate) in candidates(person) {
                    if damage == Damage::LostZero {
                        push(&candidate, CANDIDATE | damage as u32);
                    }
                }
            }
        }
        self.damage_pairs(&entries);
    }

    fn damage_pairs(&mut self, entries: &[Vec<Entry>; 2]) {
        let has_candidate = |side: &Vec<Entry>| side.iter().any(|entry| entry.tag != 0);
        if !entries.iter().any(has_candidate) {
            return;
        }
        self.pairs(entries, &|_, left, right| {
            let tag = match (left.tag, right.tag) {
                (tag, 0) | (0, tag) if tag != 0 => tag & !CANDIDATE,
                _ => return None,
            };
            Some(match tag {
                tag if tag == Damage::LostZero as u32 => SuggestionKind::LostZero,
                tag if tag == Damage::Scientific as u32 => SuggestionKind::Scientific,
                _ => SuggestionKind::ExcelDate,
            })
        });
    }

    /// K12: a name of exactly 20 characters begins a longer one.
    fn truncated(&mut self) {
        const SHORT: u32 = 1;
        const LONG: u32 = 2;
        let entries = self.rests.map(|rest| {
            let mut entries = Vec::new();
            for place in (0..rest.rows.len()).filter(|&place| rest.is_name(place)) {
                let name = rest.name(place);
                if name.len() < SAM_LENGTH {
                    continue;
                }
                let end = name.char_indices().nth(SAM_LENGTH).map(|(at, _)| at);
                let is_short = end.is_none() && name.chars().count() == SAM_LENGTH;
                if end.is_some() || is_short {
                    entries.push(Entry {
                        key: Key::of(&name.as_bytes()[..end.unwrap_or(name.len())]),
                        row: place as u32,
                        tag: if is_short { SHORT } else { LONG },
                    });
                }
            }
            entries
        });
        self.pairs(&entries, &|_, left, right| {
            (left.tag | right.tag == SHORT | LONG).then_some(SuggestionKind::Truncated)
        });
    }

    /// K13 to K16: the names differ in one of four ways only.
    fn alike(&mut self) {
        let mut text = String::new();
        let entries = self.rests.map(|rest| {
            let mut entries = Vec::new();
            for place in (0..rest.rows.len()).filter(|&place| rest.is_name(place)) {
                let name = rest.name(place);
                text.clear();
                push_skeleton(name, Ignore::ALL, &mut text);
                entries.push(Entry {
                    key: Key::of(text.as_bytes()),
                    row: place as u32,
                    tag: u32::from(text != name),
                });
            }
            entries.retain(|entry| entry.key.is_some());
            entries
        });
        self.pairs(&entries, &|rests, left, right| {
            if left.tag | right.tag == 0 {
                return None;
            }
            let left = rests[0].name(left.row as usize);
            let right = rests[1].name(right.row as usize);
            alike_by(left, right)
        });
    }

    /// One slip of the keyboard in the logon name of two rows with one surname.
    fn typos(&mut self) {
        let entries = self.rests.map(|rest| {
            let mut entries = Vec::new();
            for place in (0..rest.rows.len()).filter(|&place| rest.is_name(place)) {
                let key = rest.surnames.get(place).copied().unwrap_or(Key::NONE);
                if key.is_some() && rest.name(place).len() > 2 {
                    entries.push(Entry {
                        key,
                        row: place as u32,
                        tag: 0,
                    });
                }
            }
            entries
        });
        let [left, right] = &entries;
        if left.is_empty() || right.is_empty() {
            return;
        }
        Index::of(left, right).each(|lefts, rights| {
            if lefts.len() * rights.len() > SMALL_BLOCK {
                self.typos_of_large_block(lefts, rights);
                return;
            }
            for left in lefts {
                for right in rights {
                    self.typo(left.row, right.row);
                }
            }
        });
    }

    fn typo(&mut self, left: u32, right: u32) {
        let name = |side: usize, place: u32| self.rests[side].name(place as usize).as_bytes();
        if is_one_edit(name(0, left), name(1, right)) {
            self.push(left, right, SuggestionKind::Typo);
        }
    }

    /// Names one slip apart share a spelling that lacks a letter of each, or the whole of one.
    fn typos_of_large_block(&mut self, lefts: &[Entry], rights: &[Entry]) {
        let mut crowded = [Vec::new(), Vec::new()];
        let mut text = Vec::new();
        let mut entries = [Vec::new(), Vec::new()];
        for (side, block) in [lefts, rights].into_iter().enumerate() {
            for entry in block {
                let name = self.rests[side].name(entry.row as usize).as_bytes();
                if name.len() > LONG_NAME || entries[side].len() + name.len() > MANY_SPELLINGS {
                    crowded[side].push(entry.row);
                    continue;
                }
                let mut push = |spelling: &[u8]| {
                    entries[side].push(Entry {
                        key: Key::of(spelling),
                        row: entry.row,
                        tag: 0,
                    });
                };
                push(name);
                for skipped in 0..name.len() {
                    // A letter doubled gives one spelling, whichever of the two is left out.
                    if skipped > 0 && name[skipped] == name[skipped - 1] {
                        continue;
                    }
                    text.clear();
                    text.extend_from_slice(&name[..skipped]);
                    text.extend_from_slice(&name[skipped + 1..]);
                    push(&text);
                }
            }
        }
        for (side, places) in crowded.into_iter().enumerate() {
            places.iter().for_each(|&place| self.crowd(side, place));
        }
        self.pairs(&entries, &|rests, left, right| {
            let name = |side: usize, entry: &Entry| rests[side].name(entry.row as usize).as_bytes();
            is_one_edit(name(0, left), name(1, right)).then_some(SuggestionKind::Typo)
        });
    }

    /// The same name as shown, in the same department.
    fn same_names(&mut self) {
        let entries = self.rests.map(|rest| {
            let named = rest.people.iter().enumerate();
            let entry = |(place, &key): (usize, &Key)| Entry {
                key,
                row: place as u32,
                tag: 0,
            };
            let entries: Vec<Entry> = named.filter(|(_, key)| key.is_some()).map(entry).collect();
            entries
        });
        self.pairs(&entries, &|_, _, _| Some(SuggestionKind::SameName));
    }

    /// Pushes the pairs of one key that are alike, unless there are too many of them.
    fn pairs(&mut self, entries: &[Vec<Entry>; 2], kind: KindOf) {
        let [left, right] = entries;
        if left.is_empty() || right.is_empty() {
            return;
        }
        Index::of(left, right).each(|lefts, rights| {
            if lefts.len() * rights.len() > MANY_PAIRS {
                lefts.iter().for_each(|entry| self.crowd(0, entry.row));
                rights.iter().for_each(|entry| self.crowd(1, entry.row));
                return;
            }
            for left in lefts {
                for right in rights {
                    if let Some(kind) = kind(self.rests, left, right) {
                        self.push(left.row, right.row, kind);
                    }
                }
            }
        });
    }

    fn crowd(&mut self, side: usize, place: u32) {
        let row = self.rests[side].rows[place as usize] as usize;
        match side {
            0 => self.found.left_crowded.insert(row),
            _ => self.found.right_crowded.insert(row),
        }
    }

    /// Pushes a suggestion, unless object ids, domains or labels speak against it.
    fn push(&mut self, left: u32, right: u32, kind: SuggestionKind) {
        let [lefts, rights] = self.rests;
        let (l, r) = (left as usize, right as usize);
        let (left_row, right_row) = (lefts.rows[l], rights.rows[r]);
        let realms_meet = kind == SuggestionKind::SameName
            || self.tiers.realms().fits(lefts.realms[l], rights.realms[r]) == Fit::Yes;
        if realms_meet && !self.tiers.ids_differ(left_row, right_row) {
            self.found.pairs.push(Suggestion {
                kind,
                left: left_row,
                right: right_row,
            });
        }
    }
}

impl Suggestions {
    /// Keeps the most telling few of every row, in order.
    fn keep_few(&mut self) {
        self.pairs.sort_unstable();
        self.pairs.dedup();
        let mut n_left = vec![0u8; self.left_crowded.n_rows()];
        let mut n_right = vec![0u8; self.right_crowded.n_rows()];
        let mut pairs = std::mem::take(&mut self.pairs);
        pairs.retain(|pair| {
            let (left, right) = (pair.left as usize, pair.right as usize);
            let is_kept = n_left[left] < MANY_SUGGESTIONS && n_right[right] < MANY_SUGGESTIONS;
            if is_kept {
                n_left[left] += 1;
                n_right[right] += 1;
            } else {
                self.left_crowded.insert(left);
                self.right_crowded.insert(right);
            }
            is_kept
        });
        self.pairs = pairs;
    }

    /// How many rows were not compared with all others, or are like more than are suggested.
    pub fn n_left_out(&self) -> u32 {
        (self.left_crowded.count() + self.right_crowded.count()) as u32
    }

    /// The suggestions that fit one row on either side, and of which nothing was left out.
    pub fn only_ones(&self) -> Vec<Suggestion> {
        let mut n_left = vec![0u8; self.left_crowded.n_rows()];
        let mut n_right = vec![0u8; self.right_crowded.n_rows()];
        let mut partners: Vec<(u32, u32)> = self
            .pairs
            .iter()
            .map(|pair| (pair.left, pair.right))
            .collect();
        partners.sort_unstable();
        partners.dedup();
        for (left, right) in partners {
            n_left[left as usize] += 1;
            n_right[right as usize] += 1;
        }
        let is_only = |pair: &&Suggestion| {
            let (left, right) = (pair.left as usize, pair.right as usize);
            n_left[left] == 1
                && n_right[right] == 1
                && !self.left_crowded.contains(left)
                && !self.right_crowded.contains(right)
        };
        self.pairs.iter().filter(is_only).copied().collect()
    }
}

/// The one thing that two names differ in (K13 to K16).
fn alike_by(left: &str, right: &str) -> Option<SuggestionKind> {
    const WAYS: [(Ignore, SuggestionKind); 4] = [
        (Ignore::TAG, SuggestionKind::Tag),
        (Ignore::DOTS, SuggestionKind::Dots),
        (Ignore::HOMOGLYPHS, SuggestionKind::Homoglyph),
        (Ignore::DIACRITICS, SuggestionKind::Diacritics),
    ];
    if left == right {
        return None;
    }
    let way = WAYS
        .iter()
        .find(|(ignore, _)| skeleton(left, *ignore) == skeleton(right, *ignore));
    way.map(|&(_, kind)| kind)
}

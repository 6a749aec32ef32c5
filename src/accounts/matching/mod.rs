//! Two sources brought together row by row, each pair and each unmatched row with its why.
//!
//! The four lists have a path of their own for millions of rows, [`super::roster`]; this one
//! knows every tier and explains itself.

pub mod index;
pub mod pair;
pub mod realms;
pub mod reason;
pub mod rest;
pub mod rules;
pub mod side;
pub mod suggest;
#[cfg(test)]
mod tests;
pub mod tiers;

use std::collections::BTreeMap;

pub use pair::{Notes, Pairs, RawCell};
pub use reason::{Reason, ReasonKind, Unmatched};
pub use rules::{MatchRules, SuggestionKind};
pub use side::MatchSide;
pub use suggest::Suggestion;
pub use tiers::{AmbiguousGroup, Hindrance, Near, Tier};

use self::reason::{Reasons, days_older, suggested};
use self::rest::Rest;
use self::side::SideKeys;
use self::suggest::{Suggestions, suggest};
use self::tiers::Tiers;
use super::logon_name::Nfkc;
use super::raw_key::{KeyReading, read_key};
use super::realm::Realm;
use crate::ingest::concealed::ConcealedShare;
use crate::ingest::role::Role;
use crate::table::group::NO_ROW;

/// Two rows that are one account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Joined {
    /// The row on the left.
    pub left: u32,
    /// The row on the right.
    pub right: u32,
    /// What they agree in.
    pub tier: Tier,
    /// The suggestion that the person accepted; none for every other tier.
    pub accepted: Option<Accepted>,
    /// What is to be said about them.
    pub notes: Notes,
}

/// How the person accepted a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accepted {
    /// This pair.
    Pair,
    /// All suggestions of a kind.
    Kind(SuggestionKind),
}

/// A rule about domains or labels that brought rows together, or would.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RealmRule {
    /// The domains under one registrable domain are one (K8).
    Group(String),
    /// A label says nothing about the account (K7).
    Label(String),
    /// Two domains are one, because the person says so (K8).
    Domains(String, String),
    /// Two labels are one, because the person says so (K7).
    Labels(String, String),
}

/// Where a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing<'a> {
    /// It has its partner.
    Joined(&'a Joined),
    /// It met nobody.
    Unmatched(&'a Unmatched),
    /// It repeats another row and is not counted again; itself where the caller said so.
    Repeats(u32),
}

/// What became of the rows of one side.
#[derive(Clone, Debug, Default)]
pub struct SideOutcome {
    /// For every row its place in [`Matching::joined`], or [`NO_ROW`].
    places: Vec<u32>,
    /// The rows that met nobody, in order.
    pub unmatched: Vec<Unmatched>,
    /// Rows that repeat another, each with that row, in order.
    pub repeats: Vec<(u32, u32)>,
    /// Every domain and label that occurs, for [`Reason::DomainDiffers`].
    pub realms: Vec<Realm>,
    /// How many names of its most concealed column are concealed.
    pub concealed: ConcealedShare,
}

impl SideOutcome {
    /// How many rows the side has.
    pub fn n_rows(&self) -> usize {
        self.places.len()
    }

    /// How many rows met nobody, by reason: the numbers add up to all of them.
    pub fn counts(&self) -> [(ReasonKind, u32); ReasonKind::ALL.len()] {
        let mut counts = ReasonKind::ALL.map(|kind| (kind, 0));
        for unmatched in &self.unmatched {
            counts[unmatched.reason.kind() as usize].1 += 1;
        }
        counts
    }

    /// The unmatched row, if it is one.
    pub fn unmatched_row(&self, row: u32) -> Option<&Unmatched> {
        let place = self
            .unmatched
            .binary_search_by_key(&row, |unmatched| unmatched.row);
        place.ok().map(|place| &self.unmatched[place])
    }
}

/// What became of two sources.
#[derive(Clone, Debug, Default)]
pub struct Matching {
    /// The pairs, in the order of their left rows.
    pub joined: Vec<Joined>,
    /// What became of the left rows.
    pub left: SideOutcome,
    /// What became of the right rows.
    pub right: SideOutcome,
    /// Rows that stand for one another n to m.
    pub groups: Vec<AmbiguousGroup>,
    /// What unmatched rows may be; none of them is a match.
    pub suggestions: Vec<Suggestion>,
    /// Those of them that fit one row on either side: what accepting all of a kind takes.
    pub acceptable: Vec<Suggestion>,
    /// Rows that are like so many others that not all of them are suggested.
    pub n_left_out: u32,
    /// Rules that joined pairs rest on, with the number of pairs: each can be switched off.
    pub rules_in_use: Vec<(RealmRule, u32)>,
    /// Rules that would let names meet that stand in two domains or under two labels, with the
    /// number of left rows: each can be accepted.
    pub rules_on_offer: Vec<(RealmRule, u32)>,
}

/// Brings two sides together (T0 to T6) and says of every other row why it met nobody.
///
/// `accepted` holds the suggestions that the person accepted one by one, as left and right rows.
pub fn match_sides(
    left: &MatchSide,
    right: &MatchSide,
    rules: &MatchRules,
    accepted: &[(u32, u32)],
    nfkc: Nfkc,
) -> Matching {
    let mut found = Matching::default();
    match_and_look(left, right, rules, accepted, nfkc, &mut |matching, _| {
        found = matching;
    });
    found
}

/// The pairs alone, as left and right rows: what [`match_sides`] joins, without its reasons.
pub fn joined_pairs(
    left: &MatchSide,
    right: &MatchSide,
    rules: &MatchRules,
    accepted: &[(u32, u32)],
    nfkc: Nfkc,
) -> Vec<(u32, u32)> {
    // What joins by a kind of suggestion has to be looked for first.
    if !rules.accepted().is_empty() {
        let found = match_sides(left, right, rules, accepted, nfkc);
        return found
            .joined
            .iter()
            .map(|pair| (pair.left, pair.right))
            .collect();
    }
    let left_keys = SideKeys::of(left, rules, nfkc);
    let right_keys = SideKeys::of(right, rules, nfkc);
    let mut tiers = Tiers::walk(&left_keys, &right_keys, rules);
    let joined = std::mem::take(&mut tiers.joined).into_iter();
    let mut pairs: Vec<(u32, u32)> = joined.map(|(left, right, _)| (left, right)).collect();
    for &(left, right) in accepted {
        if tiers.accept(left, right) {
            pairs.push((left, right));
        }
    }
    pairs
}

/// As [`match_sides`]; what was found is looked at while the keys of both sides are still there.
pub fn match_and_look(
    left: &MatchSide,
    right: &MatchSide,
    rules: &MatchRules,
    accepted: &[(u32, u32)],
    nfkc: Nfkc,
    look: &mut dyn FnMut(Matching, &Pairs),
) {
    let left_keys = SideKeys::of(left, rules, nfkc);
    let right_keys = SideKeys::of(right, rules, nfkc);
    let mut tiers = Tiers::walk(&left_keys, &right_keys, rules);
    let mut joined: Vec<Joined> = Vec::new();
    let pairs = Pairs {
        sides: [left, right],
        keys: [&left_keys, &right_keys],
        nfkc,
    };
    let mut push = |left: u32, right: u32, tier: Tier, accepted: Option<Accepted>| {
        joined.push(Joined {
            left,
            right,
            tier,
            accepted,
            notes: pairs.notes(tier, left, right),
        });
    };
    for (left, right, tier) in std::mem::take(&mut tiers.joined) {
        push(left, right, tier, None);
    }
    for &(left, right) in accepted {
        if tiers.accept(left, right) {
            push(left, right, Tier::Suggestion, Some(Accepted::Pair));
        }
    }
    let mut found = suggestions(&tiers, &pairs);
    // In the order of their kinds, so that the most telling is taken where two kinds fit.
    let mut acceptable = found.only_ones();
    for pair in &acceptable {
        let (left, right, kind) = (pair.left, pair.right, pair.kind);
        if rules.accepted().contains(&kind) && tiers.accept(left, right) {
            push(left, right, Tier::Suggestion, Some(Accepted::Kind(kind)));
        }
    }
    acceptable.retain(|pair| tiers.is_open(pair.left, pair.right));
    found
        .pairs
        .retain(|pair| tiers.is_open(pair.left, pair.right));
    joined.sort_unstable_by_key(|pair| pair.left);
    let groups = tiers.groups();
    let Tiers {
        left: left_states,
        right: right_states,
        ..
    } = tiers;
    let outcome = |side: usize, states: &[tiers::RowState]| {
        let (keys, other) = (pairs.keys[side], pairs.keys[1 - side]);
        let row = |pair: &Suggestion| if side == 0 { pair.left } else { pair.right };
        let reasons = Reasons {
            keys,
            other,
            days_older: days_older(pairs.sides[side], pairs.sides[1 - side]),
            suggested: &suggested(&found.pairs, states.len(), row),
        };
        outcome_of(&reasons, states)
    };
    let mut matching = Matching {
        left: outcome(0, &left_states),
        right: outcome(1, &right_states),
        joined,
        groups,
        n_left_out: found.n_left_out(),
        suggestions: found.pairs,
        acceptable,
        ..Matching::default()
    };
    matching.place();
    matching.name_rules(&left_keys, &right_keys, rules);
    look(matching, &pairs);
}

/// The pairs that only the weaker half of an agreement or a hidden name brings together, as
/// [`match_sides`] finds them: by further addresses (T3) and by derived names (T6).
///
/// The lists join by the bare name (T5) for themselves; these are what they cannot see.
pub fn hidden_pairs(
    left: &MatchSide,
    right: &MatchSide,
    rules: &MatchRules,
    nfkc: Nfkc,
) -> Vec<Joined> {
    let left_keys = SideKeys::of(left, rules, nfkc);
    let right_keys = SideKeys::of(right, rules, nfkc);
    let tiers = Tiers::walk(&left_keys, &right_keys, rules);
    let pairs = Pairs {
        sides: [left, right],
        keys: [&left_keys, &right_keys],
        nfkc,
    };
    let joined = tiers.joined.iter();
    let hidden = joined.filter(|(.., tier)| matches!(tier, Tier::Proxy | Tier::Derived));
    let pair = |&(left, right, tier): &(u32, u32, Tier)| Joined {
        left,
        right,
        tier,
        accepted: None,
        notes: pairs.notes(tier, left, right),
    };
    hidden.map(pair).collect()
}

/// What the rows that are left may be; ambiguous ones have their candidates already.
fn suggestions(tiers: &Tiers, pairs: &Pairs) -> Suggestions {
    let rest = |side: usize| {
        let (keys, states) = match side {
            0 => (pairs.keys[0], &tiers.left),
            _ => (pairs.keys[1], &tiers.right),
        };
        let is_left = |&row: &u32| {
            let state = &states[row as usize];
            let is_free = state.partner == NO_ROW && !Tiers::is_ambiguous(state);
            let may_be = !matches!(
                keys.keyless_of(row),
                side::Keyless::Empty | side::Keyless::Concealed(_)
            );
            is_free && may_be && !keys.is_aside(row)
        };
        let rows: Vec<u32> = (0..states.len() as u32).filter(is_left).collect();
        Rest::of(pairs.sides[side], keys, rows, pairs.nfkc)
    };
    suggest(tiers, pairs.keys, [&rest(0), &rest(1)])
}

fn outcome_of(reasons: &Reasons, states: &[tiers::RowState]) -> SideOutcome {
    let keys = reasons.keys;
    let mut unmatched = Vec::new();
    for (row, state) in states.iter().enumerate() {
        let row = row as u32;
        if state.partner == NO_ROW && !keys.is_aside(row) {
            unmatched.push(Unmatched {
                row,
                reason: reasons.of(row, state),
                near: state.near,
            });
        }
    }
    let most = keys.concealed.iter().max_by_key(|share| share.n_concealed);
    SideOutcome {
        places: vec![NO_ROW; states.len()],
        unmatched,
        repeats: keys.aside.clone(),
        realms: keys.realms.clone(),
        concealed: most.copied().unwrap_or_default(),
    }
}

impl Matching {
    fn place(&mut self) {
        for (place, pair) in self.joined.iter().enumerate() {
            self.left.places[pair.left as usize] = place as u32;
            self.right.places[pair.right as usize] = place as u32;
        }
    }

    /// What became of the rows of a side: 0 is the left one.
    pub fn outcome(&self, side: usize) -> &SideOutcome {
        match side {
            0 => &self.left,
            _ => &self.right,
        }
    }

    /// Where a row of a side stands: 0 is the left one.
    pub fn row(&self, side: usize, row: u32) -> Standing<'_> {
        self.standing(self.outcome(side), row)
    }

    /// Where a left row stands.
    pub fn left_row(&self, row: u32) -> Standing<'_> {
        self.standing(&self.left, row)
    }

    /// Where a right row stands.
    pub fn right_row(&self, row: u32) -> Standing<'_> {
        self.standing(&self.right, row)
    }

    fn standing<'a>(&'a self, side: &'a SideOutcome, row: u32) -> Standing<'a> {
        if let Some(pair) = self.joined.get(side.places[row as usize] as usize) {
            return Standing::Joined(pair);
        }
        match side.unmatched_row(row) {
            Some(unmatched) => Standing::Unmatched(unmatched),
            None => {
                let place = side.repeats.binary_search_by_key(&row, |&(row, _)| row);
                Standing::Repeats(place.map_or(row, |place| side.repeats[place].1))
            }
        }
    }

    /// Notes the rules about domains and labels that pairs rest on, and those that would join more.
    fn name_rules(&mut self, left: &SideKeys, right: &SideKeys, rules: &MatchRules) {
        let mut in_use: BTreeMap<RealmRule, u32> = BTreeMap::new();
        let mut on_offer: BTreeMap<RealmRule, u32> = BTreeMap::new();
        // Realms are few, rows are many: pairs of places are counted first.
        let mut places: BTreeMap<(u32, u32), u32> = BTreeMap::new();
        for pair in self
            .joined
            .iter()
            .filter(|pair| pair.tier == Tier::LogonName)
        {
            let realms = (
                left.realm_of[pair.left as usize],
                right.realm_of[pair.right as usize],
            );
            *places.entry(realms).or_default() += 1;
        }
        for ((l, r), n) in std::mem::take(&mut places) {
            for rule in rules_between(&left.realms[l as usize], &right.realms[r as usize], rules) {
                *in_use.entry(rule).or_default() += n;
            }
        }
        for unmatched in &self.left.unmatched {
            if let Reason::DomainDiffers { own, other } = unmatched.reason {
                *places.entry((own, other)).or_default() += 1;
            }
        }
        for ((l, r), n) in places {
            let (l, r) = (&left.realms[l as usize], &right.realms[r as usize]);
            let offer = match (&l.domain, &r.domain, &l.label, &r.label) {
                (Some(l), Some(r), _, _) if l != r => RealmRule::Domains(l.clone(), r.clone()),
                (_, _, Some(l), Some(r)) if l != r => RealmRule::Labels(l.clone(), r.clone()),
                _ => continue,
            };
            *on_offer.entry(offer).or_default() += n;
        }
        self.rules_in_use = in_use.into_iter().collect();
        self.rules_on_offer = on_offer.into_iter().collect();
    }
}

/// The rules that let names of two realms meet.
fn rules_between(left: &Realm, right: &Realm, rules: &MatchRules) -> Vec<RealmRule> {
    let mut found = Vec::new();
    match (&left.label, &right.label) {
        (Some(one), Some(other)) if one != other => match rules.labels_meet(left, right) {
            true => found.push(RealmRule::Labels(one.clone(), other.clone())),
            // Each is the only one of its side.
            false => found.extend([one, other].map(|label| RealmRule::Label(label.clone()))),
        },
        (Some(label), None) | (None, Some(label)) => found.push(RealmRule::Label(label.clone())),
        _ => {}
    }
    if let (Some(left), Some(right)) = (&left.domain, &right.domain)
        && left != right
    {
        let (left_group, right_group) = (rules.group(left), rules.group(right));
        found.push(match left_group == right_group {
            true => RealmRule::Group(left_group),
            false => RealmRule::Domains(left_group, right_group),
        });
    }
    found
}

/// Both raw keys that a tier compares, each read in full: what was written, every step, the result.
///
/// For a joined pair, a rule that nearly fired, or a suggestion alike: whoever asks names the tier.
pub fn explain(
    left: (&MatchSide, u32),
    right: (&MatchSide, u32),
    tier: Tier,
    nfkc: Nfkc,
) -> [(Role, KeyReading); 2] {
    // The two rows alone are read again: a pair is explained when someone asks.
    let sides = [left, right].map(|(side, row)| side.only(row));
    let keys = sides.map(|side| SideKeys::of(&side, &MatchRules::default(), nfkc));
    let pairs = Pairs {
        sides: [&sides[0], &sides[1]],
        keys: [&keys[0], &keys[1]],
        nfkc,
    };
    let cells = pairs.raw(tier, 0, 0);
    cells.map(|cell| (cell.role, read_key(cell.text, cell.role, nfkc)))
}

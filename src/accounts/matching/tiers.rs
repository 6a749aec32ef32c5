//! The tiers T0 to T6: the first that gives exactly one partner on both sides wins.

use super::index::{Entry, Index};
use super::realms::{Fit, RealmPairs};
use super::rules::MatchRules;
use super::side::{Key, NameSource, SideKeys};
use crate::accounts::derived::IdCheck;
use crate::table::group::NO_ROW;

/// What two rows agree in, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tier {
    /// Object id (T0).
    ObjectId,
    /// User principal name (T1).
    Upn,
    /// Primary address (T2).
    Mail,
    /// An address of the other's (T3).
    Proxy,
    /// Person's id in a chosen column (T4).
    PersonId,
    /// Bare logon name (T5).
    LogonName,
    /// The name that a guest's or deleted account's hides (T6).
    Derived,
    /// A suggestion that the person accepted (T7).
    Suggestion,
}

impl Tier {
    /// Every tier in order.
    pub const ALL: [Tier; 8] = [
        Tier::ObjectId,
        Tier::Upn,
        Tier::Mail,
        Tier::Proxy,
        Tier::PersonId,
        Tier::LogonName,
        Tier::Derived,
        Tier::Suggestion,
    ];

    /// Its number in the description of matching.
    pub fn id(self) -> &'static str {
        ["T0", "T1", "T2", "T3", "T4", "T5", "T6", "T7"][self as usize]
    }
}

/// Why two rows that a tier brings together are left apart, the weightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Hindrance {
    /// They have two object ids: two accounts, as one made again under the old name is.
    OtherObjectId,
    /// Their domains or labels are not one.
    OtherRealm,
    /// The other has its partner by a stronger tier.
    Taken,
    /// There are several candidates.
    Ambiguous,
}

/// The rule that nearly fired for an unmatched row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Near {
    /// Its tier.
    pub tier: Tier,
    /// The row of the other side.
    pub other: u32,
    /// What hindered it.
    pub why: Hindrance,
}

/// What the tiers say about a row.
#[derive(Clone, Copy, Debug)]
pub struct RowState {
    /// Its partner, or [`NO_ROW`].
    pub partner: u32,
    /// How many rows stand for one another, where they are several.
    pub n_candidates: u32,
    /// The strongest rule that nearly fired.
    pub near: Option<Near>,
    /// The tier that first found several candidates.
    ambiguous_by: Option<Tier>,
}

const FRESH: RowState = RowState {
    partner: NO_ROW,
    n_candidates: 0,
    near: None,
    ambiguous_by: None,
};

/// Rows that stand for one another n to m: left apart until the person decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmbiguousGroup {
    /// The tier that found them.
    pub tier: Tier,
    /// Their rows on the left.
    pub left: Vec<u32>,
    /// Their rows on the right.
    pub right: Vec<u32>,
}

/// More pairs than this under one key are not looked at one by one: all of them are ambiguous.
const MANY_PAIRS: usize = 64;
const BARE: u32 = 1 << 30;
const HIDDEN: u32 = 1 << 31;

/// The walk through the tiers.
#[derive(Debug)]
pub struct Tiers<'a> {
    left_keys: &'a SideKeys,
    right_keys: &'a SideKeys,
    realms: RealmPairs<'a>,
    /// What is known about the left rows.
    pub left: Vec<RowState>,
    /// What is known about the right rows.
    pub right: Vec<RowState>,
    /// For every left row and then every right one its parent in its ambiguous group.
    parents: Vec<u32>,
    /// The pairs found, tier by tier.
    pub joined: Vec<(u32, u32, Tier)>,
}

/// What a tier does with two entries of one key.
type Fits<'f> = &'f dyn Fn(&Entry, &Entry) -> Fit;

impl<'a> Tiers<'a> {
    /// Walks through all tiers.
    pub fn walk(left: &'a SideKeys, right: &'a SideKeys, rules: &'a MatchRules) -> Tiers<'a> {
        let mut tiers = Tiers {
            left_keys: left,
            right_keys: right,
            realms: RealmPairs::of(&left.realms, &right.realms, rules),
            left: vec![FRESH; left.n_rows],
            right: vec![FRESH; right.n_rows],
            parents: (0..(left.n_rows + right.n_rows) as u32).collect(),
            joined: Vec::new(),
        };
        let yes: Fits = &|_, _| Fit::Yes;
        let columns = |keys: &'a SideKeys| [&keys.ids, &keys.upns, &keys.mails, &keys.persons];
        let [lefts, rights] = [columns(left), columns(right)];
        let plain = |tiers: &mut Tiers, tier: Tier, place: usize| {
            let entries = [(left, lefts[place]), (right, rights[place])];
            let [l, r] = entries.map(|(keys, column)| plain_entries(keys, column, 0));
            tiers.pass(tier, &l, &r, yes);
        };
        plain(&mut tiers, Tier::ObjectId, 0);
        plain(&mut tiers, Tier::Upn, 1);
        plain(&mut tiers, Tier::Mail, 2);
        tiers.pass_proxies();
        plain(&mut tiers, Tier::PersonId, 3);
        tiers.pass_names();
        tiers.pass_hidden();
        tiers
    }

    /// T3: the UPN or mail of one side is among the addresses of the other.
    fn pass_proxies(&mut self) {
        const IDENTITY: u32 = 1;
        let of = |keys: &SideKeys| {
            let mut entries = plain_entries(keys, &keys.upns, IDENTITY);
            entries.extend(plain_entries(keys, &keys.mails, IDENTITY));
            let proxies = keys.proxies.iter().filter(|(_, row)| !keys.is_aside(*row));
            entries.extend(proxies.map(|&(key, row)| Entry { key, row, tag: 0 }));
            // A row has an address once: as its identity, if it is that too.
            entries.sort_unstable_by_key(|entry| (entry.row, entry.key, !entry.tag));
            entries.dedup_by_key(|entry| (entry.row, entry.key));
            entries
        };
        let has_addresses = |keys: &SideKeys| !keys.proxies.is_empty() || !keys.mails.is_empty();
        if has_addresses(self.left_keys) || has_addresses(self.right_keys) {
            let (left, right) = (of(self.left_keys), of(self.right_keys));
            // Two further addresses that agree say nothing about who signs in.
            self.pass(
                Tier::Proxy,
                &left,
                &right,
                &|left, right| match left.tag | right.tag {
                    0 => Fit::No,
                    _ => Fit::Yes,
                },
            );
        }
    }

    /// T5: the bare name, where the domains and labels do not contradict.
    fn pass_names(&mut self) {
        let of = |keys: &SideKeys| -> Vec<Entry> {
            let mut entries = plain_entries(keys, &keys.names, 0);
            for entry in &mut entries {
                entry.tag = keys.realm_of[entry.row as usize];
            }
            entries
        };
        let (left_keys, right_keys) = (self.left_keys, self.right_keys);
        let realms = self.realms.clone();
        let (left, right) = (of(left_keys), of(right_keys));
        self.pass(Tier::LogonName, &left, &right, &|left, right| {
            let source = |keys: &SideKeys, row: u32| keys.sources[row as usize];
            let sources = (source(left_keys, left.row), source(right_keys, right.row));
            match sources {
                (NameSource::Mail, other) => realms.mail_fits(other, right.tag, left.tag, false),
                (other, NameSource::Mail) => realms.mail_fits(other, left.tag, right.tag, true),
                _ => realms.fits(left.tag, right.tag),
            }
        });
    }

    /// T6: what a guest's or deleted account's name hides is the name of another.
    fn pass_hidden(&mut self) {
        let (left_keys, right_keys) = (self.left_keys, self.right_keys);
        if left_keys.hidden.is_empty() && right_keys.hidden.is_empty() {
            return;
        }
        let realms = self.realms.clone();
        let (left, right) = (hidden_entries(left_keys), hidden_entries(right_keys));
        self.pass(Tier::Derived, &left, &right, &|left, right| {
            let n_hidden = (left.tag >> 31) + (right.tag >> 31);
            match (n_hidden, left.tag & BARE) {
                (1, 0) => Fit::Yes,
                (1, _) => realms.fits(left.tag & (BARE - 1), right.tag & (BARE - 1)),
                _ => Fit::No,
            }
        });
    }

    /// One tier: pairs that are one to one are joined, all others left apart.
    fn pass(&mut self, tier: Tier, left: &[Entry], right: &[Entry], fits: Fits) {
        if left.is_empty() || right.is_empty() {
            return;
        }
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        let mut crowds: Vec<[Vec<u32>; 2]> = Vec::new();
        let by_realm = tier == Tier::LogonName;
        Index::of(left, right).each(|lefts, rights| {
            if lefts.len() * rights.len() <= MANY_PAIRS {
                self.look(tier, lefts, rights, fits, &mut pairs);
                return;
            }
            let parts = by_realm.then(|| self.realms.parts(lefts, rights)).flatten();
            for (lefts, rights) in parts.unwrap_or_else(|| vec![(lefts.into(), rights.into())]) {
                match lefts.len() * rights.len() <= MANY_PAIRS {
                    true => self.look(tier, &lefts, &rights, fits, &mut pairs),
                    false => crowds.push([rows_of(&lefts), rows_of(&rights)]),
                }
            }
        });
        // A row may meet the same partner by several of its addresses.
        pairs.sort_unstable();
        pairs.dedup();
        self.settle(tier, &pairs, &crowds);
    }

    /// Looks at the pairs of one key.
    fn look(
        &mut self,
        tier: Tier,
        lefts: &[Entry],
        rights: &[Entry],
        fits: Fits,
        pairs: &mut Vec<(u32, u32)>,
    ) {
        for left in lefts {
            for right in rights {
                let fit = match fits(left, right) {
                    Fit::Yes | Fit::OtherRealm if self.ids_differ(left.row, right.row) => {
                        Fit::OtherObjectId
                    }
                    fit => fit,
                };
                match fit {
                    Fit::Yes => pairs.push((left.row, right.row)),
                    Fit::No => {}
                    Fit::OtherObjectId => {
                        self.nearly(tier, left.row, right.row, Hindrance::OtherObjectId);
                    }
                    Fit::OtherRealm => {
                        self.nearly(tier, left.row, right.row, Hindrance::OtherRealm);
                    }
                }
            }
        }
    }

    /// Whether both rows are free and no object id speaks against the pair.
    pub fn is_open(&self, left: u32, right: u32) -> bool {
        let free = |states: &[RowState], row: u32| {
            states
                .get(row as usize)
                .is_some_and(|state| state.partner == NO_ROW)
        };
        free(&self.left, left) && free(&self.right, right) && !self.ids_differ(left, right)
    }

    /// Takes a pair that the person accepted; not one that a tier or an object id speaks against.
    pub fn accept(&mut self, left: u32, right: u32) -> bool {
        let is_open = self.is_open(left, right);
        if is_open {
            self.left[left as usize].partner = right;
            self.right[right as usize].partner = left;
        }
        is_open
    }

    /// Which realms may meet.
    pub fn realms(&self) -> &RealmPairs<'a> {
        &self.realms
    }

    /// Whether a row was left apart among several candidates.
    pub fn is_ambiguous(state: &RowState) -> bool {
        state.partner == NO_ROW && state.ambiguous_by.is_some()
    }

    /// Whether two rows have two object ids, which beats any weaker agreement.
    pub fn ids_differ(&self, left: u32, right: u32) -> bool {
        let left = self.left_keys.identity(left);
        let right = self.right_keys.identity(right);
        left.is_some() && right.is_some() && left != right
    }

    fn nearly(&mut self, tier: Tier, left: u32, right: u32, why: Hindrance) {
        let near = |known: &mut Option<Near>, other: u32| {
            let new = Near { tier, other, why };
            // The strongest, whatever the order in which the keys come.
            let strength = |near: Near| (near.tier, near.why, near.other);
            *known = Some(
                known.map_or(new, |known| match strength(known) <= strength(new) {
                    true => known,
                    false => new,
                }),
            );
        };
        near(&mut self.left[left as usize].near, right);
        near(&mut self.right[right as usize].near, left);
    }

    /// Joins the pairs of a tier that are one to one; groups the others.
    fn settle(&mut self, tier: Tier, pairs: &[(u32, u32)], crowds: &[[Vec<u32>; 2]]) {
        let mut n_left = vec![0u32; self.left.len()];
        let mut n_right = vec![0u32; self.right.len()];
        for &(left, right) in pairs {
            n_left[left as usize] += 1;
            n_right[right as usize] += 1;
        }
        for [lefts, rights] in crowds {
            let n = lefts.len().max(rights.len()) as u32;
            lefts.iter().for_each(|&row| n_left[row as usize] += n);
            rights.iter().for_each(|&row| n_right[row as usize] += n);
        }
        for &(left, right) in pairs {
            let n = n_left[left as usize].max(n_right[right as usize]);
            match n {
                1 => self.settle_pair(tier, left, right),
                n => self.settle_several(tier, left, right, n),
            }
        }
        for [lefts, rights] in crowds {
            let n = lefts.len().max(rights.len()) as u32;
            lefts
                .iter()
                .for_each(|&left| self.settle_several(tier, left, rights[0], n));
            rights
                .iter()
                .for_each(|&right| self.settle_several(tier, lefts[0], right, n));
        }
    }

    /// A pair that is one to one by this tier.
    fn settle_pair(&mut self, tier: Tier, left: u32, right: u32) {
        let is_free = [
            self.left[left as usize].partner == NO_ROW,
            self.right[right as usize].partner == NO_ROW,
        ];
        match is_free {
            [true, true] if self.is_one_group(left, right) => {
                self.left[left as usize].partner = right;
                self.right[right as usize].partner = left;
                self.joined.push((left, right, tier));
            }
            [true, true] => self.nearly(tier, left, right, Hindrance::Ambiguous),
            [false, false] => {}
            // The other has its partner: this row may be the same account a second time.
            _ => {
                self.nearly(tier, left, right, Hindrance::Taken);
                self.settle_several(tier, left, right, 2);
            }
        }
    }

    /// A pair that is one of several: its free rows become one group, unless they are in one.
    fn settle_several(&mut self, tier: Tier, left: u32, right: u32, n: u32) {
        let places = [left, self.left.len() as u32 + right];
        let mut joins = [false; 2];
        for (side, state) in [
            &mut self.left[left as usize],
            &mut self.right[right as usize],
        ]
        .into_iter()
        .enumerate()
        {
            if state.partner == NO_ROW {
                let by = *state.ambiguous_by.get_or_insert(tier);
                joins[side] = by == tier;
                if by == tier {
                    state.n_candidates = state.n_candidates.max(n);
                }
            }
        }
        if joins == [true, true] {
            let roots = places.map(|place| self.root(place));
            self.parents[roots[1].max(roots[0]) as usize] = roots[1].min(roots[0]);
        }
        self.nearly(tier, left, right, Hindrance::Ambiguous);
    }

    fn root(&mut self, mut place: u32) -> u32 {
        while self.parents[place as usize] != place {
            let above = self.parents[self.parents[place as usize] as usize];
            self.parents[place as usize] = above;
            place = above;
        }
        place
    }

    /// Whether a weaker tier may decide between two rows.
    ///
    /// It may between the candidates of a stronger one, but never reach beyond them: that would be
    /// a chain of weak links.
    fn is_one_group(&mut self, left: u32, right: u32) -> bool {
        let right_place = self.left.len() as u32 + right;
        let is_grouped = [
            self.left[left as usize].ambiguous_by.is_some(),
            self.right[right as usize].ambiguous_by.is_some(),
        ];
        is_grouped == [false; 2] || self.root(left) == self.root(right_place)
    }

    /// The groups that no tier resolved, in the order of their first left rows.
    pub fn groups(&mut self) -> Vec<AmbiguousGroup> {
        let mut places: Vec<(u32, u32)> = Vec::new();
        let n_left = self.left.len();
        for place in 0..self.parents.len() {
            let state = match place.checked_sub(n_left) {
                None => &self.left[place],
                Some(right) => &self.right[right],
            };
            if state.partner == NO_ROW && state.ambiguous_by.is_some() {
                places.push((self.root(place as u32), place as u32));
            }
        }
        places.sort_unstable();
        let mut groups = Vec::new();
        for run in places.chunk_by(|one, other| one.0 == other.0) {
            let rows = run.iter().map(|&(_, place)| place);
            let (left, right): (Vec<u32>, Vec<u32>) =
                rows.partition(|&row| (row as usize) < n_left);
            let right: Vec<u32> = right.iter().map(|row| row - n_left as u32).collect();
            let tier = left
                .first()
                .and_then(|&row| self.left[row as usize].ambiguous_by);
            if let Some(tier) = tier
                && !right.is_empty()
            {
                groups.push(AmbiguousGroup { tier, left, right });
            }
        }
        groups
    }
}

fn rows_of(entries: &[Entry]) -> Vec<u32> {
    entries.iter().map(|entry| entry.row).collect()
}

/// The keys of a column; rows that stand aside have none.
fn plain_entries(keys: &SideKeys, column: &[Key], tag: u32) -> Vec<Entry> {
    let mut aside = keys.aside.iter().map(|&(row, _)| row).peekable();
    let mut entries = Vec::new();
    for (row, &key) in column.iter().enumerate() {
        let row = row as u32;
        let is_aside = aside.next_if(|&other| other == row).is_some();
        if key.is_some() && !is_aside {
            entries.push(Entry { key, row, tag });
        }
    }
    entries
}

/// Hidden names, and what they may be the names of: addresses, bare names and object ids.
fn hidden_entries(keys: &SideKeys) -> Vec<Entry> {
    const NAME: u64 = 1;
    const ID: u64 = 2;
    let mut entries = Vec::new();
    for column in [&keys.upns, &keys.mails] {
        entries.extend(plain_entries(keys, column, 0));
    }
    for mut entry in plain_entries(keys, &keys.ids, 0) {
        entry.key = entry.key.marked(ID);
        entries.push(entry);
    }
    for mut entry in plain_entries(keys, &keys.names, BARE) {
        if keys.sources[entry.row as usize] != NameSource::Mail {
            entry.key = entry.key.marked(NAME);
            entry.tag |= keys.realm_of[entry.row as usize];
            entries.push(entry);
        }
    }
    for hidden in &keys.hidden {
        // A name that the row's own object id contradicts is no key (K10).
        if hidden.check == IdCheck::Differs || keys.is_aside(hidden.row) {
            continue;
        }
        let mut push = |key: Key, tag: u32| {
            entries.push(Entry {
                key,
                row: hidden.row,
                tag: tag | HIDDEN,
            });
        };
        push(hidden.address, 0);
        if hidden.name.is_some() {
            push(hidden.name.marked(NAME), BARE | hidden.realm);
        }
        if let Some(id) = hidden.id {
            push(Key::of_bits(id).marked(ID), 0);
        }
    }
    entries.sort_by_key(|entry| entry.row);
    entries
}

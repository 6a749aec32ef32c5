//! Which account a key stands for: one flat table for all keys of a kind.

use std::cell::Cell;

use super::key::Key;
use super::places::Places;

/// What an index gives for a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Candidate {
    /// No account has it.
    None,
    /// The account that has it.
    One(u32),
    /// It stands for several accounts.
    Several,
}

impl Candidate {
    /// What both say; of two accounts neither.
    pub fn or(self, other: Candidate) -> Candidate {
        match (self, other) {
            (Candidate::None, other) => other,
            (found, Candidate::None) => found,
            (Candidate::One(one), Candidate::One(other)) if one == other => self,
            _ => Candidate::Several,
        }
    }
}

const NOBODY: u32 = u32::MAX;
const SEVERAL: u32 = u32::MAX - 1;

/// The account of every key in each of some ways in which it may be meant; of a key that stands for
/// several in a way, none.
#[derive(Debug)]
pub struct Index {
    places: Places,
    n_ways: usize,
    /// Of every key one a way.
    accounts: Vec<u32>,
    /// The place that was found last.
    before: Cell<usize>,
}

/// What rows of a source mean by a key.
#[derive(Debug, Default)]
pub struct Met {
    /// The account and the row, in row order.
    pub found: Vec<(u32, u32)>,
    /// The rows whose key stands for several accounts.
    pub several: Vec<u32>,
}

impl Index {
    /// An index of keys that may be meant in so many ways.
    pub fn of_ways(n_ways: usize) -> Index {
        Index {
            places: Places::default(),
            n_ways,
            accounts: Vec::new(),
            before: Cell::new(0),
        }
    }

    /// Makes room for so many keys.
    pub fn reserve(&mut self, n_keys: usize) {
        self.places.reserve(n_keys);
        self.accounts.reserve_exact(n_keys * self.n_ways);
    }

    /// Lets a key mean an account in a way.
    pub fn add(&mut self, key: Key, way: usize, account: u32) {
        self.add_in(key, &[way], account);
    }

    /// Lets a key mean an account in several ways.
    #[inline(never)]
    pub fn add_in(&mut self, key: Key, ways: &[usize], account: u32) {
        if !key.is_some() {
            return;
        }
        let (place, is_new) = self.places.add(key, self.before.get_mut());
        if is_new {
            (0..self.n_ways).for_each(|_| self.accounts.push(NOBODY));
        }
        for &way in ways {
            self.mean(place, way, account);
        }
    }

    #[inline(always)]
    fn mean(&mut self, place: usize, way: usize, account: u32) {
        let known = &mut self.accounts[place * self.n_ways + way];
        if *known == NOBODY {
            *known = account;
        } else if *known != account {
            *known = SEVERAL;
        }
    }

    /// Lets a key be looked for by [`Index::add_sought`].
    pub fn seek(&mut self, key: Key) {
        self.add_in(key, &[], NOBODY);
    }

    /// Lets keys that are sought mean, in a way, the account of their place.
    #[inline(never)]
    pub fn add_sought(&mut self, keys: &[Key], way: usize) {
        if self.places.is_empty() {
            return;
        }
        for (account, &key) in keys.iter().enumerate() {
            if key.is_some()
                && let Some(place) = self.places.find(key, self.before.get_mut())
            {
                self.mean(place, way, account as u32);
            }
        }
    }

    /// The accounts that the keys of all rows mean in a way whose account is `open` as yet.
    #[inline(never)]
    pub fn meet(&self, keys: &[Key], way: usize, account_of: &[u32], open: u32) -> Met {
        let mut met = Met::default();
        if self.places.is_empty() {
            return met;
        }
        met.found.reserve_exact(keys.len());
        for (row, (&key, &account)) in keys.iter().zip(account_of).enumerate() {
            if account != open {
                continue;
            }
            match self.find_at_once(key, way) {
                Candidate::None => {}
                Candidate::One(account) => met.found.push((account, row as u32)),
                Candidate::Several => met.several.push(row as u32),
            }
        }
        met
    }

    /// The account that a key means in a way.
    #[inline(never)]
    pub fn find(&self, key: Key, way: usize) -> Candidate {
        self.find_at_once(key, way)
    }

    #[inline(always)]
    fn find_at_once(&self, key: Key, way: usize) -> Candidate {
        if self.places.is_empty() || !key.is_some() {
            return Candidate::None;
        }
        let mut before = self.before.get();
        let Some(place) = self.places.find(key, &mut before) else {
            return Candidate::None;
        };
        self.before.set(before);
        match self.accounts[place * self.n_ways + way] {
            NOBODY => Candidate::None,
            SEVERAL => Candidate::Several,
            account => Candidate::One(account),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_key_means_the_account_it_was_added_for_and_several_none(added in proptest::collection::vec((0..90u32, 0..2usize, 0..3u32), 0..300)) {
            let key = |n: u32| Key::of(format!("user{n}@customer.example.org").as_bytes());
            let mut index = Index::of_ways(2);
            let mut known: BTreeMap<(u32, usize), BTreeSet<u32>> = BTreeMap::new();
            for &(n, way, account) in &added {
                index.add(key(n), way, account);
                known.entry((n, way)).or_default().insert(account);
            }
            for n in 0..100 {
                for way in 0..2 {
                    let accounts: Vec<u32> = known.get(&(n, way)).into_iter().flatten().copied().collect();
                    let expected = match accounts[..] {
                        [] => Candidate::None,
                        [one] => Candidate::One(one),
                        _ => Candidate::Several,
                    };
                    prop_assert_eq!(index.find(key(n), way), expected);
                    let met = index.meet(&[key(n); 3], way, &[9, 0, 9], 9);
                    let (found, several) = match expected {
                        Candidate::None => (vec![], vec![]),
                        Candidate::One(one) => (vec![(one, 0), (one, 2)], vec![]),
                        Candidate::Several => (vec![], vec![0, 2]),
                    };
                    prop_assert_eq!((met.found, met.several), (found, several));
                }
            }
        }
    }

    proptest! {
        #[test]
        fn names_that_are_sought_mean_what_they_mean_among_all(names in proptest::collection::vec(0..20u32, 0..60), sought in proptest::collection::vec(0..30u32, 0..20)) {
            let key = |n: u32| match n {
                0 => Key::NONE,
                n => Key::of(n.to_string().as_bytes()),
            };
            let mut all = Index::of_ways(1);
            let names: Vec<Key> = names.into_iter().map(key).collect();
            names.iter().zip(0..).for_each(|(&name, account)| all.add(name, 0, account));
            let mut few = Index::of_ways(1);
            sought.iter().for_each(|&n| few.seek(key(n)));
            few.add_sought(&names, 0);
            for n in sought {
                prop_assert_eq!(few.find(key(n), 0), all.find(key(n), 0));
            }
        }
    }

    #[test]
    fn what_is_no_key_means_nobody() {
        let mut index = Index::of_ways(1);
        index.add(Key::NONE, 0, 7);
        assert_eq!(index.find(Key::NONE, 0), Candidate::None);
    }
}

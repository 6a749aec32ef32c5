//! Which account a key stands for: one flat table for all keys of a kind.

use std::hash::Hasher;

use super::super::matching::side::Key;
use crate::table::hash::{hash_bytes, mix};

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
///
/// Slots hold the upper half of the hash beside the place of the key, so that nearly every look at a
/// key that is not there, and every move to a larger table, reads the slots alone.
#[derive(Debug)]
pub struct Index<const WAYS: usize> {
    slots: Vec<u64>,
    keys: Vec<Key>,
    accounts: Vec<[u32; WAYS]>,
}

impl<const WAYS: usize> Default for Index<WAYS> {
    fn default() -> Index<WAYS> {
        Index {
            slots: vec![0; 16],
            keys: Vec::new(),
            accounts: Vec::new(),
        }
    }
}

impl<const WAYS: usize> Index<WAYS> {
    /// Lets a key mean an account in a way.
    pub fn add(&mut self, key: Key, way: usize, account: u32) {
        self.add_in(key, &[way], account);
    }

    /// Lets a key mean an account in several ways.
    pub fn add_in(&mut self, key: Key, ways: &[usize], account: u32) {
        if !key.is_some() {
            return;
        }
        let place = match self.place(key) {
            Ok(place) => place,
            Err(slot) => self.insert(key, slot),
        };
        let accounts = &mut self.accounts[place];
        for &way in ways {
            let known = &mut accounts[way];
            if *known == NOBODY {
                *known = account;
            } else if *known != account {
                *known = SEVERAL;
            }
        }
    }

    /// The account that a key means in a way.
    pub fn find(&self, key: Key, way: usize) -> Candidate {
        if !key.is_some() {
            return Candidate::None;
        }
        let Ok(place) = self.place(key) else {
            return Candidate::None;
        };
        match self.accounts[place][way] {
            NOBODY => Candidate::None,
            SEVERAL => Candidate::Several,
            account => Candidate::One(account),
        }
    }

    /// Where the key is, else the slot that waits for it.
    #[inline(always)]
    fn place(&self, key: Key) -> Result<usize, usize> {
        let hash = key.hash();
        let last = self.slots.len() - 1;
        let mut slot = hash as usize & last;
        loop {
            let found = self.slots[slot];
            if found == 0 {
                return Err(slot);
            }
            // A place is one more than it is, so that no slot that is taken is 0.
            let place = (found as u32 - 1) as usize;
            if (found ^ hash) >> 32 == 0 && self.keys[place] == key {
                return Ok(place);
            }
            slot = (slot + 1) & last;
        }
    }

    fn insert(&mut self, key: Key, slot: usize) -> usize {
        let place = self.keys.len();
        self.keys.push(key);
        self.accounts.push([NOBODY; WAYS]);
        self.slots[slot] = slot_of(key, place);
        if self.keys.len() * 2 > self.slots.len() {
            self.grow();
        }
        place
    }

    fn grow(&mut self) {
        let n_slots = self.slots.len() * 2;
        let mut slots = vec![0; n_slots];
        for (place, key) in self.keys.iter().enumerate() {
            let mut slot = key.hash() as usize & (n_slots - 1);
            while slots[slot] != 0 {
                slot = (slot + 1) & (n_slots - 1);
            }
            slots[slot] = slot_of(*key, place);
        }
        self.slots = slots;
    }
}

fn slot_of(key: Key, place: usize) -> u64 {
    key.hash() >> 32 << 32 | (place as u64 + 1)
}

/// Takes what a key has been mixed to, or mixes plain numbers.
#[derive(Default)]
pub struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = mix(self.0 ^ hash_bytes(bytes));
    }

    // Of which a key has two.
    fn write_u64(&mut self, word: u64) {
        self.0 = mix(self.0.rotate_left(29) ^ word);
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
            let mut index = Index::<2>::default();
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
                }
            }
        }
    }

    #[test]
    fn what_is_no_key_means_nobody() {
        let mut index = Index::<1>::default();
        index.add(Key::NONE, 0, 7);
        assert_eq!(index.find(Key::NONE, 0), Candidate::None);
    }
}

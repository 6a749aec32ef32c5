//! The keys that stand on both sides, and their rows.

use super::side::Key;
use crate::table::group::NO_ROW;

/// A key of a row, and what a tier needs to know about it.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The key.
    pub key: Key,
    /// The row.
    pub row: u32,
    /// What the tier reads from it.
    pub tag: u32,
}

/// The rows of one key: the first entries of two chains.
#[derive(Clone, Copy, Debug)]
struct Heads {
    key: Key,
    left: u32,
    right: u32,
}

/// The keys of the left, each with the entries of both sides that have it.
#[derive(Debug)]
pub struct Index<'a> {
    left: &'a [Entry],
    right: &'a [Entry],
    slots: Vec<u32>,
    heads: Vec<Heads>,
    next_left: Vec<u32>,
    next_right: Vec<u32>,
}

impl<'a> Index<'a> {
    /// Brings equal keys together, in time and memory in proportion to the entries.
    pub fn of(left: &'a [Entry], right: &'a [Entry]) -> Index<'a> {
        let n_slots = (left.len() * 2 + 2).next_power_of_two();
        let mut index = Index {
            left,
            right,
            slots: vec![NO_ROW; n_slots],
            heads: Vec::with_capacity(left.len()),
            next_left: vec![NO_ROW; left.len()],
            next_right: vec![NO_ROW; right.len()],
        };
        // From the last to the first, so that every chain runs in the order of the entries.
        for place in (0..left.len()).rev() {
            let key = left[place].key;
            let slot = index.slot(key);
            if index.slots[slot] == NO_ROW {
                index.slots[slot] = index.heads.len() as u32;
                index.heads.push(Heads {
                    key,
                    left: NO_ROW,
                    right: NO_ROW,
                });
            }
            let heads = &mut index.heads[index.slots[slot] as usize];
            index.next_left[place] = heads.left;
            heads.left = place as u32;
        }
        for place in (0..right.len()).rev() {
            let slot = index.slot(right[place].key);
            if let Some(heads) = index.heads.get_mut(index.slots[slot] as usize) {
                index.next_right[place] = heads.right;
                heads.right = place as u32;
            }
        }
        index
    }

    fn slot(&self, key: Key) -> usize {
        let mut slot = key.hash() as usize & (self.slots.len() - 1);
        loop {
            let place = self.slots[slot];
            if place == NO_ROW || self.heads[place as usize].key == key {
                return slot;
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    /// Calls for every key of both sides with its entries, in order.
    pub fn each(&self, mut call: impl FnMut(&[Entry], &[Entry])) {
        let (mut lefts, mut rights) = (Vec::new(), Vec::new());
        for heads in self.heads.iter().rev() {
            if heads.right != NO_ROW {
                chain(self.left, &self.next_left, heads.left, &mut lefts);
                chain(self.right, &self.next_right, heads.right, &mut rights);
                call(&lefts, &rights);
            }
        }
    }
}

/// The entries of a chain.
fn chain(entries: &[Entry], next: &[u32], head: u32, found: &mut Vec<Entry>) {
    found.clear();
    let mut place = head;
    while place != NO_ROW {
        found.push(entries[place as usize]);
        place = next[place as usize];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entries(keys: &[u8]) -> Vec<Entry> {
        let entry = |(row, &key): (usize, &u8)| Entry {
            key: Key::of(&[key]),
            row: row as u32,
            tag: 0,
        };
        keys.iter().enumerate().map(entry).collect()
    }

    proptest! {
        #[test]
        fn every_key_of_both_sides_is_called_once_with_all_its_rows(
            left in proptest::collection::vec(1u8..30, 0..80),
            right in proptest::collection::vec(1u8..30, 0..80),
        ) {
            let (left_entries, right_entries) = (entries(&left), entries(&right));
            let mut called = Vec::new();
            Index::of(&left_entries, &right_entries).each(|lefts, rights| {
                let rows = |side: &[Entry]| side.iter().map(|entry| entry.row as usize).collect::<Vec<_>>();
                called.push((rows(lefts), rows(rights)));
            });
            let rows = |side: &[u8], key: u8| -> Vec<usize> {
                (0..side.len()).filter(|&row| side[row] == key).collect()
            };
            let mut expected: Vec<_> = (1..30)
                .map(|key| (rows(&left, key), rows(&right, key)))
                .filter(|(left, right)| !left.is_empty() && !right.is_empty())
                .collect();
            called.sort();
            expected.sort();
            prop_assert_eq!(called, expected);
        }
    }
}

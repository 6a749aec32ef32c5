//! The place of every key: one flat table for all keys of a kind.

use super::key::Key;

/// Keys in the order in which they came, each once.
///
/// Slots hold the upper half of the hash beside the place of the key, so that nearly every look at a
/// key that is not there, and every move to a larger table, reads the slots alone.
#[derive(Debug)]
pub struct Places {
    slots: Vec<u64>,
    keys: Vec<Key>,
}

impl Default for Places {
    fn default() -> Places {
        Places {
            slots: vec![0; 16],
            keys: Vec::new(),
        }
    }
}

impl Places {
    /// Whether there is no key.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The place of a key that is there; `before` is the place that was found before, and becomes this one.
    ///
    /// Exports of one tenant often stand in one order: then the key is the next one, which a look at the slots
    /// would fetch from far away.
    #[inline(always)]
    pub fn find(&self, key: Key, before: &mut usize) -> Option<usize> {
        let place = match self.keys.get(*before + 1) {
            Some(next) if *next == key => *before + 1,
            _ => self.place(key).ok()?,
        };
        *before = place;
        Some(place)
    }

    /// Makes room for so many keys.
    pub fn reserve(&mut self, n_keys: usize) {
        let n_slots = ((self.keys.len() + n_keys) * 2).next_power_of_two();
        if n_slots > self.slots.len() {
            self.grow(n_slots);
        }
        self.keys.reserve_exact(n_keys);
    }

    /// The place of a key, and whether it was made for it now; `before` as in [`Places::find`].
    #[inline(always)]
    pub fn add(&mut self, key: Key, before: &mut usize) -> (usize, bool) {
        let (place, is_new) = self.add_near(key, *before);
        *before = place;
        (place, is_new)
    }

    fn add_near(&mut self, key: Key, before: usize) -> (usize, bool) {
        if self.keys.get(before + 1) == Some(&key) {
            return (before + 1, false);
        }
        match self.place(key) {
            Ok(place) => (place, false),
            Err(slot) => (self.insert(key, slot), true),
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
        self.slots[slot] = slot_of(key.hash(), place);
        if self.keys.len() * 2 > self.slots.len() {
            self.grow(self.slots.len() * 2);
        }
        place
    }

    #[inline(never)]
    fn grow(&mut self, n_slots: usize) {
        let mut slots = vec![0; n_slots];
        for (place, key) in self.keys.iter().enumerate() {
            let hash = key.hash();
            let mut slot = hash as usize & (n_slots - 1);
            while slots[slot] != 0 {
                slot = (slot + 1) & (n_slots - 1);
            }
            slots[slot] = slot_of(hash, place);
        }
        self.slots = slots;
    }
}

fn slot_of(hash: u64, place: usize) -> u64 {
    hash >> 32 << 32 | (place as u64 + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_key_is_found_where_it_was_added_whatever_was_found_before(added in proptest::collection::vec(0..90u32, 0..300), sought in proptest::collection::vec(0..100u32, 0..100)) {
            let key = |n: u32| Key::of(format!("user{n}@customer.example.org").as_bytes());
            let mut places = Places::default();
            let mut known: Vec<u32> = Vec::new();
            let mut before = 0;
            places.reserve(20);
            for n in added {
                let place = known.iter().position(|known| *known == n);
                prop_assert_eq!(places.add(key(n), &mut before), (place.unwrap_or(known.len()), place.is_none()));
                if place.is_none() {
                    known.push(n);
                }
            }
            for n in sought {
                let place = known.iter().position(|known| *known == n);
                prop_assert_eq!(places.find(key(n), &mut before), place);
            }
        }
    }
}

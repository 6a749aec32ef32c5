//! A map of few keys: pairs in the order of their keys.
//!
//! A tree would be quicker from some thousand keys on, and is ten times the code for every type of
//! key and value.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Values by key, in the order of the keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmallMap<K, V> {
    pairs: Vec<(K, V)>,
}

impl<K, V> Default for SmallMap<K, V> {
    fn default() -> SmallMap<K, V> {
        SmallMap { pairs: Vec::new() }
    }
}

impl<K: Ord, V> SmallMap<K, V> {
    fn place<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        self.pairs
            .binary_search_by(|(known, _)| known.borrow().cmp(key))
    }

    /// The value of this key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key).ok()?;
        Some(&self.pairs[place].1)
    }

    /// The value of this key, to be changed.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key).ok()?;
        Some(&mut self.pairs[place].1)
    }

    /// The value of this key, which is made the default where there is none.
    pub fn or_default(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        let place = self.place(&key).unwrap_or_else(|place| {
            self.pairs.insert(place, (key, V::default()));
            place
        });
        &mut self.pairs[place].1
    }

    /// Sets the value of this key.
    pub fn insert(&mut self, key: K, value: V) {
        match self.place(&key) {
            Ok(place) => self.pairs[place].1 = value,
            Err(place) => self.pairs.insert(place, (key, value)),
        }
    }

    /// Takes out the value of this key.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key).ok()?;
        Some(self.pairs.remove(place).1)
    }

    /// Takes out every pair that `keeps` does not keep.
    pub fn retain(&mut self, mut keeps: impl FnMut(&K, &V) -> bool) {
        self.pairs.retain(|(key, value)| keeps(key, value));
    }

    /// Takes out everything.
    pub fn clear(&mut self) {
        self.pairs.clear();
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.pairs.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Every key with its value.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.pairs.iter().map(|(key, value)| (key, value))
    }

    /// Every key.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.pairs.iter().map(|(key, _)| key)
    }

    /// Every value, in the order of the keys.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.pairs.iter().map(|(_, value)| value)
    }

    /// The pairs.
    pub fn into_pairs(self) -> Vec<(K, V)> {
        self.pairs
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for SmallMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> SmallMap<K, V> {
        let mut map = SmallMap::default();
        for (key, value) in pairs {
            map.insert(key, value);
        }
        map
    }
}

// Written down as any map.
impl<K: Serialize, V: Serialize> Serialize for SmallMap<K, V> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.pairs.iter().map(|(key, value)| (key, value)))
    }
}

impl<'de, K: Ord + Deserialize<'de>, V: Deserialize<'de>> Deserialize<'de> for SmallMap<K, V> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<SmallMap<K, V>, D::Error> {
        let map: BTreeMap<K, V> = Deserialize::deserialize(from)?;
        Ok(map.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn holds_what_a_tree_holds(steps in proptest::collection::vec((0u8..4, 0u8..9, 0u8..9), 0..40)) {
            let mut small: SmallMap<u8, u8> = SmallMap::default();
            let mut tree: BTreeMap<u8, u8> = BTreeMap::new();
            for (step, key, value) in steps {
                match step {
                    0 => {
                        small.insert(key, value);
                        tree.insert(key, value);
                    }
                    1 => prop_assert_eq!(small.remove(&key), tree.remove(&key)),
                    2 => {
                        *small.or_default(key) |= value;
                        *tree.entry(key).or_default() |= value;
                    }
                    _ => {
                        small.retain(|known, held| *known != key && *held != value);
                        tree.retain(|known, held| *known != key && *held != value);
                    }
                }
                prop_assert_eq!(small.get(&key), tree.get(&key));
                prop_assert_eq!(small.get_mut(&key), tree.get_mut(&key));
            }
            prop_assert!(small.iter().eq(tree.iter()));
            prop_assert_eq!(small, tree.into_iter().collect());
        }
    }
}

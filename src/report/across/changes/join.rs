//! Which row of a newer file is which of an older one: every row of both is in exactly one place, in
//! linear time.

use std::collections::HashMap;

use super::keys::{BY_NAME, Keys, N_TIERS};
use crate::accounts::matching::side::Key;

/// Every row of two files of one kind.
#[derive(Debug, Default)]
pub struct Joined {
    /// Rows that are one entry: the older and the newer one, in the order of the newer.
    pub pairs: Vec<(u32, u32)>,
    /// Rows that only the older file has.
    pub removed: Vec<u32>,
    /// Rows that only the newer file has.
    pub added: Vec<u32>,
}

/// What tells rows of one key apart, the most telling first.
type Apart<'a> = &'a dyn Fn(u32) -> u64;

/// Brings the rows of both files together, key by key, the strongest first.
///
/// Of several rows of one key those that say the same belong together, then those whose entry is the
/// same (D28), then the first to the first. What has an object id is never taken for what has another.
pub fn join(keys: &Keys, older: &[u32], newer: &[u32], ways: &[Apart]) -> Joined {
    let with_customers = keys.names_customers(older) && keys.names_customers(newer);
    let mut left = older.to_vec();
    let mut open = newer.to_vec();
    let mut pairs = Vec::with_capacity(older.len().min(newer.len()));
    for tier in (0..N_TIERS).filter(|&tier| keys.has(tier)) {
        let all: Apart = &|_| 0;
        for way in ways.iter().copied().chain([all]) {
            if left.is_empty() || open.is_empty() {
                break;
            }
            let key = |row: u32| {
                let key = keys.get(tier, row);
                match with_customers && key.is_some() {
                    true => key.marked(keys.customer(row)),
                    false => key,
                }
            };
            let stands = |row: u32, is_strong: bool| (key(row), way(row), is_strong);
            let mut heads = Chains::of(&left, |row| {
                let of_row = stands(row, keys.has_stronger(tier, row));
                of_row.0.is_some().then_some(of_row)
            });
            let mut found = |row: u32| {
                if !key(row).is_some() {
                    return None;
                }
                if keys.has_stronger(tier, row) {
                    let of_row = stands(row, false);
                    return heads.take(&of_row, tier == BY_NAME);
                }
                let same = heads.take(&stands(row, false), false);
                same.or_else(|| heads.take(&stands(row, true), tier == BY_NAME))
            };
            open.retain(|&row| match found(row) {
                Some(partner) => {
                    pairs.push((left[partner as usize], row));
                    false
                }
                None => true,
            });
            let taken = heads.taken;
            let mut taken = taken.iter();
            left.retain(|_| taken.next() != Some(&true));
        }
    }
    pairs.sort_unstable_by_key(|&(_, newer)| newer);
    Joined {
        pairs,
        removed: left,
        added: open,
    }
}

/// What rows are found by: key, what else is to agree, and whether a stronger key is there.
type Stand = (Key, u64, bool);

/// Places of rows that are found by the same, in order.
struct Chains {
    heads: HashMap<Stand, (u32, u32)>,
    next: Vec<u32>,
    taken: Vec<bool>,
}

impl Chains {
    fn of(rows: &[u32], stand: impl Fn(u32) -> Option<Stand>) -> Chains {
        let mut chains = Chains {
            heads: HashMap::with_capacity(rows.len()),
            next: vec![u32::MAX; rows.len()],
            taken: vec![false; rows.len()],
        };
        for (place, &row) in rows.iter().enumerate().rev() {
            let Some(stand) = stand(row) else { continue };
            let (head, n) = chains.heads.entry(stand).or_insert((u32::MAX, 0));
            chains.next[place] = *head;
            (*head, *n) = (place as u32, *n + 1);
        }
        chains
    }

    /// The first place that is left, which then is taken; where it has to be the only one, that.
    fn take(&mut self, stand: &Stand, is_only: bool) -> Option<u32> {
        let (head, n) = self.heads.get_mut(stand)?;
        let place = *head;
        if place == u32::MAX || (is_only && *n > 1) {
            return None;
        }
        *head = self.next[place as usize];
        self.taken[place as usize] = true;
        Some(place)
    }
}

//! A source on its way into the directory: what is known of its rows so far.

use super::How;
use crate::accounts::matching::side::{Key, SideKeys};
use crate::accounts::matching::{MatchRules, Tier};
use crate::accounts::realm::Realm;
use crate::table::group::NO_ROW;

/// A source that is being added.
///
/// What is asked for every row is indexed as a slice: to index a `Vec` is a call where code is kept small.
pub(super) struct Adding<'a> {
    pub(super) keys: &'a SideKeys,
    /// How many accounts there were before.
    pub(super) n_before: usize,
    pub(super) rules: &'a MatchRules,
    pub(super) first_realm: u32,
    pub(super) account_of: Box<[u32]>,
    pub(super) how: Box<[How]>,
    pub(super) row_of: Vec<u32>,
    /// For every account the tier by which its first row here came.
    pub(super) by: Vec<Tier>,
    pub(super) further: Vec<(u32, u32)>,
    /// For every row the place of its first address, and how many there are; nothing where there are none.
    pub(super) first_proxy: Vec<u32>,
    pub(super) against: Vec<u32>,
    /// Of which tenant rows surely are, from a row on.
    pub(super) sure: Vec<(usize, u32)>,
}

impl Adding<'_> {
    pub(super) fn take(&mut self, account: u32, row: u32, how: How, tier: Tier) {
        self.account_of[row as usize] = account;
        self.how[row as usize] = how;
        let first = &mut self.row_of.as_mut_slice()[account as usize];
        if *first == NO_ROW {
            *first = row;
            self.by.as_mut_slice()[account as usize] = tier;
        } else {
            self.further.push((account, row));
        }
    }

    /// The tenant that a row surely is of; 0 is any.
    pub(super) fn tenant(&self, row: u32) -> u32 {
        let n = self
            .sure
            .partition_point(|&(first, _)| first <= row as usize);
        n.checked_sub(1).map_or(0, |at| self.sure[at].1)
    }

    /// Whether an account has a row here that came by a stronger tier.
    pub(super) fn has_by_stronger(&self, account: u32, tier: Tier) -> bool {
        self.row_of.as_slice()[account as usize] != NO_ROW
            && self.by.as_slice()[account as usize] < tier
    }

    /// Takes out the rows that mean one account by a weak tier and yet are told apart.
    pub(super) fn leave_apart(&mut self, found: &mut Vec<(u32, u32)>) {
        let mut kept = Vec::with_capacity(found.len());
        for group in found.chunk_by(|left, right| left.0 == right.0) {
            let (_, first) = group[0];
            match group.iter().any(|&(_, row)| self.tells_apart(first, row)) {
                false => kept.extend_from_slice(group),
                true => {
                    for &(_, row) in group {
                        self.how[row as usize] = How::Ambiguous;
                    }
                }
            }
        }
        *found = kept;
    }

    /// The addresses of a row, in any order.
    pub(super) fn proxies(&self, row: u32) -> impl Iterator<Item = Key> + '_ {
        let place = |row: usize| self.first_proxy.get(row).map_or(0, |&place| place as usize);
        let own = place(row as usize)..place(row as usize + 1);
        self.keys.proxies[own].iter().map(|&(key, _)| key)
    }

    /// Whether two rows of one bare name are two accounts by what else they say.
    fn tells_apart(&self, row: u32, other: u32) -> bool {
        self.realm(row) != self.realm(other) || self.keys.identity(row) != self.keys.identity(other)
    }

    pub(super) fn realm(&self, row: u32) -> &Realm {
        &self.keys.realms[self.keys.realm_of[row as usize] as usize]
    }
}

/// For every row the place of its first address, and behind them how many there are.
pub(super) fn first_proxies(keys: &SideKeys) -> Vec<u32> {
    if keys.proxies.is_empty() {
        return Vec::new();
    }
    let mut first = vec![0; keys.n_rows + 1];
    for &(_, row) in &keys.proxies {
        first[row as usize + 1] += 1;
    }
    for row in 0..keys.n_rows {
        first[row + 1] += first[row];
    }
    first
}

//! By what a row of an older file is found again in a newer one of the same kind (2.5, D27, D28).

use super::super::{Across, Input};
use crate::accounts::matching::side::{Key, SideKeys};
use crate::accounts::matching::{MatchRules, MatchSide};
use crate::table::hash::hash_bytes;
use crate::table::{Column, DictColumn};

/// Keys of a row, the strongest first: object id, user principal name, address, person, bare name.
pub const N_TIERS: usize = 5;
/// The tier of bare names.
pub const BY_NAME: usize = 4;

/// The keys of all rows of a kind.
pub struct Keys<'a> {
    side: SideKeys,
    /// In the backup's reports of several customers one address may stand for a user of each (D5).
    customers: Option<(&'a DictColumn, Vec<u64>)>,
}

impl<'a> Keys<'a> {
    /// Reads them.
    pub fn of(across: &Across, input: &Input<'a>) -> Keys<'a> {
        let side = MatchSide::of(input.table, &input.roles);
        let customers = match input.table.column("global_customer_id") {
            Some(Column::Dict(column)) => {
                let mark = |text: &str| match text.trim() {
                    "" => 0,
                    text => hash_bytes(text.to_ascii_lowercase().as_bytes()),
                };
                Some((column, column.values().map(mark).collect()))
            }
            _ => None,
        };
        Keys {
            side: SideKeys::of(&side, &MatchRules::default(), across.nfkc),
            customers,
        }
    }

    /// Whether any row has a key of this tier.
    pub fn has(&self, tier: usize) -> bool {
        match tier {
            0 => !self.side.ids.is_empty() || !self.side.hidden.is_empty(),
            1 => !self.side.upns.is_empty(),
            2 => !self.side.mails.is_empty(),
            3 => !self.side.persons.is_empty(),
            _ => true,
        }
    }

    /// The key of a row by a tier.
    pub fn get(&self, tier: usize, row: u32) -> Key {
        match tier {
            0 => self.side.identity(row),
            1 => SideKeys::get(&self.side.upns, row),
            2 => SideKeys::get(&self.side.mails, row),
            3 => SideKeys::get(&self.side.persons, row),
            _ => SideKeys::get(&self.side.names, row),
        }
    }

    /// The strongest key of a row with its customer, by which one file's rows are told apart.
    pub fn best(&self, row: u32) -> Key {
        let mut keys = (0..N_TIERS).map(|tier| self.get(tier, row));
        let key = keys.find(|key| key.is_some()).unwrap_or(Key::NONE);
        match key.is_some() {
            true => key.marked(self.customer(row)),
            false => key,
        }
    }

    /// The key by which files of one kind are told to list the same accounts: what every file has.
    pub fn common(&self, row: u32) -> Key {
        let name = self.get(BY_NAME, row);
        match name.is_some() {
            true => name,
            false => self.best(row),
        }
    }

    /// Whether a row has a key by which it would have been found again, had it been there: what has an
    /// object id of its own is no other account's, whatever its name (2.5).
    pub fn has_stronger(&self, tier: usize, row: u32) -> bool {
        match tier {
            0 => false,
            BY_NAME => (0..3).any(|tier| self.get(tier, row).is_some()),
            _ => self.get(0, row).is_some(),
        }
    }

    /// What tells the customer of a row; 0 where nothing does.
    pub fn customer(&self, row: u32) -> u64 {
        self.customers
            .as_ref()
            .map_or(0, |(column, marks)| marks[column.code(row as usize)])
    }

    /// Whether any of these rows names its customer.
    pub fn names_customers(&self, rows: &[u32]) -> bool {
        rows.iter().any(|&row| self.customer(row) != 0)
    }
}

//! Mappings that changed for all users of a profile: one event and no change of any user (D26, D27).

use std::collections::BTreeMap;

use super::super::Input;
use super::compare::{Change, Differs};

/// All users of a profile take another mapping.
#[derive(Debug, PartialEq, Eq)]
pub struct Event {
    /// The profile.
    pub profile: String,
    /// The customer, as the newer file names it.
    pub customer: String,
    /// The mapping before.
    pub before: String,
    /// The mapping now.
    pub after: String,
    /// How many entries.
    pub n: u32,
    /// The first of them, which stands for all.
    pub rows: (u32, u32),
}

/// An entry that both files have, and what of it differs.
pub struct Entry {
    /// Its rows.
    pub rows: (u32, u32),
    /// What differs.
    pub differs: Vec<Differs>,
}

/// What the entries of a profile have in common.
#[derive(Default)]
struct Profile {
    n: u32,
    n_changed: u32,
    /// The mapping before and now, as long as all that changed agree.
    mapping: Option<(String, String)>,
    disagree: bool,
    first: Option<(u32, u32)>,
}

/// Takes the mappings that changed for all users of a profile out of what differs. `pairs` are all
/// entries that both files have, with those among them that differ.
///
/// Entries that were imported by hand before and after take no part: they keep the word Manual (D28).
pub fn fold(input: &Input, pairs: &[(u32, u32)], entries: &mut [Entry]) -> Vec<Event> {
    if input.id != "druva-provisioning" || input.table.column("profile").is_none() {
        return Vec::new();
    }
    let cell = |name: &str, row: u32| input.table.cell(name, row as usize).trim();
    // Few different texts each, so their codes are enough.
    let code = |name: &str, row: u32| {
        let column = input.table.dict(name);
        column.map_or(0, |column| column.code(row as usize) + 1)
    };
    let of = |row: u32| match cell("global_customer_id", row) {
        "" => (code("profile", row), 0, code("customer_name", row)),
        _ => (code("profile", row), code("global_customer_id", row), 0),
    };
    let mut profiles: BTreeMap<(usize, usize, usize), Profile> = BTreeMap::new();
    for entry in entries.iter() {
        let mapping = entry
            .differs
            .iter()
            .find(|one| one.change == Some(Change::Mapping));
        let place = of(entry.rows.1);
        let Some(mapping) = mapping.filter(|_| place == of(entry.rows.0)) else {
            continue;
        };
        let profile = profiles.entry(place).or_default();
        profile.n_changed += 1;
        profile.first.get_or_insert(entry.rows);
        let this = (mapping.before.clone(), mapping.after.clone());
        match &profile.mapping {
            Some(known) => profile.disagree |= *known != this,
            None => profile.mapping = Some(this),
        }
    }
    if profiles.is_empty() {
        return Vec::new();
    }
    let is_manual = |row: u32| cell("mapping", row).eq_ignore_ascii_case("manual");
    for &(older, newer) in pairs {
        let by_hand = is_manual(older) && is_manual(newer);
        if let Some(profile) = profiles.get_mut(&of(newer)).filter(|_| !by_hand) {
            profile.n += 1;
        }
    }
    let is_event = |profile: &Profile| {
        !profile.disagree && profile.n_changed > 1 && profile.n_changed == profile.n
    };
    profiles.retain(|_, profile| is_event(profile));
    for entry in entries.iter_mut() {
        if of(entry.rows.0) == of(entry.rows.1) && profiles.contains_key(&of(entry.rows.1)) {
            entry
                .differs
                .retain(|one| one.change != Some(Change::Mapping));
        }
    }
    let events = profiles.into_values().filter_map(|profile| {
        let ((before, after), rows) = profile.mapping.zip(profile.first)?;
        Some(Event {
            profile: cell("profile", rows.1).to_string(),
            customer: cell("customer_name", rows.1).to_string(),
            before,
            after,
            n: profile.n_changed,
            rows,
        })
    });
    events.collect()
}

//! What became of an entry that the newer file lacks: what the other sources say of its account.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::super::{Across, Input};
use crate::accounts::matching::side::{Key, SideKeys};
use crate::accounts::matching::{MatchRules, MatchSide};
use crate::ingest::cell::read_flag;
use crate::lifecycle::calendar::show_date;

/// What became of it. What nobody knows is never taken for safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is no longer flagged, and a newer file of another kind has it with sign-in allowed.
    Saved,
    /// A newer file of another kind has it with sign-in allowed.
    StillThere,
    /// A newer file of another kind has it, and sign-in is not allowed.
    Disabled,
    /// The directory has deleted it, or its backup is only kept.
    Deleted,
    /// No loaded file says.
    Unknown,
}

impl Fate {
    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Fate::Saved => "saved",
            Fate::StillThere => "still-there",
            Fate::Disabled => "disabled",
            Fate::Deleted => "deleted",
            Fate::Unknown => "unknown",
        }
    }

    /// What a person reads.
    pub fn label(self) -> &'static str {
        match self {
            Fate::Saved => "Saved",
            Fate::StillThere => "Still there",
            Fate::Disabled => "Sign-in disabled",
            Fate::Deleted => "Deleted",
            Fate::Unknown => "Unknown",
        }
    }
}

/// Listings of living accounts that may say whether sign-in is allowed.
const LIVING: [&str; 4] = ["graph-users", "entra-users", "m365-users", "ars"];

/// What the other sources say of who is gone.
pub struct Fates<'a> {
    across: &'a Across<'a>,
    /// Bare names of deleted accounts, whose user principal names hide them (K10): the directory joins
    /// none of them to a name without a domain.
    deleted: HashSet<Key>,
}

impl<'a> Fates<'a> {
    /// Reads what has to be looked up by name.
    pub fn of(across: &'a Across<'a>) -> Fates<'a> {
        let deleted = across.inputs.iter().filter(|input| input.id == DELETED);
        let deleted = deleted.flat_map(|input| {
            let side = MatchSide::of(input.table, &input.roles);
            let keys = SideKeys::of(&side, &MatchRules::default(), across.nfkc);
            keys.hidden.into_iter().map(|hidden| hidden.name)
        });
        Fates {
            across,
            deleted: deleted.filter(|name| name.is_some()).collect(),
        }
    }

    /// What became of an account that the newer file of a kind, of the day `newer`, lacks; and why.
    /// `name` is its bare name there.
    pub fn fate(&self, own: usize, account: u32, name: Key, newer: NaiveDate) -> (Fate, String) {
        let is_deleted = name.is_some() && self.deleted.contains(&name);
        let gone =
            is_deleted.then(|| "a deleted account of the directory has its name".to_string());
        fate(self.across, own, account, newer, gone)
    }
}

/// Deleted accounts of the directory.
const DELETED: &str = "graph-deleted-users";

fn fate(
    across: &Across,
    own: usize,
    account: u32,
    newer: NaiveDate,
    mut gone: Option<String>,
) -> (Fate, String) {
    let mut there: Option<(bool, String)> = None;
    let mut doubts: Vec<String> = Vec::new();
    for (source, input) in across.inputs.iter().enumerate() {
        let row = across.directory.row(source, account as usize);
        let Some(row) = row.filter(|_| source != own) else {
            continue;
        };
        if let Some(why) = is_gone(input, row) {
            gone = Some(why);
            continue;
        }
        if !LIVING.contains(&input.id) {
            continue;
        }
        match input.day_of(row) {
            None => doubts.push(format!("{} does not say of which day it is", input.label)),
            Some(day) if day < newer => doubts.push(format!(
                "{} is of {}, before the newer file",
                input.label,
                show_date(day)
            )),
            Some(day) => match is_enabled(input, row) {
                None => doubts.push(format!(
                    "{} of {} has it and does not say whether sign-in is allowed",
                    input.label,
                    show_date(day)
                )),
                Some(is_enabled) => {
                    let how = if is_enabled { "allowed" } else { "not allowed" };
                    let why = format!("{} of {}: sign-in {how}", input.label, show_date(day));
                    // One that says no outweighs those that say yes.
                    if there
                        .as_ref()
                        .is_none_or(|(known, _)| *known && !is_enabled)
                    {
                        there = Some((is_enabled, why));
                    }
                }
            },
        }
    }
    match (gone, there) {
        (Some(gone), Some((true, there))) => (
            Fate::Unknown,
            format!("sources contradict: {gone}; {there}"),
        ),
        (Some(gone), _) => (Fate::Deleted, gone),
        (None, Some((true, there))) => match across.inputs[own].id {
            "enrollment" => (Fate::Saved, there),
            _ => (Fate::StillThere, there),
        },
        (None, Some((false, there))) => (Fate::Disabled, there),
        (None, None) if doubts.is_empty() => (
            Fate::Unknown,
            "no other loaded file tells of it".to_string(),
        ),
        (None, None) => (Fate::Unknown, doubts.join("; ")),
    }
}

/// Why a row says that its account is deleted, or that only its backup is kept.
fn is_gone(input: &Input, row: usize) -> Option<String> {
    let cell = |name: &str| input.table.cell(name, row).trim();
    match input.id {
        DELETED => Some(format!("{} has it", input.label)),
        "druva-preserved" => Some(format!("{}: its backup is only kept", input.label)),
        "graph-users" | "m365-users" => {
            let at = cell("deleted_at");
            let is_none = at.is_empty() || at.starts_with("0001-") || at == "-";
            (!is_none).then(|| format!("{}: deleted at {at}", input.label))
        }
        _ => None,
    }
}

fn is_enabled(input: &Input, row: usize) -> Option<bool> {
    let flag = |name: &str| read_flag(input.table.cell(name, row));
    flag("account_enabled").or_else(|| flag("blocked").map(|blocked| !blocked))
}

//! What brings sources together, as the engine asks for it.

use super::Engine;
use super::message::AccountView;
use super::older_files::OlderTold;
use super::records::{Files, Rows};
use crate::accounts::matching::MatchRules;
use crate::report::facts::{self, AboutSources};
use crate::report::matching::{Matched, hidden_of_mine, keep};
use crate::report::older_files::older;
use crate::report::words;

/// What brings sources together.
///
/// Whoever holds one holds all the code for it: the page has it in a part of its own.
#[derive(Clone, Copy)]
pub struct Matcher {
    /// Brings all sources together under the rules that the lists follow.
    pub(super) match_all: fn(&mut Engine),
    /// Lets the lists follow further addresses and hidden names.
    pub(super) meet_by_others: fn(&mut Engine, &MatchRules),
    /// Lets the lists follow accepted pairs.
    pub(super) follow_accepted: fn(&mut Engine),
    /// Looks for what other exports say of enrollment rows.
    pub(super) find_facts: fn(&mut Engine),
    /// Looks which enrollment reports are older than another of the same accounts.
    pub(super) find_history: fn(&mut Engine),
    /// See [`Engine::decide`].
    pub(super) decide: fn(&mut Engine, u32, Option<u32>, bool) -> Result<(), String>,
    /// Finds the rows of accepted pairs again; says how many were dropped.
    pub(super) keep_accepted: fn(&mut Engine) -> Option<String>,
    /// A row of the report in full.
    pub(super) row: Row,
}

type Row = fn(&mut Engine, Option<u32>, &str, &mut dyn Files) -> Result<AccountView, String>;

impl Matcher {
    /// All there is to it.
    pub fn new() -> Matcher {
        Matcher {
            match_all,
            meet_by_others,
            follow_accepted,
            find_facts,
            find_history,
            decide,
            keep_accepted,
            row,
        }
    }
}

impl Default for Matcher {
    fn default() -> Matcher {
        Matcher::new()
    }
}

fn match_all(engine: &mut Engine) {
    let (rules, accepted) = (&engine.matches.applied, &engine.matches.accepted);
    let matched = Matched::of(&engine.inputs(), rules, accepted, engine.nfkc);
    engine.matches.matched = Some(matched);
}

fn meet_by_others(engine: &mut Engine, rules: &MatchRules) {
    let pairs = hidden_of_mine(&engine.inputs(), rules, engine.nfkc);
    engine.dataset.meet_by_others(&pairs);
}

fn follow_accepted(engine: &mut Engine) {
    engine.match_all();
    if let Some(matched) = &engine.matches.matched {
        let pairs = matched.accepted_of_mine(&engine.inputs());
        engine.dataset.accept(&pairs);
    }
}

fn find_facts(engine: &mut Engine) {
    let about = AboutSources {
        order: &|source, field| engine.shelves.order_of(source, field),
        day: &|source| Some(engine.shelves.as_of(engine.held(source)?)?.day),
    };
    let (rules, accepted) = (&engine.matches.applied, &engine.matches.accepted);
    let (policy, nfkc) = (&engine.dataset.policy, engine.nfkc);
    let found = facts::find(&engine.inputs(), rules, accepted, &about, policy, nfkc);
    engine.dataset.take(found);
}

fn find_history(engine: &mut Engine) {
    let counts = |source: u32| {
        let mut said = engine.said.iter();
        said.find(|(known, _)| *known == source)?.1.counts
    };
    let found = older(&engine.dataset, &counts);
    let name = |source: u32| engine.held(source).map_or("", |held| &held.name);
    let told = found.files.iter().map(|file| OlderTold {
        source: file.source,
        sentence: words::older_file(file, name(file.newer)),
        counts: file.n_history == 0,
    });
    let told: Vec<OlderTold> = told.collect();
    engine.matches.older = told;
    if found.rows != engine.dataset.roster.history {
        engine.dataset.set_aside(found.rows);
        engine.matches.forget(engine.dataset.roster.may_hide());
        engine.forget_rows();
    }
}

fn decide(
    engine: &mut Engine,
    row: u32,
    partner: Option<u32>,
    accepted: bool,
) -> Result<(), String> {
    engine.match_all();
    let pair = match (partner, &engine.matches.matched) {
        (Some(partner), Some(matched)) => {
            let pair = matched.pair_of(&engine.inputs(), row, partner);
            Some(pair.ok_or("these are no two rows that could be one account")?)
        }
        _ => None,
    };
    let pairs = &mut engine.matches.accepted;
    match &pair {
        Some(pair) => pairs.retain(|known| !known.is_of(pair.rows)),
        None => pairs.clear(),
    }
    pairs.extend(pair.filter(|_| accepted));
    engine.matches.changed = true;
    let rules = engine.matches.applied.clone();
    engine.follow(&rules);
    Ok(())
}

fn keep_accepted(engine: &mut Engine) -> Option<String> {
    let mut accepted = std::mem::take(&mut engine.matches.accepted);
    let unread = engine.sources.iter().filter(|held| held.read.is_none());
    let waiting: Vec<u32> = unread.map(|held| held.id).collect();
    let dropped = keep(&mut accepted, &engine.inputs(), &waiting);
    engine.matches.accepted = accepted;
    dropped
}

fn row(
    engine: &mut Engine,
    row: Option<u32>,
    key: &str,
    files: &mut dyn Files,
) -> Result<AccountView, String> {
    engine.match_all();
    let matched = engine.matches.matched.as_ref();
    let matched = matched.ok_or("nothing is matched")?;
    let table = &matched.tabular.table;
    let of_key = || (0..table.n_rows()).find(|&row| table.cell("key", row) == key);
    let row = row.or_else(|| of_key().map(|row| row as u32));
    let row = row.ok_or_else(|| format!("there is no row of `{key}`"))?;
    let mut records = Rows {
        held: &engine.sources,
        files,
    };
    matched.details(&engine.inputs(), row, &mut records, engine.nfkc)
}

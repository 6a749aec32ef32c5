//! The rules that bring rows together, and those that would, each with what turning its switch does.

use std::collections::BTreeMap;

use super::super::view::{MatchView, RuleView};
use super::super::words::{counted, number};
use super::{Input, PairMatched, words};
use crate::accounts::matching::{Accepted, MatchRules, RealmRule, SuggestionKind};

/// What the panel of the report shows.
pub fn view(pairs: &[PairMatched], inputs: &[Input], rules: &MatchRules) -> MatchView {
    let mut views = kinds(pairs, rules);
    views.extend(realms(pairs, rules));
    MatchView {
        rules: views,
        notes: notes(pairs, inputs),
        accepted: pairs.iter().map(PairMatched::n_accepted).sum(),
        suggested: pairs.iter().map(PairMatched::n_suggested).sum(),
    }
}

/// The kinds of suggestion that there are, and those that are taken.
fn kinds(pairs: &[PairMatched], rules: &MatchRules) -> Vec<RuleView> {
    let mut views = Vec::new();
    for kind in SuggestionKind::ALL {
        let on = rules.accepted().contains(&kind);
        let n_of = |pair: &PairMatched| match on {
            true => {
                let taken = Some(Accepted::Kind(kind));
                let joined = pair.found.joined.iter();
                joined.filter(|pair| pair.accepted == taken).count()
            }
            false => {
                let acceptable = pair.found.acceptable.iter();
                acceptable.filter(|pair| pair.kind == kind).count()
            }
        };
        let rows = pairs.iter().map(n_of).sum::<usize>() as u32;
        if !on && rows == 0 {
            continue;
        }
        let mut then = rules.clone();
        then.set_accepted(kind, !on);
        views.push(RuleView {
            kind: "suggestion".to_string(),
            text: format!("{} ({})", words::likeness_text(kind), kind.rule()),
            rows,
            on,
            then,
        });
    }
    views
}

/// The rules about domains and labels: on offer, in use, and those that the person changed.
fn realms(pairs: &[PairMatched], rules: &MatchRules) -> Vec<RuleView> {
    let mut in_use: BTreeMap<&RealmRule, u32> = BTreeMap::new();
    let mut on_offer: BTreeMap<&RealmRule, u32> = BTreeMap::new();
    for pair in pairs {
        for (rule, n) in &pair.found.rules_in_use {
            *in_use.entry(rule).or_default() += n;
        }
        for (rule, n) in &pair.found.rules_on_offer {
            *on_offer.entry(rule).or_default() += n;
        }
    }
    let mut views: Vec<RuleView> = Vec::new();
    let mut push = |rule: &RealmRule, rows: u32, on: bool| {
        let mut then = rules.clone();
        turn(&mut then, rule, !on);
        // A rule whose switch changes nothing is none.
        if then != *rules {
            views.push(RuleView {
                kind: "rule".to_string(),
                text: text(rule),
                rows,
                on,
                then,
            });
        }
    };
    for (rule, n) in on_offer {
        push(rule, n, false);
    }
    for (rule, &n) in &in_use {
        push(rule, n, true);
    }
    for (left, right) in rules.same() {
        let labels = (left.strip_suffix('\\'), right.strip_suffix('\\'));
        let rule = match labels {
            (Some(left), Some(right)) => RealmRule::Labels(left.to_string(), right.to_string()),
            _ => RealmRule::Domains(left.clone(), right.clone()),
        };
        if !in_use.keys().any(|known| is_same(known, &rule)) {
            push(&rule, 0, true);
        }
    }
    for what in rules.apart() {
        let rule = match what.strip_suffix('\\') {
            Some(label) => RealmRule::Label(label.to_string()),
            None => RealmRule::Group(what.clone()),
        };
        push(&rule, 0, false);
    }
    views
}

/// Whether two rules are one, whichever of their names comes first.
fn is_same(one: &RealmRule, other: &RealmRule) -> bool {
    match (one, other) {
        (RealmRule::Domains(a, b), RealmRule::Domains(c, d))
        | (RealmRule::Labels(a, b), RealmRule::Labels(c, d)) => {
            (a, b) == (c, d) || (a, b) == (d, c)
        }
        (one, other) => one == other,
    }
}

/// Turns a rule on or off.
fn turn(rules: &mut MatchRules, rule: &RealmRule, on: bool) {
    match rule {
        RealmRule::Group(group) => rules.set_group_apart(group, !on),
        RealmRule::Label(label) => rules.set_label_apart(label, !on),
        RealmRule::Domains(left, right) if on => rules.accept_domains(left, right),
        RealmRule::Domains(left, right) => rules.undo_domains(left, right),
        RealmRule::Labels(left, right) if on => rules.accept_labels(left, right),
        RealmRule::Labels(left, right) => rules.undo_labels(left, right),
    }
}

fn text(rule: &RealmRule) -> String {
    match rule {
        RealmRule::Group(group) => format!("domains under {group} are one"),
        RealmRule::Label(label) => format!("the label {label}\\ is left out"),
        RealmRule::Domains(left, right) => format!("{left} and {right} are one"),
        RealmRule::Labels(left, right) => format!("{left}\\ and {right}\\ are one"),
    }
}

/// What is to be known before anything is concluded from the rows.
fn notes(pairs: &[PairMatched], inputs: &[Input]) -> Vec<String> {
    let mut notes = Vec::new();
    let mut n_left_out = 0;
    for pair in pairs {
        n_left_out += pair.found.n_left_out;
        for side in 0..2 {
            let share = pair.found.outcome(side).concealed;
            if share.is_concealed() {
                let note = format!(
                    "{}: {} of {} names are concealed and cannot be matched, because {}.",
                    inputs[pair.inputs[side]].label,
                    number(share.n_concealed.into()),
                    number(share.n_filled.into()),
                    words::CONCEALING_SETTING,
                );
                if !notes.contains(&note) {
                    notes.push(note);
                }
            }
        }
    }
    if n_left_out > 0 {
        notes.push(format!(
            "{} like so many others that not every likeness is suggested.",
            counted(n_left_out.into(), "row is", "rows are")
        ));
    }
    notes
}

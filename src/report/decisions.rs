//! All decisions as the screen lists them, and the conflicts of a merge.

use crate::report::words::counted;
use std::collections::HashMap;

use super::cells::Cell;
use super::dataset::{Dataset, Decided};
use super::todo::decided;
use super::view::Value;
use super::waiting::{WaitView, all_waits};
use crate::ingest::zone::ZoneRules;
use crate::lifecycle::decision::{Decision, Decisions, StepState, Verdict};

/// All decisions, and what is to be known about them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DecisionsView {
    /// The decisions, in the order of their accounts.
    pub decisions: Vec<DecidedView>,
    /// The waits of all accounts.
    pub waits: Vec<WaitView>,
    /// What two people said apart from each other.
    pub conflicts: Vec<ConflictView>,
    /// What the last merge came to, as a sentence.
    pub told: String,
}

/// What was decided about an account.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DecidedView {
    /// The account's key.
    pub key: String,
    /// Stable name of what was decided; empty while only steps were ticked.
    pub decision: String,
    /// Initials of who decided.
    pub by: String,
    /// What was decided, by whom and when.
    pub text: String,
    /// The note.
    pub note: String,
    /// Steps done.
    pub n_done: u32,
}

/// Two versions of what was said about an account.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ConflictView {
    /// The account's key.
    pub key: String,
    /// The one that counts.
    pub counts: String,
    /// The one that does not.
    pub other: String,
}

/// All decisions as the screen lists them, their moments by the clocks of the policy's zone.
pub fn view(decisions: &Decisions, told: String, zone: &ZoneRules) -> DecisionsView {
    let conflicts = decisions.conflicts().iter().map(|conflict| {
        let key = &conflict.other.account;
        ConflictView {
            key: key.clone(),
            counts: decisions
                .of(key)
                .map_or(String::new(), |ours| side(ours, zone)),
            other: side(&conflict.other, zone),
        }
    });
    DecisionsView {
        decisions: decisions
            .all()
            .iter()
            .map(|one| decided_view(one, zone))
            .collect(),
        waits: all_waits(decisions),
        conflicts: conflicts.collect(),
        told,
    }
}

fn decided_view(decision: &Decision, zone: &ZoneRules) -> DecidedView {
    DecidedView {
        key: decision.account.clone(),
        decision: decision
            .verdict
            .map_or(String::new(), |verdict| verdict.name().to_string()),
        by: decision.by.clone(),
        text: decided(decision, zone),
        note: decision.note.clone(),
        n_done: n_done(decision),
    }
}

fn n_done(decision: &Decision) -> u32 {
    let steps = decision.steps.iter();
    steps.filter(|step| step.state == StepState::Done).count() as u32
}

/// One side of a conflict: what, who, when; then the note, the steps, and who changed it last.
fn side(decision: &Decision, zone: &ZoneRules) -> String {
    let mut parts = vec![match decided(decision, zone) {
        text if text.is_empty() => "nothing decided".to_string(),
        text => text,
    }];
    if !decision.note.is_empty() {
        parts.push(format!("“{}”", decision.note));
    }
    let n_done = n_done(decision);
    if n_done > 0 {
        parts.push(counted(u64::from(n_done), "step done", "steps done"));
    }
    let last = decision.seen.iter().max_by_key(|(_, at)| *at);
    if let Some((by, at)) = last {
        parts.push(format!("changed by {by}, {}", at.show(zone)));
    }
    parts.join("; ")
}

/// What a merge came to.
pub fn merged_sentence(n_changed: u32, n_conflicts: u32) -> String {
    let changed = match n_changed {
        0 => "nothing new in these decisions".to_string(),
        n => counted(
            n.into(),
            "decision is new or changed",
            "decisions are new or changed",
        ),
    };
    match n_conflicts {
        0 => changed,
        n => {
            let were = counted(
                n.into(),
                "was changed on both sides",
                "were changed on both sides",
            );
            format!("{changed}; {were}: look which one counts")
        }
    }
}

/// So many keys are looked for one by one sooner than the key of every row is read.
const FEW: usize = 64;

/// Notes for every enrollment row what was decided about its account, for the column `decision`.
pub fn mark(dataset: &mut Dataset, decisions: &Decisions) {
    let mut of_row: Vec<(u32, u32)> = Vec::new();
    let mut cells: Vec<Cell> = Vec::new();
    let mut places: HashMap<&str, u32> = HashMap::new();
    let said = decisions.all().iter();
    for (decision, verdict) in said.filter_map(|known| Some((known, known.verdict?))) {
        places.insert(&decision.account, cells.len() as u32 + 1);
        let rank = Verdict::ALL.iter().position(|known| *known == verdict);
        cells.push(Cell {
            rank: rank.map(|rank| rank as u32),
            ..Cell::of(
                format!("{} ({})", verdict.label(), decision.by),
                Value::Text(verdict.name().to_string()),
            )
        });
    }
    let side = &dataset.roster.enrollment;
    if places.len() <= FEW {
        for (key, place) in &places {
            let rows = dataset.rows_with(side, key).into_iter();
            of_row.extend(rows.map(|row| (row as u32, *place)));
        }
        of_row.sort_unstable();
    } else {
        for row in 0..side.n_rows() {
            if let Some(place) = places.get(dataset.key_text(side, row).as_str()) {
                of_row.push((row as u32, *place));
            }
        }
    }
    dataset.decided = Decided { of_row, cells };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifecycle::decision::Change;
    use crate::lifecycle::moment::Moment;

    #[test]
    fn a_conflict_lists_both_sides_with_who_and_when() {
        let now = |text: &str| Moment::parse(text).unwrap();
        let mut ours = Decisions::default();
        let keep = Change::Decide(Some(Verdict::Keep), "asked Dr. Roe".into());
        ours.change("doe01", "AB", now("2026-11-22T19:05:00Z"), keep);
        let mut theirs = Decisions::default();
        let go = Change::Decide(Some(Verdict::LetGo), String::new());
        theirs.change("doe01", "CD", now("2026-11-22T20:05:00Z"), go);
        let (n_changed, n_conflicts) = ours.merge(theirs.all().to_vec());
        let view = view(
            &ours,
            merged_sentence(n_changed, n_conflicts),
            &ZoneRules::default(),
        );
        assert_eq!(
            view.conflicts,
            [ConflictView {
                key: "doe01".into(),
                counts: "let go, CD, Sun 22 Nov 2026 15:05; changed by CD, Sun 22 Nov 2026 15:05".into(),
                other: "keep, AB, Sun 22 Nov 2026 14:05; “asked Dr. Roe”; changed by AB, Sun 22 Nov 2026 14:05".into(),
            }]
        );
        assert_eq!(
            view.told,
            "1 decision is new or changed; 1 was changed on both sides: look which one counts"
        );
        assert_eq!(view.decisions[0].text, "let go, CD, Sun 22 Nov 2026 15:05");
    }
}

//! How rows of two files meet, and what was accepted of it.

use super::{capitalised, counted, number};
use crate::report::view::RuleView;

/// The caption over the kinds of suggestion.
pub fn suggestions_open(rules: &[RuleView]) -> String {
    let open = rules.iter().filter(|rule| !rule.on);
    let n: u32 = open.map(|rule| rule.rows).sum();
    counted(n.into(), "suggestion to accept", "suggestions to accept")
}

/// The caption over the rules about domains and labels.
pub fn rules_in_use(rules: &[RuleView]) -> String {
    let n_on = rules.iter().filter(|rule| rule.on).count();
    let n_off = rules.len() - n_on;
    format!(
        "{} in use, {} on offer",
        counted(n_on as u64, "rule", "rules"),
        number(n_off as u64)
    )
}

/// A rule with its number of rows, or a kind of suggestion with its number of pairs.
pub fn rule_line(kind: &str, text: &str, rows: u32) -> String {
    let rows = match kind {
        "suggestion" => counted(rows.into(), "pair", "pairs"),
        _ => counted(rows.into(), "row", "rows"),
    };
    format!("{}: {rows}", capitalised(text))
}

/// The caption of the switch of a rule or of a kind of suggestion.
pub fn rule_button(kind: &str, on: bool, rows: u32) -> String {
    match (kind, on) {
        ("suggestion", false) => format!("Accept all {}", number(rows.into())),
        ("suggestion", true) => "Undo".to_owned(),
        (_, false) => "Accept".to_owned(),
        (_, true) => "Switch off".to_owned(),
    }
}

/// What a screen reader hears of that switch.
pub fn rule_button_name(kind: &str, on: bool, text: &str) -> String {
    let does = match (kind, on) {
        ("suggestion", false) => "Accept all",
        ("suggestion", true) => "Undo",
        (_, false) => "Accept",
        (_, true) => "Switch off",
    };
    format!("{does}: {text}")
}

/// What a screen reader hears of the button beside a pair.
pub fn offer_button_name(caption: &str, text: &str) -> String {
    format!("{caption}: {text}")
}

/// How many pairs were accepted one by one.
pub fn pairs_accepted(n: u32) -> String {
    counted(
        n.into(),
        "pair accepted by you",
        "pairs accepted by you one by one",
    )
}

/// How rows of two files meet, as the sources say it.
pub const MATCH_RULES: &str = "Logon names are compared without case, without surrounding spaces, quotes and invisible \
    characters, and without a domain in front (UPENN\\name) or behind (name@upenn.edu). A name twice on your list counts once. \
    A name twice in the enrollment report keeps both rows, marked as duplicate key; where they cannot be the same \
    account they are marked as ambiguous. Nothing is matched by likeness unless you accept it in the list “Matching”.";

/// What the number on the tab of matching counts.
pub const SUGGESTED: &str =
    "; the number counts the rows for which the other source has a suggestion";

/// What the button of a suggestion in its row does.
pub const ACCEPT_ROW: &str = "Accept this suggestion";

/// A row that holds nothing to be accepted.
pub const NOTHING_TO_ACCEPT: &str = "there is nothing to accept in this row: it has no suggestion";

/// A row that may be several.
pub const SEVERAL_TO_ACCEPT: &str =
    "this row may be one of several: choose under “Is it the same account?” in the details";

/// A pair was accepted or taken apart from its row.
pub fn pair_decided(accepted: bool, pair: &str) -> String {
    match accepted {
        true => format!(
            "accepted: {pair}. “Undo all” above the list or “Undo” in its details takes it back"
        ),
        false => format!("taken apart: {pair}"),
    }
}

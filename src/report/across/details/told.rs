//! Who says what of one account: whether sign-in is allowed, which licenses it has, of which tenant it is,
//! and whether only an older file has it (F8, F9, D5, D34, domain 2.1).

use super::super::super::view::{AccountView, CellView, StepView};
use super::super::contradicted::why;
use super::super::fields::{Enabled, LICENSES, PRINCIPAL_NAME, Said};
use super::super::licences::assignment::{Assigned, is_none, states};
use super::super::licences::holdings::STATES;
use super::super::licences::names::{BETWEEN, Readable};
use super::super::{Across, history};
use super::{Rows, as_heading};
use crate::lifecycle::calendar::show_date;
use crate::report::words::counted;

/// Whether sign-in is allowed: what counts, why, and what every other source says (F8).
pub fn enabled(across: &Across, account: u32, rows: &Rows, view: &mut AccountView) {
    let enabled = Enabled::of(across);
    let all = enabled.all(account);
    let Some((winner, is_enabled)) = enabled.told(account) else {
        let why = match (enabled.is_loaded(), all.is_empty()) {
            (false, _) => "no loaded file has such a column",
            (true, true) => "no file that has such a column says so of this account",
            (true, false) => "what the files say is neither yes nor no",
        };
        let cells = all.iter().filter_map(|(said, _)| rows.cell(said).cloned());
        let statement = format!("Whether sign-in is allowed is unknown: {why}.");
        view.explanation
            .push(step("account-enabled", statement, cells.collect()));
        return;
    };
    let others = all.iter().filter(|(said, _)| !is_one(said, &winner));
    let others: Vec<&(Said, Option<bool>)> = others.collect();
    let reason = match others.first() {
        None => "nothing else says anything of it".to_string(),
        Some((next, _)) => why(&winner, next),
    };
    let mut statement = format!(
        "Sign-in is {}: {} says so, and counts because {reason}.",
        if is_enabled { "allowed" } else { "not allowed" },
        said_by(across, &winner),
    );
    for (said, read) in &others {
        let says = match read {
            Some(other) if *other == is_enabled => "says the same",
            Some(_) => "says the opposite",
            None => "says neither yes nor no",
        };
        statement += &format!(" {} {says}.", said_by(across, said));
    }
    let cells = std::iter::once(&winner).chain(others.iter().map(|(said, _)| said));
    let cells = cells.filter_map(|said| rows.cell(said).cloned()).collect();
    view.explanation
        .push(step("account-enabled", statement, cells));
}

/// Which licenses it has, by which source, and how each came (F9).
pub fn licenses(across: &Across, account: u32, rows: &Rows, view: &mut AccountView) {
    let (listed, assigned) = (across.field(LICENSES), across.field(STATES));
    if !listed.is_loaded() && !assigned.is_loaded() {
        return;
    }
    let mut readable = Readable::of(across);
    let winner = listed.winner(account).map(|said| listed.dated(said));
    let came = assigned.winner(account).map(|said| assigned.dated(said));
    let mut names = |text: &str| match is_none(text.trim()) {
        true => "none".to_string(),
        false => readable.list(text).replace(BETWEEN, ", "),
    };
    let mut cells: Vec<CellView> = Vec::new();
    let mut statement = match &winner {
        Some(said) => {
            cells.extend(rows.cell(said).cloned());
            format!(
                "Licenses: {}, by {}.",
                names(said.text),
                said_by(across, said)
            )
        }
        None => "Licenses: no file that lists them does so for this account.".to_string(),
    };
    if let Some(said) = &came {
        cells.extend(rows.cell(said).cloned());
        let ways = states(said.text);
        let ways: Vec<String> = ways
            .iter()
            .map(|one| format!("{} {}", names(&one.sku), way(one)))
            .collect();
        if !ways.is_empty() {
            statement += &format!(
                " How each came, by {}: {}.",
                said_by(across, said),
                ways.join("; ")
            );
        }
    } else if winner.is_some() {
        statement +=
            " Whether they came directly or by a group is in no loaded file of this account.";
    }
    for said in listed.all(account) {
        let is_winner = winner.as_ref().is_some_and(|winner| is_one(winner, &said));
        let has_same = winner
            .as_ref()
            .is_some_and(|winner| names(winner.text) == names(said.text));
        if !is_winner && !has_same {
            cells.extend(rows.cell(&said).cloned());
            let said = listed.dated(said);
            statement += &format!(
                " {} lists {}, which does not count: {}.",
                said_by(across, &said),
                names(said.text),
                winner
                    .as_ref()
                    .map_or_else(String::new, |winner| why(winner, &said))
            );
        }
    }
    view.explanation.push(step("licenses-of", statement, cells));
}

fn way(one: &Assigned) -> String {
    let mut way = match (one.is_direct, one.group.is_empty()) {
        (true, _) => "directly".to_string(),
        (false, false) => format!("by the group `{}`", one.group),
        (false, true) => "in a way that is not told".to_string(),
    };
    if one.has_failed() {
        let error = if one.error.is_empty() {
            &one.state
        } else {
            &one.error
        };
        way += &format!(", with the error `{error}`");
    } else if !one.is_active() && !one.state.is_empty() {
        way += &format!(" (`{}`)", one.state);
    }
    way
}

/// Of which tenant it is by its domain, where lists of customers tell (D5).
pub fn tenant(across: &Across, account: u32, view: &mut AccountView) {
    let address = across.field(PRINCIPAL_NAME).text(account);
    let Some((_, domain)) = address.rsplit_once('@') else {
        return;
    };
    if let Some(tenant) = across.tenants.of_address(address) {
        let how = match across.tenants.is_listed(domain) {
            true => "a list of customers gives it that domain",
            false if across.tenants.is_given(domain) => {
                "Microsoft Graph gave accounts of that domain for that tenant"
            }
            false => {
                "files of that tenant have that domain beside one that a list of customers gives it"
            }
        };
        let statement = format!("It is of the tenant `{tenant}` by its domain `{domain}`: {how}.");
        view.explanation
            .push(step("tenant-of-domain", statement, Vec::new()));
    }
}

/// Whether only an older file has it (D34).
pub fn last_seen(across: &Across, account: u32, view: &mut AccountView) {
    if let Some(day) = history::last_seen(across).get(&account) {
        let age = across.today.signed_duration_since(*day).num_days();
        let statement = format!(
            "It was last seen in a file of {}, {} before the evaluation day: newer files of the same kind and customers do not have it.",
            show_date(*day),
            counted(age.unsigned_abs(), "day", "days")
        );
        view.explanation
            .push(step("last-seen", statement, Vec::new()));
    }
}

/// A source with what it says, and the day of its row.
fn said_by(across: &Across, said: &Said) -> String {
    let input = &across.inputs[said.source];
    let heading = as_heading(input, said.row);
    format!("{heading} (`{}`)", said.text.trim())
}

fn is_one(left: &Said, right: &Said) -> bool {
    (left.source, left.row, left.name) == (right.source, right.row, right.name)
}

fn step(rule: &str, statement: String, cells: Vec<CellView>) -> StepView {
    StepView {
        statement,
        cells,
        rule: rule.to_string(),
        policy: Vec::new(),
    }
}

//! What is concluded about one account: each conclusion with what it rests on (domain 2.4, M5, F32).

use chrono::Timelike;

use super::super::super::view::{AccountView, StepView};
use super::super::contradicted::{Contradictions, why};
use super::super::fields::Said;
use super::super::signins::{AppUse, SIGN_INS, SignIns, instant_of};
use super::super::{Across, activity, mfa};
use super::{Rows, told};
use crate::lifecycle::calendar::show_date;
use crate::report::words;

/// Applications of one account that are told; the report of sign-ins has all.
const TOLD_APPS: usize = 25;

/// Adds the conclusions.
pub fn derived(across: &Across, account: u32, rows: &Rows, view: &mut AccountView) {
    if (account as usize) < across.directory.n_accounts() {
        contradictions(across, account, rows, view);
        view.explanation.push(StepView {
            statement: mfa::explained(across, account),
            rule: "mfa-table".to_string(),
            ..StepView::default()
        });
        let days = across.inactivity;
        view.explanation.push(StepView {
            statement: activity::explained(across, account),
            rule: "last-real-use".to_string(),
            policy: vec![
                ("inactivity.days".to_string(), days.days.to_string()),
                (
                    "inactivity.min_account_age_days".to_string(),
                    days.min_account_age.to_string(),
                ),
            ],
            ..StepView::default()
        });
        told::enabled(across, account, rows, view);
        told::licenses(across, account, rows, view);
        told::tenant(across, account, view);
        told::last_seen(across, account, view);
    }
    sign_ins(across, account, view);
}

/// What contradicts, which value counts and why; the cells of both are named (domain 2.1).
fn contradictions(across: &Across, account: u32, rows: &Rows, view: &mut AccountView) {
    for found in Contradictions::of(across).of_account(account) {
        let label = |said: &Said| across.inputs[said.source].label;
        let mut cells = Vec::new();
        cells.extend(rows.cell(&found.winner).cloned());
        let mut statement = format!(
            "Contradicted: {}. `{}` of {} counts",
            found.field.caption,
            found.winner.text,
            label(&found.winner)
        );
        for loser in &found.losers {
            let reason = why(&found.winner, loser);
            statement += &format!("; not `{}` of {}: {reason}", loser.text, label(loser));
            if let Some(cell) = rows.cell(loser) {
                let note = format!("contradicted by {}", label(&found.winner));
                let fields = view.fields.iter_mut().filter(|field| field.cell == *cell);
                fields.for_each(|field| field.note.clone_from(&note));
                cells.push(cell.clone());
            }
        }
        statement.push('.');
        if !view.marks.iter().any(|mark| mark == "contradicted") {
            view.marks.push("contradicted".to_string());
        }
        view.explanation.push(StepView {
            statement,
            cells,
            rule: "most-trusted-newest".to_string(),
            policy: Vec::new(),
        });
    }
}

/// Where the account signed in, the application with most sign-ins first.
fn sign_ins(across: &Across, account: u32, view: &mut AccountView) {
    if across.other(SIGN_INS).is_none() {
        return;
    }
    let all = SignIns::of(across);
    let own = all
        .uses
        .iter()
        .filter(|one| all.account_of(one.user, across) == account);
    let mut own: Vec<&AppUse> = own.collect();
    own.sort_by_key(|one| std::cmp::Reverse(one.count));
    if let Some(first) = own.first() {
        let user = &all.users[first.user as usize];
        for (text, known) in [(&mut view.key, &user.upn), (&mut view.name, &user.name)] {
            if text.is_empty() {
                text.clone_from(known);
            }
        }
    }
    let n_more = own.len().saturating_sub(TOLD_APPS);
    for one in own.into_iter().take(TOLD_APPS) {
        let app = &all.apps[one.app as usize];
        let name = [&app.name, &app.id]
            .into_iter()
            .find(|text| !text.is_empty());
        let when = match one.span {
            Some((first, last)) if first == last => format!(", on {}", minute(last)),
            Some((first, last)) => format!(", from {} to {}", minute(first), minute(last)),
            None => String::new(),
        };
        say(
            view,
            format!(
                "Signed in to {}: {}, {} failed{when}.",
                name.map_or("an application without a name", String::as_str),
                words::counted(one.count.into(), "sign-in", "sign-ins"),
                words::number(one.failures.into()),
            ),
        );
    }
    if n_more > 0 {
        let more = words::counted(n_more as u64, "further application", "further applications");
        say(
            view,
            format!("The report of sign-ins has {more} of this account."),
        );
    }
}

fn say(view: &mut AccountView, statement: String) {
    view.explanation.push(StepView {
        statement,
        rule: "signed-in".to_string(),
        ..StepView::default()
    });
}

fn minute(seconds: i64) -> String {
    let at = instant_of(seconds);
    format!(
        "{} {:02}:{:02} UTC",
        show_date(at.date()),
        at.hour(),
        at.minute()
    )
}

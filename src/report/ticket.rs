//! One account as text for a ticket: what is, by when, why with the cells it rests on, and what was done.

use super::policy_words::policy_line;
use super::todo::TodoView;
use super::view::AccountView;
use super::words;
use crate::ingest::zone::ZoneRules;
use crate::lifecycle::moment::Moment;

/// The text of a ticket at a moment, in seconds since 1970, by the clocks of the policy's zone, which it names.
pub fn ticket(
    account: &AccountView,
    todo: &TodoView,
    now: i64,
    day: &str,
    zone: &ZoneRules,
) -> String {
    let mut lines = vec![
        format!("{} ({}): {}", account.name, account.key, account.headline),
        format!(
            "computed for {day}; copied {} ({})",
            Moment(now).show(zone),
            zone.name()
        ),
    ];
    let mut chapter = |title: &str, content: Vec<String>| {
        if !content.is_empty() {
            lines.push(String::new());
            lines.push(title.to_string());
            lines.extend(content);
        }
    };
    let clocks = account.clocks.iter();
    chapter(
        "Dates",
        clocks
            .map(|(name, text)| format!("- {name}: {text}"))
            .collect(),
    );
    let mut why = Vec::new();
    for (step, place) in account.explanation.iter().zip(1..) {
        let policy = step
            .policy
            .iter()
            .map(|(key, value)| policy_line(key, value));
        let rests_on: Vec<String> = std::iter::once(step.rule.clone()).chain(policy).collect();
        why.push(format!(
            "{place}. {} [{}]",
            step.statement,
            rests_on.join(", ")
        ));
        why.extend(step.cells.iter().map(|cell| {
            let place = words::cell_place(&cell.name, cell.line, &cell.column);
            format!("   {place}: {}", words::raw(&cell.raw))
        }));
    }
    chapter("Why", why);
    for branch in &todo.branches {
        chapter(&branch.title, steps(todo, branch, now, zone));
    }
    chapter("Done in another list", todo.elsewhere.clone());
    let mut decision = Vec::new();
    if !todo.decided.is_empty() {
        decision.push(todo.decided.clone());
    }
    if !todo.note.is_empty() {
        decision.push(todo.note.clone());
    }
    chapter("Decision", decision);
    lines.push(String::new());
    lines.join("\n")
}

fn steps(
    todo: &TodoView,
    branch: &super::todo::BranchView,
    now: i64,
    zone: &ZoneRules,
) -> Vec<String> {
    let mut lines = Vec::new();
    if !branch.note.is_empty() {
        lines.push(branch.note.clone());
    }
    for (step, place) in branch.steps.iter().zip(1..) {
        let mark = if step.state == "done" { "x" } else { " " };
        lines.push(format!("[{mark}] {place}. {}", step.text));
        let wait = todo.waits.iter().find(|wait| wait.step == step.text);
        let wait = wait.map_or(String::new(), |wait| wait.line(now, zone));
        let who = words::owner_and_wait(&step.owner, step.wait_minutes);
        let by_when = match step.state.is_empty() {
            true => step.start_by.as_str(),
            false => "",
        };
        let parts = [who.trim(), by_when, &step.said, &wait];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        lines.push(format!("    {}", parts.join("; ")));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::zone::pinned::zone;
    use crate::report::todo::{BranchView, TodoStep};
    use crate::report::view::{CellView, StepView};
    use crate::report::waiting::WaitView;

    #[test]
    fn a_ticket_says_what_is_by_when_why_and_what_was_done() {
        let text = |text: &str| text.to_string();
        let account = AccountView {
            key: text("jdoe"),
            name: text("Jo Doe"),
            headline: text("disabled in 6 days: act by Wed 25 Nov 2026"),
            clocks: vec![
                (text("Last safe working day"), text("Wed 25 Nov 2026")),
                (text("Disable day"), text("Sat 28 Nov 2026")),
            ],
            explanation: vec![
                StepView {
                    statement: text("The scheduled deletion date is Sun 29 Nov 2026."),
                    cells: vec![CellView {
                        source: 2,
                        name: text("enrollment.csv"),
                        line: 5,
                        column: text("Scheduled deletion date"),
                        raw: text("11/29/2026"),
                    }],
                    rule: text("deletion-day"),
                    policy: Vec::new(),
                },
                StepView {
                    statement: text("Sign-in is disabled one day before."),
                    cells: Vec::new(),
                    rule: text("disable-day"),
                    policy: vec![(text("disable_lead_days"), text("1"))],
                },
            ],
            ..AccountView::default()
        };
        let since = Moment::parse("2026-11-23T19:05:00Z").unwrap();
        let todo = TodoView {
            key: text("jdoe"),
            branches: vec![BranchView {
                title: text("Keep it"),
                note: text("Start by Wed 25 Nov 2026 15:40 to be safe."),
                steps: vec![
                    TodoStep {
                        text: text("Give an affiliation."),
                        owner: text("PennKey administrator"),
                        start_by: text("start by Wed 25 Nov 2026 15:40 to be safe"),
                        wait_minutes: 20,
                        state: text("done"),
                        said: text("done, AB, Mon 23 Nov 2026 14:05"),
                        ..TodoStep::default()
                    },
                    TodoStep {
                        text: text("Enable the mailbox."),
                        owner: text("local support provider"),
                        start_by: text("start by Wed 25 Nov 2026 16:00 to be safe"),
                        wait_minutes: 60,
                        ..TodoStep::default()
                    },
                ],
                ..BranchView::default()
            }],
            decided: text("keep, AB, Mon 23 Nov 2026 14:04"),
            note: text("until June"),
            waits: vec![WaitView {
                key: text("jdoe"),
                step: text("Give an affiliation."),
                since: since.0,
                until: since.plus_minutes(20).0,
            }],
            ..TodoView::default()
        };
        let now = since.plus_minutes(8).0;
        assert_eq!(
            ticket(&account, &todo, now, "23 Nov 2026", &ZoneRules::default()),
            "\
Jo Doe (jdoe): disabled in 6 days: act by Wed 25 Nov 2026
computed for 23 Nov 2026; copied Mon 23 Nov 2026 14:13 (America/New_York)

Dates
- Last safe working day: Wed 25 Nov 2026
- Disable day: Sat 28 Nov 2026

Why
1. The scheduled deletion date is Sun 29 Nov 2026. [deletion-day]
   enrollment.csv, line 5, Scheduled deletion date: 11/29/2026
2. Sign-in is disabled one day before. [disable-day, policy `disable_lead_days` = 1]

Keep it
Start by Wed 25 Nov 2026 15:40 to be safe.
[x] 1. Give an affiliation.
    PennKey administrator, then wait up to 20 minutes; done, AB, Mon 23 Nov 2026 14:05; waiting since 14:05, done by 14:25 at the latest; 12 min left
[ ] 2. Enable the mailbox.
    local support provider, then wait up to 60 minutes; start by Wed 25 Nov 2026 16:00 to be safe

Decision
keep, AB, Mon 23 Nov 2026 14:04
until June
"
        );
        let elsewhere = ticket(&account, &todo, now, "23 Nov 2026", &zone("Asia/Kolkata"));
        assert!(elsewhere.contains("copied Tue 24 Nov 2026 00:43 (Asia/Kolkata)"));
        assert!(elsewhere.contains("waiting since 00:35, done by 00:55 at the latest"));
    }
}

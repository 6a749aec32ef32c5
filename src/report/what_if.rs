//! What would become of an account, beside how it stands now.

use chrono::NaiveDate;

use super::dataset::Dataset;
use super::policy_view;
use super::view::StepView;
use super::words;
use crate::lifecycle::calendar::{show_date, show_weekday_date};
use crate::lifecycle::clocks::{Clocks, days_until};
use crate::lifecycle::explain::Cite;
use crate::lifecycle::headline::headline;
use crate::lifecycle::policy::{Eligible, Policy};
use crate::lifecycle::stage::Stage;
use crate::lifecycle::standing::Standing;
use crate::lifecycle::what_if::{Outcome, Wish, what_if};

/// What would become of an account.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WhatIfView {
    /// The affiliations that can be tried, `(code, words)`.
    pub codes: Vec<(String, String)>,
    /// Kebab-case stage as it would be.
    pub stage: String,
    /// Kebab-case urgency as it would be.
    pub urgency: String,
    /// One sentence on how it would stand.
    pub headline: String,
    /// Stage, urgency and every date, now and then.
    pub rows: Vec<WhatIfRow>,
    /// Every difference as a text: `Disable day: Sat 21 Nov 2026 → none`.
    pub differences: Vec<String>,
    /// Why, and what is uncertain about it.
    pub explanation: Vec<StepView>,
}

/// One line of the comparison.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WhatIfRow {
    /// What it is.
    pub caption: String,
    /// As it is.
    pub now: String,
    /// As it would be.
    pub then: String,
    /// The difference in words; empty where there is none.
    pub difference: String,
}

/// One of the days.
type DayOf = fn(&Clocks) -> NaiveDate;

/// How an account stands whose flag should go.
const EXPECTED: &str = "should no longer be flagged, once the next report says so";

/// What an account has no date for.
const NONE: &str = "none";

/// How many differences there are, for who cannot see the table.
pub fn differences(n: u64) -> String {
    match n {
        0 => "No difference to now.".to_string(),
        n => format!("{} to now:", words::counted(n, "difference", "differences")),
    }
}

/// What would become of the account of an enrollment row.
pub fn try_out(
    dataset: &Dataset,
    row: usize,
    today: NaiveDate,
    wish: &Wish,
) -> Result<WhatIfView, String> {
    let statement = dataset.statement(row);
    let policy = &dataset.policy;
    let stands = |day| dataset.standing(statement, day);
    let outcome = what_if(&statement.evidence, &stands, today, wish, policy)?;
    Ok(view(&outcome, wish.day, policy))
}

fn view(outcome: &Outcome, day: NaiveDate, policy: &Policy) -> WhatIfView {
    let Outcome { now, then, steps } = outcome;
    let mut rows = vec![
        row(
            "Stage",
            now.stage.label().to_string(),
            then.stage.label().to_string(),
        ),
        row(
            "Urgency",
            now.urgency.label().to_string(),
            then.urgency.label().to_string(),
        ),
    ];
    let clocks: [(&str, DayOf); 5] = [
        ("Last safe working day", |clocks| clocks.last_safe_day),
        ("Disable day", |clocks| clocks.disable_day),
        ("Deletion day", |clocks| clocks.deletion_day),
        ("Last safe reinstatement day", |clocks| {
            clocks.safe_recovery_day
        }),
        ("End of recovery", |clocks| clocks.recovery_end),
    ];
    rows.extend(clocks.map(|(caption, day)| date_row(caption, now, then, day)));
    let differ = rows.iter().filter(|row| row.now != row.then);
    let differences = differ
        .map(|row| format!("{}: {} → {}", row.caption, row.now, row.then))
        .collect();
    // Those that the policy's own steps name come first (P9).
    let is_named = |code: &str| {
        let mut steps = policy.checklists.iter().flat_map(|list| &list.steps);
        steps.any(|step| step.text.contains(code))
    };
    let codes = policy.affiliations.rules.iter();
    let (named, others): (Vec<_>, Vec<_>) = codes
        .filter(|rule| rule.eligible != Eligible::No)
        .partition(|rule| is_named(&rule.code));
    WhatIfView {
        codes: named
            .into_iter()
            .chain(others)
            .map(|rule| {
                (
                    rule.code.clone(),
                    format!("{}: {}", rule.code, rule.meaning),
                )
            })
            .collect(),
        stage: then.stage.name().to_string(),
        urgency: then.urgency.name().to_string(),
        headline: match then.stage == Stage::Active && now.stage != Stage::Active {
            // No more than that is known before the next report.
            true => EXPECTED.to_string(),
            false => headline(then, day),
        },
        rows,
        differences,
        explanation: steps
            .iter()
            .map(|step| {
                let lines = step.cites.iter().filter_map(|cite| match cite {
                    Cite::PolicyLine(line) => {
                        Some((line.to_string(), policy_view::cited(policy, line)))
                    }
                    _ => None,
                });
                StepView {
                    statement: step.statement.clone(),
                    cells: Vec::new(),
                    rule: step.rule.to_string(),
                    policy: lines.collect(),
                }
            })
            .collect(),
    }
}

fn row(caption: &str, now: String, then: String) -> WhatIfRow {
    WhatIfRow {
        caption: caption.to_string(),
        difference: match now == then {
            true => String::new(),
            false => "changed".to_string(),
        },
        now,
        then,
    }
}

fn date_row(caption: &str, now: &Standing, then: &Standing, day: DayOf) -> WhatIfRow {
    let of = |standing: &Standing| standing.clocks.as_ref().map(day);
    let show = |day: Option<NaiveDate>| day.map_or_else(|| NONE.to_string(), show_weekday_date);
    let (now, then) = (of(now), of(then));
    let difference = match (now, then) {
        (Some(now), Some(then)) => match days_until(then, now) {
            0 => String::new(),
            n @ 1.. => words::counted(n.unsigned_abs().into(), "day later", "days later"),
            n => words::counted(n.unsigned_abs().into(), "day earlier", "days earlier"),
        },
        (Some(_), None) => "no longer".to_string(),
        (None, Some(then)) => format!("from {}", show_date(then)),
        (None, None) => String::new(),
    };
    WhatIfRow {
        difference,
        ..row(caption, show(now), show(then))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::cell::DateReading;
    use crate::lifecycle::deadline::Evidence;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn tried(wish: Wish) -> WhatIfView {
        let evidence = Evidence {
            scheduled: DateReading::Day(day("2026-11-29")),
            ..Evidence::default()
        };
        let policy = Policy::penn();
        let stands = |day| crate::lifecycle::standing::standing(&evidence, None, day, &policy);
        let outcome = what_if(&evidence, &stands, day("2026-11-22"), &wish, &policy).unwrap();
        view(&outcome, wish.day, &policy)
    }

    fn wish() -> Wish {
        Wish {
            day: day("2026-11-22"),
            affiliation: None,
            override_until: None,
        }
    }

    #[test]
    fn what_would_change_is_told_line_by_line() {
        let view = tried(Wish {
            affiliation: Some("CTSY".to_string()),
            ..wish()
        });
        assert_eq!(
            view.differences,
            [
                "Stage: Flagged → Active",
                "Urgency: Imminent → None",
                "Last safe working day: Wed 25 Nov 2026 → none",
                "Disable day: Sat 28 Nov 2026 → none",
                "Deletion day: Sun 29 Nov 2026 → none",
                "Last safe reinstatement day: Thu 24 Dec 2026 → none",
                "End of recovery: Tue 29 Dec 2026 → none",
            ]
        );
        assert_eq!(
            view.headline,
            "should no longer be flagged, once the next report says so"
        );
        assert_eq!(view.rows[3].difference, "no longer");
        assert_eq!(view.codes.len(), 25);
        assert_eq!(view.codes[0].0, "CTSY");
        let why = &view.explanation[0];
        assert_eq!(
            (why.rule.as_str(), why.policy[0].0.as_str()),
            ("what-if-affiliation", "affiliations")
        );
    }

    #[test]
    fn nothing_that_is_tried_changes_nothing() {
        assert_eq!(tried(wish()).differences, [""; 0]);
    }

    #[test]
    fn days_are_counted_from_now() {
        let view = tried(Wish {
            override_until: Some(day("2026-12-29")),
            ..wish()
        });
        assert_eq!(view.rows[3].difference, "31 days later");
        assert_eq!(view.headline, "disabled in 37 days: act by Mon 28 Dec 2026");
    }
}

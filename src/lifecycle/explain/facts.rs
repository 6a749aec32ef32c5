//! What other exports say of an account, and what follows from it.

use chrono::{NaiveDate, Timelike};

use super::deadline::grace_time;
use super::{Cells, Cite, Step, n_days, quote, step};
use crate::lifecycle::backup::BackupEnd;
use crate::lifecycle::calendar::{show_date, show_weekday_date};
use crate::lifecycle::contradiction::Contradiction;
use crate::lifecycle::deadline::{Basis, Evidence};
use crate::lifecycle::facts::{Deleted, Facts};
use crate::lifecycle::overlay::Overlay;
use crate::lifecycle::policy::Policy;
use crate::lifecycle::soft_deletion::SoftDeletion;
use crate::lifecycle::standing::Standing;

/// What decides when it ends: a deletion in the directory, or the end of an override.
pub(super) fn of_the_end(
    facts: &Facts,
    standing: &Standing,
    today: NaiveDate,
    policy: &Policy,
) -> Vec<Step> {
    let mut steps = Vec::new();
    steps.extend(soft_deletion(facts, policy));
    if let (Deleted::No, Some(until)) = (facts.deleted, facts.override_until) {
        steps.push(override_end(facts, until, standing, today, policy));
    }
    steps
}

fn soft_deletion(facts: &Facts, policy: &Policy) -> Option<Step> {
    let statement = match facts.deleted {
        Deleted::No => return None,
        Deleted::Unreadable => String::from(
            "The directory has deleted it, which beats every plan; until when it can be restored \
             is unknown, because the time of the deletion cannot be read.",
        ),
        Deleted::At(instant) => {
            let written = format!("{:02}:{:02}", instant.hour(), instant.minute());
            match SoftDeletion::at(instant, policy) {
                Err(_) => format!(
                    "The directory deleted it at {written} UTC on {}, which beats every plan.",
                    show_date(instant.date())
                ),
                Ok(found) => format!(
                    "The directory deleted it at {written} UTC on {}, which is {} in {} and beats \
                     every plan. It can be restored for 30 days of 24 hours: it is gone for good from \
                     {:02}:{:02} on {}. Nobody promises the minute, so the last safe working day to \
                     restore it is {}; the last working day before the deletion was {}.",
                    show_date(instant.date()),
                    show_weekday_date(found.clocks.deletion_day),
                    policy.zone,
                    found.gone_at / 60,
                    found.gone_at % 60,
                    show_weekday_date(found.clocks.recovery_end),
                    show_weekday_date(found.clocks.safe_recovery_day),
                    show_weekday_date(found.clocks.last_safe_day),
                ),
            }
        }
    };
    Some(step("soft-deleted", &[Cite::DeletedAt], statement))
}

fn override_end(
    facts: &Facts,
    until: NaiveDate,
    standing: &Standing,
    today: NaiveDate,
    policy: &Policy,
) -> Step {
    let day = show_weekday_date(until);
    let keeps = match today <= until {
        true => format!("An override keeps it until {day}"),
        false => format!("The override that kept it ended on {day}"),
    };
    // A kind of contradiction that the row alone decides.
    let outlasts =
        Contradiction::OverrideOutlasts.holds(&Evidence::default(), standing, Some(facts));
    let statement = match (standing.deadline.basis, standing.deadline.day) {
        (Basis::Override, Some(deletion)) => format!(
            "{keeps}; then its affiliation is inactive, and {} of grace time lead to {}: this \
             deletion day is assumed.",
            grace_time(
                match standing.overlays.contains(&Overlay::Deceased) {
                    true => policy.deceased.grace_days,
                    false => policy.grace_days,
                },
                policy
            ),
            show_weekday_date(deletion)
        ),
        (Basis::Override, None) => {
            format!("{keeps}; no deletion day follows from its end: ask for it.")
        }
        _ if facts.kept_otherwise => {
            format!("{keeps}; an affiliation that needs no override keeps it as well.")
        }
        _ if outlasts => format!(
            "{keeps}, although its deletion day is not after that: the two contradict each other, \
             and the earlier one drives."
        ),
        (_, Some(_)) => format!("{keeps}; the day in the report drives."),
        (_, None) => format!("{keeps}, although it is flagged: which of the two is right is open."),
    };
    step(
        "override-end",
        &[
            Cite::OverrideUntil,
            Cite::Override,
            Cite::PolicyLine("grace_days"),
        ],
        statement,
    )
}

/// What holds whatever its stage.
pub(super) fn beside(cells: &Cells, facts: &Facts, standing: &Standing) -> Vec<Step> {
    let has = |overlay: Overlay| standing.overlays.contains(&overlay);
    let mut steps = Vec::new();
    if has(Overlay::Blocked) {
        let statement = "Sign-in is blocked, although that is not due yet: someone blocked it.";
        steps.push(step("sign-in", &[Cite::Blocked], statement));
    }
    if has(Overlay::Unlicensed) {
        let statement = "It has no license, so its mailbox may be going already.";
        steps.push(step("license", &[Cite::Licenses], statement));
    }
    let is_in_use = facts.blocked == Some(false) && facts.licensed == Some(true);
    if has(Overlay::Overdue) {
        let seen = facts.directory_day.map(show_weekday_date);
        let statement = format!(
            "Sign-in is allowed and it has a license on {}, after its deletion day: the plan did \
             not run. Ask whether it was taken back before you rely on it.",
            seen.unwrap_or_default()
        );
        steps.push(step("overdue", &[Cite::Blocked, Cite::Licenses], statement));
    } else if is_in_use && facts.directory_day.is_none() {
        let statement = "Sign-in is allowed and it has a license, but of which day that is, its \
                         export does not say, so it does not tell whether the plan ran.";
        let cites = [Cite::Blocked, Cite::Licenses];
        steps.push(step("overdue", &cites, statement));
    }
    steps.extend(backup(cells, facts));
    steps
}

/// When its kept backup goes too (D31, D32).
fn backup(cells: &Cells, facts: &Facts) -> Option<Step> {
    let kept = facts.preserved?;
    let since = match kept.on {
        Some(on) => format!(" since {}", show_weekday_date(on)),
        None => String::new(),
    };
    let mode = match cells.preserve_mode.trim() {
        "" => String::new(),
        mode => format!(" (mode {})", quote(mode)),
    };
    let hold = match kept.held {
        None => " A legal hold or a guest share would stop that, which this export does not show.",
        Some(_) => " A guest share would stop that.",
    };
    let end = match kept.end() {
        BackupEnd::Held => String::from(". A legal hold keeps it from being deleted."),
        BackupEnd::Between(earliest, latest) => format!(
            ". It is deleted after {}, on {} or {}, by {}; when that runs is not published.{hold}",
            n_days(kept.delete_after_days.unwrap_or_default()),
            show_weekday_date(earliest),
            show_weekday_date(latest),
            kept.job.label()
        ),
        BackupEnd::Unknown => String::from(
            "; after how many days it is deleted, a setting of the backup says and no loaded export.",
        ),
    };
    Some(step(
        "backup",
        &[Cite::Preserved],
        format!("Its backup is kept{since}{mode}{end}"),
    ))
}

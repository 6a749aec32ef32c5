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
                    policy.zone.name(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifecycle::backup::{Job, Preserved};
    use crate::lifecycle::explain::tests::{CELLS, chain_with, says};
    use crate::lifecycle::tests::day;

    #[test]
    fn a_deletion_in_the_directory_tells_its_instant_and_all_that_follows() {
        let facts = Facts {
            deleted: Deleted::At("2026-03-08T04:30:00".parse().unwrap()),
            ..Facts::default()
        };
        let found = chain_with(&CELLS, Some(&facts), Some("2026-11-22"), "2026-03-10");
        let behind = found.split_once("agree with it.").expect("the plan").1;
        assert_eq!(
            behind,
            r#"
The directory deleted it at 04:30 UTC on 8 Mar 2026, which is Sat 7 Mar 2026 in America/New_York and beats every plan. It can be restored for 30 days of 24 hours: it is gone for good from 00:30 on Tue 7 Apr 2026. Nobody promises the minute, so the last safe working day to restore it is Mon 6 Apr 2026; the last working day before the deletion was Fri 6 Mar 2026.
Seen from Tue 10 Mar 2026, the disable day is 3 days past and the deletion day is 3 days past.
Urgency Recovery: it is deprovisioned, and the last safe working day to reinstate it is not over."#
        );
    }

    #[test]
    fn the_end_of_an_override_is_told_with_what_it_leads_to() {
        #[track_caller]
        fn case(cells: Cells, kept_otherwise: bool, today: &str, expected: &str) {
            let facts = Facts {
                override_until: Some(day("2026-01-01")),
                kept_otherwise,
                ..Facts::default()
            };
            says(&chain_with(&cells, Some(&facts), None, today), expected);
        }
        let not_flagged = Cells {
            scheduled: "",
            days: "",
            reason: "",
            affiliations: Some("VSCO"),
            ..CELLS
        };
        let planned = Cells {
            scheduled: "2025-12-20",
            ..not_flagged
        };
        case(
            not_flagged,
            false,
            "2025-12-01",
            "An override keeps it until Thu 1 Jan 2026; then its affiliation is inactive, and 60 \
             days of grace time lead to Mon 2 Mar 2026: this deletion day is assumed.\n",
        );
        case(
            not_flagged,
            false,
            "2026-01-02",
            "The override that kept it ended on Thu 1 Jan 2026; then its affiliation is inactive",
        );
        case(
            not_flagged,
            true,
            "2025-12-01",
            "An override keeps it until Thu 1 Jan 2026; an affiliation that needs no override keeps \
             it as well.\n",
        );
        case(
            planned,
            false,
            "2025-12-01",
            "An override keeps it until Thu 1 Jan 2026, although its deletion day is not after \
             that: the two contradict each other, and the earlier one drives.\n",
        );
        let later = Cells {
            scheduled: "2026-02-20",
            ..planned
        };
        case(
            later,
            false,
            "2025-12-01",
            "An override keeps it until Thu 1 Jan 2026; the day in the report drives.\n",
        );
        let undated = Cells {
            reason: "Sponsor removed",
            scheduled: "",
            affiliations: Some(""),
            ..planned
        };
        case(
            undated,
            false,
            "2025-12-01",
            "An override keeps it until Thu 1 Jan 2026, although it is flagged: which of the two is \
             right is open.\n",
        );
    }

    #[test]
    fn every_overlay_has_its_sentence() {
        #[track_caller]
        fn case(facts: Facts, today: &str, expected: &str) {
            let cells = Cells {
                scheduled: "2026-03-02",
                days: "",
                preserve_mode: "AD/LDAP sync",
                ..CELLS
            };
            says(&chain_with(&cells, Some(&facts), None, today), expected);
        }
        let in_use = Facts {
            blocked: Some(false),
            licensed: Some(true),
            ..Facts::default()
        };
        let blocked = Facts {
            blocked: Some(true),
            licensed: Some(false),
            ..Facts::default()
        };
        case(
            blocked,
            "2026-02-01",
            "Sign-in is blocked, although that is not due yet: someone blocked it.\nIt has no \
             license, so its mailbox may be going already.\n",
        );
        let seen = Facts {
            directory_day: Some(day("2026-03-03")),
            ..in_use
        };
        case(
            seen,
            "2026-03-05",
            "Sign-in is allowed and it has a license on Tue 3 Mar 2026, after its deletion day: the \
             plan did not run. Ask whether it was taken back before you rely on it.\n",
        );
        case(
            in_use,
            "2026-03-05",
            "Sign-in is allowed and it has a license, but of which day that is, its export does not \
             say, so it does not tell whether the plan ran.\n",
        );
        let kept = |delete_after_days, held| Facts {
            preserved: Some(Preserved {
                on: Some(day("2026-02-01")),
                job: Job::Directory,
                delete_after_days,
                held,
            }),
            ..Facts::default()
        };
        case(
            kept(Some(30), None),
            "2026-02-10",
            "Its backup is kept since Sun 1 Feb 2026 (mode \"AD/LDAP sync\"). It is deleted after 30 \
             days, on Tue 3 Mar 2026 or Wed 4 Mar 2026, by the job for AD and LDAP accounts; when \
             that runs is not published. A legal hold or a guest share would stop that, which this \
             export does not show.\n",
        );
        case(
            kept(Some(30), Some(true)),
            "2026-02-10",
            "Its backup is kept since Sun 1 Feb 2026 (mode \"AD/LDAP sync\"). A legal hold keeps it \
             from being deleted.\n",
        );
        case(
            kept(None, None),
            "2026-02-10",
            "Its backup is kept since Sun 1 Feb 2026 (mode \"AD/LDAP sync\"); after how many days it \
             is deleted, a setting of the backup says and no loaded export.\n",
        );
    }
}

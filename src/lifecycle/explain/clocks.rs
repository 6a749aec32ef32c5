//! What follows from the deletion day: when to act, and how urgent that is.

use chrono::{NaiveDate, Timelike};

use super::{Cite, Step, days, n_days, step};
use crate::ingest::issue::list;
use crate::lifecycle::calendar::{Calendar, show_weekday_date};
use crate::lifecycle::clocks::{ClockError, Clocks, days_until, extended_for_deceased, start_by};
use crate::lifecycle::deadline::Doubt;
use crate::lifecycle::overlay::Overlay;
use crate::lifecycle::policy::{Policy, RecoveryStart};
use crate::lifecycle::standing::Standing;
use crate::lifecycle::urgency::Urgency;

pub(super) fn batch(clocks: &Clocks, standing: &Standing) -> Option<Step> {
    let day = standing.deadline.day?;
    (day != clocks.deletion_day).then(|| {
        step(
            "deletion-weekday",
            &[Cite::PolicyLine("deletion_weekday")],
            format!(
                "Deletions run once a week, next after {} on {}.",
                show_weekday_date(day),
                show_weekday_date(clocks.deletion_day)
            ),
        )
    })
}

pub(super) fn disabling(clocks: &Clocks, policy: &Policy) -> Step {
    let before = match policy.disable_lead_days {
        0 => String::from("on the deletion day"),
        lead => format!("{} before the deletion day", n_days(lead)),
    };
    step(
        "disable-day",
        &[Cite::PolicyLine("disable_lead_days")],
        format!(
            "Accounts are disabled {before}, so this one is disabled from 00:00 on {}.",
            show_weekday_date(clocks.disable_day)
        ),
    )
}

pub(super) fn last_safe_day(clocks: &Clocks, policy: &Policy) -> Step {
    let calendar = &policy.calendar;
    let lead = policy.lead_time_others;
    let last_safe = show_weekday_date(clocks.last_safe_day);
    let before_deletion = days(days_until(clocks.deletion_day, clocks.last_safe_day));
    let nearest = calendar
        .last_working_day_before(clocks.disable_day)
        .unwrap_or(clocks.last_safe_day);
    let closed = closed_days(nearest, clocks.disable_day, calendar);
    if lead > 0 {
        let nearest = show_weekday_date(nearest);
        let others = n_working_days(lead);
        return step(
            "last-safe-day",
            &[
                Cite::PolicyLine("calendar"),
                Cite::PolicyLine("lead_time_others"),
            ],
            format!(
                "The last safe working day is {last_safe}, {before_deletion} before the deletion \
                 day. The work of others takes {others} before {nearest}, the last one before the \
                 disable day{closed}."
            ),
        );
    }
    step(
        "last-safe-day",
        &[Cite::PolicyLine("calendar")],
        format!(
            "The last safe working day is {last_safe}, the last one before the disable day and \
             {before_deletion} before the deletion day{closed}."
        ),
    )
}

/// `: … is Labor Day`: why no day between the two is worked; empty when there is none.
fn closed_days(after: NaiveDate, before: NaiveDate, calendar: &Calendar) -> String {
    // A long closure is told by its ends, not day by day.
    const TOLD: usize = 4;
    let closed: Vec<NaiveDate> = after
        .iter_days()
        .skip(1)
        .take_while(|day| *day < before)
        .collect();
    if let [first, .., last] = closed.as_slice()
        && closed.len() > TOLD
    {
        let (first, last) = (show_weekday_date(*first), show_weekday_date(*last));
        return format!(": no day from {first} to {last} is worked");
    }
    let why: Vec<String> = closed
        .iter()
        .map(|day| {
            let name = calendar.holiday(*day).unwrap_or("no working day");
            format!("{} is {name}", show_weekday_date(*day))
        })
        .collect();
    match why.is_empty() {
        true => String::new(),
        false => format!(": {}", list(&why)),
    }
}

/// When to start, as long as that day is not over.
pub(super) fn start(clocks: &Clocks, today: NaiveDate, policy: &Policy) -> Option<Step> {
    let start = start_by(clocks, policy)?.safe;
    let waits: Vec<String> = policy
        .counted_waits()
        .map(|wait| format!("{} for {}", wait.minutes_max, wait.name))
        .collect();
    if waits.is_empty() || start.date() < today {
        return None;
    }
    Some(step(
        "start-by",
        &[Cite::PolicyLine("waits"), Cite::PolicyLine("workday")],
        format!(
            "To be safe, start by {:02}:{:02} on {}: the waits take up to {} minutes ({}).",
            start.hour(),
            start.minute(),
            show_weekday_date(start.date()),
            policy.wait_minutes(),
            list(&waits)
        ),
    ))
}

/// Why a usable day has no clocks.
pub(super) fn no_clocks(standing: &Standing) -> Option<Step> {
    let error = standing.clock_error?;
    let statement = format!("No deadline follows from it: {}.", error.reason());
    let line = match error {
        ClockError::NoGrace => "grace_counts",
        ClockError::OutOfRange | ClockError::NoWorkingDay => "calendar",
    };
    Some(step("no-dates", &[Cite::PolicyLine(line)], statement))
}

pub(super) fn recovery(clocks: &Clocks, deceased: bool, policy: &Policy) -> Step {
    let cites = [
        Cite::PolicyLine(match deceased {
            true => "deceased",
            false => "recovery_days",
        }),
        Cite::PolicyLine("recovery_counts_from"),
    ];
    let recovery_days = match deceased {
        true => policy.deceased.recovery_days,
        false => policy.recovery_days,
    };
    if clocks.recovery_end == clocks.deletion_day {
        let statement = format!(
            "There is no recovery: it is gone for good from the deletion day on, {}, so what is to \
             be kept has to be saved by {}.",
            show_weekday_date(clocks.recovery_end),
            show_weekday_date(clocks.safe_recovery_day)
        );
        return step("recovery-end", &cites, statement);
    }
    let from = match policy.recovery_counts_from {
        RecoveryStart::ScheduledDate | RecoveryStart::DeletedAt => "deletion day",
        RecoveryStart::DisableDate => "disable day",
    };
    step(
        "recovery-end",
        &cites,
        format!(
            "The mailbox can be brought back for {} from the {from}: it is gone for good from {}, \
             and the last safe working day to reinstate it is {}.",
            n_days(recovery_days),
            show_weekday_date(clocks.recovery_end),
            show_weekday_date(clocks.safe_recovery_day)
        ),
    )
}

/// What an override for a person who has died would do (P36, domain 2.7 rule 7).
pub(super) fn extension(clocks: &Clocks, deceased: bool, policy: &Policy) -> Option<Step> {
    let until = extended_for_deceased(clocks.deletion_day, policy).filter(|_| deceased)?;
    let months = policy.deceased.extension_months;
    (months > 0).then(|| {
        step(
            "deceased",
            &[Cite::PolicyLine("deceased")],
            format!(
                "An override for a person who has died would put the deletion day off by {months} \
                 months, to {}, with sign-in blocked; no export shows one.",
                show_weekday_date(until)
            ),
        )
    })
}

pub(super) fn counted_from(clocks: &Clocks, today: NaiveDate) -> Step {
    let place = |day| match days_until(day, today) {
        ahead @ 1.. => format!("{} ahead", days(ahead)),
        0 => String::from("this very day"),
        behind => format!("{} past", days(-behind)),
    };
    step(
        "days-left",
        &[Cite::Today],
        format!(
            "Seen from {}, the disable day is {} and the deletion day is {}.",
            show_weekday_date(today),
            place(clocks.disable_day),
            place(clocks.deletion_day)
        ),
    )
}

pub(super) fn urgency(standing: &Standing, today: NaiveDate, policy: &Policy) -> Step {
    let because = match &standing.clocks {
        None if standing.overlays.contains(&Overlay::SoftDeleted) => String::from(
            "until when the directory can restore it is not known, so it is treated as urgent",
        ),
        None if standing.flagged => {
            String::from("without a usable date it is treated as urgent until explained")
        }
        None => String::from(match standing.doubt {
            Some(Doubt::NotEligible) => {
                "it is not flagged, but none of its affiliations keeps it, so it is treated as \
                 urgent until explained"
            }
            Some(Doubt::CutShort) => {
                "its row is cut short, so it is treated as urgent until explained"
            }
            Some(Doubt::Deceased) => {
                "it is not flagged, but the person has died, so it is treated as urgent until \
                 explained"
            }
            None => "it is not flagged",
        }),
        Some(clocks) => why_urgent(standing.urgency, clocks, today, policy),
    };
    step(
        "urgency",
        &[Cite::PolicyLine("thresholds")],
        format!("Urgency {}: {because}.", standing.urgency.label()),
    )
}

fn why_urgent(urgency: Urgency, clocks: &Clocks, today: NaiveDate, policy: &Policy) -> String {
    let thresholds = &policy.thresholds;
    let ahead = match days_until(clocks.last_safe_day, today) {
        0 => String::from("the last safe working day is this very day"),
        ahead => format!("the last safe working day is {} ahead", days(ahead)),
    };
    match urgency {
        Urgency::None => format!("{ahead}, more than {}", thresholds.watch),
        Urgency::Watch => format!("{ahead}, at most {}", thresholds.watch),
        Urgency::Soon => format!("{ahead}, at most {}", thresholds.soon),
        Urgency::Imminent => format!("{ahead}, at most {}", thresholds.imminent),
        Urgency::Late => String::from(
            "the last safe working day is over; act by phone, the waits may not fit any more",
        ),
        Urgency::Recovery => String::from(
            "it is deprovisioned, and the last safe working day to reinstate it is not over",
        ),
        Urgency::RecoveryLate => String::from(
            "it is deprovisioned, and the last safe working day to reinstate it is over",
        ),
        Urgency::Lost => String::from("the recovery time is over"),
        Urgency::Unclear => String::from("without a usable date it is treated as urgent"),
    }
}

fn n_working_days(n_days: u32) -> String {
    match n_days {
        1 => String::from("1 working day"),
        _ => format!("{n_days} working days"),
    }
}

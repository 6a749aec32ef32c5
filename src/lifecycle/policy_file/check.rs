//! What cannot be true of a policy as a whole, although every line of it could.

use chrono::NaiveDate;

use super::Refusal;
use super::lines::CHECKLISTS;
use crate::lifecycle::calendar::show_date;
use crate::lifecycle::policy::{GraceDays, Policy, RecoveryStart};

/// Whether the lines of a policy fit together.
///
/// # Errors
/// The line to change and the sentence that says what does not fit.
pub fn check(policy: &Policy) -> Result<(), Refusal> {
    names(policy)?;
    calendar(policy)?;
    let lead = policy.disable_lead_days;
    if policy.grace_counts != GraceDays::NotUsed && policy.grace_days < lead {
        return Err(Refusal::new(
            "grace_days",
            format!(
                "an account would be disabled before its last affiliation ends: {} of grace time \
                 are less than the {lead} by which it is disabled before its deletion",
                policy.grace_days
            ),
        ));
    }
    if policy.recovery_counts_from == RecoveryStart::DisableDate {
        recovery("recovery_days", policy.recovery_days, lead)?;
        recovery(
            "deceased.recovery_days",
            policy.deceased.recovery_days,
            lead,
        )?;
    }
    let thresholds = &policy.thresholds;
    if thresholds.imminent >= thresholds.soon {
        return Err(rising(
            "thresholds.soon",
            "soon",
            thresholds.soon,
            "imminent",
            thresholds.imminent,
        ));
    }
    if thresholds.soon >= thresholds.watch {
        return Err(rising(
            "thresholds.watch",
            "watch",
            thresholds.watch,
            "soon",
            thresholds.soon,
        ));
    }
    Ok(())
}

/// A recovery that ends before the deletion would be none (0 says that there is none).
fn recovery(key: &str, recovery_days: u32, lead: u32) -> Result<(), Refusal> {
    match (1..lead).contains(&recovery_days) {
        false => Ok(()),
        true => Err(Refusal::new(
            key,
            format!(
                "recovery would end before the deletion: {recovery_days} days from the disable day, \
                 which is {lead} days before the deletion day; expected at least {lead}, or 0 for none"
            ),
        )),
    }
}

fn rising(key: &str, name: &str, days: u32, before: &str, than: u32) -> Refusal {
    Refusal::new(
        key,
        format!("{name} ({days}) has to begin more days ahead than {before} ({than})"),
    )
}

fn names(policy: &Policy) -> Result<(), Refusal> {
    if policy.name.trim().is_empty() {
        return Err(Refusal::new(
            "name",
            "a policy needs a name, for it stands above the lists",
        ));
    }
    let mut seen: Vec<&str> = Vec::new();
    for list in &policy.checklists {
        if list.name.trim().is_empty() || seen.contains(&list.name.as_str()) {
            return Err(Refusal::new(
                CHECKLISTS,
                format!(
                    "each checklist needs a name of its own, but found `{}`",
                    list.name
                ),
            ));
        }
        seen.push(&list.name);
    }
    let in_force = policy.checklist_in_force.as_str();
    match in_force.is_empty() || seen.contains(&in_force) {
        true => Ok(()),
        false => Err(Refusal::new(
            "checklist_in_force",
            format!("expected the name of one of the checklists, but found `{in_force}`"),
        )),
    }
}

fn calendar(policy: &Policy) -> Result<(), Refusal> {
    let workday = policy.workday;
    if workday.end_minute <= workday.start_minute {
        return Err(Refusal::new(
            "workday.end",
            "work has to end after it begins",
        ));
    }
    if policy.calendar.weekdays == [false; 7] {
        return Err(Refusal::new(
            "calendar.weekdays",
            "no weekday is worked, so there would be no working day in a year and no last safe \
             working day: choose at least one",
        ));
    }
    match year_without_work(policy) {
        None => Ok(()),
        Some((first, last)) => Err(Refusal::new(
            "calendar.holidays",
            format!(
                "there is no working day in the year from {} to {}, so accounts of that time would \
                 have no last safe working day",
                show_date(first),
                show_date(last)
            ),
        )),
    }
}

/// Days in a year that nobody works in, where the own holidays and the rules leave none.
fn year_without_work(policy: &Policy) -> Option<(NaiveDate, NaiveDate)> {
    const YEAR: u32 = 366;
    // A weekday comes 52 times a year, and rules close a dozen days of it at most.
    const FEWEST: usize = 40;
    let calendar = &policy.calendar;
    if calendar.holidays.len() < FEWEST {
        return None;
    }
    let first = calendar.holidays.keys().next()?;
    let last = *calendar.holidays.keys().last()?;
    let mut closed = 0;
    for day in first.iter_days().take_while(|day| *day <= last) {
        closed = match calendar.is_working_day(day) {
            true => 0,
            false => closed + 1,
        };
        if closed >= YEAR {
            let begin = day.checked_sub_days(chrono::Days::new(u64::from(YEAR) - 1))?;
            return Some((begin, day));
        }
    }
    None
}

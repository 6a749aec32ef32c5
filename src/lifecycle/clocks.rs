//! The days that follow from the deletion day: by when to act, and until when it can be undone.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::policy::{Policy, RecoveryStart};

/// The clocks of one account (domain 2.7): `L < X <= W <= R`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Clocks {
    /// `L`: the last working day on which a rescue still fits.
    pub last_safe_day: NaiveDate,
    /// `X`: sign-in is disabled from 00:00 of this day.
    pub disable_day: NaiveDate,
    /// `W`: the day the account is deprovisioned.
    pub deletion_day: NaiveDate,
    /// `R`: from this day on the account is gone for good.
    pub recovery_end: NaiveDate,
    /// The last working day on which the mailbox can safely be brought back.
    pub safe_recovery_day: NaiveDate,
}

/// Why a deletion day has no clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClockError {
    /// A clock lies outside of what the calendar can hold.
    OutOfRange,
    /// The calendar knows no working day in the year before.
    NoWorkingDay,
}

impl ClockError {
    /// The reason as part of a sentence.
    pub fn reason(self) -> &'static str {
        match self {
            ClockError::OutOfRange => "the dates lie outside of the calendar's range",
            ClockError::NoWorkingDay => {
                "the policy's calendar has no working day in the year before"
            }
        }
    }
}

/// The clocks of an account that is deleted on `deletion_day` (domain 2.7 rules 2, 4, 5 and 9).
pub fn clocks(deletion_day: NaiveDate, policy: &Policy) -> Result<Clocks, ClockError> {
    clocks_with(deletion_day, policy.recovery_days, policy)
}

/// The clocks of a person who has died: the same, without recovery (domain 2.7 rule 7, P36).
pub fn clocks_of_deceased(deletion_day: NaiveDate, policy: &Policy) -> Result<Clocks, ClockError> {
    clocks_with(deletion_day, policy.deceased.recovery_days, policy)
}

fn clocks_with(
    deletion_day: NaiveDate,
    recovery_days: u32,
    policy: &Policy,
) -> Result<Clocks, ClockError> {
    let deletion_day = batch_day(deletion_day, policy).ok_or(ClockError::OutOfRange)?;
    let disable_day = minus(deletion_day, policy.disable_lead_days)?;
    let calendar = &policy.calendar;
    let last_safe_day = calendar
        .last_working_day_before(disable_day)
        .and_then(|day| calendar.minus_working_days(day, policy.lead_time_others))
        .ok_or(ClockError::NoWorkingDay)?;
    let after_disabling = plus(disable_day, recovery_days)?;
    let recovery_end = match policy.recovery_counts_from {
        RecoveryStart::ScheduledDate => plus(deletion_day, recovery_days)?,
        // A recovery shorter than the lead would end before the account is closed.
        RecoveryStart::DisableDate => after_disabling.max(deletion_day),
    };
    // The stricter of the two readings, whichever the policy shows (domain 2.7 rule 5).
    let safe_recovery_day = calendar
        .last_working_day_before(after_disabling)
        .ok_or(ClockError::NoWorkingDay)?;
    Ok(Clocks {
        last_safe_day,
        disable_day,
        deletion_day,
        recovery_end,
        safe_recovery_day,
    })
}

/// The day on which an account scheduled for `deletion_day` is really deleted: the first of the
/// policy's deletion weekday after it, where the policy has one (domain 2.7 rule 9).
fn batch_day(deletion_day: NaiveDate, policy: &Policy) -> Option<NaiveDate> {
    let Some(weekday) = policy.deletion_weekday else {
        return Some(deletion_day);
    };
    (1..=7)
        .map_while(|ahead| deletion_day.checked_add_days(Days::new(ahead)))
        .find(|day| day.weekday() == weekday)
}

/// The deletion day of an account whose last affiliation ended on this day (domain 2.7 rule 1, P4).
pub fn deletion_after(inactive_on: NaiveDate, policy: &Policy) -> Option<NaiveDate> {
    plus(inactive_on, policy.grace_days).ok()
}

/// The deletion day that an override for a person who has died moves to (domain 2.7 rule 7).
pub fn extended_for_deceased(deletion_day: NaiveDate, policy: &Policy) -> Option<NaiveDate> {
    deletion_day.checked_add_months(Months::new(policy.deceased.extension_months))
}

/// When the waits of a rescue have to begin so that they end before the account is disabled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StartBy {
    /// The end of the last safe working day less the waits, never later than the hard stop.
    pub safe: NaiveDateTime,
    /// `H`: 00:00 of the disable day less the waits.
    pub hard_stop: NaiveDateTime,
}

/// When to start at the latest (domain 2.7 rule 3).
pub fn start_by(clocks: &Clocks, policy: &Policy) -> Option<StartBy> {
    let waits = TimeDelta::minutes(i64::from(policy.wait_minutes()));
    let hard_stop = clocks
        .disable_day
        .and_time(NaiveTime::MIN)
        .checked_sub_signed(waits)?;
    let end_of_work = clocks
        .last_safe_day
        .and_time(NaiveTime::MIN)
        .checked_add_signed(TimeDelta::minutes(i64::from(policy.workday.end_minute)))?;
    Some(StartBy {
        safe: end_of_work.checked_sub_signed(waits)?.min(hard_stop),
        hard_stop,
    })
}

/// Whole days from `today` to `day`; negative is past (domain 2.7 rule 6).
pub fn days_until(day: NaiveDate, today: NaiveDate) -> i32 {
    // Two dates that chrono can hold are fewer than i32::MAX days apart.
    i32::try_from(day.signed_duration_since(today).num_days()).unwrap_or(i32::MAX)
}

fn plus(day: NaiveDate, n_days: u32) -> Result<NaiveDate, ClockError> {
    day.checked_add_days(Days::new(u64::from(n_days)))
        .ok_or(ClockError::OutOfRange)
}

fn minus(day: NaiveDate, n_days: u32) -> Result<NaiveDate, ClockError> {
    day.checked_sub_days(Days::new(u64::from(n_days)))
        .ok_or(ClockError::OutOfRange)
}

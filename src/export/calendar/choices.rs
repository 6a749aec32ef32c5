//! What was chosen for a calendar, understood; or what was expected instead.

use chrono::NaiveDate;

use super::Given;
use crate::report::calendar::{ALARM_DAYS, CalendarPlan, DueClock};

/// What was chosen, understood.
pub(super) struct Choices {
    pub clocks: Vec<DueClock>,
    pub by_center: bool,
    pub alarm: Option<i32>,
    pub salt: String,
    pub policy: String,
    pub sequence: u64,
}

pub(super) fn understood(given: &Given, plan: &CalendarPlan) -> Result<Choices, String> {
    let clock = |name: &String| {
        DueClock::named(name).ok_or_else(|| {
            format!("there is no date `{name}`: expected `last_safe_day`, `disable_day`, `deletion_day` or `recovery_end`")
        })
    };
    let clocks = match plan.clocks.as_slice() {
        [] => DueClock::USUAL.to_vec(),
        names => names.iter().map(clock).collect::<Result<_, _>>()?,
    };
    let by_center = match plan.group.as_str() {
        "" | "day" => false,
        "center" => true,
        other => {
            return Err(format!(
                "there is no grouping `{other}`: expected `day` or `center`"
            ));
        }
    };
    let seconds = seconds_of(&plan.stamp).ok_or_else(|| {
        format!(
            "`{}` is no time: expected one in UTC such as `20261122T140000Z`",
            plan.stamp
        )
    })?;
    // The salt of the earlier file, or its events would be others.
    let salt = given.earlier.map_or(&plan.salt, |earlier| &earlier.salt);
    if salt.len() < 16 || !salt.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(
            "the salt has to be sixteen letters and digits or more, and not to be guessed"
                .to_string(),
        );
    }
    let before = given.earlier.map_or(0, |earlier| {
        let sequences = earlier.events.iter().map(|event| event.sequence);
        sequences.max().unwrap_or(0)
    });
    let start = i64::from(given.policy.workday.start_minute);
    let days = i64::from(plan.alarm_days.unwrap_or(ALARM_DAYS));
    let policy = given
        .earlier
        .map_or(&given.policy.id, |earlier| &earlier.policy);
    Ok(Choices {
        clocks,
        by_center,
        // In the morning of that day: an all-day event begins at midnight.
        alarm: (!plan.quiet).then(|| i32::try_from(start - days * 1_440).unwrap_or(i32::MIN)),
        salt: salt.clone(),
        policy: policy.clone(),
        sequence: seconds.max(before.saturating_add(1)),
    })
}

/// Whole seconds from the first of 2020, so that a later file has a higher number without a server.
fn seconds_of(stamp: &str) -> Option<u64> {
    let is_shape = stamp.len() == 16
        && stamp.bytes().enumerate().all(|(at, byte)| match at {
            8 => byte == b'T',
            15 => byte == b'Z',
            _ => byte.is_ascii_digit(),
        });
    is_shape.then_some(())?;
    let number = |from: usize, to: usize| stamp[from..to].parse::<u32>().ok();
    let year = i32::try_from(number(0, 4)?).ok()?;
    let day = NaiveDate::from_ymd_opt(year, number(4, 6)?, number(6, 8)?)?;
    let time = day.and_hms_opt(number(9, 11)?, number(11, 13)?, number(13, 15)?)?;
    let epoch = NaiveDate::from_ymd_opt(2020, 1, 1)?.and_hms_opt(0, 0, 0)?;
    u64::try_from((time - epoch).num_seconds()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::calendar::calendar;
    use crate::export::calendar::tests::{nothing_given, plan};
    use crate::lifecycle::policy::Policy;

    #[test]
    fn what_is_chosen_wrongly_is_refused_with_what_is_expected() {
        #[track_caller]
        fn case(plan: CalendarPlan, expected: &str) {
            let policy = Policy::penn();
            let given = nothing_given(&policy);
            let error = calendar(&given, &plan).unwrap_err();
            assert!(error.contains(expected), "{error}");
        }
        case(
            CalendarPlan {
                clocks: vec!["x".to_string()],
                ..plan()
            },
            "no date `x`",
        );
        case(
            CalendarPlan {
                group: "room".to_string(),
                ..plan()
            },
            "no grouping `room`",
        );
        case(
            CalendarPlan {
                stamp: "2026-11-22".to_string(),
                ..plan()
            },
            "is no time",
        );
        case(
            CalendarPlan {
                stamp: "20261322T140000Z".to_string(),
                ..plan()
            },
            "is no time",
        );
        case(
            CalendarPlan {
                salt: "short".to_string(),
                ..plan()
            },
            "salt",
        );
    }
}

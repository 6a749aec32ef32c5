//! The event that reminds of the report: there is no subscription without a server (domain 2.11).

use super::Given;
use super::choices::Choices;
use super::dates::hashed;
use crate::export::ics::{At, Event};
use crate::report::calendar::{
    CalendarPlan, Every, minute_of, reminder_text, reminder_title, weekday_named,
};

const REMINDER: &str = "reminder";

pub(super) fn reminder(
    given: &Given,
    choices: &Choices,
    plan: &CalendarPlan,
) -> Result<Option<Event>, String> {
    let Some(wanted) = &plan.reminder else {
        return Ok(None);
    };
    let every = Every::named(&wanted.every).ok_or_else(|| {
        format!(
            "there is no recurrence `{}`: expected `workday`, `week`, `fortnight` or `month`",
            wanted.every
        )
    })?;
    let on = weekday_named(&wanted.on).ok_or_else(|| {
        format!(
            "`{}` is no weekday: expected one such as `monday`",
            wanted.on
        )
    })?;
    let minute = minute_of(&wanted.at).ok_or_else(|| {
        format!(
            "`{}` is no time of day: expected one such as `09:00`",
            wanted.at
        )
    })?;
    let (rule, first) = every
        .rule(on, given.today, &given.policy.calendar)
        .ok_or("the policy's week has no working day")?;
    // What stands behind the mark may be about people.
    let address = plan.address.split(['#', '?']).next().unwrap_or_default();
    let uid = hashed(&[&choices.policy, REMINDER, given.report, &choices.salt]);
    Ok(Some(Event {
        uid: format!("{uid}@rollcall"),
        sequence: choices.sequence,
        at: At::Again {
            first,
            minute,
            rule,
        },
        summary: reminder_title(given.title),
        description: reminder_text(address),
        url: address.to_string(),
        about: REMINDER.to_string(),
        of: Vec::new(),
        is_cancelled: false,
        alarm: choices.alarm.map(|_| 0),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::calendar::calendar;
    use crate::export::calendar::tests::{made, made_with, nothing_given, plan, told};
    use crate::export::ics::read;
    use crate::lifecycle::policy::Policy;
    use crate::report::calendar::Reminder;

    #[test]
    fn a_reminder_stands_for_a_subscription_and_its_address_says_nothing_of_people() {
        let reminder = Reminder {
            every: "week".to_string(),
            on: "Monday".to_string(),
            at: "09:00".to_string(),
        };
        let plan = CalendarPlan {
            reminder: Some(reminder.clone()),
            address: "https://example.edu/rollcall/?today=2026-11-22#jdoe".to_string(),
            ..plan()
        };
        let view = made(&[], &plan);
        assert_eq!(
            told(&view),
            ["2026-11-23 Run this report: Expiring among mine"]
        );
        assert!(
            view.text.contains("URL:https://example.edu/rollcall/\r\n"),
            "{}",
            view.text
        );
        assert!(view.text.contains("RRULE:FREQ=WEEKLY;BYDAY=MO"));
        let before = read(&view.text).unwrap();
        let without = CalendarPlan {
            reminder: None,
            ..plan.clone()
        };
        assert_eq!(
            told(&made_with(&[], &[], &without, Some(&before))),
            ["[2026-11-23 Run this report: Expiring among mine]"]
        );
        let wrong = |reminder: Reminder| {
            let policy = Policy::penn();
            let given = nothing_given(&policy);
            calendar(
                &given,
                &CalendarPlan {
                    reminder: Some(reminder),
                    ..plan.clone()
                },
            )
            .unwrap_err()
        };
        assert!(
            wrong(Reminder {
                at: "25:00".to_string(),
                ..reminder.clone()
            })
            .contains("`25:00` is no time of day")
        );
        assert!(
            wrong(Reminder {
                on: "noday".to_string(),
                ..reminder.clone()
            })
            .contains("`noday` is no weekday")
        );
        assert!(
            wrong(Reminder {
                every: "year".to_string(),
                ..reminder.clone()
            })
            .contains("no recurrence `year`")
        );
    }
}

//! A calendar file of a list, and what the tests of its parts share.

use super::*;
use crate::export::ics::read;
use crate::lifecycle::clocks::clocks;
use crate::report::calendar::DueClock;

pub(super) const SALT: &str = "0123456789abcdef";

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(super) fn account(key: &str, due: Option<&str>) -> Account {
    Account {
        key: key.to_string(),
        name: format!("Name of {key}"),
        department: "Finance".to_string(),
        center: "02".to_string(),
        clocks: due.map(|due| clocks(day(due), &Policy::penn()).unwrap()),
        fate: Fate::Due,
    }
}

pub(super) fn due_on(dues: &[&str]) -> Vec<Account> {
    let dues = dues.iter().enumerate();
    dues.map(|(at, due)| account(&format!("a{at}"), Some(due)))
        .collect()
}

pub(super) fn plan() -> CalendarPlan {
    CalendarPlan {
        clocks: vec!["disable_day".to_string()],
        salt: SALT.to_string(),
        stamp: "20261122T140000Z".to_string(),
        ..CalendarPlan::default()
    }
}

/// What a calendar file is made of where nothing was chosen to stand in it.
pub(super) fn nothing_given(policy: &Policy) -> Given<'_> {
    Given {
        report: "expiring",
        title: "",
        view: "",
        listed: &[],
        others: &[],
        as_of: "",
        policy,
        today: day("2026-11-22"),
        earlier: None,
    }
}

pub(super) fn made_with(
    listed: &[Account],
    others: &[(String, Fate)],
    plan: &CalendarPlan,
    earlier: Option<&Calendar>,
) -> CalendarView {
    let given = Given {
        report: "expiring",
        title: "Expiring among mine",
        view: "",
        listed,
        others,
        as_of: "as of 21 Nov 2026",
        policy: &Policy::penn(),
        today: day("2026-11-22"),
        earlier,
    };
    calendar(&given, plan).unwrap()
}

pub(super) fn made(listed: &[Account], plan: &CalendarPlan) -> CalendarView {
    made_with(listed, &[], plan, None)
}

/// `day title` of every event, a cancelled one in brackets.
pub(super) fn told(view: &CalendarView) -> Vec<String> {
    let events = read(&view.text).unwrap().events.into_iter();
    events
        .map(|event| {
            let text = format!("{} {}", event.at.day(), event.summary);
            if event.is_cancelled {
                format!("[{text}]")
            } else {
                text
            }
        })
        .collect()
}

#[test]
fn each_chosen_clock_of_an_account_is_an_event_that_names_nobody() {
    let plan = CalendarPlan {
        clocks: DueClock::ALL.map(|clock| clock.name().to_string()).to_vec(),
        ..plan()
    };
    let view = made(&[account("jdoe", Some("2026-11-29"))], &plan);
    assert_eq!(
        told(&view),
        [
            "2026-11-25 Last safe working day for 1 account",
            "2026-11-28 1 account is disabled on this day",
            "2026-11-29 1 account is deprovisioned on this day",
            "2026-12-29 1 account is gone for good from this day on",
        ]
    );
    assert_eq!(view.headline, "4 events about 1 account");
    assert_eq!(view.name, "expiring_2026-11-22_4.ics");
    assert!(!view.text.contains("jdoe"), "{}", view.text);
    assert!(view.text.contains("Departments: Finance 1"));
}

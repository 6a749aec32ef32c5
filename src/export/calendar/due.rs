//! The events of dates: one for each, or one for all of a day.

use super::choices::Choices;
use super::dates::{Date, hashed};
use super::earlier::{Earlier, Fates};
use super::{Account, Given, Index};
use crate::export::ics::{At, Event};
use crate::report::calendar::{CalendarPlan, carried, parted};
use crate::table::sort::places_by;

pub(super) fn one(given: &Given, choices: &Choices, date: &Date, plan: &CalendarPlan) -> Event {
    let account = date.account;
    let who = match account.name.as_str() {
        "" => account.key.clone(),
        name if name == account.key => account.key.clone(),
        name => format!("{name} ({})", account.key),
    };
    let summary = match plan.names {
        true => date.clock.summary_of(&who),
        false => date.clock.summary(1),
    };
    due_event(
        given,
        choices,
        date,
        (date.hash.clone(), summary),
        &[date],
        plan,
    )
}

/// An event for some dates of one clock and day.
fn due_event(
    given: &Given,
    choices: &Choices,
    first: &Date,
    (id, summary): (String, String),
    of: &[&Date],
    plan: &CalendarPlan,
) -> Event {
    let mut lines = vec![
        parted("Departments", &counted(of, |account| &account.department)),
        parted("Centers", &counted(of, |account| &account.center)),
    ];
    lines.extend(first.clock.advice(&first.clocks, given.policy));
    // The other clocks follow from the day alone, unless a person has died or a policy says otherwise.
    let is_alike = of.iter().all(|date| date.clocks == first.clocks);
    if !is_alike {
        lines.push("The other dates of these accounts differ: look at the list.".to_string());
    }
    if plan.names && of.len() > 1 {
        lines.extend(
            of.iter()
                .map(|date| format!("- {} ({})", date.account.name, date.account.key)),
        );
    }
    Event {
        uid: format!("{id}@rollcall"),
        sequence: choices.sequence,
        at: At::Day(first.day),
        summary,
        description: lines.join("\n"),
        url: String::new(),
        about: first.clock.name().to_string(),
        of: of.iter().map(|date| date.hash.clone()).collect(),
        is_cancelled: false,
        alarm: choices.alarm,
    }
}

/// How many dates have each text, most first.
fn counted<'a>(of: &[&'a Date], text: fn(&'a Account) -> &'a String) -> Vec<(String, u64)> {
    let mut counts = Index::new();
    for date in of {
        *counts.entry(text(date.account).clone()).or_default() += 1;
    }
    let counts: Vec<(String, usize)> = counts.into_iter().collect();
    let order = places_by(counts.len(), &|left, right| {
        let ((left, n_left), (right, n_right)) = (&counts[left], &counts[right]);
        n_right.cmp(n_left).then_with(|| left.cmp(right))
    });
    let count = |at: u32| &counts[at as usize];
    order
        .into_iter()
        .map(|at| (count(at).0.clone(), count(at).1 as u64))
        .collect()
}

pub(super) fn grouped(
    given: &Given,
    choices: &Choices,
    dates: &[Date],
    plan: &CalendarPlan,
    (earlier, fates): (&Earlier, Option<&Fates>),
) -> Vec<Event> {
    let center = |date: &Date| match choices.by_center {
        true => date.account.center.clone(),
        false => String::new(),
    };
    let mut groups: Vec<Vec<&Date>> = Vec::new();
    let mut place_of = Index::new();
    // What has moved into the past has left its group; an event for it would tell nobody anything.
    for date in dates.iter().filter(|date| date.day >= given.today) {
        let group = format!("{} {} {}", date.day, date.clock.name(), center(date));
        let place = *place_of.entry(group).or_insert(groups.len());
        if place == groups.len() {
            groups.push(Vec::new());
        }
        groups[place].push(date);
    }
    groups
        .into_iter()
        .map(|of| {
            let (clock, center) = (of[0].clock, center(of[0]));
            let (day, way) = (of[0].day.to_string(), choices.by_center.to_string());
            let id = hashed(&[
                &choices.policy,
                given.report,
                given.view,
                &way,
                clock.name(),
                &day,
                &center,
                &choices.salt,
            ]);
            let mut summary = clock.summary(of.len() as u64);
            if choices.by_center {
                let center = if center.is_empty() {
                    "no center"
                } else {
                    &center
                };
                summary.push_str(&format!(": {center}"));
            }
            let mut event = due_event(given, choices, of[0], (id, summary), &of, plan);
            let kept = earlier.unknown_of(&event.uid, fates);
            if !kept.is_empty() {
                event.description.push('\n');
                event.description.push_str(&carried(kept.len() as u64));
                event.of.extend(kept);
            }
            event
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::calendar::tests::{account, due_on, made, plan, told};

    #[test]
    fn names_stand_in_it_only_where_the_person_says_so() {
        let plan = CalendarPlan {
            names: true,
            ..plan()
        };
        let view = made(&[account("jdoe", Some("2026-11-29"))], &plan);
        assert_eq!(
            told(&view),
            ["2026-11-28 Name of jdoe (jdoe) is disabled on this day"]
        );
    }

    #[test]
    fn above_fifty_there_is_one_event_a_day_or_a_center() {
        let mut listed = due_on(&["2026-12-01"; 60]);
        listed[0].center = "07".to_string();
        listed.push(account("other", Some("2026-12-02")));
        let by_day = made(&listed, &plan());
        assert_eq!(
            told(&by_day),
            [
                "2026-11-30 60 accounts are disabled on this day",
                "2026-12-01 1 account is disabled on this day"
            ]
        );
        assert!(
            by_day.text.contains("Centers: 02 59\\, 07 1"),
            "{}",
            by_day.text
        );
        let plan = CalendarPlan {
            group: "center".to_string(),
            names: true,
            ..plan()
        };
        let by_center = made(&listed, &plan);
        assert_eq!(
            told(&by_center),
            [
                "2026-11-30 1 account is disabled on this day: 07",
                "2026-11-30 59 accounts are disabled on this day: 02",
                "2026-12-01 1 account is disabled on this day: 02",
            ]
        );
        let unfolded = by_center.text.replace("\r\n ", "");
        assert!(unfolded.contains("- Name of a7 (a7)"), "{unfolded}");
        assert_eq!(told(&made(&listed[..50], &plan)).len(), 50);
    }
}

//! The deadlines of accounts as the events of a calendar file (D21, M9, domain 2.11).
//!
//! An account and one of its clocks is a *date*; each has a hash that stays the same from file to file.
//! An event stands for one date or, above [`AT_MOST`], for all of a day, and says for which: so that an
//! event of an earlier file is cancelled only where each of its dates is known to be elsewhere or safe.

mod choices;
mod dates;
mod due;
mod earlier;
mod reminder;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use chrono::NaiveDate;

use super::ics::{Calendar, Event};
use crate::lifecycle::calendar::show_weekday_date;
use crate::lifecycle::clocks::Clocks;
use crate::lifecycle::policy::Policy;
use crate::report::calendar::{
    AT_MOST, CalendarCounts, CalendarPlan, CalendarView, PREVIEW, calendar_text,
};
use crate::table::sort::places_by;
use choices::{Choices, understood};
use dates::{dates, of_each_key};
use due::{grouped, one};
use earlier::{Earlier, Fates};
use reminder::reminder;

/// Texts and a number for each: one map for all uses, for each kind of map costs kilobytes.
type Index = HashMap<String, usize>;

/// An account of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its normalised logon name, or whatever else tells it from others.
    pub key: String,
    /// Its name as shown.
    pub name: String,
    /// Its department.
    pub department: String,
    /// Its center.
    pub center: String,
    /// Its clocks; `None` where it has no usable date.
    pub clocks: Option<Clocks>,
    /// What is known of it.
    pub fate: Fate,
}

/// What is known of an account; of two rows with one name the worse counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// Not flagged, and an affiliation keeps it.
    Safe,
    /// Not known to be safe.
    Unclear,
    /// It has a deadline.
    Due,
}

/// What a calendar is made of.
pub struct Given<'a> {
    /// Report id.
    pub report: &'a str,
    /// The report's name.
    pub title: &'a str,
    /// What the list is narrowed to: groups of another view are other events.
    pub view: &'a str,
    /// The accounts of the list.
    pub listed: &'a [Account],
    /// The keys of all others and what is known of them; needed only with an earlier file.
    pub others: &'a [(String, Fate)],
    /// As of when the data is.
    pub as_of: &'a str,
    /// The times and rules in force.
    pub policy: &'a Policy,
    /// The evaluation day.
    pub today: NaiveDate,
    /// The file that was saved before.
    pub earlier: Option<&'a Calendar>,
}

/// The calendar file of a list; the error says what was chosen wrongly and what is expected.
pub fn calendar(given: &Given, plan: &CalendarPlan) -> Result<CalendarView, String> {
    let choices = understood(given, plan)?;
    let mut counts = CalendarCounts::default();
    let accounts = of_each_key(given.listed, &mut counts);
    let earlier = Earlier::of(given.earlier);
    let dates = dates(given, &choices, &accounts, &earlier, &mut counts);
    counts.grouped = dates.len() > AT_MOST;
    let fates = given.earlier.map(|_| Fates::of(given, &choices));
    let mut events = match counts.grouped {
        true => grouped(given, &choices, &dates, plan, (&earlier, fates.as_ref())),
        false => dates
            .iter()
            .map(|date| one(given, &choices, date, plan))
            .collect(),
    };
    counts.due = events.len() as u64;
    let keys = dates.iter().map(|date| (date.account.key.clone(), 0));
    counts.accounts = keys.collect::<Index>().len() as u64;
    counts.moved = earlier.n_moved(&events);
    if let Some(reminder) = reminder(given, &choices, plan)? {
        counts.reminders = 1;
        events.push(reminder);
    }
    if let Some(fates) = &fates {
        let gone = earlier.gone(given, &choices, &events, fates, &mut counts);
        counts.cancelled = gone.len() as u64;
        events.extend(gone);
    }
    let order = places_by(events.len(), &|left, right| {
        let of = |at: usize| (events[at].at.day(), &events[at].summary, &events[at].uid);
        of(left).cmp(&of(right))
    });
    let events: Vec<Event> = order
        .into_iter()
        .map(|at| events[at as usize].clone())
        .collect();
    Ok(view(given, &choices, plan, events, counts))
}

fn view(
    given: &Given,
    choices: &Choices,
    plan: &CalendarPlan,
    events: Vec<Event>,
    counts: CalendarCounts,
) -> CalendarView {
    let shown = events.iter().take(PREVIEW).map(|event| {
        let cancelled = if event.is_cancelled {
            "cancelled: "
        } else {
            ""
        };
        (
            show_weekday_date(event.at.day()),
            format!("{cancelled}{}", event.summary),
        )
    });
    let preview = shown.collect();
    let calendar = Calendar {
        name: format!("Rollcall: {}", given.title),
        description: calendar_text(given.today, given.as_of, &given.policy.name, counts.unclear),
        stamp: plan.stamp.clone(),
        salt: choices.salt.clone(),
        policy: choices.policy.clone(),
        events,
    };
    CalendarView {
        name: format!("{}_{}_{}.ics", given.report, given.today, counts.events()),
        text: super::ics::write(&calendar),
        salt: calendar.salt,
        headline: counts.headline(),
        notes: counts.notes(choices.by_center),
        preview,
    }
}

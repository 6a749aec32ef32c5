//! The file that was saved before: which of its events move, stay or are cancelled.

use chrono::NaiveDate;

use super::choices::Choices;
use super::dates::hash_of;
use super::{Fate, Given, Index};
use crate::export::ics::{At, Calendar, Event};
use crate::report::calendar::{CalendarCounts, DueClock};

/// The file that was saved before.
pub(super) struct Earlier<'a> {
    events: &'a [Event],
    /// For each date the place of its event.
    event_of: Index,
}

impl<'a> Earlier<'a> {
    pub fn of(calendar: Option<&'a Calendar>) -> Earlier<'a> {
        let events = calendar.map_or(&[][..], |calendar| calendar.events.as_slice());
        let mut event_of = Index::new();
        for (place, event) in events
            .iter()
            .enumerate()
            .filter(|(_, event)| !event.is_cancelled)
        {
            event_of.extend(event.of.iter().map(|hash| (hash.clone(), place)));
        }
        Earlier { events, event_of }
    }

    pub fn day_of(&self, hash: &str) -> Option<NaiveDate> {
        let place = self.event_of.get(hash)?;
        Some(self.events[*place].at.day())
    }

    pub fn n_moved(&self, events: &[Event]) -> u64 {
        let uids = self.events.iter().enumerate();
        let places: Index = uids.map(|(at, event)| (event.uid.clone(), at)).collect();
        let moved = events.iter().filter(|event| {
            let before = places.get(&event.uid).map(|at| self.events[*at].at.day());
            before.is_some_and(|before| before != event.at.day())
        });
        moved.count() as u64
    }

    /// Those of an earlier event's dates of which nothing is known any more.
    pub fn unknown_of(&self, uid: &str, fates: Option<&Fates>) -> Vec<String> {
        let before = self
            .events
            .iter()
            .find(|event| event.uid == uid && !event.is_cancelled);
        let (Some(before), Some(fates)) = (before, fates) else {
            return Vec::new();
        };
        let unknown = before.of.iter().filter(|hash| fates.keeps(hash));
        unknown.cloned().collect()
    }

    /// The events that are taken out of the calendar.
    pub fn gone(
        &self,
        given: &Given,
        choices: &Choices,
        events: &[Event],
        fates: &Fates,
        counts: &mut CalendarCounts,
    ) -> Vec<Event> {
        let there: Index = events.iter().map(|event| (event.uid.clone(), 0)).collect();
        let mut gone = Vec::new();
        for event in self.events {
            let is_again = matches!(event.at, At::Again { .. });
            let is_there = there.contains_key(&event.uid);
            // What is over stays as it was.
            if is_there || (!is_again && event.at.day() < given.today) {
                continue;
            }
            if event.of.iter().any(|hash| fates.keeps(hash)) {
                counts.left += u64::from(!event.is_cancelled);
                continue;
            }
            gone.push(Event {
                sequence: choices.sequence,
                is_cancelled: true,
                ..event.clone()
            });
        }
        gone
    }
}

/// What is known of the dates of an earlier file.
pub(super) struct Fates {
    /// Dates whose account is in the list or known to be safe.
    settled: Index,
}

impl Fates {
    pub fn of(given: &Given, choices: &Choices) -> Fates {
        // Twice the fate, and one more where the account is in the list.
        let mut worst = Index::new();
        let listed = given.listed.iter();
        let listed = listed.map(|account| (&account.key, account.fate, true));
        let others = given.others.iter().map(|(key, fate)| (key, *fate, false));
        for (key, fate, is_listed) in listed.chain(others) {
            let known = worst.entry(key.clone()).or_default();
            *known = (*known / 2).max(fate as usize) * 2 + (*known % 2).max(usize::from(is_listed));
        }
        let mut settled = Index::new();
        for (key, known) in worst {
            let is_listed = known % 2 == 1;
            if known / 2 == Fate::Safe as usize || (known / 2 == Fate::Due as usize && is_listed) {
                settled.extend(DueClock::ALL.map(|clock| (hash_of(choices, &key, clock), 0)));
            }
        }
        Fates { settled }
    }

    /// Whether a date has to stay in the calendar, for nothing says that it is over or elsewhere.
    pub fn keeps(&self, hash: &str) -> bool {
        !self.settled.contains_key(hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::calendar::Account;
    use crate::export::calendar::tests::{SALT, account, due_on, made, made_with, plan, told};
    use crate::export::ics::read;
    use crate::report::calendar::CalendarPlan;

    #[test]
    fn a_later_file_moves_its_events_and_cancels_those_of_safe_accounts() {
        let first = made(
            &due_on(&["2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04"]),
            &plan(),
        );
        let before = read(&first.text).unwrap();
        // a0 moved, a1 as it was, a2 safe, a3 nowhere to be found.
        let listed = [
            account("a0", Some("2026-12-20")),
            account("a1", Some("2026-12-02")),
        ];
        let others = [("a2".to_string(), Fate::Safe)];
        let plan = CalendarPlan {
            salt: "another-salt-that-is-not-used".to_string(),
            ..plan()
        };
        let second = made_with(&listed, &others, &plan, Some(&before));
        assert_eq!(
            told(&second),
            [
                "2026-12-01 1 account is disabled on this day",
                "[2026-12-02 1 account is disabled on this day]",
                "2026-12-19 1 account is disabled on this day",
            ]
        );
        assert_eq!(second.salt, SALT);
        assert_eq!(
            second.notes,
            [
                "1 event of the earlier file is moved to another day.",
                "1 event of the earlier file is cancelled: safe now, moved into another event, or no longer chosen.",
                "1 event of the earlier file is left as before: not every account behind them is in this list or known to be safe.",
            ]
        );
        let after = read(&second.text).unwrap();
        let sequence =
            |calendar: &Calendar| calendar.events.iter().map(|event| event.sequence).min();
        assert!(sequence(&after) > before.events.iter().map(|event| event.sequence).max());
        assert!(
            after
                .events
                .iter()
                .all(|new| before.events.iter().any(|old| old.uid == new.uid))
        );
    }

    #[test]
    fn what_is_unclear_or_in_another_list_is_never_cancelled() {
        let first = made(&due_on(&["2026-12-01", "2026-12-02"]), &plan());
        let before = read(&first.text).unwrap();
        for fate in [Fate::Unclear, Fate::Due] {
            let others = [("a0".to_string(), fate), ("a0".to_string(), Fate::Safe)];
            let second = made_with(
                &[account("a1", Some("2026-12-02"))],
                &others,
                &plan(),
                Some(&before),
            );
            assert_eq!(told(&second).len(), 1, "{fate:?}");
        }
        let unclear = Account {
            fate: Fate::Unclear,
            ..account("a0", None)
        };
        let second = made_with(&[unclear], &[], &plan(), Some(&before));
        assert_eq!(told(&second), [""; 0]);
        assert!(
            second.notes[0].contains("1 account without a usable date is in no event"),
            "{:?}",
            second.notes
        );
    }

    #[test]
    fn an_event_that_lies_ahead_moves_even_into_the_past() {
        let first = made(&due_on(&["2026-12-01"]), &plan());
        let before = read(&first.text).unwrap();
        let second = made_with(&due_on(&["2026-11-20"]), &[], &plan(), Some(&before));
        assert_eq!(
            told(&second),
            ["2026-11-19 1 account is disabled on this day"]
        );
        assert_eq!(told(&made(&due_on(&["2026-11-20"]), &plan())), [""; 0]);
    }

    #[test]
    fn a_group_remembers_whom_nothing_is_known_of() {
        let mut listed = due_on(&["2026-12-01"; 60]);
        let first = made(&listed, &plan());
        let before = read(&first.text).unwrap();
        assert_eq!(before.events[0].of.len(), 60);
        listed.truncate(55);
        let others: Vec<_> = (55..58).map(|at| (format!("a{at}"), Fate::Safe)).collect();
        let second = made_with(&listed, &others, &plan(), Some(&before));
        let after = read(&second.text).unwrap();
        assert_eq!(after.events.len(), 1);
        assert_eq!(after.events[0].uid, before.events[0].uid);
        assert_eq!(after.events[0].of.len(), 57);
        assert!(
            after.events[0]
                .description
                .contains("2 more accounts of an earlier file")
        );
        // Fewer than fifty stand for themselves: the group goes once everybody is known.
        let others: Vec<_> = (40..60).map(|at| (format!("a{at}"), Fate::Safe)).collect();
        let third = made_with(&listed[..40], &others, &plan(), Some(&after));
        assert_eq!(told(&third).len(), 41);
        let cancelled = told(&third)
            .iter()
            .filter(|text| text.starts_with('['))
            .count();
        assert_eq!(cancelled, 1);
    }

    #[test]
    fn a_clock_that_is_no_longer_chosen_is_taken_out() {
        let both = CalendarPlan {
            clocks: vec!["disable_day".to_string(), "deletion_day".to_string()],
            ..plan()
        };
        let before = read(&made(&due_on(&["2026-12-01"]), &both).text).unwrap();
        let second = made_with(&due_on(&["2026-12-01"]), &[], &plan(), Some(&before));
        assert_eq!(
            told(&second),
            [
                "2026-11-30 1 account is disabled on this day",
                "[2026-12-01 1 account is deprovisioned on this day]"
            ]
        );
    }
}

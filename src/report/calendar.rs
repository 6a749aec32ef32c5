//! What of a list goes into a calendar file, and in what words (D21, M9, domain 2.11).

use chrono::{NaiveDate, Timelike, Weekday};

use super::words;
use crate::lifecycle::calendar::{Calendar, show_date, show_weekday_date};
use crate::lifecycle::clocks::{Clocks, start_by};
use crate::lifecycle::policy::Policy;

/// What the person chose of a calendar file; every part may be missing and then means the usual.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CalendarPlan {
    /// Names of [`DueClock`]s; none is the last safe working day and the disable day.
    pub clocks: Vec<String>,
    /// Above [`AT_MOST`] events one for each `day` or for each `center` on a day; empty is `day`.
    pub group: String,
    /// Whether logon names and names stand in the events.
    pub names: bool,
    /// Days from the alarm to its event; `None` is three.
    pub alarm_days: Option<u32>,
    /// Whether there are no alarms.
    pub quiet: bool,
    /// The event that reminds of running the report; `None` for no such event.
    pub reminder: Option<Reminder>,
    /// The page's address, for the reminder.
    pub address: String,
    /// What names are mixed with before they are hashed: sixteen letters and digits or more.
    pub salt: String,
    /// When the file is made, in UTC: `20261122T140000Z`.
    pub stamp: String,
}

/// An event that comes back and reminds of running the report (M9).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reminder {
    /// Name of an [`Every`].
    pub every: String,
    /// The weekday in lower case, `monday`; for every working day it does not matter.
    pub on: String,
    /// The time of day wherever the person is: `09:00`.
    pub at: String,
}

/// So many events stand for themselves; more are grouped (domain 2.11).
pub const AT_MOST: usize = 50;

/// Days from an alarm to its event, unless said otherwise.
pub const ALARM_DAYS: u32 = 3;

/// A clock that may become an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DueClock {
    /// `L`.
    LastSafe,
    /// `X`.
    Disable,
    /// `W`.
    Deletion,
    /// `R`.
    RecoveryEnd,
}

impl DueClock {
    /// Every clock, in the order in which an account meets them.
    pub const ALL: [DueClock; 4] = [
        DueClock::LastSafe,
        DueClock::Disable,
        DueClock::Deletion,
        DueClock::RecoveryEnd,
    ];

    /// The clocks that are taken where none is chosen: those that leave time to act.
    pub const USUAL: [DueClock; 2] = [DueClock::LastSafe, DueClock::Disable];

    /// The stable name: the column's id.
    pub fn name(self) -> &'static str {
        match self {
            DueClock::LastSafe => "last_safe_day",
            DueClock::Disable => "disable_day",
            DueClock::Deletion => "deletion_day",
            DueClock::RecoveryEnd => "recovery_end",
        }
    }

    /// The clock of this name.
    pub fn named(name: &str) -> Option<DueClock> {
        DueClock::ALL.into_iter().find(|clock| clock.name() == name)
    }

    /// The words on the screen.
    pub fn title(self) -> &'static str {
        match self {
            DueClock::LastSafe => "Last safe working day",
            DueClock::Disable => "Disable day",
            DueClock::Deletion => "Deletion day",
            DueClock::RecoveryEnd => "End of recovery",
        }
    }

    /// Its day.
    pub fn day(self, clocks: &Clocks) -> NaiveDate {
        match self {
            DueClock::LastSafe => clocks.last_safe_day,
            DueClock::Disable => clocks.disable_day,
            DueClock::Deletion => clocks.deletion_day,
            DueClock::RecoveryEnd => clocks.recovery_end,
        }
    }

    /// The title of an event of so many accounts, without a name.
    pub fn summary(self, n_accounts: u64) -> String {
        let who = words::counted(n_accounts, "account", "accounts");
        let is = words::plural(n_accounts, "is", "are");
        match self {
            DueClock::LastSafe => format!("Last safe working day for {who}"),
            DueClock::Disable => format!("{who} {is} disabled on this day"),
            DueClock::Deletion => format!("{who} {is} deprovisioned on this day"),
            DueClock::RecoveryEnd => format!("{who} {is} gone for good from this day on"),
        }
    }

    /// The title of an event of one account, with its name.
    pub fn summary_of(self, who: &str) -> String {
        match self {
            DueClock::LastSafe => format!("Last safe working day for {who}"),
            DueClock::Disable => format!("{who} is disabled on this day"),
            DueClock::Deletion => format!("{who} is deprovisioned on this day"),
            DueClock::RecoveryEnd => format!("{who} is gone for good from this day on"),
        }
    }

    /// What to do and what no longer works, a line each (P5, domain 2.7).
    pub fn advice(self, clocks: &Clocks, policy: &Policy) -> Vec<String> {
        let mut lines = Vec::new();
        match self {
            DueClock::LastSafe => {
                let start = start_by(clocks, policy).map(|start| start.safe);
                lines.push(format!(
                    "To keep an account, start by {}: the waits take up to {} minutes.",
                    start.map_or_else(
                        || show_weekday_date(clocks.last_safe_day),
                        |at| format!("{} {:02}:{:02} ({})", show_weekday_date(at.date()), at.hour(), at.minute(), policy.zone.name())
                    ),
                    policy.wait_minutes()
                ));
                let steps = policy.steps().into_iter();
                lines.extend(
                    steps
                        .enumerate()
                        .map(|(at, step)| format!("{}. {} ({})", at + 1, step.text, step.owner)),
                );
            }
            DueClock::Disable => lines.push(format!(
                "Sign-in stops at 00:00 of this day. The account is deprovisioned on {}: act by phone, for \
                 the waits may not fit any more.",
                show_weekday_date(clocks.deletion_day)
            )),
            DueClock::Deletion => lines.push(format!(
                "The account is closed and gets no mail. Its mailbox can safely be brought back until {}.",
                show_weekday_date(clocks.safe_recovery_day)
            )),
            DueClock::RecoveryEnd => lines.push(format!(
                "Nothing brings the mailbox back from this day on; the last safe day to bring it back is {}.",
                show_weekday_date(clocks.safe_recovery_day)
            )),
        }
        lines
    }
}

/// How often the reminder comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// On every working day of the policy's week.
    Workday,
    /// Once a week.
    Week,
    /// Every other week.
    Fortnight,
    /// On the first such weekday of a month.
    Month,
}

impl Every {
    /// Every way, in the order in which they are offered.
    pub const ALL: [Every; 4] = [Every::Week, Every::Workday, Every::Fortnight, Every::Month];

    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Every::Workday => "workday",
            Every::Week => "week",
            Every::Fortnight => "fortnight",
            Every::Month => "month",
        }
    }

    /// The way of this name.
    pub fn named(name: &str) -> Option<Every> {
        Every::ALL.into_iter().find(|way| way.name() == name)
    }

    /// The words on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Every::Workday => "Every working day",
            Every::Week => "Every week",
            Every::Fortnight => "Every other week",
            Every::Month => "Once a month, on the first",
        }
    }

    /// The rule as RFC 5545 writes it, and the first day on or after `today`; `None` where there is none.
    pub fn rule(
        self,
        on: Weekday,
        today: NaiveDate,
        calendar: &Calendar,
    ) -> Option<(String, NaiveDate)> {
        use chrono::Datelike;
        let code = |weekday: Weekday| weekday.to_string()[..2].to_uppercase();
        let first =
            |fits: &dyn Fn(NaiveDate) -> bool| today.iter_days().take(62).find(|day| fits(*day));
        let is_on = |day: NaiveDate| day.weekday() == on;
        Some(match self {
            Every::Workday => {
                let worked = WEEKDAYS.into_iter().filter(|day| calendar.is_worked(*day));
                let codes: Vec<String> = worked.map(code).collect();
                let first = first(&|day| calendar.is_worked(day.weekday()))?;
                (format!("FREQ=WEEKLY;BYDAY={}", codes.join(",")), first)
            }
            Every::Week => (format!("FREQ=WEEKLY;BYDAY={}", code(on)), first(&is_on)?),
            Every::Fortnight => (
                format!("FREQ=WEEKLY;INTERVAL=2;BYDAY={}", code(on)),
                first(&is_on)?,
            ),
            Every::Month => (
                format!("FREQ=MONTHLY;BYDAY=1{}", code(on)),
                first(&|day| is_on(day) && day.day() <= 7)?,
            ),
        })
    }
}

/// The days of a week, Monday first.
pub const WEEKDAYS: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

/// The name of a weekday.
pub fn weekday_title(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

/// The weekday of this name, in any case.
pub fn weekday_named(name: &str) -> Option<Weekday> {
    WEEKDAYS
        .into_iter()
        .find(|day| weekday_title(*day).eq_ignore_ascii_case(name))
}

/// Minutes after midnight of `09:00`.
pub fn minute_of(text: &str) -> Option<u32> {
    let (hour, minute) = text.split_once(':')?;
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// What a calendar file would hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CalendarView {
    /// The file's name.
    pub name: String,
    /// Its bytes.
    pub text: String,
    /// What names were mixed with: that of the earlier file, where there is one.
    pub salt: String,
    /// How many events it holds, as a sentence.
    pub headline: String,
    /// What else is to be known, a sentence each.
    pub notes: Vec<String>,
    /// The first events, `(day, title)`.
    pub preview: Vec<(String, String)>,
}

/// So many events are shown before the file is saved.
pub const PREVIEW: usize = 8;

/// What became of the events, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CalendarCounts {
    /// Events of deadlines.
    pub due: u64,
    /// Accounts that are in them.
    pub accounts: u64,
    /// Whether they are grouped.
    pub grouped: bool,
    /// Reminders.
    pub reminders: u64,
    /// Events of the earlier file that are taken out.
    pub cancelled: u64,
    /// Events of the earlier file that stand on another day now.
    pub moved: u64,
    /// Events of the earlier file that stay untouched.
    pub left: u64,
    /// Dates before the evaluation day, which are left out.
    pub past: u64,
    /// Accounts without a usable date.
    pub unclear: u64,
    /// Rows that share a logon name with another.
    pub same_name: u64,
}

impl CalendarCounts {
    /// How many events the file holds.
    pub fn events(self) -> u64 {
        self.due + self.reminders + self.cancelled
    }

    /// The sentence over the preview.
    pub fn headline(self) -> String {
        let events = words::counted(self.events(), "event", "events");
        match self.due {
            0 => events,
            _ => format!(
                "{events} about {}",
                words::counted(self.accounts, "account", "accounts")
            ),
        }
    }

    /// What else is to be known; none of it is silent.
    pub fn notes(self, by_center: bool) -> Vec<String> {
        let events = |n| words::counted(n, "event", "events");
        let is = |n| words::plural(n, "is", "are");
        let accounts = |n| words::counted(n, "account", "accounts");
        let notes = [
            (
                self.unclear,
                format!(
                    "{} without a usable date {} in no event: treat as urgent until explained.",
                    accounts(self.unclear),
                    is(self.unclear)
                ),
            ),
            (
                u64::from(self.grouped),
                format!(
                    "There would be more than {AT_MOST} events, so there is one for each {}.",
                    match by_center {
                        true => "center on a day",
                        false => "day",
                    }
                ),
            ),
            (
                self.moved,
                format!(
                    "{} of the earlier file {} moved to another day.",
                    events(self.moved),
                    is(self.moved)
                ),
            ),
            (
                self.cancelled,
                format!(
                    "{} of the earlier file {} cancelled: safe now, moved into another event, or no longer chosen.",
                    events(self.cancelled),
                    is(self.cancelled)
                ),
            ),
            (
                self.left,
                format!(
                    "{} of the earlier file {} left as before: not every account behind them is in this list or known to be safe.",
                    events(self.left),
                    is(self.left)
                ),
            ),
            (
                self.past,
                format!(
                    "{} before the evaluation day {} left out.",
                    words::counted(self.past, "date", "dates"),
                    is(self.past)
                ),
            ),
            (
                self.same_name,
                format!(
                    "{} with a logon name that another row has too: the earlier dates count.",
                    words::counted(self.same_name, "row", "rows")
                ),
            ),
        ];
        let told = notes.into_iter().filter(|(n, _)| *n > 0);
        told.map(|(_, note)| note).collect()
    }
}

/// What ticking “with logon names” means.
pub const WITH_NAMES: &str = "Everyone who sees the calendar, and every program that it is synced with, then reads who is about to \
     lose an account. Leave it off for a shared calendar.";

/// What leaving it off does not mean.
pub const WITHOUT_NAMES: &str = "The file then says how many, in which department and center, but not who. Each account stands in it as a \
     salted hash, so that a later file moves its event; who has the file and a list of names can try them.";

/// What the earlier file is for.
pub const EARLIER: &str = "Pick the calendar file you imported last: events keep their identity, move with their dates, and are \
     cancelled where an account is safe now.";

/// Where every day is unticked.
pub const NO_DAYS: &str = "no day is ticked: choose at least one for the events";

/// Where the browser did not take the file.
pub const NOT_SAVED: &str =
    "the browser did not save the file; allow downloads for this page, then save again";

/// The caption of the button that saves.
pub fn save_as(name: &str) -> String {
    format!("Save {name}")
}

/// What a screen reader is told then.
pub fn saved(name: &str) -> String {
    format!("{name} was handed to the browser")
}

/// Which file is carried on.
pub fn carried_on(name: &str) -> String {
    format!("Carries on from {name}.")
}

/// The reminder's title.
pub fn reminder_title(report: &str) -> String {
    format!("Run this report: {report}")
}

/// The reminder's text.
pub fn reminder_text(address: &str) -> String {
    let open = match address {
        "" => String::new(),
        address => format!(" Open {address}"),
    };
    format!(
        "Export the lists anew and drop them on the page.{open}\nThen save the calendar file again and pick this one as the \
         earlier file, so that events move and those of safe accounts are cancelled."
    )
}

/// The calendar's description.
pub fn calendar_text(today: NaiveDate, as_of: &str, policy: &str, unclear: u64) -> String {
    let mut text = format!("Computed for {}", show_date(today));
    if !as_of.is_empty() {
        text.push_str(&format!(" from a report {as_of}"));
    }
    text.push_str(&format!(", by the policy {policy}."));
    if unclear > 0 {
        text.push_str(&format!(
            " {} without a usable date in no event: treat as urgent.",
            words::counted(unclear, "account is", "accounts are")
        ));
    }
    text
}

/// `Departments: Finance 2, none 1`.
pub fn parted(caption: &str, counts: &[(String, u64)]) -> String {
    let parts = counts.iter().map(|(name, n)| {
        let name = if name.is_empty() { "none" } else { name };
        format!("{name} {}", words::number(*n))
    });
    format!("{caption}: {}", parts.collect::<Vec<_>>().join(", "))
}

/// Accounts of the earlier file that nothing is known of any more.
pub fn carried(n: u64) -> String {
    format!(
        "{} of an earlier file stood on this day and {} neither in this list nor known to be safe.",
        words::counted(n, "more account", "more accounts"),
        words::plural(n, "is", "are")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifecycle::clocks::clocks;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_reminder_begins_on_the_next_such_day() {
        #[track_caller]
        fn case(every: Every, on: Weekday, today: &str, rule: &str, first: &str) {
            let found = every.rule(on, day(today), &Calendar::us());
            assert_eq!(found, Some((rule.to_string(), day(first))));
        }
        use Weekday::{Fri, Mon};
        case(
            Every::Week,
            Mon,
            "2026-11-22",
            "FREQ=WEEKLY;BYDAY=MO",
            "2026-11-23",
        );
        case(
            Every::Week,
            Mon,
            "2026-11-23",
            "FREQ=WEEKLY;BYDAY=MO",
            "2026-11-23",
        );
        case(
            Every::Fortnight,
            Fri,
            "2026-11-22",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
            "2026-11-27",
        );
        case(
            Every::Month,
            Mon,
            "2026-11-22",
            "FREQ=MONTHLY;BYDAY=1MO",
            "2026-12-07",
        );
        case(
            Every::Workday,
            Mon,
            "2026-11-22",
            "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
            "2026-11-23",
        );
    }

    #[test]
    fn the_day_to_act_says_until_when_and_what() {
        let policy = Policy::penn();
        let clocks = clocks(day("2026-11-29"), &policy).unwrap();
        let advice = DueClock::LastSafe.advice(&clocks, &policy);
        assert_eq!(
            advice[0],
            "To keep an account, start by Wed 25 Nov 2026 15:40 (America/New_York): the waits take up to 80 minutes."
        );
        assert_eq!(advice.len(), 5);
        assert!(advice[1].starts_with("1. Give the person"), "{}", advice[1]);
        let told = |clock: DueClock| clock.advice(&clocks, &policy).join("\n");
        assert!(told(DueClock::Disable).contains("Sun 29 Nov 2026"));
        assert!(told(DueClock::Deletion).contains("until Thu 24 Dec 2026"));
        assert!(told(DueClock::RecoveryEnd).contains("Thu 24 Dec 2026"));
    }

    #[test]
    fn titles_count_and_name_nobody() {
        assert_eq!(
            DueClock::Disable.summary(1),
            "1 account is disabled on this day"
        );
        assert_eq!(
            DueClock::Deletion.summary(1_200),
            "1,200 accounts are deprovisioned on this day"
        );
        assert_eq!(
            DueClock::LastSafe.summary(2),
            "Last safe working day for 2 accounts"
        );
    }

    #[test]
    fn whatever_is_left_out_is_told() {
        let counts = CalendarCounts {
            unclear: 1,
            grouped: true,
            moved: 2,
            cancelled: 1,
            left: 1,
            past: 3,
            same_name: 1,
            ..CalendarCounts::default()
        };
        assert_eq!(counts.notes(false).len(), 7);
        assert_eq!(CalendarCounts::default().notes(false), [""; 0]);
    }

    #[test]
    fn a_time_of_day_is_read_or_refused() {
        assert_eq!(minute_of("09:00"), Some(540));
        assert_eq!(minute_of("23:59"), Some(1_439));
        for wrong in ["24:00", "9", "", "x:y", "10:60"] {
            assert_eq!(minute_of(wrong), None, "{wrong}");
        }
        assert_eq!(weekday_named("monday"), Some(Weekday::Mon));
        assert_eq!(weekday_named("someday"), None);
        for every in Every::ALL {
            assert_eq!(Every::named(every.name()), Some(every));
        }
        for clock in DueClock::ALL {
            assert_eq!(DueClock::named(clock.name()), Some(clock));
        }
    }
}

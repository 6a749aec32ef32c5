//! The deadlines of accounts as the events of a calendar file (D21, M9, domain 2.11).
//!
//! An account and one of its clocks is a *date*; each has a hash that stays the same from file to file.
//! An event stands for one date or, above [`AT_MOST`], for all of a day, and says for which: so that an
//! event of an earlier file is cancelled only where each of its dates is known to be elsewhere or safe.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::ics::{At, Calendar, Event};
use super::sha256::sha256;
use crate::lifecycle::calendar::show_weekday_date;
use crate::lifecycle::clocks::Clocks;
use crate::lifecycle::policy::Policy;
use crate::report::calendar::{
    ALARM_DAYS, AT_MOST, CalendarCounts, CalendarPlan, CalendarView, DueClock, Every, PREVIEW,
    calendar_text, carried, minute_of, parted, reminder_text, reminder_title, weekday_named,
};
use crate::table::sort::places_by;

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

/// What was chosen, understood.
struct Choices {
    clocks: Vec<DueClock>,
    by_center: bool,
    alarm: Option<i32>,
    salt: String,
    policy: String,
    sequence: u64,
}

/// An account's clock.
struct Date<'a> {
    hash: String,
    clock: DueClock,
    day: NaiveDate,
    account: &'a Account,
    clocks: Clocks,
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

fn understood(given: &Given, plan: &CalendarPlan) -> Result<Choices, String> {
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

/// One account for each key: of two rows the one that ends earlier drives (domain 2.8).
fn of_each_key<'a>(listed: &'a [Account], counts: &mut CalendarCounts) -> Vec<&'a Account> {
    let mut kept: Vec<&Account> = Vec::new();
    let mut place_of = Index::new();
    for account in listed {
        match place_of.get(&account.key) {
            None => {
                place_of.insert(account.key.clone(), kept.len());
                kept.push(account);
            }
            Some(&place) => {
                counts.same_name += 1;
                let day = |account: &Account| account.clocks.map(|clocks| clocks.deletion_day);
                let is_earlier = match (day(account), day(kept[place])) {
                    (Some(new), Some(old)) => new < old,
                    (new, old) => new.is_some() && old.is_none(),
                };
                if is_earlier {
                    kept[place] = account;
                }
            }
        }
    }
    counts.unclear = kept
        .iter()
        .filter(|account| account.clocks.is_none() && account.fate != Fate::Safe)
        .count() as u64;
    kept
}

fn dates<'a>(
    given: &Given,
    choices: &Choices,
    accounts: &[&'a Account],
    earlier: &Earlier,
    counts: &mut CalendarCounts,
) -> Vec<Date<'a>> {
    let mut dates = Vec::new();
    for &account in accounts {
        let Some(clocks) = account.clocks else {
            continue;
        };
        for &clock in &choices.clocks {
            let day = clock.day(&clocks);
            let hash = hash_of(choices, &account.key, clock);
            // An event that lies ahead in the calendar has to be moved even where its day is past by now.
            let before = earlier.day_of(&hash);
            if day < given.today && before.is_none_or(|before| before < given.today) {
                counts.past += 1;
                continue;
            }
            dates.push(Date {
                hash,
                clock,
                day,
                account,
                clocks,
            });
        }
    }
    dates
}

/// What stands for an account and one of its clocks, from file to file.
fn hash_of(choices: &Choices, key: &str, clock: DueClock) -> String {
    hashed(&[&choices.policy, key, clock.name(), &choices.salt])
}

/// The first 64 bits of a hash of some texts: of a million dates two are alike once in forty million files,
/// and an event of thousands of accounts stays short.
fn hashed(parts: &[&str]) -> String {
    let mut bytes = Vec::new();
    for part in parts {
        // No text holds a NUL, so that no two lists of texts are the same bytes.
        bytes.extend(part.bytes());
        bytes.push(0);
    }
    let mut hash = sha256(&bytes);
    hash.truncate(16);
    hash
}

fn one(given: &Given, choices: &Choices, date: &Date, plan: &CalendarPlan) -> Event {
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

fn grouped(
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

const REMINDER: &str = "reminder";

fn reminder(
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

/// The file that was saved before.
struct Earlier<'a> {
    events: &'a [Event],
    /// For each date the place of its event.
    event_of: Index,
}

impl<'a> Earlier<'a> {
    fn of(calendar: Option<&'a Calendar>) -> Earlier<'a> {
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

    fn day_of(&self, hash: &str) -> Option<NaiveDate> {
        let place = self.event_of.get(hash)?;
        Some(self.events[*place].at.day())
    }

    fn n_moved(&self, events: &[Event]) -> u64 {
        let uids = self.events.iter().enumerate();
        let places: Index = uids.map(|(at, event)| (event.uid.clone(), at)).collect();
        let moved = events.iter().filter(|event| {
            let before = places.get(&event.uid).map(|at| self.events[*at].at.day());
            before.is_some_and(|before| before != event.at.day())
        });
        moved.count() as u64
    }

    /// Those of an earlier event's dates of which nothing is known any more.
    fn unknown_of(&self, uid: &str, fates: Option<&Fates>) -> Vec<String> {
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
    fn gone(
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
struct Fates {
    /// Dates whose account is in the list or known to be safe.
    settled: Index,
}

impl Fates {
    fn of(given: &Given, choices: &Choices) -> Fates {
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
    fn keeps(&self, hash: &str) -> bool {
        !self.settled.contains_key(hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::ics::{read, write};
    use crate::lifecycle::clocks::clocks;
    use crate::report::calendar::Reminder;

    const SALT: &str = "0123456789abcdef";

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn account(key: &str, due: Option<&str>) -> Account {
        Account {
            key: key.to_string(),
            name: format!("Name of {key}"),
            department: "Finance".to_string(),
            center: "02".to_string(),
            clocks: due.map(|due| clocks(day(due), &Policy::penn()).unwrap()),
            fate: Fate::Due,
        }
    }

    fn due_on(dues: &[&str]) -> Vec<Account> {
        let dues = dues.iter().enumerate();
        dues.map(|(at, due)| account(&format!("a{at}"), Some(due)))
            .collect()
    }

    fn plan() -> CalendarPlan {
        CalendarPlan {
            clocks: vec!["disable_day".to_string()],
            salt: SALT.to_string(),
            stamp: "20261122T140000Z".to_string(),
            ..CalendarPlan::default()
        }
    }

    fn made_with(
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

    fn made(listed: &[Account], plan: &CalendarPlan) -> CalendarView {
        made_with(listed, &[], plan, None)
    }

    /// `day title` of every event, a cancelled one in brackets.
    fn told(view: &CalendarView) -> Vec<String> {
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

    #[test]
    fn two_rows_of_one_name_are_one_account_by_the_earlier_date() {
        let listed = [
            account("jdoe", Some("2026-12-09")),
            account("jdoe", Some("2026-12-01")),
            account("jdoe", None),
        ];
        let view = made(&listed, &plan());
        assert_eq!(
            told(&view),
            ["2026-11-30 1 account is disabled on this day"]
        );
        assert_eq!(
            view.notes,
            ["2 rows with a logon name that another row has too: the earlier dates count."]
        );
    }

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
            let given = Given {
                report: "expiring",
                title: "",
                view: "",
                listed: &[],
                others: &[],
                as_of: "",
                policy: &Policy::penn(),
                today: day("2026-11-22"),
                earlier: None,
            };
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

    #[test]
    fn what_is_chosen_wrongly_is_refused_with_what_is_expected() {
        #[track_caller]
        fn case(plan: CalendarPlan, expected: &str) {
            let given = Given {
                report: "expiring",
                title: "",
                view: "",
                listed: &[],
                others: &[],
                as_of: "",
                policy: &Policy::penn(),
                today: day("2026-11-22"),
                earlier: None,
            };
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

    #[test]
    fn hashes_depend_on_every_part_and_on_nothing_else() {
        assert_eq!(hashed(&["a", "b"]), hashed(&["a", "b"]));
        assert_ne!(hashed(&["a", "b"]), hashed(&["ab", ""]));
        assert_ne!(hashed(&["a", "b", SALT]), hashed(&["a", "b", "another"]));
        assert_eq!(hashed(&["a"]).len(), 16);
        let listed = due_on(&["2026-12-01"]);
        let again = write(&read(&made(&listed, &plan()).text).unwrap());
        assert!(again.contains(&read(&made(&listed, &plan()).text).unwrap().events[0].uid));
    }
}

//! Every line of a policy: its key, what it means, and how it is looked at and set.

use chrono::Weekday;

use super::Refusal;
use super::kinds::{Kind, WEEKDAYS, minutes, time, weekdays};
use super::maps::{AFFILIATIONS, HOLIDAYS, Map, WAITS};
use crate::ingest::zone::Zones;
use crate::json::Json;
use crate::lifecycle::holiday::HolidayRules;
use crate::lifecycle::policy::{
    Checklist, ChecklistStep, GraceDays, Policy, RecoveryStart, SeveralAffiliations,
};
use crate::lifecycle::policy_choice::ZONE;

/// A line with one value.
pub struct Line {
    /// The key, with dots where the file has braces.
    pub key: &'static str,
    /// Its name on the screen.
    pub caption: &'static str,
    /// What it means.
    pub help: &'static str,
    /// What its value may be.
    pub kind: Kind,
    /// The value.
    pub get: fn(&Policy) -> Json,
    /// Sets a value that was checked; the rules of a zone come from whoever knows zones.
    pub set: fn(&mut Policy, &Json, Zones),
}

/// A part of a policy, in the order of file and screen.
pub enum Part {
    /// A heading on the screen.
    Heading(&'static str),
    /// A line with one value.
    Line(Line),
    /// Entries by name.
    Map(&'static Map),
    /// The versions of what to do, each with its steps.
    Checklists,
}

/// The number a checked value is.
pub fn number(json: &Json) -> u32 {
    match json {
        Json::Number(number) => u32::try_from(*number).unwrap_or_default(),
        _ => 0,
    }
}

/// The text a checked value is.
pub fn text(json: &Json) -> String {
    match json {
        Json::Text(text) => text.clone(),
        _ => String::new(),
    }
}

macro_rules! number_line {
    ($key:literal, $caption:literal, $unit:literal, $least:literal..=$most:literal, $($field:ident).+, $help:literal) => {
        Part::Line(Line {
            key: $key,
            caption: $caption,
            help: $help,
            kind: Kind::Number { unit: $unit, least: $least, most: $most },
            get: |policy| Json::Number(policy.$($field).+.into()),
            set: |policy, json, _| policy.$($field).+ = number(json),
        })
    };
}

macro_rules! text_line {
    ($key:literal, $caption:literal, $kind:expr, $($field:ident).+, $help:literal) => {
        Part::Line(Line {
            key: $key,
            caption: $caption,
            help: $help,
            kind: $kind,
            get: |policy| Json::Text(policy.$($field).+.clone()),
            set: |policy, json, _| policy.$($field).+ = text(json),
        })
    };
}

macro_rules! time_line {
    ($key:literal, $caption:literal, $($field:ident).+, $help:literal) => {
        Part::Line(Line {
            key: $key,
            caption: $caption,
            help: $help,
            kind: Kind::Time,
            get: |policy| Json::Text(time(policy.$($field).+)),
            set: |policy, json, _| policy.$($field).+ = minutes(&text(json)).unwrap_or_default(),
        })
    };
}

macro_rules! choice_line {
    ($key:literal, $caption:literal, $table:ident, $($field:ident).+, $help:literal) => {
        Part::Line(Line {
            key: $key,
            caption: $caption,
            help: $help,
            kind: Kind::Choice(|| words(&$table)),
            get: |policy| Json::Text(word(&$table, policy.$($field).+).to_owned()),
            set: |policy, json, _| {
                if let Some(value) = meant(&$table, json) {
                    policy.$($field).+ = value;
                }
            },
        })
    };
}

/// A value with its word in a file and its label on the screen.
pub type Word<T> = (T, &'static str, &'static str);

/// The words of a table with their labels.
pub fn words<T>(table: &'static [Word<T>]) -> Vec<(&'static str, &'static str)> {
    table
        .iter()
        .map(|(_, name, label)| (*name, *label))
        .collect()
}

/// The word for a value.
pub fn word<T: PartialEq>(table: &'static [Word<T>], value: T) -> &'static str {
    let found = table.iter().find(|(known, ..)| *known == value);
    found.map_or("", |(_, name, _)| name)
}

/// The value that a word stands for.
pub fn meant<T: Copy>(table: &[Word<T>], json: &Json) -> Option<T> {
    let found = table
        .iter()
        .find(|(_, name, _)| *json == Json::Text((*name).to_owned()));
    found.map(|(value, ..)| *value)
}

const GRACE: [Word<GraceDays>; 3] = [
    (GraceDays::CalendarDays, "calendar-days", "calendar days"),
    (GraceDays::WorkingDays, "working-days", "working days"),
    (
        GraceDays::NotUsed,
        "not-used",
        "not used: no deletion day follows",
    ),
];

const RECOVERY: [Word<RecoveryStart>; 3] = [
    (
        RecoveryStart::ScheduledDate,
        "scheduled-date",
        "the deletion day",
    ),
    (
        RecoveryStart::DisableDate,
        "disable-date",
        "the disable day",
    ),
    (
        RecoveryStart::DeletedAt,
        "deleted-at",
        "the moment the directory deleted it",
    ),
];

const SEVERAL: [Word<SeveralAffiliations>; 2] = [
    (
        SeveralAffiliations::AnyEligible,
        "any-eligible",
        "one that keeps the account is enough",
    ),
    (
        SeveralAffiliations::LongestWins,
        "longest-wins",
        "the one that lasts longest decides",
    ),
];

const BATCHES: [Word<Option<Weekday>>; 8] = [
    (None, "none", "on every day"),
    (Some(Weekday::Mon), "mon", "Mondays"),
    (Some(Weekday::Tue), "tue", "Tuesdays"),
    (Some(Weekday::Wed), "wed", "Wednesdays"),
    (Some(Weekday::Thu), "thu", "Thursdays"),
    (Some(Weekday::Fri), "fri", "Fridays"),
    (Some(Weekday::Sat), "sat", "Saturdays"),
    (Some(Weekday::Sun), "sun", "Sundays"),
];

const RULES: [Word<HolidayRules>; 3] = [
    (HolidayRules::None, "none", "none by rule"),
    (
        HolidayRules::UsFederal,
        "us-federal",
        "US federal offices (11 days)",
    ),
    (
        HolidayRules::UsUniversity,
        "us-university",
        "usual at US universities (9 days)",
    ),
];

/// Every part of a policy, in order.
pub static PARTS: &[Part] = &[
    Part::Heading("Who says so"),
    text_line!(
        "id",
        "Short name",
        Kind::Id,
        id,
        "names the policy in links and file names"
    ),
    text_line!("name", "Name", Kind::Text, name, "stands above the lists"),
    number_line!(
        "version",
        "Version",
        "",
        1..=9999,
        version,
        "of this policy, counted by whoever writes it"
    ),
    text_line!(
        "source",
        "Source",
        Kind::Text,
        source,
        "who published the numbers"
    ),
    text_line!(
        "source_date",
        "Source date",
        Kind::Text,
        source_date,
        "when they were published, in words"
    ),
    Part::Heading("When an account goes"),
    Part::Line(Line {
        key: ZONE,
        caption: "Time zone",
        help: "whose days the deadlines are, and whose clock their times go by",
        kind: Kind::Zone,
        get: |policy| Json::Text(policy.zone.name().to_owned()),
        set: |policy, json, zones| {
            if let Some(zone) = zones(&text(json)) {
                policy.zone = zone;
            }
        },
    }),
    number_line!(
        "grace_days",
        "Grace time",
        "days",
        0..=3650,
        grace_days,
        "from the end of the last affiliation to the deletion day, where no date is given"
    ),
    choice_line!(
        "grace_counts",
        "Grace time counts",
        GRACE,
        grace_counts,
        "which days the grace time counts"
    ),
    number_line!(
        "disable_lead_days",
        "Disabled before deletion",
        "days",
        0..=365,
        disable_lead_days,
        "calendar days by which sign-in is disabled before the deletion day"
    ),
    choice_line!(
        "deletion_weekday",
        "Deletions run",
        BATCHES,
        deletion_weekday,
        "where deletions run once a week, each date moves to the next such day after it"
    ),
    number_line!(
        "recovery_days",
        "Recovery time",
        "days",
        0..=3650,
        recovery_days,
        "calendar days in which a closed account can be brought back; 0 is never"
    ),
    choice_line!(
        "recovery_counts_from",
        "Recovery counts from",
        RECOVERY,
        recovery_counts_from,
        "the safe end is computed from the disable day whatever is chosen"
    ),
    number_line!(
        "lead_time_others",
        "Others need first",
        "working days",
        0..=60,
        lead_time_others,
        "working days that other people need before your work begins"
    ),
    Part::Heading("People who have died"),
    number_line!(
        "deceased.grace_days",
        "Grace time",
        "days",
        0..=3650,
        deceased.grace_days,
        "days to the deletion day"
    ),
    number_line!(
        "deceased.recovery_days",
        "Recovery time",
        "days",
        0..=3650,
        deceased.recovery_days,
        "days in which the account can be brought back; 0 is never"
    ),
    number_line!(
        "deceased.extension_months",
        "Override keeps it for",
        "months",
        0..=120,
        deceased.extension_months,
        "calendar months by which an override puts the deletion day off"
    ),
    Part::Heading("Working days"),
    Part::Line(Line {
        key: "calendar.weekdays",
        caption: "Worked weekdays",
        help: "the last safe working day is one of these",
        kind: Kind::Weekdays,
        get: |policy| {
            let worked = WEEKDAYS.iter().zip(policy.calendar.weekdays);
            let worked = worked.filter(|(_, worked)| *worked);
            Json::List(
                worked
                    .map(|((name, _), _)| Json::Text((*name).to_owned()))
                    .collect(),
            )
        },
        set: |policy, json, _| {
            if let Json::List(items) = json {
                policy.calendar.weekdays = weekdays(items).unwrap_or_default();
            }
        },
    }),
    choice_line!(
        "calendar.rules",
        "Holidays by rule",
        RULES,
        calendar.rules,
        "come back every year; your own days stand below"
    ),
    Part::Map(&HOLIDAYS),
    time_line!(
        "workday.start",
        "Work begins",
        workday.start_minute,
        "on a working day"
    ),
    time_line!(
        "workday.end",
        "Work ends",
        workday.end_minute,
        "the waits have to end before"
    ),
    Part::Heading("Urgency"),
    number_line!(
        "thresholds.imminent",
        "Imminent from",
        "days",
        0..=365,
        thresholds.imminent,
        "days before the last safe working day"
    ),
    number_line!(
        "thresholds.soon",
        "Soon from",
        "days",
        1..=365,
        thresholds.soon,
        "days before the last safe working day; more than imminent"
    ),
    number_line!(
        "thresholds.watch",
        "Watch from",
        "days",
        2..=365,
        thresholds.watch,
        "days before the last safe working day; more than soon"
    ),
    Part::Heading("Waits"),
    Part::Map(&WAITS),
    Part::Heading("What to do"),
    Part::Line(Line {
        key: "checklist_in_force",
        caption: "Steps in force",
        help: "which version of the checklist is shown with an account; empty is the first",
        kind: Kind::Text,
        get: |policy| Json::Text(policy.checklist_in_force.clone()),
        set: |policy, json, _| policy.checklist_in_force = text(json),
    }),
    Part::Checklists,
    Part::Heading("Affiliations"),
    choice_line!(
        "several_affiliations",
        "Where there are several",
        SEVERAL,
        several_affiliations,
        "no export says which of two lasts longer: with “longest” two that differ make it unknown"
    ),
    text_line!(
        "affiliations.source_date",
        "As published on",
        Kind::Text,
        affiliations.source_date,
        "in words"
    ),
    Part::Map(&AFFILIATIONS),
    Part::Heading("Inactivity"),
    number_line!(
        "inactivity.days",
        "Inactive after",
        "days",
        1..=3650,
        inactivity.days,
        "without activity; kept for the report of activity that is to come, no list uses it yet"
    ),
    number_line!(
        "inactivity.min_account_age_days",
        "Judged from an age of",
        "days",
        0..=3650,
        inactivity.min_account_age_days,
        "younger accounts are not called inactive; no list uses it yet"
    ),
];

/// The key of the versions of what to do.
pub const CHECKLISTS: &str = "checklists";

/// The lines with one value.
pub fn lines() -> impl Iterator<Item = &'static Line> {
    PARTS.iter().filter_map(|part| match part {
        Part::Line(line) => Some(line),
        _ => None,
    })
}

/// The parts with entries.
pub fn maps() -> [&'static Map; 3] {
    [&HOLIDAYS, &WAITS, &AFFILIATIONS]
}

/// The versions of what to do, as a file has them.
pub fn checklists(policy: &Policy) -> Json {
    let record = |parts: Vec<(&str, Json)>| {
        let parts = parts.into_iter();
        Json::Record(parts.map(|(name, json)| (name.to_owned(), json)).collect())
    };
    let step = |step: &ChecklistStep| {
        record(vec![
            ("text", Json::Text(step.text.clone())),
            ("owner", Json::Text(step.owner.clone())),
            ("wait_minutes", Json::Number(step.wait_minutes.into())),
        ])
    };
    let list = |list: &Checklist| {
        record(vec![
            ("name", Json::Text(list.name.clone())),
            ("steps", Json::List(list.steps.iter().map(step).collect())),
        ])
    };
    Json::List(policy.checklists.iter().map(list).collect())
}

/// Sets the versions of what to do.
///
/// # Errors
/// Where one of them is not as expected.
pub fn set_checklists(policy: &mut Policy, json: &Json) -> Result<(), Refusal> {
    let Json::List(items) = json else {
        return Err(unexpected(CHECKLISTS, "a list of checklists", json));
    };
    let mut lists = Vec::new();
    for (place, item) in items.iter().enumerate() {
        lists.push(checklist(&format!("{CHECKLISTS}.{}", place + 1), item)?);
    }
    policy.checklists = lists;
    Ok(())
}

fn checklist(key: &str, json: &Json) -> Result<Checklist, Refusal> {
    let [name, steps] = parts(key, json, ["name", "steps"])?;
    let name = checked(key, "name", Kind::Text, name)?;
    let Json::List(items) = steps else {
        return Err(unexpected(
            &format!("{key}.steps"),
            "a list of steps",
            steps,
        ));
    };
    let mut steps = Vec::new();
    for (place, item) in items.iter().enumerate() {
        let key = format!("{key}.steps.{}", place + 1);
        let [what, owner, wait] = parts(&key, item, ["text", "owner", "wait_minutes"])?;
        steps.push(ChecklistStep {
            text: text(checked(&key, "text", Kind::Text, what)?),
            owner: text(checked(&key, "owner", Kind::Text, owner)?),
            wait_minutes: number(checked(&key, "wait_minutes", MINUTES, wait)?),
        });
    }
    Ok(Checklist {
        name: text(name),
        steps,
    })
}

/// A number of minutes, up to a week.
pub const MINUTES: Kind = Kind::Number {
    unit: "minutes",
    least: 0,
    most: 10_080,
};

fn checked<'a>(key: &str, name: &str, kind: Kind, json: &'a Json) -> Result<&'a Json, Refusal> {
    let refused = |sentence| Refusal::new(format!("{key}.{name}"), sentence);
    kind.check(json).map_err(refused)?;
    Ok(json)
}

/// The parts of a record that has exactly these.
fn parts<'a, const N: usize>(
    key: &str,
    json: &'a Json,
    names: [&str; N],
) -> Result<[&'a Json; N], Refusal> {
    let Json::Record(found) = json else {
        return Err(unexpected(key, "a record in braces", json));
    };
    if let Some((name, _)) = found
        .iter()
        .find(|(name, _)| !names.contains(&name.as_str()))
    {
        let sentence = super::read::unknown(name, names.into_iter());
        return Err(Refusal::new(format!("{key}.{name}"), sentence));
    }
    let mut values = [&Json::Null; N];
    for (value, name) in values.iter_mut().zip(names) {
        let part = found.iter().find(|(known, _)| known == name);
        let missing = || Refusal::new(key, format!("the key `{name}` is missing"));
        *value = &part.ok_or_else(missing)?.1;
    }
    Ok(values)
}

/// A value that is something else than expected.
pub fn unexpected(key: &str, expected: &str, json: &Json) -> Refusal {
    let found = super::kinds::found(json);
    Refusal::new(key, format!("expected {expected}, but found {found}"))
}

//! The parts of a policy that have entries by name: own holidays, waits, affiliations.

use super::Refusal;
use super::kinds::{Kind, found};
use super::lines::{MINUTES, Word, meant, number, text, unexpected, word, words};
use crate::json::Json;
use crate::lifecycle::calendar::iso_day;
use crate::lifecycle::policy::{AffiliationRule, Eligible, Origin, Policy, Wait};

/// A part with entries.
pub struct Map {
    /// The key of the part.
    pub key: &'static str,
    /// Its name on the screen.
    pub caption: &'static str,
    /// What it means.
    pub help: &'static str,
    /// What an entry is called: `code`.
    pub entry: &'static str,
    /// What an entry has; none where it is a text alone.
    pub fields: &'static [Field],
    /// The names of the entries, in order.
    pub names: fn(&Policy) -> Vec<String>,
    /// An entry.
    pub get: fn(&Policy, &str) -> Option<Json>,
    /// Sets or adds an entry that was checked.
    pub set: fn(&mut Policy, &str, &Json),
    /// Takes an entry out.
    pub remove: fn(&mut Policy, &str),
    /// Whether an entry may be called so; what was expected where not.
    pub check_name: fn(&str) -> Result<(), &'static str>,
    /// Whether the fields of an entry fit together.
    pub check_entry: fn(&str, &Json) -> Result<(), Refusal>,
}

/// What an entry has.
pub struct Field {
    /// Its key.
    pub name: &'static str,
    /// Its name on the screen.
    pub caption: &'static str,
    /// What its value may be.
    pub kind: Kind,
}

impl Map {
    /// Checks an entry and sets it.
    ///
    /// # Errors
    /// What was expected and what was found.
    pub fn set_entry(&self, policy: &mut Policy, name: &str, json: &Json) -> Result<(), Refusal> {
        let key = format!("{}.{name}", self.key);
        (self.check_name)(name).map_err(|expected| {
            Refusal::new(
                &key,
                format!(
                    "expected {expected} as the {}, but found `{name}`",
                    self.entry
                ),
            )
        })?;
        if self.fields.is_empty() {
            Kind::Text
                .check(json)
                .map_err(|sentence| Refusal::new(&key, sentence))?;
        } else {
            self.check_fields(&key, json)?;
        }
        (self.set)(policy, name, json);
        Ok(())
    }

    fn check_fields(&self, key: &str, json: &Json) -> Result<(), Refusal> {
        let Json::Record(parts) = json else {
            return Err(unexpected(key, "a record in braces", json));
        };
        let names = || self.fields.iter().map(|field| field.name);
        for (name, json) in parts {
            let own = format!("{key}.{name}");
            let Some(field) = self.fields.iter().find(|field| field.name == name) else {
                return Err(Refusal::new(own, super::read::unknown(name, names())));
            };
            field
                .kind
                .check(json)
                .map_err(|sentence| Refusal::new(own, sentence))?;
        }
        for name in names() {
            if !parts.iter().any(|(known, _)| known == name) {
                return Err(Refusal::new(key, format!("the key `{name}` is missing")));
            }
        }
        (self.check_entry)(key, json)
    }

    /// Replaces all entries.
    ///
    /// # Errors
    /// Where one of them is not as expected.
    pub fn set_all(&self, policy: &mut Policy, json: &Json) -> Result<(), Refusal> {
        let Json::Record(parts) = json else {
            return Err(unexpected(self.key, "a record in braces", json));
        };
        (self.names)(policy)
            .iter()
            .for_each(|name| (self.remove)(policy, name));
        for (name, json) in parts {
            self.set_entry(policy, name, json)?;
        }
        Ok(())
    }

    /// All entries as a file has them.
    pub fn all(&self, policy: &Policy) -> Json {
        let names = (self.names)(policy).into_iter();
        let entry = |name: String| {
            let json = (self.get)(policy, &name).unwrap_or_default();
            (name, json)
        };
        Json::Record(names.map(entry).collect())
    }

    /// The entry and, where one is meant, the field of it that a key names.
    pub fn split<'a>(&self, key: &'a str) -> Option<(&'a str, Option<&'static str>)> {
        let entry = key.strip_prefix(self.key)?.strip_prefix('.')?;
        for field in self.fields {
            let name = entry
                .strip_suffix(field.name)
                .and_then(|rest| rest.strip_suffix('.'));
            if let Some(name) = name {
                return Some((name, Some(field.name)));
            }
        }
        Some((entry, None))
    }
}

/// The part of a record with this name.
pub fn part<'a>(json: &'a Json, name: &str) -> &'a Json {
    let Json::Record(parts) = json else {
        return &Json::Null;
    };
    let part = parts.iter().find(|(known, _)| known == name);
    part.map_or(&Json::Null, |(_, json)| json)
}

fn record<const N: usize>(parts: [(&str, Json); N]) -> Json {
    let parts = parts.into_iter();
    Json::Record(parts.map(|(name, json)| (name.to_owned(), json)).collect())
}

/// The days that own holidays may be: what a person plans with, and not further than a check can look.
pub const HOLIDAY_YEARS: std::ops::RangeInclusive<i32> = 1970..=2199;

/// Own holidays: day to name.
pub static HOLIDAYS: Map = Map {
    key: "calendar.holidays",
    caption: "Your own holidays",
    help: "days that are not worked although their weekday is",
    entry: "day",
    fields: &[],
    names: |policy| {
        policy
            .calendar
            .holidays
            .keys()
            .map(ToString::to_string)
            .collect()
    },
    get: |policy, name| {
        let name = policy.calendar.holidays.get(&holiday(name)?)?;
        Some(Json::Text(name.clone()))
    },
    set: |policy, name, json| {
        if let Some(day) = holiday(name) {
            policy.calendar.holidays.insert(day, text(json));
        }
    },
    remove: |policy, name| {
        if let Some(day) = holiday(name) {
            policy.calendar.holidays.remove(&day);
        }
    },
    check_name: |name| match holiday(name) {
        Some(_) => Ok(()),
        None => Err("a day of the years 1970 to 2199 such as `2026-12-28`"),
    },
    check_entry: |_, _| Ok(()),
};

fn holiday(name: &str) -> Option<chrono::NaiveDate> {
    use chrono::Datelike;
    let day = iso_day(name)?;
    HOLIDAY_YEARS.contains(&day.year()).then_some(day)
}

/// Waits: name to minutes.
pub static WAITS: Map = Map {
    key: "waits",
    caption: "What has to be waited for",
    help: "minutes; what is counted has to end before the account is disabled",
    entry: "wait",
    fields: &[
        Field {
            name: "minutes_min",
            caption: "At least",
            kind: MINUTES,
        },
        Field {
            name: "minutes_max",
            caption: "At most",
            kind: MINUTES,
        },
        Field {
            name: "counted",
            caption: "Counted",
            kind: Kind::YesNo,
        },
    ],
    names: |policy| policy.waits.iter().map(|wait| wait.name.clone()).collect(),
    get: |policy, name| {
        let wait = policy.waits.iter().find(|wait| wait.name == name)?;
        Some(record([
            ("minutes_min", Json::Number(wait.minutes_min.into())),
            ("minutes_max", Json::Number(wait.minutes_max.into())),
            ("counted", Json::Bool(wait.counted)),
        ]))
    },
    set: |policy, name, json| {
        let wait = Wait {
            name: name.to_owned(),
            minutes_min: number(part(json, "minutes_min")),
            minutes_max: number(part(json, "minutes_max")),
            counted: *part(json, "counted") == Json::Bool(true),
        };
        match policy.waits.iter_mut().find(|known| known.name == name) {
            Some(known) => *known = wait,
            None => policy.waits.push(wait),
        }
    },
    remove: |policy, name| policy.waits.retain(|wait| wait.name != name),
    check_name: |name| match (1..=60).contains(&name.chars().count()) && !name.contains('.') {
        true => Ok(()),
        false => Err("1 to 60 letters without a dot"),
    },
    check_entry: |key, entry| {
        let (least, most) = (
            number(part(entry, "minutes_min")),
            number(part(entry, "minutes_max")),
        );
        match least <= most {
            true => Ok(()),
            false => Err(Refusal::new(
                format!("{key}.minutes_min"),
                format!("a wait of at least {least} minutes cannot take at most {most}"),
            )),
        }
    },
};

const ORIGINS: [Word<Origin>; 4] = [
    (Origin::Payroll, "payroll", "payroll"),
    (Origin::StudentRecords, "student-records", "student records"),
    (Origin::Manual, "manual", "by hand"),
    (Origin::Unmarked, "unmarked", "not stated"),
];

const ELIGIBLE: [Word<u8>; 3] = [(0, "yes", "yes"), (1, "no", "no"), (2, "if", "if")];

/// Affiliations: code to what the policy says of it (P8).
pub static AFFILIATIONS: Map = Map {
    key: "affiliations.codes",
    caption: "Codes",
    help: "whether an affiliation keeps an account; a code that is not here is unknown, which is never safe",
    entry: "code",
    fields: &[
        Field {
            name: "meaning",
            caption: "Meaning",
            kind: Kind::Text,
        },
        Field {
            name: "origin",
            caption: "Origin",
            kind: Kind::Choice(|| words(&ORIGINS)),
        },
        Field {
            name: "eligible",
            caption: "Keeps it",
            kind: Kind::Choice(|| words(&ELIGIBLE)),
        },
        Field {
            name: "condition",
            caption: "If",
            kind: Kind::Text,
        },
    ],
    names: |policy| {
        policy
            .affiliations
            .rules
            .iter()
            .map(|rule| rule.code.clone())
            .collect()
    },
    get: |policy, name| {
        let rule = policy
            .affiliations
            .rules
            .iter()
            .find(|rule| rule.code == name)?;
        let (eligible, condition) = match &rule.eligible {
            Eligible::Yes => ("yes", String::new()),
            Eligible::No => ("no", String::new()),
            Eligible::If(condition) => ("if", condition.clone()),
        };
        Some(record([
            ("meaning", Json::Text(rule.meaning.clone())),
            ("origin", Json::Text(word(&ORIGINS, rule.origin).to_owned())),
            ("eligible", Json::Text(eligible.to_owned())),
            ("condition", Json::Text(condition)),
        ]))
    },
    set: |policy, name, json| {
        let rule = AffiliationRule {
            code: name.to_owned(),
            meaning: text(part(json, "meaning")),
            origin: meant(&ORIGINS, part(json, "origin")).unwrap_or(Origin::Unmarked),
            eligible: match meant(&ELIGIBLE, part(json, "eligible")) {
                Some(0) => Eligible::Yes,
                Some(2) => Eligible::If(text(part(json, "condition"))),
                _ => Eligible::No,
            },
        };
        let rules = &mut policy.affiliations.rules;
        match rules.iter_mut().find(|known| known.code == name) {
            Some(known) => *known = rule,
            None => rules.push(rule),
        }
    },
    remove: |policy, name| policy.affiliations.rules.retain(|rule| rule.code != name),
    check_name: |name| {
        let is_sign = |sign: u8| sign.is_ascii_uppercase() || sign.is_ascii_digit();
        match (1..=12).contains(&name.len()) && name.bytes().all(is_sign) {
            true => Ok(()),
            false => Err("1 to 12 capital letters and digits"),
        }
    },
    check_entry: check_condition,
};

/// A condition that stands where the affiliation is not kept under one says nothing.
///
/// # Errors
/// What does not fit together.
fn check_condition(key: &str, entry: &Json) -> Result<(), Refusal> {
    let is_if = *part(entry, "eligible") == Json::Text("if".to_owned());
    let condition = part(entry, "condition");
    let is_empty = text(condition).trim().is_empty();
    match (is_if, is_empty) {
        (true, true) => Err(Refusal::new(
            format!("{key}.condition"),
            "an affiliation that keeps an account only under a condition needs to say which",
        )),
        (false, false) => Err(Refusal::new(
            format!("{key}.condition"),
            format!(
                "a condition belongs to `\"eligible\": \"if\"` alone, but found {}",
                found(condition)
            ),
        )),
        _ => Ok(()),
    }
}

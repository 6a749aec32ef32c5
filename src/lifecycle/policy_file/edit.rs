//! One change of a policy, as a control of the screen makes it.

use chrono::NaiveDate;

use super::check::check;
use super::difference::{choice_of, resolve};
use super::kinds::Kind;
use super::lines::{Line, lines};
use super::maps::{AFFILIATIONS, HOLIDAYS, Map, part};
use super::{Refusal, read, steps};
use crate::ingest::zone::Zones;
use crate::json::Json;
use crate::lifecycle::holiday_list::{self, HolidayList};
use crate::lifecycle::policy::Policy;
use crate::lifecycle::policy_choice::PolicyChoice;
use crate::lifecycle::profiles;

/// What a control does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Nothing: only shows the policy.
    Show,
    /// Sets a line, or a field of an entry, to what its control holds.
    Set {
        /// The key.
        key: String,
        /// What the control holds.
        text: String,
    },
    /// Adds an entry; to the own holidays all days of a list or of a calendar file.
    Add {
        /// The key of the part.
        key: String,
        /// Name of the entry, or the text of the list.
        text: String,
    },
    /// Takes an entry out.
    Remove {
        /// The key of the entry.
        key: String,
    },
    /// Takes a line or an entry back to what the profile says.
    Back {
        /// The key.
        key: String,
    },
    /// Another built-in profile, unchanged.
    Profile {
        /// Its id.
        id: String,
    },
    /// The policy of a file.
    Import {
        /// Its text.
        text: String,
    },
}

impl Edit {
    /// The key of what is changed; empty where it is the whole policy.
    pub fn key(&self) -> &str {
        match self {
            Edit::Set { key, .. }
            | Edit::Add { key, .. }
            | Edit::Remove { key }
            | Edit::Back { key } => key,
            Edit::Show | Edit::Profile { .. } | Edit::Import { .. } => "",
        }
    }

    /// Whether it puts another policy in the place of the one that was.
    pub fn is_whole(&self) -> bool {
        matches!(self, Edit::Profile { .. } | Edit::Import { .. })
    }
}

/// What a change came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The policy now.
    pub policy: Policy,
    /// What stands for it.
    pub choice: PolicyChoice,
    /// Why it was not taken; then everything is as before.
    pub refusal: Option<Refusal>,
    /// What was taken of a list of holidays, and each line that was not.
    pub notes: Vec<String>,
}

/// Makes one change of the policy that a choice stands for; a yearly holiday is taken around `today`, and
/// `zones` knows the time zones there are.
///
/// # Errors
/// Where the choice itself makes no sense.
pub fn edit(
    choice: &PolicyChoice,
    edit: &Edit,
    today: NaiveDate,
    zones: Zones,
) -> Result<Edited, String> {
    let before = match edit.is_whole() {
        // Whatever is wrong with the choice, there is a way out of it.
        true => resolve(choice, zones).unwrap_or_else(|_| Policy::penn()),
        false => resolve(choice, zones)?,
    };
    let mut policy = before.clone();
    let mut notes = Vec::new();
    let made =
        make(&mut policy, choice, edit, (today, zones), &mut notes).and_then(|()| check(&policy));
    let (policy, refusal) = match made {
        Ok(()) => (policy, None),
        Err(refusal) => (before, Some(refusal)),
    };
    Ok(Edited {
        choice: choice_of(&policy),
        policy,
        refusal,
        notes,
    })
}

fn make(
    policy: &mut Policy,
    choice: &PolicyChoice,
    edit: &Edit,
    (today, zones): (NaiveDate, Zones),
    notes: &mut Vec<String>,
) -> Result<(), Refusal> {
    match edit {
        Edit::Show => Ok(()),
        Edit::Set { key, text } => set(policy, key, text, zones),
        Edit::Add { key, text } if key == HOLIDAYS.key => add_holidays(policy, text, today, notes),
        Edit::Add { key, text } if steps::place(key).is_some() => steps::add(policy, key, text),
        Edit::Add { key, text } => add(policy, key, text),
        Edit::Remove { key } if steps::place(key).is_some() => steps::remove(policy, key),
        Edit::Remove { key } => {
            let (map, name, _) = entry(key)?;
            (map.remove)(policy, name);
            Ok(())
        }
        Edit::Back { key } => {
            let original = profiles::profile(&choice.id).unwrap_or_else(profiles::blank);
            back(policy, &original, key, zones)
        }
        Edit::Profile { id } => {
            let chosen = PolicyChoice::of(id);
            *policy = resolve(&chosen, zones).map_err(|sentence| Refusal::new("id", sentence))?;
            Ok(())
        }
        Edit::Import { text } => {
            *policy = read::read(text, zones).map_err(|sentence| Refusal::new("", sentence))?;
            Ok(())
        }
    }
}

/// The part, the entry and the field that a key names.
fn entry(key: &str) -> Result<(&'static Map, &str, Option<&'static str>), Refusal> {
    for map in super::lines::maps() {
        if let Some((name, field)) = map.split(key) {
            return Ok((map, name, field));
        }
    }
    let sentence = read::unknown(key, read::known_keys());
    Err(Refusal::new(key, sentence))
}

fn set(policy: &mut Policy, key: &str, text: &str, zones: Zones) -> Result<(), Refusal> {
    if steps::place(key).is_some() {
        return steps::set(policy, key, text);
    }
    if let Some(line) = lines().find(|line| line.key == key) {
        return read::set(
            policy,
            key,
            &line.kind.of_control(&in_full(line, policy, text)),
            zones,
        );
    }
    let (map, name, field) = entry(key)?;
    let now = (map.get)(policy, name);
    let Some(now) = now else {
        return Err(Refusal::new(
            key,
            format!("there is no {} `{name}`", map.entry),
        ));
    };
    let json = match (field, now) {
        (Some(field), Json::Record(mut parts)) => {
            let kind = map
                .fields
                .iter()
                .find(|known| known.name == field)
                .map(|known| known.kind);
            let json = kind.unwrap_or(Kind::Text).of_control(text);
            if let Some((_, value)) = parts.iter_mut().find(|(known, _)| known == field) {
                *value = json;
            }
            fit_condition(map, field, &mut parts);
            Json::Record(parts)
        }
        _ => Kind::Text.of_control(text),
    };
    let refused = |refusal: Refusal| Refusal::new(key, refusal.sentence);
    map.set_entry(policy, name, &json).map_err(refused)
}

/// What the control of a list holds, where it tells one word that was put in (`+tue`) or taken out (`-tue`).
fn in_full(line: &Line, policy: &Policy, text: &str) -> String {
    let (Kind::Weekdays, Some(word)) = (line.kind, text.strip_prefix(['+', '-'])) else {
        return text.to_owned();
    };
    let now = line.kind.to_control(&(line.get)(policy));
    let mut words: Vec<&str> = now.split(',').filter(|known| *known != word).collect();
    if text.starts_with('+') {
        words.push(word);
    }
    words.join(",")
}

/// A condition comes and goes with the `if`: its control is only there then.
fn fit_condition(map: &Map, field: &str, parts: &mut [(String, Json)]) {
    if map.key != AFFILIATIONS.key || field != "eligible" {
        return;
    }
    let is_if = *part(&Json::Record(parts.to_vec()), "eligible") == Json::Text("if".to_owned());
    if let Some((_, condition)) = parts.iter_mut().find(|(known, _)| known == "condition") {
        let is_empty = *condition == Json::Text(String::new());
        match (is_if, is_empty) {
            (true, true) => *condition = Json::Text("a condition that is not stated".to_owned()),
            (false, false) => *condition = Json::Text(String::new()),
            _ => {}
        }
    }
}

fn add(policy: &mut Policy, key: &str, text: &str) -> Result<(), Refusal> {
    let Some(map) = super::lines::maps().into_iter().find(|map| map.key == key) else {
        return Err(Refusal::new(key, read::unknown(key, read::known_keys())));
    };
    let name = text.trim();
    let name = match map.key == AFFILIATIONS.key {
        true => name.to_ascii_uppercase(),
        false => name.to_owned(),
    };
    if (map.get)(policy, &name).is_some() {
        return Err(Refusal::new(
            key,
            format!("there is a {} `{name}` already", map.entry),
        ));
    }
    // Nothing is taken for granted of what is new.
    let fields = map.fields.iter().map(|field| {
        let json = match field.kind {
            Kind::Number { least, .. } => Json::Number(least.into()),
            Kind::YesNo => Json::Bool(true),
            Kind::Choice(_) if field.name == "eligible" => Json::Text("no".to_owned()),
            Kind::Choice(words) => {
                let last = words().last().map_or("", |(name, _)| *name);
                Json::Text(last.to_owned())
            }
            _ => Json::Text(String::new()),
        };
        (field.name.to_owned(), json)
    });
    let refused = |refusal: Refusal| Refusal::new(key, refusal.sentence);
    map.set_entry(policy, &name, &Json::Record(fields.collect()))
        .map_err(refused)
}

fn add_holidays(
    policy: &mut Policy,
    text: &str,
    today: NaiveDate,
    notes: &mut Vec<String>,
) -> Result<(), Refusal> {
    let HolidayList { days, refused } = holiday_list::read(text, today);
    if days.is_empty() {
        let why = refused.first().cloned();
        let why = why.unwrap_or_else(|| "there is no day in it".to_owned());
        return Err(Refusal::new(HOLIDAYS.key, why));
    }
    let n_before = policy.calendar.holidays.len();
    for (day, name) in &days {
        policy.calendar.holidays.insert(*day, name.clone());
    }
    let n_new = policy.calendar.holidays.len() - n_before;
    let taken = match days.len() {
        1 => "1 day was taken".to_owned(),
        n => format!("{n} days were taken"),
    };
    notes.push(match n_new == days.len() {
        true => taken,
        false => format!(
            "{taken}, {} of them already in the list",
            days.len() - n_new
        ),
    });
    notes.extend(refused);
    Ok(())
}

fn back(policy: &mut Policy, original: &Policy, key: &str, zones: Zones) -> Result<(), Refusal> {
    if read::known_keys().any(|known| known == key) {
        let found = super::write::values(original).find(|(known, _)| *known == key);
        let json = found.map(|(_, json)| json).unwrap_or_default();
        return read::set(policy, key, &json, zones);
    }
    if steps::place(key).is_some() {
        return steps::back(policy, original, key);
    }
    let (map, name, _) = entry(key)?;
    match (map.get)(original, name) {
        Some(json) => map.set_entry(policy, name, &json),
        None => {
            (map.remove)(policy, name);
            Ok(())
        }
    }
}

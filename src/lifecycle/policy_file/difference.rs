//! The difference between a policy and a built-in profile, as a link carries it (domain 2.11).

use super::Refusal;
use super::check::check;
use super::lines::maps;
use super::read::{known_keys, set, unknown};
use super::write::values;
use crate::ingest::zone::Zones;
use crate::json::Json;
use crate::lifecycle::policy::Policy;
use crate::lifecycle::policy_choice::PolicyChoice;
use crate::lifecycle::profiles;

/// The policy of a choice; `zones` knows the time zones there are.
///
/// # Errors
/// The sentence that says what is wrong with it.
pub fn resolve(choice: &PolicyChoice, zones: Zones) -> Result<Policy, String> {
    let mut policy = profiles::profile(&choice.id).ok_or_else(|| {
        let ids = profiles::ids().map(|id| format!("`{id}`"));
        format!(
            "there is no policy profile `{}`: expected one of {}",
            choice.id,
            ids.collect::<Vec<_>>().join(", ")
        )
    })?;
    let changes = match &choice.changes {
        Json::Null => return Ok(policy),
        Json::Record(changes) => changes,
        _ => return Err("the changes of the policy are no record".to_owned()),
    };
    for (key, json) in changes {
        change(&mut policy, key, json, zones).map_err(|refusal| refusal.to_string())?;
    }
    check(&policy).map_err(|refusal| refusal.to_string())?;
    Ok(policy)
}

/// Sets a line, or an entry of one; `null` takes an entry out.
fn change(policy: &mut Policy, key: &str, json: &Json, zones: Zones) -> Result<(), Refusal> {
    if known_keys().any(|known| known == key) {
        return set(policy, key, json, zones);
    }
    for map in maps() {
        let Some(name) = key
            .strip_prefix(map.key)
            .and_then(|rest| rest.strip_prefix('.'))
        else {
            continue;
        };
        if *json == Json::Null {
            (map.remove)(policy, name);
            return Ok(());
        }
        return map.set_entry(policy, name, json);
    }
    Err(Refusal::new(key, unknown(key, known_keys())))
}

/// The shortest choice that stands for a policy.
pub fn choice_of(policy: &Policy) -> PolicyChoice {
    let own = profiles::ids().find(|id| *id == policy.id);
    let weight = |choice: &PolicyChoice| match &choice.changes {
        Json::Record(changes) => changes
            .iter()
            .map(|(key, json)| key.len() + weight_of(json))
            .sum(),
        _ => 0,
    };
    let candidates = profiles::ids().filter(|id| own.is_none_or(|own| own == *id));
    let choices = candidates.map(|id| PolicyChoice {
        id: id.to_owned(),
        changes: changes(id, policy),
    });
    let mut choice = choices.min_by_key(|choice: &PolicyChoice| -> usize { weight(choice) });
    if let Some(choice) = &mut choice
        && choice.id == profiles::DEFAULT
        && choice.changes == Json::Null
    {
        choice.id.clear();
    }
    choice.unwrap_or_default()
}

/// Letters that a value takes, about.
fn weight_of(json: &Json) -> usize {
    match json {
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Fraction(..) => 5,
        Json::Text(text) => text.len() + 2,
        Json::List(items) => items.iter().map(weight_of).sum::<usize>() + 2,
        Json::Record(parts) => {
            let parts = parts
                .iter()
                .map(|(name, json)| name.len() + 4 + weight_of(json));
            parts.sum::<usize>() + 2
        }
    }
}

/// What makes this policy of the profile; `null` where nothing has to be done.
fn changes(id: &str, policy: &Policy) -> Json {
    let Some(base) = profiles::profile(id) else {
        return Json::Null;
    };
    let mut changes = Vec::new();
    for ((key, before), (_, after)) in values(&base).zip(values(policy)) {
        if before == after {
            continue;
        }
        match (
            &before,
            &after,
            maps().into_iter().any(|map| map.key == key),
        ) {
            (Json::Record(before), Json::Record(entries), true) => {
                match entry_changes(key, before, entries) {
                    Some(some) => changes.extend(some),
                    None => changes.push((key.to_owned(), after)),
                }
            }
            _ => changes.push((key.to_owned(), after)),
        }
    }
    match changes.is_empty() {
        true => Json::Null,
        false => Json::Record(changes),
    }
}

type Parts = [(String, Json)];

/// What makes the entries after of those before; `None` where their order would be another.
fn entry_changes(key: &str, before: &Parts, after: &Parts) -> Option<Vec<(String, Json)>> {
    let find = |parts: &Parts, name: &str| {
        let part = parts.iter().find(|(known, _)| known == name);
        part.map(|(_, json)| json.clone())
    };
    let own = |name: &str| format!("{key}.{name}");
    let mut changes = Vec::new();
    let mut order: Vec<&str> = Vec::new();
    for (name, json) in before {
        match find(after, name) {
            None => changes.push((own(name), Json::Null)),
            Some(other) => {
                order.push(name);
                if other != *json {
                    changes.push((own(name), other));
                }
            }
        }
    }
    for (name, json) in after {
        if find(before, name).is_none() {
            order.push(name);
            changes.push((own(name), json.clone()));
        }
    }
    let is_kept = order
        .iter()
        .copied()
        .eq(after.iter().map(|(name, _)| name.as_str()));
    // Days stand in the order of the calendar whatever comes first.
    (is_kept || key == super::maps::HOLIDAYS.key).then_some(changes)
}

//! A policy from its file: whatever is wrong is told with line and key, and then nothing is taken.

use super::Refusal;
use super::check::check;
use super::kinds::Kind;
use super::lines::{CHECKLISTS, lines, maps, set_checklists, text};
use crate::ingest::zone::Zones;
use crate::json::{Json, Placed, parse_placed};
use crate::lifecycle::policy::Policy;
use crate::lifecycle::profiles;

/// What a policy file says it is.
pub const FORMAT: &str = "rollcall-policy";
/// The version of the format that is written and read.
pub const FORMAT_VERSION: i64 = 1;
/// What stands in a file before the lines of the policy.
pub const HEAD: [&str; 2] = ["format", "format_version"];
/// The longest file that is read, in bytes; the example has some 5,000.
pub const LONGEST_FILE: usize = 500_000;

/// Whether a text looks like a policy file, so that nobody tries it as an export.
pub fn is_policy_file(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with('{') && text.contains(FORMAT)
}

/// Reads a policy file; `zones` knows the time zones there are.
///
/// # Errors
/// The sentence that names line and key, what was expected and what was found.
pub fn read(text: &str, zones: Zones) -> Result<Policy, String> {
    if text.len() > LONGEST_FILE {
        return Err(format!(
            "the file is too long for a policy: expected at most {LONGEST_FILE} bytes, but found {}",
            text.len()
        ));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let placed = parse_placed(text).map_err(|at| no_json(text, at))?;
    let places = Places::of(&placed);
    let told = |refusal: Refusal| {
        let line = places.line(text, &refusal.key);
        format!("line {line}, `{}`: {}", refusal.key, refusal.sentence)
    };
    let mut policy = profiles::blank();
    head(&placed.json).map_err(told)?;
    places.no_twice().map_err(told)?;
    let mut seen = Vec::new();
    take(&mut policy, "", &placed.json, zones, &mut seen).map_err(told)?;
    let missing = known_keys().find(|key| !seen.iter().any(|seen| seen == key));
    if let Some(key) = missing {
        return Err(format!(
            "the key `{key}` is missing: a policy file holds every key, so that nothing is assumed"
        ));
    }
    check(&policy).map_err(told)?;
    Ok(policy)
}

/// Every key that has a value.
pub fn known_keys() -> impl Iterator<Item = &'static str> {
    let lines = lines().map(|line| line.key);
    let maps = maps().into_iter().map(|map| map.key);
    lines.chain(maps).chain([CHECKLISTS])
}

fn head(json: &Json) -> Result<(), Refusal> {
    let [format, version] = HEAD.map(|name| super::maps::part(json, name));
    if *format != Json::Text(FORMAT.to_owned()) {
        let found = super::kinds::found(format);
        let sentence = format!("this is no policy file: expected `{FORMAT}`, but found {found}");
        return Err(Refusal::new(HEAD[0], sentence));
    }
    match version {
        Json::Number(FORMAT_VERSION) => Ok(()),
        other => Err(Refusal::new(
            HEAD[1],
            format!(
                "this page reads version {FORMAT_VERSION} of the format, but found {}",
                super::kinds::found(other)
            ),
        )),
    }
}

/// Takes the lines under a prefix, and notes their keys.
fn take(
    policy: &mut Policy,
    prefix: &str,
    json: &Json,
    zones: Zones,
    seen: &mut Vec<String>,
) -> Result<(), Refusal> {
    let Json::Record(parts) = json else {
        return Err(super::lines::unexpected(prefix, "a record in braces", json));
    };
    for (name, json) in parts {
        let key = joined(prefix, name);
        if HEAD.contains(&key.as_str()) {
            continue;
        }
        let is_group = |known: &str| {
            known
                .strip_prefix(&key)
                .is_some_and(|rest| rest.starts_with('.'))
        };
        if known_keys().any(|known| known == key) {
            set(policy, &key, json, zones)?;
            seen.push(key);
        } else if known_keys().any(is_group) {
            take(policy, &key, json, zones, seen)?;
        } else {
            let known = known_keys().chain(HEAD);
            return Err(Refusal::new(&key, unknown(&key, known)));
        }
    }
    Ok(())
}

/// Sets the line of a key that is known.
pub(super) fn set(
    policy: &mut Policy,
    key: &str,
    json: &Json,
    zones: Zones,
) -> Result<(), Refusal> {
    if let Some(line) = lines().find(|line| line.key == key) {
        let refused = |sentence| Refusal::new(key, sentence);
        line.kind.check(json).map_err(refused)?;
        if let Kind::Zone = line.kind
            && zones(&text(json)).is_none()
        {
            return Err(refused(line.kind.unexpected(json)));
        }
        (line.set)(policy, json, zones);
        return Ok(());
    }
    if let Some(map) = maps().into_iter().find(|map| map.key == key) {
        return map.set_all(policy, json);
    }
    set_checklists(policy, json)
}

/// The sentence about a key that nobody knows, with the nearest that is known: a slip of the pen must not
/// be passed over.
pub(super) fn unknown<'a>(key: &str, known: impl Iterator<Item = &'a str>) -> String {
    let nearest = known
        .map(|known| (distance(key, known), known))
        .min_by_key(|(distance, _)| *distance);
    match nearest {
        Some((distance, known)) if distance <= 2.max(key.len() / 3) => {
            format!("there is no such key; perhaps `{known}` is meant")
        }
        _ => "there is no such key".to_owned(),
    }
}

/// How many letters have to be put in, taken out or changed.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (n, from) in left.chars().enumerate() {
        let mut corner = row[0];
        row[0] = n + 1;
        for (place, to) in right.iter().enumerate() {
            let changed = corner + usize::from(from != *to);
            corner = row[place + 1];
            row[place + 1] = changed.min(corner + 1).min(row[place] + 1);
        }
    }
    row[right.len()]
}

pub(super) fn joined(prefix: &str, name: &str) -> String {
    match prefix {
        "" => name.to_owned(),
        prefix => format!("{prefix}.{name}"),
    }
}

fn no_json(text: &str, at: usize) -> String {
    let rest = text[at..].lines().next().unwrap_or_default().trim();
    let few: String = rest.chars().take(30).collect();
    let found = match few.as_str() {
        "" => "the end of the line or of the file".to_owned(),
        few => format!("`{few}`"),
    };
    format!(
        "line {}: expected JSON with texts in double quotes and whole numbers, but found {found}",
        line_at(text, at)
    )
}

fn line_at(text: &str, at: usize) -> usize {
    1 + text.as_bytes()[..at]
        .iter()
        .filter(|sign| **sign == b'\n')
        .count()
}

/// Where the keys of a file stand.
struct Places(Vec<(String, usize)>);

impl Places {
    fn of(placed: &Placed) -> Places {
        let mut places = Vec::new();
        let mut names = placed.names.iter().copied();
        walk(&placed.json, "", &mut names, &mut places);
        Places(places)
    }

    /// The line of a key; of one that is missing, that of the record it belongs to.
    fn line(&self, text: &str, key: &str) -> usize {
        let mut key = key;
        loop {
            if let Some((_, at)) = self.0.iter().find(|(known, _)| known == key) {
                return line_at(text, *at);
            }
            match key.rsplit_once('.') {
                Some((before, _)) => key = before,
                None => return 1,
            }
        }
    }

    fn no_twice(&self) -> Result<(), Refusal> {
        for (place, (key, _)) in self.0.iter().enumerate() {
            if self.0[..place].iter().any(|(known, _)| known == key) {
                return Err(Refusal::new(key, "the key stands twice"));
            }
        }
        Ok(())
    }
}

/// In the order of the text: a name stands before what it names.
fn walk(
    json: &Json,
    key: &str,
    names: &mut impl Iterator<Item = usize>,
    places: &mut Vec<(String, usize)>,
) {
    match json {
        Json::Record(parts) => {
            for (name, json) in parts {
                let key = joined(key, name);
                places.push((key.clone(), names.next().unwrap_or_default()));
                walk(json, &key, names, places);
            }
        }
        Json::List(items) => {
            for (place, json) in items.iter().enumerate() {
                walk(json, &joined(key, &(place + 1).to_string()), names, places);
            }
        }
        _ => {}
    }
}

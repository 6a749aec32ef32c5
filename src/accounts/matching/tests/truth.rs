//! A hundred thousand generated pairs whose truth is known: no wrong merge.

use std::collections::{HashMap, HashSet};

use super::*;
use crate::table::hash::mix;

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0) % n
    }

    fn is(&mut self, percent: u64) -> bool {
        self.roll(100) < percent
    }
}

/// A person as both sides know her; the place is her true identity.
struct Person {
    name: String,
    domain: &'static str,
    place: u64,
}

/// Names so dense that almost every one has neighbours one letter, dot or underscore away.
fn people(dice: &mut Dice, n: usize) -> Vec<Person> {
    let mut people = Vec::with_capacity(n);
    let mut names = HashSet::new();
    while people.len() < n {
        let mut name: String = (0..4 + dice.roll(2))
            .map(|_| char::from(b'a' + dice.roll(16) as u8))
            .collect();
        match dice.roll(12) {
            0 => name.insert(2, '.'),
            1 => name.insert(2, '_'),
            2 => name.push_str("+list"),
            3 => name.push_str("verylongaccountnames"),
            4 => name = format!("{}{}", ["dec", "mar"][dice.roll(2) as usize], name.len()),
            _ => {}
        }
        if names.insert(name.clone()) {
            let place = people.len() as u64;
            // In another tenant somebody else may have the same name.
            if dice.is(10) {
                people.push(Person {
                    name: name.clone(),
                    domain: "contoso.com",
                    place: place + 1_000_000,
                });
            }
            people.push(Person {
                name,
                domain: "upenn.edu",
                place,
            });
        }
    }
    people
}

/// The object id of a place; somebody who came back under her old name has a new one.
fn object_id(place: u64, is_new: bool) -> String {
    let bits = u128::from(mix(place + 1)) << 64 | u128::from(mix(place ^ 77));
    crate::ingest::guid::guid_text(bits ^ u128::from(is_new))
}

/// The logon name in one of many spellings; in another tenant always with its domain.
fn logon_name(dice: &mut Dice, person: &Person, taken: &mut HashMap<String, u64>) -> String {
    let (name, domain) = (&person.name, person.domain);
    if domain != "upenn.edu" {
        return format!("{name}@{domain}");
    }
    // Two names spoilt into one would be one to everybody.
    let mut spoilt = |spoilt: String| {
        let owner = *taken.entry(spoilt.clone()).or_insert(person.place);
        if owner == person.place {
            spoilt
        } else {
            name.clone()
        }
    };
    match dice.roll(20) {
        0 => name.to_uppercase(),
        1 => format!("\u{feff}{name}\u{a0}"),
        2 => format!("=\"{name}\""),
        3 => format!("UPENN\\{name}"),
        4 => format!("SMTP:{name}@{domain}"),
        5 => format!("{name}@exchange.upenn.edu"),
        6 => format!("{}@UPENN.EDU", name.to_uppercase()),
        7 => name.replace('a', "а"),
        8 => spoilt(name.replace(['.', '_'], "")),
        9 => spoilt(name.split('+').next().unwrap_or_default().to_string()),
        10 => spoilt(name.chars().take(20).collect()),
        11 => spoilt(name.chars().rev().collect()),
        12 => spoilt(name[1..].to_string()),
        13 => "12-Mar".to_string(),
        14 => "(Unknown)".to_string(),
        15 => String::new(),
        16 => "Doe, Jane".to_string(),
        17 => format!("{name}@{domain}"),
        _ => name.clone(),
    }
}

/// One row about a person, and who it truly is about.
fn row(
    dice: &mut Dice,
    person: &Person,
    taken: &mut HashMap<String, u64>,
) -> (u64, Vec<(Role, String)>) {
    let is_foreign = person.domain != "upenn.edu";
    let came_back = dice.is(3);
    let truth = person.place + if came_back { 10_000_000 } else { 0 };
    let mut row = Vec::new();
    // Whoever has a namesake elsewhere, or came back, is known by more than her name.
    if came_back || dice.is(40) {
        row.push((Role::ObjectId, object_id(person.place, came_back)));
    }
    let address = format!("{}@{}", person.name, person.domain);
    match dice.roll(6) {
        0 => row.push((Role::Upn, address)),
        1 => row.push((Role::Mail, address)),
        2 => row.push((Role::Proxies, format!("SMTP:{address}+smtp:x{address}"))),
        3 if came_back && dice.is(50) => {
            let digits = object_id(person.place, came_back).replace('-', "");
            row.push((Role::Upn, format!("{digits}{address}")));
        }
        _ => {}
    }
    if dice.is(50) && !came_back {
        let id = format!("{:08}", person.place);
        let is_cut = dice.is(20);
        let id = if is_cut {
            id.trim_start_matches('0').to_string()
        } else {
            id
        };
        row.push((Role::PersonId, id));
    }
    if is_foreign || dice.is(90) {
        row.push((Role::LogonName, logon_name(dice, person, taken)));
    }
    row.push((
        Role::Surname,
        ["Doe", "Roe", "Poe"][dice.roll(3) as usize].to_string(),
    ));
    row.push((Role::DisplayName, "Jane Doe".to_string()));
    row.push((Role::Department, "Law".to_string()));
    (truth, row)
}

#[test]
fn a_hundred_thousand_pairs_hold_no_wrong_merge() {
    let mut dice = Dice(7);
    let people = people(&mut dice, 110_000);
    let names = people
        .iter()
        .map(|person| (person.name.clone(), person.place));
    let mut taken: HashMap<String, u64> = names.collect();
    let namesakes: HashSet<&String> = people
        .iter()
        .filter(|person| person.domain != "upenn.edu")
        .map(|person| &person.name)
        .collect();
    let mut rows = [Vec::new(), Vec::new()];
    let mut n_pairs = 0;
    for person in &people {
        let presence = dice.roll(20);
        n_pairs += usize::from(presence > 1);
        for (side, rows) in rows.iter_mut().enumerate() {
            if presence != side as u64 {
                let (truth, mut row) = row(&mut dice, person, &mut taken);
                // A bare name that two tenants have says too little to know a truth from.
                if namesakes.contains(&person.name) {
                    row.retain(|(role, text)| *role != Role::LogonName || text.contains('@'));
                }
                rows.push((truth, row));
            }
        }
    }
    assert!(n_pairs > 98_000, "{n_pairs}");
    // The right side stands in another order.
    rows[1].sort_by_key(|(truth, _)| mix(*truth));
    let tables = [0, 1].map(|side| {
        table(rows[side].iter().map(|(_, row)| {
            let cells = row.iter();
            cells.map(|(role, text)| (*role, text.as_str())).collect()
        }))
    });
    let (left, right) = (side(&tables[0]), side(&tables[1]));
    let found = match_sides(&left, &right, &MatchRules::default(), &[], nfkc);
    let mut n_by_tier = [0; 8];
    for pair in &found.joined {
        let (left_truth, left_row) = &rows[0][pair.left as usize];
        let (right_truth, right_row) = &rows[1][pair.right as usize];
        let is_same = left_truth % 10_000_000 == right_truth % 10_000_000;
        // A row without an object id may be of the old or of the new account: nobody knows.
        let has_id = |row: &[(Role, String)]| row[0].0 == Role::ObjectId;
        let is_other = has_id(left_row) && has_id(right_row) && left_truth != right_truth;
        assert!(
            is_same && !is_other,
            "{:?}\n{left_row:?}\n{right_row:?}",
            pair.tier
        );
        n_by_tier[pair.tier as usize] += 1;
    }
    assert!(found.joined.len() > 70_000, "{n_by_tier:?}");
    assert!(n_by_tier[..7].iter().all(|&n| n > 0), "{n_by_tier:?}");
    assert_eq!(n_by_tier[7], 0);
    for (outcome, rows) in [(&found.left, &rows[0]), (&found.right, &rows[1])] {
        let n_by_reason: u32 = outcome.counts().iter().map(|(_, n)| n).sum();
        assert_eq!(n_by_reason as usize, outcome.unmatched.len());
        assert_eq!(outcome.unmatched.len() + found.joined.len(), rows.len());
    }
    assert!(!found.suggestions.is_empty());
}

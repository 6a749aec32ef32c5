//! Zones as a browser knows them, pinned from 2009 to 2032.

use super::ZoneRules;

/// A line a zone: its name, the seconds from UTC, and every change.
const LINES: &str = include_str!("../../../tests/it/zones.txt");

/// The names of all but New York.
pub const SIX: [&str; 6] = [
    "Europe/Berlin",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "America/St_Johns",
    "Asia/Kathmandu",
];

/// The rules of a zone, where it is pinned or needs no table.
pub fn zones(name: &str) -> Option<ZoneRules> {
    super::built_in(name).or_else(|| table(name))
}

/// The rules of a zone that is pinned.
pub fn zone(name: &str) -> ZoneRules {
    zones(name).unwrap()
}

/// The table of a zone, of New York too.
pub fn table(name: &str) -> Option<ZoneRules> {
    let mut lines = LINES.lines();
    let line = lines.find(|line| line.split(' ').next() == Some(name))?;
    let mut words = line.split(' ').skip(1);
    let first = words.next()?.parse().ok()?;
    let changes = words.map(|word| {
        let (at, offset) = word.split_once(':').unwrap();
        (at.parse().unwrap(), offset.parse().unwrap())
    });
    Some(ZoneRules::with_changes(name, first, changes.collect()))
}

//! What a joined pair agrees in: both raw keys, and what tells them apart nevertheless.

use super::side::{Key, MatchSide, Name, NameSource, SideKeys, further_addresses, role_of};
use super::tiers::Tier;
use crate::accounts::derived::IdCheck;
use crate::accounts::logon_name::{Nfkc, without_invisible};
use crate::ingest::role::Role;
use crate::letters::fold;

/// What is to be said about a joined pair.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Notes(u8);

impl Notes {
    /// Nothing.
    pub const NONE: Notes = Notes(0);
    /// The keys differ in upper and lower case only (K6).
    pub const CASE: Notes = Notes(1);
    /// The keys differ in spaces or characters that cannot be seen only (K2).
    pub const SPACES: Notes = Notes(2);
    /// The rows give two ids of persons: the university may have merged them.
    pub const PERSON_IDS_DIFFER: Notes = Notes(4);
    /// One is a deleted account's (K10).
    pub const DELETED: Notes = Notes(8);
    /// One is a guest's (K9).
    pub const GUEST: Notes = Notes(16);
    /// A deleted account's row gives no object id to check its name with (K10).
    pub const UNCHECKED: Notes = Notes(32);

    /// Whether a note is among them.
    pub fn has(self, note: Notes) -> bool {
        self.0 & note.0 != 0
    }

    /// These notes and those.
    #[must_use]
    pub fn and(self, other: Notes) -> Notes {
        Notes(self.0 | other.0)
    }
}

/// The raw key of one row that a tier fired by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawCell<'a> {
    /// The role of its column.
    pub role: Role,
    /// As the export writes it; one address of a cell of several.
    pub text: &'a str,
}

/// Finds the raw keys of pairs.
#[derive(Debug)]
pub struct Pairs<'a> {
    /// Both sides.
    pub sides: [&'a MatchSide<'a>; 2],
    /// Their keys.
    pub keys: [&'a SideKeys; 2],
    /// Brings a text to Unicode form NFKC.
    pub nfkc: Nfkc,
}

impl<'a> Pairs<'a> {
    /// The raw keys that a tier brought two rows together by.
    pub fn raw(&self, tier: Tier, left: u32, right: u32) -> [RawCell<'a>; 2] {
        let rows = [left, right];
        let both = |role: Role| [self.cell(0, role, left), self.cell(1, role, right)];
        match tier {
            Tier::ObjectId => both(Role::ObjectId),
            Tier::PersonId => both(Role::PersonId),
            Tier::Upn => [0, 1].map(|side| self.upn(side, rows[side])),
            Tier::Mail => [0, 1].map(|side| self.mail(side, rows[side])),
            Tier::Proxy => self.shared_address(rows),
            Tier::LogonName | Tier::Suggestion => [0, 1].map(|side| self.name(side, rows[side])),
            Tier::Derived => [0, 1].map(|side| self.derived(side, rows)),
        }
    }

    fn cell(&self, side: usize, role: Role, row: u32) -> RawCell<'a> {
        RawCell {
            role,
            text: self.sides[side].cell(role, row as usize),
        }
    }

    fn upn(&self, side: usize, row: u32) -> RawCell<'a> {
        let upn = self.cell(side, Role::Upn, row);
        let key = SideKeys::get(&self.keys[side].upns, row);
        match self.address(upn) == key && key.is_some() {
            true => upn,
            false => self.cell(side, Role::LogonName, row),
        }
    }

    fn mail(&self, side: usize, row: u32) -> RawCell<'a> {
        let mail = self.cell(side, Role::Mail, row);
        let key = SideKeys::get(&self.keys[side].mails, row);
        match self.address(mail) == key {
            true => mail,
            false => self
                .addresses(side, row)
                .find(|cell| self.address(*cell) == key)
                .unwrap_or(mail),
        }
    }

    /// The raw name of a row: the cell of its bare name, or the first that holds anything.
    pub fn name(&self, side: usize, row: u32) -> RawCell<'a> {
        match self.keys[side].sources[row as usize] {
            NameSource::None => self.free(side, row),
            source => self.cell(side, role_of(source), row),
        }
    }

    /// The first cell that holds anything.
    fn free(&self, side: usize, row: u32) -> RawCell<'a> {
        let cells = [Role::LogonName, Role::Upn, Role::Mail, Role::PersonId];
        let mut cells = cells.map(|role| self.cell(side, role, row)).into_iter();
        let filled = cells.find(|cell| !cell.text.is_empty());
        filled.unwrap_or_else(|| self.cell(side, Role::LogonName, row))
    }

    /// Every address of a row, those it signs in with first.
    fn addresses(&self, side: usize, row: u32) -> impl Iterator<Item = RawCell<'a>> {
        let own = [self.upn(side, row), self.cell(side, Role::Mail, row)];
        let further = further_addresses(self.sides[side], row as usize);
        own.into_iter().chain(further.map(|proxy| RawCell {
            role: Role::Proxies,
            text: proxy.address,
        }))
    }

    fn address(&self, cell: RawCell) -> Key {
        let mut name = Name::default();
        name.read(cell.text, cell.role, self.nfkc);
        name.address()
    }

    fn shared_address(&self, rows: [u32; 2]) -> [RawCell<'a>; 2] {
        for left in self.addresses(0, rows[0]) {
            let key = self.address(left);
            let right = self
                .addresses(1, rows[1])
                .filter(|right| left.role != Role::Proxies || right.role != Role::Proxies)
                .find(|right| key.is_some() && self.address(*right) == key);
            if let Some(right) = right {
                return [left, right];
            }
        }
        [0, 1].map(|side| self.name(side, rows[side]))
    }

    /// The cell of a name that hides another, or the one that it hides.
    fn derived(&self, side: usize, rows: [u32; 2]) -> RawCell<'a> {
        let row = rows[side];
        if self.keys[side].hidden_of(row).is_some() {
            let cells = [Role::Upn, Role::LogonName, Role::Mail];
            let mut cells = cells.map(|role| self.cell(side, role, row)).into_iter();
            let hides = |cell: &RawCell| {
                let reading = Name::default().read(cell.text, cell.role, self.nfkc);
                reading.is_some_and(|reading| reading.derived.is_some())
            };
            return cells.find(hides).unwrap_or_else(|| self.name(side, row));
        }
        let hidden = self.keys[1 - side].hidden_of(rows[1 - side]);
        let wanted = hidden.map_or(Key::NONE, |hidden| hidden.address);
        let found = self
            .addresses(side, row)
            .find(|cell| self.address(*cell) == wanted);
        let id = hidden.and_then(|hidden| hidden.id).map(Key::of_bits);
        let has_id = id.is_some_and(|id| SideKeys::get(&self.keys[side].ids, row) == id);
        match found {
            Some(cell) => cell,
            None if has_id => self.cell(side, Role::ObjectId, row),
            None => self.name(side, row),
        }
    }

    /// What is to be said about a joined pair.
    pub fn notes(&self, tier: Tier, left: u32, right: u32) -> Notes {
        let mut notes = match tier {
            Tier::ObjectId | Tier::Derived | Tier::Suggestion => Notes::NONE,
            _ => {
                let [left, right] = self.raw(tier, left, right);
                difference(left.text, right.text, self.nfkc)
            }
        };
        let person = |side: usize, row: u32| SideKeys::get(&self.keys[side].persons, row);
        let (left_person, right_person) = (person(0, left), person(1, right));
        if left_person.is_some() && right_person.is_some() && left_person != right_person {
            notes = notes.and(Notes::PERSON_IDS_DIFFER);
        }
        if tier == Tier::Derived {
            let hidden = [(0, left), (1, right)].map(|(side, row)| self.keys[side].hidden_of(row));
            for hidden in hidden.into_iter().flatten() {
                notes = notes.and(match (hidden.id, hidden.check) {
                    (None, _) => Notes::GUEST,
                    (_, IdCheck::Unknown) => Notes::DELETED.and(Notes::UNCHECKED),
                    _ => Notes::DELETED,
                });
            }
        }
        notes
    }
}

/// What two raw keys differ in, if it is case or spaces only.
fn difference(left: &str, right: &str, nfkc: Nfkc) -> Notes {
    if left == right {
        return Notes::NONE;
    }
    if left.eq_ignore_ascii_case(right) {
        return Notes::CASE;
    }
    let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_graphic());
    if is_plain(left) && is_plain(right) {
        return Notes::NONE;
    }
    let [left_seen, right_seen] = [left, right].map(|text| without_invisible(&nfkc(text)).0);
    let has_spaces = left_seen != left || right_seen != right;
    if left_seen == right_seen {
        return Notes::SPACES;
    }
    match (fold(&left_seen) == fold(&right_seen), has_spaces) {
        (true, true) => Notes::CASE.and(Notes::SPACES),
        (true, false) => Notes::CASE,
        (false, _) => Notes::NONE,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::logon_name::tests::nfkc;
    use super::*;

    #[test]
    fn case_and_spaces_are_told_apart() {
        #[track_caller]
        fn case(left: &str, right: &str, expected: Notes) {
            assert_eq!(
                difference(left, right, nfkc),
                expected,
                "{left:?} {right:?}"
            );
        }
        case("jdoe", "jdoe", Notes::NONE);
        case("JDoe@UPENN.EDU", "jdoe@upenn.edu", Notes::CASE);
        case("\u{feff}jdoe\u{a0}", "jdoe", Notes::SPACES);
        case(" JDoe", "jdoe", Notes::CASE.and(Notes::SPACES));
        case("ÄB", "äb", Notes::CASE);
        case("=\"jdoe\"", "jdoe", Notes::NONE);
        case("PENN\\jdoe", "jdoe", Notes::NONE);
    }
}

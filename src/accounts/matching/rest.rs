//! The rows that no tier matched, as suggestions compare them.

use super::side::{Key, Keyless, MatchSide, Name, SideKeys, person_text, role_of};
use crate::accounts::logon_name::{Nfkc, NotAKey};
use crate::accounts::lookalike::{Ignore, skeleton};
use crate::ingest::role::Role;
use crate::letters::fold;
use crate::table::{RowSet, TextColumn};

/// The unmatched rest of one side; a place counts its rows.
#[derive(Debug, Default)]
pub struct Rest {
    /// The rows.
    pub rows: Vec<u32>,
    /// Bare names, or the text that is none.
    names: TextColumn,
    /// Places that hold a bare name.
    is_name: RowSet,
    /// Ids of persons.
    persons: TextColumn,
    /// Realms.
    pub realms: Vec<u32>,
    /// Surnames, without case, marks and space.
    pub surnames: Vec<Key>,
    /// Names as shown with their departments.
    pub people: Vec<Key>,
}

impl Rest {
    /// Reads the rows that are left.
    pub fn of(side: &MatchSide, keys: &SideKeys, rows: Vec<u32>, nfkc: Nfkc) -> Rest {
        let mut rest = Rest {
            is_name: RowSet::none(rows.len()),
            ..Rest::default()
        };
        let mut name = Name::default();
        for (place, &row) in rows.iter().enumerate() {
            let at = row as usize;
            let role = role_of(keys.sources[at]);
            name.read(side.cell(role, at), role, nfkc);
            let is_free = keys.keyless_of(row) == Keyless::NotAKey(NotAKey::FreeText);
            let free = is_free.then(|| free_text(side, at));
            match (name.is_key(), free) {
                (true, _) => {
                    rest.is_name.insert(place);
                    rest.names.push(name.name.as_bytes());
                }
                // A text with a space may still be a damaged name: `12. Dez`.
                (false, Some(text)) => rest.names.push(person_text(text, nfkc).as_bytes()),
                (false, None) => rest.names.push(b""),
            }
            rest.realms.push(keys.realm_of[at]);
            let person = side.cell(Role::PersonId, at);
            let person = match person.is_empty() {
                true => String::new(),
                false => person_text(person, nfkc),
            };
            rest.persons.push(person.as_bytes());
            let shown = match side.cell(Role::DisplayName, at) {
                "" => free.unwrap_or_default(),
                shown => shown,
            };
            let surname = side.cell(Role::Surname, at);
            rest.surnames.push(surname_key(surname, shown));
            rest.people
                .push(people_key(shown, side.cell(Role::Department, at)));
        }
        rest.rows = rows;
        rest
    }

    /// The bare name at a place, or the text that is none.
    pub fn name(&self, place: usize) -> &str {
        self.names.get(place)
    }

    /// Whether a place holds a bare name.
    pub fn is_name(&self, place: usize) -> bool {
        self.is_name.contains(place)
    }

    /// The person's id at a place.
    pub fn person(&self, place: usize) -> &str {
        self.persons.get(place)
    }
}

/// The text of a row whose keys are none.
fn free_text<'a>(side: &MatchSide<'a>, row: usize) -> &'a str {
    let cells = [Role::LogonName, Role::Upn, Role::Mail].map(|role| side.cell(role, row));
    cells
        .into_iter()
        .find(|cell| !cell.is_empty())
        .unwrap_or_default()
}

/// The surname, or the one of the name as shown: before a comma, else the last word.
fn surname_key(surname: &str, shown: &str) -> Key {
    let surname = match (surname.trim(), shown.split_once(',')) {
        ("", Some((before, _))) => before,
        ("", None) => shown.split_whitespace().next_back().unwrap_or_default(),
        (surname, _) => surname,
    };
    Key::of(letters_of(surname).as_bytes())
}

/// Name and department; none where either is blank, for that many share a name.
fn people_key(shown: &str, department: &str) -> Key {
    let department = letters_of(department);
    let mut words: Vec<String> = match department.is_empty() {
        true => Vec::new(),
        false => shown
            .split(|letter: char| !letter.is_alphanumeric())
            .map(letters_of)
            .filter(|word| !word.is_empty())
            .collect(),
    };
    if words.is_empty() {
        return Key::NONE;
    }
    // `Doe, Jane` and `Jane Doe` are one.
    words.sort_unstable();
    Key::of(format!("{}\n{department}", words.join(" ")).as_bytes())
}

/// A text's letters and digits, without case and marks.
fn letters_of(text: &str) -> String {
    let mut letters = fold(text);
    letters.retain(char::is_alphanumeric);
    match letters.is_ascii() {
        true => letters,
        false => skeleton(&letters, Ignore::DIACRITICS),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surname_is_taken_from_where_it_stands() {
        let key = |surname, shown| surname_key(surname, shown);
        assert_eq!(key("Müller", ""), key("", "Anna MULLER"));
        assert_eq!(key("O'Neil", ""), key("", "ONeil, Jim"));
        assert_eq!(key("", ""), Key::NONE);
        assert_ne!(key("Doe", "Jane Roe"), key("", "Jane Roe"));
    }

    #[test]
    fn a_person_is_a_name_in_a_department() {
        let key = people_key("Doe, Jane", "Law School");
        assert_eq!(key, people_key("jane doe", "law  school"));
        assert_ne!(key, people_key("Jane Doe", "Medicine"));
        assert_eq!(people_key("Jane Doe", ""), Key::NONE);
        assert_eq!(people_key("-", "Law"), Key::NONE);
    }
}

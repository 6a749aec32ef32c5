//! Whose sign-ins they are, and in which application: names and ids of many rows become a few numbers.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::super::super::matching::Input;
use super::super::Across;
use crate::accounts::directory::Ready;
use crate::accounts::matching::side::SideKeys;
use crate::accounts::matching::{MatchRules, MatchSide};
use crate::ingest::guid::{guid_text, read_guid};
use crate::ingest::role::Role;
use crate::letters::fold;
use crate::table::{Column, DictColumn, Table, TextColumn};

/// A map of numbers.
pub type Numbers<K, V> = HashMap<K, V, BuildHasherDefault<Ready>>;

/// A column of few different texts, which may be missing.
#[derive(Clone, Copy)]
pub struct Coded<'a>(pub Option<&'a DictColumn>);

impl<'a> Coded<'a> {
    /// The column of this name.
    pub fn of(input: &Input<'a>, name: &str) -> Coded<'a> {
        Coded(input.table.dict(name))
    }

    /// The code of a row; 0 is no text.
    pub fn code(self, row: usize) -> u32 {
        self.0.map_or(0, |column| column.code(row) as u32)
    }

    /// The text of a code.
    pub fn text(self, code: u32) -> &'a str {
        self.0.map_or("", |column| column.value(code as usize))
    }
}

/// Who signed in: a user, or a service.
#[derive(Clone, Debug, Default)]
pub struct User {
    /// The account of the directory, where there is one.
    pub account: Option<u32>,
    /// The user principal name as its first sign-in has it.
    pub upn: String,
    /// The name as its first sign-in has it.
    pub name: String,
    /// Member or guest, as its first sign-in has it; `service principal` where it is no user.
    pub kind: String,
}

/// An application.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct App {
    /// Its id.
    pub id: String,
    /// Its name; of several the first.
    pub name: String,
}

/// The columns that say who it was.
pub struct WhoColumns<'a> {
    pub upn: Coded<'a>,
    pub entra_id: Coded<'a>,
    pub service: Coded<'a>,
    pub name: Coded<'a>,
    pub kind: Coded<'a>,
}

/// Everyone who signed in.
#[derive(Default)]
pub struct Users {
    pub all: Vec<User>,
    by_id: HashMap<u128, u32>,
    by_upn: HashMap<String, u32>,
    ids: Vec<Option<u128>>,
    texts: Vec<String>,
}

impl Users {
    /// The number of the one who stands in a row.
    ///
    /// An object id tells two accounts of one name apart; a row without one means the account of its name.
    pub fn take(&mut self, columns: &WhoColumns, row: usize) -> u32 {
        let text = |column: Coded| column.text(column.code(row)).trim().to_string();
        let (upn, entra_id, service) = (
            text(columns.upn),
            text(columns.entra_id),
            text(columns.service),
        );
        let is_service = upn.is_empty() && read_guid(&entra_id).is_none() && !service.is_empty();
        let id_text = if is_service { service } else { entra_id };
        let id = read_guid(&id_text);
        let key = match (is_service, upn.is_empty()) {
            (true, _) => format!("\u{1}{}", fold(&id_text)),
            // Who has neither a name nor an id is nobody, and one for all.
            (false, true) if id.is_some() => String::new(),
            _ => fold(&upn),
        };
        let known = id.and_then(|id| self.by_id.get(&id).copied()).or_else(|| {
            let known = self.by_upn.get(&key).copied()?;
            let other = self.ids[known as usize];
            (id.is_none() || other.is_none()).then_some(known)
        });
        let user = known.unwrap_or_else(|| {
            self.all.push(User {
                account: None,
                upn,
                name: text(columns.name),
                kind: match is_service {
                    true => "service principal".to_string(),
                    false => text(columns.kind),
                },
            });
            self.ids.push(None);
            self.texts.push(String::new());
            (self.all.len() - 1) as u32
        });
        if let Some(id) = id {
            self.by_id.entry(id).or_insert(user);
            if self.ids[user as usize].is_none() {
                self.ids[user as usize] = Some(id);
                self.texts[user as usize] = guid_text(id);
            }
        }
        if !key.is_empty() || id.is_none() {
            self.by_upn.entry(key).or_insert(user);
        }
        user
    }

    /// Finds the accounts of the directory.
    pub fn join(&mut self, across: &Across) {
        let (mut ids, mut upns) = (TextColumn::default(), TextColumn::default());
        for (user, id) in self.all.iter().zip(&self.texts) {
            let is_service = user.kind == "service principal";
            ids.push(if is_service { b"" } else { id.as_bytes() });
            upns.push(user.upn.as_bytes());
        }
        let columns = vec![("entra_id", Column::Text(ids)), ("upn", Column::Text(upns))];
        let table = Table::new(columns, self.all.len());
        let roles = [(Role::ObjectId, "entra_id"), (Role::Upn, "upn")];
        let side = MatchSide::of(&table, &roles);
        let keys = SideKeys::of(&side, &MatchRules::default(), across.nfkc);
        for (row, user) in self.all.iter_mut().enumerate() {
            user.account = across.directory.meet(&keys, row as u32);
        }
    }
}

/// Every application.
#[derive(Default)]
pub struct Apps {
    pub all: Vec<App>,
    known: HashMap<String, u32>,
}

impl Apps {
    /// The number of an application; without an id its name says which it is.
    pub fn take(&mut self, id: &str, name: &str) -> u32 {
        let (id, name) = (id.trim(), name.trim());
        let key = match read_guid(id) {
            Some(bits) => guid_text(bits),
            None if !id.is_empty() => fold(id),
            None => format!("\u{1}{}", fold(name)),
        };
        let n = self.all.len() as u32;
        let number = *self.known.entry(key).or_insert(n);
        if number == n {
            self.all.push(App {
                id: id.to_string(),
                name: name.to_string(),
            });
        }
        let app = &mut self.all[number as usize];
        if app.name.is_empty() {
            app.name = name.to_string();
        }
        number
    }

    /// For every application the one it is: of a name without an id, the one id that has the name.
    pub fn settled(&self) -> Vec<u32> {
        let mut by_name: HashMap<String, Option<u32>> = HashMap::new();
        for (app, number) in self.all.iter().zip(0..) {
            if !app.id.is_empty() && !app.name.is_empty() {
                let known = by_name.entry(fold(&app.name));
                known
                    .and_modify(|other| *other = None)
                    .or_insert(Some(number));
            }
        }
        let of = |(app, number): (&App, u32)| match app.id.is_empty() {
            true => by_name
                .get(&fold(&app.name))
                .copied()
                .flatten()
                .unwrap_or(number),
            false => number,
        };
        self.all.iter().zip(0..).map(of).collect()
    }

    /// For every application whose name several have, one of them without an id that could be any of
    /// those, the first of that name.
    pub fn namesakes(&self, settled: &[u32]) -> Vec<Option<u32>> {
        let mut by_name: HashMap<String, (u32, bool)> = HashMap::new();
        for ((app, number), settled) in self.all.iter().zip(0..).zip(settled) {
            if !app.name.is_empty() {
                let (_, is_open) = by_name.entry(fold(&app.name)).or_insert((number, false));
                *is_open |= app.id.is_empty() && *settled == number;
            }
        }
        let of = |app: &App| match by_name.get(&fold(&app.name)) {
            Some((first, true)) => Some(*first),
            _ => None,
        };
        self.all.iter().map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_application_without_an_id_is_the_one_that_has_its_name() {
        let mut apps = Apps::default();
        let id = "A1B2C3D4-E5F6-0718-293A-4B5C6D7E8F90";
        let all = [
            (id, "Mail"),
            (&id.to_lowercase(), "Mail (new)"),
            ("", "MAIL"),
            ("", "Wiki"),
            ("b1b2c3d4-e5f6-0718-293a-4b5c6d7e8f90", "Tasks"),
            ("c1b2c3d4-e5f6-0718-293a-4b5c6d7e8f90", "Tasks"),
            ("", "Tasks"),
        ];
        let taken = all.map(|(id, name)| apps.take(id, name));
        assert_eq!(taken, [0, 0, 1, 2, 3, 4, 5]);
        assert_eq!(apps.settled(), [0, 0, 2, 3, 4, 5]);
    }
}

//! A custom attribute that the person chose as a key: its value names an account by id, name or
//! address (T4, D16).

use std::collections::HashMap;

use super::{ANY, Adding, Candidate, Directory, How, Index};
use crate::accounts::logon_name::Nfkc;
use crate::accounts::matching::Tier;
use crate::accounts::matching::side::{Key, Name, SideKeys, person_key};
use crate::accounts::realm::Realm;
use crate::ingest::role::Role;
use crate::table::group::NO_ROW;

/// What the chosen attribute says of the users of a source.
#[derive(Debug, Default)]
pub struct Chosen {
    /// The name of the attribute.
    pub name: String,
    /// For every row its user: rows of one address are one.
    user_of: Vec<u32>,
    users: Vec<Said>,
}

/// The value of one user.
#[derive(Debug, Default)]
enum Said {
    /// It has none.
    #[default]
    Nothing,
    /// This one.
    Value {
        written: String,
        address: Key,
        person: Key,
        name: Key,
        realm: Realm,
    },
    /// Several that differ: none of them names an account.
    Several,
}

impl Chosen {
    /// Reads the attribute of this name; `value_of` gives the value in a row, where the row has one.
    pub fn of<'a>(
        name: &str,
        keys: &SideKeys,
        value_of: impl Fn(usize) -> Option<&'a str>,
        nfkc: Nfkc,
    ) -> Chosen {
        let mut chosen = Chosen {
            name: name.to_string(),
            ..Chosen::default()
        };
        let mut known: HashMap<Key, u32> = HashMap::new();
        for row in 0..keys.n_rows {
            let own = [&keys.mails, &keys.upns].map(|column| SideKeys::get(column, row as u32));
            let own = own.into_iter().find(|key| key.is_some());
            let next = chosen.users.len() as u32;
            let user = own.map_or(next, |own| *known.entry(own).or_insert(next));
            if user == next {
                chosen.users.push(Said::Nothing);
            }
            chosen.user_of.push(user);
            if let Some(value) = value_of(row)
                .map(str::trim)
                .filter(|value| !value.is_empty())
            {
                chosen.users[user as usize].also(value, nfkc);
            }
        }
        chosen
    }
}

impl Said {
    fn also(&mut self, value: &str, nfkc: Nfkc) {
        *self = match self {
            Said::Nothing => Said::read(value, nfkc),
            Said::Value { written, .. } if written == value => return,
            _ => Said::Several,
        };
    }

    fn read(value: &str, nfkc: Nfkc) -> Said {
        let mut name = Name::default();
        name.read(value, Role::LogonName, nfkc);
        let part = |text: &str| (!text.is_empty()).then(|| text.to_string());
        // The local part of an address is no name of its own: it would be a weak link.
        let is_bare = name.is_key() && name.domain.is_empty();
        Said::Value {
            written: value.to_string(),
            address: name.address(),
            person: person_key(value, nfkc),
            name: match is_bare {
                true => Key::of(name.name.as_bytes()),
                false => Key::NONE,
            },
            realm: Realm {
                domain: None,
                label: part(&name.label),
            },
        }
    }
}

impl Directory {
    /// Lets the users that are left join the account that their attribute names: one user, one account.
    /// Whose attribute names several accounts, or one that several users name, stays apart.
    pub(super) fn join_chosen(&mut self, adding: &mut Adding, chosen: &Chosen) {
        let names = chosen.users.iter().map(|said| match said {
            Said::Value { name, .. } => *name,
            Said::Nothing | Said::Several => Key::NONE,
        });
        let names = self.by_name(names);
        let found: Vec<Candidate> = chosen
            .users
            .iter()
            .map(|said| self.named(adding, &names, said))
            .collect();
        let mut users_of: HashMap<u32, u32> = HashMap::new();
        let mut counted = vec![false; found.len()];
        let unjoined = |adding: &Adding, row: usize| adding.account_of[row] == NO_ROW;
        for (row, &user) in chosen.user_of.iter().enumerate() {
            let user = user as usize;
            if let Candidate::One(account) = found[user]
                && unjoined(adding, row)
                && !std::mem::replace(&mut counted[user], true)
            {
                *users_of.entry(account).or_default() += 1;
            }
        }
        for (row, &user) in chosen.user_of.iter().enumerate() {
            let joined = adding.account_of[row];
            match found[user as usize] {
                Candidate::None => {}
                Candidate::One(account) if joined != NO_ROW => {
                    if account != joined {
                        adding.against.push(row as u32);
                    }
                }
                Candidate::Several if joined != NO_ROW => {}
                Candidate::One(account) if users_of[&account] == 1 => {
                    self.take_chosen(adding, account, row as u32);
                }
                Candidate::One(_) | Candidate::Several => adding.how[row] = How::ChosenApart,
            }
        }
    }

    fn take_chosen(&self, adding: &mut Adding, account: u32, row: u32) {
        let own = adding.keys.identity(row);
        let known = self.accounts[account as usize].id;
        let contradicts = own.is_some() && known.is_some() && own != known;
        match contradicts || adding.has_by_stronger(account, Tier::PersonId) {
            true => adding.how[row as usize] = How::ChosenApart,
            false => adding.take(account, row, How::ByChosen, Tier::PersonId),
        }
    }

    /// The account that a value names by the addresses, the ids of persons and the bare names of all.
    fn named(&self, adding: &Adding, names: &Index, said: &Said) -> Candidate {
        let Said::Value {
            address,
            person,
            name,
            realm,
            ..
        } = said
        else {
            return Candidate::None;
        };
        let by_name = self.of_realm(adding, names.find(*name, 0), realm);
        let by_address = self.by_address.find(*address, ANY);
        by_address.or(self.by_person.find(*person, 0)).or(by_name)
    }
}

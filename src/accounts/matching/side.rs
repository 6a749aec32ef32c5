//! One side of a match: columns of keys by their role, and what was read of them.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::super::derived::IdCheck;
use super::super::keys::realm_of;
use super::super::logon_name::{Nfkc, NotAKey, unwrapped, without_invisible};
use super::super::proxies::{Proxy, primary_of_several, proxies};
use super::super::raw_key::{Derived, KeyKind, KeyReading, read_key};
use super::super::realm::Realm;
use super::rules::MatchRules;
use crate::ingest::concealed::{ConcealedShare, Concealment};
use crate::ingest::guid::read_guid;
use crate::ingest::role::Role;
use crate::letters::fold;
use crate::table::{Column, RowSet, Table};
use quick::names::{NameColumns, RowKey, RowKeys};
use quick::plain::{plain_address, read_plain};

pub use quick::key::Key;
pub use quick::names::NameSource;

/// One side of a match.
#[derive(Clone, Copy, Debug, Default)]
pub struct MatchSide<'a> {
    /// The first row of the table that is looked at.
    first: usize,
    n_rows: usize,
    columns: [Option<&'a Column>; Role::ALL.len()],
    /// Rows that repeat another exactly: they stand aside.
    repeated: Option<&'a RowSet>,
    /// Whether rows of one key are one account, as in a list of names.
    counts_once: bool,
    /// The day the data is of.
    as_of: Option<NaiveDate>,
}

impl<'a> MatchSide<'a> {
    /// Takes the columns of a table by the roles they have; a role may be missing.
    pub fn of(table: &'a Table, roles: &[(Role, &str)]) -> MatchSide<'a> {
        let mut side = MatchSide {
            n_rows: table.n_rows(),
            ..MatchSide::default()
        };
        for &(role, name) in roles {
            side.columns[role as usize] = table.column(name);
        }
        side
    }

    /// Leaves out rows that repeat another in every column.
    pub fn without(mut self, repeated: &'a RowSet) -> MatchSide<'a> {
        self.repeated = Some(repeated);
        self
    }

    /// Counts rows whose keys are all equal once, as a list of names does.
    pub fn counting_once(mut self) -> MatchSide<'a> {
        self.counts_once = true;
        self
    }

    /// Says which day the data is of.
    pub fn as_of(mut self, day: NaiveDate) -> MatchSide<'a> {
        self.as_of = Some(day);
        self
    }

    /// How many rows.
    pub fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// The day the data is of.
    pub fn day(&self) -> Option<NaiveDate> {
        self.as_of
    }

    /// The text of a cell; empty where the role is missing.
    pub fn cell(&self, role: Role, row: usize) -> &'a str {
        self.columns[role as usize].map_or("", |column| column.get(self.first + row))
    }

    /// The columns that say who the rows are.
    fn name_columns(&self) -> NameColumns<'a> {
        let column = |role: Role| self.columns[role as usize];
        NameColumns {
            ids: column(Role::ObjectId),
            upns: column(Role::Upn),
            logon_names: column(Role::LogonName),
            mails: column(Role::Mail),
            proxies: column(Role::Proxies),
            persons: column(Role::PersonId),
        }
    }

    /// One row by itself, which then is row 0.
    pub fn only(&self, row: u32) -> MatchSide<'a> {
        MatchSide {
            first: self.first + row as usize,
            n_rows: 1,
            columns: self.columns,
            ..MatchSide::default()
        }
    }

    /// Whether a column has the role.
    pub fn has(&self, role: Role) -> bool {
        self.columns[role as usize].is_some()
    }
}

/// The source that a column of names is.
fn source_of(role: Role) -> NameSource {
    match role {
        Role::LogonName => NameSource::LogonName,
        Role::Upn => NameSource::Upn,
        _ => NameSource::Mail,
    }
}

/// The role of the column that a bare name comes from.
pub fn role_of(source: NameSource) -> Role {
    match source {
        NameSource::Upn => Role::Upn,
        NameSource::Mail => Role::Mail,
        NameSource::None | NameSource::LogonName => Role::LogonName,
    }
}

/// What stands in the key cells of a row that has no key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keyless {
    /// It has a key.
    #[default]
    No,
    /// Nothing.
    Empty,
    /// Something that is no key.
    NotAKey(NotAKey),
    /// A concealed name.
    Concealed(Concealment),
}

/// A name that hides another (K9, K10).
#[derive(Clone, Debug)]
pub struct Hidden {
    /// The row.
    pub row: u32,
    /// The address it hides.
    pub address: Key,
    /// A deleted account's bare name; none of a guest, whose name belongs to another tenant.
    pub name: Key,
    /// The realm of that name.
    pub realm: u32,
    /// A deleted account's object id, by its name.
    pub id: Option<u128>,
    /// What the row's object id says to it.
    pub check: IdCheck,
}

/// The keys of one side, read once.
///
/// No text of a row is kept: a key is 16 bytes, and a role that is missing costs nothing.
#[derive(Debug, Default)]
pub struct SideKeys {
    /// How many rows.
    pub n_rows: usize,
    /// Object ids.
    pub ids: Vec<Key>,
    /// User principal names, or logon names of their form.
    pub upns: Vec<Key>,
    /// Primary addresses.
    pub mails: Vec<Key>,
    /// All addresses, in row order.
    pub proxies: Vec<(Key, u32)>,
    /// Ids of persons.
    pub persons: Vec<Key>,
    /// Bare names.
    pub names: Vec<Key>,
    /// Where each bare name comes from.
    pub sources: Vec<NameSource>,
    /// The realm of each bare name, as a place in [`SideKeys::realms`].
    pub realm_of: Vec<u32>,
    /// Every realm that occurs.
    pub realms: Vec<Realm>,
    /// Guests and deleted accounts, in row order.
    pub hidden: Vec<Hidden>,
    /// Rows without any key, in row order.
    pub keyless: Vec<(u32, Keyless)>,
    /// How many names of each column of names are concealed.
    pub concealed: [ConcealedShare; 3],
    /// Rows that stand aside, each with the row they repeat, in row order.
    pub aside: Vec<(u32, u32)>,
}

impl SideKeys {
    /// Reads the keys of a side.
    pub fn of(side: &MatchSide, rules: &MatchRules, nfkc: Nfkc) -> SideKeys {
        let columns = side.name_columns();
        let mut reader = Reader::of(side, nfkc);
        reader.rows.reserve(&columns, side.n_rows);
        let mut row = 0;
        loop {
            row = reader
                .rows
                .read_plain(&columns, row..side.n_rows, side.first);
            if row == side.n_rows {
                break;
            }
            reader.read_row(side, row);
            row += 1;
        }
        let (mut keys, rows) = (reader.keys, reader.rows);
        keys.realms = rows.realms.values().map(realm_of).collect();
        for (share, n_filled) in keys.concealed.iter_mut().zip(rows.n_filled) {
            share.n_filled += n_filled;
        }
        // A role that gave no key at all costs no memory.
        let some = |column: Vec<Key>| match column.iter().any(|key| key.is_some()) {
            true => column,
            false => Vec::new(),
        };
        keys.ids = some(rows.ids);
        keys.upns = some(rows.upns);
        keys.mails = some(rows.mails);
        keys.persons = some(rows.persons);
        keys.proxies = rows.proxies;
        keys.names = rows.names;
        keys.sources = rows.sources;
        keys.realm_of = rows.realm_of;
        keys.set_aside(side, rules);
        keys
    }

    /// The key of a row; none where the column has none.
    pub fn get(column: &[Key], row: u32) -> Key {
        column.get(row as usize).copied().unwrap_or(Key::NONE)
    }

    /// The hidden name of a row.
    pub fn hidden_of(&self, row: u32) -> Option<&Hidden> {
        let place = self.hidden.binary_search_by_key(&row, |hidden| hidden.row);
        place.ok().map(|place| &self.hidden[place])
    }

    /// The object id of a row: its own, or the one in a deleted account's name.
    pub fn identity(&self, row: u32) -> Key {
        let own = SideKeys::get(&self.ids, row);
        if own.is_some() || self.hidden.is_empty() {
            return own;
        }
        let id = self.hidden_of(row).and_then(|hidden| hidden.id);
        id.map_or(Key::NONE, Key::of_bits)
    }

    /// Why a row has no key.
    pub fn keyless_of(&self, row: u32) -> Keyless {
        let place = self.keyless.binary_search_by_key(&row, |&(row, _)| row);
        place.map_or(Keyless::No, |place| self.keyless[place].1)
    }

    /// Sets aside what repeats another row.
    ///
    /// In a list that counts once, names without a label or domain are those under the only one.
    fn set_aside(&mut self, side: &MatchSide, rules: &MatchRules) {
        if let Some(repeated) = side.repeated {
            let rows = repeated.rows().map(|row| (row as u32, row as u32));
            self.aside.extend(rows);
        }
        if !side.counts_once {
            return;
        }
        let identities = identities(&self.realms, rules);
        let mut firsts: HashMap<[Key; 3], u32> = HashMap::new();
        let mut repeats = Vec::new();
        for row in 0..self.n_rows as u32 {
            if self.is_aside(row) || self.keyless_of(row) != Keyless::No {
                continue;
            }
            let name = self.names[row as usize];
            let name = match name.is_some() {
                true => name.marked(identities[self.realm_of[row as usize] as usize]),
                false => SideKeys::get(&self.mails, row),
            };
            let [id, person] = [&self.ids, &self.persons].map(|keys| SideKeys::get(keys, row));
            let first = *firsts.entry([name, id, person]).or_insert(row);
            if first != row {
                repeats.push((row, first));
            }
        }
        self.aside.extend(repeats);
        self.aside.sort_unstable();
    }

    /// Whether a row stands aside.
    pub fn is_aside(&self, row: u32) -> bool {
        self.aside
            .binary_search_by_key(&row, |&(row, _)| row)
            .is_ok()
    }
}

/// For every realm of one list what its names are told apart by; 0 where nothing does.
fn identities(realms: &[Realm], rules: &MatchRules) -> Vec<u64> {
    let group = |realm: &Realm| realm.domain.as_deref().map(|domain| rules.group(domain));
    let mut groups: Vec<String> = realms.iter().filter_map(group).collect();
    let mut labels: Vec<&String> = realms
        .iter()
        .filter_map(|realm| realm.label.as_ref())
        .collect();
    groups.sort_unstable();
    groups.dedup();
    labels.sort_unstable();
    labels.dedup();
    let mut places = Vec::with_capacity(realms.len());
    for realm in realms {
        let group = group(realm).filter(|_| groups.len() > 1);
        let group = group.map_or(0, |group| 1 + groups.binary_search(&group).unwrap_or(0));
        let label = realm.label.as_ref().filter(|_| labels.len() > 1);
        let label = label.map_or(0, |label| 1 + labels.binary_search(&label).unwrap_or(0));
        places.push((group as u64) << 32 | label as u64);
    }
    places
}

/// A name that was read, in buffers that are used again.
#[derive(Debug, Default)]
pub struct Name {
    /// The bare name, case folded.
    pub name: String,
    /// The domain.
    pub domain: String,
    /// The label.
    pub label: String,
    whole: String,
}

impl Name {
    /// Reads a cell: the plain ones at once, every other in full. Gives the full reading.
    pub fn read(&mut self, cell: &str, role: Role, nfkc: Nfkc) -> Option<KeyReading> {
        self.name.clear();
        self.domain.clear();
        self.label.clear();
        let bytes = cell.as_bytes();
        // A long name may be concealed, an object id or a deleted account's.
        if let Some(plain) = read_plain(bytes).filter(|plain| plain.at - plain.start < 32) {
            self.name.push_str(&cell[plain.start..plain.at]);
            self.domain
                .push_str(cell[plain.at..].trim_start_matches('@'));
            self.label
                .push_str(cell[..plain.start].trim_end_matches('\\'));
            for part in [&mut self.name, &mut self.domain, &mut self.label] {
                part.make_ascii_lowercase();
            }
            return None;
        }
        let reading = read_key(cell, role, nfkc);
        self.name.push_str(&reading.name.name);
        self.domain
            .push_str(reading.name.domain.as_deref().unwrap_or_default());
        self.label
            .push_str(reading.name.label.as_deref().unwrap_or_default());
        Some(reading)
    }

    /// Whether it is a key: a name of nothing but punctuation stands for none.
    pub fn is_key(&self) -> bool {
        self.name.chars().any(char::is_alphanumeric)
    }

    /// The key of the address that a cell holds; none where it holds none.
    fn address_of(&mut self, cell: &str, role: Role, nfkc: Nfkc) -> Key {
        if plain_address(cell.as_bytes()).is_some() {
            self.whole.clear();
            self.whole.push_str(cell);
            self.whole.make_ascii_lowercase();
            return Key::of(self.whole.as_bytes());
        }
        self.read(cell, role, nfkc);
        self.address()
    }

    /// The key of name and domain; none without a domain.
    pub fn address(&mut self) -> Key {
        if self.domain.is_empty() || !self.is_key() {
            return Key::NONE;
        }
        self.whole.clear();
        self.whole.push_str(&self.name);
        self.whole.push('@');
        self.whole.push_str(&self.domain);
        Key::of(self.whole.as_bytes())
    }
}

/// The place of a column among the shares of concealed names.
fn share_of(role: Role) -> usize {
    match role {
        Role::Upn => 0,
        Role::LogonName => 1,
        _ => 2,
    }
}

struct Reader<'a> {
    keys: SideKeys,
    rows: RowKeys,
    columns: NameColumns<'a>,
    realm_text: Vec<u8>,
    lower: Vec<u8>,
    name: Name,
    nfkc: Nfkc,
}

/// What a row has shown so far.
#[derive(Default)]
struct RowSoFar {
    keyless: Option<Keyless>,
    source: NameSource,
    name: Key,
    realm: u32,
}

impl<'a> Reader<'a> {
    fn of(side: &MatchSide<'a>, nfkc: Nfkc) -> Reader<'a> {
        Reader {
            keys: SideKeys {
                n_rows: side.n_rows,
                ..SideKeys::default()
            },
            rows: RowKeys::default(),
            columns: side.name_columns(),
            realm_text: Vec::new(),
            lower: Vec::new(),
            name: Name::default(),
            nfkc,
        }
    }

    /// Reads a row in full, of which not every cell is plain.
    fn read_row(&mut self, side: &MatchSide, row: usize) {
        let mut so_far = RowSoFar::default();
        let id = self.read_id(side.cell(Role::ObjectId, row));
        let mut upn = self.read_cell(side, Role::Upn, row, id, &mut so_far);
        let logon_name = self.read_cell(side, Role::LogonName, row, id, &mut so_far);
        if !upn.is_some() {
            upn = logon_name;
        }
        let mut mail = self.read_cell(side, Role::Mail, row, id, &mut so_far);
        let mut n_proxies = 0;
        for proxy in further_addresses(side, row) {
            let key = self
                .name
                .address_of(proxy.address, Role::Proxies, self.nfkc);
            if key.is_some() {
                self.rows.proxies.push((key, row as u32));
                n_proxies += 1;
                if proxy.is_primary && !mail.is_some() {
                    mail = key;
                }
            }
        }
        let person = person_key(side.cell(Role::PersonId, row), self.nfkc);
        let key = RowKey {
            id: id.map_or(Key::NONE, Key::of_bits),
            upn,
            mail,
            person,
            name: so_far.name,
            source: so_far.source,
            realm: so_far.realm,
        };
        self.rows.push(&self.columns, &key);
        let has_key = [upn, mail, person, so_far.name]
            .iter()
            .any(|key| key.is_some())
            || id.is_some()
            || n_proxies > 0;
        if !has_key {
            let why = so_far.keyless.unwrap_or(Keyless::Empty);
            self.keys.keyless.push((row as u32, why));
        }
    }

    fn read_id(&self, cell: &str) -> Option<u128> {
        if cell.is_empty() {
            return None;
        }
        read_guid(cell).or_else(|| {
            let (seen, _) = without_invisible(cell);
            read_guid(unwrapped(&seen))
        })
    }

    /// Reads a cell of names; gives its address key and takes its bare name where none is known.
    ///
    /// A logon name is a better bare name than the local part of a UPN, and that than one of mail.
    fn read_cell(
        &mut self,
        side: &MatchSide,
        role: Role,
        row: usize,
        id: Option<u128>,
        so_far: &mut RowSoFar,
    ) -> Key {
        let cell = side.cell(role, row);
        if cell.is_empty() {
            return Key::NONE;
        }
        if let Some(at) = plain_address(cell.as_bytes()) {
            return self.take_plain(cell.as_bytes(), at, role, so_far);
        }
        let reading = self.name.read(cell, role, self.nfkc);
        let kind = reading.as_ref().map(|reading| reading.kind);
        let why = match kind {
            Some(KeyKind::Concealed(how)) => Some(Keyless::Concealed(how)),
            Some(KeyKind::NotAKey(what)) => Some(Keyless::NotAKey(what)),
            // An object id in a column of names is a key of its own, equal only to itself.
            _ => None,
        };
        let share = &mut self.keys.concealed[share_of(role)];
        share.n_filled += u32::from(kind != Some(KeyKind::Empty));
        share.n_concealed += u32::from(matches!(why, Some(Keyless::Concealed(_))));
        let is_weaker = matches!(so_far.keyless, Some(Keyless::Concealed(_)));
        so_far.keyless = why.filter(|_| !is_weaker).or(so_far.keyless);
        if let Some(reading) = &reading
            && reading.kind == KeyKind::Guid
        {
            self.name.name.push_str(&reading.key);
        }
        if !self.name.is_key() {
            return Key::NONE;
        }
        let source = source_of(role);
        let is_better = so_far.source == NameSource::None || source == NameSource::LogonName;
        if is_better {
            let name = Key::of(self.name.name.as_bytes());
            let place = match so_far.source == NameSource::Upn && name == so_far.name {
                true => self.realm_under(so_far.realm),
                false => self.realm_place(),
            };
            (so_far.source, so_far.name, so_far.realm) = (source, name, place);
        }
        if let Some(derived) = reading.and_then(|reading| reading.derived) {
            self.push_hidden(row, derived, id);
        }
        self.name.address()
    }

    /// Takes a plain address, of which nearly all cells are, as [`Reader::read_cell`] takes any cell.
    fn take_plain(&mut self, cell: &[u8], at: usize, role: Role, so_far: &mut RowSoFar) -> Key {
        self.keys.concealed[share_of(role)].n_filled += 1;
        let lower = &mut self.lower;
        lower.clear();
        lower.extend_from_slice(cell);
        lower.make_ascii_lowercase();
        let source = source_of(role);
        if so_far.source == NameSource::None || source == NameSource::LogonName {
            let realm = self.rows.realms.encode(&lower[at..]);
            (so_far.source, so_far.name, so_far.realm) = (source, Key::of(&lower[..at]), realm);
        }
        Key::of(lower)
    }

    fn push_hidden(&mut self, row: usize, derived: Derived, id: Option<u128>) {
        let is_known = self
            .keys
            .hidden
            .last()
            .is_some_and(|last| last.row == row as u32);
        if is_known {
            return;
        }
        let realm = self.realm_place();
        let address = |name: &str, domain: &str| Key::of(format!("{name}@{domain}").as_bytes());
        self.keys.hidden.push(match derived {
            Derived::Guest { name, domain } => Hidden {
                row: row as u32,
                address: address(&name, &domain),
                name: Key::NONE,
                realm,
                id: None,
                check: IdCheck::Unknown,
            },
            Derived::Deleted { id: digits, name } => Hidden {
                row: row as u32,
                address: address(&name, &self.name.domain),
                name: Key::of(name.as_bytes()),
                realm,
                id: Some(digits),
                check: IdCheck::of(digits, id),
            },
        });
    }

    /// The place of the realm of the name just read, where the row's UPN gives the same name.
    ///
    /// A logon name without a domain is then of the UPN's.
    fn realm_under(&mut self, upn: u32) -> u32 {
        let place = self.realm_place();
        if !self.name.domain.is_empty() {
            return place;
        }
        let realms = &mut self.rows.realms;
        let (label, domain) = (realms.value(place as usize), realms.value(upn as usize));
        let whole = format!("{label}{domain}");
        realms.encode(whole.as_bytes())
    }

    /// The place of the realm of the name just read.
    fn realm_place(&mut self) -> u32 {
        let text = &mut self.realm_text;
        text.clear();
        if !self.name.label.is_empty() {
            text.extend_from_slice(self.name.label.as_bytes());
            text.push(b'\\');
        }
        if !self.name.domain.is_empty() {
            text.push(b'@');
            text.extend_from_slice(self.name.domain.as_bytes());
        }
        self.rows.realms.encode(text)
    }
}

/// Every address of the columns of addresses, and of a logon name that is written as several (T3).
pub fn further_addresses<'a>(
    side: &MatchSide<'a>,
    row: usize,
) -> impl Iterator<Item = Proxy<'a>> + use<'a> {
    let names = side.cell(Role::LogonName, row);
    let several = primary_of_several(names).map_or("", |_| names);
    proxies(side.cell(Role::Proxies, row)).chain(proxies(several))
}

/// The id of a person as ids are compared: a text, never a number (K17).
pub fn person_text(cell: &str, nfkc: Nfkc) -> String {
    let composed = match cell.is_ascii() {
        true => cell.to_string(),
        false => nfkc(cell),
    };
    let (seen, _) = without_invisible(&composed);
    fold(unwrapped(&seen))
}

/// The key of a person's id; none of a placeholder.
pub fn person_key(cell: &str, nfkc: Nfkc) -> Key {
    const NO_IDS: [&str; 6] = ["n/a", "na", "none", "null", "unknown", "nan"];
    if cell.is_empty() {
        return Key::NONE;
    }
    let is_plain = cell.bytes().all(|byte| byte.is_ascii_digit());
    let full = (!is_plain).then(|| person_text(cell, nfkc));
    let text = full.as_deref().unwrap_or(cell);
    // Placeholders are no ids: two of them would make one person of two.
    let is_id = text
        .chars()
        .any(|letter| letter.is_alphanumeric() && letter != '0')
        && !NO_IDS.contains(&text);
    match is_id {
        true => Key::of(text.as_bytes()),
        false => Key::NONE,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::logon_name::tests::nfkc;
    use super::*;
    use crate::table::TextColumn;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_plain_address_has_the_key_of_the_full_reading(cell in "[a-zA-Z0-9._@-]{0,40}|[a-zA-Z.]{1,20}@[a-zA-Z]{1,9}[.][a-z]{0,3}") {
            let mut quick = Name::default();
            let quick = quick.address_of(&cell, Role::Upn, nfkc);
            let full = read_key(&cell, Role::Upn, nfkc).name;
            let is_key = full.name.chars().any(char::is_alphanumeric);
            let whole = full.domain.filter(|_| is_key).map(|domain| format!("{}@{domain}", full.name));
            prop_assert_eq!(quick, Key::of(whole.unwrap_or_default().as_bytes()));
        }

        #[test]
        fn the_quick_reading_is_the_full_one(cell in "[a-zA-Z0-9._@\\\\-]{0,20}|[a-z]{1,40}@[A-Z.]{0,9}") {
            let mut quick = Name::default();
            quick.read(&cell, Role::LogonName, nfkc);
            let full = read_key(&cell, Role::LogonName, nfkc).name;
            prop_assert_eq!(quick.name, full.name);
            prop_assert_eq!(quick.domain, full.domain.unwrap_or_default());
            prop_assert_eq!(quick.label, full.label.unwrap_or_default());
        }
    }

    const COLUMNS: [(Role, &str); 6] = [
        (Role::ObjectId, "id"),
        (Role::Upn, "upn"),
        (Role::LogonName, "logon"),
        (Role::Mail, "mail"),
        (Role::Proxies, "proxies"),
        (Role::PersonId, "person"),
    ];

    proptest! {
        #[test]
        fn a_row_of_plain_cells_has_the_keys_of_the_full_reading(
            id in "|A1b2c3d4-e5f6-0718-293a-4b5c6d7e8f90",
            names in proptest::array::uniform3("|[jJ][.-]?[dD]@[xX][.]org|[a-z.]{1,3}@[a-z]{1,2}[.]?"),
            proxies in "|(smtp:[a-c]@x[.]org[+;,]){0,2}(SMTP|smtp):j[.]d@x[.]org",
            person in "|0{1,3}|[0-9]{1,9}",
        ) {
            let [upn, logon_name, mail] = &names;
            let cells = [&id, upn, logon_name, mail, &proxies, &person];
            let columns = COLUMNS.iter().zip(cells).map(|(&(_, name), cell)| {
                let mut column = TextColumn::default();
                column.push(cell.as_bytes());
                (name, Column::Text(column))
            });
            let table = Table::new(columns.collect(), 1);
            let side = MatchSide::of(&table, &COLUMNS);
            let mut plain = Reader::of(&side, nfkc);
            let n_plain = plain.rows.read_plain(&side.name_columns(), 0..1, 0);
            let mut full = Reader::of(&side, nfkc);
            full.read_row(&side, 0);
            if n_plain == 1 {
                let told = |rows: &RowKeys| {
                    let kinds = [&rows.ids, &rows.upns, &rows.mails, &rows.persons, &rows.names];
                    let keys = kinds.map(|keys| keys[0]);
                    let realm = rows.realms.value(rows.realm_of[0] as usize).to_owned();
                    (keys, rows.sources[0], realm, rows.proxies.clone())
                };
                prop_assert_eq!(told(&plain.rows), told(&full.rows));
            } else {
                prop_assert_eq!(plain.rows.names.len(), 0);
                prop_assert_eq!(plain.rows.proxies.len(), 0);
            }
        }
    }

    #[test]
    fn a_placeholder_is_no_persons_id() {
        for cell in ["", "0", "000", "-", "N/A", "none", " "] {
            assert_eq!(person_key(cell, nfkc), Key::NONE, "{cell:?}");
        }
        assert_eq!(person_key(" 01234567 ", nfkc), Key::of(b"01234567"));
        assert_ne!(person_key("1234567", nfkc), Key::of(b"01234567"));
    }
}

//! The keys of rows that say who they are in plain cells, as nearly all rows do.

use std::ops::Range;

use super::address::Address;
use super::bytes::same;
use super::column::{Column, DictColumn};
use super::key::Key;
use super::plain::plain_guid;

/// Where the bare name of a row comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NameSource {
    /// There is none.
    #[default]
    None,
    /// The logon name.
    LogonName,
    /// The local part of the user principal name.
    Upn,
    /// The local part of the mail address.
    Mail,
}

/// The columns that say who the rows of a table are, where it has them.
#[derive(Clone, Copy, Debug, Default)]
pub struct NameColumns<'a> {
    /// Object ids.
    pub ids: Option<&'a Column>,
    /// User principal names.
    pub upns: Option<&'a Column>,
    /// Logon names.
    pub logon_names: Option<&'a Column>,
    /// Mail addresses.
    pub mails: Option<&'a Column>,
    /// Lists of addresses.
    pub proxies: Option<&'a Column>,
    /// Ids of persons.
    pub persons: Option<&'a Column>,
}

/// The keys of rows, one of each kind a row; of a kind without a column there are none.
#[derive(Debug, Default)]
pub struct RowKeys {
    /// Object ids.
    pub ids: Vec<Key>,
    /// User principal names, or logon names of their form.
    pub upns: Vec<Key>,
    /// Primary addresses.
    pub mails: Vec<Key>,
    /// Ids of persons.
    pub persons: Vec<Key>,
    /// Bare names.
    pub names: Vec<Key>,
    /// Where each bare name comes from.
    pub sources: Vec<NameSource>,
    /// The realm of each bare name, by its code in [`RowKeys::realms`].
    pub realm_of: Vec<u32>,
    /// All addresses, in row order.
    pub proxies: Vec<(Key, u32)>,
    /// The realms that occur, as they are written in lower case: `label\@domain`.
    pub realms: DictColumn,
    /// How many cells are filled of each column of names: principal names, logon names, mail addresses.
    pub n_filled: [u32; 3],
}

/// What a row is met by.
#[derive(Clone, Copy, Debug, Default)]
pub struct RowKey {
    /// The object id.
    pub id: Key,
    /// The user principal name, or a logon name of its form.
    pub upn: Key,
    /// The primary address.
    pub mail: Key,
    /// The id of the person.
    pub person: Key,
    /// The bare name.
    pub name: Key,
    /// Where it comes from.
    pub source: NameSource,
    /// Its realm, by its code.
    pub realm: u32,
}

impl RowKeys {
    /// Makes room for so many rows of a table with these columns.
    pub fn reserve(&mut self, columns: &NameColumns, n_rows: usize) {
        let kinds = columns.kinds();
        let own = [
            &mut self.ids,
            &mut self.upns,
            &mut self.mails,
            &mut self.persons,
        ];
        for (keys, is_there) in own.into_iter().zip(kinds) {
            keys.reserve_exact(if is_there { n_rows } else { 0 });
        }
        self.names.reserve_exact(n_rows);
        self.sources.reserve_exact(n_rows);
        self.realm_of.reserve_exact(n_rows);
    }

    /// Adds a row of a table with these columns.
    pub fn push(&mut self, columns: &NameColumns, row: &RowKey) {
        let [has_id, has_upn, has_mail, has_person] = columns.kinds();
        if has_id {
            self.ids.push(row.id);
        }
        if has_upn {
            self.upns.push(row.upn);
        }
        if has_mail {
            self.mails.push(row.mail);
        }
        if has_person {
            self.persons.push(row.person);
        }
        self.names.push(row.name);
        self.sources.push(row.source);
        self.realm_of.push(row.realm);
    }

    /// Reads rows up to the first one with a cell that is not plain, or without any; gives that row, or the
    /// end. The rows of the table are counted from `first` on.
    #[inline(never)]
    pub fn read_plain(&mut self, columns: &NameColumns, rows: Range<usize>, first: usize) -> usize {
        for row in rows.clone() {
            match self.read_row(columns, row, first + row) {
                Some(key) => self.push(columns, &key),
                None => return row,
            }
        }
        rows.end
    }

    #[inline(always)]
    fn read_row(&mut self, columns: &NameColumns, row: usize, at: usize) -> Option<RowKey> {
        let cells =
            [columns.upns, columns.logon_names, columns.mails].map(|column| cell(column, at));
        let mut names = [const { None }; 3];
        let mut n_names = 0;
        for (name, text) in names.iter_mut().zip(cells) {
            if !text.is_empty() {
                *name = Some(Address::read(text)?);
                n_names += 1;
            }
        }
        let mut key = RowKey {
            id: plain_id(cell(columns.ids, at))?,
            person: plain_person(cell(columns.persons, at))?,
            ..RowKey::default()
        };
        let n_proxies = self.proxies.len();
        let primary = self.read_proxies(cell(columns.proxies, at), row as u32)?;
        let has_more = key.id.is_some() || key.person.is_some() || self.proxies.len() > n_proxies;
        if n_names == 0 && !has_more {
            return None;
        }
        let sources = [NameSource::Upn, NameSource::LogonName, NameSource::Mail];
        let mut keys = [Key::NONE; 3];
        for (place, (name, source)) in names.iter().zip(sources).enumerate() {
            let Some(name) = name else {
                continue;
            };
            self.n_filled[place] += 1;
            keys[place] = match &names[0] {
                Some(first) if place > 0 && same(first.whole(), name.whole()) => keys[0],
                _ => name.key(),
            };
            // A logon name is a better bare name than the local part of a UPN, and that than one of mail.
            if key.source == NameSource::None || source == NameSource::LogonName {
                key.source = source;
                key.name = name.name_key();
                key.realm = self.realms.encode(name.behind());
            }
        }
        let [upn, logon_name, mail] = keys;
        key.upn = if upn.is_some() { upn } else { logon_name };
        key.mail = if mail.is_some() { mail } else { primary };
        Some(key)
    }

    /// Reads addresses that are all written `smtp:name@domain`, with `+`, `;` or `,` between them; gives the
    /// primary one. What is not wholly so is not read at all.
    #[inline(always)]
    fn read_proxies(&mut self, cell: &[u8], row: u32) -> Option<Key> {
        const PREFIX: usize = b"smtp:".len();
        let n_before = self.proxies.len();
        let mut primary = Key::NONE;
        let mut rest = cell;
        while !rest.is_empty() {
            let is_end = |byte: &u8| matches!(byte, b'+' | b';' | b',');
            let end = rest.iter().position(is_end).unwrap_or(rest.len());
            let piece = &rest[..end];
            let is_mail = piece.len() > PREFIX && piece[..PREFIX].eq_ignore_ascii_case(b"smtp:");
            let Some(address) = is_mail.then(|| Address::read(&piece[PREFIX..])).flatten() else {
                self.proxies.truncate(n_before);
                return None;
            };
            let key = address.key();
            self.proxies.push((key, row));
            // Which is written in capitals.
            if !primary.is_some() && piece.starts_with(b"SMTP") {
                primary = key;
            }
            rest = rest.get(end + 1..).unwrap_or_default();
        }
        Some(primary)
    }
}

impl NameColumns<'_> {
    /// Which kinds of keys there may be: object ids, principal names, addresses, ids of persons.
    fn kinds(&self) -> [bool; 4] {
        let has_names = self.logon_names.is_some();
        [
            self.ids.is_some(),
            self.upns.is_some() || has_names,
            // A logon name may be written as several addresses.
            self.mails.is_some() || self.proxies.is_some() || has_names,
            self.persons.is_some(),
        ]
    }
}

/// What stands behind the last `@` in some cells of a column, each with how many cells it stands in.
#[inline(never)]
pub fn domains(column: &Column, rows: Range<usize>) -> Vec<(&str, u32)> {
    let mut known: Vec<(&str, u32)> = Vec::new();
    let mut codes = DictColumn::default();
    for row in rows {
        let cell = column.bytes(row);
        let Some(at) = cell.iter().rposition(|&byte| byte == b'@') else {
            continue;
        };
        let code = codes.encode(&cell[at + 1..]) as usize;
        if code >= known.len() {
            known.resize(code + 1, ("", 0));
            known[code].0 = column.get(row).get(at + 1..).unwrap_or_default();
        }
        known[code].1 += 1;
    }
    known
}

#[inline(always)]
fn cell(column: Option<&Column>, row: usize) -> &[u8] {
    match column {
        Some(column) => column.bytes(row),
        None => &[],
    }
}

#[inline(always)]
fn plain_id(cell: &[u8]) -> Option<Key> {
    match cell {
        b"" => Some(Key::NONE),
        cell => plain_guid(cell).map(Key::of_bits),
    }
}

#[inline(always)]
fn plain_person(cell: &[u8]) -> Option<Key> {
    if !cell.iter().all(u8::is_ascii_digit) {
        return None;
    }
    // Zeros stand for no id.
    Some(match cell.iter().all(|&byte| byte == b'0') {
        true => Key::NONE,
        false => Key::of(cell),
    })
}

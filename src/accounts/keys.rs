//! The keys of a column of logon names: sixteen bytes a row, most of them the name itself.

use super::logon_name::{LogonName, Nfkc, Reading, read_logon_name};
use super::proxies::primary_of_several;
use super::realm::Realm;
use crate::ingest::concealed::is_digest;
use crate::table::hash::{hash_bytes, mix};
use crate::table::{DictColumn, TextColumn};
use quick::plain::read_plain;

/// The bare name of a row: up to 15 bytes as they are, a longer one as its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Packed(u128);

impl Packed {
    /// No key.
    pub const NONE: Packed = Packed(0);
    const LONG: u128 = 0xff << 120;

    /// Packs a bare name, case folded.
    #[inline]
    pub fn of(name: &[u8]) -> Packed {
        match name.len() {
            0 => Packed::NONE,
            n @ 1..=15 => {
                let mut bytes = [0; 16];
                bytes[..n].copy_from_slice(name);
                bytes[15] = n as u8;
                Packed(u128::from_le_bytes(bytes))
            }
            n => {
                Packed(Packed::LONG | u128::from(hash_bytes(name)) | (n as u128 & 0xff_ffff) << 64)
            }
        }
    }

    /// The bits, equal for equal names.
    pub fn bits(self) -> u128 {
        self.0
    }

    /// Whether the row has a key.
    pub fn is_some(self) -> bool {
        self != Packed::NONE
    }

    /// Whether two equal keys may still be different names.
    #[inline(always)]
    pub fn is_long(self) -> bool {
        self.0 >= Packed::LONG
    }

    /// A hash of the name; `None` without one.
    #[inline(always)]
    pub fn hash(self) -> Option<u32> {
        let (low, high) = (self.0 as u64, (self.0 >> 64) as u64);
        self.is_some()
            .then(|| (mix(low ^ high.wrapping_mul(0xff51_afd7_ed55_8ccd)) >> 32) as u32)
    }
}

/// The keys of a column of logon names.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    packed: Vec<Packed>,
    /// Label and domain of every row, as written.
    realms: DictColumn,
    /// Rows that hold something other than a logon name.
    pub odd: Vec<Odd>,
    /// Whether a cell may stand for another name as well: a guest's, a deleted account's, or several
    /// addresses (T3, T6).
    pub may_hide: bool,
}

/// A row whose cell is no plain logon name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Odd {
    /// The row.
    pub row: u32,
    /// What it is.
    pub what: OddKind,
}

/// What a cell is that is no plain logon name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OddKind {
    /// Empty.
    Empty,
    /// Something else, as [`super::logon_name::NotAKey`] says.
    NotAKey(super::logon_name::NotAKey),
    /// A logon name with characters that cannot be seen.
    Invisible,
}

impl Keys {
    /// Reads the keys of a column, from row `first` on.
    pub fn extend(&mut self, column: &TextColumn, first: usize, nfkc: Nfkc) {
        self.packed.reserve(column.len() - first);
        self.realms.reserve(column.len() - first);
        let mut both = Vec::new();
        for row in first..column.len() {
            let cell = column.bytes(row);
            let Some(plain) = read_plain(cell) else {
                self.push_odd(column.get(row), row, nfkc);
                continue;
            };
            let name = &cell[plain.start..plain.at];
            self.may_hide |= begins_with_id(name);
            self.packed.push(pack_lower(name));
            match (plain.start, &cell[plain.at..]) {
                (0, domain) => self.realms.push(domain),
                (_, b"") => self.realms.push(&cell[..plain.start]),
                (_, domain) => {
                    both.clear();
                    both.extend_from_slice(&cell[..plain.start]);
                    both.extend_from_slice(domain);
                    self.realms.push(&both);
                }
            }
        }
    }

    #[cold]
    fn push_odd(&mut self, cell: &str, row: usize, nfkc: Nfkc) {
        let reading = read_logon_name(cell, nfkc);
        let what = match &reading {
            Reading::Empty => Some(OddKind::Empty),
            Reading::NotAKey(why) => Some(OddKind::NotAKey(*why)),
            Reading::Name(name) if name.had_invisible => Some(OddKind::Invisible),
            Reading::Name(_) => None,
        };
        self.odd.extend(what.map(|what| Odd {
            row: row as u32,
            what,
        }));
        let name = match reading {
            Reading::Name(name) => name,
            Reading::Empty | Reading::NotAKey(_) => LogonName::default(),
        };
        self.packed.push(Packed::of(name.name.as_bytes()));
        self.may_hide |= begins_with_id(name.name.as_bytes())
            || name.name.contains("#ext#")
            || primary_of_several(cell).is_some();
        let label = name
            .label
            .map(|label| format!("{label}\\"))
            .unwrap_or_default();
        let domain = name
            .domain
            .map(|domain| format!("@{domain}"))
            .unwrap_or_default();
        self.realms.push(format!("{label}{domain}").as_bytes());
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.packed.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.packed.is_empty()
    }

    /// The key of a row.
    #[inline(always)]
    pub fn get(&self, row: usize) -> Packed {
        self.packed[row]
    }

    /// The realm of a row, as a place in [`Keys::realms`].
    #[inline(always)]
    pub fn realm(&self, row: usize) -> usize {
        self.realms.code(row)
    }

    /// Every realm that occurs.
    pub fn realms(&self) -> Vec<Realm> {
        self.realms.values().map(realm_of).collect()
    }
}

/// Whether a name begins as a deleted account's does (K10).
#[inline(always)]
fn begins_with_id(name: &[u8]) -> bool {
    name.len() > 32 && is_digest(&name[..32])
}

/// The realm of its spelling `label\@domain`.
pub(super) fn realm_of(text: &str) -> Realm {
    let (label, domain) = match text.split_once('\\') {
        Some((label, rest)) => (label, rest),
        None => ("", text),
    };
    let some = |text: &str| (!text.is_empty()).then(|| text.to_ascii_lowercase());
    Realm {
        label: some(label),
        domain: some(domain.trim_start_matches('@')),
    }
}

/// Packs the lower case of a plain name.
#[inline(always)]
fn pack_lower(name: &[u8]) -> Packed {
    if name.len() > 15 {
        return Packed::of(&name.to_ascii_lowercase());
    }
    let (mut low, mut high) = (0u64, (name.len() as u64) << 56);
    for (place, byte) in name.iter().enumerate() {
        let letter = u64::from(byte.to_ascii_lowercase());
        match place {
            0..8 => low |= letter << (place * 8),
            _ => high |= letter << ((place - 8) * 8),
        }
    }
    Packed(u128::from(high) << 64 | u128::from(low))
}

#[cfg(test)]
mod tests {
    use super::super::logon_name::tests::nfkc;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_plain_reading_is_the_full_one(cell in "[a-zA-Z0-9._@\\\\ ,;='\"-]{0,20}|(AzureAD|penn)\\\\[a-z]{1,20}@?[A-Z.]{0,9}") {
            if let Some(plain) = read_plain(cell.as_bytes()) {
                let Reading::Name(full) = read_logon_name(&cell, nfkc) else {
                    panic!("{cell:?} is plain but not read as a name");
                };
                prop_assert_eq!(pack_lower(&cell.as_bytes()[plain.start..plain.at]), Packed::of(full.name.as_bytes()));
                let realm = realm_of(&format!("{}{}", &cell[..plain.start], &cell[plain.at..]));
                prop_assert_eq!((realm.label, realm.domain), (full.label, full.domain));
            }
        }

        #[test]
        fn keys_are_equal_exactly_when_short_names_are(left in "[a-z]{0,15}", right in "[a-z]{0,15}") {
            prop_assert_eq!(Packed::of(left.as_bytes()) == Packed::of(right.as_bytes()), left == right);
        }
    }
}

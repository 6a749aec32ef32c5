//! Keys that another form of the name hides: guests (K9) and deleted accounts (K10).

use crate::ingest::concealed::is_digest;
use crate::ingest::guid::read_guid;

/// The address of a guest, out of `alice_contoso.com#EXT#@tenant.onmicrosoft.com` (K9).
///
/// Takes the bare name, case folded; gives the name and the domain at home.
pub fn guest_address(name: &str) -> Option<(&str, &str)> {
    let (home, _) = name.split_once("#ext#")?;
    let (local, domain) = home.rsplit_once('_')?;
    (!local.is_empty() && domain.contains('.')).then_some((local, domain))
}

/// The object id and the former bare name of a deleted account's name (K10).
///
/// Takes the bare name, case folded.
pub fn deleted_name(name: &str) -> Option<(u128, &str)> {
    let digits = name
        .get(..32)
        .filter(|digits| is_digest(digits.as_bytes()))?;
    let rest = &name[32..];
    (!rest.is_empty()).then_some(())?;
    Some((read_guid(digits)?, rest))
}

/// What the object id says about a deleted account's name (K10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdCheck {
    /// The 32 digits are the row's object id.
    Confirmed,
    /// The row gives no object id to check with.
    Unknown,
    /// The row gives another object id: the name is no key.
    Differs,
}

impl IdCheck {
    /// Compares the digits of a name with the row's object id.
    pub fn of(digits: u128, object_id: Option<u128>) -> IdCheck {
        match object_id {
            None => IdCheck::Unknown,
            Some(id) if id == digits => IdCheck::Confirmed,
            Some(_) => IdCheck::Differs,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guest_has_an_address_at_home() {
        #[track_caller]
        fn case(name: &str, expected: Option<(&str, &str)>) {
            assert_eq!(guest_address(name), expected, "{name:?}");
        }
        case("alice_contoso.com#ext#", Some(("alice", "contoso.com")));
        case("al_ice_contoso.com#ext#", Some(("al_ice", "contoso.com")));
        case("alice#ext#", None);
        case("_contoso.com#ext#", None);
        case("alice_contoso.com", None);
    }

    #[test]
    fn a_deleted_account_begins_with_its_object_id() {
        const ID: u128 = 0xa1b2c3d4_e5f6_0718_293a_4b5c6d7e8f90;
        let name = "a1b2c3d4e5f60718293a4b5c6d7e8f90jdoe";
        assert_eq!(deleted_name(name), Some((ID, "jdoe")));
        assert_eq!(deleted_name(&name[..32]), None);
        assert_eq!(deleted_name(&name[1..]), None);
        assert_eq!(IdCheck::of(ID, Some(ID)), IdCheck::Confirmed);
        assert_eq!(IdCheck::of(ID, Some(1)), IdCheck::Differs);
        assert_eq!(IdCheck::of(ID, None), IdCheck::Unknown);
    }
}

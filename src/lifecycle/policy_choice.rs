//! Which policy a person works by: a profile's id and, where it was changed, the difference.

use crate::ingest::zone;
use crate::json::Json;

/// The key of the time zone in the changes, as in the policy file.
pub const ZONE: &str = "zone";

/// The policy of a query, as links and messages carry it (domain 2.11).
///
/// It is no policy yet: whether the id is known and the changes make sense is found out where it is
/// [resolved](super::policy_file::resolve), which is no part of a first download.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct PolicyChoice {
    /// Id of a built-in profile; empty is the default, `penn-2020`.
    pub id: String,
    /// A record: a key of the policy file to its other value, `null` for an entry that is taken
    /// out. [`Json::Null`] where nothing was changed.
    pub changes: Json,
}

impl PolicyChoice {
    /// The built-in profile with this id, as it is.
    pub fn of(id: &str) -> PolicyChoice {
        PolicyChoice {
            id: id.to_owned(),
            changes: Json::Null,
        }
    }

    /// The name of its zone: what was changed, or the one that every built-in profile has. Whether there
    /// is such a zone is found out with the rest.
    pub fn zone(&self) -> &str {
        let Json::Record(changes) = &self.changes else {
            return zone::NAME;
        };
        let changed = changes.iter().find(|(key, _)| key == ZONE);
        match changed {
            Some((_, Json::Text(name))) => name,
            _ => zone::NAME,
        }
    }

    /// Whether it is the policy that holds where nobody chose one.
    pub fn is_default(&self) -> bool {
        self.id.is_empty() && self.changes == Json::Null
    }
}

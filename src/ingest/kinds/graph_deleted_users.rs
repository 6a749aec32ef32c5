//! Graph's `directory/deletedItems`: users that can still be restored (F30).

use super::super::source::Kind;
use super::Export;
use super::graph_users::{FIELDS, KEYS, NEVER};

/// Their user principal names may begin with the id, without hyphens (K10).
pub const EXPORT: Export = Export {
    kind: Kind::GraphDeletedUsers,
    fields: FIELDS,
    told_by: &[&["upn", "deleted_at"], &["upn", "entra_id"]],
    never: NEVER,
    keys: KEYS,
    as_of: None,
    unnamed: &[],
};

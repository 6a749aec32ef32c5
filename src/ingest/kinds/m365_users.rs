//! The admin centre's *Export users*, in both generations of its columns (M4, F8 to F15).

use super::super::source::{Kind, Type};
use super::Export;
use super::field::*;
use crate::ingest::role::Role;

/// Users, active or deleted, with their licences by product name.
pub const EXPORT: Export = Export {
    kind: Kind::M365Users,
    fields: &[
        DISPLAY_NAME,
        UPN,
        text("entra_id", Type::Guid, &["objectid"]),
        // Means `accountEnabled` turned round (2.2).
        dict("blocked", Type::Boolean, &["blockcredential"]),
        dict("licenses", Type::List, &["licenses"]),
        text("proxy_addresses", Type::List, &["proxyaddresses"]),
        text("created", Type::DateTime, &["whencreated"]),
        dict("deleted_at", Type::DateTime, &["softdeletiontimestamp"]),
        text("last_dirsync", Type::DateTime, &["lastdirsynctime"]),
        ON_PREM_SYNC,
        DEPARTMENT,
        dict("country", Type::Text, &["countryorregion", "countryregion"]),
        USAGE_LOCATION,
        JOB_TITLE,
        FIRST_NAME,
        LAST_NAME,
    ],
    told_by: &[
        &["upn", "blocked"],
        &["upn", "licenses", "entra_id"],
        &["upn", "licenses", "proxy_addresses"],
        &["upn", "deleted_at"],
    ],
    never: &[],
    keys: &[
        (Role::ObjectId, "entra_id"),
        (Role::Upn, "upn"),
        (Role::Proxies, "proxy_addresses"),
    ],
    as_of: None,
    unnamed: &[],
};

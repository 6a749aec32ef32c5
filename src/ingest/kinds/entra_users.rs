//! The Entra admin centre's *Download users* (M4, F8, F10 to F15, F30).

use super::super::source::{Kind, Type};
use super::Export;
use super::field::*;
use crate::ingest::role::Role;

/// Users without licences and without sign-in dates.
pub const EXPORT: Export = Export {
    kind: Kind::EntraUsers,
    fields: &[
        UPN,
        DISPLAY_NAME,
        text("mail", Type::Address, &["mail"]),
        text("entra_id", Type::Guid, &["id", "objectid"]),
        dict("user_type", Type::Enum, &["usertype"]),
        dict("account_enabled", Type::Boolean, &["accountenabled"]),
        ON_PREM_SYNC,
        text("created", Type::DateTime, &["createddatetime"]),
        DEPARTMENT,
        dict("country", Type::Text, &["country"]),
        dict("invitation_state", Type::Enum, &["invitationstate"]),
        again("creation_type", Type::Enum, &["creationtype"]),
        USAGE_LOCATION,
        JOB_TITLE,
        FIRST_NAME,
        LAST_NAME,
    ],
    told_by: &[
        &["upn", "account_enabled", "user_type"],
        &["upn", "account_enabled", "on_prem_sync"],
        &["upn", "account_enabled", "entra_id"],
        &["upn", "user_type", "creation_type"],
    ],
    never: &["blockcredential", "ismfacapable", "ismfaregistered"],
    keys: &[
        (Role::ObjectId, "entra_id"),
        (Role::Upn, "upn"),
        (Role::Mail, "mail"),
    ],
    as_of: None,
    unnamed: &[],
};

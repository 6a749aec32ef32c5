//! Entra's *User registration details*: who registered what for several factors (F17 to F19, F27).

use super::super::source::{Kind, Type};
use super::Export;
use super::field::*;
use crate::ingest::role::Role;

/// The portal's file has the interface's names; its captions may be added by the person.
pub const EXPORT: Export = Export {
    kind: Kind::EntraRegistration,
    fields: &[
        UPN,
        text("entra_id", Type::Guid, &["id", "userid", "objectid"]),
        text(
            "display_name",
            Type::Text,
            &["userdisplayname", "displayname"],
        ),
        dict(
            "is_mfa_capable",
            Type::Boolean,
            &[
                "ismfacapable",
                "multifactorauthenticationcapable",
                "mfacapable",
            ],
        ),
        dict(
            "is_mfa_registered",
            Type::Boolean,
            &[
                "ismfaregistered",
                "multifactorauthenticationregistered",
                "mfaregistered",
            ],
        ),
        dict(
            "is_passwordless_capable",
            Type::Boolean,
            &["ispasswordlesscapable", "passwordlesscapable"],
        ),
        dict(
            "is_sspr_capable",
            Type::Boolean,
            &["issprcapable", "ssprcapable"],
        ),
        dict(
            "is_sspr_registered",
            Type::Boolean,
            &["issprregistered", "ssprregistered"],
        ),
        dict("is_admin", Type::Boolean, &["isadmin"]),
        dict("user_type", Type::Enum, &["usertype"]),
        dict(
            "default_mfa_method",
            Type::Enum,
            &[
                "defaultmfamethod",
                "defaultmultifactorauthenticationmethod",
                "userpreferredmethodforsecondaryauthentication",
            ],
        ),
        dict("methods_registered", Type::List, &["methodsregistered"]),
        text(
            "last_updated",
            Type::DateTime,
            &["lastupdateddatetime", "lastupdated"],
        ),
    ],
    told_by: &[
        &["upn", "is_mfa_capable"],
        &["upn", "is_mfa_registered"],
        &["upn", "methods_registered"],
    ],
    never: &[],
    keys: &[(Role::ObjectId, "entra_id"), (Role::Upn, "upn")],
    as_of: None,
    unnamed: &[],
};

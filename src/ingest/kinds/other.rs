//! Any other table: the person says which of its columns hold what (M4).

use super::super::source::{Kind, Type};
use super::Export;
use super::field::*;
use crate::ingest::role::Role;

/// The fields that can be mapped by hand; the spellings only propose a first mapping.
pub const EXPORT: Export = Export {
    kind: Kind::Other,
    fields: &[
        text(
            "entra_id",
            Type::Guid,
            &["objectid", "entraid", "azureadobjectid"],
        ),
        text("upn", Type::Address, &["userprincipalname", "upn"]),
        text(
            "mail",
            Type::Address,
            &["mail", "email", "emailaddress", "primarysmtpaddress"],
        ),
        text("proxy_addresses", Type::List, &["proxyaddresses"]),
        text("penn_id", Type::Text, &["pennid", "employeeid"]),
        text(
            "logon_name",
            Type::Text,
            &[
                "samaccountname",
                "logonname",
                "pennkey",
                "username",
                "login",
                "account",
            ],
        ),
        text(
            "display_name",
            Type::Text,
            &["displayname", "fullname", "name"],
        ),
        DEPARTMENT,
    ],
    told_by: &[],
    never: &[],
    keys: &[
        (Role::ObjectId, "entra_id"),
        (Role::Upn, "upn"),
        (Role::Mail, "mail"),
        (Role::Proxies, "proxy_addresses"),
        (Role::PersonId, "penn_id"),
        (Role::LogonName, "logon_name"),
    ],
    as_of: None,
    unnamed: &[],
};

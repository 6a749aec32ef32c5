//! Exports of Active Roles and other consoles of the directory, with columns of the person's choice (P31, P39).

use super::super::source::{Kind, Type};
use super::Export;
use super::field::*;
use crate::ingest::role::Role;

/// Accounts by their names in the directory.
pub const EXPORT: Export = Export {
    kind: Kind::Ars,
    fields: &[
        text(
            "logon_name",
            Type::Text,
            &[
                "samaccountname",
                "logonnameprewindows2000",
                "userlogonnameprewindows2000",
            ],
        ),
        text(
            "upn",
            Type::Address,
            &["userprincipalname", "userlogonname"],
        ),
        text(
            "mail",
            Type::Address,
            &["mail", "email", "emailaddress", "primarysmtpaddress"],
        ),
        text("proxy_addresses", Type::List, &["proxyaddresses"]),
        text("penn_id", Type::Text, &["pennid", "employeeid"]),
        DISPLAY_NAME,
        text("dn", Type::Text, &["distinguishedname", "dn", "objectdn"]),
        dict(
            "users_functional",
            Type::Text,
            &["usersfunctional", "memberof"],
        ),
        dict("licenses", Type::List, &["license", "licenses", "licence"]),
        dict(
            "override_center",
            Type::Text,
            &["overridecenter", "override"],
        ),
        dict(
            "override_until",
            Type::Date,
            &["overrideuntil", "overrideenddate"],
        ),
        DEPARTMENT,
    ],
    told_by: &[
        &["logon_name", "dn"],
        &["logon_name", "users_functional"],
        &["upn", "users_functional"],
        &["upn", "dn"],
    ],
    // The enrollment report may have a distinguished name too.
    never: &[
        "expiresindays",
        "scheduleddeletiondate",
        "o365ready",
        "objectid",
    ],
    keys: &[
        (Role::Upn, "upn"),
        (Role::Mail, "mail"),
        (Role::Proxies, "proxy_addresses"),
        (Role::PersonId, "penn_id"),
        (Role::LogonName, "logon_name"),
    ],
    as_of: None,
    unnamed: &[],
};

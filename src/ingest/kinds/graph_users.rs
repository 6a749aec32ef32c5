//! Graph's `users`: every property that is shown of an account (F8 to F16, F30; 2.10).

use super::super::source::{Field, Kind, Type};
use super::Export;
use super::field::*;
use crate::ingest::role::Role;

/// Of users, and of deleted ones.
pub const FIELDS: &[Field] = &[
    UPN,
    text("entra_id", Type::Guid, &["id"]),
    DISPLAY_NAME,
    text("mail", Type::Address, &["mail"]),
    text("proxy_addresses", Type::List, &["proxyaddresses"]),
    text("logon_name", Type::Text, &["onpremisessamaccountname"]),
    text("penn_id", Type::Text, &["employeeid"]),
    text("dn", Type::Text, &["onpremisesdistinguishedname"]),
    dict("account_enabled", Type::Boolean, &["accountenabled"]),
    dict("user_type", Type::Enum, &["usertype"]),
    dict("invitation_state", Type::Enum, &["externaluserstate"]),
    text("created", Type::DateTime, &["createddatetime"]),
    text("deleted_at", Type::DateTime, &["deleteddatetime"]),
    // Product ids, joined by `+`.
    dict("assigned_licenses", Type::List, &["assignedlicenses"]),
    // What each product comes by, and whether that went well: `product|direct or group|state|error|…`.
    text("license_states", Type::List, &["licenseassignmentstates"]),
    dict("on_prem_sync", Type::Boolean, &["onpremisessyncenabled"]),
    text(
        "last_dirsync",
        Type::DateTime,
        &["onpremiseslastsyncdatetime"],
    ),
    dict("on_prem_domain", Type::Text, &["onpremisesdomainname"]),
    // Attempts, those that failed too (2.4).
    text(
        "last_interactive",
        Type::DateTime,
        &["signinactivitylastsignindatetime"],
    ),
    text(
        "last_non_interactive",
        Type::DateTime,
        &["signinactivitylastnoninteractivesignindatetime"],
    ),
    text(
        "last_successful",
        Type::DateTime,
        &["signinactivitylastsuccessfulsignindatetime"],
    ),
    DEPARTMENT,
    dict("country", Type::Text, &["country"]),
    dict("company", Type::Text, &["companyname"]),
    dict("cost_center", Type::Text, &["employeeorgdatacostcenter"]),
    dict("employee_type", Type::Text, &["employeetype"]),
    dict("leaves_on", Type::DateTime, &["employeeleavedatetime"]),
    USAGE_LOCATION,
    JOB_TITLE,
    FIRST_NAME,
    LAST_NAME,
    again(
        "last_password_change",
        Type::DateTime,
        &["lastpasswordchangedatetime"],
    ),
];

/// Fields by which a user meets the rows of other sources.
pub const KEYS: &[(Role, &str)] = &[
    (Role::ObjectId, "entra_id"),
    (Role::Upn, "upn"),
    (Role::Mail, "mail"),
    (Role::Proxies, "proxy_addresses"),
    (Role::PersonId, "penn_id"),
    (Role::LogonName, "logon_name"),
];

/// Properties that say it is a listing of something else: registration, sign-ins, reports, groups.
pub const NEVER: &[&str] = &[
    "ismfacapable",
    "ismfaregistered",
    "methodsregistered",
    "reportrefreshdate",
    "appid",
    "appdisplayname",
    "grouptypes",
    "securityenabled",
];

/// Users that are not deleted; a property that was not selected is no column.
pub const EXPORT: Export = Export {
    kind: Kind::GraphUsers,
    fields: FIELDS,
    told_by: &[
        &["upn", "entra_id"],
        &["upn", "account_enabled"],
        &["upn", "display_name"],
        &["entra_id", "assigned_licenses"],
    ],
    never: NEVER,
    keys: KEYS,
    as_of: None,
    unnamed: &[],
};

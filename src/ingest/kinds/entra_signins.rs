//! Entra's *Sign-in logs*, of people and of services (F22 to F25).

use super::super::source::{Kind, Type};
use super::Export;
use super::field::*;
use crate::ingest::role::Role;

/// One row a sign-in; some headers stand twice or end with a space.
pub const EXPORT: Export = Export {
    kind: Kind::EntraSignins,
    fields: &[
        text("at", Type::DateTime, &["dateutc", "createddatetime"]),
        dict("upn", Type::Address, &["username", "userprincipalname"]),
        dict("display_name", Type::Text, &["user", "userdisplayname"]),
        dict("entra_id", Type::Guid, &["userid"]),
        dict("user_type", Type::Enum, &["usertype"]),
        dict(
            "app_display_name",
            Type::Text,
            &["application", "appdisplayname"],
        ),
        dict("app_id", Type::Guid, &["applicationid", "appid"]),
        dict("status", Type::Enum, &["status"]),
        dict(
            "error_code",
            Type::Integer,
            &["signinerrorcode", "errorcode", "statuserrorcode"],
        ),
        dict(
            "failure_reason",
            Type::Text,
            &["failurereason", "statusfailurereason"],
        ),
        dict("client_app", Type::Text, &["clientapp", "clientappused"]),
        dict("service_principal_id", Type::Guid, &["serviceprincipalid"]),
        again(
            "service_principal_name",
            Type::Text,
            &["serviceprincipalname"],
        ),
        // By which a sign-in that stands in several files counts once.
        text("request_id", Type::Text, &["requestid", "id"]),
        // Desktop, mobile or web (F28).
        dict(
            "operating_system",
            Type::Text,
            &["operatingsystem", "devicedetailoperatingsystem"],
        ),
        dict("is_interactive", Type::Boolean, &["isinteractive"]),
    ],
    told_by: &[
        &["at", "upn", "app_display_name"],
        &["at", "service_principal_id", "app_display_name"],
    ],
    never: &[],
    keys: &[(Role::ObjectId, "entra_id"), (Role::Upn, "upn")],
    as_of: None,
    unnamed: &[],
};

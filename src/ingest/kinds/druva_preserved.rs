//! Druva's report of preserved users: since when and in what way (D30 to D32).

use super::super::source::{Kind, Type};
use super::Export;
use super::field::*;
use crate::ingest::role::Role;

/// Its columns are switched on and off by whoever exports it.
pub const EXPORT: Export = Export {
    kind: Kind::DruvaPreserved,
    fields: &[
        dict("global_customer_id", Type::Text, &["globalcustomerid"]),
        dict("customer_name", Type::Text, &["customername"]),
        dict("account_name", Type::Text, &["accountname"]),
        text("user_name", Type::Text, &["username"]),
        text(
            "user_email",
            Type::Address,
            &[
                "useremail",
                "email",
                "emailaddress",
                "emailid",
                "useremailid",
            ],
        ),
        dict("profile", Type::Text, &["profile", "profilename"]),
        text(
            "preserved_on",
            Type::DateTime,
            &["preservedon", "preserveddate", "preservationdate"],
        ),
        dict(
            "preserve_mode",
            Type::Enum,
            &["mode", "preservedmode", "preservemode", "preservationmode"],
        ),
        // A setting of the backup, where a report shows it (D32).
        dict(
            "auto_delete_days",
            Type::Integer,
            &["autodeleteafterdays", "autodeleteafter", "autodeletedays"],
        ),
        dict(
            "legal_hold",
            Type::Boolean,
            &["legalhold", "onlegalhold", "legalholdstatus"],
        ),
        text("backup_mb", Type::Number, &["backupdatamb", "backupdata"]),
    ],
    told_by: &[
        &["user_email", "preserved_on"],
        &["user_name", "preserved_on"],
    ],
    never: &[],
    keys: &[
        (Role::Mail, "user_email"),
        (Role::Tenant, "global_customer_id"),
    ],
    as_of: None,
    unnamed: &[],
};

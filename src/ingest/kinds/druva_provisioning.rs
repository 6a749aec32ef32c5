//! Druva's *User Provisioning* report, of many customers or of one (D1 to D17).

use super::super::source::{Kind, Type};
use super::field::*;
use super::{Export, Unnamed};
use crate::ingest::role::Role;

/// Its columns are switched on and off and moved by whoever exports it (D20, D29).
pub const EXPORT: Export = Export {
    kind: Kind::DruvaProvisioning,
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
        dict("user_status", Type::Enum, &["userstatus"]),
        dict(
            "m365_license",
            Type::Enum,
            &["microsoft365license", "m365license", "office365license"],
        ),
        dict(
            "smb_license",
            Type::Enum,
            &["smblicense", "sharedmailboxlicense"],
        ),
        text("backup_mb", Type::Number, &["backupdatamb", "backupdata"]),
        text("created_on", Type::DateTime, &["createdon"]),
        dict("managed_by", Type::Text, &["managedby"]),
        dict("mapping", Type::Text, &["mapping", "mappingname"]),
        dict(
            "custom_attribute_name",
            Type::Text,
            &["customattributename"],
        ),
        text(
            "custom_attribute_value",
            Type::Text,
            &["customattributevalue"],
        ),
        dict("service_plan", Type::Text, &["serviceplan"]),
        dict("endpoints_license", Type::Enum, &["endpointslicense"]),
        text("endpoints_mb", Type::Number, &["endpointsusagemb"]),
        dict("google_license", Type::Enum, &["googleworkspacelicense"]),
    ],
    told_by: &[
        &["user_email", "m365_license"],
        &["user_email", "smb_license"],
        &["user_email", "endpoints_license"],
        &["user_email", "google_license"],
        &["user_email", "global_customer_id"],
        &["user_email", "user_status", "managed_by"],
        &["user_name", "user_status", "m365_license"],
    ],
    never: &["preservedon", "preserveddate", "preservationdate"],
    keys: &[
        (Role::Mail, "user_email"),
        (Role::Tenant, "global_customer_id"),
    ],
    as_of: None,
    unnamed: &[
        Unnamed {
            field: "profile",
            after: "user_email",
            before: "user_status",
        },
        Unnamed {
            field: "mapping",
            after: "managed_by",
            before: "custom_attribute_name",
        },
    ],
};

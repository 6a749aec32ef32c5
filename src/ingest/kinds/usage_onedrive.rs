//! The usage report *OneDrive usage account detail*: how full each OneDrive is (F20, F21).

use super::super::source::{Kind, Type};
use super::Export;
use super::field::*;
use crate::ingest::role::Role;

/// The key is the owner; the period does not filter rows by activity.
pub const EXPORT: Export = Export {
    kind: Kind::UsageOnedrive,
    fields: &[
        REPORT_DATE,
        text("upn", Type::Address, &["ownerprincipalname"]),
        text("display_name", Type::Text, &["ownerdisplayname"]),
        again("site_url", Type::Text, &["siteurl"]),
        IS_DELETED,
        dict("last_activity", Type::Date, &["lastactivitydate"]),
        text("file_count", Type::Integer, &["filecount"]),
        text("active_file_count", Type::Integer, &["activefilecount"]),
        STORAGE_USED,
        dict(
            "storage_allocated",
            Type::Integer,
            &[
                "storageallocatedbyte",
                "storageallocatedbytes",
                "storageallocatedinbytes",
            ],
        ),
        REPORT_PERIOD,
    ],
    told_by: &[
        &["report_date", "site_url", "storage_allocated"],
        &["report_date", "upn", "storage_used"],
        &["report_date", "file_count", "active_file_count"],
    ],
    // The report of SharePoint sites has all of these columns and more.
    never: &["pageviewcount", "visitedpagecount", "rootwebtemplate"],
    keys: &[(Role::Upn, "upn")],
    as_of: Some("report_date"),
    unnamed: &[],
};

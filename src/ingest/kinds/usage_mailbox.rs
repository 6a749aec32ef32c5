//! The usage report *Mailbox usage detail*: how full each mailbox is (F20, F21).

use super::super::source::{Kind, Type};
use super::Export;
use super::field::*;
use crate::ingest::role::Role;

/// Older files lack the last columns; none but the date is always there.
pub const EXPORT: Export = Export {
    kind: Kind::UsageMailbox,
    fields: &[
        REPORT_DATE,
        UPN,
        DISPLAY_NAME,
        IS_DELETED,
        DELETED_ON,
        dict("created_on", Type::Date, &["createddate"]),
        dict("last_activity", Type::Date, &["lastactivitydate"]),
        text("item_count", Type::Integer, &["itemcount"]),
        STORAGE_USED,
        dict(
            "quota_warning",
            Type::Integer,
            &[
                "issuewarningquotabyte",
                "issuewarningquotabytes",
                "issuewarningquotainbytes",
            ],
        ),
        dict(
            "quota_send",
            Type::Integer,
            &[
                "prohibitsendquotabyte",
                "prohibitsendquotabytes",
                "prohibitsendquotainbytes",
            ],
        ),
        dict(
            "quota_send_receive",
            Type::Integer,
            &[
                "prohibitsendreceivequotabyte",
                "prohibitsendreceivequotabytes",
                "prohibitsendreceivequotainbytes",
            ],
        ),
        text("deleted_item_count", Type::Integer, &["deleteditemcount"]),
        text(
            "deleted_item_size",
            Type::Integer,
            &[
                "deleteditemsizebyte",
                "deleteditemsizebytes",
                "deleteditemsizeinbytes",
            ],
        ),
        dict("has_archive", Type::Boolean, &["hasarchive"]),
        // Of shared mailboxes, which some editions of the report tell.
        dict(
            "recipient_type",
            Type::Text,
            &["recipienttype", "recipienttypedetails"],
        ),
        REPORT_PERIOD,
    ],
    told_by: &[
        &["report_date", "storage_used", "quota_warning"],
        &["report_date", "storage_used", "quota_send"],
        &["report_date", "storage_used", "item_count"],
    ],
    never: &[],
    keys: &[(Role::Upn, "upn")],
    as_of: Some("report_date"),
    unnamed: &[],
};

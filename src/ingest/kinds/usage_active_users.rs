//! The usage report *Active user detail*: the last activity by workload (F20).

use super::super::source::{Field, Kind, Type};
use super::Export;
use super::field::*;
use crate::ingest::role::Role;

const fn has(name: &'static str, aliases: &'static [&'static str]) -> Field {
    dict(name, Type::Boolean, aliases)
}

const fn last(name: &'static str, aliases: &'static [&'static str]) -> Field {
    dict(name, Type::Date, aliases)
}

/// Some clouds lack the columns of Teams and Viva Engage.
pub const EXPORT: Export = Export {
    kind: Kind::UsageActiveUsers,
    fields: &[
        REPORT_DATE,
        UPN,
        DISPLAY_NAME,
        IS_DELETED,
        DELETED_ON,
        has("has_exchange", &["hasexchangelicense"]),
        has("has_onedrive", &["hasonedrivelicense"]),
        has("has_sharepoint", &["hassharepointlicense"]),
        has("has_skype", &["hasskypeforbusinesslicense"]),
        has(
            "has_viva_engage",
            &["hasyammerlicense", "hasvivaengagelicense"],
        ),
        has("has_teams", &["hasteamslicense"]),
        last("exchange_last_activity", &["exchangelastactivitydate"]),
        last("onedrive_last_activity", &["onedrivelastactivitydate"]),
        last("sharepoint_last_activity", &["sharepointlastactivitydate"]),
        last("skype_last_activity", &["skypeforbusinesslastactivitydate"]),
        last(
            "viva_engage_last_activity",
            &["yammerlastactivitydate", "vivaengagelastactivitydate"],
        ),
        last("teams_last_activity", &["teamslastactivitydate"]),
        dict("assigned_products", Type::List, &["assignedproducts"]),
    ],
    told_by: &[
        &["report_date", "upn", "has_exchange"],
        &["report_date", "upn", "exchange_last_activity"],
        &["report_date", "upn", "onedrive_last_activity"],
        &["report_date", "upn", "sharepoint_last_activity"],
        &["report_date", "upn", "teams_last_activity"],
    ],
    never: &[],
    keys: &[(Role::Upn, "upn")],
    as_of: Some("report_date"),
    unnamed: &[],
};

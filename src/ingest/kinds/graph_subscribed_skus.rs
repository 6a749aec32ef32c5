//! Graph's `subscribedSkus`: the products a tenant pays for (F1 to F7); as JSON or as CSV.

use super::super::source::{Kind, Type};
use super::Export;
use super::field::*;
use crate::ingest::role::Role;

/// Products of companies count as no seats of people: `applies_to` says which they are.
pub const EXPORT: Export = Export {
    kind: Kind::GraphSubscribedSkus,
    fields: &[
        // The tenant and the product, `tenant_product`.
        text("subscribed_id", Type::Text, &["id"]),
        dict("account_name", Type::Text, &["accountname"]),
        dict("account_id", Type::Guid, &["accountid"]),
        text("sku_id", Type::Guid, &["skuid"]),
        text("sku_part_number", Type::Text, &["skupartnumber"]),
        dict("capability_status", Type::Enum, &["capabilitystatus"]),
        dict("applies_to", Type::Enum, &["appliesto"]),
        text("consumed", Type::Integer, &["consumedunits"]),
        text("enabled", Type::Integer, &["prepaidunitsenabled"]),
        text("warning", Type::Integer, &["prepaidunitswarning"]),
        text("suspended", Type::Integer, &["prepaidunitssuspended"]),
        text("locked_out", Type::Integer, &["prepaidunitslockedout"]),
        again("service_plans", Type::List, &["serviceplans"]),
    ],
    told_by: &[&["sku_id", "consumed"], &["sku_part_number", "consumed"]],
    never: &[],
    keys: &[(Role::Sku, "sku_id")],
    as_of: None,
    unnamed: &[],
};

//! Microsoft's list *Product names and service plan identifiers* (F7).

use super::super::source::{Kind, Type};
use super::Export;
use super::field::*;
use crate::ingest::role::Role;

/// One row for every service plan of every product; ids may have odd spaces around them.
pub const EXPORT: Export = Export {
    kind: Kind::SkuNames,
    fields: &[
        dict("product_name", Type::Text, &["productdisplayname"]),
        dict("sku_part_number", Type::Text, &["stringid"]),
        dict("sku_id", Type::Guid, &["guid"]),
        dict("plan_name", Type::Text, &["serviceplanname"]),
        dict("plan_id", Type::Guid, &["serviceplanid"]),
        dict(
            "plan_title",
            Type::Text,
            &["serviceplansincludedfriendlynames"],
        ),
    ],
    told_by: &[&["sku_part_number", "sku_id"], &["product_name", "sku_id"]],
    never: &[],
    keys: &[(Role::Sku, "sku_id")],
    as_of: None,
    unnamed: &[],
};

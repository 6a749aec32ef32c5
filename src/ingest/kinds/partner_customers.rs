//! Partner Center's *Export customers*: which tenants are looked after.

use super::super::source::{Kind, Type};
use super::Export;
use super::field::*;
use crate::ingest::role::Role;

/// Some partners find a customer in it twice.
pub const EXPORT: Export = Export {
    kind: Kind::PartnerCustomers,
    fields: &[
        text(
            "tenant_id",
            Type::Guid,
            &["microsoftid", "tenantid", "customertenantid", "customerid"],
        ),
        text(
            "company",
            Type::Text,
            &["companyname", "company", "customername", "displayname"],
        ),
        text(
            "primary_domain",
            Type::Text,
            &[
                "primarydomainname",
                "primarydomain",
                "defaultdomain",
                "defaultdomainname",
            ],
        ),
        // All that a tenant has verified, its first `….onmicrosoft.com` among them.
        text(
            "domains",
            Type::List,
            &[
                "verifieddomains",
                "domains",
                "domainnames",
                "customdomains",
                "alldomains",
            ],
        ),
        dict(
            "relationship",
            Type::Text,
            &["relationship", "contracttype"],
        ),
        dict("tags", Type::List, &["tags"]),
        // Of a tenant's own `organization`; a contract has here what is not its customer's id.
        text("organization_id", Type::Guid, &["id"]),
        // No partner's export has it: a list that was put together by hand may (D17).
        dict("service_plan", Type::Text, &["serviceplan"]),
    ],
    told_by: &[
        &["tenant_id", "company", "primary_domain"],
        &["tenant_id", "company", "relationship"],
        &["company", "primary_domain", "relationship"],
    ],
    never: &[],
    keys: &[(Role::Tenant, "tenant_id")],
    as_of: None,
    unnamed: &[],
};

//! Graph's `delegatedAdminCustomers` and `contracts`: the customers of a partner, and `organization`: a
//! tenant with all its domains (D2 to D5).

use super::super::source::Kind;
use super::{Export, partner_customers};
use crate::ingest::role::Role;

/// A contract has an id of its own: the customer's is `customerId`.
pub const EXPORT: Export = Export {
    kind: Kind::GraphCustomers,
    told_by: &[
        &["tenant_id", "company"],
        &["organization_id", "company", "domains"],
    ],
    // Logs and reports of a tenant name it too.
    never: &["userprincipalname", "appid", "activitydatetime"],
    keys: &[
        (Role::Tenant, "tenant_id"),
        (Role::Tenant, "organization_id"),
    ],
    ..partner_customers::EXPORT
};

//! Graph's `delegatedAdminCustomers` and `contracts`: the customers of a partner (D2 to D5).

use super::super::source::Kind;
use super::{Export, partner_customers};

/// A contract has an id of its own: the customer's is `customerId`.
pub const EXPORT: Export = Export {
    kind: Kind::GraphCustomers,
    told_by: &[&["tenant_id", "company"]],
    // Logs and reports of a tenant name it too.
    never: &["userprincipalname", "appid", "activitydatetime"],
    ..partner_customers::EXPORT
};

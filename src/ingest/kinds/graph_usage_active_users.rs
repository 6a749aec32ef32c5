//! Graph's `getOffice365ActiveUserDetail`: the last activity by workload (F20).

use super::super::source::Kind;
use super::{Export, usage_active_users};

/// As the report's file, with lists in place of joined products.
pub const EXPORT: Export = Export {
    kind: Kind::GraphUsageActiveUsers,
    ..usage_active_users::EXPORT
};

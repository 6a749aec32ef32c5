//! Graph's `getOneDriveUsageAccountDetail`: how full each OneDrive is (F20, F21).

use super::super::source::Kind;
use super::{Export, usage_onedrive};

/// As the report's file, in other spellings.
pub const EXPORT: Export = Export {
    kind: Kind::GraphUsageOnedrive,
    ..usage_onedrive::EXPORT
};

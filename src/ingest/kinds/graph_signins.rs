//! Graph's `auditLogs/signIns`: sign-ins of people (F22 to F25, F28).

use super::super::source::Kind;
use super::{Export, entra_signins};

/// As the portal's file, with `status.errorCode` in place of a word.
pub const EXPORT: Export = Export {
    kind: Kind::GraphSignins,
    ..entra_signins::EXPORT
};

//! Graph's `userRegistrationDetails`: who registered what for several factors (F17 to F19, F27).

use super::super::source::Kind;
use super::{Export, entra_registration};

/// As the portal's file; no row means not available, and `isMfaCapable` may be null (2.4).
pub const EXPORT: Export = Export {
    kind: Kind::GraphRegistration,
    ..entra_registration::EXPORT
};

//! Graph's `getMailboxUsageDetail`: how full each mailbox is (F20, F21).

use super::super::source::Kind;
use super::{Export, usage_mailbox};

/// As the report's file, in other spellings.
pub const EXPORT: Export = Export {
    kind: Kind::GraphUsageMailbox,
    ..usage_mailbox::EXPORT
};

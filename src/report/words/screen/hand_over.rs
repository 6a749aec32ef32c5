//! The words of `app/hand_over.rs`.

/// A caption.
pub const WHAT: &str = "What";
/// A caption.
pub const WRITTEN: &str = "Written";
/// A caption.
pub const NAMES_AT_ONCE_EMPTY_FOR_ALL: &str = "Names at once, empty for all";

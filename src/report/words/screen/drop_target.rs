//! The words of `app/drop_target.rs`.

/// A sentence.
pub const DROP_THE_EXPORTS_OR_THE_LIST: &str = "Drop the exports or the list of logon names here";
/// What a screen reader hears of it.
pub const FILES_TO_READ: &str = "Files to read";

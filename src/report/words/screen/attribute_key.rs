//! The words of `app/attribute_key.rs`.

/// The caption of a box.
pub const MATCH_USERS_ALSO_BY_ATTRIBUTE: &str = "Match users also by attribute";
/// What stands in the empty box.
pub const NONE: &str = "None";

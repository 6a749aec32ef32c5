//! The words of `app/page.rs`.

/// Words among others.
pub const SKIP_TO_THE_LIST: &str = "Skip to the list";

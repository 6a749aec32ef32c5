//! The words of `app/tabs.rs`.

/// What a screen reader hears of it.
pub const LISTS: &str = "Lists";

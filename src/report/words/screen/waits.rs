//! The words of `app/waits.rs`.

/// What a screen reader hears of it.
pub const WAITS_THAT_RUN: &str = "Waits that run";

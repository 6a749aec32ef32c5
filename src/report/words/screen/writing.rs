//! The words of `app/writing.rs`.

/// A button.
pub const CANCEL: &str = "Cancel";

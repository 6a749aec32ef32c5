//! The words of `app/notices.rs`.

/// Words on the screen.
pub const DONE: &str = "Done";
/// Words on the screen.
pub const NOTE: &str = "Note";
/// Words on the screen.
pub const FAILED: &str = "Failed";
/// A button.
pub const DISMISS: &str = "Dismiss";

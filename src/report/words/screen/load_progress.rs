//! The words of `app/load_progress.rs`.

/// What a screen reader hears of it.
pub const READING_FILES: &str = "Reading files";
/// What a screen reader hears of it.
pub const READING: &str = "Reading";
/// A sentence.
pub const READING_2: &str = "Reading…";
/// A button.
pub const CANCEL: &str = "Cancel";

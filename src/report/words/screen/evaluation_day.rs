//! The words of `app/evaluation_day.rs`.

/// A caption.
pub const EVALUATION_DAY: &str = "Evaluation day";
/// A button.
pub const BACK_TO_TODAY: &str = "Back to today";

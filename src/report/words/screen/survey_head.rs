//! The words of `app/survey_head.rs`.

/// Words on the screen.
pub const NONE_GIVEN: &str = "none given";
/// Words on the screen.
pub const SUMS: &str = "Sums";

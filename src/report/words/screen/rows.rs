//! The words of `app/rows.rs`.

/// Words on the screen.
pub const THE_ANSWER_WAS_DAMAGED: &str = "the answer was damaged";

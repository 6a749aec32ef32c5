//! The words of `app/looks.rs`.

/// Words on the screen.
pub const DONE_AGAIN: &str = "done again";

/// There is no step to undo or redo.
pub fn nothing_to_be(step: &str) -> String {
    format!("there is nothing to be {step}")
}

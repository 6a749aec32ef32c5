//! The words of `app/views.rs`.

/// A caption.
pub const NAME_OF_THE_VIEW_THAT_IS_SHOWN: &str = "Name of the view that is shown";
/// A button.
pub const KEEP_THIS_VIEW: &str = "Keep this view";
/// A heading.
pub const YOURS: &str = "Yours";
/// A button.
pub const SAVE_AS_FILE: &str = "Save as file";
/// A button.
pub const ADD_FROM_A_FILE: &str = "Add from a file…";
/// A heading.
pub const COMMON_QUESTIONS: &str = "Common questions";
/// A button.
pub const OPEN: &str = "Open";
/// A button.
pub const DELETE: &str = "Delete";

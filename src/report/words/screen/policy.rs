//! The words of `app/policy.rs`.

/// What a resting pointer shows.
pub const POLICY_THE_TIMES_AND_RULES_BEHIND_EVERY: &str =
    "Policy: the times and rules behind every date";
/// A button.
pub const GO_BACK_TO_THE_BUILT_IN_POLICY: &str = "Go back to the built-in policy";
/// A caption.
pub const BUILT_IN_PROFILE: &str = "Built-in profile";
/// A button.
pub const UNDO: &str = "Undo";
/// A button.
pub const REDO: &str = "Redo";
/// Words among others.
pub const UNDO_ALL_CHANGES: &str = "Undo all changes";
/// A button.
pub const SAVE_AS_FILE: &str = "Save as file";
/// The caption of a box.
pub const OPEN_A_FILE: &str = "Open a file";
/// What a screen reader hears of it.
pub const A_FILE_WAS_DROPPED: &str = "A file was dropped";
/// A button.
pub const USE_IT: &str = "Use it";
/// A button.
pub const LEAVE_IT: &str = "Leave it";

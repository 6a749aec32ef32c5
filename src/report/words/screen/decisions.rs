//! The words of `app/decisions.rs`.

/// A button.
pub const SAVE_DECISIONS: &str = "Save decisions";
/// A button.
pub const CLEAR_ALL_DECISIONS_TOO: &str = "Clear all, decisions too";
/// A button.
pub const GO_ON_WITH_THEM: &str = "Go on with them";
/// A button.
pub const MERGE_DECISIONS: &str = "Merge decisions…";
/// Words that stand out.
pub const KEEP_DECISIONS_IN_THIS_BROWSER: &str = "Keep decisions in this browser";
/// Words on the screen.
pub const ACCOUNT: &str = "Account";
/// Words on the screen.
pub const DECISION: &str = "Decision";
/// Words on the screen.
pub const STEPS_DONE: &str = "Steps done";
/// Words on the screen.
pub const NOTE: &str = "Note";
/// Words on the screen.
pub const DECISIONS: &str = "Decisions";
/// What a screen reader hears of it.
pub const SHOW_ONLY: &str = "Show only";
/// What a screen reader hears of it.
pub const CHANGED_ON_BOTH_SIDES: &str = "Changed on both sides";
/// A caption.
pub const YOUR_INITIALS: &str = "Your initials";
/// A button.
pub const THESE_ARE_RIGHT: &str = "These are right";
/// The caption of a fact.
pub const COUNTS: &str = "Counts";
/// The caption of a fact.
pub const DOES_NOT_COUNT: &str = "Does not count";
/// A button.
pub const TAKE_THE_OTHER: &str = "Take the other";

//! The words of `app/details.rs`.

/// What a screen reader hears of it.
pub const ACCOUNT_DETAILS: &str = "Account details";
/// A button.
pub const CLOSE_DETAILS: &str = "Close details";
/// A sentence.
pub const LOOKING_IT_UP: &str = "Looking it up…";
/// Words on the screen.
pub const IS_IT_THE_SAME_ACCOUNT: &str = "Is it the same account?";
/// Words on the screen.
pub const ELIGIBLE_FOR_A_MAILBOX: &str = "Eligible for a mailbox?";
/// Words on the screen.
pub const WHY: &str = "Why";
/// Words on the screen.
pub const EVERY_FIELD_WITH_ITS_CELL: &str = "Every field, with its cell";
/// Words on the screen.
pub const UNDO: &str = "Undo";
/// Words on the screen.
pub const ACCEPT: &str = "Accept";

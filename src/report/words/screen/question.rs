//! The words of `app/question.rs`.

/// A heading.
pub const OR_SAY_YOURSELF: &str = "Or say yourself what it is and what its columns hold";
/// Words on the screen.
pub const ANSWER: &str = "Answer";
/// Words on the screen.
pub const LATER: &str = "Later";
/// The caption of choices.
pub const YOUR_ANSWER: &str = "Your answer";
/// Words on the screen.
pub const READ_IT_THIS_WAY: &str = "Read it this way";
/// Words on the screen.
pub const LEAVE_IT: &str = "Leave it as it is";
/// A button.
pub const FORGET_AND_ASK_AGAIN: &str = "Forget and ask again";
/// Words on the screen.
pub const COLUMN: &str = "Column";
/// Words on the screen.
pub const FIRST_VALUES: &str = "First values";
/// Words on the screen.
pub const COLUMNS_WITH_SAMPLE_VALUES: &str = "Columns with sample values";

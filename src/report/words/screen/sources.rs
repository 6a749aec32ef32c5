//! The words of `app/sources.rs`.

/// What a screen reader hears of it.
pub const SOURCES: &str = "Sources";
/// Words that stand out.
pub const HOW_ACCOUNTS_ARE_MATCHED: &str = "How accounts are matched. ";
/// A button.
pub const ANSWER_A_QUESTION: &str = "Answer a question";
/// A button.
pub const ADD_FILES: &str = "Add files";
/// A button.
pub const PASTE_NAMES: &str = "Paste names";
/// A button.
pub const MICROSOFT_365: &str = "Microsoft 365…";
/// A button.
pub const DECISIONS: &str = "Decisions…";
/// A button.
pub const CLEAR_ALL: &str = "Clear all";
/// Words on the screen.
pub const DATE: &str = "Date";
/// Words on the screen.
pub const FORMAT: &str = "Format";
/// Words on the screen.
pub const COLUMNS: &str = "Columns";
/// A button.
pub const CHANGE_KIND_OR_COLUMNS: &str = "Change kind or columns";
/// What a screen reader hears of it.
pub const WHERE_EVERY_ROW_WENT: &str = "Where every row went";
/// A sentence.
pub const IN: &str = "in ";
/// Words among others.
pub const OF_THE_ACCEPTED: &str = "; of the accepted: ";

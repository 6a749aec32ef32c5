//! The words of `app/match_panel.rs`.

/// Words on the screen.
pub const OUTCOME: &str = "Outcome";
/// Words on the screen.
pub const WHY: &str = "Why";
/// Words on the screen.
pub const SUGGESTIONS: &str = "Suggestions";
/// Words on the screen.
pub const SOURCE_KIND: &str = "Source kind";
/// Words on the screen.
pub const PAIR_OF_SOURCES: &str = "Pair of sources";
/// A button.
pub const UNDO_ALL: &str = "Undo all";
/// Words on the screen.
pub const A_FILE_IS_BEING_READ_ACCEPT_ONCE: &str =
    "a file is being read: accept once the lists have followed";

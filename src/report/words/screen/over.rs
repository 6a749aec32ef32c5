//! The words of `app/over.rs`.

/// A caption.
pub const ADD_THESE_NAMES: &str = "Add these names";
/// What a screen reader hears of it.
pub const CLOSE: &str = "Close";
/// Words on the screen.
pub const ONE_QUESTION: &str = "One question";
/// Words on the screen.
pub const ISSUES_IN_ALL_SOURCES: &str = "Issues in all sources";
/// Words on the screen.
pub const FILTER: &str = "Filter";
/// Words on the screen.
pub const COMMANDS: &str = "Commands";
/// Words on the screen.
pub const CHOOSE_COLUMNS: &str = "Choose columns";
/// Words on the screen.
pub const PASTE_LOGON_NAMES: &str = "Paste logon names";
/// Words on the screen.
pub const HAND_OVER_LOGON_NAMES: &str = "Hand over logon names";
/// Words on the screen.
pub const POLICY: &str = "Policy";
/// Words on the screen.
pub const VIEWS: &str = "Views";
/// Words on the screen.
pub const SHARE: &str = "Share";
/// Words on the screen.
pub const SHARED_ROWS: &str = "Shared rows";
/// Words on the screen.
pub const CALENDAR_FILE: &str = "Calendar file";
/// Words on the screen.
pub const EXPORT: &str = "Export";
/// Words on the screen.
pub const HAND_OUT: &str = "Hand out";
/// Words on the screen.
pub const KEYS: &str = "Keys";
/// Words on the screen.
pub const WHAT_HAPPENS_TO_YOUR_DATA: &str = "What happens to your data";
/// Words on the screen.
pub const DECISIONS: &str = "Decisions";
/// Words on the screen.
pub const CLEAR_THE_DECISIONS_TOO: &str = "Clear the decisions too?";

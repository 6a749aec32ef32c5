//! The words of `app/policy_line.rs`.

/// A button.
pub const TAKE_BACK: &str = "take back";
/// A caption.
pub const DAYS_ONE_A_LINE_SUCH_AS_2026: &str =
    "Days, one a line, such as 2026-12-28 winter break, or 2026-12-24 to 2026-12-31 winter break";
/// Words on the screen.
pub const ADD_THESE_DAYS: &str = "Add these days";
/// Words on the screen.
pub const ADD: &str = "Add";
/// The caption of a box.
pub const OPEN_A_CALENDAR_FILE_ICS: &str = "Open a calendar file (.ics)";

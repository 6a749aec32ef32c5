//! The words of `app/issues.rs`.

/// A button.
pub const SAVE_REJECTED_ROWS: &str = "Save rejected rows";
/// A sentence.
pub const LOOKING: &str = "Looking…";
/// Words on the screen.
pub const WHOLE_FILE: &str = "whole file";
/// Words on the screen.
pub const LINE: &str = "Line";
/// Words on the screen.
pub const RECORD: &str = "Record";
/// Words on the screen.
pub const COLUMN: &str = "Column";
/// Words on the screen.
pub const KIND: &str = "Kind";
/// Words on the screen.
pub const WHAT_IS_WRONG: &str = "What is wrong";
/// Words on the screen.
pub const ISSUES: &str = "Issues";
/// Words on the screen.
pub const ALL_BY_LINE: &str = "all, by line";
/// Words on the screen.
pub const ALL_BY_KIND: &str = "all, by kind";
/// A caption.
pub const SHOW: &str = "Show";
/// Words on the screen.
pub const THE_BROWSER_DOES_NOT_LET_THIS_PAGE: &str =
    "the browser does not let this page save a file";

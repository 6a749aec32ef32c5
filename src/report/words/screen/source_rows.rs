//! The words of `app/source_rows.rs`.

/// A button.
pub const SAVE_REJECTED_ROWS: &str = "Save rejected rows";
/// Words on the screen.
pub const LINE: &str = "Line";
/// Words on the screen.
pub const RECORD: &str = "Record";
/// Words on the screen.
pub const COLUMN: &str = "Column";
/// Words on the screen.
pub const WHY: &str = "Why";
/// Words on the screen.
pub const AS_IT_STANDS_IN_THE_FILE: &str = "As it stands in the file";
/// Words on the screen.
pub const ROWS: &str = "Rows";

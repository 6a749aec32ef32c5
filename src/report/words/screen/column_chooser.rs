//! The words of `app/column_chooser.rs`.

/// A caption.
pub const FIND_A_COLUMN: &str = "Find a column";
/// A button.
pub const BACK_TO_THE_USUAL_COLUMNS: &str = "Back to the usual columns";
/// A button.
pub const PIN: &str = "Pin";
/// A button.
pub const GROUP: &str = "Group";

/// What a screen reader hears of pinning a column.
pub fn keep_in_sight(title: &str) -> String {
    format!("Keep {title} in sight")
}

/// What it hears of grouping by one.
pub fn group_by(title: &str) -> String {
    format!("Group by {title}")
}

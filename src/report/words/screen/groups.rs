//! The words of `app/groups.rs`.

/// What a screen reader hears of it.
pub const GROUPS_OF_ROWS: &str = "Groups of rows";
/// A button.
pub const NO_GROUPS: &str = "No groups";
/// The caption of a column.
pub const SUM_OF: &str = "Sum of ";
/// What a screen reader hears of it.
pub const GROUPS: &str = "Groups";
/// The caption of a column.
pub const ROWS: &str = "Rows";
/// The caption of a column.
pub const ALL_ROWS: &str = "All rows";
/// What a resting pointer shows.
pub const SHOW_THESE_ROWS: &str = "Show these rows";

/// What a screen reader hears of taking a level away.
pub fn group_no_longer_by(title: &str) -> String {
    format!("Group no longer by {title}")
}

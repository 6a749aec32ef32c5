//! The words of `app/filter_chips.rs`.

/// What a screen reader hears of it.
pub const FILTERS: &str = "Filters";
/// A button.
pub const SHOW_ALL: &str = "Show all";
/// What a resting pointer shows.
pub const CHANGE_THIS_FILTER: &str = "Change this filter";
/// What a resting pointer shows.
pub const REMOVE_THIS_FILTER: &str = "Remove this filter";

/// What a screen reader hears of taking a filter away.
pub fn remove_filter(text: &str) -> String {
    format!("Remove this filter: {text}")
}

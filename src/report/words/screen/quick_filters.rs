//! The words of `app/quick_filters.rs`.

/// What a screen reader hears of it.
pub const QUICK_FILTERS: &str = "Quick filters";
/// Words on the screen.
pub const TYPE_A_PART_OF_THE_NAME: &str = "Type a part of the name";

/// What a screen reader hears of a group of quick filters.
pub fn filter_by(title: &str) -> String {
    format!("Filter by {title}")
}

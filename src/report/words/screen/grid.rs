//! The words of `app/grid.rs`.

/// What a screen reader hears of it.
pub const SELECT_ALL_ROWS: &str = "Select all rows";

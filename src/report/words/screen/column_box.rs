//! The words of `app/column_box.rs`.

/// What stands in the empty box.
pub const A_COLUMN: &str = "a column";

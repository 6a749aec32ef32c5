//! The words of `app/column_header.rs`.

/// What a screen reader hears of it.
pub const COLUMN_MENU: &str = "Column menu";

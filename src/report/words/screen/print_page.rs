//! The words of `app/print_page.rs`.

/// Words among others.
pub const ROLLCALL: &str = "Rollcall: ";

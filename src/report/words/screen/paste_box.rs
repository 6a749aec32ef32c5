//! The words of `app/paste_box.rs`.

/// A caption.
pub const LOGON_NAMES_ONE_A_LINE: &str =
    "Logon names, one a line or with commas, semicolons, tabs or spaces between";

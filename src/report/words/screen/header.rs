//! The words of `app/header.rs`.

/// Words among others.
pub const ROLLCALL: &str = "Rollcall";
/// What a resting pointer shows.
pub const INVENTED_PEOPLE_DATED_RELATIVE_TO_TODAY: &str =
    "Invented people, dated relative to today";
/// A caption.
pub const SAMPLE: &str = "SAMPLE";
/// A button.
pub const KEYS_AND_HELP: &str = "Keys and help";

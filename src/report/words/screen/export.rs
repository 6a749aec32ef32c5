//! The words of `app/export.rs`.

/// The caption of choices.
pub const AS: &str = "As";
/// The caption of choices.
pub const ROWS: &str = "Rows";
/// The caption of choices.
pub const COLUMNS: &str = "Columns";
/// What a resting pointer shows.
pub const A_FILE_A_DRAFT_OF_A_MAIL: &str =
    "A file, a draft of a mail or a link for each department or center, with only its people";
/// A button.
pub const HAND_OUT: &str = "Hand out…";
/// A button.
pub const EXPORT: &str = "Export";
/// Words on the screen.
pub const COUNTING: &str = "Counting…";
/// Words on the screen.
pub const AS_SEARCHED_AND_FILTERED: &str = "As searched and filtered";
/// Words on the screen.
pub const ONLY_THE_SELECTED_ONES: &str = "Only the selected ones";
/// Words on the screen.
pub const ALL_OF_THIS_LIST: &str = "All of this list";
/// Words on the screen.
pub const THE_VISIBLE_ONES: &str = "The visible ones";
/// Words on the screen.
pub const ALL_THE_VISIBLE_ONES_FIRST: &str = "All, the visible ones first";
/// Words among others.
pub const A_MARK_BY_WHICH_EXCEL_KNOWS_UTF: &str = "A mark by which Excel knows UTF-8 (BOM)";
/// The caption of choices.
pub const FOR_SPREADSHEETS: &str = "For spreadsheets";
/// Words among others.
pub const AN_APOSTROPHE_BEFORE: &str = "An apostrophe before what could be a formula";
/// Words on the screen.
pub const WRITING_THE_FILE: &str = "Writing the file";

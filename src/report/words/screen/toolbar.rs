//! The words of `app/toolbar.rs`.

/// What a screen reader hears of it.
pub const COMMANDS_FOR_THE_LIST: &str = "Commands for the list";
/// A button.
pub const FILTER: &str = "Filter…";
/// What a screen reader hears of it.
pub const UNDO: &str = "Undo";
/// What a resting pointer shows.
pub const UNDO_CTRL_Z: &str = "Undo (Ctrl+Z)";
/// What a screen reader hears of it.
pub const REDO: &str = "Redo";
/// What a resting pointer shows.
pub const REDO_CTRL_Y: &str = "Redo (Ctrl+Y)";
/// A caption.
pub const SEARCH_ALL_VISIBLE_COLUMNS: &str = "Search all visible columns";
/// What stands in the empty box.
pub const SEARCH: &str = "Search  /";
/// What a resting pointer shows.
pub const THESE_ROWS_AS_AN_EXCEL_WORKBOOK_CSV: &str =
    "These rows as an Excel workbook, CSV, JSON or a table";
/// A button.
pub const EXPORT: &str = "Export…";
/// What a resting pointer shows.
pub const ONE_A_LINE_AS_THE_PEOPLE_BLOCK: &str =
    "One a line, as the People block of O365 Tools takes them";
/// A button.
pub const COPY_LOGON_NAMES: &str = "Copy logon names";
/// A button.
pub const SHARE: &str = "Share…";
/// A button.
pub const VIEWS: &str = "Views…";
/// A button.
pub const CHOOSE_COLUMNS: &str = "Choose columns";
/// Words among others.
pub const MORE: &str = "More";
/// What a resting pointer shows.
pub const AS_USER_PRINCIPAL_NAMES_WITH_A_LABEL: &str =
    "As user principal names, with a label, for PowerShell, in batches";
/// A button.
pub const HAND_OVER: &str = "Hand over…";
/// What a resting pointer shows.
pub const DEADLINES_AS_EVENTS_FOR_OUTLOOK_AND_OTHER: &str =
    "Deadlines as events for Outlook and other calendars";
/// A button.
pub const CALENDAR_FILE: &str = "Calendar file…";
/// A button.
pub const PRINT: &str = "Print";
/// A caption.
pub const ROW_HEIGHT: &str = "Row height";

//! The words of `app/palette.rs`.

/// A command.
pub const ADD_FILES: &str = "Add files…";
/// A command.
pub const PASTE_LOGON_NAMES: &str = "Paste logon names…";
/// A command.
pub const TRY_WITH_SAMPLE_DATA: &str = "Try with sample data";
/// A command.
pub const TRY_A_PROVIDERS_SAMPLE: &str = "Try a provider’s sample";
/// A command.
pub const KEYS_AND_HELP: &str = "Keys and help";
/// A command.
pub const POLICY: &str = "Policy…";
/// A command.
pub const WHAT_HAPPENS_TO_YOUR_DATA: &str = "What happens to your data";
/// A command.
pub const COLOURS_AS_THE_SYSTEM_HAS_THEM: &str = "Colours: as the system has them";
/// A command.
pub const COLOURS_LIGHT: &str = "Colours: light";
/// A command.
pub const COLOURS_DARK: &str = "Colours: dark";
/// A command.
pub const SEARCH: &str = "Search";
/// A command.
pub const FILTER: &str = "Filter…";
/// A command.
pub const SHOW_ALL_ROWS: &str = "Show all rows";
/// A command.
pub const CHOOSE_COLUMNS: &str = "Choose columns…";
/// A command.
pub const GO_TO_THE_LIST: &str = "Go to the list";
/// A command.
pub const UNDO: &str = "Undo";
/// A command.
pub const REDO: &str = "Redo";
/// A command.
pub const SHARE: &str = "Share…";
/// A command.
pub const EXPORT: &str = "Export…";
/// A command.
pub const HAND_OUT: &str = "Hand out…";
/// A command.
pub const COPY_ROWS: &str = "Copy rows";
/// A command.
pub const COPY_LOGON_NAMES: &str = "Copy logon names";
/// A command.
pub const COPY_A_LINK_TO_THIS_VIEW: &str = "Copy a link to this view";
/// A command.
pub const PRINT: &str = "Print";
/// A command.
pub const DECISIONS: &str = "Decisions…";
/// A command.
pub const ISSUES_IN_ALL_SOURCES: &str = "Issues in all sources…";
/// A command.
pub const CLEAR_ALL_DATA: &str = "Clear all data";
/// A command.
pub const HAND_OVER_LOGON_NAMES: &str = "Hand over logon names…";
/// A command.
pub const CALENDAR_FILE: &str = "Calendar file…";
/// A command.
pub const NO_GROUPS: &str = "No groups";
/// A command of live mode.
pub const OPEN_MICROSOFT_365: &str = "Microsoft 365: show the panel";
/// A command of live mode.
pub const SIGN_IN_TO_MICROSOFT_365: &str = "Microsoft 365: sign in and fetch";
/// A command of live mode.
pub const FETCH_FROM_MICROSOFT_365: &str = "Microsoft 365: fetch";
/// A command of live mode.
pub const STOP_FETCHING: &str = "Microsoft 365: stop fetching";
/// A command of live mode.
pub const RESUME_ALL_SOURCES: &str = "Microsoft 365: resume all";
/// A command of live mode.
pub const SIGN_OUT_OF_MICROSOFT_365: &str = "Microsoft 365: sign out";
/// A command of live mode.
pub const APPLICATION_SETTINGS: &str = "Microsoft 365: application settings";
/// What a screen reader hears of it.
pub const COMMAND_OR_A_NAME_TO_GO: &str = "Command, or a name to go to";
/// What stands in the empty box.
pub const TYPE_A_COMMAND_OR_A_NAME: &str = "Type a command, or a name";
/// What a screen reader hears of it.
pub const COMMANDS: &str = "Commands";

/// The command that goes to an account.
pub fn go_to(name: &str) -> String {
    format!("Go to the account “{name}”")
}

/// The command that shows a report.
pub fn report(title: &str) -> String {
    format!("Report: {title}")
}

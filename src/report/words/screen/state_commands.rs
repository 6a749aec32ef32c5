//! The words of `app/state_commands.rs`.

/// Words on the screen.
pub const LOGON_NAME: &str = "logon name";
/// Words on the screen.
pub const LOGON_NAMES: &str = "logon names";

//! The words of `app/theme.rs`.

/// Words on the screen.
pub const SYSTEM: &str = "System";
/// Words on the screen.
pub const LIGHT: &str = "Light";
/// Words on the screen.
pub const DARK: &str = "Dark";
/// A caption.
pub const COLOURS: &str = "Colours";

//! The words of `app/density.rs`.

/// Words on the screen.
pub const COMPACT_ROWS: &str = "Compact rows";
/// Words on the screen.
pub const NORMAL_ROWS: &str = "Normal rows";
/// Words on the screen.
pub const ROOMY_ROWS: &str = "Roomy rows";

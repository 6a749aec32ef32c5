//! The words of `app/shared.rs`.

/// Words on the screen.
pub const PASSPHRASE: &str = "Passphrase";
/// Words on the screen.
pub const KEY: &str = "Key";
/// A button.
pub const OPEN: &str = "Open";
/// Words on the screen.
pub const SHARED_ROWS: &str = "Shared rows";
/// A button.
pub const COPY: &str = "Copy";
/// A button.
pub const SAVE_AS_CSV: &str = "Save as CSV";
/// A button.
pub const TAKE_THESE_AS_MY_LOGON_NAMES: &str = "Take these as my logon names";
/// A button.
pub const OPEN_THIS_VIEW_ON_MY_OWN_FILES: &str = "Open this view on my own files";
/// A sentence that stands out.
pub const THESE_ROWS_WERE_SHARED_WITH_YOU_THEY: &str =
    "These rows were shared with you. They are not your data, and nothing is done with them here.";
/// A button.
pub const EARLIER_ROWS: &str = "Earlier rows";
/// Words among others.
pub const LATER_ROWS: &str = "Later rows";

//! The words of `app/mapping.rs`.

/// Words on the screen.
pub const CHOOSE_A_KIND: &str = "choose a kind";
/// Words on the screen.
pub const KIND: &str = "Kind";
/// Words on the screen.
pub const HEADER: &str = "Header";
/// Words on the screen.
pub const NOT_USED: &str = "not used";
/// Words on the screen.
pub const COLUMN: &str = "Column";
/// Words on the screen.
pub const FIRST_VALUES: &str = "First values";
/// Words on the screen.
pub const TAKEN_FOR: &str = "Taken for";
/// Words on the screen.
pub const FITS: &str = "Fits";
/// Words on the screen.
pub const COLUMNS_WITH_SAMPLE_VALUES: &str = "Columns with sample values";
/// A caption.
pub const FIND_COLUMNS: &str = "Find columns";
/// What stands in the empty box.
pub const CAPTION_OR_LETTER: &str = "caption or letter";
/// Words on the screen.
pub const THE_FIRST_ROWS_AS_THEY_WILL: &str = "The first rows as they will be read";

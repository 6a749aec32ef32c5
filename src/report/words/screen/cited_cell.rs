//! The words of `app/cited_cell.rs`.

/// What a resting pointer shows.
pub const SHOW_THE_CELL_IN_ITS_ROW: &str = "Show the cell in its row";
/// The caption of a column.
pub const FIELD: &str = "Field";
/// The caption of a column.
pub const VALUE: &str = "Value";
/// The caption of a column.
pub const WHERE_IT_STANDS: &str = "Where it stands";
/// A button.
pub const BACK_TO_THE_SENTENCE: &str = "Back to the sentence";

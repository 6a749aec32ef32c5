//! The words of `app/column_menu.rs`.

/// Words on the screen.
pub const SORT_ASCENDING: &str = "Sort ascending";
/// Words on the screen.
pub const SORT_DESCENDING: &str = "Sort descending";
/// Words on the screen.
pub const ADD_TO_THE_ORDER: &str = "Add to the order";
/// Words on the screen.
pub const FILTER_BY_THIS_COLUMN: &str = "Filter by this column…";
/// Words on the screen.
pub const GROUP_BY_THIS_COLUMN: &str = "Group by this column";
/// Words on the screen.
pub const LET_IT_SCROLL_WITH_THE_OTHERS: &str = "Let it scroll with the others";
/// Words on the screen.
pub const KEEP_IN_SIGHT: &str = "Keep in sight";
/// Words on the screen.
pub const MOVE_LEFT: &str = "Move left";
/// Words on the screen.
pub const MOVE_RIGHT: &str = "Move right";
/// Words on the screen.
pub const WIDER: &str = "Wider";
/// Words on the screen.
pub const NARROWER: &str = "Narrower";
/// Words on the screen.
pub const FIT_THE_CELLS_IN_SIGHT: &str = "Fit the cells in sight";
/// Words on the screen.
pub const USUAL_WIDTH: &str = "Usual width";
/// Words on the screen.
pub const HIDE_THIS_COLUMN: &str = "Hide this column";
/// Words on the screen.
pub const COPY_THIS_COLUMN: &str = "Copy this column";

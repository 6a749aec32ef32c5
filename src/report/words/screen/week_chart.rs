//! The words of `app/week_chart.rs`.

/// Words among others.
pub const DISABLE_DAYS_BY_WEEK: &str = "Disable days by week";
/// A caption.
pub const STACKED_BY: &str = "Stacked by";
/// A choice.
pub const BY_URGENCY: &str = "by urgency";
/// A choice.
pub const BY_DEPARTMENT: &str = "by department";
/// A sentence.
pub const NO_DEADLINE_IN_THIS_LIST: &str = "No deadline in this list.";
/// Words among others.
pub const NUMBERS_AS_A_TABLE: &str = "Numbers as a table";
/// What a screen reader hears of it.
pub const FILTER_BY_WEEK_OF_THE_DISABLE_DAY: &str =
    "Filter by week of the disable day; up and down walk through the parts of a week";
/// What a screen reader hears of it.
pub const PARTS_OF_THE_BARS_FROM_THEIR_FOOT: &str = "Parts of the bars, from their foot up";
/// The caption of a column.
pub const DISABLE_DAY: &str = "Disable day";
/// The caption of a column.
pub const ACCOUNTS: &str = "Accounts";

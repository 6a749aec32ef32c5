//! The words of `app/summary.rs`.

/// What a screen reader hears of it.
pub const FILTER_BY_URGENCY: &str = "Filter by urgency";
/// What a screen reader hears of it.
pub const FILTER_BY_DEPARTMENT: &str = "Filter by department";
/// What a screen reader hears of it.
pub const CONTRADICTIONS_BY_KIND: &str = "Contradictions by kind";

//! The words of `app/date_order.rs`.

/// What a screen reader hears of it.
pub const ORDER_OF_DAY_AND_MONTH: &str = "Order of day and month";

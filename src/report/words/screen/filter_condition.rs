//! The words of `app/filter_condition.rs`.

/// A button.
pub const REMOVE: &str = "Remove";
/// Words on the screen.
pub const LOWEST_NUMBER: &str = "lowest number";
/// A caption.
pub const AND: &str = "and";
/// Words on the screen.
pub const HIGHEST_NUMBER: &str = "highest number";
/// Words on the screen.
pub const FIRST_DAY: &str = "first day";
/// Words on the screen.
pub const LAST_DAY: &str = "last day";
/// Words on the screen.
pub const NUMBER_OF_DAYS: &str = "number of days";
/// A caption.
pub const DAYS: &str = "days";
/// A caption.
pub const FROM: &str = "from";
/// Words on the screen.
pub const FIRST_DAY_COUNTED_FROM_THE_EVALUATION_DAY: &str =
    "first day, counted from the evaluation day";
/// A caption.
pub const TO: &str = "to";
/// Words on the screen.
pub const LAST_DAY_COUNTED_FROM_THE_EVALUATION_DAY: &str =
    "last day, counted from the evaluation day";
/// What stands in the empty box.
pub const FIND_A_VALUE: &str = "Find a value";

/// What a screen reader hears of taking a condition away.
pub fn remove_condition(title: &str) -> String {
    format!("Remove the condition on {title}")
}

/// What it hears of a condition.
pub fn condition_on(title: &str) -> String {
    format!("Condition on {title}")
}

/// What it hears of the operators.
pub fn how_compared(title: &str) -> String {
    format!("How {title} is compared")
}

/// What it hears of the box that narrows the values.
pub fn find_value(title: &str) -> String {
    format!("Find a value of {title}")
}

/// What it hears of the values.
pub fn values_of(title: &str) -> String {
    format!("Values of {title}")
}

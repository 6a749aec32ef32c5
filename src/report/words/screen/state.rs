//! The words of `app/state.rs`.

/// Words on the screen.
pub const THE_ANSWER_WAS_DAMAGED: &str = "the answer was damaged";
/// Words on the screen.
pub const STOPPED_EVERYTHING_IS_AS_IT_WAS_BEFORE: &str = "stopped; everything is as it was before";

/// The address names a day that is none.
pub fn today_is_no_day(text: &str) -> String {
    format!(
        "`today={text}` in the address is no day; expected one such as 2026-11-22, so today is used"
    )
}

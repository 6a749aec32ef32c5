//! The words of `app/filter_builder.rs`.

/// A sentence.
pub const ROWS_HAVE_TO_MEET_ALL_OF_THESE: &str = "Rows have to meet all of these. What is filled in narrows the list at once; Undo takes it back.";
/// Words on the screen.
pub const ADD_A_CONDITION: &str = "Add a condition on";
/// A button.
pub const REMOVE_ALL_CONDITIONS: &str = "Remove all conditions";
/// A button.
pub const DONE: &str = "Done";
/// A sentence.
pub const NO_CONDITION_YET_EVERY_ROW_IS_SHOWN: &str = "No condition yet: every row is shown.";
/// Words on the screen.
pub const ANOTHER_CONDITION: &str = "Another condition on";
/// A button.
pub const OR_ANOTHER_CONDITION: &str = "Or another condition…";
/// The caption of choices.
pub const A_GROUP_OF_CONDITIONS: &str = "A group of conditions";
/// What a screen reader hears of it.
pub const HOW_THE_CONDITIONS_OF_THIS_GROUP_ARE: &str =
    "How the conditions of this group are joined";
/// A choice.
pub const ONE_OF_THESE_IS_ENOUGH: &str = "one of these is enough";
/// A choice.
pub const ALL_OF_THESE_HAVE_TO_HOLD: &str = "all of these have to hold";
/// A caption.
pub const AS_IT_CAME_MORE_THAN: &str = "(as it came; more than can be changed here)";
/// A button.
pub const REMOVE: &str = "Remove";

/// What a screen reader hears of taking a part of the filter away.
pub fn remove_part(sentence: &str) -> String {
    format!("Remove: {sentence}")
}

//! The words of `app/what_if.rs`.

/// A heading.
pub const WHAT_IF: &str = "What if…";
/// A sentence.
pub const NOTHING_IS_STORED_CLOSING_THE_DETAILS_FORGETS: &str =
    "Nothing is stored; closing the details forgets it.";
/// A caption.
pub const GIVE_AN_AFFILIATION: &str = "Give an affiliation";
/// A choice.
pub const NONE: &str = "none";
/// A caption.
pub const OVERRIDE_UNTIL: &str = "Override until";
/// A caption.
pub const ON_ANOTHER_DAY: &str = "On another day";
/// A button.
pub const BACK_TO_HOW: &str = "Back to how it is";
/// Words on the screen.
pub const NOW_AND_THEN: &str = "Now and then";
/// Words on the screen.
pub const WHAT: &str = "What";
/// Words on the screen.
pub const NOW: &str = "Now";
/// Words on the screen.
pub const THEN: &str = "Then";
/// Words on the screen.
pub const DIFFERENCE: &str = "Difference";

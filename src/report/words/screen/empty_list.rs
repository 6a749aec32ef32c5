//! The words of `app/empty_list.rs`.

/// A heading.
pub const THIS_LIST_COULD_NOT_BE_COMPUTED: &str = "This list could not be computed";
/// A button.
pub const TRY_AGAIN: &str = "Try again";

//! The words of `app/todo.rs`.

/// A button.
pub const COPY_FOR_THE_MANAGER: &str = "Copy for the manager";
/// A heading.
pub const WHAT_TO_DO: &str = "What to do";
/// A heading.
pub const DONE_IN_ANOTHER_LIST: &str = "Done in another list";
/// A button.
pub const COPY_FOR_A_TICKET: &str = "Copy for a ticket";
/// A button.
pub const COPY: &str = "Copy";
/// A heading.
pub const DECISION: &str = "Decision";
/// A caption.
pub const YOUR_INITIALS: &str = "Your initials";
/// A caption.
pub const NOTE: &str = "Note";
/// A button.
pub const ALL_DECISIONS: &str = "All decisions…";

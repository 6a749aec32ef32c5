//! The words of `app/hand_out.rs`.

/// Words on the screen.
pub const ONLY_THE_SELECTED_ROWS_ARE_HANDED_OUT: &str = "Only the selected rows are handed out.";
/// Words on the screen.
pub const THE_ROWS_AS_SEARCHED_AND_FILTERED_ARE: &str =
    "The rows as searched and filtered are handed out.";
/// The caption of a box.
pub const SPLIT_BY: &str = "Split by ";
/// The caption of choices.
pub const EACH_GETS: &str = "Each gets";
/// The caption of choices.
pub const GROUPS: &str = "Groups";
/// A button.
pub const ALL: &str = "All";
/// A button.
pub const NONE: &str = "None";
/// A button.
pub const HAND_OUT: &str = "Hand out";
/// Words on the screen.
pub const STOPPED_FILES_THAT_WERE_SAVED_BEFORE_ARE: &str =
    "stopped; files that were saved before are there, no others are";
/// Words among others.
pub const ALL_IN_ONE_ARCHIVE_ZIP: &str = "All in one archive (.zip)";
/// The caption of a box.
pub const TO: &str = "To ";
/// A choice.
pub const NOBODY_YET: &str = "nobody yet";
/// The caption of a box.
pub const SUBJECT: &str = "Subject ";
/// The caption of a box.
pub const TEXT: &str = "Text ";
/// A sentence.
pub const GROUP_ROWS_DAY_AND_REPORT_STAND: &str =
    "{group}, {rows}, {day} and {report} stand for what they name.";
/// Words on the screen.
pub const MAKING_THE_FILES: &str = "Making the files";

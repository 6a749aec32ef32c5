//! The words of `app/share.rs`.

/// Words on the screen.
pub const THE_VIEW_NO_ROWS_NO_NAMES: &str = "The view: no rows, no names";
/// Words on the screen.
pub const LOGON_NAMES_ONLY: &str = "Logon names only";
/// Words on the screen.
pub const THE_ROWS_SHOWN: &str = "The rows shown";
/// Words on the screen.
pub const A_SEALED_FILE_OF_THE_ROWS_SHOWN: &str = "A sealed file of the rows shown";
/// Words on the screen.
pub const AS_THEY_ARE: &str = "as they are";
/// Words on the screen.
pub const LEFT_OUT: &str = "left out";
/// Words on the screen.
pub const AS_TOKENS: &str = "as tokens";
/// The caption of choices.
pub const WHAT: &str = "What";
/// Words among others.
pub const LET_THE_READER_KNOW_WHETHER_THEIR_FILES: &str =
    "Let the reader know whether their files are the same as mine";
/// Words on the screen.
pub const NAMES: &str = "Names";
/// Words on the screen.
pub const LOGON_NAMES_ADDRESSES_NUMBERS: &str = "Logon names, addresses, numbers";
/// Words on the screen.
pub const PHONE_NUMBERS: &str = "Phone numbers";
/// The caption of choices.
pub const BEFORE_IT_LEAVES: &str = "Before it leaves";
/// Words on the screen.
pub const PASSPHRASE_WITHOUT_ONE_A_KEY_IS_SHOWN: &str =
    "Passphrase; without one a key is shown once";
/// Words on the screen.
pub const PASSPHRASE_IF_IT_IS_TO_BE_SEALED: &str = "Passphrase, if it is to be sealed";
/// A caption.
pub const TO_BE_USED_UNTIL: &str = "To be used until";
/// A sentence.
pub const IT_SHOWS: &str = "It shows: ";
/// Words on the screen.
pub const THE_FIRST_ROWS_AS_THEY_LEAVE: &str = "The first rows as they leave";
/// A sentence.
pub const AS_A_LINK: &str = "As a link: ";
/// A button.
pub const SAVE_THE_SEALED_FILE: &str = "Save the sealed file";
/// A button.
pub const COPY_AS_REPORT_CODE: &str = "Copy as report code";
/// A button.
pub const MAKE_IT_A_SEALED_FILE: &str = "Make it a sealed file";
/// A button.
pub const COPY_LINK: &str = "Copy link";
/// What a screen reader hears of it.
pub const KEY_OF_THE_FILE: &str = "Key of the file";
/// A button.
pub const COPY_THE_KEY: &str = "Copy the key";
/// Words among others.
pub const OPEN_A_REPORT_CODE_THAT_CAME: &str = "Open a report code that came";
/// A caption.
pub const REPORT_CODE: &str = "Report code";
/// A button.
pub const OPEN_IT: &str = "Open it";

//! The words of `app/privacy.rs`.

/// What a resting pointer shows.
pub const WHAT_HAPPENS_TO_YOUR_DATA: &str = "What happens to your data";
/// A sentence.
pub const YOUR_FILES_ARE_READ_INSIDE_THIS_PAGE: &str = "Your files are read inside this page, in this tab. Nothing of them is sent, and none of their rows is kept when the tab closes.";
/// A sentence.
pub const THE_PAGE_IS_SERVED_WITH_A_POLICY: &str = "The page is served with a policy that lets the browser refuse every connection to other sites. The browser's own list of what this page has asked for:";
/// A sentence.
pub const YOU_CAN_CHECK_IT_YOURSELF_LOAD: &str =
    "You can check it yourself: load the page, pull the network, and carry on.";
/// A sentence.
pub const THE_PART_THAT_READS_WORKBOOKS_IS_FETCHED: &str =
    "The part that reads workbooks is fetched from this site when the first workbook comes.";
/// A heading.
pub const WHAT_STAYS_IN_THIS_BROWSER: &str = "What stays in this browser";
/// A sentence.
pub const YOUR_CHOICES_OF_COLOURS_ROW_HEIGHT: &str = "Your choices of colours, row height and keys. And how you said files are read: their kind and which column holds what, under a hash of their headers; no cell, no file name.";
/// A sentence.
pub const AND_DECISIONS_ONLY_WHERE_YOU_TICKED_KEEP: &str = "And decisions, only where you ticked “Keep decisions in this browser”: they hold logon names, initials and notes.";
/// A heading.
pub const WHAT_THIS_CANNOT_PROMISE: &str = "What this cannot promise";
/// A sentence.
pub const WHOEVER_SERVES_THIS_PAGE_COULD_SERVE_OTHER: &str =
    "Whoever serves this page could serve other code another day.";
/// A sentence.
pub const A_BROWSER_EXTENSION_OR_A_MALWARE: &str =
    "A browser extension, or a malware on this device, sees what you see.";
/// A sentence.
pub const THE_LIST_ABOVE_DOES_NOT_SHOW: &str =
    "The list above does not show what an extension sends.";
/// A button.
pub const FORGET_THEM_ALL: &str = "Forget them all";
/// A button.
pub const FORGET_THE_DECISIONS: &str = "Forget the decisions";
/// The caption of a fact.
pub const REQUESTS_TO_OTHER_SITES_EVER: &str = "Requests to other sites, ever";
/// The caption of a fact.
pub const REQUESTS_TO_THIS_SITE_SINCE_IT_WAS: &str = "Requests to this site since it was ready";

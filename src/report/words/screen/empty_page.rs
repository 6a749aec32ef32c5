//! The words of `app/empty_page.rs`.

/// A heading.
pub const WHICH_OF_YOUR_ACCOUNTS_ARE_ABOUT: &str = "Which of your accounts are about to go?";
/// A sentence.
pub const DROP_TWO_EXPORTS_ANYWHERE_ON_THIS_PAGE: &str = "Drop two exports anywhere on this page. Seconds later you read who of your people is losing the account, when, why, and by which working day someone must act.";
/// A sentence.
pub const DROP_BOTH_FILES_HERE: &str = "Drop both files here";
/// A button.
pub const CHOOSE_FILES: &str = "Choose files…";
/// A button.
pub const TRY_WITH_SAMPLE_DATA: &str = "Try with sample data";
/// A button.
pub const TRY_A_PROVIDERS_SAMPLE: &str = "Try a provider’s sample";
/// A sentence.
pub const CSV_ANY_SEPARATOR_ANY_USUAL_ENCODING: &str = "CSV, any separator, any usual encoding; or a workbook, .xlsx or .ods; or an answer of Graph, .json. Read in this tab; nothing is sent.";
/// A heading.
pub const YOUR_ACCOUNTS: &str = "Your accounts";
/// A sentence.
pub const IN_CLOUD_CONTROL: &str = "In Cloud Control: ";
/// Words that stand out.
pub const REPORTS: &str = "Reports";
/// Words that stand out.
pub const ADVANCED_REPORTS: &str = "Advanced Reports";
/// Words that stand out.
pub const EXCHANGE_USERS_ON_PREMISES: &str = "Exchange Users - On-premises";
/// Words among others.
pub const CHANGE_ONLY_THE_LAST_VALUE: &str = ". Change only the last value to ";
/// Words that stand out.
pub const CSV_FILE: &str = "CSV file";
/// Words among others.
pub const AND_GENERATE: &str = " and generate.";
/// A sentence.
pub const OR_PASTE_THE_LOGON_NAMES_ANYWHERE: &str =
    "Or paste the logon names: anywhere on the page, or here.";
/// A caption.
pub const USE_THESE_NAMES: &str = "Use these names";
/// A heading.
pub const THE_ENROLLMENT_REPORT: &str = "The enrollment report";
/// A sentence.
pub const IN_O365_TOOLS_OPEN: &str = "In O365 Tools: open ";
/// Words that stand out.
pub const O365_ENROLLMENT: &str = "O365 enrollment";
/// Words among others.
pub const FILTER_BY: &str = ", filter by ";
/// Words that stand out.
pub const PEOPLE: &str = "People";
/// Words among others.
pub const MAKE_SURE: &str = ", make sure ";
/// Words that stand out.
pub const EXPIRING: &str = "Expiring";
/// Words among others.
pub const IS_CHECKED_AND_EXPORT_THE_LIST: &str = " is checked, and export the list as CSV.";
/// A sentence; it says of when the ways are (D25).
pub const COLUMNS_MAY_STAND_IN_ANY_ORDER_THEY: &str = "Columns may stand in any order; they are found by their headers. Both ways are as the consoles were in November 2026.";
/// A heading.
pub const FOUR_LISTS: &str = "Four lists";
/// A sentence.
pub const EXPIRING_AMONG_YOURS_ALL_OF_YOURS: &str = "Expiring among yours, all of yours that were found, yours that were not found, and expiring ones that are not yours. Each with its count; no row gets lost.";
/// A sentence.
pub const DAYS_COUNT_TO_THE_DAY_SIGN: &str =
    "Days count to the day sign-in stops, one day before the deletion day.";

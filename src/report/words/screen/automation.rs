//! The words of `app/automation.rs`.

/// Why it is refused.
pub const BAD_QUERY: &str = "the query is not understood: expected an object with `search`, `sort` \
    ([[column, \"asc\" | \"desc\"], …]), `columns`, `filters`, `today`, `presence`, `match_rules`, `policy` and `layout`, each of which may be missing";
/// Why it is refused.
pub const BAD_WINDOW: &str = "the window is not understood: expected an object such as `{first: 0, rows: 100}`; `rows: -1` is all";
/// Why it is refused.
pub const BAD_PLAN: &str = "the options are not understood: expected an object with `report`, `clocks`, `group`, `names`, `alarm_days`, \
    `quiet`, `reminder` ({every, on, at}), `address`, `salt`, `stamp` and `earlier`, each of which may be missing";
/// Why it is refused.
pub const BAD_SHARE: &str = "the options are not understood: expected an object with `report`, `share` (\"view\", \"names\" or \"rows\"), \
    `redact` ({names, ids, phones}, each \"keep\", \"drop\" or \"hash\"), `expires` (a day), `passphrase`, `seal` and `data`, each of which may be missing";
/// Why it is refused.
pub const BAD_DECISION: &str = "the decision is not understood: expected an object with `decision`, `by` and `note`, \
    or with `step`, `state`, `by`, `list` and `wait`";
/// Why it is refused.
pub const LOAD_TAKES_AN_ARRAY_OF_FILE_OBJECTS: &str = "`load` takes an array of `File` objects";
/// Why it is refused.
pub const PASTE_TAKES_A_TEXT: &str = "`paste` takes a text";
/// Why it is refused.
pub const ANSWER_TAKES_THE_ID_OF_A_QUESTION: &str = "`answer` takes the id of a question";
/// Why it is refused.
pub const ANSWER_TAKES_THE_ID_OF_A_CHOICE: &str = "`answer` takes the id of a choice";
/// Why it is refused.
pub const RECONSIDER_TAKES_THE_ID_OF_A_SOURCE: &str = "`reconsider` takes the id of a source";
/// Why it is refused.
pub const EXAMINE_TAKES_THE_ID_OF_A_SOURCE: &str = "`examine` takes the id of a source";
/// Why it is refused.
pub const ROWS_TAKES_THE_ID_OF_A_SOURCE: &str = "`rows` takes the id of a source";
/// Why it is refused.
pub const ROWS_TAKES_A_PART_SUCH_AS_REJECTED: &str = "`rows` takes a part such as `rejected`";
/// Why it is refused.
pub const THE_LOAD_WAS_CANCELLED: &str = "the load was cancelled";
/// Why it is refused.
pub const REPORT_TAKES_THE_ID_OF_A_REPORT: &str = "`report` takes the id of a report";
/// Why it is refused.
pub const ABOUT_TAKES_THE_ID_OF_A_REPORT: &str = "`about` takes the id of a report";
/// Why it is refused.
pub const VALUES_TAKES_THE_ID_OF_A_REPORT: &str = "`values` takes the id of a report";
/// Why it is refused.
pub const VALUES_TAKES_THE_ID_OF_A_COLUMN: &str = "`values` takes the id of a column";
/// Why it is refused.
pub const EXPORTAS_TAKES_A_FORMAT_SUCH_AS_CSV: &str = "`exportAs` takes a format such as `csv`";
/// Why it is refused.
pub const OPEN_TAKES_THE_ADDRESS_OF_A_LINK: &str = "`open` takes the address of a link";
/// Why it is refused.
pub const ACCOUNT_TAKES_THE_KEY_OF_AN_ACCOUNT: &str = "`account` takes the key of an account";
/// Why it is refused.
pub const TODO_TAKES_THE_KEY_OF_AN_ACCOUNT: &str = "`todo` takes the key of an account";
/// Why it is refused.
pub const DECIDE_TAKES_THE_KEY_OF_AN_ACCOUNT: &str = "`decide` takes the key of an account";
/// Why it is refused.
pub const MERGEDECISIONS_TAKES_THE_TEXT_OF_A_FILE: &str =
    "`mergeDecisions` takes the text of a file of decisions";

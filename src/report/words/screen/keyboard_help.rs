//! The words of `app/keyboard_help.rs`.

/// A caption.
pub const USE_THE_SINGLE_KEYS: &str = "Use the single keys /, ? and A";
/// A sentence.
pub const PASTE_LOGON_NAMES_WITH_CTRL_V_ANYWHERE: &str =
    "Paste logon names with Ctrl+V anywhere on the page. Drop files anywhere.";

/// Every key, or keys, and what it does.
pub const KEYS: &[(&str, &str)] = &[
    ("/", "search; Esc clears it, Esc again goes to the list"),
    (
        "Ctrl+K",
        "every command by its name; or a name to go to that account",
    ),
    ("?", "these keys"),
    ("F6", "next part of the page: search, list, details, header"),
    ("Arrow keys", "from cell to cell"),
    ("Home, End", "first, last column"),
    ("Ctrl+Home, Ctrl+End", "first, last cell of the list"),
    ("Ctrl+arrow", "to the edge in that direction"),
    ("Page Up, Page Down", "a screenful of rows"),
    ("Enter", "on a row: its details; on a header: order by it"),
    ("Shift+Enter", "on a header: add it to the order"),
    (
        "F2, Alt+Down",
        "on a header: its menu, to filter, group, pin and fit",
    ),
    ("Alt+Left, Alt+Right", "on a header: move the column"),
    (
        "Alt+Shift+Left, Alt+Shift+Right",
        "on a header: make the column narrower, wider",
    ),
    ("Space", "select the row, or not"),
    ("Shift+Space, Shift+arrows", "select the rows between"),
    (
        "Ctrl+A",
        "select all rows that search and filters keep; it is said how many",
    ),
    ("Ctrl+C", "copy the selected rows with a header line"),
    ("Ctrl+Shift+C", "copy their logon names only"),
    (
        "A",
        "under Matching: accept the suggestion of the row, or take it back",
    ),
    (
        "Ctrl+Z, Ctrl+Y",
        "undo, redo: search, filters, order, columns, widths, groups, day, rules, policy",
    ),
    (
        "Arrow keys",
        "on groups: from group to group; Enter shows the rows of one",
    ),
    (
        "Esc",
        "close the details, then select nothing; end a drag; close a window",
    ),
];

//! Every key and what it does.

use leptos::prelude::*;

use super::view::{each, handler};
use crate::browser::storage;

const KEYS: &[(&str, &str)] = &[
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

/// Whether the keys that are single characters are on.
pub fn takes_letters() -> bool {
    storage::kept("letters").as_deref() != Some("off")
}

/// Every key and what it does.
#[component]
pub fn KeyboardHelp() -> impl IntoView {
    let toggle = move |event| {
        storage::keep(
            "letters",
            if event_target_checked(&event) {
                "on"
            } else {
                "off"
            },
        )
    };
    view! {
        <dl class="key-list">
            {each(KEYS, |(key, does)| view! { <dt><kbd>{*key}</kbd></dt><dd>{*does}</dd> }.into_any())}
        </dl>
        <label class="choice">
            <input type="checkbox" prop:checked=takes_letters() on:change=handler(toggle)/>
            <span>"Use the single keys /, ? and A"</span>
        </label>
        <p>"Paste logon names with Ctrl+V anywhere on the page. Drop files anywhere."</p>
    }
}

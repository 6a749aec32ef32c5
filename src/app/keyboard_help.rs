//! Every key and what it does.

use leptos::prelude::*;

use super::view::{each, handler};
use crate::browser::storage;
use crate::report::words::screen::keyboard_help as said;

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
            {each(said::KEYS, |(key, does)| view! { <dt><kbd>{*key}</kbd></dt><dd>{*does}</dd> }.into_any())}
        </dl>
        <label class="choice">
            <input type="checkbox" prop:checked=takes_letters() on:change=handler(toggle)/>
            <span>{said::USE_THE_SINGLE_KEYS}</span>
        </label>
        <p>{said::PASTE_LOGON_NAMES_WITH_CTRL_V_ANYWHERE}</p>
    }
}

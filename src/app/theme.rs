//! Light, dark, or as the system has it.

use leptos::prelude::*;

use super::view::{each, handler};
use crate::browser::{dom, storage};
use crate::report::words::screen::theme as said;

const THEMES: [(&str, &str); 3] = [
    ("auto", said::SYSTEM),
    ("light", said::LIGHT),
    ("dark", said::DARK),
];

/// Takes up the look that was chosen before.
pub fn restore() {
    dom::set_page_state("data-theme", &kept());
}

fn kept() -> String {
    let kept = storage::kept("theme");
    kept.filter(|kept| THEMES.iter().any(|(name, _)| name == kept))
        .unwrap_or_else(|| "auto".to_owned())
}

/// Takes a look and keeps it.
pub fn choose(name: &str) {
    dom::set_page_state("data-theme", name);
    storage::keep("theme", name);
}

/// The choice between the looks.
#[component]
pub fn ThemeChoice() -> impl IntoView {
    let before = kept();
    let choose = move |event| choose(&event_target_value(&event));
    let options = each(THEMES, |(name, title)| {
        view! { <option value=name selected=before == name>{title}</option> }.into_any()
    });
    view! {
        <label class="theme-choice">
            <span class="visually-hidden">{said::COLOURS}</span>
            <select on:change=handler(choose)>{options}</select>
        </label>
    }
}

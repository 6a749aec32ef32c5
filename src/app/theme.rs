//! Light, dark, or as the system has it.

use leptos::prelude::*;

use crate::browser::{dom, storage};

const THEMES: [(&str, &str); 3] = [("auto", "System"), ("light", "Light"), ("dark", "Dark")];

/// Takes up the look that was chosen before.
pub fn restore() {
    dom::set_page_state("data-theme", &kept());
}

fn kept() -> String {
    let kept = storage::kept("theme");
    kept.filter(|kept| THEMES.iter().any(|(name, _)| name == kept))
        .unwrap_or_else(|| "auto".to_owned())
}

/// The choice between the looks.
#[component]
pub fn ThemeChoice() -> impl IntoView {
    let theme = RwSignal::new(kept());
    let choose = move |event| {
        let name = event_target_value(&event);
        dom::set_page_state("data-theme", &name);
        storage::keep("theme", &name);
        theme.set(name);
    };
    let options = THEMES.map(|(name, title)| {
        view! { <option value=name selected=move || theme.with(|theme| theme == name)>{title}</option> }
    });
    view! {
        <label class="theme-choice">
            <span class="visually-hidden">"Colours"</span>
            <select on:change=choose>{options.into_iter().collect_view()}</select>
        </label>
    }
}

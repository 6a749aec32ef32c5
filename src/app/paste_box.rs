//! A box for logon names.

use leptos::prelude::*;

use super::state::app;
use super::view::handler;
use crate::report::words::screen::paste_box as said;

/// A box for logon names with its button.
#[component]
pub fn PasteBox(caption: &'static str) -> impl IntoView {
    let state = app();
    let take = move |_| {
        let names = state.names.get_untracked();
        state.names.set(String::new());
        state.over.set(None);
        state.take_names(names);
    };
    view! {
        <div class="paste-box">
            <label>
                <span class="field-label">{said::LOGON_NAMES_ONE_A_LINE}</span>
                <textarea rows="3" spellcheck="false" autocomplete="off" prop:value=move || state.names.get()
                    on:input=handler(move |event| state.names.set(event_target_value(&event)))></textarea>
            </label>
            <button class="button" disabled=move || state.names.with(|names| names.trim().is_empty()) on:click=handler(take)>{caption}</button>
        </div>
    }
}

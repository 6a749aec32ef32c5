//! A box for logon names.

use leptos::prelude::*;

use super::dialog::Dialog;
use super::state::{Over, app};

/// A box for logon names with its button.
#[component]
pub fn PasteBox(caption: &'static str) -> impl IntoView {
    let state = app();
    let text = RwSignal::new(String::new());
    let take = move |_| {
        state.over.set(None);
        state.take_names(std::mem::take(&mut *text.write()));
    };
    view! {
        <div class="paste-box">
            <label>
                <span class="field-label">"Logon names, one a line or with commas, semicolons, tabs or spaces between"</span>
                <textarea rows="3" spellcheck="false" autocomplete="off" prop:value=move || text.get()
                    on:input=move |event| text.set(event_target_value(&event))></textarea>
            </label>
            <button class="button" disabled=move || text.with(|text| text.trim().is_empty()) on:click=take>{caption}</button>
        </div>
    }
}

/// The box in a window of its own, once something is loaded.
#[component]
pub fn PasteDialog() -> impl IntoView {
    view! {
        <Dialog title="Paste logon names" over=Over::Paste>
            <PasteBox caption="Add these names"/>
        </Dialog>
    }
}

//! The whole page takes files and text: dropped, picked or pasted.

use leptos::html;
use leptos::prelude::*;

use super::state::{AppState, app};
use super::view::when;
use crate::browser::dom;
use crate::browser::files::{self, ClipboardEvent, DragEvent};

/// The overlay while something is dragged over the page.
#[component]
pub fn DropTarget() -> impl IntoView {
    let state = app();
    let is_over = RwSignal::new(false);
    // Entering a child comes before leaving its parent, so both are counted.
    let depth = StoredValue::new(0_i32);
    let step = move |by: i32| {
        depth.update_value(|depth| *depth = (*depth + by).max(0));
        is_over.set(depth.get_value() > 0);
    };
    dom::on_window("dragenter", move |event: DragEvent| {
        event.prevent_default();
        step(1);
    });
    dom::on_window("dragover", |event: DragEvent| event.prevent_default());
    dom::on_window("dragleave", move |_: DragEvent| step(-1));
    dom::on_window("drop", move |event: DragEvent| {
        event.prevent_default();
        step(i32::MIN / 2);
        take(state, files::carried(event.data_transfer()));
    });
    dom::on_window("paste", move |event: ClipboardEvent| {
        if !dom::is_typing(&event) && !dom::has_dialog() {
            take(state, files::carried(event.clipboard_data()));
        }
    });
    view! {
        {when(move || is_over.get(), move || view! { <div class="drop-overlay"><p>"Drop the exports or the list of logon names here"</p></div> }.into_any())}
    }
}

fn take(state: AppState, (files, text): (Vec<files::File>, String)) {
    if files.is_empty() {
        state.take_names(text);
    } else {
        state.take_files(files);
    }
}

/// The one file picker of the page; buttons open it.
#[component]
pub fn Picker() -> impl IntoView {
    let state = app();
    let picker = NodeRef::<html::Input>::new();
    let take = move |_| {
        if let Some(input) = picker.get_untracked() {
            state.take_files(files::picked(&input));
        }
    };
    view! {
        <input class="visually-hidden" type="file" multiple tabindex="-1" aria-label="Files to read"
            accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values" node_ref=picker on:change=take/>
    }
}

/// A button that opens the file picker.
#[component]
pub fn PickButton(caption: &'static str, look: &'static str) -> impl IntoView {
    view! { <button class="button" data-look=look on:click=move |_| open_picker()>{caption}</button> }
}

/// Opens the file picker.
pub fn open_picker() {
    dom::click_first("input[type=file]");
}

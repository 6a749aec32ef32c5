//! The whole page takes files and text: dropped, picked or pasted.

use leptos::prelude::*;

use super::slot::Kept;
use super::state::{AppState, app};
use super::view::{handler, when};
use crate::browser::dom;
use crate::browser::files::{self, ClipboardEvent, DragEvent};
use crate::report::words::screen::drop_target as said;

/// The overlay while something is dragged over the page.
#[component]
pub fn DropTarget() -> impl IntoView {
    let state = app();
    // Entering a child comes before leaving its parent, so both are counted.
    let depth = Kept::new(0_u32);
    let count = move |n: u32| {
        depth.set(n);
        state.is_dragging.set(n > 0);
    };
    dom::on_window("dragenter", move |event: DragEvent| {
        event.prevent_default();
        count(depth.get() + 1);
    });
    dom::on_window("dragover", |event: DragEvent| event.prevent_default());
    dom::on_window("dragleave", move |_: DragEvent| {
        count(depth.get().saturating_sub(1))
    });
    dom::on_window("drop", move |event: DragEvent| {
        count(0);
        // A window over the page may have taken it.
        if event.default_prevented() {
            return;
        }
        event.prevent_default();
        take(state, files::carried(event.data_transfer()));
    });
    dom::on_window("paste", move |event: ClipboardEvent| {
        if !dom::is_typing(&event) && !dom::has_dialog() {
            take(state, files::carried(event.clipboard_data()));
        }
    });
    when(
        move || state.is_dragging.get(),
        || {
            view! { <div class="drop-overlay"><p>{said::DROP_THE_EXPORTS_OR_THE_LIST}</p></div> }
                .into_any()
        },
    )
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
    view! {
        <input class="visually-hidden" type="file" multiple tabindex="-1" aria-label=said::FILES_TO_READ
            accept=".csv,.tsv,.txt,.xlsx,.xlsm,.ods,.json,.ndjson,.ics,.rollcall,text/csv,text/plain,text/tab-separated-values"
            on:change=handler(move |event| state.take_files(files::picked(&event)))/>
    }
}

/// Opens the file picker.
pub fn open_picker() {
    dom::click_first("input[type=file]");
}

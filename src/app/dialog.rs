//! A window over the page: keeps the focus, closes by Esc, by its button and by a click beside it.

use leptos::html;
use leptos::prelude::*;

use super::state::{Over, app};
use super::view::when;
use crate::browser::dom;

/// A window over the page; its children exist only while it is open.
#[component]
pub fn Dialog(
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// What it is open for.
    #[prop(into)]
    over: Signal<Option<Over>>,
    /// What it holds.
    children: ChildrenFn,
) -> impl IntoView {
    let state = app();
    let dialog = NodeRef::<html::Dialog>::new();
    let is_open = Memo::new(move |_| over.get().is_some() && state.over.get() == over.get());
    Effect::new(move || {
        if let Some(dialog) = dialog.get() {
            dom::show_dialog(&dialog, is_open.get());
        }
    });
    let close = move || {
        if is_open.get_untracked() {
            state.over.set(None);
        }
    };
    let click = move |event| {
        if dom::is_on_backdrop(&event) {
            close();
        }
    };
    view! {
        <dialog class="dialog" node_ref=dialog aria-label=move || title.get() on:close=move |_| close() on:click=click>
            {when(move || is_open.get(), move || view! { <div class="dialog-frame">
                    <div class="dialog-head">
                        <h2>{move || title.get()}</h2>
                        <button class="button" data-look="quiet" aria-label="Close" on:click=move |_| close()>"×"</button>
                    </div>
                    <div class="dialog-body">{children()}</div>
                </div> }.into_any())}
        </dialog>
    }
}

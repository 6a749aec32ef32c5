//! How far a load is, and the way to stop it.

use leptos::prelude::*;

use super::state::{Loading, app};
use super::view::when;
use crate::engine::message::Progress;
use crate::report::words;

/// The bar, while something is being read for longer than a moment.
#[component]
pub fn LoadProgress() -> impl IntoView {
    let state = app();
    let shown = Memo::new(move |_| matches!(state.loading.get(), Loading::Shown(_)));
    view! {
        {when(move || shown.get(), move || view! { <div class="load-progress" role="group" aria-label="Reading files">
                {move || match state.loading.get() {
                    Loading::Shown(Some(progress)) => view! { <Bar progress/> }.into_any(),
                    _ => view! { <progress aria-label="Reading"></progress><p class="load-text">"Reading…"</p> }.into_any(),
                }}
                <button class="button" on:click=move |_| state.stop()>"Cancel"</button>
            </div> }.into_any())}
    }
}

#[component]
fn Bar(progress: Progress) -> impl IntoView {
    let text = words::progress(
        progress.bytes,
        progress.total_bytes,
        progress.rows,
        progress.elapsed_ms,
    );
    view! {
        <progress aria-label="Reading" max=progress.total_bytes.max(1).to_string() value=progress.bytes.to_string()></progress>
        <p class="load-text"><strong>{progress.file}</strong>" "{text}</p>
    }
}

//! How far a load is, and the way to stop it.

use leptos::prelude::*;

use super::button::{Look, button};
use super::state::{Loading, app};
use super::view::{fresh, when};
use crate::engine::message::Progress;
use crate::report::words;
use crate::report::words::screen::load_progress as said;

/// The bar, while something is being read for longer than a moment.
#[component]
pub fn LoadProgress() -> impl IntoView {
    let state = app();
    let is_shown = move || {
        state
            .loading
            .with(|loading| matches!(loading, Loading::Shown(_)))
    };
    when(is_shown, move || {
        view! {
            <div class="load-progress" role="group" aria-label=said::READING_FILES>
                {fresh(move || state.loading.with(|loading| match loading {
                    Loading::Shown(Some(progress)) => bar(progress),
                    _ => view! { <progress aria-label=said::READING></progress><p class="load-text">{said::READING_2}</p> }.into_any(),
                }))}
                {button(said::CANCEL, Look::Plain, move || state.stop())}
            </div>
        }
        .into_any()
    })
}

fn bar(progress: &Progress) -> AnyView {
    let text = words::progress(
        progress.bytes,
        progress.total_bytes,
        progress.rows,
        progress.elapsed_ms,
    );
    view! {
        <progress aria-label=said::READING max=progress.total_bytes.max(1).to_string() value=progress.bytes.to_string()></progress>
        <p class="load-text"><strong>{progress.file.clone()}</strong>" "{text}</p>
    }
    .into_any()
}

//! How far a file is that is being written, and how to stop it.

use leptos::prelude::*;

use super::button::{Look, button};
use super::view::fresh;
use crate::report::words::screen::writing as said;

/// How far it is: so many of so many, and the same in words.
pub type Written = (u32, u32, String);

/// A bar with words under it, and the button that stops.
pub fn writing(
    label: &'static str,
    written: impl Fn() -> Written + Send + Sync + 'static,
    stop: impl Fn() + 'static,
) -> AnyView {
    let bar = move || {
        let (done, all, text) = written();
        view! {
            <progress aria-label=label max=all.max(1).to_string() value=done.to_string()></progress>
            <p class="load-text">{text}</p>
        }
        .into_any()
    };
    view! {
        <div class="export-progress" role="group" aria-label=label>
            {fresh(bar)}
            {button(said::CANCEL, Look::Plain, stop)}
        </div>
    }
    .into_any()
}

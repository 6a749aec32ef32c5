//! Messages on the screen, newest last.

use leptos::prelude::*;

use super::button::sign;
use super::notice_state::{Notice, Weight};
use super::state::{AppState, app};
use super::view::list;
use crate::report::words::screen::notices as said;

/// All messages.
#[component]
pub fn NoticeList() -> impl IntoView {
    let state = app();
    view! {
        <div class="notices" role="status" aria-live="polite">
            {list(move || state.notices.shown().into_iter().map(|notice| bar(state, notice)).collect())}
        </div>
    }
}

fn bar(state: AppState, notice: Notice) -> AnyView {
    let word = match notice.weight {
        Weight::Done => said::DONE,
        Weight::Warning => said::NOTE,
        Weight::Failure => said::FAILED,
    };
    view! {
        <p class="notice" data-weight=notice.weight.name()>
            <strong class="notice-word">{word}</strong>
            <span class="notice-text">{notice.text}</span>
            {sign("×", said::DISMISS, move || state.notices.dismiss(notice.id))}
        </p>
    }
    .into_any()
}

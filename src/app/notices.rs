//! Messages on the screen, newest last.

use leptos::prelude::*;

use super::notice_state::{Notice, Weight};
use super::state::app;
use super::view::list;

/// All messages.
#[component]
pub fn NoticeList() -> impl IntoView {
    let notices = app().notices;
    view! {
        <div class="notices" role="status" aria-live="polite">
            {list(move || notices.shown().into_iter().map(|notice| view! { <NoticeBar notice/> }.into_any()).collect())}
        </div>
    }
}

#[component]
fn NoticeBar(notice: Notice) -> impl IntoView {
    let notices = app().notices;
    let word = match notice.weight {
        Weight::Done => "Done",
        Weight::Warning => "Note",
        Weight::Failure => "Failed",
    };
    view! {
        <p class="notice" data-weight=notice.weight.name()>
            <strong class="notice-word">{word}</strong>
            <span class="notice-text">{notice.text}</span>
            <button class="button" data-look="quiet" aria-label="Dismiss"
                on:click=move |_| notices.dismiss(notice.id)>"×"</button>
        </p>
    }
}

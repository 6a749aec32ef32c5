//! A list without rows: why, and what to do next.

use leptos::prelude::*;

use super::drop_target::open_picker;
use super::state::{Over, app};
use crate::report::empty::{Circumstances, Next, empty};

/// Why the list is empty, and what to do next.
#[component]
pub fn EmptyList() -> impl IntoView {
    let state = app();
    let told = Memo::new(move |_| {
        let counts = state.rows.outcome().with(|outcome| outcome.summary.counts);
        empty(Circumstances {
            report: state.report.get().id,
            has_mine: state.has_mine(),
            has_enrollment: state.has_enrollment(),
            has_question: state.questions.with(|questions| !questions.is_empty()),
            is_narrowed: state.query.with(|query| query.is_narrowed()),
            matched: counts.matched,
            flagged: counts.expiring + counts.expiring_not_mine,
        })
    });
    let act = move |next| match next {
        Next::AddFiles => open_picker(),
        Next::ShowAll => state.query.update(|query| query.show_all()),
        Next::Answer => state.over.set(Some(Over::Question)),
        Next::Look(report) => state.look_at(report),
    };
    view! {
        <div class="empty-list" data-tone=move || told.get().tone>
            <h2>{move || told.get().title}</h2>
            <p>{move || told.get().text}</p>
            {move || told.get().next.map(|(caption, next)| view! {
                <button class="button" data-look="primary" on:click=move |_| act(next)>{caption}</button>
            })}
        </div>
    }
}

/// A list that could not be computed.
#[component]
pub fn FailedList(sentence: String) -> impl IntoView {
    let state = app();
    view! {
        <div class="empty-list" data-tone="failed" role="alert">
            <h2>"This list could not be computed"</h2>
            <p>{sentence}</p>
            <button class="button" on:click=move |_| state.data.update(|version| *version += 1)>"Try again"</button>
        </div>
    }
}

//! A list without rows: why, and what to do next.

use leptos::prelude::*;

use super::button::{Look, button};
use super::drop_target::open_picker;
use super::state::{AppState, Over, app};
use super::view::{fresh, maybe};
use crate::report::empty::{Circumstances, Next, empty};
use crate::report::words::screen::empty_list as said;

/// Why the list is empty, and what to do next.
#[component]
pub fn EmptyList() -> impl IntoView {
    let state = app();
    fresh(move || {
        let told = empty(circumstances(state));
        let next = maybe(told.next, |(caption, next)| {
            button(caption, Look::Primary, move || act(state, next))
        });
        view! { <div class="empty-list" data-tone=told.tone><h2>{told.title}</h2><p>{told.text}</p>{next}</div> }.into_any()
    })
}

fn circumstances(state: AppState) -> Circumstances<'static> {
    let counts = state.rows.outcome().with(|outcome| outcome.summary.counts);
    Circumstances {
        report: state.report.get().id,
        has_mine: state.has_mine(),
        has_enrollment: state.has_enrollment(),
        has_question: state.questions.with(|questions| !questions.is_empty()),
        is_narrowed: state.query.with(|query| query.is_narrowed()),
        matched: counts.matched,
        has_others: state.sources.with(|sources| sources.len()) > 1,
        flagged: counts.expiring + counts.expiring_not_mine,
        unclear: match state.report.get().id {
            "expiring-not-mine" => counts.unclear_not_mine,
            _ => counts.unclear,
        },
        without_name: counts.mine_without_name,
    }
}

fn act(state: AppState, next: Next) {
    match next {
        Next::AddFiles => open_picker(),
        Next::ShowAll => state.query.update(|query| query.show_all()),
        Next::Answer => state.over.set(Some(Over::Question)),
        Next::Look(report) => state.look_at(report),
    }
}

/// A list that could not be computed.
#[component]
pub fn FailedList(sentence: String) -> impl IntoView {
    let state = app();
    view! {
        <div class="empty-list" data-tone="failed" role="alert">
            <h2>{said::THIS_LIST_COULD_NOT_BE_COMPUTED}</h2>
            <p>{sentence}</p>
            {button(said::TRY_AGAIN, Look::Plain, move || state.data.update(|version| *version += 1))}
        </div>
    }
}

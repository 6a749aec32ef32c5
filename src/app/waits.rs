//! The waits that run, above the list: they stay when the pane is closed or another row is looked at.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::decision_files;
use super::state::{AppState, app};
use super::todo_state::{forget, take};
use super::view::{handler, list, when};
use crate::engine::inquiry::Inquiry;
use crate::engine::message::{DecisionsView, WaitView};

/// The waits of all accounts; and as long as there is data, the decisions about it.
#[component]
pub fn Waits() -> impl IntoView {
    let state = app();
    spawn_local(async move {
        decision_files::take_kept(state).await;
        // What was merged before there was data is there already.
        if let Ok(view) = state.inquire::<DecisionsView>(Inquiry::Decisions).await {
            take(state, view);
        }
    });
    on_cleanup(move || forget(state));
    let waits = move || {
        let waits = state.todo.told_waits().into_iter();
        waits.map(|wait| line(state, wait)).collect()
    };
    when(
        move || !state.todo.told_waits().is_empty(),
        move || {
            view! { <ul class="waits" aria-label="Waits that run">{list(waits)}</ul> }.into_any()
        },
    )
}

fn line(state: AppState, wait: WaitView) -> AnyView {
    let now = state.todo.now.get();
    let key = wait.key.clone();
    let open = move |_| state.details.open(state, key.clone(), None);
    view! {
        <li data-over=wait.is_over(now).to_string()>
            <button class="button" data-look="quiet" on:click=handler(open)>{wait.key.clone()}</button>
            <span>{wait.line(now)}</span>
        </li>
    }
    .into_any()
}

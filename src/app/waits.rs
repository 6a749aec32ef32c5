//! The waits that run, above the list: they stay when the pane is closed or another row is looked at.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::decision_files;
use super::slot::{Kept, follow};
use super::state::{AppState, app};
use super::todo_state::{forget, take, zone_of};
use super::view::{handler, list, when};
use crate::engine::inquiry::Inquiry;
use crate::engine::message::{DecisionsView, WaitView};
use crate::report::words::screen::waits as said;

/// The waits of all accounts; and as long as there is data, the decisions about it.
#[component]
pub fn Waits() -> impl IntoView {
    let state = app();
    spawn_local(async move {
        decision_files::take_kept(state).await;
        // What was merged before there was data is there already.
        look_again(state).await;
    });
    // They tell moments by the clocks of the policy's zone, once the lists go by it.
    let before = Kept::new(None::<String>);
    follow(move || {
        state.rows.outcome().track();
        let zone = state
            .query
            .with_untracked(|query| query.policy.zone().to_owned());
        let is_other = before.with(|before| before.as_ref().is_some_and(|before| *before != zone));
        before.set(Some(zone));
        if is_other {
            spawn_local(look_again(state));
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
            view! { <ul class="waits" aria-label=said::WAITS_THAT_RUN>{list(waits)}</ul> }
                .into_any()
        },
    )
}

async fn look_again(state: AppState) {
    if let Ok(view) = state.inquire::<DecisionsView>(Inquiry::Decisions).await {
        take(state, view);
    }
}

fn line(state: AppState, wait: WaitView) -> AnyView {
    let now = state.todo.now.get();
    let key = wait.key.clone();
    let open = move |_| state.details.open(state, key.clone(), None);
    view! {
        <li data-over=wait.is_over(now).to_string()>
            <button class="button" data-look="quiet" on:click=handler(open)>{wait.key.clone()}</button>
            <span>{wait.line(now, &zone_of(state))}</span>
        </li>
    }
    .into_any()
}

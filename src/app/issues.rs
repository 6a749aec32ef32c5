//! What is wrong with a source, row by row.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::notice_state::Weight;
use super::state::{AppState, app};
use super::view::{each, fresh, handler, when};
use crate::browser::download;
use crate::engine::message::{IssueView, Reply, Request};
use crate::report::words;

/// Issues drawn at once; more would freeze the page.
const PAGE: usize = 200;

/// The issues that are looked at.
#[derive(Clone, Debug, Default)]
pub enum Found {
    /// Asked for.
    #[default]
    Waiting,
    /// There, the first so many drawn.
    Ready(Arc<Vec<IssueView>>, usize),
    /// The sentence of a failure.
    Failed(String),
}

/// The issues of one source.
#[component]
pub fn Issues(source: u32) -> impl IntoView {
    let state = app();
    state.issues.set(Found::Waiting);
    spawn_local(async move {
        state.issues.set(
            match state
                .ask(Request::Issues {
                    source: Some(source),
                })
                .await
            {
                Ok(Reply::Issues(issues)) => Found::Ready(Arc::new(issues), PAGE),
                Ok(_) => Found::Failed("the answer was damaged".to_owned()),
                Err(sentence) => Found::Failed(sentence),
            },
        );
    });
    let shown = untrack(|| state.source(source)).unwrap_or_default();
    let name = shown.name.clone();
    view! {
        <p>{words::rows_of_source(shown.rows, shown.accepted, shown.rejected, shown.blank)}</p>
        {when(move || { shown.rejected > 0 }, move || {
            let name = name.clone();
            view! { <button class="button" on:click=handler(move |_| save_rejected(state, source, name.clone()))>"Save rejected rows"</button> }.into_any()
        })}
        {fresh(move || match state.issues.get() {
            Found::Waiting => view! { <p aria-busy="true">"Looking…"</p> }.into_any(),
            Found::Failed(sentence) => view! { <p class="failure-text">{sentence}</p> }.into_any(),
            Found::Ready(issues, n_drawn) => table(state, issues, n_drawn),
        })}
    }
}

fn table(state: AppState, issues: Arc<Vec<IssueView>>, n_drawn: usize) -> AnyView {
    let total = issues.len();
    let rows = each(issues.iter().take(n_drawn), |issue| {
        let line = issue
            .line
            .map(|line| words::number(line.into()))
            .unwrap_or_default();
        view! {
            <tr><td class="number">{line}</td><td>{issue.column.clone().unwrap_or_default()}</td><td>{issue.message.clone()}</td></tr>
        }
        .into_any()
    });
    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-label="Issues">
            <table class="plain-table">
                <thead><tr><th scope="col">"Line"</th><th scope="col">"Column"</th><th scope="col">"What is wrong"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {when(move || n_drawn < total, move || {
            let more = Found::Ready(Arc::clone(&issues), n_drawn + PAGE);
            view! {
                <button class="button" on:click=handler(move |_| state.issues.set(more.clone()))>
                    {words::drawn_of(n_drawn as u64, total as u64)}
                </button>
            }
            .into_any()
        })}
    }
    .into_any()
}

fn save_rejected(state: AppState, source: u32, name: String) {
    spawn_local(async move {
        match state.ask(Request::Rejected { source }).await {
            Ok(Reply::Text(text)) => {
                if !download::save(
                    &words::rejected_file_name(&name),
                    &text,
                    "text/csv;charset=utf-8",
                ) {
                    state.notices.show(
                        Weight::Failure,
                        "the browser does not let this page save a file",
                    );
                }
            }
            Ok(_) => {}
            Err(sentence) => state.notices.show(Weight::Failure, sentence),
        }
    });
}

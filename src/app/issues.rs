//! What is wrong with a source, row by row.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::dialog::Dialog;
use super::notice_state::Weight;
use super::state::{AppState, Over, app};
use super::view::{list, when};
use crate::browser::download;
use crate::engine::message::{IssueView, Reply, Request, SourceView};
use crate::report::words;

/// Issues drawn at once; more would freeze the page.
const PAGE: usize = 200;

#[derive(Clone, Debug)]
enum Found {
    Waiting,
    Ready(Vec<IssueView>),
    Failed(String),
}

/// The issues of one source.
#[component]
pub fn IssuesDialog() -> impl IntoView {
    let state = app();
    let source = Memo::new(move |_| match state.over.get() {
        Some(Over::Issues(id)) => state
            .sources
            .with(|sources| sources.iter().find(|source| source.id == id).cloned()),
        _ => None,
    });
    let title = Signal::derive(move || {
        source.with(|source| words::issues_of(source.as_ref().map_or("", |source| &source.name)))
    });
    let over = Signal::derive(move || {
        source.with(|source| source.as_ref().map(|source| Over::Issues(source.id)))
    });
    view! {
        <Dialog title over>
            {move || source.get().map(|source| view! { <IssuesOf source/> })}
        </Dialog>
    }
}

#[component]
fn IssuesOf(source: SourceView) -> impl IntoView {
    let state = app();
    let found = RwSignal::new(Found::Waiting);
    let id = source.id;
    spawn_local(async move {
        found.set(
            match state.ask(Request::Issues { source: Some(id) }).await {
                Ok(Reply::Issues(issues)) => Found::Ready(issues),
                Ok(_) => Found::Failed("the answer was damaged".to_owned()),
                Err(sentence) => Found::Failed(sentence),
            },
        );
    });
    let name = source.name.clone();
    view! {
        <p>{words::rows_of_source(source.rows, source.accepted, source.rejected, source.blank)}</p>
        {(source.rejected > 0).then(|| view! {
            <button class="button" on:click=move |_| save_rejected(state, id, name.clone())>"Save rejected rows"</button>
        })}
        {move || match found.get() {
            Found::Waiting => view! { <p aria-busy="true">"Looking…"</p> }.into_any(),
            Found::Failed(sentence) => view! { <p class="failure-text">{sentence}</p> }.into_any(),
            Found::Ready(issues) => view! { <IssueTable issues/> }.into_any(),
        }}
    }
}

#[component]
fn IssueTable(issues: Vec<IssueView>) -> impl IntoView {
    let n_drawn = RwSignal::new(PAGE);
    let total = issues.len();
    let issues = StoredValue::new(issues);
    let drawn = move || {
        issues.with_value(|issues| {
            issues
                .iter()
                .take(n_drawn.get())
                .cloned()
                .enumerate()
                .collect::<Vec<_>>()
        })
    };
    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-label="Issues">
            <table class="plain-table">
                <thead><tr><th scope="col">"Line"</th><th scope="col">"Column"</th><th scope="col">"What is wrong"</th></tr></thead>
                <tbody>
                    {list(move || drawn().into_iter().map(|(_, issue)| view! { <tr>
                            <td class="number">{issue.line.map(|line| words::number(line.into()))}</td>
                            <td>{issue.column}</td>
                            <td>{issue.message}</td>
                        </tr> }.into_any()).collect())}
                </tbody>
            </table>
        </div>
        {when(move || { n_drawn.get() < total }, move || view! { <button class="button" on:click=move |_| n_drawn.update(|n| *n += PAGE)>
                {move || words::drawn_of(n_drawn.get() as u64, total as u64)}
            </button> }.into_any())}
    }
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

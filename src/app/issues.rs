//! What is wrong with a source, row by row.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::notice_state::Weight;
use super::plain_table::{Cell, plain_table};
use super::source_rows::more;
use super::state::{AppState, app};
use super::view::{fresh, handler, maybe, when};
use crate::browser::{dom, download, timer};
use crate::engine::inquiry::Inquiry;
use crate::engine::message::IssueView;
use crate::report::words;
use crate::report::words::screen::issues as said;

/// Issues drawn at once; more would freeze the page.
const PAGE: usize = 200;
/// The choice that lists kind by kind.
const BY_KIND: &str = "*";

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

/// The issues of one source; without one those of all, of the kind that was chosen.
#[component]
pub fn Issues(source: Option<u32>) -> impl IntoView {
    let state = app();
    state.issues.set(Found::Waiting);
    if source.is_some() {
        state.issues_shown.set(String::new());
    }
    spawn_local(async move {
        state.issues.set(
            match state
                .inquire::<Vec<IssueView>>(Inquiry::Issues { source })
                .await
            {
                Ok(issues) => Found::Ready(Arc::new(issues), PAGE),
                Err(sentence) => Found::Failed(sentence),
            },
        );
    });
    let rows = maybe(source, |source| {
        let shown = untrack(|| state.source(source)).unwrap_or_default();
        let name = shown.name.clone();
        view! {
            <p>{words::rows_of_source(shown.rows, shown.accepted, shown.rejected, shown.blank)}</p>
            {when(move || { shown.rejected > 0 }, move || {
                let name = name.clone();
                view! { <button class="button" on:click=handler(move |_| save_rejected(state, source, name.clone()))>{said::SAVE_REJECTED_ROWS}</button> }.into_any()
            })}
        }
        .into_any()
    });
    view! {
        {rows}
        {fresh(move || match state.issues.get() {
            Found::Waiting => view! { <p aria-busy="true">{said::LOOKING}</p> }.into_any(),
            Found::Failed(sentence) => view! { <p class="failure-text">{sentence}</p> }.into_any(),
            Found::Ready(issues, n_drawn) => table(state, issues, n_drawn),
        })}
    }
}

fn table(state: AppState, issues: Arc<Vec<IssueView>>, n_drawn: usize) -> AnyView {
    let mut codes: Vec<(&str, u64)> = Vec::new();
    for issue in issues.iter() {
        match codes.iter_mut().find(|(code, _)| *code == issue.code) {
            Some((_, n)) => *n += 1,
            None => codes.push((&issue.code, 1)),
        }
    }
    let shown = state.issues_shown.get();
    // In order of their lines, as they come; or kind by kind.
    let of_code = |code: &str| {
        let of_kind = issues.iter().filter(|issue| issue.code == code);
        of_kind.collect::<Vec<&IssueView>>()
    };
    let chosen: Vec<&IssueView> = match shown.as_str() {
        "" => issues.iter().collect(),
        BY_KIND => codes.iter().flat_map(|(code, _)| of_code(code)).collect(),
        code => of_code(code),
    };
    let total = chosen.len();
    let mut rows = Vec::new();
    for issue in chosen.into_iter().take(n_drawn) {
        rows.push(vec![
            match issue.line {
                None => Cell::Text(said::WHOLE_FILE.to_owned()),
                line => Cell::Number(line),
            },
            Cell::Number(issue.row),
            Cell::Text(issue.column.clone().unwrap_or_else(|| "–".to_owned())),
            Cell::Text(words::issue_code(&issue.code)),
            Cell::Text(issue.message.clone()),
        ]);
    }
    let captions = [
        said::LINE,
        said::RECORD,
        said::COLUMN,
        said::KIND,
        said::WHAT_IS_WRONG,
    ];
    let rows = plain_table(said::ISSUES, &captions, rows);
    let option = |value: &str, label: String| {
        view! { <option value=value.to_owned() selected={value == shown}>{label}</option> }
            .into_any()
    };
    let mut options = vec![
        option("", said::ALL_BY_LINE.to_owned()),
        option(BY_KIND, said::ALL_BY_KIND.to_owned()),
    ];
    for (code, n) in &codes {
        options.push(option(code, words::kind_of_issues(code, *n)));
    }
    let next = Found::Ready(Arc::clone(&issues), n_drawn + PAGE);
    let show = Box::new(move || state.issues.set(next.clone()));
    let choose = move |event| {
        state.issues_shown.set(event_target_value(&event));
        timer::next_frame(|| {
            dom::focus_first(".issues-shown select");
        });
    };
    view! {
        <label class="issues-shown"><span class="field-label">{said::SHOW}</span><select on:change=handler(choose)>{options}</select></label>
        {rows}
        {more(n_drawn as u64, total as u64, show)}
    }
    .into_any()
}

/// Saves the rejected rows of a source on the person's disk.
pub fn save_rejected(state: AppState, source: u32, name: String) {
    spawn_local(async move {
        match state.inquire::<String>(Inquiry::Rejected { source }).await {
            Ok(text) => {
                if !download::save(
                    &words::rejected_file_name(&name),
                    &text,
                    "text/csv;charset=utf-8",
                ) {
                    state
                        .notices
                        .show(Weight::Failure, said::THE_BROWSER_DOES_NOT_LET_THIS_PAGE);
                }
            }
            Err(sentence) => state.notices.show(Weight::Failure, sentence),
        }
    });
}

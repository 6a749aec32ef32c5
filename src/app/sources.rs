//! What is loaded: one card a source, every row accounted for.

use leptos::prelude::*;

use super::drop_target::PickButton;
use super::state::{Over, app};
use super::view::{list, when};
use crate::engine::message::SourceView;
use crate::report::words;

/// The sources, folded to one line until someone wants to know more.
#[component]
pub fn Sources() -> impl IntoView {
    let state = app();
    let has_question = move || state.questions.with(|questions| !questions.is_empty());
    view! {
        <section class="sources" aria-label="Sources">
            <details class="sources-fold">
                <summary class="sources-summary">
                    {list(move || state.sources.get().into_iter().map(|source| view! { <SourceChip source/> }.into_any()).collect())}
                </summary>
                <div class="source-cards">
                    {list(move || state.sources.get().into_iter().map(|source| view! { <SourceCard source/> }.into_any()).collect())}
                </div>
                <MatchRules/>
            </details>
            <div class="button-row">
                {when(has_question, move || view! { <button class="button" data-look="primary" on:click=move |_| state.over.set(Some(Over::Question))>"Answer a question"</button> }.into_any())}
                <PickButton caption="Add files" look="plain"/>
                <button class="button" on:click=move |_| state.over.set(Some(Over::Paste))>"Paste names"</button>
                <button class="button" on:click=move |_| state.take_away()>"Clear all"</button>
            </div>
        </section>
    }
}

#[component]
fn SourceChip(source: SourceView) -> impl IntoView {
    view! {
        <span class="source-chip" data-kind=source.kind.clone()>
            <b>{words::kind(&source.kind)}</b>
            <span class="source-name">{source.name}</span>
            <span class="count">{words::counted(source.accepted.into(), "row", "rows")}</span>
            {(source.rejected > 0).then(|| view! { <span class="warning-word">{words::counted(source.rejected.into(), "row rejected", "rows rejected")}</span> })}
        </span>
    }
}

#[component]
fn SourceCard(source: SourceView) -> impl IntoView {
    let state = app();
    let id = source.id;
    let facts = [
        (
            "Rows",
            words::rows_of_source(source.rows, source.accepted, source.rejected, source.blank),
        ),
        (
            "True",
            words::as_of(source.as_of.date, &source.as_of.provenance),
        ),
        (
            "Written",
            words::writing(&source.encoding, &source.delimiter, source.bytes),
        ),
        (
            "Columns",
            words::columns_used(source.columns.iter().map(|column| column.field.as_str())),
        ),
    ];
    view! {
        <article class="source-card">
            <h2>{words::kind(&source.kind)}": "<span class="source-name">{source.name}</span></h2>
            <p>{source.why}</p>
            <dl class="fact-list">
                {facts.map(|(name, text)| view! { <dt>{name}</dt><dd>{text}</dd> }).into_iter().collect_view()}
            </dl>
            <button class="button" disabled={source.n_issues == 0} on:click=move |_| state.over.set(Some(Over::Issues(id)))>
                {words::counted(source.n_issues.into(), "issue", "issues")}
            </button>
        </article>
    }
}

#[component]
fn MatchRules() -> impl IntoView {
    view! {
        <p class="match-rules fine">
            <b>"How accounts are matched. "</b>{words::MATCH_RULES}
        </p>
    }
}

//! What is loaded: one card a source, every row accounted for.

use leptos::prelude::*;

use super::button::{Look, button};
use super::connect::connect_button;
use super::date_order::older_file;
use super::decisions::clear;
use super::drop_target::open_picker;
use super::policy::PolicyButton;
use super::question::recalled;
use super::state::{AppState, Over, app};
use super::view::{each, handler, list, maybe, when};
use crate::engine::message::{Question, SourceView};
use crate::report::across::words::age_of_backup;
use crate::report::words;
use crate::report::words::screen::sources as said;

/// More sources than these are told by their kinds, and more chips are folded to a line.
const MANY: usize = 6;
/// More chips than these are folded on a narrow screen, too.
const FEW: usize = 2;

/// The sources, folded to one line until someone wants to know more.
#[component]
pub fn Sources() -> impl IntoView {
    let state = app();
    let has_question = move || state.questions.with(|questions| !questions.is_empty());
    let cards = move || {
        let sources = state.sources.get().into_iter();
        sources.map(|source| card(state, source)).collect()
    };
    view! {
        <section class="sources" aria-label=said::SOURCES>
            <details class="sources-fold">
                <summary class="sources-summary">{list(move || state.questions.with(|questions| chips(&state.sources.get(), questions)))}</summary>
                <div class="source-cards">{list(cards)}</div>
                <p class="match-rules fine"><b>{said::HOW_ACCOUNTS_ARE_MATCHED}</b>{words::MATCH_RULES}</p>
            </details>
            <div class="button-row">
                {when(has_question, move || button(said::ANSWER_A_QUESTION, Look::Primary, move || state.over.set(Some(Over::Question))))}
                <PolicyButton/>
                {button(said::ADD_FILES, Look::Plain, open_picker)}
                {button(said::PASTE_NAMES, Look::Plain, move || state.over.set(Some(Over::Paste)))}
                {connect_button(said::MICROSOFT_365)}
                {button(said::DECISIONS, Look::Plain, move || state.over.set(Some(Over::Decisions)))}
                {button(said::CLEAR_ALL, Look::Plain, move || clear(state))}
            </div>
        </section>
    }
}

/// One chip a source; of many sources one a kind. Sources that want something stand first, each by
/// itself: they stay in sight where the others are folded to a line.
fn chips(sources: &[SourceView], questions: &[Question]) -> Vec<AnyView> {
    let wants = |source: &SourceView| {
        let is_asked = questions.iter().any(|one| one.source == source.id);
        is_asked || !words::warning_of_source(source.rejected, source.repeats).is_empty()
    };
    let own = |source: &SourceView| {
        chip(
            std::slice::from_ref(source),
            source.name.clone(),
            wants(source),
        )
    };
    let mut all: Vec<AnyView> = Vec::new();
    if sources.len() <= MANY {
        all.extend(sources.iter().map(own));
    } else {
        let (wanting, quiet): (Vec<_>, Vec<_>) = sources.iter().partition(|source| wants(source));
        all.extend(wanting.into_iter().map(own));
        let mut kinds: Vec<&str> = Vec::new();
        for source in &quiet {
            if !kinds.contains(&source.kind.as_str()) {
                kinds.push(&source.kind);
            }
        }
        all.extend(kinds.into_iter().map(|kind| {
            let of_kind = quiet.iter().filter(|source| source.kind == kind);
            let of_kind: Vec<SourceView> = of_kind.map(|source| (*source).clone()).collect();
            let n_files = words::counted(of_kind.len() as u64, "file", "files");
            chip(&of_kind, n_files, false)
        }));
    }
    let n_issues = sources.iter().filter(|source| source.n_issues > 0).count();
    let line = words::sources_line(sources.len(), n_issues);
    let fold = match all.len() {
        0..=FEW => return all,
        n if n <= MANY => "narrow",
        _ => "always",
    };
    all.insert(
        0,
        view! { <span class="sources-line" data-fold=fold>{line}</span> }.into_any(),
    );
    all
}

/// Sources of one kind, by a name.
fn chip(sources: &[SourceView], name: String, wants: bool) -> AnyView {
    let kind = sources.first().map_or("", |source| &source.kind);
    let n_accepted = sources
        .iter()
        .map(|source| u64::from(source.accepted))
        .sum();
    let n_rejected = sources.iter().map(|source| source.rejected).sum();
    let repeats = sources.iter().any(|source| source.repeats);
    view! {
        <span class="source-chip" data-kind=kind.to_owned() data-wants=wants.to_string()>
            <b>{words::kind(kind)}</b>
            <span class="source-name">{name}</span>
            <span class="count">{words::counted(n_accepted, "row", "rows")}</span>
            <span class="warning-word">{words::warning_of_source(n_rejected, repeats)}</span>
        </span>
    }
    .into_any()
}

fn card(state: AppState, source: SourceView) -> AnyView {
    let id = source.id;
    let is_waiting = source.kind == "unknown";
    let facts = [
        (
            said::DATE,
            words::as_of(source.as_of.date, &source.as_of.provenance),
        ),
        (
            said::FORMAT,
            words::writing(&source.encoding, &source.delimiter, source.bytes),
        ),
        (
            said::COLUMNS,
            words::columns_used(source.columns.iter().map(|column| column.field.as_str())),
        ),
    ];
    view! {
        <article class="source-card">
            <h2>{words::kind(&source.kind)}": "<span class="source-name">{source.name.clone()}</span></h2>
            <p>{source.why.clone()}</p>
            {maybe((!is_waiting).then_some(()), |()| summary(state, &source))}
            {maybe(age_of_backup(&source.kind, source.as_of.date, state.day.get_untracked()), |age| view! { <p><span class="mark">{age}</span></p> }.into_any())}
            {maybe((!source.older.is_empty()).then_some(()), |()| older_file(&source))}
            <dl class="fact-list">
                {each(facts.into_iter().filter(|_| !is_waiting), |(name, text)| view! { <dt>{name}</dt><dd>{text}</dd> }.into_any())}
            </dl>
            <div class="button-row">
            <button class="button" disabled=is_waiting on:click=handler(move |_| state.over.set(Some(Over::Reading(id))))>{said::CHANGE_KIND_OR_COLUMNS}</button>
            {recalled(state, source.recalled, id)}
            <button class="button" disabled={source.n_issues == 0} on:click=handler(move |_| state.over.set(Some(Over::Issues(id))))>
                {words::counted(source.n_issues.into(), "issue", "issues")}
            </button>
            </div>
        </article>
    }
    .into_any()
}

/// Where every line and row of a source went; each number opens the rows it counts.
fn summary(state: AppState, source: &SourceView) -> AnyView {
    let id = source.id;
    let part = move |part: &'static str, n: u32| {
        let text = words::part_count(part, n);
        if n == 0 {
            return view! { <span>{text}</span> }.into_any();
        }
        view! {
            <button class="number-button" on:click=handler(move |_| state.over.set(Some(Over::SourceRows(id, part))))>{text}</button>
        }
        .into_any()
    };
    let unmatched = match source.unmatched {
        Some(n) => part("unmatched", n),
        None => view! { <span>{words::no_other_side(&source.kind)}</span> }.into_any(),
    };
    let note = maybe(source.repeats.then_some(words::REPEATS), |note| {
        view! { <p class="warning-text">{note}</p> }.into_any()
    });
    view! {
        <div class="sum-law" role="group" aria-label=said::WHERE_EVERY_ROW_WENT>
            <p>{part("records", source.rows)}" = "{part("accepted", source.accepted)}" + "{part("rejected", source.rejected)}" + "{part("blank", source.blank)}</p>
            <p>{said::IN}{part("lines", source.lines)}{said::OF_THE_ACCEPTED}{part("duplicates", source.duplicates)}", "{unmatched}</p>
            {note}
        </div>
    }
    .into_any()
}

//! The four lists, each with its count always in sight, and what brought their rows together.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::state::{AppState, app};
use super::view::{each, handler, when};
use crate::browser::{dom, timer};
use crate::report::definition::{Definition, is_list, reports};
use crate::report::words;
use crate::report::words::screen::tabs as said;

/// The reports as tabs.
#[component]
pub fn Tabs() -> impl IntoView {
    let state = app();
    view! {
        <div class="tabs" role="tablist" aria-label=said::LISTS on:keydown=handler(move |event| on_key(state, &event))>
            {each(reports(), |report| view! { <Tab report/> }.into_any())}
        </div>
    }
}

#[component]
fn Tab(report: &'static Definition) -> impl IntoView {
    let state = app();
    let is_chosen = move || state.report.get().id == report.id;
    view! {
        <button class="tab" role="tab" aria-controls="list" hidden=move || !state.offers(report) title=move || title(state, report)
            id=move || is_chosen().then_some("chosen-tab")
            aria-selected=move || is_chosen().to_string()
            tabindex=move || if is_chosen() { "0" } else { "-1" }
            on:click=handler(move |_| state.look_at(report.id))>
            {report.title}
            {when(move || is_counted(state, report), move || view! {
                <span class="count">{move || words::list_count(count(state, report.id))}</span>
            }.into_any())}
        </button>
    }
}

// A report over all sources is counted once it is looked at; that costs its making.
fn is_counted(state: AppState, report: &Definition) -> bool {
    match report.id {
        "matching" => state.rows.suggested.get().is_some(),
        id => is_list(id),
    }
}

// What the list holds, and what the number counts where that is not the list.
fn title(state: AppState, report: &Definition) -> String {
    let is_counted = report.id == "matching" && state.rows.suggested.get().is_some();
    let counts = if is_counted { words::SUGGESTED } else { "" };
    format!("{}{counts}", report.meaning)
}

// `None` while a side that the list needs is not loaded.
fn count(state: AppState, report: &str) -> Option<u32> {
    if report == "matching" {
        return state.rows.suggested.get();
    }
    let counts = state.rows.outcome().with(|outcome| outcome.summary.counts);
    if !state.can_count(report) {
        return None;
    }
    Some(match report {
        "expiring" => counts.expiring,
        "mine" => counts.matched,
        "mine-not-found" => counts.mine_not_found,
        _ => counts.expiring_not_mine,
    })
}

fn on_key(state: AppState, event: &KeyboardEvent) {
    let offered = reports().filter(|report| state.offers(report));
    let offered: Vec<&str> = offered.map(|report| report.id).collect();
    let chosen = state.report.get_untracked().id;
    let at = offered
        .iter()
        .position(|id| *id == chosen)
        .unwrap_or_default();
    let n = offered.len();
    let to = match event.key().as_str() {
        "ArrowRight" => (at + 1) % n,
        "ArrowLeft" => (at + n - 1) % n,
        "Home" => 0,
        "End" => n - 1,
        _ => return,
    };
    event.prevent_default();
    state.look_at(offered[to]);
    timer::next_frame(|| {
        dom::focus_first(".tab[aria-selected=true]");
    });
}

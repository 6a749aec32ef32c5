//! What the list is narrowed to: a chip for each filter, which opens it or takes it away.

use leptos::prelude::*;

use super::button::{Look, button};
use super::state::{AppState, FilterAt, Over, app};
use super::view::{handler, list, when};
use crate::report::words;
use crate::report::words::screen::filter_chips as said;

/// A chip for each filter.
#[component]
pub fn FilterChips() -> impl IntoView {
    let state = app();
    let chips = move || {
        let report = state.report.get();
        state.query.with(|query| {
            let filters = query.filters.iter();
            let places = filters.enumerate();
            places
                .map(|(at, filter)| chip(state, at, words::filter(report, filter)))
                .collect()
        })
    };
    when(
        move || state.query.with(|query| !query.filters.is_empty()),
        move || {
            view! {
            <div class="filter-row" role="group" aria-label=said::FILTERS>
                {list(chips)}
                {button(said::SHOW_ALL, Look::Quiet, move || state.query.update(|query| query.show_all()))}
            </div>
        }
        .into_any()
        },
    )
}

fn chip(state: AppState, at: usize, text: String) -> AnyView {
    let remove = said::remove_filter(&text);
    let open = move |_| {
        state
            .over
            .set(Some(Over::Filter(FilterAt::Place(at as u32))))
    };
    view! {
        <span class="filter-chip">
            <button class="filter-chip-open" title=said::CHANGE_THIS_FILTER on:click=handler(open)>
                <span class="filter-chip-text">{text}</span>
            </button>
            <button class="filter-chip-remove" aria-label=remove title=said::REMOVE_THIS_FILTER
                on:click=handler(move |_| state.query.update(|query| query.lift_at(at)))>"×"</button>
        </span>
    }
    .into_any()
}

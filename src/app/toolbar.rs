//! Above the list: search left, then what it is narrowed to, then columns, density, copy, print.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::grid::Density;
use super::page::focus_grid;
use super::state::{Over, app};
use super::view::{list, when};
use crate::browser::dom;
use crate::report::words;

/// The row of commands above the list.
#[component]
pub fn Toolbar() -> impl IntoView {
    view! {
        <div class="toolbar" role="toolbar" aria-label="Commands for the list">
            <SearchBox/>
            <RowCount/>
            <Commands/>
        </div>
        <FilterChips/>
    }
}

#[component]
fn SearchBox() -> impl IntoView {
    let state = app();
    let search = Memo::new(move |_| state.query.with(|query| query.search.clone()));
    let on_key = move |event: KeyboardEvent| {
        if event.key() != "Escape" {
            return;
        }
        event.prevent_default();
        if search.with_untracked(String::is_empty) {
            focus_grid();
        } else {
            state.query.update(|query| query.search.clear());
        }
    };
    view! {
        <label class="search-box">
            <span class="visually-hidden">"Search all visible columns"</span>
            <input type="search" placeholder="Search  /" autocomplete="off" spellcheck="false"
                prop:value=move || search.get() on:keydown=on_key
                on:input=move |event| state.query.update(|query| query.search = event_target_value(&event))/>
        </label>
    }
}

#[component]
fn FilterChips() -> impl IntoView {
    let state = app();
    let chips = move || {
        let report = state.report.get();
        state.query.with(|query| {
            let chips = query
                .filters
                .iter()
                .map(|filter| (filter.column().to_owned(), words::filter(report, filter)));
            chips.collect::<Vec<_>>()
        })
    };
    let is_narrowed = Memo::new(move |_| state.query.with(|query| !query.filters.is_empty()));
    view! {
        {when(move || is_narrowed.get(), move || view! { <div class="filter-row" role="group" aria-label="Filters">
                {list(move || chips().into_iter().map(|(column, text)| view! { <FilterChip column text/> }.into_any()).collect())}
                <button class="button" data-look="quiet" on:click=move |_| state.query.update(|query| query.show_all())>"Show all"</button>
            </div> }.into_any())}
    }
}

#[component]
fn FilterChip(column: String, text: String) -> impl IntoView {
    let state = app();
    view! {
        <button class="filter-chip" title="Remove this filter"
            on:click=move |_| state.query.update(|query| query.lift(&column))>
            <span class="filter-chip-text">{text}</span>
            <span aria-hidden="true">"×"</span>
            <span class="visually-hidden">" (remove this filter)"</span>
        </button>
    }
}

#[component]
fn RowCount() -> impl IntoView {
    let state = app();
    let text = move || {
        let total = state.rows.outcome().with(|outcome| outcome.total);
        words::rows_shown(total, state.query.with(|query| query.is_narrowed()))
    };
    view! { <p class="row-count">{text}</p> }
}

#[component]
fn Commands() -> impl IntoView {
    let state = app();
    let selected = move || state.selection.with(|selection| selection.len());
    let total = move || state.rows.outcome().with(|outcome| outcome.total);
    let density = expect_context::<RwSignal<Density>>();
    let print = move |_| {
        spawn_local(async move {
            state.rows.ready_paper(state).await;
            dom::print();
        });
    };
    let options = Density::ALL.map(|option| {
        view! { <option value=option.name() selected=move || density.get() == option>{option.title()}</option> }
    });
    view! {
        <div class="commands">
            <button class="button" disabled=move || total() == 0 on:click=move |_| state.copy(None)>
                {move || words::copy_caption(selected(), total())}
            </button>
            <button class="button" disabled=move || total() == 0 title="One a line, as the People block of O365 Tools takes them"
                on:click=move |_| state.copy(Some("logon_name"))>"Copy logon names"</button>
            <button class="button" on:click=move |_| state.over.set(Some(Over::Columns))>"Choose columns"</button>
            <button class="button" disabled=move || total() == 0 on:click=print>"Print"</button>
            <label class="density-choice">
                <span class="visually-hidden">"Row height"</span>
                <select on:change=move |event| density.set(Density::named(&event_target_value(&event)))>
                    {options.into_iter().collect_view()}
                </select>
            </label>
        </div>
    }
}

//! Above the list: search left, commands right; below them what the list is narrowed to.

use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::button::{Look, button};
use super::density::Density;
use super::filter_chips::FilterChips;
use super::looks;
use super::page::focus_grid;
use super::state::{FilterAt, Over, app};
use super::view::{each, handler};
use crate::browser::dom;
use crate::report::words;
use crate::report::words::screen::toolbar as said;

/// The row of commands above the list.
#[component]
pub fn Toolbar() -> impl IntoView {
    let state = app();
    let n_rows = move || {
        let total = state.rows.outcome().with(|outcome| outcome.total);
        words::rows_shown(total, state.query.with(|query| query.is_narrowed()))
    };
    view! {
        <div class="toolbar" role="toolbar" aria-label=said::COMMANDS_FOR_THE_LIST>
            <SearchBox/>
            {button(said::FILTER, Look::Plain, move || state.over.set(Some(Over::Filter(FilterAt::Start))))}
            <p class="row-count">{n_rows}</p>
            <Steps/>
            <Commands/>
        </div>
        <FilterChips/>
    }
}

/// What was chosen, back and forth.
#[component]
fn Steps() -> impl IntoView {
    let state = app();
    let can_undo = move || state.looks.can_undo();
    let can_redo = move || state.looks.can_redo();
    view! {
        <div class="steps">
            <button class="button" data-look="quiet" aria-label=said::UNDO title=said::UNDO_CTRL_Z aria-disabled=move || (!can_undo()).to_string()
                on:click=handler(move |_| looks::undo(state))>"↶"</button>
            <button class="button" data-look="quiet" aria-label=said::REDO title=said::REDO_CTRL_Y aria-disabled=move || (!can_redo()).to_string()
                on:click=handler(move |_| looks::redo(state))>"↷"</button>
        </div>
    }
}

#[component]
fn SearchBox() -> impl IntoView {
    let state = app();
    let search = move || state.query.with(|query| query.search.clone());
    let on_key = move |event: KeyboardEvent| {
        if event.key() != "Escape" {
            return;
        }
        event.prevent_default();
        if state.query.with_untracked(|query| query.search.is_empty()) {
            focus_grid();
        } else {
            state.query.update(|query| query.search.clear());
        }
    };
    view! {
        <label class="search-box">
            <span class="visually-hidden">{said::SEARCH_ALL_VISIBLE_COLUMNS}</span>
            <input type="search" placeholder=said::SEARCH autocomplete="off" spellcheck="false"
                prop:value=search on:keydown=handler(on_key)
                on:input=handler(move |event| state.query.update(|query| query.search = event_target_value(&event)))/>
        </label>
    }
}

/// What folds the rarely used commands.
const MORE: &str = ".more";

#[component]
fn Commands() -> impl IntoView {
    let state = app();
    let is_empty = move || state.rows.outcome().with(|outcome| outcome.total) == 0;
    let has_names = move || state.report.get().column("logon_name").is_some();
    let has_deadlines = move || state.report.get().has_deadlines();
    let copy_caption = move || {
        let selected = state.selection.with(|selection| selection.len());
        words::copy_caption(selected, state.rows.outcome().with(|outcome| outcome.total))
    };
    let print = move |_| {
        spawn_local(async move {
            state.rows.ready_paper(state).await;
            dom::print();
        });
    };
    // What is rarely used stands behind one button, so that the list keeps its height.
    let leave = move |event: FocusEvent| {
        if !dom::stays_within(&event, MORE) {
            dom::fold(MORE);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && dom::fold(MORE) {
            event.prevent_default();
            dom::focus_first(".more > summary");
        }
    };
    let before = state.density.get_untracked();
    let options = each(Density::ALL, |option| {
        view! { <option value=option.name() selected=option == before>{option.title()}</option> }
            .into_any()
    });
    view! {
        <div class="commands">
            <button class="button" disabled=is_empty title=said::THESE_ROWS_AS_AN_EXCEL_WORKBOOK_CSV
                on:click=handler(move |_| state.over.set(Some(Over::Export)))>{said::EXPORT}</button>
            <button class="button" disabled=is_empty on:click=handler(move |_| state.copy(None))>{copy_caption}</button>
            <button class="button" disabled=is_empty title=said::ONE_A_LINE_AS_THE_PEOPLE_BLOCK
                on:click=handler(move |_| state.copy(Some(state.name_column())))>{said::COPY_LOGON_NAMES}</button>
            {button(said::SHARE, Look::Plain, move || state.over.set(Some(Over::Share)))}
            {button(said::VIEWS, Look::Plain, move || state.over.set(Some(Over::Views)))}
            {button(said::CHOOSE_COLUMNS, Look::Plain, move || state.over.set(Some(Over::Columns)))}
            <details class="more" on:focusout=handler(leave) on:keydown=handler(on_key)>
                <summary class="button">{said::MORE}</summary>
                <div class="more-list">
                    <button class="button" data-look="quiet" disabled=is_empty hidden=move || !has_names() title=said::AS_USER_PRINCIPAL_NAMES_WITH_A_LABEL
                        on:click=handler(move |_| state.over.set(Some(Over::Names)))>{said::HAND_OVER}</button>
                    <button class="button" data-look="quiet" disabled=is_empty hidden=move || !has_deadlines() title=said::DEADLINES_AS_EVENTS_FOR_OUTLOOK_AND_OTHER
                        on:click=handler(move |_| state.over.set(Some(Over::Calendar)))>{said::CALENDAR_FILE}</button>
                    <button class="button" data-look="quiet" disabled=is_empty on:click=handler(print)>{said::PRINT}</button>
                    <label class="density-choice">
                        <span class="visually-hidden">{said::ROW_HEIGHT}</span>
                        <select on:change=handler(move |event| state.density.set(Density::named(&event_target_value(&event))))>{options}</select>
                    </label>
                </div>
            </details>
        </div>
    }
}

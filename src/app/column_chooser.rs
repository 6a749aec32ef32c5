//! Which columns are shown, and in what order (D29).

use leptos::prelude::*;

use super::button::{Look, button};
use super::state::{AppState, app};
use super::view::{handler, list};
use crate::browser::{dom, timer};
use crate::report::definition::ColumnDefinition;
use crate::report::words;

/// The list of columns with a tick and two ways to move each.
#[component]
pub fn ColumnChooser() -> impl IntoView {
    let state = app();
    // Shown ones first in their order, then the others as the report has them.
    let columns = move || {
        let report = state.report.get();
        let shown = state.query.with(|query| query.visible(report));
        let hidden = report
            .columns
            .iter()
            .filter(|column| !shown.iter().any(|shown| shown.id == column.id));
        let hidden: Vec<_> = hidden.collect();
        let shown = shown.into_iter().map(|column| (column, true));
        shown
            .chain(hidden.into_iter().map(|column| (column, false)))
            .collect::<Vec<_>>()
    };
    view! {
        <ul class="column-list">
            {list(move || columns().into_iter().map(|(column, is_shown)| choice(state, column, is_shown)).collect())}
        </ul>
        {button("Back to the usual columns", Look::Plain, move || state.query.update(|query| query.columns.clear()))}
    }
}

fn choice(state: AppState, column: &'static ColumnDefinition, is_shown: bool) -> AnyView {
    let toggle = move |_| {
        let report = state.report.get_untracked();
        state
            .query
            .update(|query| query.toggle_column(report, column.id));
        keep_focus(column, "input".to_owned());
    };
    view! {
        <li class="column-choice" data-choice=column.id>
            <label class="column-choice-label">
                <input type="checkbox" prop:checked=is_shown on:change=handler(toggle)/>
                <span><b>{column.title}</b><br/><span class="fine">{column.help}</span></span>
            </label>
            {mover(state, column, is_shown, -1)}
            {mover(state, column, is_shown, 1)}
        </li>
    }
    .into_any()
}

fn mover(state: AppState, column: &'static ColumnDefinition, is_shown: bool, by: i32) -> AnyView {
    let (sign, label) = words::mover(column.title, by);
    let press = move |_| {
        let report = state.report.get_untracked();
        state
            .query
            .update(|query| query.move_column(report, column.id, by));
        keep_focus(column, format!("button[data-by='{by}']"));
    };
    view! {
        <button class="button" data-look="quiet" data-by=by.to_string() disabled=!is_shown aria-label=label on:click=handler(press)>{sign}</button>
    }
    .into_any()
}

// A changed line is put elsewhere, which takes the focus from it.
fn keep_focus(column: &ColumnDefinition, part: String) {
    let part = format!("[data-choice='{}'] {part}", column.id);
    timer::next_frame(move || dom::focus_in_sight(&part));
}

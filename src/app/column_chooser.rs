//! Which columns are shown, and in what order.

use leptos::prelude::*;

use super::dialog::Dialog;
use super::state::{Over, app};
use super::view::list;
use crate::browser::{dom, timer};
use crate::report::definition::ColumnDefinition;

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
        <Dialog title="Choose columns" over=Over::Columns>
            <ul class="column-list">
                {list(move || columns().into_iter().map(|(column, is_shown)| view! { <ColumnChoice column is_shown/> }.into_any()).collect())}
            </ul>
            <button class="button" on:click=move |_| state.query.update(|query| query.columns.clear())>"Back to the usual columns"</button>
        </Dialog>
    }
}

#[component]
fn ColumnChoice(column: &'static ColumnDefinition, is_shown: bool) -> impl IntoView {
    let state = app();
    // A changed line is put elsewhere, which takes the focus from it.
    let keep_focus = move |part: String| {
        let part = format!("[data-choice='{}'] {part}", column.id);
        timer::next_frame(move || dom::focus_in_sight(&part));
    };
    let toggle = move |_| {
        state
            .query
            .update(|query| query.toggle_column(state.report.get_untracked(), column.id));
        keep_focus("input".to_owned());
    };
    let shift = move |by: i32| {
        let report = state.report.get_untracked();
        state
            .query
            .update(|query| query.move_column(report, column.id, by));
        keep_focus(format!("button[data-by='{by}']"));
    };
    view! {
        <li class="column-choice" data-choice=column.id>
            <label class="column-choice-label">
                <input type="checkbox" prop:checked=is_shown on:change=toggle/>
                <span><b>{column.title}</b><br/><span class="fine">{column.help}</span></span>
            </label>
            <button class="button" data-look="quiet" data-by="-1" disabled=!is_shown on:click=move |_| shift(-1)
                aria-label=format!("Move {} up", column.title)>"↑"</button>
            <button class="button" data-look="quiet" data-by="1" disabled=!is_shown on:click=move |_| shift(1)
                aria-label=format!("Move {} down", column.title)>"↓"</button>
        </li>
    }
}

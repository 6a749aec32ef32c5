//! The rows of the grid that are in sight. A click on one opens its details.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::grid::SCROLLER;
use super::match_panel::accept_row;
use super::slot::follow;
use super::state::{AppState, app};
use super::view::handler;
use crate::browser::dom;
use crate::browser::table_rows::TableRows;
use crate::report::column_width::pixels;
use crate::report::grid_keys::Place;

/// The rows in sight. They are drawn by hand: a frame of scrolling has no time for a view a cell.
#[component]
pub fn GridRows() -> impl IntoView {
    let state = app();
    let mut rows = TableRows::new(".grid-rows", SCROLLER);
    follow(move || {
        let open = state.details.row();
        state.rows.shown().with(|shown| {
            let columns = state.rows.columns().get_untracked();
            rows.draw(shown.generation, &columns, &shown.rows);
        });
        state
            .selection
            .with(|selection| rows.mark(|place| selection.contains(place), open));
    });
    let offset = move || {
        format!(
            "translateY(-{})",
            pixels(state.rows.shown().with(|shown| shown.offset))
        )
    };
    view! {
        <tbody class="grid-rows" role="rowgroup" style:transform=offset on:click=handler(move |event| on_click(state, &event))></tbody>
    }
}

/// Looks at the accounts that the number in a cell counts, where there are any; says whether it does.
pub fn open_counted(state: AppState, place: u32, column: u32) -> bool {
    let Some(at) = column.checked_sub(1) else {
        return false;
    };
    let Some(row) = state.rows.row_at(place) else {
        return false;
    };
    let has_accounts = row
        .cells
        .get(at as usize)
        .is_some_and(|(text, is_missing)| !is_missing && text != "0");
    let columns = state.rows.columns().get_untracked();
    let column = columns.get(at as usize).map_or("", |column| column.id);
    has_accounts && state.look_through(&row.key, column)
}

fn on_click(state: AppState, event: &MouseEvent) {
    let Some((place, column)) = dom::cell_of(event) else {
        return;
    };
    let Some(row) = state.rows.row_at(place) else {
        return;
    };
    state.focus.set(Place {
        row: Some(place),
        column,
    });
    if dom::is_within(event, ".row-accept") {
        accept_row(state, place);
    } else if dom::is_within(event, ".cell-opens") {
        open_counted(state, place, column);
    } else if event.shift_key() {
        state
            .selection
            .update(|selection| selection.extend_to(place, place));
        dom::unmark_text();
    } else if column == 0 || dom::clicks_with_control(event) {
        state.selection.update(|selection| selection.toggle(place));
    } else if !dom::has_marked_text() {
        state.details.open(state, row.key.clone(), row.handle);
    }
}

//! The rows of the grid that are in sight. A click on one opens its details.

use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;

use super::state::{AppState, app};
use crate::browser::dom;
use crate::browser::table_rows::{Column, TableRows};
use crate::report::column_width::pixels;
use crate::report::grid_keys::Place;

/// The rows in sight. They are drawn by hand: a frame of scrolling has no time for a view a cell.
#[component]
pub fn GridRows(scroller: NodeRef<html::Div>) -> impl IntoView {
    let state = app();
    let body = NodeRef::<html::Tbody>::new();
    let rows = StoredValue::new_local(TableRows::default());
    let columns = StoredValue::new((0, Vec::<Column>::new()));
    Effect::new(move || {
        let shown = state.rows.shown().get();
        if let (Some(body), Some(holder)) = (body.get(), scroller.get_untracked()) {
            if columns.with_value(|(generation, _)| *generation != shown.generation) {
                columns.set_value((shown.generation, columns_now(state)));
            }
            rows.update_value(|rows| {
                columns.with_value(|(_, columns)| {
                    rows.draw(&body, &holder, shown.generation, columns, &shown.rows)
                });
            });
        }
        mark(state, rows);
    });
    let offset = move || {
        state
            .rows
            .shown()
            .with(|shown| format!("translateY(-{})", pixels(shown.offset)))
    };
    view! {
        <tbody role="rowgroup" node_ref=body style:transform=offset
            on:click=move |event| on_click(state, &event)></tbody>
    }
}

fn mark(state: AppState, rows: StoredValue<TableRows, LocalStorage>) {
    let open = state.details.row();
    state.selection.with(|selection| {
        rows.update_value(|rows| rows.mark(|place| selection.contains(place), open));
    });
}

fn columns_now(state: AppState) -> Vec<Column> {
    state.rows.outcome().with_untracked(|outcome| {
        let columns = outcome.columns.iter();
        let columns = columns.map(|column| Column {
            id: column.id.clone(),
            title: column.title.clone(),
            kind: column.kind.clone(),
        });
        columns.collect()
    })
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
    if event.shift_key() {
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

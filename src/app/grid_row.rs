//! One row of the grid.

use std::sync::Arc;

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::cell::{Marks, content};
use super::rows::Row;
use super::state::{AppState, app};
use crate::browser::dom;
use crate::engine::message::ColumnView;
use crate::report::grid_keys::Place;

/// One row: a tick and its cells. A click opens its details.
#[component]
pub fn GridRow(row: Arc<Row>, columns: Arc<Vec<ColumnView>>) -> impl IntoView {
    let state = app();
    let place = row.place;
    let handle = row.handle;
    let is_selected =
        Memo::new(move |_| state.selection.with(|selection| selection.contains(place)));
    let clicked = Arc::clone(&row);
    let cells = columns.iter().zip(&row.cells).enumerate().map(|(at, (column, (text, is_missing)))| {
        let marks = (at == 0 && !row.marks.is_empty()).then(|| view! { <Marks marks=row.marks.clone()/> });
        view! {
            <td role="gridcell" tabindex="-1" aria-colindex=at + 2 data-column=column.id.clone() data-kind=column.kind.clone()
                data-title=column.title.clone()>
                {content(&column.id, text, *is_missing, &row.urgency)}{marks}
            </td>
        }
    });
    view! {
        <tr class="grid-row" role="row" data-place=place.to_string() data-urgency=row.urgency.clone()
            aria-rowindex=place + 2 aria-selected=move || is_selected.get().to_string()
            data-open=move || (state.details.row() == Some(handle)).to_string()
            on:click=move |event| on_click(state, &clicked, &event)>
            <td class="tick-cell" role="gridcell" tabindex="-1" aria-colindex="1">
                <input type="checkbox" tabindex="-1" aria-label="Select this row" prop:checked=move || is_selected.get()/>
            </td>
            {cells.collect_view()}
        </tr>
    }
}

fn on_click(state: AppState, row: &Row, event: &MouseEvent) {
    let column = dom::column_of(event).unwrap_or(1);
    state.focus.set(Place {
        row: Some(row.place),
        column,
    });
    if event.shift_key() {
        state
            .selection
            .update(|selection| selection.extend_to(row.place, row.place));
        dom::unmark_text();
    } else if column == 0 || dom::clicks_with_control(event) {
        state
            .selection
            .update(|selection| selection.toggle(row.place));
    } else if !dom::has_marked_text() {
        state.details.open(state, row.key.clone(), row.handle);
    }
}

//! A column's name; a click sorts by it, Shift+click adds it to the order. Dragged it moves; its edge makes it wider.

use leptos::ev::{MouseEvent, PointerEvent};
use leptos::prelude::*;

use super::column_drag;
use super::state::{AppState, ColumnMenuAt, app};
use super::survey_head::Known;
use super::table_state::Part;
use super::view::{fresh, handler};
use crate::browser::dom;
use crate::report::definition::ColumnDefinition;
use crate::report::grid_keys::Place;
use crate::report::query::Direction;
use crate::report::words;
use crate::report::words::screen::column_header as said;

/// A column's name with its place in the order.
#[component]
pub fn ColumnHeader(at: u32, column: &'static ColumnDefinition) -> impl IntoView {
    let state = app();
    let known = expect_context::<Known>();
    let title = move || known.help(column);
    let sort = move || state.query.with(|query| query.sort_of(column.id));
    // Only the first of several, as the standard asks; the others say their number.
    let aria_sort = move || match sort() {
        Some((1, Direction::Asc)) => Some("ascending"),
        Some((1, Direction::Desc)) => Some("descending"),
        _ => None,
    };
    let click = move |event: MouseEvent| {
        // It ends a drag.
        if state.table.is_dragged.get() {
            return;
        }
        go_to(state, at);
        state.query.update(|query| {
            if event.shift_key() {
                query.add_sort(column.id)
            } else {
                query.toggle_sort(column.id)
            }
        });
    };
    let open_menu = move |event: MouseEvent| {
        event.stop_propagation();
        go_to(state, at);
        state.menu.set(Some(ColumnMenuAt {
            column: at,
            at: dom::below(&event),
        }));
    };
    // Where a dragged header would go: in front of this one, or behind the last.
    let drop = move || {
        let gap = state.table.drag.with(|drag| match drag.as_ref()?.part {
            Part::Header(gap) => gap,
            Part::Edge(..) => None,
        })?;
        let n_columns = state.rows.columns().with(|columns| columns.len() as u32);
        match gap {
            gap if gap == at => Some("before"),
            gap if gap == at + 1 && gap == n_columns => Some("behind"),
            _ => None,
        }
    };
    view! {
        <th class="column-header" scope="col" role="columnheader" tabindex="-1" aria-colindex=(at + 2).to_string()
            aria-sort=aria_sort data-column=column.id data-kind=column.kind.name() title=title data-drop=drop
            on:click=handler(click) on:pointerdown=handler(move |event: PointerEvent| column_drag::take_header(state, at, column, &event))>
            <span class="column-title">{column.title}</span>
            {fresh(move || sort_mark(state, column))}
            <button class="column-menu-button" tabindex="-1" aria-label=said::COLUMN_MENU on:click=handler(open_menu)>"▾"</button>
            <span class="column-edge" aria-hidden="true" on:click=handler(|event: MouseEvent| event.stop_propagation())
                on:dblclick=handler(move |_| column_drag::fit(state, column))
                on:pointerdown=handler(move |event: PointerEvent| column_drag::take_edge(state, at, column, &event))></span>
        </th>
    }
}

fn go_to(state: AppState, at: u32) {
    state.focus.set(Place {
        row: None,
        column: at + 1,
    });
}

fn sort_mark(state: AppState, column: &ColumnDefinition) -> AnyView {
    let (sort, n_sorts) = state
        .query
        .with(|query| (query.sort_of(column.id), query.sort.len()));
    let Some((at, direction)) = sort else {
        return ().into_any();
    };
    view! {
        <span class="sort-mark" aria-hidden="true">{words::sort_mark(at, direction, n_sorts)}</span>
        <span class="visually-hidden">{words::sort_place(at, direction)}</span>
    }
    .into_any()
}

//! A column's name; a click sorts by it, Shift+click adds it to the order.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::state::{AppState, ColumnMenuAt, app};
use super::survey_head::Known;
use super::view::{fresh, handler};
use crate::browser::dom;
use crate::report::definition::ColumnDefinition;
use crate::report::grid_keys::Place;
use crate::report::query::Direction;
use crate::report::words;

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
    view! {
        <th class="column-header" scope="col" role="columnheader" tabindex="-1" aria-colindex=(at + 2).to_string()
            aria-sort=aria_sort data-column=column.id data-kind=column.kind.name() title=title on:click=handler(click)>
            <span class="column-title">{column.title}</span>
            {fresh(move || sort_mark(state, column))}
            <button class="column-menu-button" tabindex="-1" aria-label="Column menu" on:click=handler(open_menu)>"▾"</button>
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

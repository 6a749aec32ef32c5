//! A column's name; a click sorts by it, Shift+click adds it to the order.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::grid::ColumnMenuAt;
use super::state::app;
use crate::browser::dom;
use crate::engine::message::ColumnView;
use crate::report::grid_keys::Place;
use crate::report::query::Direction;

/// A column's name with its place in the order.
#[component]
pub fn ColumnHeader(at: u32, column: ColumnView) -> impl IntoView {
    let state = app();
    let menu = expect_context::<RwSignal<Option<ColumnMenuAt>>>();
    let id = StoredValue::new(column.id.clone());
    let sort = Memo::new(move |_| {
        let n_sorts = state.query.with(|query| query.sort.len());
        state
            .query
            .with(|query| id.with_value(|id| query.sort_of(id)))
            .map(|(at, direction)| (at, direction, n_sorts))
    });
    // Only the first of several, as the standard asks; the others say their number.
    let aria_sort = move || match sort.get() {
        Some((1, Direction::Asc, _)) => Some("ascending"),
        Some((1, Direction::Desc, _)) => Some("descending"),
        _ => None,
    };
    let click = move |event: MouseEvent| {
        state.focus.set(Place {
            row: None,
            column: at + 1,
        });
        state.query.update(|query| {
            id.with_value(|id| {
                if event.shift_key() {
                    query.add_sort(id)
                } else {
                    query.toggle_sort(id)
                }
            })
        });
    };
    let open_menu = move |event: MouseEvent| {
        event.stop_propagation();
        state.focus.set(Place {
            row: None,
            column: at + 1,
        });
        menu.set(Some(ColumnMenuAt {
            column: at,
            at: dom::below(&event),
        }));
    };
    let help = state
        .report
        .get_untracked()
        .column(&column.id)
        .map(|column| column.help);
    view! {
        <th class="column-header" scope="col" role="columnheader" tabindex="-1" aria-colindex=at + 2 aria-sort=aria_sort
            data-column=column.id.clone() data-kind=column.kind.clone() title=help on:click=click>
            <span class="column-title">{column.title}</span>
            {move || sort.get().map(|(at, direction, n_sorts)| view! { <SortMark at direction n_sorts/> })}
            <button class="column-menu-button" tabindex="-1" aria-label="Column menu" on:click=open_menu>"▾"</button>
        </th>
    }
}

#[component]
fn SortMark(at: usize, direction: Direction, n_sorts: usize) -> impl IntoView {
    let (arrow, word) = match direction {
        Direction::Asc => ("↑", "ascending"),
        Direction::Desc => ("↓", "descending"),
    };
    view! {
        <span class="sort-mark" aria-hidden="true">{arrow}{(n_sorts > 1).then_some(at)}</span>
        {(at > 1).then(|| view! { <span class="visually-hidden">{format!(", sorted {at}., {word}")}</span> })}
    }
}

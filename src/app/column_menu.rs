//! What can be done with a column.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::page::focus_grid;
use super::state::{AppState, ColumnMenuAt, app};
use super::view::{each, fresh, handler, maybe};
use crate::browser::{dom, timer};
use crate::report::column_width::pixels;
use crate::report::definition::ColumnDefinition;
use crate::report::query::Direction;

#[derive(Clone, Copy)]
enum Command {
    Ascending,
    Descending,
    Add,
    Left,
    Right,
    Hide,
    Copy,
}

const COMMANDS: [(&str, Command); 7] = [
    ("Sort ascending", Command::Ascending),
    ("Sort descending", Command::Descending),
    ("Add to the order", Command::Add),
    ("Move left", Command::Left),
    ("Move right", Command::Right),
    ("Hide this column", Command::Hide),
    ("Copy this column", Command::Copy),
];

/// The menu under a header, while it is open.
#[component]
pub fn ColumnMenu() -> impl IntoView {
    let state = app();
    dom::on_window("pointerdown", move |event: leptos::ev::PointerEvent| {
        if !dom::is_within(&event, ".menu") && state.menu.with_untracked(Option::is_some) {
            state.menu.set(None);
        }
    });
    fresh(move || maybe(state.menu.get(), move |at| open_menu(state, at)))
}

fn open_menu(state: AppState, at: ColumnMenuAt) -> AnyView {
    let columns = state.rows.columns().get_untracked();
    let Some(column) = columns.get(at.column as usize).copied() else {
        return ().into_any();
    };
    let close = move || {
        state.menu.set(None);
        focus_grid();
    };
    let on_key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "Escape" | "Tab" => close(),
            "ArrowDown" => dom::rove_sibling(&event, 1),
            "ArrowUp" => dom::rove_sibling(&event, -1),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let items = each(COMMANDS, move |(caption, command)| {
        let act = move |_| {
            close();
            act(state, column, command);
        };
        view! { <button class="menu-item" role="menuitem" tabindex="-1" on:click=handler(act)>{caption}</button> }.into_any()
    });
    timer::next_frame(|| {
        dom::focus_first(".menu-item");
    });
    view! {
        <div class="menu" role="menu" aria-label=column.title
            style:left=pixels(at.at.0) style:top=pixels(at.at.1) on:keydown=handler(on_key)>
            {items}
        </div>
    }
    .into_any()
}

fn act(state: AppState, column: &'static ColumnDefinition, command: Command) {
    let report = state.report.get_untracked();
    if let Command::Copy = command {
        return state.copy(Some(column.id));
    }
    state.query.update(|query| match command {
        Command::Ascending => query.sort_by(column.id, Direction::Asc),
        Command::Descending => query.sort_by(column.id, Direction::Desc),
        Command::Add => query.add_sort(column.id),
        Command::Left => query.move_column(report, column.id, -1),
        Command::Right => query.move_column(report, column.id, 1),
        Command::Hide => query.toggle_column(report, column.id),
        Command::Copy => {}
    });
}

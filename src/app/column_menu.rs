//! What can be done with a column.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::grid::ColumnMenuAt;
use super::page::focus_grid;
use super::state::{AppState, app};
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
    let menu = expect_context::<RwSignal<Option<ColumnMenuAt>>>();
    dom::on_window("pointerdown", move |event: leptos::ev::PointerEvent| {
        // The window outlives the grid and what belongs to it.
        let is_open = menu.try_get_untracked().flatten().is_some();
        if is_open && !dom::is_within(&event, ".menu") {
            menu.set(None);
        }
    });
    move || menu.get().map(|at| view! { <OpenMenu at/> })
}

#[component]
fn OpenMenu(at: ColumnMenuAt) -> impl IntoView {
    let state = app();
    let menu = expect_context::<RwSignal<Option<ColumnMenuAt>>>();
    let visible = state
        .query
        .with_untracked(|query| query.visible(state.report.get_untracked()));
    let column = visible.get(at.column as usize).copied();
    let close = move || {
        menu.set(None);
        focus_grid();
    };
    let on_key = move |event: KeyboardEvent| {
        let key = event.key();
        match key.as_str() {
            "Escape" | "Tab" => close(),
            "ArrowDown" => dom::rove_sibling(&event, 1),
            "ArrowUp" => dom::rove_sibling(&event, -1),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let items = COMMANDS.iter().enumerate().map(|(place, (caption, command))| {
        let act = move |_| {
            if let Some(column) = column {
                act(state, column, *command);
            }
            close();
        };
        view! { <button class="menu-item" role="menuitem" tabindex=if place == 0 { "0" } else { "-1" } on:click=act>{*caption}</button> }
    });
    timer::next_frame(|| {
        dom::focus_first(".menu-item");
    });
    view! {
        <div class="menu" role="menu" aria-label=column.map(|column| column.title)
            style:left=pixels(at.at.0) style:top=pixels(at.at.1) on:keydown=on_key>
            {items.collect_view()}
        </div>
    }
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

//! What can be done with a column.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::column_drag;
use super::page::focus_grid;
use super::state::{AppState, ColumnMenuAt, FilterAt, Over, app};
use super::view::{each, fresh, handler, maybe};
use crate::browser::{dom, timer};
use crate::report::column_width::pixels;
use crate::report::definition::ColumnDefinition;
use crate::report::grid_keys::RESIZED_PX;
use crate::report::layout::{Layout, MOST_LEVELS};
use crate::report::query::Direction;
use crate::report::words::screen::column_menu as said;

#[derive(Clone, Copy)]
enum Command {
    Ascending,
    Descending,
    Add,
    Filter,
    Group,
    Pin,
    Move(i32),
    Resize(i32),
    Fit,
    UsualWidth,
    Hide,
    Copy,
}

/// What is offered for a column: only what then changes something.
fn commands(state: AppState, column: &ColumnDefinition) -> Vec<(&'static str, Command)> {
    let report = state.report.get_untracked();
    let (layout, pinned) = state.query.with_untracked(|query| {
        let pinned = query.is_pinned(report, column.id);
        (Layout::of(query), pinned)
    });
    let mut all = vec![
        (said::SORT_ASCENDING, Command::Ascending),
        (said::SORT_DESCENDING, Command::Descending),
        (said::ADD_TO_THE_ORDER, Command::Add),
        (said::FILTER_BY_THIS_COLUMN, Command::Filter),
    ];
    if layout.group.len() < MOST_LEVELS {
        all.push((said::GROUP_BY_THIS_COLUMN, Command::Group));
    }
    match pinned {
        Some(true) => all.push((said::LET_IT_SCROLL_WITH_THE_OTHERS, Command::Pin)),
        Some(false) => all.push((said::KEEP_IN_SIGHT, Command::Pin)),
        None => {}
    }
    all.extend([
        (said::MOVE_LEFT, Command::Move(-1)),
        (said::MOVE_RIGHT, Command::Move(1)),
        (said::WIDER, Command::Resize(RESIZED_PX)),
        (said::NARROWER, Command::Resize(-RESIZED_PX)),
        (said::FIT_THE_CELLS_IN_SIGHT, Command::Fit),
    ]);
    if layout.width_of(column.id).is_some() {
        all.push((said::USUAL_WIDTH, Command::UsualWidth));
    }
    all.extend([
        (said::HIDE_THIS_COLUMN, Command::Hide),
        (said::COPY_THIS_COLUMN, Command::Copy),
    ]);
    all
}

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
    let items = each(
        commands(state, column).into_iter().zip(0..),
        move |((caption, command), at)| {
            // A list that may scroll is reached by keys.
            let tab = if at == 0 { "0" } else { "-1" };
            let act = move |_| {
                close();
                act(state, column, command);
            };
            view! { <button class="menu-item" role="menuitem" tabindex=tab on:click=handler(act)>{caption}</button> }.into_any()
        },
    );
    timer::next_frame(|| {
        dom::focus_first(".menu-item");
    });
    let room = format!("calc(100dvh - {} - 8px)", pixels(at.at.1));
    view! {
        <div class="menu" role="menu" aria-label=column.title
            style:left=pixels(at.at.0) style:top=pixels(at.at.1) style:max-height=room on:keydown=handler(on_key)>
            {items}
        </div>
    }
    .into_any()
}

fn act(state: AppState, column: &'static ColumnDefinition, command: Command) {
    let report = state.report.get_untracked();
    match command {
        Command::Copy => state.copy(Some(column.id)),
        Command::Filter => state
            .over
            .set(Some(Over::Filter(FilterAt::Column(column.id)))),
        Command::Pin => column_drag::toggle_pin(state, column),
        Command::Move(by) => column_drag::move_column(state, column.id, by),
        Command::Resize(by) => column_drag::resize(state, column, by),
        Command::Fit => column_drag::fit(state, column),
        Command::UsualWidth => column_drag::set_width(state, column.id, None),
        Command::Ascending => state
            .query
            .update(|query| query.sort_by(column.id, Direction::Asc)),
        Command::Descending => state
            .query
            .update(|query| query.sort_by(column.id, Direction::Desc)),
        Command::Add => state.query.update(|query| query.add_sort(column.id)),
        Command::Group => state.query.update(|query| query.toggle_group(column.id)),
        Command::Hide => state
            .query
            .update(|query| query.hide_column(report, column.id)),
    }
}

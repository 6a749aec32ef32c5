//! What keys do in the grid: from cell to cell, rows selected, opened and copied, columns moved and made wider.

use leptos::ev::KeyboardEvent;

use super::column_drag;
use super::grid::{SCROLLER, cell_at, take_focus};
use super::grid_rows::open_counted;
use super::keyboard_help::takes_letters;
use super::match_panel::accept_row;
use super::page::focus_grid;
use super::state::{AppState, ColumnMenuAt};
use crate::browser::dom;
use crate::report::grid_keys::{Action, Extent, Place, Pressed, action};
use crate::report::words;

/// What a key does in the grid.
pub fn on_key(state: AppState, event: &KeyboardEvent) {
    let key = event.key();
    let pressed = Pressed {
        key: &key,
        ctrl: dom::holds_control(event),
        shift: event.shift_key(),
        alt: event.alt_key(),
    };
    let at = state.focus.get_untracked();
    let n_columns = state.rows.columns().with_untracked(|columns| columns.len()) as u32;
    let extent = Extent {
        rows: state.rows.total(),
        columns: n_columns + 1,
        page: state.rows.map_now().page(),
    };
    let Some(action) = action(pressed, at, extent) else {
        return;
    };
    let may_accept = state.report.get_untracked().id == "matching" && takes_letters();
    if action == Action::Copy && dom::has_marked_text() || action == Action::Accept && !may_accept {
        return;
    }
    event.prevent_default();
    match at.row {
        Some(row) => act_on_row(state, action, row),
        None => act_on_header(state, action, at),
    }
}

fn act_on_row(state: AppState, action: Action, row: u32) {
    match action {
        Action::Extend(to) => {
            let place = to.row.unwrap_or(row);
            state
                .selection
                .update(|selection| selection.extend_to(row, place));
            go(state, to);
        }
        Action::ExtendHere => state
            .selection
            .update(|selection| selection.extend_to(row, row)),
        Action::Toggle => state.selection.update(|selection| selection.toggle(row)),
        Action::Open => {
            let column = state.focus.get_untracked().column;
            if !open_counted(state, row, column) {
                open_details(state, row);
            }
        }
        Action::Copy => copy(state, row, None),
        Action::CopyLogonNames => copy(state, row, Some(state.name_column())),
        Action::Accept => accept_row(state, row),
        other => act_anywhere(state, other),
    }
}

fn act_on_header(state: AppState, action: Action, at: Place) {
    let column = at.column.checked_sub(1).and_then(|place| {
        state
            .rows
            .columns()
            .with_untracked(|columns| columns.get(place as usize).copied())
    });
    match (action, column) {
        (Action::Sort(true), Some(column)) => state.query.update(|query| query.add_sort(column.id)),
        (Action::Sort(false), Some(column)) => {
            state.query.update(|query| query.toggle_sort(column.id))
        }
        (Action::Sort(_), None) => select_all(state),
        (Action::Menu, Some(_)) => open_menu(state, at),
        (Action::MoveColumn(by), Some(column)) => move_column(state, at, column.id, by),
        (Action::ResizeColumn(by), Some(column)) => column_drag::resize(state, column, by),
        (Action::Copy, _) => state.copy(None),
        (Action::CopyLogonNames, _) => state.copy(Some(state.name_column())),
        (other, _) => act_anywhere(state, other),
    }
}

fn act_anywhere(state: AppState, action: Action) {
    match action {
        Action::Go(place) => go(state, place),
        Action::SelectAll => select_all(state),
        Action::Escape if state.details.is_open_now() => {
            state.details.close();
            focus_grid();
        }
        Action::Escape => state.selection.update(|selection| selection.clear()),
        _ => {}
    }
}

fn go(state: AppState, place: Place) {
    // The focused cell may leave the page; the grid holds the focus until the next one is drawn.
    if cell_at(place).is_none() {
        dom::hold_focus(SCROLLER);
    }
    if let Some(row) = place.row {
        state.rows.reveal(state, row);
        // An open pane goes along.
        if state.details.is_open_now() {
            open_details(state, row);
        }
    }
    state.focus.set(place);
    // The next key may come before the next frame.
    take_focus(state, place);
}

fn open_details(state: AppState, row: u32) {
    if let Some(row) = state.rows.row_at(row) {
        state.details.open(state, row.key.clone(), row.handle);
    }
}

fn open_menu(state: AppState, at: Place) {
    if let Some(cell) = cell_at(at) {
        let menu = ColumnMenuAt {
            column: at.column - 1,
            at: dom::below_element(&cell),
        };
        state.menu.set(Some(menu));
    }
}

fn move_column(state: AppState, at: Place, column: &str, by: i32) {
    column_drag::move_column(state, column, by);
    let n_columns = state.rows.columns().with_untracked(|columns| columns.len()) as u32;
    let to = at.column.saturating_add_signed(by).clamp(1, n_columns);
    state.focus.set(Place {
        row: None,
        column: to,
    });
}

// Without a selection the row the keyboard is at is meant.
fn copy(state: AppState, row: u32, column: Option<&'static str>) {
    if state
        .selection
        .with_untracked(|selection| selection.is_empty())
    {
        state.copy_ranges(vec![(row, row)], column);
    } else {
        state.copy(column);
    }
}

/// Says how many rows are selected.
pub fn say_selected(state: AppState) {
    let n = state.selection.with_untracked(|selection| selection.len());
    state.said.set(words::rows_selected(n));
}

fn select_all(state: AppState) {
    let total = state.rows.total();
    state.selection.update(|selection| selection.all(total));
    say_selected(state);
}

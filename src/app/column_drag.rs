//! Columns are made wider at their edge and moved by their header with a mouse; keys and menus do the same (D20).

use leptos::ev::{KeyboardEvent, PointerEvent};

use super::state::AppState;
use super::table_state::{Drag, Part};
use crate::browser::{dom, timer};
use crate::report::column_width;
use crate::report::definition::ColumnDefinition;
use crate::report::layout::{LEAST_WIDTH, Layout, MOST_WIDTH};
use crate::report::words;

/// A header is dragged, and not clicked, from so many pixels on.
const DRAGGED_PX: f64 = 6.0;
/// Space around the text of a cell.
const PADDING_PX: f64 = 26.0;
/// The click that ends a drag comes at once.
const CLICK_MS: i32 = 50;

/// Follows the pointer wherever a drag leads.
pub fn begin(state: AppState) {
    dom::on_window("pointermove", move |event: PointerEvent| {
        if state.table.drag.with_untracked(Option::is_some) {
            drag_to(state, event.client_x().into());
        }
    });
    dom::on_window("pointerup", move |_: PointerEvent| drop_column(state, true));
    dom::on_window("pointercancel", move |_: PointerEvent| {
        drop_column(state, false)
    });
    dom::on_window("keydown", move |event: KeyboardEvent| {
        if event.key() == "Escape" && state.table.drag.with_untracked(Option::is_some) {
            event.prevent_default();
            drop_column(state, false);
        }
    });
}

/// Takes hold of a column's edge.
pub fn take_edge(
    state: AppState,
    at: u32,
    column: &'static ColumnDefinition,
    event: &PointerEvent,
) {
    if event.button() != 0 {
        return;
    }
    event.prevent_default();
    event.stop_propagation();
    let layout = state.query.with_untracked(Layout::of);
    let width = column_width::of(&layout, column);
    take(state, at, column, event, Part::Edge(width, width));
}

/// Takes hold of a column's header. A finger scrolls.
pub fn take_header(
    state: AppState,
    at: u32,
    column: &'static ColumnDefinition,
    event: &PointerEvent,
) {
    let is_button = dom::is_within(event, "button, .column-edge");
    if event.button() == 0 && event.pointer_type() != "touch" && !is_button {
        take(state, at, column, event, Part::Header(None));
    }
}

fn take(
    state: AppState,
    at: u32,
    column: &'static ColumnDefinition,
    event: &PointerEvent,
    part: Part,
) {
    state.table.is_dragged.set(false);
    let from = event.client_x().into();
    let column = column.id;
    state.table.drag.set(Some(Drag {
        column,
        at,
        from,
        part,
    }));
}

fn drag_to(state: AppState, x: f64) {
    let Some(drag) = state.table.drag.get_untracked() else {
        return;
    };
    let part = match drag.part {
        Part::Edge(before, _) => {
            let width = f64::from(before) + x - drag.from;
            let now = width.clamp(LEAST_WIDTH.into(), MOST_WIDTH.into());
            Part::Edge(before, now as u32)
        }
        Part::Header(None) if (x - drag.from).abs() < DRAGGED_PX => return,
        Part::Header(_) => Part::Header(dom::gap_at(".grid .column-header", x)),
    };
    state.table.drag.set_other(Some(Drag { part, ..drag }));
}

fn drop_column(state: AppState, is_meant: bool) {
    let Some(drag) = state.table.drag.get_untracked() else {
        return;
    };
    state.table.drag.set(None);
    let is_moved = !matches!(drag.part, Part::Header(None));
    if is_moved {
        state.table.is_dragged.set(true);
        timer::after(CLICK_MS, move || state.table.is_dragged.set(false));
    }
    if !is_meant {
        return;
    }
    match drag.part {
        Part::Edge(before, now) if before != now => set_width(state, drag.column, Some(now)),
        Part::Header(Some(gap)) => {
            let to = if gap > drag.at { gap - 1 } else { gap };
            if to != drag.at {
                move_column(state, drag.column, to as i32 - drag.at as i32);
            }
        }
        _ => {}
    }
}

/// Moves a column by so many places, and says where it is.
pub fn move_column(state: AppState, column: &str, by: i32) {
    let report = state.report.get_untracked();
    state
        .query
        .update(|query| query.move_column(report, column, by));
    let ids = state.query.with_untracked(|query| query.column_ids(report));
    let to = ids.iter().position(|id| id == column).unwrap_or_default() as u32;
    state.said.set(words::column_moved(to + 1));
}

/// Gives a column a width, or the usual one, and says it.
pub fn set_width(state: AppState, column: &str, width: Option<u32>) {
    let Some(column) = state.report.get_untracked().column(column) else {
        return;
    };
    state
        .query
        .update(|query| query.lay_out(|layout| layout.set_width(column.id, width)));
    let now = state
        .query
        .with_untracked(|query| column_width::of(&Layout::of(query), column));
    state.said.set(words::column_width(column.title, now));
}

/// Makes a column wider or narrower.
pub fn resize(state: AppState, column: &'static ColumnDefinition, by: i32) {
    let layout = state.query.with_untracked(Layout::of);
    let width = column_width::of(&layout, column).saturating_add_signed(by);
    set_width(state, column.id, Some(width));
}

/// Makes a column as wide as its cells that are in sight.
pub fn fit(state: AppState, column: &ColumnDefinition) {
    let id = column.id.replace('\\', "\\\\").replace('"', "\\\"");
    let cells =
        format!(".grid td[data-column=\"{id}\"], .grid th[data-column=\"{id}\"] > .column-title");
    let widest = dom::widest(&cells) + PADDING_PX;
    set_width(state, column.id, Some(widest.ceil() as u32));
}

/// Keeps a column in sight or lets it go, and says so.
pub fn toggle_pin(state: AppState, column: &ColumnDefinition) {
    let report = state.report.get_untracked();
    state
        .query
        .update(|query| query.toggle_pin(report, column.id));
    let is_pinned = state
        .query
        .with_untracked(|query| query.is_pinned(report, column.id));
    state.said.set(words::column_pinned(
        column.title,
        is_pinned.unwrap_or(true),
    ));
}

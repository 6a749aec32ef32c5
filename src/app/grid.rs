//! The list as a grid: any number of rows, those in sight in the page.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::column_header::ColumnHeader;
use super::empty_list::{EmptyList, FailedList};
use super::grid_rows::{GridRows, open_counted};
use super::keyboard_help::takes_letters;
use super::match_panel::accept_row;
use super::page::focus_grid;
use super::slot::{Kept, follow};
use super::state::{AppState, ColumnMenuAt, app};
use super::view::{each, fresh, handler};
use crate::browser::{dom, timer};
use crate::report::column_width::{self, pixels};
use crate::report::grid_keys::{Action, Extent, Place, Pressed, action};
use crate::report::words;

/// Height of the header; the style sheet's `--header-height`.
const HEADER_PX: f64 = 36.0;

/// A grid narrower than this draws a row as a card of two lines.
const CARDS_BELOW_PX: f64 = 560.0;

/// Where the grid scrolls.
pub const SCROLLER: &str = ".grid-scroller";

/// The list, or why there is none.
#[component]
pub fn Grid() -> impl IntoView {
    let state = app();
    let height = move || pixels(state.rows.map().height() + HEADER_PX);
    let window_height = move || pixels(state.rows.map().view + HEADER_PX);
    let width = move || match state.is_cards.get() {
        true => "0".to_owned(),
        false => pixels(
            state
                .rows
                .columns()
                .with(|columns| column_width::all(columns)),
        ),
    };
    follow_page(state);
    view! {
        <div class="grid-frame">
            <div class="grid-scroller" tabindex="-1" data-cards=move || state.is_cards.get().to_string()
                on:scroll=handler(move |_| state.rows.scrolled(state, dom::scrolled(SCROLLER)))
                on:keydown=handler(move |event| on_key(state, &event))>
                <div class="grid-spacer" style:height=height style:min-width=width>
                    <div class="grid-window" style:height=window_height><GridTable/></div>
                </div>
            </div>
            {fresh(move || instead(state))}
        </div>
    }
}

// What stands in the place of rows.
fn instead(state: AppState) -> AnyView {
    let is_empty = state
        .rows
        .outcome()
        .with(|outcome| outcome.generation > 0 && outcome.total == 0);
    match state.rows.trouble() {
        Some(sentence) => view! { <FailedList sentence/> }.into_any(),
        None if is_empty => view! { <EmptyList/> }.into_any(),
        None => ().into_any(),
    }
}

#[component]
fn GridTable() -> impl IntoView {
    let state = app();
    let rows = state.rows;
    let total = move || rows.outcome().with(|outcome| outcome.total);
    let n_columns = move || rows.columns().with(|columns| columns.len() + 1);
    let is_all =
        move || total() > 0 && state.selection.with(|selection| selection.len()) == total();
    let toggle_all = move |_| {
        state
            .selection
            .update(|selection| match selection.len() == rows.total() {
                true => selection.clear(),
                false => selection.all(rows.total()),
            })
    };
    let headers = move || {
        each(rows.columns().get().iter().zip(0..), |(column, at)| {
            view! { <ColumnHeader at column/> }.into_any()
        })
    };
    let widths = move || {
        each(rows.columns().get().iter(), |column| {
            view! { <col style:width=pixels(column_width::one(column).into())/> }.into_any()
        })
    };
    view! {
        <table class="grid" role="grid" aria-multiselectable="true" aria-label=move || state.report.get().title
            aria-rowcount=move || (total() + 1).to_string() aria-colcount=move || n_columns().to_string()
            aria-busy=move || rows.is_waiting().to_string()>
            <colgroup><col class="tick-column"/>{fresh(widths)}</colgroup>
            <thead role="rowgroup">
                <tr role="row" aria-rowindex="1" data-place="header">
                    <th class="tick-cell" scope="col" role="columnheader" tabindex="-1" aria-colindex="1">
                        <input type="checkbox" tabindex="-1" aria-label="Select all rows" prop:checked=is_all on:change=handler(toggle_all)/>
                    </th>
                    {fresh(headers)}
                </tr>
            </thead>
            <GridRows/>
        </table>
    }
}

// It follows its own size, the wanted place, the focus; all of it once it stands in the page.
fn follow_page(state: AppState) {
    let height = Kept::new(0.0);
    let resize = move || {
        if height.get() > 0.0 {
            let row = state.density.get().row_px(state.is_cards.get());
            state.rows.resize(state, row, height.get() - HEADER_PX);
        }
    };
    follow(move || {
        dom::on_resize(SCROLLER, move |wide, tall| {
            height.set(tall);
            state.is_cards.set(wide < CARDS_BELOW_PX);
            resize();
        });
    });
    follow(move || {
        state.density.get().apply();
        resize();
    });
    follow(move || {
        let to = state.rows.scrollbar();
        // The scrolled element has to be as high as the list first.
        state.rows.map();
        timer::next_frame(move || dom::scroll_to(SCROLLER, to));
    });
    follow(move || {
        let place = state.focus.get();
        state.rows.shown().track();
        state.rows.columns().track();
        timer::next_frame(move || take_focus(place));
    });
}

// One cell of the grid is its tab stop; the focus is on it if it is anywhere in the grid.
fn take_focus(place: Place) {
    let Some(scroller) = dom::first(SCROLLER) else {
        return;
    };
    let Some(cell) = dom::find(&scroller, &selector(place)) else {
        // Out of sight: the grid itself keeps the place for Tab.
        scroller.set_tab_index(0);
        return;
    };
    let has_focus = dom::has_focus(&scroller);
    dom::rove(&scroller, &cell, has_focus);
    if has_focus && place.column <= 1 {
        dom::reveal_start(&scroller);
    } else if has_focus {
        dom::reveal_sideways(&scroller, &cell, column_width::frozen());
    }
}

fn selector(place: Place) -> String {
    let row = place.row.map_or("header".to_owned(), |row| row.to_string());
    format!("[data-place='{row}'] > :nth-child({})", place.column + 1)
}

fn cell_at(place: Place) -> Option<dom::Found> {
    let scroller = dom::first(SCROLLER)?;
    dom::find(&scroller, &selector(place))
}

fn on_key(state: AppState, event: &KeyboardEvent) {
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
        (Action::Sort(_), None) => state
            .selection
            .update(|selection| selection.all(state.rows.total())),
        (Action::Menu, Some(_)) => open_menu(state, at),
        (Action::MoveColumn(by), Some(column)) => move_column(state, at, column.id, by),
        (Action::Copy, _) => state.copy(None),
        (Action::CopyLogonNames, _) => state.copy(Some(state.name_column())),
        (other, _) => act_anywhere(state, other),
    }
}

fn act_anywhere(state: AppState, action: Action) {
    match action {
        Action::Go(place) => go(state, place),
        Action::SelectAll => state
            .selection
            .update(|selection| selection.all(state.rows.total())),
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
    take_focus(place);
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
    let report = state.report.get_untracked();
    state
        .query
        .update(|query| query.move_column(report, column, by));
    let n_columns = state.rows.columns().with_untracked(|columns| columns.len()) as u32;
    let to = at.column.saturating_add_signed(by).clamp(1, n_columns);
    state.focus.set(Place {
        row: None,
        column: to,
    });
    state.said.set(words::column_moved(to));
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

//! The list as a grid: any number of rows, those in sight in the page.

use leptos::prelude::*;

use super::column_header::ColumnHeader;
use super::empty_list::{EmptyList, FailedList};
use super::grid_actions;
use super::grid_rows::GridRows;
use super::groups::is_grouped;
use super::slot::{Kept, follow};
use super::state::{AppState, app};
use super::table_state::{Drag, Part};
use super::view::{each, fresh, handler, maybe};
use crate::browser::{dom, timer};
use crate::report::column_width::{self, pixels};
use crate::report::grid_keys::Place;
use crate::report::layout::Layout;
use crate::report::words::screen::grid as said;

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
        false => {
            let layout = laid_out(state);
            let columns = state.rows.columns();
            pixels(columns.with(|columns| column_width::all(&layout, columns)))
        }
    };
    follow_page(state);
    view! {
        <div class="grid-frame" hidden=move || is_grouped(state)>
            <div class="grid-scroller" tabindex="-1" data-cards=move || state.is_cards.get().to_string()
                on:scroll=handler(move |_| state.rows.scrolled(state, dom::scrolled(SCROLLER)))
                on:keydown=handler(move |event| grid_actions::on_key(state, &event))>
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
            });
        grid_actions::say_selected(state);
    };
    let headers = move || {
        each(rows.columns().get().iter().zip(0..), |(column, at)| {
            view! { <ColumnHeader at column/> }.into_any()
        })
    };
    let widths = move || {
        let layout = laid_out(state);
        // Chosen widths stay what they are: what is left goes to nobody.
        let rest = (!layout.widths.is_empty()).then_some(());
        let columns = each(rows.columns().get().iter(), |column| {
            let width = column_width::of(&layout, column).into();
            view! { <col style:width=pixels(width)/> }.into_any()
        });
        view! { {columns}{maybe(rest, |()| view! { <col/> }.into_any())} }.into_any()
    };
    view! {
        <table class="grid" role="grid" aria-multiselectable="true" aria-label=move || state.report.get().title
            aria-rowcount=move || (total() + 1).to_string() aria-colcount=move || n_columns().to_string()
            aria-busy=move || rows.is_waiting().to_string()>
            <colgroup><col class="tick-column"/>{fresh(widths)}</colgroup>
            <thead role="rowgroup">
                <tr role="row" aria-rowindex="1" data-place="header">
                    <th class="tick-cell" scope="col" role="columnheader" tabindex="-1" aria-colindex="1">
                        <input type="checkbox" tabindex="-1" aria-label=said::SELECT_ALL_ROWS prop:checked=is_all on:change=handler(toggle_all)/>
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
            // Hidden behind groups it has no size, and keeps how it was.
            if wide == 0.0 {
                return;
            }
            height.set(tall);
            state.table.room.set_other(wide);
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
        let edges = edges(state);
        timer::next_frame(move || dom::set_edges(".grid", &edges));
    });
    follow(move || {
        let place = state.focus.get();
        state.rows.shown().track();
        state.rows.columns().track();
        timer::next_frame(move || take_focus(state, place));
    });
}

/// One cell of the grid is its tab stop; the focus is on it if it is anywhere in the grid.
pub fn take_focus(state: AppState, place: Place) {
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
    let edges = untrack(|| edges(state));
    if has_focus && place.column <= 1 {
        dom::reveal_start(&scroller);
    } else if has_focus && place.column as usize >= edges.len() {
        let frozen = edges.last().copied().unwrap_or_default();
        dom::reveal_sideways(&scroller, &cell, frozen.into());
    }
}

/// The layout, with the width that a drag has come to.
fn laid_out(state: AppState) -> Layout {
    let mut layout = state.query.with(Layout::of);
    if let Some(Drag {
        column,
        part: Part::Edge(_, width),
        ..
    }) = state.table.drag.get()
    {
        layout.set_width(column, Some(width));
    }
    layout
}

/// Where the columns that stay in sight begin, and where the others do.
fn edges(state: AppState) -> Vec<u32> {
    if state.is_cards.get() {
        return vec![0];
    }
    let (layout, room) = (laid_out(state), state.table.room.get());
    let columns = state.rows.columns();
    columns.with(|columns| column_width::frozen(&layout, columns, room))
}

fn selector(place: Place) -> String {
    let row = place.row.map_or("header".to_owned(), |row| row.to_string());
    format!("[data-place='{row}'] > :nth-child({})", place.column + 1)
}

/// The cell at a place, if it is drawn.
pub fn cell_at(place: Place) -> Option<dom::Found> {
    let scroller = dom::first(SCROLLER)?;
    dom::find(&scroller, &selector(place))
}

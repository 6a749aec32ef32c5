//! The list as a grid: any number of rows, those in sight in the page.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use super::column_header::ColumnHeader;
use super::column_menu::ColumnMenu;
use super::empty_list::{EmptyList, FailedList};
use super::grid_rows::GridRows;
use super::page::focus_grid;
use super::state::{AppState, app};
use super::view::list;
use crate::browser::{dom, storage, timer};
use crate::report::column_width;
use crate::report::column_width::pixels;
use crate::report::grid_keys::{Action, Extent, Place, Pressed, action};

/// Height of the header; the style sheet's `--header-height`.
const HEADER_PX: f64 = 36.0;

/// A grid narrower than this draws a row as a card of two lines.
const CARDS_BELOW_PX: f64 = 560.0;

/// How high rows are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    /// As many rows as can be read.
    Compact,
    /// The usual.
    #[default]
    Usual,
    /// For fingers.
    Roomy,
}

impl Density {
    /// All of them, for a choice.
    pub const ALL: [Density; 3] = [Density::Compact, Density::Usual, Density::Roomy];

    /// The name style sheets and the browser's storage know it by.
    pub fn name(self) -> &'static str {
        match self {
            Density::Compact => "compact",
            Density::Usual => "usual",
            Density::Roomy => "roomy",
        }
    }

    /// The word on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Density::Compact => "Compact rows",
            Density::Usual => "Normal rows",
            Density::Roomy => "Roomy rows",
        }
    }

    /// The density of this name.
    pub fn named(name: &str) -> Density {
        Density::ALL
            .into_iter()
            .find(|density| density.name() == name)
            .unwrap_or_default()
    }

    // The style sheet's `--row-height`.
    fn row_px(self, is_cards: bool) -> f64 {
        match (self, is_cards) {
            (Density::Compact, false) => 24.0,
            (Density::Usual, false) => 32.0,
            (Density::Roomy, false) => 44.0,
            (Density::Compact, true) => 56.0,
            (Density::Usual, true) => 64.0,
            (Density::Roomy, true) => 80.0,
        }
    }
}

/// A column's menu and where it opens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ColumnMenuAt {
    /// Place of the column among the visible ones.
    pub column: u32,
    /// Left and top on the screen.
    pub at: (f64, f64),
}

/// The list, or why there is none.
#[component]
pub fn Grid() -> impl IntoView {
    let state = app();
    let menu = RwSignal::new(None::<ColumnMenuAt>);
    provide_context(menu);
    let scroller = NodeRef::<html::Div>::new();
    let is_cards = RwSignal::new(false);
    follow_size(state, scroller, is_cards);
    follow_scrollbar(state, scroller);
    follow_focus(state, scroller);
    let map = move || state.rows.map();
    let columns = Memo::new(move |_| state.rows.outcome().with(|outcome| outcome.columns.clone()));
    let wide = move || {
        columns.with(|columns| {
            column_width::all(
                columns
                    .iter()
                    .map(|column| (column.id.as_str(), column.kind.as_str())),
            )
        })
    };
    let is_empty = Memo::new(move |_| {
        state.rows.has_answer() && state.rows.outcome().with(|outcome| outcome.total) == 0
    });
    let scrolled = move |_| {
        if let Some(scroller) = scroller.get_untracked() {
            state.rows.scrolled(state, f64::from(scroller.scroll_top()));
        }
    };
    view! {
        <div class="grid-frame">
            <div class="grid-scroller" node_ref=scroller tabindex="-1" data-cards=move || is_cards.get().to_string() on:scroll=scrolled
                on:keydown=move |event| on_key(state, menu, scroller, &event)>
                <div class="grid-spacer" style:height=move || pixels(map().height() + HEADER_PX)
                    style:min-width=move || if is_cards.get() { "0".to_owned() } else { pixels(f64::from(wide())) }>
                    <div class="grid-window" style:height=move || pixels(map().view + HEADER_PX)>
                        <GridTable scroller/>
                    </div>
                </div>
            </div>
            {move || match state.rows.trouble() {
                Some(sentence) => view! { <FailedList sentence/> }.into_any(),
                None if is_empty.get() => view! { <EmptyList/> }.into_any(),
                None => ().into_any(),
            }}
        </div>
        <ColumnMenu/>
    }
}

#[component]
fn GridTable(scroller: NodeRef<html::Div>) -> impl IntoView {
    let state = app();
    let rows = state.rows;
    let columns = Memo::new(move |_| rows.outcome().with(|outcome| outcome.columns.clone()));
    let total = move || rows.outcome().with(|outcome| outcome.total);
    let is_all = Memo::new(move |_| {
        state.selection.with(|selection| selection.len()) == total() && total() > 0
    });
    let toggle_all = move |_| {
        state.selection.update(|selection| {
            if selection.len() == rows.total() {
                selection.clear()
            } else {
                selection.all(rows.total())
            }
        })
    };
    let headers = move || {
        columns
            .get()
            .iter()
            .cloned()
            .zip(0_u32..)
            .collect::<Vec<_>>()
    };
    let widths = move || {
        columns.with(|columns| {
            let widths = columns
                .iter()
                .map(|column| column_width::one(&column.id, &column.kind));
            widths
                .map(|px| view! { <col style:width=format!("{px}px")/> })
                .collect_view()
        })
    };
    view! {
        <table class="grid" role="grid" aria-multiselectable="true" aria-label=move || state.report.get().title
            aria-rowcount=move || total() + 1 aria-colcount=move || columns.with(|columns| columns.len()) + 1
            aria-busy=move || rows.is_waiting().to_string()>
            <colgroup><col class="tick-column"/>{widths}</colgroup>
            <thead role="rowgroup">
                <tr role="row" aria-rowindex="1" data-place="header">
                    <th class="tick-cell" scope="col" role="columnheader" tabindex="-1" aria-colindex="1">
                        <input type="checkbox" tabindex="-1" aria-label="Select all rows" prop:checked=move || is_all.get() on:change=toggle_all/>
                    </th>
                    {list(move || headers().into_iter().map(|(column, at)| view! { <ColumnHeader at column/> }.into_any()).collect())}
                </tr>
            </thead>
            <GridRows scroller/>
        </table>
    }
}

fn follow_size(state: AppState, scroller: NodeRef<html::Div>, is_cards: RwSignal<bool>) {
    let density = expect_context::<RwSignal<Density>>();
    let height = RwSignal::new(0.0);
    Effect::new(move || {
        if let Some(scroller) = scroller.get() {
            dom::on_resize(&scroller, move |wide, tall| {
                height.set(tall);
                is_cards.set(wide < CARDS_BELOW_PX);
            });
        }
    });
    Effect::new(move || {
        let density = density.get();
        dom::set_page_state("data-density", density.name());
        storage::keep("density", density.name());
        if height.get() > 0.0 {
            state.rows.resize(
                state,
                density.row_px(is_cards.get()),
                height.get() - HEADER_PX,
            );
        }
    });
}

fn follow_scrollbar(state: AppState, scroller: NodeRef<html::Div>) {
    Effect::new(move || {
        let to = state.rows.scrollbar();
        // The scrolled element has to be as high as the list first.
        state.rows.map();
        timer::next_frame(move || {
            // The grid may be gone by then.
            if let Some(scroller) = scroller.try_get_untracked().flatten() {
                scroller.set_scroll_top(to as i32);
            }
        });
    });
}

// One cell of the grid is its tab stop; the focus is on it if it is anywhere in the grid.
fn follow_focus(state: AppState, scroller: NodeRef<html::Div>) {
    Effect::new(move || {
        let place = state.focus.get();
        state.rows.shown().track();
        state.rows.outcome().track();
        timer::next_frame(move || {
            let Some(scroller) = scroller.try_get_untracked().flatten() else {
                return;
            };
            if let Some(cell) = dom::find(&scroller, &selector(place)) {
                let has_focus = dom::has_focus(&scroller);
                dom::rove(&scroller, &cell, has_focus);
                if has_focus && place.column <= 1 {
                    dom::reveal_start(&scroller);
                } else if has_focus {
                    dom::reveal_sideways(&scroller, &cell, column_width::frozen());
                }
            } else {
                // Out of sight: the grid itself keeps the place for Tab.
                scroller.set_tab_index(0);
            }
        });
    });
}

fn selector(place: Place) -> String {
    let row = place.row.map_or("header".to_owned(), |row| row.to_string());
    format!("[data-place='{row}'] > :nth-child({})", place.column + 1)
}

fn on_key(
    state: AppState,
    menu: RwSignal<Option<ColumnMenuAt>>,
    scroller: NodeRef<html::Div>,
    event: &KeyboardEvent,
) {
    let key = event.key();
    let pressed = Pressed {
        key: &key,
        ctrl: dom::holds_control(event),
        shift: event.shift_key(),
        alt: event.alt_key(),
    };
    let at = state.focus.get_untracked();
    let rows = state.rows;
    let n_columns = rows
        .outcome()
        .with_untracked(|outcome| outcome.columns.len()) as u32;
    let extent = Extent {
        rows: rows.total(),
        columns: n_columns + 1,
        page: rows.map_now().page(),
    };
    let Some(action) = action(pressed, at, extent) else {
        return;
    };
    if action == Action::Copy && dom::has_marked_text() {
        return;
    }
    event.prevent_default();
    let column = at.column.checked_sub(1).and_then(|column| {
        rows.outcome().with_untracked(|outcome| {
            outcome
                .columns
                .get(column as usize)
                .map(|column| column.id.clone())
        })
    });
    match action {
        Action::Go(place) => go(state, scroller, place),
        Action::Extend(place) => {
            if let (Some(from), Some(to)) = (at.row, place.row) {
                state
                    .selection
                    .update(|selection| selection.extend_to(from, to));
            }
            go(state, scroller, place);
        }
        Action::ExtendHere => with_row(at, |row| {
            state
                .selection
                .update(|selection| selection.extend_to(row, row))
        }),
        Action::Toggle => with_row(at, |row| {
            state.selection.update(|selection| selection.toggle(row))
        }),
        Action::SelectAll => state
            .selection
            .update(|selection| selection.all(extent.rows)),
        Action::Open => with_row(at, |row| {
            if let Some(row) = rows.row_at(row) {
                state.details.open(state, row.key.clone(), row.handle);
            }
        }),
        Action::Sort(add) => match column {
            Some(column) => state.query.update(|query| {
                if add {
                    query.add_sort(&column)
                } else {
                    query.toggle_sort(&column)
                }
            }),
            None => state
                .selection
                .update(|selection| selection.all(extent.rows)),
        },
        Action::Menu => open_menu(menu, scroller, at),
        Action::MoveColumn(by) => {
            if let Some(column) = column {
                state
                    .query
                    .update(|query| query.move_column(state.report.get_untracked(), &column, by));
                let to = at.column.saturating_add_signed(by).clamp(1, n_columns);
                state.focus.set(Place {
                    row: None,
                    column: to,
                });
                state.said.set(format!("column moved to place {to}"));
            }
        }
        Action::Copy => copy(state, at, None),
        Action::CopyLogonNames => copy(state, at, Some("logon_name")),
        Action::Escape if state.details.is_open_now() => {
            state.details.close();
            focus_grid();
        }
        Action::Escape => state.selection.update(|selection| selection.clear()),
    }
}

fn with_row(at: Place, work: impl FnOnce(u32)) {
    if let Some(row) = at.row {
        work(row);
    }
}

fn go(state: AppState, scroller: NodeRef<html::Div>, place: Place) {
    // The focused cell may leave the page; the grid holds the focus until the next one is drawn.
    if let (Some(row), Some(scroller)) = (place.row, scroller.get_untracked()) {
        if dom::find(&scroller, &selector(place)).is_none() {
            dom::focus(&scroller);
        }
        state.rows.reveal(state, row);
        // An open pane goes along.
        if let Some(row) = state
            .rows
            .row_at(row)
            .filter(|_| state.details.is_open_now())
        {
            state.details.open(state, row.key.clone(), row.handle);
        }
    }
    state.focus.set(place);
}

fn open_menu(menu: RwSignal<Option<ColumnMenuAt>>, scroller: NodeRef<html::Div>, at: Place) {
    let cell = scroller
        .get_untracked()
        .and_then(|scroller| dom::find(&scroller, &selector(at)));
    if let (Some(cell), Some(column)) = (cell, at.column.checked_sub(1)) {
        menu.set(Some(ColumnMenuAt {
            column,
            at: dom::below_element(&cell),
        }));
    }
}

// Without a selection the row the keyboard is at is meant.
fn copy(state: AppState, at: Place, column: Option<&'static str>) {
    let nothing_selected = state
        .selection
        .with_untracked(|selection| selection.is_empty());
    match at.row {
        Some(row) if nothing_selected => state.copy_ranges(vec![(row, row)], column),
        _ => state.copy(column),
    }
}

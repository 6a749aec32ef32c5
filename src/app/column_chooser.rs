//! Which columns are shown, and in what order (D16, D20, D29).

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::button::{Look, button};
use super::column_drag;
use super::further_names::further_names;
use super::state::{AppState, app};
use super::view::{fresh, handler, list, maybe};
use crate::browser::{dom, timer};
use crate::report::across::words as across_words;
use crate::report::definition::ColumnDefinition;
use crate::report::layout::{Layout, MOST_LEVELS};
use crate::report::values::ValuesView;
use crate::report::words;
use crate::report::words::screen::column_chooser as said;

/// Columns that only the files name and that are offered: of more a part of the name is typed.
const OFFERED: u32 = 50;

/// What is looked for among the columns, and the names of those that the files name.
#[derive(Clone, Copy)]
struct Search {
    text: RwSignal<String>,
    names: RwSignal<ValuesView>,
}

impl Search {
    // The names are the values of a column of lists, which the worker counts.
    fn ask(self, state: AppState) {
        let text = self.text.get_untracked();
        spawn_local(async move {
            let answer = further_names(state, &text, OFFERED).await;
            // The window may be closed, and more may have been typed.
            let is_newest = self.text.try_get_untracked().as_ref() == Some(&text);
            if let (Some(names), true) = (answer, is_newest) {
                self.names.set(names);
            }
        });
    }
}

/// The list of columns with a tick and two ways to move each.
#[component]
pub fn ColumnChooser() -> impl IntoView {
    let state = app();
    let search = Search {
        text: RwSignal::new(String::new()),
        names: RwSignal::new(ValuesView::default()),
    };
    search.ask(state);
    let columns = move || {
        let report = state.report.get();
        let text = search.text.get();
        state.query.with(|query| {
            let names = search.names.get();
            query.offered(report, &names.values, &text)
        })
    };
    let typed = move |event| {
        search.text.set(event_target_value(&event));
        search.ask(state);
    };
    let more = move || {
        search
            .names
            .with(|names| across_words::more_values(names.values.len(), names.total))
    };
    view! {
        <label class="search-box column-search">
            <span class="visually-hidden">{said::FIND_A_COLUMN}</span>
            <input type="search" placeholder=said::FIND_A_COLUMN autocomplete="off" spellcheck="false"
                prop:value=move || search.text.get() on:input=handler(typed)/>
        </label>
        <p class="fine" role="status">{move || words::columns_found(columns().len())}</p>
        <ul class="column-list">
            {list(move || columns().into_iter().map(|(column, is_shown)| choice(state, column, is_shown)).collect())}
        </ul>
        {fresh(move || maybe(more(), |more| view! { <p class="fine">{more}</p> }.into_any()))}
        {button(said::BACK_TO_THE_USUAL_COLUMNS, Look::Plain, move || state.query.update(|query| {
            query.columns.clear();
            query.lay_out(|layout| {
                layout.pinned = 0;
                layout.widths.clear();
            });
        }))}
    }
}

fn choice(state: AppState, column: &'static ColumnDefinition, is_shown: bool) -> AnyView {
    let toggle = move |_| {
        let report = state.report.get_untracked();
        state.query.update(|query| match is_shown {
            true => query.hide_column(report, column.id),
            false => query.toggle_column(report, column.id),
        });
        keep_focus(column, "input".to_owned());
    };
    view! {
        <li class="column-choice" data-choice=column.id>
            <label class="column-choice-label">
                <input type="checkbox" prop:checked=is_shown on:change=handler(toggle)/>
                <span><b>{column.title}</b><br/><span class="fine">{column.help}</span></span>
            </label>
            {pin(state, column, is_shown)}
            {group(state, column)}
            {mover(state, column, is_shown, -1)}
            {mover(state, column, is_shown, 1)}
        </li>
    }
    .into_any()
}

// Keeps a column in sight; the first one always is.
fn pin(state: AppState, column: &'static ColumnDefinition, is_shown: bool) -> AnyView {
    let report = state.report.get_untracked();
    let pinned = state
        .query
        .with_untracked(|query| query.is_pinned(report, column.id));
    let press = move |_| {
        column_drag::toggle_pin(state, column);
        keep_focus(column, "button[data-does=pin]".to_owned());
    };
    let label = said::keep_in_sight(column.title);
    view! {
        <button class="button" data-look="quiet" data-does="pin" disabled=!is_shown || pinned.is_none() title=label.clone() aria-label=label
            aria-pressed=pinned.unwrap_or(is_shown && pinned.is_none()).to_string() on:click=handler(press)>{said::PIN}</button>
    }
    .into_any()
}

fn group(state: AppState, column: &'static ColumnDefinition) -> AnyView {
    let group = state.query.with_untracked(Layout::of).group;
    let is_level = group.iter().any(|id| id == column.id);
    let is_full = !is_level && group.len() >= MOST_LEVELS;
    let press = move |_| {
        state.query.update(|query| query.toggle_group(column.id));
        keep_focus(column, "button[data-does=group]".to_owned());
    };
    let label = said::group_by(column.title);
    view! {
        <button class="button" data-look="quiet" data-does="group" disabled=is_full title=label.clone() aria-label=label
            aria-pressed=is_level.to_string() on:click=handler(press)>{said::GROUP}</button>
    }
    .into_any()
}

fn mover(state: AppState, column: &'static ColumnDefinition, is_shown: bool, by: i32) -> AnyView {
    let (sign, label) = words::mover(column.title, by);
    let press = move |_| {
        let report = state.report.get_untracked();
        state
            .query
            .update(|query| query.move_column(report, column.id, by));
        keep_focus(column, format!("button[data-by='{by}']"));
    };
    view! {
        <button class="button" data-look="quiet" data-by=by.to_string() disabled=!is_shown aria-label=label on:click=handler(press)>{sign}</button>
    }
    .into_any()
}

// A changed line is put elsewhere, which takes the focus from it. The name of an attribute may hold
// any sign.
fn keep_focus(column: &ColumnDefinition, part: String) {
    let id = column.id.replace('\\', "\\\\").replace('\'', "\\'");
    let part = format!("[data-choice='{id}'] {part}");
    timer::next_frame(move || dom::focus_in_sight(&part));
}

//! A column is found by typing a part of its name: a box with a list under it.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::further_names::further_names;
use super::state::AppState;
use super::view::{handler, list};
use crate::browser::dom;
use crate::report::definition::ColumnDefinition;
use crate::report::values::ValuesView;
use crate::report::words;
use crate::report::words::screen::column_box as said;

/// Columns that only the files name and that are offered: of more a part of the name is typed.
const OFFERED: u32 = 50;

/// The focus stays in the box; arrows move through the list, Enter chooses, Escape closes it.
#[derive(Clone, Copy)]
struct ColumnBox {
    state: AppState,
    name: &'static str,
    text: RwSignal<String>,
    names: RwSignal<ValuesView>,
    is_open: RwSignal<bool>,
    at: RwSignal<Option<usize>>,
}

/// A box in which a column is looked for; `name` is that of its control.
pub fn column_box(
    state: AppState,
    name: &'static str,
    label: &'static str,
    choose: impl Fn(&'static ColumnDefinition) + Copy + Send + Sync + 'static,
) -> AnyView {
    let own = ColumnBox {
        state,
        name,
        text: RwSignal::new(String::new()),
        names: RwSignal::new(ValuesView::default()),
        is_open: RwSignal::new(false),
        at: RwSignal::new(None),
    };
    own.ask();
    let chosen = move |column: &'static ColumnDefinition| {
        own.is_open.set(false);
        own.at.set(None);
        own.text.set(String::new());
        choose(column);
    };
    let options = move || {
        let option = move |(at, column): (usize, &'static ColumnDefinition)| {
            let is_at = move || (own.at.get() == Some(at)).to_string();
            view! {
                <li class="quick-option" role="option" id=format!("{name}-column-{at}") aria-selected=is_at data-at=is_at
                    title=column.help on:click=handler(move |_| chosen(column))>
                    <span class="quick-name">{column.title}</span>
                </li>
            }
            .into_any()
        };
        own.columns().into_iter().enumerate().map(option).collect()
    };
    let typed = move |event| {
        own.text.set(event_target_value(&event));
        own.at.set(None);
        own.is_open.set(true);
        own.ask();
    };
    let on_key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "ArrowDown" => own.walk(1),
            "ArrowUp" => own.walk(-1),
            "Enter" => match own.meant() {
                Some(column) => chosen(column),
                None => own.is_open.set(true),
            },
            "Escape" if own.is_open.get_untracked() => {
                own.is_open.set(false);
                own.at.set(None);
                event.stop_propagation();
            }
            _ => return,
        }
        event.prevent_default();
    };
    let active = move || own.at.get().map(|at| format!("{name}-column-{at}"));
    let told = move || match own.is_open.get() {
        true => words::columns_found(own.columns().len()),
        false => String::new(),
    };
    let list_id = format!("{name}-columns");
    view! {
        <div class="quick-filter quick-combo column-box">
            <label for=format!("{name}-box")>{label}</label>
            <input id=format!("{name}-box") type="text" role="combobox" aria-autocomplete="list" aria-controls=list_id.clone()
                aria-expanded=move || own.is_open.get().to_string() aria-activedescendant=active data-control=name
                autocomplete="off" spellcheck="false" placeholder=said::A_COLUMN
                prop:value=move || own.text.get() on:input=handler(typed) on:keydown=handler(on_key)
                on:click=handler(move |_| own.is_open.set(true)) on:blur=handler(move |_| own.is_open.set(false))/>
            <div class="popover" hidden=move || !own.is_open.get()
                on:pointerdown=handler(|event: PointerEvent| event.prevent_default())>
                <ul id=list_id role="listbox" aria-label=label>{list(options)}</ul>
                <p class="fine" role="status">{told}</p>
            </div>
        </div>
    }
    .into_any()
}

impl ColumnBox {
    fn columns(self) -> Vec<&'static ColumnDefinition> {
        let report = self.state.report.get();
        let (text, names) = (self.text.get(), self.names.get());
        let query = self.state.query;
        query.with(|query| query.meant(report, &names.values, &text))
    }

    /// The one that Enter means: where the keyboard is, or the only or first one that was typed for.
    fn meant(self) -> Option<&'static ColumnDefinition> {
        let columns = untrack(|| self.columns());
        let is_typed = self.text.with_untracked(|text| !text.trim().is_empty());
        let at = self.at.get_untracked().or(is_typed.then_some(0))?;
        columns.get(at).copied()
    }

    fn walk(self, by: i32) {
        if !self.is_open.get_untracked() {
            self.is_open.set(true);
        }
        let n = untrack(|| self.columns().len());
        let at = match (self.at.get_untracked(), by) {
            (None, 1) => Some(0),
            (None, _) => n.checked_sub(1),
            (Some(at), 1) => Some(at + 1),
            (Some(at), _) => at.checked_sub(1),
        };
        self.at.set(at.filter(|&at| at < n));
        if let Some(at) = self.at.get_untracked() {
            dom::reveal(&format!("#{}-column-{at}", self.name));
        }
    }

    // Columns that only the files name are the values of a column of lists.
    fn ask(self) {
        let state = self.state;
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

//! Quick filters above a report: drop-downs, suggestions while one types, buttons (D17, D18, D30, F27).
//!
//! They set ordinary filters of the query, so links and scripts see the same.

use leptos::ev::{Event, KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::match_panel::facet;
use super::slot::follow;
use super::state::{AppState, app};
use super::survey_head::Known;
use super::view::{each, fresh, handler, list, maybe, when};
use crate::browser::dom;
use crate::engine::inquiry::Inquiry;
use crate::report::across::quick::{Quick, Way, quick_filters};
use crate::report::across::words as across_words;
use crate::report::values::{ValueView, ValuesView};
use crate::report::words;
use crate::report::words::screen::quick_filters as said;

/// Values that a drop-down offers, and suggestions: who does not find theirs types more.
const OFFERED: u32 = 100;

/// The quick filters of the report that is looked at: of each column that a loaded source has.
#[component]
pub fn QuickFilters() -> impl IntoView {
    let state = app();
    let known = expect_context::<Known>();
    let report = Memo::new(move |_| state.report.get().id);
    fresh(move || {
        let quick = quick_filters(report.get());
        if quick.is_empty() {
            return ().into_any();
        }
        let filters = each(quick, |quick| {
            let quick = *quick;
            when(
                move || known.has_source(state, quick.column),
                move || match quick.way {
                    Way::DropDown => drop_down(state, quick),
                    Way::Chips => facet(state, quick.column, quick.title),
                    Way::TypeAhead => type_ahead(state, quick),
                    Way::Buttons(values) => buttons(state, quick, values),
                },
            )
        });
        view! { <div class="quick-filters" role="group" aria-label=said::QUICK_FILTERS>{filters}</div> }
            .into_any()
    })
}

/// The values that a filter offers, asked of the worker.
#[derive(Clone, Copy)]
struct Offer {
    state: AppState,
    column: &'static str,
    text: RwSignal<String>,
    values: RwSignal<ValuesView>,
    /// The text that they hold.
    of: RwSignal<Option<String>>,
}

impl Offer {
    fn new(state: AppState, quick: Quick) -> Offer {
        Offer {
            state,
            column: quick.column,
            text: RwSignal::new(String::new()),
            values: RwSignal::new(ValuesView::default()),
            of: RwSignal::new(None),
        }
    }

    // What the column is narrowed to is lifted: a filter offers what else there is.
    fn ask(self) {
        let state = self.state;
        let text = self.text.get_untracked();
        let inquiry = Inquiry::Values {
            id: state.report.get_untracked().id.to_owned(),
            query: state.query.get_untracked().without(self.column),
            column: self.column.to_owned(),
            text: text.clone(),
            limit: OFFERED,
        };
        spawn_local(async move {
            let answer = state.inquire::<ValuesView>(inquiry).await;
            // The filter may be gone, and more may have been typed.
            let is_newest = self.text.try_get_untracked().as_ref() == Some(&text);
            if let (Ok(values), true) = (answer, is_newest) {
                if self.values.with_untracked(|before| *before != values) {
                    self.values.set(values);
                }
                self.of.set(Some(text));
            }
        });
    }

    fn has(self, value: &str) -> bool {
        let query = self.state.query;
        query.with(|query| query.has_value(self.column, value))
    }

    fn toggle(self, value: &str) {
        let query = self.state.query;
        query.update(|query| query.toggle_value(self.column, value));
    }

    fn n_chosen(self) -> usize {
        let query = self.state.query;
        query.with(|query| query.values_of(self.column).len())
    }
}

fn drop_down(state: AppState, quick: Quick) -> AnyView {
    let offer = Offer::new(state, quick);
    let is_open = RwSignal::new(false);
    let place = format!(".quick-filter[data-quick={}]", quick.column);
    let (open, summary) = (format!("{place}[open]"), format!("{place} > summary"));
    follow(move || {
        state.rows.outcome().track();
        if is_open.try_get() == Some(true) {
            offer.ask();
        }
    });
    let toggled = {
        let open = open.clone();
        move |_: Event| is_open.set(dom::first(&open).is_some())
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && dom::first(&open).is_some() {
            event.prevent_default();
            dom::click_first(&summary);
            dom::focus_first(&summary);
        }
    };
    let caption = move || across_words::quick_caption(quick.title, offer.n_chosen());
    let choices = move || {
        offer.values.with(|offered| {
            let values = offered.values.iter();
            values.map(|value| choice(offer, value)).collect()
        })
    };
    view! {
        <details class="quick-filter" name="quick-filter" data-quick=quick.column on:toggle=handler(toggled) on:keydown=handler(on_key)>
            <summary>{caption}</summary>
            <div class="popover" role="group" aria-label=quick.title>
                {list(choices)}
                {fresh(move || offer.values.with(more))}
            </div>
        </details>
    }
    .into_any()
}

fn choice(offer: Offer, value: &ValueView) -> AnyView {
    let (asked, chosen) = (value.value.clone(), value.value.clone());
    view! {
        <label class="quick-choice">
            <input type="checkbox" prop:checked=move || offer.has(&asked) on:change=handler(move |_: Event| offer.toggle(&chosen))/>
            <span class="quick-name">{value.text.clone()}</span>
            <span class="count">{words::number(value.rows.into())}</span>
        </label>
    }
    .into_any()
}

fn more(offered: &ValuesView) -> AnyView {
    maybe(
        across_words::more_values(offered.values.len(), offered.total),
        |more| view! { <p class="fine">{more}</p> }.into_any(),
    )
}

/// Suggestions while one types: a combobox whose list holds the values that hold the text. The focus
/// stays in the box; arrows move through the list, Enter chooses or takes back, Escape closes.
#[derive(Clone, Copy)]
struct Combo {
    offer: Offer,
    is_open: RwSignal<bool>,
    /// The suggestion that the keyboard is at, by its value: another list makes no other name of it.
    at: RwSignal<Option<String>>,
    /// Keys that were pressed before the suggestions to the text had come.
    waiting: RwSignal<Vec<String>>,
}

fn type_ahead(state: AppState, quick: Quick) -> AnyView {
    let combo = Combo {
        offer: Offer::new(state, quick),
        is_open: RwSignal::new(false),
        at: RwSignal::new(None),
        waiting: RwSignal::new(Vec::new()),
    };
    let offer = combo.offer;
    let id = format!("quick-{}", quick.column);
    follow(move || {
        state.rows.outcome().track();
        if combo.is_open.try_get() == Some(true) {
            offer.ask();
        }
    });
    follow(move || {
        offer.of.track();
        combo.catch_up();
    });
    let typed = move |event| {
        offer.text.set(event_target_value(&event));
        combo.leave();
        match combo.is_open.get_untracked() {
            true => offer.ask(),
            false => combo.is_open.set(true),
        }
    };
    let options = {
        let id = id.clone();
        move || {
            offer.values.with(|offered| {
                let values = offered.values.iter().enumerate();
                values
                    .map(|(place, value)| option(combo, &id, place, value))
                    .collect()
            })
        }
    };
    let active = {
        let id = id.clone();
        move || {
            combo.at.track();
            offer.values.track();
            combo.place().map(|place| format!("{id}-{place}"))
        }
    };
    let placeholder =
        move || across_words::quick_caption(said::TYPE_A_PART_OF_THE_NAME, offer.n_chosen());
    let told = move || match combo.is_open.get() {
        true => offer
            .values
            .with(|offered| across_words::suggestions(offered.total)),
        false => String::new(),
    };
    view! {
        <div class="quick-filter quick-combo" data-quick=quick.column>
            <label for=format!("{id}-box")>{quick.title}</label>
            <input id=format!("{id}-box") type="text" role="combobox" aria-autocomplete="list" aria-controls=id.clone()
                aria-expanded=move || combo.is_open.get().to_string() aria-activedescendant=active
                autocomplete="off" spellcheck="false" placeholder=placeholder
                prop:value=move || offer.text.get() on:input=handler(typed) on:keydown=handler(move |event| combo.on_key(&event))
                on:click=handler(move |_| combo.is_open.set(true)) on:blur=handler(move |_| combo.close())/>
            <div class="popover" hidden=move || !combo.is_open.get()
                on:pointerdown=handler(move |event: PointerEvent| event.prevent_default())>
                <ul id=id.clone() role="listbox" aria-label=quick.title aria-multiselectable="true">{list(options)}</ul>
                {fresh(move || offer.values.with(more))}
                <p class="fine" role="status">{told}</p>
            </div>
        </div>
    }
    .into_any()
}

fn option(combo: Combo, id: &str, place: usize, value: &ValueView) -> AnyView {
    let value_of = || value.value.clone();
    let (asked, chosen, own) = (value_of(), value_of(), value_of());
    let is_at = move || combo.at.with(|at| at.as_ref() == Some(&own));
    view! {
        <li class="quick-option" role="option" id=format!("{id}-{place}") aria-selected=move || combo.offer.has(&asked).to_string()
            data-at=move || is_at().to_string() on:click=handler(move |_| combo.choose(&chosen))>
            <span class="quick-name">{value.text.clone()}</span>
            <span class="count">{words::number(value.rows.into())}</span>
        </li>
    }
    .into_any()
}

impl Combo {
    fn on_key(self, event: &KeyboardEvent) {
        let key = event.key();
        let is_open = self.is_open.get_untracked();
        match key.as_str() {
            "ArrowDown" | "ArrowUp" if !is_open => self.is_open.set(true),
            "ArrowDown" | "ArrowUp" | "Enter" if is_open && self.is_behind() => {
                self.waiting.update(|waiting| waiting.push(key));
            }
            "ArrowDown" | "ArrowUp" | "Enter" if is_open => {
                if !self.act(&key) {
                    return;
                }
            }
            "Escape" if is_open => self.close(),
            "Escape" => self.offer.text.set(String::new()),
            _ => return,
        }
        event.prevent_default();
    }

    /// Whether the suggestions are still those to another text.
    fn is_behind(self) -> bool {
        let text = self.offer.text.get_untracked();
        self.offer
            .of
            .with_untracked(|of| of.as_ref() != Some(&text))
    }

    /// Does what waited for the suggestions.
    fn catch_up(self) {
        if self.is_behind() {
            return;
        }
        let waiting = self.waiting.try_update(std::mem::take).unwrap_or_default();
        for key in waiting {
            if self.is_open.get_untracked() {
                self.act(&key);
            }
        }
    }

    /// Walks through the suggestions, or takes the one that the keyboard is at; whether there was something to do.
    fn act(self, key: &str) -> bool {
        match key {
            "ArrowDown" => self.walk(1),
            "ArrowUp" => self.walk(-1),
            _ => {
                let value = self.place().and_then(|_| self.at.get_untracked());
                let Some(value) = value else { return false };
                self.choose(&value);
            }
        }
        true
    }

    /// The place of the suggestion that the keyboard is at, if it is still offered.
    fn place(self) -> Option<usize> {
        let at = self.at.get_untracked()?;
        let values = self.offer.values;
        values.with_untracked(|offered| offered.values.iter().position(|one| one.value == at))
    }

    // Down from the box is the first suggestion, up the last; past either end is the box again.
    fn walk(self, by: i32) {
        let values = self.offer.values;
        let n = values.with_untracked(|offered| offered.values.len());
        let place = match (self.place(), by) {
            (None, 1) => Some(0),
            (None, _) => n.checked_sub(1),
            (Some(at), 1) => Some(at + 1),
            (Some(at), _) => at.checked_sub(1),
        };
        let value_of = |place: usize| {
            values.with_untracked(|offered| Some(offered.values.get(place)?.value.clone()))
        };
        self.at.set(place.and_then(value_of));
        if let Some(place) = self.place() {
            dom::reveal(&format!("#quick-{}-{place}", self.offer.column));
        }
    }

    // A chosen name leaves the box empty for the next one.
    fn choose(self, value: &str) {
        self.offer.toggle(value);
        self.close();
        self.offer.text.set(String::new());
    }

    fn close(self) {
        self.is_open.set(false);
        self.leave();
    }

    // The keyboard is in the box again.
    fn leave(self) {
        self.at.set(None);
        self.waiting.update(Vec::clear);
    }
}

/// Buttons for a few values, with the rows of each.
fn buttons(
    state: AppState,
    quick: Quick,
    values: &'static [(&'static str, &'static str)],
) -> AnyView {
    let buttons = each(values, |&(value, title)| {
        let column = quick.column;
        let is_on = move || state.query.with(|query| query.has_value(column, value));
        let count = move || {
            state.rows.facets.by_value.with(|all| {
                let counts = all.iter().find(|(id, _)| id == column);
                let count =
                    counts.and_then(|(_, counts)| counts.iter().find(|(of, _)| of == value));
                words::number(count.map_or(0, |(_, n)| *n).into())
            })
        };
        view! {
            <button class="match-chip" data-value=value aria-pressed=move || is_on().to_string()
                on:click=handler(move |_| state.query.update(|query| query.toggle_value(column, value)))>
                <span>{title}</span>
                <span class="count">{count}</span>
            </button>
        }
        .into_any()
    });
    view! {
        <div class="match-facet" role="group" aria-label=said::filter_by(quick.title)>
            <span class="fine">{quick.title}</span>
            {buttons}
        </div>
    }
    .into_any()
}

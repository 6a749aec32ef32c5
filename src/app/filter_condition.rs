//! One condition of the filter builder: its column, how it compares, and what is entered for it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::filter_builder::{Desk, control};
use super::slot::follow;
use super::view::{each, fresh, handler, list, maybe, when};
use crate::browser::timer;
use crate::engine::inquiry::Inquiry;
use crate::engine::message::{Reply, Request, Window};
use crate::report::across::words as across_words;
use crate::report::clause::{Clause, Is, Test};
use crate::report::filter_builder::{At, Condition, Entry, NotYet, Operator};
use crate::report::query::{Filter, Query};
use crate::report::values::{ValueView, ValuesView};
use crate::report::words;
use crate::report::words::screen::filter_condition as said;

/// Values that are offered: who does not find theirs types a part of it.
const OFFERED: u32 = 100;
/// What is typed is asked about once it rests.
const REST_MS: i32 = 250;

/// The condition at a place.
pub fn condition(desk: Desk, at: At) -> AnyView {
    let Some(condition) = desk
        .builder
        .with_untracked(|builder| builder.condition(at).cloned())
    else {
        return ().into_any();
    };
    let report = desk.state.report.get_untracked();
    let title = report
        .column(&condition.column)
        .map_or("", |column| column.title);
    let options = each(condition.operators(report), |operator| {
        view! { <option value=operator.name() selected=operator == condition.operator>{operator.title()}</option> }.into_any()
    });
    let choose = move |event| {
        if let Some(operator) = Operator::named(&event_target_value(&event)) {
            desk.change(|builder| builder.change(at, |one| one.set_operator(operator)));
            // What is drawn anew keeps the focus.
            let name = control("operator", at);
            timer::next_frame(move || {
                crate::browser::dom::focus_first(&format!(
                    ".filter-builder [data-control='{name}']"
                ));
            });
        }
    };
    let trouble = move || {
        desk.builder.with(
            |builder| match builder.condition(at).map(Condition::clause) {
                Some(Err(NotYet::Wrong(sentence))) => Some(sentence),
                _ => None,
            },
        )
    };
    let remove = said::remove_condition(title);
    view! {
        <div class="filter-condition" role="group" aria-label=said::condition_on(title)>
            <span class="filter-column">{title}</span>
            <select data-control=control("operator", at) aria-label=said::how_compared(title) on:change=handler(choose)>{options}</select>
            {entry(desk, at, title, &condition)}
            <button class="button filter-remove" data-look="quiet" data-control=control("remove", at) aria-label=remove
                on:click=handler(move |_| desk.remove(at))>{said::REMOVE}</button>
            {missing(desk, at, &condition)}
            {fresh(move || maybe(trouble(), |sentence| view! { <p class="failure-text" role="alert">{sentence}</p> }.into_any()))}
        </div>
    }
    .into_any()
}

fn entry(desk: Desk, at: At, title: &str, condition: &Condition) -> AnyView {
    let field = |place: usize, kind: &'static str, mode: &'static str, label: &str| {
        let before = condition.texts[place].clone();
        let typed = move |event| {
            let text = event_target_value(&event);
            desk.change(|builder| builder.change(at, |one| one.texts[place] = text));
        };
        view! {
            <input type=kind inputmode=mode data-control=control(if place == 0 { "first" } else { "second" }, at)
                aria-label=format!("{title}: {label}") autocomplete="off" spellcheck="false" prop:value=before on:input=handler(typed)/>
        }
        .into_any()
    };
    match condition.operator.entry() {
        Entry::Nothing => ().into_any(),
        Entry::Text => field(0, "text", "text", "text"),
        Entry::Number => field(0, "text", "decimal", "number"),
        Entry::Numbers => view! {
            {field(0, "text", "decimal", said::LOWEST_NUMBER)}<span>{said::AND}</span>{field(1, "text", "decimal", said::HIGHEST_NUMBER)}
        }
        .into_any(),
        Entry::Day => field(0, "date", "text", "day"),
        Entry::Days => view! {
            {field(0, "date", "text", said::FIRST_DAY)}<span>{said::AND}</span>{field(1, "date", "text", said::LAST_DAY)}
        }
        .into_any(),
        Entry::Count => view! { {field(0, "text", "numeric", said::NUMBER_OF_DAYS)}<span>{said::DAYS}</span> }.into_any(),
        Entry::Counts => view! {
            <span>{said::FROM}</span>{field(0, "text", "text", said::FIRST_DAY_COUNTED_FROM_THE_EVALUATION_DAY)}
            <span>{said::TO}</span>{field(1, "text", "text", said::LAST_DAY_COUNTED_FROM_THE_EVALUATION_DAY)}<span>{said::DAYS}</span>
        }
        .into_any(),
        Entry::Values => values(desk, at, title, &condition.column),
    }
}

/// The choice to keep rows without a value, with how many there are among those that the other filters keep.
fn missing(desk: Desk, at: At, condition: &Condition) -> AnyView {
    if condition.operator.keeps_missing().is_none() {
        return ().into_any();
    }
    let column = condition.column.clone();
    let n = RwSignal::new(None::<u32>);
    follow(move || {
        let state = desk.state;
        state.rows.outcome().track();
        let Some(mut filters) = desk
            .builder
            .try_with_untracked(|builder| builder.others(at.0))
        else {
            return;
        };
        let is_empty = Clause::of(&column, Test::Is(vec![Is::Empty]));
        filters.push(Filter::Clause(is_empty.json()));
        let query = Query {
            filters,
            ..state.query.get_untracked()
        };
        spawn_local(async move {
            let request = Request::Report {
                id: state.report.get_untracked().id.to_owned(),
                query: Box::new(query),
                window: Window {
                    rows: 0,
                    ..Window::default()
                },
            };
            if let Ok(Reply::Report(view)) = state.ask(request).await {
                // The window may be closed by now.
                let _ = n.try_set(Some(view.total));
            }
        });
    });
    let is_on = move || {
        desk.builder
            .with(|builder| builder.condition(at).is_some_and(|one| one.with_missing))
    };
    let toggle = move |event| {
        let is_on = event_target_checked(&event);
        desk.change(|builder| builder.change(at, |one| one.with_missing = is_on));
    };
    view! {
        <label class="filter-missing">
            <input type="checkbox" data-control=control("missing", at) prop:checked=is_on on:change=handler(toggle)/>
            <span>{move || words::with_missing(n.get())}</span>
        </label>
    }
    .into_any()
}

/// The values that a column has among the rows that the other filters keep, each with its rows.
#[derive(Clone, Copy)]
struct Offer {
    desk: Desk,
    at: At,
    text: RwSignal<String>,
    offered: RwSignal<ValuesView>,
}

fn values(desk: Desk, at: At, title: &str, column: &str) -> AnyView {
    let offer = Offer {
        desk,
        at,
        text: RwSignal::new(String::new()),
        offered: RwSignal::new(ValuesView::default()),
    };
    let id = column.to_owned();
    follow(move || {
        desk.state.rows.outcome().track();
        if let Some(text) = offer.text.try_get() {
            let id = id.clone();
            timer::after(REST_MS, move || offer.ask(id, text));
        }
    });
    let choices = move || {
        offer.offered.with(|offered| {
            offered
                .values
                .iter()
                .map(|value| choice(offer, value))
                .collect()
        })
    };
    let has_many = move || {
        offer.offered.with(|offered| offered.values.len() > 8)
            || offer.text.with(|text| !text.is_empty())
    };
    let label = said::find_value(title);
    view! {
        <div class="filter-values" role="group" aria-label=said::values_of(title)>
            {when(has_many, move || view! {
                <input type="search" data-control=control("find", at) aria-label=label.clone() placeholder=said::FIND_A_VALUE autocomplete="off" spellcheck="false"
                    prop:value=offer.text.get_untracked() on:input=handler(move |event| offer.text.set(event_target_value(&event)))/>
            }.into_any())}
            <div class="filter-value-list">{list(choices)}</div>
            {fresh(move || maybe(
                offer.offered.with(|offered| across_words::more_values(offered.values.len(), offered.total)),
                |more| view! { <p class="fine">{more}</p> }.into_any(),
            ))}
        </div>
    }
    .into_any()
}

fn choice(offer: Offer, value: &ValueView) -> AnyView {
    let (asked, chosen) = (value.value.clone(), value.value.clone());
    let is_on = move || {
        offer.desk.builder.with(|builder| {
            builder
                .condition(offer.at)
                .is_some_and(|one| one.values.contains(&asked))
        })
    };
    let toggle = move |_: leptos::ev::Event| {
        offer
            .desk
            .change(|builder| builder.change(offer.at, |one| one.toggle_value(&chosen)));
    };
    view! {
        <label class="quick-choice">
            <input type="checkbox" prop:checked=is_on on:change=handler(toggle)/>
            <span class="quick-name">{value.text.clone()}</span>
            <span class="count">{words::number(value.rows.into())}</span>
        </label>
    }
    .into_any()
}

impl Offer {
    fn ask(self, column: String, text: String) {
        let state = self.desk.state;
        if self.text.try_get_untracked().as_ref() != Some(&text) {
            return;
        }
        let Some(filters) = self
            .desk
            .builder
            .try_with_untracked(|builder| builder.others(self.at.0))
        else {
            return;
        };
        let inquiry = Inquiry::Values {
            id: state.report.get_untracked().id.to_owned(),
            query: Query {
                filters,
                ..state.query.get_untracked()
            },
            column,
            text: text.clone(),
            limit: OFFERED,
        };
        spawn_local(async move {
            let answer = state.inquire::<ValuesView>(inquiry).await;
            // The condition may be gone, and more may have been typed.
            let is_newest = self.text.try_get_untracked().as_ref() == Some(&text);
            if let (Ok(values), true) = (answer, is_newest)
                && self.offered.with_untracked(|before| *before != values)
            {
                self.offered.set(values);
            }
        });
    }
}

//! The filter builder: conditions by the type of each column, in groups where one is enough (D19).
//!
//! What is whole holds at once; what is not yet stays here until it is.

use leptos::prelude::*;

use super::button::{Look, button};
use super::column_box::column_box;
use super::filter_condition::condition;
use super::slot::{Kept, follow};
use super::state::{AppState, FilterAt, app};
use super::view::{each, fresh, handler};
use crate::browser::{dom, timer};
use crate::report::definition::ColumnDefinition;
use crate::report::filter_builder::{At, Builder, Item, Part};
use crate::report::words;
use crate::report::words::screen::filter_builder as said;

/// What is put together, and what is done with it.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The one store.
    pub state: AppState,
    /// What is put together.
    pub builder: RwSignal<Builder>,
    // The item that gets another condition.
    adding: RwSignal<Option<usize>>,
    // The control that takes the focus once it is drawn.
    wished: Kept<Option<String>>,
}

impl Desk {
    /// Changes what is put together; what is whole narrows the list at once.
    pub fn change(self, change: impl FnOnce(&mut Builder)) {
        self.builder.update(change);
        let filters = self.builder.with_untracked(Builder::filters);
        let query = self.state.query;
        if query.with_untracked(|query| query.filters != filters) {
            query.update(|query| query.filters = filters);
        }
    }

    fn add(self, column: &'static ColumnDefinition, group: Option<usize>) {
        let mut at = (0, None);
        self.change(|builder| at = builder.add(column, group));
        self.adding.set(None);
        self.wish(control("operator", at));
    }

    /// Takes a condition away.
    pub fn remove(self, at: At) {
        self.wish("add".to_owned());
        self.change(|builder| builder.remove(at));
    }

    fn wish(self, control: String) {
        self.wished.set(Some(control));
        timer::next_frame(move || {
            if let Some(control) = self.wished.update(Option::take) {
                dom::focus_in_sight(&format!(".filter-builder [data-control='{control}']"));
            }
        });
    }
}

/// The name of a control of the condition at a place.
pub fn control(name: &str, at: At) -> String {
    match at.1 {
        None => format!("{name}-{}", at.0),
        Some(part) => format!("{name}-{}-{part}", at.0),
    }
}

/// The filter builder.
#[component]
pub fn FilterBuilder(at: FilterAt) -> impl IntoView {
    let state = app();
    let built = state
        .query
        .with_untracked(|query| Builder::of(&query.filters));
    let desk = Desk {
        state,
        builder: RwSignal::new(built),
        adding: RwSignal::new(None),
        wished: Kept::new(None),
    };
    match at {
        FilterAt::Start => desk.wish("add".to_owned()),
        FilterAt::Place(place) => {
            let place = place as usize;
            let is_group = desk.builder.with_untracked(|builder| {
                matches!(builder.items.get(place), Some(Item::Group { .. }))
            });
            desk.wish(control("operator", (place, is_group.then_some(0))));
        }
        FilterAt::Column(id) => {
            if let Some(column) = state.report.get_untracked().column(id) {
                desk.add(column, None);
            }
        }
    }
    // A script or a link may have chosen others meanwhile.
    follow(move || {
        let others = state.query.with(|query| query.filters.clone());
        let Some(own) = desk.builder.try_with_untracked(Builder::filters) else {
            return;
        };
        if own != others {
            desk.builder.set(Builder::of(&others));
        }
    });
    let shape = Memo::new(move |_| (desk.builder.with(Builder::shape), desk.adding.get()));
    let rows = move || {
        let total = state.rows.outcome().with(|outcome| outcome.total);
        words::rows_shown(total, state.query.with(|query| query.is_narrowed()))
    };
    view! {
        <div class="filter-builder">
            <p class="fine">{said::ROWS_HAVE_TO_MEET_ALL_OF_THESE}</p>
            {fresh(move || shape.with(|(_, adding)| untrack(|| items(desk, *adding))))}
            <div class="filter-add">
                {column_box(desk.state, "add", said::ADD_A_CONDITION, move |column| desk.add(column, None))}
            </div>
            <div class="button-row dialog-actions">
                <p class="row-count" role="status">{rows}</p>
                {button(said::REMOVE_ALL_CONDITIONS, Look::Plain, move || {
                    desk.wish("add".to_owned());
                    desk.change(|builder| builder.items.clear());
                })}
                {button(said::DONE, Look::Primary, move || state.over.set(None))}
            </div>
        </div>
    }
}

fn items(desk: Desk, adding: Option<usize>) -> AnyView {
    let items = desk.builder.with_untracked(|builder| builder.items.clone());
    if items.is_empty() {
        return view! { <p>{said::NO_CONDITION_YET_EVERY_ROW_IS_SHOWN}</p> }.into_any();
    }
    let items = each(items.into_iter().enumerate(), |(at, one)| {
        item(desk, at, one, adding == Some(at))
    });
    view! { <ol class="filter-items">{items}</ol> }.into_any()
}

fn item(desk: Desk, at: usize, item: Item, is_adding: bool) -> AnyView {
    let report = desk.state.report.get_untracked();
    let is_kept = matches!(item, Item::Kept(_));
    let sentence = move || {
        desk.builder.with(|builder| match builder.items.get(at) {
            Some(Item::Kept(_)) | None => String::new(),
            Some(item) => item.sentence(report),
        })
    };
    let content = match item {
        Item::One(_) => condition(desk, (at, None)),
        Item::Group { any, parts } => group(desk, at, any, parts),
        Item::Kept(_) => kept(desk, (at, None), item.sentence(report)),
    };
    let more = match (is_adding, is_kept) {
        (_, true) => ().into_any(),
        (true, _) => column_box(
            desk.state,
            "another",
            said::ANOTHER_CONDITION,
            move |column| {
                desk.add(column, Some(at));
            },
        ),
        (false, _) => {
            let press = move |_| {
                desk.adding.set(Some(at));
                desk.wish("another".to_owned());
            };
            view! {
                <button class="button" data-look="quiet" data-control=format!("or-{at}") on:click=handler(press)>{said::OR_ANOTHER_CONDITION}</button>
            }
            .into_any()
        }
    };
    view! {
        <li class="filter-item">
            {content}
            <p class="fine filter-sentence">{sentence}</p>
            {more}
        </li>
    }
    .into_any()
}

fn group(desk: Desk, at: usize, any: bool, parts: Vec<Part>) -> AnyView {
    let report = desk.state.report.get_untracked();
    let parts = each(parts.into_iter().enumerate(), |(part, one)| {
        let place = (at, Some(part));
        match one {
            Part::One(_) => condition(desk, place),
            Part::Kept(clause) => kept(
                desk,
                place,
                crate::report::clause::sentence(report, &clause),
            ),
        }
    });
    let choose = move |event| {
        let is_any = event_target_value(&event) == "any";
        desk.wish(format!("join-{at}"));
        desk.change(|builder| builder.set_any(at, is_any));
    };
    view! {
        <fieldset class="filter-group">
            <legend class="visually-hidden">{said::A_GROUP_OF_CONDITIONS}</legend>
            <select data-control=format!("join-{at}") aria-label=said::HOW_THE_CONDITIONS_OF_THIS_GROUP_ARE on:change=handler(choose)>
                <option value="any" selected=any>{said::ONE_OF_THESE_IS_ENOUGH}</option>
                <option value="all" selected=!any>{said::ALL_OF_THESE_HAVE_TO_HOLD}</option>
            </select>
            {parts}
        </fieldset>
    }
    .into_any()
}

/// A condition that is more than the builder takes apart.
fn kept(desk: Desk, at: At, sentence: String) -> AnyView {
    let label = said::remove_part(&sentence);
    view! {
        <div class="filter-condition">
            <p><strong>{sentence}</strong>" "<span class="fine">{said::AS_IT_CAME_MORE_THAN}</span></p>
            <button class="button filter-remove" data-look="quiet" data-control=control("operator", at) aria-label=label on:click=handler(move |_| desk.remove(at))>{said::REMOVE}</button>
        </div>
    }
    .into_any()
}

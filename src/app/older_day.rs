//! Above the report of changes: with which older file the newest is compared, and what changed in one
//! sentence to paste into a ticket.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::notice_state::Weight;
use super::state::{AppState, app};
use super::view::{each, handler};
use crate::browser::clipboard;
use crate::report::across::about::NoteView;
use crate::report::across::words as across_words;
use crate::report::words;

/// The column whose filter says which older file is meant; links and scripts set the same.
const OLDER_DAY: &str = "older_day";

/// The box in which an older file is chosen by its day. Without a choice it is the newest of them.
#[component]
pub fn OlderDay(days: Vec<(String, String)>) -> impl IntoView {
    let state = app();
    let newest = days.first().map(|(day, _)| day.clone()).unwrap_or_default();
    let options = each(&days, |(day, text)| {
        let (own, is_newest) = (day.clone(), *day == newest);
        let is_chosen = move || {
            state
                .query
                .with(|query| match query.values_of(OLDER_DAY).first() {
                    Some(chosen) => *chosen == own,
                    None => is_newest,
                })
        };
        view! { <option value=day.clone() prop:selected=is_chosen>{text.clone()}</option> }
            .into_any()
    });
    let choose = move |event| {
        let day = event_target_value(&event);
        state.query.update(|query| {
            query.lift(OLDER_DAY);
            if day != newest {
                query.toggle_value(OLDER_DAY, &day);
            }
        });
    };
    view! {
        <div class="quick-combo">
            <label for="older-day">{across_words::COMPARED_WITH}</label>
            <select id="older-day" on:change=handler(choose)>{options}</select>
        </div>
    }
}

/// What changed, in one sentence, with a button that copies it.
#[component]
pub fn Ticket(note: NoteView) -> impl IntoView {
    let state = app();
    let text = note.text.clone();
    let press = move |_| copy(state, text.clone());
    view! {
        <p class="survey-ticket">
            <span>{note.text}</span>
            <button class="button" on:click=handler(press)>{across_words::COPY_SENTENCE}</button>
        </p>
    }
}

fn copy(state: AppState, text: String) {
    spawn_local(async move {
        match clipboard::write(&text).await {
            true => state
                .notices
                .show(Weight::Done, across_words::SENTENCE_COPIED),
            false => state.notices.show(Weight::Failure, words::NO_CLIPBOARD),
        }
    });
}

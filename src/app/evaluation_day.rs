//! The day that lists are computed for.

use leptos::prelude::*;

use super::button::{Look, button};
use super::state::{AppState, app};
use super::view::{handler, when};
use crate::engine::wire::iso_day;
use crate::report::words;
use crate::report::words::screen::evaluation_day as said;

/// The day that lists are computed for, and the way back to today.
#[component]
pub fn EvaluationDay() -> impl IntoView {
    let state = app();
    let is_chosen = move || state.query.with(|query| query.today.is_some());
    let choose = move |event| {
        if let Some(day) = iso_day(&event_target_value(&event)) {
            state.choose_day(Some(day));
        }
    };
    view! {
        <div class="evaluation-day">
            <label class="evaluation-day-label">
                <span>{said::EVALUATION_DAY}</span>
                <input type="date" required prop:value=move || state.day.get().to_string() on:change=handler(choose)/>
            </label>
            <span class="zone">{move || evaluated(state)}</span>
            {when(is_chosen, move || button(said::BACK_TO_TODAY, Look::Quiet, move || state.choose_day(None)))}
        </div>
    }
}

fn evaluated(state: AppState) -> String {
    let day = state.day.get();
    state
        .query
        .with(|query| words::evaluated(day, query.today.is_some(), query.policy.zone()))
}

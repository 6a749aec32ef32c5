//! What the tool cannot tell by itself: asked, never guessed in silence.

use leptos::prelude::*;

use super::state::app;
use super::view::{each, fresh, handler, maybe};
use crate::engine::message::Question;

/// The oldest open question.
#[component]
pub fn OldestQuestion() -> impl IntoView {
    let state = app();
    fresh(move || {
        state.chosen.set(None);
        let oldest = state.questions.with(|questions| questions.first().cloned());
        maybe(oldest, |question| view! { <Asked question/> }.into_any())
    })
}

#[component]
fn Asked(question: Question) -> impl IntoView {
    let state = app();
    let id = question.id;
    let answer = move |_| {
        if let Some(choice) = state.chosen.get_untracked() {
            state.over.set(None);
            state.take_answer(id, choice);
        }
    };
    let choices = each(question.choices, move |choice| {
        view! {
            <label class="choice">
                <input type="radio" name="choice" on:change=handler(move |_| state.chosen.set(Some(choice.id.clone())))/>
                <span>{choice.label}</span>
            </label>
        }
        .into_any()
    });
    view! {
        <p>{question.text}</p>
        {samples(question.samples)}
        <fieldset class="choices">
            <legend>"Your answer"</legend>
            {choices}
        </fieldset>
        <div class="button-row">
            <button class="button" data-look="primary" disabled=move || state.chosen.with(Option::is_none) on:click=handler(answer)>"Answer"</button>
            <button class="button" on:click=handler(move |_| state.over.set(None))>"Later"</button>
        </div>
    }
}

fn samples(samples: Vec<(String, Vec<String>)>) -> AnyView {
    if samples.is_empty() {
        return ().into_any();
    }
    let rows = each(samples, |(column, values)| {
        let values = each(0..3, |at| {
            view! { <td>{values.get(at).cloned().unwrap_or_default()}</td> }.into_any()
        });
        view! { <tr><th scope="row">{column}</th>{values}</tr> }.into_any()
    });
    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-label="Columns with sample values">
            <table class="plain-table">
                <thead><tr><th scope="col">"Column"</th><th scope="colgroup" colspan="3">"First values"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

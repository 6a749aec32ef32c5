//! What the tool cannot tell by itself: asked, never guessed in silence.

use leptos::prelude::*;

use super::dialog::Dialog;
use super::state::{Over, app};
use crate::engine::message::Question;

/// The oldest open question.
#[component]
pub fn QuestionDialog() -> impl IntoView {
    let state = app();
    let oldest = Memo::new(move |_| state.questions.with(|questions| questions.first().cloned()));
    view! {
        <Dialog title="One question" over=Over::Question>
            {move || oldest.get().map(|question| view! { <Asked question/> })}
        </Dialog>
    }
}

#[component]
fn Asked(question: Question) -> impl IntoView {
    let state = app();
    let id = question.id;
    let chosen = RwSignal::new(None::<String>);
    let answer = move |_| {
        if let Some(choice) = chosen.get_untracked() {
            state.over.set(None);
            state.take_answer(id, choice);
        }
    };
    let choices = question.choices.into_iter().map(|choice| {
        let value = choice.id.clone();
        view! {
            <label class="choice">
                <input type="radio" name="choice" on:change=move |_| chosen.set(Some(value.clone()))/>
                <span>{choice.label}</span>
            </label>
        }
    });
    view! {
        <p>{question.text}</p>
        <Samples samples=question.samples/>
        <fieldset class="choices">
            <legend>"Your answer"</legend>
            {choices.collect_view()}
        </fieldset>
        <div class="button-row">
            <button class="button" data-look="primary" disabled=move || chosen.with(Option::is_none) on:click=answer>"Answer"</button>
            <button class="button" on:click=move |_| state.over.set(None)>"Later"</button>
        </div>
    }
}

#[component]
fn Samples(samples: Vec<(String, Vec<String>)>) -> impl IntoView {
    if samples.is_empty() {
        return ().into_any();
    }
    let rows = samples.into_iter().map(|(column, values)| {
        let values = (0..3)
            .map(|at| view! { <td>{values.get(at).cloned().unwrap_or_default()}</td> })
            .collect_view();
        view! { <tr><th scope="row">{column}</th>{values}</tr> }
    });
    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-label="Columns with sample values">
            <table class="plain-table">
                <thead><tr><th scope="col">"Column"</th><th scope="colgroup" colspan="3">"First values"</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

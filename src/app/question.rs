//! What the tool cannot tell by itself: asked, never guessed in silence; and what it told, changed.

use leptos::prelude::*;

use super::button::{Look, button};
use super::mapping::{Drafted, Mapping};
use super::plain_table::{Cell, plain_table};
use super::state::{AppState, app};
use super::view::{each, fresh, handler, maybe};
use crate::engine::message::Question;
use crate::report::words::screen::question as said;

/// The oldest open question.
#[component]
pub fn OldestQuestion() -> impl IntoView {
    let state = app();
    fresh(move || {
        state.chosen.set(None);
        state.drafted.set(Drafted::Waiting);
        state.sought.set(String::new());
        let oldest = state.questions.with(|questions| questions.first().cloned());
        maybe(oldest, |question| view! { <Asked question/> }.into_any())
    })
}

#[component]
fn Asked(question: Question) -> impl IntoView {
    let state = app();
    let (id, source, is_mapping) = (question.id, question.source, question.mapping);
    let choose = move |choice: String| match is_mapping {
        true => state.try_answer(source, Some(choice)),
        false => state.chosen.set(Some(choice)),
    };
    let may_answer = move || match is_mapping {
        true => state.may_answer(),
        false => state.chosen.with(Option::is_some),
    };
    let answer = move || {
        if let Some(choice) = state.chosen.get_untracked() {
            state.over.set(None);
            state.take_answer(id, source, choice);
        }
    };
    let choices = each(question.choices, move |choice| {
        let own = choice.id.clone();
        let is_chosen = move || state.chosen.with(|chosen| chosen.as_ref() == Some(&own));
        view! {
            <label class="choice">
                <input type="radio" name="choice" prop:checked=is_chosen on:change=handler(move |_| choose(choice.id.clone()))/>
                <span>{choice.label}</span>
            </label>
        }
        .into_any()
    });
    let columns = match is_mapping {
        true => {
            state.try_answer(source, None);
            view! { <h3>{said::OR_SAY_YOURSELF}</h3><Mapping source/> }.into_any()
        }
        false => samples(question.samples),
    };
    let actions = actions(
        state,
        [said::ANSWER, said::LATER],
        Box::new(may_answer),
        Box::new(answer),
    );
    view! {
        <p>{question.text}</p>
        <fieldset class="choices">
            <legend>{said::YOUR_ANSWER}</legend>
            {choices}
        </fieldset>
        {columns}
        {actions}
    }
}

/// How a source is read, and why; another reading can be tried and taken.
#[component]
pub fn ChangeReading(source: u32) -> impl IntoView {
    let state = app();
    state.drafted.set(Drafted::Waiting);
    state.sought.set(String::new());
    state.try_answer(source, None);
    let shown = untrack(|| state.source(source)).unwrap_or_default();
    let change = move || {
        if let Some(choice) = state.chosen.get_untracked() {
            state.over.set(None);
            state.take_change(source, choice);
        }
    };
    let may_change = Box::new(move || state.may_answer());
    let captions = [said::READ_IT_THIS_WAY, said::LEAVE_IT];
    view! {
        <p>{shown.why}</p>
        {recalled(state, shown.recalled, source)}
        <Mapping source/>
        {actions(state, captions, may_change, Box::new(change))}
    }
}

// The button that does it, as soon as it may be done, and the one that leaves all as it is.
fn actions(
    state: AppState,
    [take, leave]: [&'static str; 2],
    may_take: Box<dyn Fn() -> bool + Send + Sync>,
    act: Box<dyn Fn()>,
) -> AnyView {
    view! {
        <div class="button-row dialog-actions">
            <button class="button" data-look="primary" disabled=move || !may_take() on:click=handler(move |_| act())>{take}</button>
            {button(leave, Look::Plain, move || state.over.set(None))}
        </div>
    }
    .into_any()
}

/// The button that forgets what was said last time and asks again, where a source is read by it.
pub fn recalled(state: AppState, is_recalled: bool, source: u32) -> AnyView {
    if !is_recalled {
        return ().into_any();
    }
    button(said::FORGET_AND_ASK_AGAIN, Look::Plain, move || {
        state.over.set(None);
        state.take_doubt(source);
    })
}

fn samples(samples: Vec<(String, Vec<String>)>) -> AnyView {
    if samples.is_empty() {
        return ().into_any();
    }
    let mut rows = Vec::new();
    for (column, values) in samples {
        rows.push(vec![Cell::Head(column), Cell::Raw(values)]);
    }
    let captions = [said::COLUMN, said::FIRST_VALUES];
    plain_table(said::COLUMNS_WITH_SAMPLE_VALUES, &captions, rows)
}

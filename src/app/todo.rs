//! What to do about the open account: the ways with their steps, waits that run, texts to copy, and the decision.

use std::sync::Arc;

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::button::{Look, button};
use super::notice_state::Weight;
use super::state::{AppState, Over, app};
use super::todo_state::{has_initials, look_at, say_here, zone_of};
use super::view::{each, fresh, handler, maybe, when};
use crate::browser::{clipboard, clock, dom};
use crate::engine::inquiry::Edit;
use crate::engine::message::{AccountView, BranchView, TodoStep, TodoView};
use crate::report::ticket::ticket;
use crate::report::words;
use crate::report::words::screen::todo as said;

/// What to do about an account; a row that is only matched has nothing to do.
pub fn todo(account: &AccountView) -> AnyView {
    let state = app();
    look_at(state, account.key.clone());
    let account = Arc::new(account.clone());
    // What was ticked changes within the steps; they are drawn anew only where they are others.
    let shape = Memo::new(move |_| {
        let view = state.todo.view.get();
        view.map(|view| view.without_answers())
    });
    fresh(move || {
        let account = account.clone();
        let view = shape.get().filter(|view| !view.key.is_empty());
        maybe(view, move |view| shown(state, account, &view))
    })
}

fn shown(state: AppState, account: Arc<AccountView>, view: &TodoView) -> AnyView {
    let (for_ticket, letter) = (account.clone(), view.letter.clone());
    let copy_ticket = move || {
        let view = state.todo.view.get_untracked().unwrap_or_default();
        let day = words::plain_day(state.day_now());
        copy(
            state,
            ticket(&for_ticket, &view, clock::seconds(), &day, &zone_of(state)),
            words::TICKET_COPIED,
        );
    };
    let has_letter = !letter.is_empty();
    let letter = has_letter.then(|| {
        button(said::COPY_FOR_THE_MANAGER, Look::Plain, move || {
            copy(state, letter.clone(), words::LETTER_COPIED)
        })
    });
    let branches = each(&view.branches, |known| branch(state, &view.key, known));
    let elsewhere = move || {
        let view = state.todo.view.get().unwrap_or_default();
        each(view.elsewhere, |line| view! { <li>{line}</li> }.into_any())
    };
    let has_elsewhere = move || {
        state
            .todo
            .view
            .with(|view| view.as_ref().is_some_and(|view| !view.elsewhere.is_empty()))
    };
    view! {
        <section class="todo" aria-labelledby="todo-title">
            <h3 id="todo-title">{said::WHAT_TO_DO}</h3>
            {branches}
            {when(has_elsewhere, move || view! { <div><h4>{said::DONE_IN_ANOTHER_LIST}</h4><ul>{fresh(elsewhere)}</ul></div> }.into_any())}
            <p class="fine">{view.followed.clone()}". "{move || state.query.with(|query| words::times_of_zone(query.policy.zone()))}</p>
            <div class="button-row">
                {button(said::COPY_FOR_A_TICKET, Look::Plain, copy_ticket)}
                {letter}
            </div>
        </section>
        {decision(state, view.key.clone())}
    }
    .into_any()
}

fn branch(state: AppState, key: &str, known: &BranchView) -> AnyView {
    let steps = known.steps.iter().zip(1_u32..);
    let steps = each(steps, |(step, place)| {
        one_step(state, key, &known.list, step, place)
    });
    let note =
        (!known.note.is_empty()).then(|| view! { <p class="todo-note">{known.note.clone()}</p> });
    let list = (!known.steps.is_empty()).then(|| view! { <ol class="checklist">{steps}</ol> });
    view! { <div class="todo-branch"><h4>{known.title.clone()}</h4>{note}{list}</div> }.into_any()
}

fn one_step(state: AppState, key: &str, list: &str, step: &TodoStep, place: u32) -> AnyView {
    let known = {
        let text = step.text.clone();
        Memo::new(move |_| {
            state.todo.view.with(|view| {
                let view = view.as_ref()?;
                let mut steps = view.branches.iter().flat_map(|branch| &branch.steps);
                let step = steps.find(|step| step.text == text)?;
                Some((step.state.clone(), step.said.clone()))
            })
        })
    };
    let became = move || known.get().map_or(String::new(), |(state, _)| state);
    let said = move || known.get().map_or(String::new(), |(_, said)| said);
    let tell = {
        let (key, list, text) = (key.to_owned(), list.to_owned(), step.text.clone());
        let wait = step.wait_minutes;
        move |answer: &str| {
            let edit = Edit::Step {
                key: key.clone(),
                list: list.clone(),
                step: text.clone(),
                state: answer.to_owned(),
                wait: if answer == "done" { wait } else { 0 },
                by: state.todo.by.get_untracked(),
                now: clock::seconds(),
            };
            say_here(state, edit);
        }
    };
    let text = step.text.clone();
    let control = match step.is_question {
        true => {
            let options = each(words::ANSWERS, |(value, caption)| {
                let is_it = move || became() == value;
                view! { <option value=value selected=is_it>{caption}</option> }.into_any()
            });
            let change = move |event| {
                if has_initials(state) {
                    tell(&event_target_value(&event));
                } else {
                    // The list shows what is, not what was tried.
                    dom::choose_again(&event, &became());
                }
            };
            view! { <label class="step-text"><span>{text}</span><select prop:value=became on:change=handler(change)>{options}</select></label> }.into_any()
        }
        false => {
            let press = move |event: MouseEvent| {
                // The box shows what is, not what was tried.
                if !has_initials(state) {
                    return event.prevent_default();
                }
                tell(if became() == "done" { "" } else { "done" });
            };
            view! {
                <label class="step-text">
                    <input type="checkbox" prop:checked=move || became() == "done" on:click=handler(press)/>
                    <span>{text}</span>
                </label>
            }
            .into_any()
        }
    };
    let wait = {
        let (key, text) = (key.to_owned(), step.text.clone());
        Memo::new(move |_| state.todo.wait_line(&key, &text, &zone_of(state)))
    };
    let text_to_copy = step.copy.clone();
    let copy_step = move |_| copy(state, text_to_copy.clone(), words::STEP_COPIED);
    view! {
        <li>
            {control}
            <span class="fine">{words::owner_and_wait(&step.owner, step.wait_minutes)}</span>
            <span class="start-by">{step.start_by.clone()}</span>
            <span class="fine step-said">{said}</span>
            <span class="step-wait">{move || wait.get()}</span>
            <button class="button step-copy" data-look="quiet" aria-label=words::copy_step(place) on:click=handler(copy_step)>{said::COPY}</button>
        </li>
    }
    .into_any()
}

fn decision(state: AppState, key: String) -> AnyView {
    let now = Memo::new(move |_| {
        state
            .todo
            .view
            .with(|view| {
                view.as_ref()
                    .map(|view| (view.verdict.clone(), view.decided.clone()))
            })
            .unwrap_or_default()
    });
    let decide = {
        let key = key.clone();
        move |decision: &str| {
            let edit = Edit::Decide {
                key: key.clone(),
                decision: decision.to_owned(),
                by: state.todo.by.get_untracked(),
                note: state.todo.note.get_untracked(),
                now: clock::seconds(),
            };
            say_here(state, edit);
        }
    };
    let buttons = {
        let decide = decide.clone();
        each(words::DECISION_NAMES, move |(value, caption)| {
            let decide = decide.clone();
            let is_it = move || (now.get().0 == value).to_string();
            let press = move |_| {
                if has_initials(state) {
                    decide(if now.get_untracked().0 == value {
                        ""
                    } else {
                        value
                    });
                }
            };
            view! { <button class="button" aria-pressed=is_it on:click=handler(press)>{caption}</button> }.into_any()
        })
    };
    let take_note = move |_| {
        let is_new = state.todo.view.with_untracked(|view| {
            let known = view.as_ref().map_or("", |view| view.note.as_str());
            state.todo.note.with_untracked(|note| note != known)
        });
        if is_new && has_initials(state) {
            decide(&now.get_untracked().0);
        }
    };
    view! {
        <section class="decision" aria-labelledby="decision-title">
            <h3 id="decision-title">{said::DECISION}</h3>
            <div class="decision-line">
                <label class="initials"><span>{said::YOUR_INITIALS}</span>
                    <input maxlength="8" autocomplete="off" prop:value=move || state.todo.by.get()
                        on:input=handler(move |event| state.todo.by.set(event_target_value(&event)))/></label>
                <div class="button-row" role="group" aria-label=said::DECISION>{buttons}</div>
            </div>
            <label class="note"><span>{said::NOTE}</span>
                <textarea rows="2" prop:value=move || state.todo.note.get() on:change=handler(take_note)
                    on:input=handler(move |event| state.todo.note.set(event_target_value(&event)))></textarea></label>
            <p class="decided" role="status">{move || words::decided_or_not(&now.get().1)}</p>
            {button(said::ALL_DECISIONS, Look::Quiet, move || state.over.set(Some(Over::Decisions)))}
        </section>
    }
    .into_any()
}

fn copy(state: AppState, text: String, done: &'static str) {
    spawn_local(async move {
        match clipboard::write(&text).await {
            true => state.notices.show(Weight::Done, done),
            false => state.notices.show(Weight::Failure, words::NO_CLIPBOARD),
        }
    });
}

//! All decisions: their list, their file, what is kept of them, and the conflicts of a merge.

use leptos::prelude::*;

use super::button::{Look, button};
use super::decision_files::{is_kept, keep, save};
use super::drop_target::open_picker;
use super::plain_table::{Cell, plain_table};
use super::state::{AppState, Over, app};
use super::todo_state::{has_initials, say_here};
use super::view::{each, fresh, handler, when};
use crate::browser::clock;
use crate::engine::inquiry::Edit;
use crate::engine::message::{ConflictView, DecisionsView};
use crate::report::words;
use crate::report::words::screen::decisions as said;

/// What “Clear all” does: decisions are not dropped before that was said.
pub fn clear(state: AppState) {
    let is_empty = state
        .todo
        .decisions
        .with_untracked(|all| all.decisions.is_empty());
    match is_empty || untrack(|| state.shows_sample()) {
        true => state.take_away(),
        false => state.over.set(Some(Over::Clearing)),
    }
}

/// What goes with the data when it is cleared.
#[component]
pub fn Clearing() -> impl IntoView {
    let state = app();
    let sentence = move || {
        let n = state.todo.decisions.with(|all| all.decisions.len());
        words::decisions_go(n as u64, is_kept())
    };
    view! {
        <p>{sentence}</p>
        <div class="button-row">
            {button(said::SAVE_DECISIONS, Look::Plain, move || save(state))}
            {button(said::CLEAR_ALL_DECISIONS_TOO, Look::Primary, move || state.take_away())}
            {button(said::GO_ON_WITH_THEM, Look::Plain, move || state.over.set(None))}
        </div>
    }
}

/// The list of decisions and what can be done with it.
#[component]
pub fn DecisionList() -> impl IntoView {
    let state = app();
    let is_empty = move || state.todo.decisions.with(|all| all.decisions.is_empty());
    let has_conflicts = move || state.todo.decisions.with(|all| !all.conflicts.is_empty());
    view! {
        {when(has_conflicts, move || conflicts(state))}
        <p>{words::DECISIONS}</p>
        <div class="button-row">
            <button class="button" disabled=is_empty on:click=handler(move |_| save(state))>{said::SAVE_DECISIONS}</button>
            {button(said::MERGE_DECISIONS, Look::Plain, open_picker)}
        </div>
        {narrowed(state)}
        <label class="keep-decisions">
            <input type="checkbox" prop:checked=move || { state.todo.decisions.track(); is_kept() }
                on:change=handler(move |event| keep(state, event_target_checked(&event)))/>
            <span><b>{said::KEEP_DECISIONS_IN_THIS_BROWSER}</b><br/><span class="fine">{words::KEEPING_DECISIONS}</span></span>
        </label>
        {fresh(move || state.todo.decisions.with(table))}
    }
}

fn table(all: &DecisionsView) -> AnyView {
    if all.decisions.is_empty() {
        return view! { <p class="fine">{words::NO_DECISIONS}</p> }.into_any();
    }
    let rows = all.decisions.iter().map(|decided| {
        vec![
            Cell::Text(decided.key.clone()),
            Cell::Text(words::decided_or_not(&decided.text)),
            Cell::Number(Some(decided.n_done)),
            Cell::Text(decided.note.clone()),
        ]
    });
    let captions = [said::ACCOUNT, said::DECISION, said::STEPS_DONE, said::NOTE];
    plain_table(said::DECISIONS, &captions, rows.collect())
}

// Where the list looked at has the column, it can be narrowed to what was decided.
fn narrowed(state: AppState) -> AnyView {
    let has_column = move || state.report.get().column("decision").is_some();
    when(has_column, move || {
        let chips = each(words::DECISION_VALUES, move |(value, caption)| {
            let is_on = move || {
                state
                    .query
                    .with(|query| query.has_value("decision", value).to_string())
            };
            let press = move |_| {
                state
                    .query
                    .update(|query| query.toggle_value("decision", value))
            };
            view! { <button class="button" aria-pressed=is_on on:click=handler(press)>{caption}</button> }.into_any()
        });
        view! { <div class="button-row" role="group" aria-label=said::SHOW_ONLY>{said::SHOW_ONLY}{chips}</div> }.into_any()
    })
}

fn conflicts(state: AppState) -> AnyView {
    let shown = move || {
        state
            .todo
            .decisions
            .with(|all| each(&all.conflicts, |conflict| side_by_side(state, conflict)))
    };
    let done = move || say_here(state, Edit::Settle);
    view! {
        <section class="conflicts" aria-label=said::CHANGED_ON_BOTH_SIDES>
            <h3>{said::CHANGED_ON_BOTH_SIDES}</h3>
            <p>{words::CONFLICTS}</p>
            <label class="initials"><span>{said::YOUR_INITIALS}</span>
                <input maxlength="8" autocomplete="off" prop:value=move || state.todo.by.get()
                    on:input=handler(move |event| state.todo.by.set(event_target_value(&event)))/></label>
            <ul>{fresh(shown)}</ul>
            {button(said::THESE_ARE_RIGHT, Look::Primary, done)}
        </section>
    }
    .into_any()
}

fn side_by_side(state: AppState, conflict: &ConflictView) -> AnyView {
    let key = conflict.key.clone();
    let name = words::choose_other(&key);
    let choose = move |_| {
        if has_initials(state) {
            say_here(
                state,
                Edit::Other {
                    key: key.clone(),
                    by: state.todo.by.get_untracked(),
                    now: clock::seconds(),
                },
            );
        }
    };
    view! {
        <li class="conflict">
            <h4>{conflict.key.clone()}</h4>
            <dl>
                <dt>{said::COUNTS}</dt><dd>{conflict.counts.clone()}</dd>
                <dt>{said::DOES_NOT_COUNT}</dt><dd>{conflict.other.clone()}</dd>
            </dl>
            <button class="button" aria-label=name on:click=handler(choose)>{said::TAKE_THE_OTHER}</button>
        </li>
    }
    .into_any()
}

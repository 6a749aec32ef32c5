//! The policy, line by line: every change holds at once on all dates, and can be taken back.

use leptos::prelude::*;

use super::button::{Look, button};
use super::policy_desk::{PolicyDesk, act, open, read_picked, save, step_back};
use super::policy_line::lines;
use super::state::{AppState, app};
use super::view::{each, fresh, handler, when};
use crate::browser::files;
use crate::engine::inquiry::PolicyEdit;
use crate::report::policy_view::PolicyView;
use crate::report::policy_words as words;
use crate::report::words::screen::policy as said;

/// The button in the header: which policy holds, and whether it was changed.
#[component]
pub fn PolicyButton() -> impl IntoView {
    let state = app();
    let caption = move || {
        state
            .query
            .with(|query| words::policy_button(&query.policy))
    };
    let is_changed = move || {
        let is_changed = state.query.with(|query| words::is_changed(&query.policy));
        is_changed.to_string()
    };
    view! {
        <button class="policy-button" data-changed=is_changed title=said::POLICY_THE_TIMES_AND_RULES_BEHIND_EVERY
            on:click=handler(move |_| open(state, ""))>{caption}</button>
    }
}

/// The policy and everything that can be done with it.
#[component]
pub fn PolicyDialog() -> impl IntoView {
    let state = app();
    let of_view = move |tell: fn(&PolicyView) -> String| {
        state
            .policy
            .with(|desk| desk.view.as_ref().map_or(String::new(), tell))
    };
    let failure = move || state.policy.with(|desk| desk.failure.clone());
    let is_there = move || state.policy.with(|desk| desk.view.is_some());
    view! {
        <div class="policy">
            {when(move || !failure().is_empty(), move || view! {
                <p class="failure-text" role="alert">{failure}</p>
                {button(said::GO_BACK_TO_THE_BUILT_IN_POLICY, Look::Plain, move || act(state, PolicyEdit::Profile { id: String::new() }))}
            }.into_any())}
            {when(move || state.policy.with(|desk| desk.offer.is_some()), move || offer(state))}
            <p class="policy-name"><strong>{move || of_view(|view| view.name.clone())}</strong></p>
            <p class="fine">{move || of_view(|view| words::policy_source(&view.source))}</p>
            <p role="status">{move || of_view(|view| words::policy_changes(view.changed))}</p>
            {when(is_there, move || commands(state))}
            {fresh(move || trouble_of_file(state))}
            {when(is_there, move || lines(state))}
        </div>
    }
}

fn trouble_of_file(state: AppState) -> AnyView {
    let trouble = state.policy.with(|desk| desk.troubles.get("").cloned());
    match trouble {
        None => ().into_any(),
        Some(sentence) => view! { <p class="failure-text" role="alert">{sentence}</p> }.into_any(),
    }
}

fn commands(state: AppState) -> AnyView {
    let profiles = state.policy.with_untracked(|desk| {
        desk.view
            .as_ref()
            .map_or(Vec::new(), |view| view.profiles.clone())
    });
    let chosen = move || {
        state.policy.with(|desk| {
            desk.view
                .as_ref()
                .map_or(String::new(), |view| words::profile_id(&view.choice))
        })
    };
    let options = each(profiles, |(id, name)| {
        view! { <option value=id>{name}</option> }.into_any()
    });
    let choose = move |event| {
        let id = event_target_value(&event);
        act(state, PolicyEdit::Profile { id });
    };
    let reset = move || {
        act(
            state,
            PolicyEdit::Profile {
                id: untrack(chosen),
            },
        )
    };
    let can = move |look: fn(&PolicyDesk) -> bool| !state.policy.with(look);
    let import = |state: AppState, text: String| act(state, PolicyEdit::Import { text });
    view! {
        <div class="policy-commands">
            <label class="policy-profile">
                <span class="field-label">{said::BUILT_IN_PROFILE}</span>
                <select data-control="profile" prop:value=chosen on:change=handler(choose)>{options}</select>
            </label>
            <div class="button-row">
                <button class="button" disabled=move || can(|desk| desk.can().0) on:click=handler(move |_| step_back(state, false))>{said::UNDO}</button>
                <button class="button" disabled=move || can(|desk| desk.can().1) on:click=handler(move |_| step_back(state, true))>{said::REDO}</button>
                <button class="button" disabled=move || can(|desk| desk.view.as_ref().is_some_and(|view| view.changed > 0)) on:click=handler(move |_| reset())>{said::UNDO_ALL_CHANGES}</button>
                {button(said::SAVE_AS_FILE, Look::Plain, move || save(state))}
                <label class="button file-button">{said::OPEN_A_FILE}
                    <input class="visually-hidden" type="file" accept=".json,application/json" data-control="file"
                        on:change=handler(move |event| read_picked(state, files::picked(&event), import))/>
                </label>
            </div>
        </div>
    }
    .into_any()
}

/// A dropped file is no export, and is offered as what it is.
fn offer(state: AppState) -> AnyView {
    let text = move || {
        state.policy.with(|desk| match &desk.offer {
            Some((name, text)) => words::offered_file(name, text),
            None => String::new(),
        })
    };
    let take = move || {
        let mut offered = None;
        state.policy.update(|desk| offered = desk.offer.take());
        let Some((_, text)) = offered else { return };
        act(
            state,
            match words::is_calendar_file(&text) {
                true => PolicyEdit::Add {
                    key: words::HOLIDAYS.to_owned(),
                    text,
                },
                false => PolicyEdit::Import { text },
            },
        );
    };
    let leave = move || state.policy.update(|desk| desk.offer = None);
    view! {
        <div class="policy-offer" role="group" aria-label=said::A_FILE_WAS_DROPPED>
            <p>{text}</p>
            <div class="button-row">
                {button(said::USE_IT, Look::Primary, take)}
                {button(said::LEAVE_IT, Look::Plain, leave)}
            </div>
        </div>
    }
    .into_any()
}

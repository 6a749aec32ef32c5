//! Logon names for the next console, in its form and in batches (P15).

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::notice_state::Weight;
use super::state::{AppState, app};
use super::view::{each, fresh, handler, when};
use crate::browser::clipboard;
use crate::engine::inquiry::Inquiry;
use crate::report::hand_over::{Between, NameForm, text_of};
use crate::report::words;
use crate::report::words::screen::hand_over as said;

/// What was chosen for handing over, and the names it gave.
#[derive(Clone, Debug, Default)]
pub struct HandOver {
    form: NameForm,
    between: Between,
    // 0 is all at once.
    at_most: usize,
    realm: String,
    names: Vec<String>,
}

impl HandOver {
    fn batches(&self) -> impl Iterator<Item = &[String]> {
        let at_most = match self.at_most {
            0 => self.names.len().max(1),
            n => n,
        };
        self.names.chunks(at_most)
    }
}

/// The choices, and a button for each batch.
#[component]
pub fn HandOverNames() -> impl IntoView {
    let state = app();
    // Those of another list or selection are nobody's business here.
    change(state, |chosen| chosen.names.clear());
    ask(state);
    let (form, between) = state
        .hand_over
        .with_untracked(|chosen| (chosen.form, chosen.between));
    let form_now = move || state.hand_over.with(|chosen| chosen.form);
    let forms = each(NameForm::ALL, |option| {
        view! { <option value=option.name() selected=option == form>{words::name_form(option)}</option> }.into_any()
    });
    let ways = each(Between::ALL, |option| {
        view! { <option value=option.name() selected=option == between>{words::between(option)}</option> }.into_any()
    });
    let take_form = move |event| {
        let form = NameForm::named(&event_target_value(&event)).unwrap_or_default();
        change(state, |chosen| chosen.form = form);
        ask(state);
    };
    let take_way = move |event| {
        let between = Between::named(&event_target_value(&event)).unwrap_or_default();
        change(state, |chosen| chosen.between = between);
    };
    let take_most = move |event| {
        let at_most = event_target_value(&event)
            .trim()
            .parse()
            .unwrap_or_default();
        change(state, |chosen| chosen.at_most = at_most);
    };
    let take_realm = move |event| {
        let realm = event_target_value(&event);
        change(state, |chosen| chosen.realm = realm);
        ask(state);
    };
    let realm = move || {
        let realm = state
            .hand_over
            .with_untracked(|chosen| chosen.realm.clone());
        view! {
            <label class="hand-over-choice">
                <span class="field-label">{move || words::realm_of_form(form_now())}</span>
                <input type="text" spellcheck="false" autocomplete="off" prop:value=realm on:input=handler(take_realm)/>
            </label>
        }
        .into_any()
    };
    view! {
        <div class="hand-over">
            <label class="hand-over-choice">
                <span class="field-label">{said::WHAT}</span>
                <select on:change=handler(take_form)>{forms}</select>
            </label>
            {when(move || form_now() != NameForm::Bare, realm)}
            <label class="hand-over-choice">
                <span class="field-label">{said::WRITTEN}</span>
                <select on:change=handler(take_way)>{ways}</select>
            </label>
            <label class="hand-over-choice">
                <span class="field-label">{said::NAMES_AT_ONCE_EMPTY_FOR_ALL}</span>
                <input type="number" min="1" inputmode="numeric" on:input=handler(take_most)/>
            </label>
        </div>
        <p role="status">{move || state.hand_over.with(|chosen| words::names_of_rows(chosen.names.len() as u64, n_rows(state)))}</p>
        {fresh(move || batches(state))}
    }
}

fn change(state: AppState, change: impl FnOnce(&mut HandOver)) {
    state.hand_over.update(change);
    state.copied.update(Vec::clear);
}

fn n_rows(state: AppState) -> u64 {
    let ranges = state.chosen_ranges();
    ranges
        .iter()
        .map(|(first, last)| u64::from(last - first) + 1)
        .sum()
}

fn ask(state: AppState) {
    if untrack(|| state.rows.total()) == 0 {
        return;
    }
    let (form, realm) = state
        .hand_over
        .with_untracked(|chosen| (chosen.form, chosen.realm.clone()));
    let inquiry = Inquiry::Names {
        id: state.report.get_untracked().id.to_owned(),
        query: state.query.get_untracked(),
        ranges: state.chosen_ranges(),
        form: form.name().to_owned(),
        realm: realm.clone(),
    };
    spawn_local(async move {
        match state.inquire::<String>(inquiry).await {
            Ok(text) => change(state, |chosen| {
                // An answer to what was chosen before is too late.
                if chosen.form == form && chosen.realm == realm {
                    chosen.names = text.lines().map(str::to_owned).collect();
                }
            }),
            Err(sentence) => {
                change(state, |chosen| chosen.names.clear());
                state.notices.show(Weight::Failure, sentence);
            }
        }
    });
}

fn batches(state: AppState) -> AnyView {
    let chosen = state.hand_over.get();
    let mut first = 1;
    let buttons = chosen.batches().enumerate().map(|(place, batch)| {
        let last = first + batch.len() - 1;
        let caption = words::batch(first as u64, last as u64);
        first = last + 1;
        let press = move |_| copy(state, place);
        // Only the mark changes: the button keeps the focus.
        let mark = move || {
            let is_copied = state.copied.with(|copied| copied.contains(&place));
            is_copied.then_some("✓ copied")
        };
        view! {
            <li class="batch">
                <button class="button" on:click=handler(press)>{caption}</button>
                <span class="fine">{mark}</span>
            </li>
        }
        .into_any()
    });
    let buttons: Vec<AnyView> = buttons.collect();
    view! { <ol class="batches">{buttons}</ol> }.into_any()
}

fn copy(state: AppState, place: usize) {
    let text = state.hand_over.with_untracked(|chosen| {
        let batch: Vec<&str> = chosen
            .batches()
            .nth(place)?
            .iter()
            .map(String::as_str)
            .collect();
        Some(text_of(&batch, chosen.between))
    });
    let Some(text) = text else { return };
    spawn_local(async move {
        if clipboard::write(&text).await {
            state.copied.update(|copied| copied.push(place));
            state.said.set(words::batch_copied(place as u64 + 1));
        } else {
            state
                .notices
                .show(Weight::Failure, words::NO_CLIPBOARD.to_owned());
        }
    });
}

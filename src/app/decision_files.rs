//! Decisions as a file: saved, merged, and kept in this browser where the person asks for that.

use leptos::prelude::untrack;
use leptos::task::spawn_local;

use super::notice_state::Weight;
use super::state::{AppState, Over};
use super::todo_state::say;
use crate::browser::{clock, download, storage};
use crate::engine::inquiry::{Edit, Inquiry};
use crate::report::words;

const NAME: &str = "decisions";

/// Merges a file of decisions.
pub async fn merge(state: AppState, name: String, text: String) {
    match say(state, Edit::Merge { name, text }).await {
        Ok(view) => {
            if !view.conflicts.is_empty() {
                state.over.set(Some(Over::Decisions));
            }
            state.notices.show(Weight::Done, view.told);
            keep_if_asked(state).await;
        }
        Err(sentence) => state.notices.show(Weight::Failure, sentence),
    }
}

/// Saves all decisions as a file.
pub fn save(state: AppState) {
    spawn_local(async move {
        match file(state).await {
            Ok(text) => {
                let name = words::decision_file_name(untrack(|| state.today()));
                download::save(&name, &text, "application/json");
            }
            Err(sentence) => state.notices.show(Weight::Failure, sentence),
        }
    });
}

async fn file(state: AppState) -> Result<String, String> {
    let now = clock::seconds();
    state.inquire(Inquiry::DecisionFile { now }).await
}

/// Whether decisions are kept in this browser.
pub fn is_kept() -> bool {
    storage::kept(NAME).is_some()
}

/// Begins to keep them, or forgets them.
pub fn keep(state: AppState, wanted: bool) {
    if !wanted {
        storage::forget(NAME);
        state.notices.show(Weight::Done, words::DECISIONS_FORGOTTEN);
        // Who shows whether they are kept looks again.
        state.todo.decisions.notify();
        return;
    }
    spawn_local(async move {
        write(state).await;
        state.todo.decisions.notify();
    });
}

/// Keeps what was just decided, where the person asked for that.
///
/// Another tab may have kept its own meanwhile: that is merged first.
pub async fn keep_if_asked(state: AppState) {
    if is_kept() && !leptos::prelude::untrack(|| state.shows_sample()) {
        merge_kept(state).await;
        write(state).await;
    }
}

async fn write(state: AppState) {
    match file(state).await {
        Ok(text) => {
            storage::keep(NAME, &text);
            if storage::kept(NAME).as_ref() != Some(&text) {
                state.notices.show(Weight::Failure, words::KEEPS_NOTHING);
            }
        }
        Err(sentence) => state.notices.show(Weight::Failure, sentence),
    }
}

/// Takes what is kept in this browser once there is data; the sample's people are invented.
pub async fn take_kept(state: AppState) {
    if !leptos::prelude::untrack(|| state.shows_sample()) {
        merge_kept(state).await;
    }
}

async fn merge_kept(state: AppState) {
    let Some(text) = storage::kept(NAME) else {
        return;
    };
    let name = words::KEPT_HERE.to_owned();
    match say(state, Edit::Merge { name, text }).await {
        Ok(view) if !view.conflicts.is_empty() => state.over.set(Some(Over::Decisions)),
        Ok(_) => {}
        Err(sentence) => state.notices.show(Weight::Failure, sentence),
    }
}

//! The way from the first document, which cannot reach Microsoft, to that of live mode, which can.

use std::cell::OnceCell;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_split_helpers::wasm_split;

use super::address;
use super::button::{Look, button};
use super::live;
use super::notice_state::Weight;
use super::slot::Slot;
use super::state::{AppState, Over, app};
use super::view::{fresh, maybe};
use crate::browser::part::{PART_MISSING, PartMissing, at_once};
use crate::browser::tabs::{self, Step};
use crate::browser::worker_client::changes_data;
use crate::browser::{location, sign_in};
use crate::report::words;

/// What is said before the other document is opened.
#[component]
pub fn Connect() -> impl IntoView {
    let state = app();
    let n_steps = state.client().n_steps();
    let loaded = match n_steps {
        0 => words::NOTHING_TO_HAND_OVER.to_owned(),
        _ => words::handed_over(state.sources.with_untracked(Vec::len)),
    };
    view! {
        <p>{words::CONNECT_MEANS}</p>
        <p>{loaded}</p>
        <div class="button-row">{button(words::OPEN_LIVE, Look::Primary, move || open(state))}</div>
    }
}

/// The button that leads there, in a document that has such another.
pub fn connect_button(caption: &'static str) -> AnyView {
    let state = app();
    maybe(tabs::live_page(), move |_| {
        button(caption, Look::Plain, move || {
            state.over.set(Some(Over::Connect))
        })
    })
}

fn open(state: AppState) {
    let Some(page) = tabs::live_page() else {
        return;
    };
    let fragment = location::fragment();
    let mut address = location::beside(&page) + &location::search();
    if !fragment.is_empty() {
        address = format!("{address}#{fragment}");
    }
    match tabs::open(&address) {
        true => state.over.set(None),
        false => state.notices.show(Weight::Warning, words::NO_TAB),
    }
}

/// In the first document: answers the tab it opens. In live mode: takes over what the other tab has, and begins.
pub fn begin(state: AppState) {
    if !sign_in::is_live() {
        tabs::answer_asking(move || state.client().steps());
        if !address::shared_file().is_empty() {
            state.notices.show(Weight::Warning, words::LINK_NEEDS_LIVE);
        }
        return;
    }
    tabs::ask_opener(move |steps| spawn_local(take_over(state, steps)));
    let is_there = has_live();
    spawn_local(async move {
        match (fetch_live().await, begin_live(state).await) {
            (Ok(()), Ok(())) => is_there.set(true),
            _ => state.notices.show(Weight::Failure, PART_MISSING),
        }
    });
}

async fn take_over(state: AppState, steps: Vec<Step>) {
    // Once, and only into an empty page: a load of its own is no other tab's business.
    if steps.is_empty() || state.client().n_steps() > 0 {
        return;
    }
    let mut is_all = true;
    // Nothing else that the other tab says is done here.
    for step in steps.into_iter().filter(|step| changes_data(&step.request)) {
        if let Err(sentence) = state.change(step.request, step.files).await {
            is_all = false;
            state.notices.show(Weight::Failure, sentence);
        }
    }
    state.notices.show(Weight::Done, words::taken_over(is_all));
}

/// The panel, in a document of live mode, once its part is there.
pub fn live_panel() -> AnyView {
    if !sign_in::is_live() {
        return ().into_any();
    }
    let is_there = has_live();
    fresh(move || match is_there.get() {
        true => maybe(at_once(draw_live()), |view| view),
        false => ().into_any(),
    })
}

/// Whether the part `live` is there; one for the page.
fn has_live() -> Slot<bool> {
    thread_local! {
        static HAS_LIVE: OnceCell<Slot<bool>> = const { OnceCell::new() };
    }
    HAS_LIVE.with(|known| *known.get_or_init(|| Slot::new(false)))
}

#[allow(unsafe_code)] // of the macro: a function of another module is called across an import
#[wasm_split(live, fallible)]
fn begin_live(state: AppState) -> Result<(), PartMissing> {
    live::begin(state);
    Ok(())
}

#[allow(unsafe_code)] // of the macro: a function of another module is called across an import
#[wasm_split(live, fallible, preload(fetch_live))]
fn draw_live() -> Result<AnyView, PartMissing> {
    Ok(view! { <live::LivePanel/> }.into_any())
}

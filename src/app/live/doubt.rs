//! What is asked before a sign-in does what cannot be taken back: two organizations in one list, and loaded data that
//! is dropped with the page.

use leptos::prelude::*;

use super::desk::Desk;
use super::runs;
use crate::app::button::{Look, button};
use crate::app::view::{each, maybe};
use crate::browser::{dom, timer};
use crate::report::words;

/// What is asked.
#[derive(Clone, Debug)]
pub enum Doubt {
    /// What was fetched from these organizations, by sign-ins of others, is loaded.
    Mixes {
        /// Their names.
        here: Vec<String>,
        /// What the person wanted.
        go_on: fn(Desk),
    },
    /// So many sources go with the page.
    Leaves(usize),
}

/// Fetches what is chosen from the account's own tenant, once it is clear that it may join what is loaded.
pub fn fetch_own(desk: Desk) {
    unless_mixed(desk, runs::fetch_own);
}

/// Does this, or asks first where it would put data of the signed-in tenant beside that of another one.
pub fn unless_mixed(desk: Desk, go_on: fn(Desk)) {
    let here = runs::strangers(desk);
    if here.is_empty() {
        // What others asked for and did not get is nothing to keep.
        runs::take_strangers_away(desk);
        desk.doubt.set(None);
        return go_on(desk);
    }
    ask(desk, Doubt::Mixes { here, go_on });
}

/// Leaves the page for the sign-in, or asks first where something is loaded.
pub fn leave_page(desk: Desk) {
    let n_sources = desk.state.sources.with_untracked(Vec::len);
    let decisions = desk.state.todo.decisions;
    let has_decisions = decisions.with_untracked(|all| !all.decisions.is_empty());
    match (n_sources > 0 || has_decisions) && !desk.state.shows_sample_now() {
        true => ask(desk, Doubt::Leaves(n_sources)),
        false => desk.leave_page(),
    }
}

fn ask(desk: Desk, doubt: Doubt) {
    desk.doubt.set(Some(doubt));
    // The question itself and none of its answers: whoever types on answers nothing.
    timer::next_frame(|| {
        dom::focus_first("#live .live-doubt");
    });
}

/// The question, while there is one.
pub fn question(desk: Desk) -> AnyView {
    maybe(desk.doubt.get(), |doubt| match doubt {
        Doubt::Mixes { here, go_on } => {
            let new = runs::own(desk).name;
            let name = words::TWO_ORGANIZATIONS;
            drawn(name, words::mixes_two(&here, &new), mixed(desk, go_on))
        }
        Doubt::Leaves(n) => drawn(words::LEAVE_THIS_PAGE, words::leaves_page(n), left(desk)),
    })
}

fn drawn(name: &'static str, sentences: [String; 2], answers: AnyView) -> AnyView {
    let sentences = each(sentences, |one| view! { <p>{one}</p> }.into_any());
    view! {
        <div class="live-doubt" role="alertdialog" aria-label=name aria-describedby="live-doubt" tabindex="-1">
            <div id="live-doubt">{sentences}</div>
            <div class="button-row">{answers}</div>
        </div>
    }
    .into_any()
}

fn mixed(desk: Desk, go_on: fn(Desk)) -> AnyView {
    let remove = move || {
        runs::take_strangers_away(desk);
        answered(desk);
        go_on(desk);
    };
    let keep = move || {
        runs::know_strangers(desk);
        answered(desk);
        go_on(desk);
    };
    let give_up = move || {
        answered(desk);
        desk.sign_out();
    };
    [
        button(words::REMOVE_AND_FETCH, Look::Primary, remove),
        button(words::KEEP_AND_ADD, Look::Plain, keep),
        button(words::DO_NOT_FETCH, Look::Plain, give_up),
    ]
    .into_any()
}

fn left(desk: Desk) -> AnyView {
    let leave = move || {
        answered(desk);
        desk.leave_page();
    };
    [
        button(words::STAY, Look::Primary, move || answered(desk)),
        button(words::LEAVE, Look::Plain, leave),
    ]
    .into_any()
}

fn answered(desk: Desk) {
    desk.doubt.set(None);
    desk.keep_focus();
}

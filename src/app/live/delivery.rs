//! Answers on their way into the worker: what is said of each listing, and the file of its pages.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use leptos::task::spawn_local;

use super::desk::Desk;
use super::runs::OfTenant;
use crate::app::notice_state::Weight;
use crate::browser::files::File;
use crate::browser::{clock, graph};
use crate::engine::inquiry::Edit;
use crate::engine::lives::{GONE, LiveMark};
use crate::engine::message::Request;
use crate::engine::wire::inquiries;
use crate::live::catalog::{LISTINGS, listing};
use crate::live::run::{ListingView, State};
use crate::report::words;

/// What is said of a listing, with its answers.
struct Delivered {
    mark: LiveMark,
    /// None where nothing came.
    file: Option<File>,
}

thread_local! {
    static DELIVERED: RefCell<VecDeque<Delivered>> = const { RefCell::new(VecDeque::new()) };
    static IS_LOADING: Cell<bool> = const { Cell::new(false) };
}

/// Says how a listing stands of which nothing is delivered.
pub(super) fn say(of: &OfTenant, view: &ListingView) {
    push(mark_of(of, view, false, String::new()), None);
}

/// Takes the answers of a listing that has ended for now; `pages` are the numbers they are kept under.
pub(super) fn deliver(
    of: &OfTenant,
    view: &ListingView,
    pages: &[u32],
    is_whole: bool,
    why: String,
) {
    let mut mark = mark_of(of, view, is_whole, why);
    if mark.kind.is_empty() || pages.is_empty() {
        return push(mark, None);
    }
    match graph::file(pages, &words::file_of(view.title, &of.name)) {
        Some(file) => {
            mark.file = file.name();
            push(mark, Some(file));
        }
        None => {
            mark.state = State::Unavailable.id().to_owned();
            mark.why = words::ANSWERS_GONE.to_owned();
            push(mark, None);
        }
    }
}

/// Takes away whatever was said or loaded of a tenant, also by a run that another took the place of.
pub(super) fn take_away(of: &OfTenant) {
    for one in LISTINGS {
        let mark = LiveMark {
            tenant: of.id.clone(),
            listing: one.id.to_owned(),
            state: GONE.to_owned(),
            ..LiveMark::default()
        };
        push(mark, None);
    }
}

fn push(mark: LiveMark, file: Option<File>) {
    DELIVERED.with_borrow_mut(|all| all.push_back(Delivered { mark, file }));
}

/// What is said of a listing of a tenant.
fn mark_of(of: &OfTenant, view: &ListingView, is_whole: bool, why: String) -> LiveMark {
    let state = match view.state {
        _ if is_whole => State::Loaded,
        State::Waiting | State::Loading => State::Loading,
        // It waits, with what there is.
        State::Loaded | State::Paused if view.rows > 0 => State::Partial,
        State::Loaded | State::Paused => State::Unavailable,
        state => state,
    };
    LiveMark {
        tenant: of.id.clone(),
        tenant_name: of.name.clone(),
        listing: view.id.to_owned(),
        title: view.title.to_owned(),
        kind: listing(view.id).map_or("", |one| one.kind).to_owned(),
        file: String::new(),
        state: state.id().to_owned(),
        rows: view.rows,
        why,
        at: clock::seconds(),
        since: view.since_ms.map_or(0, |ms| ms.div_euclid(1_000)),
    }
}

/// Forgets what is on its way.
pub(super) fn forget_all() {
    DELIVERED.take();
}

/// Hands over what has come, as soon as nothing else is being handed over.
pub(super) fn load_soon(desk: Desk) {
    if !IS_LOADING.replace(true) {
        spawn_local(load_all(desk));
    }
}

/// What is handed over next: together, for each load joins everything once; of each listing one word at a time, so
/// that a file meets what was said of it.
fn next_batch() -> Vec<Delivered> {
    DELIVERED.with_borrow_mut(|all| {
        let of = |one: &Delivered| (one.mark.tenant.clone(), one.mark.listing.clone());
        let mut seen = Vec::new();
        let n = all.iter().take_while(|one| {
            let is_new = !seen.contains(&of(one));
            seen.push(of(one));
            is_new
        });
        let n = n.count();
        all.drain(..n).collect()
    })
}

async fn load_all(desk: Desk) {
    let state = desk.state;
    loop {
        let all = next_batch();
        if all.is_empty() {
            break;
        }
        if state.shows_sample_now()
            && let Err(sentence) = state.clear().await
        {
            state.notices.show(Weight::Failure, sentence);
        }
        // The files of these listings take the places of what was loaded of them before.
        let marks = all.iter().map(|one| one.mark.clone()).collect();
        let edit = inquiries::edited(&Edit::Live { marks });
        let told = state.change(Request::Decide(edit), Vec::new()).await;
        let with_files = || {
            all.iter()
                .filter_map(|one| Some((one.file.clone()?, &one.mark)))
        };
        let kinds = with_files()
            .map(|(file, mark)| (file.name(), mark.kind.clone()))
            .collect();
        let files: Vec<File> = with_files().map(|(file, _)| file).collect();
        let loaded = match (told, files.is_empty()) {
            (Ok(_), false) => state.load(files, kinds).await.map(drop),
            (told, _) => told.map(drop),
        };
        if let Err(sentence) = loaded {
            state.notices.show(Weight::Failure, sentence);
        }
    }
    IS_LOADING.set(false);
}

//! Undo and redo of everything that is chosen of a view: search, filters, order, columns, day, rules, policy.

use leptos::ev::KeyboardEvent;

use super::slot::{Kept, Slot, follow};
use super::state::AppState;
use crate::browser::dom;
use crate::report::definition::Definition;
use crate::report::filter_builder;
use crate::report::history::History;
use crate::report::query::Query;
use crate::report::words::screen::looks as said;

/// A view: which report, and what was chosen of it.
pub type Look = (&'static Definition, Query);

/// The views before and after the one that is there.
#[derive(Clone, Copy)]
pub struct Looks {
    history: Slot<History<Look>>,
    newest: Kept<Option<Look>>,
    is_known: Kept<bool>,
}

impl Looks {
    /// None yet.
    pub fn new() -> Looks {
        Looks {
            history: Slot::new(History::default()),
            newest: Kept::new(None),
            is_known: Kept::new(false),
        }
    }

    /// Whether there is a step to undo.
    pub fn can_undo(self) -> bool {
        self.history.with(History::can_undo)
    }

    /// Whether there is a step to do again.
    pub fn can_redo(self) -> bool {
        self.history.with(History::can_redo)
    }
}

/// Keeps every step from here on, and hears Ctrl+Z, Ctrl+Y and Ctrl+Shift+Z.
pub fn begin(state: AppState) {
    let looks = state.looks;
    follow(move || {
        let now = (state.report.get(), state.query.get());
        let before = looks.newest.update(|newest| newest.replace(now.clone()));
        let is_known = looks.is_known.update(std::mem::take);
        if state.sources.with_untracked(Vec::is_empty) {
            return looks.history.set(History::default());
        }
        let Some(before) = before.filter(|before| !is_known && !is_same(before, &now)) else {
            return;
        };
        let goes_on = is_typed(&before, &now);
        looks
            .history
            .update(|history| history.step(before, goes_on));
    });
    dom::on_window("keydown", move |event: KeyboardEvent| {
        let is_command = event.ctrl_key() || event.meta_key();
        if !is_command || event.alt_key() || event.default_prevented() {
            return;
        }
        // A field has an undo of its own; a dialog is not about the view.
        if dom::is_typing(&event) || dom::has_dialog() {
            return;
        }
        match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
            ("z", false) => undo(state),
            ("y", false) | ("z", true) => redo(state),
            _ => return,
        }
        event.prevent_default();
    });
}

/// Takes the newest step back.
pub fn undo(state: AppState) {
    step(state, "undone", History::undo);
}

/// Takes the step that was undone last again.
pub fn redo(state: AppState) {
    step(state, said::DONE_AGAIN, History::redo);
}

fn step(state: AppState, said: &str, take: fn(&mut History<Look>, Look) -> Option<Look>) {
    let now = (state.report.get_untracked(), state.query.get_untracked());
    let mut other = None;
    let history = state.looks.history;
    history.update(|history| other = take(history, now));
    match other {
        Some((report, query)) => {
            state.looks.is_known.set(true);
            state.look_by(report, query);
            state.said.set(said.to_owned());
        }
        None => state.said.set(said::nothing_to_be(said)),
    }
}

fn is_same(one: &Look, other: &Look) -> bool {
    one.0.id == other.0.id && one.1 == other.1
}

/// Whether two views differ in the text of the search alone, or in what is typed into one condition.
fn is_typed(one: &Look, other: &Look) -> bool {
    let mut same = one.clone();
    same.1.search.clone_from(&other.1.search);
    if is_same(&same, other) {
        return true;
    }
    same.1.filters.clone_from(&other.1.filters);
    one.1.search == other.1.search
        && is_same(&same, other)
        && filter_builder::is_typed(&one.1.filters, &other.1.filters)
}

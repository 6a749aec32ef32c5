//! What to do about the open account, and what was decided about all of them.

use leptos::prelude::untrack;
use leptos::task::spawn_local;

use super::decision_files;
use super::notice_state::Weight;
use super::slot::{Kept, Slot};
use super::state::AppState;
use crate::browser::{clock, dom, timer, zones};
use crate::engine::inquiry::{Edit, Inquiry};
use crate::engine::message::{CellView, DecisionsView, Reply, Request, TodoView, WaitView};
use crate::engine::wire::inquiries;
use crate::report::query::Query;
use crate::report::waiting::ZoneRules;
use crate::report::words;
use crate::report::words::screen::todo_state as said;

/// Waits are looked at so often: they are told in minutes.
const BEAT_MS: i32 = 5_000;

/// What to do, and what was decided.
#[derive(Clone, Copy)]
pub struct Todo {
    /// What to do about the open account; nothing until it is known.
    pub view: Slot<Option<TodoView>>,
    /// All decisions, and the waits of all accounts.
    pub decisions: Slot<DecisionsView>,
    /// Initials of the person; kept while the tab is open.
    pub by: Slot<String>,
    /// What is typed as the note.
    pub note: Slot<String>,
    /// The moment up to which waits are told.
    pub now: Slot<i64>,
    /// The cell that a sentence was followed to, and the place of the sentence.
    pub cell: Slot<Option<(usize, CellView)>>,
    about: Kept<Option<(String, Option<u32>, String)>>,
    is_beating: Kept<bool>,
}

impl Todo {
    /// Nothing is known.
    pub fn new() -> Todo {
        Todo {
            view: Slot::new(None),
            decisions: Slot::new(DecisionsView::default()),
            by: Slot::new(String::new()),
            note: Slot::new(String::new()),
            now: Slot::new(0),
            cell: Slot::new(None),
            about: Kept::new(None),
            is_beating: Kept::new(false),
        }
    }

    /// The wait after a step of an account, while it is told.
    pub fn wait(self, key: &str, step: &str) -> Option<WaitView> {
        let now = self.now.get();
        self.decisions.with(|all| {
            let mut waits = all.waits.iter();
            let found = waits.find(|wait| wait.key == key && wait.step == step);
            found.filter(|wait| wait.is_told(now)).cloned()
        })
    }

    /// The line of such a wait; empty where there is none.
    pub fn wait_line(self, key: &str, step: &str, zone: &ZoneRules) -> String {
        let wait = self.wait(key, step);
        wait.map_or(String::new(), |wait| wait.line(self.now.get(), zone))
    }

    /// The waits of all accounts that are told.
    pub fn told_waits(self) -> Vec<WaitView> {
        let now = self.now.get();
        self.decisions.with(|all| {
            let waits = all.waits.iter().filter(|wait| wait.is_told(now));
            waits.cloned().collect()
        })
    }
}

/// The policy's zone, as far as the browser knows it; who asks follows the query.
pub fn zone_of(state: AppState) -> ZoneRules {
    let known = state.query.with(|query| zones::rules(query.policy.zone()));
    // Without its zone no list has a policy, and nothing is told by its clocks.
    known.unwrap_or_default()
}

/// Asks what to do about the account whose details are there.
pub fn look_at(state: AppState, key: String) {
    let row = untrack(|| state.details.row());
    let report = state.report.get_untracked().id.to_owned();
    let is_other = state
        .todo
        .view
        .with_untracked(|view| view.as_ref().is_none_or(|view| view.key != key));
    if is_other {
        state.todo.view.set(None);
        state.todo.note.set(String::new());
    }
    state.todo.about.set(Some((key, row, report)));
    spawn_local(look_again(state));
}

async fn look_again(state: AppState) {
    let about = state.todo.about.get();
    let Some((key, row, report)) = about.clone() else {
        return;
    };
    let inquiry = Inquiry::Todo {
        key,
        row,
        report: Some(report),
        now: clock::seconds(),
    };
    let answer = state.inquire::<TodoView>(inquiry).await;
    if state.todo.about.get() != about {
        return;
    }
    match answer {
        Ok(view) => {
            let is_first = state.todo.view.with_untracked(Option::is_none);
            if is_first {
                state.todo.note.set(view.note.clone());
            }
            state.todo.view.set_other(Some(view));
        }
        Err(sentence) => state.notices.show(Weight::Failure, sentence),
    }
}

/// Says something about accounts; all that shows it follows.
pub async fn say(state: AppState, edit: Edit) -> Result<DecisionsView, String> {
    let is_of_lists = !matches!(edit, Edit::Step { .. });
    let answer = state.ask(Request::Decide(inquiries::edited(&edit))).await?;
    let Reply::Told(json) = answer else {
        return Err(words::NOT_SAID.to_owned());
    };
    let view: DecisionsView =
        inquiries::answer(&json).ok_or_else(|| said::THE_ANSWER_WAS_DAMAGED.to_owned())?;
    take(state, view.clone());
    if is_of_lists && state.query.with_untracked(shows_decisions) {
        state.rows.refresh(state, false);
    }
    look_again(state).await;
    Ok(view)
}

fn shows_decisions(query: &Query) -> bool {
    let is_it = |id: &String| id == "decision";
    query.columns.iter().any(is_it)
        || query.sort.iter().any(|(id, _)| is_it(id))
        || query
            .filters
            .iter()
            .any(|filter| filter.column() == "decision")
}

/// The same, from the screen: a failure is told, and what is kept in the browser follows.
pub fn say_here(state: AppState, edit: Edit) {
    spawn_local(async move {
        match say(state, edit).await {
            Ok(_) => decision_files::keep_if_asked(state).await,
            Err(sentence) => {
                state.notices.show(Weight::Warning, sentence);
                // What was pressed is drawn anew, as it is; what was typed stays.
                let note = state.todo.note.get_untracked();
                state.todo.view.set(None);
                look_again(state).await;
                state.todo.note.set(note);
            }
        }
    });
}

/// Whether the person has said who decides; if not, they are asked for it.
pub fn has_initials(state: AppState) -> bool {
    let is_there = state.todo.by.with_untracked(|by| !by.trim().is_empty());
    if !is_there {
        state.notices.show(Weight::Warning, words::NO_INITIALS);
        dom::focus_in_sight(".initials input");
    }
    is_there
}

/// Takes over all decisions as the worker has them.
pub fn take(state: AppState, view: DecisionsView) {
    let before = state.todo.decisions.with_untracked(|all| all.waits.clone());
    let zone = untrack(|| zone_of(state));
    let begun: Vec<String> = view
        .waits
        .iter()
        .filter(|wait| !before.contains(wait) && !wait.is_over(clock::seconds()))
        .map(|wait| wait.begun(&zone))
        .collect();
    if !begun.is_empty() {
        state.said.set(begun.join("; "));
    }
    state.todo.now.set(clock::seconds());
    state.todo.decisions.set_other(view);
    if !state.todo.is_beating.get() {
        beat(state);
    }
}

/// Forgets them with the data.
pub fn forget(state: AppState) {
    state.todo.about.set(None);
    state.todo.view.set(None);
    state.todo.decisions.set(DecisionsView::default());
}

// Looks at the clock for as long as a wait is told, whatever pane is open.
fn beat(state: AppState) {
    let (before, now) = (state.todo.now.get_untracked(), clock::seconds());
    let (mut ended, mut goes_on) = (Vec::new(), false);
    state.todo.decisions.with_untracked(|all| {
        for wait in &all.waits {
            goes_on |= wait.is_told(now);
            if wait.is_over(now) && !wait.is_over(before) {
                ended.push(wait.ended());
            }
        }
    });
    if !ended.is_empty() {
        state.said.set(ended.join("; "));
    }
    state.todo.now.set_other(now);
    state.todo.is_beating.set(goes_on);
    if goes_on {
        timer::after(BEAT_MS, move || beat(state));
    }
}

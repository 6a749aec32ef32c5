//! The policy on the screen: what was changed, and the way back.

use std::collections::VecDeque;

use leptos::ev::KeyboardEvent;
use leptos::task::spawn_local;

use super::notice_state::Weight;
use super::state::{AppState, Over};
use crate::browser::files::{self, File};
use crate::browser::{dom, download, timer};
use crate::engine::inquiry::{Inquiry, PolicyChoice, PolicyEdit};
use crate::report::policy_view::PolicyView;
use crate::report::policy_words as words;
use crate::small_map::SmallMap;

/// So many changes can be undone.
const STEPS: usize = 50;
/// A policy or a list of holidays that is longer is no such file.
const LONGEST: f64 = 2_000_000.0;

/// What the dialog shows.
#[derive(Default)]
pub struct PolicyDesk {
    /// The policy, once it was asked for.
    pub view: Option<PolicyView>,
    /// Why it cannot be shown.
    pub failure: String,
    /// By key, why what a control holds was not taken.
    pub troubles: SmallMap<String, String>,
    /// Grows when every control has to be drawn anew.
    pub generation: u32,
    /// A file that was dropped or picked, and its text.
    pub offer: Option<(String, String)>,
    /// The line that is looked for, until it is in sight.
    pub at: String,
    undo: Vec<PolicyChoice>,
    redo: Vec<PolicyChoice>,
    waiting: VecDeque<PolicyEdit>,
    is_busy: bool,
    hears_keys: bool,
}

impl PolicyDesk {
    /// Whether there is a change to undo, and one to redo.
    pub fn can(&self) -> (bool, bool) {
        (!self.undo.is_empty(), !self.redo.is_empty())
    }
}

/// Opens the policy, at a line where one is named.
pub fn open(state: AppState, key: &str) {
    let mut hears_keys = true;
    state.policy.update(|desk| {
        hears_keys = std::mem::replace(&mut desk.hears_keys, true);
        desk.at = key.to_owned();
        desk.troubles.clear();
        desk.generation += 1;
    });
    if !hears_keys {
        // Whatever has the focus in the dialog, or nothing once a button has gone.
        dom::on_window("keydown", move |event: KeyboardEvent| on_key(state, &event));
    }
    state.over.set(Some(Over::Policy));
    act(state, PolicyEdit::Show);
}

fn on_key(state: AppState, event: &KeyboardEvent) {
    let is_open = state.over.get_untracked() == Some(Over::Policy);
    // A text that is being put together has an undo of its own.
    if !is_open || !dom::holds_control(event) || dom::is_within(event, "textarea") {
        return;
    }
    let key = event.key().to_ascii_lowercase();
    let is_redo = key == "y" || (key == "z" && event.shift_key());
    if is_redo || key == "z" {
        event.prevent_default();
        step_back(state, is_redo);
    }
}

/// Makes a change; one after the other, for each starts from what the one before made.
pub fn act(state: AppState, edit: PolicyEdit) {
    let mut was_busy = true;
    state.policy.update(|desk| {
        desk.waiting.push_back(edit);
        was_busy = std::mem::replace(&mut desk.is_busy, true);
    });
    if was_busy {
        return;
    }
    spawn_local(async move {
        loop {
            let mut next = None;
            state.policy.update(|desk| {
                next = desk.waiting.pop_front();
                desk.is_busy = next.is_some();
            });
            let Some(edit) = next else { break };
            let before = state.query.with_untracked(|query| query.policy.clone());
            let choice = before.clone();
            let key = edit.key().to_owned();
            let is_whole = edit.is_whole();
            let answer = state.inquire(Inquiry::Policy { choice, edit }).await;
            take(state, before, &key, is_whole, answer);
        }
    });
}

fn take(
    state: AppState,
    before: PolicyChoice,
    key: &str,
    is_whole: bool,
    answer: Result<PolicyView, String>,
) {
    let view = match answer {
        Ok(view) => view,
        Err(sentence) => return state.policy.update(|desk| desk.failure = sentence),
    };
    let now = view.choice.clone();
    let is_taken = view.trouble.is_empty();
    let is_other = is_taken && now != before;
    state.said.set(match is_taken {
        true => String::new(),
        false => words::not_taken(&view.trouble),
    });
    let kind = view.lines.iter().find(|line| line.key == key);
    let is_picked =
        kind.is_some_and(|line| ["choice", "yes-no", "weekdays"].contains(&line.kind.as_str()));
    state.policy.update(|desk| {
        desk.failure.clear();
        // A text that was not taken stays, to be put right; what was picked goes back to what holds.
        desk.generation += u32::from(is_picked && !is_taken);
        match is_taken {
            true if is_whole => {
                desk.troubles.clear();
                desk.generation += 1;
            }
            true => drop(desk.troubles.remove(key)),
            false => desk.troubles.insert(
                key.to_owned(),
                words::refused_beside(key, &view.refused, &view.trouble),
            ),
        }
        if is_other {
            desk.undo.push(before);
            let n_before = desk.undo.len().saturating_sub(STEPS);
            desk.undo.drain(..n_before);
            desk.redo.clear();
        }
        desk.view = Some(view);
    });
    if is_other {
        state.query.update(|query| query.policy = now);
    }
    let key = key.to_owned();
    timer::next_frame(move || {
        look_for(state);
        // The button that took the change back is gone.
        if !key.is_empty() && dom::has_no_focus() {
            dom::focus_first(&format!(".policy [data-control*='{key}']"));
        }
    });
}

/// Takes the last change back, or makes the one again that was taken back.
pub fn step_back(state: AppState, is_redo: bool) {
    let now = state.query.with_untracked(|query| query.policy.clone());
    let mut other = None;
    state.policy.update(|desk| {
        let (from, to) = match is_redo {
            false => (&mut desk.undo, &mut desk.redo),
            true => (&mut desk.redo, &mut desk.undo),
        };
        other = from.pop();
        if other.is_some() {
            to.push(now);
            desk.troubles.clear();
            desk.generation += 1;
        }
    });
    if let Some(choice) = other {
        state.query.update(|query| query.policy = choice);
        act(state, PolicyEdit::Show);
    }
}

/// Takes the focus to the line that the dialog was opened for.
fn look_for(state: AppState) {
    let at = state.policy.with_untracked(|desk| desk.at.clone());
    if at.is_empty() {
        return;
    }
    let controls = ["input", "select", "textarea", "button"];
    let found = controls
        .iter()
        .find_map(|control| dom::first(&format!(".policy-line[data-key^='{at}'] {control}")));
    let line = dom::first(&format!(".policy-line[data-key^='{at}']"));
    if let Some(line) = line {
        line.scroll_into_view();
        if let Some(control) = found {
            dom::focus(&control);
        }
        state.policy.update(|desk| desk.at.clear());
    }
}

/// Saves the policy as a file.
pub fn save(state: AppState) {
    let choice = state.query.with_untracked(|query| query.policy.clone());
    let id = state
        .policy
        .with_untracked(|desk| desk.view.as_ref().map(|view| view.id.clone()));
    let name = words::policy_file_name(&id.unwrap_or_default());
    spawn_local(async move {
        match state
            .inquire::<String>(Inquiry::PolicyFile { choice })
            .await
        {
            Ok(text) if download::save(&name, &text, "application/json") => {}
            Ok(_) => state.notices.show(Weight::Failure, words::NOT_SAVED),
            Err(sentence) => state.notices.show(Weight::Failure, sentence),
        }
    });
}

/// Reads a file that was picked in the dialog, and does with its text what `then` says.
pub fn read_picked(state: AppState, files: Vec<File>, then: fn(AppState, String)) {
    let Some(file) = files.into_iter().next() else {
        return;
    };
    spawn_local(async move {
        let text = match file.size() <= LONGEST {
            true => files::text(&file).await,
            false => None,
        };
        match text {
            Some(text) => then(state, text),
            None => state
                .notices
                .show(Weight::Failure, words::cannot_read(&file.name())),
        }
    });
}

//! The account whose details are open.

use std::sync::Arc;

use leptos::prelude::untrack;
use leptos::task::spawn_local;

use super::slot::{Kept, Slot};
use super::state::AppState;
use crate::browser::{dom, timer};
use crate::engine::inquiry::Inquiry;
use crate::engine::message::AccountView;

/// The pane's state.
#[derive(Clone, Debug, Default)]
pub enum Pane {
    /// No pane.
    #[default]
    Closed,
    /// Asked for.
    Waiting,
    /// There.
    Ready(Arc<AccountView>),
    /// The sentence of a failure.
    Failed(String),
}

/// The details pane.
#[derive(Clone, Copy)]
pub struct Details {
    pane: Slot<Pane>,
    // The row handle it is about, and the number of the newest wish.
    of: Slot<Option<u32>>,
    key: Kept<String>,
    wish: Kept<u32>,
}

impl Details {
    /// Closed.
    pub fn new() -> Details {
        Details {
            pane: Slot::new(Pane::Closed),
            of: Slot::new(None),
            key: Kept::new(String::new()),
            wish: Kept::new(0),
        }
    }

    /// What the pane shows.
    pub fn pane(self) -> Pane {
        self.pane.get()
    }

    /// Whether there is a pane.
    pub fn is_open(self) -> bool {
        self.pane.with(|pane| !matches!(pane, Pane::Closed))
    }

    /// Whether there is a pane, for an event.
    pub fn is_open_now(self) -> bool {
        untrack(|| self.is_open())
    }

    /// The handle of the row it is about.
    pub fn row(self) -> Option<u32> {
        self.of.get()
    }

    /// Opens it for a row, or for the most urgent one of a key; what was there stays until the answer comes.
    pub fn open(self, state: AppState, key: String, row: impl Into<Option<u32>>) {
        let row = row.into();
        self.wish.update(|wish| *wish += 1);
        let wish = self.wish.get();
        self.of.set(row);
        self.key.set(key.clone());
        self.pane.update(|pane| {
            if !matches!(pane, Pane::Ready(_)) {
                *pane = Pane::Waiting;
            }
        });
        // A pane that covers the page takes the focus; one beside the list leaves it there.
        if dom::is_narrow() {
            timer::next_frame(|| {
                dom::focus_first(".details-close");
            });
        }
        let report = state.report.get_untracked().id.to_owned();
        spawn_local(async move {
            let outcome = state
                .inquire::<AccountView>(Inquiry::Account {
                    key,
                    row,
                    report: Some(report),
                })
                .await;
            if self.wish.get() != wish {
                return;
            }
            let has_focus = dom::first(".details").is_some_and(|pane| dom::has_focus(&pane));
            self.pane.set(match outcome {
                Ok(account) => Pane::Ready(Arc::new(account)),
                Err(sentence) => Pane::Failed(sentence),
            });
            // What was pressed in the pane is drawn anew.
            if has_focus {
                timer::next_frame(|| {
                    if dom::has_no_focus() && !dom::focus_first(".offers button") {
                        dom::focus_first(".details-close button");
                    }
                });
            }
        });
    }

    /// Asks once more for what it is about: the rules or the day are others now.
    pub fn again(self, state: AppState) {
        if let (true, Some(row)) = (self.is_open_now(), self.of.get_untracked()) {
            self.open(state, self.key.get(), row);
        }
    }

    /// Closes it.
    pub fn close(self) {
        self.wish.update(|wish| *wish += 1);
        self.of.set(None);
        self.pane.set(Pane::Closed);
    }
}

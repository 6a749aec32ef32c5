//! Messages on the screen.

use super::slot::{Kept, Slot};

use crate::browser::timer;

/// How much a message matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Something was done; goes away by itself.
    Done,
    /// Something is not as expected.
    Warning,
    /// Something failed.
    Failure,
}

impl Weight {
    /// The name style sheets know it by.
    pub fn name(self) -> &'static str {
        match self {
            Weight::Done => "done",
            Weight::Warning => "warning",
            Weight::Failure => "failure",
        }
    }
}

/// A message on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Tells it from the others.
    pub id: u32,
    /// How much it matters.
    pub weight: Weight,
    /// What it says.
    pub text: String,
}

/// The messages on the screen, oldest first.
#[derive(Clone, Copy)]
pub struct Notices {
    shown: Slot<Vec<Notice>>,
    last_id: Kept<u32>,
}

impl Notices {
    /// None yet.
    pub fn new() -> Notices {
        Notices {
            shown: Slot::new(Vec::new()),
            last_id: Kept::new(0),
        }
    }

    /// The messages on the screen.
    pub fn shown(self) -> Vec<Notice> {
        self.shown.get()
    }

    /// Shows a message; the same text is not shown twice.
    pub fn show(self, weight: Weight, text: impl Into<String>) {
        let text = text.into();
        self.last_id.update(|id| *id += 1);
        let id = self.last_id.get();
        self.shown.update(|shown| {
            shown.retain(|notice| notice.text != text && notice.weight != Weight::Done);
            shown.push(Notice { id, weight, text });
        });
        if weight == Weight::Done {
            timer::after(6_000, move || self.dismiss(id));
        }
    }

    /// Takes a message away.
    pub fn dismiss(self, id: u32) {
        self.shown
            .update(|shown| shown.retain(|notice| notice.id != id));
    }

    /// Takes all messages away.
    pub fn clear(self) {
        self.shown.update(Vec::clear);
    }
}

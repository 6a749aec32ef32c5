//! What is needed only where a file is not certain by itself: questions, answers, and answers of earlier days.
//!
//! In the page it comes with a later part of the program, so that a first visit does not pay for it.

use std::sync::OnceLock;

use super::super::source::Plan;
use super::{Recognition, Sight, recalled};
use crate::small_map::SmallMap;

/// Reads a file by an answer of an earlier day: see [`recall`].
type Recall = fn(&str, &[u8], bool, &SmallMap<String, String>) -> Option<Plan>;

/// What asks about files and understands answers; whoever holds one holds all the code for it.
#[derive(Clone, Copy)]
pub struct Asker {
    question: fn(&Sight, &str) -> Recognition,
    answered: fn(&Sight, &str) -> Recognition,
    recall: Recall,
    to_remember: fn(&Plan) -> Option<(String, String)>,
}

impl Asker {
    /// All there is to it.
    pub fn new() -> Asker {
        Asker {
            question: |sight, why| sight.question(why),
            answered: |sight, said| sight.as_said(said),
            recall: recalled::recall,
            to_remember: recalled::to_remember,
        }
    }
}

impl Default for Asker {
    fn default() -> Asker {
        Asker::new()
    }
}

static ASKER: OnceLock<Asker> = OnceLock::new();

/// Makes known what asks about files.
pub fn learn_to_ask(asker: Asker) {
    let _ = ASKER.set(asker);
}

/// What asks, if it is there: elsewhere than in the page it always is.
fn asker() -> Option<Asker> {
    let known = ASKER.get().copied();
    match cfg!(target_arch = "wasm32") {
        true => known,
        false => known.or_else(|| Some(Asker::new())),
    }
}

/// How a file is read by an answer of an earlier day for the same headers, if there is one that fits.
pub fn recall(
    name: &str,
    text: &[u8],
    whole: bool,
    remembered: &SmallMap<String, String>,
) -> Option<Plan> {
    (asker()?.recall)(name, text, whole, remembered)
}

/// Under what an answer is kept, and as what; nothing for a file without headers.
pub fn to_remember(plan: &Plan) -> Option<(String, String)> {
    (asker()?.to_remember)(plan)
}

impl Sight<'_> {
    /// Asks what the file is.
    pub(super) fn ask(&self, why: &str) -> Recognition {
        match asker() {
            Some(asker) => (asker.question)(self, why),
            None => self.cannot_ask(),
        }
    }

    /// What an answer makes of the file.
    pub(super) fn by_answer(&self, said: &str) -> Recognition {
        match asker() {
            Some(asker) => (asker.answered)(self, said),
            None => self.cannot_ask(),
        }
    }

    fn cannot_ask(&self) -> Recognition {
        Recognition::Refused(format!(
            "`{}` needs a question, and the part of this page that asks could not be fetched: drop it again when there is a connection",
            self.name
        ))
    }
}

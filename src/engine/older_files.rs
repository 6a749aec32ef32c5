//! Enrollment reports that are older than another of the same accounts: their rows are history, or count
//! as well where the person says so (D27).

use chrono::NaiveDate;

use super::Engine;
use super::matching::Matches;
use super::message::{Loaded, SourceView};

/// An older report, as its card tells of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OlderTold {
    /// Number of its source.
    pub source: u32,
    /// What its rows are and why.
    pub sentence: String,
    /// Whether they all count.
    pub counts: bool,
}

impl Matches {
    /// Says of a source whether its rows are history.
    pub(super) fn tell_older(&self, view: &mut SourceView) {
        let mut older = self.older.iter();
        if let Some(told) = older.find(|told| told.source == view.id) {
            view.older.clone_from(&told.sentence);
            view.counts = told.counts;
        }
    }
}

impl Engine {
    /// Looks which enrollment reports are older than another of the same accounts, as soon as there is what
    /// finds them.
    pub(super) fn set_history_aside(&mut self) {
        let is_alone = self.dataset.roster.enrollment.spans.len() < 2;
        match self.matches.matcher {
            Some(matcher) if !is_alone => (matcher.find_history)(self),
            _ => self.matches.older.clear(),
        }
    }

    /// Says it in the notes of a load, where that changed.
    pub(super) fn note_older(&self, before: &[OlderTold], notes: &mut Vec<String>) {
        let new = self
            .matches
            .older
            .iter()
            .filter(|told| !before.contains(told));
        notes.extend(new.map(|told| self.note_of(told)));
    }

    fn note_of(&self, told: &OlderTold) -> String {
        let name = self.held(told.source).map_or("", |held| &held.name);
        format!("`{name}`: {}", told.sentence)
    }

    /// Lets the rows of an older report count, or takes them as history.
    ///
    /// # Errors
    /// A sentence: the source is no older report.
    pub(super) fn count_older(
        &mut self,
        source: u32,
        counts: bool,
        today: NaiveDate,
    ) -> Result<Loaded, String> {
        let is_older = self.matches.older.iter().any(|told| told.source == source);
        let mut said = self.said.iter_mut();
        let said = said.find(|(known, _)| *known == source);
        let Some((_, said)) = said.filter(|_| is_older) else {
            return Err(format!("source {source} is no older enrollment report"));
        };
        said.counts = Some(counts);
        let roster = std::mem::take(&mut self.dataset.roster);
        self.rebuild(roster);
        let mut loaded = self.settled(today);
        let told = self.matches.older.iter();
        let told = told.filter(|told| told.source == source);
        loaded.notes.extend(told.map(|told| self.note_of(told)));
        Ok(loaded)
    }
}

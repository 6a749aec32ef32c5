//! The four lists: the joined accounts as rows of a report.

use chrono::NaiveDate;

use super::cells::{Cells, MOST_URGENT};
use super::dataset::Dataset;
use super::definition::Definition;
use super::matching::ReasonsOfMine;
use super::run::Body;
use super::summary::{contradictions, summary, summary_of_mine};
use super::view::{RowHandle, Summary};
use crate::accounts::{OtherKey, Side};
use crate::lifecycle::deadline::{Finding, Note};
use crate::lifecycle::standing::Standing;
use crate::table::RowSet;

/// The list of my names that no enrollment row meets.
pub const MINE_NOT_FOUND: &str = "mine-not-found";

/// How every statement stands on a day, kept while the day stays.
#[derive(Clone, Debug, Default)]
pub struct Standings {
    of: Option<NaiveDate>,
    standings: Vec<Standing>,
    contradictions: Vec<(String, u32)>,
}

impl Standings {
    /// How every statement stands on a day.
    pub fn on(&mut self, dataset: &Dataset, today: NaiveDate) -> &[Standing] {
        if self.of != Some(today) {
            self.standings = dataset.standings(today);
            self.contradictions = contradictions(dataset, &self.standings);
            self.of = Some(today);
        }
        &self.standings
    }

    /// How every statement stands on the day that was last asked for.
    pub fn known(&self) -> &[Standing] {
        &self.standings
    }

    /// How many enrollment rows contradict themselves or each other, by the code of the issue.
    pub fn contradictions(&self) -> &[(String, u32)] {
        &self.contradictions
    }
}

/// One of the four lists on one day.
pub struct List<'a> {
    dataset: &'a Dataset,
    definition: &'static Definition,
    standings: &'a [Standing],
    today: NaiveDate,
    reasons: Option<ReasonsOfMine<'a>>,
}

impl<'a> List<'a> {
    /// A list on the day of its standings.
    pub fn of(
        definition: &'static Definition,
        dataset: &'a Dataset,
        standings: &'a [Standing],
        today: NaiveDate,
    ) -> List<'a> {
        List {
            dataset,
            definition,
            standings,
            today,
            reasons: None,
        }
    }

    /// The same with the reasons of the report of matching.
    pub fn with_reasons(self, reasons: Option<ReasonsOfMine<'a>>) -> List<'a> {
        List { reasons, ..self }
    }

    fn is_of_mine(&self) -> bool {
        self.definition.id == MINE_NOT_FOUND
    }

    fn side(&self) -> &'a Side {
        match self.is_of_mine() {
            true => &self.dataset.roster.mine,
            false => &self.dataset.roster.enrollment,
        }
    }
}

impl Body for List<'_> {
    fn definition(&self) -> &'static Definition {
        self.definition
    }

    fn base(&self) -> RowSet {
        let roster = &self.dataset.roster;
        let counted = !&roster.left_out;
        let matched = &roster.matched & &counted;
        match self.definition.id {
            "expiring" => &matched & &self.dataset.flagged,
            "mine" => matched,
            "mine-not-found" => &roster.mine_first & &!&roster.mine_found,
            _ => &(&self.dataset.flagged & &counted) & &!&roster.matched,
        }
    }

    fn own_order(&self) -> &'static [&'static str] {
        match self.is_of_mine() {
            true => &[],
            false => &[MOST_URGENT, "days_to_disable"],
        }
    }

    fn cells(&self, id: &str) -> Cells<'_> {
        match self.is_of_mine() {
            true => Cells::of_mine(id, self.dataset, self.reasons),
            false => Cells::of_enrollment(id, self.dataset, self.standings, self.today),
        }
    }

    fn handle(&self, row: usize) -> RowHandle {
        let key = self.dataset.key_text(self.side(), row);
        if self.is_of_mine() {
            return RowHandle {
                row: row as u32,
                key,
                ..RowHandle::default()
            };
        }
        let standing = &self.standings[self.dataset.statement_of.get(row)];
        RowHandle {
            row: row as u32,
            key,
            urgency: standing.urgency.name().to_string(),
            marks: marks(self.dataset, row, standing),
        }
    }

    fn summary(&self, rows: &RowSet) -> Summary {
        match self.is_of_mine() {
            true => summary_of_mine(self.dataset),
            false => summary(self.dataset, rows, self.standings),
        }
    }
}

/// Short words of warning about an enrollment row.
pub fn marks(dataset: &Dataset, row: usize, standing: &Standing) -> Vec<String> {
    let roster = &dataset.roster;
    let says_no_mailbox = || {
        let cell = roster.enrollment.table.cell("has_mailbox", row);
        dataset.has_proven_mailbox(row) && crate::ingest::cell::read_flag(cell) == Some(false)
    };
    let other_key = roster.other_key(row);
    let marks = [
        ("duplicate key", roster.duplicate.contains(row)),
        ("ambiguous", roster.ambiguous.contains(row)),
        ("accepted match", roster.accepted.contains(row)),
        ("other address", other_key == Some(OtherKey::Address)),
        ("guest", other_key == Some(OtherKey::Guest)),
        ("deleted", other_key == Some(OtherKey::Deleted)),
        ("contradicted", standing.deadline.finding.is_contradiction()),
        (
            "one day apart",
            matches!(standing.deadline.finding, Finding::OffByOne { .. }),
        ),
        ("assumed", standing.deadline.finding == Finding::Assumed),
        ("mailbox contradicted", says_no_mailbox()),
        ("several centers", dataset.several_centers.contains(row)),
        (
            "passed since this file was made",
            standing.deadline.notes.contains(&Note::PassedSinceReport),
        ),
    ];
    let told = marks.into_iter().filter(|(_, holds)| *holds);
    let overlays = standing.overlays.iter().map(|overlay| overlay.mark());
    told.map(|(mark, _)| mark)
        .chain(overlays)
        .map(str::to_string)
        .collect()
}

//! The other order of day and month of a source's dates: offered, taken, and taken back (domain 2.8).

use chrono::NaiveDate;

use super::Engine;
use super::message::Loaded;
use super::questions::Open;
use crate::report::findings::Captions;
use crate::report::other_order::{
    BACK, OrderView, changes, depends, has_ends, is_explained, offer, told, way_back,
};

impl Engine {
    /// What can be done about the order of day and month in a source's dates; nothing where no other order
    /// explains anything.
    pub(super) fn orders_of(&self, source: u32, today: NaiveDate) -> Vec<OrderView> {
        let Some((report, name, captions)) = self.read_in_order(source) else {
            return Vec::new();
        };
        let named = (name.as_str(), captions.as_str());
        let offered = offer(&self.dataset, report, named, today);
        let is_taken = self
            .said
            .iter()
            .any(|(id, said)| *id == source && said.before.is_some());
        let back = is_taken.then(|| way_back(&self.dataset.reports[report], named));
        offered.into_iter().chain(back.flatten()).collect()
    }

    /// The same for the row that an account is shown for, where its own date has to do with it.
    pub(super) fn orders_of_row(&self, row: usize, today: NaiveDate) -> Vec<OrderView> {
        let report = self.dataset.statement(row).report;
        let is_explained = is_explained(&self.dataset, row, today);
        if !is_explained && !depends(&self.dataset, row) {
            return Vec::new();
        }
        let mut orders = self.orders_of(self.dataset.reports[report].source, today);
        orders.retain(|view| is_explained || view.order == BACK);
        orders
    }

    /// Reads the dates of a source in another order, or as before, and says what that changed.
    ///
    /// # Errors
    /// A sentence: the source has no such dates, or the choice is none.
    pub(super) fn read_dates(
        &mut self,
        source: u32,
        choice: &str,
        today: NaiveDate,
    ) -> Result<Loaded, String> {
        let none =
            || format!("source {source} has no dates whose order of day and month can be chosen");
        let (report, name, captions) = self.read_in_order(source).ok_or_else(none)?;
        let mut said = self.said.iter_mut();
        let (_, said) = said.find(|(id, _)| *id == source).ok_or_else(none)?;
        let order = match choice {
            BACK => said.before.take().ok_or_else(none)?,
            choice => {
                let order = Open::date_order(choice);
                let order = order.ok_or_else(|| {
                    format!("`{choice}` is no order: expected `day-first`, `month-first` or `back`")
                })?;
                said.before.get_or_insert(said.order);
                Some(order)
            }
        };
        said.order = order;
        let read = order.or(self.dataset.reports[report].order.order());
        let changed = changes(&self.dataset, report, read, today);
        let roster = std::mem::take(&mut self.dataset.roster);
        self.rebuild(roster);
        let facts = &self.dataset.reports[report];
        let after = changes(&self.dataset, report, facts.date_order(), today).n_now;
        let sentence = told((&name, &captions), facts, &changed, after);
        let mut loaded = self.settled(today);
        loaded.notes.insert(0, sentence);
        Ok(loaded)
    }

    /// The place of an enrollment source among the reports, its name, and the captions of its dates.
    fn read_in_order(&self, source: u32) -> Option<(usize, String, String)> {
        let mut reports = self.dataset.reports.iter();
        let report = reports.position(|report| report.source == source)?;
        let held = self.held(source)?;
        let mut captions = format!("`{}`", held.caption("scheduled_deletion"));
        if has_ends(&self.dataset.reports[report]) {
            captions.push_str(&format!(" (and so `{}`)", held.caption("inactive_on")));
        }
        Some((report, held.name.clone(), captions))
    }
}

//! What would become of an account, and what each week is made of: asked beside a list, nothing is stored.

use chrono::NaiveDate;

use super::{Engine, MATCHING};
use crate::lifecycle::what_if::Wish;
use crate::report::account::{Place, place_of};
use crate::report::definition::definition;
use crate::report::query::Query;
use crate::report::run::run;
use crate::report::view::{ReportView, Window};
use crate::report::weeks::{WeekParts, week_parts};
use crate::report::what_if::{WhatIfView, try_out};

impl Engine {
    /// What would become of the account of a row of a report or, without a row, of a key.
    pub fn what_if(
        &mut self,
        key: &str,
        row: Option<u32>,
        report: Option<&str>,
        wish: &Wish,
        today: NaiveDate,
    ) -> Result<WhatIfView, String> {
        let standings = self.standings.on(&self.dataset, today);
        let n_rows = self.dataset.roster.enrollment.n_rows();
        let is_enrollment = !matches!(report, Some("mine-not-found" | MATCHING));
        let given = row.filter(|row| is_enrollment && (*row as usize) < n_rows);
        let place = match given {
            Some(row) => Some(Place::Enrollment(row as usize)),
            None => place_of(&self.dataset, key, standings),
        };
        match place {
            Some(Place::Enrollment(row)) => try_out(&self.dataset, row, today, wish),
            Some(Place::Mine(_)) => Err(format!(
                "`{key}` is in no enrollment report: nothing is known about its end, so nothing can be tried"
            )),
            None => Err(format!("there is no account `{key}`")),
        }
    }

    /// What each week of disable days is made of, by `urgency` or by `department`.
    pub fn weeks(
        &mut self,
        id: &str,
        query: &Query,
        by: &str,
        today: NaiveDate,
    ) -> Result<WeekParts, String> {
        if definition(id).is_some_and(|report| !report.has_deadlines()) {
            return Err("this list has no deadlines".to_string());
        }
        let window = Window {
            rows: 0,
            departments: 0,
            ..Window::default()
        };
        self.with_rows(id, query, &[], today, &mut |body, kept| {
            run(body, kept, query, window, today)?;
            Ok(ReportView::default())
        })?;
        let standings = self
            .standings
            .on(&self.dataset, query.today.unwrap_or(today));
        let parts = week_parts(&self.dataset, self.kept.rows(), standings, by);
        parts.ok_or_else(|| {
            format!("the weeks cannot be parted by `{by}`: expected `urgency` or `department`")
        })
    }
}

//! The deadlines of a list as a calendar file (D21, M9, domain 2.11).

use chrono::NaiveDate;

use super::{Engine, wire};
use crate::export::calendar::{Account, Fate, Given, calendar};
use crate::export::ics;
use crate::lifecycle::stage::Stage;
use crate::lifecycle::standing::Standing;
use crate::report::calendar::{CalendarPlan, CalendarView};
use crate::report::definition::definition;
use crate::report::query::Query;
use crate::report::run::run;
use crate::report::summary::summary_of_mine;
use crate::report::view::{ReportView, Window};
use crate::report::words::numerals::Plain;

/// Which rows of which report become events.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// Report id.
    pub id: &'a str,
    /// What the person chose.
    pub query: &'a Query,
    /// Places in the shown order, as ranges `[first, last]`.
    pub ranges: &'a [(u32, u32)],
}

impl Engine {
    /// The calendar file of some rows of a report; `earlier` is the text of the file that was saved before.
    pub fn calendar(
        &mut self,
        wanted: Wanted,
        plan: &CalendarPlan,
        earlier: Option<&str>,
        today: NaiveDate,
    ) -> Result<CalendarView, String> {
        let Wanted { id, query, ranges } = wanted;
        let report = definition(id).ok_or_else(|| format!("there is no report `{id}`"))?;
        if !report.has_deadlines() {
            return Err(
                "this list has no deadlines: expected a list with a disable day, such as `expiring`"
                    .to_string(),
            );
        }
        let earlier = earlier.map(ics::read).transpose()?;
        let mut rows = Vec::new();
        let view = self.with_rows(id, query, &[], today, &mut |body, kept| {
            let view = nothing_of(run(body, kept, query, NO_ROWS, today)?);
            rows = kept.at(ranges);
            Ok(view)
        })?;
        let today = query.today.unwrap_or(today);
        let dataset = &self.dataset;
        let standings = self.standings.on(dataset, today);
        let side = &dataset.roster.enrollment;
        let standing = |row: usize| &standings[dataset.statement_of.get(row)];
        let cell = |name: &str, row: usize| side.table.cell(name, row).to_string();
        let either = |names: [&str; 2], row: usize| {
            let first = cell(names[0], row);
            if first.is_empty() {
                cell(names[1], row)
            } else {
                first
            }
        };
        // A row without a logon name is told from others by its place.
        let key = |row: usize| match dataset.key_text(side, row) {
            key if key.is_empty() => {
                format!("line {} of source {}", side.lines[row], side.place(row).0)
            }
            key => key,
        };
        let account = |row: &u32| {
            let row = *row as usize;
            Account {
                key: key(row),
                name: either(["name", "logon_name"], row),
                department: cell("department", row),
                center: either(["center_name", "center_code"], row),
                clocks: standing(row).clocks,
                fate: fate(standing(row)),
            }
        };
        let _plain = Plain::begin();
        let listed: Vec<Account> = rows.iter().map(account).collect();
        let mut others = Vec::new();
        if earlier.is_some() {
            let mut is_listed = vec![false; side.n_rows()];
            rows.iter().for_each(|row| is_listed[*row as usize] = true);
            // What a newer report replaces says nothing of an account any more.
            let history = &dataset.roster.history;
            let rest = (0..side.n_rows()).filter(|&row| !is_listed[row] && !history.contains(row));
            others.extend(rest.map(|row| (key(row), fate(standing(row)))));
        }
        let is_whole = rows.len() >= view.total as usize;
        let given = Given {
            report: report.id,
            title: report.title,
            view: &narrowed(query, is_whole),
            listed: &listed,
            others: &others,
            as_of: &summary_of_mine(dataset).as_of,
            policy: &dataset.policy,
            today,
            earlier: earlier.as_ref(),
        };
        calendar(&given, plan)
    }
}

const NO_ROWS: Window = Window {
    first: 0,
    rows: 0,
    departments: 0,
};

/// What is not asked for costs nothing to pass on.
fn nothing_of(view: ReportView) -> ReportView {
    ReportView {
        total: view.total,
        ..ReportView::default()
    }
}

fn fate(standing: &Standing) -> Fate {
    match (standing.stage, &standing.clocks) {
        (Stage::Active, _) => Fate::Safe,
        (_, Some(_)) => Fate::Due,
        (_, None) => Fate::Unclear,
    }
}

/// What a query narrows a list to: not its order, its columns or its day.
fn narrowed(query: &Query, is_whole: bool) -> String {
    let narrowing = Query {
        search: query.search.clone(),
        filters: query.filters.clone(),
        ..Query::default()
    };
    let mut text = wire::text(&narrowing);
    if !is_whole {
        text.push_str(" selected");
    }
    text
}

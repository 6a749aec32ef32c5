//! The rows of a report by the values of some columns.

use chrono::NaiveDate;

use super::Engine;
use super::message::Window;
use crate::report::definition::ColumnDefinition;
use crate::report::groups::{GroupsView, groups};
use crate::report::layout::Layout;
use crate::report::query::Query;
use crate::report::run::{QueryError, run};

impl Engine {
    /// The rows that a query keeps, by the columns that its layout groups them by, with the sums of the columns
    /// of numbers that it shows.
    ///
    /// # Errors
    /// The sentence that says why the query cannot be answered.
    pub(super) fn groups(
        &mut self,
        id: &str,
        query: &Query,
        limit: u32,
        today: NaiveDate,
    ) -> Result<GroupsView, String> {
        let mut found = GroupsView::default();
        let layout = Layout::of(query);
        self.with_rows(id, query, &[], today, &mut |body, kept| {
            let nothing = Window {
                rows: 0,
                ..Window::default()
            };
            let view = run(body, kept, query, nothing, today)?;
            let report = body.definition();
            let known = |id: &String| {
                let column = report.column(id);
                column.ok_or_else(|| QueryError::UnknownColumn(id.clone()))
            };
            let levels = layout.group.iter().map(known);
            let levels: Vec<&'static ColumnDefinition> = levels.collect::<Result<_, _>>()?;
            let shown = query.visible(report);
            found = groups(body, kept.rows(), &levels, &shown, limit as usize);
            Ok(view)
        })?;
        Ok(found)
    }
}

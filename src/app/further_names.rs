//! Columns that only the loaded files name: they are the values of a column of lists, which the worker counts.

use super::state::AppState;
use crate::engine::inquiry::Inquiry;
use crate::report::values::ValuesView;

/// The names in the report that is looked at that hold a text, at most so many; none where it has no such columns.
pub async fn further_names(state: AppState, text: &str, limit: u32) -> Option<ValuesView> {
    let report = state.report.get_untracked();
    let inquiry = Inquiry::Values {
        id: report.id.to_owned(),
        query: state.query.with_untracked(|query| query.of_all_rows()),
        column: report.further?.names.to_owned(),
        text: text.trim().to_owned(),
        limit,
    };
    state.inquire(inquiry).await.ok()
}

//! What a person chose to see of a report.

use chrono::NaiveDate;

use crate::accounts::matching::MatchRules;
use crate::json::Json;
use crate::lifecycle::policy_choice::PolicyChoice;

/// What a person chose of a report: search, order, columns, filters, day.
///
/// Every part may be missing and then means the report's default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Query {
    /// Rows are kept when a visible cell contains this text, without regard to case.
    pub search: String,
    /// The order, most significant first; empty is the report's own order.
    pub sort: Vec<(String, Direction)>,
    /// Ids of the visible columns in order; empty is the report's default columns.
    pub columns: Vec<String>,
    /// Conditions that all have to hold.
    pub filters: Vec<Filter>,
    /// The day the report is computed for.
    pub today: Option<NaiveDate>,
    /// Whether the answer says for every cell if it holds a value, and if not, why.
    pub presence: bool,
    /// What may meet: it holds for every list, for it decides which rows are mine.
    pub match_rules: MatchRules,
    /// The policy: it holds for every list, and for what is asked about a row.
    pub policy: PolicyChoice,
    /// How the table is laid out: a [`Layout`](super::layout::Layout) as JSON, `null` for the usual one.
    pub layout: Json,
}

/// Which end of an order comes first; missing values come last in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Smallest, earliest, first in the alphabet.
    Asc,
    /// Largest, latest, last in the alphabet.
    Desc,
}

/// One condition on one column.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Filter {
    /// The cell's value is one of these, as `values` of a report spells it (`""` is a missing one).
    AnyOf {
        /// Column id.
        column: String,
        /// Accepted values.
        any_of: Vec<String>,
    },
    /// The cell's date lies in this closed span.
    Between {
        /// Column id.
        column: String,
        /// First day that is kept.
        from: NaiveDate,
        /// Last day that is kept.
        to: NaiveDate,
    },
    /// A condition of the filter builder, which a later part of the program understands: see
    /// [`Clause`](super::clause::Clause).
    Clause(Json),
}

impl Filter {
    /// The column it narrows; none for a condition of the builder, which may be about several.
    pub fn column(&self) -> &str {
        match self {
            Filter::AnyOf { column, .. } | Filter::Between { column, .. } => column,
            Filter::Clause(_) => "",
        }
    }
}

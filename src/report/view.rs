//! The text and the typed values on the screen, as a script sees them.

use chrono::NaiveDate;

use super::other_order::OrderView;
use crate::accounts::matching::MatchRules;
use crate::ingest::number::Decimal;

/// Which rows of a result are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Place of the first wanted row, from 0.
    pub first: u32,
    /// How many rows; -1, as any number below 0, is all from `first` on.
    pub rows: i64,
    /// How many departments of the summary at most, those with most rows first.
    pub departments: u32,
}

impl Default for Window {
    fn default() -> Window {
        Window {
            first: 0,
            rows: 100,
            departments: u32::MAX,
        }
    }
}

/// A window of a report: texts for the screen and typed values for scripts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReportView {
    /// Report id.
    pub id: String,
    /// The visible columns in order.
    pub columns: Vec<ColumnView>,
    /// Rows of the whole result.
    pub total: u32,
    /// Place of the first row of this window.
    pub first: u32,
    /// The texts on the screen.
    pub rows: Vec<Vec<String>>,
    /// The typed values.
    pub values: Vec<Vec<Value>>,
    /// Why a cell has no value, where the query asks: `value`, `empty-in-source`,
    /// `source-not-loaded` or `not-knowable`.
    pub presence: Option<Vec<Vec<String>>>,
    /// For every row: its handle, its key, its urgency and its marks, shown or not.
    pub handles: Vec<RowHandle>,
    /// Counts over the whole result.
    pub summary: Summary,
    /// What brings rows together and what would, where the report is of matching.
    pub matching: Option<MatchView>,
}

/// What brings rows of two sources together, and what would.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MatchView {
    /// The rules and kinds of suggestion, each with a switch.
    pub rules: Vec<RuleView>,
    /// What is to be known before anything is concluded from the rows, as sentences.
    pub notes: Vec<String>,
    /// Pairs that the person accepted one by one.
    pub accepted: u32,
    /// Rows that met nobody and have a suggestion.
    pub suggested: u32,
}

/// A rule about which names may meet, or a kind of suggestion.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RuleView {
    /// `suggestion` for a kind of suggestion, `rule` for domains and labels.
    pub kind: String,
    /// What it says, as a sentence.
    pub text: String,
    /// How many pairs rest on it, or how many it would bring together; of `rule` that is not on:
    /// how many rows of the first source wait for it.
    pub rows: u32,
    /// Whether it counts.
    pub on: bool,
    /// The rules in force once its switch is turned.
    pub then: MatchRules,
}

/// What the screen needs of a row whatever its visible columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RowHandle {
    /// Names the row when one account is asked for; stays the same through sort and filter.
    ///
    /// It counts the rows of one side over all its sources: of mine in `mine-not-found`, of the
    /// enrollment reports in the other lists; in `matching` the rows of both sides.
    pub row: u32,
    /// The normalised logon name.
    pub key: String,
    /// The urgency's kebab-case name; empty where the report has none.
    pub urgency: String,
    /// Short words of warning: `duplicate key`, `ambiguous`, `accepted match`, `contradicted`, `one day apart`,
    /// `assumed`, `mailbox contradicted`, `several centers`, `passed since this file was made`, and the
    /// [overlays](crate::lifecycle::overlay::Overlay).
    pub marks: Vec<String>,
}

/// A visible column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ColumnView {
    /// Stable id.
    pub id: String,
    /// Caption.
    pub title: String,
    /// `text`, `integer`, `date`, `boolean`, `list` or `enum`.
    pub kind: String,
}

/// A typed cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// No value.
    Null,
    /// Yes or no.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a decimal mark.
    Decimal(Decimal),
    /// Text, a date `2026-11-22`, or the kebab-case name of an enumeration.
    Text(String),
    /// Several codes.
    List(Vec<String>),
}

/// Counts over the whole result.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// The state of the join, whatever is searched or filtered.
    pub counts: Counts,
    /// Rows by urgency in the order none, watch, soon, imminent, late, recovery, recovery-late,
    /// lost, unclear; all nine.
    pub by_urgency: Vec<(String, u32)>,
    /// Rows by department, most first; a blank department is `""`.
    pub by_department: Vec<(String, u32)>,
    /// How many departments there are, asked for or not.
    pub n_departments: u32,
    /// Rows by week of their disable day, in order; weeks without one are left out.
    pub by_week: Vec<WeekCount>,
    /// Rows by the values of further columns: each column's id with its values and their rows.
    pub by_value: CountsByValue,
    /// The as-of line of the screen, such as `as of 20 Nov 2026 (as you said)`.
    pub as_of: String,
    /// Enrollment rows that contradict themselves or each other, by the code of the issue that tells
    /// it, whatever is searched or filtered; kinds without a row are left out.
    pub contradictions: Vec<(String, u32)>,
}

/// Columns, each with its values and how many rows have them.
pub type CountsByValue = Vec<(String, Vec<(String, u32)>)>;

impl Summary {
    /// The same counts with so many departments at most.
    pub fn with_departments(&self, n: usize) -> Summary {
        Summary {
            counts: self.counts,
            by_urgency: self.by_urgency.clone(),
            by_department: self.by_department.iter().take(n).cloned().collect(),
            n_departments: self.by_department.len() as u32,
            by_week: self.by_week.clone(),
            by_value: self.by_value.clone(),
            as_of: self.as_of.clone(),
            contradictions: self.contradictions.clone(),
        }
    }
}

/// Rows whose disable day lies in one week.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WeekCount {
    /// The week's Monday.
    pub monday: NaiveDate,
    /// How many rows.
    pub count: u32,
}

/// The state of the join, over all rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows of the mailbox lists and pasted names; a name that stands there twice is two.
    pub mine: u32,
    /// Enrollment rows whose key is among mine; here and below an exact repeat of a row is not counted.
    pub matched: u32,
    /// Matched and flagged.
    pub expiring: u32,
    /// Distinct keys of mine without an enrollment row.
    pub mine_not_found: u32,
    /// Flagged enrollment rows whose key is not among mine.
    pub expiring_not_mine: u32,
    /// Matched rows whose key names more than one account.
    pub ambiguous: u32,
    /// Rows of the enrollment reports.
    pub enrollment: u32,
    /// Matched and not flagged, but not known to be safe either.
    pub unclear: u32,
    /// The same of rows that are not among mine.
    pub unclear_not_mine: u32,
    /// Rows of mine that hold no logon name.
    pub mine_without_name: u32,
}

/// One account with its explanation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AccountView {
    /// The normalised logon name.
    pub key: String,
    /// The name to show.
    pub name: String,
    /// Every field of every row that belongs to it, in the order of the files.
    pub fields: Vec<FieldView>,
    /// Kebab-case stage.
    pub stage: String,
    /// Kebab-case urgency.
    pub urgency: String,
    /// One sentence for the head of the pane, such as `disabled in 3 days: act by Wed 25 Nov 2026`.
    pub headline: String,
    /// Short words of warning, as in [`RowHandle`].
    pub marks: Vec<String>,
    /// The clocks as `(caption, text)`.
    pub clocks: Vec<(String, String)>,
    /// The chain of reasons.
    pub explanation: Vec<StepView>,
    /// What to do, in order.
    pub checklist: Vec<ChecklistStep>,
    /// Pairs of rows that can be accepted as one account, or taken apart again.
    pub offers: Vec<OfferView>,
    /// What has to hold for a mailbox, part by part.
    pub eligibility: Vec<EligibilityView>,
    /// Its dates by the names of their columns, and `today`, for the drawing; empty where it has none.
    pub timeline: Vec<(String, NaiveDate)>,
    /// What can be done about the order of day and month in its date, where that explains a contradiction.
    pub orders: Vec<OrderView>,
}

/// A part of what has to hold for an account to have a mailbox (P6).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EligibilityView {
    /// What has to hold.
    pub title: String,
    /// `known` where it does, `failed` where it does not, `unknown` where what is loaded does not tell.
    pub state: String,
    /// Why, as a sentence.
    pub reason: String,
    /// The cells that rests on.
    pub cells: Vec<CellView>,
}

/// A pair of rows that the person may take as one account, or take apart again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OfferView {
    /// What speaks for it, as a sentence.
    pub text: String,
    /// Handle of the row in the report.
    pub row: u32,
    /// Handle of the other row.
    pub partner: u32,
    /// Whether it is accepted already.
    pub accepted: bool,
}

/// A field with the cell it came from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FieldView {
    /// Caption.
    pub field: String,
    /// The text as found.
    pub value: String,
    /// Where it stands.
    pub cell: CellView,
    /// What is to be known of it, such as that another source contradicts; mostly empty.
    pub note: String,
    /// What its source is and of which day its row is, for a heading over the fields of one source; empty
    /// where the fields stand without headings.
    pub source: String,
}

/// A cell of a source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CellView {
    /// Source id.
    pub source: u32,
    /// Source name.
    pub name: String,
    /// Line in the file, from 1.
    pub line: u32,
    /// Column header.
    pub column: String,
    /// The text as found.
    pub raw: String,
}

/// One sentence of an explanation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StepView {
    /// The sentence.
    pub statement: String,
    /// The cells it rests on.
    pub cells: Vec<CellView>,
    /// The rule, a word that `docs/rules.md` explains.
    pub rule: String,
    /// The policy lines behind it: key and value.
    pub policy: Vec<(String, String)>,
}

/// One step of what to do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChecklistStep {
    /// What to do.
    pub text: String,
    /// Who does it.
    pub owner: String,
    /// Minutes to wait afterwards, at most.
    pub wait_minutes: u32,
}

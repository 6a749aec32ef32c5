//! What would change where the slash dates of an enrollment report were read in another order of day and
//! month (domain 2.8): offered where that explains a contradiction, never done in silence.

use chrono::NaiveDate;

use super::dataset::{Dataset, ReportFacts};
use super::words::{counted, plural};
use crate::ingest::cell::{DateOrder, DateReading, OrderDecision, read_date, read_written_date};
use crate::lifecycle::deadline::{Evidence, Finding, effective_deletion};

/// An action on the order of day and month in a source's dates, as shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OrderView {
    /// Source id.
    pub source: u32,
    /// What it would change, or what it takes back, as sentences.
    pub text: String,
    /// What the button says.
    pub caption: String,
    /// `day-first`, `month-first` or `back`.
    pub order: String,
}

/// What another order changes in a source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Dates that are other days.
    pub n_other: u32,
    /// Dates that can no longer be read.
    pub n_lost: u32,
    /// Dates that can be read again.
    pub n_found: u32,
    /// Rows whose date and days left contradict each other, as the source is read now.
    pub n_now: u32,
    /// The same, in the other order; the day of the report is taken as it is known now.
    pub n_then: u32,
}

impl Changes {
    /// Whether a date is read otherwise at all.
    pub fn is_some(&self) -> bool {
        self.n_other + self.n_lost + self.n_found > 0
    }
}

/// What an order changes in a source's deletion dates; `None` reads no date that may be two.
pub fn changes(
    dataset: &Dataset,
    report: usize,
    order: Option<DateOrder>,
    today: NaiveDate,
) -> Changes {
    let column = dataset.roster.enrollment.table.dict("scheduled_deletion");
    let mut changes = Changes::default();
    let all = dataset.statements.iter().zip(&dataset.rows_of_statement);
    for (statement, n) in all.filter(|(statement, _)| statement.report == report) {
        let now = statement.evidence;
        let text = column.map_or("", |column| column.value(statement.scheduled_code));
        let then = Evidence {
            scheduled: match now.scheduled {
                DateReading::Missing => DateReading::Missing,
                _ => read_date(text, order, &dataset.policy.zone),
            },
            ..now
        };
        match (now.scheduled.day(), then.scheduled.day()) {
            (Some(_), None) => changes.n_lost += n,
            (None, Some(_)) => changes.n_found += n,
            (now, then) if now != then => changes.n_other += n,
            _ => {}
        }
        let contradicts = |evidence| n * u32::from(contradicts(dataset, report, evidence, today));
        changes.n_now += contradicts(&now);
        changes.n_then += contradicts(&then);
    }
    changes
}

fn finding(dataset: &Dataset, report: usize, evidence: &Evidence, today: NaiveDate) -> Finding {
    let as_of = dataset.reports[report].as_of.map(|as_of| as_of.day);
    effective_deletion(evidence, as_of, today, &dataset.policy).finding
}

fn contradicts(dataset: &Dataset, report: usize, evidence: &Evidence, today: NaiveDate) -> bool {
    let finding = finding(dataset, report, evidence, today);
    matches!(
        finding,
        Finding::Contradicted { .. } | Finding::Stale { .. }
    )
}

/// Whether a row agrees with itself once day and month of its date change places (domain 2.8).
pub fn is_explained(dataset: &Dataset, row: usize, today: NaiveDate) -> bool {
    let statement = dataset.statement(row);
    let finding = finding(dataset, statement.report, &statement.evidence, today);
    matches!(
        finding,
        Finding::Contradicted {
            swap_explains: true,
            ..
        }
    )
}

/// Whether the order of day and month makes a difference to a row's date.
pub fn depends(dataset: &Dataset, row: usize) -> bool {
    let cell = dataset
        .roster
        .enrollment
        .table
        .cell("scheduled_deletion", row);
    let [day_first, month_first] = [DateOrder::DayFirst, DateOrder::MonthFirst]
        .map(|order| read_written_date(cell, Some(order)).day());
    day_first != month_first
}

/// The offer to read a source in the other order, where that would make a contradicting row agree;
/// `name` is the file's, `captions` are the columns' that are read so.
pub fn offer(
    dataset: &Dataset,
    report: usize,
    (name, captions): (&str, &str),
    today: NaiveDate,
) -> Option<OrderView> {
    let facts = &dataset.reports[report];
    let tried = |order| (order, changes(dataset, report, Some(order), today));
    let (order, changes) = match facts.date_order() {
        Some(order) => tried(other(order)),
        // Nobody has said yet: the order in which more rows agree.
        None => {
            let both = [DateOrder::DayFirst, DateOrder::MonthFirst].map(tried);
            let fewer = both[1].1.n_then < both[0].1.n_then;
            both[usize::from(fewer)]
        }
    };
    let explains = dataset
        .statements
        .iter()
        .zip(&dataset.rows_of_statement)
        .any(|(statement, &n)| {
            let is_here = n > 0 && statement.report == report;
            is_here
                && matches!(
                    finding(dataset, report, &statement.evidence, today),
                    Finding::Contradicted {
                        swap_explains: true,
                        ..
                    }
                )
        });
    if !explains || !changes.is_some() {
        return None;
    }
    let now = match facts.date_order() {
        Some(order) => format!("is read with {} first", word(order)),
        None => String::from("may have the day or the month first, so the earlier day counts"),
    };
    let text = format!(
        "{captions} of `{name}` {now}. With {} first {}; rows whose date and days left contradict \
         each other: {} now, {} then.",
        word(order),
        said(&changes, ["would be", "could not"]),
        changes.n_now,
        changes.n_then
    );
    Some(OrderView {
        source: facts.source,
        text,
        caption: format!("Read {} first", word(order)),
        order: id(order).to_string(),
    })
}

/// The way back from an order that was taken by such an offer.
pub fn way_back(facts: &ReportFacts, (name, captions): (&str, &str)) -> Option<OrderView> {
    let order = facts.said_order?;
    Some(OrderView {
        source: facts.source,
        text: format!(
            "{captions} of `{name}` is read with {} first because you chose so.",
            word(order)
        ),
        caption: String::from("Undo"),
        order: String::from(BACK),
    })
}

/// What was changed, as a sentence: the contradictions before and after are counted.
pub fn told(
    (name, captions): (&str, &str),
    facts: &ReportFacts,
    changes: &Changes,
    n_after: u32,
) -> String {
    let order = match facts.date_order() {
        Some(order) => format!("is read with {} first", word(order)),
        None => {
            String::from("may have the day or the month first again, so the earlier day counts")
        }
    };
    format!(
        "{captions} of `{name}` {order} now: {}. Rows whose date and days left contradict each other: {} \
         before, {n_after} now.",
        said(changes, ["are", "cannot"]),
        changes.n_now
    )
}

/// `12 dates would be other days and 1 could not be read`.
fn said(changes: &Changes, [are, cannot]: [&str; 2]) -> String {
    let can = cannot.trim_end_matches("not").trim_end();
    let other = counted(changes.n_other.into(), "date", "dates");
    let are = match (are, changes.n_other) {
        ("are", 1) => "is",
        (are, _) => are,
    };
    let days = plural(changes.n_other.into(), "another day", "other days");
    let mut text = format!("{other} {are} {days}");
    if changes.n_lost > 0 {
        text.push_str(&format!(", {} {cannot} be read", changes.n_lost));
    }
    if changes.n_found > 0 {
        text.push_str(&format!(", {} {can} be read again", changes.n_found));
    }
    text
}

/// The choice that takes an order back.
pub const BACK: &str = "back";

fn id(order: DateOrder) -> &'static str {
    match order {
        DateOrder::DayFirst => "day-first",
        DateOrder::MonthFirst => "month-first",
    }
}

fn word(order: DateOrder) -> &'static str {
    match order {
        DateOrder::DayFirst => "the day",
        DateOrder::MonthFirst => "the month",
    }
}

fn other(order: DateOrder) -> DateOrder {
    match order {
        DateOrder::DayFirst => DateOrder::MonthFirst,
        DateOrder::MonthFirst => DateOrder::DayFirst,
    }
}

/// Whether a second column of the source is read in the same order.
pub fn has_ends(facts: &ReportFacts) -> bool {
    facts.end_order != OrderDecision::NotNeeded
}

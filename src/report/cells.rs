//! The cells of a report's columns: text, typed value, order and presence of each (P2, P18).

use chrono::NaiveDate;

use super::dataset::Dataset;
use super::matching::ReasonsOfMine;
use super::tabular::Amounts;
use super::view::Value;
use crate::accounts::Side;
use crate::ingest::cell::{DateReading, read_flag};
use crate::ingest::number::Decimal;
use crate::lifecycle::calendar::{show_date, show_weekday_date};
use crate::lifecycle::clocks::Clocks;
use crate::lifecycle::deadline::{Basis, Note, is_flag_reason};
use crate::lifecycle::eligibility::{AffiliationStatus, affiliations};
use crate::lifecycle::stage::Stage;
use crate::lifecycle::standing::Standing;
use crate::table::column::Codes;
use crate::table::rank::{MISSING, by_code};
use crate::table::sort::{compare_texts, places_by};
use crate::table::{DictColumn, RowSet, TextColumn};

/// A column of a report over the rows of one side.
pub enum Cells<'a> {
    /// Texts of their own for every row.
    Text(&'a TextColumn),
    /// The same, each shown in its own way.
    Shown(&'a TextColumn, fn(&str) -> Cell),
    /// A cell for every code.
    Coded {
        /// The code of every row.
        codes: RowCodes<'a>,
        /// The cell of every code.
        cells: Vec<Cell>,
    },
    /// First line of the row in its file.
    Line(&'a [u32]),
    /// Numbers, each shown in its own way; see [`super::tabular::Amounts`] for those that are none.
    Numbers(&'a Amounts),
    /// The normalised logon name.
    Key(&'a Dataset, &'a Side),
    /// The source has no such column.
    Absent,
}

/// The code of every row.
pub enum RowCodes<'a> {
    /// As the table has it.
    Table(&'a Codes),
    /// The table's, but the code after the last where the mailbox list proves a mailbox.
    Mailbox(Option<&'a DictColumn>, &'a Dataset, usize),
    /// Computed.
    Computed(Box<dyn Fn(usize) -> usize + 'a>),
}

impl RowCodes<'_> {
    /// The code of a row.
    #[inline(always)]
    pub fn get(&self, row: usize) -> usize {
        match self {
            RowCodes::Table(codes) => codes.get(row),
            RowCodes::Mailbox(_, dataset, proven) if dataset.has_proven_mailbox(row) => *proven,
            RowCodes::Mailbox(column, _, _) => column.map_or(0, |column| column.code(row)),
            RowCodes::Computed(code) => code(row),
        }
    }

    /// Does something with the codes of so many rows as a table has them.
    fn with<T>(&self, n_rows: usize, work: impl FnOnce(&Codes) -> T) -> T {
        if let RowCodes::Table(codes) = self {
            return work(codes);
        }
        let codes = (0..n_rows).map(|row| self.get(row) as u32);
        work(&Codes::Wide(codes.collect()))
    }

    /// How many of some rows have each of so many codes.
    pub fn counts(&self, rows: &RowSet, n_codes: usize) -> Vec<u32> {
        self.with(rows.n_rows(), |codes| rows.counts(codes, n_codes))
    }

    /// The rows among some whose code is among those that stay.
    pub fn filter(&self, rows: &RowSet, stays: &[bool]) -> RowSet {
        self.with(rows.n_rows(), |codes| rows.with_codes(codes, stays))
    }

    /// Orders some of so many rows by the rank of their code, as [`by_code`] does.
    pub fn order(&self, n_rows: usize, rows: &[u32], ranks: &[u32], descending: bool) -> Vec<u32> {
        self.with(n_rows, |codes| by_code(rows, codes, ranks, descending))
    }
}

/// One cell as shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The text on the screen; never blank.
    pub text: String,
    /// The typed value.
    pub value: Value,
    /// Whether it holds a value, and if not, why.
    pub presence: Presence,
    /// Its place among the column's values, where that is not the order of the values.
    pub rank: Option<u32>,
}

/// Whether a cell holds a value, and if not, why (domain 2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It does.
    Value,
    /// The source has the column, and the cell is empty.
    EmptyInSource,
    /// No loaded source has the column.
    SourceNotLoaded,
    /// It cannot be known, or does not apply.
    NotKnowable,
}

impl Presence {
    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Presence::Value => "value",
            Presence::EmptyInSource => "empty-in-source",
            Presence::SourceNotLoaded => "source-not-loaded",
            Presence::NotKnowable => "not-knowable",
        }
    }
}

/// The report's own order, most urgent first: no column that is shown.
pub const MOST_URGENT: &str = "most-urgent";

/// Whether the day that makes an account look beyond help is in doubt: a mistyped year or an open
/// order of day and month must not hide it at the end of the list.
fn is_doubtful(standing: &Standing) -> bool {
    let is_past = matches!(standing.stage, Stage::Deprovisioned | Stage::Deleted);
    let deadline = &standing.deadline;
    let is_open = |note: &Note| matches!(note, Note::AmbiguousOrder { .. });
    // What the directory did is no forecast.
    let is_fact = deadline.basis == Basis::Directory;
    is_past
        && !is_fact
        && (deadline.finding.is_contradiction() || deadline.notes.iter().any(is_open))
}

/// What a cell without a value reads.
const EMPTY: &str = "empty";
const ABSENT: &str = "not in this export";
const UNKNOWN: &str = "unknown";
const NOT_FLAGGED: &str = "not flagged";
/// What a cell reads where there is nothing to say.
const NOTHING: &str = "\u{2013}";

impl Cell {
    /// A cell without a value.
    pub fn missing(text: &str, presence: Presence) -> Cell {
        Cell {
            text: text.to_string(),
            value: Value::Null,
            presence,
            rank: None,
        }
    }

    /// A text and its value.
    pub fn of(text: impl Into<String>, value: Value) -> Cell {
        Cell {
            text: text.into(),
            value,
            presence: Presence::Value,
            rank: None,
        }
    }

    /// A text that is its own value; an empty one is empty in the source.
    pub fn of_text(text: &str) -> Cell {
        match text.is_empty() {
            true => Cell::missing(EMPTY, Presence::EmptyInSource),
            false => Cell::of(text, Value::Text(text.to_string())),
        }
    }

    /// A text that is its own value; of an empty one there is nothing to say.
    pub fn of_maybe(text: &str) -> Cell {
        match text.is_empty() {
            true => Cell::missing(NOTHING, Presence::NotKnowable),
            false => Cell::of_text(text),
        }
    }

    /// A number, or one that is none.
    fn of_amount(amounts: &Amounts, row: usize) -> Cell {
        match amounts.numbers[row] {
            Amounts::EMPTY => Cell::of_text(""),
            Amounts::NOT_LOADED => {
                Cell::missing("not in any loaded file", Presence::SourceNotLoaded)
            }
            Amounts::UNKNOWN => Cell::missing(UNKNOWN, Presence::NotKnowable),
            Amounts::NOTHING => Cell::missing(NOTHING, Presence::NotKnowable),
            number => {
                let value = match amounts.places {
                    0 => Value::Integer(number),
                    places => Value::Decimal(Decimal {
                        digits: number,
                        places,
                    }),
                };
                Cell::of((amounts.show)(number), value)
            }
        }
    }

    /// Whether the text says more than that nothing stands there.
    pub fn says_something(&self) -> bool {
        self.presence == Presence::Value || (self.text != EMPTY && self.text != NOTHING)
    }

    fn absent() -> Cell {
        Cell::missing(ABSENT, Presence::SourceNotLoaded)
    }
}

impl<'a> Cells<'a> {
    /// The cells of a column over the enrollment rows.
    pub fn of_enrollment(
        id: &str,
        dataset: &'a Dataset,
        standings: &[Standing],
        today: NaiveDate,
    ) -> Cells<'a> {
        let side = &dataset.roster.enrollment;
        let by_statement = |cell: &dyn Fn(&Standing) -> Cell| Cells::Coded {
            codes: RowCodes::Table(&dataset.statement_of),
            cells: standings.iter().map(cell).collect(),
        };
        let clock = |day: fn(&Clocks) -> NaiveDate| {
            by_statement(&|standing| match &standing.clocks {
                Some(clocks) => Cell::of(show_weekday_date(day(clocks)), iso(day(clocks))),
                None => without_clocks(standing),
            })
        };
        let count = |days: fn(&Standing, NaiveDate) -> Option<i32>| {
            by_statement(&|standing| match days(standing, today) {
                Some(days) => Cell::of(show_count(days), Value::Integer(i64::from(days))),
                None => without_clocks(standing),
            })
        };
        match id {
            "name" => Cells::of_text_column(side, "name"),
            "logon_name" => Cells::of_text_column(side, "logon_name"),
            "key" => Cells::Key(dataset, side),
            "stage" => in_order(dataset, standings, |standing| {
                let stage = standing.stage;
                (
                    stage as u32,
                    Cell::of(stage.label(), Value::Text(stage.name().to_string())),
                )
            }),
            "urgency" => in_order(dataset, standings, |standing| {
                let urgency = standing.urgency;
                (
                    u32::from(urgency.rank()),
                    Cell::of(urgency.label(), Value::Text(urgency.name().to_string())),
                )
            }),
            MOST_URGENT => in_order(dataset, standings, |standing| {
                let rank = if is_doubtful(standing) {
                    0
                } else {
                    standing.urgency.rank()
                };
                (u32::from(rank), Cell::of("", Value::Null))
            }),
            "days_to_disable" => count(Standing::days_to_disable),
            "days_left" => count(Standing::days_left),
            "last_safe_day" => clock(|clocks| clocks.last_safe_day),
            "disable_day" => clock(|clocks| clocks.disable_day),
            "deletion_day" => clock(|clocks| clocks.deletion_day),
            "recovery_end" => clock(|clocks| clocks.recovery_end),
            "safe_recovery_day" => clock(|clocks| clocks.safe_recovery_day),
            "scheduled_deletion" => scheduled(dataset),
            "affiliations" => Cells::of_dict(side, "affiliations", |text| {
                let codes = affiliations(text)
                    .iter()
                    .filter(|one| one.status != AffiliationStatus::Inactive)
                    .map(|one| one.code.to_string())
                    .collect();
                Cell::of(text, Value::List(codes))
            }),
            "center" => Cells::of_either(side, ["center_name", "center_code"], |text| {
                !text.is_empty()
            }),
            "reason" => Cells::of_either(side, ["reason", "o365_ready"], is_flag_reason),
            "department" | "job_org" => Cells::of_dict(side, id, Cell::of_text),
            "has_mailbox" => has_mailbox(dataset),
            "source_row" => Cells::Line(&side.lines),
            "decision" => {
                let said = &dataset.decided;
                let mut cells = said.cells.clone();
                cells.insert(0, Cell::of_maybe(""));
                Cells::Coded {
                    codes: RowCodes::Computed(Box::new(|row| said.code(row))),
                    cells,
                }
            }
            _ => Cells::Absent,
        }
    }

    /// The cells of a column over my rows. Their reasons are those of the report of matching where it
    /// was made, else what the join of the lists tells by itself.
    pub fn of_mine(
        id: &str,
        dataset: &'a Dataset,
        reasons: Option<ReasonsOfMine<'a>>,
    ) -> Cells<'a> {
        let side = &dataset.roster.mine;
        match (id, reasons) {
            ("reason", Some(ReasonsOfMine { column, first })) => Cells::Coded {
                codes: RowCodes::Computed(Box::new(move |row| column.code(first + row))),
                cells: column.values().map(reason).collect(),
            },
            _ => Cells::of_mine_alone(id, dataset, side),
        }
    }

    fn of_mine_alone(id: &str, dataset: &'a Dataset, side: &'a Side) -> Cells<'a> {
        match id {
            "logon_name" => Cells::of_text_column(side, "logon_name"),
            "key" => Cells::Key(dataset, side),
            "reason" => Cells::Coded {
                codes: RowCodes::Computed(Box::new(|row| {
                    usize::from(dataset.roster.mine_near.contains(row))
                })),
                cells: vec![
                    reason(""),
                    Cell::of(
                        "the name is there, but in another domain",
                        Value::Text("domain-differs".to_string()),
                    ),
                ],
            },
            "source_row" => Cells::Line(&side.lines),
            _ => Cells::Absent,
        }
    }

    fn of_text_column(side: &'a Side, name: &str) -> Cells<'a> {
        side.table.text(name).map_or(Cells::Absent, Cells::Text)
    }

    /// The texts of one dictionary column, and of another where that alone says something.
    fn of_either(side: &'a Side, names: [&str; 2], says: fn(&str) -> bool) -> Cells<'a> {
        let columns = names.map(|name| side.table.dict(name));
        let [Some(first), Some(second)] = columns else {
            let name = if columns[0].is_some() {
                names[0]
            } else {
                names[1]
            };
            return Cells::of_dict(side, name, Cell::of_text);
        };
        let values = || first.values().chain(second.values());
        let says: Vec<bool> = values().map(says).collect();
        let n_first = first.n_values();
        let code = move |row| {
            let (code, other) = (first.code(row), n_first + second.code(row));
            if says[other] && !says[code] {
                other
            } else {
                code
            }
        };
        Cells::Coded {
            codes: RowCodes::Computed(Box::new(code)),
            cells: values().map(Cell::of_text).collect(),
        }
    }

    /// A dictionary column.
    fn of_dict(side: &'a Side, name: &str, cell: impl Fn(&str) -> Cell) -> Cells<'a> {
        let Some(column) = side.table.dict(name) else {
            return Cells::Absent;
        };
        let cell = |text: &str| {
            if text.is_empty() {
                Cell::of_text(text)
            } else {
                cell(text)
            }
        };
        Cells::Coded {
            codes: RowCodes::Table(column.codes()),
            cells: column.values().map(cell).collect(),
        }
    }

    /// The cell of a row.
    pub fn cell(&self, row: usize) -> Cell {
        match self {
            Cells::Text(column) => Cell::of_text(column.get(row)),
            Cells::Shown(column, show) => show(column.get(row)),
            Cells::Coded { codes, cells } => cells[codes.get(row)].clone(),
            Cells::Line(lines) => Cell::of(
                lines[row].to_string(),
                Value::Integer(i64::from(lines[row])),
            ),
            Cells::Numbers(amounts) => Cell::of_amount(amounts, row),
            Cells::Key(..) => Cell::of_text(&self.key(row)),
            Cells::Absent => Cell::absent(),
        }
    }

    /// The normalised logon name of a row; empty where these are cells of anything else.
    pub fn key(&self, row: usize) -> String {
        match self {
            Cells::Key(dataset, side) => dataset.key_text(side, row),
            _ => String::new(),
        }
    }
}

/// Why a row of mine met nobody, out of the text of the report of matching.
fn reason(text: &str) -> Cell {
    const NOT_THERE: &str = "not-in-other-source";
    match text.split_once('\t') {
        Some((name, text)) if name != NOT_THERE => Cell::of(text, Value::Text(name.to_string())),
        _ => Cell::of(
            "no enrollment row has this logon name",
            Value::Text(NOT_THERE.to_string()),
        ),
    }
}

/// The scheduled deletion date as the file has it, readable or not.
fn scheduled(dataset: &Dataset) -> Cells<'_> {
    let Some(column) = dataset.roster.enrollment.table.dict("scheduled_deletion") else {
        return Cells::Absent;
    };
    let cell = |statement: &super::dataset::Statement| {
        let raw = column.value(statement.scheduled_code);
        match statement.evidence.scheduled {
            DateReading::Missing if raw.is_empty() => Cell::of_text(""),
            DateReading::Missing => Cell::missing(raw, Presence::EmptyInSource),
            DateReading::Day(day) | DateReading::TwoDigitYear(day) => {
                Cell::of(show_date(day), iso(day))
            }
            DateReading::Ambiguous {
                day_first,
                month_first,
            } => {
                let earlier = day_first.min(month_first);
                Cell::of(
                    format!(
                        "{} or {}",
                        show_date(earlier),
                        show_date(day_first.max(month_first))
                    ),
                    iso(earlier),
                )
            }
            DateReading::Unreadable => {
                Cell::missing(&format!("unreadable: {raw}"), Presence::NotKnowable)
            }
        }
    };
    Cells::Coded {
        codes: RowCodes::Table(&dataset.statement_of),
        cells: dataset.statements.iter().map(cell).collect(),
    }
}

fn has_mailbox(dataset: &Dataset) -> Cells<'_> {
    let column = dataset.roster.enrollment.table.dict("has_mailbox");
    let read = |text: &str| match read_flag(text) {
        Some(flag) => Cell::of(if flag { "yes" } else { "no" }, Value::Boolean(flag)),
        None if text.is_empty() => Cell::of_text(""),
        None => Cell::of(format!("unreadable: {text}"), Value::Text(text.to_string())),
    };
    let mut cells: Vec<Cell> = match column {
        Some(column) => column.values().map(read).collect(),
        None => vec![Cell::absent()],
    };
    let proven = cells.len();
    cells.push(Cell::of("yes", Value::Boolean(true)));
    Cells::Coded {
        codes: RowCodes::Mailbox(column, dataset, proven),
        cells,
    }
}

/// Cells whose order is not that of their names.
fn in_order<'a>(
    dataset: &'a Dataset,
    standings: &[Standing],
    cell: impl Fn(&Standing) -> (u32, Cell),
) -> Cells<'a> {
    let cells = standings.iter().map(|standing| {
        let (rank, cell) = cell(standing);
        Cell {
            rank: Some(rank),
            ..cell
        }
    });
    Cells::Coded {
        codes: RowCodes::Table(&dataset.statement_of),
        cells: cells.collect(),
    }
}

fn without_clocks(standing: &Standing) -> Cell {
    match standing.flagged || standing.doubt.is_some() {
        true => Cell::missing(UNKNOWN, Presence::NotKnowable),
        false => Cell::missing(NOT_FLAGGED, Presence::NotKnowable),
    }
}

fn iso(day: NaiveDate) -> Value {
    Value::Text(day.to_string())
}

/// A count of days, with the minus sign that stands on a line with digits.
fn show_count(days: i32) -> String {
    match days {
        0.. => days.to_string(),
        _ => format!("\u{2212}{}", days.unsigned_abs()),
    }
}

/// The rank of every cell: equal values share one, missing ones are [`MISSING`].
pub fn ranks(cells: &[Cell]) -> Vec<u32> {
    let mut ranks: Vec<u32> = cells
        .iter()
        .map(|cell| cell.rank.unwrap_or(MISSING))
        .collect();
    if cells.iter().any(|cell| cell.rank.is_some()) {
        return ranks;
    }
    let present: Vec<usize> = (0..cells.len())
        .filter(|&code| cells[code].presence == Presence::Value)
        .collect();
    let compare =
        |left: usize, right: usize| compare(&cells[present[left]], &cells[present[right]]);
    let order = places_by(present.len(), &compare);
    let mut rank = 0;
    for (place, &this) in order.iter().enumerate() {
        let differs = place > 0 && compare(order[place - 1] as usize, this as usize).is_ne();
        rank += u32::from(differs);
        ranks[present[this as usize]] = rank;
    }
    ranks
}

fn compare(left: &Cell, right: &Cell) -> std::cmp::Ordering {
    match (&left.value, &right.value) {
        (Value::Integer(left), Value::Integer(right)) => left.cmp(right),
        (Value::Boolean(left), Value::Boolean(right)) => left.cmp(right),
        (Value::Text(left), Value::Text(right)) => compare_texts(left, right),
        _ => compare_texts(&left.text, &right.text),
    }
}

//! How the typed columns of a source are read, and which of their cells cannot be (2.9).

use std::ops::Range;

use chrono::NaiveDate;

use super::cell::{DateOrder, DateReading, OrderDecision, decide_order, read_written_date};
use super::content::{expected, fits};
use super::customers::Conflicts;
use super::issue::{Code, Issues, quoted};
use super::kinds::export_of;
use super::number::{Mark, MarkDecision, NumberReading, decide_mark, read_number, read_whole};
use super::source::{Field, Plan, Type};
use crate::table::{Column, Table};
use quick::odd::{Shape, first_rows, odd_rows};

/// What was made of the typed columns of a source.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// How each typed column is read.
    pub columns: Vec<ColumnReading>,
    /// The cells that cannot be read, or may be read in two ways.
    pub issues: Issues,
    /// The day on which the source was true, where a column says so.
    pub as_of: Option<NaiveDate>,
}

/// How a column is read, decided over all of its cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnReading {
    /// What it holds.
    pub field: &'static Field,
    /// How its slash dates are read.
    pub order: OrderDecision,
    /// How its numbers are read.
    pub mark: MarkDecision,
}

/// What the person said about a source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SaidReadings {
    /// Order of day and month, where a column leaves it open.
    pub order: Option<DateOrder>,
    /// The decimal mark, where a column leaves it open.
    pub mark: Option<Mark>,
}

/// The rows of one source in a table.
pub struct Rows<'a> {
    /// The table.
    pub table: &'a Table,
    /// Its rows.
    pub rows: Range<usize>,
    /// For every row of the table its line.
    pub lines: &'a [u32],
    /// The number of the data record of a row of the source.
    pub record: &'a dyn Fn(usize) -> u32,
}

impl ColumnReading {
    /// Whether the order of day and month has to be asked for.
    pub fn order_is_open(&self) -> bool {
        matches!(
            self.order,
            OrderDecision::Undecided | OrderDecision::Conflicting
        )
    }

    /// Whether the decimal mark has to be asked for.
    pub fn mark_is_open(&self) -> bool {
        matches!(
            self.mark,
            MarkDecision::Undecided | MarkDecision::Conflicting
        )
    }
}

/// Reviews the typed columns that are kept of a source.
pub fn review(plan: &Plan, of: &Rows, said: SaidReadings) -> Review {
    let mut review = Review::default();
    for field in plan.fields.iter().flatten() {
        if let (Some(column), false) = (of.table.column(field.name), is_text(field.holds)) {
            review.add(plan, of, said, field, column);
        }
    }
    review.add_customers(plan, of);
    let as_of = export_of(plan.kind).and_then(|export| export.as_of);
    review.as_of = as_of.and_then(|field| review.earliest_day(of, said, field));
    review
}

fn is_text(holds: Type) -> bool {
    matches!(holds, Type::Text | Type::Enum | Type::List)
}

impl Review {
    fn add(
        &mut self,
        plan: &Plan,
        of: &Rows,
        said: SaidReadings,
        field: &'static Field,
        column: &Column,
    ) {
        let cells = odd_ones(field.holds, column, of.rows.clone());
        let order = match field.holds {
            Type::Date | Type::DateTime => decide_order(cells.iter().copied()),
            _ => OrderDecision::NotNeeded,
        };
        let mark = match field.holds {
            Type::Number => decide_mark(cells.iter().copied()),
            _ => MarkDecision::NotNeeded,
        };
        self.columns.push(ColumnReading { field, order, mark });
        let said = SaidReadings {
            order: order.order().or(said.order),
            mark: mark.mark().or(said.mark),
        };
        if cells
            .iter()
            .all(|cell| verdict(field.holds, cell, said).is_none())
        {
            return;
        }
        let caption = plan.column_of(field.name).map(|at| plan.caption(at));
        for row in of.rows.clone() {
            let cell = column.get(row);
            if let Some((code, message)) = verdict(field.holds, cell, said) {
                let record = (of.record)(row - of.rows.start);
                let line = of.lines.get(row).copied();
                self.issues
                    .add(code, line, Some(record), caption.as_deref(), || {
                        message(field.holds, cell)
                    });
            }
        }
    }

    /// Adds the customers whose id has several names, or whose name has several ids (D5): an issue for
    /// every id and name that stand together.
    fn add_customers(&mut self, plan: &Plan, of: &Rows) {
        let Some(conflicts) = Conflicts::of(of.table, of.rows.clone()) else {
            return;
        };
        for (row, is_id) in conflicts.firsts(of.rows.clone()) {
            let field = if is_id {
                "customer_name"
            } else {
                "global_customer_id"
            };
            let caption = plan.column_of(field).map(|at| plan.caption(at));
            let record = (of.record)(row - of.rows.start);
            let line = of.lines.get(row).copied();
            let cell = |field| quoted(of.table.cell(field, row));
            self.issues
                .add(Code::CustomerConflict, line, Some(record), caption.as_deref(), || {
                    let (id, name) = (cell("global_customer_id"), cell("customer_name"));
                    match is_id {
                        true => format!("expected one name of the customer {id}, but found {name} beside another: ask the vendor which one is right; until then both are shown as they are"),
                        false => format!("expected one id of the customer {name}, but found {id} beside another: they may be two customers of one name; look at the rows of both"),
                    }
                });
        }
    }

    /// The earliest day in a column: where pages of several days are in one file, it is that old.
    fn earliest_day(&self, of: &Rows, said: SaidReadings, field: &str) -> Option<NaiveDate> {
        let known = self
            .columns
            .iter()
            .find(|known| known.field.name == field)?;
        let order = known.order.order().or(said.order);
        let cells = different(of.table.column(field)?, of.rows.clone());
        let days = cells
            .iter()
            .filter_map(|cell| read_written_date(cell, order).day());
        days.min()
    }
}

/// The cells of some rows; of a dictionary each different one once.
fn different(column: &Column, rows: Range<usize>) -> Vec<&str> {
    match column {
        Column::Text(column) => rows.map(|row| column.get(row)).collect(),
        Column::Dict(column) => {
            let rows = first_rows(column, rows).into_iter();
            rows.map(|row| column.get(row)).collect()
        }
    }
}

/// Those of the different cells that are not plain: these alone decide anything, or are wrong.
fn odd_ones(holds: Type, column: &Column, rows: Range<usize>) -> Vec<&str> {
    match (column, shape_of(holds)) {
        (Column::Text(column), Some(shape)) => {
            let rows = odd_rows(column, rows, shape).into_iter();
            rows.map(|row| column.get(row)).collect()
        }
        _ => different(column, rows),
    }
}

/// How cells look that plainly are of a type, as nearly all are: nothing about them is open or wrong.
fn shape_of(holds: Type) -> Option<Shape> {
    match holds {
        Type::Date | Type::DateTime => Some(Shape::Time),
        Type::Integer => Some(Shape::Digits),
        Type::Number => Some(Shape::Decimal),
        Type::Guid => Some(Shape::Guid),
        Type::Address => Some(Shape::Address),
        _ => None,
    }
}

type Message = fn(Type, &str) -> String;

/// What is wrong with a cell, if anything.
fn verdict(holds: Type, cell: &str, said: SaidReadings) -> Option<(Code, Message)> {
    if cell.is_empty() {
        return None;
    }
    match holds {
        Type::Date | Type::DateTime => match read_written_date(cell, said.order) {
            DateReading::Unreadable => {
                Some((Code::UnreadableCell, |holds, cell| unreadable(holds, cell)))
            }
            DateReading::Ambiguous { .. } => Some((Code::AmbiguousDate, |_, cell| {
                format!(
                    "expected one day, but found {}, which may have the day or the month first: say which",
                    quoted(cell)
                )
            })),
            DateReading::TwoDigitYear(_) => Some((Code::TwoDigitYear, |_, cell| {
                format!(
                    "expected a year of four digits, but found {}: it was read as one from 1970 to 2069; check that this year is meant",
                    quoted(cell)
                )
            })),
            DateReading::Missing | DateReading::Day(_) => None,
        },
        Type::Integer => number_verdict(read_whole(cell)),
        Type::Number => number_verdict(read_number(cell, said.mark)),
        _ => (!fits(holds, cell)).then_some((Code::UnreadableCell, unreadable as Message)),
    }
}

fn number_verdict(reading: NumberReading) -> Option<(Code, Message)> {
    match reading {
        NumberReading::Missing | NumberReading::Is(_) => None,
        NumberReading::Rounded(_) => Some((Code::RoundedNumber, |_, cell| {
            format!(
                "expected a number with all its digits, but found {}: a spreadsheet has rounded it, so export again and do not open the file in between",
                quoted(cell)
            )
        })),
        NumberReading::Ambiguous { .. } => Some((Code::AmbiguousNumber, |_, cell| {
            format!(
                "expected one number, but found {}, which may be thousands or decimals: say which",
                quoted(cell)
            )
        })),
        NumberReading::Unreadable => Some((Code::UnreadableCell, unreadable)),
    }
}

fn unreadable(holds: Type, cell: &str) -> String {
    format!(
        "expected {}, but found {}: the cell counts as empty; look it up in the file",
        expected(holds),
        quoted(cell)
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TYPES: [Type; 6] = [
        Type::Date,
        Type::DateTime,
        Type::Integer,
        Type::Number,
        Type::Guid,
        Type::Address,
    ];

    proptest! {
        #[test]
        fn nothing_is_open_or_wrong_about_a_plain_cell(
            cell in "[0-9]{4}-[01][0-9]-[0-3][0-9]([T ][0-2][0-9]:[0-6][0-9]:[0-6][0-9]Z?)?|[0-9]{1,18}|[a-fA-F0-9]{8}(-[0-9a-f]{4}){3}-[0-9a-g]{11,12}|[ @a-]{0,6}",
        ) {
            for holds in TYPES {
                if shape_of(holds).is_some_and(|shape| shape.is_plain(cell.as_bytes())) {
                    prop_assert!(verdict(holds, &cell, SaidReadings::default()).is_none());
                    prop_assert_eq!(decide_order([&*cell].into_iter()), OrderDecision::NotNeeded);
                    if holds == Type::Number {
                        prop_assert_eq!(decide_mark([&*cell].into_iter()), MarkDecision::NotNeeded);
                    }
                }
            }
        }
    }

    proptest! {
        #[test]
        fn the_first_number_with_a_point_stands_for_all(
            cells in proptest::collection::vec("[0-9]{0,4}|[0-9]{1,5}[.][0-9]{1,2}|[0-9]{1,2}[.,][0-9]{1,4}|[-x]", 0..9),
            said in proptest::option::of(proptest::sample::select(vec![Mark::Point, Mark::Comma])),
        ) {
            let mut column = crate::table::TextColumn::default();
            cells.iter().for_each(|cell| column.push(cell.as_bytes()));
            let column = Column::Text(column);
            let odd = odd_ones(Type::Number, &column, 0..cells.len());
            let mark = decide_mark(cells.iter().map(String::as_str));
            prop_assert_eq!(decide_mark(odd.iter().copied()), mark);
            let said = SaidReadings { order: None, mark: mark.mark().or(said) };
            let is_fine = |cell: &str| verdict(Type::Number, cell, said).is_none();
            prop_assert_eq!(odd.iter().all(|cell| is_fine(cell)), cells.iter().all(|cell| is_fine(cell)));
        }
    }

    #[test]
    fn what_most_exports_write_is_plain() {
        #[track_caller]
        fn case(holds: Type, cell: &str, expected: bool) {
            let is_plain = shape_of(holds).is_some_and(|shape| shape.is_plain(cell.as_bytes()));
            assert_eq!(is_plain, expected, "{cell}");
        }
        case(Type::DateTime, "2026-11-22T08:00:00Z", true);
        case(Type::DateTime, "2026-02-28 23:59:59", true);
        case(Type::DateTime, "2026-11-22T24:00:00Z", false);
        case(Type::Date, "2026-12-28", true);
        case(Type::Date, "2026-12-31", true);
        case(Type::Date, "2026-11-31", false);
        case(Type::Date, "2028-02-29", false);
        case(Type::Date, "2026-13-01", false);
        case(Type::Date, "03/04/2026", false);
        case(Type::Integer, "107374182400", true);
        case(Type::Number, "1.234", false);
        case(Type::Guid, "1aecaf40-dc3a-461f-88a8-d06994e12898", true);
        case(Type::Guid, "1aecaf40dc3a461f88a8d06994e12898", false);
        case(Type::Address, "jdoe@example.edu", true);
        case(Type::Address, "@example.edu", false);
        case(Type::Address, "jdoe@", false);
        case(Type::Address, "Jane Doe", false);
    }
}

//! Which rows a condition keeps.

use std::cmp::Ordering;
use std::collections::HashMap;

use chrono::{Days, NaiveDate};

use super::{Clause, Is, Test, TextTest};
use crate::ingest::number::Decimal;
use crate::json::Json;
use crate::letters;
use crate::lifecycle::calendar::iso_day;
use crate::report::cells::{Cell, Cells, Presence};
use crate::report::run::{Body, QueryError};
use crate::report::select::as_word;
use crate::report::tabular::Amounts;
use crate::report::view::Value;
use crate::table::RowSet;
use crate::table::column::is_nothing;
use crate::table::search::Needle;

/// The rows among `rows` that a condition of a query keeps on the evaluation day.
///
/// # Errors
/// The JSON is no condition, or the report has no such column.
pub fn sieve(
    body: &dyn Body,
    rows: &RowSet,
    json: &Json,
    today: NaiveDate,
) -> Result<RowSet, QueryError> {
    let clause = Clause::read(json).map_err(QueryError::BadFilter)?;
    kept(body, rows, &clause, today)
}

fn kept(
    body: &dyn Body,
    rows: &RowSet,
    clause: &Clause,
    today: NaiveDate,
) -> Result<RowSet, QueryError> {
    Ok(match clause {
        Clause::All(parts) => {
            let mut left = rows.clone();
            for part in parts {
                left = kept(body, &left, part, today)?;
            }
            left
        }
        Clause::Any(parts) => {
            let mut found = RowSet::none(rows.n_rows());
            for part in parts {
                let rest = rows & &!&found;
                found = &found | &kept(body, &rest, part, today)?;
            }
            found
        }
        Clause::Not(part) => rows & &!&kept(body, rows, part, today)?,
        Clause::Column { column, test } => {
            let known = body.definition().column(column);
            let known = known.ok_or_else(|| QueryError::UnknownColumn(column.clone()))?;
            tested(&body.cells(known.id), rows, &Ready::of(test, today))
        }
    })
}

/// A test made ready for many cells.
enum Ready<'a> {
    Text(TextTest, String, Option<Needle>),
    AnyOf(&'a [String]),
    Numbers(Option<Decimal>, Option<Decimal>),
    Dates(Option<NaiveDate>, Option<NaiveDate>),
    Is(&'a [Is]),
}

impl Ready<'_> {
    fn of(test: &Test, today: NaiveDate) -> Ready<'_> {
        match test {
            Test::Text(how, text) => {
                Ready::Text(*how, letters::lower(text.trim()), Needle::new(text.trim()))
            }
            Test::AnyOf(values) => Ready::AnyOf(values),
            Test::Numbers(min, max) => Ready::Numbers(*min, *max),
            Test::Dates(from, to) => Ready::Dates(*from, *to),
            Test::Days(first, last) => Ready::Dates(
                first.map(|days| moved(today, days)),
                last.map(|days| moved(today, days)),
            ),
            Test::Is(all) => Ready::Is(all),
        }
    }

    fn passes(&self, cell: &Cell) -> bool {
        let has_value = cell.presence == Presence::Value;
        match self {
            Ready::Text(..) => has_value && self.passes_text(&cell.text),
            Ready::AnyOf(values) => match &cell.value {
                Value::List(codes) => codes.iter().any(|code| values.contains(code)),
                value => values.contains(&as_word(value)),
            },
            Ready::Numbers(min, max) => {
                number(&cell.value).is_some_and(|number| is_between(number, *min, *max))
            }
            Ready::Dates(from, to) => {
                day(&cell.value).is_some_and(|day| lies_between(day, *from, *to))
            }
            Ready::Is(all) => all.iter().any(|is| match is {
                Is::Empty => !has_value,
                Is::Exactly(presence) => cell.presence == *presence,
            }),
        }
    }

    fn passes_text(&self, text: &str) -> bool {
        let Ready::Text(how, wanted, needle) = self else {
            return false;
        };
        // Nothing is contained in everything.
        let Some(needle) = needle else {
            return *how != TextTest::Equals || text.trim().is_empty();
        };
        if *how == TextTest::Contains {
            return needle.is_in(text);
        }
        let text = letters::lower(text.trim());
        match how {
            TextTest::Equals => text == *wanted,
            TextTest::Starts => text.starts_with(wanted),
            _ => text.ends_with(wanted),
        }
    }
}

/// So many different texts of a column are remembered: dates have few, names have many.
const REMEMBERED: usize = 4_096;

fn tested(cells: &Cells, rows: &RowSet, test: &Ready) -> RowSet {
    match (cells, test) {
        (Cells::Coded { codes, cells }, _) => {
            let passes: Vec<bool> = cells.iter().map(|cell| test.passes(cell)).collect();
            rows.filter(|row| passes[codes.get(row)])
        }
        (Cells::Text(column), Ready::Text(TextTest::Contains, _, Some(needle))) => {
            needle.in_column(column, rows)
        }
        (Cells::Text(column), Ready::Text(..)) => rows.filter(|row| {
            let text = column.get(row);
            !text.is_empty() && test.passes_text(text)
        }),
        (Cells::Numbers(amounts), Ready::Numbers(min, max)) => rows.filter(|row| {
            let digits = amounts.numbers[row];
            let places = amounts.places;
            !Amounts::is_none(digits) && is_between(Decimal { digits, places }, *min, *max)
        }),
        (Cells::Shown(column, show), _) => {
            let mut known: HashMap<&[u8], bool> = HashMap::new();
            let mut passed = RowSet::none(rows.n_rows());
            for row in rows.rows() {
                let bytes = column.bytes(row);
                let passes = match known.get(bytes) {
                    Some(passes) => *passes,
                    None => {
                        let cell = show(column.get(row));
                        // Its words for nothing are ours.
                        let is_ours = is_nothing(bytes) && matches!(test, Ready::Text(..));
                        let passes = !is_ours && test.passes(&cell);
                        if known.len() < REMEMBERED {
                            known.insert(bytes, passes);
                        }
                        passes
                    }
                };
                if passes {
                    passed.insert(row);
                }
            }
            passed
        }
        _ => rows.filter(|row| test.passes(&cells.cell(row))),
    }
}

fn number(value: &Value) -> Option<Decimal> {
    match value {
        Value::Integer(digits) => Some(Decimal {
            digits: *digits,
            places: 0,
        }),
        Value::Decimal(number) => Some(*number),
        _ => None,
    }
}

/// The day of a date, or of a point in time as it is shown.
fn day(value: &Value) -> Option<NaiveDate> {
    let Value::Text(text) = value else {
        return None;
    };
    iso_day(text.get(..10)?)
}

fn moved(day: NaiveDate, by: i32) -> NaiveDate {
    let days = Days::new(u64::from(by.unsigned_abs()));
    match by < 0 {
        true => day.checked_sub_days(days).unwrap_or(NaiveDate::MIN),
        false => day.checked_add_days(days).unwrap_or(NaiveDate::MAX),
    }
}

fn lies_between(day: NaiveDate, from: Option<NaiveDate>, to: Option<NaiveDate>) -> bool {
    from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
}

fn is_between(number: Decimal, min: Option<Decimal>, max: Option<Decimal>) -> bool {
    min.is_none_or(|min| compare(min, number) != Ordering::Greater)
        && max.is_none_or(|max| compare(number, max) != Ordering::Greater)
}

fn compare(left: Decimal, right: Decimal) -> Ordering {
    // Nobody writes more than eighteen digits behind a mark, and so both fit.
    let scaled = |number: Decimal, places: u8| {
        let unit = 10i128.saturating_pow(u32::from(places.saturating_sub(number.places)));
        i128::from(number.digits).saturating_mul(unit)
    };
    let places = left.places.max(right.places);
    scaled(left, places).cmp(&scaled(right, places))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_whatever_their_places() {
        let number = |digits, places| Decimal { digits, places };
        assert_eq!(compare(number(5, 0), number(50, 1)), Ordering::Equal);
        assert_eq!(compare(number(-1, 3), number(0, 0)), Ordering::Less);
        assert_eq!(
            compare(number(i64::MAX, 0), number(1, 18)),
            Ordering::Greater
        );
    }

    #[test]
    fn days_are_counted_from_the_evaluation_day_on() {
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        assert_eq!(moved(day("2026-11-22"), -22), day("2026-10-31"));
        assert_eq!(moved(day("2026-11-22"), 9), day("2026-12-01"));
    }
}

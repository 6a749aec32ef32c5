//! A cell of a view as it leaves the page (M10, domain 2.11).
//!
//! It is what stands on the screen, but for three things that only people read: a date is written as
//! `2026-11-22`, a number without the signs that part its thousands, and a cell that is empty in its source, or of
//! which there is nothing to say, is empty. What is *unknown* or *not flagged* says so: an empty cell would look
//! as if all were well.

use chrono::{NaiveDate, NaiveDateTime};

use crate::lifecycle::calendar::iso_day;
use crate::report::cells::Cell;
use crate::report::definition::Kind;
use crate::report::view::Value;

/// A cell as it leaves.
#[derive(Clone, Debug, PartialEq)]
pub enum Leaving<'a> {
    /// An empty cell.
    Nothing,
    /// A number, as programs write it.
    Number(String),
    /// A civil date, with its text.
    Day(NaiveDate, &'a str),
    /// A moment in UTC, with its text.
    Moment(NaiveDateTime, &'a str),
    /// Anything else, as on the screen.
    Text(&'a str),
}

impl<'a> Leaving<'a> {
    /// A cell of a column of this kind.
    pub fn of(kind: Kind, cell: &'a Cell) -> Leaving<'a> {
        match (kind, &cell.value) {
            (_, Value::Integer(number)) => Leaving::Number(number.to_string()),
            (_, Value::Decimal(number)) => Leaving::Number(number.to_string()),
            (Kind::Date, Value::Text(day)) => match iso_day(day) {
                Some(parsed) => Leaving::Day(parsed, day),
                None => Leaving::Text(&cell.text),
            },
            (Kind::Moment, Value::Text(moment)) => {
                let civil = moment.strip_suffix('Z').map(str::parse);
                match civil {
                    Some(Ok(parsed)) => Leaving::Moment(parsed, moment),
                    _ => Leaving::Text(&cell.text),
                }
            }
            _ if cell.says_something() => Leaving::Text(&cell.text),
            _ => Leaving::Nothing,
        }
    }

    /// What text files hold.
    pub fn text(&self) -> &str {
        match self {
            Leaving::Nothing => "",
            Leaving::Number(number) => number,
            Leaving::Day(_, text) | Leaving::Moment(_, text) | Leaving::Text(text) => text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::cells::Presence;

    #[test]
    fn a_date_and_a_number_leave_as_programs_write_them_and_the_unknown_says_so() {
        #[track_caller]
        fn case(kind: Kind, cell: Cell, expected: &str) {
            assert_eq!(Leaving::of(kind, &cell).text(), expected);
        }
        let text = |text: &str| Value::Text(text.to_string());
        let day = Cell::of("Sun 22 Nov 2026", text("2026-11-22"));
        case(Kind::Date, day, "2026-11-22");
        let moment = Cell::of("22 Nov 2026 10:00 UTC", text("2026-11-22T10:00:00Z"));
        case(Kind::Moment, moment, "2026-11-22T10:00:00Z");
        case(Kind::Integer, Cell::of("−13", Value::Integer(-13)), "-13");
        case(Kind::Enum, Cell::of("act now", text("imminent")), "act now");
        case(Kind::Boolean, Cell::of("yes", Value::Boolean(true)), "yes");
        case(Kind::Text, Cell::of_text(""), "");
        case(Kind::Text, Cell::of_maybe(""), "");
        // The word is the file's own, the hyphen stands for no license.
        case(Kind::Text, Cell::of_text("empty"), "empty");
        case(Kind::Text, Cell::of_text("-"), "-");
        let unknown = Cell::missing("unknown", Presence::NotKnowable);
        case(Kind::Date, unknown, "unknown");
        let hyphen = Cell::missing("-", Presence::EmptyInSource);
        case(Kind::Text, hyphen, "-");
    }
}

//! One condition as it is put together: a column, an operator, and what was entered so far.

use chrono::{Days, NaiveDate};

use super::operator::{Entry, Operator};
use crate::ingest::number::Decimal;
use crate::json::{Json, parse};
use crate::lifecycle::calendar::iso_day;
use crate::report::cells::Presence;
use crate::report::clause::{Clause, Is, Test, TextTest};
use crate::report::definition::{ColumnDefinition, Definition};
use crate::report::words::numerals::{to_type, typed};

/// A condition, whole or not yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Column id.
    pub column: String,
    /// How it compares.
    pub operator: Operator,
    /// What was entered, as it was typed.
    pub texts: [String; 2],
    /// The values that were chosen; `""` is a missing one.
    pub values: Vec<String>,
    /// Whether rows without a value are kept, too.
    pub with_missing: bool,
}

/// Why a condition does not narrow anything yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotYet {
    /// Something is still to be entered.
    Unfinished,
    /// What was entered is none; the sentence says why.
    Wrong(String),
}

impl Condition {
    /// A new condition on a column, by the usual operator of its kind.
    pub fn on(column: &ColumnDefinition) -> Condition {
        Condition::by(column.id, Operator::of_kind(column.kind)[0])
    }

    fn by(column: &str, operator: Operator) -> Condition {
        Condition {
            column: column.to_owned(),
            operator,
            texts: Default::default(),
            values: Vec::new(),
            with_missing: operator.keeps_missing().unwrap_or(false),
        }
    }

    /// The operators that are offered for it: those of its column's kind, and its own.
    pub fn operators(&self, report: &Definition) -> Vec<Operator> {
        let kind = report.column(&self.column).map(|column| column.kind);
        let mut offered = kind.map(Operator::of_kind).unwrap_or_default();
        if !offered.contains(&self.operator) {
            offered.insert(0, self.operator);
        }
        offered
    }

    /// Compares by another operator; what was entered stays where it means the same.
    pub fn set_operator(&mut self, operator: Operator) {
        let before = std::mem::replace(self, Condition::by(&self.column, operator));
        let entry = operator.entry();
        let is_same = before.operator.entry() == entry;
        let is_number = |entry| matches!(entry, Entry::Number | Entry::Numbers);
        let is_day = |entry| matches!(entry, Entry::Day | Entry::Days);
        let old = before.operator.entry();
        if is_same || is_number(entry) && is_number(old) || is_day(entry) && is_day(old) {
            self.texts = before.texts;
            self.values = before.values;
        }
        let asks = |operator: Operator| operator.keeps_missing();
        if asks(before.operator) == asks(operator) {
            self.with_missing = before.with_missing;
        }
    }

    /// Takes a value among those that are chosen, or out again.
    pub fn toggle_value(&mut self, value: &str) {
        match self.values.iter().position(|known| known == value) {
            Some(at) => drop(self.values.remove(at)),
            None => self.values.push(value.to_owned()),
        }
    }

    /// What it means, where it is whole.
    ///
    /// # Errors
    /// Something is missing or wrong.
    pub fn clause(&self) -> Result<Clause, NotYet> {
        let test = Clause::of(&self.column, self.test()?);
        let is = |is: Is| Clause::of(&self.column, Test::Is(vec![is]));
        Ok(match (self.is_negative(), self.with_missing) {
            (true, true) => Clause::Not(Box::new(test)),
            (true, false) if self.operator == Operator::NoneOf => Clause::Not(Box::new(test)),
            (true, false) => Clause::All(vec![
                Clause::Not(Box::new(test)),
                is(Is::Exactly(Presence::Value)),
            ]),
            (false, true) => Clause::Any(vec![test, is(Is::Empty)]),
            (false, false) => test,
        })
    }

    /// The condition that has this meaning; `None` where it takes more than one.
    pub fn of(clause: &Clause) -> Option<Condition> {
        match clause {
            Clause::Column { column, test } => Condition::of_test(column, test, false),
            Clause::Not(part) => {
                let Clause::Column { column, test } = &**part else {
                    return None;
                };
                let found = Condition::of_test(column, test, true)?;
                let with_missing = found.operator != Operator::NoneOf;
                Some(Condition {
                    with_missing,
                    ..found
                })
            }
            Clause::Any(parts) | Clause::All(parts) => {
                let [
                    first,
                    Clause::Column {
                        column,
                        test: Test::Is(is),
                    },
                ] = parts.as_slice()
                else {
                    return None;
                };
                let found = Condition::of(first)?;
                let is_all = matches!(clause, Clause::All(_));
                let adds = match is.as_slice() {
                    [Is::Empty] => !is_all && !found.is_negative() && !found.with_missing,
                    [Is::Exactly(Presence::Value)] => {
                        is_all && found.is_negative() && found.with_missing
                    }
                    _ => false,
                };
                let is_asked = found.operator.keeps_missing().is_some();
                let is_one = *column == found.column && adds && is_asked;
                is_one.then_some(Condition {
                    with_missing: !is_all,
                    ..found
                })
            }
        }
    }

    fn is_negative(&self) -> bool {
        matches!(
            self.operator,
            Operator::NotContains
                | Operator::NotEquals
                | Operator::NotStarts
                | Operator::NotEnds
                | Operator::NoneOf
        )
    }

    fn test(&self) -> Result<Test, NotYet> {
        use Operator::*;
        let text = |how| match self.texts[0].trim().is_empty() {
            true => Err(NotYet::Unfinished),
            false => Ok(Test::Text(how, self.texts[0].trim().to_owned())),
        };
        let is = |is| Ok(Test::Is(vec![is]));
        match self.operator {
            Contains | NotContains => text(TextTest::Contains),
            Equals | NotEquals => text(TextTest::Equals),
            Starts | NotStarts => text(TextTest::Starts),
            Ends | NotEnds => text(TextTest::Ends),
            OneOf | NoneOf if self.values.is_empty() => Err(NotYet::Unfinished),
            OneOf | NoneOf => Ok(Test::AnyOf(self.values.clone())),
            AtLeast => Ok(Test::Numbers(Some(self.number(0)?), None)),
            AtMost => Ok(Test::Numbers(None, Some(self.number(0)?))),
            NumberIs => {
                let number = self.number(0)?;
                Ok(Test::Numbers(Some(number), Some(number)))
            }
            NumberBetween => Ok(Test::Numbers(Some(self.number(0)?), Some(self.number(1)?))),
            Next => Ok(Test::Days(Some(0), Some(self.count(0)?))),
            Last => Ok(Test::Days(Some(-self.count(0)?), Some(0))),
            Past => Ok(Test::Days(None, Some(-1))),
            Coming => Ok(Test::Days(Some(1), None)),
            DaysBetween => {
                let [first, last] = [self.maybe_days(0)?, self.maybe_days(1)?];
                match first.or(last) {
                    None => Err(NotYet::Unfinished),
                    Some(_) => in_order(first, last, "day").map(|()| Test::Days(first, last)),
                }
            }
            On => {
                let day = self.day(0)?;
                Ok(Test::Dates(Some(day), Some(day)))
            }
            Before => Ok(Test::Dates(
                None,
                self.day(0)?.checked_sub_days(Days::new(1)),
            )),
            After => Ok(Test::Dates(
                self.day(0)?.checked_add_days(Days::new(1)),
                None,
            )),
            Between => {
                let (first, last) = (self.day(0)?, self.day(1)?);
                in_order(Some(first), Some(last), "day")
                    .map(|()| Test::Dates(Some(first), Some(last)))
            }
            Empty => is(Is::Empty),
            Filled => is(Is::Exactly(Presence::Value)),
            EmptyInFile => is(Is::Exactly(Presence::EmptyInSource)),
            NotLoaded => is(Is::Exactly(Presence::SourceNotLoaded)),
            Unknown => is(Is::Exactly(Presence::NotKnowable)),
        }
    }

    fn of_test(column: &str, test: &Test, is_not: bool) -> Option<Condition> {
        use Operator::*;
        let mut texts = [String::new(), String::new()];
        let mut values = Vec::new();
        let operator = match test {
            Test::Text(how, text) => {
                texts[0].clone_from(text);
                match (how, is_not) {
                    (TextTest::Contains, false) => Contains,
                    (TextTest::Contains, true) => NotContains,
                    (TextTest::Equals, false) => Equals,
                    (TextTest::Equals, true) => NotEquals,
                    (TextTest::Starts, false) => Starts,
                    (TextTest::Starts, true) => NotStarts,
                    (TextTest::Ends, false) => Ends,
                    (TextTest::Ends, true) => NotEnds,
                }
            }
            Test::AnyOf(chosen) => {
                values.clone_from(chosen);
                if is_not { NoneOf } else { OneOf }
            }
            _ if is_not => return None,
            Test::Numbers(first, last) => {
                let numbers = [first, last].map(|end| end.map(|end| to_type(&end.to_string())));
                texts = numbers.map(Option::unwrap_or_default);
                match (first, last) {
                    (Some(first), Some(last)) if first == last => {
                        texts[1].clear();
                        NumberIs
                    }
                    (Some(_), Some(_)) => NumberBetween,
                    (Some(_), None) => AtLeast,
                    (None, Some(_)) => {
                        texts.swap(0, 1);
                        AtMost
                    }
                    (None, None) => return None,
                }
            }
            Test::Days(Some(0), Some(n)) if *n >= 0 => {
                texts[0] = n.to_string();
                Next
            }
            Test::Days(Some(n), Some(0)) if *n < 0 => {
                texts[0] = n.unsigned_abs().to_string();
                Last
            }
            Test::Days(None, Some(-1)) => Past,
            Test::Days(Some(1), None) => Coming,
            Test::Days(None, None) => return None,
            Test::Days(first, last) => {
                texts = [first, last].map(|n| n.map(|n| n.to_string()).unwrap_or_default());
                DaysBetween
            }
            Test::Dates(Some(first), Some(last)) => {
                texts[0] = first.to_string();
                if first == last {
                    On
                } else {
                    texts[1] = last.to_string();
                    Between
                }
            }
            Test::Dates(None, Some(last)) => {
                texts[0] = last.checked_add_days(Days::new(1))?.to_string();
                Before
            }
            Test::Dates(Some(first), None) => {
                texts[0] = first.checked_sub_days(Days::new(1))?.to_string();
                After
            }
            Test::Dates(None, None) => return None,
            Test::Is(all) => match all.as_slice() {
                [Is::Empty] => Empty,
                [Is::Exactly(Presence::Value)] => Filled,
                [Is::Exactly(Presence::EmptyInSource)] => EmptyInFile,
                [Is::Exactly(Presence::SourceNotLoaded)] => NotLoaded,
                [Is::Exactly(Presence::NotKnowable)] => Unknown,
                _ => return None,
            },
        };
        let with_missing = false;
        let column = column.to_owned();
        Some(Condition {
            column,
            operator,
            texts,
            values,
            with_missing,
        })
    }

    /// What was entered, where something was.
    fn entered(&self, at: usize) -> Result<&str, NotYet> {
        let text = self.texts[at].trim();
        (!text.is_empty()).then_some(text).ok_or(NotYet::Unfinished)
    }

    fn number(&self, at: usize) -> Result<Decimal, NotYet> {
        let text = self.entered(at)?;
        match parse(&typed(text)) {
            Some(Json::Number(digits)) => Ok(Decimal { digits, places: 0 }),
            Some(Json::Fraction(digits, places)) => Ok(Decimal { digits, places }),
            _ => Err(NotYet::Wrong(format!(
                "expected a number such as 12 or {}, but found `{text}`",
                to_type("-3.5")
            ))),
        }
    }

    fn count(&self, at: usize) -> Result<i32, NotYet> {
        self.days(at).and_then(|days| match days < 0 {
            true => Err(no_days(&self.texts[at])),
            false => Ok(days),
        })
    }

    fn maybe_days(&self, at: usize) -> Result<Option<i32>, NotYet> {
        match self.texts[at].trim().is_empty() {
            true => Ok(None),
            false => self.days(at).map(Some),
        }
    }

    fn days(&self, at: usize) -> Result<i32, NotYet> {
        // More than the days that a calendar has would be none.
        const MOST: i32 = 3_000_000;
        let text = self.entered(at)?;
        let days = text
            .parse()
            .ok()
            .filter(|days: &i32| days.unsigned_abs() <= MOST.unsigned_abs());
        days.ok_or_else(|| no_days(text))
    }

    fn day(&self, at: usize) -> Result<NaiveDate, NotYet> {
        let text = self.entered(at)?;
        iso_day(text).ok_or_else(|| {
            NotYet::Wrong(format!(
                "expected a day such as 2026-11-22, but found `{text}`"
            ))
        })
    }
}

fn no_days(text: &str) -> NotYet {
    NotYet::Wrong(format!(
        "expected a whole number of days such as 14, but found `{}`",
        text.trim()
    ))
}

fn in_order<T: PartialOrd>(first: Option<T>, last: Option<T>, what: &str) -> Result<(), NotYet> {
    match (first, last) {
        (Some(first), Some(last)) if first > last => Err(NotYet::Wrong(format!(
            "expected the earlier {what} first, but the first {what} is after the last: no row could be between"
        ))),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::definition::definition;

    fn read(text: &str) -> Clause {
        Clause::read(&parse(text).unwrap()).unwrap()
    }

    #[test]
    fn a_condition_is_what_its_clause_says() {
        #[track_caller]
        fn case(text: &str, operator: Operator, texts: [&str; 2], with_missing: bool) {
            let clause = read(text);
            let found = Condition::of(&clause).unwrap();
            assert_eq!(found.operator, operator);
            assert_eq!(found.texts, texts);
            assert_eq!(found.with_missing, with_missing);
            assert_eq!(found.clause(), Ok(clause));
        }
        use Operator::*;
        case(
            r#"{"column":"name","contains":"bak"}"#,
            Contains,
            ["bak", ""],
            false,
        );
        case(
            r#"{"not":{"column":"name","ends":"bak"}}"#,
            NotEnds,
            ["bak", ""],
            true,
        );
        case(
            r#"{"all":[{"not":{"column":"name","equals":"bak"}},{"column":"name","is":["value"]}]}"#,
            NotEquals,
            ["bak", ""],
            false,
        );
        case(
            r#"{"column":"days_left","min":-2.5}"#,
            AtLeast,
            ["-2.5", ""],
            false,
        );
        case(
            r#"{"column":"days_left","max":3}"#,
            AtMost,
            ["3", ""],
            false,
        );
        case(
            r#"{"column":"days_left","min":3,"max":3}"#,
            NumberIs,
            ["3", ""],
            false,
        );
        case(
            r#"{"any":[{"column":"days_left","min":3,"max":9},{"column":"days_left","is":["empty"]}]}"#,
            NumberBetween,
            ["3", "9"],
            true,
        );
        case(
            r#"{"column":"disable_day","days":[0,14]}"#,
            Next,
            ["14", ""],
            false,
        );
        case(
            r#"{"column":"disable_day","days":[-7,0]}"#,
            Last,
            ["7", ""],
            false,
        );
        case(
            r#"{"column":"disable_day","days":[null,-1]}"#,
            Past,
            ["", ""],
            false,
        );
        case(
            r#"{"column":"disable_day","days":[1,null]}"#,
            Coming,
            ["", ""],
            false,
        );
        case(
            r#"{"column":"disable_day","days":[-3,null]}"#,
            DaysBetween,
            ["-3", ""],
            false,
        );
        case(
            r#"{"column":"disable_day","to":"2026-11-21"}"#,
            Before,
            ["2026-11-22", ""],
            false,
        );
        case(
            r#"{"column":"disable_day","from":"2026-11-23"}"#,
            After,
            ["2026-11-22", ""],
            false,
        );
        case(
            r#"{"column":"disable_day","from":"2026-11-01","to":"2026-11-02"}"#,
            Between,
            ["2026-11-01", "2026-11-02"],
            false,
        );
        case(
            r#"{"column":"name","is":["source-not-loaded"]}"#,
            NotLoaded,
            ["", ""],
            false,
        );
        case(
            r#"{"not":{"column":"urgency","any_of":["late"]}}"#,
            NoneOf,
            ["", ""],
            false,
        );
    }

    #[test]
    fn what_takes_more_than_a_condition_is_none() {
        for text in [
            r#"{"any":[{"column":"name","contains":"a"},{"column":"key","is":["empty"]}]}"#,
            r#"{"not":{"column":"days_left","min":3}}"#,
            r#"{"column":"name","is":["empty","value"]}"#,
            r#"{"all":[]}"#,
        ] {
            assert_eq!(Condition::of(&read(text)), None, "{text}");
        }
    }

    #[test]
    fn what_was_entered_is_told_apart_from_what_is_still_missing() {
        let report = definition("expiring").unwrap();
        let mut condition = Condition::on(report.column("days_left").unwrap());
        assert_eq!(condition.clause(), Err(NotYet::Unfinished));
        condition.texts[0] = "soon".to_owned();
        assert_eq!(
            condition.clause(),
            Err(NotYet::Wrong(
                "expected a number such as 12 or -3.5, but found `soon`".to_owned()
            ))
        );
        condition.texts[0] = " 12 ".to_owned();
        assert!(condition.clause().is_ok());
        let mut condition = Condition::on(report.column("disable_day").unwrap());
        condition.texts[0] = "-3".to_owned();
        assert!(matches!(condition.clause(), Err(NotYet::Wrong(_))));
        condition.set_operator(Operator::Between);
        assert_eq!(condition.texts, ["", ""]);
        condition.texts = ["2026-11-22".to_owned(), "2026-11-01".to_owned()];
        assert!(matches!(condition.clause(), Err(NotYet::Wrong(_))));
        condition.set_operator(Operator::On);
        assert_eq!(condition.texts[0], "2026-11-22");
    }

    #[test]
    fn a_span_keeps_rows_without_a_value_until_the_person_says_otherwise() {
        let report = definition("expiring").unwrap();
        let mut condition = Condition::on(report.column("disable_day").unwrap());
        condition.texts[0] = "14".to_owned();
        let either = r#"{"any":[{"column":"disable_day","days":[0,14]},{"column":"disable_day","is":["empty"]}]}"#;
        assert_eq!(condition.clause(), Ok(read(either)));
        condition.with_missing = false;
        condition.set_operator(Operator::Last);
        assert!(!condition.with_missing);
        assert_eq!(
            condition.clause(),
            Ok(read(r#"{"column":"disable_day","days":[-14,0]}"#))
        );
    }
}

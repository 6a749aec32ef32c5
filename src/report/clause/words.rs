//! A condition as a person reads it.

use chrono::NaiveDate;

use crate::report::across::words::decimal;

use super::{Clause, Is, Test, TextTest};
use crate::report::cells::Presence;
use crate::report::definition::Definition;
use crate::report::query::Filter;
use crate::report::words;

/// A condition on a report as a phrase, for its chip, for print and for what a link says.
pub fn sentence(report: &Definition, clause: &Clause) -> String {
    match clause {
        Clause::All(parts) if parts.is_empty() => "every row".to_owned(),
        Clause::Any(parts) if parts.is_empty() => "no row".to_owned(),
        Clause::All(parts) => joined(report, parts, " and "),
        Clause::Any(parts) => joined(report, parts, " or "),
        Clause::Not(part) => match &**part {
            Clause::Column { column, test } => of_test(report, column, test, true),
            part => format!("not ({})", sentence(report, part)),
        },
        Clause::Column { column, test } => of_test(report, column, test, false),
    }
}

fn joined(report: &Definition, parts: &[Clause], word: &str) -> String {
    let phrase = |part: &Clause| match part {
        Clause::All(parts) | Clause::Any(parts) if parts.len() > 1 => {
            format!("({})", sentence(report, part))
        }
        part => sentence(report, part),
    };
    let phrases: Vec<String> = parts.iter().map(phrase).collect();
    phrases.join(word)
}

fn of_test(report: &Definition, column: &str, test: &Test, is_not: bool) -> String {
    let title = report.column(column).map_or(column, |column| column.title);
    let not = if is_not { "not " } else { "" };
    match test {
        Test::Text(how, text) => {
            let verb = match (how, is_not) {
                (TextTest::Contains, false) => "contains",
                (TextTest::Contains, true) => "does not contain",
                (TextTest::Equals, false) => "is",
                (TextTest::Equals, true) => "is not",
                (TextTest::Starts, false) => "starts with",
                (TextTest::Starts, true) => "does not start with",
                (TextTest::Ends, false) => "ends with",
                (TextTest::Ends, true) => "does not end with",
            };
            format!("{title} {verb} “{text}”")
        }
        Test::AnyOf(values) => {
            let filter = Filter::AnyOf {
                column: column.to_owned(),
                any_of: values.clone(),
            };
            format!("{not}{}", words::filter(report, &filter))
        }
        Test::Numbers(min, max) => match (min.map(decimal), max.map(decimal)) {
            (Some(min), Some(max)) if min == max => format!("{title} is {not}{min}"),
            (Some(min), Some(max)) => format!("{title} is {not}{min} to {max}"),
            (Some(min), None) => format!("{title} is {not}at least {min}"),
            (None, Some(max)) => format!("{title} is {not}at most {max}"),
            (None, None) => format!("{title} is {not}any number"),
        },
        Test::Dates(from, to) => format!("{title} is {not}{}", dates(*from, *to)),
        Test::Days(first, last) => format!("{title} is {not}{}", days(*first, *last)),
        Test::Is(all) => {
            let names: Vec<&str> = all.iter().map(presence).collect();
            format!("{title} is {not}{}", names.join(" or "))
        }
    }
}

fn dates(from: Option<NaiveDate>, to: Option<NaiveDate>) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from == to => words::plain_day(from),
        (Some(from), Some(to)) => format!("{} to {}", words::plain_day(from), words::plain_day(to)),
        (Some(from), None) => format!("{} or later", words::plain_day(from)),
        (None, Some(to)) => format!("{} or earlier", words::plain_day(to)),
        (None, None) => "any day".to_owned(),
    }
}

fn days(first: Option<i32>, last: Option<i32>) -> String {
    let n = |n: i32| words::counted(u64::from(n.unsigned_abs()), "day", "days");
    let at = |days: i32| match days {
        0 => "the evaluation day".to_owned(),
        1.. => format!("{} after the evaluation day", n(days)),
        _ => format!("{} before the evaluation day", n(days)),
    };
    match (first, last) {
        (Some(0), Some(0)) => "on the evaluation day".to_owned(),
        (Some(0), Some(last)) if last > 0 => format!("within {}", n(last)),
        (Some(first), Some(0)) if first < 0 => format!("in the last {}", n(first)),
        (None, Some(-1)) => "before the evaluation day".to_owned(),
        (Some(1), None) => "after the evaluation day".to_owned(),
        (Some(first), Some(last)) => format!("from {} to {}", at(first), at(last)),
        (Some(first), None) => format!("{} or later", at(first)),
        (None, Some(last)) => format!("{} or earlier", at(last)),
        (None, None) => "any day".to_owned(),
    }
}

fn presence(is: &Is) -> &'static str {
    match is {
        Is::Empty => "without a value",
        Is::Exactly(Presence::Value) => "filled",
        Is::Exactly(Presence::EmptyInSource) => "empty in its file",
        Is::Exactly(Presence::SourceNotLoaded) => "in no loaded file",
        Is::Exactly(Presence::NotKnowable) => "unknown",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;
    use crate::report::definition::definition;

    #[test]
    fn a_condition_reads_as_a_phrase() {
        #[track_caller]
        fn case(text: &str, phrase: &str) {
            let clause = Clause::read(&parse(text).unwrap()).unwrap();
            let report = definition("expiring").unwrap();
            assert_eq!(sentence(report, &clause), phrase);
        }
        case(
            r#"{"column":"name","contains":"bak"}"#,
            "Name contains “bak”",
        );
        case(
            r#"{"not":{"column":"name","starts":"a"}}"#,
            "Name does not start with “a”",
        );
        case(
            r#"{"any":[{"column":"disable_day","days":[0,14]},{"column":"disable_day","is":["empty"]}]}"#,
            "Disable day is within 14 days or Disable day is without a value",
        );
        case(
            r#"{"all":[{"any":[{"column":"days_left","max":3},{"column":"days_left","min":40}]},{"column":"urgency","any_of":["late"]}]}"#,
            "(Days left is at most 3 or Days left is at least 40) and Urgency: Late",
        );
        case(
            r#"{"column":"disable_day","days":[null,-1]}"#,
            "Disable day is before the evaluation day",
        );
        case(
            r#"{"column":"disable_day","days":[-30,0]}"#,
            "Disable day is in the last 30 days",
        );
        case(
            r#"{"column":"disable_day","from":"2026-11-22"}"#,
            "Disable day is 22 Nov 2026 or later",
        );
    }
}

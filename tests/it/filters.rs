//! Conditions of the filter builder, held against plain loops over what the report shows (D19).

use chrono::NaiveDate;
use proptest::prelude::*;
use rollcall::engine::message::{ReportView, Value};
use rollcall::report::definition::{Kind, definition};
use rollcall::report::query::Query;
use rollcall::sample::provider::provider;
use rollcall::sample::sample;

use super::walk::{TODAY, Walk, day, query};

fn lists() -> Walk {
    let pair = sample(day(TODAY));
    let mut walk = Walk::on(TODAY);
    walk.drop_file(pair.exchange_name, pair.exchange_csv.into_bytes());
    walk.drop_file(pair.enrollment_name, pair.enrollment_csv.into_bytes());
    walk
}

fn surveys() -> Walk {
    let mut walk = Walk::on(TODAY);
    for file in provider(day(TODAY)) {
        walk.drop_file(&file.name, file.text.into_bytes());
    }
    walk
}

fn n_rows(walk: &mut Walk, report: &str, filters: &str) -> usize {
    let query = query(&format!(r#"{{"filters":[{filters}]}}"#));
    walk.ask(report, &query).rows.len()
}

#[test]
fn a_condition_and_its_opposite_keep_every_row_between_them() {
    let mut walk = lists();
    let all = n_rows(&mut walk, "mine", "");
    for clause in [
        r#"{"column":"name","contains":"a"}"#,
        r#"{"column":"disable_day","days":[0,14]}"#,
        r#"{"column":"days_left","min":10}"#,
        r#"{"column":"department","is":["empty"]}"#,
    ] {
        let kept = n_rows(&mut walk, "mine", clause);
        let others = n_rows(&mut walk, "mine", &format!(r#"{{"not":{clause}}}"#));
        assert_eq!(kept + others, all, "{clause}");
    }
}

#[test]
fn a_row_without_a_day_passes_no_span_and_is_kept_where_that_is_asked_for() {
    let mut walk = lists();
    let all = n_rows(&mut walk, "mine", "");
    let dated = n_rows(
        &mut walk,
        "mine",
        r#"{"column":"disable_day","days":[null,null]}"#,
    );
    let undated = n_rows(
        &mut walk,
        "mine",
        r#"{"column":"disable_day","is":["empty"]}"#,
    );
    assert!(undated > 0 && dated > 0);
    assert_eq!(dated + undated, all);
    let either = r#"{"any":[{"column":"disable_day","days":[null,null]},{"column":"disable_day","is":["empty"]}]}"#;
    assert_eq!(n_rows(&mut walk, "mine", either), all);
}

#[test]
fn days_follow_the_evaluation_day() {
    let mut walk = lists();
    let within = |walk: &mut Walk, today: &str| {
        let text = format!(
            r#"{{"today":"{today}","filters":[{{"column":"disable_day","days":[0,7]}}],"columns":["disable_day"]}}"#
        );
        let view = walk.ask("mine", &query(&text));
        let first = day(today);
        for row in &view.values {
            let Value::Text(shown) = &row[0] else {
                panic!("{row:?}");
            };
            let shown = day(shown);
            assert!(shown >= first && (shown - first).num_days() <= 7, "{shown}");
        }
        view.rows.len()
    };
    let (one, other) = (within(&mut walk, TODAY), within(&mut walk, "2026-12-22"));
    assert!(one + other > 0);
    assert_ne!(one, other);
}

#[test]
fn a_filter_that_is_none_is_refused_with_a_sentence() {
    let mut walk = lists();
    let ask = |walk: &mut Walk, filters: &str| {
        let query = query(&format!(r#"{{"filters":[{filters}]}}"#));
        let today = walk.today;
        let view = walk
            .engine
            .report("mine", &query, Default::default(), today);
        view.expect_err("no report")
    };
    assert_eq!(
        ask(&mut walk, r#"{"column":"nothing","contains":"a"}"#),
        "the report has no column `nothing`"
    );
    assert_eq!(
        ask(&mut walk, r#"{"column":"name","like":"a"}"#),
        "expected a test of the column `name`, but found `column, like`"
    );
}

// ── against plain loops ──

/// A test of a column, written down twice: for the engine, and for a loop over cells.
#[derive(Clone, Debug)]
enum Plain {
    Contains(String),
    Starts(String),
    Min(i64),
    Days(i32, i32),
    Empty,
    AnyOf(String),
}

fn plain() -> impl Strategy<Value = Plain> {
    prop_oneof![
        "[a-z0-9]{1,2}".prop_map(Plain::Contains),
        "[A-Za-z]".prop_map(Plain::Starts),
        (-40i64..400).prop_map(Plain::Min),
        (-60i32..60, 0i32..90).prop_map(|(first, n)| Plain::Days(first, first + n)),
        Just(Plain::Empty),
        prop_oneof![
            Just("late"),
            Just("enabled"),
            Just("active"),
            Just("true"),
            Just("")
        ]
        .prop_map(|value| Plain::AnyOf(value.to_string())),
    ]
}

impl Plain {
    fn json(&self, column: &str) -> String {
        let test = match self {
            Plain::Contains(text) => format!(r#""contains":"{text}""#),
            Plain::Starts(text) => format!(r#""starts":"{text}""#),
            Plain::Min(min) => format!(r#""min":{min}"#),
            Plain::Days(first, last) => format!(r#""days":[{first},{last}]"#),
            Plain::Empty => r#""is":["empty"]"#.to_string(),
            Plain::AnyOf(value) => format!(r#""any_of":["{value}"]"#),
        };
        // A plain list of values is no condition: twice turned round it is one.
        match self {
            Plain::AnyOf(_) => format!(r#"{{"not":{{"not":{{"column":"{column}",{test}}}}}}}"#),
            _ => format!(r#"{{"column":"{column}",{test}}}"#),
        }
    }

    fn holds(&self, text: &str, value: &Value, is_there: bool, today: NaiveDate) -> bool {
        let word = match value {
            Value::Null => String::new(),
            Value::Boolean(flag) => flag.to_string(),
            Value::Integer(number) => number.to_string(),
            Value::Decimal(number) => number.to_string(),
            Value::Text(text) => text.clone(),
            Value::List(_) => "…".to_string(),
        };
        match self {
            Plain::Contains(part) => is_there && text.to_lowercase().contains(part),
            Plain::Starts(part) => {
                is_there && text.trim().to_lowercase().starts_with(&part.to_lowercase())
            }
            Plain::Min(min) => {
                matches!(value, Value::Integer(_) | Value::Decimal(_))
                    && word
                        .parse::<f64>()
                        .is_ok_and(|number| number >= *min as f64)
            }
            Plain::Days(first, last) => {
                let day = word.get(..10).and_then(|day| day.parse::<NaiveDate>().ok());
                day.is_some_and(|day| {
                    let days = (day - today).num_days();
                    days >= i64::from(*first) && days <= i64::from(*last)
                })
            }
            Plain::Empty => !is_there,
            Plain::AnyOf(wanted) => match value {
                Value::List(codes) => codes.contains(wanted),
                _ => word == *wanted,
            },
        }
    }
}

/// Every row of a report with every column and its presence.
fn whole(walk: &mut Walk, report: &str) -> ReportView {
    let all = definition(report)
        .unwrap()
        .columns
        .iter()
        .map(|column| column.id.to_string());
    let query = Query {
        columns: all.collect(),
        presence: true,
        ..Query::default()
    };
    walk.ask(report, &query)
}

fn check(walk: &mut Walk, report: &str, rounds: u32) {
    let whole = whole(walk, report);
    let today = walk.today;
    let columns: Vec<String> = whole
        .columns
        .iter()
        .map(|column| column.id.clone())
        .collect();
    let kinds: Vec<Kind> = definition(report)
        .unwrap()
        .columns
        .iter()
        .map(|column| column.kind)
        .collect();
    let config = ProptestConfig::with_cases(rounds);
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let tests = (
        0..columns.len(),
        plain(),
        0..columns.len(),
        plain(),
        any::<bool>(),
    );
    let walk = std::cell::RefCell::new(walk);
    runner
        .run(&tests, |(left, one, right, other, is_any)| {
            let (join, name) = if is_any {
                ("any", " or ")
            } else {
                ("all", " and ")
            };
            let json = format!(
                r#"{{"{join}":[{},{}]}}"#,
                one.json(&columns[left]),
                other.json(&columns[right])
            );
            let mut query = query(&format!(r#"{{"filters":[{json}]}}"#));
            query.columns.clone_from(&columns);
            let found = walk.borrow_mut().ask(report, &query);
            let presence = whole.presence.as_ref().unwrap();
            let expected: Vec<&Vec<String>> = (0..whole.rows.len())
                .filter(|&row| {
                    let holds = |column: usize, test: &Plain| {
                        let is_there = presence[row][column] == "value";
                        test.holds(
                            &whole.rows[row][column],
                            &whole.values[row][column],
                            is_there,
                            today,
                        )
                    };
                    let (one, other) = (holds(left, &one), holds(right, &other));
                    if is_any { one || other } else { one && other }
                })
                .map(|row| &whole.rows[row])
                .collect();
            let what = format!("{json} {:?}{name}{:?}", kinds[left], kinds[right]);
            prop_assert_eq!(found.rows.iter().collect::<Vec<_>>(), expected, "{}", what);
            Ok(())
        })
        .unwrap();
}

#[test]
fn conditions_keep_what_a_loop_over_the_cells_keeps() {
    let mut walk = lists();
    check(&mut walk, "mine", 300);
    check(&mut walk, "mine-not-found", 60);
}

#[test]
fn conditions_on_all_sources_keep_what_a_loop_over_the_cells_keeps() {
    let mut walk = surveys();
    for report in ["provisioning", "mfa", "activity", "signins", "licences"] {
        check(&mut walk, report, 120);
    }
}

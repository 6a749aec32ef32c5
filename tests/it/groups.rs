//! Rows by the values of columns, held against plain loops over what the report shows and exports (D29).

use std::collections::BTreeMap;

use rollcall::engine::inquiry::Inquiry;
use rollcall::engine::message::{Reply, ReportView, Value};
use rollcall::engine::wire::{inquiries, reply};
use rollcall::report::definition::{Kind, definition};
use rollcall::report::groups::{GroupSum, GroupsView};
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

fn told(walk: &mut Walk, id: &str, query: &Query, limit: u32) -> Result<GroupsView, String> {
    let inquiry = Inquiry::Groups {
        id: id.to_owned(),
        query: query.clone(),
        limit,
    };
    let text = walk.engine.tell(inquiry, walk.today, &mut walk.disk)?;
    let Some(Reply::Told(json)) = reply(&text) else {
        panic!("{text}");
    };
    Ok(inquiries::answer(&json).expect("groups"))
}

/// A value as a group names it.
fn word(kind: Kind, value: &Value, text: &str) -> String {
    match value {
        Value::Null => String::new(),
        Value::Boolean(flag) => flag.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Decimal(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::List(_) => {
            assert_eq!(kind, Kind::List);
            text.trim().to_lowercase()
        }
    }
}

/// A sum in thousandths, and how many rows have no number.
fn sum(rows: &ReportView, of: &[usize], column: usize) -> (i128, u32) {
    of.iter().fold((0, 0), |(sum, unknown), &row| {
        match &rows.values[row][column] {
            Value::Integer(number) => (sum + i128::from(*number) * 1_000, unknown),
            Value::Decimal(number) => {
                let unit = 10i128.pow(3 - u32::from(number.places));
                (sum + i128::from(number.digits) * unit, unknown)
            }
            _ => (sum, unknown + 1),
        }
    })
}

fn thousandths(sum: &GroupSum) -> i128 {
    let (sign, text) = match sum.text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, sum.text.as_str()),
    };
    let (whole, behind) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{whole}{behind:0<3}");
    sign * digits.parse::<i128>().unwrap_or(0)
}

#[track_caller]
fn check(walk: &mut Walk, id: &str, text: &str) {
    let query = query(text);
    let groups = told(walk, id, &query, 10_000).unwrap();
    let report = definition(id).unwrap();
    let kinds: Vec<Kind> = groups
        .levels
        .iter()
        .map(|id| report.column(id).unwrap().kind)
        .collect();
    // The same rows with the columns of levels and sums, as an export has them.
    let all = Query {
        columns: groups.levels.iter().chain(&groups.sums).cloned().collect(),
        ..query.clone()
    };
    let rows = walk.ask(id, &all);
    let mut plain: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
    for (at, (values, texts)) in rows.values.iter().zip(&rows.rows).enumerate() {
        let words = kinds.iter().zip(values).zip(texts);
        let words = words.map(|((kind, value), text)| word(*kind, value, text));
        plain.entry(words.collect()).or_default().push(at);
    }
    assert_eq!(groups.total as usize, plain.len());
    assert_eq!(groups.groups.len(), plain.len());
    assert_eq!(groups.all.rows as usize, rows.rows.len());
    let n_levels = kinds.len();
    for group in &groups.groups {
        let words: Vec<String> = group
            .values
            .iter()
            .map(|value| value.value.clone())
            .collect();
        let own = &plain[&words];
        assert_eq!(group.rows as usize, own.len(), "{words:?}");
        for (at, told) in group.sums.iter().enumerate() {
            let (sum, unknown) = sum(&rows, own, n_levels + at);
            assert_eq!(
                (thousandths(told), told.unknown),
                (sum, unknown),
                "{words:?}"
            );
        }
    }
    let every: Vec<usize> = (0..rows.rows.len()).collect();
    for (at, told) in groups.all.sums.iter().enumerate() {
        let (sum, unknown) = sum(&rows, &every, n_levels + at);
        assert_eq!((thousandths(told), told.unknown), (sum, unknown));
    }
    let counts = groups
        .groups
        .windows(2)
        .all(|pair| pair[0].rows >= pair[1].rows);
    assert!(counts, "most rows first");
    // Every group is found again by what its click narrows to.
    for group in groups.groups.iter().take(12) {
        let mut narrowed = all.clone();
        for (level, value) in groups.levels.iter().zip(&group.values) {
            narrowed.open_group(report.column(level).unwrap(), &value.value);
        }
        assert_eq!(
            walk.ask(id, &narrowed).total,
            group.rows,
            "{:?}",
            narrowed.filters
        );
    }
}

#[test]
fn groups_and_sums_are_those_of_a_plain_loop() {
    let mut walk = lists();
    for text in [
        r#"{"layout":{"group":["department"]}}"#,
        r#"{"layout":{"group":["urgency","has_mailbox","center"]}}"#,
        r#"{"layout":{"group":["affiliations"]},"filters":[{"column":"days_left","min":5}]}"#,
        r#"{"layout":{"group":["disable_day","logon_name"]},"columns":["disable_day","logon_name","days_left"],"search":"a"}"#,
        r#"{"layout":{"group":["days_left"]},"columns":["name","days_to_disable"]}"#,
        r#"{"layout":{"group":["key"]},"columns":["key"]}"#,
    ] {
        check(&mut walk, "mine", text);
    }
    let mut walk = surveys();
    for text in [
        r#"{"layout":{"group":["customer_name"]},"columns":["user_name","backup_mb"]}"#,
        r#"{"layout":{"group":["profile","m365_license","customer_name"]},"columns":["backup_mb","auto_delete_days"]}"#,
    ] {
        check(&mut walk, "provisioning", text);
    }
}

#[test]
fn of_many_groups_those_of_most_rows_come_and_all_are_counted() {
    let mut walk = lists();
    let query = query(r#"{"layout":{"group":["department","urgency"]}}"#);
    let all = told(&mut walk, "mine", &query, 10_000).unwrap();
    let some = told(&mut walk, "mine", &query, 3).unwrap();
    assert_eq!(some.groups, all.groups[..3]);
    assert_eq!((some.total, some.all), (all.total, all.all));
}

#[test]
fn only_numbers_of_which_a_sum_says_something_are_added_up() {
    let mut walk = lists();
    let days = query(r#"{"layout":{"group":["department"]}}"#);
    let of_days = told(&mut walk, "mine", &days, 10).unwrap();
    assert_eq!(of_days.sums, [""; 0], "days from a day, and lines");
    let mut walk = surveys();
    let sizes = query(
        r#"{"layout":{"group":["profile"]},"columns":["backup_mb","auto_delete_days","entries"]}"#,
    );
    let of_sizes = told(&mut walk, "provisioning", &sizes, 10).unwrap();
    assert_eq!(of_sizes.sums, ["backup_mb"]);
}

#[test]
fn no_row_makes_no_group_and_an_unknown_column_is_refused() {
    let mut walk = lists();
    let none = query(r#"{"layout":{"group":["department"]},"search":"nobody has this"}"#);
    let groups = told(&mut walk, "mine", &none, 10).unwrap();
    assert_eq!((groups.total, groups.all.rows), (0, 0));
    let unknown = query(r#"{"layout":{"group":["shoe_size"]}}"#);
    assert_eq!(
        told(&mut walk, "mine", &unknown, 10),
        Err("the report has no column `shoe_size`".to_owned())
    );
}

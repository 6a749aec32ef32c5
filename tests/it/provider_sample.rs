//! The sample of a provider: every file is known without a question, and every state occurs.

use std::collections::BTreeMap;

use crate::walk::{Walk, query};
use rollcall::engine::inquiry::Inquiry;
use rollcall::engine::message::{Loaded, Value};
use rollcall::sample::provider::provider;

fn walk() -> (Walk, Loaded) {
    let mut walk = Walk::new();
    let files = provider(walk.today);
    let files: Vec<(&str, Vec<u8>)> = files
        .iter()
        .map(|file| (file.name.as_str(), file.text.clone().into_bytes()))
        .collect();
    let loaded = walk.drop_files(&files);
    (walk, loaded)
}

#[test]
fn every_file_is_known_without_a_question() {
    let (_, loaded) = walk();
    assert!(loaded.questions.is_empty(), "{:?}", loaded.questions);
    let kinds: Vec<&str> = loaded
        .sources
        .iter()
        .map(|source| source.kind.as_str())
        .collect();
    assert_eq!(
        kinds,
        [
            "druva-provisioning",
            "druva-provisioning",
            "druva-preserved",
            "partner-customers",
            "graph-users",
            "graph-deleted-users",
            "m365-users",
            "entra-registration",
            "usage-active-users",
            "usage-mailbox",
            "usage-onedrive",
            "graph-subscribed-skus",
            "entra-signins",
            "ars",
            "ars",
            "enrollment",
            "enrollment",
        ]
    );
}

#[test]
fn every_state_of_mfa_and_of_use_occurs() {
    let (mut walk, _) = walk();
    #[track_caller]
    fn names(walk: &mut Walk, report: &str) -> Vec<String> {
        let summary = walk.report(report).summary;
        let counted = &summary.by_value[0].1;
        counted.iter().map(|(name, _)| name.clone()).collect()
    }
    assert_eq!(
        names(&mut walk, "mfa"),
        ["disabled", "non-compliant", "not-available", "enabled"]
    );
    assert_eq!(
        names(&mut walk, "activity"),
        ["never", "inactive", "unknown", "too-new", "active"]
    );
}

/// What SQL counts over the same files; `tests/differential/provider.py` makes it.
fn answers() -> serde_json::Value {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/differential/provider.json"
    );
    let text = std::fs::read_to_string(path).expect("the answers of provider.py");
    serde_json::from_str(&text).expect("JSON")
}

fn counts(answers: &serde_json::Value, name: &str) -> BTreeMap<String, u64> {
    let rows = answers[name].as_array().expect("rows").iter();
    rows.map(|row| {
        (
            row[0].as_str().unwrap().to_lowercase(),
            row[1].as_u64().unwrap(),
        )
    })
    .collect()
}

#[test]
fn changes_are_those_of_sql_over_the_same_files() {
    let answers = answers();
    let (mut walk, _) = walk();
    let asked = query(r#"{"columns":["change","kind","accounts","days_moved"]}"#);
    let mut found: BTreeMap<String, u64> = BTreeMap::new();
    for row in walk.ask("changes", &asked).values {
        let [
            Value::Text(change),
            Value::Text(kind),
            Value::Integer(n),
            days,
        ] = &row[..]
        else {
            panic!("{row:?}");
        };
        let way = match days {
            Value::Integer(..0) => " earlier",
            Value::Integer(_) => " later",
            _ => "",
        };
        *found
            .entry(format!("{kind} {change}{way}").to_lowercase())
            .or_default() += *n as u64;
    }
    assert_eq!(found, counts(&answers, "changes"));
    // All users of the profile take another mapping: that is one row.
    let asked = query(r#"{"filters":[{"column":"change","any_of":["mapping-changed"]}]}"#);
    assert_eq!(walk.ask("changes", &asked).total, 1);
    let summary = walk.report("changes").summary;
    let fates = summary.by_value.into_iter().find(|(id, _)| id == "fate");
    let fates: BTreeMap<String, u32> = fates.expect("fates").1.into_iter().collect();
    // A first look shows every fate.
    let expected = [
        ("unknown", 1),
        ("saved", 2),
        ("still-there", 3),
        ("disabled", 1),
        ("deleted", 2),
    ];
    assert_eq!(
        fates,
        expected.map(|(name, n)| (name.to_string(), n)).into()
    );
}

#[test]
fn counts_and_sums_are_those_of_sql_over_the_same_files() {
    let answers = answers();
    let (mut walk, _) = walk();
    let by_value = |walk: &mut Walk, report: &str, column: &str| {
        let known = query(r#"{"filters":[{"column":"known_to","any_of":["backup"]}]}"#);
        let asked = if report == "provisioning" {
            known
        } else {
            query("{}")
        };
        let summary = walk.ask(report, &asked).summary;
        let counted = summary.by_value.into_iter().find(|(id, _)| id == column);
        let counted = counted.expect("counted").1.into_iter();
        counted
            .map(|(name, n)| (name.to_lowercase(), u64::from(n)))
            .collect::<BTreeMap<_, _>>()
    };
    for (report, column, name) in [
        ("mfa", "mfa_status", "mfa"),
        ("activity", "activity_state", "activity"),
        ("provisioning", "m365_license", "m365_license"),
        ("provisioning", "user_status", "user_status"),
    ] {
        assert_eq!(
            by_value(&mut walk, report, column),
            counts(&answers, name),
            "{name}"
        );
    }

    let sum = |walk: &mut Walk, report: &str, column: &str| -> f64 {
        let asked = query(&format!(r#"{{"columns":["{column}"]}}"#));
        let values = walk.ask(report, &asked).values;
        let numbers = values.iter().map(|row| match &row[0] {
            Value::Integer(number) => *number as f64,
            Value::Decimal(number) => number.to_string().parse().unwrap(),
            _ => 0.0,
        });
        numbers.sum()
    };
    let backup: f64 = answers["backup_mb"][0][0]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((sum(&mut walk, "provisioning", "backup_mb") - backup).abs() < 0.01);
    let mailboxes = answers["mailbox_bytes"][0][0].as_f64().unwrap();
    assert_eq!(sum(&mut walk, "activity", "mailbox_bytes"), mailboxes);
    assert_eq!(
        sum(&mut walk, "signins", "count"),
        answers["signins"][0][0].as_f64().unwrap()
    );
    assert_eq!(
        sum(&mut walk, "signins", "failures"),
        answers["signins"][0][1].as_f64().unwrap()
    );
    assert_eq!(
        walk.report("signins").total,
        answers["signins"][0][2].as_u64().unwrap() as u32
    );

    let asked = query(
        r#"{"columns":["tenant","sku_part_number","usable","assignable"],"sort":[["tenant","asc"],["sku_part_number","asc"]]}"#,
    );
    let values = walk.ask("licences", &asked).values;
    let listed: BTreeMap<String, (i64, i64)> = values
        .iter()
        .filter_map(|row| match &row[..] {
            [
                Value::Text(tenant),
                Value::Text(part),
                Value::Integer(usable),
                Value::Integer(left),
            ] => Some((format!("{tenant} {part}"), (*usable, *left))),
            _ => None,
        })
        .collect();
    let expected = answers["licences"].as_array().unwrap().iter();
    let expected: BTreeMap<String, (i64, i64)> = expected
        .map(|row| {
            let number = |at: usize| row[at].as_i64().unwrap();
            (row[0].as_str().unwrap().to_string(), (number(1), number(2)))
        })
        .collect();
    assert_eq!(listed, expected);
}

/// Every way in which columns may be asked for, one after the other, gives the cells that all at once do.
#[test]
fn a_column_that_is_asked_for_later_is_the_same() {
    use rollcall::report::definition::definition;
    for id in ["provisioning", "mfa", "activity"] {
        let (mut at_once, _) = walk();
        let (mut later, _) = walk();
        at_once.report(id);
        let columns = definition(id).expect("a report").columns;
        let ids: Vec<String> = columns.iter().map(|column| column.id.to_string()).collect();
        let all = at_once.ask(id, &query(&format!(r#"{{"columns":{ids:?}}}"#)));
        assert!(all.total > 20);
        let missing = |walk: &mut Walk| {
            let about = Inquiry::About {
                id: id.to_string(),
                query: query("{}"),
                groups: 9,
            };
            let told = walk.engine.tell(about, walk.today, &mut walk.disk);
            told.expect("an answer")
        };
        let told = missing(&mut later);
        assert_eq!(told, missing(&mut at_once), "{id}");
        for (place, column) in ids.iter().enumerate().rev() {
            let filter = format!(r#"{{"columns":[{column:?}],"sort":[[{column:?},"desc"]]}}"#);
            later.ask(id, &query(&filter));
            let own = later.ask(id, &query(&format!(r#"{{"columns":[{column:?}]}}"#)));
            let cells: Vec<&String> = own.rows.iter().map(|row| &row[0]).collect();
            let expected: Vec<&String> = all.rows.iter().map(|row| &row[place]).collect();
            assert_eq!(cells, expected, "{id} {column}");
        }
        assert_eq!(told, missing(&mut later), "{id}");
    }
}

#[test]
fn a_condition_on_a_column_that_nobody_asked_for_before_sifts_its_rows() {
    let (mut walk, _) = walk();
    let sifted = r#"{"filters":[{"column":"department","contains":"s"}]}"#;
    let kept = walk.ask("provisioning", &query(sifted)).total;
    let shown = walk.ask("provisioning", &query(r#"{"columns":["department"]}"#));
    let departments = shown.values.iter().filter_map(|row| match &row[0] {
        Value::Text(department) => Some(department.to_lowercase()),
        _ => None,
    });
    let holding = departments.filter(|department| department.contains('s'));
    assert_eq!(kept as usize, holding.count());
    assert!(kept > 0 && kept < shown.total);
}

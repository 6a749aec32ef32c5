//! Answers of Graph saved as JSON: what becomes of each property, where a record stands, and what
//! is said of what is none (F1 to F32, 2.1, 2.10).

use std::collections::BTreeMap;

use proptest::prelude::*;
use rollcall::engine::message::{IssueView, Loaded, SourceView};
use rollcall::ingest::csv::Splitter;
use rollcall::ingest::encoding::Encoding;
use rollcall::ingest::{Ingested, Kind, Step, graph};
use serde_json::{Map, Value, json};

use super::walk::{Walk, fixture};

/// What is read of a text that comes in pieces of this many bytes.
fn ingested(text: &str, said: Option<&str>, size: usize) -> Step {
    let mut flatten = graph::begin(Encoding::Utf8);
    for piece in text.as_bytes().chunks(size) {
        flatten.space(piece.len()).copy_from_slice(piece);
        flatten.filled(piece.len());
    }
    flatten.finish("a.json", said)
}

fn read(text: &str) -> Ingested {
    match ingested(text, None, 1 << 16) {
        Step::Done(ingested) => *ingested,
        other => panic!("{other:?}"),
    }
}

/// The records of the table that was made of a text, each cell by its caption.
fn records(ingested: &Ingested) -> Vec<BTreeMap<String, String>> {
    let text = ingested.kept.as_deref().expect("a kept text");
    let mut all: Vec<Vec<String>> = Vec::new();
    Splitter::new(b',').split(text, true, &mut |record| all.push(record.texts()));
    let header = all[1].clone();
    let rows = all.into_iter().skip(2);
    rows.map(|row| header.iter().cloned().zip(row).collect())
        .collect()
}

/// What the cells of an object are to be.
fn expected(record: &Map<String, Value>) -> BTreeMap<String, String> {
    let mut cells = BTreeMap::new();
    add(&mut cells, "", record);
    cells
}

fn add(cells: &mut BTreeMap<String, String>, before: &str, record: &Map<String, Value>) {
    for (name, value) in record {
        let path = format!("{before}{name}");
        let cell = match value {
            Value::Object(inner) => {
                add(cells, &format!("{path}."), inner);
                continue;
            }
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            Value::Array(items) => joined(items).unwrap_or_else(|| value.to_string()),
            value => value.to_string(),
        };
        cells.insert(path, cell);
    }
}

fn joined(items: &[Value]) -> Option<String> {
    let texts = items.iter().map(|item| match item {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(item.to_string()),
        _ => None,
    });
    let texts: Vec<String> = texts.collect::<Option<_>>()?;
    let is_clear =
        |text: &String| !text.is_empty() && !text.contains('+') && !text.starts_with('[');
    (!texts.is_empty() && texts.iter().all(is_clear)).then(|| texts.join("+"))
}

fn any_value() -> impl Strategy<Value = Value> {
    let word = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-1e12..1e12f64).prop_map(Value::from),
        "[a-zé😀 ,\"\\\\/+|\n\r\t\\[\\];]{0,6}".prop_map(Value::from),
    ];
    word.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map("[a-d]{1,2}", inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_record_is_flattened_as_it_is(
        values in proptest::collection::vec(proptest::collection::btree_map("[p-t]", any_value(), 0..5), 1..6),
        pretty in any::<bool>(),
        size in 1usize..400,
    ) {
        let mut items: Vec<Map<String, Value>> = values.into_iter().map(|one| one.into_iter().collect()).collect();
        items[0].insert("id".to_string(), json!("11111111-0000-4000-8000-000000000001"));
        let context = "https://graph.microsoft.com/v1.0/$metadata#users";
        let page = json!({"@odata.context": context, "value": items.clone()});
        let text = match pretty {
            true => serde_json::to_string_pretty(&page).expect("a text"),
            false => page.to_string(),
        };
        let Step::Done(ingested) = ingested(&text, None, size) else {
            panic!("no table: {text}");
        };
        let found = records(&ingested);
        let all: Vec<_> = items.iter().map(expected).collect();
        prop_assert_eq!(found.len(), all.len());
        let captions: std::collections::BTreeSet<&String> = all.iter().flat_map(BTreeMap::keys).collect();
        prop_assert_eq!(found[0].keys().collect::<std::collections::BTreeSet<_>>(), captions);
        for (found, expected) in found.iter().zip(&all) {
            for (caption, cell) in found {
                let wanted = expected.get(caption).map_or("", String::as_str);
                prop_assert_eq!(cell, wanted, "{}", caption);
            }
        }
        let source = &ingested.source;
        prop_assert_eq!(source.n_rows as usize, items.len());
        prop_assert_eq!(source.n_rejected, 0);
        if pretty {
            let begins = (1..).zip(text.lines()).filter(|(_, line)| *line == "    {" || *line == "    {}," || *line == "    {}");
            let begins: Vec<u32> = begins.map(|(line, _)| line).collect();
            let places = &ingested.places;
            for (row, line) in places.lines.iter().enumerate() {
                prop_assert_eq!(*line, begins[places.record(row) as usize - 1]);
            }
        }
    }

    #[test]
    fn whatever_comes_nothing_panics_and_pieces_do_not_matter(
        tokens in proptest::collection::vec(prop_oneof![
            Just("{"), Just("}"), Just("["), Just("]"), Just(","), Just(":"), Just("\"id\""), Just("\"value\""),
            Just("\"error\""), Just("\"@odata.context\""), Just("\"x#users\""), Just("null"), Just("1e5"), Just("-"),
            Just("\"\\ud83d\""), Just("\"é\\q\""), Just("\n"), Just("{\"id\":1,\"id\":{\"a\":2}}"), Just("\u{feff}"), Just("\"@removed\""),
            Just("{\"@odata.context\":\"x#users\",\"value\":["), Just("{\"id\":\"a\"},"), Just("\u{1}"),
        ], 0..24),
        size in 1usize..9,
    ) {
        let text = tokens.concat();
        let said = Some("graph-users");
        let whole = format!("{:?}", ingested(&text, said, usize::MAX));
        prop_assert_eq!(format!("{:?}", ingested(&text, said, size)), whole);
    }
}

#[test]
fn null_nothing_and_missing_stay_apart() {
    let mut walk = Walk::with(&["users.json"]);
    let union = walk.engine.rows_of(Kind::GraphUsers).expect("users");
    let cell = |name, row| union.table.cell(name, row);
    assert_eq!(cell("entra_id", 0), "11111111-0000-4000-8000-000000000001");
    assert_eq!(
        cell("proxy_addresses", 0),
        "SMTP:ana@contoso.com+smtp:a.doe+old@contoso.com"
    );
    assert_eq!(cell("proxy_addresses", 1), "[]");
    let [e3, e5] = [
        "05e9a617-0261-4cee-bb44-138d3ef5d965",
        "06ebc4ee-1bb5-47dd-8120-11324bc54e06",
    ];
    assert_eq!(cell("assigned_licenses", 0), format!("{e3}+{e5}"));
    assert_eq!(cell("assigned_licenses", 1), "[]");
    assert_eq!(
        cell("license_states", 2),
        format!("{e3}|direct|Active|None|2026-09-14T08:30:00Z")
    );
    assert_eq!(cell("last_interactive", 0), "2026-11-20T16:41:33Z");
    assert_eq!(cell("last_non_interactive", 0), "0001-01-01T00:00:00Z");
    // Null in one record, and missing in the others.
    assert_eq!([0, 1, 2].map(|row| cell("last_successful", row)), [""; 3]);
    assert_eq!(cell("account_enabled", 1), "false");
    assert_eq!(cell("display_name", 2), "Cleo Poe, Jr.");
    // Nobody selected it: there is no such column.
    assert!(union.table.column("cost_center").is_none());
    assert!(union.table.column("last_successful").is_some());
    // An empty text and null are told apart where the row is shown.
    let rows = walk
        .engine
        .rows(1, "records", 0, &mut walk.disk)
        .expect("rows");
    assert!(
        rows.rows[2].text.contains(",\"\","),
        "{}",
        rows.rows[2].text
    );
    assert!(!rows.rows[1].text.contains("\"\""), "{}", rows.rows[1].text);
}

#[test]
fn a_product_with_plans_taken_out_says_which() {
    let found = records(&read(
        &String::from_utf8(fixture("users.json")).expect("UTF-8"),
    ));
    let plans = "05e9a617-0261-4cee-bb44-138d3ef5d965|0f9b09cb-62d1-4ff4-9129-43f4996f83f4";
    let column = |row: usize| found[row]["assignedLicenses.disabledPlans"].as_str();
    assert_eq!([column(0), column(1), column(2)], [plans, "", ""]);
}

#[test]
fn however_the_pages_come_the_rows_are_the_same() {
    let rows = |names: &[&str]| {
        let walk = Walk::with(names);
        let union = walk.engine.rows_of(Kind::GraphUsers).expect("users");
        let rows = 0..union.table.n_rows();
        let row = |row| union.table.cells(row).map(str::to_string).collect();
        rows.map(row).collect::<Vec<Vec<String>>>()
    };
    let whole = rows(&["users.json"]);
    for names in [
        &["users_page_1.json", "users_page_2.json"][..],
        &["users_two_pages_in_one_file.json"],
        &["users_list_of_pages.json"],
        &["users_bare_list.json"],
        &["users_lines.ndjson"],
        &["users_bom.json"],
        &["users_one.json", "users_page_2.json"],
    ] {
        assert_eq!(rows(names), whole, "{names:?}");
    }
}

#[test]
fn a_page_that_comes_twice_counts_once() {
    let mut walk = Walk::with(&["users.json", "users_page_2.json", "users_lines.ndjson"]);
    let repeats: Vec<(u32, bool)> = walk
        .sources()
        .iter()
        .map(|source| (source.duplicates, source.repeats))
        .collect();
    // A page that lacks a column of the others is compared by its own columns.
    assert_eq!(repeats[0], (0, false));
    assert_eq!(repeats[2], (3, true));
}

fn one(name: &str) -> SourceView {
    let loaded = Walk::new().drop_file(name, fixture(name));
    loaded.sources.into_iter().next().expect("a source")
}

#[test]
fn the_reason_names_the_context_or_the_deciding_properties() {
    #[track_caller]
    fn case(name: &str, expected: &str) {
        assert_eq!(one(name).why, expected, "{name}");
    }
    case(
        "users_selected_few.json",
        "`users` in its `@odata.context`, 3 of 4 properties known",
    );
    case(
        "users_bare_list.json",
        "`userPrincipalName` and `id` among its properties, 18 of 19 properties known",
    );
    case(
        "usage_mailbox.json",
        "`reportRefreshDate`, `storageUsedInBytes` and `issueWarningQuotaInBytes` among its properties, 16 of 17 properties known",
    );
    case(
        "deleted_users_known_by_their_names.json",
        "`userPrincipalName` and `id` among its properties, 7 of 7 properties known",
    );
    case(
        "customers_by_contract.json",
        "`contracts` in its `@odata.context`, 5 of 6 properties known",
    );
    case(
        "subscribed_skus.csv",
        "`skuId` and `consumedUnits` in the header, 9 of 9 columns known",
    );
}

#[test]
fn a_source_has_its_columns_with_types_and_its_day() {
    let source = one("usage_active_users.json");
    assert_eq!(
        (source.encoding.as_str(), source.delimiter.as_str()),
        ("json", ",")
    );
    let column = &source.columns[0];
    assert_eq!(
        [&column.header, &column.field, &column.kind],
        ["reportRefreshDate", "report_date", "date"]
    );
    let day = source.as_of.date.map(|day| day.to_string());
    assert_eq!(
        (day.as_deref(), source.as_of.provenance.as_str()),
        (Some("2026-11-20"), "column")
    );
    let loaded = Walk::new().drop_file("users_2026-11-21.json", fixture("users.json"));
    let source = &loaded.sources[0];
    assert_eq!(source.as_of.provenance, "file-name");
    let last = source
        .columns
        .iter()
        .find(|column| column.field == "last_successful");
    let last = last.expect("a column");
    assert_eq!(
        (last.header.as_str(), last.kind.as_str()),
        ("signInActivity.lastSuccessfulSignInDateTime", "instant")
    );
}

fn issue(walk: &mut Walk, code: &str) -> IssueView {
    let mut issues = walk.issues().into_iter();
    issues.find(|issue| issue.code == code).expect("an issue")
}

#[test]
fn records_and_issues_stand_where_they_stand_in_the_file() {
    let mut walk = Walk::with(&["users_mistyped.json"]);
    let rows = walk
        .engine
        .rows(1, "records", 0, &mut walk.disk)
        .expect("rows");
    let lines: Vec<u32> = rows.rows.iter().map(|row| row.line).collect();
    assert_eq!(lines, [4, 49, 50, 51, 54, 55, 72]);
    let cell = issue(&mut walk, "unreadable-cell");
    assert_eq!((cell.line, cell.row), (Some(55), Some(6)));
    assert!(
        cell.message.starts_with("`users_mistyped.json`, line 55, `accountEnabled`: expected yes or no, but found `perhaps`"),
        "{}",
        cell.message
    );
    let rejected = walk.engine.rejected(1, &mut walk.disk).expect("a file");
    assert!(
        rejected.contains("\r\n49,2,,\"expected a record, an object in `{` and `}`, but found nothing (`null`): save the answer again\","),
        "{rejected}"
    );
    let mut walk = Walk::with(&["users_blank_record.json"]);
    let rows = walk
        .engine
        .rows(1, "blank", 0, &mut walk.disk)
        .expect("rows");
    let places: Vec<(u32, Option<u32>)> =
        rows.rows.iter().map(|row| (row.line, row.record)).collect();
    assert_eq!(places, [(49, Some(2)), (50, Some(3))]);
}

#[test]
fn json_that_breaks_off_says_where_and_what_was_expected() {
    #[track_caller]
    fn case(name: &str, expected: &str) {
        let mut walk = Walk::with(&[name]);
        let message = issue(&mut walk, "broken-json").message;
        let rest = ": everything from the record before it on was not read; save the answer again and load the file again";
        assert_eq!(message, format!("`{name}`, {expected}{rest}"));
    }
    case(
        "users_cut_short.json",
        "line 68: expected the quote that closes a text, but found the end of the file",
    );
    case(
        "users_cut_after_a_record.json",
        "line 98: expected `,` or `]`, but found the end of the file",
    );
    case(
        "users_missing_comma.json",
        "line 66: expected `,` or `]`, but found `{␣      \"id\": \"11111`",
    );
    case(
        "users_text_behind.json",
        "line 101: expected `{` or `[`, but found `Done.␣`",
    );
    case(
        "users_nested_too_deep.json",
        "line 2: expected values within at most 64 others, but found `[[[[[[[[[[[[[[[[[[[[`",
    );
}

fn asked() -> (Walk, Loaded) {
    let mut walk = Walk::new();
    let loaded = walk.drop_file(
        "users_some_deleted.json",
        fixture("users_some_deleted.json"),
    );
    (walk, loaded)
}

#[test]
fn what_may_be_two_kinds_is_asked() {
    let (mut walk, loaded) = asked();
    let question = &loaded.questions[0];
    let ids: Vec<&str> = question.choices.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(
        ids,
        ["graph-users", "graph-deleted-users", "other", "ignore"]
    );
    assert!(!question.samples.is_empty());
    let draft = walk
        .engine
        .examine(1, "graph-deleted-users", "", &mut walk.disk);
    let draft = draft.expect("a draft");
    assert_eq!((draft.kinds.len(), draft.trouble.as_str()), (25, ""));
    let loaded = walk
        .answer(question, "graph-deleted-users")
        .expect("an answer");
    let source = &loaded.sources[0];
    assert_eq!(
        (source.kind.as_str(), source.accepted),
        ("graph-deleted-users", 2)
    );
    assert_eq!(source.why, "you said so");
}

#[test]
fn a_json_file_can_be_taken_for_something_else_and_back() {
    let mut walk = Walk::with(&["customers.json"]);
    let loaded = walk.reconsider(1).expect("a question");
    let question = &loaded.questions[0];
    assert_eq!(
        question.text,
        "`customers.json` was taken for this kind of export: Graph customers (`delegatedAdminCustomers` in its `@odata.context`, 3 of 3 properties known). What is it?"
    );
    let loaded = walk
        .answer(question, "other:display_name=3")
        .expect("an answer");
    assert_eq!(
        loaded.questions[0].text,
        "no column of `customers.json` is taken for a key (object id, user principal name, mail, proxy addresses, PennID and logon name): without one its rows meet no others; say which column holds one. What is it?"
    );
    let loaded = walk
        .answer(&loaded.questions[0], "other")
        .expect("an answer");
    let source = &loaded.sources[0];
    assert_eq!((source.kind.as_str(), source.rows), ("other", 2));
    let loaded = walk
        .change(1, "graph-customers:tenant_id=1,company=3")
        .expect("an answer");
    let source = &loaded.sources[0];
    assert_eq!((source.kind.as_str(), source.rows), ("graph-customers", 2));
    let union = walk
        .engine
        .rows_of(Kind::GraphCustomers)
        .expect("customers");
    assert_eq!(union.table.cell("company", 1), "Adatum, Inc.");
    assert_eq!(union.lines, [4, 11]);
}

#[test]
fn users_of_graph_meet_the_enrollment_report_by_every_name_they_have() {
    let mut walk = Walk::new();
    let report = "PennID,PennKey,Name,Expires in days,Scheduled deletion date\n\
        10000001,anadoe,Ana Doe,8,2026-12-01\n10000002,ben,Ben Roe,9,2026-12-02\n";
    walk.drop_file("enrollment.csv", report);
    let names = [
        "users.json",
        "registration.json",
        "usage_mailbox.json",
        "usage_onedrive.json",
        "usage_active_users.json",
        "deleted_users.json",
    ];
    let files: Vec<(&str, Vec<u8>)> = names.iter().map(|name| (*name, fixture(name))).collect();
    walk.drop_files(&files);
    let view = walk.ask(
        "matching",
        &super::walk::query(r#"{"columns":["written","side","outcome"]}"#),
    );
    let has = |row: [&str; 3]| view.rows.iter().any(|found| *found == row);
    let sides: std::collections::BTreeSet<&str> =
        view.rows.iter().map(|row| row[1].as_str()).collect();
    for side in [
        "Graph users",
        "Graph registration details",
        "Graph mailbox usage",
        "Graph OneDrive usage",
        "Graph active users",
        "Graph deleted users",
    ] {
        assert!(sides.contains(side), "{sides:?}");
    }
    assert!(has(["anadoe", "Enrollment", "Matched"]), "{:?}", view.rows);
    assert!(has(["ben", "Enrollment", "Matched"]), "{:?}", view.rows);
}

#[test]
fn long_texts_and_many_properties_are_no_trouble() {
    let long = "x".repeat(10 << 20);
    let text = json!([{"id": "a", "userPrincipalName": "a@b.c", "note": long}]).to_string();
    let ingested = read(&text);
    assert_eq!(records(&ingested)[0]["note"].len(), 10 << 20);

    let wide: Map<String, Value> = (0..2_000).map(|n| (format!("p{n}"), json!(n))).collect();
    let Step::Refused(why) = self::ingested(&Value::from(wide).to_string(), None, 999) else {
        panic!("not refused");
    };
    assert!(why.contains("more than 1000 different properties"), "{why}");

    // Each record brings a property of its own: every row has a cell for each.
    let records: Vec<Value> = (0..900)
        .map(|n| json!({"id": n, "userPrincipalName": "a@b.c", format!("p{n}"): n}))
        .collect();
    let found = self::records(&read(&Value::from(records).to_string()));
    assert!(found.iter().all(|record| record.len() == 902));
    assert_eq!(found[899]["p899"], "899");

    // What would be far longer as a table is none.
    let mut text: String = "{\"id\":1}\n".repeat(200_000);
    let last: Map<String, Value> = (0..900).map(|n| (format!("p{n}"), json!(n))).collect();
    text.push_str(&Value::from(last).to_string());
    let Step::Refused(why) = self::ingested(&text, Some("graph-users"), 1 << 20) else {
        panic!("not refused");
    };
    assert!(why.contains("next to nothing in common"), "{why}");
}

#[test]
fn numbers_beyond_every_type_stay_as_they_are_written() {
    let text = "[{\"id\":\"a\",\"userPrincipalName\":\"a@b.c\",\"n\":123456789012345678901234567890,\"m\":1.10E+3,\"o\":-0.0}]";
    let found = records(&read(text));
    let cell = |name: &str| found[0][name].as_str();
    assert_eq!(
        [cell("n"), cell("m"), cell("o")],
        ["123456789012345678901234567890", "1.10E+3", "-0.0"]
    );
}

#[test]
fn a_csv_is_never_offered_the_kinds_that_come_as_json() {
    let mut walk = Walk::with(&["users.json"]);
    let question = walk
        .drop_file(
            "staff.csv",
            "Who,Konto,Ends\nDoe Ida,jdoe,x\nRoe Eva,rroe,y\n",
        )
        .questions
        .remove(0);
    let draft = walk
        .engine
        .examine(question.source, "", "", &mut walk.disk)
        .expect("a draft");
    assert_eq!(draft.kinds.len(), 17);
}

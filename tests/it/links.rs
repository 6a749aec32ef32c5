//! Views as links: what travels, what stays, and that every link ever made still opens (M8, domain 2.11).

use std::path::Path;

use proptest::prelude::*;
use rollcall::engine::inquiry::Inquiry;
use rollcall::engine::links::{LinkView, OpenView};
use rollcall::engine::message::{Reply, Value};
use rollcall::engine::wire::{self, inquiries};
use rollcall::ingest::zone;
use rollcall::json::Json;
use rollcall::lifecycle::policy_file;
use rollcall::report::definition::reports;
use rollcall::report::query::{Direction, Filter, Query};
use rollcall::report::views::BUILT_IN;
use rollcall::sample::provider::provider;
use rollcall::sample::sample;
use rollcall::share::link::{self, SharedView, VERSION};

use super::damage::{Chance, mutated};
use super::walk::{TODAY, Walk, day, query};

fn told<T: wire::Read>(walk: &mut Walk, inquiry: Inquiry) -> Result<T, String> {
    let text = walk.engine.tell(inquiry, walk.today, &mut walk.disk)?;
    match wire::reply(&text) {
        Some(Reply::Told(json)) => inquiries::answer(&json).ok_or("another answer".to_string()),
        _ => Err("no answer".to_string()),
    }
}

fn make(walk: &mut Walk, id: &str, query: &Query) -> LinkView {
    let inquiry = Inquiry::Link {
        id: id.to_string(),
        query: query.clone(),
    };
    told(walk, inquiry).expect("a link")
}

fn open(walk: &mut Walk, text: &str) -> Result<OpenView, String> {
    let text = text.to_string();
    told(walk, Inquiry::Open { text })
}

fn empty() -> Walk {
    let mut walk = Walk::on(TODAY);
    walk.engine
        .take_policies(policy_file::resolve, zone::built_in);
    walk
}

fn filled() -> Walk {
    let mut walk = empty();
    let pair = sample(day(TODAY));
    walk.drop_file(pair.exchange_name, pair.exchange_csv.into_bytes());
    walk.drop_file(pair.enrollment_name, pair.enrollment_csv.into_bytes());
    for file in provider(day(TODAY)) {
        walk.drop_file(&file.name, file.text.into_bytes());
    }
    walk
}

// ── round trips ──

fn any_query(report: usize) -> impl Strategy<Value = (String, Query)> {
    let report = reports().nth(report).unwrap();
    let n = report.columns.len();
    let id = move |at: usize| report.columns[at].id.to_string();
    let filter = prop_oneof![
        (0..n, proptest::collection::vec("[a-z-]{0,9}", 1..4)).prop_map(move |(at, any_of)| {
            Filter::AnyOf {
                column: id(at),
                any_of,
            }
        }),
        (0..n, 0u32..900, 0u32..99).prop_map(move |(at, from, n)| {
            let from = day(TODAY) + chrono::Days::new(from.into());
            Filter::Between {
                column: id(at),
                from,
                to: from + chrono::Days::new(n.into()),
            }
        }),
        (0..n, -99i64..99).prop_map(move |(at, number)| Filter::Clause(Json::Record(vec![
            ("column".to_string(), Json::Text(id(at))),
            (
                "days".to_string(),
                Json::List(vec![Json::Null, Json::Number(number)])
            ),
        ]))),
    ];
    let columns = proptest::sample::subsequence((0..n).collect::<Vec<_>>(), 0..n).prop_shuffle();
    let parts = (
        "[ -~]{0,12}",
        proptest::collection::vec((0..n, any::<bool>()), 0..4),
        columns,
        proptest::collection::vec(filter, 0..4),
        proptest::option::of(0u64..900),
        0u32..4,
    );
    parts.prop_map(move |(search, sort, columns, filters, today, pinned)| {
        let mut query = Query {
            search,
            sort: sort
                .into_iter()
                .map(|(at, up)| (id(at), if up { Direction::Asc } else { Direction::Desc }))
                .collect(),
            columns: columns.into_iter().map(id).collect(),
            filters,
            today: today.map(|n| day(TODAY) + chrono::Days::new(n)),
            ..Query::default()
        };
        query.lay_out(|layout| layout.pinned = pinned);
        (report.id.to_string(), query)
    })
}

#[test]
fn a_view_without_names_is_opened_as_it_was_shared() {
    let mut walk = empty();
    let n_reports = reports().count();
    assert!(n_reports > 10);
    for report in 0..n_reports {
        let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(60));
        let walk = std::cell::RefCell::new(&mut walk);
        runner
            .run(&any_query(report), |(id, mut query)| {
                let mut walk = walk.borrow_mut();
                let link = make(*walk, &id, &query);
                // Filters on columns of names do not travel, whatever is loaded.
                if !link.left_out.is_empty() {
                    query.filters = Vec::new();
                }
                let link = make(*walk, &id, &query);
                prop_assert!(link.left_out.is_empty());
                if link.text.is_empty() {
                    prop_assert_eq!(&query, &Query::default());
                    return Ok(());
                }
                let opened = open(*walk, &link.text).unwrap();
                prop_assert_eq!(&opened.report, &id);
                prop_assert_eq!(&opened.query, &query);
                prop_assert!(opened.ignored.is_empty(), "{:?}", opened.ignored);
                // One view has one link.
                prop_assert_eq!(make(*walk, &id, &opened.query).text, link.text);
                Ok(())
            })
            .unwrap();
    }
}

#[test]
fn a_typical_view_is_short() {
    let mut walk = empty();
    let typical = query(
        r#"{"search":"history","sort":[["disable_day","asc"],["name","asc"]],
            "columns":["name","logon_name","disable_day","last_safe_day","urgency","reason","department","center","decision","days_left"],
            "filters":[{"column":"urgency","any_of":["late","imminent","soon"]},
                       {"column":"department","any_of":["History","Chemistry"]},
                       {"any":[{"column":"disable_day","days":[0,14]},{"column":"disable_day","is":["empty"]}]}],
            "policy":{"id":"penn-2020","changes":{"grace_days":90}},
            "layout":{"pinned":1,"widths":{"name":220}}}"#,
    );
    let link = make(&mut walk, "expiring", &typical);
    let address = format!("https://help.example.edu/tools/rollcall/#{}", link.text);
    assert!(address.len() < 300, "{}: {address}", address.len());
    assert_eq!(open(&mut walk, &address).unwrap().query, typical);
}

#[test]
fn the_view_that_the_page_shows_by_itself_needs_no_link() {
    let mut walk = empty();
    assert_eq!(make(&mut walk, "expiring", &Query::default()).text, "");
    assert_ne!(make(&mut walk, "mfa", &Query::default()).text, "");
}

// ── nothing that names a person ──

#[test]
fn a_search_that_names_somebody_stays() {
    let mut walk = filled();
    let view = walk.ask(
        "mine",
        &query(r#"{"columns":["name","logon_name","key","department"]}"#),
    );
    let row = &view.rows[0];
    let surname = row[0].split(',').next().unwrap().to_string();
    for text in [&row[0], &row[1], &row[2], &surname, &row[2].to_uppercase()] {
        let searched = Query {
            search: text.to_string(),
            ..Query::default()
        };
        let link = make(&mut walk, "mine", &searched);
        assert_eq!(link.left_out.len(), 1, "{text}");
        let opened = open(&mut walk, &link.text).unwrap();
        assert_eq!(opened.query, Query::default(), "{text}");
    }
    let department = Query {
        search: row[3].clone(),
        ..Query::default()
    };
    let link = make(&mut walk, "mine", &department);
    assert_eq!(link.left_out, [""; 0], "{}", row[3]);
    assert_eq!(open(&mut walk, &link.text).unwrap().query, department);
}

#[test]
fn what_another_source_knows_is_a_name_in_every_report() {
    let mut walk = filled();
    let view = walk.ask("mfa", &query(r#"{"columns":["user_principal_name"]}"#));
    let upn = view.rows[0][0].clone();
    let local = upn.split('@').next().unwrap().to_string();
    for text in [upn, local] {
        let searched = Query {
            search: text.clone(),
            ..Query::default()
        };
        for report in ["expiring", "licences", "matching"] {
            let link = make(&mut walk, report, &searched);
            assert_eq!(link.left_out.len(), 1, "{report} {text}");
        }
    }
}

#[test]
fn a_filter_that_names_somebody_stays() {
    let mut walk = filled();
    let view = walk.ask("mine", &query(r#"{"columns":["key","name"]}"#));
    let key = view.rows[0][0].clone();
    let cases = [
        r#"{"column":"name","contains":"zzz"}"#.to_string(),
        format!(r#"{{"column":"key","any_of":["{key}"]}}"#),
        format!(r#"{{"column":"department","contains":"{key}"}}"#),
        format!(
            r#"{{"any":[{{"column":"department","equals":"{key}"}},{{"column":"stage","any_of":["flagged"]}}]}}"#
        ),
    ];
    for case in cases {
        let filtered = query(&format!(
            r#"{{"filters":[{{"column":"urgency","any_of":["late"]}},{case}]}}"#
        ));
        let link = make(&mut walk, "mine", &filtered);
        assert_eq!(link.left_out.len(), 1, "{case}");
        let opened = open(&mut walk, &link.text).unwrap();
        assert_eq!(opened.query.filters, filtered.filters[..1], "{case}");
    }
    let harmless = query(
        r#"{"filters":[{"column":"name","is":["empty"]},{"column":"stage","any_of":["flagged"]}]}"#,
    );
    assert_eq!(make(&mut walk, "mine", &harmless).left_out, [""; 0]);
}

#[test]
fn domains_that_were_accepted_are_told_before_the_link_is_sent() {
    let mut walk = empty();
    let ruled = query(r#"{"match_rules":{"same":[["gmail.com","upenn.edu"]]}}"#);
    let link = make(&mut walk, "expiring", &ruled);
    assert_eq!(
        link.reveals,
        ["the link says that `gmail.com` and `upenn.edu` are one"]
    );
    assert_eq!(open(&mut walk, &link.text).unwrap().query, ruled);
}

// ── the same data? ──

fn with_data(walk: &mut Walk, salt: &str) -> LinkView {
    let inquiry = Inquiry::LinkWithData {
        id: "expiring".to_string(),
        query: Query::default(),
        salt: salt.to_string(),
    };
    told(walk, inquiry).expect("a link")
}

fn enrollment_of(day: &str, n: usize) -> (String, Vec<u8>) {
    let mut text = "PennKey,Name,Scheduled deletion date\r\n".to_string();
    for at in 0..n {
        text.push_str(&format!("key{at:02},Person {at},12/2{}/2026\r\n", at % 10));
    }
    (format!("enrollment_{day}.csv"), text.into_bytes())
}

#[test]
fn a_link_tells_whether_the_data_is_the_same() {
    let mut sender = filled();
    let link = with_data(&mut sender, "salt of one link");
    assert!(!link.text.is_empty());
    assert_eq!(link.reveals.len(), 1);
    let same = open(&mut sender, &link.text).unwrap();
    assert_eq!(
        same.same,
        ["the loaded files hold the same data as the sender's"]
    );
    assert_eq!(same.ignored, [""; 0]);
    // Nothing is loaded yet: nothing is said, and the page asks again.
    let opened = open(&mut empty(), &link.text).unwrap();
    assert!(opened.has_data && opened.same.is_empty());
    // Another link has other hashes.
    assert_ne!(with_data(&mut sender, "salt of another").text, link.text);
    // Files in another order are the same data.
    let mut other = empty();
    for file in provider(day(TODAY)) {
        other.drop_file(&file.name, file.text.into_bytes());
    }
    let pair = sample(day(TODAY));
    other.drop_file(pair.enrollment_name, pair.enrollment_csv.into_bytes());
    other.drop_file(pair.exchange_name, pair.exchange_csv.into_bytes());
    assert_eq!(open(&mut other, &link.text).unwrap().same, same.same);
}

#[test]
fn data_that_is_newer_is_told_in_days_and_accounts() {
    let mut sender = empty();
    let (name, text) = enrollment_of("2026-11-17", 8);
    sender.drop_file(&name, text);
    let link = with_data(&mut sender, "salt of one link");
    let mut other = empty();
    let (name, text) = enrollment_of("2026-11-20", 20);
    other.drop_file(&name, text);
    assert_eq!(
        open(&mut other, &link.text).unwrap().same,
        ["your file of O365 enrollment is 3 days newer than the sender's: 12 accounts more"]
    );
    other.drop_file("names.txt", b"key01\nkey02\nkey03\n");
    let said = open(&mut other, &link.text).unwrap().same;
    assert_eq!(said.len(), 2, "{said:?}");
    // A cell that changed is other data, although the keys are the same.
    let mut changed = empty();
    let (name, text) = enrollment_of("2026-11-17", 8);
    let text = String::from_utf8(text)
        .unwrap()
        .replace("12/27/2026", "12/28/2026");
    changed.drop_file(&name, text.into_bytes());
    let said = open(&mut changed, &link.text).unwrap().same;
    assert_eq!(said.len(), 1);
    assert!(said[0].contains("but differs"), "{said:?}");
    // What makes no sense is said to make none.
    let odd = SharedView {
        report: "expiring".to_string(),
        query: Json::Null,
        more: vec![("data".to_string(), Json::Bool(true))],
        version: VERSION,
    };
    let said = open(&mut changed, &link::link(&odd).unwrap()).unwrap().same;
    assert!(said[0].contains("not understood"), "{said:?}");
}

// ── other versions ──

fn shared(report: &str, text: &str, version: i64) -> String {
    let shared = SharedView {
        report: report.to_string(),
        query: rollcall::json::parse(text).unwrap(),
        more: Vec::new(),
        version,
    };
    link::link(&shared).unwrap()
}

#[test]
fn a_link_of_a_newer_version_applies_what_is_known_and_lists_the_rest() {
    let mut walk = empty();
    let text = shared(
        "expiring",
        r#"{"glow":1,"sort":[["mood","asc"],["name","desc"]],"columns":["name","mood"],
            "filters":[{"column":"mood","contains":"x"},{"column":"urgency","near":"late"},{"column":"urgency","any_of":["late"]}],
            "search":3,"policy":{"id":"mars-2040"}}"#,
        VERSION + 1,
    );
    let opened = open(&mut walk, &text).unwrap();
    assert_eq!(
        opened.query,
        query(
            r#"{"sort":[["name","desc"]],"columns":["name"],"filters":[{"column":"urgency","any_of":["late"]}]}"#
        )
    );
    assert_eq!(opened.applied, ["report", "sort", "columns", "filters"]);
    let ignored = opened.ignored.join("\n");
    for part in [
        "newer version",
        "`glow`",
        "`mood`",
        "`search`",
        "near",
        "mars-2040",
    ] {
        assert!(ignored.contains(part), "{part}: {ignored}");
    }
    assert_eq!(opened.ignored.len(), 6, "{ignored}");
}

#[test]
fn a_report_that_is_not_there_applies_nothing() {
    let mut walk = empty();
    let text = shared("weather", "{}", VERSION);
    let why = open(&mut walk, &text).unwrap_err();
    assert!(why.contains("`weather`"), "{why}");
}

#[test]
fn every_link_that_was_ever_made_still_opens() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/links.txt");
    let text = std::fs::read_to_string(path).unwrap();
    let mut walk = empty();
    let mut n = 0;
    let mut lines = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    while let (Some(link), Some(view)) = (lines.next(), lines.next()) {
        let (report, json) = view.split_once(' ').unwrap();
        let opened = open(&mut walk, link).unwrap_or_else(|why| panic!("{link}: {why}"));
        assert_eq!(opened.report, report, "{link}");
        assert_eq!(opened.query, query(json), "{link}");
        assert_eq!(opened.ignored, [""; 0], "{link}");
        n += 1;
    }
    assert!(n >= 8, "{n}");
}

// ── built-in views ──

#[test]
fn every_built_in_view_shows_rows_of_the_samples() {
    let mut walk = filled();
    for view in BUILT_IN {
        let found = walk.ask(view.report, &query(view.query));
        let all = walk.ask(view.report, &Query::default());
        // Nobody in the samples is misspelt.
        assert!(
            found.total > 0 || view.report == "matching",
            "{}",
            view.name
        );
        assert!(
            found.total < all.total || view.name == "Mine, next 14 days",
            "{}",
            view.name
        );
        // What it shows travels as a link.
        assert_eq!(
            make(&mut walk, view.report, &query(view.query)).left_out,
            [""; 0],
            "{}",
            view.name
        );
    }
}

#[test]
fn a_built_in_view_leaves_no_row_out_that_may_be_meant() {
    let mut walk = filled();
    let columns = |name: &str, columns: &str| {
        let view = BUILT_IN.iter().find(|view| view.name == name).unwrap();
        let mut query = query(view.query);
        query.columns = columns.split(' ').map(str::to_string).collect();
        (view.report, query)
    };
    let (report, query) = columns("No MFA and admin", "mfa_status is_admin");
    let found = walk.ask(report, &query);
    let mut all = query.clone();
    all.filters.clear();
    let all = walk.ask(report, &all).values;
    let meant = all.iter().filter(|row| {
        row[1] == Value::Boolean(true) && row[0] != Value::Text("enabled".to_string())
    });
    assert_eq!(
        found.values.iter().collect::<Vec<_>>(),
        meant.collect::<Vec<_>>()
    );
    let (report, query) = columns(
        "Sign-in allowed, no MFA known",
        "account_enabled mfa_status",
    );
    let found = walk.ask(report, &query);
    let meant = walk.ask(
        report,
        &Query {
            filters: Vec::new(),
            ..query
        },
    );
    let meant = meant.values.iter().filter(|row| {
        let is_weak = ["disabled", "not-available"].map(|word| Value::Text(word.to_string()));
        row[0] != Value::Boolean(false) && is_weak.contains(&row[1])
    });
    assert_eq!(
        found.values.iter().collect::<Vec<_>>(),
        meant.collect::<Vec<_>>()
    );
}

// ── damage ──

const SIGNS: &[u8] = b"ABab09-_.v1#%=+ \n/?";

#[test]
fn no_damage_makes_another_view_of_a_link() {
    let views = [
        shared("expiring", r#"{"sort":[["name","desc"]]}"#, VERSION),
        shared(
            "mine",
            r#"{"search":"history","filters":[{"column":"urgency","any_of":["late","soon"]}],"today":"2026-11-22"}"#,
            VERSION,
        ),
    ];
    let mut chance = Chance(0x2026_1122);
    let mut n_refused = 0;
    for round in 0..1_000_000 {
        let text = &views[round % views.len()];
        let damaged = mutated(text, SIGNS, &mut chance);
        match link::open(&damaged) {
            // White space and what stands around a link are no part of it.
            Ok(view) => assert_eq!(view, link::open(text).unwrap(), "{damaged}"),
            Err(_) => n_refused += 1,
        }
    }
    assert!(n_refused > 900_000, "{n_refused}");
}

//! Every message is the same after a trip as text.

use super::*;
use crate::accounts::matching::{MatchRules, SuggestionKind};
use crate::ingest::number::Decimal;
use crate::lifecycle::policy_choice::PolicyChoice;
use crate::small_map::SmallMap;
use chrono::NaiveDate;

#[track_caller]
fn reads_back(sent: Reply) {
    let text = super::text(&sent);
    assert_eq!(reply(&text), Some(sent), "{text}");
}

#[track_caller]
fn is_asked(asked: Request) {
    let today = iso_day("2026-11-22").unwrap();
    let text = super::text(&Envelope {
        id: 7,
        today,
        request: asked.clone(),
    });
    let heard = envelope(&text).expect(&text);
    assert_eq!((heard.id, heard.today, heard.request), (7, today, asked));
}

pub(super) fn text() -> String {
    "a \"quoted\" text, ä".to_owned()
}

pub(super) fn cell() -> CellView {
    CellView {
        source: 1,
        name: text(),
        line: 17,
        column: text(),
        raw: text(),
    }
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 2, 28).unwrap()
}

fn rules() -> MatchRules {
    let mut rules = MatchRules::default();
    rules.accept_domains("gmail.com", "upenn.edu");
    rules.accept_labels("penn", "wharton");
    rules.set_group_apart("x.org", true);
    rules.set_accepted(SuggestionKind::LostZero, true);
    rules.set_attribute(" employeeID ");
    rules
}

#[test]
fn match_rules_are_the_same_after_a_trip_as_text() {
    let text = super::text(&rules());
    assert_eq!(
        text,
        r#"{"same":[["gmail.com","upenn.edu"],["penn\\","wharton\\"]],"apart":["x.org"],"accepted":["lost-zero"],"attribute":"employeeID"}"#
    );
    let asked = query(&format!(r#"{{"match_rules":{text}}}"#));
    assert_eq!(asked.map(|query| query.match_rules), Some(rules()));
    assert_eq!(query(r#"{"match_rules":{}}"#), Some(Query::default()));
    assert_eq!(query(r#"{"match_rules":{"accepted":["likeness"]}}"#), None);
    assert_eq!(query(r#"{"match_rules":{"attribute":7}}"#), None);
    assert_eq!(super::text(&Query::default()), "{}");
}

#[test]
fn a_policy_travels_as_its_id_and_the_difference() {
    let changed = r#"{"policy":{"id":"penn-2020","changes":{"grace_days":90}}}"#;
    let found = query(changed).unwrap();
    assert_eq!(super::text(&found), changed);
    assert_eq!(query(r#"{"policy":{}}"#), Some(Query::default()));
    let other = query(r#"{"policy":{"id":"blank"}}"#).unwrap();
    assert_eq!(other.policy, PolicyChoice::of("blank"));
    for damaged in ["[]", r#"{"id":1}"#, r#"{"changes":[]}"#] {
        assert_eq!(query(&format!(r#"{{"policy":{damaged}}}"#)), None);
    }
}

#[test]
fn a_load_is_read_as_it_was_sent() {
    let source = SourceView {
        id: 1,
        name: text(),
        columns: vec![SourceColumn {
            header: text(),
            field: text(),
            kind: "date".to_owned(),
        }],
        as_of: AsOfView {
            date: Some(day()),
            provenance: text(),
        },
        bytes: u64::from(u32::MAX) + 1,
        sample: true,
        ..SourceView::default()
    };
    let question = Question {
        id: 3,
        source: 1,
        text: text(),
        choices: vec![Choice {
            id: text(),
            label: text(),
        }],
        samples: vec![(text(), vec![text()])],
        mapping: true,
    };
    let timings = Timings {
        read: 1,
        scan: 3,
        total: 1_000_000,
        ..Timings::default()
    };
    reads_back(Reply::Loaded(Loaded {
        sources: vec![source.clone()],
        questions: vec![question],
        refused: vec![text()],
        notes: vec![text()],
        timings,
        memory_bytes: 1 << 32,
    }));
    reads_back(Reply::Sources(vec![source, SourceView::default()]));
    let file = text();
    reads_back(Reply::Progress(Progress {
        file,
        bytes: 1,
        total_bytes: 2,
        rows: 3,
        elapsed_ms: 4,
    }));
}

#[test]
fn a_report_is_read_as_it_was_sent() {
    let summary = Summary {
        counts: Counts {
            mine: 3,
            enrollment: 9,
            ..Counts::default()
        },
        by_urgency: vec![("late".to_owned(), 2)],
        by_department: vec![(String::new(), 1)],
        n_departments: 7,
        by_week: vec![WeekCount {
            monday: day(),
            count: 4,
        }],
        by_value: vec![(text(), vec![("matched".to_owned(), 2)])],
        as_of: text(),
        contradictions: vec![("overdue".to_owned(), 3)],
    };
    let values = vec![
        Value::Null,
        Value::Boolean(true),
        Value::Integer(-3),
        Value::Decimal(Decimal {
            digits: -105,
            places: 2,
        }),
        Value::Text(text()),
        Value::List(vec![text()]),
    ];
    let report = ReportView {
        id: "mine".to_owned(),
        columns: vec![ColumnView {
            id: text(),
            title: text(),
            kind: "text".to_owned(),
        }],
        total: 1,
        first: 0,
        rows: vec![vec![text()]],
        values: vec![values],
        presence: Some(vec![vec!["value".to_owned()]]),
        handles: vec![RowHandle {
            row: 5,
            marks: vec![text()],
            ..RowHandle::default()
        }],
        summary,
        matching: Some(MatchView {
            rules: vec![RuleView {
                kind: "rule".to_owned(),
                text: text(),
                rows: 3,
                on: true,
                then: rules(),
            }],
            notes: vec![text()],
            accepted: 1,
            suggested: 4,
        }),
    };
    reads_back(Reply::Report(Box::new(report)));
    reads_back(Reply::Report(Box::default()));
}

#[test]
fn short_replies_are_read_as_they_were_sent() {
    reads_back(Reply::Ready);
    reads_back(Reply::Cancelled);
    reads_back(Reply::Cleared);
    reads_back(Reply::Told(Json::Text(text())));
    reads_back(Reply::Matched);
    reads_back(Reply::Failed(text()));
    assert_eq!(reply("{\"Unknown\":1}"), None);
    assert_eq!(reply("{"), None);
}

pub(super) fn any_query() -> Query {
    let mut query = Query {
        search: text(),
        presence: true,
        today: Some(day()),
        ..Query::default()
    };
    query.toggle_sort("name");
    query.add_sort("key");
    query.toggle_value("urgency", "late");
    query.toggle_span("disable_day", day(), day());
    query.columns = vec![text()];
    query.match_rules = rules();
    query.policy = PolicyChoice {
        id: text(),
        changes: Json::Record(vec![(text(), Json::Number(90))]),
    };
    query
}

#[test]
fn every_request_is_heard_as_it_was_asked() {
    let files = vec![FileHeader {
        name: text(),
        size: 1 << 40,
    }];
    is_asked(Request::Load {
        files,
        kinds: SmallMap::from_iter([(text(), text())]),
        remembered: SmallMap::from_iter([(text(), text())]),
    });
    is_asked(Request::LoadSample);
    is_asked(Request::LoadProvider);
    is_asked(Request::Paste { text: text() });
    is_asked(Request::Answer {
        question: 1,
        choice: text(),
    });
    is_asked(Request::Reconsider {
        source: 2,
        choice: Some(text()),
    });
    is_asked(Request::Cancel);
    is_asked(Request::Clear);
    is_asked(Request::Sources);
    let window = Window {
        first: 3,
        rows: -1,
        departments: 9,
    };
    is_asked(Request::Report {
        id: text(),
        query: Box::new(any_query()),
        window,
    });
    let parts = [("a".to_owned(), Json::Bool(true)), (text(), Json::Null)];
    is_asked(Request::Ask(Json::Record(parts.into())));
    is_asked(Request::Decide(Json::Text(text())));
    is_asked(Request::Match {
        row: 1,
        partner: Some(7),
        accepted: true,
    });
}

#[test]
fn what_a_query_leaves_out_is_the_default() {
    assert_eq!(query("{}"), Some(Query::default()));
    assert_eq!(query("{\"sort\":[[\"name\",\"up\"]]}"), None);
    assert_eq!(query("{\"today\":\"2026-02-30\"}"), None);
    let all = Window {
        rows: -1,
        ..Window::default()
    };
    assert_eq!(window("{\"rows\":-1}"), Some(all));
}

#[test]
fn only_iso_days_are_days() {
    assert_eq!(iso_day("2026-02-28"), Some(day()));
    for no_day in [
        "2026-2-28",
        "28.02.2026",
        "2026-02-29",
        "2026-02-28T00",
        "",
        "+026-02-28",
    ] {
        assert_eq!(iso_day(no_day), None, "{no_day}");
    }
}

//! Messages read from their text.
//!
//! What serde derives for reading is the largest part of a small download: each record becomes code
//! of its own, several times. So a text is first read into plain JSON values
//! and every record is picked from them by name.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Map, Value as Json};

use super::message::*;
use crate::report::query::{Direction, Filter, Query};

/// A reply from its text; `None` for a text that is none.
pub fn reply(text: &str) -> Option<Reply> {
    let json: Json = serde_json::from_str(text).ok()?;
    if let Json::String(name) = &json {
        return match name.as_str() {
            "Ready" => Some(Reply::Ready),
            "Cancelled" => Some(Reply::Cancelled),
            "Cleared" => Some(Reply::Cleared),
            _ => None,
        };
    }
    let (name, content) = only(json)?;
    Some(match name.as_str() {
        "Progress" => Reply::Progress(read(content)?),
        "Loaded" => Reply::Loaded(read(content)?),
        "Sources" => Reply::Sources(read(content)?),
        "Report" => Reply::Report(Box::new(read(content)?)),
        "Issues" => Reply::Issues(read(content)?),
        "Account" => Reply::Account(Box::new(read(content)?)),
        "Text" => Reply::Text(read(content)?),
        "Timings" => Reply::Timings(read(content)?),
        "Failed" => Reply::Failed(read(content)?),
        _ => return None,
    })
}

/// A request with its number from its text; `None` for a text that is none.
pub fn envelope(text: &str) -> Option<Envelope> {
    let mut parts = Parts::of(serde_json::from_str(text).ok()?)?;
    Some(Envelope {
        id: parts.take("id")?,
        today: parts.take("today")?,
        request: request(parts.json("request"))?,
    })
}

/// A query from its text; `None` where a part is not understood.
pub fn query(text: &str) -> Option<Query> {
    read(serde_json::from_str(text).ok()?)
}

/// A window from its text; `None` where a part is not understood.
pub fn window(text: &str) -> Option<Window> {
    read(serde_json::from_str(text).ok()?)
}

fn request(json: Json) -> Option<Request> {
    if let Json::String(name) = &json {
        return match name.as_str() {
            "LoadSample" => Some(Request::LoadSample),
            "Cancel" => Some(Request::Cancel),
            "Clear" => Some(Request::Clear),
            "Sources" => Some(Request::Sources),
            "Timings" => Some(Request::Timings),
            _ => None,
        };
    }
    let (name, content) = only(json)?;
    let mut parts = Parts::of(content)?;
    Some(match name.as_str() {
        "Load" => Request::Load {
            files: parts.take("files")?,
            kinds: parts.take("kinds")?,
        },
        "Paste" => Request::Paste {
            text: parts.take("text")?,
        },
        "Answer" => Request::Answer {
            question: parts.take("question")?,
            choice: parts.take("choice")?,
        },
        "Report" => Request::Report {
            id: parts.take("id")?,
            query: parts.take("query")?,
            window: parts.take("window")?,
        },
        "Copy" => Request::Copy {
            id: parts.take("id")?,
            query: parts.take("query")?,
            ranges: parts.take("ranges")?,
            column: parts.take("column")?,
        },
        "Issues" => Request::Issues {
            source: parts.take("source")?,
        },
        "Rejected" => Request::Rejected {
            source: parts.take("source")?,
        },
        "Account" => Request::Account {
            key: parts.take("key")?,
            row: parts.take("row")?,
            report: parts.take("report")?,
        },
        _ => return None,
    })
}

/// A value that is read from a plain JSON value.
trait Read: Sized {
    fn read(json: Json) -> Option<Self>;
}

fn read<T: Read>(json: Json) -> Option<T> {
    T::read(json)
}

/// The parts of a record; one that is missing is `null`.
struct Parts(Map<String, Json>);

impl Parts {
    fn of(json: Json) -> Option<Parts> {
        match json {
            Json::Object(map) => Some(Parts(map)),
            _ => None,
        }
    }

    fn json(&mut self, name: &str) -> Json {
        self.0.get_mut(name).map(Json::take).unwrap_or_default()
    }

    fn take<T: Read>(&mut self, name: &str) -> Option<T> {
        T::read(self.json(name))
    }
}

fn only(json: Json) -> Option<(String, Json)> {
    match json {
        Json::Object(map) if map.len() == 1 => map.into_iter().next(),
        _ => None,
    }
}

impl Read for String {
    fn read(json: Json) -> Option<String> {
        match json {
            Json::String(text) => Some(text),
            _ => None,
        }
    }
}

impl Read for bool {
    fn read(json: Json) -> Option<bool> {
        json.as_bool()
    }
}

impl Read for u32 {
    fn read(json: Json) -> Option<u32> {
        json.as_u64()?.try_into().ok()
    }
}

impl Read for u64 {
    fn read(json: Json) -> Option<u64> {
        json.as_u64()
    }
}

impl Read for i64 {
    fn read(json: Json) -> Option<i64> {
        json.as_i64()
    }
}

impl Read for NaiveDate {
    fn read(json: Json) -> Option<NaiveDate> {
        iso_day(json.as_str()?)
    }
}

impl<T: Read> Read for Option<T> {
    fn read(json: Json) -> Option<Option<T>> {
        match json {
            Json::Null => Some(None),
            json => T::read(json).map(Some),
        }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(json: Json) -> Option<Vec<T>> {
        match json {
            Json::Array(items) => items.into_iter().map(T::read).collect(),
            _ => None,
        }
    }
}

impl<A: Read, B: Read> Read for (A, B) {
    fn read(json: Json) -> Option<(A, B)> {
        let Json::Array(items) = json else {
            return None;
        };
        let [first, second] = <[Json; 2]>::try_from(items).ok()?;
        Some((A::read(first)?, B::read(second)?))
    }
}

impl Read for BTreeMap<String, String> {
    fn read(json: Json) -> Option<BTreeMap<String, String>> {
        let parts = Parts::of(json)?;
        let pairs = parts.0.into_iter();
        pairs
            .map(|(name, json)| Some((name, read(json)?)))
            .collect()
    }
}

impl Read for Value {
    fn read(json: Json) -> Option<Value> {
        Some(match json {
            Json::Null => Value::Null,
            Json::Bool(boolean) => Value::Boolean(boolean),
            Json::Number(number) => Value::Integer(number.as_i64()?),
            Json::String(text) => Value::Text(text),
            json @ Json::Array(_) => Value::List(read(json)?),
            Json::Object(_) => return None,
        })
    }
}

/// A day as ISO writes it, `2026-11-22`.
pub fn iso_day(text: &str) -> Option<NaiveDate> {
    let shape = text
        .bytes()
        .map(|byte| if byte.is_ascii_digit() { b'0' } else { byte });
    if !shape.eq(*b"0000-00-00") {
        return None;
    }
    let number = |from: usize, to: usize| text[from..to].parse().ok();
    NaiveDate::from_ymd_opt(text[..4].parse().ok()?, number(5, 7)?, number(8, 10)?)
}

// Every part a missing one of which means its default.
impl Read for Query {
    fn read(json: Json) -> Option<Query> {
        let mut parts = Parts::of(json)?;
        let filters: Option<Vec<Filter>> = parts.take("filters")?;
        Some(Query {
            search: parts.take::<Option<_>>("search")?.unwrap_or_default(),
            sort: parts.take::<Option<_>>("sort")?.unwrap_or_default(),
            columns: parts.take::<Option<_>>("columns")?.unwrap_or_default(),
            filters: filters.unwrap_or_default(),
            today: parts.take("today")?,
            presence: parts.take::<Option<_>>("presence")?.unwrap_or_default(),
        })
    }
}

impl Read for Direction {
    fn read(json: Json) -> Option<Direction> {
        match json.as_str()? {
            "asc" => Some(Direction::Asc),
            "desc" => Some(Direction::Desc),
            _ => None,
        }
    }
}

impl Read for Filter {
    fn read(json: Json) -> Option<Filter> {
        let mut parts = Parts::of(json)?;
        let column = parts.take("column")?;
        if let Some(any_of) = parts.take("any_of")? {
            return Some(Filter::AnyOf { column, any_of });
        }
        Some(Filter::Between {
            column,
            from: parts.take("from")?,
            to: parts.take("to")?,
        })
    }
}

impl Read for Window {
    fn read(json: Json) -> Option<Window> {
        let usual = Window::default();
        let mut parts = Parts::of(json)?;
        Some(Window {
            first: parts.take::<Option<_>>("first")?.unwrap_or(usual.first),
            rows: parts.take::<Option<_>>("rows")?.unwrap_or(usual.rows),
            departments: parts
                .take::<Option<_>>("departments")?
                .unwrap_or(usual.departments),
        })
    }
}

/// Reads a record part by part; a part is named after its field unless said otherwise.
macro_rules! record {
    ($type:ident { $($field:ident $(= $name:literal)?),* $(,)? }) => {
        impl Read for $type {
            fn read(json: Json) -> Option<$type> {
                let mut parts = Parts::of(json)?;
                Some($type { $($field: parts.take(name!($field $($name)?))?),* })
            }
        }
    };
}

macro_rules! name {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $name:literal) => {
        $name
    };
}

record!(FileHeader { name, size });
record!(Progress {
    file,
    bytes,
    total_bytes,
    rows,
    elapsed_ms
});
record!(Loaded { sources, questions, refused, timings, memory_bytes = "memoryBytes" });
record!(Timings {
    read,
    scan,
    join,
    report,
    total
});
record!(SourceView {
    id, name, kind, why, rows, accepted, rejected, blank, encoding, delimiter, columns,
    as_of = "asOf", n_issues, sample, bytes,
});
record!(SourceColumn { header, field, kind = "type" });
record!(AsOfView { date, provenance });
record!(Question {
    id,
    source,
    text,
    choices,
    samples
});
record!(Choice { id, label });
record!(ReportView {
    id,
    columns,
    total,
    first,
    rows,
    values,
    presence,
    handles,
    summary
});
record!(RowHandle {
    row,
    key,
    urgency,
    marks
});
record!(ColumnView { id, title, kind = "type" });
record!(Summary {
    counts,
    by_urgency,
    by_department,
    n_departments,
    by_week,
    as_of
});
record!(WeekCount { monday, count });
record!(Counts {
    mine,
    matched,
    expiring,
    mine_not_found,
    expiring_not_mine,
    ambiguous,
    enrollment
});
record!(IssueView {
    source,
    line,
    row,
    column,
    code,
    message
});
record!(AccountView {
    key,
    name,
    fields,
    stage,
    urgency,
    headline,
    marks,
    clocks,
    explanation,
    checklist,
});
record!(FieldView { field, value, cell });
record!(CellView {
    source,
    name,
    line,
    column,
    raw
});
record!(StepView {
    statement,
    cells,
    rule
});
record!(ChecklistStep {
    text,
    owner,
    wait_minutes
});

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads_back(sent: Reply) {
        let text = serde_json::to_string(&sent).unwrap();
        assert_eq!(reply(&text), Some(sent), "{text}");
    }

    #[track_caller]
    fn is_asked(asked: Request) {
        let today = iso_day("2026-11-22").unwrap();
        let text = serde_json::to_string(&Envelope {
            id: 7,
            today,
            request: asked.clone(),
        })
        .unwrap();
        let heard = envelope(&text).expect(&text);
        assert_eq!((heard.id, heard.today, heard.request), (7, today, asked));
    }

    fn text() -> String {
        "a \"quoted\" text, ä".to_owned()
    }

    fn cell() -> CellView {
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
            timings,
            memory_bytes: 1 << 32,
        }));
        reads_back(Reply::Sources(vec![source, SourceView::default()]));
        reads_back(Reply::Timings(timings));
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
            as_of: text(),
        };
        let values = vec![
            Value::Null,
            Value::Boolean(true),
            Value::Integer(-3),
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
        };
        reads_back(Reply::Report(Box::new(report)));
        reads_back(Reply::Report(Box::default()));
    }

    #[test]
    fn an_account_and_issues_are_read_as_they_were_sent() {
        let account = AccountView {
            key: text(),
            fields: vec![FieldView {
                field: text(),
                value: text(),
                cell: cell(),
            }],
            clocks: vec![(text(), text())],
            explanation: vec![StepView {
                statement: text(),
                cells: vec![cell()],
                rule: text(),
            }],
            checklist: vec![ChecklistStep {
                text: text(),
                owner: text(),
                wait_minutes: 20,
            }],
            ..AccountView::default()
        };
        reads_back(Reply::Account(Box::new(account)));
        let issue = IssueView {
            line: Some(1),
            column: Some(text()),
            ..IssueView::default()
        };
        reads_back(Reply::Issues(vec![issue, IssueView::default()]));
    }

    #[test]
    fn short_replies_are_read_as_they_were_sent() {
        reads_back(Reply::Ready);
        reads_back(Reply::Cancelled);
        reads_back(Reply::Cleared);
        reads_back(Reply::Text(text()));
        reads_back(Reply::Failed(text()));
        assert_eq!(reply("{\"Unknown\":1}"), None);
        assert_eq!(reply("{"), None);
    }

    #[test]
    fn every_request_is_heard_as_it_was_asked() {
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
        let id = text();
        let files = vec![FileHeader {
            name: text(),
            size: 1 << 40,
        }];
        is_asked(Request::Load {
            files,
            kinds: BTreeMap::from([(text(), text())]),
        });
        is_asked(Request::LoadSample);
        is_asked(Request::Paste { text: text() });
        is_asked(Request::Answer {
            question: 1,
            choice: text(),
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
            id: id.clone(),
            query: query.clone(),
            window,
        });
        let ranges = vec![(0, 4), (9, 9)];
        is_asked(Request::Copy {
            id: id.clone(),
            query,
            ranges,
            column: Some(text()),
        });
        is_asked(Request::Issues { source: None });
        is_asked(Request::Rejected { source: 2 });
        is_asked(Request::Account {
            key: id,
            row: Some(1),
            report: None,
        });
        is_asked(Request::Timings);
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
}

//! Messages to their text and back.
//!
//! What serde derives is the largest part of a small download: each record becomes code of its own,
//! several times. So a text is first read into plain JSON values and every record is picked from
//! them by name; and a record is written by walking a list of its parts.

use chrono::NaiveDate;

use super::message::*;
use crate::accounts::matching::{MatchRules, SuggestionKind};
use crate::ingest::number::Decimal;
use crate::json::{Json, parse, push_text};
pub use crate::lifecycle::calendar::iso_day;
use crate::lifecycle::policy_choice::PolicyChoice;
use crate::report::query::{Direction, Filter, Query};
use crate::small_map::SmallMap;

/// A reply from its text; `None` for a text that is none.
pub fn reply(text: &str) -> Option<Reply> {
    understood(text)
}

/// A request with its number from its text; `None` for a text that is none.
pub fn envelope(text: &str) -> Option<Envelope> {
    understood(text)
}

/// A query from its text; `None` where a part is not understood.
pub fn query(text: &str) -> Option<Query> {
    understood(text)
}

/// A window from its text; `None` where a part is not understood.
pub fn window(text: &str) -> Option<Window> {
    understood(text)
}

/// A question from its text; `None` for a text that is none.
pub fn question(text: &str) -> Option<Question> {
    understood(text)
}

fn understood<T: Read>(text: &str) -> Option<T> {
    let json = parse(text)?;
    let mut trouble = false;
    let value = T::read(&json, &mut trouble);
    (!trouble).then_some(value)
}

/// The text of a message.
pub fn text(message: &impl Write) -> String {
    let mut out = String::new();
    message.write(&mut out);
    out
}

/// A value that is read from a plain JSON value.
///
/// What is not as expected is reported as trouble and read as some value, which nobody gets to see: to
/// leave at once would be a way out of every record for each of its parts, with all parts before it to be dropped.
pub trait Read: Sized {
    /// The value; any value where there is trouble.
    fn read(json: &Json, trouble: &mut bool) -> Self;
}

/// A value that is written as JSON.
pub trait Write {
    /// Appends the value.
    fn write(&self, out: &mut String);

    /// Whether a record may leave it out.
    fn is_default(&self) -> bool {
        false
    }
}

fn troubled<T: Default>(trouble: &mut bool) -> T {
    *trouble = true;
    T::default()
}

/// The part of this name; one that is missing is `null`.
fn part<'a>(json: &'a Json, name: &str) -> &'a Json {
    let Json::Record(parts) = json else {
        return &Json::Null;
    };
    let found = parts.iter().find(|(known, _)| known == name);
    found.map_or(&Json::Null, |(_, json)| json)
}

/// The name of a variant and what it holds: `null` where it stands as its name alone.
fn variant(json: &Json) -> (&str, &Json) {
    match json {
        Json::Text(name) => (name, &Json::Null),
        Json::Record(parts) if parts.len() == 1 => (&parts[0].0, &parts[0].1),
        _ => ("", &Json::Null),
    }
}

/// Writes a variant that holds something.
fn write_variant(out: &mut String, name: &str, content: &dyn Write) {
    write_record(out, &[(name, content)], &[]);
}

/// Writes a record: these parts, and of the others those that are not the default.
fn write_record(out: &mut String, parts: &[(&str, &dyn Write)], maybe: &[(&str, &dyn Write)]) {
    out.push('{');
    let filled = maybe.iter().filter(|(_, value)| !value.is_default());
    let mut comma = "";
    for (name, value) in parts.iter().chain(filled) {
        out.push_str(comma);
        comma = ",";
        push_text(out, name);
        out.push(':');
        value.write(out);
    }
    out.push('}');
}

fn write_list<'a>(out: &mut String, items: impl Iterator<Item = &'a dyn Write>) {
    out.push('[');
    for (place, item) in items.enumerate() {
        if place > 0 {
            out.push(',');
        }
        item.write(out);
    }
    out.push(']');
}

impl Read for String {
    fn read(json: &Json, trouble: &mut bool) -> String {
        match json {
            Json::Text(text) => text.clone(),
            _ => troubled(trouble),
        }
    }
}

impl Write for String {
    fn write(&self, out: &mut String) {
        push_text(out, self);
    }

    fn is_default(&self) -> bool {
        self.is_empty()
    }
}

impl Read for bool {
    fn read(json: &Json, trouble: &mut bool) -> bool {
        match json {
            Json::Bool(bool) => *bool,
            _ => troubled(trouble),
        }
    }
}

impl Write for bool {
    fn write(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }

    fn is_default(&self) -> bool {
        !self
    }
}

macro_rules! whole_number {
    ($($type:ident),*) => {
        $(
            impl Read for $type {
                fn read(json: &Json, trouble: &mut bool) -> $type {
                    match json {
                        Json::Number(number) => {
                            (*number).try_into().unwrap_or_else(|_| troubled(trouble))
                        }
                        _ => troubled(trouble),
                    }
                }
            }

            impl Write for $type {
                fn write(&self, out: &mut String) {
                    out.push_str(&self.to_string());
                }
            }
        )*
    };
}

whole_number!(u32, u64, i64);

impl Read for NaiveDate {
    fn read(json: &Json, trouble: &mut bool) -> NaiveDate {
        let day = match json {
            Json::Text(text) => iso_day(text),
            _ => None,
        };
        day.unwrap_or_else(|| troubled(trouble))
    }
}

impl Write for NaiveDate {
    fn write(&self, out: &mut String) {
        push_text(out, &self.to_string());
    }
}

impl<T: Read> Read for Option<T> {
    fn read(json: &Json, trouble: &mut bool) -> Option<T> {
        match json {
            Json::Null => None,
            json => Some(T::read(json, trouble)),
        }
    }
}

impl<T: Write> Write for Option<T> {
    fn write(&self, out: &mut String) {
        match self {
            Some(value) => value.write(out),
            None => out.push_str("null"),
        }
    }

    fn is_default(&self) -> bool {
        self.is_none()
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(json: &Json, trouble: &mut bool) -> Vec<T> {
        let mut values = Vec::new();
        match json {
            Json::List(items) => {
                for item in items {
                    values.push(T::read(item, trouble));
                }
            }
            _ => *trouble = true,
        }
        values
    }
}

impl<T: Write> Write for Vec<T> {
    fn write(&self, out: &mut String) {
        write_list(out, self.iter().map(|item| item as &dyn Write));
    }

    fn is_default(&self) -> bool {
        self.is_empty()
    }
}

impl<A: Read, B: Read> Read for (A, B) {
    fn read(json: &Json, trouble: &mut bool) -> (A, B) {
        match json {
            Json::List(items) if items.len() == 2 => {
                (A::read(&items[0], trouble), B::read(&items[1], trouble))
            }
            _ => {
                *trouble = true;
                (A::read(&Json::Null, trouble), B::read(&Json::Null, trouble))
            }
        }
    }
}

impl<A: Write, B: Write> Write for (A, B) {
    fn write(&self, out: &mut String) {
        let items: [&dyn Write; 2] = [&self.0, &self.1];
        write_list(out, items.into_iter());
    }
}

impl<T: Read> Read for Box<T> {
    fn read(json: &Json, trouble: &mut bool) -> Box<T> {
        Box::new(T::read(json, trouble))
    }
}

impl<T: Write> Write for Box<T> {
    fn write(&self, out: &mut String) {
        (**self).write(out);
    }
}

impl Read for Json {
    fn read(json: &Json, _: &mut bool) -> Json {
        json.clone()
    }
}

impl Write for Json {
    fn write(&self, out: &mut String) {
        match self {
            Json::Null => out.push_str("null"),
            Json::Bool(boolean) => boolean.write(out),
            Json::Number(number) => number.write(out),
            Json::Fraction(digits, places) => Decimal {
                digits: *digits,
                places: *places,
            }
            .write(out),
            Json::Text(text) => text.write(out),
            Json::List(items) => items.write(out),
            Json::Record(parts) => {
                let parts = parts
                    .iter()
                    .map(|(name, json)| (name.as_str(), json as &dyn Write));
                write_record(out, &parts.collect::<Vec<_>>(), &[]);
            }
        }
    }

    fn is_default(&self) -> bool {
        *self == Json::Null
    }
}

impl Read for PolicyChoice {
    fn read(json: &Json, trouble: &mut bool) -> PolicyChoice {
        *trouble |= !matches!(json, Json::Record(_));
        let changes = part(json, "changes").clone();
        *trouble |= !matches!(changes, Json::Record(_) | Json::Null);
        PolicyChoice {
            id: Option::read(part(json, "id"), trouble).unwrap_or_default(),
            changes,
        }
    }
}

impl Write for PolicyChoice {
    fn write(&self, out: &mut String) {
        write_record(out, &[], &[("id", &self.id), ("changes", &self.changes)]);
    }

    fn is_default(&self) -> bool {
        PolicyChoice::is_default(self)
    }
}

impl Read for SmallMap<String, String> {
    fn read(json: &Json, trouble: &mut bool) -> SmallMap<String, String> {
        let mut map = SmallMap::default();
        match json {
            Json::Record(parts) => {
                for (name, json) in parts {
                    map.insert(name.clone(), String::read(json, trouble));
                }
            }
            _ => *trouble = true,
        }
        map
    }
}

impl Write for SmallMap<String, String> {
    fn write(&self, out: &mut String) {
        let parts = self
            .iter()
            .map(|(name, text)| (name.as_str(), text as &dyn Write));
        write_record(out, &parts.collect::<Vec<_>>(), &[]);
    }
}

impl Read for Value {
    fn read(json: &Json, trouble: &mut bool) -> Value {
        match json {
            Json::Null => Value::Null,
            Json::Bool(boolean) => Value::Boolean(*boolean),
            Json::Number(number) => Value::Integer(*number),
            Json::Fraction(digits, places) => Value::Decimal(Decimal {
                digits: *digits,
                places: *places,
            }),
            Json::Text(text) => Value::Text(text.clone()),
            Json::List(_) => Value::List(Vec::read(json, trouble)),
            Json::Record(_) => {
                *trouble = true;
                Value::Null
            }
        }
    }
}

impl Write for Decimal {
    fn write(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }
}

impl Write for Value {
    fn write(&self, out: &mut String) {
        match self {
            Value::Null => out.push_str("null"),
            Value::Boolean(boolean) => boolean.write(out),
            Value::Integer(number) => number.write(out),
            Value::Decimal(number) => number.write(out),
            Value::Text(text) => text.write(out),
            Value::List(texts) => texts.write(out),
        }
    }
}

impl Read for Direction {
    fn read(json: &Json, trouble: &mut bool) -> Direction {
        match variant(json).0 {
            "asc" => Direction::Asc,
            other => {
                *trouble |= other != "desc";
                Direction::Desc
            }
        }
    }
}

impl Write for Direction {
    fn write(&self, out: &mut String) {
        let name = match self {
            Direction::Asc => "asc",
            Direction::Desc => "desc",
        };
        push_text(out, name);
    }
}

impl Read for Filter {
    fn read(json: &Json, trouble: &mut bool) -> Filter {
        let column = Read::read(part(json, "column"), trouble);
        match part(json, "any_of") {
            Json::Null => Filter::Between {
                column,
                from: Read::read(part(json, "from"), trouble),
                to: Read::read(part(json, "to"), trouble),
            },
            any_of => Filter::AnyOf {
                column,
                any_of: Read::read(any_of, trouble),
            },
        }
    }
}

impl Write for Filter {
    fn write(&self, out: &mut String) {
        match self {
            Filter::AnyOf { column, any_of } => {
                write_record(out, &[("column", column), ("any_of", any_of)], &[]);
            }
            Filter::Between { column, from, to } => {
                write_record(out, &[("column", column), ("from", from), ("to", to)], &[]);
            }
        }
    }
}

impl Read for SuggestionKind {
    fn read(json: &Json, trouble: &mut bool) -> SuggestionKind {
        SuggestionKind::of_name(variant(json).0).unwrap_or_else(|| {
            *trouble = true;
            SuggestionKind::Typo
        })
    }
}

impl Write for SuggestionKind {
    fn write(&self, out: &mut String) {
        push_text(out, self.name());
    }
}

impl Read for MatchRules {
    fn read(json: &Json, trouble: &mut bool) -> MatchRules {
        *trouble |= !matches!(json, Json::Record(_));
        let some = |name| Some(part(json, name)).filter(|json| **json != Json::Null);
        MatchRules::of(
            some("same").map_or_else(Vec::new, |json| Read::read(json, trouble)),
            some("apart").map_or_else(Vec::new, |json| Read::read(json, trouble)),
            &some("accepted").map_or_else(Vec::new, |json| Vec::read(json, trouble)),
        )
    }
}

impl Write for MatchRules {
    fn write(&self, out: &mut String) {
        let (same, apart) = (self.same().to_vec(), self.apart().to_vec());
        let accepted = self.accepted().to_vec();
        write_record(
            out,
            &[],
            &[("same", &same), ("apart", &apart), ("accepted", &accepted)],
        );
    }

    fn is_default(&self) -> bool {
        MatchRules::is_default(self)
    }
}

/// Reads and writes a record part by part; a part is named after its field unless said otherwise.
/// What stands behind `maybe` is left out where it is the default, and may be missing.
macro_rules! record {
    ($type:ident { $($field:ident $(= $name:literal)?),* $(,)? } $(maybe { $($maybe:ident),* $(,)? })?) => {
        impl Read for $type {
            fn read(json: &Json, trouble: &mut bool) -> $type {
                *trouble |= !matches!(json, Json::Record(_));
                $type {
                    $($field: Read::read(part(json, name!($field $($name)?)), trouble),)*
                    $($($maybe: Option::read(part(json, stringify!($maybe)), trouble).unwrap_or_else(|| $type::default().$maybe),)*)?
                }
            }
        }

        impl Write for $type {
            fn write(&self, out: &mut String) {
                write_record(
                    out,
                    &[$((name!($field $($name)?), &self.$field)),*],
                    &[$($((stringify!($maybe), &self.$maybe)),*)?],
                );
            }
        }
    };
}

/// Reads and writes a choice: each as its name alone, as its name with one value, or as its name with a record.
macro_rules! choice {
    ($type:ident { $($name:ident $(($value:ident))? $({ $($field:ident),* $(,)? })?),* $(,)? } else $otherwise:ident) => {
        impl Read for $type {
            fn read(json: &Json, trouble: &mut bool) -> $type {
                let (name, content) = variant(json);
                match name {
                    $(stringify!($name) => $type::$name
                        $(({ let $value = Read::read(content, trouble); $value }))?
                        $({ $($field: Read::read(part(content, stringify!($field)), trouble)),* })?,)*
                    _ => {
                        *trouble = true;
                        $type::$otherwise
                    }
                }
            }
        }

        impl Write for $type {
            fn write(&self, out: &mut String) {
                match self {
                    $($type::$name $(($value))? $({ $($field),* })? => choice!(@write out $name $(($value))? $({ $($field),* })?),)*
                }
            }
        }
    };
    (@write $out:ident $name:ident) => {
        push_text($out, stringify!($name))
    };
    (@write $out:ident $name:ident ($value:ident)) => {
        write_variant($out, stringify!($name), $value)
    };
    (@write $out:ident $name:ident { $($field:ident),* }) => {
        write_variant($out, stringify!($name), &Fields(&[$((stringify!($field), $field)),*]))
    };
}

/// The fields of a variant.
struct Fields<'a>(&'a [(&'a str, &'a dyn Write)]);

impl Write for Fields<'_> {
    fn write(&self, out: &mut String) {
        write_record(out, self.0, &[]);
    }
}

macro_rules! name {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $name:literal) => {
        $name
    };
}

choice!(Request {
    Load { files, kinds, remembered },
    LoadSample,
    Paste { text },
    Answer { question, choice },
    Reconsider { source, choice },
    Cancel,
    Clear,
    Sources,
    Report { id, query, window },
    Ask(inquiry),
    Match { row, partner, accepted },
    Decide(edit),
} else Cancel);
choice!(Reply {
    Ready,
    Progress(progress),
    Loaded(loaded),
    Cancelled,
    Cleared,
    Sources(sources),
    Report(report),
    Told(answer),
    Matched,
    Failed(sentence),
} else Ready);
record!(FileHeader { name, size });
record!(Progress {
    file,
    bytes,
    total_bytes,
    rows,
    elapsed_ms
});
record!(Loaded { sources, questions, refused, notes, timings, memory_bytes = "memoryBytes" });
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
    lines, duplicates, unmatched, repeats, recalled, header_set, memory,
});
record!(SourceColumn { header, field, kind = "type" });
record!(AsOfView { date, provenance });
record!(Question {
    id,
    source,
    text,
    choices,
    samples
} maybe { mapping });
record!(Choice { id, label });
record!(ReportView {
    id,
    columns,
    total,
    first,
    rows,
    values,
    handles,
    summary
} maybe { presence, matching });
record!(MatchView {
    rules,
    notes,
    accepted,
    suggested
});
record!(RuleView {
    kind,
    text,
    rows,
    on,
    then
});
record!(OfferView {
    text,
    row,
    partner,
    accepted
});
record!(Query {} maybe {
    search,
    sort,
    columns,
    filters,
    today,
    presence,
    match_rules,
    policy
});
record!(Envelope { id, today, request });
record!(Window {} maybe { first, rows, departments });
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
} maybe { by_value, contradictions });
record!(WeekCount { monday, count });
record!(Counts {
    mine,
    matched,
    expiring,
    mine_not_found,
    expiring_not_mine,
    ambiguous,
    enrollment,
    unclear,
    unclear_not_mine,
    mine_without_name
});

pub mod inquiries;

#[cfg(test)]
mod tests {
    use super::*;

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
        rules
    }

    #[test]
    fn match_rules_are_the_same_after_a_trip_as_text() {
        let text = super::text(&rules());
        assert_eq!(
            text,
            r#"{"same":[["gmail.com","upenn.edu"],["penn\\","wharton\\"]],"apart":["x.org"],"accepted":["lost-zero"]}"#
        );
        let asked = query(&format!(r#"{{"match_rules":{text}}}"#));
        assert_eq!(asked.map(|query| query.match_rules), Some(rules()));
        assert_eq!(query(r#"{"match_rules":{}}"#), Some(Query::default()));
        assert_eq!(query(r#"{"match_rules":{"accepted":["likeness"]}}"#), None);
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
            query: any_query(),
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
}

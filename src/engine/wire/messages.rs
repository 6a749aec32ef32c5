//! Requests and replies, to their text and back.

use super::parts::{self, Read, Write};
use crate::engine::message::*;
use crate::ingest::number::Decimal;
use crate::json::Json;

choice!(Request {
    Load { files, kinds, remembered },
    LoadSample,
    LoadProvider,
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
    lines, duplicates, unmatched, repeats, recalled, header_set, memory, older, counts,
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
record!(Envelope { id, today, request });
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

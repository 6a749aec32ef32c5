//! Rows as JSON with where they come from: what other programs read (M10, domain 2.11).

use super::about::About;
use super::groups::GroupTable;
use crate::json::push_text;
use crate::report::cells::Cell;
use crate::report::definition::ColumnDefinition;
use crate::report::view::Value;

/// What the file says it is; a part that changes its meaning gets another number.
const VERSION: u32 = 1;

/// Opens the file: everything but the rows.
pub fn open(
    out: &mut String,
    about: &About,
    groups: Option<&GroupTable>,
    columns: &[&ColumnDefinition],
) {
    out.push_str("{\"format\":\"rollcall-export\",\"version\":");
    out.push_str(&VERSION.to_string());
    named(out, ",\"report\":", &about.report);
    named(out, ",\"title\":", &about.title);
    named(out, ",\"holds\":", &about.meaning);
    named(out, ",\"shown\":", &about.view);
    named(out, ",\"evaluated_for\":", &about.today.to_string());
    named(out, ",\"zone\":", &about.zone);
    named(out, ",\"policy\":{\"id\":", &about.policy);
    named(out, ",\"name\":", &about.policy_name);
    out.push_str(",\"changed\":");
    out.push_str(word(about.policy_changed));
    out.push('}');
    if !about.stamp.is_empty() {
        named(out, ",\"made\":", &about.stamp);
    }
    out.push_str(",\"sample\":");
    out.push_str(word(about.is_sample));
    out.push_str(",\"query\":");
    out.push_str(&about.query);
    out.push_str(",\"sources\":[");
    for (place, source) in about.sources.iter().enumerate() {
        comma(out, place);
        named(out, "\n{\"name\":", &source.name);
        named(out, ",\"kind\":", &source.kind);
        out.push_str(",\"as_of\":{\"date\":");
        match source.as_of {
            Some(day) => push_text(out, &day.to_string()),
            None => out.push_str("null"),
        }
        named(out, ",\"provenance\":", &source.provenance);
        let [rows, accepted, rejected, blank] = source.numbers();
        out.push_str(&format!(
            "}},\"rows\":{rows},\"accepted\":{accepted},\"rejected\":{rejected},\"blank\":{blank}}}"
        ));
    }
    out.push(']');
    if let Some(groups) = groups {
        groups.push_json(out);
    }
    out.push_str(",\"columns\":[");
    for (place, column) in columns.iter().enumerate() {
        comma(out, place);
        named(out, "\n{\"id\":", column.id);
        named(out, ",\"title\":", column.title);
        named(out, ",\"type\":", column.kind.name());
        out.push('}');
    }
    out.push_str("],\"total\":");
    out.push_str(&about.n_rows.to_string());
    out.push_str(",\"rows\":[");
}

/// Adds a row; `place` is its place in the file, from 0.
pub fn push_row(out: &mut String, place: u32, cells: &[Cell]) {
    comma(out, place as usize);
    out.push_str("\n[");
    for (place, cell) in cells.iter().enumerate() {
        comma(out, place);
        push_value(out, &cell.value);
    }
    out.push(']');
}

/// Closes the file.
pub fn close(out: &mut String) {
    out.push_str("\n]}\n");
}

fn push_value(out: &mut String, value: &Value) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Boolean(flag) => out.push_str(word(*flag)),
        Value::Integer(number) => out.push_str(&number.to_string()),
        Value::Decimal(number) => out.push_str(&number.to_string()),
        Value::Text(text) => push_text(out, text),
        Value::List(items) => {
            out.push('[');
            for (place, item) in items.iter().enumerate() {
                comma(out, place);
                push_text(out, item);
            }
            out.push(']');
        }
    }
}

fn word(flag: bool) -> &'static str {
    match flag {
        true => "true",
        false => "false",
    }
}

fn named(out: &mut String, name: &str, text: &str) {
    out.push_str(name);
    push_text(out, text);
}

fn comma(out: &mut String, place: usize) {
    if place > 0 {
        out.push(',');
    }
}

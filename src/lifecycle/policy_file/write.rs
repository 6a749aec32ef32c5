//! A policy as its file.

use super::lines::{CHECKLISTS, PARTS, Part, checklists};
use super::read::{FORMAT, FORMAT_VERSION, HEAD};
use crate::json::{Json, push_text};
use crate::lifecycle::policy::Policy;

/// The text of the file, for people too: a line for every value.
pub fn write(policy: &Policy) -> String {
    let mut file = Json::Record(Vec::new());
    put(&mut file, HEAD[0], Json::Text(FORMAT.to_owned()));
    put(&mut file, HEAD[1], Json::Number(FORMAT_VERSION));
    for (key, json) in values(policy) {
        put(&mut file, key, json);
    }
    let mut out = String::new();
    push(&mut out, &file, 0);
    out.push('\n');
    out
}

/// Every value with its key, in order.
pub fn values(policy: &Policy) -> impl Iterator<Item = (&'static str, Json)> {
    PARTS.iter().filter_map(|part| match part {
        Part::Heading(_) => None,
        Part::Line(line) => Some((line.key, (line.get)(policy))),
        Part::Map(map) => Some((map.key, map.all(policy))),
        Part::Checklists => Some((CHECKLISTS, checklists(policy))),
    })
}

/// Puts a value under a key with dots.
fn put(into: &mut Json, key: &str, json: Json) {
    let Json::Record(parts) = into else { return };
    let (name, rest) = match key.split_once('.') {
        Some((name, rest)) => (name, Some(rest)),
        None => (key, None),
    };
    let Some(rest) = rest else {
        return parts.push((name.to_owned(), json));
    };
    if !parts.iter().any(|(known, _)| known == name) {
        parts.push((name.to_owned(), Json::Record(Vec::new())));
    }
    if let Some((_, group)) = parts.iter_mut().find(|(known, _)| known == name) {
        put(group, rest, json);
    }
}

fn push(out: &mut String, json: &Json, depth: usize) {
    match json {
        Json::Null => out.push_str("null"),
        Json::Bool(is) => out.push_str(if *is { "true" } else { "false" }),
        Json::Number(number) => out.push_str(&number.to_string()),
        // No policy line holds one: what reads a line refuses it.
        Json::Fraction(digits, places) => out.push_str(&format!("{digits}e-{places}")),
        Json::Text(text) => push_text(out, text),
        Json::List(items) => {
            let is_long = items.iter().any(|item| matches!(item, Json::Record(_)));
            let items = items.iter().map(|item| (None, item));
            push_items(out, ['[', ']'], items, is_long.then_some(depth));
        }
        Json::Record(parts) => {
            let parts = parts.iter().map(|(name, json)| (Some(name.as_str()), json));
            push_items(out, ['{', '}'], parts, Some(depth));
        }
    }
}

/// Items on lines of their own, at a depth, or all on one line.
fn push_items<'a>(
    out: &mut String,
    [open, close]: [char; 2],
    items: impl Iterator<Item = (Option<&'a str>, &'a Json)>,
    depth: Option<usize>,
) {
    out.push(open);
    let mut is_empty = true;
    for (name, json) in items {
        if !is_empty {
            out.push_str(if depth.is_some() { "," } else { ", " });
        }
        is_empty = false;
        if let Some(depth) = depth {
            new_line(out, depth + 1);
        }
        if let Some(name) = name {
            push_text(out, name);
            out.push_str(": ");
        }
        push(out, json, depth.map_or(0, |depth| depth + 1));
    }
    if let (Some(depth), false) = (depth, is_empty) {
        new_line(out, depth);
    }
    out.push(close);
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    out.push_str(&"  ".repeat(depth));
}

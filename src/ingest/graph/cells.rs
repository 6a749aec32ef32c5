//! A list of values in one cell.
//!
//! Texts are joined by `+`, as the admin centre joins them. Of the lists of objects that reports are
//! made of, each object is its parts joined by `|`. What would not be clear so is written as JSON;
//! a list without anything is `[]`, so that it stays apart from a list that is not there (2.1).

use super::json::Value;
use crate::json::push_text;

/// A list of objects whose parts are written in this order.
struct Known {
    /// Its property, in lower case.
    path: &'static str,
    /// The parts of an object; a part that is a list stands last.
    parts: &'static [&'static str],
}

/// The lists of objects that reports are made of.
const KNOWN: [Known; 5] = [
    Known {
        path: "assignedlicenses",
        parts: &["skuId"],
    },
    Known {
        path: DISABLED_PLANS,
        parts: &["skuId", "disabledPlans"],
    },
    // The group by which a licence came, or `direct` (F9).
    Known {
        path: "licenseassignmentstates",
        parts: &[
            "skuId",
            "assignedByGroup",
            "state",
            "error",
            "lastUpdatedDateTime",
            "disabledPlans",
        ],
    },
    Known {
        path: "serviceplans",
        parts: &[
            "servicePlanId",
            "servicePlanName",
            "provisioningStatus",
            "appliesTo",
        ],
    },
    Known {
        path: "verifieddomains",
        parts: &["name"],
    },
];

/// Where the service plans stand that are taken out of assigned licences.
const DISABLED_PLANS: &str = "assignedlicenses.disabledplans";

/// What stands for a group where a licence was assigned to the person.
const DIRECT: &str = "direct";

/// The cell of a list, and what stands in a column beside it, under the list's name with `.disabledPlans`.
pub fn list_cell(path: &str, items: &[Value]) -> (String, Option<String>) {
    let path = path.to_ascii_lowercase();
    let cell = joined(&path, items).unwrap_or_else(|| json(&Value::List(items.to_vec())));
    let has_plans = |item: &&Value| {
        let plans = item.member("disabledPlans");
        matches!(plans, Some(Value::List(plans)) if !plans.is_empty())
    };
    let without: Vec<Value> = match path == KNOWN[0].path {
        true => items.iter().filter(has_plans).cloned().collect(),
        false => Vec::new(),
    };
    let beside = (!without.is_empty())
        .then(|| joined(DISABLED_PLANS, &without).unwrap_or_else(|| json(&Value::List(without))));
    (cell, beside)
}

/// The items joined by `+`; `None` where they could not be parted again.
fn joined(path: &str, items: &[Value]) -> Option<String> {
    if items.is_empty() {
        return None;
    }
    let known = KNOWN.iter().find(|known| known.path == path);
    let mut cell = String::new();
    for (n, item) in items.iter().enumerate() {
        let text = match (item, known) {
            (Value::Null, _) | (Value::List(_), _) | (Value::Object(_), None) => return None,
            (Value::Object(_), Some(known)) => parts(item, known.parts)?,
            (scalar, _) => scalar.scalar()?.to_string(),
        };
        // An address says by its prefix where it begins (K13).
        let is_parted = path == "proxyaddresses" && text.contains(':');
        if text.is_empty() || text.contains('+') && !is_parted || text.starts_with('[') {
            return None;
        }
        if n > 0 {
            cell.push('+');
        }
        cell.push_str(&text);
    }
    Some(cell)
}

fn parts(item: &Value, names: &[&str]) -> Option<String> {
    let mut text = String::new();
    for (n, name) in names.iter().enumerate() {
        let found = item.member(name);
        let pieces: Vec<&str> = match found {
            Some(Value::List(list)) => list.iter().map(Value::scalar).collect::<Option<_>>()?,
            Some(Value::Null) | None if *name == "assignedByGroup" => vec![DIRECT],
            Some(value) => vec![value.scalar()?],
            None => vec![""],
        };
        for (m, piece) in pieces.iter().enumerate() {
            if piece.contains('|') {
                return None;
            }
            if n + m > 0 {
                text.push('|');
            }
            text.push_str(piece);
        }
    }
    Some(text)
}

/// A value as JSON without space.
fn json(value: &Value) -> String {
    let mut out = String::new();
    push_json(&mut out, value);
    out
}

fn push_json(out: &mut String, value: &Value) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Word(word) => out.push_str(word),
        Value::Text(text) => push_text(out, text),
        Value::List(items) => {
            out.push('[');
            for (n, item) in items.iter().enumerate() {
                if n > 0 {
                    out.push(',');
                }
                push_json(out, item);
            }
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (n, (name, value)) in members.iter().enumerate() {
                if n > 0 {
                    out.push(',');
                }
                push_text(out, name);
                out.push(':');
                push_json(out, value);
            }
            out.push('}');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::json::{Cursor, Letters};
    use super::*;

    fn items(text: &str) -> Vec<Value> {
        let mut cursor = Cursor {
            text: text.as_bytes(),
            at: 0,
            last: true,
        };
        match cursor.value(&mut Letters::default(), 9) {
            Ok(Value::List(items)) => items,
            other => panic!("{other:?}"),
        }
    }

    #[track_caller]
    fn case(path: &str, text: &str, expected: &str) {
        assert_eq!(list_cell(path, &items(text)).0, expected, "{text}");
    }

    #[test]
    fn texts_are_joined_unless_that_would_not_be_clear() {
        case("methodsRegistered", r#"["push", "oath"]"#, "push+oath");
        case("methodsRegistered", "[]", "[]");
        case("methodsRegistered", "[null]", "[null]");
        case("methodsRegistered", r#"[""]"#, r#"[""]"#);
        case("methodsRegistered", r#"["a",""]"#, r#"["a",""]"#);
        case("methodsRegistered", r#"["[]"]"#, r#"["[]"]"#);
        case("businessPhones", r#"["+1 425"]"#, r#"["+1 425"]"#);
        case("n", "[1, 2.50, true]", "1+2.50+true");
        case(
            "others",
            r#"[{"a": [1, {"b": "c\"d"}]}]"#,
            r#"[{"a":[1,{"b":"c\"d"}]}]"#,
        );
        case(
            "proxyAddresses",
            r#"["SMTP:j+x@example.edu","smtp:j@example.edu"]"#,
            "SMTP:j+x@example.edu+smtp:j@example.edu",
        );
        case(
            "proxyAddresses",
            r#"["j+x@example.edu"]"#,
            r#"["j+x@example.edu"]"#,
        );
    }

    #[test]
    fn licences_are_their_products_and_say_how_they_came() {
        let licences =
            r#"[{"skuId": "a", "disabledPlans": []}, {"skuId": "b", "disabledPlans": ["p", "q"]}]"#;
        let (cell, beside) = list_cell("assignedLicenses", &items(licences));
        assert_eq!((cell.as_str(), beside.as_deref()), ("a+b", Some("b|p|q")));
        let states = r#"[{"skuId": "a", "assignedByGroup": null, "state": "Active", "error": "None"},
            {"skuId": "b", "assignedByGroup": "g", "state": "Error", "error": "CountViolation", "lastUpdatedDateTime": "2026-09-14T08:30:00Z", "disabledPlans": ["p", "q"]}]"#;
        case(
            "licenseAssignmentStates",
            states,
            "a|direct|Active|None||+b|g|Error|CountViolation|2026-09-14T08:30:00Z|p|q",
        );
        case(
            "licenseAssignmentStates",
            r#"[{"skuId": "a|b"}]"#,
            r#"[{"skuId":"a|b"}]"#,
        );
        case(
            "servicePlans",
            r#"[{"servicePlanName": "X", "servicePlanId": "i", "appliesTo": "User"}]"#,
            "i|X||User",
        );
    }
}

//! Conditions to the JSON of a query and back.

use super::{Clause, Is, PRESENCES, TEXT_TESTS, Test};
use crate::ingest::number::Decimal;
use crate::json::Json;
use crate::lifecycle::calendar::iso_day;

/// More conditions in one another than a person makes.
const MOST_DEEP: u32 = 8;

impl Clause {
    /// A condition from its JSON.
    ///
    /// # Errors
    /// The sentence that says which part is none.
    pub fn read(json: &Json) -> Result<Clause, String> {
        read(json, MOST_DEEP)
    }

    /// The condition as a query carries it.
    pub fn json(&self) -> Json {
        let list = |name: &str, parts: &[Clause]| {
            Json::Record(vec![(
                name.to_owned(),
                Json::List(parts.iter().map(Clause::json).collect()),
            )])
        };
        match self {
            Clause::All(parts) => list("all", parts),
            Clause::Any(parts) => list("any", parts),
            Clause::Not(part) => Json::Record(vec![("not".to_owned(), part.json())]),
            Clause::Column { column, test } => {
                let mut parts = vec![("column".to_owned(), Json::Text(column.clone()))];
                parts.extend(written(test));
                Json::Record(parts)
            }
        }
    }
}

fn read(json: &Json, depth: u32) -> Result<Clause, String> {
    let Json::Record(parts) = json else {
        return Err(format!("expected a condition, but found {}", shown(json)));
    };
    let depth = depth
        .checked_sub(1)
        .ok_or("the conditions stand too deep in one another")?;
    if let [(name, inner)] = parts.as_slice() {
        let all = |inner: &Json| match inner {
            Json::List(parts) => parts.iter().map(|part| read(part, depth)).collect(),
            _ => Err(format!("`{name}`: expected a list of conditions")),
        };
        match name.as_str() {
            "all" => return Ok(Clause::All(all(inner)?)),
            "any" => return Ok(Clause::Any(all(inner)?)),
            "not" => return Ok(Clause::Not(Box::new(read(inner, depth)?))),
            _ => {}
        }
    }
    let Some((_, Json::Text(column))) = parts.iter().find(|(name, _)| name == "column") else {
        return Err(format!(
            "expected a condition with a `column`, but found {}",
            shown(json)
        ));
    };
    let rest: Vec<(&str, &Json)> = parts
        .iter()
        .filter(|(name, _)| name != "column")
        .map(|(name, json)| (name.as_str(), json))
        .collect();
    let test = test(&rest).ok_or_else(|| {
        format!(
            "expected a test of the column `{column}`, but found {}",
            shown(json)
        )
    })?;
    Ok(Clause::of(column, test))
}

fn test(parts: &[(&str, &Json)]) -> Option<Test> {
    let span = |names: [&str; 2]| {
        let is_one = parts.iter().all(|(name, _)| names.contains(name));
        let end = |name| parts.iter().find(|(known, _)| *known == name);
        is_one.then(|| names.map(|name| end(name).map(|(_, json)| *json)))
    };
    match *parts {
        [] => return None,
        [("any_of", json)] => return texts(json).map(Test::AnyOf),
        [("is", json)] => {
            let names = texts(json)?;
            let known = |name: &String| {
                PRESENCES
                    .iter()
                    .find(|(known, _)| known == name)
                    .map(|(_, is)| *is)
            };
            return names.iter().map(known).collect::<Option<_>>().map(Test::Is);
        }
        [("days", Json::List(ends))] => {
            let [first, last] = ends.as_slice() else {
                return None;
            };
            return Some(Test::Days(open(first, days)?, open(last, days)?));
        }
        [(name, Json::Text(text))] => {
            if let Some((_, how)) = TEXT_TESTS.iter().find(|(known, _)| *known == name) {
                return Some(Test::Text(*how, text.clone()));
            }
        }
        _ => {}
    }
    if let Some([from, to]) = span(["from", "to"]) {
        let day = |json: &Json| match json {
            Json::Text(text) => iso_day(text),
            _ => None,
        };
        return Some(Test::Dates(maybe(from, day)?, maybe(to, day)?));
    }
    let [min, max] = span(["min", "max"])?;
    Some(Test::Numbers(maybe(min, number)?, maybe(max, number)?))
}

/// What may be missing: `None` where it is there and is not understood.
fn maybe<T>(json: Option<&Json>, read: impl Fn(&Json) -> Option<T>) -> Option<Option<T>> {
    json.map_or(Some(None), |json| read(json).map(Some))
}

/// What may be `null`.
fn open<T>(json: &Json, read: impl Fn(&Json) -> Option<T>) -> Option<Option<T>> {
    maybe(Some(json).filter(|json| **json != Json::Null), read)
}

fn texts(json: &Json) -> Option<Vec<String>> {
    let Json::List(items) = json else { return None };
    let text = |item: &Json| match item {
        Json::Text(text) => Some(text.clone()),
        _ => None,
    };
    items.iter().map(text).collect()
}

fn days(json: &Json) -> Option<i32> {
    // More than the days that a calendar has would be none.
    const MOST: i64 = 3_000_000;
    match json {
        Json::Number(number) if number.abs() <= MOST => i32::try_from(*number).ok(),
        _ => None,
    }
}

fn number(json: &Json) -> Option<Decimal> {
    match json {
        Json::Number(number) => Some(Decimal {
            digits: *number,
            places: 0,
        }),
        Json::Fraction(digits, places) => Some(Decimal {
            digits: *digits,
            places: *places,
        }),
        _ => None,
    }
}

fn written(test: &Test) -> Vec<(String, Json)> {
    let list = |name: &str, texts: Vec<String>| {
        let texts = texts.into_iter().map(Json::Text).collect();
        vec![(name.to_owned(), Json::List(texts))]
    };
    let span = |names: [&str; 2], ends: [Option<Json>; 2]| {
        let ends = names.into_iter().zip(ends);
        ends.filter_map(|(name, end)| Some((name.to_owned(), end?)))
            .collect()
    };
    match test {
        Test::Text(how, text) => {
            let name = TEXT_TESTS.iter().find(|(_, known)| known == how);
            let name = name.map_or("contains", |(name, _)| name);
            vec![(name.to_owned(), Json::Text(text.clone()))]
        }
        Test::AnyOf(values) => list("any_of", values.clone()),
        Test::Is(all) => {
            let name = |is: &Is| PRESENCES.iter().find(|(_, known)| known == is);
            let names = all
                .iter()
                .filter_map(name)
                .map(|(name, _)| name.to_string());
            list("is", names.collect())
        }
        Test::Days(first, last) => {
            let end = |end: &Option<i32>| end.map_or(Json::Null, |n| Json::Number(n.into()));
            vec![("days".to_owned(), Json::List(vec![end(first), end(last)]))]
        }
        Test::Dates(from, to) => {
            let day = |day: &Option<chrono::NaiveDate>| day.map(|day| Json::Text(day.to_string()));
            span(["from", "to"], [day(from), day(to)])
        }
        Test::Numbers(min, max) => {
            let number = |number: &Option<Decimal>| {
                number.map(|number| match number.places {
                    0 => Json::Number(number.digits),
                    places => Json::Fraction(number.digits, places),
                })
            };
            span(["min", "max"], [number(min), number(max)])
        }
    }
}

fn shown(json: &Json) -> String {
    match json {
        Json::Record(parts) => {
            let names: Vec<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
            format!("`{}`", names.join(", "))
        }
        Json::List(_) => "a list".to_owned(),
        Json::Text(text) => format!("`{text}`"),
        _ => "a value".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    fn read(text: &str) -> Result<Clause, String> {
        Clause::read(&parse(text).unwrap())
    }

    #[test]
    fn every_condition_is_read_as_it_is_written() {
        #[track_caller]
        fn case(text: &str) {
            let json = parse(text).unwrap();
            assert_eq!(Clause::read(&json).unwrap().json(), json);
        }
        case(r#"{"column":"name","contains":"bak"}"#);
        case(r#"{"column":"name","equals":""}"#);
        case(r#"{"column":"name","starts":"a"}"#);
        case(r#"{"column":"name","ends":"z"}"#);
        case(r#"{"column":"stage","any_of":["flagged",""]}"#);
        case(r#"{"column":"days_left","min":-3}"#);
        case(r#"{"column":"backup_mb","min":0.5,"max":12}"#);
        case(r#"{"column":"disable_day","to":"2026-11-22"}"#);
        case(r#"{"column":"disable_day","days":[0,14]}"#);
        case(r#"{"column":"disable_day","days":[null,-1]}"#);
        case(r#"{"column":"department","is":["empty-in-source","not-knowable"]}"#);
        case(
            r#"{"any":[{"not":{"column":"name","contains":"x"}},{"all":[{"column":"key","is":["value"]}]}]}"#,
        );
    }

    #[test]
    fn what_is_no_condition_says_which_part_is_none() {
        #[track_caller]
        fn case(text: &str, sentence: &str) {
            assert_eq!(read(text), Err(sentence.to_owned()));
        }
        case("3", "expected a condition, but found a value");
        case(r#"{"any":3}"#, "`any`: expected a list of conditions");
        case(
            r#"{"column":"name"}"#,
            "expected a test of the column `name`, but found `column`",
        );
        case(
            r#"{"column":"name","contains":"a","min":3}"#,
            "expected a test of the column `name`, but found `column, contains, min`",
        );
        case(
            r#"{"column":"disable_day","from":"2026-13-01"}"#,
            "expected a test of the column `disable_day`, but found `column, from`",
        );
        case(
            r#"{"column":"disable_day","days":[1]}"#,
            "expected a test of the column `disable_day`, but found `column, days`",
        );
        let deep = r#"{"not":"#.repeat(9) + r#"{"column":"a","equals":"b"}"# + &"}".repeat(9);
        case(&deep, "the conditions stand too deep in one another");
    }
}

//! Decisions as the small file that people send each other; `docs/decisions.md` describes it.

use super::decision::{Decision, Decisions, StepState, Ticked, Verdict};
use super::moment::Moment;
use crate::json::{Json, parse, push_text, stopped_at};

/// What the file calls itself.
pub const FORMAT: &str = "rollcall-decisions";
/// The version that is written, and the last one that is read.
pub const VERSION: i64 = 1;

/// The text of the file, saved at a moment: a line for each account, so that two files can be compared.
pub fn written(decisions: &[Decision], saved: Moment) -> String {
    let mut out = String::from("{\n");
    for (name, value) in [("format", FORMAT), ("saved", &saved.iso())] {
        member(&mut out, name, value);
        out.push_str(match name {
            "format" => ", \"version\": 1,\n",
            _ => ",\n",
        });
    }
    out.push_str("\"decisions\": [");
    for (place, decision) in decisions.iter().enumerate() {
        out.push_str(if place == 0 { "\n" } else { ",\n" });
        write(&mut out, decision);
    }
    out.push_str("\n]}\n");
    out
}

fn member(out: &mut String, name: &str, value: &str) {
    push_text(out, name);
    out.push_str(": ");
    push_text(out, value);
}

fn write(out: &mut String, decision: &Decision) {
    let (at, changed) = (decision.at.iso(), decision.changed.iso());
    let verdict = decision.verdict.map_or("", Verdict::name);
    let mut members = vec![("account", decision.account.as_str())];
    if !decision.by.is_empty() {
        members.extend([("decision", verdict), ("by", &decision.by), ("at", &at)]);
        members.push(("note", &decision.note));
    }
    members.push(("changed", &changed));
    out.push('{');
    for (name, value) in members {
        member(out, name, value);
        out.push_str(", ");
    }
    out.push_str("\"steps\": [");
    for (place, step) in decision.steps.iter().enumerate() {
        out.push_str(if place == 0 { "{" } else { ", {" });
        for (name, value) in [
            ("step", step.step.as_str()),
            ("list", &step.list),
            ("state", step.state.name()),
            ("by", &step.by),
            ("at", &step.at.iso()),
        ] {
            member(out, name, value);
            out.push_str(", ");
        }
        out.push_str(&format!("\"wait\": {}}}", step.wait));
    }
    out.push_str("], \"seen\": {");
    for (place, (by, at)) in decision.seen.iter().enumerate() {
        out.push_str(if place == 0 { "" } else { ", " });
        member(out, by, &at.iso());
    }
    out.push_str("}}");
}

/// Whether a text means to be such a file, damaged or not.
pub fn is_meant(text: &str) -> bool {
    text.contains(FORMAT)
}

/// The decisions that a file holds.
///
/// # Errors
/// The line and what is wrong there; a file is taken whole or not at all.
pub fn read(text: &str) -> Result<Vec<Decision>, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let Some(json) = parse(text) else {
        let at = stopped_at(text);
        let line = line_at(text, at);
        let found = match text.get(at..).and_then(|rest| rest.chars().next()) {
            Some(sign) => format!("`{}`", sign.escape_debug()),
            None => "its end".to_string(),
        };
        return Err(format!(
            "line {line}: the file is damaged: {found} does not belong there; ask for the file again"
        ));
    };
    if text_of(&json, "format") != Some(FORMAT) {
        return Err(format!("line 1: expected `\"format\": \"{FORMAT}\"`"));
    }
    match member_of(&json, "version") {
        Some(Json::Number(1..=VERSION)) => {}
        Some(Json::Number(newer)) => {
            return Err(format!(
                "line 1: version {newer} of the format is not known here; load this page again, it may be an old one"
            ));
        }
        _ => return Err("line 1: expected `\"version\": 1`".to_string()),
    }
    let Some(Json::List(items)) = member_of(&json, "decisions") else {
        return Err("line 1: expected `\"decisions\"`, a list".to_string());
    };
    let mut found: Vec<Decision> = Vec::new();
    for (place, item) in items.iter().enumerate() {
        let at = |why: String| format!("line {}: {why}", line_of_item(text, place));
        let decision = decision(item).map_err(at)?;
        if found.iter().any(|known| known.account == decision.account) {
            return Err(at(format!(
                "account `{}` stands there twice",
                decision.account
            )));
        }
        found.push(decision);
    }
    Ok(found)
}

fn decision(json: &Json) -> Result<Decision, String> {
    let mut decision = Decision {
        account: needed(json, "account")?.to_string(),
        changed: moment(json, "changed")?,
        ..Decision::default()
    };
    if let Some(by) = text_of(json, "by").filter(|by| !by.is_empty()) {
        decision.by = by.to_string();
        decision.at = moment(json, "at")?;
        decision.note = text_of(json, "note").unwrap_or_default().to_string();
        let name = text_of(json, "decision").unwrap_or_default();
        decision.verdict = Verdict::named(name);
        if decision.verdict.is_none() && !name.is_empty() {
            return Err(format!(
                "`decision`: expected `keep`, `let-go`, `asked` or `done`, but found `{name}`"
            ));
        }
    } else if text_of(json, "decision").is_some() {
        return Err("expected `by`, the initials of who decided".to_string());
    }
    if let Some(steps) = member_of(json, "steps") {
        let Json::List(steps) = steps else {
            return Err("`steps`: expected a list".to_string());
        };
        decision.steps = steps.iter().map(step).collect::<Result<_, _>>()?;
    }
    let Some(Json::Record(seen)) = member_of(json, "seen") else {
        return Err("expected `seen`, the last change of every person".to_string());
    };
    for (by, at) in seen {
        let at = match at {
            Json::Text(at) => Moment::parse(at),
            _ => None,
        };
        let at = at.ok_or_else(|| format!("`seen` of `{by}`: {A_MOMENT}"))?;
        decision.seen.push((by.clone(), at));
    }
    decision.seen.sort();
    decision.seen.dedup_by(|later, kept| {
        let is_again = later.0 == kept.0;
        if is_again {
            kept.1 = later.1;
        }
        is_again
    });
    match decision.seen.is_empty() {
        true => Err("`seen` names nobody".to_string()),
        false => Ok(decision),
    }
}

fn step(json: &Json) -> Result<Ticked, String> {
    let state = needed(json, "state")?;
    let wait = match member_of(json, "wait") {
        None => Some(0),
        Some(Json::Number(minutes)) => u32::try_from(*minutes).ok(),
        Some(_) => None,
    };
    Ok(Ticked {
        step: needed(json, "step")?.to_string(),
        list: text_of(json, "list").unwrap_or_default().to_string(),
        state: StepState::named(state).ok_or_else(|| {
            format!("`state`: expected `done`, `wanted` or `not-wanted`, but found `{state}`")
        })?,
        by: needed(json, "by")?.to_string(),
        at: moment(json, "at")?,
        wait: wait.ok_or("`wait`: expected whole minutes")?,
    })
}

const A_MOMENT: &str = "expected a moment such as `2026-11-22T19:05:07Z`";

fn member_of<'a>(json: &'a Json, name: &str) -> Option<&'a Json> {
    let Json::Record(members) = json else {
        return None;
    };
    let found = members.iter().find(|(known, _)| known == name);
    found.map(|(_, json)| json)
}

fn text_of<'a>(json: &'a Json, name: &str) -> Option<&'a str> {
    match member_of(json, name)? {
        Json::Text(text) => Some(text),
        _ => None,
    }
}

fn needed<'a>(json: &'a Json, name: &str) -> Result<&'a str, String> {
    let text = text_of(json, name).filter(|text| !text.is_empty());
    text.ok_or_else(|| format!("expected `{name}`, a text"))
}

fn moment(json: &Json, name: &str) -> Result<Moment, String> {
    let found = needed(json, name)?;
    Moment::parse(found).ok_or_else(|| format!("`{name}`: {A_MOMENT}, but found `{found}`"))
}

fn line_at(text: &str, at: usize) -> usize {
    let before = text.as_bytes().iter().take(at);
    1 + before.filter(|byte| **byte == b'\n').count()
}

/// The line on which the decision at a place of the list begins; the text is sound.
fn line_of_item(text: &str, place: usize) -> usize {
    let (mut depth, mut n_before, mut is_text, mut is_escaped) = (0, 0, false, false);
    for (at, byte) in text.bytes().enumerate() {
        if is_text {
            is_text = byte != b'"' || is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            continue;
        }
        match byte {
            b'"' => is_text = true,
            // The file, its list, and there the decisions.
            b'{' if depth == 2 && n_before == place => return line_at(text, at),
            b'{' | b'[' => {
                n_before += usize::from(depth == 2);
                depth += 1;
            }
            b'}' | b']' => depth -= 1,
            _ => {}
        }
    }
    1
}

/// The text of the file that holds all decisions.
pub fn file(decisions: &Decisions, saved: Moment) -> String {
    written(decisions.all(), saved)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lifecycle::decision::{Change, LET_GO};

    fn two() -> Decisions {
        let mut decisions = Decisions::default();
        let now = Moment::parse("2026-11-22T19:05:07Z").unwrap();
        let keep = Change::Decide(Some(Verdict::Keep), "until \"June\"".into());
        decisions.change("doe01", "AB", now, keep);
        let block = Change::Step {
            list: LET_GO.into(),
            step: "Block sign-in.".into(),
            state: Some(StepState::Done),
            wait: 75,
        };
        decisions.change("roe02", "CD", now, block);
        decisions
    }

    const SAVED: Moment = Moment(1_795_374_000);

    #[test]
    fn the_file_is_the_documented_one_and_is_read_as_it_was_written() {
        let text = file(&two(), SAVED);
        assert_eq!(
            text,
            r#"{
"format": "rollcall-decisions", "version": 1,
"saved": "2026-11-22T19:00:00Z",
"decisions": [
{"account": "doe01", "decision": "keep", "by": "AB", "at": "2026-11-22T19:05:07Z", "note": "until \"June\"", "changed": "2026-11-22T19:05:07Z", "steps": [], "seen": {"AB": "2026-11-22T19:05:07Z"}},
{"account": "roe02", "changed": "2026-11-22T19:05:07Z", "steps": [{"step": "Block sign-in.", "list": "let go", "state": "done", "by": "CD", "at": "2026-11-22T19:05:07Z", "wait": 75}], "seen": {"CD": "2026-11-22T19:05:07Z"}}
]}
"#
        );
        assert_eq!(read(&text).unwrap(), two().all());
        assert_eq!(read(&file(&Decisions::default(), SAVED)), Ok(Vec::new()));
    }

    #[test]
    fn a_damaged_file_is_refused_with_line_and_reason() {
        #[track_caller]
        fn case(from: &str, to: &str, expected: &str) {
            let text = file(&two(), SAVED);
            assert!(text.contains(from), "{from}");
            assert_eq!(read(&text.replacen(from, to, 1)), Err(expected.to_string()));
        }
        case(
            "75}",
            "75",
            "line 6: the file is damaged: `]` does not belong there; ask for the file again",
        );
        case(
            "\n]}\n",
            "",
            "line 6: the file is damaged: its end does not belong there; ask for the file again",
        );
        case(
            "rollcall-decisions",
            "other",
            "line 1: expected `\"format\": \"rollcall-decisions\"`",
        );
        case(
            "\"version\": 1",
            "\"version\": 2",
            "line 1: version 2 of the format is not known here; load this page again, it may be an old one",
        );
        case(
            "\"keep\"",
            "\"kept\"",
            "line 5: `decision`: expected `keep`, `let-go`, `asked` or `done`, but found `kept`",
        );
        case(
            "\"done\"",
            "\"open\"",
            "line 6: `state`: expected `done`, `wanted` or `not-wanted`, but found `open`",
        );
        case(
            "\"roe02\"",
            "\"doe01\"",
            "line 6: account `doe01` stands there twice",
        );
        case(
            "\"changed\": \"2026-11",
            "\"changed\": \"2026-13",
            "line 5: `changed`: expected a moment such as `2026-11-22T19:05:07Z`, but found `2026-13-22T19:05:07Z`",
        );
        case("75}", "-75}", "line 6: `wait`: expected whole minutes");
        case(
            "\"AB\": \"2026",
            "\"AB\": \"x2026",
            "line 5: `seen` of `AB`: expected a moment such as `2026-11-22T19:05:07Z`",
        );
    }

    #[test]
    fn nobody_decides_without_initials() {
        let text = file(&two(), SAVED).replacen("\"by\": \"AB\"", "\"by\": \"\"", 1);
        assert_eq!(
            read(&text),
            Err("line 5: expected `by`, the initials of who decided".to_string())
        );
    }

    #[test]
    fn of_two_last_changes_of_a_person_the_later_one_counts() {
        let both = "\"AB\": \"2026-11-22T19:05:07Z\", \"AB\": \"2026-11-23T19:05:07Z\"";
        let text = file(&two(), SAVED).replacen("\"AB\": \"2026-11-22T19:05:07Z\"", both, 1);
        let later = Moment::parse("2026-11-23T19:05:07Z").unwrap();
        assert_eq!(read(&text).unwrap()[0].seen, [("AB".to_string(), later)]);
    }

    #[test]
    fn the_line_is_told_of_a_file_in_any_layout() {
        let text = "{\"decisions\":[{\"account\":\"a{[\",\n\"changed\":\"2026-11-22T19:05:07Z\",\"steps\":[],\"seen\":{\"AB\":\"2026-11-22T19:05:07Z\"}},\n\n{\"account\":\"\"}],\"version\":1,\"format\":\"rollcall-decisions\"}";
        assert_eq!(
            read(text),
            Err("line 4: expected `account`, a text".to_string())
        );
    }

    proptest! {
        #[test]
        fn no_text_from_outside_ends_the_page(text in "[\\[\\]{}\",:0-2a\\\\ -]{0,40}") {
            let _ = read(&text);
        }

        #[test]
        fn whatever_a_person_writes_is_read_again(note: String, by in "\\PC{1,8}", account in "\\PC{1,8}") {
            let mut decisions = Decisions::default();
            decisions.change(&account, &by, SAVED, Change::Decide(Some(Verdict::Asked), note));
            prop_assert_eq!(read(&file(&decisions, SAVED)).unwrap(), decisions.all());
        }
    }
}

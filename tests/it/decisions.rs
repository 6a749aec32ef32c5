//! Decisions about accounts: shown, sorted and filtered by the lists, merged from files, gone with the data.

use rollcall::engine::inquiry::Edit;
use rollcall::engine::message::{DecisionsView, Value};

use super::walk::{Walk, query};

const REPORT: &str = "PennID,PennKey,Name,Expires in days,Scheduled deletion date\n\
    1,doe01,Ann,8,2026-12-01\n2,PENN\\roe02,Bob,8,2026-12-01\n3,poe03@upenn.edu,Cy01,8,2026-12-01\n";
const NOW: i64 = 1_795_374_000;

fn walk() -> Walk {
    let mut walk = Walk::new();
    let boxes = b"Display Name,Logon Name\nBox 1,doe01\nBox 2,roe02\nBox 3,poe03\n".to_vec();
    walk.drop_files(&[("mailboxes.csv", boxes), ("enrollment.csv", REPORT.into())]);
    walk
}

fn say(walk: &mut Walk, edit: Edit) -> Result<DecisionsView, String> {
    walk.engine.say_of_accounts(edit)
}

fn decide(walk: &mut Walk, key: &str, decision: &str, by: &str, now: i64) -> DecisionsView {
    let (key, decision, by, note) = (key.into(), decision.into(), by.into(), String::new());
    let edit = Edit::Decide {
        key,
        decision,
        by,
        note,
        now,
    };
    say(walk, edit).expect("a decision")
}

fn merge(walk: &mut Walk, text: String) -> Result<DecisionsView, String> {
    let name = "decisions_2026-11-22.json".into();
    say(walk, Edit::Merge { name, text })
}

fn file(walk: &mut Walk) -> String {
    use rollcall::engine::inquiry::Inquiry;
    use rollcall::engine::message::Reply;
    use rollcall::engine::wire::{inquiries, reply};
    let today = walk.today;
    let told = walk
        .engine
        .tell(Inquiry::DecisionFile { now: NOW }, today, &mut walk.disk);
    match reply(&told.expect("a file")) {
        Some(Reply::Told(json)) => inquiries::answer(&json).expect("a text"),
        other => panic!("{other:?}"),
    }
}

fn shown(walk: &mut Walk, text: &str) -> Vec<[String; 2]> {
    let view = walk.ask("expiring", &query(text));
    let rows = view.rows.into_iter();
    rows.map(|row| row.try_into().expect("two columns"))
        .collect()
}

fn pairs(expected: &[[&str; 2]]) -> Vec<[String; 2]> {
    expected
        .iter()
        .map(|pair| pair.map(str::to_string))
        .collect()
}

#[test]
fn lists_show_sort_and_filter_what_was_decided() {
    let mut walk = walk();
    let columns = r#""columns":["key","decision"]"#;
    let plain = format!("{{{columns}}}");
    assert_eq!(
        shown(&mut walk, &plain),
        pairs(&[["doe01", "–"], ["roe02", "–"], ["poe03", "–"]])
    );
    decide(&mut walk, "poe03", "let-go", "CD", NOW);
    decide(&mut walk, "roe02", "keep", "AB", NOW);
    let decided = pairs(&[
        ["doe01", "–"],
        ["roe02", "keep (AB)"],
        ["poe03", "let go (CD)"],
    ]);
    assert_eq!(shown(&mut walk, &plain), decided);
    let sorted = format!(r#"{{{columns},"sort":[["decision","asc"]]}}"#);
    assert_eq!(shown(&mut walk, &sorted)[2][0], "doe01");
    assert_eq!(shown(&mut walk, &sorted)[0][0], "roe02");
    let filtered =
        format!(r#"{{{columns},"filters":[{{"column":"decision","any_of":["let-go"]}}]}}"#);
    assert_eq!(
        shown(&mut walk, &filtered),
        pairs(&[["poe03", "let go (CD)"]])
    );
    let open = format!(r#"{{{columns},"filters":[{{"column":"decision","any_of":[""]}}]}}"#);
    assert_eq!(shown(&mut walk, &open), pairs(&[["doe01", "–"]]));
    let values = walk.ask("expiring", &query(&sorted)).values;
    assert_eq!(values[0][1], Value::Text("keep".into()));
    // Another file that comes later does not lose them.
    walk.paste("gone15");
    assert_eq!(shown(&mut walk, &plain), decided);
    decide(&mut walk, "roe02", "", "AB", NOW + 9);
    assert_eq!(
        shown(&mut walk, &plain)[1],
        ["roe02".to_string(), "–".to_string()]
    );
}

#[test]
fn decisions_outlive_no_clearing() {
    let mut walk = walk();
    decide(&mut walk, "roe02", "keep", "AB", NOW);
    walk.engine.clear();
    walk.drop_file("enrollment.csv", REPORT);
    assert!(file(&mut walk).contains("\"decisions\": [\n]"));
    let view = walk.ask("expiring-not-mine", &query(r#"{"columns":["decision"]}"#));
    assert_eq!(view.rows.concat(), ["–"; 3]);
}

#[test]
fn many_decisions_find_their_rows_as_few_do() {
    let mut walk = walk();
    for n in 0..99 {
        decide(&mut walk, &format!("gone{n}"), "asked", "AB", NOW);
    }
    decide(&mut walk, "roe02", "keep", "AB", NOW);
    let view = shown(&mut walk, r#"{"columns":["key","decision"]}"#);
    assert_eq!(
        view,
        pairs(&[["doe01", "–"], ["roe02", "keep (AB)"], ["poe03", "–"]])
    );
}

#[test]
fn a_file_is_merged_and_a_damaged_one_changes_nothing() {
    let mut ours = walk();
    let mut theirs = walk();
    decide(&mut ours, "doe01", "asked", "AB", NOW);
    let sent = file(&mut ours);
    let view = merge(&mut theirs, sent).unwrap();
    assert_eq!(
        view.told,
        "`decisions_2026-11-22.json`: 1 decision is new or changed"
    );
    decide(&mut theirs, "doe01", "keep", "CD", NOW + 60);
    decide(&mut ours, "doe01", "let-go", "AB", NOW + 120);
    let back = file(&mut theirs);
    let before = file(&mut ours);
    let damaged = back.replace("\"keep\"", "\"kept\"");
    assert_eq!(
        merge(&mut ours, damaged).unwrap_err(),
        "`decisions_2026-11-22.json`, line 5: `decision`: expected `keep`, `let-go`, `asked` or `done`, but found `kept`; nothing was changed"
    );
    assert_eq!(file(&mut ours), before);
    let view = merge(&mut ours, back).unwrap();
    assert_eq!(view.conflicts.len(), 1);
    assert!(
        view.conflicts[0].counts.starts_with("let go, AB"),
        "{view:?}"
    );
    assert!(view.conflicts[0].other.starts_with("keep, CD"), "{view:?}");
    let (key, by) = ("doe01".to_string(), "AB".to_string());
    let view = say(
        &mut ours,
        Edit::Other {
            key,
            by,
            now: NOW + 180,
        },
    )
    .unwrap();
    assert!(view.conflicts[0].counts.starts_with("keep, CD"), "{view:?}");
    let view = say(&mut ours, Edit::Settle).unwrap();
    assert_eq!(view.conflicts, []);
    assert_eq!(view.decisions[0].decision, "keep");
}

#[test]
fn a_decision_needs_a_name_and_initials() {
    let mut walk = walk();
    let edit = |key: &str, decision: &str, by: &str| Edit::Decide {
        key: key.into(),
        decision: decision.into(),
        by: by.into(),
        note: String::new(),
        now: NOW,
    };
    for (odd, reason) in [
        (edit("doe01", "keep", " "), "initials"),
        (edit(" ", "keep", "AB"), "logon name"),
        (edit("doe01", "kept", "AB"), "`kept` is no decision"),
    ] {
        let why = say(&mut walk, odd).unwrap_err();
        assert!(why.contains(reason), "{why}");
    }
}

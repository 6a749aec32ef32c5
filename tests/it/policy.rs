//! A policy of one's own: every list and every account follows it.

use rollcall::engine::message::Window;
use rollcall::engine::wire::query;
use rollcall::lifecycle::policy_file;

use super::walk::{Walk, day};
use super::zones::zones;

const MAILBOXES: &str = "mailbox_logon_name_last.csv";
const ENROLLMENT: &str = "published_columns.csv";

fn walk() -> Walk {
    let mut walk = Walk::with(&[MAILBOXES, ENROLLMENT]);
    walk.engine.take_policies(policy_file::resolve, zones);
    walk
}

/// The cells of two columns under a policy, as a link carries it.
fn under(walk: &mut Walk, policy: &str) -> Result<Vec<Vec<String>>, String> {
    let columns = r#"["key","last_safe_day","disable_day","recovery_end"]"#;
    let query = query(&format!(r#"{{"policy":{policy},"columns":{columns}}}"#)).expect("a query");
    let today = walk.today;
    let view = walk
        .engine
        .report("expiring", &query, Window::default(), today);
    Ok(view?.rows)
}

#[test]
fn every_key_of_the_file_is_documented() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("docs/policy.md")).expect("the table");
    let rows: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("| `"))
        .collect();
    let keys = policy_file::read::known_keys().chain(policy_file::read::HEAD);
    for key in keys {
        let quoted = format!("`{key}`");
        let is_told = rows.iter().any(|row| {
            let cell = row.split(" | ").next().unwrap_or_default();
            cell.contains(&quoted)
        });
        assert!(is_told, "{key}");
    }
}

#[test]
fn every_date_follows_the_policy_of_the_query_and_goes_back_with_it() {
    let mut walk = walk();
    let before = under(&mut walk, "{}").unwrap();
    let later = under(&mut walk, r#"{"changes":{"disable_lead_days":3}}"#).unwrap();
    assert_ne!(before, later);
    assert_eq!(before.len(), later.len());
    for (before, later) in before.iter().zip(&later) {
        assert_eq!(before[0], later[0]);
        assert_eq!(
            before[3], later[3],
            "the end of recovery counts from the deletion day"
        );
        assert_ne!(before[2], later[2]);
    }
    assert_eq!(under(&mut walk, "{}").unwrap(), before);
}

#[test]
fn a_holiday_of_ones_own_moves_the_last_safe_day() {
    let mut walk = walk();
    let before = under(&mut walk, "{}").unwrap();
    let safe: chrono::NaiveDate = {
        let view = walk.report("expiring");
        let column = view
            .columns
            .iter()
            .position(|column| column.id == "last_safe_day");
        let value = &view.values[0][column.expect("a column")];
        let rollcall::engine::message::Value::Text(day) = value else {
            panic!("{value:?}")
        };
        day.parse().unwrap()
    };
    let change = format!(r#"{{"changes":{{"calendar.holidays.{safe}":"closed"}}}}"#);
    let after = under(&mut walk, &change).unwrap();
    assert_ne!(before[0][1], after[0][1]);
}

#[test]
fn a_policy_that_makes_no_sense_is_refused_and_changes_nothing() {
    let mut walk = walk();
    let before = walk.report("expiring");
    let why = under(&mut walk, r#"{"changes":{"grace_days":"soon"}}"#).unwrap_err();
    assert_eq!(
        why,
        "policy line `grace_days`: expected a whole number of days from 0 to 3650, but found the text `soon`"
    );
    assert_eq!(walk.report("expiring"), before);
    let why = under(&mut walk, r#"{"id":"nobody"}"#).unwrap_err();
    assert!(
        why.starts_with("there is no policy profile `nobody`"),
        "{why}"
    );
}

#[test]
fn what_comes_later_and_what_is_asked_about_a_row_go_by_the_same_policy() {
    let mut walk = Walk::with(&[MAILBOXES]);
    walk.engine.take_policies(policy_file::resolve, zones);
    let policy = r#"{"changes":{"disable_lead_days":3,"affiliations.codes.STAF":null}}"#;
    under(&mut walk, policy).unwrap();
    walk.drop_file(ENROLLMENT, super::walk::fixture(ENROLLMENT));
    let account = walk
        .engine
        .account("adoe", None, None, walk.today, &mut walk.disk)
        .unwrap();
    let told = account
        .explanation
        .iter()
        .map(|step| step.statement.as_str());
    let told = told.collect::<Vec<_>>().join("\n");
    assert!(
        told.contains("disabled 3 days before the deletion day"),
        "{told}"
    );
    // Clearing takes the data; the policy is nobody's data.
    walk.engine.clear();
    walk.drop_file(ENROLLMENT, super::walk::fixture(ENROLLMENT));
    let again = walk
        .engine
        .account("adoe", None, None, walk.today, &mut walk.disk)
        .unwrap();
    assert_eq!(again.explanation.last(), account.explanation.last());
}

#[test]
fn affiliations_are_judged_by_the_policy_that_is_chosen() {
    let mut walk = walk();
    let known = walk
        .report("expiring-not-mine")
        .summary
        .counts
        .unclear_not_mine;
    let query = query(r#"{"policy":{"id":"blank"}}"#).expect("a query");
    let view = walk
        .engine
        .report(
            "expiring-not-mine",
            &query,
            Window::default(),
            day("2026-11-22"),
        )
        .unwrap();
    let unknown = view.summary.counts.unclear_not_mine;
    assert!(
        unknown <= known,
        "no code is known, so none is known not to keep an account"
    );
}

#[test]
fn a_date_out_of_the_calendar_is_unknown_and_says_why() {
    let mut walk = Walk::on("2026-11-22");
    let head =
        "PennID,PennKey,Name,Active Code,Expires in days,Scheduled deletion date,O365 Ready,DN";
    let text = format!("{head}\r\n10000001,adoe,A Doe,I,2147483647,,Affiliation ended,\r\n");
    walk.drop_file("enrollment_2026-11-20.csv", text);
    let account = walk
        .engine
        .account("adoe", None, None, walk.today, &mut walk.disk)
        .unwrap();
    assert_eq!(
        (account.stage.as_str(), account.urgency.as_str()),
        ("unknown", "unclear")
    );
    let told = account
        .explanation
        .iter()
        .map(|step| step.statement.as_str());
    let told = told.collect::<Vec<_>>().join("\n");
    assert!(told.contains("lead out of the calendar's range"), "{told}");
}

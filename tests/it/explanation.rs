//! The sample's chains of reasons read as plain English, and no date on the screen lacks one.

use rollcall::engine::message::AccountView;
use rollcall::sample::sample;

use super::walk::{TODAY, Walk, day, query};

fn walk() -> Walk {
    let mut walk = Walk::new();
    let pair = sample(day(TODAY));
    walk.drop_files(&[
        (pair.exchange_name, pair.exchange_csv.into()),
        (pair.enrollment_name, pair.enrollment_csv.into()),
    ]);
    walk
}

fn accounts(walk: &mut Walk) -> Vec<AccountView> {
    let lists = ["mine", "expiring-not-mine"];
    let handles = lists.map(|list| (list, walk.report(list).handles));
    let rows = handles
        .iter()
        .flat_map(|(list, rows)| rows.iter().map(move |row| (list, row)));
    let found = rows.map(|(list, row)| {
        let asked = walk.engine.account(
            &row.key,
            Some(row.row),
            Some(list),
            walk.today,
            &mut walk.disk,
        );
        asked.expect("an account")
    });
    found.collect()
}

fn chain(account: &AccountView) -> String {
    let steps = account.explanation.iter();
    steps.map(|step| format!("\n{}", step.statement)).collect()
}

#[test]
fn no_date_on_the_screen_lacks_a_sentence_and_no_sentence_its_ground() {
    let mut walk = walk();
    let mut n_dates = 0;
    for account in accounts(&mut walk) {
        let told = chain(&account);
        for (caption, text) in &account.clocks {
            assert!(
                told.contains(text),
                "{caption} {text} of {}:{told}",
                account.key
            );
            n_dates += 1;
        }
        for step in &account.explanation {
            let is_grounded =
                !step.cells.is_empty() || !step.policy.is_empty() || step.rule == "days-left";
            assert!(is_grounded, "{}: {}", account.key, step.statement);
        }
    }
    assert!(n_dates > 200, "{n_dates}");
}

#[test]
fn what_the_list_shows_is_what_the_account_explains() {
    let mut walk = walk();
    let columns = r#"{"columns":["key","last_safe_day","disable_day","deletion_day","safe_recovery_day","recovery_end"]}"#;
    let view = walk.ask("expiring", &query(columns));
    for (row, handle) in view.rows.iter().zip(&view.handles) {
        let found = walk.engine.account(
            &row[0],
            Some(handle.row),
            Some("expiring"),
            walk.today,
            &mut walk.disk,
        );
        let account = found.expect("an account");
        let texts: Vec<&str> = account
            .clocks
            .iter()
            .map(|(_, text)| text.as_str())
            .collect();
        match texts.is_empty() {
            true => assert!(row[1..].iter().all(|text| text == "unknown"), "{row:?}"),
            false => assert_eq!(row[1..], texts, "{}", account.key),
        }
    }
}

// Every kind of ending that the sample holds, one account each.
#[test]
fn the_chains_of_the_sample_read_as_plain_english() {
    let mut walk = walk();
    let mut told = String::new();
    let wanted = [
        "unclear",
        "late",
        "recovery-late",
        "imminent",
        "recovery",
        "watch",
        "lost",
        "none",
    ];
    let accounts = accounts(&mut walk);
    for urgency in wanted {
        let account = accounts.iter().find(|account| account.urgency == urgency);
        let account = account.unwrap_or_else(|| panic!("no account is {urgency}"));
        told.push_str(&format!(
            "\n# {urgency}: {}{}\n",
            account.headline,
            chain(account)
        ));
    }
    let pinned = include_str!("explanation.txt");
    assert_eq!(told.trim(), pinned.trim(), "{told}");
}

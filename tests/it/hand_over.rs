//! Logon names that go on to the next console: of exactly the rows on the screen (P15).

use super::walk::{Walk, query};

const ALL: [(u32, u32); 1] = [(0, 99)];

fn walk() -> Walk {
    let mut walk = Walk::new();
    let boxes = "Display Name,Logon Name\nBox 1,doe01\nBox 2,doe02\nBox 3,doe03\n";
    let report = "PennID,PennKey,Name,Expires in days,Scheduled deletion date\n\
        10000001,doe01,Ann,8,2026-12-01\n10000002,PENN\\doe02,Bob,8,2026-12-01\n\
        10000003,doe03@upenn.edu,Cy01,8,2026-12-01\n10000004,,Nobody,8,2026-12-01\n";
    let (boxes, report) = (boxes.as_bytes().to_vec(), report.as_bytes().to_vec());
    walk.drop_files(&[("mailboxes.csv", boxes), ("enrollment.csv", report)]);
    walk
}

fn names(walk: &mut Walk, id: &str, text: &str, form: &str, realm: &str) -> Vec<String> {
    let today = walk.today;
    let names = walk
        .engine
        .names(id, &query(text), &ALL, form, realm, today);
    names.expect("names").lines().map(str::to_string).collect()
}

#[test]
fn a_row_without_a_name_gives_none() {
    let mut walk = walk();
    for (form, realm) in [
        ("bare", ""),
        ("principal", "upenn.edu"),
        ("labelled", "penn"),
    ] {
        assert_eq!(
            names(&mut walk, "expiring-not-mine", "{}", form, realm),
            [""; 0]
        );
        let today = walk.today;
        let found = walk
            .engine
            .names("matching", &query("{}"), &ALL, form, realm, today);
        assert!(found.is_err(), "its keys need not be names: {found:?}");
    }
}

#[test]
fn names_are_those_of_the_rows_in_sight_even_where_their_column_is_not() {
    let mut walk = walk();
    // `01` stands in a logon name, which is hidden, and in a name, which is not.
    let text = r#"{"columns":["name"],"search":"01"}"#;
    assert_eq!(names(&mut walk, "expiring", text, "bare", ""), ["doe03"]);
    let today = walk.today;
    let copied = walk
        .engine
        .copy("expiring", &query(text), &ALL, Some("logon_name"), today);
    assert_eq!(copied.expect("a copy").text, "doe03@upenn.edu\r\n");
}

#[test]
fn a_form_takes_what_the_cell_says_and_else_what_is_given() {
    let mut walk = walk();
    let mut found = names(&mut walk, "expiring", "{}", "principal", "x.org");
    found.sort();
    assert_eq!(found, ["doe01@x.org", "doe02@x.org", "doe03@upenn.edu"]);
    let mut found = names(&mut walk, "expiring", "{}", "labelled", "");
    found.sort();
    assert_eq!(found, ["PENN\\doe02"]);
    let today = walk.today;
    assert!(
        walk.engine
            .names("expiring", &query("{}"), &ALL, "other", "", today)
            .is_err()
    );
}

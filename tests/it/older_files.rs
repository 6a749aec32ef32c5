//! An older enrollment report is history: what it lists is in no list beside the newer one, and no row of
//! another center is lost with it (D27).

use rollcall::engine::inquiry::Edit;
use rollcall::engine::message::{Reply, SourceView};

use crate::walk::{Walk, keys, query};

const HEADS: &str = "PennID,PennKey,Name,Center,All active affilations,Deprovision reason,Scheduled deletion date,Department";

/// A report: key, center, deletion day.
fn report(rows: &[[&str; 3]]) -> Vec<u8> {
    let mut text = format!("{HEADS}\n");
    for [key, center, day] in rows {
        let reason = if day.is_empty() { "" } else { "No FTE" };
        text += &format!(",{key},{key} Doe,{center},ALUM,{reason},{day},Law\n");
    }
    text.into_bytes()
}

fn loaded(files: &[(&str, &[[&str; 3]])]) -> Walk {
    let mut walk = Walk::new();
    walk.paste("ana\nben\ncid\ndot\n");
    for (name, rows) in files {
        walk.drop_file(name, report(rows));
    }
    walk
}

fn list(walk: &mut Walk, id: &str) -> String {
    let view = walk.ask(
        id,
        &query(r#"{"columns":["key","deletion_day"],"sort":[["key","asc"]]}"#),
    );
    let rows = view.rows.iter().map(|row| row.join(" "));
    rows.collect::<Vec<_>>().join(", ")
}

fn card(walk: &mut Walk, name: &str) -> SourceView {
    let mut sources = walk.sources().into_iter();
    sources.find(|source| source.name == name).unwrap()
}

fn count(walk: &mut Walk, name: &str, counts: bool) {
    let source = card(walk, name).id;
    let edit = Edit::Count { source, counts };
    let reply = walk.engine.take_edit(edit, walk.today).unwrap();
    assert!(matches!(reply, Reply::Loaded(loaded) if !loaded.notes.is_empty()));
}

const OLDER: &[[&str; 3]] = &[
    ["ana", "21", "2026-12-20"],
    ["ben", "21", "2026-12-21"],
    ["cid", "21", "2026-12-22"],
    ["eve", "21", "2026-12-23"],
];
const NEWER: &[[&str; 3]] = &[
    ["ana", "21", "2026-12-06"],
    ["ben", "21", "2026-12-21"],
    ["eve", "21", "2026-12-23"],
];

#[test]
fn an_older_report_adds_nothing_to_the_lists_in_whatever_order_they_come() {
    let older = ("enrollment 2026-11-13.csv", OLDER);
    let newer = ("enrollment 2026-11-20.csv", NEWER);
    for files in [[older, newer], [newer, older]] {
        let mut walk = loaded(&files);
        assert_eq!(
            list(&mut walk, "expiring"),
            "ana Sun 6 Dec 2026, ben Mon 21 Dec 2026"
        );
        assert_eq!(
            list(&mut walk, "mine"),
            "ana Sun 6 Dec 2026, ben Mon 21 Dec 2026"
        );
        assert_eq!(list(&mut walk, "expiring-not-mine"), "eve Wed 23 Dec 2026");
        // Whom only the older report has is found by none.
        let view = walk.ask("mine-not-found", &query("{}"));
        assert_eq!(keys(&view), ["cid", "dot"]);
        let view = walk.ask("expiring", &query("{}"));
        assert!(
            view.handles.iter().all(|row| row.marks.is_empty()),
            "{:?}",
            view.handles
        );
        let counts = &view.summary.counts;
        assert_eq!(
            (counts.enrollment, counts.matched, counts.expiring),
            (3, 2, 2)
        );
        assert_eq!(
            view.summary.as_of,
            "as of 20 Nov 2026 (from the file's name)"
        );
        // Its card says so, and no row of it is an issue.
        let older = card(&mut walk, "enrollment 2026-11-13.csv");
        assert_eq!(
            older.older,
            "`enrollment 2026-11-20.csv` of 20 Nov 2026 is newer: the 4 rows of this file are history. They are in “Changes”, and in no other list."
        );
        assert_eq!((older.counts, older.accepted), (false, 4));
        assert_eq!(card(&mut walk, "enrollment 2026-11-20.csv").older, "");
        assert!(!walk.codes().contains(&"duplicate-key".to_string()));
        // What changed is told all the same.
        let changes = walk.ask(
            "changes",
            &query(r#"{"columns":["key","change"],"sort":[["key","asc"]]}"#),
        );
        let told: Vec<String> = changes.rows.iter().map(|row| row.join(" ")).collect();
        assert_eq!(told, ["ana Date moved", "cid Removed"]);
    }
}

#[test]
fn its_rows_count_where_the_person_says_so_and_not_where_not() {
    let mut walk = loaded(&[
        ("enrollment 2026-11-13.csv", OLDER),
        ("enrollment 2026-11-20.csv", NEWER),
    ]);
    let before = list(&mut walk, "expiring");
    count(&mut walk, "enrollment 2026-11-13.csv", true);
    assert_eq!(
        list(&mut walk, "mine"),
        "ana Sun 20 Dec 2026, ana Sun 6 Dec 2026, ben Mon 21 Dec 2026, cid Tue 22 Dec 2026"
    );
    let told = card(&mut walk, "enrollment 2026-11-13.csv");
    assert!(
        told.counts && told.older.contains("count as well, as you said"),
        "{}",
        told.older
    );
    // What is the same in both counts once.
    assert_eq!(walk.ask("mine", &query("{}")).summary.counts.enrollment, 5);
    count(&mut walk, "enrollment 2026-11-13.csv", false);
    assert_eq!(list(&mut walk, "expiring"), before);
    let newest = card(&mut walk, "enrollment 2026-11-20.csv").id;
    let edit = Edit::Count {
        source: newest,
        counts: false,
    };
    assert!(walk.engine.take_edit(edit, walk.today).is_err());
}

#[test]
fn reports_of_different_centers_add_up_whatever_their_days() {
    let mut walk = loaded(&[
        ("law 2026-11-13.csv", &[["ana", "21", "2026-12-20"]]),
        ("arts 2026-11-20.csv", &[["ben", "02", "2026-12-21"]]),
    ]);
    assert_eq!(
        list(&mut walk, "expiring"),
        "ana Sun 20 Dec 2026, ben Mon 21 Dec 2026"
    );
    assert!(walk.sources().iter().all(|source| source.older.is_empty()));
}

#[test]
fn a_newer_report_of_one_center_leaves_the_other_centers_of_an_older_one() {
    let mut walk = loaded(&[
        (
            "all 2026-11-13.csv",
            &[
                ["ana", "21", "2026-12-20"],
                ["ben", "21", "2026-12-21"],
                ["cid", "02", "2026-12-22"],
            ],
        ),
        ("law 2026-11-20.csv", &[["ana", "21", "2026-12-06"]]),
    ]);
    assert_eq!(
        list(&mut walk, "expiring"),
        "ana Sun 6 Dec 2026, cid Tue 22 Dec 2026"
    );
    let told = card(&mut walk, "all 2026-11-13.csv");
    assert!(
        told.older.contains("2 rows of this file are history")
            && told
                .older
                .contains("1 row of centers that it does not have"),
        "{}",
        told.older
    );
}

#[test]
fn a_report_of_the_same_center_and_other_accounts_counts_and_says_so() {
    let mut walk = loaded(&[
        ("one 2026-11-13.csv", &[["ana", "21", "2026-12-20"]]),
        ("two 2026-11-20.csv", &[["ben", "21", "2026-12-21"]]),
    ]);
    assert_eq!(
        list(&mut walk, "expiring"),
        "ana Sun 20 Dec 2026, ben Mon 21 Dec 2026"
    );
    let told = card(&mut walk, "one 2026-11-13.csv");
    assert!(
        told.counts && told.older.contains("lists other accounts"),
        "{}",
        told.older
    );
    count(&mut walk, "one 2026-11-13.csv", false);
    assert_eq!(list(&mut walk, "expiring"), "ben Mon 21 Dec 2026");
    assert!(
        card(&mut walk, "one 2026-11-13.csv")
            .older
            .contains("history, as you said")
    );
}

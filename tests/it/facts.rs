//! What other exports say reaches the rows of the enrollment report, and why.

use super::walk::{Walk, query};

/// A report of 20 November 2026.
const REPORT: &str = "PennID,PennKey,Name,All active affiliations,Center,Expires in days,Scheduled deletion date,O365 Ready\n\
    10000011,adoe,Ada Doe,,21,5,2026-11-25,No\n\
    10000012,bfoe,Ben Foe,,21,10,2026-11-30,No\n\
    10000013,cgoe,Cem Goe,VSCO,40,,,Yes\n\
    10000014,dhoe,Dee Hoe,STAF,40,,,Yes\n\
    10000015,ejoe,Eli Joe,,58,40,2026-12-30,No\n\
    10000016,fkoe,Fay Koe,,58,-4,2026-11-16,No\n\
    10000017,gloe,Gus Loe,,58,60,2027-01-19,No\n";

/// Every account of it, as a mailbox list.
const MINE: &str = "Display Name,Size,Logon Name\nAda,1,adoe\nBen,1,bfoe\nCem,1,cgoe\nDee,1,dhoe\nEli,1,ejoe\nFay,1,fkoe\nGus,1,gloe\n";

const USERS: &str = "Display name,User principal name,Object Id,Soft deletion time stamp,Block credential,Licenses\n\
    Ada Doe,adoe@example.edu,00000001-1c2d-4e3f-8a9b-000000001eef,2026-11-10 03:30:00Z,True,Unlicensed\n\
    Dee Hoe,dhoe@example.edu,00000002-1c2d-4e3f-8a9b-000000003dde,,False,Office 365 A3 for faculty\n\
    Eli Joe,ejoe@example.edu,00000003-1c2d-4e3f-8a9b-000000005ccd,,True,Unlicensed\n\
    Fay Koe,fkoe@example.edu,00000004-1c2d-4e3f-8a9b-000000007bbc,,False,Office 365 A3 for faculty\n";

const CONSOLE: &str = "sAMAccountName,DN,UsersFunctional,Override until\n\
    bfoe,\"CN=bfoe,DC=example,DC=edu\",Yes,2027-03-01\n\
    cgoe,\"CN=cgoe,DC=example,DC=edu\",Yes,2026-10-05\n\
    dhoe,\"CN=dhoe,DC=example,DC=edu\",No,\n";

const BACKUPS: &str = "Global Customer ID,Customer Name,Account Name,User Email ID,User Name,Profile,Preserved On,Mode,Legal hold,Auto delete after (days)\n\
    c-1,Example,Example,gloe@example.edu,Gus Loe,Default,2026-11-01 04:05:06,AD/LDAP,No,30\n\
    c-1,Example,Example,ejoe@example.edu,Eli Joe,Default,2026-11-01 04:05:06,Manual,Yes,30\n";

fn walk() -> Walk {
    let mut walk = Walk::new();
    let files = [
        ("report.csv", REPORT),
        ("mine.csv", MINE),
        ("users_2026-11-21.csv", USERS),
        ("console.csv", CONSOLE),
        ("preserved.csv", BACKUPS),
    ];
    walk.drop_files(&files.map(|(name, text)| (name, text.into())));
    walk
}

/// `key: stage urgency deletion-day | marks` of every row of a list.
fn told(walk: &mut Walk, list: &str) -> Vec<String> {
    let columns = r#"{"columns":["key","stage","urgency","deletion_day"],"sort":[["key","asc"]]}"#;
    let view = walk.ask(list, &query(columns));
    let rows = view.rows.iter().zip(&view.handles);
    let told = rows.map(|(row, handle)| {
        let marks = match handle.marks.is_empty() {
            true => String::new(),
            false => format!(" | {}", handle.marks.join(", ")),
        };
        format!("{}: {} {}, {}{marks}", row[0], row[1], row[2], row[3])
    });
    told.collect()
}

#[test]
fn facts_of_other_exports_change_stage_urgency_and_marks() {
    let mut walk = walk();
    assert_eq!(
        told(&mut walk, "mine"),
        [
            "adoe: Deprovisioned Recovery, Mon 9 Nov 2026 | soft-deleted, unlicensed",
            "bfoe: Flagged Imminent, Mon 30 Nov 2026 | override ends",
            "cgoe: Flagged Soon, Fri 4 Dec 2026 | assumed",
            "dhoe: Active None, not flagged",
            "ejoe: Flagged None, Wed 30 Dec 2026 | blocked, unlicensed, preserved, legal hold",
            "fkoe: Deprovisioned Recovery, Mon 16 Nov 2026 | overdue",
            "gloe: Flagged None, Tue 19 Jan 2027 | preserved",
        ]
    );
}

#[test]
fn an_account_that_another_export_ends_is_among_the_expiring_ones() {
    let mut walk = walk();
    let keys = |walk: &mut Walk| {
        let mut keys = walk.keys("expiring");
        keys.sort();
        keys.join(" ")
    };
    assert_eq!(keys(&mut walk), "adoe bfoe cgoe ejoe fkoe gloe");
    assert_eq!(walk.report("expiring").summary.counts.expiring, 6);
    // Without the other exports the report's own word counts.
    let mut alone = Walk::new();
    alone.drop_files(&[("report.csv", REPORT.into()), ("mine.csv", MINE.into())]);
    assert_eq!(keys(&mut alone), "adoe bfoe ejoe fkoe gloe");
}

#[test]
fn each_fact_is_explained_by_the_cell_of_its_export() {
    let mut walk = walk();
    let mut cited = |key: &str, rule: &str| {
        let account = walk.account(key);
        let mut steps = account.explanation.into_iter();
        let named = format!("{rule},");
        let step = steps.find(|step| step.rule == rule || step.rule.starts_with(&named));
        let step = step.unwrap_or_else(|| panic!("{key}: {rule}"));
        let cells = step.cells.iter();
        let cells =
            cells.map(|cell| format!("{}:{} {}={}", cell.name, cell.line, cell.column, cell.raw));
        cells.collect::<Vec<_>>().join("; ")
    };
    assert_eq!(
        cited("adoe", "soft-deleted"),
        "users_2026-11-21.csv:2 Soft deletion time stamp=2026-11-10 03:30:00Z"
    );
    assert_eq!(
        cited("cgoe", "override-end"),
        "console.csv:3 Override until=2026-10-05; console.csv:3 UsersFunctional=Yes"
    );
    assert_eq!(
        cited("fkoe", "overdue"),
        "users_2026-11-21.csv:5 Block credential=False; users_2026-11-21.csv:5 Licenses=Office 365 \
         A3 for faculty"
    );
    assert_eq!(
        cited("gloe", "backup"),
        "preserved.csv:2 Preserved On=2026-11-01 04:05:06; preserved.csv:2 Mode=AD/LDAP; \
         preserved.csv:2 Auto delete after (days)=30; preserved.csv:2 Legal hold=No"
    );
    // Its clock and its fields are among the account's.
    let account = walk.account("gloe");
    let clock = ("Backup deleted", "Tue 1 Dec 2026 or Wed 2 Dec 2026");
    let clock = (clock.0.to_string(), clock.1.to_string());
    assert!(account.clocks.contains(&clock), "{:?}", account.clocks);
    let names = account.fields.iter().map(|field| field.cell.name.as_str());
    assert_eq!(names.filter(|name| *name == "preserved.csv").count(), 10);
}

#[test]
fn no_day_that_another_export_brings_lacks_its_sentence() {
    let mut walk = walk();
    for key in ["adoe", "bfoe", "cgoe", "dhoe", "ejoe", "fkoe", "gloe"] {
        let account = walk.account(key);
        let steps = account.explanation.iter();
        let told: String = steps.map(|step| format!("\n{}", step.statement)).collect();
        for (caption, text) in &account.clocks {
            assert!(told.contains(text), "{caption} {text} of {key}:{told}");
        }
    }
}

#[test]
fn the_four_parts_of_eligibility_stand_with_reason_and_cells() {
    let mut walk = walk();
    let mut told = |key: &str| {
        let account = walk.account(key);
        let parts = account.eligibility.iter();
        parts
            .map(|part| {
                assert!(!part.reason.is_empty() && !part.title.is_empty());
                part.state.clone()
            })
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(told("dhoe"), "known known known known");
    assert_eq!(told("cgoe"), "known known failed unknown");
    assert_eq!(told("bfoe"), "known failed known failed");
    let account = walk.account("dhoe");
    let cells = account.eligibility[3].cells.iter();
    let columns: Vec<&str> = cells.map(|cell| cell.column.as_str()).collect();
    assert_eq!(columns, ["O365 Ready", "Licenses"]);
}

#[test]
fn the_summary_counts_each_kind_of_contradiction_as_the_issues_do() {
    let mut walk = walk();
    let counts = walk.report("expiring").summary.contradictions;
    let counts: Vec<String> = counts
        .iter()
        .map(|(code, n)| format!("{code} {n}"))
        .collect();
    assert_eq!(counts, ["override-outlasts 1", "overdue 1"]);
    let issues = walk.issues();
    for code in ["override-outlasts", "overdue"] {
        assert_eq!(issues.iter().filter(|issue| issue.code == code).count(), 1);
    }
    let views = walk.sources();
    let listed: u32 = views.iter().map(|view| view.n_issues).sum();
    assert_eq!(listed as usize, issues.len());
}

#[test]
fn every_kind_of_contradiction_is_counted_over_all_rows_whatever_is_searched() {
    let files = [
        "eligible_but_flagged.csv",
        "inactive_but_listed.csv",
        "unknown_code.csv",
        "dates_disagree.csv",
    ];
    let mut walk = Walk::with(&files);
    let counts = |walk: &mut Walk, search: &str| {
        let asked = query(&format!(r#"{{"search":"{search}"}}"#));
        walk.ask("expiring-not-mine", &asked).summary.contradictions
    };
    let all = counts(&mut walk, "");
    assert_eq!(all, counts(&mut walk, "nobody"));
    let issues = walk.issues();
    for (code, n) in all {
        let listed = issues.iter().filter(|issue| issue.code == code).count();
        assert_eq!(n as usize, listed, "{code}");
    }
}

#[test]
fn a_source_taken_out_again_takes_its_facts_with_it() {
    let mut walk = walk();
    let console = walk
        .sources()
        .iter()
        .position(|view| view.name == "console.csv");
    let id = walk.sources()[console.unwrap()].id;
    walk.change(id, "names").ok();
    let rows = told(&mut walk, "mine");
    assert_eq!(rows[1], "bfoe: Flagged Imminent, Mon 30 Nov 2026");
    assert_eq!(rows[2], "cgoe: Active None, not flagged");
}

#[test]
fn an_ending_that_no_export_has_for_certain_counts_where_a_column_says_it() {
    let mut walk = Walk::with(&["ended_and_deceased.csv"]);
    // 5 Oct and 60 days of grace.
    let ended = walk.account("fkoe");
    assert_eq!(ended.stage, "flagged");
    assert!(
        ended
            .clocks
            .contains(&("Deletion day".into(), "Fri 4 Dec 2026".into()))
    );
    assert_eq!(ended.marks, ["assumed"]);
    let died = walk.account("ejoe");
    assert_eq!(died.marks, ["deceased"]);
    let end = ("End of recovery".to_string(), "Wed 30 Dec 2026".to_string());
    assert!(died.clocks.contains(&end));
    // Not flagged, but not safe either.
    let unclear = walk.account("gloe");
    assert_eq!(
        (unclear.stage.as_str(), unclear.urgency.as_str()),
        ("unknown", "unclear")
    );
    assert_eq!(
        unclear.headline,
        "not flagged, but the person has died: treat as urgent until explained"
    );
}

#[test]
fn slash_dates_of_the_end_of_affiliations_are_asked_about_by_themselves() {
    let header = "PennID,PennKey,Name,All active affiliations,Affiliation end date,Scheduled deletion date,O365 Ready\n";
    let report = format!("{header}1,adoe,Ada,,03/04/2026,,\n2,bfoe,Ben,,,2026-11-25,No\n");
    let mut walk = Walk::new();
    let loaded = walk.drop_file("report.csv", report);
    let asked = loaded.questions.first().expect("a question");
    assert!(
        asked.text.contains("Affiliation end date"),
        "{}",
        asked.text
    );
    let day = |walk: &mut Walk| walk.column("expiring-not-mine", "deletion_day");
    assert!(day(&mut walk).contains(&"Sun 3 May 2026".to_string()));
    walk.answer(&asked.clone(), "day-first").expect("an answer");
    assert!(day(&mut walk).contains(&"Tue 2 Jun 2026".to_string()));
}

//! Two dated exports of one kind: what changed, what became of whom, and one sentence of it (D27, 2.11).

use proptest::prelude::*;
use rollcall::engine::inquiry::Inquiry;
use rollcall::engine::links::{LinkView, OpenView};
use rollcall::engine::message::{AccountView, TodoView, Value};

use crate::across::told;
use crate::walk::{Walk, query};

const ENROLLMENT: &str = "PennID,PennKey,Name,Center,All active affilations,Deprovision reason,Scheduled deletion date,Department";

/// Rows of the enrollment report: key, affiliations, reason, deletion day.
fn enrollment(rows: &[[&str; 4]]) -> String {
    let mut text = format!("{ENROLLMENT}\n");
    for [key, affiliations, reason, day] in rows {
        text += &format!(
            "{},{key},{} Doe,21,{affiliations},{reason},{day},Law\n",
            id(key),
            key.to_uppercase()
        );
    }
    text
}

/// The same person has the same number in every file.
fn id(key: &str) -> u32 {
    10_000_000
        + key
            .bytes()
            .fold(0, |id, byte| id * 26 + u32::from(byte - b'a'))
}

const USERS: &str = "userPrincipalName,displayName,id,userType,accountEnabled,createdDateTime";

fn users(rows: &[(&str, bool)]) -> String {
    let mut text = format!("{USERS}\n");
    for (name, enabled) in rows {
        text += &format!(
            "{name}@upenn.edu,{name},a1b2c3d4-e5f6-0718-293a-{:012},Member,{enabled},2020-01-01T00:00:00Z\n",
            id(name)
        );
    }
    text
}

fn deleted(name: &str) -> String {
    let own = format!("a1b2c3d4-e5f6-0718-293a-{:012}", id(name));
    format!(
        r#"{{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#directoryObjects/microsoft.graph.user","value":[{{"id":"{own}","displayName":"{name}","userPrincipalName":"{}{name}@upenn.edu","deletedDateTime":"2026-11-18T10:30:00Z"}}]}}"#,
        own.replace('-', "")
    )
}

const ASKED: &str = r#"{"columns":["key","change","fate","column","before","after","days_moved"],"sort":[["key","asc"]]}"#;

/// Two enrollment reports, one week apart.
fn weeks(older: &[[&str; 4]], newer: &[[&str; 4]]) -> Walk {
    let mut walk = Walk::new();
    walk.drop_files(&[
        ("enrollment 2026-11-13.csv", enrollment(older).into_bytes()),
        ("enrollment 2026-11-20.csv", enrollment(newer).into_bytes()),
    ]);
    walk
}

fn rows(walk: &mut Walk) -> Vec<String> {
    let view = walk.ask("changes", &query(ASKED));
    told(&view).split(" / ").map(str::to_string).collect()
}

/// The sentence over all rows.
fn sentence(walk: &mut Walk) -> String {
    let about = walk.about("changes", &query("{}"));
    let tickets = about.notes.iter().filter(|note| note.weight == "ticket");
    let tickets: Vec<&str> = tickets.map(|note| note.text.as_str()).collect();
    tickets.join(" | ")
}

#[test]
fn every_change_of_an_enrollment_row_is_told() {
    let mut walk = weeks(
        &[
            ["ana", "ALUM", "No FTE", "2026-12-20"],
            ["ben", "ALUM", "No FTE", "2026-12-20"],
            ["cid", "ALUM", "No FTE", "2026-12-20"],
            ["dot", "STAF", "", ""],
            ["eve", "ALUM", "No FTE", "2026-12-20"],
            ["fay", "ALUM", "No FTE", "2026-12-20"],
            ["gus", "STAF", "", ""],
            ["hal", "ALUM", "No FTE", "2026-12-20"],
        ],
        &[
            // Nothing, a week earlier, nine days later, flagged now, no longer flagged.
            ["ana", "ALUM", "No FTE", "12/20/2026"],
            ["ben", "ALUM", "No FTE", "12/13/2026"],
            ["cid", "ALUM", "No FTE", "12/29/2026"],
            ["dot", "ALUM", "No FTE", "12/30/2026"],
            ["eve", "STAF", "", ""],
            // Another reason, another affiliation, gone; and one that is new.
            ["fay", "ALUM", "Deceased person", "12/20/2026"],
            ["gus", "FAC", "", ""],
            ["ida", "ALUM", "No FTE", "12/24/2026"],
        ],
    );
    assert_eq!(
        rows(&mut walk),
        [
            "ben date-moved - Deletion day 2026-12-20 2026-12-13 -7",
            "cid date-moved - Deletion day 2026-12-20 2026-12-29 9",
            "dot flag-added - Deletion day not flagged 2026-12-30 -",
            "eve flag-removed saved Deletion day 2026-12-20 not flagged -",
            "fay reason-changed - Why flagged No FTE Deceased person -",
            "gus other-changed - Active affiliations STAF FAC -",
            "hal removed unknown Deletion day 2026-12-20 - -",
            "ida added - Deletion day - 2026-12-24 -",
        ]
    );
    assert_eq!(
        sentence(&mut walk),
        "Since 13 Nov 2026 (7 days): 2 new at risk, 1 saved, \
         1 removed, and nothing says what became of them, \
         1 date moved earlier (worst \u{2212}7 days), 1 date moved later, 1 reason changed, 1 other change."
    );
    // What needs a person stands first, what is saved last.
    let own = walk.ask("changes", &query(r#"{"columns":["key"]}"#));
    assert_eq!(
        told(&own)
            .split(" / ")
            .take(4)
            .collect::<Vec<_>>()
            .join(" "),
        "dot ida ben hal"
    );
    assert_eq!(
        own.values.last(),
        Some(&vec![Value::Text("eve".to_string())])
    );
}

#[test]
fn an_account_of_several_changes_is_one_row_with_all_of_them() {
    let mut walk = weeks(
        &[
            ["ana", "ALUM", "No FTE", "2026-12-20"],
            ["ben", "ALUM", "No FTE", "2026-12-20"],
        ],
        &[
            ["ana", "STAF", "Left", "2026-12-10"],
            ["ben", "ALUM", "No FTE", "2026-12-20"],
        ],
    );
    let view = walk.ask(
        "changes",
        &query(r#"{"columns":["key","changes","also","older_line","newer_line","older_file"]}"#),
    );
    assert_eq!(
        told(&view),
        "ana date-moved+reason-changed+other-changed Why flagged+Active affiliations 2 2 enrollment 2026-11-13.csv"
    );
    let only = query(
        r#"{"columns":["key"],"filters":[{"column":"changes","any_of":["reason-changed"]}]}"#,
    );
    assert_eq!(walk.ask("changes", &only).total, 1);
}

/// Opens a row of the report.
fn opened(walk: &mut Walk, key: &str) -> AccountView {
    let opened = walk
        .engine
        .account(key, None, Some("changes"), walk.today, &mut walk.disk);
    opened.expect("an account")
}

#[test]
fn what_became_of_one_who_is_gone_is_looked_for_in_the_other_files() {
    let gone = ["ana", "ben", "cid", "dot", "eve"];
    let older: Vec<[&str; 4]> = gone
        .iter()
        .map(|key| [*key, "ALUM", "No FTE", "2026-12-20"])
        .chain([["zoe", "ALUM", "No FTE", "2026-12-20"]])
        .collect();
    let newer = [["zoe", "ALUM", "No FTE", "2026-12-20"]];
    let mut walk = weeks(&older, &newer);
    let fates = |walk: &mut Walk| {
        let asked = r#"{"columns":["key","fate","fate_reason"],"sort":[["key","asc"]]}"#;
        told(&walk.ask("changes", &query(asked)))
    };
    assert!(fates(&mut walk).starts_with("ana unknown no other loaded file tells of it /"));
    // One that is older than the newer report proves nothing, nor does one of an unknown day.
    walk.drop_file("exportUsers_2026-11-19.csv", users(&[("ana", true)]));
    assert!(
        fates(&mut walk)
            .starts_with("ana unknown Entra users is of 19 Nov 2026, before the newer file /")
    );
    let mut walk = weeks(&older, &newer);
    walk.drop_file("exportUsers.csv", users(&[("ana", true)]));
    assert!(
        fates(&mut walk).starts_with("ana unknown Entra users does not say of which day it is /")
    );
    let mut walk = weeks(&older, &newer);
    walk.drop_file(
        "exportUsers_2026-11-21.csv",
        users(&[("ana", true), ("ben", false), ("dot", true)]),
    );
    walk.drop_file("deleted users.json", deleted("cid"));
    assert_eq!(
        fates(&mut walk),
        "ana saved Entra users of 21 Nov 2026: sign-in allowed \
         / ben disabled Entra users of 21 Nov 2026: sign-in not allowed \
         / cid deleted a deleted account of the directory has its name \
         / dot saved Entra users of 21 Nov 2026: sign-in allowed \
         / eve unknown no other loaded file tells of it"
    );
    assert_eq!(
        sentence(&mut walk),
        "Since 13 Nov 2026 (7 days): 2 saved, 1 deleted, 1 removed with sign-in disabled, \
         1 removed, and nothing says what became of them."
    );
    let view = opened(&mut walk, "cid");
    assert_eq!(view.explanation[0].rule, "what-changed");
    assert_eq!(
        view.explanation[0].statement,
        "From 13 Nov 2026 to 20 Nov 2026: The older file has this entry, and the newer one has not: 20 Dec 2026."
    );
    assert_eq!(view.explanation[0].cells[0].raw, "2026-12-20");
    assert_eq!(view.explanation[0].cells[0].line, 4);
    assert_eq!(
        view.explanation[1].statement,
        "What became of it: Deleted. A deleted account of the directory has its name."
    );
}

#[test]
fn a_report_that_does_not_say_of_a_row_that_it_is_safe_saves_nobody() {
    // Without a flag, and without an affiliation that keeps the account.
    let mut walk = weeks(
        &[
            ["ana", "ALUM", "No FTE", "2026-12-20"],
            ["ben", "STAF", "", ""],
        ],
        &[["ana", "", "", ""], ["ben", "STAF", "", ""]],
    );
    let rows = rows(&mut walk);
    assert_eq!(
        rows,
        [
            "ana flag-removed unknown Deletion day 2026-12-20 not flagged, but not known to be safe -"
        ]
    );
    // Nor does one whose affiliation the policy does not know.
    let mut walk = weeks(
        &[
            ["ana", "ALUM", "No FTE", "2026-12-20"],
            ["ben", "STAF", "", ""],
        ],
        &[["ana", "QQQ", "", ""], ["ben", "STAF", "", ""]],
    );
    let view = walk.ask("changes", &query(r#"{"columns":["key","change","fate"]}"#));
    assert_eq!(told(&view), "ana flag-removed unknown");
}

#[test]
fn a_row_of_changes_leads_to_the_account_and_to_its_decision() {
    let mut walk = weeks(
        &[
            ["ana", "ALUM", "No FTE", "2026-12-20"],
            ["ben", "ALUM", "No FTE", "2026-12-20"],
        ],
        &[
            ["ana", "ALUM", "No FTE", "2026-12-13"],
            ["ben", "ALUM", "No FTE", "2026-12-20"],
        ],
    );
    let view = opened(&mut walk, "ana");
    assert_eq!(view.key, "ana");
    assert_eq!(
        view.explanation[0].statement,
        "From 13 Nov 2026 to 20 Nov 2026: Deletion day was 20 Dec 2026 and is 13 Dec 2026 now."
    );
    let cells = &view.explanation[0].cells;
    let files: Vec<(&str, &str)> = cells
        .iter()
        .map(|cell| (cell.name.as_str(), cell.raw.as_str()))
        .collect();
    assert!(
        files.contains(&("enrollment 2026-11-13.csv", "2026-12-20")),
        "{files:?}"
    );
    assert!(
        files.contains(&("enrollment 2026-11-20.csv", "2026-12-13")),
        "{files:?}"
    );
    let todo = |walk: &mut Walk, report: &str| -> TodoView {
        walk.tell(Inquiry::Todo {
            key: "ana".to_string(),
            row: Some(0),
            report: Some(report.to_string()),
            now: 1_795_000_000,
        })
    };
    assert_eq!(todo(&mut walk, "changes").key, "ana");
    assert_eq!(todo(&mut walk, "mfa").key, "");
}

const BACKUP: &str = "Global Customer ID,Customer Name,Account Name,User Name,User Email,Profile,User Status,Microsoft 365 License,SMB License,Managed By,Mapping";

/// Entries of the backup: customer, name, profile, license, mapping.
fn backup(rows: &[[&str; 5]]) -> String {
    let mut text = format!("{BACKUP}\n");
    for [customer, name, profile, license, mapping] in rows {
        text += &format!(
            "id-{customer},{customer},{customer},{name},{name}@contoso.com,{profile},Active,{license},-,Azure AD,{mapping}\n"
        );
    }
    text
}

fn backups(older: &[[&str; 5]], newer: &[[&str; 5]]) -> Walk {
    let mut walk = Walk::new();
    walk.drop_files(&[
        ("provisioning 2026-11-13.csv", backup(older).into_bytes()),
        ("provisioning 2026-11-20.csv", backup(newer).into_bytes()),
    ]);
    walk
}

#[test]
fn a_mapping_of_all_users_of_a_profile_is_one_event() {
    let mut walk = backups(
        &[
            ["North", "ana", "Staff", "Active", "Map1"],
            ["North", "ben", "Staff", "Active", "Map1"],
            ["North", "cid", "Staff", "Active", "Manual"],
            ["North", "dot", "Guests", "Active", "Map1"],
            ["North", "eve", "Guests", "Active", "Map1"],
            ["South", "fay", "Staff", "Active", "Map1"],
            ["South", "gus", "Staff", "Active", "Map1"],
        ],
        &[
            ["North", "ana", "Staff", "Preserve", "Map2"],
            ["North", "ben", "Staff", "Active", "Map2"],
            // By hand before and after: that profile has changed as a whole all the same (D28).
            ["North", "cid", "Staff", "Active", "Manual"],
            // One of two: two users, and no event of the profile.
            ["North", "dot", "Guests", "Active", "Map2"],
            ["North", "eve", "Guests", "Active", "Map1"],
            // A profile of the same name at another customer.
            ["South", "fay", "Staff", "Active", "Map1"],
            ["South", "gus", "Staff", "Active", "Map1"],
        ],
    );
    let asked = r#"{"columns":["key","change","before","after","accounts","customer_name"],"sort":[["key","asc"]]}"#;
    assert_eq!(
        told(&walk.ask("changes", &query(asked))),
        "ana license-changed Active Preserved 1 North \
         / dot mapping-changed Map1 Map2 1 North \
         / profile Staff of North mapping-changed Map1 Map2 2 North"
    );
    assert_eq!(
        sentence(&mut walk),
        "Since 13 Nov 2026 (7 days): 1 license change, 2 mapping changes in profile Staff, \
         1 mapping change of single users."
    );
    let view = opened(&mut walk, "profile Staff of North");
    assert!(view.headline.contains("one event"), "{}", view.headline);
    assert_eq!(view.explanation[0].rule, "what-changed");
}

#[test]
fn licenses_are_compared_by_what_they_are() {
    let spelt = |license| ["North", "ana", "Staff", license, "Map1"];
    let other = ["North", "ben", "Staff", "Active", "Map1"];
    #[track_caller]
    fn case(older: [&str; 5], newer: [&str; 5], other: [&str; 5], expected: &str) {
        let mut walk = backups(&[older, other], &[newer, other]);
        let asked = r#"{"columns":["before","after"]}"#;
        assert_eq!(told(&walk.ask("changes", &query(asked))), expected);
    }
    case(spelt("preserve"), spelt("Preserved"), other, "");
    case(spelt("-"), spelt("\u{2013}"), other, "");
    case(spelt("Active"), spelt("-"), other, "Active Unlicensed");
    case(spelt("-"), spelt("Trial"), other, "Unlicensed Trial");
}

#[test]
fn products_that_were_given_or_taken_are_named() {
    let mut walk = Walk::new();
    let list = |rows: &[(&str, &str)]| {
        let mut text =
            "User principal name,Display name,Block credential,Licenses,Object Id\n".to_string();
        for (name, licenses) in rows {
            text += &format!(
                "{name}@contoso.com,{name},False,{licenses},a1b2c3d4-e5f6-0718-293a-{:012}\n",
                id(name)
            );
        }
        text.into_bytes()
    };
    walk.drop_files(&[
        (
            "users_2026-11-13.csv",
            list(&[
                ("ana", "Office 365 E3+Visio"),
                ("ben", "Office 365 E3+Visio"),
                ("cid", "Unlicensed"),
            ]),
        ),
        (
            "users_2026-11-20.csv",
            list(&[
                ("ana", "Visio+Office 365 E3"),
                ("ben", "Office 365 E3"),
                ("cid", "Visio"),
            ]),
        ),
    ]);
    let asked = r#"{"columns":["name","change","before","after"],"sort":[["name","asc"]]}"#;
    assert_eq!(
        told(&walk.ask("changes", &query(asked))),
        "ben license-changed Office 365 E3, Visio Office 365 E3 / cid license-changed none Visio"
    );
}

#[test]
fn an_account_that_was_made_again_under_its_name_is_another_one() {
    let mut walk = Walk::new();
    let row = |name: &str, n: u32| {
        format!(
            "{name}@contoso.com,{name},a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f0{n},Member,true,2020-01-01T00:00:00Z\n"
        )
    };
    let old = format!(
        "{USERS}\n{}{}{}",
        row("ana", 1),
        row("ben", 2),
        row("cid", 4)
    );
    // The one got another name, the other another id.
    let new = format!(
        "{USERS}\n{}{}{}",
        row("anna", 1),
        row("ben", 3),
        row("cid", 4)
    );
    walk.drop_file("exportUsers_2026-11-13.csv", old);
    walk.drop_file("exportUsers_2026-11-20.csv", new);
    let asked = r#"{"columns":["key","change","column"],"sort":[["key","asc"],["change","asc"]]}"#;
    assert_eq!(
        told(&walk.ask("changes", &query(asked))),
        "anna other-changed Name / ben added - / ben removed -"
    );
}

#[test]
fn of_an_unknown_day_nothing_is_guessed() {
    let rows = [
        ["ana", "ALUM", "No FTE", "2026-12-20"],
        ["ben", "ALUM", "No FTE", "2026-12-20"],
    ];
    let mut walk = Walk::new();
    walk.drop_file("enrollment 2026-11-20.csv", enrollment(&rows));
    assert!(walk.notes("changes")[0].starts_with("Drop an older export"));
    walk.drop_file("last week.csv", enrollment(&rows[..1]));
    let notes = walk.notes("changes");
    assert_eq!(walk.ask("changes", &query("{}")).total, 0);
    assert!(
        notes[0].contains("`last week.csv`") && notes[0].contains("unknown"),
        "{notes:?}"
    );
    // Two files of one day have no order either.
    let mut walk = Walk::new();
    walk.drop_file("a 2026-11-20.csv", enrollment(&rows));
    walk.drop_file("b 2026-11-20.csv", enrollment(&rows[..1]));
    assert_eq!(walk.ask("changes", &query("{}")).total, 0);
    assert!(walk.notes("changes")[0].contains("of one day"));
}

#[test]
fn another_older_day_is_chosen_by_a_filter_and_so_by_a_link() {
    let mut walk = weeks(
        &[
            ["ana", "ALUM", "No FTE", "2026-12-20"],
            ["ben", "ALUM", "No FTE", "2026-12-20"],
        ],
        &[
            ["ana", "ALUM", "No FTE", "2026-12-13"],
            ["ben", "ALUM", "No FTE", "2026-12-20"],
        ],
    );
    let first = [
        ["ana", "ALUM", "No FTE", "2026-12-31"],
        ["cid", "ALUM", "No FTE", "2026-12-20"],
    ];
    walk.drop_file("enrollment 2026-11-06.csv", enrollment(&first));
    let about = walk.about("changes", &query("{}"));
    let days: Vec<&str> = about
        .older_days
        .iter()
        .map(|(day, _)| day.as_str())
        .collect();
    assert_eq!(days, ["2026-11-13", "2026-11-06"]);
    let asked = |day: &str| {
        query(&format!(
            r#"{{"columns":["key","change","days_moved","older_day"],"sort":[["key","asc"]],"filters":[{{"column":"older_day","any_of":["{day}"]}}]}}"#
        ))
    };
    assert_eq!(
        told(&walk.ask("changes", &asked("2026-11-06"))),
        "ana date-moved -18 2026-11-06 / ben added - 2026-11-06 / cid removed - 2026-11-06"
    );
    assert_eq!(
        told(&walk.ask("changes", &asked("2026-11-13"))),
        "ana date-moved -7 2026-11-13"
    );
    // A link is opened as it was made.
    let made: LinkView = walk.tell(Inquiry::Link {
        id: "changes".to_string(),
        query: asked("2026-11-06"),
    });
    let text = made.text;
    let view: OpenView = walk.tell(Inquiry::Open { text });
    assert_eq!(view.query, asked("2026-11-06"));
    // What the newest files are no later state of is none.
    assert_eq!(walk.ask("changes", &asked("2026-11-20")).total, 0);
}

#[test]
fn a_column_that_one_file_lacks_is_no_change() {
    let mut walk = Walk::new();
    let with = "PennKey,Name,Scheduled deletion date,Department\nana,Ana,2026-12-20,Law\nben,Ben,2026-12-20,Art\n";
    let without = "PennKey,Name,Scheduled deletion date\nana,Ana,2026-12-20\nben,Ben,2026-12-20\n";
    walk.drop_file("enrollment 2026-11-13.csv", with);
    walk.drop_file("enrollment 2026-11-20.csv", without);
    assert_eq!(walk.ask("changes", &query("{}")).total, 0);
    assert_eq!(
        sentence(&mut walk),
        "nothing changed between 13 Nov 2026 and 20 Nov 2026 (7 days)."
    );
    let notes = walk.notes("changes");
    assert!(
        notes
            .iter()
            .any(|note| note.contains("values of Department")),
        "{notes:?}"
    );
}

#[test]
fn a_narrowed_list_says_that_its_sentence_is_of_the_rows_shown() {
    let mut walk = weeks(
        &[
            ["ana", "ALUM", "No FTE", "2026-12-20"],
            ["ben", "ALUM", "No FTE", "2026-12-20"],
        ],
        &[
            ["ana", "ALUM", "No FTE", "2026-12-13"],
            ["ben", "ALUM", "No FTE", "2026-12-27"],
        ],
    );
    let about = walk.about("changes", &query(r#"{"search":"ana"}"#));
    assert_eq!(
        about.notes[0].text,
        "Since 13 Nov 2026 (7 days), of the rows shown: 1 date moved earlier (worst \u{2212}7 days)."
    );
    let about = walk.about("changes", &query(r#"{"search":"nobody"}"#));
    assert_eq!(
        about.notes[0].text,
        "nothing changed between 13 Nov 2026 and 20 Nov 2026 (7 days), of the rows shown."
    );
}

/// Keys with affiliations, reason and day: few of each, so that keys repeat and rows agree by chance.
fn any_rows() -> impl Strategy<Value = Vec<[&'static str; 4]>> {
    let key = proptest::sample::select(vec!["ana", "ben", "cid", "dot", "eve", ""]);
    let affiliations = proptest::sample::select(vec!["ALUM", "STAF"]);
    let reason = proptest::sample::select(vec!["", "No FTE", "Left"]);
    let day = proptest::sample::select(vec!["", "2026-12-20", "2026-12-13"]);
    let row = (key, affiliations, reason, day);
    let row = row.prop_map(|(key, affiliations, reason, day)| [key, affiliations, reason, day]);
    proptest::collection::vec(row, 1..9)
}

/// The counts by change, the sum of days, and the numbers of the note: in both, unchanged, removed, added.
fn outcome(older: &[[&str; 4]], newer: &[[&str; 4]]) -> (Vec<(String, u32)>, i64, Vec<u64>) {
    let mut walk = weeks(older, newer);
    let view = walk.ask("changes", &query(r#"{"columns":["days_moved","change"]}"#));
    let days = view.values.iter().map(|row| match row[0] {
        Value::Integer(days) => days,
        _ => 0,
    });
    let counts = view.summary.by_value.iter().find(|(id, _)| id == "change");
    let mut counts = counts.map_or(Vec::new(), |(_, counts)| counts.clone());
    counts.sort();
    let notes = walk.notes("changes");
    let note = notes.iter().find(|note| note.contains("in both"));
    let note = note.cloned().unwrap_or_default();
    let mut numbers = Vec::new();
    for part in note.split([':', ',']).skip(1) {
        numbers.extend(
            part.split_whitespace()
                .next()
                .and_then(|n| n.parse::<u64>().ok()),
        );
    }
    let repeated = notes.iter().find_map(|note| {
        let (_, rest) = note.split_once(": ")?;
        let (n, _) = rest.split_once(" row")?;
        note.contains("of its day").then(|| n.parse::<u64>().ok())?
    });
    let repeated = repeated.or_else(|| {
        notes.iter().find_map(|note| {
            let (_, rest) = note.split_once(": ")?;
            let (n, _) = rest.split_once(" rows repeat")?;
            n.parse().ok()
        })
    });
    numbers.push(repeated.unwrap_or(0));
    (counts, days.sum(), numbers)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_row_of_both_files_is_accounted_for_and_swapping_them_turns_the_changes(
        older in any_rows(), newer in any_rows()
    ) {
        let (counts, days, numbers) = outcome(&older, &newer);
        let [both, unchanged, removed, added, repeated] = numbers[..] else {
            return Err(TestCaseError::fail(format!("{numbers:?}")));
        };
        prop_assert_eq!(
            2 * both + removed + added + repeated,
            (older.len() + newer.len()) as u64
        );
        let n_rows: u32 = counts.iter().map(|(_, n)| n).sum();
        prop_assert_eq!(u64::from(n_rows), both - unchanged + removed + added);

        let (swapped, other_days, _) = outcome(&newer, &older);
        let turned = |name: &str| match name {
            "added" => "removed".to_string(),
            "removed" => "added".to_string(),
            "flag-added" => "flag-removed".to_string(),
            "flag-removed" => "flag-added".to_string(),
            name => name.to_string(),
        };
        let mut expected: Vec<(String, u32)> =
            counts.iter().map(|(name, n)| (turned(name), *n)).collect();
        expected.sort();
        prop_assert_eq!(swapped, expected);
        prop_assert_eq!(other_days, -days);
    }

    #[test]
    fn a_file_against_itself_has_no_change(rows in any_rows()) {
        let mut walk = weeks(&rows, &rows);
        prop_assert_eq!(walk.ask("changes", &query("{}")).total, 0);
        prop_assert_eq!(
            sentence(&mut walk),
            "nothing changed between 13 Nov 2026 and 20 Nov 2026 (7 days)."
        );
    }
}

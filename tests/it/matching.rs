//! The report `matching` through the engine: what met what, why not, and what the person accepts (M5).

use rollcall::engine::message::{ReportView, Value};

use super::walk::{Walk, query};

const LISTS: [&str; 4] = ["expiring", "mine", "mine-not-found", "expiring-not-mine"];

/// A mailbox list and an enrollment report of these logon names, each flagged.
fn walk_of(mine: &[&str], enrolled: &[&str]) -> Walk {
    let mut walk = Walk::new();
    let mut boxes = "Display Name,Logon Name\n".to_string();
    for (at, name) in mine.iter().enumerate() {
        boxes.push_str(&format!("Box {at},\"{}\"\n", name.replace('"', "\"\"")));
    }
    let mut report = "PennID,PennKey,Name,Expires in days,Scheduled deletion date\n".to_string();
    for (at, name) in enrolled.iter().enumerate() {
        let row = format!(
            "{},{name},Person {at},{},2026-12-{:02}\n",
            10_000_000 + at,
            at % 20 + 8,
            at % 20 + 1
        );
        report.push_str(&row);
    }
    let mailboxes = ("mailboxes.csv", boxes.into_bytes());
    let loaded = walk.drop_files(&[mailboxes, ("enrollment.csv", report.into_bytes())]);
    let kinds: Vec<&str> = loaded
        .sources
        .iter()
        .map(|source| &source.kind[..])
        .collect();
    assert_eq!(
        kinds,
        ["cloud-control", "enrollment"],
        "{:?}",
        loaded.questions
    );
    walk
}

/// The values of these columns, each as a word.
fn cells(view: &ReportView) -> Vec<String> {
    let word = |value: &Value| match value {
        Value::Null => "-".to_string(),
        Value::Text(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        other => panic!("{other:?}"),
    };
    let row = |row: &Vec<Value>| row.iter().map(word).collect::<Vec<_>>().join(" ");
    view.values.iter().map(row).collect()
}

fn columns(walk: &mut Walk, columns: &str, rest: &str) -> Vec<String> {
    let columns: Vec<String> = columns.split(' ').map(|id| format!("{id:?}")).collect();
    let text = format!(r#"{{"columns":[{}]{rest}}}"#, columns.join(","));
    cells(&walk.ask("matching", &query(&text)))
}

fn count(view: &ReportView, column: &str, value: &str) -> u32 {
    let of = |(id, _): &&(String, Vec<(String, u32)>)| id == column;
    let counts = &view.summary.by_value.iter().find(of).expect(column).1;
    counts
        .iter()
        .find(|(name, _)| name == value)
        .map_or(0, |(_, n)| *n)
}

/// Everything that the rules decide.
fn state(walk: &mut Walk, rules: &str) -> Vec<ReportView> {
    let query = query(&format!(r#"{{"match_rules":{rules}}}"#));
    let reports = LISTS.into_iter().chain(["matching"]);
    reports.map(|id| walk.ask(id, &query)).collect()
}

fn handle(walk: &mut Walk, written: &str, side: &str) -> u32 {
    let view = walk.ask("matching", &query(r#"{"columns":["written","side"]}"#));
    let wanted = [written, side].map(|text| Value::Text(text.to_string()));
    let place = view.values.iter().position(|values| *values == wanted);
    view.handles[place.unwrap_or_else(|| panic!("{written} of {side}"))].row
}

#[test]
fn every_row_of_both_sources_is_there_once_what_needs_a_person_first() {
    let mut walk = walk_of(
        &[
            "UPENN\\jdoe",
            "asm.ith",
            "",
            "jdoe",
            "gone",
            "roe@gmail.com",
            "Poe",
        ],
        &["jdoe", "asmith", "roe@upenn.edu", "poe", "other"],
    );
    let found = columns(
        &mut walk,
        "side outcome reason written partner suggestion tier source_row",
        "",
    );
    assert_eq!(
        found,
        [
            "mine unmatched not-in-other-source asm.ith - asmith - 3",
            "enrollment unmatched not-in-other-source asmith - asm.ith - 3",
            "mine unmatched empty-key - - - - 4",
            "mine unmatched not-in-other-source gone - - - 6",
            "mine unmatched domain-differs roe@gmail.com - - - 7",
            "enrollment unmatched domain-differs roe@upenn.edu - - - 4",
            "enrollment unmatched not-in-other-source other - - - 6",
            "mine matched - UPENN\\jdoe jdoe - t5 2",
            "mine matched only-case-or-space-differed Poe poe - t5 8",
            "enrollment matched - jdoe UPENN\\jdoe - t5 2",
            "enrollment matched only-case-or-space-differed poe Poe - t5 5",
            "mine repeated - jdoe - - - 5",
        ]
    );
    let view = walk.report("matching");
    let outcomes = ["unmatched", "ambiguous", "matched", "repeated"];
    let counts = outcomes.map(|outcome| count(&view, "outcome", outcome));
    assert_eq!((counts, view.total), ([7, 0, 4, 1], 12));
    let sides = ["mine", "enrollment"].map(|side| count(&view, "side", side));
    assert_eq!(sides, [7, 5]);
}

#[test]
fn a_row_that_stands_for_several_is_ambiguous_and_says_so() {
    let mut walk = walk_of(&["jdoe"], &["jdoe@upenn.edu", "jdoe@med.upenn.edu"]);
    let found = columns(&mut walk, "side outcome reason near", "");
    assert_eq!(
        found,
        [
            "mine ambiguous ambiguous T5 logon name, but there are several candidates",
            "enrollment ambiguous ambiguous T5 logon name, but there are several candidates",
            "enrollment ambiguous ambiguous T5 logon name, but there are several candidates",
        ]
    );
    let row = handle(&mut walk, "jdoe", "mine");
    let told = walk
        .engine
        .account(
            "jdoe",
            Some(row),
            Some("matching"),
            walk.today,
            &mut walk.disk,
        )
        .expect("a row");
    assert_eq!(told.headline, "ambiguous: 2 rows stand for one another");
    assert_eq!(told.offers.len(), 2);
    let other = told.offers[1].partner;
    walk.engine.decide(row, Some(other), true).expect("a pair");
    let found = columns(&mut walk, "side outcome partner tier", "");
    assert!(
        found.contains(&"mine matched jdoe@med.upenn.edu t7".to_string()),
        "{found:?}"
    );
}

#[test]
fn reasons_of_damaged_keys_add_up_to_the_unmatched_rows() {
    let name = |row: u32| format!("p{}q{}", row / 100, row % 100);
    let enrolled: Vec<String> = (0..8_000).map(name).collect();
    let damaged = |row: u32| match row % 160 {
        0 => String::new(),
        20 => format!("{}, Jane", name(row)),
        40 => "(Unknown)".to_string(),
        60 => format!("{}@gmail.com", name(row)),
        80 => format!("{}_x.org#EXT#@t.onmicrosoft.com", name(row)),
        100 => format!("{}absent", name(row)),
        120 => name(row).replace('q', ".q"),
        140 => name(row).replace('p', "\u{440}"),
        _ => name(row),
    };
    let mine: Vec<String> = (0..8_000).map(damaged).collect();
    let [mine, enrolled] =
        [&mine, &enrolled].map(|names| names.iter().map(String::as_str).collect::<Vec<_>>());
    // An account or two are written with the very letters that damaged others.
    let mut walk = walk_of(&mine, &enrolled);
    let enrolled_with_domain = walk.ask(
        "matching",
        &query(r#"{"filters":[{"column":"side","any_of":["mine"]}]}"#),
    );
    let n_mine = count(&enrolled_with_domain, "outcome", "unmatched");
    let reasons: u32 = {
        let of = |(id, _): &&(String, Vec<(String, u32)>)| id == "reason";
        let counts = &enrolled_with_domain
            .summary
            .by_value
            .iter()
            .find(of)
            .expect("reasons")
            .1;
        counts
            .iter()
            .filter(|(name, _)| name != "only-case-or-space-differed")
            .map(|(_, n)| n)
            .sum()
    };
    let outcome = |name| count(&enrolled_with_domain, "outcome", name);
    assert_eq!(reasons, n_mine + outcome("ambiguous"));
    // `name@gmail.com` meets a bare name: the other side gives no domain to contradict it.
    assert_eq!(n_mine, 350);
    assert_eq!(outcome("matched") + outcome("repeated") + n_mine, 8_000);
    assert_eq!(count(&enrolled_with_domain, "reason", "concealed"), 50);
    assert_eq!(count(&enrolled_with_domain, "reason", "not-a-key"), 50);
    assert_eq!(count(&enrolled_with_domain, "likeness", "dots"), 50);
    assert_eq!(count(&enrolled_with_domain, "likeness", "homoglyph"), 50);
    let view = walk.report("matching");
    let all: u32 = ["unmatched", "ambiguous", "matched", "repeated"]
        .iter()
        .map(|name| count(&view, "outcome", name))
        .sum();
    assert_eq!((all, view.total), (16_000, 16_000));
}

#[test]
fn an_accepted_suggestion_counts_in_every_list_and_taken_back_leaves_no_trace() {
    let mut walk = walk_of(&["asm.ith", "ro.e", "gone"], &["asmith", "roe", "other"]);
    let before = state(&mut walk, "{}");
    assert_eq!(walk.keys("expiring"), [""; 0]);
    let row = handle(&mut walk, "asm.ith", "mine");
    let told = walk
        .engine
        .account(
            "asm.ith",
            Some(row),
            Some("matching"),
            walk.today,
            &mut walk.disk,
        )
        .expect("a row");
    let offer = &told.offers[0];
    assert_eq!(
        offer.text,
        "asmith (enrollment.csv, line 2): only dots and underscores differ"
    );
    walk.engine
        .decide(row, Some(offer.partner), true)
        .expect("a pair");
    assert_eq!(walk.keys("expiring"), ["asmith"]);
    assert_eq!(walk.keys("mine"), ["asmith"]);
    assert_eq!(walk.keys("mine-not-found"), ["ro.e", "gone"]);
    let mut others = walk.keys("expiring-not-mine");
    others.sort();
    assert_eq!(others, ["other", "roe"]);
    let view = walk.report("expiring");
    assert_eq!(view.handles[0].marks, ["accepted match"]);
    assert_eq!(view.summary.counts.mine_not_found, 2);
    let account = walk.account("asmith");
    assert!(
        account.explanation[0]
            .statement
            .contains("you accepted the suggestion")
    );
    let matching = walk.report("matching").matching.expect("the rules");
    assert_eq!(matching.accepted, 1);
    assert_eq!(
        columns(
            &mut walk,
            "written outcome partner tier",
            r#","search":"asm""#
        ),
        ["asm.ith matched asmith t7", "asmith matched asm.ith t7"]
    );
    // More data keeps what was accepted; another source is another matter.
    walk.paste("nobody");
    assert_eq!(walk.keys("mine"), ["asmith"]);
    let mut walk = walk_of(&["asm.ith", "ro.e", "gone"], &["asmith", "roe", "other"]);
    walk.report("matching");
    walk.engine
        .decide(row, Some(offer.partner), true)
        .expect("a pair");
    walk.engine
        .decide(row, Some(offer.partner), false)
        .expect("a pair");
    assert_eq!(state(&mut walk, "{}"), before);
    walk.engine
        .decide(row, Some(offer.partner), true)
        .expect("a pair");
    walk.engine.decide(0, None, false).expect("all pairs");
    assert_eq!(state(&mut walk, "{}"), before);
    assert!(walk.engine.decide(row, Some(row), true).is_err());
    assert!(walk.engine.decide(0, Some(99), true).is_err());
}

#[test]
fn all_suggestions_of_a_kind_are_taken_by_the_view_and_given_back_with_it() {
    let mut walk = walk_of(
        &["asm.ith", "ro.e", "jd_x", "gone"],
        &["asmith", "roe", "jx"],
    );
    let before = state(&mut walk, "{}");
    let rules = before[4]
        .matching
        .as_ref()
        .expect("the rules")
        .rules
        .clone();
    let dots = rules
        .iter()
        .find(|rule| rule.text.starts_with("only dots"))
        .expect("dots");
    assert_eq!(
        (dots.rows, dots.on, &dots.kind[..]),
        (2, false, "suggestion")
    );
    let taken = state(&mut walk, r#"{"accepted":["dots"]}"#);
    assert_eq!(taken[1].total, 2);
    assert_eq!(taken[2].total, 2);
    let view = taken[4].matching.as_ref().expect("the rules");
    let dots = view
        .rules
        .iter()
        .find(|rule| rule.text.starts_with("only dots"))
        .expect("dots");
    assert_eq!((dots.rows, dots.on), (2, true));
    assert!(dots.then.is_default());
    assert_eq!(state(&mut walk, "{}"), before);
}

#[test]
fn rules_about_domains_and_labels_count_in_every_list() {
    let mut walk = walk_of(
        &["roe@gmail.com", "PENN\\poe", "doe@med.upenn.edu"],
        &["roe@upenn.edu", "poe", "doe@upenn.edu"],
    );
    let before = state(&mut walk, "{}");
    assert_eq!((before[1].total, before[2].total), (2, 1));
    let rules = before[4]
        .matching
        .as_ref()
        .expect("the rules")
        .rules
        .clone();
    let told: Vec<String> = rules
        .iter()
        .map(|rule| format!("{} {} {}", rule.on, rule.rows, rule.text))
        .collect();
    assert_eq!(
        told,
        [
            "false 1 gmail.com and upenn.edu are one",
            "true 1 domains under upenn.edu are one",
            "true 1 the label penn\\ is left out",
        ]
    );
    // What each switch does is told with it.
    for (rule, found) in rules.iter().zip([3, 1, 1]) {
        let text = rollcall::engine::wire::text(&rule.then);
        let after = state(&mut walk, &text);
        assert_eq!(after[1].total, found, "{}", rule.text);
        assert_eq!(after[1].total + after[2].total, 3);
        let matched = ["mine"].map(|_| count(&after[4], "outcome", "matched"));
        assert_eq!(matched, [found * 2], "{}", rule.text);
        let views = &after[4].matching.as_ref().expect("the rules").rules;
        let back = views
            .iter()
            .find(|view| view.text == rule.text)
            .unwrap_or_else(|| panic!("{views:?}"));
        assert!(back.then.is_default() && back.on != rule.on, "{back:?}");
    }
    assert_eq!(state(&mut walk, "{}"), before);
}

#[test]
fn every_other_kind_of_accounts_meets_the_enrollment_report() {
    let mut walk = walk_of(&["doe"], &["doe", "roe", "poe"]);
    let users = "Display name,User principal name,Object Id,Block credential,Licenses\n\
        Jane Roe,Roe@upenn.edu,a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f90,False,Unlicensed\n\
        Kim Loe,loe@upenn.edu,b1b2c3d4-e5f6-0718-293a-4b5c6d7e8f90,False,Unlicensed\n";
    walk.drop_file("users.csv", users);
    let found = columns(
        &mut walk,
        "pair side key outcome",
        r#","filters":[{"column":"pair","any_of":["m365-users-enrollment"]}]"#,
    );
    assert_eq!(
        found,
        [
            "m365-users-enrollment m365-users loe unmatched",
            "m365-users-enrollment enrollment doe unmatched",
            "m365-users-enrollment enrollment poe unmatched",
            "m365-users-enrollment m365-users roe matched",
            "m365-users-enrollment enrollment roe matched",
        ]
    );
    let view = walk.report("matching");
    assert_eq!(count(&view, "pair", "mine-enrollment"), 4);
}

#[test]
fn concealed_names_say_which_setting_conceals_them() {
    let mut walk = walk_of(&["doe"], &["doe", "roe"]);
    let usage = "Report Refresh Date,User Principal Name,Display Name,Storage Used (Byte),Issue Warning Quota (Byte)\n\
        2026-11-20,85926F73B5A9FA60D166E6057BA76F4A,85926F73B5A9FA60D166E6057BA76F4A,1,2\n\
        2026-11-20,95926F73B5A9FA60D166E6057BA76F4B,95926F73B5A9FA60D166E6057BA76F4B,1,2\n";
    walk.drop_file("usage.csv", usage);
    let view = walk.report("matching");
    let notes = view.matching.as_ref().expect("the rules").notes.clone();
    assert!(
        notes[0].starts_with("Mailbox usage: 2 of 2 names are concealed")
            && notes[0].contains("Settings > Org settings > Services > Reports"),
        "{notes:?}"
    );
    assert_eq!(count(&view, "reason", "concealed"), 2);
}

#[test]
fn a_row_is_told_with_both_raw_keys_and_every_step() {
    let mut walk = walk_of(&["PENN\\J\u{200b}Doe"], &["jdoe"]);
    let row = handle(&mut walk, "PENN\\J\u{200b}Doe", "mine");
    let told = walk
        .engine
        .account(
            "jdoe",
            Some(row),
            Some("matching"),
            walk.today,
            &mut walk.disk,
        )
        .expect("a row");
    assert_eq!(told.name, "PENN\\J⟨U+200B⟩Doe");
    assert_eq!(
        told.headline,
        "matched with a row of Enrollment by T5 logon name"
    );
    let statements: Vec<&str> = told
        .explanation
        .iter()
        .map(|step| &step.statement[..])
        .collect();
    assert_eq!(
        statements,
        [
            "Mine: “PENN\\J⟨U+200B⟩Doe” is a name under a domain label, compared as “jdoe”; \
             spaces and characters that cannot be seen taken away: “PENN\\JDoe”; \
             upper and lower case made one: “penn\\jdoe”; label before the backslash set apart: “jdoe”.",
            "Enrollment: “jdoe” is a bare name, compared as “jdoe”.",
        ]
    );
    assert_eq!(told.explanation[0].rule, "K2, K6, K7");
    assert_eq!(told.explanation[1].cells[0].column, "PennKey");
    assert_eq!(told.explanation[1].cells[0].line, 2);
    assert!(told.offers.is_empty());
    let texts = walk.column("matching", "written");
    assert_eq!(texts[0], "PENN\\J⟨U+200B⟩Doe");
    assert_eq!(
        walk.column("matching", "normalised")[0],
        "spaces or invisible characters, case, label"
    );
}

#[test]
fn the_report_is_searched_sorted_filtered_and_copied_like_any_other() {
    let mut walk = walk_of(&["b", "a", "gone"], &["a", "b"]);
    let sorted = columns(
        &mut walk,
        "written",
        r#","sort":[["written","desc"]],"filters":[{"column":"side","any_of":["mine"]}]"#,
    );
    assert_eq!(sorted, ["gone", "b", "a"]);
    let text = walk
        .engine
        .copy(
            "matching",
            &query(r#"{"search":"GONE"}"#),
            &[(0, 9)],
            Some("key"),
            walk.today,
        )
        .expect("a copy");
    assert_eq!(text.text, "gone\r\n");
    let unknown = walk.engine.report(
        "matching",
        &query(r#"{"columns":["urgency"]}"#),
        Default::default(),
        walk.today,
    );
    assert_eq!(unknown.unwrap_err(), "the report has no column `urgency`");
}

#[test]
fn with_one_source_there_is_nothing_to_match() {
    let mut walk = Walk::new();
    walk.paste("doe roe");
    assert_eq!(walk.report("matching").total, 0);
}

#[test]
fn an_accepted_candidate_counts_in_the_lists_and_is_ambiguous_no_more() {
    let mut walk = walk_of(&["jdoe"], &["jdoe@upenn.edu", "jdoe@med.upenn.edu"]);
    let row = handle(&mut walk, "jdoe", "mine");
    let other = handle(&mut walk, "jdoe@med.upenn.edu", "enrollment");
    let marks = |walk: &mut Walk| -> Vec<(String, bool)> {
        let view = walk.ask("expiring", &query(r#"{"columns":["logon_name"]}"#));
        let is_open = view
            .handles
            .iter()
            .map(|handle| handle.marks.contains(&"ambiguous".to_string()));
        view.rows
            .iter()
            .map(|row| row[0].clone())
            .zip(is_open)
            .collect()
    };
    assert!(marks(&mut walk).iter().all(|(_, is_open)| *is_open));
    walk.engine.decide(row, Some(other), true).expect("a pair");
    let mut found = marks(&mut walk);
    found.sort();
    let expected = [
        ("jdoe@med.upenn.edu".to_string(), false),
        ("jdoe@upenn.edu".to_string(), true),
    ];
    assert_eq!(found, expected);
    walk.engine.decide(row, Some(other), false).expect("a pair");
    assert!(marks(&mut walk).iter().all(|(_, is_open)| *is_open));
}

#[test]
fn what_is_on_two_lists_counts_once_under_every_rule() {
    let mut walk = walk_of(&["jdoe", "asm.ith"], &["jdoe", "asmith"]);
    let again = "Display Name,Logon Name\nBox 0,\"jdoe\"\nBox 1,\"asm.ith\"\n";
    walk.drop_file("again.csv", again);
    let counts = |walk: &mut Walk, rules: &str| {
        let view = walk.ask("expiring", &query(&format!(r#"{{"match_rules":{rules}}}"#)));
        (view.summary.counts.mine, view.total)
    };
    assert_eq!(counts(&mut walk, "{}"), (2, 1));
    assert_eq!(counts(&mut walk, r#"{"accepted":["dots"]}"#), (2, 2));
    assert_eq!(counts(&mut walk, r#"{"apart":["upenn.edu"]}"#), (2, 1));
    assert_eq!(counts(&mut walk, "{}"), (2, 1));
}

#[test]
fn an_accepted_pasted_name_has_the_mailbox_of_its_account() {
    let mut walk = Walk::new();
    walk.paste("asm.ith");
    let boxes = "Display Name,Logon Name\nBox 1,asm.ith\nBox 2,jdoe\n";
    let report = "PennID,PennKey,Name,Expires in days,Scheduled deletion date,Has mailbox\n10000001,asmith,A,8,2026-12-01,No\n10000002,jdoe,J,8,2026-12-01,No\n";
    let (boxes, report) = (boxes.as_bytes().to_vec(), report.as_bytes().to_vec());
    walk.drop_files(&[("mailboxes.csv", boxes), ("enrollment.csv", report)]);
    let text = r#"{"columns":["logon_name","has_mailbox"],"match_rules":{"accepted":["dots"]}}"#;
    let mut found = cells_of_flags(&walk.ask("expiring", &query(text)));
    found.sort();
    assert_eq!(found, ["asmith true", "jdoe true"]);
}

fn cells_of_flags(view: &ReportView) -> Vec<String> {
    let word = |value: &Value| match value {
        Value::Text(text) => text.clone(),
        Value::Boolean(flag) => flag.to_string(),
        other => panic!("{other:?}"),
    };
    let row = |row: &Vec<Value>| row.iter().map(word).collect::<Vec<_>>().join(" ");
    view.values.iter().map(row).collect()
}

/// Accepts the only suggestion for a row of mine.
fn accept_first(walk: &mut Walk, written: &str) {
    let row = handle(walk, written, "mine");
    let today = walk.today;
    let told = walk
        .engine
        .account("", Some(row), Some("matching"), today, &mut walk.disk)
        .expect("a row");
    let partner = told.offers[0].partner;
    walk.engine
        .decide(row, Some(partner), true)
        .expect("a pair");
}

#[test]
fn accepted_pairs_stay_where_a_file_that_is_read_another_way_gives_the_same_keys() {
    let mut walk = walk_of(&["asm.ith", "ro.e", "gone"], &["asmith", "roe", "other"]);
    accept_first(&mut walk, "asm.ith");
    accept_first(&mut walk, "ro.e");
    assert_eq!(walk.report("mine").total, 2);
    let loaded = walk
        .change(1, "other:header=1,logon_name=2,display_name=1")
        .expect("another reading");
    assert_eq!(loaded.notes, [""; 0]);
    let matching = walk.report("matching").matching.expect("the rules");
    assert_eq!(matching.accepted, 2);
    // While it is not clear how the file is to be read they wait with it.
    let loaded = walk.reconsider(1).expect("a question");
    assert_eq!(loaded.notes, [""; 0]);
    let loaded = walk
        .answer(&loaded.questions[0], "cloud-control:2")
        .expect("an answer");
    assert_eq!((loaded.notes, walk.report("mine").total), (vec![], 2));
}

#[test]
fn accepted_pairs_whose_rows_have_other_names_now_are_dropped_with_a_word() {
    let mut walk = walk_of(&["asm.ith", "ro.e", "gone"], &["asmith", "roe", "other"]);
    accept_first(&mut walk, "asm.ith");
    accept_first(&mut walk, "ro.e");
    let loaded = walk
        .change(1, "other:header=1,logon_name=1")
        .expect("another reading");
    assert_eq!(
        loaded.notes,
        [
            "2 pairs that you accepted are taken apart: a file of them is read another way now, and the row is gone or has another name. Look under Matching and accept them again where they are still one account"
        ]
    );
    let matching = walk.report("matching").matching.expect("the rules");
    assert_eq!(matching.accepted, 0);
    // Said once.
    assert_eq!(walk.paste("nobody").notes, [""; 0]);
    // A file that is left out takes its pairs along, and says so too.
    let mut walk = walk_of(&["asm.ith", "gone"], &["asmith", "other"]);
    accept_first(&mut walk, "asm.ith");
    let loaded = walk.reconsider(1).expect("a question");
    let loaded = walk
        .answer(&loaded.questions[0], "ignore")
        .expect("an answer");
    assert_eq!(loaded.notes.len(), 1);
    assert!(loaded.notes[0].starts_with("1 pair that you accepted is taken apart"));
}

/// What the lists say of each enrollment row: its logon name, its list, its marks.
fn listed(walk: &mut Walk) -> Vec<String> {
    let mut found = Vec::new();
    for list in ["expiring", "expiring-not-mine"] {
        let view = walk.ask(list, &query(r#"{"columns":["logon_name"]}"#));
        for (row, handle) in view.rows.iter().zip(&view.handles) {
            found.push(format!("{list} {} {}", row[0], handle.marks.join(";")));
        }
    }
    found.sort();
    found
}

const DELETED: &str = "a1b2c3d4e5f60718293a4b5c6d7e8f90jdoe@upenn.edu";

#[test]
fn guests_and_deleted_accounts_are_in_the_lists_what_they_are_under_matching() {
    let mut walk = walk_of(
        &[
            DELETED,
            "alice_contoso.com#EXT#@tenant.onmicrosoft.com",
            "roe",
            "gone_x.org#EXT#@tenant.onmicrosoft.com",
        ],
        &["jdoe@upenn.edu", "alice@contoso.com", "roe", "other"],
    );
    assert_eq!(
        listed(&mut walk),
        [
            "expiring alice@contoso.com guest",
            "expiring jdoe@upenn.edu deleted",
            "expiring roe ",
            "expiring-not-mine other ",
        ]
    );
    let not_found = walk.column("mine-not-found", "logon_name");
    assert_eq!(not_found, ["gone_x.org#EXT#@tenant.onmicrosoft.com"]);
    let matched = columns(
        &mut walk,
        "written tier",
        r#","filters":[{"column":"side","any_of":["enrollment"]},{"column":"outcome","any_of":["matched"]}]"#,
    );
    assert_eq!(
        matched,
        ["jdoe@upenn.edu t6", "alice@contoso.com t6", "roe t5"]
    );
    let told = walk.account("jdoe");
    assert_eq!(told.explanation[0].rule, "T6");
    assert!(told.explanation[0].statement.contains("deleted account"));
    // A deleted account's entry on the list proves no mailbox of the living.
    let mailbox = walk.column("expiring", "has_mailbox");
    assert_eq!(mailbox.iter().filter(|cell| *cell == "yes").count(), 2);
    assert_eq!(walk.account("alice").explanation[0].rule, "T6");
    let counts = walk.report("expiring").summary.counts;
    assert_eq!((counts.matched, counts.mine_not_found), (3, 1));
    // The living account has its own row: the deleted one stays what it is.
    let mut walk = walk_of(&[DELETED, "jdoe"], &["jdoe@upenn.edu"]);
    assert_eq!(listed(&mut walk), ["expiring jdoe@upenn.edu "]);
    assert_eq!(walk.column("mine-not-found", "logon_name"), [DELETED]);
}

#[test]
fn a_list_of_addresses_is_compared_by_all_of_them() {
    let mut walk = walk_of(
        &[
            "SMTP:jdoe@upenn.edu+smtp:jd@sas.upenn.edu",
            "smtp:old@x.org+SMTP:poe@x.org",
            "roe@upenn.edu",
        ],
        &["jd@sas.upenn.edu", "poe@x.org", "roe@upenn.edu"],
    );
    assert_eq!(
        listed(&mut walk),
        [
            "expiring jd@sas.upenn.edu other address",
            "expiring poe@x.org ",
            "expiring roe@upenn.edu ",
        ]
    );
    assert_eq!(walk.report("mine-not-found").total, 0);
    let told = walk.account("jd");
    assert_eq!(told.explanation[0].rule, "T3");
    let row = handle(&mut walk, "jd@sas.upenn.edu", "enrollment");
    let today = walk.today;
    let told = walk
        .engine
        .account("", Some(row), Some("matching"), today, &mut walk.disk)
        .expect("a row");
    assert_eq!(
        told.headline,
        "matched with a row of Mine by T3 one of its addresses"
    );
}

#[test]
fn before_the_part_that_matches_is_there_the_lists_are_joined_by_names_alone() {
    let mut walk = walk_of(&[DELETED], &["jdoe@upenn.edu"]);
    let pair = |walk: &mut Walk| walk.report("expiring").total;
    assert_eq!(pair(&mut walk), 1);
    walk.engine = rollcall::engine::Engine::new(|text| text.to_string(), || 0.0);
    let files: Vec<Vec<u8>> = walk.disk.files.clone();
    let named = [
        ("mailboxes.csv", files[0].clone()),
        ("e.csv", files[1].clone()),
    ];
    walk.drop_files(&named);
    let request = rollcall::engine::message::Request::Report {
        id: "expiring".to_string(),
        query: Box::new(query("{}")),
        window: Default::default(),
    };
    assert!(walk.engine.needs_matcher(&request));
    assert_eq!(pair(&mut walk), 0);
    walk.engine
        .take_matcher(rollcall::engine::matcher::Matcher::new());
    assert_eq!(pair(&mut walk), 1);
}

#[test]
fn one_wrong_letter_is_suggested_where_both_files_give_the_same_last_name() {
    let mut walk = Walk::new();
    let boxes = "Display Name,Size,Logon Name\n\"Doe, Ida\",1,idoe\nEva Roe,2,evaroe\n";
    let report = "PennID,PennKey,Name,Expires in days,Scheduled deletion date\n\
        10000001,iddoe,Ida Doe,8,2026-12-01\n10000002,evaloe,Eva Loe,9,2026-12-02\n";
    walk.drop_files(&[
        ("mailboxes.csv", boxes.as_bytes().to_vec()),
        ("enrollment.csv", report.as_bytes().to_vec()),
    ]);
    let found = columns(
        &mut walk,
        "written suggestion likeness",
        r#","filters":[{"column":"side","any_of":["mine"]}]"#,
    );
    assert_eq!(found, ["idoe iddoe typo", "evaroe - -"]);
    assert_eq!(walk.sources()[0].columns[0].field, "name");
}

#[test]
fn names_not_found_have_the_reasons_of_the_report_of_matching() {
    let found: Vec<String> = (0..12).map(|at| format!("p{at}")).collect();
    let mut mine = vec![
        "roe@gmail.com",
        "12-Dec",
        "averyverylongaccount",
        "gone",
        DELETED,
    ];
    let mut enrolled = vec![
        "roe@upenn.edu",
        "dec12@upenn.edu",
        "averyverylongaccountname@upenn.edu",
    ];
    for name in &found {
        mine.push(name);
        enrolled.push(name);
    }
    let mut walk = walk_of(&mine, &enrolled);
    let view = walk.ask(
        "mine-not-found",
        &query(r#"{"columns":["logon_name","reason"]}"#),
    );
    let said = cells(&view);
    assert_eq!(
        said,
        [
            "roe@gmail.com domain-differs",
            "12-Dec excel-damage",
            "averyverylongaccount truncated",
            "gone not-in-other-source",
            &format!("{DELETED} soft-deleted"),
        ]
    );
    assert_eq!(
        view.rows[0][1],
        "stands there under @upenn.edu, here under @gmail.com"
    );
    assert_eq!(view.rows[3][1], "no enrollment row has this logon name");
    // Each reason is the one that the report gives for the same row.
    let matching = columns(
        &mut walk,
        "written reason",
        r#","sort":[["source_row","asc"]],"filters":[{"column":"side","any_of":["mine"]},{"column":"outcome","any_of":["unmatched"]}]"#,
    );
    assert_eq!(matching, said);
}

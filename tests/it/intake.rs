//! The accounting of intake: every number of a source opens the rows it counts.

use proptest::prelude::*;
use rollcall::engine::message::{RowView, SourceView};

use super::walk::{Walk, fixture, fixtures, query};

/// Every row of a part, page by page.
fn rows(walk: &mut Walk, source: u32, part: &str) -> Vec<RowView> {
    let mut all: Vec<RowView> = Vec::new();
    loop {
        let first = all.len() as u32;
        let page = walk.engine.rows(source, part, first, &mut walk.disk);
        let page = page.unwrap_or_else(|why| panic!("{part}: {why}"));
        if page.rows.is_empty() {
            assert_eq!(first, page.total, "{part}");
            return all;
        }
        all.extend(page.rows);
    }
}

fn numbers(rows: &[RowView]) -> Vec<u32> {
    rows.iter().filter_map(|row| row.record).collect()
}

/// The sum law, and that each number is the number of rows it opens.
fn check(walk: &mut Walk, source: &SourceView, text: Option<&str>) {
    let name = &source.name;
    assert_eq!(
        source.rows,
        source.accepted + source.rejected + source.blank,
        "{name}"
    );
    let all = numbers(&rows(walk, source.id, "records"));
    assert_eq!(all, (1..=source.rows).collect::<Vec<_>>(), "{name}");
    let parts = ["accepted", "rejected", "blank"].map(|part| rows(walk, source.id, part));
    let counts = [source.accepted, source.rejected, source.blank];
    for (part, count) in parts.iter().zip(counts) {
        assert_eq!(part.len() as u32, count, "{name}");
        assert!(part.is_sorted_by_key(|row| row.line), "{name}");
    }
    let mut again: Vec<u32> = parts.iter().flat_map(|part| numbers(part)).collect();
    again.sort_unstable();
    assert_eq!(again, all, "{name}: a record stands in one part");
    for row in &parts[1] {
        assert!(!row.reason.is_empty(), "{name}");
    }
    for row in &parts[2] {
        assert!(
            row.text
                .trim_matches(|c: char| ",;|\"".contains(c) || c.is_whitespace())
                .is_empty(),
            "{name}: {row:?}"
        );
    }
    let duplicates = rows(walk, source.id, "duplicates").len();
    assert_eq!(duplicates as u32, source.duplicates, "{name}");
    let unmatched = rows(walk, source.id, "unmatched").len();
    assert_eq!(unmatched as u32, source.unmatched.unwrap_or(0), "{name}");
    let lines = rows(walk, source.id, "lines");
    assert_eq!(lines.len() as u32, source.lines, "{name}");
    assert!((1..).zip(&lines).all(|(line, row)| row.line == line));
    if let Some(text) = text {
        let found: Vec<&str> = lines.iter().map(|row| row.text.as_str()).collect();
        let text = text.replace('\0', "␀");
        assert_eq!(found, split_lines(&text), "{name}");
    }
}

fn split_lines(text: &str) -> Vec<&str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines: Vec<&str> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(['\r', '\n']).unwrap_or(rest.len());
        lines.push(&rest[..end]);
        let after = &rest[end..];
        rest = after
            .strip_prefix("\r\n")
            .unwrap_or(after.get(1..).unwrap_or(""));
    }
    lines
}

#[test]
fn every_number_of_every_fixture_opens_the_rows_it_counts() {
    for name in fixtures().keys() {
        let mut walk = Walk::new();
        let bytes = fixture(name);
        let loaded = walk.drop_file(name, &bytes);
        for source in loaded.sources.iter().filter(|one| one.kind != "unknown") {
            let is_short = bytes.len() < 2_000;
            let text = std::str::from_utf8(&bytes).ok();
            let is_whole = source.encoding.starts_with("utf-8") && is_short;
            check(&mut walk, source, text.filter(|_| is_whole));
        }
    }
}

#[test]
fn a_number_opens_its_rows_with_line_record_and_text() {
    let mut walk = Walk::new();
    let text = "PennKey,Expires in days,Name\nadoe,1,\"Doe,\nAda\"\n\nbfoe,2,\0\nadoe,1,\"Doe,\nAda\"\ncgoe,4,\n,,\n";
    let source = walk.drop_file("a.csv", text).sources.remove(0);
    check(&mut walk, &source, Some(text));
    assert_eq!(
        (source.lines, source.duplicates, source.unmatched),
        (9, 1, None)
    );
    let mut told = |part: &str| -> Vec<String> {
        let rows = rows(&mut walk, 1, part);
        let told = rows.into_iter().map(|row| {
            let record = row.record.unwrap_or(0);
            format!("{} {record} {}{}", row.line, row.column, row.text)
        });
        told.collect()
    };
    assert_eq!(told("duplicates"), ["6 4 adoe,1,\"Doe,\nAda\""]);
    assert_eq!(told("rejected"), ["5 3 Namebfoe,2,␀"]);
    assert_eq!(told("blank"), ["4 2 ", "9 6 ,,"]);
    assert_eq!(told("accepted")[2], "8 5 cgoe,4,");
    let mine = walk.paste("cgoe nobody");
    assert_eq!(mine.sources[0].unmatched, Some(2));
    assert_eq!(mine.sources[1].unmatched, Some(1));
    let found = rows(&mut walk, 2, "unmatched");
    assert_eq!(
        (found[0].record, found[0].text.as_str()),
        (Some(2), "nobody")
    );
    let why = walk.engine.rows(1, "shoes", 0, &mut walk.disk).unwrap_err();
    assert!(why.starts_with("`shoes` is no part of a source"), "{why}");
}

#[test]
fn a_page_deep_in_a_file_is_read_from_the_record_near_it() {
    let mut text = "PennKey,Expires in days\n".to_string();
    (0..20_000).for_each(|n| text.push_str(&format!("person{n},{n}\n")));
    let mut walk = Walk::new();
    walk.drop_file("long.csv", &text);
    let page = walk.engine.rows(1, "lines", 15_000, &mut walk.disk);
    let page = page.expect("a page");
    assert_eq!((page.total, page.rows.len()), (20_001, 200));
    assert_eq!(
        (page.rows[0].line, page.rows[0].text.as_str()),
        (15_001, "person14999,14999")
    );
    assert!(walk.disk.n_reads <= 2, "{} reads", walk.disk.n_reads);
}

#[test]
fn a_page_of_blank_rows_does_not_read_the_rest_of_the_file_for_each() {
    let mut text = "PennKey,Expires in days,Name\n".to_string();
    let person = |n: u32| format!("person{n},{},\n", n % 400);
    (0..1_000).for_each(|n| text.push_str(&person(n)));
    (0..300).for_each(|n| text.push_str(if n % 3 == 0 { "bfoe,2,\0\n" } else { ",,\n" }));
    (1_000..200_000).for_each(|n| text.push_str(&person(n)));
    let mut walk = Walk::new();
    let loaded = walk.drop_file("long.csv", &text);
    let source = &loaded.sources[0];
    let counts = (source.blank, source.rejected);
    assert_eq!(counts, (200, 100), "{:?}", loaded.questions);
    walk.disk.n_bytes = 0;
    let blank = rows(&mut walk, 1, "blank");
    let n_read = walk.disk.n_bytes;
    assert!(n_read <= 200 << 16, "{n_read} bytes");
    assert_eq!(blank.len(), 200);
    assert!(blank.iter().all(|row| row.text == ",,"));
    let mut all = [numbers(&blank), numbers(&rows(&mut walk, 1, "rejected"))].concat();
    all.sort_unstable();
    assert_eq!(all, (1_001..=1_300).collect::<Vec<_>>());
    assert_eq!((blank[0].record, blank[0].line), (Some(1_002), 1_003));
}

#[test]
fn rows_without_a_partner_follow_the_rules_of_the_last_report() {
    let mut walk = Walk::new();
    let mine = "Display Name,Logon Name\nBox 1,asm.ith\nBox 2,gone\n";
    let report = "PennID,PennKey,Name,Expires in days,Scheduled deletion date\n\
        10000001,asmith,Person 1,8,2026-12-01\n10000002,other,Person 2,9,2026-12-02\n";
    let files = [("mine.csv", mine), ("report.csv", report)];
    let loaded = walk.drop_files(&files.map(|(name, text)| (name, text.into())));
    let unmatched = |sources: Vec<SourceView>| -> Vec<Option<u32>> {
        sources.iter().map(|source| source.unmatched).collect()
    };
    assert_eq!(unmatched(loaded.sources), [Some(2), Some(2)]);
    walk.ask(
        "expiring",
        &query(r#"{"match_rules":{"accepted":["dots"]}}"#),
    );
    assert_eq!(unmatched(walk.sources()), [Some(1), Some(1)]);
    assert_eq!(rows(&mut walk, 1, "unmatched")[0].text, "Box 2,gone");
    walk.report("expiring");
    assert_eq!(unmatched(walk.sources()), [Some(2), Some(2)]);
}

#[test]
fn damage_in_a_row_that_repeats_another_is_told_once() {
    let names = "adoe bfoe cgoe dhoe eioe fjoe gkoe hloe imoe jnoe koae lpoe";
    let row = |name: &str| format!("Doe,10,{name}\n");
    let good: String = names.split(' ').map(row).collect();
    let text = format!("Name,Size,Logon Name\n{good}Roe,11,1-Mar\nRoe,11,1-Mar\n");
    let mut walk = Walk::new();
    walk.drop_file("mine.csv", &text);
    let told: Vec<(String, Option<u32>)> = walk
        .issues()
        .into_iter()
        .map(|issue| (issue.code, issue.line))
        .collect();
    let expected = [("spreadsheet-damage", 14), ("duplicate-row", 15)];
    assert_eq!(
        told,
        expected.map(|(code, line)| (code.to_string(), Some(line)))
    );
}

#[test]
fn a_list_that_is_dropped_twice_counts_once_and_says_so() {
    let mut walk = Walk::with(&["mailbox_logon_name_last.csv", "published_columns.csv"]);
    let once = walk.report("expiring").summary.counts;
    let list = fixture("mailbox_logon_name_last.csv");
    let loaded = walk.drop_file("again.csv", &list);
    assert_eq!(walk.report("expiring").summary.counts, once);
    let [first, _, again] = &loaded.sources[..] else {
        panic!("three sources")
    };
    assert_eq!((first.repeats, first.duplicates), (false, 0));
    assert_eq!(
        (again.repeats, again.duplicates, again.n_issues),
        (true, 3, 1)
    );
    let issues = walk.engine.issues(Some(3), walk.today);
    assert!(
        issues[0]
            .message
            .contains("each repeats a row of another file")
    );
    // The same names pasted are other rows, and one name twice in a list stays two rows of it.
    walk.paste("adoe, adoe");
    assert_eq!(walk.report("expiring").summary.counts.mine, once.mine + 2);
    assert_eq!(walk.sources()[3].duplicates, 1);
}

#[test]
fn exact_repeats_are_found_in_tables_that_no_list_joins() {
    let header = "Name,E-Mail,Office\n";
    let rows = "Ada F,ada@example.edu,1\nBen G,ben@example.edu,2\nBen G,ben@example.edu,3\nBen G,ben@example.edu,2\nBen G,ben@example.edu,3\n";
    for said in ["other", "other:mail=2", "other:mail=2,display_name=1"] {
        let mut walk = Walk::new();
        let loaded = walk.drop_file("staff.csv", format!("{header}{rows}"));
        let answered = walk.answer(&loaded.questions[0], said).expect("an answer");
        assert_eq!(answered.sources[0].duplicates, 2, "{said}");
        let found = numbers(&rows_of(&mut walk));
        assert_eq!(found, [4, 5], "{said}");
        assert_eq!(walk.codes(), ["duplicate-row"], "{said}");
    }
}

fn rows_of(walk: &mut Walk) -> Vec<RowView> {
    rows(walk, 1, "duplicates")
}

#[test]
fn issues_stand_in_the_order_of_their_lines() {
    let mut walk = Walk::with(&["mailbox_logon_name_last.csv"]);
    let text = "PennKey,Expires in days,Scheduled deletion date,Name\n\
        adoe,1,2026-11-25,A\nbfoe,2,soon,B\n,3,2026-11-25,C\nadoe,1,2026-11-25,A\ncgoe,4,2026-11-25,\"D\"x\n\
        dgoe,1,2026-11-25,A\negoe,1,2026-11-25,A\nfgoe,1,2026-11-25,A\nggoe,1,2026-11-25,A\nhgoe,1,2026-11-25,A\nigoe,1,2026-11-25,A\njgoe,1,2026-11-25,A\n";
    walk.drop_file("a.csv", text);
    let issues = walk.engine.issues(Some(2), walk.today);
    let lines: Vec<_> = issues.iter().map(|issue| issue.line).collect();
    assert!(lines.len() > 4 && lines.is_sorted(), "{lines:?}");
}

#[test]
fn saved_rejected_rows_are_known_when_they_are_dropped() {
    let mut walk = Walk::with(&["nul_byte.csv"]);
    let saved = walk.engine.rejected(1, &mut walk.disk).expect("a file");
    let mut again = Walk::new();
    let loaded = again.drop_file("nul_byte_rejected.csv", saved);
    let question = &loaded.questions[0];
    let text = &question.text;
    assert!(
        text.contains("rejected rows that were saved from this page"),
        "{text}"
    );
    let kept = again.answer(question, "other").expect("an answer");
    let source = &kept.sources[0];
    assert_eq!((source.rows, source.accepted, source.rejected), (1, 1, 0));
}

const STAFF: &str = "Who,Konto,Ends,Note\nDoe Ida,jdoe,2026-11-25,x y\nRoe Eva,rroe,soon,x z\nPoe Cle,cpoe,2026-12-01,x y\n";

#[test]
fn an_answer_can_be_tried_before_it_is_given() {
    let mut walk = Walk::new();
    let question = walk.drop_file("staff.csv", STAFF).questions.remove(0);
    assert!(question.mapping);
    let try_it = |walk: &mut Walk, choice: &str| walk.engine.examine(1, choice, "", &mut walk.disk);
    let bare = try_it(&mut walk, "").expect("the columns");
    assert_eq!((bare.kind.as_str(), bare.columns.len()), ("", 4));
    assert_eq!(bare.kinds.len(), 17);

    let first = try_it(&mut walk, "enrollment").expect("a draft");
    assert!(
        first.trouble.contains("has no enrollment headers"),
        "{}",
        first.trouble
    );
    let second = try_it(&mut walk, &first.with_header(1)).expect("a draft");
    let second = try_it(&mut walk, &second.with_column(2, "scheduled_deletion")).expect("a draft");
    assert!(
        second
            .trouble
            .contains("no column of `staff.csv` is taken for a key"),
        "{}",
        second.trouble
    );
    let third = try_it(&mut walk, &second.with_column(1, "logon_name")).expect("a draft");
    assert_eq!(third.trouble, "");
    assert_eq!(
        third.choice,
        "enrollment:header=1,logon_name=2,scheduled_deletion=3"
    );
    let column = |place: usize| &third.columns[place];
    assert_eq!(
        (column(1).fit.as_str(), column(1).trouble.as_str()),
        ("100 % logon names", "")
    );
    assert_eq!(column(2).fit, "66 % dates");
    assert!(
        column(2)
            .trouble
            .starts_with("only 66 % of the filled cells of column C are dates")
    );
    assert_eq!(third.captions, ["logon name", "scheduled deletion"]);
    assert_eq!(third.first[0], ["jdoe", "25 Nov 2026"]);
    assert_eq!(third.first[1], ["rroe", "not readable: soon"]);

    let no_end = try_it(&mut walk, &third.with_column(2, "")).expect("a draft");
    assert!(
        no_end.trouble.contains("whether and when an account ends"),
        "{}",
        no_end.trouble
    );
    let refused = walk
        .answer(&question, &no_end.choice)
        .expect("a question again");
    assert!(
        refused.questions[0]
            .text
            .contains("whether and when an account ends")
    );
    let taken = walk
        .answer(&refused.questions[0], &third.choice)
        .expect("an answer");
    let source = &taken.sources[0];
    assert_eq!(
        (source.kind.as_str(), source.rows, source.accepted),
        ("enrollment", 3, 3)
    );
    assert_eq!(source.why, "you said which columns hold what");
    assert_eq!(walk.keys("expiring-not-mine").len(), 3);

    // How it is read now is what was said, and it can be changed in one step.
    let now = try_it(&mut walk, "").expect("a draft");
    assert_eq!(now.choice, third.choice);
    let changed = walk
        .change(1, "cloud-control:header=1,logon_name=2")
        .expect("a change");
    assert_eq!(changed.questions, []);
    assert_eq!(changed.sources[0].kind, "cloud-control");
    assert_eq!(walk.keys("mine-not-found"), ["jdoe", "rroe", "cpoe"]);
    let wrong = walk.change(1, "shoes").unwrap_err();
    assert_eq!(wrong, "`shoes` is no kind this tool knows");
}

#[test]
fn how_a_source_is_read_now_reads_it_again_the_same() {
    for name in fixtures().keys() {
        let mut walk = Walk::new();
        let loaded = walk.drop_file(name, fixture(name));
        let Some(before) = loaded.sources.first().filter(|one| one.kind != "unknown") else {
            continue;
        };
        let draft = walk.engine.examine(1, "", "", &mut walk.disk).expect(name);
        assert_eq!(draft.trouble, "", "{name}");
        let again = walk.change(1, &draft.choice).expect(name).sources.remove(0);
        let said = |source: &SourceView| {
            let columns = source.columns.iter().enumerate();
            // A row may be longer than the header.
            let fields = columns.filter(|(_, one)| !one.field.is_empty());
            let fields: Vec<_> = fields.map(|(at, one)| (at, one.field.clone())).collect();
            let counts = (source.rows, source.accepted, source.n_issues);
            (source.kind.clone(), counts, fields)
        };
        assert_eq!(said(&again), said(before), "{name}: {}", draft.choice);
    }
}

#[test]
fn a_mapping_may_take_a_column_back_that_the_header_names() {
    let mut walk = Walk::with(&["usage_mailbox.csv"]);
    let draft = walk
        .engine
        .examine(1, "", "", &mut walk.disk)
        .expect("a draft");
    let place = draft.columns.iter().find(|one| one.field == "display_name");
    let choice = draft.with_column(place.expect("a name").place, "");
    assert!(choice.ends_with(",display_name=0"), "{choice}");
    let changed = walk.change(1, &choice).expect("a change");
    let fields = changed.sources[0].columns.iter();
    assert!(fields.clone().any(|one| one.field == "upn"));
    assert!(!fields.clone().any(|one| one.field == "display_name"));
    let keyless = draft.with_column(1, "");
    assert!(keyless.contains(",upn=0"), "{keyless}");
    let refused = walk.change(1, &keyless).expect("a question");
    assert!(refused.questions[0].text.contains("is taken for a key"));
}

#[test]
fn an_answer_holds_for_the_next_file_with_these_headers_until_it_is_forgotten() {
    let mut walk = Walk::new();
    let question = walk.drop_file("staff.csv", STAFF).questions.remove(0);
    let choice = "enrollment:header=1,logon_name=2,scheduled_deletion=3";
    let source = walk
        .answer(&question, choice)
        .expect("an answer")
        .sources
        .remove(0);
    assert!(!source.recalled);
    let known = [(source.header_set.as_str(), source.memory.as_str())];
    assert!(!source.memory.contains("jdoe") && source.header_set.len() == 32);

    let mut next = Walk::new();
    let moved = "Note,Ends,Who,Konto\nx,2026-12-02,Foe Ben,bfoe\n";
    let loaded = next.drop_knowing("week48.csv", moved, &known);
    assert_eq!(loaded.questions, []);
    let source = &loaded.sources[0];
    assert!(source.recalled);
    assert_eq!(source.why, "as you said last time for these columns");
    assert_eq!(next.keys("expiring-not-mine"), ["bfoe"]);
    assert_eq!(
        next.column("expiring-not-mine", "deletion_day"),
        ["Wed 2 Dec 2026"]
    );
    // Asked about again it is asked about, whatever was said last time.
    let asked = next.reconsider(1).expect("a question");
    assert_eq!(asked.sources[0].kind, "unknown");

    // A certain file is read as was said last time, too; what a script says of it goes before.
    let list = "Name,Logon Name\nDoe Ida,jdoe\nRoe Eva,rroe\n";
    let mut walk = Walk::new();
    let source = walk.drop_file("list.csv", list).sources.remove(0);
    let other = (source.header_set.as_str(), "other:logon_name=1");
    let loaded = Walk::new().drop_knowing("list.csv", list, &[other]);
    assert_eq!(
        (loaded.sources[0].kind.as_str(), loaded.sources[0].recalled),
        ("other", true)
    );
    for nonsense in [
        "other:mail=77",
        "?",
        "ignore",
        "shoes:a=1",
        "other:logon_name=1,logon_name=2",
    ] {
        let loaded = Walk::new().drop_knowing("list.csv", list, &[(other.0, nonsense)]);
        assert_eq!(loaded.sources[0].kind, "cloud-control", "{nonsense}");
        assert!(!loaded.sources[0].recalled);
    }
}

fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[a-z]{1,6}",
        4 => Just(",".to_string()),
        3 => Just("\n".to_string()),
        1 => Just("\r\n".to_string()),
        1 => Just("\r".to_string()),
        1 => Just("\"".to_string()),
        1 => Just("\0".to_string()),
        1 => Just("adoe,1\n".to_string()),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.max(256)))]

    #[test]
    fn every_record_is_accepted_rejected_or_blank_and_can_be_looked_at(
        body in any_text(),
        start in prop_oneof![
            Just("PennKey,Expires in days\n"),
            Just("Size,Logon Name\n1,adoe\n2,bfoe\n3,cgoe\n"),
            Just("adoe\nbfoe\ncgoe\n"),
        ],
        again in any::<bool>(),
    ) {
        let text = format!("{start}{body}");
        let mut walk = Walk::new();
        walk.drop_file("a.csv", &text);
        if again {
            walk.drop_file("b.csv", &text);
        }
        walk.paste("adoe bfoe");
        for source in walk.sources() {
            if source.kind != "unknown" {
                let text = source.name.ends_with(".csv").then_some(text.as_str());
                check(&mut walk, &source, text);
            }
        }
    }
}

#[test]
fn the_repeats_of_a_long_list_are_counted_as_soon_as_someone_asks() {
    let mut walk = Walk::new();
    let mut boxes = "Display Name,Logon Name\n".to_string();
    for at in 0..11_000 {
        boxes.push_str(&format!("Box {at},\"user{at}\"\nBox {at},\"user{at}\"\n"));
    }
    let loaded = walk.drop_file("mailboxes.csv", boxes);
    assert_eq!(loaded.sources[0].kind, "cloud-control");
    walk.engine.settle(&mut walk.disk);
    let today = walk.today;
    assert_eq!(walk.engine.source_views(today)[0].duplicates, 11_000);
}

#[test]
fn of_a_hundred_thousand_columns_some_are_shown_and_every_other_is_found() {
    const N: usize = 100_000;
    // Of the first 256 KiB all have to be seen: each caption and each cell is short.
    let line = |of: &dyn Fn(usize) -> String| (0..N).map(of).collect::<Vec<_>>().join(",");
    let name = |at: usize| {
        if at == N - 1 {
            "zz".to_string()
        } else {
            "1".to_string()
        }
    };
    let text = format!("{}\n", line(&name));
    let mut walk = Walk::new();
    let loaded = walk.drop_file("wide.csv", &text);
    assert!(loaded.questions[0].mapping);
    let mut draft = |choice: &str, sought: &str| {
        walk.engine
            .examine(1, choice, sought, &mut walk.disk)
            .expect("a draft")
    };
    let first = draft("", "");
    assert_eq!((first.columns.len(), first.n_columns), (200, N as u32));
    // By its letter, then with what it is taken for, whatever else is shown.
    let found = draft("other:header=0", "EQXD");
    let places: Vec<u32> = found.columns.iter().map(|column| column.place).collect();
    assert_eq!(places, [N as u32 - 1]);
    let said = found.with_column(N as u32 - 1, "logon_name");
    let used = draft(&said, "");
    assert_eq!(used.columns.len(), 201);
    assert_eq!(used.columns[200].field, "logon_name");
    assert_eq!(used.first[0], ["zz"]);
    // By its caption.
    let under = draft("other:header=1", "Zz");
    // Column ZZ is found as well.
    let captions: Vec<&str> = under.columns.iter().map(|one| &one.caption[..]).collect();
    assert_eq!(captions, ["1", "zz"]);
}

#[test]
fn of_many_columns_of_logon_names_the_last_are_offered_and_the_others_are_said() {
    let row = |n: usize| {
        (0..60)
            .map(|at| format!("p{n}x{at}"))
            .collect::<Vec<_>>()
            .join(",")
    };
    let text: String = (0..4).map(|n| row(n) + "\n").collect();
    let mut walk = Walk::new();
    let question = walk.drop_file("many.csv", &text).questions[0].clone();
    let ids: Vec<&str> = question.choices.iter().map(|one| one.id.as_str()).collect();
    let offered = ids.iter().filter(|id| id.starts_with("cloud-control:"));
    assert_eq!((offered.count(), ids[1]), (20, "cloud-control:60"));
    assert!(
        question.text.contains("Only the last 20"),
        "{}",
        question.text
    );
    let loaded = walk.answer(&question, "cloud-control:header=0,logon_name=1");
    assert_eq!(loaded.expect("an answer").sources[0].accepted, 4);
}

/// A report of the backup whose headers of names and licenses were overwritten.
fn damaged_backup() -> String {
    let header = "Global Customer ID,Customer Name,Account Name,???,E-post,Profile,Zustand,Lizenz,Backup Data (MB),Created On,Managed By,Mapping";
    let rows = ["ana", "ben", "cid"].map(|name| {
        format!("c-1,Adatum,adatum,{name} x,{name}@adatum.example,Default,Active,active,10,2024-02-01,AD,Map1")
    });
    format!("{header}\n{}\n", rows.join("\n"))
}

#[test]
fn of_a_damaged_report_its_own_kind_is_offered_and_no_list_by_a_column_that_is_something_else() {
    let mut walk = Walk::new();
    let question = walk.drop_file("backup.csv", damaged_backup()).questions[0].clone();
    let labels: Vec<&str> = question
        .choices
        .iter()
        .map(|one| one.label.as_str())
        .collect();
    assert!(
        labels[0].starts_with("user provisioning report from Druva: 8 of 12 columns"),
        "{labels:#?}"
    );
    assert!(
        !labels.iter().any(|label| label.contains("Account Name")),
        "{labels:#?}"
    );
    // What can be a list of addresses stays on offer, after it.
    let of_lists: Vec<&&str> = labels
        .iter()
        .filter(|label| label.starts_with("a mailbox list"))
        .collect();
    assert_eq!(of_lists.len(), 1, "{labels:#?}");
    assert!(of_lists[0].contains("`E-post`"), "{labels:#?}");
}

#[test]
fn a_kind_is_not_offered_for_headers_over_cells_that_are_something_else() {
    // Headers of the mailbox usage report over texts; two of them may be anything.
    let text = "Report Refresh Date,Storage Used (Byte),Item Count,Created Date,Notes\n\
        alpha one,beta one,gamma one,delta one,x y\nalpha two,beta two,gamma two,delta two,x z\n";
    let question = Walk::new().drop_file("odd.csv", text).questions[0].clone();
    let first = &question.choices[0];
    assert_eq!(first.id, "other", "{:#?}", question.choices);
}

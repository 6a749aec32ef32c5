//! Handing out: every row in exactly one file, each file with only its own people (M10); and the
//! report as one page (M10).

use std::io::Cursor;

use rollcall::engine::hand_out::HandOut;
use rollcall::engine::message::{ReportView, Window};
use rollcall::engine::wire::inquiries::hand_out_plan;
use rollcall::export::base64;
use rollcall::ingest::csv::Splitter;
use rollcall::report::definition::{Definition, reports};
use rollcall::report::hand_out::{HandOutGroups, HandOutPiece, NO_VALUE, columns_for};
use rollcall::report::query::{Filter, Query};
use rollcall::sample::sample;

use super::walk::{TODAY, Walk, day};

fn walk() -> Walk {
    let mut walk = Walk::new();
    let pair = sample(day(TODAY));
    walk.drop_files(&[
        (pair.exchange_name, pair.exchange_csv.into_bytes()),
        (pair.enrollment_name, pair.enrollment_csv.into_bytes()),
    ]);
    walk
}

fn groups(
    walk: &mut Walk,
    id: &str,
    query: &Query,
    options: &str,
) -> Result<HandOutGroups, String> {
    let plan = hand_out_plan(options).expect("options");
    let wanted = HandOut {
        id,
        query,
        ranges: &[],
        plan: &plan,
        next: 0,
    };
    walk.engine.hand_out_groups(wanted, walk.today)
}

fn all(
    walk: &mut Walk,
    id: &str,
    query: &Query,
    options: &str,
) -> Result<Vec<HandOutPiece>, String> {
    let plan = hand_out_plan(options).expect("options");
    let mut pieces = Vec::new();
    let mut next = 0;
    loop {
        let wanted = HandOut {
            id,
            query,
            ranges: &[],
            plan: &plan,
            next,
        };
        let piece = walk.engine.hand_out(wanted, walk.today, &mut walk.disk)?;
        next = piece.next;
        pieces.push(piece);
        if next == 0 {
            return Ok(pieces);
        }
    }
}

fn records(text: &str) -> Vec<Vec<String>> {
    let mut records = Vec::new();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    Splitter::new(b',').split(text.as_bytes(), true, &mut |record| {
        records.push(record.texts())
    });
    records
}

fn view(walk: &mut Walk, id: &str, query: &Query) -> ReportView {
    let window = Window {
        rows: -1,
        ..Window::default()
    };
    walk.engine
        .report(id, query, window, walk.today)
        .expect("a view")
}

/// The rows of the files of a column, each file's after another, and the view's own as CSV has them.
fn check(walk: &mut Walk, report: &Definition, column: &str, query: &Query) {
    let id = report.id;
    let query = &Query {
        columns: vec![report.columns[0].id.to_owned(), column.to_owned()],
        ..query.clone()
    };
    let n_rows = view(walk, id, query).total;
    let options = format!(r#"{{"column":"{column}","form":"csv"}}"#);
    let view_of_groups = groups(walk, id, query, &options).expect("groups");
    let sum: u32 = view_of_groups.groups.iter().map(|group| group.rows).sum();
    assert_eq!(
        (sum, view_of_groups.rows),
        (n_rows, n_rows),
        "{id} by {column}"
    );
    if n_rows == 0 || view_of_groups.groups.len() > 300 {
        return;
    }
    let files = all(walk, id, query, &options).expect("files");
    assert_eq!(files.len(), view_of_groups.groups.len());
    let mut handed = Vec::new();
    for (file, group) in files.iter().zip(&view_of_groups.groups) {
        let rows = records(&file.text).split_off(1);
        assert_eq!(
            rows.len() as u32,
            group.rows,
            "{id} by {column}: {}",
            file.name
        );
        assert!(
            file.name.ends_with(&format!("_{}.csv", group.rows)),
            "{}",
            file.name
        );
        let mut of_column: Vec<&str> = rows.iter().map(|row| row[1].as_str()).collect();
        of_column.dedup();
        // Only theirs: one value in all of its rows; what is missing may be missing for several reasons.
        assert!(
            of_column.len() == 1 || group.value.is_empty(),
            "{of_column:?}"
        );
        handed.extend(rows);
    }
    let whole = super::exports::csv_of(walk, id, query);
    let mut whole = records(&whole).split_off(1);
    handed.sort();
    whole.sort();
    assert_eq!(handed, whole, "{id} by {column}");
}

#[test]
fn every_row_is_in_exactly_one_file_whatever_column_parts_them() {
    let mut walk = walk();
    for report in reports().filter(|report| report.columns.len() > 1) {
        if walk
            .engine
            .report(report.id, &Query::default(), Window::default(), walk.today)
            .is_err()
        {
            continue;
        }
        for (column, _) in columns_for(report).into_iter().take(8) {
            check(&mut walk, report, column, &Query::default());
        }
    }
    let narrowed = Query {
        filters: vec![Filter::AnyOf {
            column: "urgency".to_owned(),
            any_of: vec!["imminent".to_owned(), "soon".to_owned()],
        }],
        ..Query::default()
    };
    let report = reports().find(|report| report.id == "expiring").unwrap();
    check(&mut walk, report, "department", &narrowed);
}

#[test]
fn rows_without_a_value_are_a_group_of_their_own_at_the_end() {
    let mut walk = Walk::new();
    walk.drop_file(
        "enrollment.csv",
        "PennID,PennKey,Name,Department,Expires in days,Scheduled deletion date\n\
         10000001,doe1,Ann,Finance,8,2026-12-01\n10000002,doe2,Bob,,8,2026-12-01\n10000003,doe3,Cyd,Arts,8,2026-12-01\n",
    );
    let view = groups(&mut walk, "expiring-not-mine", &Query::default(), "{}").expect("groups");
    let names: Vec<&str> = view
        .groups
        .iter()
        .map(|group| group.text.as_str())
        .collect();
    assert_eq!(names, ["Arts", "Finance", NO_VALUE]);
    let chosen = all(
        &mut walk,
        "expiring-not-mine",
        &Query::default(),
        r#"{"groups":["",  "Arts"]}"#,
    )
    .expect("files");
    assert_eq!(chosen.len(), 2);
    assert!(chosen.iter().all(|file| !file.text.contains("Ann")));
    assert!(chosen[1].text.contains("Bob") && chosen[1].name.contains("without a value"));
    for (options, word) in [
        (r#"{"groups":[]}"#, "no group"),
        (r#"{"column":"shoe"}"#, "`shoe`"),
        (r#"{"form":"fax"}"#, "`fax`"),
    ] {
        let sentence = all(&mut walk, "expiring-not-mine", &Query::default(), options).unwrap_err();
        assert!(sentence.contains(word), "{sentence}");
    }
}

#[test]
fn all_files_as_one_archive_are_the_same_files() {
    let mut walk = walk();
    for form in ["csv", "xlsx", "page", "mail"] {
        let query = Query::default();
        let single = format!(
            r#"{{"form":"{form}","stamp":"2026-11-22T14:00:00Z","subject":"s","text":"t"}}"#
        );
        let files = all(&mut walk, "expiring", &query, &single).expect("files");
        let zipped = format!(r#"{{"zip":true,{}"#, &single[1..]);
        let pieces = all(&mut walk, "expiring", &query, &zipped).expect("an archive");
        let bytes: Vec<u8> = pieces
            .iter()
            .flat_map(|piece| base64::decode(&piece.text).expect("base64"))
            .collect();
        assert_eq!(
            pieces.last().unwrap().name,
            "expiring_2026-11-22_by_department.zip"
        );
        let unpacked = super::exports::unzipped(&bytes);
        assert_eq!(unpacked.len(), files.len());
        for ((name, bytes), file) in unpacked.iter().zip(&files) {
            assert_eq!(*name, file.name);
            let expected = match form {
                "xlsx" => base64::decode(&file.text).expect("base64"),
                _ => file.text.clone().into_bytes(),
            };
            assert_eq!(*bytes, expected, "{name}");
        }
        if form == "xlsx" {
            let mut book: calamine::Xlsx<_> =
                calamine::Reader::new(Cursor::new(unpacked[0].1.clone())).expect("a workbook");
            let range = calamine::Reader::worksheet_range_at(&mut book, 0)
                .expect("a sheet")
                .expect("rows");
            assert!(range.height() > 1);
        }
    }
}

#[test]
fn a_draft_carries_the_groups_own_rows_and_text() {
    let mut walk = Walk::new();
    walk.drop_file(
        "enrollment.csv",
        "PennID,PennKey,Name,Department,Expires in days,Scheduled deletion date\n\
         10000001,doe1,Ann,Ökologie,8,2026-12-01\n10000002,doe2,Bob,Arts,8,2026-12-01\n",
    );
    let options = r#"{"form":"mail","subject":"{group}: {rows}","text":"Look at {group}\nplease","columns":"all"}"#;
    let drafts = all(&mut walk, "expiring-not-mine", &Query::default(), options).expect("drafts");
    assert_eq!(drafts.len(), 2);
    let text = &drafts[0].text;
    assert!(
        text.starts_with("X-Unsent: 1\r\nSubject: Arts: 1 account\r\n"),
        "{text}"
    );
    let parts: Vec<&str> = text.split("\r\n\r\n").collect();
    let decoded = |part: &str| {
        let lines: String = part
            .lines()
            .take_while(|line| !line.starts_with("--"))
            .collect();
        String::from_utf8(base64::decode(&lines).expect("base64")).expect("text")
    };
    assert_eq!(decoded(parts[2]), "Look at Arts\r\nplease");
    let csv = decoded(parts[3]);
    assert!(csv.contains("Bob") && !csv.contains("Ann"), "{csv}");
}

#[test]
fn links_show_a_groups_rows_and_none_is_made_that_would_name_somebody() {
    let mut walk = Walk::new();
    walk.drop_file(
        "enrollment.csv",
        "PennID,PennKey,Name,Department,Expires in days,Scheduled deletion date\n\
         10000001,doe1,Ann Ber,Arts,8,2026-12-01\n10000002,doe2,Bob Nep,Arts,8,2026-12-01\n",
    );
    let by = |walk: &mut Walk, column: &str| {
        let options =
            format!(r#"{{"form":"links","column":"{column}","address":"https://example.edu/r/"}}"#);
        let files = all(walk, "expiring-not-mine", &Query::default(), &options).expect("links");
        records(&files[0].text).split_off(1)
    };
    let links = by(&mut walk, "department");
    assert_eq!(links.len(), 1);
    assert!(
        links[0][2].starts_with("https://example.edu/r/#v1."),
        "{links:?}"
    );
    assert_eq!(links[0][3], "");
    let none = by(&mut walk, "name");
    assert_eq!(none.len(), 2);
    assert!(
        none.iter()
            .all(|row| row[2].is_empty() && !row[3].is_empty()),
        "{none:?}"
    );
}

#[test]
fn a_report_as_one_page_holds_its_rows_why_and_what_to_do() {
    let mut walk = walk();
    let query = Query::default();
    let text = super::exports::page_of(&mut walk, "expiring", &query, &[]);
    let n_rows = view(&mut walk, "expiring", &query).total;
    assert_eq!(
        text.matches("<article id=\"why-").count() as u32,
        n_rows.min(200)
    );
    assert!(
        text.contains("<ol>") && text.contains(", line "),
        "no reasons"
    );
    let one = super::exports::page_of(&mut walk, "expiring", &query, &[(1, 2)]);
    // All rows, and why of the selected ones.
    assert_eq!(one.matches("<article id=\"why-").count(), 2);
    assert!(one.contains("<tr data-why=\"0\">") && one.contains("href=\"#why-1\""));
    assert!(one.contains("Evaluated for") && one.contains("as of"));
}

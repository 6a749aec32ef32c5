//! Exports in, report out: the whole walk on plain bytes (P15).

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use rollcall::engine::message::{CellView, IssueView, SourceView, Value};
use rollcall::ingest::csv::RECORD_LIMIT;
use rollcall::ingest::intake::{Step, ingest};
use rollcall::ingest::issue::Code;
use rollcall::sample::sample;
use rollcall::small_map::SmallMap;

use super::walk::{TODAY, Walk, day, fixture, fixtures, keys, query};

const MAILBOXES: &str = "mailbox_logon_name_last.csv";
const ENROLLMENT: &str = "published_columns.csv";

// ── the four lists ──

#[test]
fn two_files_give_four_lists_and_their_counts() {
    let mut walk = Walk::with(&[MAILBOXES, ENROLLMENT]);
    assert_eq!(walk.keys("expiring"), ["adoe", "bfoe"]);
    assert_eq!(walk.keys("mine"), ["adoe", "bfoe"]);
    assert_eq!(walk.keys("mine-not-found"), ["room-3"]);
    assert_eq!(walk.keys("expiring-not-mine"), ["cgoe", "dhoe", "ejoe"]);
    for id in ["expiring", "mine", "mine-not-found", "expiring-not-mine"] {
        let counts = walk.report(id).summary.counts;
        let found = [
            counts.mine,
            counts.matched,
            counts.expiring,
            counts.mine_not_found,
            counts.expiring_not_mine,
            counts.ambiguous,
            counts.enrollment,
        ];
        assert_eq!(found, [3, 2, 2, 1, 3, 0, 6], "{id}");
    }
}

#[test]
fn a_window_takes_the_largest_departments_and_says_how_many_there_are() {
    let pair = sample(day(TODAY));
    let mut walk = Walk::on(TODAY);
    walk.drop_file(pair.enrollment_name, pair.enrollment_csv.into_bytes());
    let all = walk.report("expiring-not-mine").summary;
    assert!(all.by_department.len() > 1, "{:?}", all.by_department);
    assert_eq!(all.n_departments as usize, all.by_department.len());
    let some = walk.largest_departments("expiring-not-mine", 1);
    assert_eq!(some.by_department, all.by_department[..1]);
    assert_eq!(some.n_departments, all.n_departments);
}

#[test]
fn the_order_in_which_files_come_changes_nothing() {
    let mut first = Walk::with(&[MAILBOXES, ENROLLMENT]);
    let mut second = Walk::with(&[ENROLLMENT, MAILBOXES]);
    let mut one_by_one = Walk::with(&[ENROLLMENT]);
    one_by_one.drop_file(MAILBOXES, fixture(MAILBOXES));
    for id in ["expiring", "mine", "mine-not-found", "expiring-not-mine"] {
        let expected = first.report(id);
        assert_eq!(second.report(id), expected, "{id}");
        assert_eq!(one_by_one.report(id), expected, "{id}");
    }
}

#[test]
fn both_sample_files_give_the_people_that_pasting_the_names_gives() {
    for today in [TODAY, "2027-07-05"] {
        let pair = sample(day(today));
        let mut dropped = Walk::on(today);
        dropped.drop_files(&[
            (pair.exchange_name, pair.exchange_csv.clone().into()),
            (pair.enrollment_name, pair.enrollment_csv.clone().into()),
        ]);
        assert!(dropped.report("expiring").total > 30);
        let names: Vec<String> = records(&pair.exchange_csv)
            .into_iter()
            .skip(1)
            .map(|(_, cells)| cells.last().expect("a last column").clone())
            .collect();
        for separator in ["\n", "\r\n", ",", "; ", "\t", " "] {
            let mut pasted = Walk::on(today);
            pasted.drop_file(pair.enrollment_name, &pair.enrollment_csv);
            pasted.paste(&names.join(separator));
            for id in ["expiring", "mine", "mine-not-found", "expiring-not-mine"] {
                assert_eq!(pasted.keys(id), dropped.keys(id), "{id} {separator:?}");
            }
            for column in ["urgency", "deletion_day", "days_to_disable"] {
                let found = pasted.column("expiring", column);
                assert_eq!(found, dropped.column("expiring", column), "{column}");
            }
        }
    }
}

#[test]
fn names_are_split_by_every_separator_and_count_once() {
    let mut walk = Walk::with(&[ENROLLMENT]);
    walk.paste("adoe,EXAMPLE\\BFOE;cgoe@example.edu\tADOE\r\nnobody dhoe");
    let counts = walk.report("mine").summary.counts;
    assert_eq!(walk.keys("mine"), ["adoe", "bfoe", "cgoe", "dhoe"]);
    assert_eq!(walk.keys("mine-not-found"), ["nobody"]);
    assert_eq!((counts.mine, counts.mine_not_found), (6, 1));
}

#[test]
fn nothing_loaded_nothing_flagged_and_nothing_matched_are_told_apart_by_their_counts() {
    let counts = |names: &[&str]| {
        let counts = Walk::with(names).report("expiring").summary.counts;
        (counts.mine, counts.matched, counts.expiring)
    };
    assert_eq!(counts(&[]), (0, 0, 0));
    assert_eq!(
        counts(&["domain_label_one.csv", "header_only.csv"]),
        (3, 0, 0)
    );
    assert_eq!(
        counts(&["names_one_a_line.csv", "not_expiring_export.csv"]),
        (3, 3, 0)
    );
}

// ── the day, the order, the search ──

#[test]
fn another_day_is_another_report_of_the_same_rows() {
    #[track_caller]
    fn case(today: &str, urgency: &str, stage: &str, days_to_disable: i64, days_left: i64) {
        let mut walk = Walk::with(&[MAILBOXES, ENROLLMENT]);
        walk.today = day(today);
        let columns = r#"{"columns":["urgency","stage","days_to_disable","days_left"]}"#;
        let expected = [
            Value::Text(urgency.to_string()),
            Value::Text(stage.to_string()),
            Value::Integer(days_to_disable),
            Value::Integer(days_left),
        ];
        let adoe = |walk: &mut Walk, json: &str| {
            let view = walk.ask("expiring", &query(json));
            let place = keys(&view).iter().position(|key| key == "adoe");
            view.values[place.expect("adoe")].clone()
        };
        assert_eq!(adoe(&mut walk, columns), expected);
        let account = walk.account("adoe");
        assert_eq!(
            (account.urgency, account.stage),
            (urgency.into(), stage.into())
        );
        // A query may pin the day, whatever the day of the page.
        walk.today = day("2020-01-01");
        let pinned = format!("{},\"today\":\"{today}\"}}", columns.trim_end_matches('}'));
        assert_eq!(adoe(&mut walk, &pinned), expected);
    }
    // W is Wed 25 Nov, X Tue 24 Nov, L Mon 23 Nov, R 25 Dec, the last safe day before it 23 Dec.
    case("2026-10-20", "none", "flagged", 35, 36);
    case("2026-10-24", "watch", "flagged", 31, 32);
    case("2026-11-09", "soon", "flagged", 15, 16);
    case("2026-11-16", "imminent", "flagged", 8, 9);
    case("2026-11-23", "imminent", "flagged", 1, 2);
    case("2026-11-24", "late", "disabled", 0, 1);
    case("2026-11-25", "recovery", "deprovisioned", -1, 0);
    case("2026-12-23", "recovery", "deprovisioned", -29, -28);
    case("2026-12-24", "recovery-late", "deprovisioned", -30, -29);
    case("2026-12-25", "lost", "deleted", -31, -30);
}

#[test]
fn rows_are_sorted_by_any_column_and_empty_ones_come_last() {
    let mut walk = Walk::with(&[ENROLLMENT]);
    walk.paste("adoe bfoe cgoe dhoe ejoe fkoe");
    let mut order = |sort: &str| {
        let view = walk.ask("mine", &query(&format!(r#"{{"sort":[{sort}]}}"#)));
        keys(&view).join(" ")
    };
    assert_eq!(order(""), "adoe bfoe cgoe dhoe ejoe fkoe");
    assert_eq!(
        order(r#"["deletion_day","desc"]"#),
        "ejoe dhoe cgoe bfoe adoe fkoe"
    );
    assert_eq!(
        order(r#"["deletion_day","asc"]"#),
        "adoe bfoe cgoe dhoe ejoe fkoe"
    );
    assert_eq!(order(r#"["name","desc"]"#), "fkoe ejoe dhoe cgoe bfoe adoe");
    assert_eq!(
        order(r#"["affiliations","asc"],["source_row","desc"]"#),
        "bfoe fkoe ejoe dhoe cgoe adoe"
    );
    assert_eq!(
        order(r#"["has_mailbox","asc"],["key","desc"]"#),
        "cgoe fkoe ejoe dhoe bfoe adoe"
    );
}

#[test]
fn a_search_looks_at_visible_columns_and_a_filter_at_any() {
    let mut walk = Walk::with(&[ENROLLMENT]);
    walk.paste("adoe bfoe cgoe dhoe ejoe fkoe");
    let mut found = |json: &str| keys(&walk.ask("mine", &query(json))).join(" ");
    assert_eq!(found(r#"{"search":"OE, D"}"#), "dhoe");
    assert_eq!(found(r#"{"search":"sponsor"}"#), "dhoe");
    assert_eq!(found(r#"{"search":"sponsor","columns":["name"]}"#), "");
    assert_eq!(found(r#"{"search":"no such text"}"#), "");
    assert_eq!(
        found(
            r#"{"filters":[{"column":"affiliations","any_of":["STU","ALUM"]}],"columns":["name"]}"#
        ),
        "bfoe fkoe"
    );
    assert_eq!(
        found(r#"{"filters":[{"column":"deletion_day","from":"2026-11-30","to":"2026-12-02"}]}"#),
        "bfoe cgoe"
    );
    assert_eq!(
        found(r#"{"search":"doe","filters":[{"column":"urgency","any_of":["imminent"]}]}"#),
        "adoe"
    );
}

#[test]
fn the_summary_follows_search_and_filter_but_the_counts_do_not() {
    let mut walk = Walk::with(&[MAILBOXES, ENROLLMENT]);
    let whole = walk.report("expiring");
    let one = walk.ask("expiring", &query(r#"{"search":"adoe"}"#));
    let n_rows = |view: &rollcall::engine::message::ReportView| -> u32 {
        view.summary.by_urgency.iter().map(|(_, n)| n).sum()
    };
    assert_eq!((whole.total, n_rows(&whole)), (2, 2));
    assert_eq!((one.total, n_rows(&one)), (1, 1));
    assert_eq!(one.summary.counts, whole.summary.counts);
    assert_eq!(one.summary.by_department, [(String::new(), 1)]);
}

#[test]
fn a_wrong_report_or_column_is_a_sentence() {
    let mut walk = Walk::new();
    let window = rollcall::engine::message::Window::default();
    let today = walk.today;
    let mut ask = |id: &str, json: &str| walk.engine.report(id, &query(json), window, today);
    assert_eq!(ask("late", "{}").unwrap_err(), "there is no report `late`");
    let error = ask("mine", r#"{"columns":["age"]}"#).unwrap_err();
    assert_eq!(error, "the report has no column `age`");
    let gone = walk
        .engine
        .account("adoe", None, None, today, &mut walk.disk);
    assert_eq!(gone.unwrap_err(), "there is no account `adoe`");
}

#[test]
fn copied_rows_are_tab_separated_and_one_column_is_a_list() {
    let mut walk = Walk::with(&[MAILBOXES, ENROLLMENT]);
    let shown = query(r#"{"columns":["logon_name","days_to_disable"]}"#);
    let today = walk.today;
    let mut copy = |column| {
        let copied = walk
            .engine
            .copy("expiring", &shown, &[(0, 9)], column, today);
        copied.expect("a copy")
    };
    let rows = copy(None);
    assert_eq!(
        rows.text,
        "Logon name\tDays until disabled\r\nadoe\t2\r\nbfoe\t7\r\n"
    );
    let (_, table) = rows.html.split_once("<tbody>\n").expect("a table");
    assert_eq!(
        table,
        "<tr><td>adoe</td><td class=\"number\">2</td></tr>\n\
         <tr><td>bfoe</td><td class=\"number\">7</td></tr>\n</tbody>\n</table>\n"
    );
    let keys = copy(Some("key"));
    assert_eq!(
        (keys.text.as_str(), keys.html.as_str()),
        ("adoe\r\nbfoe\r\n", "")
    );
}

// ── one account ──

#[test]
fn every_cell_that_is_cited_stands_where_it_is_said_to_stand() {
    let pair = sample(day(TODAY));
    check_cells(&[
        (pair.exchange_name, pair.exchange_csv.into_bytes()),
        (pair.enrollment_name, pair.enrollment_csv.into_bytes()),
    ]);
    for name in [
        "quoted_line_breaks.csv",
        "blank_lines.csv",
        "lone_cr.csv",
        "mixed_line_ends.csv",
        "bom_crlf.csv",
        "title_rows.csv",
        "excel_text_guards.csv",
        "shuffled_columns.csv",
        "isc_variant.csv",
    ] {
        check_cells(&[(name, fixture(name)), (MAILBOXES, fixture(MAILBOXES))]);
    }
}

/// Asks for every account of these files and looks up every cell of the answers in the text.
#[track_caller]
fn check_cells(files: &[(&str, Vec<u8>)]) {
    let mut walk = Walk::new();
    let loaded = walk.drop_files(files);
    let text_of = |name: &str| {
        let bytes = &files.iter().find(|file| file.0 == name).expect("a file").1;
        let text = String::from_utf8(bytes.clone()).expect("UTF-8");
        text.trim_start_matches('\u{feff}').to_string()
    };
    let texts: BTreeMap<u32, String> = loaded
        .sources
        .iter()
        .map(|source| (source.id, text_of(&source.name)))
        .collect();
    let holds = |cell: &CellView| {
        let rows = records(&texts[&cell.source]);
        let (_, cells) = rows.iter().find(|row| row.0 == cell.line).expect("a line");
        let captions = rows
            .iter()
            .filter(|row| row.0 < cell.line)
            .find_map(|row| row.1.iter().position(|caption| *caption == cell.column));
        let column = captions.unwrap_or_else(|| panic!("no column `{}`", cell.column));
        assert_eq!(cells.get(column), Some(&cell.raw), "{cell:?}");
    };
    let mut n_cells = 0;
    for id in ["mine", "expiring-not-mine", "mine-not-found"] {
        for row in walk.report(id).handles {
            let found = walk.engine.account(
                &row.key,
                Some(row.row),
                Some(id),
                walk.today,
                &mut walk.disk,
            );
            let account = found.expect("an account");
            assert_eq!(account.key, row.key);
            assert!(!account.explanation.is_empty());
            let cited = account.explanation.iter().flat_map(|step| &step.cells);
            let shown = account.fields.iter().map(|field| &field.cell);
            for cell in cited.chain(shown) {
                holds(cell);
                n_cells += 1;
            }
        }
    }
    assert!(n_cells > 20, "{n_cells}");
}

#[test]
fn an_account_says_why_and_what_to_do() {
    let mut walk = Walk::with(&[MAILBOXES, ENROLLMENT]);
    let account = walk.account("ADoe@example.edu");
    let statements: Vec<&str> = account
        .explanation
        .iter()
        .map(|step| step.statement.as_str())
        .collect();
    let chain = statements.join("\n");
    for part in [
        "It is on your list of mailboxes, so it has one.",
        "Its scheduled deletion date is Wed 25 Nov 2026.",
        "The days left, \"5\", counted from Fri 20 Nov 2026",
        "this one is disabled from 00:00 on Tue 24 Nov 2026.",
        "The last safe working day is Mon 23 Nov 2026",
        "Urgency Imminent",
    ] {
        assert!(chain.contains(part), "{part} is missing in:\n{chain}");
    }
    assert!(account.explanation.iter().all(|step| !step.rule.is_empty()));
    assert!(account.checklist.len() >= 4);
    let sources: BTreeSet<u32> = account
        .fields
        .iter()
        .map(|field| field.cell.source)
        .collect();
    assert_eq!(sources.len(), 2, "the fields of both files");
}

#[test]
fn a_file_that_changed_since_it_was_loaded_is_a_sentence() {
    let mut walk = Walk::with(&[MAILBOXES, ENROLLMENT]);
    walk.disk.files[1].truncate(100);
    let found = walk
        .engine
        .account("bfoe", None, None, walk.today, &mut walk.disk);
    assert_eq!(
        found.unwrap_err(),
        "`published_columns.csv` cannot be read again (it is shorter now): it was changed or moved since it was loaded; load it again"
    );
    assert_eq!(walk.keys("expiring"), ["adoe", "bfoe"]);
}

// ── what is unknown ──

#[test]
fn what_is_unknown_is_unclear_and_on_top() {
    #[track_caller]
    fn case(name: &str, key: &str) {
        let mut walk = Walk::with(&[name]);
        let view = walk.report("expiring-not-mine");
        assert_eq!(view.handles[0].key, key, "{name}");
        assert_eq!(view.handles[0].urgency, "unclear", "{name}");
        let account = walk.account(key);
        assert_eq!(account.stage, "unknown", "{name}");
    }
    case("flagged_without_date.csv", "glow");
    case("unreadable_dates.csv", "fkoe");
    case("expired_and_lower_bounds.csv", "fkoe");
    case("flagged_while_eligible.csv", "adoe");
}

#[test]
fn who_is_not_flagged_but_kept_by_no_affiliation_is_unclear_and_never_safe() {
    let mut walk = Walk::with(&["no_affiliation_keeps.csv"]);
    walk.paste("adoe bfoe cgoe dhoe ejoe");
    let view = walk.ask(
        "mine",
        &query(r#"{"columns":["key","stage","urgency","disable_day"]}"#),
    );
    let rows: Vec<String> = view.rows.iter().map(|row| row.join(" ")).collect();
    assert_eq!(
        rows,
        [
            "bfoe Unknown Unclear unknown",
            "cgoe Unknown Unclear unknown",
            "ejoe Flagged Watch Fri 11 Dec 2026",
            "adoe Active None not flagged",
            "dhoe Active None not flagged",
        ]
    );
    assert_eq!(view.summary.counts.expiring, 1);
    let account = walk.account("bfoe");
    assert!(account.headline.starts_with("not flagged, but"));
    assert!(account.checklist.len() >= 4);
    // A report without the column says nothing about affiliations, beside one that has it too.
    walk.drop_file(
        "b.csv",
        "PennKey,Expires in days,Scheduled deletion date\nfkoe,,\nglow,3,\n",
    );
    assert_eq!(walk.account("fkoe").stage, "active");
}

#[test]
fn a_reason_in_either_column_flags_and_a_center_without_a_name_shows_its_code() {
    let mut walk = Walk::with(&["reason_beside_o365_ready.csv"]);
    let view = walk.ask(
        "expiring-not-mine",
        &query(r#"{"columns":["key","urgency","reason","center"],"sort":[["key","asc"]]}"#),
    );
    let rows: Vec<String> = view.rows.iter().map(|row| row.join(", ")).collect();
    assert_eq!(
        rows,
        [
            "adoe, Unclear, Sponsor removed, School of Arts",
            "bfoe, Unclear, No PennKey, 40",
            "cgoe, Unclear, Deceased, empty",
        ]
    );
    let cells = &walk.account("bfoe").explanation[0].cells;
    assert!(cells.iter().any(|cell| cell.raw == "No PennKey"));
}

#[test]
fn a_row_that_ends_before_its_dates_is_unclear_and_an_issue_says_so() {
    let mut walk = Walk::with(&["ragged_rows.csv"]);
    walk.drop_file("cut_2026-11-20.csv", fixture("cut_short.csv"));
    walk.paste("fkoe glow kqow lrow msow");
    let view = walk.ask(
        "mine",
        &query(r#"{"columns":["key","stage","urgency","days_left"],"sort":[["key","asc"]]}"#),
    );
    let rows: Vec<String> = view.rows.iter().map(|row| row.join(" ")).collect();
    assert_eq!(
        rows,
        [
            "fkoe Active None not flagged",
            "glow Unknown Unclear unknown",
            "kqow Flagged Imminent 5",
            "lrow Unknown Unclear unknown",
            "msow Active None not flagged",
        ]
    );
    let account = walk.account("lrow");
    assert!(account.headline.starts_with("its row is cut short"));
    assert!(account.explanation[0].statement.contains("is unknown"));
    let account = walk.account("kqow");
    assert!(account.explanation[1].statement.contains("is cut short"));
    let issues = walk.issues().into_iter();
    let short: Vec<_> = issues.filter(|issue| issue.code == "short-row").collect();
    let found: Vec<_> = short
        .iter()
        .map(|issue| (issue.line, issue.column.as_deref()))
        .collect();
    let expected = [
        (8, Some("Expires in days")),
        (2, Some("Scheduled deletion date")),
        (3, Some("Expires in days")),
        (4, None),
    ];
    assert_eq!(found, expected.map(|(line, column)| (Some(line), column)));
}

#[test]
fn a_bare_no_is_no_flag_and_a_date_for_none_is_none() {
    let mut walk = Walk::with(&["flagged_without_date.csv"]);
    let flagged = walk.keys("expiring-not-mine");
    assert!(!flagged.contains(&"hmow".to_string()), "{flagged:?}");
    let mut none = Walk::with(&["dates_that_stand_for_none.csv"]);
    assert_eq!(none.report("expiring-not-mine").total, 0);
}

#[test]
fn where_date_and_days_disagree_the_earlier_day_drives_and_the_row_says_so() {
    #[track_caller]
    fn case(name: &str, deletion_day: &str, scheduled: &str, mark: &str) {
        let mut walk = Walk::with(&[name]);
        let view = walk.report("expiring-not-mine");
        let place = view.handles.iter().position(|row| row.key == "fkoe");
        let place = place.expect("fkoe");
        assert_eq!(view.handles[place].marks, [mark], "{name}");
        let cell =
            |column: &str, walk: &mut Walk| walk.column("expiring-not-mine", column)[place].clone();
        assert_eq!(cell("deletion_day", &mut walk), deletion_day, "{name}");
        assert_eq!(cell("scheduled_deletion", &mut walk), scheduled, "{name}");
    }
    case(
        "dates_disagree.csv",
        "Tue 1 Dec 2026",
        "1 Dec 2026",
        "contradicted",
    );
    case(
        "off_by_one.csv",
        "Sat 5 Dec 2026",
        "5 Dec 2026",
        "one day apart",
    );
    case(
        "day_and_month_swapped.csv",
        "Tue 12 May 2026",
        "12 May 2026",
        "contradicted",
    );
    case(
        "stale_days.csv",
        "Thu 19 Nov 2026",
        "20 Dec 2026",
        "contradicted",
    );
}

#[test]
fn the_day_of_a_report_is_inferred_or_stands_in_its_name() {
    let as_of = |name: &str, content: &str| {
        let mut walk = Walk::new();
        let loaded = walk.drop_file(name, fixture(content));
        let as_of = &loaded.sources[0].as_of;
        let date = as_of.date.map_or(String::new(), |date| date.to_string());
        format!("{date} {}", as_of.provenance)
    };
    assert_eq!(
        as_of("report.csv", "published_columns.csv"),
        "2026-11-20 inferred"
    );
    assert_eq!(
        as_of("report.csv", "made_over_midnight.csv"),
        "2026-11-21 inferred"
    );
    assert_eq!(
        as_of("report_2026-11-19.csv", "published_columns.csv"),
        "2026-11-20 inferred",
        "what the rows agree on beats a name that the file may have been given later"
    );
    assert_eq!(as_of("report.csv", "two_digit_years.csv"), " unknown");
    assert_eq!(
        as_of("report_2026-11-19.csv", "two_digit_years.csv"),
        "2026-11-19 file-name"
    );
}

#[test]
fn the_mailbox_list_proves_a_mailbox_whatever_the_report_says() {
    let with = |mine: &str| {
        let mut walk = Walk::with(&[ENROLLMENT]);
        walk.drop_file("mine.csv", mine);
        let cell = walk.column("mine", "has_mailbox")[0].clone();
        (cell, walk.report("mine").handles[0].marks.clone())
    };
    let contradicted = vec!["mailbox contradicted".to_string()];
    let list = "Display Name,Size,Logon Name\nCem Goe,3,cgoe\nRoom 3,4,room-3\n";
    assert_eq!(with(list), ("yes".to_string(), contradicted));
    assert_eq!(with("cgoe\nroom-3\n"), ("no".to_string(), Vec::new()));
}

#[test]
fn the_mailbox_list_proves_a_mailbox_also_of_a_name_that_was_pasted_before() {
    let mut walk = Walk::with(&[ENROLLMENT]);
    walk.paste("cgoe");
    assert_eq!(walk.column("mine", "has_mailbox"), ["no"]);
    let list = "Display Name,Size,Logon Name\nCem Goe,3,EXAMPLE\\cgoe\nRoom 3,4,room-3\n";
    walk.drop_file("list.csv", list);
    assert_eq!(walk.column("mine", "has_mailbox"), ["yes"]);
    let account = walk.account("cgoe");
    assert_eq!(account.marks, ["mailbox contradicted"]);
    assert_eq!(account.fields[0].cell.name, "list.csv");
    let statements = account.explanation.iter().map(|step| &step.statement);
    let proofs = statements.filter(|text| text.contains("It is on your list of mailboxes"));
    assert_eq!(proofs.count(), 1);
    assert_eq!(walk.report("mine").summary.counts.mine_not_found, 1);
}

// ── keys ──

#[test]
fn rows_that_repeat_another_exactly_count_once() {
    let mut walk = Walk::with(&["duplicate_rows.csv"]);
    walk.paste("adoe bfoe");
    let view = walk.report("mine");
    assert_eq!(keys(&view), ["adoe", "bfoe"]);
    assert_eq!(view.handles[0].marks, [""; 0]);
    assert_eq!(view.summary.counts.matched, 2);
    assert_eq!(view.summary.counts.enrollment, 6);
}

#[test]
fn a_row_without_a_key_that_repeats_another_exactly_counts_once() {
    let mut walk = Walk::new();
    let row = "10000017,,Gus Low,9,2026-11-29,No\n";
    let other = "10000018,,Hal Mow,9,2026-11-29,No\n";
    let header = "PennID,PennKey,Name,Expires in days,Scheduled deletion date,O365 Ready\n";
    walk.drop_file("a.csv", format!("{header}{row}{other}{row}"));
    assert_eq!(walk.report("expiring-not-mine").total, 2);
    assert_eq!(walk.report("mine").summary.counts.enrollment, 2);
    let codes: Vec<_> = walk
        .issues()
        .into_iter()
        .map(|issue| (issue.line, issue.code))
        .collect();
    let expected = [(2, "empty-key"), (3, "empty-key"), (4, "duplicate-row")];
    assert_eq!(
        codes,
        expected.map(|(line, code)| (Some(line), code.into()))
    );
}

#[test]
fn a_report_that_is_dropped_twice_counts_once_and_makes_no_key_a_double() {
    for again in ["published_columns.csv", "blank_logon_names.csv"] {
        let mut walk = Walk::with(&[MAILBOXES, again]);
        let before = walk.report("mine");
        let expiring = walk.report("expiring-not-mine");
        let loaded = walk.drop_file("copy.csv", fixture(again));
        assert_eq!(loaded.sources.len(), 3);
        assert_eq!(walk.report("mine"), before, "{again}");
        assert_eq!(walk.report("expiring-not-mine"), expiring, "{again}");
        let issues = walk.issues();
        let copies: Vec<_> = issues.iter().filter(|issue| issue.source == 3).collect();
        assert_eq!(copies.len(), 1, "{copies:?}");
        assert_eq!(copies[0].code, "duplicate-row");
        assert!(issues.iter().all(|issue| issue.code != "duplicate-key"));
    }
}

#[test]
fn rows_of_another_report_that_differ_in_any_cell_are_doubles_and_the_rest_counts_once() {
    let mut walk = Walk::new();
    let header = "PennKey,Phone,Expires in days\n";
    walk.drop_file("a.csv", format!("{header}adoe,1,5\nbfoe,2,6\n"));
    // The telephone number is in no table.
    walk.drop_file("b.csv", format!("{header}adoe,1,5\nbfoe,3,6\ncgoe,4,7\n"));
    walk.paste("adoe bfoe cgoe");
    let view = walk.ask("mine", &query(r#"{"sort":[["key","asc"]]}"#));
    assert_eq!(keys(&view), ["adoe", "bfoe", "bfoe", "cgoe"]);
    let marks: Vec<String> = view.handles.iter().map(|row| row.marks.join(" ")).collect();
    assert_eq!(marks, ["", "duplicate key", "duplicate key", ""]);
    // Other columns are another report.
    let mut walk = Walk::new();
    walk.drop_file("a.csv", format!("{header}adoe,1,5\n"));
    walk.drop_file("b.csv", "PennKey,Fax,Expires in days\nadoe,1,5\n");
    assert_eq!(walk.keys("expiring-not-mine"), ["adoe", "adoe"]);
}

#[test]
fn a_large_report_that_is_dropped_twice_is_read_again_in_few_pieces() {
    let mut text = "PennKey,Phone,Expires in days\n".to_string();
    for n in 0..30_000 {
        text.push_str(&format!("person{n},{},{}\n", n * 7, n % 60));
    }
    let mut walk = Walk::new();
    walk.drop_file("a.csv", &text);
    walk.drop_file("b.csv", &text);
    assert_eq!(walk.report("expiring-not-mine").total, 30_000);
    assert!(walk.disk.n_reads < 20, "{} reads", walk.disk.n_reads);
}

#[test]
fn rows_of_one_key_are_all_shown_and_marked() {
    let mut walk = Walk::with(&["duplicate_keys.csv"]);
    walk.paste("adoe bfoe cgoe");
    let view = walk.report("mine");
    let mut found: Vec<String> = view
        .handles
        .iter()
        .map(|row| format!("{}: {}", row.key, row.marks.join(", ")))
        .collect();
    found.sort();
    let expected = [
        "adoe: duplicate key",
        "adoe: duplicate key",
        "bfoe: duplicate key, ambiguous",
        "bfoe: duplicate key, ambiguous",
        "cgoe: ",
    ];
    assert_eq!(found, expected);
    assert_eq!(view.summary.counts.matched, 5);
    assert_eq!(view.summary.counts.ambiguous, 2);
    // Each of the rows can be opened.
    let days: BTreeSet<String> = view
        .handles
        .iter()
        .filter(|row| row.key == "bfoe")
        .map(|row| {
            let found = walk.engine.account(
                &row.key,
                Some(row.row),
                Some("mine"),
                walk.today,
                &mut walk.disk,
            );
            found.expect("an account").clocks[2].1.clone()
        })
        .collect();
    assert_eq!(days.len(), 2);
}

#[test]
fn one_name_under_two_labels_is_ambiguous_and_under_one_is_not() {
    let ambiguous = |list: &str| {
        let mut walk = Walk::with(&[list, "bom_crlf.csv"]);
        let view = walk.report("mine");
        let marks = view.handles.iter().map(|row| row.marks.join(", "));
        keys(&view).into_iter().zip(marks).collect::<Vec<_>>()
    };
    let row = |key: &str, marks: &str| (key.to_string(), marks.to_string());
    assert_eq!(
        ambiguous("domain_labels_two.csv"),
        [row("adoe", "ambiguous"), row("bfoe", "")]
    );
    assert_eq!(
        ambiguous("domain_label_one.csv"),
        [row("adoe", ""), row("bfoe", "")]
    );
}

#[test]
fn a_name_in_another_domain_does_not_match_and_says_why() {
    let mut walk = Walk::new();
    walk.drop_file(
        "report.csv",
        "PennKey,Expires in days\nadoe@example.edu,3\n",
    );
    walk.paste("adoe@elsewhere.example.org bfoe");
    assert_eq!(walk.keys("mine"), [""; 0]);
    let reasons = walk.column("mine-not-found", "reason");
    let expected = [
        "stands there under @example.edu, here under @elsewhere.example.org",
        "no enrollment row has this logon name",
    ];
    assert_eq!(reasons, expected);
}

#[test]
fn rows_without_a_key_meet_no_other_row_without_one() {
    let mut walk = Walk::with(&["mailbox_blank_names.csv", "blank_logon_names.csv"]);
    assert_eq!(walk.keys("mine"), ["adoe", "bfoe"]);
    // They are listed with what expires, for nobody knows whose they are.
    assert_eq!(walk.keys("expiring-not-mine")[..2], ["", ""]);
    assert_eq!(walk.report("mine").summary.counts.mine, 3);
}

// ── questions ──

#[test]
fn the_question_what_a_file_is_can_be_answered() {
    #[track_caller]
    fn case(name: &str, choice: &str, kind: &str, rows: u32) {
        let mut walk = Walk::new();
        let loaded = walk.drop_file(name, fixture(name));
        let settled = walk
            .answer(&loaded.questions[0], choice)
            .expect("an answer");
        assert_eq!(settled.questions, []);
        let source = &settled.sources[0];
        let found = (
            source.id,
            source.kind.as_str(),
            source.rows,
            source.why.as_str(),
        );
        assert_eq!((found.0, found.1, found.2), (1, kind, rows), "{}", found.3);
    }
    let published = "published_order_without_header.csv";
    case(published, "enrollment:published", "enrollment", 6);
    case(published, "cloud-control:2", "cloud-control", 6);
    case("header_twice.csv", "enrollment", "enrollment", 2);
    case(
        "two_logon_columns.csv",
        "cloud-control:1",
        "cloud-control",
        3,
    );
    // That it is a mailbox list does not say which of its columns holds the logon names.
    let mut walk = Walk::new();
    let name = "two_logon_columns.csv";
    let loaded = walk.drop_file(name, fixture(name));
    let again = walk.answer(&loaded.questions[0], "cloud-control");
    assert_eq!(again.expect("an answer").questions.len(), 1);
}

#[test]
fn an_answered_file_takes_its_place_in_the_join() {
    let mut walk = Walk::with(&[MAILBOXES]);
    let name = "published_order_without_header.csv";
    let loaded = walk.drop_file(name, fixture(name));
    assert_eq!(walk.keys("expiring"), [""; 0]);
    let wrong = walk.answer(&loaded.questions[0], "names");
    assert_eq!(wrong.unwrap_err(), "`names` is no answer to this question");
    let settled = walk.answer(&loaded.questions[0], "enrollment:published");
    assert_eq!(settled.expect("an answer").sources.len(), 2);
    assert_eq!(walk.keys("expiring"), ["adoe", "bfoe"]);
    let again = walk.answer(&loaded.questions[0], "enrollment:published");
    assert_eq!(again.unwrap_err(), "there is no open question 1");
}

#[test]
fn a_file_that_is_left_out_is_gone() {
    let mut walk = Walk::with(&[MAILBOXES]);
    let loaded = walk.drop_file("fits_nothing.csv", fixture("fits_nothing.csv"));
    let settled = walk
        .answer(&loaded.questions[0], "ignore")
        .expect("an answer");
    assert_eq!(settled.sources.len(), 1);
    assert_eq!(settled.questions, []);
}

#[test]
fn until_the_order_of_day_and_month_is_known_the_earlier_day_counts() {
    let mut walk = Walk::new();
    let loaded = walk.drop_file("dates.csv", fixture("ambiguous_slash_dates.csv"));
    let question = &loaded.questions[0];
    assert_eq!(
        question.samples[0].1,
        ["03/04/2026", "05/04/2026", "01/02/2027"]
    );
    let days = |walk: &mut Walk| {
        let view = walk.ask(
            "expiring-not-mine",
            &query(r#"{"columns":["deletion_day"],"sort":[["key","asc"]]}"#),
        );
        let texts = view.rows.into_iter().flatten();
        texts.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(
        days(&mut walk),
        "Wed 4 Mar 2026, Sun 5 Apr 2026, Sat 2 Jan 2027"
    );
    let wrong = walk.answer(question, "year-first");
    assert_eq!(
        wrong.unwrap_err(),
        "`year-first` is no answer to this question"
    );
    let settled = walk.answer(question, "day-first").expect("an answer");
    assert_eq!(settled.questions, []);
    assert_eq!(
        days(&mut walk),
        "Fri 3 Apr 2026, Sun 5 Apr 2026, Mon 1 Feb 2027"
    );
    assert_eq!(walk.codes(), [""; 0]);

    let mut walk = Walk::new();
    let loaded = walk.drop_file("dates.csv", fixture("ambiguous_slash_dates.csv"));
    walk.answer(&loaded.questions[0], "month-first")
        .expect("an answer");
    assert_eq!(
        days(&mut walk),
        "Wed 4 Mar 2026, Mon 4 May 2026, Sat 2 Jan 2027"
    );
}

#[test]
fn an_answer_holds_while_other_files_come() {
    let mut walk = Walk::new();
    let loaded = walk.drop_file("dates.csv", fixture("ambiguous_slash_dates.csv"));
    walk.answer(&loaded.questions[0], "day-first")
        .expect("an answer");
    let loaded = walk.drop_file(MAILBOXES, fixture(MAILBOXES));
    assert_eq!(loaded.questions, []);
    assert_eq!(walk.column("expiring", "deletion_day")[0], "Fri 3 Apr 2026");
}

#[test]
fn a_column_with_both_orders_is_asked_about() {
    let mut walk = Walk::new();
    let loaded = walk.drop_file("dates.csv", fixture("day_and_month_first_dates.csv"));
    assert_eq!(loaded.questions.len(), 1);
    let mut certain = Walk::new();
    let loaded = certain.drop_file("dates.csv", fixture("day_first_dates.csv"));
    assert_eq!(loaded.questions, []);
    assert_eq!(
        certain.column("expiring-not-mine", "deletion_day")[0],
        "Sat 3 Apr 2027"
    );
}

// ── loads ──

/// Everything that can be seen of what is loaded.
fn sight(walk: &mut Walk) -> (Vec<SourceView>, Vec<IssueView>, Vec<String>) {
    let reports = ["expiring", "mine", "mine-not-found", "expiring-not-mine"]
        .map(|id| format!("{:?}", walk.report(id)));
    (walk.sources(), walk.issues(), reports.to_vec())
}

#[test]
fn a_cancelled_load_leaves_everything_as_before() {
    let mut walk = Walk::with(&[MAILBOXES, "ambiguous_slash_dates.csv"]);
    let before = sight(&mut walk);
    let files = [
        (ENROLLMENT, fixture(ENROLLMENT)),
        ("fits_nothing.csv", fixture("fits_nothing.csv")),
    ];
    drop(walk.read(&files, 7));
    assert_eq!(sight(&mut walk), before);
    let loaded = walk.drop_files(&files);
    let ids: Vec<u32> = loaded.sources.iter().map(|source| source.id).collect();
    assert_eq!(ids, [1, 2, 3, 4]);
}

#[test]
fn clearing_drops_everything() {
    let mut walk = Walk::with(&[MAILBOXES, "ambiguous_slash_dates.csv"]);
    walk.engine.clear();
    assert_eq!(sight(&mut walk), sight(&mut Walk::new()));
    let loaded = walk.drop_file(MAILBOXES, fixture(MAILBOXES));
    assert_eq!(loaded.questions, []);
    assert_eq!(walk.report("mine-not-found").total, 3);
}

#[test]
fn a_file_among_others_that_is_no_export_does_not_stop_them() {
    let mut walk = Walk::new();
    let names = [MAILBOXES, "not_a_csv.pdf", ENROLLMENT, "empty.csv"];
    let files = names.map(|name| (name, fixture(name)));
    let loaded = walk.drop_files(&files);
    assert_eq!((loaded.sources.len(), loaded.refused.len()), (2, 2));
    assert_eq!(walk.keys("expiring"), ["adoe", "bfoe"]);
}

#[test]
fn a_small_file_in_pieces_gives_what_the_whole_gives() {
    for name in fixtures().keys() {
        let bytes = fixture(name);
        check_pieces(name, &bytes, &[1, 2, 3, 64]);
        let mut whole = Walk::new();
        whole.drop_file(name, &bytes);
        let expected = sight(&mut whole);
        for number in 0..4 {
            let mut pieces = Walk::new();
            pieces.drop_in_random_pieces(name, &bytes, number);
            assert!(sight(&mut pieces) == expected, "{name}, pieces {number}");
        }
    }
}

#[test]
fn a_file_longer_than_its_head_in_pieces_gives_what_the_whole_gives() {
    let sizes = [1, 3, 61, 64, 1_000, 65_536, 262_143, 262_144, 262_145];
    let text = long_report("Zo\u{eb} \u{201c}Z\u{201d}");
    check_pieces("utf-8.csv", text.as_bytes(), &sizes);
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    check_pieces(
        "utf-16.csv",
        &[b"\xff\xfe", wide.as_slice()].concat(),
        &sizes,
    );
    // The first byte that is no UTF-8 stands far behind the head.
    let mut narrow = long_report("").into_bytes();
    narrow.extend(b"7,zmow,Zo\xeb Mow,,,Yes\n");
    check_pieces("windows-1252.csv", &narrow, &sizes);
    let names: String = (0..40_000).map(|n| format!("person{n}\r\n")).collect();
    check_pieces("names.csv", names.as_bytes(), &sizes);
}

/// An enrollment report of more than 256 KiB with every kind of cell and line end in it.
fn long_report(odd: &str) -> String {
    let mut text =
        "PennID,PennKey,Name,Expires in days,Scheduled deletion date,O365 Ready\r\n".to_string();
    for n in 0..6_000 {
        let (name, reason) = match n % 7 {
            0 => (format!("\"Doe, \"\"{odd}\"\"\r\nsecond line\""), "Yes"),
            1 => (format!("{odd} \"{n}\""), "No"),
            2 => (String::new(), "Sponsor removed"),
            _ => (format!("Person {n} {odd}"), "No"),
        };
        let (days, date) = match n % 3 {
            0 => (String::new(), String::new()),
            _ => (
                (n % 28 + 11).to_string(),
                format!("2026-12-{:02}", n % 28 + 1),
            ),
        };
        let end = ["\r\n", "\n", "\r", "\r\n\r\n", "\n,,,,,\n"][n % 5];
        text.push_str(&format!(
            "{},person{n},{name},{days},{date},{reason}{end}",
            10_000_000 + n
        ));
    }
    text
}

#[track_caller]
fn check_pieces(name: &str, bytes: &[u8], sizes: &[usize]) {
    let outcome = |size: usize| {
        let mut walk = Walk::new();
        let loaded = walk.drop_in_pieces(&[(name, bytes.to_vec())], size);
        (loaded, sight(&mut walk))
    };
    let whole = outcome(usize::MAX);
    for &size in sizes {
        let pieces = outcome(size);
        assert!(pieces == whole, "{name} in pieces of {size}");
    }
}

// ── bad input ──

#[test]
fn rejected_rows_are_saved_with_their_text_and_can_be_read_again() {
    let mut walk = Walk::with(&["nul_byte.csv"]);
    let text = walk.engine.rejected(1, &mut walk.disk).expect("a file");
    let rows = records(&text);
    assert!(text.starts_with('\u{feff}'));
    let header = ["\u{feff}line", "record", "column", "reason", "original"];
    assert_eq!(rows[0].1, header);
    let expected = [
        "4",
        "3",
        "Name",
        "expected text, but found a NUL byte: export the file again",
        "10000013,cgoe,Cem␀Goe,12,2026-12-02,No",
    ];
    assert_eq!(rows[1].1, expected);
    assert_eq!(rows.len(), 2);
    // What was mended in the saved file is an export again.
    let header = "PennID,PennKey,Name,Expires in days,Scheduled deletion date,O365 Ready";
    let mended = format!("{header}\n{}\n", rows[1].1[4].replace('␀', " "));
    let mut again = Walk::new();
    again.drop_file("mended.csv", mended);
    assert_eq!(again.keys("expiring-not-mine"), ["cgoe"]);
}

#[test]
fn a_name_with_a_nul_byte_is_rejected_listed_and_saved() {
    for size in [usize::MAX, 1] {
        let mut walk = Walk::new();
        let name = "names_with_nul_byte.csv";
        let source = &walk.drop_in_pieces(&[(name, fixture(name))], size).sources[0];
        let found = [source.rows, source.accepted, source.rejected, source.blank];
        assert_eq!(found, [11, 10, 1, 0]);
        let issue = &walk.issues()[0];
        let place = (issue.code.as_str(), issue.line, issue.row);
        assert_eq!(place, ("not-text", Some(2), Some(2)));
        let text = walk.engine.rejected(1, &mut walk.disk).expect("a file");
        assert_eq!(records(&text)[1].1[4], "bf␀oe");
        assert_eq!(walk.keys("mine-not-found")[..2], ["adoe", "cgoe"]);
    }
    let mut walk = Walk::new();
    let pasted = walk.paste("adoe, bf\0oe; cgoe");
    let source = &pasted.sources[0];
    assert_eq!((source.rows, source.accepted, source.rejected), (3, 2, 1));
    assert_eq!(walk.issues()[0].row, Some(2));
}

#[test]
fn a_rejected_rest_of_a_file_is_saved_whole() {
    let mut walk = Walk::with(&["unclosed_quote.csv"]);
    let text = walk.engine.rejected(1, &mut walk.disk).expect("a file");
    let rows = records(&text);
    let original = &rows[1].1[4];
    assert!(
        original.starts_with("10000013,cgoe,\"Cem Goe,12"),
        "{original}"
    );
    assert!(
        original.ends_with("10000016,fkoe,Fay Koe,,,Yes"),
        "{original}"
    );
    let none = walk.engine.rejected(9, &mut walk.disk);
    assert_eq!(none.unwrap_err(), "source 9 is not loaded");
}

#[test]
fn a_rejected_row_is_saved_without_the_blank_lines_behind_it() {
    let mut walk = Walk::with(&["nul_byte_before_blank_lines.csv"]);
    let text = walk.engine.rejected(1, &mut walk.disk).expect("a file");
    let original = &records(&text)[1].1[4];
    assert_eq!(original, "10000012,bfoe,B␀n Foe,10,2026-11-30,No");
}

#[test]
fn an_issue_names_its_record_counted_with_blank_and_rejected_ones() {
    let header = "PennKey,Expires in days,Name\n";
    let text = format!("{header}adoe,1,\n\nbfoe,2,\0\n,,\n,3,\ncgoe,4,\n\n,5,\n");
    let mut walk = Walk::new();
    walk.drop_file("a.csv", text);
    let found: Vec<_> = walk
        .issues()
        .into_iter()
        .map(|issue| (issue.code, issue.line, issue.row))
        .collect();
    let expected = [("not-text", 4, 3), ("empty-key", 6, 5), ("empty-key", 9, 8)]
        .map(|(code, line, row)| (code.to_string(), Some(line), Some(row)));
    assert_eq!(found, expected);
}

#[test]
fn a_record_past_the_limit_is_rejected_and_the_rest_is_read() {
    let good: String = (0..20).map(|n| format!("person{n},{n}\n")).collect();
    let long = "x".repeat(RECORD_LIMIT + 1);
    let text = format!("PennKey,Expires in days\n{good}{long},1\nadoe,6\n");
    for size in [usize::MAX, 1 << 20] {
        let mut walk = Walk::new();
        let files = [("long.csv", text.clone().into_bytes())];
        let source = &walk.drop_in_pieces(&files, size).sources[0];
        let found = [source.rows, source.accepted, source.rejected, source.blank];
        assert_eq!(found, [22, 21, 1, 0], "in pieces of {size}");
        assert_eq!(walk.codes(), ["record-too-long"]);
        let saved = walk.engine.rejected(1, &mut walk.disk).expect("a file");
        assert_eq!(records(&saved)[1].1[4].len(), long.len() + 2);
    }
}

#[test]
fn a_cell_of_ten_megabytes_is_one_cell() {
    let good: String = (0..20).map(|n| format!("person{n},{n},\n")).collect();
    let large = "so, \"\"it\"\" goes\r\n".repeat(10 << 16);
    let text = format!("PennKey,Expires in days,Name\n{good}adoe,6,\"{large}\"\nbfoe,7,\n");
    assert!(large.len() > 10 << 20);
    for size in [usize::MAX, 1 << 20] {
        let mut walk = Walk::new();
        let files = [("large.csv", text.clone().into_bytes())];
        let source = &walk.drop_in_pieces(&files, size).sources[0];
        let found = [source.rows, source.accepted, source.rejected, source.blank];
        assert_eq!(found, [22, 22, 0, 0], "in pieces of {size}");
        assert_eq!(walk.codes(), [""; 0]);
        let account = walk.account("adoe");
        assert_eq!(account.name.len(), large.replace("\"\"", "\"").trim().len());
    }
}

#[test]
fn a_hundred_thousand_columns_are_one_table() {
    let captions = ",x".repeat(99_998);
    let row = |key: &str, days: u32| format!("{key},{days}{}\n", ",y".repeat(99_998));
    let text = format!(
        "PennKey,Expires in days{captions}\n{}{}",
        row("adoe", 5),
        row("bfoe", 6)
    );
    let mut walk = Walk::new();
    let loaded = walk.drop_file("wide.csv", text);
    let source = &loaded.sources[0];
    assert_eq!(
        (source.kind.as_str(), source.columns.len()),
        ("enrollment", 100_000)
    );
    assert_eq!(
        [source.rows, source.accepted, source.rejected, source.blank],
        [2, 2, 0, 0]
    );
    assert_eq!(walk.codes(), [""; 0]);
    assert_eq!(walk.keys("expiring-not-mine"), ["adoe", "bfoe"]);
}

#[test]
fn a_long_list_of_names_whose_last_one_is_no_utf_8_is_begun_again() {
    let mut text: Vec<u8> = (0..40_000)
        .flat_map(|n| format!("person{n}\n").into_bytes())
        .collect();
    text.extend(b"zo\xeb\n");
    let mut walk = Walk::new();
    let loaded = walk.drop_in_pieces(&[("names.txt", text)], 65_536);
    assert_eq!(loaded.sources[0].encoding, "windows-1252");
    assert_eq!(
        walk.keys("mine-not-found").last().map(String::as_str),
        Some("zoë")
    );
}

fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        6 => "[a-z]{1,6}".prop_map(String::into_bytes),
        4 => Just(b",".to_vec()),
        3 => Just(b"\n".to_vec()),
        1 => Just(b"\r\n".to_vec()),
        1 => Just(b"\r".to_vec()),
        1 => Just(b"\"".to_vec()),
        1 => Just(b";".to_vec()),
        1 => Just(b"\t".to_vec()),
        1 => Just(b" ".to_vec()),
        1 => Just(b"@example.edu".to_vec()),
        1 => Just(b"11/25/2026".to_vec()),
        1 => Just(b"17".to_vec()),
        1 => proptest::collection::vec(any::<u8>(), 0..4),
    ];
    proptest::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.max(512)))]

    #[test]
    fn pieces_give_what_the_whole_gives_whatever_the_bytes(
        body in any_bytes(),
        start in proptest::sample::select(vec![
            "",
            "PennKey,Expires in days,Scheduled deletion date,O365 Ready\n",
            "Ada Doe,1,adoe\nBen Foe,2,bfoe\nCem Goe,3,cgoe\n",
            "adoe\nbfoe\ncgoe\n",
            "\u{feff}",
        ]),
        number in any::<u64>(),
    ) {
        let bytes = [start.as_bytes(), &body].concat();
        let mut whole = Walk::new();
        let loaded = whole.drop_file("a.csv", &bytes);
        let mut pieces = Walk::new();
        prop_assert_eq!(pieces.drop_in_random_pieces("a.csv", &bytes, number), loaded);
        prop_assert_eq!(sight(&mut pieces), sight(&mut whole));
    }

    #[test]
    fn no_row_is_lost_and_nothing_panics_whatever_the_bytes(
        body in any_bytes(),
        start in prop_oneof![
            Just(""),
            Just("PennKey,Expires in days,Scheduled deletion date,O365 Ready\n"),
            Just("Display Name,Size,Logon Name\nAda Doe,1,adoe\nBen Foe,2,bfoe\nCem Goe,3,cgoe\n"),
            Just("\u{feff}sep=;\n"),
        ],
        size in 1usize..50,
    ) {
        let bytes = [start.as_bytes(), &body].concat();
        let mut walk = Walk::new();
        walk.drop_in_pieces(&[("a.csv", bytes.clone())], size);
        walk.paste("adoe bfoe");
        for source in walk.sources() {
            prop_assert_eq!(source.rows, source.accepted + source.rejected + source.blank);
            if source.kind != "unknown" && source.name == "a.csv" {
                let text = walk.engine.rejected(source.id, &mut walk.disk).expect("a file");
                prop_assert_eq!(records(&text).len() as u32, source.rejected + 1);
            }
        }
        let counts = walk.report("mine").summary.counts;
        prop_assert_eq!(walk.report("mine").total, counts.matched);
        prop_assert_eq!(walk.report("expiring").total, counts.expiring);
        prop_assert_eq!(walk.report("mine-not-found").total, counts.mine_not_found);
        prop_assert_eq!(walk.report("expiring-not-mine").total, counts.expiring_not_mine);
        for id in ["mine", "expiring-not-mine", "mine-not-found"] {
            for row in walk.report(id).handles {
                let found = walk.engine.account(&row.key, Some(row.row), Some(id), walk.today, &mut walk.disk);
                prop_assert!(found.is_ok(), "{:?}", found);
            }
        }
        walk.issues();
    }
}

/// The records of a CSV text, each with its first line: read anew here, letter by letter.
fn records(text: &str) -> Vec<(u32, Vec<String>)> {
    let mut rows = Vec::new();
    let (mut cells, mut cell) = (Vec::new(), String::new());
    let (mut line, mut first_line, mut in_quotes) = (1, 1, false);
    let mut letters = text.chars().peekable();
    let mut is_open = false;
    while let Some(letter) = letters.next() {
        let is_break = letter == '\n' || letter == '\r';
        let ends_line = is_break && !(letter == '\r' && letters.peek() == Some(&'\n'));
        match letter {
            '"' if in_quotes && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' if in_quotes || cell.is_empty() => in_quotes = !in_quotes,
            ',' if !in_quotes => cells.push(std::mem::take(&mut cell)),
            _ if is_break && !in_quotes => {
                if ends_line {
                    cells.push(std::mem::take(&mut cell));
                    rows.push((first_line, std::mem::take(&mut cells)));
                    first_line = line + 1;
                }
            }
            _ => cell.push(letter),
        }
        is_open = !ends_line || in_quotes;
        line += u32::from(ends_line);
    }
    if is_open {
        cells.push(cell);
        rows.push((first_line, cells));
    }
    rows
}

#[test]
fn a_file_of_as_many_rows_as_a_spreadsheet_keeps_may_have_been_cut() {
    let is_told = |n_rows: usize| {
        let text = format!("Name,Room\n{}", "Doe,1\n".repeat(n_rows - 1));
        let Step::Done(done) = ingest(
            "rooms.csv",
            text.as_bytes(),
            Some("other"),
            &SmallMap::default(),
        ) else {
            panic!("another table is read as one");
        };
        let issues = done.issues.list().into_iter();
        issues.filter(|issue| issue.code == Code::RowLimit).count() == 1
    };
    for limit in [65_536, 1_048_576] {
        let told = [limit - 1, limit, limit + 1].map(is_told);
        assert_eq!(told, [false, true, false], "{limit}");
    }
}

//! Exports equal the screen: the same columns, order, rows and values, read back by others (M10, domain 2.11).

use std::cell::RefCell;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use proptest::prelude::*;
use rollcall::engine::exports::Export;
use rollcall::engine::message::{Reply, ReportView, Value};
use rollcall::engine::wire::inquiries::export_plan;
use rollcall::export::about::About;
use rollcall::export::base64;
use rollcall::export::file::{Manner, Writing};
use rollcall::ingest::csv::Splitter;
use rollcall::ingest::guard::guard_len;
use rollcall::report::cells::Cell;
use rollcall::report::definition::{Definition, Kind, definition, reports};
use rollcall::report::exports::{ExportPiece, Format};
use rollcall::report::groups::GroupsView;
use rollcall::report::query::{Direction, Filter, Query};
use rollcall::sample::provider::provider;
use rollcall::sample::sample;

use super::walk::{TODAY, Walk, day, query};

/// The sample pair and the provider's sample at once: every report has rows.
fn all_samples() -> Walk {
    let mut walk = Walk::new();
    let pair = sample(day(TODAY));
    let mut files = vec![
        (pair.exchange_name.to_string(), pair.exchange_csv),
        (pair.enrollment_name.to_string(), pair.enrollment_csv),
    ];
    files.extend(
        provider(day(TODAY))
            .into_iter()
            .map(|file| (file.name.to_string(), file.text)),
    );
    let files: Vec<(&str, Vec<u8>)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.clone().into_bytes()))
        .collect();
    walk.drop_files(&files);
    walk
}

thread_local! {
    static ALL_SAMPLES: RefCell<Walk> = RefCell::new(all_samples());
}

/// A whole file, and what was said of it with its last piece.
fn export(
    walk: &mut Walk,
    id: &str,
    query: &Query,
    options: &str,
    ranges: &[(u32, u32)],
) -> Result<(ExportPiece, Vec<u8>), String> {
    let plan = export_plan(options).expect("options");
    let mut bytes = Vec::new();
    let mut next = 0;
    loop {
        let wanted = Export {
            id,
            query,
            ranges,
            plan: &plan,
            next,
        };
        let piece = walk.engine.export(wanted, walk.today, &mut walk.disk)?;
        match plan.format.as_str() {
            "xlsx" => bytes.extend(base64::decode(&piece.text).expect("base64")),
            _ => bytes.extend(piece.text.bytes()),
        }
        next = piece.next;
        if next == 0 {
            return Ok((piece, bytes));
        }
    }
}

fn text_of(walk: &mut Walk, id: &str, query: &Query, options: &str) -> String {
    let (_, bytes) = export(walk, id, query, options, &[]).expect("a file");
    String::from_utf8(bytes).expect("text")
}

/// A view as CSV.
pub fn csv_of(walk: &mut Walk, id: &str, query: &Query) -> String {
    text_of(walk, id, query, r#"{"format":"csv"}"#)
}

/// A view as a report of one page.
pub fn page_of(walk: &mut Walk, id: &str, query: &Query, ranges: &[(u32, u32)]) -> String {
    let options = r#"{"format":"html","page":true,"stamp":"2026-11-22T14:00:00Z"}"#;
    let (_, bytes) = export(walk, id, query, options, ranges).expect("a page");
    String::from_utf8(bytes).expect("text")
}

/// The parts of an archive, read by its directory.
pub fn unzipped(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let number = |at: usize, n: usize| {
        let bytes = bytes[at..at + n].iter().rev();
        bytes.fold(0_usize, |number, &byte| number << 8 | usize::from(byte))
    };
    let end = bytes.len() - 22;
    assert_eq!(&bytes[end..end + 4], b"PK\x05\x06");
    let mut at = number(end + 16, 4);
    let mut parts = Vec::new();
    for _ in 0..number(end + 10, 2) {
        let (n_packed, n_bytes, n_name) =
            (number(at + 20, 4), number(at + 24, 4), number(at + 28, 2));
        let name = String::from_utf8(bytes[at + 46..at + 46 + n_name].to_vec()).expect("a name");
        let start = number(at + 42, 4);
        let start = start + 30 + number(start + 26, 2) + number(start + 28, 2);
        let packed = &bytes[start..start + n_packed];
        let part = miniz_oxide::inflate::decompress_to_vec(packed).expect("packed");
        assert_eq!(part.len(), n_bytes);
        parts.push((name, part));
        at += 46 + n_name + number(at + 30, 2) + number(at + 32, 2);
    }
    parts
}

/// What the screen shows of a view, as an export writes it; told again here, apart from the code.
fn shown(view: &ReportView) -> Vec<Vec<String>> {
    let presence = view.presence.as_ref().expect("presence");
    let rows = view.rows.iter().zip(&view.values).zip(presence);
    let row = |((texts, values), presence): ((&Vec<String>, &Vec<Value>), &Vec<String>)| {
        let cells = view.columns.iter().zip(texts).zip(values).zip(presence);
        let cell = |(((column, text), value), presence): (((_, &String), &Value), &String)| {
            let column: &rollcall::engine::message::ColumnView = column;
            match (column.kind.as_str(), value) {
                (_, Value::Integer(number)) => number.to_string(),
                (_, Value::Decimal(number)) => number.to_string(),
                ("date" | "instant", Value::Text(value)) => value.clone(),
                _ if presence != "value" && ["empty", "–"].contains(&text.as_str()) => {
                    String::new()
                }
                _ => text.clone(),
            }
        };
        cells.map(cell).collect()
    };
    rows.map(row).collect()
}

fn titles(view: &ReportView) -> Vec<String> {
    view.columns
        .iter()
        .map(|column| column.title.clone())
        .collect()
}

/// The view with presences, all rows.
fn view_of(walk: &mut Walk, id: &str, query: &Query) -> ReportView {
    let query = Query {
        presence: true,
        ..query.clone()
    };
    walk.ask(id, &query)
}

/// Records of CSV, the guard taken off.
fn csv_records(text: &str) -> Vec<Vec<String>> {
    let mut records = Vec::new();
    Splitter::new(b',').split(text.as_bytes(), true, &mut |record| {
        records.push(record.texts())
    });
    unguarded(records)
}

fn unguarded(records: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let cell = |cell: String| cell[guard_len(cell.as_bytes())..].to_string();
    let records = records.into_iter();
    records
        .map(|record| record.into_iter().map(cell).collect())
        .collect()
}

fn html_records(text: &str) -> Vec<Vec<String>> {
    let (_, table) = text.split_once("<table>").expect("a table");
    let (table, _) = table.split_once("</table>").expect("its end");
    let rows = table.split("<tr>").skip(1);
    let cells = |row: &str| {
        let row = row
            .replace("<th scope=\"col\">", "<td>")
            .replace("</th>", "</td>");
        let row = row
            .replace("<td class=\"number\">", "<td>")
            .replace("<td class=\"date\">", "<td>");
        let cells = row.split("<td>").skip(1);
        let text = |cell: &str| {
            let (text, _) = cell.split_once("</td>").expect("a cell's end");
            text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&#13;", "\r")
                .replace("&amp;", "&")
        };
        cells.map(text).collect()
    };
    unguarded(rows.map(cells).collect())
}

/// The first sheet by calamine; a date comes as its ISO text.
fn calamine_records(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let names = book.sheet_names();
    assert_eq!(names[1..], ["About"]);
    for name in &names {
        let formulas = book.worksheet_formula(name).expect("formulas");
        assert_eq!(formulas.used_cells().count(), 0, "a formula");
    }
    let range = book.worksheet_range(&names[0]).expect("a sheet");
    range
        .rows()
        .map(|row| row.iter().map(cell_text).collect())
        .collect()
}

fn cell_text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::Float(number) => number.to_string(),
        Data::Int(number) => number.to_string(),
        Data::DateTime(moment) => {
            let seconds = (moment.as_f64() * 86_400.0).round() as i64;
            let start = day("1899-12-30").and_hms_opt(0, 0, 0).expect("midnight");
            let moment = start + chrono::TimeDelta::seconds(seconds);
            match seconds % 86_400 {
                0 => moment.date().to_string(),
                _ => format!("{}T{}Z", moment.date(), moment.time()),
            }
        }
        other => panic!("{other:?}"),
    }
}

/// The same by the page's own reader, as CSV.
fn workbook_records(bytes: &[u8]) -> Vec<Vec<String>> {
    let reading = workbook::read(bytes, Some(1)).expect("a workbook");
    let workbook::Reading::Sheet { csv, .. } = reading else {
        panic!("{reading:?}");
    };
    let mut records = Vec::new();
    Splitter::new(b',').split(csv.as_bytes(), true, &mut |record| {
        records.push(record.texts())
    });
    records
}

/// Numbers as numbers: `1.50` and `1.5` are one, and a reader of workbooks tells them apart no more.
fn alike(mut records: Vec<Vec<String>>, n_columns: usize) -> Vec<Vec<String>> {
    for record in &mut records {
        // A reader of workbooks leaves out what is empty at the end of a row.
        record.resize(n_columns, String::new());
        for cell in record {
            let is_number = !cell.is_empty()
                && cell
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || b".-".contains(&byte));
            if let Some(number) = cell.parse::<f64>().ok().filter(|_| is_number) {
                *cell = number.to_string();
            }
            // Midnight is a moment, too.
            if let Some(day) = cell.strip_suffix("T00:00:00Z") {
                *cell = day.to_string();
            }
        }
    }
    records
}

fn json_value(value: &Value) -> serde_json::Value {
    use serde_json::json;
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Boolean(flag) => json!(flag),
        Value::Integer(number) => json!(number),
        Value::Decimal(number) => serde_json::from_str(&number.to_string()).expect("a number"),
        Value::Text(text) => json!(text),
        Value::List(items) => json!(items),
    }
}

#[track_caller]
fn every_format_equals(walk: &mut Walk, id: &str, query: &Query) {
    let view = view_of(walk, id, query);
    let n_columns = view.columns.len();
    let mut expected = vec![titles(&view)];
    expected.extend(shown(&view));

    let csv = text_of(walk, id, query, r#"{"format":"csv"}"#);
    let csv = csv.strip_prefix('\u{feff}').expect("a byte-order mark");
    assert_eq!(csv_records(csv), expected, "csv of {id} {query:?}");
    let plain = text_of(
        walk,
        id,
        query,
        r#"{"format":"csv","bom":false,"guard":false}"#,
    );
    assert!(!plain.starts_with('\u{feff}'));

    let tsv = text_of(walk, id, query, r#"{"format":"tsv"}"#);
    let lines = tsv
        .strip_suffix("\r\n")
        .expect("a last line end")
        .split("\r\n");
    let lines = lines.map(|line| line.split('\t').map(str::to_string).collect());
    let spaced: Vec<Vec<String>> = expected
        .iter()
        .map(|row| {
            row.iter()
                .map(|cell| cell.replace(['\t', '\r', '\n'], " "))
                .collect()
        })
        .collect();
    assert_eq!(unguarded(lines.collect()), spaced, "tsv of {id} {query:?}");

    let html = text_of(walk, id, query, r#"{"format":"html"}"#);
    assert_eq!(html_records(&html), expected, "html of {id} {query:?}");

    let json = text_of(walk, id, query, r#"{"format":"json"}"#);
    let json: serde_json::Value = serde_json::from_str(&json).expect("json");
    let rows: Vec<serde_json::Value> = view
        .values
        .iter()
        .map(|row| row.iter().map(json_value).collect())
        .collect();
    assert_eq!(json["rows"], serde_json::Value::Array(rows), "json of {id}");
    let ids: Vec<&str> = view
        .columns
        .iter()
        .map(|column| column.id.as_str())
        .collect();
    let written: Vec<&str> = json["columns"]
        .as_array()
        .expect("columns")
        .iter()
        .filter_map(|column| column["id"].as_str())
        .collect();
    assert_eq!(written, ids);
    assert_eq!(json["total"], view.total);

    let (piece, xlsx) = export(walk, id, query, r#"{"format":"xlsx"}"#, &[]).expect("a workbook");
    let expected = alike(expected, n_columns);
    // Readers of workbooks leave out what is empty at the end of a sheet, too.
    let whole = |mut records: Vec<Vec<String>>| {
        records.resize(records.len().max(expected.len()), Vec::new());
        alike(records, n_columns)
    };
    assert_eq!(
        whole(calamine_records(&xlsx)),
        expected,
        "xlsx of {id} {query:?}"
    );
    let own = whole(workbook_records(&xlsx));
    assert_eq!(own.len(), expected.len());
    for (own, expected) in own.iter().zip(&expected) {
        for (own, expected) in own.iter().zip(expected) {
            // A workbook knows no zone, so the page's reader tells none.
            let is_moment =
                expected.contains('T') && expected.ends_with('Z') && expected.starts_with("20");
            let expected = expected
                .strip_suffix('Z')
                .filter(|_| is_moment)
                .unwrap_or(expected);
            assert_eq!(*own, expected, "xlsx of {id} by the own reader");
        }
    }
    assert_eq!(piece.rows, view.total);
    assert_eq!(piece.columns as usize, n_columns);
    let today = query.today.unwrap_or(walk.today);
    assert_eq!(piece.name, format!("{id}_{today}_{}.xlsx", view.total));
}

/// A random number below another, from a source that is carried on.
fn pick(state: &mut u64, below: usize) -> usize {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    ((*state >> 33) as usize) % below.max(1)
}

/// A view of a report as a person might choose it.
fn any_view(walk: &mut Walk, report: &'static Definition, state: &mut u64) -> Query {
    let mut query = Query::default();
    let columns = report.columns;
    if pick(state, 3) > 0 {
        let mut left: Vec<&str> = columns.iter().map(|column| column.id).collect();
        for _ in 0..=pick(state, columns.len()) {
            let place = pick(state, left.len());
            if !left.is_empty() {
                query.columns.push(left.swap_remove(place).to_string());
            }
        }
    }
    for _ in 0..pick(state, 3) {
        let id = columns[pick(state, columns.len())].id.to_string();
        let direction = [Direction::Asc, Direction::Desc][pick(state, 2)];
        query.sort.push((id, direction));
    }
    let all = walk.ask(report.id, &query);
    if !all.rows.is_empty() && pick(state, 2) > 0 {
        let place = pick(state, all.columns.len());
        let cell = |state: &mut u64| all.values[pick(state, all.rows.len())][place].clone();
        let any_of: Vec<String> = (0..=pick(state, 3))
            .map(|_| match cell(state) {
                Value::Text(text) => text,
                Value::Integer(number) => number.to_string(),
                Value::Boolean(flag) => flag.to_string(),
                Value::List(items) => items.first().cloned().unwrap_or_default(),
                _ => String::new(),
            })
            .collect();
        let column = all.columns[place].id.clone();
        query.filters.push(Filter::AnyOf { column, any_of });
    }
    if !all.rows.is_empty() && pick(state, 3) == 0 {
        let text = &all.rows[pick(state, all.rows.len())][pick(state, all.columns.len())];
        let n = 1 + pick(state, 4);
        query.search = text.chars().skip(pick(state, 3)).take(n).collect();
    }
    if pick(state, 4) == 0 {
        query.today = Some(day("2026-12-24"));
    }
    query
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn every_export_of_a_random_view_equals_the_screen(seed: u64) {
        ALL_SAMPLES.with_borrow_mut(|walk| {
            let mut state = seed;
            let all: Vec<&'static Definition> = reports().collect();
            let report = all[pick(&mut state, all.len())];
            let query = any_view(walk, report, &mut state);
            every_format_equals(walk, report.id, &query);
        });
    }
}

#[test]
fn every_report_as_it_opens_equals_its_exports() {
    ALL_SAMPLES.with_borrow_mut(|walk| {
        let ids: Vec<&str> = reports().map(|report| report.id).collect();
        assert!(ids.len() > 8, "{ids:?}");
        for id in ids {
            every_format_equals(walk, id, &Query::default());
        }
    });
}

#[test]
fn columns_rows_and_selection_are_what_was_chosen() {
    ALL_SAMPLES.with_borrow_mut(|walk| {
        let narrow =
            query(r#"{"columns":["logon_name","name"],"search":"a","sort":[["name","desc"]]}"#);
        let view = view_of(walk, "mine", &narrow);
        let all = view_of(
            walk,
            "mine",
            &query(r#"{"columns":["logon_name","name"],"sort":[["name","desc"]]}"#),
        );
        assert!(view.total < all.total && view.total > 3);

        let text = text_of(
            walk,
            "mine",
            &narrow,
            r#"{"format":"csv","bom":false,"rows":"all"}"#,
        );
        assert_eq!(csv_records(&text)[1..], shown(&all));

        // All columns: the visible ones first, and the search still looks at those only.
        let text = text_of(
            walk,
            "mine",
            &narrow,
            r#"{"format":"csv","bom":false,"columns":"all"}"#,
        );
        let records = csv_records(&text);
        let n_all = definition("mine").expect("mine").columns.len();
        assert!(records.iter().all(|record| record.len() == n_all));
        assert_eq!(records[0][..3], ["Logon name", "Name", "Key"]);
        let first: Vec<Vec<String>> = records[1..]
            .iter()
            .map(|record| record[..2].to_vec())
            .collect();
        assert_eq!(first, shown(&view));

        let options = r#"{"format":"csv","bom":false,"rows":"selected"}"#;
        let (piece, bytes) =
            export(walk, "mine", &narrow, options, &[(0, 0), (2, 3)]).expect("a file");
        let records = csv_records(std::str::from_utf8(&bytes).expect("text"));
        let rows = shown(&view);
        assert_eq!(
            records[1..],
            [rows[0].clone(), rows[2].clone(), rows[3].clone()]
        );
        assert_eq!(piece.name, format!("mine_{TODAY}_3.csv"));
        let none = export(walk, "mine", &narrow, options, &[]);
        assert!(none.unwrap_err().starts_with("no row is selected"));
    });
}

#[test]
fn a_choice_that_is_none_is_refused_with_what_is_expected() {
    ALL_SAMPLES.with_borrow_mut(|walk| {
        for (options, word) in [
            (r#"{"format":"pdf"}"#, "`csv`, `xlsx`"),
            (r#"{"format":"csv","rows":"some"}"#, "`filtered`"),
            (r#"{"format":"csv","columns":"some"}"#, "`visible`"),
        ] {
            let refused = export(walk, "mine", &Query::default(), options, &[]).unwrap_err();
            assert!(refused.contains(word), "{refused}");
        }
    });
}

#[test]
fn json_says_where_its_rows_come_from() {
    let mut walk = all_samples();
    let narrow = query(r#"{"search":"a","today":"2026-12-24"}"#);
    let options = r#"{"format":"json","stamp":"2026-11-22T14:00:00Z"}"#;
    let json = text_of(&mut walk, "expiring", &narrow, options);
    let json: serde_json::Value = serde_json::from_str(&json).expect("json");
    assert_eq!(json["report"], "expiring");
    assert_eq!(json["evaluated_for"], "2026-12-24");
    assert_eq!(json["policy"]["id"], "penn-2020");
    assert_eq!(json["policy"]["changed"], false);
    assert_eq!(json["made"], "2026-11-22T14:00:00Z");
    assert_eq!(json["sample"], false);
    assert_eq!(json["query"]["search"], "a");
    assert_eq!(json["shown"], "rows with “a”");
    let sources = json["sources"].as_array().expect("sources");
    let loaded = walk.sources();
    assert_eq!(sources.len(), loaded.len());
    for (written, loaded) in sources.iter().zip(loaded) {
        assert_eq!(written["name"], loaded.name);
        assert_eq!(written["kind"], loaded.kind);
        assert_eq!(written["accepted"], loaded.accepted);
        assert_eq!(written["rejected"], loaded.rejected);
        assert_eq!(written["as_of"]["provenance"], loaded.as_of.provenance);
        let date = loaded.as_of.date.map(|day| day.to_string());
        assert_eq!(written["as_of"]["date"].as_str().map(str::to_string), date);
    }
}

#[test]
fn a_workbook_says_on_its_second_sheet_what_its_rows_are() {
    let mut walk = all_samples();
    let (_, bytes) = export(
        &mut walk,
        "expiring",
        &query(r#"{"search":"a"}"#),
        r#"{"format":"xlsx"}"#,
        &[],
    )
    .expect("a file");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&bytes)).expect("a workbook");
    assert_eq!(book.sheet_names(), ["Expiring among mine", "About"]);
    let about = book.worksheet_range("About").expect("About");
    let lines: Vec<String> = about
        .rows()
        .map(|row| {
            row.iter()
                .map(|cell| cell.to_string())
                .collect::<Vec<_>>()
                .join("|")
        })
        .collect();
    let has = |text: &str| lines.iter().any(|line| line.contains(text));
    assert!(has("Report|Expiring among mine (expiring)"), "{lines:#?}");
    assert!(has("Shown|rows with “a”"));
    assert!(has("(penn-2020)"));
    assert!(has("|enrollment|") && has("|cloud-control|"));
    let evaluated = about
        .rows()
        .find(|row| row[0] == Data::String("Evaluated for".to_string()));
    assert!(
        matches!(evaluated.expect("a line")[1], Data::DateTime(_)),
        "a true date"
    );
}

#[test]
fn the_same_view_gives_the_same_bytes() {
    let one = export(
        &mut all_samples(),
        "mine",
        &Query::default(),
        r#"{"format":"xlsx"}"#,
        &[],
    );
    let other = export(
        &mut all_samples(),
        "mine",
        &Query::default(),
        r#"{"format":"xlsx"}"#,
        &[],
    );
    assert_eq!(one, other);
}

/// What spreadsheets may take for the beginning of a formula, alone or behind what they strip.
const HOSTILE: [&str; 14] = [
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "\0",
    "＝",
    "＋",
    "－",
    "＠",
    "=cmd|' /C calc'!",
    "'=",
];

#[test]
fn no_hostile_cell_is_a_formula_in_any_output() {
    let column = definition("mine")
        .expect("mine")
        .column("name")
        .expect("a column");
    for start in HOSTILE {
        let cell = format!("{start}1+HYPERLINK(\"http://example.com\")");
        for format in [Format::Csv, Format::Tsv, Format::Html, Format::Xlsx] {
            let manner = Manner {
                groups: false,
                page: false,
                format,
                bom: false,
                guard: format.has_guard(),
            };
            let about = About {
                n_rows: 1,
                ..About::default()
            };
            let mut file =
                Writing::begin(manner, vec![column], about, None, Vec::new()).expect("a file");
            file.row(&[Cell::of_text(&cell)]).expect("a row");
            file.finish();
            let text = file.take();
            if format == Format::Xlsx {
                let bytes = base64::decode(&text).expect("base64");
                let records = calamine_records(&bytes);
                // Line breaks are one to a reader of XML.
                assert_eq!(records[1][0], cell, "{start:?}");
                continue;
            }
            let written = match format {
                Format::Csv => {
                    let mut records = Vec::new();
                    Splitter::new(b',').split(text.as_bytes(), true, &mut |record| {
                        records.push(record.texts())
                    });
                    records[1][0].clone()
                }
                Format::Tsv => text.split("\r\n").nth(1).expect("a line").to_string(),
                _ => text
                    .rsplit_once("<tr><td>")
                    .map(|_| {
                        let (_, rest) = text.split_once("<tr><td>").expect("a row");
                        rest.split_once("</td>")
                            .expect("its end")
                            .0
                            .replace("&#39;", "'")
                    })
                    .expect("a row"),
            };
            let first = written.chars().next().expect("a letter");
            assert!(
                !"=+-@\t\r\n\0＝＋－＠".contains(first),
                "{start:?} as {format:?}: {written:?}"
            );
        }
    }
}

#[test]
fn plain_numbers_and_the_hyphen_for_no_license_are_untouched() {
    let column = definition("mine")
        .expect("mine")
        .column("name")
        .expect("a column");
    for cell in ["-", "-2", "-2.5", "0012345", "t Hooft"] {
        let manner = Manner {
            groups: false,
            page: false,
            format: Format::Csv,
            bom: false,
            guard: true,
        };
        let mut file = Writing::begin(manner, vec![column], About::default(), None, Vec::new())
            .expect("a file");
        file.row(&[Cell::of_text(cell)]).expect("a row");
        assert_eq!(file.take(), format!("Name\r\n{cell}\r\n"));
    }
}

#[test]
fn our_own_export_read_back_gives_the_same_table() {
    let header = "PennID,PennKey,Name,Department,Job org,Deprovision reason,All active affiliations,Expires in days,Scheduled deletion date";
    let rows = "10000001,doe01,=Ann,+1 Dept,\"Org, \"\"A\"\"\",No role,ALUM,8,2026-12-01\n\
        10000002,doe02,-Bob,@home,'t Hooft,,STAF,8,2026-12-01\n\
        10000003,doe03,'=Cy,-,-5,Left,,28,2026-12-21\n\
        10000004,doe04,\"two\nlines\",－wide,\"tab\tbed\",,ALUM,38,2026-12-31\n";
    let mut before = Walk::new();
    before.drop_file("enrollment.csv", format!("{header}\n{rows}"));
    let columns = r#"{"columns":["name","logon_name","department","job_org","reason","affiliations","scheduled_deletion","disable_day"],"sort":[["logon_name","asc"]]}"#;
    let columns = query(columns);
    for options in [
        r#"{"format":"csv"}"#,
        r#"{"format":"csv","bom":false,"guard":false}"#,
    ] {
        let text = text_of(&mut before, "expiring-not-mine", &columns, options);
        let mut after = Walk::new();
        after.drop_file("expiring-not-mine_2026-11-22_4.csv", &text);
        let is_guarded = options.len() < 20;
        assert_eq!(text.contains(",'@home,"), is_guarded, "{text}");
        let (first, second) = (
            before.ask("expiring-not-mine", &columns),
            after.ask("expiring-not-mine", &columns),
        );
        assert_eq!(first.total, 4);
        if is_guarded {
            assert_eq!(first.rows, second.rows);
        }
    }
    // So does a workbook.
    let (_, bytes) = export(
        &mut before,
        "expiring-not-mine",
        &columns,
        r#"{"format":"xlsx"}"#,
        &[],
    )
    .expect("a file");
    let csv = workbook_records(&bytes);
    assert_eq!(csv[1][0], "=Ann");
}

#[test]
fn a_file_is_given_up_where_the_data_changes_between_two_pieces() {
    let mut walk = Walk::new();
    let mut text = "PennID,PennKey,Name,Expires in days,Scheduled deletion date\n".to_string();
    for n in 0..12_000 {
        text.push_str(&format!("1{n:07},doe{n},Ann,8,2026-12-01\n"));
    }
    walk.drop_file("enrollment.csv", &text);
    let plan = export_plan(r#"{"format":"csv"}"#).expect("options");
    let query = Query::default();
    let wanted = |next| Export {
        id: "expiring-not-mine",
        query: &query,
        ranges: &[],
        plan: &plan,
        next,
    };
    let today = walk.today;
    let first = walk
        .engine
        .export(wanted(0), today, &mut walk.disk)
        .expect("a piece");
    assert_eq!((first.done, first.rows), (5_000, 12_000));
    let second = walk
        .engine
        .export(wanted(first.next), today, &mut walk.disk)
        .expect("a piece");
    assert_eq!(second.done, 10_000);
    // A piece is given once: what comes twice would be in the file twice.
    assert!(
        walk.engine
            .export(wanted(first.next), today, &mut walk.disk)
            .is_err()
    );
    let first = walk
        .engine
        .export(wanted(0), today, &mut walk.disk)
        .expect("a piece");
    walk.paste("doe1");
    let refused = walk
        .engine
        .export(wanted(first.next), today, &mut walk.disk)
        .unwrap_err();
    assert!(refused.contains("given up"), "{refused}");
    let (whole, bytes) = export(
        &mut walk,
        "expiring-not-mine",
        &query,
        r#"{"format":"csv"}"#,
        &[],
    )
    .expect("a file");
    assert_eq!(bytes.iter().filter(|byte| **byte == b'\n').count(), 12_000);
    assert_eq!(whole.name, "expiring-not-mine_2026-11-22_11999.csv");
}

// ── the groups of a grouped view ──

/// What the screen shows of the groups, as an export writes it; told again here, apart from the code.
fn groups_shown(walk: &mut Walk, id: &str, query: &Query) -> (Vec<Vec<String>>, Vec<String>) {
    let inquiry = rollcall::engine::inquiry::Inquiry::Groups {
        id: id.to_string(),
        query: query.clone(),
        limit: 100_000,
    };
    let text = walk
        .engine
        .tell(inquiry, walk.today, &mut walk.disk)
        .expect("groups");
    let Some(Reply::Told(json)) = rollcall::engine::wire::reply(&text) else {
        panic!("{text}");
    };
    let view: GroupsView = rollcall::engine::wire::inquiries::answer(&json).expect("groups");
    let report = definition(id).unwrap();
    let column = |id: &String| report.column(id).unwrap();
    let mut captions: Vec<String> = view
        .levels
        .iter()
        .map(|id| column(id).title.to_string())
        .collect();
    captions.push("Rows".to_string());
    for id in &view.sums {
        let title = column(id).title;
        captions.extend([format!("Sum of {title}"), format!("Rows without {title}")]);
    }
    let numbers = |group: &rollcall::report::groups::GroupView| {
        let mut cells = vec![group.rows.to_string()];
        for sum in &group.sums {
            cells.extend([sum.text.clone(), sum.unknown.to_string()]);
        }
        cells
    };
    let mut records = vec![captions];
    for group in &view.groups {
        let levels = view.levels.iter().zip(&group.values);
        let mut cells: Vec<String> = levels
            .map(|(id, value)| {
                let is_plain = matches!(
                    column(id).kind,
                    Kind::Date | Kind::Moment | Kind::Integer | Kind::NonAdditive | Kind::Number
                );
                match is_plain && !value.value.is_empty() {
                    true => value.value.clone(),
                    false => value.text.clone(),
                }
            })
            .collect();
        cells.extend(numbers(group));
        records.push(cells);
    }
    let mut all = vec!["All rows".to_string()];
    all.resize(view.levels.len(), String::new());
    all.extend(numbers(&view.all));
    (records, all)
}

#[test]
fn a_grouped_view_takes_its_groups_along_in_every_format() {
    ALL_SAMPLES.with_borrow_mut(|walk| {
        for (id, text) in [
            ("mine", r#"{"layout":{"group":["department","urgency"]}}"#),
            ("mine", r#"{"layout":{"group":["disable_day"]},"filters":[{"column":"has_mailbox","any_of":["true"]}]}"#),
            ("provisioning", r#"{"layout":{"group":["customer_name","profile"]},"columns":["user_name","backup_mb"]}"#),
            ("expiring", r#"{"layout":{"group":["days_left"]},"columns":["key"]}"#),
        ] {
            let query = query(text);
            let (shown, all) = groups_shown(walk, id, &query);
            assert!(shown.len() > 2, "{id}");
            let n = shown[0].len();
            for format in ["csv", "tsv"] {
                let options = format!(r#"{{"format":"{format}","groups":true,"bom":false}}"#);
                let (piece, bytes) = export(walk, id, &query, &options, &[]).unwrap();
                let text = String::from_utf8(bytes).unwrap();
                let records = match format {
                    "csv" => csv_records(&text),
                    _ => unguarded(text.lines().map(|line| line.split('\t').map(str::to_string).collect()).collect()),
                };
                assert_eq!(records, shown, "{id} {format}");
                assert_eq!(piece.name, format!("{id}_{TODAY}_{}_groups.{format}", shown.len() - 1));
                // Without that choice the file has the rows, as of any other view.
                let plain = Query { layout: Default::default(), ..query.clone() };
                let options = format!(r#"{{"format":"{format}"}}"#);
                assert_eq!(text_of(walk, id, &query, &options), text_of(walk, id, &plain, &options));
            }
            for page in [false, true] {
                let options = format!(r#"{{"format":"html","page":{page}}}"#);
                let text = text_of(walk, id, &query, &options);
                let mut expected = shown.clone();
                expected.push(all.clone());
                assert_eq!(html_records(&text), expected, "{id}");
            }
            let (_, bytes) = export(walk, id, &query, r#"{"format":"xlsx"}"#, &[]).unwrap();
            let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&bytes[..])).expect("a workbook");
            assert_eq!(book.sheet_names()[1..], ["Groups", "About"]);
            let range = book.worksheet_range("Groups").expect("a sheet");
            let records: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(cell_text).collect()).collect();
            let mut expected = shown.clone();
            expected.push(all.clone());
            assert_eq!(alike(records, n), alike(expected, n), "{id}");
            // One sheet is the one that opens: two that are selected are written to together.
            let parts = unzipped(&bytes);
            let selected = parts.iter().filter(|(_, part)| String::from_utf8_lossy(part).contains("tabSelected=\"1\""));
            assert_eq!(selected.count(), 1);
            let json: serde_json::Value = serde_json::from_str(&text_of(walk, id, &query, r#"{"format":"json"}"#)).unwrap();
            let groups = &json["groups"];
            assert_eq!(groups["total"].as_u64().unwrap() as usize, shown.len() - 1);
            assert_eq!(groups["all"]["rows"], json["total"]);
            for (told, record) in groups["groups"].as_array().unwrap().iter().zip(&shown[1..]) {
                let levels = told["values"].as_array().unwrap().len();
                assert_eq!(told["rows"].to_string(), record[levels]);
                for (at, sum) in told["sums"].as_array().unwrap().iter().enumerate() {
                    assert_eq!(sum["without"].to_string(), record[levels + 2 + 2 * at]);
                }
            }
        }
        // The groups are those of the rows that go.
        let query = query(r#"{"layout":{"group":["department"]}}"#);
        let (_, bytes) = export(walk, "mine", &query, r#"{"format":"csv","groups":true,"rows":"selected","bom":false}"#, &[(0, 2)]).unwrap();
        let records = csv_records(std::str::from_utf8(&bytes).unwrap());
        let n: u32 = records[1..].iter().map(|record| record[1].parse::<u32>().unwrap()).sum();
        assert_eq!(n, 3);
    });
}

#[test]
fn groups_that_cannot_stand_in_a_file_are_refused_with_what_is_expected() {
    ALL_SAMPLES.with_borrow_mut(|walk| {
        let refused = |walk: &mut Walk, query: &Query, options: &str| {
            export(walk, "mine", query, options, &[]).unwrap_err()
        };
        let sentence = refused(walk, &Query::default(), r#"{"format":"csv","groups":true}"#);
        assert!(sentence.contains("not grouped"), "{sentence}");
        let grouped = query(r#"{"layout":{"group":["department"]}}"#);
        let sentence = refused(walk, &grouped, r#"{"format":"xlsx","groups":true}"#);
        assert!(sentence.contains("has both"), "{sentence}");
    });
}

#[test]
fn a_view_whose_last_rows_are_empty_equals_the_screen() {
    ALL_SAMPLES.with_borrow_mut(|walk| {
        let mut state = 9_759_216_033_462_241_040;
        let all: Vec<&'static Definition> = reports().collect();
        let report = all[pick(&mut state, all.len())];
        let query = any_view(walk, report, &mut state);
        every_format_equals(walk, report.id, &query);
    });
}

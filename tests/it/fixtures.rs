//! Every small file of `tests/fixtures/` and what is understood of it, as its `expected.txt` says.

use std::collections::BTreeSet;

use super::walk::{FIXTURE_FOLDER, Walk, fixture, fixtures};

/// What a line of `expected.txt` says of a file.
enum Expected {
    /// It is read.
    Read {
        kind: String,
        /// Rows, accepted, rejected, blank.
        rows: [u32; 4],
        /// Rows of the list that the file alone fills.
        n_listed: u32,
        encoding: String,
        delimiter: String,
        /// Code and line of each issue, in order.
        issues: Vec<String>,
    },
    /// It fits nothing or fits twice; the question holds these words.
    Asked(String),
    /// It is no export; this sentence stands behind its name.
    Refused(String),
}

/// Folder, name and expectation of every file that is listed.
fn expected() -> Vec<(String, String, Expected)> {
    let path = format!("{FIXTURE_FOLDER}/expected.txt");
    let text = std::fs::read_to_string(&path).expect("expected.txt");
    let lines = text.lines().map(str::trim_end);
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| read_line(line).unwrap_or_else(|| panic!("not understood: {line}")))
        .collect()
}

fn read_line(line: &str) -> Option<(String, String, Expected)> {
    let (path, rest) = line.split_once(' ')?;
    let (folder, name) = path.split_once('/')?;
    let (kind, rest) = rest.trim_start().split_once(' ')?;
    let expected = match kind {
        "asked" => Expected::Asked(rest.trim_start().to_string()),
        "refused" => Expected::Refused(rest.trim_start().to_string()),
        kind => {
            let mut words = rest.split_ascii_whitespace();
            let rows = words.next()?.split(['=', '+']);
            let rows: Option<Vec<u32>> = rows.map(|number| number.parse().ok()).collect();
            Expected::Read {
                kind: kind.to_string(),
                rows: rows?.try_into().ok()?,
                n_listed: words.next()?.parse().ok()?,
                encoding: words.next()?.to_string(),
                delimiter: match words.next()? {
                    "comma" => ",",
                    "semicolon" => ";",
                    "tab" => "\t",
                    "pipe" => "|",
                    other => other,
                }
                .to_string(),
                issues: words.map(str::to_string).collect(),
            }
        }
    };
    Some((folder.to_string(), name.to_string(), expected))
}

/// What each file is understood as, in the words of its line; differences are collected, so that
/// one run names them all.
#[test]
fn a_file_is_read_as_what_it_is_and_every_row_is_accounted_for() {
    let mut wrong = Vec::new();
    for (folder, name, expected) in expected() {
        let mut walk = Walk::new();
        let loaded = walk.drop_file(&name, fixture(&name));
        let mut check = |what: &str, found: String, expected: String| {
            if found != expected {
                wrong.push(format!("{folder}/{name}: {what} {found}, not {expected}"));
            }
        };
        let source = loaded.sources.first();
        match expected {
            Expected::Refused(why) => {
                check("says", loaded.refused.join(" "), format!("`{name}` {why}"));
                check("is read as", kind_of(source), String::new());
            }
            Expected::Asked(words) => {
                check("is read as", kind_of(source), "unknown".to_string());
                let asked = loaded.questions.first();
                let text = asked.map_or("", |question| question.text.as_str());
                if !text.contains(&words) {
                    check("asks", text.to_string(), words);
                }
                let lists = ["mine", "expiring", "expiring-not-mine", "mine-not-found"];
                let n_listed: u32 = lists.iter().map(|id| walk.report(id).total).sum();
                check("lists", n_listed.to_string(), "0".to_string());
            }
            Expected::Read {
                kind,
                rows,
                n_listed,
                encoding,
                delimiter,
                issues,
            } => {
                check("is read as", kind_of(source), kind.clone());
                let Some(source) = source else { continue };
                assert_eq!(rows[0], rows[1] + rows[2] + rows[3], "{name}");
                let found = [source.rows, source.accepted, source.rejected, source.blank];
                check("has rows", format!("{found:?}"), format!("{rows:?}"));
                check("is", source.encoding.clone(), encoding);
                check("is parted by", source.delimiter.clone(), delimiter);
                let found = walk.issues();
                check(
                    "counts issues",
                    source.n_issues.to_string(),
                    found.len().to_string(),
                );
                let mut found: Vec<String> = found.iter().map(spelt).collect();
                found.sort();
                check("shows", found.join(" "), issues.join(" "));
                let list = match kind.as_str() {
                    "enrollment" => "expiring-not-mine",
                    _ => "mine-not-found",
                };
                check(
                    "lists",
                    walk.report(list).total.to_string(),
                    n_listed.to_string(),
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn kind_of(source: Option<&rollcall::engine::message::SourceView>) -> String {
    source.map_or(String::new(), |source| source.kind.clone())
}

/// An issue as `expected.txt` spells it.
fn spelt(issue: &rollcall::engine::message::IssueView) -> String {
    match issue.line {
        Some(line) => format!("{}:{line}", issue.code),
        None => issue.code.clone(),
    }
}

#[test]
fn every_fixture_is_expected_once_and_stands_where_it_is_said_to_stand() {
    let mut listed = BTreeSet::new();
    for (folder, name, _) in expected() {
        let path = fixtures().get(&name);
        let path = path.unwrap_or_else(|| panic!("{folder}/{name} is expected, but not there"));
        assert!(
            path.ends_with(format!("{folder}/{name}")),
            "{folder}/{name}"
        );
        assert!(listed.insert(name.clone()), "{name} is expected twice");
    }
    for name in fixtures().keys() {
        assert!(listed.contains(name), "{name} stands in no line");
    }
    assert!(listed.len() >= 300, "{}", listed.len());
}

/// What can be answered where a file fits nothing or fits twice.
#[rustfmt::skip]
const CHOICES: &[(&str, &str)] = &[
    ("ars_or_mailbox_list.csv",                  "ars cloud-control:3 cloud-control:2 other ignore"),
    ("dates_soon.csv",                           "enrollment cloud-control:5 cloud-control:3 cloud-control:2 other ignore"),
    ("fits_nothing.csv",                         "other ignore"),
    ("headers_of_two_kinds.csv",                 "usage-active-users usage-mailbox cloud-control:2 other ignore"),
    ("header_twice.csv",                         "enrollment cloud-control:2 cloud-control:1 other ignore"),
    ("m365_users_wrong_ids.csv",                 "m365-users cloud-control:28 cloud-control:3 other ignore"),
    ("other_staff_list.csv",                     "cloud-control:2 other ignore"),
    ("other_without_header.csv",                 "cloud-control:1 other ignore"),
    ("published_order_without_header.csv",       "enrollment:published cloud-control:22 cloud-control:21 cloud-control:18 cloud-control:17 cloud-control:14 cloud-control:13 cloud-control:6 cloud-control:4 cloud-control:2 other ignore"),
    ("published_order_without_header_or_dn.csv", "enrollment:published cloud-control:22 cloud-control:21 cloud-control:18 cloud-control:17 cloud-control:14 cloud-control:13 cloud-control:6 cloud-control:4 cloud-control:2 other ignore"),
    ("usage_sharepoint_sites.csv",               "usage-onedrive usage-mailbox cloud-control:14 other ignore"),
    ("two_logon_columns.csv",                    "cloud-control:2 cloud-control:1 names other ignore"),
];

#[test]
fn a_file_that_fits_nothing_or_twice_is_asked_about() {
    for &(name, choices) in CHOICES {
        let mut walk = Walk::new();
        let loaded = walk.drop_file(name, fixture(name));
        let question = &loaded.questions[0];
        let ids: Vec<&str> = question.choices.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids.join(" "), choices, "{name}");
        assert!(!question.samples.is_empty(), "{name}");
    }
}

/// The same six people and days in as many spellings of a file.
const SAME_REPORT: [&str; 17] = [
    "bom_crlf.csv",
    "delimiters_in_quotes.csv",
    "excel_text_guards.csv",
    "lone_cr.csv",
    "mixed_line_ends.csv",
    "no_final_line_end.csv",
    "pipe_delimited.csv",
    "quoted_everything.csv",
    "quoted_line_breaks.csv",
    "sep_line_semicolon.csv",
    "stray_quotes.csv",
    "surplus_delimiters_in_rows.csv",
    "title_rows.csv",
    "trailing_delimiters.csv",
    "utf16be.csv",
    "utf16le_tab.csv",
    "windows_1252.csv",
];

/// The same again in the published columns and their relatives.
const SAME_WIDE_REPORT: [&str; 4] = [
    "published_columns.csv",
    "shuffled_columns.csv",
    "isc_variant.csv",
    "benchmark_spelling.csv",
];

#[test]
fn however_a_report_is_written_it_says_the_same() {
    let days = |name: &str| {
        let mut walk = Walk::new();
        walk.drop_file(name, fixture(name));
        walk.paste("adoe bfoe cgoe dhoe ejoe fkoe");
        let keys = walk.keys("mine");
        let deletion = walk.column("mine", "deletion_day");
        keys.into_iter().zip(deletion).collect::<Vec<_>>()
    };
    let expected = [
        ("adoe", "Wed 25 Nov 2026"),
        ("bfoe", "Mon 30 Nov 2026"),
        ("cgoe", "Wed 2 Dec 2026"),
        ("dhoe", "Thu 10 Dec 2026"),
        ("ejoe", "Wed 30 Dec 2026"),
        ("fkoe", "not flagged"),
    ]
    .map(|(key, day)| (key.to_string(), day.to_string()));
    for name in SAME_REPORT.into_iter().chain(SAME_WIDE_REPORT) {
        assert_eq!(days(name), expected, "{name}");
    }
}

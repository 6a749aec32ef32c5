//! What is said of sources: their kinds, how they were read, and where their rows went.

use chrono::NaiveDate;

use super::super::older_files::OlderFile;
use super::super::view::FieldView;
use super::{capitalised, counted, number, plain_day};

/// What the name of a source's kind says to a person.
pub fn kind(name: &str) -> &'static str {
    match name {
        "cloud-control" => "Mailbox list",
        "enrollment" => "O365 enrollment",
        "names" => "Logon names",
        "ars" => "Active Roles",
        "m365-users" => "Microsoft 365 users",
        "entra-users" => "Entra users",
        "entra-registration" => "Registration details",
        "entra-signins" => "Sign-ins",
        "usage-active-users" => "Active users",
        "usage-mailbox" => "Mailbox usage",
        "usage-onedrive" => "OneDrive usage",
        "partner-customers" => "Customers",
        "druva-provisioning" => "Druva provisioning",
        "druva-preserved" => "Druva preserved users",
        "sku-names" => "Product names",
        "graph-users" => "Graph users",
        "graph-deleted-users" => "Graph deleted users",
        "graph-subscribed-skus" => "Graph subscribed products",
        "graph-registration" => "Graph registration details",
        "graph-usage-active-users" => "Graph active users",
        "graph-usage-mailbox" => "Graph mailbox usage",
        "graph-usage-onedrive" => "Graph OneDrive usage",
        "graph-signins" => "Graph sign-ins",
        "graph-customers" => "Graph customers",
        "other" => "Another table",
        _ => "Not recognised yet",
    }
}

/// What the rows of an older enrollment report are; `newer` is the name of the newer one.
pub fn older_file(file: &OlderFile, newer: &str) -> String {
    let day = plain_day(file.newer_day);
    let rows = |n: u32| counted(n.into(), "row", "rows");
    let and_said = if file.is_said { ", as you said" } else { "" };
    match (file.is_same, file.n_history, file.n_counted) {
        (true, 0, n) => format!(
            "`{newer}` of {day} is newer and lists the same accounts; the {} of this file count as well{and_said}, each beside the newer one.",
            rows(n)
        ),
        (false, 0, n) if !file.is_said => format!(
            "`{newer}` of {day} is newer and of the same center, but lists other accounts: the {} of this file count as well. If it is an older state of the same list, take it as history.",
            rows(n)
        ),
        (false, 0, n) => format!(
            "The {} of this file count{and_said}, beside those of `{newer}` of {day}.",
            rows(n)
        ),
        (_, n, 0) => format!(
            "`{newer}` of {day} is newer: the {} of this file are history{and_said}. They are in “Changes”, and in no other list.",
            rows(n)
        ),
        (_, n, left) => format!(
            "`{newer}` of {day} is newer: {} of this file are history. They are in “Changes”, and in no other list. {} of centers that it does not have still count.",
            rows(n),
            rows(left)
        ),
    }
}

/// What can be done about an older enrollment report.
pub fn count_older(counts: bool) -> &'static str {
    match counts {
        true => "Take its rows as history",
        false => "Count its rows",
    }
}

/// Whether the kind says which accounts are mine.
pub fn says_mine(kind: &str) -> bool {
    matches!(kind, "cloud-control" | "names")
}

/// The name of a value of an enumeration, or of a kind of source.
pub fn value_name(value: &str) -> String {
    let name = match value {
        "enrollment" => "Enrollment",
        "dots" => "Dots and underscores",
        "tag" => "Tag behind +",
        "homoglyph" => "Look-alike letters",
        "diacritics" => "Marks on letters",
        "scientific" => "Power of ten",
        "typo" => "One letter",
        _ => kind(value),
    };
    match name {
        "Not recognised yet" => capitalised(&value.replace('-', " ")),
        name => name.to_owned(),
    }
}

/// Where the rows of a source went: `1,000 rows = 997 accepted + 2 rejected + 1 blank`.
pub fn rows_of_source(rows: u32, accepted: u32, rejected: u32, blank: u32) -> String {
    format!(
        "{} = {} accepted + {} rejected + {} blank",
        counted(rows.into(), "row", "rows"),
        number(accepted.into()),
        number(rejected.into()),
        number(blank.into()),
    )
}

/// When a source was true, and how that is known.
pub fn as_of(date: Option<NaiveDate>, provenance: &str) -> String {
    let Some(date) = date else {
        return "as of an unknown day".to_owned();
    };
    let how = match provenance {
        "column" => "from a column",
        "inferred" => "inferred from its dates",
        "file-name" => "from its name",
        "said" => "as you said",
        _ => "by an unknown way",
    };
    format!("as of {} ({how})", plain_day(date))
}

/// A part of a source: its word, its name, and what it counts.
const PARTS: [(&str, &str, &str); 7] = [
    (
        "lines",
        "Lines",
        "Every line of the text: titles, the header and lines inside quotes too. A record may span several.",
    ),
    (
        "records",
        "Rows",
        "Every record below the header. Each is accepted, rejected or blank, so the three add up to this number.",
    ),
    (
        "accepted",
        "Accepted rows",
        "Records that are in the table.",
    ),
    (
        "rejected",
        "Rejected rows",
        "Records that cannot be placed in the table. They are in no list: save them, mend them in the file and load it again.",
    ),
    ("blank", "Blank rows", "Records without any value."),
    (
        "duplicates",
        "Exact duplicates",
        "Accepted records that repeat another in every cell. Each is counted once; nothing is to do.",
    ),
    (
        "unmatched",
        "Rows without a partner",
        "Accepted records that meet no row of the other side.",
    ),
];

fn part(word: &str) -> &'static (&'static str, &'static str, &'static str) {
    let known = PARTS.iter().find(|(known, ..)| *known == word);
    known.unwrap_or(&PARTS[1])
}

/// The heading over the rows of a part of a source.
pub fn rows_of_part(word: &str, source: &str) -> String {
    format!("{} of {source}", part(word).1)
}

/// What stands in the place of the rows without a partner, where nothing could be their partner.
pub fn no_other_side(kind: &str) -> &'static str {
    match kind {
        "enrollment" => "partners unknown until a mailbox list or names are loaded",
        "cloud-control" | "names" => "partners unknown until an enrollment report is loaded",
        _ => "not joined with others",
    }
}

/// What is said of a source whose every row another has too.
pub const REPEATS: &str =
    "Every row stands in another source, too, and is counted once. Was the file loaded twice?";

/// How many files there are, where they are folded to one line.
pub fn sources_line(n_files: usize, n_with_issues: usize) -> String {
    let files = counted(n_files as u64, "file", "files");
    match n_with_issues {
        0 => files,
        n => format!("{files}, {n} with issues"),
    }
}

/// What is odd about a source, for its chip; nothing where nothing is.
pub fn warning_of_source(rejected: u32, repeats: bool) -> String {
    match repeats {
        true => "repeats another source".to_owned(),
        false => some_rejected(rejected),
    }
}

/// How many rows of a source were rejected; nothing when none was.
pub fn some_rejected(rejected: u32) -> String {
    match rejected {
        0 => String::new(),
        n => counted(n.into(), "row rejected", "rows rejected"),
    }
}

/// What a part of a source counts.
pub fn meaning_of_part(word: &str) -> &'static str {
    part(word).2
}

/// What each number of a source's summary says.
pub fn part_count(word: &str, n: u32) -> String {
    let n = u64::from(n);
    match word {
        "lines" => counted(n, "line", "lines"),
        "records" => counted(n, "row", "rows"),
        "duplicates" => counted(n, "exact duplicate", "exact duplicates"),
        "unmatched" => format!("{} without a partner", number(n)),
        word => format!("{} {word}", number(n)),
    }
}

/// The name of an issue's code: `unreadable date`.
pub fn issue_code(code: &str) -> String {
    code.replace('-', " ")
}

/// A kind of issue with how many there are: `unreadable date (12)`.
pub fn kind_of_issues(code: &str, n: u64) -> String {
    format!("{} ({})", issue_code(code), number(n))
}

/// The heading over the issues of a source.
pub fn issues_of(source: &str) -> String {
    format!("Issues in {source}")
}

/// Where a cell stands: `enrollment.csv, line 17, Expires in days`; a workbook has rows instead.
pub fn cell_place(file: &str, line: u32, column: &str) -> String {
    let is_workbook = [".xlsx", ".xlsm", ".ods"].iter().any(|end| {
        let start = file.len().saturating_sub(end.len());
        file.get(start..)
            .is_some_and(|found| found.eq_ignore_ascii_case(end))
    });
    let unit = if is_workbook { "row" } else { "line" };
    let comma = if column.is_empty() { "" } else { ", " };
    format!("{file}, {unit} {}{comma}{column}", number(line.into()))
}

/// Fields of one source, under its name and what it is of when; without where they stand without a heading.
pub type OfSource<'a> = (Option<(String, String)>, &'a [FieldView]);

/// The fields of an account parted by their sources, in their order.
pub fn by_source(fields: &[FieldView]) -> Vec<OfSource<'_>> {
    let parts = fields
        .chunk_by(|one, next| (one.cell.source, &one.source) == (next.cell.source, &next.source));
    let heading = |part: &[FieldView]| {
        let first = part.first().filter(|field| !field.source.is_empty())?;
        Some((first.cell.name.clone(), first.source.clone()))
    };
    parts.map(|part| (heading(part), part)).collect()
}

/// A text as found; what holds nothing says so.
pub fn raw(text: &str) -> &str {
    if text.trim().is_empty() {
        "(empty)"
    } else {
        text
    }
}

/// The name of a file that is saved from this page.
pub fn rejected_file_name(source: &str) -> String {
    let stem = source.rsplit_once('.').map_or(source, |(stem, _)| stem);
    let plain: String = stem
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || matches!(c, '-' | '_' | ' ') {
                c
            } else {
                '_'
            }
        })
        .collect();
    format!("{plain}_rejected.csv")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_stand_under_their_source_where_it_is_told() {
        let field = |source: u32, name: &str, heading: &str| {
            let mut field = FieldView {
                source: heading.to_string(),
                ..FieldView::default()
            };
            field.cell.source = source;
            field.cell.name = name.to_string();
            field
        };
        let day = "Entra users, as of 20 Nov 2026";
        let fields = [
            field(1, "users.csv", day),
            field(1, "users.csv", day),
            field(2, "old.csv", "Entra users, of an unknown day"),
            field(3, "plain.csv", ""),
        ];
        let told: Vec<_> = by_source(&fields)
            .into_iter()
            .map(|(heading, fields)| {
                (
                    heading.map_or(String::new(), |(name, _)| name),
                    fields.len(),
                )
            })
            .collect();
        let expected = [("users.csv", 2), ("old.csv", 1), ("", 1)];
        assert_eq!(told, expected.map(|(name, n)| (name.to_string(), n)));
    }

    #[test]
    fn folded_files_are_counted_with_those_that_have_issues() {
        assert_eq!(sources_line(12, 3), "12 files, 3 with issues");
        assert_eq!(sources_line(1, 0), "1 file");
    }

    #[test]
    fn a_saved_file_has_a_plain_name() {
        assert_eq!(
            rejected_file_name("../staff <1>.csv"),
            "___staff _1__rejected.csv"
        );
    }
}

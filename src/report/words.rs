//! The screen's sentences: counts, days, urgencies, sources (M13).

use super::hand_over::{Between, NameForm};
use chrono::NaiveDate;

use super::definition::{Definition, Kind};
use super::query::{Direction, Filter, Query};
use super::view::RuleView;
pub use crate::ingest::recognise::IGNORE;
pub use crate::lifecycle::calendar::{
    show_date as plain_day, show_day_of_year as day_of_year, show_weekday_date as weekday,
};

/// How an urgency is told: by a word, a shape and a sentence; its colour comes on top.
#[derive(Debug, PartialEq, Eq)]
pub struct UrgencyWord {
    /// Kebab-case name, as `values` of a report spells it.
    pub name: &'static str,
    /// The word on the screen.
    pub title: &'static str,
    /// Outline of its shape in a square of 16, as SVG writes paths.
    pub shape: &'static str,
    /// What it asks of the reader.
    pub meaning: &'static str,
}

/// Every urgency, in the order in which someone has to look at them.
pub const URGENCIES: &[UrgencyWord] = &[
    UrgencyWord {
        name: "unclear",
        title: "Unclear",
        shape: "M8 1l7 7-7 7-7-7zM7.2 9.4h1.6V9c0-.5.3-.8.9-1.3.7-.5 1.2-1.1 1.2-2C10.9 4.5 9.8 3.6 8 3.6c-1.4 0-2.5.7-2.9 1.8l1.5.6c.2-.5.6-.8 1.3-.8.7 0 1.2.3 1.2.8 0 .4-.2.6-.8 1-.7.5-1.1 1-1.1 1.9zm0 2.7h1.6v-1.6H7.2z",
        meaning: "no usable date: find out by hand, treat as urgent until then",
    },
    UrgencyWord {
        name: "late",
        title: "Late",
        shape: "M5 1h6l4 4v6l-4 4H5l-4-4V5zM7.1 4v5h1.8V4zm0 6.3v1.8h1.8v-1.8z",
        meaning: "past the last safe working day: act now and by phone",
    },
    UrgencyWord {
        name: "imminent",
        title: "Imminent",
        shape: "M8 1l7.5 14H.5zM7.2 6v4.5h1.6V6zm0 5.7v1.6h1.6v-1.6z",
        meaning: "the last safe working day is at most a week away, or as the policy has it",
    },
    UrgencyWord {
        name: "soon",
        title: "Soon",
        shape: "M8 2l6.8 12H1.2zM8 5.8L4.3 12.3h7.4z",
        meaning: "the last safe working day is one to two weeks away, or as the policy has it",
    },
    UrgencyWord {
        name: "watch",
        title: "Watch",
        shape: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z",
        meaning: "the last safe working day is two to four weeks away, or as the policy has it",
    },
    UrgencyWord {
        name: "none",
        title: "None",
        shape: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zm0 1.6a4.4 4.4 0 1 0 0 8.8 4.4 4.4 0 0 0 0-8.8z",
        meaning: "nobody has to act yet",
    },
    UrgencyWord {
        name: "recovery",
        title: "Recovery",
        shape: "M2 3v4.5h4.5L4.8 5.8a4.4 4.4 0 1 1-1 4.6l-1.6.6A6.1 6.1 0 1 0 3.6 4.6z",
        meaning: "deprovisioned; the old mailbox can still be reattached",
    },
    UrgencyWord {
        name: "recovery-late",
        title: "Recovery late",
        shape: "M2 3v4.5h4.5L4.8 5.8a4.4 4.4 0 1 1-1 4.6l-1.6.6A6.1 6.1 0 1 0 3.6 4.6zM7.3 5.5v3.6h1.5V5.5zm0 4.4v1.5h1.5V9.9z",
        meaning: "deprovisioned; reattaching may not fit any more",
    },
    UrgencyWord {
        name: "lost",
        title: "Lost",
        shape: "M3.4 2L8 6.6 12.6 2 14 3.4 9.4 8l4.6 4.6-1.4 1.4L8 9.4 3.4 14 2 12.6 6.6 8 2 3.4z",
        meaning: "past the end of recovery: gone for good",
    },
];

/// The urgency with this name.
pub fn urgency(name: &str) -> Option<&'static UrgencyWord> {
    URGENCIES.iter().find(|urgency| urgency.name == name)
}

/// The word for a stage's kebab-case name.
pub fn stage(name: &str) -> &'static str {
    match name {
        "active" => "Active",
        "flagged" => "Flagged, still works",
        "disabled" => "Disabled",
        "deprovisioned" => "Deprovisioned",
        "deleted" => "Deleted",
        _ => "Unknown",
    }
}

/// A number with its thousands apart: `1,234`.
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number with what it counts: `1 account`, `1,234 accounts`.
pub fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

/// Bytes in binary units, cut to a tenth: `59.5 MiB` (domain 2.9).
pub fn bytes(n: u64) -> String {
    let of = |shift: u32, unit| {
        format!(
            "{}.{} {unit}",
            n >> shift,
            (n >> (shift - 10) & 1023) * 10 >> 10
        )
    };
    match n {
        0..0x400 => counted(n, "byte", "bytes"),
        0x400..0x10_0000 => format!("{} KiB", n >> 10),
        0x10_0000..0x4000_0000 => of(20, "MiB"),
        _ => of(30, "GiB"),
    }
}

/// The same with the exact number, where that is another.
fn bytes_exactly(n: u64) -> String {
    match n {
        0..0x400 => bytes(n),
        _ => format!("{} ({})", bytes(n), counted(n, "byte", "bytes")),
    }
}

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

/// The caption over the kinds of suggestion.
pub fn suggestions_open(rules: &[RuleView]) -> String {
    let open = rules.iter().filter(|rule| !rule.on);
    let n: u32 = open.map(|rule| rule.rows).sum();
    counted(n.into(), "suggestion to accept", "suggestions to accept")
}

/// The caption over the rules about domains and labels.
pub fn rules_in_use(rules: &[RuleView]) -> String {
    let n_on = rules.iter().filter(|rule| rule.on).count();
    let n_off = rules.len() - n_on;
    format!(
        "{} in use, {} on offer",
        counted(n_on as u64, "rule", "rules"),
        number(n_off as u64)
    )
}

/// A rule with its number of rows, or a kind of suggestion with its number of pairs.
pub fn rule_line(kind: &str, text: &str, rows: u32) -> String {
    let rows = match kind {
        "suggestion" => counted(rows.into(), "pair", "pairs"),
        _ => counted(rows.into(), "row", "rows"),
    };
    format!("{}: {rows}", capitalised(text))
}

fn capitalised(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// The caption of the switch of a rule or of a kind of suggestion.
pub fn rule_button(kind: &str, on: bool, rows: u32) -> String {
    match (kind, on) {
        ("suggestion", false) => format!("Accept all {}", number(rows.into())),
        ("suggestion", true) => "Undo".to_owned(),
        (_, false) => "Accept".to_owned(),
        (_, true) => "Switch off".to_owned(),
    }
}

/// What a screen reader hears of that switch.
pub fn rule_button_name(kind: &str, on: bool, text: &str) -> String {
    let does = match (kind, on) {
        ("suggestion", false) => "Accept all",
        ("suggestion", true) => "Undo",
        (_, false) => "Accept",
        (_, true) => "Switch off",
    };
    format!("{does}: {text}")
}

/// What a screen reader hears of the button beside a pair.
pub fn offer_button_name(caption: &str, text: &str) -> String {
    format!("{caption}: {text}")
}

/// How many pairs were accepted one by one.
pub fn pairs_accepted(n: u32) -> String {
    counted(
        n.into(),
        "pair accepted by you",
        "pairs accepted by you one by one",
    )
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

/// How rows of two files meet, as the sources say it.
pub const MATCH_RULES: &str = "Logon names are compared without case, without surrounding spaces, quotes and invisible \
    characters, and without a domain in front (UPENN\\name) or behind (name@upenn.edu). A name twice on your list counts once. \
    A name twice in the enrollment report keeps both rows, marked as duplicate key; where they cannot be the same \
    account they are marked as ambiguous. Nothing is matched by likeness unless you accept it in the list “Matching”.";

/// What is said when an answer about a file is kept.
pub const REMEMBERED: &str =
    "read as you said; the next file with these columns will be read so, too";

/// What is said when all answers about files are forgotten.
pub const FORGOTTEN: &str = "no answer about a file is kept any more";

/// Where the headers of a file stand.
pub fn header_in(record: u32) -> String {
    match record {
        0 => "no header".to_owned(),
        record => format!("header in record {record}"),
    }
}

/// How many columns of a very wide file are shown.
pub fn columns_shown(n_shown: u32, n_columns: u32) -> String {
    format!(
        "{} of {} columns are shown: those that are used, and the first that are found. Look for another by its caption or letter",
        number(n_shown.into()),
        number(n_columns.into())
    )
}

/// What the number on the tab of matching counts.
pub const SUGGESTED: &str =
    "; the number counts the rows for which the other source has a suggestion";
/// What the button of a suggestion in its row does.
pub const ACCEPT_ROW: &str = "Accept this suggestion";
/// A row that holds nothing to be accepted.
pub const NOTHING_TO_ACCEPT: &str = "there is nothing to accept in this row: it has no suggestion";
/// A row that may be several.
pub const SEVERAL_TO_ACCEPT: &str =
    "this row may be one of several: choose under “Is it the same account?” in the details";

/// A pair was accepted or taken apart from its row.
pub fn pair_decided(accepted: bool, pair: &str) -> String {
    match accepted {
        true => format!(
            "accepted: {pair}. “Undo all” above the list or “Undo” in its details takes it back"
        ),
        false => format!("taken apart: {pair}"),
    }
}

/// The heading over how a source is read.
pub fn reading_of(source: &str) -> String {
    format!("How {source} is read")
}

/// What the choice of a column's field is called.
pub fn taken_for(caption: &str) -> String {
    format!("{caption} is taken for")
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

/// What is odd about a source, for its chip; nothing where nothing is.
pub fn warning_of_source(rejected: u32, repeats: bool) -> String {
    match repeats {
        true => "repeats another source".to_owned(),
        false => some_rejected(rejected),
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

/// How many answers about files this browser keeps.
pub fn answers_kept(n: usize) -> String {
    match n {
        0 => "No answer about a file is kept.".to_owned(),
        n => format!(
            "{} kept.",
            counted(n as u64, "answer about files is", "answers about files are")
        ),
    }
}

/// How a file is written: `utf-8, comma between cells, 59.5 MiB (62,400,000 bytes)`.
pub fn writing(encoding: &str, delimiter: &str, n_bytes: u64) -> String {
    if encoding == "workbook" {
        return format!("a sheet of a workbook, {}", bytes_exactly(n_bytes));
    }
    if encoding == "json" {
        return format!("JSON, read as a table, {}", bytes_exactly(n_bytes));
    }
    format!(
        "{encoding}, {} between cells, {}",
        self::delimiter(delimiter),
        bytes_exactly(n_bytes)
    )
}

/// How many columns were recognised, given the field each was taken for.
pub fn columns_used<'a>(fields: impl Iterator<Item = &'a str>) -> String {
    let (mut used, mut all) = (0, 0);
    for field in fields {
        all += 1;
        used += u64::from(!field.is_empty());
    }
    format!(
        "{} of {} recognised",
        number(used),
        counted(all, "column", "columns")
    )
}

/// What character stands between the cells.
pub fn delimiter(character: &str) -> &str {
    match character {
        "," => "comma",
        ";" => "semicolon",
        "\t" => "tab",
        "|" => "bar",
        "" => "none",
        other => other,
    }
}

/// How far a load is, for the line under its bar.
pub fn progress(bytes_read: u64, total_bytes: u64, rows: u64, elapsed_ms: u32) -> String {
    let mut text = format!(
        "{} of {}, {}",
        bytes(bytes_read),
        bytes(total_bytes),
        counted(rows, "row", "rows"),
    );
    // The first half second says nothing about the rest.
    if elapsed_ms >= 500 && bytes_read > 0 && bytes_read < total_bytes {
        let rest = u64::from(elapsed_ms) * (total_bytes - bytes_read) / bytes_read;
        text.push_str(", ");
        text.push_str(&remaining(rest));
    }
    text
}

fn remaining(ms: u64) -> String {
    match ms.div_ceil(1000) {
        0..=1 => "about a second left".to_owned(),
        seconds @ 2..=90 => format!("about {seconds} seconds left"),
        seconds => format!("about {} minutes left", seconds.div_ceil(60)),
    }
}

/// The count on a list's tab; a list that cannot be computed yet has none.
pub fn list_count(count: Option<u32>) -> String {
    count.map_or_else(|| "–".to_owned(), |count| number(count.into()))
}

/// The caption over the departments that are not in sight.
pub fn more_departments(n: u64) -> String {
    counted(n, "more department", "more departments")
}

/// What a filter keeps, for its chip and for print.
pub fn filter(report: &Definition, filter: &Filter) -> String {
    let id = filter.column();
    let title = report.column(id).map_or(id, |column| column.title);
    match filter {
        Filter::AnyOf { any_of, .. } => {
            let is_named = report.column(id).is_some_and(|column| {
                column.kind == Kind::Enum && !matches!(id, "urgency" | "stage")
            });
            let name = |value: &String| match is_named && !value.is_empty() {
                true => value_name(value),
                false => cell_value(id, value).to_owned(),
            };
            let values: Vec<String> = any_of.iter().map(name).collect();
            format!("{title}: {}", values.join(" or "))
        }
        Filter::Between { from, to, .. } if from == to => format!("{title}: {}", plain_day(*from)),
        Filter::Between { from, to, .. } => {
            format!("{title}: {} to {}", plain_day(*from), plain_day(*to))
        }
    }
}

fn cell_value<'a>(column: &str, value: &'a str) -> &'a str {
    match column {
        _ if value.is_empty() => "none given",
        "urgency" => urgency(value).map_or(value, |urgency| urgency.title),
        "stage" => stage(value),
        _ => value,
    }
}

/// The name of a department as a facet shows it.
pub fn department(name: &str) -> &str {
    cell_value("department", name)
}

/// The sign of a column's order in its header, with its number where there are several.
pub fn sort_mark(at: usize, direction: Direction, n_sorts: usize) -> String {
    let arrow = match direction {
        Direction::Asc => "↑",
        Direction::Desc => "↓",
    };
    if n_sorts > 1 {
        format!("{arrow}{at}")
    } else {
        arrow.to_owned()
    }
}

/// What a screen reader hears of a column that is not first in the order: the first has a state of its own.
pub fn sort_place(at: usize, direction: Direction) -> String {
    match (at, direction) {
        (1, _) => String::new(),
        (at, Direction::Asc) => format!(", sorted {at}., ascending"),
        (at, Direction::Desc) => format!(", sorted {at}., descending"),
    }
}

/// Which rows a list shows and in what order, as one line for print.
pub fn chosen(report: &Definition, query: &Query) -> String {
    let mut parts = Vec::new();
    if !query.search.trim().is_empty() {
        parts.push(format!("rows with “{}”", query.search.trim()));
    }
    parts.extend(query.filters.iter().map(|kept| filter(report, kept)));
    if parts.is_empty() {
        parts.push("all rows".to_owned());
    }
    let order: Vec<String> = query
        .sort
        .iter()
        .map(|(id, direction)| {
            let title = report.column(id).map_or(id.as_str(), |column| column.title);
            match direction {
                Direction::Asc => format!("{title} (up)"),
                Direction::Desc => format!("{title} (down)"),
            }
        })
        .collect();
    if !order.is_empty() {
        parts.push(format!("ordered by {}", order.join(", ")));
    }
    parts.join("; ")
}

/// What a screen reader hears when a list has changed.
pub fn rows_shown(total: u32, is_narrowed: bool) -> String {
    let rows = counted(total.into(), "row", "rows");
    if is_narrowed {
        format!("{rows} after search and filters")
    } else {
        rows
    }
}

/// The caption of the button that copies rows.
pub fn copy_caption(selected: u32, total: u32) -> String {
    match selected {
        0 => format!("Copy all {}", number(total.into())),
        n => format!("Copy {}", counted(n.into(), "row", "rows")),
    }
}

/// What became of a copy.
pub fn copied(lines: u32, one: &str, many: &str) -> String {
    format!("{} copied", counted(lines.into(), one, many))
}

/// Where the clipboard is out of reach.
pub const NO_CLIPBOARD: &str = "the browser does not let this page write to the clipboard; allow it in the address bar, then copy again";

/// How many names rows gave, and what to do where some gave none.
pub fn names_of_rows(n_names: u64, n_rows: u64) -> String {
    let names = counted(n_names, "name", "names");
    match n_rows.saturating_sub(n_names) {
        0 => names,
        n => format!(
            "{names} of {}: {} no name in this form, or one that another row has",
            counted(n_rows, "row", "rows"),
            match n {
                1 => "1 has".to_string(),
                n => format!("{} have", number(n)),
            }
        ),
    }
}

/// A form of names, with an example.
pub fn name_form(form: NameForm) -> &'static str {
    match form {
        NameForm::Bare => "Logon names: jdoe",
        NameForm::Principal => "User principal names: jdoe@upenn.edu",
        NameForm::Labelled => "With a label: UPENN\\jdoe",
    }
}

/// What a form needs to know where a name is written without it.
pub fn realm_of_form(form: NameForm) -> &'static str {
    match form {
        NameForm::Labelled => "Label of names that have none",
        _ => "Domain of names that have none",
    }
}

/// What stands between names.
pub fn between(way: Between) -> &'static str {
    match way {
        Between::Lines => "one a line",
        Between::Commas => "with commas",
        Between::Semicolons => "with semicolons",
        Between::PowerShell => "as a PowerShell list: 'jdoe','asmith'",
    }
}

/// The caption of the button that copies a batch of names.
pub fn batch(first: u64, last: u64) -> String {
    match first == last {
        true => format!("Copy {}", number(first)),
        false => format!("Copy {} to {}", number(first), number(last)),
    }
}

/// What a screen reader is told of a batch.
pub fn batch_copied(place: u64) -> String {
    format!("batch {} copied", number(place))
}

/// The evaluation day in words, beside its box: `Sun 22 Nov 2026, today in New York`.
pub fn evaluated(day: NaiveDate, is_chosen: bool, zone: &str) -> String {
    if is_chosen {
        return weekday(day);
    }
    let city = zone.rsplit('/').next().unwrap_or(zone);
    format!("{}, today in {}", weekday(day), city.replace('_', " "))
}

/// The line that says what this page has sent.
pub fn requests_to_others(n: u64) -> String {
    format!(
        "{} to others since this page loaded",
        counted(n, "request", "requests")
    )
}

/// What a person reads when the worker died while it was doing something.
pub fn engine_stopped(step: &str, file: Option<&str>) -> String {
    let at = match file {
        Some(file) => format!("while {step} `{file}`"),
        None => format!("while {step}"),
    };
    format!(
        "the reading part of this page stopped {at} and was started again; \
         what was loaded before is being read again. \
         If it happens again with the same file, try it in smaller parts or with fewer columns"
    )
}

/// How many rows of a source were rejected; nothing when none was.
pub fn some_rejected(rejected: u32) -> String {
    match rejected {
        0 => String::new(),
        n => counted(n.into(), "row rejected", "rows rejected"),
    }
}

/// The line under an account's name; a row of matching has no stage.
pub fn key_and_stage(key: &str, stage: &str) -> String {
    if stage.is_empty() {
        return key.to_owned();
    }
    format!("{key} · {}", self::stage(stage))
}

/// The line under the title on paper.
pub fn paper_heading(as_of: &str, day: NaiveDate, is_sample: bool) -> String {
    let sample = if is_sample {
        " · SAMPLE, invented people"
    } else {
        ""
    };
    format!("{as_of} · evaluated for {}{sample}", weekday(day))
}

/// The sign and the name of a button that moves a column in a list.
pub fn mover(title: &str, by: i32) -> (&'static str, String) {
    if by < 0 {
        ("↑", format!("Move {title} up"))
    } else {
        ("↓", format!("Move {title} down"))
    }
}

/// What a screen reader hears when a column has moved.
pub fn column_moved(to: u32) -> String {
    format!("column moved to place {to}")
}

/// The heading over the issues of a source.
pub fn issues_of(source: &str) -> String {
    format!("Issues in {source}")
}

/// How many rows contradict themselves or each other, before the kinds: `3 contradictions:`.
pub fn contradictions(n: u64) -> String {
    format!("{}:", counted(n, "contradiction", "contradictions"))
}

/// The mark before a part of what a mailbox needs.
pub fn met(state: &str) -> &'static str {
    match state {
        "known" => "yes",
        "failed" => "no",
        _ => "not known",
    }
}

/// The caption of a button that shows more of a long list.
pub fn drawn_of(drawn: u64, total: u64) -> String {
    format!(
        "{} of {} shown, show more",
        number(drawn.min(total)),
        number(total)
    )
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

/// A text as found; what holds nothing says so.
pub fn raw(text: &str) -> &str {
    if text.trim().is_empty() {
        "(empty)"
    } else {
        text
    }
}

/// Who does a step and how long to wait after it.
pub fn owner_and_wait(owner: &str, wait_minutes: u32) -> String {
    let mut text = String::new();
    if !owner.is_empty() {
        text = format!(" {owner}");
    }
    if wait_minutes > 0 {
        text.push_str(&format!(
            ", then wait up to {}",
            counted(wait_minutes.into(), "minute", "minutes")
        ));
    }
    text
}

/// How many rows stand on paper.
pub fn rows_on_paper(printed: u64, total: u64, most: u64) -> String {
    if printed < total {
        return format!(
            "the first {} of {} (paper holds at most {})",
            number(printed),
            counted(total, "row", "rows"),
            number(most)
        );
    }
    counted(total, "row", "rows")
}

/// A text cut for a cell of the grid; the whole of it stands in the details.
pub fn cut(text: &str) -> &str {
    const LONGEST: usize = 300;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => &text[..end],
        None => text,
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

/// What is said where a decision is asked for and nobody has said who decides.
pub const NO_INITIALS: &str = "write your initials first: a decision says who made it";

/// What is said where a load was stopped while a decision waited for it.
pub const NOT_SAID: &str = "stopped before the decision was noted: decide once more";

/// What a copied ticket is said to be.
pub const TICKET_COPIED: &str = "copied for a ticket";
/// The same of the text to the manager.
pub const LETTER_COPIED: &str = "copied for the manager: the first line is the subject";
/// The same of one step.
pub const STEP_COPIED: &str = "step copied";

/// Whose clock the times of the steps are.
pub const TIMES_OF_ZONE: &str = "Times are those of New York.";

/// What a step may be answered by: its name and its caption.
pub const ANSWERS: [(&str, &str); 4] = [
    ("", "open"),
    ("wanted", "wanted"),
    ("done", "done"),
    ("not-wanted", "not wanted"),
];

/// What can be decided: its name and its caption.
pub const DECISION_NAMES: [(&str, &str); 4] = [
    ("keep", "Keep"),
    ("let-go", "Let go"),
    ("asked", "Asked"),
    ("done", "Done"),
];

/// The same, and that nothing is.
pub const DECISION_VALUES: [(&str, &str); 5] = [
    ("keep", "Keep"),
    ("let-go", "Let go"),
    ("asked", "Asked"),
    ("done", "Done"),
    ("", "Undecided"),
];

/// What a decision is.
pub const DECISIONS: &str = "What was decided about accounts, by logon name, with initials, date and note; steps that were ticked belong to it. \
    A saved file can be sent to a colleague and merged there: drop it on the page. Of every account what was said last counts.";

/// What is said while there is none.
pub const NO_DECISIONS: &str = "Nothing is decided yet. Open an account, and decide there.";

/// What keeping decisions means.
pub const KEEPING_DECISIONS: &str = "They hold logon names, initials and notes. Everybody who uses this browser under your account can read them. \
    Taking the tick away deletes them here.";

/// What is said when decisions are no longer kept.
pub const DECISIONS_FORGOTTEN: &str = "no decision is kept in this browser any more";

/// What is said where the browser refuses to keep them.
pub const KEEPS_NOTHING: &str = "this browser does not keep the decisions: save them as a file";

/// What stands for the name of a file where decisions were kept in the browser.
pub const KEPT_HERE: &str = "decisions kept in this browser";

/// What is to be done about conflicts.
pub const CONFLICTS: &str = "Two people changed these accounts without knowing of each other. What was said last counts, unless you take the other.";

/// The name of the button that lets the other side of a conflict count.
pub fn choose_other(key: &str) -> String {
    format!("Take the other for {key}")
}

/// The name of the button that copies a step.
pub fn copy_step(place: u32) -> String {
    format!("Copy step {place}")
}

/// What was decided, or that nothing was.
pub fn decided_or_not(decided: &str) -> String {
    match decided {
        "" => "undecided".to_owned(),
        decided => decided.to_owned(),
    }
}

/// Whether a text means to be a file of decisions.
pub fn is_decision_file(text: &str) -> bool {
    crate::lifecycle::decision_file::is_meant(text)
}

/// The name of the file that decisions are saved as.
pub fn decision_file_name(day: NaiveDate) -> String {
    format!("decisions_{day}.json")
}

/// What is said before decisions go with the data.
pub fn decisions_go(n: u64, is_kept: bool) -> String {
    let what = counted(n, "decision", "decisions");
    match is_kept {
        false => format!("{what} will be gone with the data, unless you save them first."),
        true => format!(
            "{what} will be gone from this page with the data. They stay kept in this browser, and come back with the next files, \
             until you take that tick away."
        ),
    }
}

/// What the privacy window says of decisions.
pub fn decisions_kept(is_kept: bool) -> &'static str {
    match is_kept {
        true => {
            "Decisions are kept in this browser, as you asked: logon names, initials, notes and ticked steps."
        }
        false => "No decision is kept.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifecycle::urgency::Urgency;
    use crate::report::definition::definition;
    use std::collections::BTreeSet;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(number(7), "7");
        assert_eq!(number(1_234), "1,234");
        assert_eq!(number(1_000_000), "1,000,000");
        assert_eq!(counted(1, "row", "rows"), "1 row");
    }

    #[test]
    fn a_day_is_never_ambiguous() {
        assert_eq!(weekday(day("2026-03-09")), "Mon 9 Mar 2026");
    }

    #[test]
    fn bytes_are_told_in_binary_units_that_are_named_so() {
        #[track_caller]
        fn case(n: u64, expected: &str) {
            assert_eq!(bytes_exactly(n), expected);
        }
        case(1, "1 byte");
        case(1_023, "1,023 bytes");
        case(1_024, "1 KiB (1,024 bytes)");
        case((1 << 20) - 1, "1023 KiB (1,048,575 bytes)");
        case(1 << 20, "1.0 MiB (1,048,576 bytes)");
        case(62_400_000, "59.5 MiB (62,400,000 bytes)");
        case((1 << 30) - 1, "1023.9 MiB (1,073,741,823 bytes)");
        case(5 << 29, "2.5 GiB (2,684,354,560 bytes)");
    }

    #[test]
    fn progress_says_what_is_left_once_it_knows() {
        assert_eq!(
            progress(10_000_000, 40_000_000, 5_000, 200),
            "9.5 MiB of 38.1 MiB, 5,000 rows"
        );
        assert_eq!(
            progress(10_000_000, 40_000_000, 5_000, 1_000),
            "9.5 MiB of 38.1 MiB, 5,000 rows, about 3 seconds left"
        );
    }

    #[test]
    fn filters_read_as_sentences() {
        let report = definition("expiring").unwrap();
        let mut query = Query::default();
        query.toggle_value("urgency", "recovery-late");
        query.toggle_value("urgency", "late");
        query.toggle_value("department", "");
        query.toggle_span("disable_day", day("2026-03-09"), day("2026-03-15"));
        query.toggle_sort("name");
        assert_eq!(
            chosen(report, &query),
            "Urgency: Recovery late or Late; Department: none given; \
             Disable day: 9 Mar 2026 to 15 Mar 2026; ordered by Name (up)"
        );
        assert_eq!(chosen(report, &Query::default()), "all rows");
    }

    #[test]
    fn values_of_enumerations_have_names() {
        assert_eq!(value_name("not-in-other-source"), "Not in other source");
        assert_eq!(value_name("mine"), "Mine");
        assert_eq!(value_name("enrollment"), "Enrollment");
        assert_eq!(value_name("m365-users"), "Microsoft 365 users");
        let report = definition("matching").unwrap();
        let mut query = Query::default();
        query.toggle_value("reason", "empty-key");
        query.toggle_value("reason", "");
        assert_eq!(chosen(report, &query), "Why: Empty key or none given");
    }

    #[test]
    fn every_urgency_has_its_own_word_and_shape() {
        let mut shapes = BTreeSet::new();
        for known in Urgency::ALL {
            let word = urgency(known.name()).unwrap_or_else(|| panic!("{known:?}"));
            assert_eq!(word.title.to_lowercase().replace(' ', "-"), known.name());
            assert!(shapes.insert(word.shape), "{}", word.name);
        }
        assert_eq!(URGENCIES.len(), Urgency::ALL.len());
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(cut(&"é".repeat(500)).chars().count(), 300);
        assert_eq!(cut("short"), "short");
    }

    #[test]
    fn a_saved_file_has_a_plain_name() {
        assert_eq!(
            rejected_file_name("../staff <1>.csv"),
            "___staff _1__rejected.csv"
        );
    }
}

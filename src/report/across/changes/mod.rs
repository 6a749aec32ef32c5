//! The report `changes`: what differs between an older and the newest file of one kind, one row an
//! account (D27, P14, M5).

mod compare;
mod fate;
mod gather;
mod join;
mod keys;
mod profiles;
mod sentence;
mod series;
mod step;

use super::columns::{Columns, not_loaded, show_day, show_list, show_text, show_word, unknown};
use super::fields::{DEPARTMENT, DISPLAY_NAME};
use super::{Across, NO_ACCOUNT, Survey};
use crate::ingest::cell::read_written_date;
use crate::lifecycle::calendar::show_date;
use crate::report::cells::Cell;
use crate::report::definition::{ColumnDefinition, Definition, Kind, hidden, shown};
use crate::report::tabular::Amounts;
use crate::report::view::Value;
use crate::report::words;

use self::compare::Change;
use self::gather::{Gathered, Row};

pub use self::gather::Told;
pub use self::sentence::{about, older_days};
pub use self::step::{event, explained};

/// What can be shown of it.
pub const CHANGES: Definition = Definition {
    id: "changes",
    title: "Changes",
    meaning: "what changed between an older and the newest export of one kind: who came, who went and what became of them, and what is another one",
    needs: NEEDS,
    columns: COLUMNS,
    further: None,
    names_products: true,
};

/// The kinds whose dated files are compared.
const NEEDS: &[&str] = &[
    "enrollment",
    "cloud-control",
    "ars",
    "graph-users",
    "entra-users",
    "m365-users",
    "druva-provisioning",
    "druva-preserved",
];

#[rustfmt::skip] // One line a column.
const COLUMNS: &[ColumnDefinition] = &[
    shown("change", "Change", Kind::Enum, "What changed; of several changes of one account the gravest."),
    shown("fate", "What became of it", Kind::Enum, "Of what the newer file lacks, or no longer flags: what the other loaded files say."),
    shown("name", "Name", Kind::Text, "The name as the newer file writes it, or the older one."),
    shown("key", "Key", Kind::Text, "By what the account is known: its logon name, user principal name or address."),
    shown("column", "Column", Kind::Text, "The column that differs."),
    shown("before", "Before", Kind::Text, "What the older file says."),
    shown("after", "After", Kind::Text, "What the newer file says."),
    shown("days_moved", "Days moved", Kind::NonAdditive, "By how many days the date moved; positive is later, negative earlier."),
    shown("department", "Department", Kind::Text, "The department, by the same file or the most trusted one."),
    shown("customer_name", "Customer", Kind::Text, "The customer, where the file names one."),
    hidden("changes", "All changes", Kind::List, "Every change of the account by its name, the gravest first."),
    hidden("also", "Also changed", Kind::List, "The columns that differ besides."),
    hidden("fate_reason", "Known from", Kind::Text, "Which file says what became of it, or why that is not known."),
    hidden("profile", "Profile", Kind::Text, "The profile of the backup."),
    hidden("accounts", "Accounts", Kind::Integer, "How many entries the row stands for: more than one where all users of a profile take another mapping."),
    hidden("kind", "Kind of export", Kind::Text, "Which exports are compared."),
    hidden("older_day", "Older file of", Kind::Date, "The day of the older file. A filter on it chooses which day the newest is compared with."),
    hidden("newer_day", "Newer file of", Kind::Date, "The day of the newest file."),
    hidden("older_file", "Older file", Kind::Text, "The name of the older file, where it has the account."),
    hidden("older_line", "Line in the older file", Kind::NonAdditive, "The first line of the row there."),
    hidden("newer_file", "Newer file", Kind::Text, "The name of the newest file, where it has the account."),
    hidden("newer_line", "Line in the newer file", Kind::NonAdditive, "The first line of the row there."),
    hidden("series", "Series", Kind::NonAdditive, "Which exports belong together: those that list the same customers' accounts."),
];

/// Whether a row tells of someone who is at risk now and was not; no column shows it.
const AT_RISK: &str = "at_risk";

/// The rows: what changed in every series of files.
pub fn survey(across: &Across) -> Survey {
    let Gathered {
        rows,
        told,
        hindered,
    } = gather::gather(across);
    let mut columns = Columns::default();
    who(&mut columns, across, &rows);
    what(&mut columns, &rows);
    places(&mut columns, across, &rows, &told);
    columns.ranks("order", rows.iter().map(Row::rank));
    let accounts = rows.iter().map(|row| row.account).collect();
    let mut survey = columns.into_survey(
        &CHANGES,
        &["order", "days_moved", "name"],
        &[("change", &[]), ("fate", &[])],
        accounts,
    );
    survey.notes = sentence::notes(&told, &hindered);
    let place = |row: &Row| Place {
        source: row.source,
        compared: row.compared,
        older: row.older,
        newer: row.newer,
        field: row.main.field,
    };
    survey.changes = Some(Box::new(Behind {
        places: rows.iter().map(place).collect(),
        told,
    }));
    survey
}

/// What the rows were made of.
pub struct Behind {
    /// What was compared.
    pub told: Vec<Told>,
    /// Where each row stands in its files.
    places: Vec<Place>,
}

/// Where a row of the report stands.
struct Place {
    /// Place of the kind among the inputs.
    source: usize,
    /// Which two days it compares, among all.
    compared: usize,
    older: Option<u32>,
    newer: Option<u32>,
    /// The field that differs, or none.
    field: &'static str,
}

fn who(columns: &mut Columns, across: &Across, rows: &[Row]) {
    let (name, department) = (across.field(DISPLAY_NAME), across.field(DEPARTMENT));
    let first = |own: &str, other: &dyn Fn() -> String| match own {
        "" => other(),
        own => own.to_string(),
    };
    let known = |row: &Row, text: &dyn Fn(u32) -> String| match row.account {
        NO_ACCOUNT => String::new(),
        account => text(account),
    };
    let keys = || rows.iter().map(|row| row.key.clone());
    columns.made_texts("key", show_text, keys());
    columns.made_texts(
        "name",
        show_text,
        rows.iter().map(|row| {
            // A row of a whole profile is nobody by name.
            if row.n > 1 {
                return unknown(&words::counted(row.n.into(), "account", "accounts"));
            }
            first(
                &row.cell(across, &["name", "display_name", "user_name"]),
                &|| known(row, &|account| name.text(account).to_string()),
            )
        }),
    );
    columns.made(
        "department",
        show_text,
        rows.iter().map(|row| {
            first(&row.cell(across, &["department"]), &|| {
                known(row, &|account| department.text(account).to_string())
            })
        }),
    );
    let or_none =
        |row: &Row, name: &str| match across.inputs[row.source].table.column(name).is_some() {
            true => row.cell(across, &[name]),
            false => not_loaded(),
        };
    columns.made(
        "customer_name",
        show_text,
        rows.iter().map(|row| or_none(row, "customer_name")),
    );
    columns.made(
        "profile",
        show_text,
        rows.iter().map(|row| or_none(row, "profile")),
    );
}

fn what(columns: &mut Columns, rows: &[Row]) {
    let word = |change: &Change| format!("{}\t{}", change.name(), change.label());
    columns.made(
        "change",
        show_word,
        rows.iter().map(|row| word(&row.changes[0])),
    );
    let names = |row: &Row| {
        let names = row.changes.iter().map(|change| change.name());
        names.collect::<Vec<_>>().join(";")
    };
    columns.made("changes", show_list, rows.iter().map(names));
    let fate = |row: &Row| match &row.fate {
        Some((fate, _)) => format!("{}\t{}", fate.name(), fate.label()),
        None => unknown("not removed"),
    };
    columns.made("fate", show_word, rows.iter().map(fate));
    let reason = |row: &Row| match &row.fate {
        Some((_, why)) => why.clone(),
        None => unknown("not removed"),
    };
    columns.made("fate_reason", show_text, rows.iter().map(reason));
    let caption = |row: &Row| match row.main.caption {
        "" => unknown("the whole row"),
        caption => caption.to_string(),
    };
    columns.made("column", show_text, rows.iter().map(caption));
    let also = |row: &Row| row.also.join(";");
    columns.made("also", show_list, rows.iter().map(also));
    let before = |row: &Row| {
        side(
            row,
            Change::Added,
            &row.main.before,
            "not in the older file",
        )
    };
    let after = |row: &Row| {
        side(
            row,
            Change::Removed,
            &row.main.after,
            "not in the newer file",
        )
    };
    columns.made_texts("before", show_side, rows.iter().map(before));
    columns.made_texts("after", show_side, rows.iter().map(after));
    let days = |row: &Row| match row.main.days {
        Some(days) => days,
        None => Amounts::NOTHING,
    };
    columns.amount("days_moved", rows.iter().map(days), show_days);
    let n = rows.iter().map(|row| i64::from(row.n));
    columns.amount("accounts", n, show_number);
    let at_risk = |row: &Row| if row.is_at_risk { "1" } else { "" };
    columns.plain(AT_RISK, rows.iter().map(|row| at_risk(row).to_string()));
}

fn places(columns: &mut Columns, across: &Across, rows: &[Row], told: &[Told]) {
    let of = |row: &Row| &told[row.compared];
    columns.made(
        "kind",
        show_text,
        rows.iter().map(|row| of(row).label.clone()),
    );
    columns.made(
        "older_day",
        show_day,
        rows.iter().map(|row| of(row).older.to_string()),
    );
    columns.made(
        "newer_day",
        show_day,
        rows.iter().map(|row| of(row).newer.to_string()),
    );
    let series = rows.iter().map(|row| of(row).series as i64 + 1);
    columns.amount("series", series, show_number);
    let file = |row: &Row, at: Option<u32>, why: &str| match at {
        Some(at) => across.inputs[row.source].file_of(at as usize).to_string(),
        None => unknown(why),
    };
    let line = |row: &Row, at: Option<u32>| match at {
        Some(at) => i64::from(across.inputs[row.source].lines[at as usize]),
        None => Amounts::NOTHING,
    };
    columns.made(
        "older_file",
        show_text,
        rows.iter()
            .map(|row| file(row, row.older, "not in the older file")),
    );
    columns.made(
        "newer_file",
        show_text,
        rows.iter()
            .map(|row| file(row, row.newer, "not in the newer file")),
    );
    let older = rows.iter().map(|row| line(row, row.older));
    columns.amount("older_line", older, show_line);
    let newer = rows.iter().map(|row| line(row, row.newer));
    columns.amount("newer_line", newer, show_line);
}

/// What one of the two files says; of a row that it lacks, that.
fn side(row: &Row, lacks: Change, text: &str, why: &str) -> String {
    match text {
        "" if row.changes[0] == lacks => unknown(why),
        "" if row.main.caption.is_empty() => unknown("the whole row"),
        text => text.to_string(),
    }
}

/// A text, or a day that stands there as ISO 8601 writes it.
fn show_side(text: &str) -> Cell {
    let is_iso = text.len() == 10 && text.as_bytes()[4] == b'-';
    match read_written_date(text, None).day().filter(|_| is_iso) {
        Some(day) => Cell::of(show_date(day), Value::Text(text.to_string())),
        None => show_text(text),
    }
}

fn show_days(days: i64) -> String {
    let n = words::number(days.unsigned_abs());
    match days.signum() {
        1 => format!("+{n}"),
        -1 => format!("\u{2212}{n}"),
        _ => n,
    }
}

fn show_number(n: i64) -> String {
    words::number(n.max(0) as u64)
}

// A line is named and not counted: its thousands are not set apart.
fn show_line(line: i64) -> String {
    line.to_string()
}

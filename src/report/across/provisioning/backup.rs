//! What the backup's two reports say of an entry: its report of users, else that of preserved ones.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use chrono::{NaiveDate, TimeDelta, Timelike};

use super::super::columns::{
    iso_instant, marked, show_day, show_instant as show_time, show_word, unknown,
};
use super::super::fields::{BACKUP, PRESERVED};
use super::super::words::decimal;
use super::super::{Across, Found, Input};
use super::attributes::{Pairs, contradicted};
use super::entries::Entries;
use crate::accounts::backup::{BackupLicense, read_license, read_status};
use crate::ingest::cell::{DateOrder, is_blank, read_flag};
use crate::ingest::customers::Conflicts;
use crate::ingest::instant::{InstantReading, iso_of_plain, read_instant};
use crate::ingest::number::{Decimal, Mark, NumberReading, read_number, read_whole};
use crate::lifecycle::backup::{BackupEnd, Job, Preserved};
use crate::lifecycle::calendar::show_date;
use crate::report::cells::{Cell, Presence};
use crate::report::tabular::Amounts;
use crate::report::view::Value;
use crate::table::gather::Stand;
use crate::table::group::NO_ROW;
use crate::table::{Column, RowSet};
use quick::plain::plain_decimal;

/// What stands between the items of a list whose items may hold any of the usual signs.
pub const BETWEEN_ITEMS: &str = "\u{1f}";

/// The enumerations, and which of their words are not known.
const UNKNOWN: [(&str, IsUnknown); 3] = [
    ("user_status", |text| {
        !is_blank(text) && read_status(text).is_none()
    }),
    ("m365_license", is_unknown_license),
    ("smb_license", is_unknown_license),
];

type IsUnknown = fn(&str) -> bool;

fn is_unknown_license(text: &str) -> bool {
    read_license(text) == BackupLicense::Other
}

/// The two reports and the entries whose rows they hold.
pub struct Backup<'a> {
    across: &'a Across<'a>,
    entries: &'a Entries,
    /// The report of users.
    users: Option<&'a Input<'a>>,
    /// The report of preserved users, and its place among the inputs.
    kept: Option<(usize, &'a Input<'a>)>,
    /// Looked for when they are first asked for.
    conflicts: OnceCell<Option<Conflicts<'a>>>,
    /// The columns of the names and of the values of custom attributes.
    attributes: [Option<&'a Column>; 2],
}

/// A column of numbers with the places they need.
pub struct Sizes {
    /// As [`Amounts`] holds them.
    pub numbers: Vec<i64>,
    /// How many of their digits stand behind the decimal mark.
    pub places: u8,
    /// What a person reads.
    pub show: fn(i64) -> String,
}

impl<'a> Backup<'a> {
    /// What they say of these entries.
    pub fn of(across: &'a Across<'a>, entries: &'a Entries) -> Backup<'a> {
        let at = |kind: &str| across.input(kind).map(|at| (at, &across.inputs[at]));
        let users = at(BACKUP[0]).map(|(_, input)| input);
        Backup {
            across,
            entries,
            users,
            kept: at(PRESERVED[0]),
            conflicts: OnceCell::new(),
            attributes: ["custom_attribute_name", "custom_attribute_value"]
                .map(|id| users.and_then(|input| input.table.column(id))),
        }
    }

    /// A field of some entries.
    pub fn cells(&self, id: &str, all: Range<usize>) -> impl Iterator<Item = Found<'a>> + '_ {
        let own = self.users.and_then(|input| input.table.column(id));
        let kept = self.kept.and_then(|(_, input)| input.table.column(id));
        all.map(move |entry| {
            let found = match (own, self.entries.rows[entry]) {
                (None, _) => Found::NotLoaded,
                (Some(_), NO_ROW) => Found::NoRow,
                (Some(column), row) => Found::of_cell(column.get(row as usize)),
            };
            found.or(|| match (kept, self.preserved(entry)) {
                (None, _) => Found::NotLoaded,
                (Some(_), None) => Found::NoRow,
                (Some(column), Some(row)) => Found::of_cell(column.get(row)),
            })
        })
    }

    /// The places where a field of the entries stands, the first of which counts first.
    pub fn stands(&self, id: &str) -> Vec<Stand<'_>> {
        let own = self.users.and_then(|input| input.table.column(id));
        let own = own.map(|column| Stand {
            column,
            rows: &self.entries.rows,
            meant: None,
        });
        let kept = self.kept.and_then(|(at, input)| {
            Some(Stand {
                column: input.table.column(id)?,
                rows: &self.across.directory.sources()[at].row_of,
                meant: Some(&self.entries.accounts),
            })
        });
        own.into_iter().chain(kept).collect()
    }

    /// Whether any of the two reports has a field.
    pub fn has(&self, id: &str) -> bool {
        let kept = self.kept.map(|(_, input)| input);
        let mut inputs = self.users.into_iter().chain(kept);
        inputs.any(|input| input.table.column(id).is_some())
    }

    /// Whether the report of preserved users is loaded.
    pub fn has_kept(&self) -> bool {
        self.kept.is_some()
    }

    /// Whether the report of users has custom attributes.
    pub fn has_attributes(&self) -> bool {
        self.attributes.iter().any(Option::is_some)
    }

    /// A field of an entry.
    pub fn cell(&self, id: &str, entry: usize) -> Found<'a> {
        let mut one = self.cells(id, entry..entry + 1);
        one.next().unwrap_or(Found::NotLoaded)
    }

    /// The row of the entry's account in the report of preserved users.
    pub fn preserved(&self, entry: usize) -> Option<usize> {
        let (at, _) = self.kept?;
        let account = self.entries.accounts[entry];
        self.across.directory.row(at, account as usize)
    }

    /// Whether a legal hold keeps the backup of a row of preserved users.
    pub fn is_held(&self, row: usize) -> bool {
        let cell = self
            .kept
            .map(|(_, input)| input.table.cell("legal_hold", row));
        cell.and_then(read_flag) == Some(true)
    }

    /// Whether the customer's id of an entry has several names, or its name several ids (D5); `None`
    /// where the report of users says nothing of the entry.
    pub fn conflict(&self, entry: usize) -> Option<bool> {
        let row = self.entries.rows[entry];
        let row = (row != NO_ROW).then_some(row as usize)?;
        let look = || {
            let table = self.users?.table;
            Conflicts::of(table, 0..table.n_rows())
        };
        let conflicts = self.conflicts.get_or_init(look).as_ref();
        Some(conflicts.is_some_and(|conflicts| conflicts.is_at(row)))
    }

    /// Whether the report of users is loaded.
    pub fn has_users(&self) -> bool {
        self.users.is_some()
    }

    /// The entries that have a word of an enumeration that is not known (D9, D10, D11).
    pub fn unknown_words(&self) -> RowSet {
        let n_entries = self.entries.accounts.len();
        let mut unknown = RowSet::none(n_entries);
        for (id, is_unknown) in UNKNOWN {
            let mut last = ("", false);
            for (entry, found) in self.cells(id, 0..n_entries).enumerate() {
                let Found::Text(text) = found else { continue };
                if !std::ptr::eq(last.0, text) {
                    last = (text, is_unknown(text));
                }
                if last.1 {
                    unknown.insert(entry);
                }
            }
        }
        unknown
    }

    /// The sizes of the backups, each in the decimal mark of its file (D12).
    pub fn sizes(&self) -> Sizes {
        let mut marks: Vec<(u32, Option<Mark>)> = Vec::new();
        let mut mark_of = |source: u32| match marks.iter().find(|(known, _)| *known == source) {
            Some(&(_, mark)) => mark,
            None => {
                let mark = (self.across.readings.mark)(source, "backup_mb");
                marks.push((source, mark));
                mark
            }
        };
        let inputs = self
            .users
            .into_iter()
            .chain(self.kept.map(|(_, input)| input));
        let mut sources = inputs.flat_map(|input| input.spans);
        let has_commas = sources.any(|(source, _)| mark_of(*source) == Some(Mark::Comma));
        let cells = self.cells("backup_mb", 0..self.entries.accounts.len());
        let source = self.source_of("backup_mb");
        let read = cells.enumerate().map(|(entry, found)| match found {
            Found::Text(text) => {
                // One or two places behind a point are no thousands.
                if !has_commas && let Some((digits, places)) = plain_decimal(text.as_bytes()) {
                    return Ok(without_zeros(Decimal { digits, places }));
                }
                // What is nothing but digits needs no mark.
                let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
                let source = (!is_plain).then(|| source(entry)).flatten();
                let mark = source.and_then(&mut mark_of);
                match read_number(text, mark) {
                    NumberReading::Missing => Err(Amounts::EMPTY),
                    NumberReading::Is(number) | NumberReading::Rounded(number) => {
                        Ok(without_zeros(number))
                    }
                    NumberReading::Ambiguous { .. } | NumberReading::Unreadable => {
                        Err(Amounts::UNKNOWN)
                    }
                }
            }
            Found::Empty => Err(Amounts::EMPTY),
            Found::NoRow => Err(Amounts::UNKNOWN),
            Found::NotLoaded => Err(Amounts::NOT_LOADED),
        });
        let read: Vec<Result<Decimal, i64>> = read.collect();
        let places = read.iter().flatten().map(|number| number.places);
        let places = places.max().unwrap_or(0).min(SHOWS.len() as u8 - 1);
        let numbers = read.into_iter().map(|number| match number {
            Ok(number) => in_places(number, places).unwrap_or(Amounts::UNKNOWN),
            Err(nothing) => nothing,
        });
        Sizes {
            numbers: numbers.collect(),
            places,
            show: SHOWS[usize::from(places)],
        }
    }

    /// The source in which a field of an entry was found.
    fn source_of(&self, id: &str) -> impl Fn(usize) -> Option<u32> {
        let users = self
            .users
            .and_then(|input| Some((input, input.table.column(id)?)));
        move |entry| {
            let row = self.entries.rows[entry];
            if let Some((input, column)) = users
                && row != NO_ROW
                && !column.get(row as usize).is_empty()
            {
                return Some(input.place(row as usize).0);
            }
            let (_, input) = self.kept?;
            Some(input.place(self.preserved(entry)?).0)
        }
    }

    /// A field of each entry with the order of day and month in its source, which is looked up only for
    /// what does not tell it plainly.
    fn instants(
        &self,
        id: &'static str,
    ) -> impl Iterator<Item = (Found<'a>, Option<DateOrder>)> + '_ {
        let all = self.cells(id, 0..self.entries.accounts.len());
        let source = self.source_of(id);
        all.enumerate().map(move |(entry, found)| {
            let is_plain = matches!(found, Found::Text(text) if iso_of_plain(text).is_some());
            let source = (!is_plain).then(|| source(entry)).flatten();
            let order = source.and_then(|source| (self.across.readings.order)(source, id));
            (found, order)
        })
    }

    /// When each user was created in the backup, else what is found elsewhere (D13).
    pub fn created_on(
        &self,
        elsewhere: impl Fn(usize) -> (Found<'a>, Option<DateOrder>),
    ) -> impl Iterator<Item = Cow<'a, str>> {
        let all = self.instants("created_on").enumerate();
        all.map(move |(entry, (found, order))| match found {
            Found::Text(_) => instant(found, order),
            nothing => {
                let (found, order) = elsewhere(entry);
                instant(nothing.or(|| found), order)
            }
        })
    }

    /// Since when each backup is only kept (D30).
    pub fn preserved_on(&self) -> impl Iterator<Item = Cow<'a, str>> {
        self.instants("preserved_on")
            .map(|(found, order)| instant(found, order))
    }

    /// When the kept backup is deleted (D32); `None` where nothing says that it is only kept.
    fn end(&self, entry: usize) -> Option<BackupEnd> {
        let row = self.preserved(entry)?;
        let (_, input) = self.kept?;
        let source = input.place(row).0;
        let order = (self.across.readings.order)(source, "preserved_on");
        let cell = |field| input.table.cell(field, row);
        Some(end_of(&cell, order))
    }

    /// As a column holds the first day on which the kept backup may be deleted.
    pub fn end_cell(&self, entry: usize) -> String {
        match self.end(entry) {
            Some(BackupEnd::Between(earliest, _)) => earliest.to_string(),
            Some(BackupEnd::Held) => unknown("kept by a legal hold"),
            Some(BackupEnd::Unknown) => unknown("not known"),
            None => marked(self.cell("preserved_on", entry)).to_string(),
        }
    }

    /// The custom attributes of an entry as names and values, each pair once (D16).
    pub fn attributes(&self, entry: usize) -> Pairs<'a> {
        self.of_attributes(entry, <[_]>::to_vec)
    }

    /// Whether an entry has several values of one attribute; of one row there is one.
    pub fn has_several(&self, entry: usize) -> bool {
        let has_more = self.entries.rows_of(entry).nth(1).is_some();
        has_more && !contradicted(&self.attributes(entry)).is_empty()
    }

    /// Something made of the custom attributes of an entry as names and values, each pair once; the kind
    /// of nothing where it has none (D16).
    pub fn of_attributes<T>(
        &self,
        entry: usize,
        make: impl FnOnce(&[(&'a str, &'a str)]) -> T,
    ) -> Result<T, Found<'a>> {
        let [names, values] = self.attributes;
        if names.is_none() && values.is_none() {
            return Err(Found::NotLoaded);
        }
        let pair = |row: usize| {
            let cell =
                |column: Option<&'a Column>| column.map_or("", |column| column.get(row)).trim();
            (cell(names), cell(values))
        };
        let mut rows = self.entries.rows_of(entry);
        let Some(first) = rows.next() else {
            return Err(Found::NoRow);
        };
        let first = Some(pair(first)).filter(|&pair| pair != ("", ""));
        let Some(second) = rows.next() else {
            return first.map(|pair| make(&[pair])).ok_or(Found::Empty);
        };
        let mut pairs: Vec<(&str, &str)> = first.into_iter().collect();
        for pair in std::iter::once(second).chain(rows).map(pair) {
            if pair != ("", "") && !pairs.contains(&pair) {
                pairs.push(pair);
            }
        }
        match pairs.is_empty() {
            true => Err(Found::Empty),
            false => Ok(make(&pairs)),
        }
    }
}

/// When the backup of a row of preserved users is deleted (D31, D32).
pub fn end_of<'c>(cell: &dyn Fn(&'static str) -> &'c str, order: Option<DateOrder>) -> BackupEnd {
    let written = cell("preserved_on");
    let on: Option<NaiveDate> = match read_instant(written, order) {
        // The day that the instant is of where clocks are farthest behind: no zone has an earlier one.
        InstantReading::At(at) if written.contains(':') => at
            .checked_sub_signed(TimeDelta::hours(12))
            .map(|at| at.date()),
        InstantReading::At(at) => Some(at.date()),
        _ => None,
    };
    let days = match read_whole(cell("auto_delete_days")) {
        NumberReading::Is(days) => u32::try_from(days.digits).ok(),
        _ => None,
    };
    let kept = Preserved {
        on,
        job: Job::of_mode(cell("preserve_mode")),
        delete_after_days: days,
        held: read_flag(cell("legal_hold")),
    };
    kept.end()
}

/// A license as a column holds it: name and words, or the text with the remark that it is not known.
pub fn license(found: Found<'_>) -> Cow<'_, str> {
    let Found::Text(text) = found else {
        return Cow::Borrowed(marked(found));
    };
    let license = read_license(text);
    Cow::Owned(match license.name() {
        Some(name) => format!("{name}\t{}", license.label()),
        None => not_known(text),
    })
}

/// The status of a user as a column holds it; `enabled` says whether a directory lets it sign in (D9).
pub fn user_status(own: Found<'_>, enabled: impl FnOnce() -> Option<bool>) -> Cow<'_, str> {
    let cell = match own {
        Found::Text(text) if is_blank(text) => marked(Found::Empty),
        Found::Text(text) => match read_status(text) {
            Some(true) => "active\tActive",
            Some(false) => "inactive\tInactive",
            None => return Cow::Owned(not_known(text)),
        },
        nothing => match enabled() {
            Some(true) => "active\tActive (may sign in)",
            Some(false) => "inactive\tInactive (sign-in blocked)",
            None => marked(nothing),
        },
    };
    Cow::Borrowed(cell)
}

fn not_known(text: &str) -> String {
    let text = text.trim();
    format!("{text}\t{text} (unknown word)")
}

/// A license: an empty cell is unlicensed, and yet no value of its source (D10).
pub fn show_license(text: &str) -> Cell {
    match text == marked(Found::Empty) {
        true => Cell {
            presence: Presence::EmptyInSource,
            ..Cell::of("Unlicensed (empty)", Value::Text("unlicensed".to_string()))
        },
        false => show_word(text),
    }
}

/// A list whose items stand between [`BETWEEN_ITEMS`].
pub fn show_items(text: &str) -> Cell {
    if text.as_bytes().first().is_none_or(|&first| first < 4) {
        return show_word(text);
    }
    let items: Vec<String> = text.split(BETWEEN_ITEMS).map(str::to_string).collect();
    Cell::of(items.join("; "), Value::List(items))
}

/// An instant in UTC as a column holds it; of a day without a time the day.
pub fn instant(found: Found<'_>, order: Option<DateOrder>) -> Cow<'_, str> {
    let Found::Text(text) = found else {
        return Cow::Borrowed(marked(found));
    };
    if let Some(plain) = iso_of_plain(text) {
        return plain;
    }
    Cow::Owned(match read_instant(text, order) {
        InstantReading::At(at) => {
            let is_day = at.num_seconds_from_midnight() == 0 && !text.contains(':');
            match is_day {
                true => at.date().to_string(),
                false => iso_instant(at),
            }
        }
        InstantReading::Missing => marked(Found::Empty).to_string(),
        InstantReading::Ambiguous => unknown(&format!("{text}: day or month first?")),
        InstantReading::Unreadable => unknown(&format!("unreadable: {text}")),
    })
}

/// An instant in UTC, or a day.
pub fn show_instant(text: &str) -> Cell {
    match text.parse::<NaiveDate>() {
        Ok(day) => Cell::of(show_date(day), Value::Text(format!("{day}T00:00:00Z"))),
        Err(_) => show_time(text),
    }
}

/// The first of the two days on which a kept backup may be deleted.
pub fn show_end(text: &str) -> Cell {
    let cell = show_day(text);
    match cell.presence {
        Presence::Value => Cell {
            text: format!("{} or a day later", cell.text),
            ..cell
        },
        _ => cell,
    }
}

fn without_zeros(mut number: Decimal) -> Decimal {
    while number.places > 0 && number.digits % 10 == 0 {
        number.digits /= 10;
        number.places -= 1;
    }
    number
}

/// The digits of a number with so many places; `None` where it has more, or too many digits.
fn in_places(number: Decimal, places: u8) -> Option<i64> {
    let more = places.checked_sub(number.places)?;
    number
        .digits
        .checked_mul(10i64.checked_pow(u32::from(more))?)
        .filter(|&digits| !Amounts::is_none(digits))
}

/// What a person reads of a number with as many places as the entry's.
const SHOWS: [fn(i64) -> String; 10] = [
    show::<0>, show::<1>, show::<2>, show::<3>, show::<4>, show::<5>, show::<6>, show::<7>,
    show::<8>, show::<9>,
];

fn show<const PLACES: u8>(digits: i64) -> String {
    decimal(Decimal {
        digits,
        places: PLACES,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_word_stays_as_it_is() {
        assert_eq!(license(Found::Text("preserve")), "preserved\tPreserved");
        assert_eq!(license(Found::Text("\u{2013}")), "unlicensed\tUnlicensed");
        assert_eq!(license(Found::Text("Trial")), "Trial\tTrial (unknown word)");
        let empty = show_license(&license(Found::Empty));
        assert_eq!(empty.value, Value::Text("unlicensed".to_string()));
        assert_eq!(empty.presence, Presence::EmptyInSource);
        let nobody = || None;
        let asked = || -> Option<bool> { panic!("the backup says it") };
        assert_eq!(user_status(Found::Text("Active"), asked), "active\tActive");
        let odd = user_status(Found::Text("Pending"), asked);
        assert_eq!(odd, "Pending\tPending (unknown word)");
        let blocked = user_status(Found::NotLoaded, || Some(false));
        assert_eq!(blocked, "inactive\tInactive (sign-in blocked)");
        assert_eq!(user_status(Found::NoRow, nobody), marked(Found::NoRow));
    }

    #[test]
    fn numbers_are_shown_with_the_places_of_their_column() {
        assert_eq!(SHOWS[0](1_234_567), "1,234,567");
        assert_eq!(SHOWS[2](123_450), "1,234.50");
        assert_eq!(SHOWS[3](-5), "\u{2212}0.005");
        let number = |digits, places| Decimal { digits, places };
        assert_eq!(without_zeros(number(12_500, 3)), number(125, 1));
        assert_eq!(in_places(number(125, 1), 3), Some(12_500));
        assert_eq!(in_places(number(i64::MAX / 10, 0), 2), None);
        assert_eq!(in_places(number(1, 9), 3), None);
    }

    #[test]
    fn a_day_without_a_time_is_shown_as_a_day() {
        let day = instant(Found::Text("2024-02-01"), None);
        assert_eq!(show_instant(&day).text, "1 Feb 2024");
        let value = Value::Text("2024-02-01T00:00:00Z".to_string());
        assert_eq!(show_instant(&day).value, value);
        let at = instant(Found::Text("2024-02-01 10:30:00"), None);
        assert_eq!(show_instant(&at).text, "1 Feb 2024 10:30 UTC");
        let open = instant(Found::Text("03/04/2024"), None);
        assert_eq!(show_instant(&open).text, "03/04/2024: day or month first?");
        let said = instant(Found::Text("03/04/2024"), Some(DateOrder::DayFirst));
        assert_eq!(show_instant(&said).text, "3 Apr 2024");
    }

    #[test]
    fn a_kept_backup_ends_no_later_than_any_clock_says() {
        let end = |on: &'static str| {
            let cell = move |field: &'static str| match field {
                "preserved_on" => on,
                "auto_delete_days" => "30",
                _ => "",
            };
            end_of(&cell, None)
        };
        let between = |from: &str, to: &str| {
            BackupEnd::Between(from.parse().expect("a day"), to.parse().expect("a day"))
        };
        assert_eq!(end("2026-02-01"), between("2026-03-03", "2026-03-04"));
        assert_eq!(
            end("2026-02-02T03:00:00Z"),
            between("2026-03-03", "2026-03-04")
        );
        assert_eq!(end("soon"), BackupEnd::Unknown);
    }
}

//! Columns of a report over all sources: a cell is a text, or says which kind of nothing it is (2.1).

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, Timelike};

use super::super::cells::{Cell, Presence};
use super::super::definition::Definition;
use super::super::pivot::Pivot;
use super::super::tabular::{Amounts, Show, Tabular, body};
use super::super::view::Value;
use super::fields::Places;
use super::history::{last_seen, mark};
use super::licences::names::Readable;
use super::licences::{is_none, show_names};
use super::{Across, Found, Survey};
use crate::ingest::cell::{DateOrder, DateReading, read_flag, read_written_date};
use crate::ingest::instant::{InstantReading, iso_of_plain, read_instant};
use crate::ingest::number::{NumberReading, read_whole};
use crate::lifecycle::calendar::show_date;
use crate::report::words::numerals::Plain;
use crate::table::column;
use crate::table::gather::{self, Nothing, Stand};
use crate::table::{Column, DictColumn, Table, TextColumn};

/// Marks of cells without a value. No export has them: control characters are not in its cells' first place.
const EMPTY: &str = "\u{1}";
const NOT_LOADED: &str = "\u{2}";
const NO_ROW: &str = "\u{3}no row";
/// Before the words that say why nothing is known.
const UNKNOWN: char = '\u{3}';

/// The column of words of warning.
const MARKS: &str = "marks";

/// A column that stands in the sources, or that is made of what stands there.
pub struct Taken {
    /// Its id.
    pub id: &'static str,
    /// Where it stands.
    pub places: Places,
    /// How it is kept and shown.
    pub form: Form,
}

/// How a column is kept and shown.
#[derive(Clone, Copy)]
pub enum Form {
    /// Mostly different texts.
    Text,
    /// Few different texts.
    Word,
    /// Lists of texts, of which few differ.
    List,
    /// Lists of licenses by id or by name, shown by name.
    Licenses,
    /// Days.
    Day,
    /// Instants, in UTC.
    Moment,
    /// Yes or no.
    Flag,
    /// Whole numbers.
    Whole(fn(i64) -> String),
}

/// A column of a report that is taken as it is.
pub const fn taken(id: &'static str, form: Form, places: Places) -> Taken {
    Taken { id, places, form }
}

/// Columns of texts, how they are shown, and columns of numbers.
type Parts = (
    Vec<(&'static str, Column)>,
    Vec<(&'static str, Show)>,
    Vec<Amounts>,
);

/// The columns of a report while they are filled, one after the other.
#[derive(Default)]
pub struct Columns {
    columns: Vec<(&'static str, Column)>,
    shows: Vec<(&'static str, Show)>,
    /// The columns of numbers.
    pub amounts: Vec<Amounts>,
    /// Columns of which the files decide how many there are.
    pub pivot: Option<Pivot>,
    wanted: Wanted,
    /// Of the columns that are only looked at those that no loaded source has.
    unloaded: Vec<&'static str>,
}

/// Which of the columns that are offered are made.
#[derive(Default)]
enum Wanted {
    /// Each.
    #[default]
    All,
    /// These.
    These(Vec<&'static str>),
    /// None: of these it is only found out whether any loaded source has them.
    Looked(Vec<&'static str>),
}

/// A report whose columns are made when they are first asked for.
pub struct Lazy {
    /// What can be shown of it.
    pub definition: &'static Definition,
    /// The columns of its own order.
    pub own_order: &'static [&'static str],
    /// The columns that are counted by value, each with its values in order.
    pub counted: &'static [(&'static str, &'static [&'static str])],
    /// Offers every column; gives for every row its account.
    pub fill: fn(&mut Columns, &Across) -> Vec<u32>,
}

impl Lazy {
    /// The columns that every row needs, whatever is shown.
    pub fn always(&self) -> impl Iterator<Item = &'static str> + use<> {
        let counted = self.counted.iter().map(|(id, _)| *id);
        let own = self.own_order.iter().copied();
        own.chain(counted).chain(["key", MARKS])
    }

    /// The report with these columns alone.
    pub fn survey(&self, across: &Across, wanted: Vec<&'static str>) -> Survey {
        let mut columns = Columns {
            wanted: Wanted::These(wanted),
            ..Columns::default()
        };
        let accounts = (self.fill)(&mut columns, across);
        columns.into_survey(self.definition, self.own_order, self.counted, accounts)
    }

    /// Those of some columns that no loaded source has; no column is made for it.
    pub fn unloaded(&self, across: &Across, of: Vec<&'static str>) -> Vec<&'static str> {
        let mut columns = Columns {
            wanted: Wanted::Looked(of),
            ..Columns::default()
        };
        let accounts = (self.fill)(&mut columns, across);
        match accounts.is_empty() {
            true => Vec::new(),
            false => columns.unloaded,
        }
    }
}

/// The marks of cells without a text.
const NOTHING: Nothing = Nothing {
    empty: EMPTY.as_bytes(),
    no_row: NO_ROW.as_bytes(),
    no_place: NOT_LOADED.as_bytes(),
};

/// How texts are kept that are taken as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// One after another.
    Texts,
    /// In a dictionary.
    Words,
}

impl Form {
    /// How a column of this form is kept and shown whose texts are taken as they are.
    fn plain(self) -> Option<(Kept, Show)> {
        Some(match self {
            Form::Text => (Kept::Texts, show_text),
            Form::Word => (Kept::Words, show_text),
            Form::List => (Kept::Words, show_list),
            Form::Day => (Kept::Words, show_day),
            Form::Flag => (Kept::Words, show_flag),
            Form::Licenses | Form::Moment | Form::Whole(_) => return None,
        })
    }
}

impl Columns {
    /// A column of the first text of each row that stands in one of some places.
    pub fn gather(
        &mut self,
        id: &'static str,
        kept: Kept,
        show: Show,
        stands: &[Stand],
        n_rows: usize,
    ) {
        if !self.wants(id) || self.looks(id, !stands.is_empty()) {
            return;
        }
        let column = match kept {
            Kept::Texts => Column::Text(gather::texts(stands, n_rows, &NOTHING)),
            Kept::Words => Column::Dict(gather::words(stands, n_rows, &NOTHING)),
        };
        self.columns.push((id, column));
        self.shows.push((id, show));
    }

    /// A column of few different texts, each made of what is found first for a row in one of some places.
    pub fn gather_words(
        &mut self,
        id: &'static str,
        show: Show,
        stands: &[Stand],
        n_rows: usize,
        word: impl Fn(Found<'_>) -> Cow<'_, str>,
    ) {
        if !self.wants(id) || self.looks(id, !stands.is_empty()) {
            return;
        }
        let column = gather::words(stands, n_rows, &NOTHING);
        let found = |text| match text {
            "" | EMPTY => Found::Empty,
            NO_ROW => Found::NoRow,
            NOT_LOADED => Found::NotLoaded,
            text => Found::Text(text),
        };
        let texts: Vec<Cow<str>> = column.values().map(|text| word(found(text))).collect();
        let column = column.with_texts(&texts);
        self.columns.push((id, Column::Dict(column)));
        self.shows.push((id, show));
    }

    /// Whether a column is to be made, or to be looked at.
    pub fn wants(&self, id: &str) -> bool {
        match &self.wanted {
            Wanted::All => true,
            Wanted::These(ids) | Wanted::Looked(ids) => ids.contains(&id),
        }
    }

    /// Whether any column is to be made whose id begins so.
    pub fn wants_any(&self, prefix: &str) -> bool {
        match &self.wanted {
            Wanted::All => true,
            Wanted::These(ids) => ids.iter().any(|id| id.starts_with(prefix)),
            Wanted::Looked(_) => false,
        }
    }

    /// Whether a column is only looked at, of which it is known whether any loaded source has it: then
    /// no cell of it has to be made.
    pub fn looks(&mut self, id: &'static str, is_loaded: bool) -> bool {
        let looks = matches!(self.wanted, Wanted::Looked(_)) && self.wants(id);
        if looks && !is_loaded {
            self.unloaded.push(id);
        }
        looks
    }

    /// Licenses by their names.
    pub fn licenses<'a>(
        &mut self,
        id: &'static str,
        across: &Across,
        found: impl Iterator<Item = Found<'a>>,
    ) {
        let mut readable = Readable::of(across);
        let cells = found.map(|found| match found {
            Found::Text(text) if is_none(text) => NONE.to_string(),
            Found::Text(text) => readable.list(text),
            nothing => marked(nothing).to_string(),
        });
        self.made(id, show_licenses, cells);
    }

    /// Columns that stand in the sources.
    pub fn take(&mut self, across: &Across, accounts: &[u32], all: &[Taken]) {
        for one in all {
            if !self.wants(one.id) {
                continue;
            }
            let field = across.field(one.places);
            if self.looks(one.id, field.is_loaded()) {
                continue;
            }
            if let (Some(stands), Some((form, show))) = (field.stands(accounts), one.form.plain()) {
                self.gather(one.id, form, show, &stands, accounts.len());
                continue;
            }
            let found = accounts.iter().map(|&account| field.of(account));
            match one.form {
                Form::Text => self.texts(one.id, found),
                Form::Word => self.dict(one.id, show_text, found),
                Form::List => self.dict(one.id, show_list, found),
                Form::Licenses => self.licenses(one.id, across, found),
                Form::Day => self.dict(one.id, show_day, found),
                Form::Moment => {
                    let found = accounts.iter().map(|&account| field.ordered(account));
                    self.instants(one.id, found);
                }
                Form::Flag => self.dict(one.id, show_flag, found),
                Form::Whole(show) => self.amount(one.id, found.map(whole), show),
            }
        }
    }

    /// A column of mostly different texts.
    pub fn texts<'a>(&mut self, id: &'static str, cells: impl Iterator<Item = Found<'a>>) {
        self.fill(id, Some(show_text), texts, cells.map(marked));
    }

    /// A column of instants, which are kept as they are in UTC so that they are in order as texts.
    pub fn instants<'a>(
        &mut self,
        id: &'static str,
        cells: impl Iterator<Item = (Found<'a>, Option<DateOrder>)>,
    ) {
        let cells = cells.map(|(found, order)| match found {
            Found::Text(text) => instant(text, order),
            nothing => Cow::Borrowed(marked(nothing)),
        });
        self.made_texts(id, show_instant, cells);
    }

    /// A column of instants that were made for it, see [`iso_instant`].
    pub fn instants_made(&mut self, id: &'static str, cells: impl Iterator<Item = String>) {
        self.made_texts(id, show_instant, cells);
    }

    /// A column of mostly different texts that were made for it, each shown in its own way.
    pub fn made_texts(
        &mut self,
        id: &'static str,
        show: Show,
        cells: impl Iterator<Item: AsRef<str>>,
    ) {
        self.fill(id, Some(show), texts, cells);
    }

    /// A column of few different texts: names of an enumeration with their words, see [`show_word`].
    pub fn words(&mut self, id: &'static str, cells: impl Iterator<Item: AsRef<str>>) {
        self.made(id, show_word, cells);
    }

    /// A column that is kept beside those that are shown.
    pub fn plain(&mut self, id: &'static str, cells: impl Iterator<Item: AsRef<str>>) {
        self.fill(id, None, words, cells);
    }

    /// A column of few different texts that were made for it.
    pub fn made(&mut self, id: &'static str, show: Show, cells: impl Iterator<Item: AsRef<str>>) {
        self.fill(id, Some(show), words, cells);
    }

    /// Ranks from 0 on, by which the rows stand in the report's own order; nothing of it is shown.
    pub fn ranks(&mut self, id: &'static str, ranks: impl Iterator<Item = u8>) {
        self.plain(id, ranks.map(|rank| rank.to_string()));
    }

    /// A column of texts that few rows differ in, from a field.
    pub fn dict<'a>(
        &mut self,
        id: &'static str,
        show: Show,
        cells: impl Iterator<Item = Found<'a>>,
    ) {
        self.worded(id, show, cells, |found| Cow::Borrowed(marked(found)));
    }

    /// A column of texts that few rows differ in, made of a field in a way that the field alone decides.
    pub fn worded<'a>(
        &mut self,
        id: &'static str,
        show: Show,
        cells: impl Iterator<Item = Found<'a>>,
        word: impl Fn(Found<'a>) -> Cow<'a, str>,
    ) {
        if !self.is_made(id) {
            return self.made(id, show, cells.map(word));
        }
        let mut column = DictColumn::default();
        let _plain = Plain::begin();
        // Texts of a dictionary are found in one place again and again.
        let mut known = [(Found::NotLoaded, u32::MAX); 64];
        for found in cells {
            let place = match found {
                Found::Text(text) => text.as_ptr() as usize >> 2,
                _ => 0,
            };
            let (last, code) = &mut known[place % 64];
            if *code == u32::MAX || !is_same_place(*last, found) {
                (*last, *code) = (found, column.encode(word(found).as_bytes()));
            }
            column.push_code(*code);
        }
        self.columns.push((id, Column::Dict(column)));
        self.shows.push((id, show));
    }

    /// Whether a column is made, and not only looked at.
    fn is_made(&self, id: &str) -> bool {
        !matches!(self.wanted, Wanted::Looked(_)) && self.wants(id)
    }

    /// A column of whole numbers; see [`Amounts`] for those that are none.
    pub fn amount(
        &mut self,
        id: &'static str,
        numbers: impl IntoIterator<Item = i64>,
        show: fn(i64) -> String,
    ) {
        self.decimal(id, numbers, 0, show);
    }

    /// A column of numbers with so many places behind the decimal mark.
    pub fn decimal(
        &mut self,
        id: &'static str,
        numbers: impl IntoIterator<Item = i64>,
        places: u8,
        show: fn(i64) -> String,
    ) {
        let mut numbers = numbers.into_iter();
        if !self.wants(id) {
            return;
        }
        if let Wanted::Looked(_) = self.wanted {
            if numbers.all(|number| number == Amounts::NOT_LOADED) {
                self.unloaded.push(id);
            }
            return;
        }
        self.amounts.push(Amounts {
            id,
            numbers: numbers.collect(),
            places,
            show,
        });
    }

    fn fill(
        &mut self,
        id: &'static str,
        show: Option<Show>,
        empty: fn() -> Column,
        mut cells: impl Iterator<Item: AsRef<str>>,
    ) {
        if !self.wants(id) {
            return;
        }
        if let Wanted::Looked(_) = self.wanted {
            if cells.all(|cell| is_not_loaded(cell.as_ref())) {
                self.unloaded.push(id);
            }
            return;
        }
        let mut column = empty();
        // What is kept is written as programs read it, whoever looks at it or takes it along (M13).
        let _plain = Plain::begin();
        cells.for_each(|cell| column.push(cell.as_ref().as_bytes()));
        self.columns.push((id, column));
        self.shows.extend(show.map(|show| (id, show)));
    }

    /// The columns, how they are shown, and the columns of numbers.
    pub fn into_parts(self) -> Parts {
        (self.columns, self.shows, self.amounts)
    }

    /// Marks the accounts that only an older file has, and says in the column `last_seen` of which day
    /// that is (D34).
    pub fn mark_gone(&mut self, across: &Across, accounts: &[u32]) {
        if !self.wants("last_seen") && !self.wants(MARKS) {
            return;
        }
        let gone = last_seen(across);
        self.last_seen(across, accounts, &gone);
        let days = accounts.iter().map(|account| gone.get(account));
        let marks = days.map(|day| day.map_or_else(String::new, |day| mark(*day)));
        self.plain(MARKS, marks);
    }

    /// The column `last_seen` alone, of the accounts that [`last_seen`] found gone.
    pub fn last_seen(
        &mut self,
        across: &Across,
        accounts: &[u32],
        gone: &BTreeMap<u32, NaiveDate>,
    ) {
        let n_accounts = across.directory.n_accounts() as u32;
        let cell = |account: &u32| match gone.get(account) {
            Some(day) => day.to_string(),
            None if *account >= n_accounts => marked(Found::NoRow).to_string(),
            None => unknown("in the newest file"),
        };
        self.made("last_seen", show_day, accounts.iter().map(cell));
    }

    /// The report of these columns, with one account a row.
    pub fn into_survey(
        self,
        definition: &'static Definition,
        own_order: &'static [&'static str],
        counted: &'static [(&'static str, &'static [&'static str])],
        accounts: Vec<u32>,
    ) -> Survey {
        let own_order = quick_order(own_order, &self.columns, accounts.len());
        Survey {
            tabular: Tabular {
                definition,
                table: Table::new(self.columns, accounts.len()),
                numbers: Vec::new(),
                amounts: self.amounts,
                shows: self.shows,
                own_order,
                pivot: self.pivot,
                counted,
                // Which is no column where nothing is marked.
                marks: MARKS,
                body,
            },
            accounts,
            notes: Vec::new(),
            behind: None,
            changes: None,
        }
    }
}

fn texts() -> Column {
    Column::Text(TextColumn::default())
}

fn words() -> Column {
    Column::Dict(DictColumn::default())
}

/// Above so many rows those of one rank keep the order of their accounts: to put their names in order
/// takes longer than everything else, and a click on the header does it where it is wanted.
const LARGE: usize = 100_000;

/// The columns of an order up to the first one of mostly different texts, where there are many rows.
fn quick_order(
    own_order: &'static [&'static str],
    columns: &[(&'static str, Column)],
    n_rows: usize,
) -> &'static [&'static str] {
    let is_text = |id: &&str| {
        let mut known = columns.iter();
        known.any(|(known, column)| known == id && matches!(column, Column::Text(_)))
    };
    match own_order
        .iter()
        .position(is_text)
        .filter(|_| n_rows > LARGE)
    {
        Some(first) => &own_order[..first],
        None => own_order,
    }
}

/// A whole number as a column of numbers holds it.
pub fn whole(found: Found) -> i64 {
    match found {
        Found::Text(text) => match read_whole(text) {
            NumberReading::Is(number) => number.whole().unwrap_or(Amounts::UNKNOWN),
            NumberReading::Missing => Amounts::EMPTY,
            _ => Amounts::UNKNOWN,
        },
        Found::Empty => Amounts::EMPTY,
        Found::NoRow => Amounts::UNKNOWN,
        Found::NotLoaded => Amounts::NOT_LOADED,
    }
}

/// Whether both are the same kind of nothing, or one text in one place.
fn is_same_place(one: Found, other: Found) -> bool {
    match (one, other) {
        (Found::Text(one), Found::Text(other)) => std::ptr::eq(one, other),
        (one, other) => one == other,
    }
}

/// Cells that are made when the first of them is asked for.
pub fn later<I: Iterator>(make: impl FnOnce() -> I) -> impl Iterator<Item = I::Item> {
    std::iter::once_with(make).flatten()
}

/// As a column of instants holds what is found.
pub fn instant_cell(found: Found<'_>) -> Cow<'_, str> {
    match found {
        Found::Text(text) => instant(text, None),
        nothing => Cow::Borrowed(marked(nothing)),
    }
}

/// An instant in UTC as ISO 8601 writes it to the second, or the text where it is none.
fn instant(text: &str, order: Option<DateOrder>) -> Cow<'_, str> {
    if let Some(plain) = iso_of_plain(text) {
        return plain;
    }
    Cow::Owned(match read_instant(text, order) {
        InstantReading::At(at) => iso_instant(at),
        InstantReading::Missing => EMPTY.to_string(),
        InstantReading::Ambiguous | InstantReading::Unreadable => text.to_string(),
    })
}

/// As a column of instants holds it.
pub fn iso_instant(at: NaiveDateTime) -> String {
    format!(
        "{}T{}Z",
        at.date(),
        at.time().with_nanosecond(0).unwrap_or_default()
    )
}

/// A cell whose column no loaded source has.
pub fn not_loaded() -> String {
    NOT_LOADED.to_string()
}

/// Whether a cell says that no loaded source has its column.
pub fn is_not_loaded(text: &str) -> bool {
    text == NOT_LOADED
}

/// A found text as it is, or the mark of which kind of nothing it is.
pub fn marked(found: Found<'_>) -> &str {
    match found {
        Found::Text(text) => text,
        Found::Empty => EMPTY,
        Found::NoRow => NO_ROW,
        Found::NotLoaded => NOT_LOADED,
    }
}

/// A cell of nothing, with the words that say why.
pub fn unknown(why: &str) -> String {
    format!("{UNKNOWN}{why}")
}

/// A day as a column holds it.
pub fn day_cell(day: Option<NaiveDate>, nothing: Found<'_>) -> String {
    day.map_or_else(|| marked(nothing).to_string(), |day| day.to_string())
}

/// Whether a cell of a column holds no value.
pub fn is_nothing(text: &str) -> bool {
    column::is_nothing(text.as_bytes())
}

fn shown(text: &str, show: impl Fn(&str) -> Cell) -> Cell {
    match text {
        "" | EMPTY => Cell::missing("empty", Presence::EmptyInSource),
        NOT_LOADED => Cell::missing("not in any loaded file", Presence::SourceNotLoaded),
        text => match text.strip_prefix(UNKNOWN) {
            Some(why) => Cell::missing(why, Presence::NotKnowable),
            None => show(text),
        },
    }
}

/// A text as it is.
pub fn show_text(text: &str) -> Cell {
    shown(text, |text| Cell::of(text, Value::Text(text.to_string())))
}

/// A list of texts that `+`, comma or semicolon part.
pub fn show_list(text: &str) -> Cell {
    shown(text, |text| {
        // A file of the portal writes a list as JSON does.
        let bare = text
            .strip_prefix('[')
            .and_then(|text| text.strip_suffix(']'));
        let parts = bare.unwrap_or(text).split(['+', ',', ';']);
        let parts = parts.map(|part| match bare {
            Some(_) => part.trim().trim_matches('"'),
            None => part.trim(),
        });
        let parts: Vec<String> = parts
            .filter(|part| !part.is_empty())
            .map(str::to_string)
            .collect();
        Cell::of(parts.join(", "), Value::List(parts))
    })
}

/// An account that is known to have no license.
const NONE: &str = "\u{4}";

/// Licenses by their names.
fn show_licenses(text: &str) -> Cell {
    match text {
        NONE => Cell::of("none", Value::List(Vec::new())),
        text if is_nothing(text) => show_text(text),
        text => show_names(text),
    }
}

/// A day.
pub fn show_day(text: &str) -> Cell {
    shown(text, |text| match read_written_date(text, None) {
        DateReading::Missing => Cell::missing("none", Presence::EmptyInSource),
        reading => match reading.day() {
            Some(day) => Cell::of(show_date(day), Value::Text(day.to_string())),
            None => Cell::missing(&format!("unreadable: {text}"), Presence::NotKnowable),
        },
    })
}

/// An instant, which is shown in UTC.
pub fn show_instant(text: &str) -> Cell {
    shown(text, |text| match read_instant(text, None) {
        InstantReading::At(at) => {
            let (hour, minute) = (at.hour(), at.minute());
            let shown = format!("{} {hour:02}:{minute:02} UTC", show_date(at.date()));
            Cell::of(shown, Value::Text(text.to_string()))
        }
        _ => Cell::missing(&format!("unreadable: {text}"), Presence::NotKnowable),
    })
}

/// A yes or no.
pub fn show_flag(text: &str) -> Cell {
    shown(text, |text| match read_flag(text) {
        Some(flag) => Cell::of(if flag { "yes" } else { "no" }, Value::Boolean(flag)),
        None => Cell::of(format!("unreadable: {text}"), Value::Text(text.to_string())),
    })
}

/// A name of an enumeration, a tab, and what a person reads.
pub fn show_word(text: &str) -> Cell {
    shown(text, |text| {
        let (name, words) = text.split_once('\t').unwrap_or((text, text));
        Cell::of(words, Value::Text(name.to_string()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_rows_of_one_rank_keep_the_order_of_their_accounts() {
        let columns = [
            ("order", Column::Dict(DictColumn::default())),
            ("name", Column::Text(TextColumn::default())),
        ];
        const ORDER: &[&str] = &["order", "name"];
        assert_eq!(quick_order(ORDER, &columns, LARGE), ORDER);
        assert_eq!(quick_order(ORDER, &columns, LARGE + 1), ["order"]);
    }

    #[test]
    fn every_kind_of_nothing_has_its_words_and_its_presence() {
        #[track_caller]
        fn case(found: Found, words: &str, presence: Presence) {
            let cell = show_text(marked(found));
            assert_eq!((cell.text.as_str(), cell.presence), (words, presence));
        }
        case(Found::Text("ok"), "ok", Presence::Value);
        case(Found::Empty, "empty", Presence::EmptyInSource);
        case(Found::NoRow, "no row", Presence::NotKnowable);
        case(
            Found::NotLoaded,
            "not in any loaded file",
            Presence::SourceNotLoaded,
        );
        let cell = show_day(&unknown("the report conceals names"));
        assert_eq!(cell.text, "the report conceals names");
        assert_eq!(cell.presence, Presence::NotKnowable);
    }

    #[test]
    fn typed_cells_have_their_values() {
        assert_eq!(show_day("2026-03-06").text, "6 Mar 2026");
        assert_eq!(show_day("0001-01-01").presence, Presence::EmptyInSource);
        assert_eq!(show_flag("TRUE").value, Value::Boolean(true));
        assert_eq!(show_flag("maybe").text, "unreadable: maybe");
        let list = show_list("E3+Power BI; Visio");
        assert_eq!(list.text, "E3, Power BI, Visio");
        assert_eq!(show_word("never\tNever used").text, "Never used");
    }
}

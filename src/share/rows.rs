//! Rows, or logon names, as they are taken along: texts as on the screen, with where they come from (M11).
//!
//! A column is a list: what stands below each other is alike and packs well.

use chrono::NaiveDate;

use super::code::{self, CodeError};
use super::link::SharedView;
use crate::json::Json;
use crate::lifecycle::calendar::iso_day;

/// The version of the content; it grows when a member gets another meaning.
pub const VERSION: i64 = 1;

/// A content of rows.
pub const ROWS: &str = "rows";
/// A content of logon names.
pub const NAMES: &str = "names";

/// What is taken along.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SharedRows {
    /// [`ROWS`] or [`NAMES`].
    pub kind: String,
    /// The view the rows are of: nothing in it names a person.
    pub view: SharedView,
    /// The report's name.
    pub title: String,
    /// Which rows these are, as a phrase.
    pub meaning: String,
    /// The day they were taken.
    pub made: NaiveDate,
    /// The last day on which they are meant to be used.
    pub expires: Option<NaiveDate>,
    /// The evaluation day.
    pub today: NaiveDate,
    /// The files they come from: name, kind, and the day it is of.
    pub sources: Vec<(String, String, Option<NaiveDate>)>,
    /// Id and caption of each column.
    pub columns: Vec<(String, String)>,
    /// The texts, column by column; all of one length.
    pub cells: Vec<Vec<String>>,
    /// What was taken out before, each a sentence.
    pub redacted: Vec<String>,
}

impl SharedRows {
    /// How many rows there are.
    pub fn n_rows(&self) -> usize {
        self.cells.first().map_or(0, Vec::len)
    }

    /// As the text of a code.
    ///
    /// # Errors
    /// [`CodeError::TooLarge`].
    pub fn code(&self) -> Result<String, CodeError> {
        Ok(code::text(&code::packed(&self.json())?))
    }

    /// From the text of a code.
    ///
    /// # Errors
    /// Why it is none; never a part of the rows.
    pub fn open(text: &str) -> Result<SharedRows, CodeError> {
        let content = code::unpacked(&code::open(text)?)?;
        let Json::Record(parts) = &content else {
            return Err(CodeError::Damaged);
        };
        if *part(parts, "v") != Json::Number(VERSION) {
            return Err(CodeError::Newer);
        }
        read(parts).ok_or(CodeError::Damaged)
    }

    fn json(&self) -> Json {
        let day = |day: Option<NaiveDate>| day.map_or(Json::Null, |day| text(&day.to_string()));
        let source = |(name, kind, as_of): &(String, String, Option<NaiveDate>)| {
            Json::List(vec![text(name), text(kind), day(*as_of)])
        };
        let column = |(id, title): &(String, String)| Json::List(vec![text(id), text(title)]);
        let texts = |texts: &Vec<String>| list(texts, |cell| text(cell));
        let parts = [
            ("v", Json::Number(VERSION)),
            ("kind", text(&self.kind)),
            ("report", text(&self.view.report)),
            ("query", self.view.query.clone()),
            ("title", text(&self.title)),
            ("meaning", text(&self.meaning)),
            ("made", day(Some(self.made))),
            ("expires", day(self.expires)),
            ("today", day(Some(self.today))),
            ("source", list(&self.sources, source)),
            ("columns", list(&self.columns, column)),
            ("count", Json::Number(self.n_rows() as i64)),
            ("data", list(&self.cells, texts)),
            ("redacted", texts(&self.redacted)),
        ];
        let parts = parts.map(|(name, json)| (name.to_owned(), json));
        Json::Record(parts.to_vec())
    }
}

fn text(text: &str) -> Json {
    Json::Text(text.to_owned())
}

fn list<T>(items: &[T], json: impl Fn(&T) -> Json) -> Json {
    Json::List(items.iter().map(json).collect())
}

fn part<'a>(parts: &'a [(String, Json)], name: &str) -> &'a Json {
    let found = parts.iter().find(|(known, _)| known == name);
    found.map_or(&Json::Null, |(_, json)| json)
}

fn as_text(json: &Json) -> Option<String> {
    match json {
        Json::Text(text) => Some(text.clone()),
        _ => None,
    }
}

fn as_day(json: &Json) -> Option<NaiveDate> {
    match json {
        Json::Text(text) => iso_day(text),
        _ => None,
    }
}

fn as_maybe_day(json: &Json) -> Option<Option<NaiveDate>> {
    match json {
        Json::Null => Some(None),
        json => as_day(json).map(Some),
    }
}

fn as_list<T>(json: &Json, read: impl Fn(&Json) -> Option<T>) -> Option<Vec<T>> {
    match json {
        Json::List(items) => items.iter().map(read).collect(),
        _ => None,
    }
}

/// All of it, or nothing.
fn read(parts: &[(String, Json)]) -> Option<SharedRows> {
    let part = |name: &str| part(parts, name);
    let source = |json: &Json| match json {
        Json::List(items) if items.len() == 3 => Some((
            as_text(&items[0])?,
            as_text(&items[1])?,
            as_maybe_day(&items[2])?,
        )),
        _ => None,
    };
    let column = |json: &Json| match json {
        Json::List(items) if items.len() == 2 => Some((as_text(&items[0])?, as_text(&items[1])?)),
        _ => None,
    };
    let texts = |json: &Json| as_list(json, as_text);
    let rows = SharedRows {
        kind: as_text(part("kind"))?,
        view: SharedView {
            report: as_text(part("report"))?,
            query: part("query").clone(),
            more: Vec::new(),
            version: super::link::VERSION,
        },
        title: as_text(part("title"))?,
        meaning: as_text(part("meaning"))?,
        made: as_day(part("made"))?,
        expires: as_maybe_day(part("expires"))?,
        today: as_day(part("today"))?,
        sources: as_list(part("source"), source)?,
        columns: as_list(part("columns"), column)?,
        cells: as_list(part("data"), texts)?,
        redacted: texts(part("redacted"))?,
    };
    let n_rows = rows.n_rows();
    let is_whole = *part("count") == Json::Number(n_rows as i64)
        && rows.columns.len() == rows.cells.len()
        && rows.cells.iter().all(|cells| cells.len() == n_rows);
    let is_known = [ROWS, NAMES].contains(&rows.kind.as_str());
    let names_alone = rows.kind == ROWS || rows.columns.len() == 1;
    (is_whole && is_known && names_alone).then_some(rows)
}

//! Rows that somebody shared, compared with the same report as it is here (D27, M11).
//!
//! Both are computed for the day of the shared rows: what time alone changes is no difference. The rows are
//! looked for in the whole report, so that what a filter hides is not taken for gone.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::Engine;
use super::message::{SourceView, Window};
use super::redaction::{MARK, is_token};
use crate::accounts::logon_name::{Nfkc, Reading, read_logon_name};
use crate::export::csv;
use crate::letters;
use crate::report::definition::{ColumnDefinition, Definition, definition};
use crate::report::older_rows::{
    APART, KEYS, Row, beside, follows_from_deletion, is_comparable, paired, says_nothing,
};
use crate::report::query::Query;
use crate::report::run::{cells_of, run};
use crate::report::view::ReportView;
use crate::report::words;
use crate::report::words::numerals::Plain;
use crate::share::rows::{NAMES, SharedRows};

/// How shared rows differ from the same report here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ComparedRows {
    /// The heading.
    pub title: String,
    /// All counts in one sentence, with nobody's name: for a ticket.
    pub sentence: String,
    /// What is to be known before anything is concluded from it; each a sentence.
    pub notes: Vec<String>,
    /// Captions.
    pub columns: Vec<String>,
    /// What differs, a row for each column of a row.
    pub rows: Vec<Vec<String>>,
}

impl ComparedRows {
    /// The rows as a CSV file, with the guard before formulas.
    pub(super) fn csv(&self) -> String {
        let mut text = String::new();
        for row in std::iter::once(&self.columns).chain(&self.rows) {
            csv::push_row(&mut text, row.iter().map(String::as_str));
        }
        text
    }
}

/// The columns of the shared rows that both have, by their places there.
#[derive(Debug, Default)]
struct Columns {
    /// Each of them as the report here has it.
    known: Vec<(usize, &'static ColumnDefinition)>,
    /// What names a row.
    keys: Vec<usize>,
    /// How the account is called.
    name: Option<usize>,
    /// What tells rows of one key apart.
    apart: Vec<usize>,
    /// What is compared.
    compared: Vec<usize>,
    /// What is not compared, each a sentence.
    told: Vec<String>,
}

/// A row here: how it is compared, its texts by the places of the shared columns, and whether the view has it.
struct Here {
    row: Row,
    texts: Vec<String>,
    is_in_view: bool,
}

impl Engine {
    /// Compares the rows of a code with the same report here.
    ///
    /// # Errors
    /// The sentence that says why they cannot be compared.
    pub(super) fn compare_rows(
        &mut self,
        text: &str,
        today: NaiveDate,
    ) -> Result<ComparedRows, String> {
        let shared = SharedRows::open(text).map_err(|error| error.sentence().to_owned())?;
        let id = shared.view.report.clone();
        let report = definition(&id).ok_or_else(|| words::report_unknown(&id))?;
        if shared.kind == NAMES {
            return Err(words::NAMES_NOT_COMPARED.to_owned());
        }
        if !is_comparable(&id) {
            return Err(words::report_not_compared(report));
        }
        let sources = self.source_views(today);
        if sources.is_empty() {
            return Err(words::NOTHING_TO_COMPARE.to_owned());
        }
        let columns = columns(report, &shared)?;
        let view = self.opened_view(shared.view.clone(), today)?;
        let query = Query {
            today: Some(shared.today),
            columns: Vec::new(),
            ..view.query.clone()
        };
        let older: Vec<Row> = (0..shared.n_rows())
            .map(|row| row_of(&columns, self.nfkc, &|at| shared.cells[at][row].as_str()))
            .collect();
        let here = self.rows_here(&id, &view.query, &query, &columns, &older, today)?;
        let elsewhere = self.elsewhere(&id, &query, today)?;
        let mut found = differences(&shared, &columns, &older, &here, &elsewhere);
        found.title = words::compared_title(report);
        found.notes.extend(columns.told);
        found.notes.extend(ages(&shared, &sources));
        found.notes.extend(view.ignored);
        Ok(found)
    }

    /// The rows of the report here that are in the view, and those that a shared row may be.
    fn rows_here(
        &mut self,
        id: &str,
        view: &Query,
        query: &Query,
        columns: &Columns,
        older: &[Row],
        today: NaiveDate,
    ) -> Result<Vec<Here>, String> {
        let keys = older.iter().flat_map(|row| [&row.key, &row.bare]);
        let sought: HashSet<&String> = keys.filter(|key| !key.is_empty()).collect();
        let ids: Vec<&str> = columns.known.iter().map(|(_, column)| column.id).collect();
        let none = Window {
            rows: 0,
            ..Window::default()
        };
        // What is searched for is searched for in the columns of the view.
        let view = Query {
            today: query.today,
            ..view.clone()
        };
        let mut in_view: HashSet<u32> = HashSet::new();
        self.with_rows(id, &view, &ids, today, &mut |body, kept| {
            run(body, kept, &view, none, today)?;
            in_view.extend(kept.at(&[(0, u32::MAX)]));
            Ok(ReportView::default())
        })?;
        let whole = Query {
            search: String::new(),
            filters: Vec::new(),
            ..query.clone()
        };
        let nfkc = self.nfkc;
        let n_shared = columns
            .known
            .iter()
            .map(|(at, _)| at + 1)
            .max()
            .unwrap_or(0);
        let mut here = Vec::new();
        self.with_rows(id, &whole, &ids, today, &mut |body, kept| {
            run(body, kept, &whole, none, today)?;
            let places = kept.at(&[(0, u32::MAX)]);
            let of = |places: &[usize]| -> Vec<&'static ColumnDefinition> {
                let known = columns.known.iter();
                let known = known.filter(|(at, _)| places.contains(at));
                known.map(|(_, column)| *column).collect()
            };
            // As the rows were shared.
            let _plain = Plain::begin();
            let mut all = places.iter();
            let mut wanted = Vec::new();
            // Every row is looked at; the key's columns stand in the order of all.
            let mut at_keys = columns.keys.clone();
            at_keys.sort_unstable();
            let _ = cells_of(body, &of(&at_keys), &places, &mut |cells| {
                let text = |at: usize| {
                    let place = at_keys.iter().position(|known| *known == at);
                    place.map_or("", |place| cells[place].text.as_str())
                };
                let (key, bare) = keys_of(columns, nfkc, &text);
                if let Some(&place) = all.next()
                    && (in_view.contains(&place) || sought.contains(&key) || sought.contains(&bare))
                {
                    wanted.push(place);
                }
                Ok(())
            });
            // What is in the view is the partner of a shared row before what is not.
            wanted.sort_by_key(|place| !in_view.contains(place));
            let every: Vec<_> = columns.known.iter().map(|(_, column)| *column).collect();
            let mut all = wanted.iter();
            let _ = cells_of(body, &every, &wanted, &mut |cells| {
                let mut texts = vec![String::new(); n_shared];
                for ((at, _), cell) in columns.known.iter().zip(cells) {
                    texts[*at].clone_from(&cell.text);
                }
                here.push(Here {
                    row: row_of(columns, nfkc, &|at| texts[at].as_str()),
                    texts,
                    is_in_view: all.next().is_some_and(|place| in_view.contains(place)),
                });
                Ok(())
            });
            Ok(ReportView::default())
        })?;
        Ok(here)
    }

    /// Where else accounts of the enrollment report are listed, by their key: in which list and at which
    /// stage. What a list of those at risk no longer has may be safe, or no longer mine.
    fn elsewhere(
        &mut self,
        id: &str,
        query: &Query,
        today: NaiveDate,
    ) -> Result<HashMap<String, String>, String> {
        let mut told: HashMap<String, String> = HashMap::new();
        let others: &[&str] = match id {
            "expiring" => &["expiring-not-mine", "mine"],
            "expiring-not-mine" => &["mine"],
            "mine" => &["expiring-not-mine"],
            _ => &[],
        };
        for id in others {
            let query = Query {
                search: String::new(),
                filters: Vec::new(),
                sort: Vec::new(),
                ..query.clone()
            };
            let wanted = ["key", "stage"];
            self.with_rows(id, &query, &wanted, today, &mut |body, kept| {
                let none = Window {
                    rows: 0,
                    ..Window::default()
                };
                run(body, kept, &query, none, today)?;
                let report = body.definition();
                let columns: Vec<_> = wanted.iter().filter_map(|id| report.column(id)).collect();
                let places = kept.at(&[(0, u32::MAX)]);
                let _plain = Plain::begin();
                let _ = cells_of(body, &columns, &places, &mut |cells| {
                    let sentence = words::listed_elsewhere(report, &cells[1].text);
                    told.insert(cells[0].text.clone(), sentence);
                    Ok(())
                });
                Ok(ReportView::default())
            })?;
        }
        Ok(told)
    }
}

/// What differs, and the sentence of all counts.
fn differences(
    shared: &SharedRows,
    columns: &Columns,
    older: &[Row],
    here: &[Here],
    elsewhere: &HashMap<String, String>,
) -> ComparedRows {
    let newer: Vec<Row> = here.iter().map(|here| here.row.clone()).collect();
    let paired = paired(older, &newer);
    let caption = |at: usize| shared.columns[at].1.as_str();
    let keys: Vec<&str> = columns.keys.iter().map(|&at| caption(at)).collect();
    let mut found = ComparedRows {
        columns: words::compared_captions(&keys.join(words::BETWEEN_KEYS)),
        ..ComparedRows::default()
    };
    let mut counts = words::Compared::default();
    let mut n_cleaned = 0;
    let mut say = |how: &str, text: &dyn Fn(usize) -> String, told: [&str; 3]| {
        let keys: Vec<String> = columns.keys.iter().map(|&at| text(at)).collect();
        let name = columns.name.map(text).unwrap_or_default();
        let [column, one, other] = told.map(str::to_owned);
        let keys = keys.join(words::BETWEEN_KEYS);
        found
            .rows
            .push(vec![how.to_owned(), keys, name, column, one, other]);
    };
    for &row in &paired.older {
        counts.only_shared += 1;
        let told = elsewhere.get(&older[row].bare);
        let told = told.filter(|_| !older[row].bare.is_empty());
        let told = told.map_or(words::NOT_HERE, String::as_str);
        let text = |at: usize| shared.cells[at][row].clone();
        say(
            words::ONLY_SHARED,
            &text,
            [words::WHOLE_ROW, words::IS_THERE, told],
        );
    }
    for &(before, after) in &paired.pairs {
        let (one, other) = (&older[before], &newer[after]);
        let mut how = words::DIFFERS;
        let has_other = |place: usize| one.cells[place] != other.cells[place];
        let id = |at: usize| shared.columns[at].0.as_str();
        let mut compared = columns.compared.iter();
        let deletion = compared.position(|&at| id(at) == "deletion_day");
        let is_moved = deletion.is_some_and(has_other);
        for (place, &at) in columns.compared.iter().enumerate() {
            let (one, other) = (one.cells[place].as_str(), other.cells[place].as_str());
            if is_moved && follows_from_deletion(id(at)) {
                continue;
            }
            // What was taken out of a text says nothing of the text.
            if one.contains(MARK) {
                n_cleaned += 1;
            } else if one != other {
                let text = |at: usize| here[after].texts[at].clone();
                say(how, &text, [caption(at), one, other]);
                how = words::DIFFERS_ALSO;
            }
        }
        match how == words::DIFFERS {
            true => counts.same += 1,
            false => counts.differing += 1,
        }
    }
    for &row in paired.newer.iter().filter(|&&row| here[row].is_in_view) {
        counts.only_here += 1;
        let text = |at: usize| here[row].texts[at].clone();
        say(
            words::ONLY_HERE,
            &text,
            [words::WHOLE_ROW, words::NOT_SHARED, words::IS_THERE],
        );
    }
    found.sentence = words::compared_sentence(shared.today, &counts);
    found.notes.push(words::compared_ground(&shared.meaning));
    if n_cleaned > 0 {
        found.notes.push(words::texts_not_compared(n_cleaned));
    }
    found
}

/// Which columns are compared.
///
/// # Errors
/// The sentence that says which column would be needed.
fn columns(report: &'static Definition, shared: &SharedRows) -> Result<Columns, String> {
    let mut columns = Columns::default();
    let (mut tokens, mut unknown, mut idle) = (Vec::new(), Vec::new(), Vec::new());
    for (at, (id, title)) in shared.columns.iter().enumerate() {
        let mut texts = shared.cells[at].iter().filter(|text| !text.is_empty());
        let has_tokens = shared.n_rows() > 0
            && texts.clone().next().is_some()
            && texts.all(|text| is_token(text));
        let title = title.as_str();
        match report.column(id) {
            None => unknown.push(title),
            Some(_) if has_tokens => tokens.push(title),
            Some(column) => {
                columns.known.push((at, column));
                match says_nothing(id) {
                    true => idle.push(title),
                    false => columns.compared.push(at),
                }
            }
        }
    }
    let place = |id: &str| {
        let known = columns.known.iter().find(|(_, column)| column.id == id);
        known.map(|(at, _)| *at)
    };
    // The product is the key of licenses, and of whoever holds one beside the account.
    let is_of_products = report.id == "licences";
    let keys = KEYS.iter().filter(|id| is_of_products || !is_product(id));
    let key = keys.clone().find_map(|id| place(id));
    let further = beside(report.id).iter().find_map(|id| place(id));
    let is_told_apart = beside(report.id).is_empty() || is_of_products || further.is_some();
    match key {
        Some(key) if is_told_apart => columns.keys = [key].into_iter().chain(further).collect(),
        _ => {
            let mut wanted: Vec<&str> = Vec::new();
            if key.is_none() {
                wanted.extend(keys.filter_map(|id| Some(report.column(id)?.title)));
            } else {
                let beside = beside(report.id).iter();
                wanted.extend(beside.filter_map(|id| Some(report.column(id)?.title)));
            }
            return Err(words::no_key_shared(&wanted, &tokens));
        }
    }
    columns.name = ["name", "display_name", "user_name"]
        .iter()
        .find_map(|id| place(id));
    columns.apart = APART.iter().filter_map(|id| place(id)).collect();
    let keys = columns.keys.clone();
    columns.compared.retain(|at| !keys.contains(at));
    columns.told = words::columns_not_compared(&tokens, &unknown, &idle);
    Ok(columns)
}

fn is_product(id: &str) -> bool {
    matches!(id, "sku_id" | "sku_part_number" | "product_name")
}

fn row_of<'a>(columns: &Columns, nfkc: Nfkc, text: &dyn Fn(usize) -> &'a str) -> Row {
    let (key, bare) = keys_of(columns, nfkc, text);
    let texts = |places: &[usize]| -> Vec<String> {
        places.iter().map(|&at| text(at).to_owned()).collect()
    };
    Row {
        key,
        bare,
        apart: texts(&columns.apart).join("\0"),
        cells: texts(&columns.compared),
    }
}

/// By what a row is found again: its keys as they are compared, and the bare name of the first.
fn keys_of<'a>(columns: &Columns, nfkc: Nfkc, text: &dyn Fn(usize) -> &'a str) -> (String, String) {
    let keys: Vec<String> = columns
        .keys
        .iter()
        .map(|&at| letters::lower(text(at).trim()))
        .collect();
    if keys.first().is_none_or(String::is_empty) {
        return Default::default();
    }
    let mut bare = keys.clone();
    if let Reading::Name(name) = read_logon_name(text(columns.keys[0]), nfkc) {
        bare[0] = name.name;
    }
    (keys.join("\0"), bare.join("\0"))
}

/// Whether the shared rows come from newer files than those here, kind by kind.
fn ages(shared: &SharedRows, here: &[SourceView]) -> Vec<String> {
    let mut told = Vec::new();
    for (_, kind, day) in &shared.sources {
        let days = here.iter().filter(|own| own.kind == *kind);
        let own = days.filter_map(|own| own.as_of.date).max();
        if let (Some(day), Some(own)) = (day, own)
            && *day > own
        {
            told.push(words::shared_is_newer(kind, *day, own));
        }
    }
    told.dedup();
    told
}

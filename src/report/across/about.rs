//! What is to be known of a report over all sources before anything is concluded from its rows: how
//! fresh its sources are, what cannot be known, and sums (D12, D22, D23).

use chrono::NaiveDate;

use super::super::definition::Definition;
use super::super::tabular::{Amounts, Tabular};
use super::super::view::Value;
use super::columns::is_not_loaded;
use super::{Across, Survey, changes, licences, provisioning};
use crate::lifecycle::calendar::show_weekday_date;
use crate::table::{Column, RowSet};

/// What is to be known of a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AboutView {
    /// Sentences.
    pub notes: Vec<NoteView>,
    /// Of columns the sentence that says from which loaded sources they come, and of when these are.
    pub columns: Vec<(String, String)>,
    /// Ids of the columns that no loaded source has.
    pub missing: Vec<String>,
    /// Sums over the rows that are shown.
    pub sums: Vec<SumView>,
    /// Days with which the newest files can be compared, as ISO 8601 writes them and as a person reads
    /// them, the newest first; of other reports none.
    pub older_days: Vec<(String, String)>,
}

/// A sentence and its weight.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NoteView {
    /// `warning` where a row may be missing or wrong because of it, `sum` for what follows from the rows
    /// that are shown, `ticket` for what a person may want to paste elsewhere, `plain` for anything else.
    pub weight: String,
    /// The sentence.
    pub text: String,
}

impl NoteView {
    /// What a person has to know, or a row may seem to be missing or wrong.
    pub fn warning(text: String) -> NoteView {
        NoteView::of("warning", text)
    }

    /// Anything else that is to be known.
    pub fn plain(text: String) -> NoteView {
        NoteView::of("plain", text)
    }

    /// What follows from the rows that are shown.
    pub fn sum(text: String) -> NoteView {
        NoteView::of("sum", text)
    }

    fn of(weight: &str, text: String) -> NoteView {
        NoteView {
            weight: weight.to_string(),
            text,
        }
    }
}

/// The sums of a column of numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SumView {
    /// The column that is summed.
    pub column: String,
    /// The column by whose values it is grouped; empty for the sum of all.
    pub by: String,
    /// The value of each group, empty for cells without one, and the sum; the largest first.
    pub groups: Vec<(String, Value)>,
    /// How many groups there are, wanted or not.
    pub n_groups: u32,
    /// Rows that are in no sum, because their number is not known.
    pub unknown: u32,
}

/// What is to be known of a report whatever rows of it are shown: looked up once.
#[derive(Clone, Debug, Default)]
pub struct Lasting {
    missing: Vec<&'static str>,
    /// Sentences before and behind those that follow from the rows.
    notes: [Vec<NoteView>; 2],
    columns: Vec<(String, String)>,
}

impl Lasting {
    /// Of a report that was made.
    pub fn of(definition: &'static Definition, across: &Across, survey: &Survey) -> Lasting {
        let missing = missing(definition, across, &survey.tabular);
        let (notes, columns) = match definition.id {
            "provisioning" => provisioning::lasting(across, &survey.tabular, &missing),
            _ => Default::default(),
        };
        Lasting {
            missing,
            notes,
            columns,
        }
    }
}

/// What is to be known of a report, of which these rows are shown; so many groups of each sum are wanted.
pub fn about(
    across: &Across,
    survey: &Survey,
    lasting: &Lasting,
    rows: &RowSet,
    groups: usize,
) -> AboutView {
    let tabular = &survey.tabular;
    let (words, sums) = match tabular.definition.id {
        "provisioning" => provisioning::about(tabular, &lasting.missing, rows, groups),
        "licences" => (licences::about(across, tabular, rows), Vec::new()),
        _ => Default::default(),
    };
    let mut notes = match survey.changes {
        Some(_) => changes::about(survey, rows),
        None => Vec::new(),
    };
    let [before, behind] = &lasting.notes;
    let lasting_notes = survey.notes.iter().chain(before);
    notes.extend(lasting_notes.cloned());
    notes.extend(words);
    notes.extend(behind.iter().cloned());
    notes.extend(provisioning::note_of_sums(&sums));
    let days = match survey.changes {
        Some(_) => changes::older_days(survey),
        None => Vec::new(),
    };
    let day = |day: NaiveDate| (day.to_string(), show_weekday_date(day));
    let missing = lasting.missing.iter();
    AboutView {
        notes,
        columns: lasting.columns.clone(),
        missing: missing.map(|id| id.to_string()).collect(),
        sums,
        older_days: days.into_iter().map(day).collect(),
    }
}

/// The columns that have to be there before anything is said of a report.
pub fn needs(id: &str) -> &'static [&'static str] {
    match id {
        "provisioning" => provisioning::ABOUT,
        _ => &[],
    }
}

/// The columns that no loaded source has.
fn missing(
    definition: &'static Definition,
    across: &Across,
    tabular: &Tabular,
) -> Vec<&'static str> {
    let is_missing = |id: &str| {
        if let Some(amounts) = tabular.amounts.iter().find(|amounts| amounts.id == id) {
            return Some(amounts.numbers.iter().all(|&n| n == Amounts::NOT_LOADED));
        }
        Some(match tabular.table.column(id)? {
            Column::Dict(column) => {
                let is_it: Vec<bool> = column.values().map(is_not_loaded).collect();
                (0..column.len()).all(|row| is_it[column.code(row)])
            }
            Column::Text(column) => (0..column.len()).all(|row| is_not_loaded(column.get(row))),
        })
    };
    if tabular.table.n_rows() == 0 {
        return Vec::new();
    }
    let (mut missing, mut unmade) = (Vec::new(), Vec::new());
    for column in definition.columns {
        match is_missing(column.id) {
            Some(true) => missing.push(column.id),
            Some(false) => {}
            None => unmade.push(column.id),
        }
    }
    let more = super::lazy(definition).map(|lazy| lazy.unloaded(across, unmade));
    missing.extend(more.unwrap_or_default());
    let place = |id: &&str| {
        definition
            .columns
            .iter()
            .position(|column| column.id == *id)
    };
    missing.sort_by_key(place);
    missing
}

//! What changed of one account, told above its details.

use super::super::{Across, Survey};
use super::{Behind, Place};
use crate::lifecycle::calendar::show_date;
use crate::report::account::Records;
use crate::report::view::{AccountView, CellView, StepView};

/// The sentence of a row of the report, with the cells of both files that it rests on.
///
/// # Errors
/// Why a file cannot be read again.
pub fn explained(
    survey: &Survey,
    across: &Across,
    row: usize,
    records: &mut dyn Records,
) -> Result<Vec<StepView>, String> {
    let Some(behind) = &survey.changes else {
        return Ok(Vec::new());
    };
    let (Some(place), Some(told)) = (
        behind.places.get(row),
        behind.told.get(behind.compared_of(row)),
    ) else {
        return Ok(Vec::new());
    };
    let cell = |id: &str| survey.tabular.table.cell(id, row);
    let shown = |id: &str| super::show_side(cell(id)).text;
    let what = match (place.older, place.newer) {
        (None, _) => format!(
            "The newer file has this entry, and the older one has not: {}",
            shown("after")
        ),
        (_, None) => format!(
            "The older file has this entry, and the newer one has not: {}",
            shown("before")
        ),
        _ => {
            let also = match cell("also") {
                "" => String::new(),
                also => format!("; also changed: {}", also.replace(';', ", ")),
            };
            format!(
                "{} was {} and is {} now{also}",
                cell("column"),
                or_nothing(&shown("before")),
                or_nothing(&shown("after"))
            )
        }
    };
    let days = format!("{} to {}", show_date(told.older), show_date(told.newer));
    let mut steps = vec![StepView {
        statement: format!("From {days}: {what}."),
        cells: cells(across, place, records)?,
        rule: "what-changed".to_string(),
        policy: Vec::new(),
    }];
    if let Some((_, fate)) = cell("fate").split_once('\t') {
        steps.push(StepView {
            statement: format!(
                "What became of it: {fate}. {}.",
                capital(cell("fate_reason"))
            ),
            rule: "what-became-of-it".to_string(),
            ..StepView::default()
        });
    }
    Ok(steps)
}

/// A row that stands for all users of a profile.
pub fn event(survey: &Survey, row: usize, explanation: Vec<StepView>) -> AccountView {
    let cell = |id: &str| survey.tabular.table.cell(id, row).to_string();
    AccountView {
        key: cell("key"),
        name: cell("key"),
        headline: "one event of a profile: its users were not changed one by one".to_string(),
        explanation,
        ..AccountView::default()
    }
}

/// The cells of both rows: of what differs or, of an entry that one file lacks, of its key.
fn cells(
    across: &Across,
    place: &Place,
    records: &mut dyn Records,
) -> Result<Vec<CellView>, String> {
    let input = &across.inputs[place.source];
    let mut cells = Vec::new();
    for row in [place.older, place.newer].into_iter().flatten() {
        let (id, source_row) = input.place(row as usize);
        let mut found = records.read(id, source_row)?;
        found.line = input.lines[row as usize];
        let of_end = |field: &str| {
            place.field == "scheduled_deletion" && matches!(field, "expires_in_days" | "reason")
        };
        let is_key = |field: &str| input.roles.iter().any(|(_, known)| *known == field);
        let wanted = |cell: &&crate::report::account::SourceCell| match place.field {
            "" => is_key(cell.field),
            field => cell.field == field || (of_end(cell.field) && !cell.text.is_empty()),
        };
        let mut of_row: Vec<_> = found.cells.iter().filter(wanted).collect();
        // What differs stands before what it follows from besides.
        of_row.sort_by_key(|cell| cell.field != place.field);
        of_row.truncate(if place.field.is_empty() { 1 } else { 3 });
        cells.extend(of_row.into_iter().map(|cell| CellView {
            source: found.source,
            name: found.name.clone(),
            line: found.line,
            column: cell.caption.clone(),
            raw: cell.text.clone(),
        }));
    }
    Ok(cells)
}

fn or_nothing(text: &str) -> &str {
    match text {
        "" => "empty",
        text => text,
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

impl Behind {
    /// Which two days a row compares, among all.
    pub(super) fn compared_of(&self, row: usize) -> usize {
        self.places.get(row).map_or(0, |place| place.compared)
    }
}

//! One account over all sources: every field of every row, and how each row came to it (M5, F11, F13, F30).

mod derived;
mod told;

use super::super::account::{Records, SourceCell};
use super::super::view::{AccountView, CellView, FieldView, StepView};
use super::fields::{DISPLAY_NAME, PRINCIPAL_NAME, Said};
use super::{Across, provisioning};
use crate::accounts::directory::{How, Joined};
use crate::accounts::matching::Tier;
use crate::lifecycle::calendar::show_date;
use crate::report::matching::Input;

/// One account as shown.
pub fn details(
    across: &Across,
    account: u32,
    records: &mut dyn Records,
) -> Result<AccountView, String> {
    let mut view = AccountView {
        key: across.field(PRINCIPAL_NAME).text(account).to_string(),
        name: across.field(DISPLAY_NAME).text(account).to_string(),
        ..AccountView::default()
    };
    let mut n_rows = 0;
    let mut told = Rows::default();
    for (source, input) in across.inputs.iter().enumerate() {
        let joined = &across.directory.sources()[source];
        let first = across.directory.row(source, account as usize);
        let further = joined.further.iter().filter(|(known, _)| *known == account);
        let rows = first
            .into_iter()
            .chain(further.map(|&(_, row)| row as usize));
        let mut rows: Vec<usize> = rows.collect();
        // The file of the row that counts first, then file by file.
        let file = |row: usize| input.place(row).0;
        rows.sort_by_key(|&row| (Some(file(row)) != first.map(file), file(row)));
        for row in rows {
            n_rows += 1;
            let (id, source_row) = input.place(row);
            let mut found = records.read(id, source_row)?;
            found.line = input.lines[row];
            let cells = found.cells.iter().map(|cell| CellView {
                source: found.source,
                name: found.name.clone(),
                line: found.line,
                column: cell.caption.clone(),
                raw: cell.text.clone(),
            });
            let cells: Vec<CellView> = cells.collect();
            let is_named = joined.how[row] == How::ByChosen
                && provisioning::value_of(input, &joined.chosen, row).is_some();
            let key = found.cells.iter().position(|cell| match is_named {
                true => cell.field == "custom_attribute_value",
                false => {
                    let mut roles = input.roles.iter();
                    !cell.text.is_empty() && roles.any(|(_, field)| *field == cell.field)
                }
            });
            view.explanation.push(StepView {
                statement: format!("{}{}", how(joined, row, input.label), as_of(input, row)),
                cells: key.map(|key| cells[key].clone()).into_iter().collect(),
                rule: rule(joined.how[row]).to_string(),
                policy: Vec::new(),
            });
            let text = |field: &str| {
                let cell = found.cells.iter().find(|cell| cell.field == field)?;
                Some(cell.text.as_str())
            };
            let order = (across.readings.order)(id, "preserved_on");
            for told in provisioning::of_row(input.id, &text, order) {
                let rests_on = found.cells.iter().zip(&cells);
                let rests_on = rests_on.filter(|(cell, _)| told.fields.contains(&cell.field));
                view.explanation.push(StepView {
                    cells: rests_on.map(|(_, place)| place.clone()).collect(),
                    ..step(told)
                });
            }
            view.fields.extend(
                found
                    .cells
                    .iter()
                    .zip(&cells)
                    .map(|(cell, place)| FieldView {
                        field: cell.caption.clone(),
                        value: cell.text.trim().to_string(),
                        cell: place.clone(),
                        note: String::new(),
                        source: as_heading(input, row),
                    }),
            );
            told.rows.push((source, row, found.cells, cells));
        }
    }
    derived::derived(across, account, &told, &mut view);
    if view.name.is_empty() {
        view.name.clone_from(&view.key);
    }
    let entries = provisioning::Entries::of_one(across, account);
    let n_entries = entries.n_of_person.first().copied().unwrap_or_default();
    view.explanation
        .extend(provisioning::of_entries(n_entries).map(step));
    let contradicted = provisioning::of_attributes(across, &entries).into_iter();
    view.explanation.extend(contradicted.map(step));
    view.headline = match n_rows {
        0 => "in no loaded file of accounts: only sign-ins are known".to_string(),
        1 => "one row of one file".to_string(),
        n => format!("{n} rows of the loaded files are this account"),
    };
    Ok(view)
}

/// The rows of an account as their files have them.
#[derive(Default)]
struct Rows {
    /// Place among the inputs, row there, its cells, and where each stands.
    rows: Vec<(usize, usize, Vec<SourceCell>, Vec<CellView>)>,
}

impl Rows {
    /// The cell in which something is said.
    fn cell(&self, said: &Said) -> Option<&CellView> {
        let mut rows = self.rows.iter();
        let (.., cells, places) =
            rows.find(|(source, row, ..)| (*source, *row) == (said.source, said.row))?;
        let place = cells.iter().position(|cell| cell.field == said.name)?;
        places.get(place)
    }
}

/// What a row's source is and of which day the row is.
fn as_heading(input: &Input, row: usize) -> String {
    match input.day_of(row) {
        Some(day) => format!("{}, as of {}", input.label, show_date(day)),
        None => format!("{}, of an unknown day", input.label),
    }
}

/// The day that a row is of, where it is known.
fn as_of(input: &Input, row: usize) -> String {
    match input.day_of(row) {
        Some(day) => format!(" It is as of {}.", show_date(day)),
        None => " Of which day it is, its file does not say.".to_string(),
    }
}

fn step(told: provisioning::Told) -> StepView {
    StepView {
        statement: told.statement,
        rule: told.rule.to_string(),
        ..StepView::default()
    }
}

fn how(joined: &Joined, row: usize, label: &str) -> String {
    let chosen = &joined.chosen;
    let mut text = match joined.how[row] {
        How::Made => format!("The first row of this account stands in {label}."),
        How::By(tier) => format!(
            "A row of {label} is this account: they agree in {}.",
            agrees(tier)
        ),
        How::OtherObjectId => format!(
            "A row of {label} has the name of another account, but another object id: an account that was made again under its name is another one."
        ),
        How::Ambiguous => format!(
            "A row of {label} has a name that stands for several accounts, or several rows have it: it was left apart."
        ),
        How::ByChosen => format!(
            "A row of {label} is this account: its custom attribute `{chosen}`, which was chosen as a key, names it."
        ),
        How::ChosenApart => format!(
            "A row of {label} was left apart: its custom attribute `{chosen}`, which was chosen as a key, names several accounts, or one that another user is or names."
        ),
    };
    if joined.against.binary_search(&(row as u32)).is_ok() {
        text.push_str(&format!(
            " Its custom attribute `{chosen}`, which was chosen as a key, names another account; what is named before it counts."
        ));
    }
    text
}

fn agrees(tier: Tier) -> &'static str {
    match tier {
        Tier::ObjectId => "the object id",
        Tier::Upn => "the user principal name",
        Tier::Mail => "the primary mail address",
        Tier::Proxy => "an address of the account",
        Tier::PersonId => "the person's id",
        Tier::LogonName => "the bare logon name",
        Tier::Derived => "the name that a guest's or a deleted account's hides",
        Tier::Suggestion => "a suggestion that you accepted",
    }
}

fn rule(how: How) -> &'static str {
    match how {
        How::Made => "first-row",
        How::By(tier) => tier.id(),
        How::OtherObjectId => "other-object-id",
        How::Ambiguous | How::ChosenApart => "several-rows",
        How::ByChosen => Tier::PersonId.id(),
    }
}

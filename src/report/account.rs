//! One account: every field of its rows, and the chain of reasons for where it stands.

use chrono::NaiveDate;

use super::dataset::Dataset;
use super::lists::marks;
use super::policy_view;
use super::view::{AccountView, CellView, ChecklistStep, EligibilityView, FieldView, StepView};
use crate::accounts::{OtherKey, Side};
use crate::ingest::issue::list;
use crate::lifecycle::backup::BackupEnd;
use crate::lifecycle::calendar::show_weekday_date;
use crate::lifecycle::clocks::Clocks;
use crate::lifecycle::criteria::criteria;
use crate::lifecycle::explain::{Cells, Cite, Mine, explain};
use crate::lifecycle::facts::Facts;
use crate::lifecycle::headline::headline;
use crate::lifecycle::stage::Stage;
use crate::lifecycle::standing::Standing;

/// A row as its file has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceRow {
    /// Source number.
    pub source: u32,
    /// Source name.
    pub name: String,
    /// First line of the row in the file.
    pub line: u32,
    /// Caption, field and text of every cell.
    pub cells: Vec<SourceCell>,
}

/// A cell as its file has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceCell {
    /// Header, or the column's number.
    pub caption: String,
    /// The field the column was taken for; empty where none.
    pub field: &'static str,
    /// The text as found.
    pub text: String,
}

/// Reads rows again as their files have them.
pub trait Records {
    /// The cells of a row of a source; the error says why it cannot be read again.
    fn read(&mut self, source: u32, row: usize) -> Result<SourceRow, String>;
}

/// Which row of which side an account is shown for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// An enrollment row.
    Enrollment(usize),
    /// One of my rows that meets no enrollment row.
    Mine(usize),
}

/// The most urgent row of a key; one of mine where the report has none.
pub fn place_of(dataset: &Dataset, key: &str, standings: &[Standing]) -> Option<Place> {
    let roster = &dataset.roster;
    let rank = |row: &usize| standings[dataset.statement_of.get(*row)].urgency.rank();
    let rows = dataset.rows_with(&roster.enrollment, key).into_iter();
    let counted = rows.filter(|&row| !roster.left_out.contains(row));
    // Rows of mine before others of the same name.
    let best = counted.min_by_key(|row| (!roster.matched.contains(*row), rank(row)));
    best.map(Place::Enrollment).or_else(|| {
        let rows = dataset.rows_with(&roster.mine, key);
        rows.first().map(|&row| Place::Mine(row))
    })
}

/// One account as shown.
pub fn account(
    dataset: &Dataset,
    place: Place,
    standings: &[Standing],
    today: NaiveDate,
    records: &mut dyn Records,
) -> Result<AccountView, String> {
    match place {
        Place::Enrollment(row) => enrolled(dataset, row, standings, today, records),
        Place::Mine(row) => {
            let found = read(&dataset.roster.mine, row, records)?;
            Ok(AccountView {
                key: dataset.key_text(&dataset.roster.mine, row),
                name: dataset.roster.mine.table.cell("logon_name", row).to_string(),
                fields: fields(&found),
                stage: "unknown".to_string(),
                urgency: "unclear".to_string(),
                headline: "on your list, but in no enrollment report: nothing is known about its end".to_string(),
                explanation: vec![StepView {
                    statement: match dataset.roster.mine_near.contains(row) {
                        true => "The enrollment report has this name in another domain only, so the two were not joined.".to_string(),
                        false => "No row of the enrollment report has this logon name. The report may leave the person out, be older than the account, or spell the name otherwise.".to_string(),
                    },
                    cells: cell_of(&found, "logon_name").into_iter().collect(),
                    rule: "same-logon-name".to_string(),
                    policy: Vec::new(),
                }],
                ..AccountView::default()
            })
        }
    }
}

fn enrolled(
    dataset: &Dataset,
    row: usize,
    standings: &[Standing],
    today: NaiveDate,
    records: &mut dyn Records,
) -> Result<AccountView, String> {
    let roster = &dataset.roster;
    let side = &roster.enrollment;
    let standing = &standings[dataset.statement_of.get(row)];
    let found = read(side, row, records)?;
    let partner = roster
        .matched
        .contains(row)
        .then(|| roster.partner[row] as usize);
    let mine = partner
        .map(|partner| read(&roster.mine, partner, records))
        .transpose()?;
    let statement = dataset.statement(row);
    let facts = dataset.facts(statement);
    let others = dataset.fact_rows(row).iter().map(|said| {
        let mut found = records.read(said.source, said.source_row as usize)?;
        found.line = said.line;
        Ok(found)
    });
    let others: Vec<SourceRow> = others.collect::<Result<_, String>>()?;
    let mode = others.iter().find_map(|row| cell_of(row, "preserve_mode"));
    let mode = mode.map(|cell| cell.raw).unwrap_or_default();
    let cell = |name: &str| side.table.cell(name, row);
    let texts = Cells {
        mine: partner.map(|_| match dataset.has_proven_mailbox(row) {
            true => Mine::Mailboxes,
            false => Mine::Names,
        }),
        scheduled: cell("scheduled_deletion"),
        days: cell("expires_in_days"),
        reason: cell("reason"),
        ready: cell("o365_ready"),
        affiliations: side
            .table
            .column("affiliations")
            .filter(|_| side.has_column("affiliations", row))
            .map(|column| column.get(row)),
        active_code: cell("active_code"),
        has_mailbox: cell("has_mailbox"),
        logon_name: cell("logon_name"),
        center: match cell("center_name") {
            "" => cell("center_code"),
            name => name,
        },
        deceased: cell("deceased"),
        inactive_on: cell("inactive_on"),
        preserve_mode: &mode,
    };
    let as_of = dataset.reports[statement.report].as_of;
    let (evidence, policy) = (&statement.evidence, &dataset.policy);
    let rows = Rows {
        found: &found,
        mine: mine.as_ref(),
        others: &others,
    };
    let parts = criteria(&texts, evidence, facts, today, policy);
    let eligibility = parts.map(|part| EligibilityView {
        title: part.title.to_string(),
        state: part.state.name().to_string(),
        reason: part.reason,
        cells: rows.cited(&part.cites).0,
    });
    let steps = explain(&texts, evidence, facts, as_of, today, policy);
    let explanation = steps.into_iter().map(|step| {
        let (cells, lines) = rows.cited(&step.cites);
        let value = |key: &'static str| (key.to_string(), policy_view::cited(&dataset.policy, key));
        StepView {
            statement: step.statement,
            cells,
            rule: step.rule.to_string(),
            policy: lines.into_iter().map(value).collect(),
        }
    });
    let name = match cell("name") {
        "" => cell("logon_name"),
        name => name,
    };
    Ok(AccountView {
        key: dataset.key_text(side, row),
        name: name.to_string(),
        stage: standing.stage.name().to_string(),
        urgency: standing.urgency.name().to_string(),
        headline: headline(standing, today),
        marks: marks(dataset, row, standing),
        clocks: clocks(standing, facts),
        explanation: join_notes(dataset, row, &found)
            .into_iter()
            .chain(explanation)
            .collect(),
        checklist: match standing.stage != Stage::Active {
            true => checklist(dataset),
            false => Vec::new(),
        },
        fields: mine
            .iter()
            .chain([&found])
            .chain(&others)
            .flat_map(fields)
            .collect(),
        offers: Vec::new(),
        orders: Vec::new(),
        eligibility: eligibility.into(),
        timeline: dates(standing, statement.evidence.inactive_on.day(), today),
    })
}

/// The dates of an account by their names, and today's.
fn dates(
    standing: &Standing,
    inactive_on: Option<NaiveDate>,
    today: NaiveDate,
) -> Vec<(String, NaiveDate)> {
    let Some(clocks) = &standing.clocks else {
        return Vec::new();
    };
    let days = [
        ("inactive", inactive_on),
        ("last_safe_day", Some(clocks.last_safe_day)),
        ("disable_day", Some(clocks.disable_day)),
        ("deletion_day", Some(clocks.deletion_day)),
        ("safe_recovery_day", Some(clocks.safe_recovery_day)),
        ("recovery_end", Some(clocks.recovery_end)),
        ("today", Some(today)),
    ];
    let known = days.into_iter();
    known
        .filter_map(|(name, day)| Some((name.to_string(), day?)))
        .collect()
}

/// What the join itself has to say about a row.
fn join_notes(dataset: &Dataset, row: usize, found: &SourceRow) -> Vec<StepView> {
    let roster = &dataset.roster;
    let centers = match dataset.several_centers.contains(row) {
        true => dataset.centers_of(row),
        false => Vec::new(),
    };
    let several_centers = format!(
        "The person has rows of several centers, {}: a primary one has to be chosen, and until then \
         the earlier date counts.",
        list(&centers)
    );
    let notes = [
        (
            roster.accepted.contains(row),
            "Your list writes this logon name otherwise: the two rows were joined because you accepted the suggestion. Compare the fields below.",
        ),
        (
            roster.ambiguous.contains(row),
            "This logon name stands for more than one account, so it may not be yours: compare the fields below before you act.",
        ),
        (
            roster.duplicate.contains(row) && !roster.ambiguous.contains(row),
            "Another row of the enrollment report has the same logon name; each is listed.",
        ),
    ];
    let told = notes.into_iter().filter(|(holds, _)| *holds);
    let told = told.map(|(_, statement)| StepView {
        statement: statement.to_string(),
        cells: cell_of(found, "logon_name").into_iter().collect(),
        rule: "several-rows".to_string(),
        policy: Vec::new(),
    });
    let by_other = roster.other_key(row).map(|by| match by {
        OtherKey::Address => (
            "T3",
            "Your list writes this account with several addresses; one of them is the logon name here, so the two rows were joined.",
        ),
        OtherKey::Guest => (
            "T6",
            "One of the two rows is a guest, whose name was made of the address of the other, so the two rows were joined. Compare the fields below.",
        ),
        OtherKey::Deleted => (
            "T6",
            "One of the two rows is a deleted account, whose name begins with its object id and goes on as the logon name of the other, so the two rows were joined. No object id is there to check it with, and the living account may be another one made under the same name: compare the fields below before you act.",
        ),
    });
    let by_other = by_other.map(|(rule, statement)| StepView {
        statement: statement.to_string(),
        cells: cell_of(found, "logon_name").into_iter().collect(),
        rule: rule.to_string(),
        policy: Vec::new(),
    });
    let conflict = (!centers.is_empty()).then(|| StepView {
        statement: several_centers,
        cells: center_of(found).into_iter().collect(),
        rule: "several-centers".to_string(),
        policy: Vec::new(),
    });
    by_other.into_iter().chain(told).chain(conflict).collect()
}

fn center_of(row: &SourceRow) -> Option<CellView> {
    cell_of(row, "center_name").or_else(|| cell_of(row, "center_code"))
}

fn clocks(standing: &Standing, facts: Option<&Facts>) -> Vec<(String, String)> {
    let until = facts.and_then(|facts| facts.override_until);
    let until = until.map(|until| ("Override ends", show_weekday_date(until)));
    let kept = facts.and_then(|facts| facts.preserved);
    let backup = match kept.map(|kept| kept.end()) {
        Some(BackupEnd::Between(earliest, latest)) => {
            let [earliest, latest] = [earliest, latest].map(show_weekday_date);
            Some(("Backup deleted", format!("{earliest} or {latest}")))
        }
        Some(BackupEnd::Held | BackupEnd::Unknown) | None => None,
    };
    let own = standing.clocks.iter().flat_map(own_clocks);
    let all = own.chain(until).chain(backup);
    all.map(|(caption, text)| (caption.to_string(), text))
        .collect()
}

fn own_clocks(clocks: &Clocks) -> [(&'static str, String); 5] {
    let days = [
        ("Last safe working day", clocks.last_safe_day),
        ("Disable day", clocks.disable_day),
        ("Deletion day", clocks.deletion_day),
        ("Last safe reinstatement day", clocks.safe_recovery_day),
        ("End of recovery", clocks.recovery_end),
    ];
    days.map(|(caption, day)| (caption, show_weekday_date(day)))
}

fn checklist(dataset: &Dataset) -> Vec<ChecklistStep> {
    let steps = dataset.policy.steps().into_iter();
    steps
        .map(|step| ChecklistStep {
            text: step.text,
            owner: step.owner,
            wait_minutes: step.wait_minutes,
        })
        .collect()
}

fn read(side: &Side, row: usize, records: &mut dyn Records) -> Result<SourceRow, String> {
    let (source, source_row) = side.place(row);
    let mut found = records.read(source, source_row)?;
    found.line = side.lines[row];
    Ok(found)
}

fn fields(row: &SourceRow) -> Vec<FieldView> {
    row.cells
        .iter()
        .map(|cell| FieldView {
            field: cell.caption.clone(),
            value: cell.text.trim().to_string(),
            cell: view_of(row, cell),
            note: String::new(),
            source: String::new(),
        })
        .collect()
}

fn view_of(row: &SourceRow, cell: &SourceCell) -> CellView {
    CellView {
        source: row.source,
        name: row.name.clone(),
        line: row.line,
        column: cell.caption.clone(),
        raw: cell.text.clone(),
    }
}

fn cell_of(row: &SourceRow, field: &str) -> Option<CellView> {
    let cell = row.cells.iter().find(|cell| cell.field == field)?;
    Some(view_of(row, cell))
}

/// The rows of an account.
struct Rows<'a> {
    found: &'a SourceRow,
    mine: Option<&'a SourceRow>,
    others: &'a [SourceRow],
}

impl Rows<'_> {
    /// The cells that a sentence cites, and the policy lines.
    fn cited(&self, cites: &[Cite]) -> (Vec<CellView>, Vec<&'static str>) {
        let found = self.found;
        let mut cells = Vec::new();
        let mut lines = Vec::new();
        for cite in cites {
            match cite {
                Cite::PolicyLine(line) => lines.push(*line),
                Cite::MineRow => cells.extend(self.mine.and_then(|row| cell_of(row, "logon_name"))),
                Cite::LogonName => cells.extend(cell_of(found, "logon_name")),
                Cite::ScheduledDeletion | Cite::AsOf => {
                    cells.extend(cell_of(found, "scheduled_deletion"))
                }
                Cite::ExpiresInDays => cells.extend(cell_of(found, "expires_in_days")),
                Cite::Reason => {
                    let fields = ["reason", "o365_ready"].into_iter();
                    cells.extend(fields.filter_map(|field| cell_of(found, field)));
                }
                Cite::Affiliations => cells.extend(cell_of(found, "affiliations")),
                Cite::ActiveCode => cells.extend(cell_of(found, "active_code")),
                Cite::HasMailbox => cells.extend(cell_of(found, "has_mailbox")),
                Cite::InactiveOn => cells.extend(cell_of(found, "inactive_on")),
                Cite::Deceased => cells.extend(cell_of(found, "deceased")),
                Cite::Center => cells.extend(center_of(found)),
                Cite::DeletedAt => cells.extend(self.elsewhere(&["deleted_at"])),
                Cite::Override => {
                    cells.extend(self.elsewhere(&["override_center", "users_functional"]))
                }
                Cite::OverrideUntil => cells.extend(self.elsewhere(&["override_until"])),
                Cite::Blocked => cells.extend(self.elsewhere(&["blocked"])),
                Cite::Licenses => cells.extend(self.elsewhere(&["licenses"])),
                Cite::Preserved => cells.extend(self.elsewhere(&[
                    "preserved_on",
                    "preserve_mode",
                    "auto_delete_days",
                    "legal_hold",
                ])),
                Cite::Today => {}
            }
        }
        (cells, lines)
    }

    /// The cells of these fields in the rows of other exports.
    fn elsewhere(&self, fields: &[&str]) -> Vec<CellView> {
        let cells = fields.iter().flat_map(|field| {
            let cells = self.others.iter();
            cells.filter_map(|row| cell_of(row, field))
        });
        cells.collect()
    }
}

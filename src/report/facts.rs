//! What other exports say of the accounts of enrollment rows (P39, D31, D32, domain 2.6).
//!
//! It is looked for where such an export is loaded, and no row is asked twice: rows that say the same
//! of their end and of which other exports say the same stay one statement.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::dataset::{Dataset, Statement};
use super::matching::{AcceptedPair, Input, accepted_between};
use crate::accounts::logon_name::Nfkc;
use crate::accounts::matching::{MatchRules, joined_pairs};
use crate::ingest::cell::{DateOrder, is_blank, read_date, read_flag};
use crate::ingest::instant::{InstantReading, read_instant};
use crate::ingest::number::{NumberReading, read_whole};
use crate::ingest::zone::ZoneRules;
use crate::lifecycle::backup::{Job, Preserved};
use crate::lifecycle::criteria::kept_without_override;
use crate::lifecycle::facts::{Deleted, Facts};
use crate::lifecycle::policy::Policy;
use crate::lifecycle::standing::Standing;
use crate::table::column::Codes;
use crate::table::{RowSet, Table};

/// How an account stands once facts are known: see [`Facts::correct`].
pub type Correct = fn(&Facts, Standing, NaiveDate, &Policy) -> Standing;

/// What other exports say, and of which rows.
#[derive(Clone, Debug)]
pub struct Found {
    /// Everything they say of an account, each once.
    pub facts: Vec<Facts>,
    /// Enrollment rows of which they say something, in order: the row and a place in `facts`.
    pub of_rows: Vec<(u32, u32)>,
    /// The rows that say it, in the order of their enrollment rows.
    pub rows: Vec<FactRow>,
    /// See [`Correct`].
    pub correct: Correct,
}

/// A row of another export that says something of an enrollment row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FactRow {
    /// The enrollment row.
    pub row: u32,
    /// The export's source number.
    pub source: u32,
    /// Its row there.
    pub source_row: u32,
    /// First line of that row in its file.
    pub line: u32,
}

/// How the enrollment rows stood before anything was found.
#[derive(Clone, Debug)]
pub struct Plain {
    statement_of: Codes,
    n_statements: usize,
    flagged: RowSet,
    doubtful: RowSet,
}

/// What is known of the sources of other exports beside their rows.
pub struct AboutSources<'a> {
    /// The order in which a source's slash dates of a field are read.
    pub order: &'a dyn Fn(u32, &str) -> Option<DateOrder>,
    /// The day on which a source was true.
    pub day: &'a dyn Fn(u32) -> Option<NaiveDate>,
}

/// Looks for what other exports say of the enrollment rows they meet by an automatic tier, or because
/// the person accepted it.
pub fn find(
    inputs: &[Input],
    rules: &MatchRules,
    accepted: &[AcceptedPair],
    about: &AboutSources,
    policy: &Policy,
    nfkc: Nfkc,
) -> Found {
    let mut of_row: BTreeMap<u32, Facts> = BTreeMap::new();
    let mut rows = Vec::new();
    let enrollment = inputs.iter().find(|input| input.id == "enrollment");
    for input in inputs {
        if !["m365-users", "ars", "druva-preserved"].contains(&input.id) {
            continue;
        }
        let Some(enrollment) = enrollment else { break };
        let accepted = accepted_between(input, enrollment, accepted);
        let (left, right) = (input.side(), enrollment.side());
        for (row, met) in joined_pairs(&left, &right, rules, &accepted, nfkc) {
            let row = row as usize;
            let (source, source_row) = input.place(row);
            rows.push(FactRow {
                row: met,
                source,
                source_row: source_row as u32,
                line: input.lines[row],
            });
            let said = Said {
                table: input.table,
                row,
                source,
                about,
                zone: &policy.zone,
            };
            let facts = of_row.entry(met).or_default();
            match input.id {
                "m365-users" => said.by_directory(facts),
                "ars" => said.by_console(facts),
                _ => said.by_backup(facts),
            }
            if facts.override_until.is_some() {
                let cell = enrollment.table.cell("affiliations", met as usize);
                facts.kept_otherwise = kept_without_override(cell, policy);
            }
        }
    }
    rows.sort_unstable();
    let mut facts = Vec::new();
    let mut places: HashMap<Facts, u32> = HashMap::new();
    let of_rows = of_row.into_iter().map(|(row, said)| {
        let place = *places.entry(said).or_insert_with(|| {
            facts.push(said);
            facts.len() as u32 - 1
        });
        (row, place)
    });
    let of_rows = of_rows.collect();
    Found {
        facts,
        of_rows,
        rows,
        correct: |facts, standing, today, policy| facts.correct(standing, today, policy),
    }
}

/// A row of another export.
struct Said<'a> {
    table: &'a Table,
    row: usize,
    source: u32,
    about: &'a AboutSources<'a>,
    zone: &'a ZoneRules,
}

impl Said<'_> {
    fn cell(&self, field: &str) -> &str {
        self.table.cell(field, self.row)
    }

    /// The day of a cell; of two that it may be the earlier one.
    fn day(&self, field: &str) -> Option<NaiveDate> {
        let order = (self.about.order)(self.source, field);
        read_date(self.cell(field), order, self.zone).day()
    }

    /// The day of a cell; of a time without a zone, which is one of UTC (D13), that in the policy's zone.
    fn day_or_instant(&self, field: &str) -> Option<NaiveDate> {
        let cell = self.cell(field);
        match read_instant(cell, (self.about.order)(self.source, field)) {
            InstantReading::At(instant) if cell.contains(':') => {
                Some(self.zone.local(instant)?.date())
            }
            _ => self.day(field),
        }
    }

    fn by_directory(&self, facts: &mut Facts) {
        let cell = self.cell("deleted_at");
        let order = (self.about.order)(self.source, "deleted_at");
        facts.deleted = match read_instant(cell, order) {
            InstantReading::Missing => Deleted::No,
            InstantReading::At(instant) => Deleted::At(instant),
            InstantReading::Ambiguous | InstantReading::Unreadable => Deleted::Unreadable,
        };
        facts.blocked = read_flag(self.cell("blocked"));
        let licenses = self.cell("licenses");
        facts.licensed =
            (!is_blank(licenses)).then(|| !licenses.trim().eq_ignore_ascii_case("unlicensed"));
        facts.directory_day = (self.about.day)(self.source);
    }

    fn by_console(&self, facts: &mut Facts) {
        facts.override_until = self.day("override_until");
        let group = self.cell("users_functional");
        let is_in = match read_flag(group) {
            Some(flag) => flag,
            None => group.to_ascii_lowercase().contains("usersfunctional"),
        };
        let center = self.cell("override_center");
        let by_center = !is_blank(center) && read_flag(center) != Some(false);
        let has = |field| self.table.column(field).is_some();
        let tells = has("users_functional") || has("override_center");
        facts.overridden = tells.then_some(is_in || by_center);
    }

    fn by_backup(&self, facts: &mut Facts) {
        let days = match read_whole(self.cell("auto_delete_days")) {
            NumberReading::Is(days) => u32::try_from(days.digits).ok(),
            _ => None,
        };
        facts.preserved = Some(Preserved {
            on: self.day_or_instant("preserved_on"),
            job: Job::of_mode(self.cell("preserve_mode")),
            delete_after_days: days,
            held: read_flag(self.cell("legal_hold")),
        });
    }
}

impl Dataset {
    /// Takes what was found, in place of what was found before.
    pub fn take(&mut self, found: Found) {
        let plain = self.plain.get_or_insert_with(|| {
            Box::new(Plain {
                statement_of: self.statement_of.clone(),
                n_statements: self.statements.len(),
                flagged: self.flagged.clone(),
                doubtful: self.doubtful.clone(),
            })
        });
        self.statements.truncate(plain.n_statements);
        self.flagged = plain.flagged.clone();
        self.doubtful = plain.doubtful.clone();
        let mut statement_of = Codes::Narrow(Vec::with_capacity(plain.statement_of.len()));
        let mut codes: HashMap<u64, u32> = HashMap::new();
        let mut next = found.of_rows.iter().peekable();
        for row in 0..plain.statement_of.len() {
            let mut code = plain.statement_of.get(row) as u32;
            if let Some(&(_, facts)) = next.next_if(|&&(at, _)| at as usize == row) {
                let plain = self.statements[code as usize];
                let statements = &mut self.statements;
                code = *codes
                    .entry(u64::from(code) << 32 | u64::from(facts))
                    .or_insert_with(|| {
                        statements.push(Statement {
                            facts: Some(facts),
                            ..plain
                        });
                        statements.len() as u32 - 1
                    });
                if found.facts[facts as usize].say_that_it_ends() {
                    self.flagged.insert(row);
                    self.doubtful.remove(row);
                }
            }
            statement_of.push(code);
        }
        self.statement_of = statement_of;
        self.found = Some(found);
        self.count_statements();
    }

    /// The rows of other exports that say something of an enrollment row.
    pub fn fact_rows(&self, row: usize) -> &[FactRow] {
        let rows = self.found.as_ref().map_or(&[][..], |found| &found.rows);
        let first = rows.partition_point(|one| (one.row as usize) < row);
        let end = rows.partition_point(|one| one.row as usize <= row);
        &rows[first..end]
    }
}

//! What all reports are made of: the joined rows and what each says about its end.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::cells::Cell;
use super::facts::{Found, Plain};
use crate::accounts::logon_name::Nfkc;
use crate::accounts::matching::MatchRules;
use crate::accounts::{MetByOther, OtherKey, Roster, Side};
use crate::ingest::cell::{
    DateOrder, DateReading, DaysReading, OrderDecision, decide_order, read_date, read_days,
    read_flag,
};
use crate::ingest::zone::ZoneRules;
use crate::lifecycle::deadline::{
    AsOf, Checks, Evidence, InferredAsOf, Provenance, doubt, infer_as_of, is_flag_reason,
    is_flagged,
};
use crate::lifecycle::eligibility::{Eligibility, affiliations, eligibility};
use crate::lifecycle::facts::Facts;
use crate::lifecycle::policy::Policy;
use crate::lifecycle::standing::{Standing, standing};
use crate::table::column::Codes;
use crate::table::{DictColumn, RowSet};

/// The joined rows, and for each what it says about the end of its account.
#[derive(Clone, Debug)]
pub struct Dataset {
    /// The joined rows.
    pub roster: Roster,
    /// The times and rules in force.
    pub policy: Policy,
    /// Flagged enrollment rows.
    pub flagged: RowSet,
    /// Enrollment rows that are not flagged, but not known to be safe either: see [`doubt`].
    pub doubtful: RowSet,
    /// For every enrollment row a place in [`Dataset::statements`].
    pub statement_of: Codes,
    /// Everything that rows say about their end, each once.
    pub statements: Vec<Statement>,
    /// How many rows say each of them; an exact repeat of a row is not counted.
    pub rows_of_statement: Vec<u32>,
    /// What is known of each enrollment source, in the order of the roster's spans.
    pub reports: Vec<ReportFacts>,
    /// My rows that come from a mailbox list, which proves a mailbox.
    pub mailboxes: RowSet,
    /// Rows of one person in several centers: a primary one has to be chosen (P41).
    pub several_centers: RowSet,
    /// What other exports say of enrollment rows, once that was looked for.
    pub found: Option<Found>,
    /// How the rows stood before that.
    pub(super) plain: Option<Box<Plain>>,
    /// What was decided about the accounts of enrollment rows.
    pub decided: Decided,
    nfkc: Nfkc,
}

/// What was decided about the accounts of enrollment rows.
#[derive(Clone, Debug, Default)]
pub struct Decided {
    /// Rows in their order, each with the place of its cell, from 1.
    pub of_row: Vec<(u32, u32)>,
    /// What the rows show.
    pub cells: Vec<Cell>,
}

impl Decided {
    /// The place of a row's cell, from 1; 0 where nothing was decided.
    pub fn code(&self, row: usize) -> usize {
        let found = self
            .of_row
            .binary_search_by_key(&row, |(row, _)| *row as usize);
        found.map_or(0, |at| self.of_row[at].1 as usize)
    }
}

/// What one or many rows say about their end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement {
    /// What the cells say.
    pub evidence: Evidence,
    /// Which enrollment source, in the order of the roster's spans.
    pub report: usize,
    /// Code of the scheduled deletion date in its column.
    pub scheduled_code: usize,
    /// What other exports say of the same accounts: a place in [`Found::facts`].
    pub facts: Option<u32>,
}

/// What is known of one enrollment source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportFacts {
    /// Source number.
    pub source: u32,
    /// When it was true.
    pub as_of: Option<AsOf>,
    /// How that follows from its rows.
    pub inferred: Option<InferredAsOf>,
    /// How its slash dates are read.
    pub order: OrderDecision,
    /// The same of the days on which the last affiliations ended.
    pub end_order: OrderDecision,
    /// What the person said about that.
    pub said_order: Option<DateOrder>,
}

impl ReportFacts {
    /// The order in which slash dates are read; `None` while it is open.
    pub fn date_order(&self) -> Option<DateOrder> {
        self.said_order.or(self.order.order())
    }

    /// Whether the person has to be asked for the order of day and month.
    pub fn order_is_open(&self) -> bool {
        let is_open = |order: OrderDecision| {
            matches!(order, OrderDecision::Undecided | OrderDecision::Conflicting)
        };
        self.said_order.is_none() && (is_open(self.order) || is_open(self.end_order))
    }
}

/// What a person or a file says about a source beside its rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Order of day and month in slash dates.
    pub order: Option<DateOrder>,
    /// The order that was said before, where another one was chosen because it explains contradictions.
    pub before: Option<Option<DateOrder>>,
    /// Day of the report by the name of its file.
    pub named_day: Option<NaiveDate>,
    /// Whether its rows count although a newer report lists the same accounts, where the person said.
    pub counts: Option<bool>,
}

impl Dataset {
    /// Reads what every row says.
    ///
    /// `said` gives for a source number what is known beside its rows; `is_mailboxes` tells the
    /// sources of mine that are mailbox lists.
    pub fn new(
        mut roster: Roster,
        policy: Policy,
        said: &dyn Fn(u32) -> Said,
        is_mailboxes: impl Fn(u32) -> bool,
        nfkc: Nfkc,
    ) -> Dataset {
        let mut mailboxes = RowSet::none(roster.mine.n_rows());
        for &(source, _) in &roster.mine.spans {
            if is_mailboxes(source) {
                roster
                    .mine
                    .rows_of(source)
                    .for_each(|row| mailboxes.insert(row));
            }
        }
        // A name may have been pasted before the list came that proves its mailbox.
        roster.prefer(&mailboxes);
        let mut dataset = Dataset {
            flagged: RowSet::none(roster.enrollment.n_rows()),
            doubtful: RowSet::none(roster.enrollment.n_rows()),
            statement_of: Codes::Narrow(Vec::new()),
            statements: Vec::new(),
            rows_of_statement: Vec::new(),
            reports: Vec::new(),
            several_centers: RowSet::default(),
            found: None,
            plain: None,
            mailboxes,
            decided: Decided::default(),
            policy,
            nfkc,
            roster,
        };
        dataset.read_statements(said);
        dataset.count_statements();
        dataset.note_centers();
        dataset
    }

    /// Goes by another policy: what each row says of its affiliations is judged anew, and each instant is a
    /// day of its zone.
    ///
    /// `said` gives for a source number what is known beside its rows.
    pub fn go_by(&mut self, policy: Policy, said: &dyn Fn(u32) -> Said) {
        self.policy = policy;
        self.read_statements(said);
        self.count_statements();
        // What other exports say is weighed by the policy, too: it is looked for anew.
        self.found = None;
        self.plain = None;
    }

    /// Joins the rows anew under the person's rules; what each says about its end stays.
    pub fn join_again(&mut self, rules: &MatchRules) {
        self.roster.meet_again(rules, self.nfkc);
        self.roster.prefer(&self.mailboxes);
        self.note_centers();
    }

    /// Whether all rows of an enrollment report are history.
    pub fn is_history(&self, source: u32) -> bool {
        let mut rows = self.roster.enrollment.rows_of(source);
        !rows.is_empty() && rows.all(|row| self.roster.history.contains(row))
    }

    /// Leaves rows of older enrollment reports out of every list, and takes those back that are not among
    /// them; nobody has said yet what may meet.
    pub fn set_aside(&mut self, history: RowSet) {
        self.roster.history = history;
        self.join_again(&MatchRules::default());
        self.count_statements();
    }

    /// Lets enrollment rows meet rows of mine by other keys than the bare name (T3, T6).
    pub fn meet_by_others(&mut self, pairs: &[MetByOther]) {
        self.roster.meet_by_others(pairs);
        self.roster.prefer(&self.mailboxes);
    }

    /// Lets enrollment rows meet rows of mine that the person accepted as theirs.
    pub fn accept(&mut self, pairs: &[(u32, u32)]) {
        self.roster.accept(pairs);
        // The accepted row may be a pasted name whose account is on a list of mailboxes as well.
        self.roster.prefer(&self.mailboxes);
    }

    fn read_statements(&mut self, said: &dyn Fn(u32) -> Said) {
        let enrollment = &self.roster.enrollment;
        let listed = self.listed();
        let mut statement_of = Codes::Narrow(Vec::with_capacity(enrollment.n_rows()));
        let mut statements: Vec<Statement> = Vec::new();
        let mut reports = Vec::new();
        for (report, &(source, _)) in enrollment.spans.iter().enumerate() {
            let rows = enrollment.rows_of(source);
            let columns = Columns::of(enrollment, rows.start);
            let facts = columns.facts(source, rows.clone(), said(source), &self.policy.zone);
            let scheduled = date_readings(columns.scheduled, facts.date_order(), &self.policy.zone);
            let end_order = facts.said_order.or(facts.end_order.order());
            let ends = date_readings(columns.inactive_on, end_order, &self.policy.zone);
            let days = columns.days_readings();
            let (reasons, readies) = (reason_flags(columns.reason), reason_flags(columns.ready));
            let says_yes = |column| flags_of(column, |cell| read_flag(cell) == Some(true));
            let yes = [columns.reason, columns.ready].map(says_yes);
            let died = says_yes(columns.deceased);
            let no_role = flags_of(columns.active_code, |cell| {
                cell.trim().eq_ignore_ascii_case("i")
            });
            let mut codes: HashMap<u64, u32> = HashMap::new();
            let mut dates: HashMap<u64, u32> = HashMap::new();
            let mut last = (u64::MAX, 0);
            let n_before = enrollment
                .cut
                .partition_point(|&row| (row as usize) < rows.start);
            let mut cut = enrollment.cut[n_before..].iter().peekable();
            for row in rows {
                let (w, o) = (code(columns.scheduled, row), code(columns.days, row));
                let i = code(columns.inactive_on, row);
                let says = |flags: &[bool], column| flags.get(code(column, row)) == Some(&true);
                let has_reason = says(&reasons, columns.reason) || says(&readies, columns.ready);
                let one = columns.affiliations.map(|column| listed[column.code(row)]);
                let is_ready = || says(&yes[0], columns.reason) || says(&yes[1], columns.ready);
                let kept = one.map_or(Eligibility::Unknown, |one| one.kept);
                let checks = Checks {
                    inactive_but_listed: one.is_some_and(|one| !one.is_empty)
                        && says(&no_role, columns.active_code),
                    ready_but_unlisted: one.is_some_and(|one| one.is_empty) && is_ready(),
                    unknown_code: one.is_some_and(|one| one.unknown_code),
                };
                let deceased = says(&died, columns.deceased);
                let cut_short = cut.next_if(|&&cut| cut as usize == row).is_some();
                let flags = [
                    has_reason,
                    cut_short,
                    deceased,
                    checks.inactive_but_listed,
                    checks.ready_but_unlisted,
                    checks.unknown_code,
                ];
                let says = flags
                    .iter()
                    .fold(kept as u64, |says, &flag| says << 1 | u64::from(flag));
                // Two dates are one code; most reports have but one.
                let date = match columns.inactive_on {
                    None => w as u32,
                    Some(_) => {
                        let n_dates = dates.len() as u32;
                        *dates.entry((w as u64) << 32 | i as u64).or_insert(n_dates)
                    }
                };
                let key = u64::from(date) << 36 | (o as u64) << 8 | says;
                if key != last.0 {
                    let statement = *codes.entry(key).or_insert_with(|| {
                        statements.push(Statement {
                            evidence: Evidence {
                                scheduled: scheduled.get(w).copied().unwrap_or_default(),
                                days: days.get(o).copied().unwrap_or_default(),
                                has_reason,
                                inactive_on: ends.get(i).copied().unwrap_or_default(),
                                eligibility: kept,
                                cut_short,
                                deceased,
                                checks,
                            },
                            report,
                            scheduled_code: w,
                            facts: None,
                        });
                        statements.len() as u32 - 1
                    });
                    last = (key, statement);
                }
                statement_of.push(last.1);
            }
            reports.push(facts);
        }
        let flags: Vec<bool> = statements
            .iter()
            .map(|statement| is_flagged(&statement.evidence))
            .collect();
        self.flagged = RowSet::of(enrollment.n_rows(), |row| flags[statement_of.get(row)]);
        let doubts: Vec<bool> = statements
            .iter()
            .map(|statement| doubt(&statement.evidence).is_some())
            .collect();
        if doubts.contains(&true) {
            self.doubtful = RowSet::of(enrollment.n_rows(), |row| doubts[statement_of.get(row)]);
        }
        self.statement_of = statement_of;
        self.statements = statements;
        self.reports = reports;
    }

    /// Counts the rows of every statement: no day changes that.
    pub(super) fn count_statements(&mut self) {
        let mut counts = vec![0; self.statements.len()];
        let left_out = &self.roster.left_out;
        for row in (0..self.statement_of.len()).filter(|&row| !left_out.contains(row)) {
            counts[self.statement_of.get(row)] += 1;
        }
        self.rows_of_statement = counts;
    }

    /// Notes the persons who have rows of several centers; a blank center is none.
    fn note_centers(&mut self) {
        let side = &self.roster.enrollment;
        let rows = &self.roster.duplicate & &!&self.roster.ambiguous;
        let columns = [
            side.table.dict("center_code"),
            side.table.dict("center_name"),
        ];
        let Some(column) = columns.into_iter().flatten().next() else {
            self.several_centers = RowSet::none(side.n_rows());
            return;
        };
        const SEVERAL: u32 = u32::MAX;
        let key = |row: usize| {
            let packed = side.keys.get(row);
            (packed.hash().unwrap_or_default(), packed.bits())
        };
        let mut centers: HashMap<(u32, u128), u32> = HashMap::new();
        for row in rows.rows().filter(|&row| !column.get(row).is_empty()) {
            let center = column.code(row) as u32;
            let known = centers.entry(key(row)).or_insert(center);
            if *known != center {
                *known = SEVERAL;
            }
        }
        self.several_centers = rows.filter(|row| centers.get(&key(row)) == Some(&SEVERAL));
    }

    /// The centers of a person who has rows of several, each once (P41).
    pub fn centers_of(&self, row: usize) -> Vec<String> {
        let side = &self.roster.enrollment;
        let mut centers: Vec<String> = Vec::new();
        for row in self.rows_with(side, &self.key_text(side, row)) {
            let names = ["center_name", "center_code"].map(|name| side.table.cell(name, row));
            let name = names.into_iter().find(|name| !name.is_empty());
            let name = name.filter(|name| !centers.iter().any(|known| known == name));
            centers.extend(name.map(str::to_string));
        }
        centers
    }

    /// What every cell of active affiliations says.
    fn listed(&self) -> Vec<Listed> {
        let column = self.roster.enrollment.table.dict("affiliations");
        let values = column.into_iter().flat_map(DictColumn::values);
        let listed = |cell: &str| {
            let codes = affiliations(cell);
            let is_unknown = |code: &str| self.policy.affiliation(code).is_none();
            Listed {
                kept: eligibility(cell, &self.policy),
                is_empty: codes.is_empty(),
                unknown_code: codes.iter().any(|one| is_unknown(one.code)),
            }
        };
        values.map(listed).collect()
    }

    /// How every statement stands on `today`.
    pub fn standings(&self, today: NaiveDate) -> Vec<Standing> {
        let statements = self.statements.iter();
        statements
            .map(|statement| self.standing(statement, today))
            .collect()
    }

    /// How an account that says this stands on `today`, with what other exports say of it.
    pub fn standing(&self, statement: &Statement, today: NaiveDate) -> Standing {
        let as_of = self.reports[statement.report].as_of.map(|as_of| as_of.day);
        let plan = standing(&statement.evidence, as_of, today, &self.policy);
        match self.facts(statement).zip(self.found.as_ref()) {
            Some((facts, found)) => (found.correct)(facts, plan, today, &self.policy),
            None => plan,
        }
    }

    /// What other exports say of the accounts that say this.
    pub fn facts(&self, statement: &Statement) -> Option<&Facts> {
        self.found.as_ref()?.facts.get(statement.facts? as usize)
    }

    /// What an enrollment row says.
    pub fn statement(&self, row: usize) -> &Statement {
        &self.statements[self.statement_of.get(row)]
    }

    /// The key of one of my rows or of an enrollment row.
    pub fn key_text(&self, side: &Side, row: usize) -> String {
        side.key_text(row, self.nfkc)
    }

    /// The rows of a side that have this key.
    pub fn rows_with(&self, side: &Side, key: &str) -> Vec<usize> {
        side.rows_with(key, self.nfkc)
    }

    /// Whether the mailbox list proves that an enrollment row has a mailbox (P18, domain 2.6): a deleted
    /// account's entry proves none of the living.
    pub fn has_proven_mailbox(&self, row: usize) -> bool {
        let partner = self.roster.partner[row] as usize;
        self.roster.matched.contains(row)
            && self.mailboxes.contains(partner)
            && (self.roster.by_other.is_empty()
                || self.roster.other_key(row) != Some(OtherKey::Deleted))
    }
}

#[inline]
fn code(column: Option<&DictColumn>, row: usize) -> usize {
    column.map_or(0, |column| column.code(row))
}

/// What a cell of active affiliations says.
#[derive(Clone, Copy)]
struct Listed {
    kept: Eligibility,
    is_empty: bool,
    unknown_code: bool,
}

/// The columns that say something about the end of an account.
struct Columns<'a> {
    scheduled: Option<&'a DictColumn>,
    days: Option<&'a DictColumn>,
    reason: Option<&'a DictColumn>,
    ready: Option<&'a DictColumn>,
    affiliations: Option<&'a DictColumn>,
    active_code: Option<&'a DictColumn>,
    inactive_on: Option<&'a DictColumn>,
    deceased: Option<&'a DictColumn>,
}

impl Columns<'_> {
    /// The columns of the source that begins with row `first`.
    fn of(side: &Side, first: usize) -> Columns<'_> {
        let column = |name| {
            let column = side.table.dict(name);
            column.filter(|_| side.n_rows() > first && side.has_column(name, first))
        };
        Columns {
            scheduled: column("scheduled_deletion"),
            days: column("expires_in_days"),
            reason: column("reason"),
            ready: column("o365_ready"),
            affiliations: column("affiliations"),
            active_code: column("active_code"),
            inactive_on: column("inactive_on"),
            deceased: column("deceased"),
        }
    }

    fn facts(
        &self,
        source: u32,
        rows: std::ops::Range<usize>,
        said: Said,
        zone: &ZoneRules,
    ) -> ReportFacts {
        let pairs = self.pairs(rows.clone());
        let order = order_of(self.scheduled, &mut pairs.keys().map(|&(w, _)| w));
        let end_order = order_of(
            self.inactive_on,
            &mut rows.map(|row| code(self.inactive_on, row)),
        );
        let scheduled = date_readings(self.scheduled, said.order.or(order.order()), zone);
        let days = self.days_readings();
        // A date that may be two days tells nothing about the day of the report.
        let both =
            pairs.iter().filter_map(
                |(&(w, o), &n_rows)| match (scheduled.get(w)?, days.get(o)?) {
                    (
                        DateReading::Day(day) | DateReading::TwoDigitYear(day),
                        DaysReading::Days(days),
                    ) => Some((*day, *days, n_rows)),
                    _ => None,
                },
            );
        let inferred = infer_as_of(both);
        let from_rows = inferred.map(|inferred| AsOf {
            day: inferred.day,
            provenance: Provenance::Inferred,
        });
        let from_name = said.named_day.map(|day| AsOf {
            day,
            provenance: Provenance::FileName,
        });
        ReportFacts {
            source,
            as_of: from_rows.or(from_name),
            inferred,
            order,
            end_order,
            said_order: said.order,
        }
    }

    /// How many rows have each pair of a scheduled date and a number of days.
    fn pairs(&self, rows: std::ops::Range<usize>) -> HashMap<(usize, usize), u32> {
        let mut pairs: HashMap<(usize, usize), u32> = HashMap::new();
        let mut last = ((0, 0), 0);
        for row in rows {
            let pair = (code(self.scheduled, row), code(self.days, row));
            if pair != last.0 {
                *pairs.entry(last.0).or_default() += last.1;
                last = (pair, 0);
            }
            last.1 += 1;
        }
        *pairs.entry(last.0).or_default() += last.1;
        pairs
    }

    fn days_readings(&self) -> Vec<DaysReading> {
        self.days
            .into_iter()
            .flat_map(DictColumn::values)
            .map(read_days)
            .collect()
    }
}

/// How the slash dates of some codes are read.
fn order_of(column: Option<&DictColumn>, codes: &mut dyn Iterator<Item = usize>) -> OrderDecision {
    let Some(column) = column else {
        return OrderDecision::NotNeeded;
    };
    let mut used = vec![false; column.n_values()];
    codes.for_each(|code| used[code] = true);
    let values = column.values().zip(&used);
    decide_order(values.filter(|(_, used)| **used).map(|(text, _)| text))
}

fn date_readings(
    column: Option<&DictColumn>,
    order: Option<DateOrder>,
    zone: &ZoneRules,
) -> Vec<DateReading> {
    let values = column.into_iter().flat_map(DictColumn::values);
    values.map(|text| read_date(text, order, zone)).collect()
}

fn reason_flags(column: Option<&DictColumn>) -> Vec<bool> {
    flags_of(column, is_flag_reason)
}

fn flags_of(column: Option<&DictColumn>, holds: fn(&str) -> bool) -> Vec<bool> {
    let values = column.into_iter().flat_map(DictColumn::values);
    values.map(holds).collect()
}

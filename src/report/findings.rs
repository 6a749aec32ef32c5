//! What the joined rows show to be wrong, as issues of their sources.

use chrono::{Days, NaiveDate};

use super::dataset::{Dataset, Statement};
use crate::accounts::Side;
use crate::accounts::damage::{is_short_id, is_whole_id, taken_for};
use crate::accounts::keys::OddKind;
use crate::ingest::issue::{Code, Sink, list, quoted};
use crate::lifecycle::calendar::show_date;
use crate::lifecycle::contradiction::{Contradiction, likely_causes};
use crate::lifecycle::deadline::{AsOf, Finding, Note, Provenance};
use crate::lifecycle::standing::Standing;
use crate::table::RowSet;

/// What of a source stands in no table.
pub trait Captions {
    /// The caption of the column that holds a field.
    fn caption(&self, field: &str) -> String;
    /// The number of a row of the source among its data records, from 1.
    fn record(&self, row: usize) -> u32;
}

/// Adds the issues of one source that only the joined rows and the evaluation day show; `as_of` is when
/// it was true.
pub fn findings(
    dataset: &Dataset,
    (source, as_of): (u32, Option<AsOf>),
    standings: &[Standing],
    today: NaiveDate,
    captions: &dyn Captions,
    issues: &mut impl Sink,
) {
    if let Some(made) = as_of.filter(|as_of| as_of.day > today) {
        // Whether days left are counted to the deletion or to the day before it, nobody has written down.
        let may_be_today =
            made.provenance == Provenance::Inferred && made.day.pred_opt() == Some(today);
        let or = match may_be_today {
            true => ", or whether the days left end a day before the deletion",
            false => "",
        };
        issues.add(Code::LaterReport, None, None, None, || {
            format!(
                "expected a file of the evaluation day, {}, or of a day before it, but found one of {} ({}): it knows more than that day could; look whether the evaluation day is right{or}",
                show_date(today),
                show_date(made.day),
                made.provenance.label(),
            )
        });
    }
    let roster = &dataset.roster;
    let mine = roster.mine.rows_of(source);
    if !mine.is_empty() {
        let (side, repeated) = (&roster.mine, &roster.mine_repeated);
        odd_keys(issues, side, mine.clone(), repeated, captions);
        let column = (side, "logon_name");
        damages(issues, column, mine.clone(), repeated, captions);
        repeats(issues, repeated, &side.lines, mine, captions);
    }
    let rows = roster.enrollment.rows_of(source);
    if !rows.is_empty() {
        let (side, repeated) = (&roster.enrollment, &roster.repeated);
        odd_keys(issues, side, rows.clone(), repeated, captions);
        for field in ["logon_name", "penn_id"] {
            damages(issues, (side, field), rows.clone(), repeated, captions);
        }
        early_serials(issues, dataset, source, today, captions);
        split(issues, dataset, source, captions);
        deadlines(issues, dataset, rows.clone(), standings, captions);
        contradictions(issues, dataset, rows.clone(), standings, captions);
        doubles(issues, dataset, rows, captions);
    }
}

fn odd_keys(
    issues: &mut impl Sink,
    side: &Side,
    rows: std::ops::Range<usize>,
    repeated: &RowSet,
    captions: &dyn Captions,
) {
    let column = captions.caption("logon_name");
    for odd in side
        .keys
        .odd
        .iter()
        .filter(|odd| rows.contains(&(odd.row as usize)))
    {
        let row = odd.row as usize;
        if repeated.contains(row) {
            continue;
        }
        let code = match odd.what {
            OddKind::Empty => Code::EmptyKey,
            OddKind::NotAKey(_) => Code::NotAKey,
            OddKind::Invisible => Code::InvisibleCharacters,
        };
        let message = || {
            let found = quoted(side.table.cell("logon_name", row));
            match odd.what {
                OddKind::Empty => "expected a logon name, but found an empty cell: the row meets no other; look the person up".to_string(),
                OddKind::NotAKey(why) => format!(
                    "expected a logon name, but found {}: {found}; the row meets no other, so look whether the right column was taken",
                    why.found()
                ),
                OddKind::Invisible => format!(
                    "expected characters that can be seen, but found others in {found}: it was compared without them; nothing is to do unless the name is used elsewhere"
                ),
            }
        };
        let record = Some(captions.record(row - rows.start));
        issues.add(code, Some(side.lines[row]), record, Some(&column), message);
    }
}

/// What a spreadsheet made of the keys or ids of a column (K11, K17).
fn damages(
    issues: &mut impl Sink,
    (side, field): (&Side, &str),
    rows: std::ops::Range<usize>,
    repeated: &RowSet,
    captions: &dyn Captions,
) {
    let Some(column) = side.table.text(field) else {
        return;
    };
    let n_of = |is: fn(&[u8]) -> bool| rows.clone().filter(|&row| is(column.bytes(row))).count();
    let n_short = match field {
        "penn_id" => n_of(is_short_id),
        _ => 0,
    };
    // Where most are short, ids are of that length.
    let short_is_damaged = n_short > 0 && n_of(is_whole_id) >= n_short;
    let mut add = |row: usize, what: &str, found: &dyn Fn() -> String| {
        let record = Some(captions.record(row - rows.start));
        let caption = captions.caption(field);
        let line = Some(side.lines[row]);
        issues.add(Code::SpreadsheetDamage, line, record, Some(&caption), || {
            format!(
                "expected {what} as it was exported, but found {}, {}: export again and do not open the file in a spreadsheet in between",
                quoted(column.get(row)),
                found(),
            )
        });
    };
    let what = match field {
        "penn_id" => "an id",
        _ => "a logon name",
    };
    for row in rows.clone().filter(|&row| !repeated.contains(row)) {
        let cell = column.bytes(row);
        if let Some(taken) = taken_for(cell) {
            add(row, what, &|| {
                format!("which a spreadsheet took for {taken}")
            });
        } else if short_is_damaged && is_short_id(cell) {
            add(row, what, &|| {
                "which lacks the zero at its beginning that a spreadsheet takes away".to_string()
            });
        } else if field == "penn_id" && cell.ends_with(b".0") {
            add(row, what, &|| {
                "which a spreadsheet took for a number".to_string()
            });
        }
    }
}

/// Days that are numbers and all lie far back: Excel once counted from 1904 on a Mac, and a CSV file
/// does not say so (domain 2.9). Read as they are they come too early, never too late.
fn early_serials(
    issues: &mut impl Sink,
    dataset: &Dataset,
    source: u32,
    today: NaiveDate,
    captions: &dyn Captions,
) {
    let column = dataset.roster.enrollment.table.dict("scheduled_deletion");
    let report = dataset
        .reports
        .iter()
        .position(|report| report.source == source);
    let (Some(column), Some(report)) = (column, report) else {
        return;
    };
    let mut latest = None;
    for statement in dataset.statements.iter().filter(|one| one.report == report) {
        let Some(day) = statement.evidence.scheduled.day() else {
            continue;
        };
        let cell = column.value(statement.scheduled_code);
        if !is_serial(cell) || (today - day).num_days() < LONG_AGO {
            return;
        }
        latest = latest.max(Some((day, cell)));
    }
    let Some((day, cell)) = latest else { return };
    let column = captions.caption("scheduled_deletion");
    issues.add(Code::EarlySerials, None, None, Some(&column), || {
        format!(
            "expected days around {}, but found numbers up to {}, which is {}: those of a workbook that counts from 1904 are four years and a day too early, and this one would be {}; write the days out, as 2026-11-25, and load the file again",
            show_date(today),
            quoted(cell),
            show_date(day),
            show_date(day + Days::new(FROM_1904)),
        )
    });
}

/// Days between the beginnings of Excel's two calendars.
const FROM_1904: u64 = 1_462;
/// Days after which no account waits for its deletion. Ours; with [`FROM_1904`] it leaves more than a year.
const LONG_AGO: i64 = 1_000;

/// A number of days, perhaps with a time.
fn is_serial(cell: &str) -> bool {
    let is_of_number = |byte: u8| byte.is_ascii_digit() || b"=\".' ".contains(&byte);
    cell.bytes().all(is_of_number) && cell.bytes().filter(|byte| byte.is_ascii_digit()).count() >= 5
}

fn deadlines(
    issues: &mut impl Sink,
    dataset: &Dataset,
    rows: std::ops::Range<usize>,
    standings: &[Standing],
    captions: &dyn Captions,
) {
    let troubled: Vec<bool> = standings
        .iter()
        .map(|standing| standing.flagged && is_troubled(standing))
        .collect();
    if !troubled.contains(&true) {
        return;
    }
    let side = &dataset.roster.enrollment;
    let (date, days) = (
        captions.caption("scheduled_deletion"),
        captions.caption("expires_in_days"),
    );
    let first = rows.start;
    let counted = rows.filter(|&row| !dataset.roster.left_out.contains(row));
    for row in counted.filter(|&row| troubled[dataset.statement_of.get(row)]) {
        let standing = &standings[dataset.statement_of.get(row)];
        let line = Some(side.lines[row]);
        let record = Some(captions.record(row - first));
        let cell = |name: &str| quoted(side.table.cell(name, row));
        match standing.deadline.finding {
            Finding::OffByOne { scheduled, counted } => issues.add(Code::OffByOne, line, record, Some(&date), || {
                format!("expected one day, but found {} by the date and {} by {}: the earlier one counts, nothing is to do", show_date(scheduled), show_date(counted), quoted(&days))
            }),
            Finding::Contradicted { scheduled, counted, swap_explains } => issues.add(Code::Contradiction, line, record, Some(&date), || {
                let why = if swap_explains { " (with day and month swapped they agree)" } else { " (one of the two was edited, or the file was put together from two runs)" };
                format!("expected one day, but found {} by the date and {} by {}{why}: the earlier one counts until you find out which is right", show_date(scheduled), show_date(counted), quoted(&days))
            }),
            Finding::Stale { scheduled, .. } => issues.add(Code::Contradiction, line, record, Some(&days), || {
                format!("expected days that lead to the date, {}, but found {}, which says that it is past: the earlier day counts until you find out which is right", show_date(scheduled), cell("expires_in_days"))
            }),
            Finding::FlaggedWhileEligible => issues.add(Code::Contradiction, line, record, Some(&date), || {
                let causes = list_of_causes(dataset, row);
                format!("expected the date of a flagged account, but found none, although an active affiliation keeps the account: ask why; likely causes are {causes}")
            }),
            Finding::NotChecked | Finding::Consistent | Finding::Assumed => {}
        }
        for note in &standing.deadline.notes {
            match note {
                Note::UnreadableDate => issues.add(Code::UnreadableDate, line, record, Some(&date), || {
                    format!("expected a date, but found {}: the row is treated as urgent unless the days left give one; look the day up", cell("scheduled_deletion"))
                }),
                Note::UnreadableDays => issues.add(Code::UnreadableDays, line, record, Some(&days), || {
                    format!("expected a whole number, but found {}: rely on the date, or look it up", cell("expires_in_days"))
                }),
                Note::TwoDigitYear => issues.add(Code::TwoDigitYear, line, record, Some(&date), || {
                    format!("expected a year of four digits, but found {}: it was read as one from 1970 to 2069; check that this year is meant", cell("scheduled_deletion"))
                }),
                Note::AmbiguousOrder { day_first, month_first } => issues.add(Code::AmbiguousDate, line, record, Some(&date), || {
                    format!("expected one day, but found {}, which is {} or {}: the earlier one counts until you say which", cell("scheduled_deletion"), show_date(*day_first), show_date(*month_first))
                }),
                _ => {}
            }
        }
    }
}

/// The code of the issue that a contradiction is.
pub fn code_of(kind: Contradiction) -> Code {
    match kind {
        Contradiction::Dates | Contradiction::NoDate => Code::Contradiction,
        Contradiction::EligibleButFlagged => Code::EligibleButFlagged,
        Contradiction::InactiveButListed => Code::InactiveButListed,
        Contradiction::ReadyButUnlisted => Code::ReadyButUnlisted,
        Contradiction::UnknownCode => Code::UnknownAffiliation,
        Contradiction::OverrideOutlasts => Code::OverrideOutlasts,
        Contradiction::Overdue => Code::Overdue,
    }
}

/// What a row's affiliations, and what other exports say, have against the rest (domain 2.8, P26).
fn contradictions(
    issues: &mut impl Sink,
    dataset: &Dataset,
    rows: std::ops::Range<usize>,
    standings: &[Standing],
    captions: &dyn Captions,
) {
    let side = &dataset.roster.enrollment;
    // These two are told with the days themselves.
    let told = |kind: &Contradiction| !matches!(kind, Contradiction::Dates | Contradiction::NoDate);
    let kinds = || Contradiction::ALL.into_iter().filter(told);
    let mut found: Vec<u8> = vec![0; standings.len()];
    for kind in kinds() {
        let holds = kinds_of(kind, dataset, standings);
        let both = found.iter_mut().zip(holds);
        both.for_each(|(found, holds)| *found |= u8::from(holds) << kind as u8);
    }
    if found.iter().all(|&kinds| kinds == 0) {
        return;
    }
    let [affiliations, code, date] =
        ["affiliations", "active_code", "scheduled_deletion"].map(|field| captions.caption(field));
    let counted = rows.clone();
    for row in counted.filter(|&row| !dataset.roster.left_out.contains(row)) {
        let statement = dataset.statement_of.get(row);
        if found[statement] == 0 {
            continue;
        }
        let (line, record) = (
            Some(side.lines[row]),
            Some(captions.record(row - rows.start)),
        );
        for kind in kinds().filter(|&kind| found[statement] & 1 << kind as u8 != 0) {
            let caption = match kind {
                Contradiction::InactiveButListed => &code,
                Contradiction::OverrideOutlasts | Contradiction::Overdue => &date,
                _ => &affiliations,
            };
            issues.add(code_of(kind), line, record, Some(caption), || {
                message_of(kind, dataset, row, &standings[statement])
            });
        }
    }
}

/// For every statement whether it is of this kind.
pub fn kinds_of(kind: Contradiction, dataset: &Dataset, standings: &[Standing]) -> Vec<bool> {
    let both = dataset.statements.iter().zip(standings);
    let holds = |(statement, standing): (&Statement, &Standing)| {
        kind.holds(&statement.evidence, standing, dataset.facts(statement))
    };
    both.map(holds).collect()
}

fn list_of_causes(dataset: &Dataset, row: usize) -> String {
    let cell = |name| dataset.roster.enrollment.table.cell(name, row);
    let deceased = dataset.statement(row).evidence.deceased;
    let causes = likely_causes(
        cell("affiliations"),
        cell("logon_name"),
        deceased,
        &dataset.policy,
    );
    causes.join("; ")
}

fn message_of(kind: Contradiction, dataset: &Dataset, row: usize, standing: &Standing) -> String {
    let cell = |name: &str| quoted(dataset.roster.enrollment.table.cell(name, row));
    let day = standing.deadline.day.map(show_date).unwrap_or_default();
    match kind {
        Contradiction::Dates | Contradiction::NoDate => String::new(),
        Contradiction::EligibleButFlagged => format!(
            "expected no flag while an active affiliation may keep the account, but found {} on a flagged row: the date counts; likely causes are {}",
            cell("affiliations"),
            list_of_causes(dataset, row)
        ),
        Contradiction::InactiveButListed => format!(
            "expected no active affiliation where no role is active, but found {} beside {}: ask which is right; likely causes are a role that has just ended, or two systems that were read at different times",
            cell("affiliations"),
            cell("active_code")
        ),
        Contradiction::ReadyButUnlisted => String::from(
            "expected an active affiliation of an account that is ready for a mailbox, but found none: ask which is right; likely causes are an affiliation that has just ended, or an override without one",
        ),
        Contradiction::UnknownCode => format!(
            "expected codes of the policy's table, but found {}: what is unknown does not count as ineligible; look whether the table is older than the code",
            cell("affiliations")
        ),
        Contradiction::OverrideOutlasts => {
            let facts = dataset.facts(dataset.statement(row));
            let until = facts.and_then(|facts| facts.override_until);
            format!(
                "expected a deletion day after the override ends, but found {day} and an override until {}: the earlier one counts; likely causes are an override that the report does not know yet, or one of another center",
                until.map(show_date).unwrap_or_default()
            )
        }
        Contradiction::Overdue => format!(
            "expected an account that is closed since {day}, but found one that may sign in and has a license: the plan did not run; likely causes are an affiliation or an override given in time, or a run that was left out"
        ),
    }
}

/// A report whose rows give two days, one after the other (domain 2.8).
fn split(issues: &mut impl Sink, dataset: &Dataset, source: u32, captions: &dyn Captions) {
    let mut reports = dataset.reports.iter();
    let report = reports.find(|report| report.source == source);
    let Some(inferred) = report.and_then(|report| report.inferred) else {
        return;
    };
    let Some((before, n_before)) = inferred.split else {
        return;
    };
    let column = captions.caption("expires_in_days");
    issues.add(Code::SplitReport, None, None, Some(&column), || {
        format!(
            "expected rows of one day, but found {} rows of {} and {n_before} of {}: the file was made over midnight, or part of its days are counted to the disable day; the later day is taken for the file's, and of each row the earlier date counts",
            inferred.n_agree,
            show_date(inferred.day),
            show_date(before)
        )
    });
}

fn is_troubled(standing: &Standing) -> bool {
    let finding = standing.deadline.finding;
    let noted = |note: &Note| {
        matches!(
            note,
            Note::UnreadableDate
                | Note::UnreadableDays
                | Note::TwoDigitYear
                | Note::AmbiguousOrder { .. }
        )
    };
    finding.is_contradiction()
        || matches!(finding, Finding::OffByOne { .. })
        || standing.deadline.notes.iter().any(noted)
}

/// Rows that repeat another exactly; whether every one does.
pub fn repeats(
    issues: &mut impl Sink,
    repeated: &RowSet,
    lines: &[u32],
    rows: std::ops::Range<usize>,
    captions: &dyn Captions,
) -> bool {
    let n_repeated = repeated.count_in(rows.clone());
    if n_repeated == rows.len() && n_repeated > 0 {
        issues.add(Code::DuplicateRow, None, None, None, || {
            "expected rows of its own, but found that each repeats a row of another file exactly: they are counted once; leave one of the two files out".to_string()
        });
        return true;
    }
    for row in rows.clone().filter(|&row| repeated.contains(row)) {
        issues.add(
            Code::DuplicateRow,
            Some(lines[row]),
            Some(captions.record(row - rows.start)),
            None,
            || "expected a row of its own, but found an exact repeat of another: it is counted once, nothing is to do".to_string(),
        );
    }
    false
}

fn doubles(
    issues: &mut impl Sink,
    dataset: &Dataset,
    rows: std::ops::Range<usize>,
    captions: &dyn Captions,
) {
    let roster = &dataset.roster;
    let side = &roster.enrollment;
    let column = captions.caption("logon_name");
    let within = |row: &usize| rows.contains(row);
    let record = |row: usize| Some(captions.record(row - rows.start));
    if repeats(
        issues,
        &roster.repeated,
        &side.lines,
        rows.clone(),
        captions,
    ) {
        return;
    }
    for row in roster.duplicate.rows().filter(within) {
        issues.add(
            Code::DuplicateKey,
            Some(side.lines[row]),
            record(row),
            Some(&column),
            || {
                format!(
                    "expected one row of {}, but found several: each is listed, look at each of them",
                    quoted(side.table.cell("logon_name", row))
                )
            },
        );
    }
    for row in dataset.several_centers.rows().filter(within) {
        let column = captions.caption("center_code");
        let line = Some(side.lines[row]);
        issues.add(Code::SeveralCenters, line, record(row), Some(&column), || {
            format!(
                "expected one center of {}, but found {}: a primary one has to be chosen; until then the earlier date counts",
                quoted(side.table.cell("logon_name", row)),
                list(&dataset.centers_of(row))
            )
        });
    }
    for row in roster.ambiguous.rows().filter(within) {
        issues.add(
            Code::AmbiguousKey,
            Some(side.lines[row]),
            record(row),
            Some(&column),
            || {
                format!(
                    "expected one account of {}, but found several: compare them and find out which one is yours",
                    quoted(side.table.cell("logon_name", row))
                )
            },
        );
    }
}

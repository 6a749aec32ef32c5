//! Counts over the rows of a report.

use chrono::NaiveDate;

use super::dataset::Dataset;
use super::findings::{code_of, kinds_of};
use super::view::{Counts, Summary, WeekCount};
use crate::ingest::issue::Code;
use crate::lifecycle::calendar::{monday_of, show_date};
use crate::lifecycle::contradiction::Contradiction;
use crate::lifecycle::deadline::InferredAsOf;
use crate::lifecycle::standing::Standing;
use crate::lifecycle::urgency::Urgency;
use crate::small_map::SmallMap;
use crate::table::RowSet;
use crate::table::sort::places_by;

/// The state of the join, whatever is searched or filtered.
pub fn counts(dataset: &Dataset) -> Counts {
    let roster = &dataset.roster;
    let counted = !&roster.left_out;
    let matched = &roster.matched & &counted;
    let n = |rows: &RowSet| rows.count() as u32;
    Counts {
        mine: (roster.mine.n_rows() - roster.mine_again.count()) as u32,
        matched: n(&matched),
        expiring: n(&(&matched & &dataset.flagged)),
        mine_not_found: n(&(&roster.mine_first & &!&roster.mine_found)),
        expiring_not_mine: n(&(&(&dataset.flagged & &counted) & &!&roster.matched)),
        ambiguous: n(&(&matched & &roster.ambiguous)),
        enrollment: n(&counted),
        unclear: n(&(&matched & &dataset.doubtful)),
        unclear_not_mine: n(&(&(&dataset.doubtful & &counted) & &!&roster.matched)),
        mine_without_name: roster.mine_without_name() as u32,
    }
}

/// Counts over some enrollment rows.
pub fn summary(dataset: &Dataset, rows: &RowSet, standings: &[Standing]) -> Summary {
    let mut per_statement = vec![0; standings.len()];
    rows.rows()
        .for_each(|row| per_statement[dataset.statement_of.get(row)] += 1);
    Summary {
        counts: counts(dataset),
        by_urgency: by_urgency(standings, &per_statement),
        by_department: by_department(dataset, rows),
        n_departments: 0,
        by_week: by_week(standings, &per_statement),
        by_value: Vec::new(),
        as_of: as_of(dataset),
        contradictions: Vec::new(),
    }
}

/// How many enrollment rows contradict themselves or each other, by the code of the issue that tells
/// it (domain 2.8, P41); whatever is searched or filtered.
pub fn contradictions(dataset: &Dataset, standings: &[Standing]) -> Vec<(String, u32)> {
    let mut counts: Vec<(Code, u32)> = Vec::new();
    for kind in Contradiction::ALL {
        let holds = kinds_of(kind, dataset, standings);
        let both = holds.iter().zip(&dataset.rows_of_statement);
        let n_rows: u32 = both.filter(|(holds, _)| **holds).map(|(_, n)| n).sum();
        match counts.last_mut() {
            Some((code, n)) if *code == code_of(kind) => *n += n_rows,
            _ => counts.push((code_of(kind), n_rows)),
        }
    }
    counts.push((Code::SeveralCenters, dataset.several_centers.count() as u32));
    let there = counts.into_iter().filter(|(_, n)| *n > 0);
    there
        .map(|(code, n)| (code.name().to_string(), n))
        .collect()
}

/// Counts for a report of my rows: there is nothing to part them by.
pub fn summary_of_mine(dataset: &Dataset) -> Summary {
    Summary {
        counts: counts(dataset),
        as_of: as_of(dataset),
        ..Summary::default()
    }
}

fn by_urgency(standings: &[Standing], per_statement: &[u32]) -> Vec<(String, u32)> {
    let n_of = |urgency: Urgency| {
        let counted = standings.iter().zip(per_statement);
        counted
            .filter(|(standing, _)| standing.urgency == urgency)
            .map(|(_, n)| n)
            .sum()
    };
    Urgency::ALL
        .into_iter()
        .map(|urgency| (urgency.name().to_string(), n_of(urgency)))
        .collect()
}

fn by_department(dataset: &Dataset, rows: &RowSet) -> Vec<(String, u32)> {
    let Some(column) = dataset.roster.enrollment.table.dict("department") else {
        let n_rows = rows.count() as u32;
        return if n_rows == 0 {
            Vec::new()
        } else {
            vec![(String::new(), n_rows)]
        };
    };
    let counts = rows.counts(column.codes(), column.n_values());
    let named = counts.into_iter().enumerate().filter(|&(_, n)| n > 0);
    let departments: Vec<(&str, u32)> = named.map(|(code, n)| (column.value(code), n)).collect();
    let order = places_by(departments.len(), &|left, right| {
        let ((left, n_left), (right, n_right)) = (departments[left], departments[right]);
        // By code unit of UTF-16, as scripts compare.
        n_right
            .cmp(&n_left)
            .then_with(|| left.encode_utf16().cmp(right.encode_utf16()))
    });
    let department = |place: u32| departments[place as usize];
    order
        .into_iter()
        .map(department)
        .map(|(name, n)| (name.to_string(), n))
        .collect()
}

fn by_week(standings: &[Standing], per_statement: &[u32]) -> Vec<WeekCount> {
    let mut weeks: SmallMap<NaiveDate, u32> = SmallMap::default();
    for (standing, &n) in standings.iter().zip(per_statement).filter(|(_, n)| **n > 0) {
        if let Some(clocks) = &standing.clocks {
            *weeks.or_default(monday_of(clocks.disable_day)) += n;
        }
    }
    weeks
        .into_pairs()
        .into_iter()
        .map(|(monday, count)| WeekCount { monday, count })
        .collect()
}

/// When the enrollment reports were true, for the head of the screen.
fn as_of(dataset: &Dataset) -> String {
    let mut lines: Vec<String> = dataset
        .reports
        .iter()
        .filter(|report| !dataset.is_history(report.source))
        .map(|report| match (report.as_of, report.inferred) {
            (
                Some(as_of),
                Some(InferredAsOf {
                    split: Some((before, n_rows)),
                    ..
                }),
            ) => format!(
                "as of {} ({}; made over midnight: {n_rows} rows say {})",
                show_date(as_of.day),
                as_of.provenance.label(),
                show_date(before),
            ),
            (Some(as_of), _) => format!(
                "as of {} ({})",
                show_date(as_of.day),
                as_of.provenance.label()
            ),
            (None, _) => "as of an unknown day".to_string(),
        })
        .collect();
    lines.dedup();
    lines.join(" and ")
}

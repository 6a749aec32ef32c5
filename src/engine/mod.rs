//! The whole walk behind [`Request`](message::Request) and [`Reply`](message::Reply).
//!
//! Files come in through [`Load`]: the caller feeds their bytes and commits it, or drops it and
//! everything stays as it was.

pub mod held;
mod json;
pub mod load;
pub mod message;
pub mod questions;
pub mod records;
pub mod wire;

use chrono::NaiveDate;

use self::held::{Held, issue_view};
use self::load::Load;
use self::message::{AccountView, IssueView, Loaded, ReportView, SourceView, Timings, Window};
use self::questions::{About, Open};
use self::records::{Doubles, Files, Rows, read_of};
use crate::accounts::Roster;
use crate::accounts::logon_name::Nfkc;
use crate::export::{clipboard, csv};
use crate::ingest::cell::{DateReading, read_date};
use crate::lifecycle::policy::Policy;
use crate::report::account::{Place, account, place_of};
use crate::report::dataset::{Dataset, Said};
use crate::report::definition::definition;
use crate::report::findings::{Captions, findings};
use crate::report::query::Query;
use crate::report::run::{Kept, rows_at, run};

/// Everything that is loaded, and what follows from it.
pub struct Engine {
    sources: Vec<Held>,
    questions: Vec<Open>,
    dataset: Dataset,
    kept: Kept,
    said: Vec<(u32, Said)>,
    n_sources: u32,
    n_questions: u32,
    timings: Timings,
    nfkc: Nfkc,
    clock: Clock,
}

/// Milliseconds of a monotonic clock.
pub type Clock = fn() -> f64;

impl Engine {
    /// An engine with nothing loaded.
    pub fn new(nfkc: Nfkc, clock: Clock) -> Engine {
        Engine {
            sources: Vec::new(),
            questions: Vec::new(),
            dataset: empty(nfkc),
            kept: Kept::default(),
            said: Vec::new(),
            n_sources: 0,
            n_questions: 0,
            timings: Timings::default(),
            nfkc,
            clock,
        }
    }

    /// Begins a load.
    pub fn begin(&self) -> Load {
        Load::begin(self.clock)
    }

    /// Takes over what a load has read: all of it or, where this panics, none.
    pub fn commit(&mut self, load: Load, today: NaiveDate, files: &mut dyn Files) -> Loaded {
        let began = (self.clock)();
        let Load {
            staged,
            refused,
            read_ms,
            scan_ms,
            began_at,
            replaces,
            ..
        } = load;
        self.sources.retain(|held| !replaces.contains(&held.id));
        self.questions
            .retain(|open| !replaces.contains(&open.source));
        let mut roster = std::mem::take(&mut self.dataset.roster);
        for staged in staged {
            let id = staged.replaces.unwrap_or_else(|| {
                self.n_sources += 1;
                self.n_sources
            });
            self.take_in(id, staged, &mut roster);
        }
        roster.meet(self.nfkc);
        self.mark_repeats(&mut roster, files);
        self.rebuild(roster);
        let joined = (self.clock)();
        // The first report is computed here, so that the first window comes at once.
        let first = Window {
            rows: 0,
            ..Window::default()
        };
        let _ = run(
            &self.dataset,
            &mut self.kept,
            "expiring",
            &Query::default(),
            first,
            today,
        );
        let over = (self.clock)();
        self.timings = Timings {
            read: read_ms as u32,
            scan: scan_ms as u32,
            join: (joined - began) as u32,
            report: (over - joined) as u32,
            total: (over - began_at) as u32,
        };
        self.loaded(today, refused)
    }

    fn take_in(&mut self, id: u32, staged: load::Staged, roster: &mut Roster) {
        let mut held = Held {
            id,
            name: staged.name,
            n_bytes: staged.n_bytes,
            file: staged.file,
            sample: staged.sample,
            read: None,
        };
        match staged.outcome {
            load::Outcome::Read(mut ingested) => {
                let cut = std::mem::take(&mut ingested.cut);
                let is_mine = ingested.source.plan.kind.is_mine();
                let (table, lines, read) = held::Read::of(*ingested);
                let side = if is_mine {
                    &mut roster.mine
                } else {
                    &mut roster.enrollment
                };
                side.add(id, table, lines, self.nfkc);
                side.note_cut(&cut);
                self.said.push((
                    id,
                    Said {
                        order: None,
                        named_day: day_in_name(&held.name),
                    },
                ));
                held.read = Some(read);
            }
            load::Outcome::Ask(ask) => self.ask(id, About::Kind(ask)),
        }
        let place = self.sources.partition_point(|known| known.id < id);
        self.sources.insert(place, held);
    }

    fn ask(&mut self, source: u32, about: About) {
        self.n_questions += 1;
        self.questions.push(Open {
            id: self.n_questions,
            source,
            about,
        });
    }

    /// Compares the rows that may repeat another exactly, cell by cell, as their files have them.
    fn mark_repeats(&mut self, roster: &mut Roster, files: &mut dyn Files) {
        let mut doubles = Doubles::new(Rows {
            held: &self.sources,
            files,
        });
        let place = |row: u32| roster.enrollment.place(row as usize);
        let mut repeated = Vec::new();
        for &(first, row) in roster.repeat_candidates() {
            // A row that cannot be read again stays in the lists.
            if doubles.are_equal(place(first), place(row)) == Ok(true) {
                repeated.push(row as usize);
            }
        }
        repeated
            .into_iter()
            .for_each(|row| roster.mark_repeated(row));
        roster.settle_repeats();
    }

    /// Reads anew what every row says, and asks what follows from it.
    fn rebuild(&mut self, roster: Roster) {
        self.dataset = dataset(roster, &self.sources, &self.said, self.nfkc);
        self.kept = Kept::default();
        let reports = self.dataset.reports.iter();
        let open = reports.filter(|report| report.order_is_open());
        let open: Vec<u32> = open.map(|report| report.source).collect();
        // A question that stays keeps its number: a script may hold it.
        let is_order = |question: &Open| matches!(question.about, About::DateOrder { .. });
        self.questions
            .retain(|question| !is_order(question) || open.contains(&question.source));
        let asked = self.questions.iter().filter(|question| is_order(question));
        let asked: Vec<u32> = asked.map(|question| question.source).collect();
        for source in open.into_iter().filter(|source| !asked.contains(source)) {
            let about = self.date_order_question(source);
            self.ask(source, about);
        }
    }

    fn date_order_question(&self, source: u32) -> About {
        let held = self.sources.iter().find(|held| held.id == source);
        let side = &self.dataset.roster.enrollment;
        let mut samples: Vec<String> = Vec::new();
        for row in side.rows_of(source) {
            let cell = side.table.cell("scheduled_deletion", row);
            let open = matches!(read_date(cell, None), DateReading::Ambiguous { .. });
            if open && !samples.iter().any(|sample| sample == cell) {
                samples.push(cell.to_string());
            }
            if samples.len() == 3 {
                break;
            }
        }
        About::DateOrder {
            name: held.map_or(String::new(), |held| held.name.clone()),
            column: held.map_or(String::new(), |held| held.caption("scheduled_deletion")),
            samples,
        }
    }

    /// What is loaded and what is asked.
    fn loaded(&mut self, today: NaiveDate, refused: Vec<String>) -> Loaded {
        Loaded {
            sources: self.source_views(today),
            questions: self.questions.iter().map(Open::view).collect(),
            refused,
            timings: self.timings,
            memory_bytes: 0,
        }
    }

    /// What is loaded, in order of arrival.
    pub fn source_views(&mut self, today: NaiveDate) -> Vec<SourceView> {
        let standings = self.kept.standings(&self.dataset, today);
        let view = |held: &Held| {
            let found = findings(&self.dataset, held.id, standings, held);
            let report = self
                .dataset
                .reports
                .iter()
                .find(|report| report.source == held.id);
            held.view(report.and_then(|report| report.as_of), found.len())
        };
        self.sources.iter().map(view).collect()
    }

    /// The file and the answer behind an answered question about what a file is.
    ///
    /// `Ok(None)` when nothing has to be read for the answer: it is settled.
    pub fn answer(&mut self, question: u32, choice: &str) -> Result<Option<Answered>, String> {
        let open = self.questions.iter().find(|open| open.id == question);
        let open = open.ok_or_else(|| format!("there is no open question {question}"))?;
        let source = open.source;
        match &open.about {
            About::DateOrder { .. } => {
                let order = Open::date_order(choice)
                    .ok_or_else(|| format!("`{choice}` is no answer to this question"))?;
                let said = self.said.iter_mut().filter(|(id, _)| *id == source);
                said.for_each(|(_, said)| said.order = Some(order));
                let roster = std::mem::take(&mut self.dataset.roster);
                self.rebuild(roster);
                Ok(None)
            }
            About::Kind(_) if choice == crate::ingest::recognise::IGNORE => {
                self.sources.retain(|held| held.id != source);
                self.questions.retain(|open| open.id != question);
                Ok(None)
            }
            About::Kind(ask) => {
                if !ask
                    .choices
                    .iter()
                    .any(|(id, _)| id == choice || id.starts_with(&format!("{choice}:")))
                {
                    return Err(format!("`{choice}` is no answer to this question"));
                }
                let held = self.sources.iter().find(|held| held.id == source);
                let held = held.ok_or_else(|| format!("source {source} is not loaded"))?;
                Ok(Some(Answered {
                    source,
                    name: held.name.clone(),
                    n_bytes: held.n_bytes,
                    file: held.file,
                    said: choice.to_string(),
                }))
            }
        }
    }

    /// What is loaded after an answer that needed no reading.
    pub fn settled(&mut self, today: NaiveDate) -> Loaded {
        self.loaded(today, Vec::new())
    }

    /// Drops all data; numbers of sources and questions are not used again.
    pub fn clear(&mut self) {
        self.sources.clear();
        self.questions.clear();
        self.said.clear();
        self.kept = Kept::default();
        self.dataset = empty(self.nfkc);
    }

    /// A window of a report.
    pub fn report(
        &mut self,
        id: &str,
        query: &Query,
        window: Window,
        today: NaiveDate,
    ) -> Result<ReportView, String> {
        run(&self.dataset, &mut self.kept, id, query, window, today)
            .map_err(|error| error.to_string())
    }

    /// Rows of a report as text for the clipboard; one column's cells where it is named.
    pub fn copy(
        &mut self,
        id: &str,
        query: &Query,
        ranges: &[(u32, u32)],
        column: Option<&str>,
        today: NaiveDate,
    ) -> Result<String, String> {
        let mut query = query.clone();
        let shown = column.is_none_or(|column| query.columns.iter().any(|shown| shown == column));
        if !shown {
            // Searched columns stay the visible ones; the copied one is asked for beside them.
            query.columns = visible(id, &query);
            query.columns.extend(column.map(str::to_string));
        }
        let view = rows_at(&self.dataset, &mut self.kept, id, &query, ranges, today)
            .map_err(|error| error.to_string())?;
        let wanted = column.map(|column| {
            view.columns
                .iter()
                .position(|known| known.id == column)
                .unwrap_or(0)
        });
        if let Some(wanted) = wanted {
            let cells = view
                .rows
                .iter()
                .zip(&view.values)
                .filter(|(_, values)| values[wanted] != message::Value::Null);
            return Ok(clipboard::tab_separated(
                cells.map(|(row, _)| vec![row[wanted].as_str()]),
            ));
        }
        let header = view
            .columns
            .iter()
            .map(|column| column.title.as_str())
            .collect();
        // A number leaves with the sign a spreadsheet reads.
        let plain: Vec<Vec<String>> = view
            .rows
            .iter()
            .zip(&view.values)
            .map(|(row, values)| {
                row.iter()
                    .zip(values)
                    .map(|(text, value)| match value {
                        message::Value::Integer(number) => number.to_string(),
                        _ => text.clone(),
                    })
                    .collect()
            })
            .collect();
        let rows = plain
            .iter()
            .map(|row| row.iter().map(String::as_str).collect());
        Ok(clipboard::tab_separated(
            std::iter::once(header).chain(rows),
        ))
    }

    /// What is wrong with one source or with all.
    pub fn issues(&mut self, source: Option<u32>, today: NaiveDate) -> Vec<IssueView> {
        let standings = self.kept.standings(&self.dataset, today);
        let wanted = self
            .sources
            .iter()
            .filter(|held| source.is_none_or(|source| source == held.id));
        wanted
            .flat_map(|held| {
                let found = findings(&self.dataset, held.id, standings, held);
                let own = held
                    .read
                    .as_ref()
                    .map(|read| read.issues.list())
                    .unwrap_or_default();
                own.into_iter()
                    .chain(found.list())
                    .map(|issue| issue_view(held, issue))
            })
            .collect()
    }

    /// The rejected records of a source as a CSV file.
    pub fn rejected(&self, source: u32, files: &mut dyn Files) -> Result<String, String> {
        let (held, read) = read_of(&self.sources, source)?;
        let mut rows = Rows {
            held: &self.sources,
            files,
        };
        let mut text = String::new();
        csv::push_row(&mut text, ["line", "record", "reason", "original"]);
        for rejected in &read.rejected {
            let original = rows.text(held, read, rejected.span.clone())?;
            let original = String::from_utf8_lossy(&original);
            let (line, row) = (rejected.line.to_string(), rejected.row.to_string());
            csv::push_row(
                &mut text,
                [
                    line.as_str(),
                    row.as_str(),
                    rejected.reason.as_str(),
                    original.trim_end_matches(['\r', '\n']),
                ],
            );
        }
        Ok(text)
    }

    /// One account: of a row of a report where it is given, else the most urgent of its key.
    pub fn account(
        &mut self,
        key: &str,
        row: Option<u32>,
        report: Option<&str>,
        today: NaiveDate,
        files: &mut dyn Files,
    ) -> Result<AccountView, String> {
        let standings = self.kept.standings(&self.dataset, today);
        let given = row.map(|row| match report {
            Some("mine-not-found") => Place::Mine(row as usize),
            _ => Place::Enrollment(row as usize),
        });
        let roster = &self.dataset.roster;
        let in_range = |place: &Place| match *place {
            Place::Mine(row) => row < roster.mine.n_rows(),
            Place::Enrollment(row) => row < roster.enrollment.n_rows(),
        };
        let place = given
            .filter(in_range)
            .or_else(|| place_of(&self.dataset, key, standings));
        let place = place.ok_or_else(|| format!("there is no account `{key}`"))?;
        let mut records = Rows {
            held: &self.sources,
            files,
        };
        account(&self.dataset, place, standings, today, &mut records)
    }

    /// Steps of the last load.
    pub fn timings(&self) -> Timings {
        self.timings
    }
}

/// A file to be read as the person said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The source that waited.
    pub source: u32,
    /// Name of its file.
    pub name: String,
    /// Bytes of its file.
    pub n_bytes: u64,
    /// Its file.
    pub file: Option<u32>,
    /// What the person said.
    pub said: String,
}

fn dataset(roster: Roster, sources: &[Held], said: &[(u32, Said)], nfkc: Nfkc) -> Dataset {
    use crate::ingest::Kind;
    let is_mailboxes = |source: u32| {
        let held = sources
            .iter()
            .find(|held| held.id == source)
            .and_then(|held| held.read.as_ref());
        held.is_some_and(|read| read.source.plan.kind == Kind::CloudControl)
    };
    let said_of = |source: u32| {
        said.iter()
            .find(|(id, _)| *id == source)
            .map_or(Said::default(), |(_, said)| *said)
    };
    Dataset::new(roster, Policy::penn(), said_of, is_mailboxes, nfkc)
}

fn empty(nfkc: Nfkc) -> Dataset {
    let mut roster = Roster::default();
    roster.meet(nfkc);
    dataset(roster, &[], &[], nfkc)
}

fn visible(id: &str, query: &Query) -> Vec<String> {
    match (query.columns.is_empty(), definition(id)) {
        (true, Some(definition)) => definition
            .default_columns()
            .map(|column| column.id.to_string())
            .collect(),
        _ => query.columns.clone(),
    }
}

/// The day that a file's name holds, as `2026-11-20` or `20261120`.
fn day_in_name(name: &str) -> Option<NaiveDate> {
    let digits: Vec<(usize, u8)> = name
        .bytes()
        .enumerate()
        .filter(|(_, byte)| byte.is_ascii_digit())
        .collect();
    digits.windows(8).find_map(|window| {
        let (first, last) = (window[0].0, window[7].0);
        let between = &name.as_bytes()[first..=last];
        let is_compact = between.len() == 8;
        let is_dashed = between.len() == 10
            && [4, 7]
                .iter()
                .all(|&place| matches!(between[place], b'-' | b'_' | b'.'));
        let alone = |place: Option<&u8>| !place.is_some_and(u8::is_ascii_digit);
        let bounded = alone(
            first
                .checked_sub(1)
                .and_then(|place| name.as_bytes().get(place)),
        ) && alone(name.as_bytes().get(last + 1));
        if !bounded || !(is_compact || is_dashed) {
            return None;
        }
        let number = |range: std::ops::Range<usize>| {
            window[range].iter().fold(0u32, |number, (_, digit)| {
                number * 10 + u32::from(digit - b'0')
            })
        };
        let year = number(0..4) as i32;
        (2000..2100)
            .contains(&year)
            .then(|| NaiveDate::from_ymd_opt(year, number(4..6), number(6..8)))?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_may_hold_the_day() {
        #[track_caller]
        fn case(name: &str, expected: Option<&str>) {
            assert_eq!(
                day_in_name(name).map(|day| day.to_string()).as_deref(),
                expected
            );
        }
        case("enrollment_2026-11-20.csv", Some("2026-11-20"));
        case("20261120 enrollment.csv", Some("2026-11-20"));
        case("report-20261340.csv", None);
        case("report-120261120.csv", None);
        case("exchange.csv", None);
    }
}

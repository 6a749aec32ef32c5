//! A view as a file, made piece by piece (M10): the page asks for the next piece as long as it wants the file.
//!
//! Between two pieces everything else is answered, and who asks for no further piece has stopped it. The rows are
//! chosen once; where the data changes meanwhile they may be other rows, so that the file is given up.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::Engine;
use super::hand_out::NextFile;
use super::message::{SourceView, Window};
use super::records::Files;
use super::wire;
use crate::export::about::{About, Source};
use crate::export::file::{Manner, Writing};
use crate::export::groups::GroupTable;
use crate::export::page::MOST_EXPLAINED;
use crate::json::Json;
use crate::report::definition::{ColumnDefinition, definition};
use crate::report::exports::{self, ALL, ExportPiece, ExportPlan, SELECTED};
use crate::report::groups::groups;
use crate::report::layout::{Layout, MOST_LEVELS};
use crate::report::query::Query;
use crate::report::run::{cells_of, run};
use crate::report::view::{ReportView, RowHandle};
use crate::report::words;
use crate::report::words::numerals::Plain;
use crate::table::RowSet;

/// Rows of a piece, at least; and pieces of a file, at most: what many rows share is made anew for each piece.
const ROWS_OF_PIECE: usize = 5_000;
const MOST_PIECES: usize = 40;

/// What is written of which report.
#[derive(Clone, Copy, Debug)]
pub struct Export<'a> {
    /// Report id.
    pub id: &'a str,
    /// What the person chose.
    pub query: &'a Query,
    /// The selected rows, as places in the shown order.
    pub ranges: &'a [(u32, u32)],
    /// What goes into the file.
    pub plan: &'a ExportPlan,
    /// The piece that is wanted: 0 begins a file.
    pub next: u32,
}

/// What gives the next piece of a file.
type NextPiece = Box<dyn FnMut(&mut Engine, &mut dyn Files) -> Result<ExportPiece, String>>;

/// The file that is being written, if one is.
#[derive(Default)]
pub struct Exports {
    running: Option<(u32, NextPiece)>,
    /// The files that are handed out, if some are.
    pub(super) handing: Option<(u32, NextFile)>,
    pub(super) n_pieces: u32,
}

impl Exports {
    /// Gives the file up: the data changed.
    #[cold]
    pub fn stop(&mut self) {
        self.running = None;
        self.handing = None;
    }
}

/// What goes on writing under a number, if nothing else was begun or changed since.
pub(super) fn carried_on<T>(running: Option<(u32, T)>, number: u32) -> Result<T, String> {
    match running {
        Some((known, next)) if known == number => Ok(next),
        _ => Err(OTHER_DATA.to_owned()),
    }
}

const OTHER_DATA: &str = "what is loaded or decided changed while the file was written, so it was given up: \
    export again";

impl Engine {
    /// The next piece of a file of a view.
    ///
    /// # Errors
    /// A sentence that says what was chosen wrongly, or why the file had to be given up.
    pub fn export(
        &mut self,
        wanted: Export,
        today: NaiveDate,
        files: &mut dyn Files,
    ) -> Result<ExportPiece, String> {
        let running = self.exports.running.take();
        let mut next = match wanted.next {
            0 => begin(self, wanted, today)?,
            number => carried_on(running, number)?,
        };
        let mut piece = next(self, files)?;
        if piece.done < piece.rows {
            // A number is never used twice, so that a file that was given up is not carried on by another.
            self.exports.n_pieces += 1;
            piece.next = self.exports.n_pieces;
            self.exports.running = Some((piece.next, next));
        }
        Ok(piece)
    }
}

/// The rows and columns of a file or of several, and what is to be known of them.
pub(super) struct Chosen {
    pub id: String,
    pub query: Query,
    pub today: NaiveDate,
    pub columns: Vec<&'static ColumnDefinition>,
    /// The rows, in the shown order.
    pub places: Vec<u32>,
    /// Those of them that are selected on the screen.
    pub selected: Vec<u32>,
    pub about: About,
    /// The groups of the rows, where the view is grouped and one file holds all of them.
    pub groups: Option<GroupTable>,
    pub manner: Manner,
}

/// Chooses the rows and columns.
pub(super) fn choose(
    engine: &mut Engine,
    wanted: Export,
    today: NaiveDate,
) -> Result<Chosen, String> {
    let Export {
        id,
        query,
        ranges: selected_ranges,
        plan,
        ..
    } = wanted;
    let (format, all_columns, which) = (plan.format()?, plan.all_columns()?, plan.rows()?);
    let mut query = query.clone();
    if which == ALL {
        query.show_all();
    }
    let ranges = match which {
        SELECTED => selected_ranges,
        _ => &[(0, u32::MAX)],
    };
    let mut columns: Vec<&'static ColumnDefinition> = Vec::new();
    let (mut places, mut selected) = (Vec::new(), Vec::new());
    let layout = Layout::of(&query);
    let in_place = plan.groups(format, !layout.group.is_empty())?;
    let mut grouped = None;
    let mut about = About::default();
    let more = match all_columns {
        true => definition(id).map_or(&[][..], |report| report.columns),
        false => &[],
    };
    let more: Vec<&str> = more.iter().map(|column| column.id).collect();
    engine.with_rows(id, &query, &more, today, &mut |body, kept| {
        let none = Window {
            rows: 0,
            ..Window::default()
        };
        let view = run(body, kept, &query, none, today)?;
        let report = body.definition();
        let visible = view.columns.iter();
        columns.extend(visible.filter_map(|column| report.column(&column.id)));
        if all_columns {
            let others = report.columns.iter();
            let others: Vec<_> = others
                .filter(|column| !columns.iter().any(|known| known.id == column.id))
                .collect();
            columns.extend(others);
        }
        places = kept.at(ranges);
        let levels = layout.group.iter().filter_map(|id| report.column(id));
        let levels: Vec<&'static ColumnDefinition> = levels.take(MOST_LEVELS).collect();
        if !levels.is_empty() {
            let mut rows = RowSet::none(kept.rows().n_rows());
            places.iter().for_each(|&row| rows.insert(row as usize));
            let view = groups(body, &rows, &levels, &columns, usize::MAX);
            let sums = view.sums.iter().filter_map(|id| report.column(id));
            grouped = Some(GroupTable {
                sums: sums.collect(),
                levels,
                view,
            });
        }
        // Places of the shown order are those of another list where all rows are wanted.
        if which != ALL {
            selected = kept.at(selected_ranges);
        }
        about.report = report.id.to_owned();
        about.title = report.title.to_owned();
        about.meaning = report.meaning.to_owned();
        let _plain = Plain::begin();
        about.view = words::chosen(report, &query);
        Ok(ReportView::default())
    })?;
    let groups = grouped;
    if places.is_empty() && which == SELECTED {
        return Err("no row is selected: select some, or export the rows as filtered".to_owned());
    }
    if which == SELECTED {
        about.view = format!("the selected rows of: {}", about.view);
    }
    about.n_rows = places.len() as u32;
    about.query = wire::text(&query);
    about.today = query.today.unwrap_or(today);
    about.stamp = plan.stamp.clone();
    let policy = &engine.dataset.policy;
    about.zone = policy.zone.name().to_owned();
    about.policy = policy.id.clone();
    about.policy_name = policy.name.clone();
    let changes = &engine.policies.applied.changes;
    about.policy_changed = *changes != Json::Null && *changes != Json::Record(Vec::new());
    let sources = engine.source_views(about.today);
    about.is_sample = sources.iter().any(|source| source.sample);
    about.sources = sources.into_iter().map(source).collect();
    Ok(Chosen {
        id: id.to_owned(),
        query,
        today,
        columns,
        places,
        selected,
        about,
        groups,
        manner: Manner {
            format,
            page: plan.page,
            bom: plan.with_bom(format),
            guard: plan.with_guard(format),
            groups: in_place,
        },
    })
}

impl Chosen {
    /// Begins a file of these rows, and says which of them it explains.
    pub fn begin(&self) -> Result<(Writing, Vec<u32>), String> {
        let _plain = Plain::begin();
        let explained = self.explained();
        let file = Writing::begin(
            self.manner,
            self.columns.clone(),
            self.about.clone(),
            self.groups.clone(),
            explained.clone(),
        )?;
        Ok((file, explained))
    }

    /// The places among the rows of those that a page explains: the selected ones, else the first.
    fn explained(&self) -> Vec<u32> {
        if !self.manner.page {
            return Vec::new();
        }
        let mut selected = self.selected.clone();
        selected.sort_unstable();
        let is_wanted = |place: &u32| selected.is_empty() || selected.binary_search(place).is_ok();
        let wanted = (0..)
            .zip(&self.places)
            .filter(|(_, place)| is_wanted(place));
        wanted.map(|(at, _)| at).take(MOST_EXPLAINED).collect()
    }

    /// Writes some of the rows.
    pub fn write(
        &self,
        engine: &mut Engine,
        file: &mut Writing,
        from: usize,
        to: usize,
    ) -> Result<(), String> {
        let _plain = Plain::begin();
        let mut outcome = Ok(());
        // The groups stand in their place, and are written already.
        if self.manner.groups {
            return outcome;
        }
        let ids: Vec<&str> = self.columns.iter().map(|column| column.id).collect();
        engine.with_rows(&self.id, &self.query, &ids, self.today, &mut |body, _| {
            outcome = cells_of(body, &self.columns, &self.places[from..to], &mut |cells| {
                file.row(cells)
            });
            Ok(ReportView::default())
        })?;
        outcome
    }

    /// Ends the file: a page is told why its accounts are where they are.
    pub fn finish(
        &self,
        engine: &mut Engine,
        file: &mut Writing,
        explained: &[u32],
        files: &mut dyn Files,
    ) -> Result<(), String> {
        let _plain = Plain::begin();
        if self.manner.page {
            file.end_rows();
            let mut handles: Vec<RowHandle> = Vec::new();
            engine.with_rows(&self.id, &self.query, &[], self.today, &mut |body, _| {
                let places = explained.iter().map(|&at| self.places[at as usize]);
                handles.extend(places.map(|place| body.handle(place as usize)));
                Ok(ReportView::default())
            })?;
            for (at, handle) in handles.iter().enumerate() {
                let (key, row) = (&handle.key, Some(handle.row));
                let account = engine.account(key, row, Some(&self.id), self.about.today, files);
                let moment = (self.about.today, self.seconds());
                // What could not be explained says so; then there is nothing to do either.
                let todo = engine.todo(key, row, Some(&self.id), moment);
                file.explain(at, key, &account, &todo.unwrap_or_default());
            }
        }
        file.finish();
        Ok(())
    }

    /// The moment at which the file is made, in seconds since 1970; the start of the day where nobody says so.
    fn seconds(&self) -> i64 {
        let stamp = self.about.stamp.strip_suffix('Z').unwrap_or_default();
        let midnight = self.about.today.and_time(NaiveTime::MIN);
        let moment: NaiveDateTime = stamp.parse().unwrap_or(midnight);
        moment.and_utc().timestamp()
    }
}

/// Chooses the rows and columns, and begins the file.
fn begin(engine: &mut Engine, wanted: Export, today: NaiveDate) -> Result<NextPiece, String> {
    let chosen = choose(engine, wanted, today)?;
    let n_rows = chosen.places.len();
    let mut piece = ExportPiece {
        name: match (&chosen.groups, chosen.manner.groups) {
            (Some(groups), true) => exports::groups_file_name(
                &chosen.about.report,
                chosen.about.today,
                groups.view.total.into(),
                chosen.manner.format,
            ),
            _ => exports::file_name(
                &chosen.about.report,
                chosen.about.today,
                n_rows as u64,
                chosen.manner.format,
            ),
        },
        rows: chosen.about.n_rows,
        columns: chosen.columns.len() as u32,
        ..ExportPiece::default()
    };
    let (mut file, explained) = chosen.begin()?;
    let n_piece = ROWS_OF_PIECE.max(n_rows.div_ceil(MOST_PIECES));
    Ok(Box::new(move |engine, files| {
        let from = piece.done as usize;
        let to = (from + n_piece).min(n_rows);
        chosen.write(engine, &mut file, from, to)?;
        if to == n_rows {
            chosen.finish(engine, &mut file, &explained, files)?;
        }
        piece.done = to as u32;
        Ok(ExportPiece {
            text: file.take(),
            ..piece.clone()
        })
    }))
}

fn source(view: SourceView) -> Source {
    Source {
        name: view.name,
        kind: view.kind,
        as_of: view.as_of.date,
        provenance: view.as_of.provenance,
        rows: view.rows,
        accepted: view.accepted,
        rejected: view.rejected,
        blank: view.blank,
    }
}

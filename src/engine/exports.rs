//! A view as a file, made piece by piece (M10): the page asks for the next piece as long as it wants the file.
//!
//! Between two pieces everything else is answered, and who asks for no further piece has stopped it. The rows are
//! chosen once; where the data changes meanwhile they may be other rows, so that the file is given up.

use chrono::NaiveDate;

use super::Engine;
use super::message::{SourceView, Window};
use super::wire;
use crate::export::about::{About, Source};
use crate::export::file::{Manner, Writing};
use crate::json::Json;
use crate::report::definition::{ColumnDefinition, definition};
use crate::report::exports::{self, ALL, ExportPiece, ExportPlan, SELECTED};
use crate::report::query::Query;
use crate::report::run::{cells_of, run};
use crate::report::view::ReportView;
use crate::report::words;

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
type NextPiece = Box<dyn FnMut(&mut Engine) -> Result<ExportPiece, String>>;

/// The file that is being written, if one is.
#[derive(Default)]
pub struct Exports {
    running: Option<(u32, NextPiece)>,
    n_pieces: u32,
}

impl Exports {
    /// Gives the file up: the data changed.
    #[cold]
    pub fn stop(&mut self) {
        self.running = None;
    }
}

const OTHER_DATA: &str = "what is loaded or decided changed while the file was written, so it was given up: \
    export again";

impl Engine {
    /// The next piece of a file of a view.
    ///
    /// # Errors
    /// A sentence that says what was chosen wrongly, or why the file had to be given up.
    pub fn export(&mut self, wanted: Export, today: NaiveDate) -> Result<ExportPiece, String> {
        let running = self.exports.running.take();
        let mut next = match wanted.next {
            0 => begin(self, wanted, today)?,
            number => match running {
                Some((known, next)) if known == number => next,
                _ => return Err(OTHER_DATA.to_owned()),
            },
        };
        let mut piece = next(self)?;
        if piece.done < piece.rows {
            // A number is never used twice, so that a file that was given up is not carried on by another.
            self.exports.n_pieces += 1;
            piece.next = self.exports.n_pieces;
            self.exports.running = Some((piece.next, next));
        }
        Ok(piece)
    }
}

/// Chooses the rows and columns, and begins the file.
fn begin(engine: &mut Engine, wanted: Export, today: NaiveDate) -> Result<NextPiece, String> {
    let Export {
        id,
        query,
        ranges,
        plan,
        ..
    } = wanted;
    let (format, all_columns, which) = (plan.format()?, plan.all_columns()?, plan.rows()?);
    let mut query = query.clone();
    if which == ALL {
        query.show_all();
    }
    let ranges = match which {
        SELECTED => ranges,
        _ => &[(0, u32::MAX)],
    };
    let mut columns: Vec<&'static ColumnDefinition> = Vec::new();
    let mut places = Vec::new();
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
        about.report = report.id.to_owned();
        about.title = report.title.to_owned();
        about.meaning = report.meaning.to_owned();
        about.view = words::chosen(report, &query);
        Ok(ReportView::default())
    })?;
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

    let manner = Manner {
        format,
        bom: plan.with_bom(format),
        guard: plan.with_guard(format),
    };
    let mut piece = ExportPiece {
        name: exports::file_name(&about.report, about.today, places.len() as u64, format),
        rows: about.n_rows,
        columns: columns.len() as u32,
        ..ExportPiece::default()
    };
    let mut file = Writing::begin(manner, columns.clone(), about)?;
    let n_piece = ROWS_OF_PIECE.max(places.len().div_ceil(MOST_PIECES));
    let id = id.to_owned();
    Ok(Box::new(move |engine| {
        let from = piece.done as usize;
        let to = (from + n_piece).min(places.len());
        let mut outcome = Ok(());
        let ids: Vec<&str> = columns.iter().map(|column| column.id).collect();
        engine.with_rows(&id, &query, &ids, today, &mut |body, _| {
            outcome = cells_of(body, &columns, &places[from..to], &mut |cells| {
                file.row(cells)
            });
            Ok(ReportView::default())
        })?;
        outcome?;
        if to == places.len() {
            file.finish();
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

//! The rows in sight: asked for before they are seen, kept until newer ones come.

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::task::spawn_local;
use wasm_split_helpers::wasm_split;

use super::slot::{Kept, Slot};
use super::state::AppState;
use crate::browser::part::PartMissing;
use crate::browser::table_rows::Row;
use crate::browser::{dom, timer};
use crate::engine::message::{
    CountsByValue, MatchView, Reply, ReportView, Request, Summary, Value, Window,
};
use crate::report::definition::{ColumnDefinition, definition};
use crate::report::query::Query;
use crate::report::scroll_map::{ScrollMap, band_to_fetch};
use crate::report::words;
use crate::report::words::screen::rows as said;

/// The scrollbar is set right when it has rested this long.
const REST_MS: i32 = 150;
/// Rows that are kept ready for paper.
pub const PRINTED_ROWS: i64 = 1_000;
/// A list that has rested this long is made ready for paper.
const PRINT_AFTER_MS: i32 = 1_000;

/// The answer for the whole list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// How many answers came before; rows of different answers are not mixed.
    pub generation: u32,
    /// Rows of the list.
    pub total: u32,
    /// Counts over the list.
    pub summary: Arc<Summary>,
}

/// The visible columns of the answer.
pub type Columns = Arc<Vec<&'static ColumnDefinition>>;

/// Departments that are offered: a longer list is searched, not read.
pub const SHOWN_DEPARTMENTS: u32 = 200;

/// What the grid draws.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// The answer the rows belong to.
    pub generation: u32,
    /// Pixels of the first row above the edge.
    pub offset: f64,
    /// The rows in sight.
    pub rows: Vec<Arc<Row>>,
}

/// What is wanted of the worker: newest wish wins.
#[derive(Clone, Debug, PartialEq)]
struct Wanted {
    generation: u32,
    report: &'static str,
    query: Query,
    day: NaiveDate,
}

#[derive(Clone, Debug, Default)]
struct Band {
    generation: u32,
    first: u32,
    rows: Vec<Arc<Row>>,
}

/// Counts of the list, each with its own filter lifted, so that a facet offers what else there is.
///
/// Each changes by itself: what is drawn anew loses the focus.
#[derive(Clone, Copy)]
pub struct Facets {
    /// Rows by urgency.
    pub by_urgency: Slot<Vec<(String, u32)>>,
    /// Rows by department.
    pub by_department: Slot<Vec<(String, u32)>>,
    /// How many departments there are, offered or not.
    pub n_departments: Slot<u32>,
    /// Rows by week of the disable day.
    pub by_week: Slot<Vec<(NaiveDate, u32)>>,
    /// Rows by the values of further columns.
    pub by_value: Slot<CountsByValue>,
    /// Rows that contradict themselves or each other, by the code of the issue.
    pub contradictions: Slot<Vec<(String, u32)>>,
}

impl Facets {
    fn new() -> Facets {
        Facets {
            by_urgency: Slot::new(Vec::new()),
            by_department: Slot::new(Vec::new()),
            n_departments: Slot::new(0),
            by_week: Slot::new(Vec::new()),
            by_value: Slot::new(Vec::new()),
            contradictions: Slot::new(Vec::new()),
        }
    }

    fn take(self, counted: Summary) {
        self.by_urgency.set_other(counted.by_urgency);
        self.by_department.set_other(counted.by_department);
        self.n_departments.set_other(counted.n_departments);
        let weeks = counted.by_week.iter().map(|week| (week.monday, week.count));
        self.by_week.set_other(weeks.collect());
        self.by_value.set_other(counted.by_value);
        self.contradictions.set_other(counted.contradictions);
    }
}

/// The rows in sight and the list they belong to.
#[derive(Clone, Copy)]
pub struct Rows {
    outcome: Slot<Outcome>,
    columns: Slot<Columns>,
    shown: Slot<Shown>,
    /// What the facets offer.
    pub facets: Facets,
    /// What brings rows together, in the report of matching.
    pub matching: Slot<MatchView>,
    /// How many rows have a suggestion, once the report of matching was looked at: a load does not count
    /// them.
    pub suggested: Slot<Option<u32>>,
    trouble: Slot<Option<String>>,
    waiting: Slot<bool>,
    map: Slot<ScrollMap>,
    scrollbar: Slot<f64>,
    top: Kept<f64>,
    known_scrollbar: Kept<f64>,
    scrolls: Kept<u32>,
    wanted: Kept<Option<Wanted>>,
    is_asking: Kept<bool>,
    band: Kept<Band>,
    paper: Kept<Band>,
    // What a screen reader was last told of the list.
    told: Kept<String>,
}

impl Rows {
    /// No list yet.
    pub fn new() -> Rows {
        Rows {
            outcome: Slot::new(Outcome::default()),
            columns: Slot::new(Columns::default()),
            shown: Slot::new(Shown::default()),
            facets: Facets::new(),
            matching: Slot::new(MatchView::default()),
            suggested: Slot::new(None),
            trouble: Slot::new(None),
            waiting: Slot::new(false),
            map: Slot::new(ScrollMap::default()),
            scrollbar: Slot::new(0.0),
            top: Kept::new(0.0),
            known_scrollbar: Kept::new(0.0),
            scrolls: Kept::new(0),
            wanted: Kept::new(None),
            is_asking: Kept::new(false),
            band: Kept::new(Band::default()),
            paper: Kept::new(Band::default()),
            told: Kept::new(String::new()),
        }
    }

    /// The answer for the whole list.
    pub fn outcome(self) -> Slot<Outcome> {
        self.outcome
    }

    /// The visible columns of the answer.
    pub fn columns(self) -> Slot<Columns> {
        self.columns
    }

    /// What the grid draws.
    pub fn shown(self) -> Slot<Shown> {
        self.shown
    }

    /// Why there is no list.
    pub fn trouble(self) -> Option<String> {
        self.trouble.get()
    }

    /// Whether a newer list is on its way.
    pub fn is_waiting(self) -> bool {
        self.waiting.get()
    }

    /// Rows of the list now.
    pub fn total(self) -> u32 {
        self.outcome.with_untracked(|outcome| outcome.total)
    }

    /// Sizes of the grid.
    pub fn map(self) -> ScrollMap {
        self.map.get()
    }

    /// Sizes of the grid, for an event.
    pub fn map_now(self) -> ScrollMap {
        self.map.get_untracked()
    }

    /// Where the scrollbar has to stand.
    pub fn scrollbar(self) -> f64 {
        self.scrollbar.get()
    }

    /// The row at a place, if it is held.
    pub fn row_at(self, place: u32) -> Option<Arc<Row>> {
        self.band.with(|band| {
            let at = place.checked_sub(band.first)?;
            band.rows.get(at as usize).cloned()
        })
    }

    /// Asks for the list again, because the person chose something else or the data changed.
    pub fn refresh(self, state: AppState, is_new_view: bool) {
        let generation = self
            .wanted
            .with(|wanted| wanted.as_ref().map_or(0, |wanted| wanted.generation))
            + 1;
        let wanted = Wanted {
            generation,
            report: state.report.get_untracked().id,
            query: state.query.get_untracked(),
            day: state.day_now(),
        };
        self.wanted.set(Some(wanted));
        if is_new_view {
            self.top.set(0.0);
        }
        self.waiting.set(true);
        self.pump(state);
    }

    /// The list is gone.
    pub fn forget(self) {
        self.wanted.update(|wanted| {
            if let Some(wanted) = wanted {
                wanted.generation += 1;
            }
        });
        self.band.set(Band::default());
        self.outcome.set(Outcome::default());
        self.shown.set(Shown::default());
        self.facets.take(Summary::default());
        self.suggested.set(None);
        self.waiting.set(false);
        self.told.set(String::new());
    }

    /// The grid got another size or density.
    pub fn resize(self, state: AppState, row: f64, view: f64) {
        let before = self.map.get_untracked();
        if before.row == row && before.view == view {
            return;
        }
        if before.row > 0.0 && before.row != row {
            self.top.update(|top| *top = *top / before.row * row);
        }
        self.map.update(|map| {
            map.row = row;
            map.view = view.max(row);
        });
        self.set_scrollbar();
        self.place(state);
    }

    /// The person scrolled.
    pub fn scrolled(self, state: AppState, to: f64) {
        let from = self.known_scrollbar.get();
        // Our own setting, rounded by the browser, comes back as an event.
        if (to - from).abs() < 1.0 {
            return;
        }
        self.known_scrollbar.set(to);
        let map = self.map.get_untracked();
        self.top.update(|top| *top = map.moved(*top, from, to));
        self.place(state);
        if map.is_scaled() {
            self.set_scrollbar_at_rest(to <= 0.0 || to >= map.height() - map.view - 1.0);
        }
    }

    // Small movements leave the scrollbar beside the list; it is set right when it rests or ends.
    fn set_scrollbar_at_rest(self, is_at_end: bool) {
        self.scrolls.update(|scrolls| *scrolls += 1);
        let scrolls = self.scrolls.get();
        timer::after(if is_at_end { 0 } else { REST_MS }, move || {
            if self.scrolls.get() == scrolls {
                self.set_scrollbar();
            }
        });
    }

    fn set_scrollbar(self) {
        let to = self.map.get_untracked().scrollbar(self.top.get()).round();
        self.known_scrollbar.set(to);
        self.scrollbar.set(to);
        // A setting equal to the last is one too: the browser may have moved meanwhile.
        self.scrollbar.notify();
    }

    /// Brings a row wholly into sight.
    pub fn reveal(self, state: AppState, place: u32) {
        let map = self.map.get_untracked();
        let top = self.top.get();
        let to = map.revealing(top, place);
        if to != top {
            self.top.set(to);
            self.set_scrollbar();
            self.place(state);
        }
    }

    // Draws the rows in sight if they are held; otherwise those drawn stay until they are.
    fn place(self, state: AppState) {
        let map = self.map.get_untracked();
        let sight = map.in_sight(self.top.get());
        let shown = self.band.with(|band| {
            let at = sight.first.checked_sub(band.first)? as usize;
            let rows = band.rows.get(at..at + sight.n_rows as usize)?;
            Some(Shown {
                generation: band.generation,
                offset: sight.offset,
                rows: rows.to_vec(),
            })
        });
        if let Some(shown) = shown {
            self.shown.set(shown);
        }
        self.pump(state);
    }

    // At most one request is under way; when it is answered the newest wish is looked at again.
    fn pump(self, state: AppState) {
        let Some(wanted) = self.wanted.get() else {
            return;
        };
        if self.is_asking.get() {
            return;
        }
        let (held_generation, held) = self
            .band
            .with(|band| (band.generation, (band.first, band.rows.len() as u32)));
        let mut map = self.map.get_untracked();
        let is_new = held_generation != wanted.generation;
        if is_new {
            // How many rows there will be is not known yet.
            map.total = u32::MAX;
        }
        if map.row <= 0.0 {
            map = ScrollMap {
                total: map.total,
                row: 32.0,
                view: 640.0,
            };
        }
        let sight = map.in_sight(self.top.get());
        let Some((first, rows)) = band_to_fetch(sight, map.total, (!is_new).then_some(held)) else {
            return;
        };
        self.is_asking.set(true);
        spawn_local(async move {
            let window = window(first, rows.into());
            let outcome = state
                .ask(request(&wanted, wanted.query.clone(), window))
                .await;
            self.is_asking.set(false);
            let newest = self.wanted.with(|newest| newest.as_ref() == Some(&wanted));
            if newest {
                self.take(state, &wanted, outcome, is_new);
            }
            self.pump(state);
        });
    }

    fn take(self, state: AppState, wanted: &Wanted, outcome: Result<Reply, String>, is_new: bool) {
        let view = match outcome {
            Ok(Reply::Report(view)) => *view,
            Ok(_) => return self.fail(wanted.generation, said::THE_ANSWER_WAS_DAMAGED.to_owned()),
            Err(sentence) => return self.fail(wanted.generation, sentence),
        };
        let total = view.total;
        // The list became shorter than where we stand.
        let missed = view.rows.is_empty() && total > 0;
        if is_new {
            self.begin(wanted, &view);
        }
        self.band.set(band(wanted.generation, view));
        if total == 0 {
            self.shown.set(Shown {
                generation: wanted.generation,
                ..Shown::default()
            });
        }
        if !missed {
            self.place(state);
        }
        if is_new {
            self.tell(state, words::rows_shown(total, wanted.query.is_narrowed()));
            self.offer_facets(state, wanted.clone());
            self.prepare_paper(state, wanted.generation);
        }
    }

    // Another list begins.
    fn begin(self, wanted: &Wanted, view: &ReportView) {
        let report = definition(wanted.report);
        let columns = view
            .columns
            .iter()
            .filter_map(|column| report?.column(&column.id));
        let columns: Vec<&'static ColumnDefinition> = columns.collect();
        if self.columns.with_untracked(|before| **before != columns) {
            // The headers are drawn anew.
            dom::hold_focus(".grid-scroller");
            self.columns.set(Arc::new(columns));
        }
        if let Some(matching) = &view.matching {
            if view.id == "matching" {
                self.suggested.set_other(Some(matching.suggested));
            }
            self.matching.set_other(matching.clone());
        }
        self.trouble.set(None);
        self.waiting.set(false);
        self.map.update(|map| map.total = view.total);
        let end = self.map.get_untracked().end();
        self.top.update(|top| *top = top.min(end));
        self.outcome.set(Outcome {
            generation: wanted.generation,
            total: view.total,
            summary: Arc::new(view.summary.clone()),
        });
        self.set_scrollbar();
    }

    // Another order or column leaves the rows, and with them what was said of it.
    fn tell(self, state: AppState, sentence: String) {
        if self.told.with(|told| *told != sentence) {
            self.told.set(sentence.clone());
            state.said.set(sentence);
        }
    }

    fn fail(self, generation: u32, sentence: String) {
        // Holds an empty band, so that the same wish is not made again and again.
        self.band.set(Band {
            generation,
            ..Band::default()
        });
        self.map.update(|map| map.total = 0);
        self.outcome.update(|outcome| outcome.total = 0);
        self.shown.set(Shown::default());
        self.waiting.set(false);
        self.trouble.set(Some(sentence));
    }

    // A facet that narrows the list would offer only what it keeps; it is counted without itself.
    fn offer_facets(self, state: AppState, wanted: Wanted) {
        spawn_local(async move {
            // What shows the list is there, and this with it.
            let _ = begin_facets(self, state, wanted).await;
        });
    }

    async fn count_facets(self, state: AppState, wanted: Wanted) {
        let mut counted = self
            .outcome
            .with_untracked(|outcome| Summary::clone(&outcome.summary));
        for filter in &wanted.query.filters {
            let column = filter.column();
            if column.is_empty() {
                continue;
            }
            let without = wanted.query.without(column);
            let window = window(0, 0);
            let outcome = state.ask(request(&wanted, without, window)).await;
            if self.wanted.with(|newest| newest.as_ref() != Some(&wanted)) {
                return;
            }
            if let Ok(Reply::Report(view)) = outcome {
                match column {
                    "urgency" => counted.by_urgency = view.summary.by_urgency,
                    "department" => {
                        counted.by_department = view.summary.by_department;
                        counted.n_departments = view.summary.n_departments;
                    }
                    "disable_day" => counted.by_week = view.summary.by_week,
                    _ => {
                        let all = view.summary.by_value.into_iter();
                        let mut found = all.filter(|(id, _)| id == column);
                        let known = counted.by_value.iter_mut();
                        for known in known.filter(|(id, _)| id == column) {
                            *known = found.next().unwrap_or_default();
                        }
                    }
                }
            }
        }
        self.facets.take(counted);
    }

    // Printing waits for nobody, so the rows for it are there beforehand.
    fn prepare_paper(self, state: AppState, generation: u32) {
        timer::after(PRINT_AFTER_MS, move || {
            spawn_local(async move {
                let _ = begin_paper(self, state, generation).await;
            });
        });
    }

    async fn fetch_paper(self, state: AppState, generation: u32) {
        let Some(wanted) = self
            .wanted
            .get()
            .filter(|wanted| wanted.generation == generation)
        else {
            return;
        };
        if self.paper.with(|paper| paper.generation == generation) {
            return;
        }
        let window = window(0, PRINTED_ROWS);
        if let Ok(Reply::Report(view)) = state
            .ask(request(&wanted, wanted.query.clone(), window))
            .await
        {
            self.paper.set(band(generation, *view));
        }
    }

    /// Makes the rows for paper ready now.
    pub async fn ready_paper(self, state: AppState) {
        let generation = self.outcome.with_untracked(|outcome| outcome.generation);
        self.fetch_paper(state, generation).await;
    }

    /// The rows for paper: the first thousand, or those held if they are not ready.
    pub fn paper(self) -> Vec<Arc<Row>> {
        let generation = self.outcome.with_untracked(|outcome| outcome.generation);
        self.paper.with(|paper| {
            if paper.generation == generation {
                return paper.rows.clone();
            }
            self.band.with(|band| band.rows.clone())
        })
    }
}

#[allow(unsafe_code)] // of the macro: a function of another module is called across an import
#[wasm_split(lists, fallible)]
fn begin_facets(rows: Rows, state: AppState, wanted: Wanted) -> Result<(), PartMissing> {
    spawn_local(rows.count_facets(state, wanted));
    Ok(())
}

#[allow(unsafe_code)] // of the macro: a function of another module is called across an import
#[wasm_split(lists, fallible)]
fn begin_paper(rows: Rows, state: AppState, generation: u32) -> Result<(), PartMissing> {
    spawn_local(async move { rows.fetch_paper(state, generation).await });
    Ok(())
}

// No more departments than are shown: a file may name as many as it has rows.
fn window(first: u32, rows: i64) -> Window {
    Window {
        first,
        rows,
        departments: SHOWN_DEPARTMENTS,
    }
}

fn request(wanted: &Wanted, query: Query, window: Window) -> Request {
    Request::Report {
        id: wanted.report.to_owned(),
        query: Box::new(query),
        window,
    }
}

fn band(generation: u32, view: ReportView) -> Band {
    let first = view.first;
    let mut handles = view.handles.into_iter();
    let mut values = view.values.into_iter();
    let rows = view.rows.into_iter().zip(first..).map(|(texts, place)| {
        let handle = handles.next().unwrap_or_default();
        let mut values = values.next().unwrap_or_default().into_iter();
        let cells = texts.into_iter().map(|text| {
            let value = values.next();
            let is_missing = text.is_empty() || value == Some(Value::Null);
            (text, is_missing)
        });
        Arc::new(Row {
            place,
            handle: handle.row,
            key: handle.key,
            urgency: handle.urgency,
            marks: handle.marks,
            cells: cells.collect(),
        })
    });
    Band {
        generation,
        first,
        rows: rows.collect(),
    }
}

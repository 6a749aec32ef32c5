//! The sources that no report joins yet: their rows by kind, and how their columns are read.

use super::held::Held;
use super::questions::About;
use super::records::Doubles;
use crate::ingest::Kind;
use crate::ingest::cell::{DateOrder, DateReading, read_written_date};
use crate::ingest::issue::{Issues, Sink};
use crate::ingest::named_day::day_in_name;
use crate::ingest::number::{Mark, NumberReading, read_number};
use crate::ingest::review::{ColumnReading, Review, Rows, SaidReadings, review};
use crate::ingest::union::Union;
use crate::lifecycle::deadline::{AsOf, Provenance};
use crate::report::findings::repeats;
use crate::table::Table;

/// Their rows by kind.
#[derive(Clone, Debug, Default)]
pub struct Shelves {
    unions: Vec<Union>,
    reviewed: Vec<Reviewed>,
}

/// A source and how its columns are read.
#[derive(Clone, Debug)]
struct Reviewed {
    source: u32,
    said: SaidReadings,
    review: Review,
}

impl Shelves {
    /// Takes the rows of a source and their lines.
    pub fn add(&mut self, held: &Held, table: Table, lines: Vec<u32>) {
        let Some(read) = &held.read else { return };
        let kind = read.source.plan.kind;
        Union::add(&mut self.unions, kind, held.id, table, lines);
        self.reviewed.push(Reviewed {
            source: held.id,
            said: SaidReadings::default(),
            review: Review::default(),
        });
        self.review(held);
    }

    /// Takes the rows of a source out again.
    pub fn remove(&mut self, source: u32) {
        Union::remove(&mut self.unions, source);
        self.reviewed.retain(|known| known.source != source);
    }

    /// Compares the rows that may repeat another exactly, cell by cell, as their files have them.
    pub fn mark_repeats(&mut self, doubles: &mut Doubles) {
        for union in self.unions.iter_mut().filter(|union| !union.is_compared) {
            let mut hash = |row: usize| doubles.text_hash(union.place(row));
            let candidates = union.repeat_candidates(&mut hash);
            let repeated = doubles.among(&candidates, &|row| union.place(row as usize));
            for (_, row) in repeated {
                union.repeated.insert(row as usize);
            }
            union.is_compared = true;
        }
    }

    /// Adds the rows of a source that repeat another exactly, as issues.
    pub fn repeats(&self, held: &Held, issues: &mut impl Sink) {
        let kind = held.read.as_ref().map(|read| read.source.plan.kind);
        if let Some(union) = kind.and_then(|kind| self.of(kind)) {
            let rows = union.rows_of(held.id);
            repeats(issues, &union.repeated, &union.lines, rows, held);
        }
    }

    /// The rows of a kind.
    pub fn of(&self, kind: Kind) -> Option<&Union> {
        Union::of(&self.unions, kind)
    }

    /// Drops everything.
    pub fn clear(&mut self) {
        *self = Shelves::default();
    }

    /// Takes what the person said about a source that is here.
    pub fn say(&mut self, held: &Held, order: Option<DateOrder>, mark: Option<Mark>) {
        let known = self.reviewed.iter_mut();
        for known in known.filter(|known| known.source == held.id) {
            known.said.order = order.or(known.said.order);
            known.said.mark = mark.or(known.said.mark);
        }
        self.review(held);
    }

    fn review(&mut self, held: &Held) {
        let Some(read) = &held.read else { return };
        let plan = &read.source.plan;
        let Some(union) = Union::of(&self.unions, plan.kind) else {
            return;
        };
        let rows = Rows {
            table: &union.table,
            rows: union.rows_of(held.id),
            lines: &union.lines,
            record: &|row| read.places.record(row),
        };
        let known = self.reviewed.iter_mut();
        for known in known.filter(|known| known.source == held.id) {
            known.review = review(plan, &rows, known.said);
        }
    }

    /// The order in which the slash dates of a source's field are read; `None` while it is open.
    pub fn order_of(&self, source: u32, field: &str) -> Option<DateOrder> {
        let known = self.reviewed(source)?;
        let mut columns = known.review.columns.iter();
        let column = columns.find(|column| column.field.name == field)?;
        column.order.order().or(known.said.order)
    }

    /// The decimal mark of a source's field; `None` while it is open, or where none is needed.
    pub fn mark_of(&self, source: u32, field: &str) -> Option<Mark> {
        let known = self.reviewed(source)?;
        let mut columns = known.review.columns.iter();
        let column = columns.find(|column| column.field.name == field)?;
        column.mark.mark().or(known.said.mark)
    }

    fn reviewed(&self, source: u32) -> Option<&Reviewed> {
        self.reviewed.iter().find(|known| known.source == source)
    }

    /// What is wrong with the cells of a source.
    pub fn issues(&self, source: u32) -> Option<&Issues> {
        Some(&self.reviewed(source)?.review.issues)
    }

    /// When a source was true: by a column, else by the name of its file.
    pub fn as_of(&self, held: &Held) -> Option<AsOf> {
        let by_column = self.reviewed(held.id)?.review.as_of;
        let as_of = |provenance| move |day| AsOf { day, provenance };
        by_column
            .map(as_of(Provenance::Column))
            .or_else(|| day_in_name(&held.name).map(as_of(Provenance::FileName)))
    }

    /// The sources whose order of day and month is open.
    pub fn open_orders(&self) -> impl Iterator<Item = u32> {
        let open = self.reviewed.iter().filter(|known| {
            let mut columns = known.review.columns.iter();
            known.said.order.is_none() && columns.any(ColumnReading::order_is_open)
        });
        open.map(|known| known.source)
    }

    /// The sources whose decimal mark is open.
    pub fn open_marks(&self) -> impl Iterator<Item = u32> {
        let open = self.reviewed.iter().filter(|known| {
            let mut columns = known.review.columns.iter();
            known.said.mark.is_none() && columns.any(ColumnReading::mark_is_open)
        });
        open.map(|known| known.source)
    }

    /// The question about the order of day and month in a source that is here.
    pub fn order_question(&self, held: &Held) -> Option<About> {
        let is_open =
            |cell: &str| matches!(read_written_date(cell, None), DateReading::Ambiguous { .. });
        let columns = self.samples(held, ColumnReading::order_is_open, is_open)?;
        Some(About::DateOrder {
            name: held.name.clone(),
            columns,
        })
    }

    /// The question about the decimal mark in a source that is here.
    pub fn mark_question(&self, held: &Held) -> Option<About> {
        let is_open =
            |cell: &str| matches!(read_number(cell, None), NumberReading::Ambiguous { .. });
        let columns = self.samples(held, ColumnReading::mark_is_open, is_open)?;
        Some(About::DecimalMark {
            name: held.name.clone(),
            columns,
        })
    }

    /// The open columns of a source with up to three of the cells that leave them open.
    fn samples(
        &self,
        held: &Held,
        is_asked: fn(&ColumnReading) -> bool,
        is_open: fn(&str) -> bool,
    ) -> Option<Vec<(String, Vec<String>)>> {
        use crate::report::findings::Captions;
        let reviewed = self.reviewed(held.id)?;
        let union = self.of(held.read.as_ref()?.source.plan.kind)?;
        let columns = reviewed.review.columns.iter();
        let asked = columns.filter(|column| is_asked(column)).map(|column| {
            let name = column.field.name;
            let mut samples: Vec<String> = Vec::new();
            for row in union.rows_of(held.id) {
                let cell = union.table.cell(name, row);
                if is_open(cell) && !samples.iter().any(|sample| sample == cell) {
                    samples.push(cell.to_string());
                }
                if samples.len() == 3 {
                    break;
                }
            }
            (held.caption(name), samples)
        });
        Some(asked.collect())
    }
}

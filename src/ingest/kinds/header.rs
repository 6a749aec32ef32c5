//! Which kind of export a row of headers names, and what each column holds (2.3).

use super::super::enrollment::squeezed;
use super::super::source::Field;
use super::{EXPORTS, Export};
use crate::table::sort::places_by;

/// A row of headers, looked up by spelling: a file may have a hundred thousand of them.
#[derive(Debug)]
pub struct Spellings {
    /// The squeezed headers.
    spelt: Vec<String>,
    /// Their columns in the order of the spellings.
    order: Vec<u32>,
}

impl Spellings {
    /// Of a record that may be a header.
    pub fn of(record: &[String]) -> Spellings {
        let spelt: Vec<String> = record.iter().map(|cell| squeezed(cell)).collect();
        let order = places_by(spelt.len(), &|left, right| spelt[left].cmp(&spelt[right]));
        Spellings { spelt, order }
    }

    /// The columns of this spelling, from the left.
    pub fn columns_of(&self, alias: &str) -> &[u32] {
        let spelling = |place: &u32| self.spelt[*place as usize].as_str();
        let first = self.order.partition_point(|place| spelling(place) < alias);
        let n = self.order[first..].partition_point(|place| spelling(place) == alias);
        &self.order[first..first + n]
    }

    /// Whether there is a header of this spelling.
    fn has(&self, alias: &str) -> bool {
        !self.columns_of(alias).is_empty()
    }

    fn names(&self, export: &Export, field: &str) -> bool {
        let field = export.field(field);
        field.is_some_and(|field| field.aliases.iter().any(|alias| self.has(alias)))
    }

    /// The fields that tell that it is this kind; `None` when it is not.
    pub fn tell(&self, export: &Export) -> Option<&'static [&'static str]> {
        if export.never.iter().any(|alias| self.has(alias)) {
            return None;
        }
        let mut lists = export.told_by.iter();
        let told = lists.find(|fields| fields.iter().all(|field| self.names(export, field)));
        told.copied()
    }
}

/// What the columns under a row of headers hold.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// For every column its field.
    pub fields: Vec<Option<&'static Field>>,
    /// Kept fields that two columns fit equally well: the field and both columns.
    pub doubled: Vec<(&'static str, usize, usize)>,
    /// Columns without a header that were taken for a field by their place.
    pub by_place: Vec<usize>,
}

impl Columns {
    /// Finds the column of every field.
    pub fn of(export: &'static Export, spellings: &Spellings) -> Columns {
        let mut found = Columns {
            fields: vec![None; spellings.spelt.len()],
            ..Columns::default()
        };
        for field in export.fields {
            let spelt = field.aliases.iter();
            let columns = spelt
                .map(|alias| spellings.columns_of(alias))
                .find(|columns| !columns.is_empty());
            let Some(&[first, ref rest @ ..]) = columns else {
                continue;
            };
            found.fields[first as usize] = Some(field);
            if let (Some(&second), true) = (rest.first(), field.form.is_some()) {
                found
                    .doubled
                    .push((field.name, first as usize, second as usize));
            }
        }
        found.place_unnamed(export, spellings);
        found
    }

    /// A column without a header between the two that stand beside a field is that field (D8).
    fn place_unnamed(&mut self, export: &'static Export, spellings: &Spellings) {
        for unnamed in export.unnamed {
            let stands = |column: usize, field: &str| {
                let known = self.fields.get(column).copied().flatten();
                known.is_some_and(|known| known.name == field)
            };
            if self.column_of(unnamed.field).is_some() {
                continue;
            }
            let mut blank = spellings
                .columns_of("")
                .iter()
                .map(|&column| column as usize);
            let between = |column: &usize| {
                *column > 0
                    && stands(column - 1, unnamed.after)
                    && stands(column + 1, unnamed.before)
            };
            if let Some(column) = blank.find(between) {
                self.fields[column] = export.field(unnamed.field);
                self.by_place.push(column);
            }
        }
    }

    /// The column of a field.
    pub fn column_of(&self, name: &str) -> Option<usize> {
        self.fields
            .iter()
            .position(|field| field.is_some_and(|field| field.name == name))
    }

    /// How many columns were recognised.
    pub fn n_named(&self) -> usize {
        self.fields.iter().flatten().count()
    }
}

/// A kind that a row of headers names.
#[derive(Debug)]
pub struct Found {
    /// The kind.
    pub export: &'static Export,
    /// The record with the headers.
    pub row: usize,
    /// The fields that told it.
    pub told_by: &'static [&'static str],
    /// What its columns hold.
    pub columns: Columns,
}

/// Every kind that one of some first records names.
pub fn find(records: &[Vec<String>]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for (row, record) in records.iter().enumerate() {
        let spellings = Spellings::of(record);
        for export in EXPORTS {
            if found.iter().any(|known| known.export.kind == export.kind) {
                continue;
            }
            if let Some(told_by) = spellings.tell(export) {
                found.push(Found {
                    export,
                    row,
                    told_by,
                    columns: Columns::of(export, &spellings),
                });
            }
        }
    }
    found
}

/// What the columns under a row of headers would hold in each kind.
pub fn near(record: &[String]) -> impl Iterator<Item = (&'static Export, Columns)> {
    let spellings = Spellings::of(record);
    let all = EXPORTS.iter().copied();
    all.map(move |export| (export, Columns::of(export, &spellings)))
}

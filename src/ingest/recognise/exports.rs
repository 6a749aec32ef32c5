//! Files that are known by their headers, and columns mapped by hand (M4, 2.3).

use super::super::content::{expected, fits};
use super::super::enrollment::squeezed;
use super::super::issue::{list, quoted};
use super::super::kinds::Export;
use super::super::kinds::header::{Columns, Found, near};
use super::super::source::{Field, Kind, Plan, Type, column_letter, field_label};
use super::{ENOUGH, Recognition, Sight};

/// The file that comes with a download of sign-ins and holds only how each factor went.
const COMPANION: &str = "authdetails";

impl Sight<'_> {
    /// What the headers of the other kinds say; `None` where they say nothing.
    pub(super) fn decide_exports(&self) -> Option<Recognition> {
        if let Some(why) = self.companion() {
            return Some(Recognition::Refused(why));
        }
        let first = self.exports.first()?;
        let mut labels: Vec<&str> = self.exports.iter().map(|found| label(found)).collect();
        if self.enrollment.is_some() {
            labels.push(Kind::Enrollment.label());
        }
        if labels.len() > 1 {
            let labels: Vec<String> = labels.into_iter().map(str::to_string).collect();
            return Some(self.ask(&format!(
                "`{}` has the headers of more than one kind of export: {}",
                self.name,
                list(&labels)
            )));
        }
        Some(self.decide_export(first))
    }

    fn decide_export(&self, found: &Found) -> Recognition {
        let header = &self.head.records[found.row];
        let columns = &found.columns;
        if let Some(ask) = self.ask_about(found.row, &columns.fields, &columns.doubled, TYPED) {
            return ask;
        }
        // Its columns are anyone's choice, and a mailbox list may have them too.
        let last = self.last_filled_column();
        let has_rows = |column| self.share(found.row + 1, column, |_| true).is_some();
        if let (Kind::Ars, Some(column)) = (found.export.kind, last)
            && has_rows(column)
            && self.logon_shares(found.row)[column] >= ENOUGH
            && columns.fields[column].is_none_or(|field| field.name != "mail")
        {
            return self.ask(&format!(
                "`{}` has headers of accounts in a directory, and its last column {} holds what can be logon names: it may be such accounts, or a mailbox list",
                self.name,
                quoted(header[column].trim()),
            ));
        }
        let told = found.told_by.iter();
        let told = told.filter_map(|field| columns.column_of(field));
        let mut named: Vec<String> = Vec::new();
        for column in told {
            named.push(quoted(header[column].trim()));
        }
        let mut why = format!(
            "{} in the header, {} of {} columns known",
            list(&named),
            columns.n_named(),
            header.len()
        );
        for &column in &columns.by_place {
            let field = columns.fields[column].map_or("", |field| field.name);
            why.push_str(&format!(
                "; {} has no header and is taken for the {} by its place",
                column_letter(column),
                field_label(field)
            ));
        }
        Recognition::Certain(self.plan(found.export, Some(found.row), columns.fields.clone(), why))
    }

    fn plan(
        &self,
        export: &Export,
        row: Option<usize>,
        fields: Vec<Option<&'static Field>>,
        why: String,
    ) -> Plan {
        Plan {
            kind: export.kind,
            delimiter: self.head.delimiter,
            n_before: row.map_or(self.top, |row| row + 1),
            header: row.map_or(Vec::new(), |row| self.head.records[row].clone()),
            fields,
            why,
        }
    }

    /// The kinds to offer first: those whose headers are there, else those that come near.
    pub(super) fn offers(&self) -> Vec<(String, String)> {
        let found = self.exports.iter();
        let found = found.filter(|found| self.holds_what_it_says(found));
        let mut offers: Vec<(String, String)> = found
            .map(|found| {
                (
                    found.export.kind.id().to_string(),
                    format!("{}, as its headers say", label(found)),
                )
            })
            .collect();
        let n_columns = self.head.records.get(self.top).map_or(0, Vec::len);
        if offers.is_empty() {
            offers.extend(self.near().into_iter().map(|near| {
                let label = near.export.kind.label();
                (
                    near.export.kind.id().to_string(),
                    format!("{label}: {} of {n_columns} columns are known", near.n_fit),
                )
            }));
        }
        offers
    }

    /// Whether the cells of a column under a header can be those of a field; empty ones are no hint.
    fn fits_well(&self, row: usize, column: usize, field: &Field) -> bool {
        let share = self.share(row + 1, column, |cell| fits(field.holds, cell));
        share.is_none_or(|share| share >= ENOUGH)
    }

    /// Whether more of the columns that can be told by their cells hold what a kind says than do not:
    /// else its headers stand over another table.
    fn holds_what_it_says(&self, found: &Found) -> bool {
        let fields = found.columns.fields.iter().enumerate();
        let known = fields.filter_map(|(column, field)| Some((column, (*field)?)));
        let told =
            known.filter(|(_, field)| !matches!(field.holds, Type::Text | Type::Enum | Type::List));
        let (fitting, others): (Vec<_>, Vec<_>) =
            told.partition(|&(column, field)| self.fits_well(found.row, column, field));
        others.is_empty() || fitting.len() >= others.len()
    }

    /// The kinds that the headers come near to, those of which most columns hold what they should first.
    ///
    /// A column whose cells are something else speaks for no kind, so that none is offered for its
    /// headers alone (2.3).
    fn near(&self) -> Vec<Near> {
        let record = self.head.records.get(self.top);
        let Some(record) = record.filter(|_| self.enrollment.is_none()) else {
            return Vec::new();
        };
        let mut all: Vec<Near> = Vec::new();
        for (export, columns) in near(record) {
            let fields = columns.fields.iter().enumerate();
            let known = fields.filter_map(|(column, field)| Some((column, (*field)?)));
            let fitting = known.filter(|&(column, field)| self.fits_well(self.top, column, field));
            let n_fit = fitting.count();
            if n_fit >= FEWEST {
                let place = all.iter().take_while(|other| other.n_fit >= n_fit).count();
                all.insert(
                    place,
                    Near {
                        export,
                        columns,
                        n_fit,
                    },
                );
            }
        }
        all.truncate(MOST_NEAR);
        all
    }

    /// Whether a column is something else than a name or an address in a kind that the headers name, or
    /// else in the one that they come nearest to.
    pub(super) fn is_other_field(&self, column: usize) -> bool {
        let is_other = |export: &Export, columns: &Columns| {
            let field = columns.fields.get(column).copied().flatten();
            field.is_some_and(|field| !export.keys.iter().any(|(_, key)| *key == field.name))
        };
        let mut named = self.exports.iter().map(|one| (one.export, &one.columns));
        match self.exports.is_empty() {
            true => {
                let near = self.near();
                near.first()
                    .is_some_and(|near| is_other(near.export, &near.columns))
            }
            false => named.any(|(export, columns)| is_other(export, columns)),
        }
    }

    /// Why a file that comes with a download of sign-ins is left out.
    fn companion(&self) -> Option<String> {
        let is_named = squeezed(self.name).contains(COMPANION);
        let has_request = self.head.records[self.top..]
            .first()
            .is_some_and(|record| record.iter().any(|cell| squeezed(cell) == "requestid"));
        (is_named && has_request && self.exports.is_empty()).then(|| {
            format!(
                "`{}` comes with a download of sign-ins and says nothing that is shown here: drop the file of the sign-ins itself",
                self.name
            )
        })
    }
}

/// A kind that the headers come near to.
struct Near {
    export: &'static Export,
    columns: Columns,
    /// How many of its columns are there and hold what they should.
    n_fit: usize,
}

/// A few columns are much alike in all exports: two of them are no hint.
const FEWEST: usize = 3;
/// Near kinds that are offered.
const MOST_NEAR: usize = 3;

fn label(found: &Found) -> &'static str {
    found.export.kind.label()
}

/// How the cells of a kind's fields are tried.
pub(super) struct Trial {
    /// Whether a filled cell can belong to a field.
    pub fits: fn(&Field, &str) -> bool,
    /// What its cells should be.
    pub expected: fn(&Field) -> &'static str,
}

/// By the type of the field.
const TYPED: Trial = Trial {
    fits: |field, cell| fits(field.holds, cell),
    expected: |field| expected(field.holds),
};

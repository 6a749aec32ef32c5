//! Files that are known by their headers, and columns mapped by hand (M4, 2.3).

use super::super::content::{expected, fits};
use super::super::enrollment::squeezed;
use super::super::issue::{list, quoted};
use super::super::kinds::header::{Columns, Found, Spellings, near};
use super::super::kinds::mapping::Mapping;
use super::super::kinds::{Export, export_of};
use super::super::source::{Field, Kind, Plan, column_letter};
use super::header::is_typed;
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
                field.replace('_', " ")
            ));
        }
        Recognition::Certain(self.plan(found.export, Some(found.row), columns.fields.clone(), why))
    }

    /// The file as the person said: a kind, and perhaps which columns hold what.
    pub(super) fn export_as_said(&self, kind: Kind, mapping: &str) -> Recognition {
        let Some(export) = export_of(kind) else {
            return self.ask(&format!("`{}` cannot be mapped by hand", kind.id()));
        };
        let mapping = match Mapping::parse(mapping, export) {
            Ok(mapping) => mapping,
            Err(why) => return self.ask(&format!("`{}`: {why}", self.name)),
        };
        let n_columns = self.n_columns();
        if let Some((field, column)) = mapping.columns.iter().find(|(_, at)| *at >= n_columns) {
            return self.ask(&format!(
                "`{}` has {n_columns} columns: the {} cannot be {}",
                self.name,
                field.name.replace('_', " "),
                column_letter(*column)
            ));
        }
        let mut found = self.exports.iter();
        let found = found.find(|found| found.export.kind == kind);
        let row = match mapping.header {
            Some(0) => None,
            Some(record) => Some((record - 1).min(self.head.records.len() - 1)),
            None => found.map(|found| found.row).or(self.header_of(export)),
        };
        let mut fields = row.map_or(Vec::new(), |row| {
            Columns::of(export, &Spellings::of(&self.head.records[row])).fields
        });
        fields.resize(n_columns.max(fields.len()), None);
        for &(field, column) in &mapping.columns {
            let is_same = |known: &Option<&Field>| known.is_some_and(|one| one.name == field.name);
            fields
                .iter_mut()
                .filter(|known| is_same(known))
                .for_each(|known| *known = None);
            fields[column] = Some(field);
        }
        let is_known = fields.iter().any(Option::is_some);
        if !is_known && kind != Kind::Other {
            return self.ask(&format!(
                "`{}` has no header of this kind of export: {}",
                self.name,
                kind.label()
            ));
        }
        let why = match mapping.columns.is_empty() {
            true => "you said so".to_string(),
            false => "you said which columns hold what".to_string(),
        };
        Recognition::Certain(self.plan(export, row, fields, why))
    }

    /// The first record, where it can be a header: it names a field, or is of words over typed columns.
    fn header_of(&self, export: &'static Export) -> Option<usize> {
        let record = self.head.records.get(self.top)?;
        let named = Columns::of(export, &Spellings::of(record)).n_named() > 0;
        let filled: Vec<&String> = record
            .iter()
            .filter(|cell| !cell.trim().is_empty())
            .collect();
        let is_words = !filled.is_empty() && !filled.iter().any(|cell| is_typed(cell));
        let over_typed = || {
            (0..record.len()).any(|column| {
                let share = self.share(self.top + 1, column, is_typed);
                share.is_some_and(|share| share >= ENOUGH)
            })
        };
        (named || is_words && over_typed()).then_some(self.top)
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
        let mut offers: Vec<(String, String)> = found
            .map(|found| {
                (
                    found.export.kind.id().to_string(),
                    format!("{}, as its headers say", label(found)),
                )
            })
            .collect();
        let record = self.head.records.get(self.top);
        if let (true, true, Some(record)) = (offers.is_empty(), self.enrollment.is_none(), record) {
            offers.extend(near(record).into_iter().map(|(export, n)| {
                let label = export.kind.label();
                (
                    export.kind.id().to_string(),
                    format!("{label}: {n} of {} columns are known", record.len()),
                )
            }));
        }
        offers
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

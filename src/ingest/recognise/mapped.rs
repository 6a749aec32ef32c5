//! Columns mapped by hand: what the person says holds what, of any kind (M4, P25, 2.3).

use super::super::cloud_control;
use super::super::enrollment::{HeaderMatch, OF_THE_END};
use super::super::issue::list;
use super::super::kinds::header::{Columns, Spellings};
use super::super::kinds::mapping::Mapping;
use super::super::kinds::{export_of, keys_of};
use super::super::source::{Field, Kind, Plan, column_letter, field_label};
use super::header::is_typed;
use super::{ENOUGH, Sight};

/// How a file would be read, and what stands against it.
pub(super) struct Mapped {
    /// How it would be read.
    pub plan: Plan,
    /// Why it is not read so, as a sentence.
    pub trouble: Option<String>,
}

/// For every column of a header the field that its caption names.
pub fn fields_by_header(kind: Kind, header: &[String]) -> Vec<Option<&'static Field>> {
    match (kind, export_of(kind)) {
        (Kind::Enrollment, _) => HeaderMatch::of(header).fields,
        (_, Some(export)) => Columns::of(export, &Spellings::of(header)).fields,
        (Kind::CloudControl, _) => cloud_control::fields_by_header(header),
        _ => vec![None; header.len()],
    }
}

impl Sight<'_> {
    /// The file as the person said: a kind, and which columns hold what.
    ///
    /// # Errors
    /// A sentence, where what was said is no mapping of this file.
    pub(super) fn mapped(&self, kind: Kind, text: &str) -> Result<Mapped, String> {
        let mapping =
            Mapping::parse(text, kind).map_err(|why| format!("`{}`: {why}", self.name))?;
        self.mapped_by(kind, &mapping)
    }

    pub(super) fn mapped_by(&self, kind: Kind, mapping: &Mapping) -> Result<Mapped, String> {
        let n_columns = self.n_columns();
        if let Some((field, column)) = mapping.columns.iter().find(|(_, at)| *at >= n_columns) {
            return Err(format!(
                "`{}` has {n_columns} columns: the {} cannot be {}",
                self.name,
                field_label(field.name),
                column_letter(*column)
            ));
        }
        let row = match mapping.header {
            Some(0) => None,
            Some(record) => Some((record - 1).min(self.head.records.len() - 1)),
            None => self.header_row(kind),
        };
        let why = match mapping.says_columns() {
            false => "you said so".to_string(),
            true => "you said which columns hold what".to_string(),
        };
        if kind == Kind::Names {
            let header = row.map(|_| self.head.records[self.top].clone());
            let plan = self.names_plan_under(header, why);
            return Ok(Mapped {
                plan,
                trouble: None,
            });
        }
        let header = row.map_or(Vec::new(), |row| self.head.records[row].clone());
        let mut fields = fields_by_header(kind, &header);
        fields.resize(n_columns.max(fields.len()), None);
        let set = mapping.columns.iter().map(|(field, _)| *field);
        for field in set.chain(mapping.unused.iter().copied()) {
            let known = fields.iter_mut();
            let is_same = |known: &&mut Option<&Field>| known.is_some_and(|one| one == field);
            known.filter(is_same).for_each(|known| *known = None);
        }
        for &(field, column) in &mapping.columns {
            fields[column] = Some(field);
        }
        let plan = Plan {
            kind,
            delimiter: self.head.delimiter,
            n_before: row.map_or(self.top, |row| row + 1),
            header,
            fields,
            why,
        };
        let trouble = self.trouble_with(&plan, mapping);
        Ok(Mapped { plan, trouble })
    }

    /// Why a file is not read as was said.
    fn trouble_with(&self, plan: &Plan, mapping: &Mapping) -> Option<String> {
        let (name, kind) = (self.name, plan.kind);
        let is_bare = *mapping == Mapping::default();
        let is_known = plan.fields.iter().any(Option::is_some);
        if is_bare && kind == Kind::Other {
            return None;
        }
        if is_bare && !is_known {
            return Some(format!(
                "`{name}` has no header of this kind of export: {}",
                kind.label()
            ));
        }
        // Some exports are known by their headers and have no key, as the sign-ins of services.
        let found = self.exports.iter().find(|found| found.export.kind == kind);
        let is_found = found.is_some_and(|found| {
            let by_header = found.columns.fields.iter().chain(std::iter::repeat(&None));
            plan.fields
                .iter()
                .zip(by_header)
                .all(|(now, then)| now == then)
        });
        let keys = keys_of(kind);
        let has = |field: &str| plan.column_of(field).is_some();
        if !keys.iter().any(|key| has(key)) && !is_found {
            let keys: Vec<String> = keys.iter().map(|key| field_label(key)).collect();
            return Some(format!(
                "no column of `{name}` is taken for a key ({}): without one its rows meet no others; say which column holds one",
                list(&keys)
            ));
        }
        if kind == Kind::Enrollment && !OF_THE_END.iter().any(|field| has(field)) {
            return Some(format!(
                "no column of `{name}` says whether and when an account ends: say which one holds the scheduled deletion, the days or the reason"
            ));
        }
        None
    }

    /// The record with the headers, where the person does not say which.
    fn header_row(&self, kind: Kind) -> Option<usize> {
        let mut found = self.exports.iter();
        let found = found.find(|found| found.export.kind == kind);
        let of_enrollment = self.enrollment.as_ref().or(self.nameless.as_ref());
        match kind {
            Kind::Names => self.names_header().map(|_| self.top),
            Kind::Enrollment if of_enrollment.is_some() => of_enrollment.map(|(row, _)| *row),
            _ => found.map(|found| found.row).or(self.header_of(kind)),
        }
    }

    /// The first record, where it can be a header: it names a field, or is of words over typed columns.
    fn header_of(&self, kind: Kind) -> Option<usize> {
        let record = self.head.records.get(self.top)?;
        let is_named = fields_by_header(kind, record).iter().any(Option::is_some)
            || kind == Kind::CloudControl
                && record
                    .iter()
                    .any(|cell| super::header::is_certain_header(cell));
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
        (is_named || is_words && over_typed()).then_some(self.top)
    }

    /// A mailbox list of which it is not clear which column holds the logon names.
    pub(super) fn unclear_mailbox_list(&self) -> Mapped {
        let row = self.header_of(Kind::CloudControl);
        let plan = Plan {
            kind: Kind::CloudControl,
            delimiter: self.head.delimiter,
            n_before: row.map_or(self.top, |row| row + 1),
            header: row.map_or(Vec::new(), |row| self.head.records[row].clone()),
            fields: vec![None; self.n_columns()],
            why: String::new(),
        };
        Mapped {
            plan,
            trouble: Some(format!(
                "`{}` is said to be a mailbox list, but which column holds its logon names is not clear",
                self.name,
            )),
        }
    }
}

/// What a plan says, as the text of an answer: `usage-mailbox:header=1,upn=2,display_name=0`.
///
/// `place` says for a column the number it goes by, from 0; without `header` that part is left out.
pub fn choice_of(plan: &Plan, header: bool, place: &dyn Fn(usize) -> usize) -> String {
    let mut parts = Vec::new();
    if header {
        let record = match plan.header.is_empty() {
            true => 0,
            false => plan.n_before,
        };
        parts.push(format!("header={record}"));
    }
    if plan.kind != Kind::Names {
        let filled = plan.fields.iter().enumerate();
        let mut set: Vec<(usize, &str)> = filled
            .filter_map(|(column, field)| Some((place(column) + 1, (*field)?.name)))
            .collect();
        let by_header = fields_by_header(plan.kind, &plan.header);
        let unused = by_header.into_iter().flatten();
        let unused = unused.filter(|field| plan.column_of(field.name).is_none());
        set.extend(unused.map(|field| (0, field.name)));
        let set = set.into_iter();
        parts.extend(set.map(|(column, field)| format!("{field}={column}")));
    }
    match parts.is_empty() {
        true => plan.kind.id().to_string(),
        false => format!("{}:{}", plan.kind.id(), parts.join(",")),
    }
}

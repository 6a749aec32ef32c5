//! How a file of a known kind is to be read.

use super::super::cloud_control::LOGON_NAME;
use super::super::enrollment::{FIELDS, HeaderMatch, N_PUBLISHED};
use super::super::names;
use super::super::source::{Kind, Plan};
use super::Sight;
use super::mapped::fields_by_header;

impl Sight<'_> {
    pub(super) fn names_plan(&self, why: String) -> Plan {
        self.names_plan_under(self.names_header(), why)
    }

    pub(super) fn names_plan_under(&self, header: Option<Vec<String>>, why: String) -> Plan {
        Plan {
            kind: Kind::Names,
            delimiter: self.head.delimiter,
            // What may be a name is never taken for a title: only the line `sep=;` is none.
            n_before: usize::from(self.head.names_delimiter()) + usize::from(header.is_some()),
            header: header.unwrap_or_default(),
            fields: vec![Some(&LOGON_NAME)],
            why,
        }
    }

    pub(super) fn mailbox_plan(&self, column: usize, why: String) -> Plan {
        self.mailbox_plan_under(self.has_header(column), column, why)
    }

    pub(super) fn mailbox_plan_under(&self, has_header: bool, column: usize, why: String) -> Plan {
        let n_columns = self.n_columns().max(column + 1);
        let header = match has_header {
            true => self.head.records[self.top].clone(),
            false => Vec::new(),
        };
        let mut fields = fields_by_header(Kind::CloudControl, &header);
        fields.resize(n_columns.max(fields.len()), None);
        fields[column] = Some(&LOGON_NAME);
        Plan {
            kind: Kind::CloudControl,
            delimiter: self.head.delimiter,
            n_before: self.top + usize::from(has_header),
            header,
            fields,
            why,
        }
    }

    pub(super) fn enrollment_plan(&self, row: usize, found: &HeaderMatch, why: String) -> Plan {
        Plan {
            kind: Kind::Enrollment,
            delimiter: self.head.delimiter,
            n_before: row + 1,
            header: self.head.records[row].clone(),
            fields: found.fields.clone(),
            why,
        }
    }

    pub(super) fn published_plan(&self) -> Plan {
        Plan {
            kind: Kind::Enrollment,
            delimiter: self.head.delimiter,
            n_before: self.top,
            header: Vec::new(),
            fields: FIELDS[..N_PUBLISHED].iter().map(Some).collect(),
            why: "you said that its columns stand in the published order A to W".to_string(),
        }
    }
}

/// The names in the text of a `names` source, without its header.
pub fn names_of<'a>(plan: &Plan, text: &'a str) -> Vec<names::Name<'a>> {
    let mut found = names::split(text);
    let n_lines = plan.n_before - usize::from(!plan.header.is_empty());
    found.retain(|name| name.line as usize > n_lines);
    if let Some(header) = plan.header.first() {
        let n_words = names::split(header).len();
        found.drain(..n_words.min(found.len()));
    }
    found
}

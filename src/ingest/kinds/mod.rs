//! The exports that are known by their headers: each kind is one file of data (M4, 2.3).

pub mod ars;
pub mod druva_preserved;
pub mod druva_provisioning;
pub mod entra_registration;
pub mod entra_signins;
pub mod entra_users;
pub mod field;
pub mod graph_customers;
pub mod graph_deleted_users;
pub mod graph_registration;
pub mod graph_signins;
pub mod graph_subscribed_skus;
pub mod graph_usage_active_users;
pub mod graph_usage_mailbox;
pub mod graph_usage_onedrive;
pub mod graph_users;
pub mod header;
pub mod m365_users;
pub mod mapping;
pub mod other;
pub mod partner_customers;
pub mod sku_names;
pub mod usage_active_users;
pub mod usage_mailbox;
pub mod usage_onedrive;

use std::sync::OnceLock;

use super::cloud_control::{self, LOGON_NAME};
use super::enrollment;
use super::role::Role;
use super::source::{Field, Kind};

/// What is known of a kind of export.
#[derive(Debug)]
pub struct Export {
    /// The kind.
    pub kind: Kind,
    /// Its fields; where two columns fit one field, the one whose spelling stands first is taken.
    pub fields: &'static [Field],
    /// Headers tell the kind when they name all fields of one of these lists.
    pub told_by: &'static [&'static [&'static str]],
    /// Headers that say it is another report, squeezed.
    pub never: &'static [&'static str],
    /// Fields by which its rows meet those of other sources, the strongest first (2.5).
    pub keys: &'static [(Role, &'static str)],
    /// The field with the day on which it was true; else the file's name may say it.
    pub as_of: Option<&'static str>,
    /// Columns whose caption may be missing: the field, and the fields before and behind it (D8).
    pub unnamed: &'static [Unnamed],
}

/// A field whose column may have an empty header: it is known by its neighbours.
#[derive(Debug)]
pub struct Unnamed {
    /// The field.
    pub field: &'static str,
    /// The field of the column before it.
    pub after: &'static str,
    /// The field of the column behind it.
    pub before: &'static str,
}

/// Every kind that is known by its headers, besides the enrollment report.
pub const EXPORTS: [&Export; 13] = [
    &m365_users::EXPORT,
    &entra_users::EXPORT,
    &entra_registration::EXPORT,
    &entra_signins::EXPORT,
    &usage_active_users::EXPORT,
    &usage_mailbox::EXPORT,
    &usage_onedrive::EXPORT,
    &partner_customers::EXPORT,
    &druva_provisioning::EXPORT,
    &druva_preserved::EXPORT,
    &sku_names::EXPORT,
    &graph_subscribed_skus::EXPORT,
    &ars::EXPORT,
];

/// Every kind that comes as an answer of Graph.
pub static GRAPH_EXPORTS: [&Export; 9] = [
    &graph_users::EXPORT,
    &graph_deleted_users::EXPORT,
    &graph_subscribed_skus::EXPORT,
    &graph_registration::EXPORT,
    &graph_usage_active_users::EXPORT,
    &graph_usage_mailbox::EXPORT,
    &graph_usage_onedrive::EXPORT,
    &graph_signins::EXPORT,
    &graph_customers::EXPORT,
];

/// The kinds of Graph, once a JSON file came: a first visit does not need them.
static LEARNT: OnceLock<&'static [&'static Export]> = OnceLock::new();

/// Makes kinds known that come with a later part of the program.
pub fn learn(exports: &'static [&'static Export]) {
    let _ = LEARNT.set(exports);
}

/// What is known of a kind; `None` for those that are known by other means.
pub fn export_of(kind: Kind) -> Option<&'static Export> {
    if kind == Kind::Other {
        return Some(&other::EXPORT);
    }
    let learnt = LEARNT.get().copied().unwrap_or_default();
    let mut exports = EXPORTS.into_iter().chain(learnt.iter().copied());
    exports.find(|export| export.kind == kind)
}

/// Whether files of the kind of this id are answers of Graph, and nothing else.
pub fn is_of_graph(id: &str) -> bool {
    id.starts_with("graph-") && id != Kind::GraphSubscribedSkus.id()
}

/// Whether files of this kind can be read by now.
pub fn is_known(kind: Kind) -> bool {
    !is_of_graph(kind.id()) || export_of(kind).is_some()
}

/// The fields that the columns of a kind can hold.
pub fn fields_of(kind: Kind) -> &'static [Field] {
    match (kind, export_of(kind)) {
        (Kind::Enrollment, _) => enrollment::FIELDS,
        (_, Some(export)) => export.fields,
        (Kind::CloudControl, _) => cloud_control::FIELDS,
        _ => &[LOGON_NAME],
    }
}

/// The fields by which the rows of a kind meet those of other sources.
pub fn keys_of(kind: Kind) -> Vec<&'static str> {
    match export_of(kind) {
        Some(export) => export.keys.iter().map(|(_, field)| *field).collect(),
        None => vec![LOGON_NAME.name],
    }
}

impl Export {
    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_names_only_fields_it_has() {
        for export in EXPORTS
            .into_iter()
            .chain(GRAPH_EXPORTS)
            .chain([&other::EXPORT])
        {
            let told = export.told_by.iter().flat_map(|fields| fields.iter());
            let keys = export.keys.iter().map(|(_, field)| field);
            let unnamed = export.unnamed.iter();
            let unnamed = unnamed.flat_map(|one| [&one.field, &one.after, &one.before]);
            for name in told.chain(keys).chain(unnamed).chain(&export.as_of) {
                let known = export.field(name);
                assert!(known.is_some(), "{}: {name}", export.kind.id());
            }
            for (_, name) in export.keys {
                let field = export.field(name).expect("a field");
                assert!(field.form.is_some(), "{name} is a key and not kept");
            }
        }
    }

    #[test]
    fn a_spelling_is_squeezed_and_names_one_field_of_a_kind() {
        for export in EXPORTS
            .into_iter()
            .chain(GRAPH_EXPORTS)
            .chain([&other::EXPORT])
        {
            let mut seen = Vec::new();
            for alias in export.fields.iter().flat_map(|field| field.aliases) {
                assert_eq!(super::super::enrollment::squeezed(alias), *alias);
                assert!(!seen.contains(alias), "{}: {alias}", export.kind.id());
                seen.push(*alias);
            }
        }
    }
}

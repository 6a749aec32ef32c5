//! What an account's cells say of its licenses: which it has, how each came, and what went wrong (F9).

use crate::json::{Json, parse};

/// The state of one license of one account (domain 2.2 Assignment).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assigned {
    /// The product's id as it is written.
    pub sku: String,
    /// The group it came by; empty where it was assigned to the person, or where that is not told.
    pub group: String,
    /// Whether it was assigned to the person.
    pub is_direct: bool,
    /// `Active`, `ActiveWithError`, `Disabled`, `Error`, or any other word.
    pub state: String,
    /// What went wrong; empty where nothing did.
    pub error: String,
}

impl Assigned {
    /// Whether it failed, or does in part.
    pub fn has_failed(&self) -> bool {
        let is = |word: &str| self.state.eq_ignore_ascii_case(word);
        !self.error.is_empty() || is("Error") || is("ActiveWithError")
    }

    /// Whether it takes a seat.
    pub fn is_active(&self) -> bool {
        let is = |word: &str| self.state.eq_ignore_ascii_case(word);
        is("Active") || is("ActiveWithError")
    }
}

/// What stands for a group where a license was assigned to the person.
const DIRECT: &str = "direct";

/// The states of the licenses of an account, in either form in which a cell holds them; one that cannot
/// be read says nothing.
pub fn states(cell: &str) -> Vec<Assigned> {
    if cell.starts_with('[') {
        let Some(Json::List(items)) = parse(cell) else {
            return Vec::new();
        };
        return items.iter().map(of_record).collect();
    }
    let states = cell.split('+').filter(|state| !state.trim().is_empty());
    states
        .map(|state| {
            let mut parts = state.split('|').map(str::trim);
            let mut part = || parts.next().unwrap_or_default();
            of_parts([part(), part(), part(), part()])
        })
        .collect()
}

fn of_parts([sku, by, state, error]: [&str; 4]) -> Assigned {
    let is_direct = by == DIRECT;
    let group = if is_direct { "" } else { by };
    let error = if error.eq_ignore_ascii_case("none") {
        ""
    } else {
        error
    };
    Assigned {
        sku: sku.to_string(),
        group: group.to_string(),
        is_direct,
        state: state.to_string(),
        error: error.to_string(),
    }
}

fn of_record(item: &Json) -> Assigned {
    let text = |name: &str| match member(item, name) {
        Some(Json::Text(text)) => text.as_str(),
        _ => "",
    };
    let by = match member(item, "assignedByGroup") {
        None | Some(Json::Null) => DIRECT,
        _ => text("assignedByGroup"),
    };
    of_parts([text("skuId"), by, text("state"), text("error")])
}

fn member<'a>(item: &'a Json, name: &str) -> Option<&'a Json> {
    let Json::Record(members) = item else {
        return None;
    };
    let found = members
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value)
}

/// The ids in a cell that holds licenses as JSON, because `+` and bars would not part them; `None` for
/// any other cell.
pub fn ids_of_json(cell: &str) -> Option<Vec<String>> {
    let Json::List(items) = parse(cell.trim())? else {
        return None;
    };
    let id = |item: &Json| match item {
        Json::Text(text) => text.clone(),
        item => of_record(item).sku,
    };
    Some(items.iter().map(id).filter(|id| !id.is_empty()).collect())
}

/// Whether a cell says that there is no license.
pub fn is_none(cell: &str) -> bool {
    let cell = cell.trim();
    matches!(cell, "[]" | "-" | "\u{2013}" | "\u{2014}") || cell.eq_ignore_ascii_case("unlicensed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_states_say_the_same() {
        let joined = "a|direct|Active|None|2026-09-14T08:30:00Z+b|g-1|Error|CountViolation||p|q+c|g-2|ActiveWithError||";
        let json = r#"[{"skuId":"a","assignedByGroup":null,"state":"Active","error":"None","lastUpdatedDateTime":"2026-09-14T08:30:00+00:00"},
            {"skuId":"b","assignedByGroup":"g-1","state":"Error","error":"CountViolation"},
            {"skuId":"c","assignedByGroup":"g-2","state":"ActiveWithError"}]"#;
        let found = states(joined);
        assert_eq!(found, states(json));
        assert!(found[0].is_direct && found[0].is_active() && !found[0].has_failed());
        assert_eq!(found[1].group, "g-1");
        assert!(!found[1].is_direct && !found[1].is_active() && found[1].has_failed());
        assert!(found[2].is_active() && found[2].has_failed());
        assert_eq!(states("[]"), []);
        assert_eq!(states("[{"), []);
    }

    #[test]
    fn no_license_is_told_apart_from_an_empty_cell() {
        assert!(is_none("[]") && is_none("Unlicensed") && is_none("-"));
        assert!(!is_none("") && !is_none("E3"));
        let ids = ids_of_json(r#"[{"skuId":"a|b"},"c"]"#);
        assert_eq!(ids, Some(vec!["a|b".to_string(), "c".to_string()]));
        assert_eq!(ids_of_json("a+b"), None);
    }
}

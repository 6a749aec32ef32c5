//! Custom attributes of the backup's users: each name is a column (D16).

use std::sync::Mutex;

use super::super::Found;
use super::super::columns::marked;
use super::backup::{BETWEEN_ITEMS, show_items};
use crate::report::cells::Cell;
use crate::report::definition::{ColumnDefinition, Further, Kind, hidden};
use crate::report::matching::Input;
use crate::report::pivot::Pivot;
use crate::report::view::Value;
use crate::table::DictColumn;

/// Before the name of an attribute in the id of its column.
pub const PREFIX: &str = "attribute:";

/// The mark of a row that has several values of one attribute.
pub const SEVERAL: &str = "several values of an attribute";

/// The columns of the attributes that the loaded files name.
pub const COLUMNS: Further = Further {
    prefix: PREFIX,
    names: "custom_attribute_names",
    column,
};

/// The pairs of an entry, or the kind of nothing that it has.
pub type Pairs<'a> = Result<Vec<(&'a str, &'a str)>, Found<'a>>;

/// The column of an attribute by its id.
///
/// A definition lives as long as the program, so each name that was ever asked for is kept: some bytes
/// for each of the names that the files of a session have.
fn column(id: &str) -> Option<&'static ColumnDefinition> {
    static KNOWN: Mutex<Vec<&'static ColumnDefinition>> = Mutex::new(Vec::new());
    let name = id.strip_prefix(PREFIX)?;
    if name.is_empty() || name.trim() != name {
        return None;
    }
    let mut known = KNOWN.lock().ok()?;
    if let Some(column) = known.iter().find(|column| column.id == id) {
        return Some(column);
    }
    let id: &'static str = Box::leak(id.to_string().into_boxed_str());
    let help = format!(
        "Needs Druva provisioning. The custom attribute {name}; of several values of one user all are shown, with a mark."
    );
    let column: &'static ColumnDefinition = Box::leak(Box::new(hidden(
        id,
        &id[PREFIX.len()..],
        Kind::List,
        Box::leak(help.into_boxed_str()),
    )));
    known.push(column);
    Some(column)
}

/// The value of an attribute in a row of the backup's report, where the row has that attribute.
pub fn value_of<'a>(input: &Input<'a>, name: &str, row: usize) -> Option<&'a str> {
    let table = input.table;
    let is_it = table.cell("custom_attribute_name", row).trim() == name;
    is_it.then(|| table.cell("custom_attribute_value", row))
}

/// The values that an entry has of each of its attributes, every name and value once.
fn by_name<'a>(pairs: &[(&'a str, &'a str)]) -> Vec<(&'a str, Vec<&'a str>)> {
    let mut all: Vec<(&str, Vec<&str>)> = Vec::new();
    for &(name, value) in pairs.iter().filter(|(name, _)| !name.is_empty()) {
        let values = match all.iter_mut().position(|(known, _)| *known == name) {
            Some(place) => &mut all[place].1,
            None => {
                all.push((name, Vec::new()));
                let last = all.len() - 1;
                &mut all[last].1
            }
        };
        if !value.is_empty() && !values.contains(&value) {
            values.push(value);
        }
    }
    all
}

/// The attributes of which an entry has several values, each with them.
pub fn contradicted<'a>(pairs: &Pairs<'a>) -> Vec<(&'a str, Vec<&'a str>)> {
    let Ok(pairs) = pairs else {
        return Vec::new();
    };
    let mut all = by_name(pairs);
    all.retain(|(_, values)| values.len() > 1);
    all
}

/// A column for each attribute, of the pairs of all entries.
pub fn pivot(all: &[Pairs]) -> Pivot {
    let mut rest = DictColumn::default();
    for pairs in all {
        // Who has a row in the report, and not this attribute, has nothing there.
        let nothing = pairs.as_ref().err().copied().unwrap_or(Found::Empty);
        rest.push(marked(nothing).as_bytes());
    }
    let mut pivot = Pivot::new(PREFIX, show, rest);
    for (pairs, row) in all.iter().zip(0..) {
        let Ok(pairs) = pairs else { continue };
        for (name, values) in by_name(pairs) {
            if !values.is_empty() {
                pivot.add(row, name, &values.join(BETWEEN_ITEMS));
            }
        }
    }
    pivot
}

/// The values of one attribute; several are counted.
fn show(text: &str) -> Cell {
    let cell = show_items(text);
    match &cell.value {
        Value::List(items) if items.len() > 1 => Cell {
            text: format!("{} ({} values)", cell.text, items.len()),
            ..cell
        },
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_has_one_definition_whenever_it_is_asked_for() {
        let first = column("attribute:Department").expect("a column");
        let again = column("attribute:Department").expect("a column");
        assert!(std::ptr::eq(first, again));
        assert_eq!((first.title, first.kind), ("Department", Kind::List));
        for id in ["attribute:", "attribute: x", "department", "Attribute:x"] {
            assert!(column(id).is_none(), "{id}");
        }
    }

    #[test]
    fn of_one_attribute_every_value_counts_once_and_an_empty_one_not_at_all() {
        let pairs = [
            ("Site", "N"),
            ("Site", ""),
            ("Law", "x"),
            ("Site", "S"),
            ("Site", "N"),
            ("", "y"),
        ];
        assert_eq!(
            by_name(&pairs),
            [("Site", vec!["N", "S"]), ("Law", vec!["x"])]
        );
        assert_eq!(
            contradicted(&Ok(pairs.to_vec())),
            [("Site", vec!["N", "S"])]
        );
        assert_eq!(contradicted(&Err(Found::NoRow)), []);
    }
}

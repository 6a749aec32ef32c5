//! The groups of a view as they leave it, beside its rows (D29, M10): what the screen shows of each, with
//! dates and numbers as programs write them.

use super::cell::Leaving;
use crate::json::push_text;
use crate::lifecycle::calendar::iso_day;
use crate::report::definition::{ColumnDefinition, Kind};
use crate::report::groups::{GroupSum, GroupValue, GroupView, GroupsView};

/// The groups of the rows that are written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GroupTable {
    /// The columns that they are grouped by.
    pub levels: Vec<&'static ColumnDefinition>,
    /// The columns that are added up.
    pub sums: Vec<&'static ColumnDefinition>,
    /// Every group, and all rows as one.
    pub view: GroupsView,
}

impl GroupTable {
    /// The captions: the columns, *Rows*, and of each column of numbers its sum and how many rows have none.
    pub fn captions(&self) -> Vec<String> {
        let levels = self.levels.iter().map(|column| column.title.to_owned());
        let sums = self.sums.iter().flat_map(|column| {
            let title = column.title;
            [format!("Sum of {title}"), format!("Rows without {title}")]
        });
        let rows = std::iter::once("Rows".to_owned());
        levels.chain(rows).chain(sums).collect()
    }

    /// The cells of every group.
    pub fn rows(&self) -> impl Iterator<Item = Vec<Leaving<'_>>> {
        self.view.groups.iter().map(|group| self.row(group))
    }

    /// The cells of all rows together: the first says so.
    pub fn all(&self) -> Vec<Leaving<'_>> {
        let mut cells = vec![Leaving::Nothing; self.levels.len()];
        if let Some(first) = cells.first_mut() {
            *first = Leaving::Text("All rows");
        }
        cells.extend(numbers(&self.view.all));
        cells
    }

    fn row<'a>(&'a self, group: &'a GroupView) -> Vec<Leaving<'a>> {
        let levels = self.levels.iter().zip(&group.values);
        let levels = levels.map(|(column, value)| value_of(column.kind, value));
        levels.chain(numbers(group)).collect()
    }

    /// Adds them to a file of JSON, as a member of its record.
    pub fn push_json(&self, out: &mut String) {
        let ids = |out: &mut String, name: &str, columns: &[&ColumnDefinition]| {
            out.push_str(name);
            for (place, column) in columns.iter().enumerate() {
                comma(out, place);
                push_text(out, column.id);
            }
            out.push(']');
        };
        ids(out, ",\"groups\":{\"by\":[", &self.levels);
        ids(out, ",\"sums\":[", &self.sums);
        out.push_str(&format!(",\"total\":{},\"all\":", self.view.total));
        push_group(out, &self.view.all);
        out.push_str(",\"groups\":[");
        for (place, group) in self.view.groups.iter().enumerate() {
            comma(out, place);
            out.push('\n');
            push_group(out, group);
        }
        out.push_str("]}");
    }
}

fn value_of(kind: Kind, value: &GroupValue) -> Leaving<'_> {
    let (text, value) = (value.text.as_str(), value.value.as_str());
    match kind {
        Kind::Date => match iso_day(value) {
            Some(day) => Leaving::Day(day, value),
            None => Leaving::Text(text),
        },
        Kind::Moment => match value.strip_suffix('Z').map(str::parse) {
            Some(Ok(moment)) => Leaving::Moment(moment, value),
            _ => Leaving::Text(text),
        },
        Kind::Integer | Kind::Number | Kind::NonAdditive if is_number(value) => {
            Leaving::Number(value.to_owned())
        }
        _ => Leaving::Text(text),
    }
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_digit = |byte: u8| byte.is_ascii_digit() || byte == b'.';
    digits.starts_with(|first: char| first.is_ascii_digit()) && digits.bytes().all(is_digit)
}

fn numbers(group: &GroupView) -> impl Iterator<Item = Leaving<'_>> {
    let sums = group.sums.iter().flat_map(|sum| {
        let unknown = Leaving::Number(sum.unknown.to_string());
        [sum_of(sum), unknown]
    });
    std::iter::once(Leaving::Number(group.rows.to_string())).chain(sums)
}

fn sum_of(sum: &GroupSum) -> Leaving<'_> {
    match sum.text.as_str() {
        "" => Leaving::Nothing,
        digits => Leaving::Number(digits.to_owned()),
    }
}

fn push_group(out: &mut String, group: &GroupView) {
    out.push_str("{\"values\":[");
    for (place, value) in group.values.iter().enumerate() {
        comma(out, place);
        match value.value.as_str() {
            "" => out.push_str("null"),
            value => push_text(out, value),
        }
    }
    out.push_str(&format!("],\"rows\":{},\"sums\":[", group.rows));
    for (place, sum) in group.sums.iter().enumerate() {
        comma(out, place);
        let digits = match sum.text.as_str() {
            "" => "null",
            digits => digits,
        };
        out.push_str(&format!("{{\"sum\":{digits},\"without\":{}}}", sum.unknown));
    }
    out.push_str("]}");
}

fn comma(out: &mut String, place: usize) {
    if place > 0 {
        out.push(',');
    }
}

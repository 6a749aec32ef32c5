//! How a table is laid out: columns that stay in sight, widths, and groups (D29, D30).
//!
//! A query carries it as JSON, for a first visit does not need to understand it.

use super::clause::{Clause, Is, Test, TextTest};
use super::definition::{ColumnDefinition, Definition, Kind};
use super::query::{Filter, Query};
use crate::json::Json;

/// How a table is laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// So many of the first visible columns stay in sight when the others are scrolled. The first one always
    /// does where there is room: 0 and 1 are the same.
    pub pinned: u32,
    /// Widths of columns in CSS pixels, by id, in the order in which they were first set.
    pub widths: Vec<(String, u32)>,
    /// The columns whose values rows are grouped by, the outermost first.
    pub group: Vec<String>,
}

/// Narrower than this, a header cannot be taken hold of.
pub const LEAST_WIDTH: u32 = 48;

/// More columns than this nobody reads as groups.
pub const MOST_LEVELS: usize = 3;

/// Wider than this, a column fills a screen.
pub const MOST_WIDTH: u32 = 1_200;

impl Layout {
    /// The layout of a query. What is not understood is as usual.
    pub fn of(query: &Query) -> Layout {
        let Json::Record(parts) = &query.layout else {
            return Layout::default();
        };
        let mut layout = Layout::default();
        for (name, json) in parts {
            match (name.as_str(), json) {
                ("pinned", Json::Number(number)) => {
                    layout.pinned = u32::try_from(*number).unwrap_or(0);
                }
                ("widths", Json::Record(widths)) => {
                    for (id, width) in widths {
                        if let Json::Number(width) = width {
                            let width = (*width).clamp(LEAST_WIDTH.into(), MOST_WIDTH.into());
                            layout.widths.push((id.clone(), width as u32));
                        }
                    }
                }
                ("group", Json::List(ids)) => {
                    let text = |json: &Json| match json {
                        Json::Text(text) => Some(text.clone()),
                        _ => None,
                    };
                    layout.group = ids.iter().filter_map(text).collect();
                }
                _ => {}
            }
        }
        layout
    }

    /// The layout as a query carries it: `null` for the usual one.
    pub fn json(&self) -> Json {
        let mut parts = Vec::new();
        if self.pinned > 0 {
            parts.push(("pinned".to_owned(), Json::Number(self.pinned.into())));
        }
        if !self.widths.is_empty() {
            let width = |(id, width): &(String, u32)| (id.clone(), Json::Number((*width).into()));
            let widths = self.widths.iter().map(width).collect();
            parts.push(("widths".to_owned(), Json::Record(widths)));
        }
        if !self.group.is_empty() {
            let ids = self.group.iter().cloned().map(Json::Text).collect();
            parts.push(("group".to_owned(), Json::List(ids)));
        }
        match parts.is_empty() {
            true => Json::Null,
            false => Json::Record(parts),
        }
    }

    /// The width that was chosen for a column.
    pub fn width_of(&self, id: &str) -> Option<u32> {
        let known = self.widths.iter().find(|(known, _)| known == id);
        known.map(|(_, width)| *width)
    }

    /// Chooses a width for a column; `None` is the usual one.
    pub fn set_width(&mut self, id: &str, width: Option<u32>) {
        let width = width.map(|width| width.clamp(LEAST_WIDTH, MOST_WIDTH));
        let at = self.widths.iter().position(|(known, _)| known == id);
        match (at, width) {
            (Some(at), Some(width)) => self.widths[at].1 = width,
            (Some(at), None) => drop(self.widths.remove(at)),
            (None, Some(width)) => self.widths.push((id.to_owned(), width)),
            (None, None) => {}
        }
    }
}

impl Query {
    /// Changes how the table is laid out.
    pub fn lay_out(&mut self, change: impl FnOnce(&mut Layout)) {
        let mut layout = Layout::of(self);
        change(&mut layout);
        self.layout = layout.json();
    }

    /// How many of the first visible columns stay in sight: at least the first one.
    pub fn n_pinned(&self) -> u32 {
        Layout::of(self).pinned.max(1)
    }

    /// Whether a visible column stays in sight; `None` where that cannot be changed: of the only one that does.
    pub fn is_pinned(&self, report: &'static Definition, id: &str) -> Option<bool> {
        let visible = self.visible(report);
        let at = visible.iter().position(|column| column.id == id)? as u32;
        let pinned = self.n_pinned().min(visible.len() as u32);
        (pinned > 1 || at > 0).then_some(at < pinned)
    }

    /// Keeps a visible column in sight behind those that are, or lets it go; it moves there. Of the only one
    /// that stays in sight nothing changes.
    pub fn toggle_pin(&mut self, report: &'static Definition, id: &str) {
        let ids = self.column_ids(report);
        let Some(is_pinned) = self.is_pinned(report, id) else {
            return;
        };
        let at = ids.iter().position(|known| known == id).unwrap_or_default();
        let pinned = self.n_pinned().min(ids.len() as u32) as usize;
        let to = if is_pinned { pinned - 1 } else { pinned };
        self.move_column(report, id, to as i32 - at as i32);
        self.set_pinned(if is_pinned { pinned - 1 } else { pinned + 1 });
    }

    /// Hides a visible column; those that stay in sight are the same ones as before.
    pub fn hide_column(&mut self, report: &'static Definition, id: &str) {
        let at = self.column_ids(report).iter().position(|known| known == id);
        let pinned = self.n_pinned() as usize;
        let n_before = self.visible(report).len();
        self.toggle_column(report, id);
        let is_hidden = self.visible(report).len() < n_before;
        if is_hidden && at.is_some_and(|at| at < pinned) {
            self.set_pinned(pinned - 1);
        }
    }

    fn set_pinned(&mut self, n: usize) {
        self.lay_out(|layout| layout.pinned = if n > 1 { n as u32 } else { 0 });
    }

    /// Groups the rows by a column, too, or no longer.
    pub fn toggle_group(&mut self, id: &str) {
        self.lay_out(
            |layout| match layout.group.iter().position(|known| known == id) {
                Some(at) => drop(layout.group.remove(at)),
                None if layout.group.len() < MOST_LEVELS => layout.group.push(id.to_owned()),
                None => {}
            },
        );
    }

    /// Shows the rows of a group: those with a value of one of the columns that they are grouped by, which
    /// is taken out of these. A missing value is `""`; of a column of lists the value is the text.
    pub fn open_group(&mut self, column: &ColumnDefinition, value: &str) {
        self.lay_out(|layout| layout.group.retain(|known| known != column.id));
        let of = |test| Filter::Clause(Clause::of(column.id, test).json());
        let filter = match (column.kind, value) {
            (Kind::List, "") => of(Test::Is(vec![Is::Empty])),
            (Kind::List, text) => of(Test::Text(TextTest::Equals, text.to_owned())),
            _ => Filter::AnyOf {
                column: column.id.to_owned(),
                any_of: vec![value.to_owned()],
            },
        };
        if !self.filters.contains(&filter) {
            self.filters.push(filter);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::definition::definition;

    #[test]
    fn a_layout_is_read_as_it_is_written() {
        let layout = Layout {
            pinned: 2,
            widths: vec![("name".to_owned(), 200), ("key".to_owned(), 64)],
            group: vec!["department".to_owned()],
        };
        let query = Query {
            layout: layout.json(),
            ..Query::default()
        };
        assert_eq!(Layout::of(&query), layout);
        assert_eq!(Layout::default().json(), Json::Null);
        assert_eq!(Layout::of(&Query::default()), Layout::default());
    }

    #[test]
    fn a_width_stays_within_what_can_be_used() {
        let mut query = Query::default();
        query.lay_out(|layout| layout.set_width("name", Some(3)));
        assert_eq!(Layout::of(&query).width_of("name"), Some(LEAST_WIDTH));
        query.lay_out(|layout| layout.set_width("name", Some(9_000)));
        assert_eq!(Layout::of(&query).width_of("name"), Some(MOST_WIDTH));
        query.lay_out(|layout| layout.set_width("name", None));
        assert_eq!(query, Query::default());
    }

    #[test]
    fn a_pinned_column_stands_behind_those_that_are() {
        let report = definition("expiring").unwrap();
        let mut query = Query::default();
        assert_eq!(query.is_pinned(report, "name"), None);
        query.toggle_pin(report, "name");
        assert_eq!(query, Query::default());
        query.toggle_pin(report, "department");
        assert_eq!(Layout::of(&query).pinned, 2);
        assert_eq!(query.column_ids(report)[..2], ["name", "department"]);
        query.toggle_pin(report, "name");
        assert_eq!(query.column_ids(report)[..2], ["department", "name"]);
        assert_eq!(query.is_pinned(report, "department"), None);
        assert_eq!(query.is_pinned(report, "name"), Some(false));
        assert_eq!(query.layout, Json::Null);
    }

    #[test]
    fn hiding_a_pinned_column_pins_no_other() {
        let report = definition("expiring").unwrap();
        let mut query = Query::default();
        query.toggle_pin(report, "department");
        query.toggle_pin(report, "center");
        query.hide_column(report, "department");
        assert_eq!(Layout::of(&query).pinned, 2);
        assert_eq!(query.column_ids(report)[..2], ["name", "center"]);
        query.hide_column(report, "reason");
        assert_eq!(Layout::of(&query).pinned, 2);
    }

    #[test]
    fn a_group_that_is_opened_is_a_filter_and_no_level_any_more() {
        let report = definition("expiring").unwrap();
        let mut query = Query::default();
        for id in ["department", "urgency", "affiliations", "center"] {
            query.toggle_group(id);
        }
        assert_eq!(
            Layout::of(&query).group,
            ["department", "urgency", "affiliations"]
        );
        query.open_group(report.column("department").unwrap(), "");
        assert_eq!(query.values_of("department"), [""]);
        query.open_group(report.column("affiliations").unwrap(), "staf; ctsy");
        assert_eq!(Layout::of(&query).group, ["urgency"]);
        let equals = Clause::of(
            "affiliations",
            Test::Text(TextTest::Equals, "staf; ctsy".to_owned()),
        );
        assert_eq!(query.filters[1], Filter::Clause(equals.json()));
        query.toggle_group("urgency");
        assert_eq!(query.layout, Json::Null);
    }
}

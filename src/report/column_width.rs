//! How wide the columns of a grid are, in pixels.

use super::definition::{ColumnDefinition, Kind};
use super::layout::Layout;

/// Width of the column of ticks.
const TICK: u32 = 40;
/// Width of the column of names, which usually stands first.
const NAME: u32 = 256;

/// Width of one column.
pub fn one(column: &ColumnDefinition) -> u32 {
    match (column.id, column.kind) {
        ("name" | "written" | "global_customer_id" | "product_name", _) => NAME,
        ("urgency", _) => 144,
        ("stage", _) => 152,
        ("reason" | "likeness" | "near", _) => 240,
        ("side" | "outcome", _) => 128,
        ("department" | "job_org", _) => 184,
        ("logon_name" | "key", _) => 152,
        (_, Kind::Integer | Kind::NonAdditive | Kind::Number) => 104,
        (_, Kind::Boolean) => 96,
        (_, Kind::Date | Kind::Moment | Kind::List) => 152,
        _ => 160,
    }
}

/// Width of one column in a layout.
pub fn of(layout: &Layout, column: &ColumnDefinition) -> u32 {
    layout.width_of(column.id).unwrap_or_else(|| one(column))
}

/// Width of all columns and of the ticks.
pub fn all(layout: &Layout, columns: &[&ColumnDefinition]) -> f64 {
    f64::from(TICK + columns.iter().map(|column| of(layout, column)).sum::<u32>())
}

/// So many of the first columns can stay in sight at most.
const MOST_FROZEN: usize = 8;

/// Where those of the first columns begin that stay in sight while the rest is scrolled sideways, and where
/// the rest begins: as many as were pinned, but no more than leave a third of the grid to the others.
/// Without room for the first one nothing stays.
pub fn frozen(layout: &Layout, columns: &[&ColumnDefinition], grid: f64) -> Vec<u32> {
    let pinned = (layout.pinned.max(1) as usize).min(MOST_FROZEN);
    let mut edges = vec![TICK];
    for column in columns.iter().take(pinned) {
        let next = edges[edges.len() - 1] + of(layout, column);
        if f64::from(next) * 3.0 > grid * 2.0 {
            break;
        }
        edges.push(next);
    }
    edges
}

/// A length for a style, in whole pixels: whole numbers need no float to be written.
pub fn pixels(length: f64) -> String {
    format!("{}px", length.round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::definition::definition;

    #[test]
    fn the_grid_is_as_wide_as_its_columns() {
        let report = definition("expiring").unwrap();
        let columns = [
            report.column("name").unwrap(),
            report.column("days_left").unwrap(),
        ];
        let mut layout = Layout::default();
        assert_eq!(all(&layout, &columns), f64::from(40 + 256 + 104));
        layout.set_width("name", Some(100));
        assert_eq!(all(&layout, &columns), f64::from(40 + 100 + 104));
    }

    #[test]
    fn what_stays_in_sight_leaves_room_for_the_rest() {
        let report = definition("expiring").unwrap();
        let columns: Vec<_> = report.default_columns().collect();
        let mut layout = Layout::default();
        assert_eq!(frozen(&layout, &columns, 1_200.0), [40, 296]);
        assert_eq!(frozen(&layout, &columns, 300.0), [40]);
        layout.pinned = 2;
        assert_eq!(frozen(&layout, &columns, 1_200.0), [40, 296, 448]);
        assert_eq!(frozen(&layout, &columns, 600.0), [40, 296]);
        layout.pinned = 400;
        assert!(frozen(&layout, &columns, 9e9).len() <= 1 + MOST_FROZEN);
    }
}

//! How wide the columns of a grid are, in pixels.

use super::definition::{ColumnDefinition, Kind};

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
        (_, Kind::Integer | Kind::Number) => 104,
        (_, Kind::Boolean) => 96,
        (_, Kind::Date | Kind::Moment | Kind::List) => 152,
        _ => 160,
    }
}

/// Width of all columns and of the ticks.
pub fn all(columns: &[&ColumnDefinition]) -> f64 {
    f64::from(TICK + columns.iter().map(|column| one(column)).sum::<u32>())
}

/// Width of what stays in sight while the rest is scrolled sideways: the ticks and the first column.
pub fn frozen() -> f64 {
    f64::from(TICK + NAME)
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
        assert_eq!(all(&columns), f64::from(40 + 256 + 104));
    }
}

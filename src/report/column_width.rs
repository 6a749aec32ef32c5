//! How wide the columns of a grid are, in pixels.

/// Width of the column of ticks.
const TICK: u32 = 40;

/// Width of one column.
pub fn one(id: &str, kind: &str) -> u32 {
    match (id, kind) {
        ("name", _) => 256,
        ("urgency", _) => 144,
        ("stage", _) => 152,
        ("reason", _) => 240,
        ("department" | "job_org", _) => 184,
        ("logon_name" | "key", _) => 152,
        (_, "integer") => 104,
        (_, "boolean") => 96,
        (_, "date") => 152,
        (_, "list") => 152,
        _ => 160,
    }
}

/// Width of all columns, each given by its id and kind, and of the ticks.
pub fn all<'a>(columns: impl Iterator<Item = (&'a str, &'a str)>) -> u32 {
    TICK + columns.map(|(id, kind)| one(id, kind)).sum::<u32>()
}

/// Width of what stays in sight while the rest is scrolled sideways: the ticks and the first column.
pub fn frozen() -> f64 {
    f64::from(TICK + one("name", "text"))
}

/// A length for a style, in whole pixels: whole numbers need no float to be written.
pub fn pixels(length: f64) -> String {
    format!("{}px", length.round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grid_is_as_wide_as_its_columns() {
        assert_eq!(
            all([("name", "text"), ("days_left", "integer")].into_iter()),
            40 + 256 + 104
        );
    }
}

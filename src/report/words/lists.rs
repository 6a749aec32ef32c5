//! Which rows a list shows, in what order, and how many.

use super::{counted, number, plain_day, stage, urgency, value_name};
use crate::report::clause::{Clause, sentence};
use crate::report::definition::{Definition, Kind};
use crate::report::query::{Direction, Filter, Query};

/// The count on a list's tab; a list that cannot be computed yet has none.
pub fn list_count(count: Option<u32>) -> String {
    count.map_or_else(|| "–".to_owned(), |count| number(count.into()))
}

/// The caption over the departments that are not in sight.
pub fn more_departments(n: u64) -> String {
    counted(n, "more department", "more departments")
}

/// What a filter keeps, for its chip and for print.
pub fn filter(report: &Definition, filter: &Filter) -> String {
    let id = filter.column();
    let title = report.column(id).map_or(id, |column| column.title);
    match filter {
        Filter::AnyOf { any_of, .. } => {
            let is_named = report.column(id).is_some_and(|column| {
                column.kind == Kind::Enum && !matches!(id, "urgency" | "stage")
            });
            let is_flag = report
                .column(id)
                .is_some_and(|column| column.kind == Kind::Boolean);
            let name = |value: &String| match value.as_str() {
                "true" if is_flag => "yes".to_owned(),
                "false" if is_flag => "no".to_owned(),
                value if is_named && !value.is_empty() => value_name(value),
                value => cell_value(id, value).to_owned(),
            };
            let values: Vec<String> = any_of.iter().map(name).collect();
            format!("{title}: {}", values.join(" or "))
        }
        Filter::Between { from, to, .. } if from == to => format!("{title}: {}", plain_day(*from)),
        Filter::Between { from, to, .. } => {
            format!("{title}: {} to {}", plain_day(*from), plain_day(*to))
        }
        Filter::Clause(json) => {
            Clause::read(json).map_or_else(|why| why, |clause| sentence(report, &clause))
        }
    }
}

fn cell_value<'a>(column: &str, value: &'a str) -> &'a str {
    match column {
        _ if value.is_empty() => "none given",
        "urgency" => urgency(value).map_or(value, |urgency| urgency.title),
        "stage" => stage(value),
        _ => value,
    }
}

/// The name of a department as a facet shows it.
pub fn department(name: &str) -> &str {
    cell_value("department", name)
}

/// The sign of a column's order in its header, with its number where there are several.
pub fn sort_mark(at: usize, direction: Direction, n_sorts: usize) -> String {
    let arrow = match direction {
        Direction::Asc => "↑",
        Direction::Desc => "↓",
    };
    if n_sorts > 1 {
        format!("{arrow}{at}")
    } else {
        arrow.to_owned()
    }
}

/// What a screen reader hears of a column that is not first in the order: the first has a state of its own.
pub fn sort_place(at: usize, direction: Direction) -> String {
    match (at, direction) {
        (1, _) => String::new(),
        (at, Direction::Asc) => format!(", sorted {at}., ascending"),
        (at, Direction::Desc) => format!(", sorted {at}., descending"),
    }
}

/// Which rows a list shows and in what order, as one line for print.
pub fn chosen(report: &Definition, query: &Query) -> String {
    let mut parts = Vec::new();
    if !query.search.trim().is_empty() {
        parts.push(format!("rows with “{}”", query.search.trim()));
    }
    parts.extend(query.filters.iter().map(|kept| filter(report, kept)));
    if parts.is_empty() {
        parts.push("all rows".to_owned());
    }
    let order: Vec<String> = query
        .sort
        .iter()
        .map(|(id, direction)| {
            let title = report.column(id).map_or(id.as_str(), |column| column.title);
            match direction {
                Direction::Asc => format!("{title} (up)"),
                Direction::Desc => format!("{title} (down)"),
            }
        })
        .collect();
    if !order.is_empty() {
        parts.push(format!("ordered by {}", order.join(", ")));
    }
    parts.join("; ")
}

/// What a screen reader hears when a list has changed.
pub fn rows_shown(total: u32, is_narrowed: bool) -> String {
    let rows = counted(total.into(), "row", "rows");
    if is_narrowed {
        format!("{rows} after search and filters")
    } else {
        rows
    }
}

/// The sign and the name of a button that moves a column in a list.
pub fn mover(title: &str, by: i32) -> (&'static str, String) {
    if by < 0 {
        ("↑", format!("Move {title} up"))
    } else {
        ("↓", format!("Move {title} down"))
    }
}

/// How many columns a search finds.
pub fn columns_found(n: usize) -> String {
    match n {
        0 => "no column is named so".to_string(),
        n => counted(n as u64, "column", "columns"),
    }
}

/// What a screen reader hears when a column has moved.
pub fn column_moved(to: u32) -> String {
    format!("column moved to place {to}")
}

/// How many rows contradict themselves or each other, before the kinds: `3 contradictions:`.
pub fn contradictions(n: u64) -> String {
    format!("{}:", counted(n, "contradiction", "contradictions"))
}

/// The caption of a button that shows more of a long list.
pub fn drawn_of(drawn: u64, total: u64) -> String {
    format!(
        "{} of {} shown, show more",
        number(drawn.min(total)),
        number(total)
    )
}

/// How many rows stand on paper.
pub fn rows_on_paper(printed: u64, total: u64, most: u64) -> String {
    if printed < total {
        return format!(
            "the first {} of {} (paper holds at most {})",
            number(printed),
            counted(total, "row", "rows"),
            number(most)
        );
    }
    counted(total, "row", "rows")
}

/// A text cut for a cell of the grid; the whole of it stands in the details.
pub fn cut(text: &str) -> &str {
    const LONGEST: usize = 300;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::definition::definition;
    use crate::report::words::tests::day;

    #[test]
    fn filters_read_as_sentences() {
        let report = definition("expiring").unwrap();
        let mut query = Query::default();
        query.toggle_value("urgency", "recovery-late");
        query.toggle_value("urgency", "late");
        query.toggle_value("department", "");
        query.toggle_span("disable_day", day("2026-03-09"), day("2026-03-15"));
        query.toggle_sort("name");
        assert_eq!(
            chosen(report, &query),
            "Urgency: Recovery late or Late; Department: none given; \
             Disable day: 9 Mar 2026 to 15 Mar 2026; ordered by Name (up)"
        );
        assert_eq!(chosen(report, &Query::default()), "all rows");
    }

    #[test]
    fn values_of_enumerations_have_names() {
        assert_eq!(value_name("not-in-other-source"), "Not in other source");
        assert_eq!(value_name("mine"), "Mine");
        assert_eq!(value_name("enrollment"), "Enrollment");
        assert_eq!(value_name("m365-users"), "Microsoft 365 users");
        let report = definition("matching").unwrap();
        let mut query = Query::default();
        query.toggle_value("reason", "empty-key");
        query.toggle_value("reason", "");
        assert_eq!(chosen(report, &query), "Why: Empty key or none given");
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(cut(&"é".repeat(500)).chars().count(), 300);
        assert_eq!(cut("short"), "short");
    }
}

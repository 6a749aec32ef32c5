//! Which numbers of the report open the accounts that they count.

use super::COUNTED;
use crate::lifecycle::calendar::show_date;
use crate::report::query::{Filter, Query};
use crate::report::words;

/// Whether the numbers of a column open their accounts; no other report has a column of such an id.
pub fn opens(column: &str) -> bool {
    COUNTED.iter().any(|(id, ..)| *id == column)
}

/// How a number stands out, as the style sheet names it: units in their days of grace, suspended and
/// locked ones each in a colour of their own (F4, F5), and what is assigned beyond what can be used.
pub fn tint(column: &str, text: &str) -> &'static str {
    match (column, text) {
        ("warning" | "suspended" | "locked_out" | "over", "0") => "",
        ("warning", _) => "grace",
        ("suspended", _) => "suspended",
        ("locked_out", _) => "locked",
        ("over", _) => "over",
        ("assignable", text) if text.starts_with('\u{2212}') => "over",
        _ => "",
    }
}

/// The report that holds the accounts behind a number of a row, and what it has to be narrowed to: by
/// the row's key and the number's column.
pub fn opened(report: &str, column: &str, key: &str) -> Option<(&'static str, Query)> {
    let counted = COUNTED.iter().find(|(id, ..)| *id == column);
    let (_, _, word) = counted.filter(|_| report == super::LICENCES.id)?;
    let only = |column: &str, value: &str| Filter::AnyOf {
        column: column.to_string(),
        any_of: vec![value.to_string()],
    };
    let query = Query {
        filters: vec![only("license_id", key), only("counted_as", word)],
        ..Query::default()
    };
    Some((super::HOLDERS.id, query))
}

/// What is said of the names above the rows: by which list, of which day, and what no list has.
pub fn names_line(counts: &[(String, u32)]) -> String {
    let parts = counts.iter().map(|(from, n)| {
        let products = words::counted(u64::from(*n), "product is named", "products are named");
        match from_words(from) {
            Some(list) => format!("{products} by {list}"),
            None => format!("{products} by no list"),
        }
    });
    let parts: Vec<String> = parts.collect();
    match parts.is_empty() {
        true => String::new(),
        false => format!("{}.", parts.join(", ")),
    }
}

/// The list behind a value of the column `name_from`.
pub fn from_words(from: &str) -> Option<String> {
    let of = |day: &str| day.parse().map_or_else(|_| day.to_string(), show_date);
    if let Some(day) = from.strip_prefix(BUILT_IN) {
        return Some(format!("Microsoft\u{2019}s list of {}", of(day)));
    }
    let day = from.strip_prefix(LOADED)?;
    Some(match day.strip_prefix("-of-") {
        Some(day) => format!("the list you loaded, of {}", of(day)),
        None => "the list you loaded".to_string(),
    })
}

/// Before the day of the list that came with the program.
pub const BUILT_IN: &str = "list-of-";
/// Of a list that is loaded; its day may stand behind.
pub const LOADED: &str = "loaded-list";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_the_day_of_each_list_and_what_no_list_has() {
        let counts = [
            ("list-of-2026-06-24", 1200),
            ("loaded-list", 1),
            ("part-number", 2),
        ];
        let counts = counts.map(|(from, n)| (from.to_string(), n));
        assert_eq!(
            names_line(&counts),
            "1,200 products are named by Microsoft\u{2019}s list of 24 Jun 2026, \
             1 product is named by the list you loaded, 2 products are named by no list."
        );
        assert_eq!(names_line(&[]), "");
        assert_eq!(
            from_words("loaded-list-of-2026-11-20").as_deref(),
            Some("the list you loaded, of 20 Nov 2026")
        );
    }

    #[test]
    fn grace_suspension_and_excess_stand_out_and_zeros_do_not() {
        assert_eq!(tint("warning", "1,100"), "grace");
        assert_eq!(tint("suspended", "40"), "suspended");
        assert_eq!(tint("locked_out", "1"), "locked");
        assert_eq!(
            (tint("over", "1"), tint("assignable", "\u{2212}1")),
            ("over", "over")
        );
        for column in [
            "warning",
            "suspended",
            "locked_out",
            "over",
            "assignable",
            "enabled",
        ] {
            assert_eq!(tint(column, "0"), "");
        }
    }

    #[test]
    fn a_number_opens_its_accounts_and_nothing_else_does() {
        assert!(opens("held_disabled") && !opens("enabled"));
        assert_eq!(opened("mfa", "held_disabled", "t_s"), None);
        let (report, query) = opened("licences", "held_shared", "t_s").expect("a report");
        assert_eq!(report, "licence-holders");
        assert_eq!(query.values_of("license_id"), ["t_s"]);
        assert_eq!(query.values_of("counted_as"), ["shared"]);
        assert_eq!(opened("licences", "usable", "t_s"), None);
    }
}

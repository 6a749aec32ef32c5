//! How columns are laid out, and rows grouped and chosen.

use super::{counted, number, numerals};
use crate::report::groups::{GroupSum, GroupsView};

/// What a screen reader hears when a column got another width.
pub fn column_width(title: &str, pixels: u32) -> String {
    format!("{title}: {pixels} pixels wide")
}

/// What it hears when a column stays in sight, or no longer.
pub fn column_pinned(title: &str, is_pinned: bool) -> String {
    match is_pinned {
        true => format!("{title} stays in sight"),
        false => format!("{title} is scrolled with the others"),
    }
}

/// What it hears when rows are selected together.
pub fn rows_selected(n: u32) -> String {
    format!("{} selected", counted(n.into(), "row", "rows"))
}

/// How many groups there are: `12 groups of 44 rows`.
pub fn groups_found(view: &GroupsView) -> String {
    let (groups, rows) = (u64::from(view.total), u64::from(view.all.rows));
    let all = format!(
        "{} of {}",
        counted(groups, "group", "groups"),
        counted(rows, "row", "rows")
    );
    match view.groups.len() as u64 {
        shown if shown < groups => format!("{all}; those {} of most rows are shown", number(shown)),
        _ => all,
    }
}

/// A sum with its thousands apart, and how many rows have no number.
pub fn group_sum(sum: &GroupSum) -> String {
    let (sign, digits) = match sum.text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", sum.text.as_str()),
    };
    let (whole, behind) = digits.split_once('.').unwrap_or((digits, ""));
    let parted = format!("{sign}{}", numerals::shown(whole, behind));
    match (sum.text.is_empty(), sum.unknown) {
        (true, _) => "unknown".to_owned(),
        (false, 0) => parted,
        (false, n) => format!("{parted} and {} unknown", number(n.into())),
    }
}

/// How many commands a typed text means.
pub fn commands_found(n: usize) -> String {
    match n {
        0 => "no command is named so".to_owned(),
        n => counted(n as u64, "command", "commands"),
    }
}

/// The caption of the choice to keep rows without a value, with how many there are once that is known.
pub fn with_missing(n: Option<u32>) -> String {
    match n {
        None => "also rows without a value".to_owned(),
        Some(0) => "also rows without a value (there are none)".to_owned(),
        Some(n) => format!(
            "also the {} without a value",
            counted(n.into(), "row", "rows")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_tells_what_it_does_not_hold() {
        #[track_caller]
        fn case(text: &str, unknown: u32, told: &str) {
            let text = text.to_owned();
            assert_eq!(group_sum(&GroupSum { text, unknown }), told);
        }
        case("1234567.50", 0, "1,234,567.50");
        case("-999", 3, "-999 and 3 unknown");
        case("", 12, "unknown");
    }

    #[test]
    fn groups_that_are_not_shown_are_counted() {
        let mut view = GroupsView {
            total: 1,
            ..GroupsView::default()
        };
        view.all.rows = 1_200;
        assert_eq!(
            groups_found(&view),
            "1 group of 1,200 rows; those 0 of most rows are shown"
        );
        view.groups.push(Default::default());
        assert_eq!(groups_found(&view), "1 group of 1,200 rows");
    }
}

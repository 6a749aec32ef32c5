//! The sentences around a report over all sources: sums, notes, quick filters, ages (D12, D17, D22).

use chrono::NaiveDate;

use super::super::view::Value;
use super::super::words::{counted, numerals};
use crate::ingest::number::Decimal;

/// A number with a decimal mark, its thousands apart: `1,234.5`.
pub fn decimal(decimal: Decimal) -> String {
    let unit = 10u64.pow(u32::from(decimal.places.min(19)));
    let digits = decimal.digits.unsigned_abs();
    let whole = (digits / unit).to_string();
    let sign = if decimal.digits < 0 { "\u{2212}" } else { "" };
    let behind = match usize::from(decimal.places) {
        0 => String::new(),
        places => format!("{:0places$}", digits % unit),
    };
    format!("{sign}{}", numerals::shown(&whole, &behind))
}

/// A sum as a person reads it.
pub fn sum(value: &Value) -> String {
    match value {
        Value::Integer(digits) => decimal(Decimal {
            digits: *digits,
            places: 0,
        }),
        Value::Decimal(number) => decimal(*number),
        _ => "unknown".to_owned(),
    }
}

/// The caption of the box that chooses an older file.
pub const COMPARED_WITH: &str = "Compared with the file of";
/// The caption of the button that copies what changed as one sentence.
pub const COPY_SENTENCE: &str = "Copy for a ticket";
/// What is told once it is copied.
pub const SENTENCE_COPIED: &str = "copied: what changed, in one sentence without names";

/// The caption over the notes of a report that are folded away.
pub fn more_notes(n: usize) -> String {
    counted(n as u64, "more thing to know", "more things to know")
}

/// What choosing an attribute as a key does (D16).
pub const ATTRIBUTE_KEY: &str = "The attribute's value is compared with the number, the logon name and every address of each account. Leave it empty for none.";

/// The caption over the choice of an attribute as a key.
pub fn attribute_key(chosen: &str) -> String {
    match chosen {
        "" => "Match by an attribute".to_owned(),
        name => format!("Matched also by {name}"),
    }
}

/// The caption of a quick filter that drops down, with how many values are chosen.
pub fn quick_caption(title: &str, n_chosen: usize) -> String {
    match n_chosen {
        0 => title.to_owned(),
        n => format!("{title} ({n})"),
    }
}

/// What stands below the values that a quick filter offers, where there are more.
pub fn more_values(n_offered: usize, total: u32) -> Option<String> {
    let more = u64::from(total).checked_sub(n_offered as u64)?;
    (more > 0).then(|| {
        counted(
            more,
            "more value: type a part of it",
            "more values: type a part of one",
        )
    })
}

/// What stands below the sums of the largest groups, where there are more.
pub fn more_groups(n_listed: usize, n_groups: u32) -> Option<String> {
    let more = u64::from(n_groups).checked_sub(n_listed as u64)?;
    (more > 0).then(|| {
        counted(
            more,
            "smaller group is not listed",
            "smaller groups are not listed",
        )
    })
}

/// What a screen reader is told of the suggestions.
pub fn suggestions(total: u32) -> String {
    match total {
        0 => "no suggestion".to_owned(),
        n => counted(n.into(), "suggestion", "suggestions"),
    }
}

/// What the card of a backup's file says of its age (D22); nothing of one of today, or of other kinds.
pub fn age_of_backup(kind: &str, day: Option<NaiveDate>, today: NaiveDate) -> Option<&'static str> {
    if !kind.starts_with("druva-") {
        return None;
    }
    match day.map(|day| (today - day).num_days()) {
        None => Some("may be older than 12 h"),
        Some(..=0) => None,
        Some(1) => Some("may be older than 12 h"),
        Some(_) => Some("older than 12 h"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_thousands_apart_and_all_their_places() {
        #[track_caller]
        fn case(digits: i64, places: u8, expected: &str) {
            assert_eq!(decimal(Decimal { digits, places }), expected);
        }
        case(1_234_567, 0, "1,234,567");
        case(123_450, 2, "1,234.50");
        case(-5, 3, "\u{2212}0.005");
        assert_eq!(sum(&Value::Integer(1234)), "1,234");
    }

    #[test]
    fn more_is_told_only_where_there_is_more() {
        assert_eq!(more_values(3, 3), None);
        assert_eq!(
            more_groups(50, 51).as_deref(),
            Some("1 smaller group is not listed")
        );
        assert_eq!(quick_caption("Profile", 2), "Profile (2)");
        assert_eq!(quick_caption("Profile", 0), "Profile");
        assert_eq!(suggestions(0), "no suggestion");
    }

    #[test]
    fn a_file_of_the_backup_is_old_after_twelve_hours_as_far_as_its_day_tells() {
        #[track_caller]
        fn case(kind: &str, day: Option<&str>, expected: Option<&str>) {
            let day = day.map(|day| day.parse().expect("a day"));
            let today = "2026-11-22".parse().expect("a day");
            assert_eq!(age_of_backup(kind, day, today), expected);
        }
        case("druva-provisioning", Some("2026-11-22"), None);
        case(
            "druva-provisioning",
            Some("2026-11-21"),
            Some("may be older than 12 h"),
        );
        case(
            "druva-preserved",
            Some("2026-11-20"),
            Some("older than 12 h"),
        );
        case("druva-preserved", None, Some("may be older than 12 h"));
        case("entra-users", None, None);
    }
}

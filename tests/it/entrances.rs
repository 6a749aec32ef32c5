//! What holds for any cell: the properties that `fuzz/` looks for counterexamples to at length.

use proptest::prelude::*;
use rollcall::accounts::logon_name::{Reading, read_logon_name};
use rollcall::ingest::cell::{
    DateOrder, DateReading, DaysReading, decide_order, is_blank, read_date, read_days, read_flag,
};
use rollcall::ingest::zone::ZoneRules;
use rollcall::letters::fold;
use unicode_normalization::UnicodeNormalization;

fn nfkc(text: &str) -> String {
    text.nfkc().collect()
}

/// Texts of the parts that cells are made of.
fn cell_like() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => "[0-9]{1,5}",
        3 => "[/.:+-]",
        1 => "[ \u{a0}\u{202f}\u{200b}\u{feff}\u{ad}\u{202e}]",
        1 => proptest::sample::select(vec![
            "2026-11-25", "T", "Z", " PM", "UTC", "Nov", "days", "Never", "N/A", "Expired", ">", "=\"", "\"", "−", "٣",
        ])
        .prop_map(str::to_string),
        1 => "\\PC{0,3}",
    ];
    proptest::collection::vec(part, 0..8).prop_map(|parts| parts.concat())
}

/// Texts of the parts that logon names are made of.
fn key_like() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => "[a-zA-Z0-9._-]{1,6}",
        1 => "[@\\\\,; \"'<>=#|]",
        1 => "[ \u{a0}\u{202f}\u{200b}\u{feff}\u{ad}\u{202e}]",
        1 => proptest::sample::select(vec![
            "SMTP:", "sip:", "i:0#.f|membership|", "AzureAD\\", "X500:", "/o=", "CN=", "ß", "ẞ", "İ", "ı", "ς", "ﬁ", "ｊ", "bücher", "。",
        ])
        .prop_map(str::to_string),
        1 => "\\PC{0,3}",
    ];
    proptest::collection::vec(part, 0..8).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.max(2_000)))]

    #[test]
    fn a_cell_is_read_the_same_way_however_it_is_dressed(text in cell_like()) {
        let dressed = format!("\u{feff} \u{a0}{text}\t ");
        let open = read_date(&text, None, &ZoneRules::default());
        prop_assert_eq!(read_date(&dressed, None, &ZoneRules::default()), open);
        prop_assert_eq!(read_days(&dressed), read_days(&text));
        prop_assert_eq!(read_flag(&dressed), read_flag(&text));
        if is_blank(&text) {
            prop_assert_eq!(open, DateReading::Missing);
            prop_assert_eq!(read_days(&text), DaysReading::Missing);
        }
        if let DaysReading::Days(days) = read_days(&text) {
            prop_assert_eq!(read_days(&days.to_string()), DaysReading::Days(days));
        }
    }

    #[test]
    fn an_order_of_day_and_month_chooses_between_two_days_and_never_makes_a_third(text in cell_like()) {
        let open = read_date(&text, None, &ZoneRules::default());
        let day_first = read_date(&text, Some(DateOrder::DayFirst), &ZoneRules::default());
        let month_first = read_date(&text, Some(DateOrder::MonthFirst), &ZoneRules::default());
        match open {
            DateReading::Ambiguous { day_first: first, month_first: second } => {
                prop_assert_eq!((day_first.day(), month_first.day()), (Some(first), Some(second)));
                prop_assert_eq!(open.day(), Some(first.min(second)));
                prop_assert_eq!(decide_order(std::iter::once(text.as_str())).order(), None);
            }
            DateReading::Missing | DateReading::Unreadable => {
                prop_assert_eq!((day_first, month_first), (open, open));
            }
            DateReading::Day(_) | DateReading::TwoDigitYear(_) => {
                prop_assert!(day_first == open || month_first == open);
                for ordered in [day_first, month_first] {
                    prop_assert!(ordered == open || ordered == DateReading::Unreadable);
                }
            }
        }
    }

    #[test]
    fn a_logon_name_is_read_the_same_way_however_it_is_dressed(cell in key_like()) {
        let dressed = format!("\u{a0}\u{200b}{cell} \u{feff}\t");
        match (read_logon_name(&cell, nfkc), read_logon_name(&dressed, nfkc)) {
            (Reading::Name(bare), Reading::Name(other)) => {
                prop_assert_eq!((bare.name, bare.domain, bare.label), (other.name, other.domain, other.label));
                prop_assert!(other.had_invisible);
            }
            (bare, other) => prop_assert_eq!(bare, other),
        }
    }

    #[test]
    fn what_is_read_as_a_logon_name_is_normal(cell in key_like()) {
        prop_assert_eq!(fold(&fold(&cell)), fold(&cell));
        if let Reading::Name(name) = read_logon_name(&cell, nfkc) {
            prop_assert!(!name.name.is_empty());
            prop_assert!(name.domain.as_deref().is_none_or(str::is_ascii));
            for part in [Some(name.name), name.domain, name.label].into_iter().flatten() {
                prop_assert_eq!(part.trim(), part.as_str());
                prop_assert!(!part.contains([' ', ',']) && !part.contains(char::is_control), "{:?}", part);
                prop_assert_eq!(fold(&part), part);
            }
        }
    }
}

//! A cell is read as a day, a number of days or a yes the same way however it is dressed.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rollcall::ingest::cell::{
    DateOrder, DateReading, DaysReading, decide_order, is_blank, read_date, read_days, read_flag,
};
use rollcall::ingest::zone::ZoneRules;

fuzz_target!(|text: &str| {
    let open = read_date(text, None, &ZoneRules::default());
    let day_first = read_date(text, Some(DateOrder::DayFirst), &ZoneRules::default());
    let month_first = read_date(text, Some(DateOrder::MonthFirst), &ZoneRules::default());
    match open {
        DateReading::Missing => assert_eq!((day_first, month_first), (open, open)),
        DateReading::Unreadable => assert_eq!((day_first, month_first), (open, open)),
        DateReading::Ambiguous {
            day_first: first,
            month_first: second,
        } => {
            assert_ne!(first, second);
            assert_eq!(
                (day_first.day(), month_first.day()),
                (Some(first), Some(second))
            );
            assert_eq!(
                open.day(),
                Some(first.min(second)),
                "the earlier one counts"
            );
        }
        DateReading::Day(day) | DateReading::TwoDigitYear(day) => {
            for ordered in [day_first, month_first] {
                assert!(ordered == open || ordered == DateReading::Unreadable);
            }
            assert!(day_first == open || month_first == open);
            let iso = day.to_string();
            assert!(iso.len() != 10 || read_date(&iso, None, &ZoneRules::default()).day() == Some(day) || is_no_day(&iso));
        }
    }
    let dressed = format!("\u{feff} \u{a0}{text}\t ");
    assert_eq!(read_date(&dressed, None, &ZoneRules::default()), open, "{dressed:?}");
    let days = read_days(text);
    assert_eq!(read_days(&dressed), days, "{dressed:?}");
    assert_eq!(read_flag(&dressed), read_flag(text), "{dressed:?}");
    if let DaysReading::Days(days) = days {
        assert_eq!(read_days(&days.to_string()), DaysReading::Days(days));
    }
    if is_blank(text) {
        assert_eq!((open, days), (DateReading::Missing, DaysReading::Missing));
    }
    // A column of one cell decides as its cells read.
    let decision = decide_order(std::iter::once(text));
    if let (DateReading::Ambiguous { .. }, Some(_)) = (open, decision.order()) {
        panic!("{text:?} can be read both ways, but decides {decision:?}");
    }
    decide_order(text.split(['\n', ','])).order();
});

/// Days that stand for none when they are written out.
fn is_no_day(iso: &str) -> bool {
    ["0001-01-01", "1601-01-01", "9999-12-31"].contains(&iso)
}

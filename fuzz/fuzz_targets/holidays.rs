//! Every line of a list of holidays, and every event of a calendar file, gives days or a sentence.

#![no_main]

use chrono::{Days, NaiveDate};
use libfuzzer_sys::fuzz_target;
use rollcall::lifecycle::holiday_list::{HolidayList, read};

/// A list has at most so many days; what is beyond is refused, so lines depend on those before them.
const MOST_DAYS: usize = 2_000;

fn is_calendar(text: &str) -> bool {
    let begins = text.trim_start_matches('\u{feff}').trim_start().get(..15);
    begins.is_some_and(|begins| begins.eq_ignore_ascii_case("BEGIN:VCALENDAR"))
}

/// Each line of a list says the same alone, on its line, as among the others.
fn by_lines(text: &str, today: NaiveDate, whole: &HolidayList) {
    let mut all = HolidayList::default();
    for (place, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let alone = format!("{}{line}", "\n".repeat(place));
        if is_calendar(&alone) || place == 0 && line.starts_with('\u{feff}') {
            return;
        }
        let alone = read(&alone, today);
        let n_said = alone.days.len() + alone.refused.len();
        assert_eq!(n_said > 0, !line.trim().is_empty(), "{line:?}");
        all.days.extend(alone.days);
        all.refused.extend(alone.refused);
    }
    if all.days.len() < MOST_DAYS {
        assert_eq!(&all, whole);
    }
}

/// As many days and sentences as events, at least.
fn by_events(text: &str, whole: &HolidayList) {
    let begins = |line: &&str| {
        line.trim_end_matches('\r')
            .eq_ignore_ascii_case("BEGIN:VEVENT")
    };
    let lines: Vec<&str> = text.split('\n').collect();
    let is_folded = lines.iter().any(|line| line.starts_with([' ', '\t']));
    // Days that are taken out of an event are not told.
    let has_except = text.to_ascii_uppercase().contains("EXDATE");
    if !is_folded && !has_except {
        let n_events = lines.iter().filter(|line| begins(line)).count();
        assert!(
            whole.days.len() + whole.refused.len() >= n_events,
            "{n_events} events"
        );
    }
}

fuzz_target!(|data: &[u8]| {
    let [text @ .., low, high] = data else {
        return;
    };
    let Ok(text) = std::str::from_utf8(text) else {
        return;
    };
    let n_days = u16::from_le_bytes([*low, *high]);
    let first = NaiveDate::from_ymd_opt(1970, 1, 1).expect("a day");
    let today = first + Days::new(n_days.into());
    let whole = read(text, today);
    for line in &whole.refused {
        let number = line
            .strip_prefix("line ")
            .and_then(|rest| rest.split_once(": "));
        let number: usize = number.expect("a line").0.parse().expect("its number");
        assert!(
            (1..=text.lines().count().max(1)).contains(&number),
            "{line}"
        );
    }
    assert!(whole.days.len() <= MOST_DAYS);
    match is_calendar(text) {
        true => by_events(text, &whole),
        false if text.lines().count() <= 64 => by_lines(text, today, &whole),
        false => {}
    }
});

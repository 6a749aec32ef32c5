use chrono::NaiveTime;
use proptest::prelude::*;

use super::pinned::{SIX, table, zone};
use super::*;

fn time(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

#[test]
fn an_instant_is_a_day_of_new_york_in_winter_and_in_summer() {
    #[track_caller]
    fn case(day: &str, minutes: i32, expected: &str) {
        let found = ZoneRules::default().day_of(day.parse().unwrap(), minutes);
        assert_eq!(found.unwrap().to_string(), expected);
    }
    case("2026-03-08", 4 * 60 + 30, "2026-03-07");
    case("2026-03-08", 5 * 60, "2026-03-08");
    case("2026-03-09", 3 * 60 + 59, "2026-03-08");
    case("2026-03-09", 4 * 60, "2026-03-09");
    case("2026-11-01", 4 * 60, "2026-11-01");
    case("2026-11-02", 4 * 60 + 59, "2026-11-01");
    case("2026-11-02", 5 * 60, "2026-11-02");
    case("2026-03-01", -60, "2026-02-28");
    case("2026-02-28", 30 * 60, "2026-03-01");
    assert_eq!(ZoneRules::default().day_of(NaiveDate::MIN, 0), None);
    assert_eq!(
        built_in("+05:30").unwrap().day_of(NaiveDate::MAX, 1439),
        None
    );
    for zone in [ZoneRules::default(), built_in("+05:30").unwrap()] {
        assert_eq!(zone.local(NaiveDateTime::MIN).is_none(), zone.name == NAME);
        assert_eq!(zone.local(NaiveDateTime::MAX).is_none(), zone.name != NAME);
    }
}

#[test]
fn an_instant_is_a_time_of_each_zone() {
    #[track_caller]
    fn case(name: &str, at: &str, expected: &str) {
        assert_eq!(zone(name).local(time(at)), Some(time(expected)), "{name}");
    }
    case(
        "Europe/Berlin",
        "2026-11-22T23:00:00",
        "2026-11-23T00:00:00",
    );
    case(
        "Europe/Berlin",
        "2026-07-01T21:59:59",
        "2026-07-01T23:59:59",
    );
    case(
        "Europe/Berlin",
        "2026-03-29T00:59:59",
        "2026-03-29T01:59:59",
    );
    case(
        "Europe/Berlin",
        "2026-03-29T01:00:00",
        "2026-03-29T03:00:00",
    );
    case("Asia/Kolkata", "2026-11-22T18:30:00", "2026-11-23T00:00:00");
    case(
        "Asia/Kathmandu",
        "2026-11-22T18:15:00",
        "2026-11-23T00:00:00",
    );
    case(
        "America/St_Johns",
        "2026-11-22T03:29:00",
        "2026-11-21T23:59:00",
    );
    // Put forward and back by half an hour.
    case(
        "Australia/Lord_Howe",
        "2026-11-22T12:59:00",
        "2026-11-22T23:59:00",
    );
    case(
        "Australia/Lord_Howe",
        "2026-07-01T13:30:00",
        "2026-07-02T00:00:00",
    );
    // 30 December 2011 was left out.
    case("Pacific/Apia", "2011-12-30T09:59:59", "2011-12-29T23:59:59");
    case("Pacific/Apia", "2011-12-30T10:00:00", "2011-12-31T00:00:00");
    case("UTC", "2026-11-22T23:59:59", "2026-11-22T23:59:59");
    case("+05:30", "2026-11-22T18:30:00", "2026-11-23T00:00:00");
    case("-09:30", "2026-11-22T09:29:00", "2026-11-21T23:59:00");
}

#[test]
fn what_is_no_zone_without_a_browser_has_no_rules() {
    for name in [
        "",
        "Europe/Berlin",
        "utc",
        "+5:30",
        "+24:00",
        "-05:60",
        "+05:3x",
        "05:30",
        "+0530",
        "++5:30",
    ] {
        assert_eq!(built_in(name), None, "{name}");
    }
}

#[test]
fn a_zone_is_named_in_a_sentence() {
    #[track_caller]
    fn case(name: &str, expected: &str) {
        assert_eq!(place(name), expected);
    }
    case("America/New_York", "New York");
    case("America/Argentina/Buenos_Aires", "Buenos Aires");
    case("UTC", "UTC");
    case("+05:30", "UTC+05:30");
    case("Etc/GMT-5", "Etc/GMT-5");
}

#[test]
fn a_time_is_an_instant_and_the_earlier_one_where_two_are_meant() {
    #[track_caller]
    fn case(name: &str, at: &str, first: &str, last: &str) {
        let expected = Some((time(first), time(last)));
        assert_eq!(zone(name).instants_of(time(at)), expected, "{name} {at}");
    }
    let once = |name, at, expected| case(name, at, expected, expected);
    once(
        "America/New_York",
        "2026-11-22T15:40:00",
        "2026-11-22T20:40:00",
    );
    case(
        "America/New_York",
        "2026-11-01T01:30:00",
        "2026-11-01T05:30:00",
        "2026-11-01T06:30:00",
    );
    // Never shown: before the change, and so earlier than either way to put it right.
    once(
        "America/New_York",
        "2026-03-08T02:30:00",
        "2026-03-08T06:30:00",
    );
    once("Pacific/Apia", "2011-12-30T12:00:00", "2011-12-29T22:00:00");
    once("Pacific/Apia", "2011-12-31T00:00:00", "2011-12-30T10:00:00");
    case(
        "Australia/Lord_Howe",
        "2026-04-05T01:45:00",
        "2026-04-04T14:45:00",
        "2026-04-04T15:15:00",
    );
    once(
        "Asia/Kathmandu",
        "2026-11-22T00:00:00",
        "2026-11-21T18:15:00",
    );
}

#[test]
fn minutes_before_a_time_have_passed_whichever_way_the_clocks_are_put() {
    #[track_caller]
    fn case(name: &str, end: &str, minutes: u32, expected: &str) {
        let found = zone(name).minutes_before(time(end), minutes);
        assert_eq!(found, Some(time(expected)));
    }
    case(
        "America/New_York",
        "2026-11-25T17:00:00",
        80,
        "2026-11-25T15:40:00",
    );
    // An hour is left out: it is begun an hour earlier.
    case(
        "America/New_York",
        "2026-03-08T03:00:00",
        80,
        "2026-03-08T00:40:00",
    );
    // An hour comes twice: nobody relies on the second one.
    case(
        "America/New_York",
        "2026-11-01T03:00:00",
        80,
        "2026-11-01T01:40:00",
    );
    case(
        "America/New_York",
        "2026-11-01T01:50:00",
        30,
        "2026-11-01T00:20:00",
    );
    case(
        "Pacific/Apia",
        "2011-12-31T00:00:00",
        80,
        "2011-12-29T22:40:00",
    );
}

#[test]
fn the_built_in_rule_of_new_york_is_that_of_the_browser() {
    let (own, known) = (ZoneRules::default(), table(NAME).unwrap());
    let first = time("2009-01-01T00:00:00");
    for hours in 0..24 * 365 * 23 {
        let at = first + TimeDelta::minutes(60 * hours - 1);
        assert_eq!(own.local(at), known.local(at), "{at}");
    }
}

// Security 21: a change of the clocks moves no day.
#[test]
fn no_change_of_the_clocks_shifts_a_day() {
    for name in SIX {
        let zone = zone(name);
        let first: NaiveDate = "2026-01-01".parse().unwrap();
        let mut days = 0;
        for day in first.iter_days().take(366) {
            let midnight = zone.instants_of(day.and_time(NaiveTime::MIN)).unwrap().0;
            let noon = zone
                .instants_of(day.and_hms_opt(12, 0, 0).unwrap())
                .unwrap()
                .0;
            let second = TimeDelta::seconds(1);
            assert_eq!(zone.local(midnight).unwrap().date(), day, "{name}");
            assert_eq!(zone.local(noon).unwrap().date(), day, "{name}");
            assert_eq!(
                zone.local(midnight - second).unwrap().date(),
                day.pred_opt().unwrap()
            );
            // A day read from the instant as a cell writes it is the same one.
            let minutes = midnight.signed_duration_since(midnight.date().and_time(NaiveTime::MIN));
            let read = zone.day_of(midnight.date(), minutes.num_minutes() as i32);
            assert_eq!(read, Some(day), "{name}");
            days += 1;
        }
        assert_eq!(days, 366);
    }
}

proptest! {
    #[test]
    fn a_time_is_shown_at_its_instants_and_begun_in_time(
        place in 0_usize..8,
        seconds in 1_240_000_000_i64..1_980_000_000,
        minutes in 0_u32..10_080,
    ) {
        let names = SIX.into_iter().chain([NAME, "-09:30"]);
        let zone = zone(names.collect::<Vec<_>>()[place]);
        let at = DateTime::from_timestamp(seconds, 0).unwrap().naive_utc();
        let shown = zone.local(at).unwrap();
        let (first, last) = zone.instants_of(shown).unwrap();
        prop_assert!(first == at || last == at);
        for read in [first, last] {
            prop_assert_eq!(zone.local(read), Some(shown));
        }
        // Any time, shown or not: whoever begins then is done by its earliest reading.
        let start = zone.minutes_before(shown, minutes).unwrap();
        let waits = TimeDelta::minutes(minutes.into());
        let ends = zone.instants_of(start).unwrap().1 + waits;
        prop_assert!(ends <= first, "{start} {ends} {first}");
        prop_assert!(first - ends <= TimeDelta::hours(26), "{start} {ends} {first}");
    }
}

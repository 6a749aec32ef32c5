//! A second in time, as decisions and waits are dated: one number everywhere, shown in the policy's zone.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Timelike};

use super::calendar::show_weekday_date;
use crate::ingest::zone::ZoneRules;

/// Seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub i64);

const FORM: &str = "2026-11-22T19:05:07Z";

impl Moment {
    /// From a text such as `2026-11-22T19:05:07Z`; no other form is taken.
    pub fn parse(text: &str) -> Option<Moment> {
        let same_form = text.len() == FORM.len()
            && text
                .bytes()
                .zip(FORM.bytes())
                .all(|(found, form)| match form.is_ascii_digit() {
                    true => found.is_ascii_digit(),
                    false => found == form,
                });
        let at = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
        let day = NaiveDate::from_ymd_opt(
            i32::try_from(at(0, 4).filter(|_| same_form)?).ok()?,
            at(5, 7)?,
            at(8, 10)?,
        )?;
        let time = day.and_hms_opt(at(11, 13)?, at(14, 16)?, at(17, 19)?)?;
        Some(Moment(time.and_utc().timestamp()))
    }

    /// The text that [`Moment::parse`] reads; a moment out of the calendar is its first one.
    pub fn iso(self) -> String {
        let time = self.utc();
        format!("{}T{}Z", time.date(), time.time())
    }

    fn utc(self) -> NaiveDateTime {
        let time = DateTime::from_timestamp(self.0, 0).unwrap_or_default();
        time.naive_utc()
    }

    /// The moment so many minutes later.
    pub fn plus_minutes(self, minutes: u32) -> Moment {
        Moment(self.0.saturating_add(i64::from(minutes) * 60))
    }

    /// The day and the minute of that day in a zone.
    pub fn local(self, zone: &ZoneRules) -> (NaiveDate, u32) {
        // A day at the calendar's end stays one of UTC.
        let shown = zone.local(self.utc()).unwrap_or(self.utc());
        (shown.date(), shown.hour() * 60 + shown.minute())
    }

    /// The time of day in a zone: `14:05`.
    pub fn show_time(self, zone: &ZoneRules) -> String {
        show_minute(self.local(zone).1)
    }

    /// The day and the time of day in a zone: `Sun 22 Nov 2026 14:05`.
    pub fn show(self, zone: &ZoneRules) -> String {
        let day = show_weekday_date(self.local(zone).0);
        format!("{day} {}", self.show_time(zone))
    }
}

/// A minute of a day: `14:05`.
pub fn show_minute(minute: u32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_as_it_was_written_and_in_no_other_form() {
        for text in ["2026-11-22T19:05:07Z", "1969-12-31T23:59:59Z"] {
            assert_eq!(Moment::parse(text).unwrap().iso(), text);
        }
        for text in [
            "2026-11-22",
            "2026-11-22T19:05Z",
            "2026-11-22T19:05:07",
            "2026-11-22T19:05:07+01:00",
            "2026-02-30T19:05:07Z",
            "2026-11-22T25:05:07Z",
            "٢026-11-22T19:05:07Z",
        ] {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_moment_is_shown_as_the_clock_of_the_zone_shows_it() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            let zone = ZoneRules::default();
            assert_eq!(Moment::parse(text).unwrap().show(&zone), expected);
        }
        case("2026-11-22T19:05:07Z", "Sun 22 Nov 2026 14:05");
        case("2026-07-01T03:59:59Z", "Tue 30 Jun 2026 23:59");
        case("2026-11-01T05:30:00Z", "Sun 1 Nov 2026 01:30");
        case("2026-11-01T06:30:00Z", "Sun 1 Nov 2026 01:30");
    }
}

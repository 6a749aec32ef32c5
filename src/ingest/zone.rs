//! The day and the time that a clock of a zone shows at an instant, and the other way (M13, domain 2.9).
//!
//! Which zones there are is known to the browser alone: it hands over a table of the instants at which a
//! zone's clocks are put forward or back. New York, UTC and a fixed distance from it need no table.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Weekday};
use serde::{Deserialize, Serialize};

/// The zone of the built-in policies.
pub const NAME: &str = "America/New_York";

/// Gives the rules of a zone by its name; `None` for a name that stands for no zone.
pub type Zones = fn(&str) -> Option<ZoneRules>;

const HOUR: i32 = 3600;
/// Seconds of a day.
const DAY: i64 = 24 * 3600;
/// The number of 1 January 1970, counted as the calendar does.
const EPOCH: i32 = 719_163;

/// No clock is further from UTC than this, in seconds; and no two changes of one are nearer to each other
/// than twice of it.
const FARTHEST: i64 = 26 * 3600;

/// By which rules the clocks of a zone go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZoneRules {
    name: String,
    clocks: Clocks,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Clocks {
    /// Those of New York, as they go since 2007.
    UsEastern,
    /// The seconds from UTC before the first change, and every change: the second of UTC since 1970 at which
    /// it happens and the seconds from UTC from then on.
    Changing(i32, Vec<(i64, i32)>),
}

/// New York, UTC, or a distance from it such as `+05:30`: the zones that need no browser.
pub fn built_in(name: &str) -> Option<ZoneRules> {
    let fixed = match name {
        NAME => return Some(ZoneRules::default()),
        "UTC" | "Etc/UTC" => 0,
        _ => distance(name)?,
    };
    Some(ZoneRules::with_changes(name, fixed, Vec::new()))
}

/// Seconds of `+05:30` or `-03:00`.
fn distance(name: &str) -> Option<i32> {
    let (hours, minutes) = name.strip_prefix(['+', '-'])?.split_once(':')?;
    let part = |text: &str, most: i32| -> Option<i32> {
        let is_pair = text.len() == 2 && text.bytes().all(|sign| sign.is_ascii_digit());
        text.parse().ok().filter(|n| is_pair && *n <= most)
    };
    let seconds = part(hours, 23)? * HOUR + part(minutes, 59)? * 60;
    Some(if name.starts_with('-') {
        -seconds
    } else {
        seconds
    })
}

/// The zone of the built-in policies.
impl Default for ZoneRules {
    fn default() -> ZoneRules {
        ZoneRules {
            name: NAME.to_owned(),
            clocks: Clocks::UsEastern,
        }
    }
}

impl ZoneRules {
    /// A zone whose clocks are `first` seconds from UTC, until the changes: each the second of UTC since 1970
    /// at which it happens, and the seconds from UTC from then on. They are brought into their order.
    pub fn with_changes(name: &str, first: i32, mut changes: Vec<(i64, i32)>) -> ZoneRules {
        changes.sort_unstable();
        ZoneRules {
            name: name.to_owned(),
            clocks: Clocks::Changing(first, changes),
        }
    }

    /// The name, as the policy writes it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name as part of a sentence: `New York`, `UTC+05:30`.
    pub fn place(&self) -> String {
        place(&self.name)
    }

    /// The day in the zone so many minutes after a day begins in UTC; `None` out of the calendar's range.
    pub fn day_of(&self, day: NaiveDate, minutes: i32) -> Option<NaiveDate> {
        // A first visit needs this: whole numbers are less to download than points in time.
        let at = i64::from(day.num_days_from_ce() - EPOCH) * DAY + i64::from(minutes) * 60;
        day_at(at + i64::from(self.offset(at)))
    }

    /// What a clock of the zone shows at an instant of UTC; `None` out of the calendar's range.
    pub fn local(&self, at: NaiveDateTime) -> Option<NaiveDateTime> {
        let offset = self.offset(at.and_utc().timestamp());
        at.checked_add_signed(TimeDelta::seconds(offset.into()))
    }

    /// The first and the last instant of UTC at which a clock of the zone shows this time.
    ///
    /// They differ where it is put back and shows the time twice. A time that it never shows, for it is put
    /// forward, is as long before the change as it would be after it: a deadline is never later than what
    /// is written (domain 2.9).
    pub fn instants_of(&self, time: NaiveDateTime) -> Option<(NaiveDateTime, NaiveDateTime)> {
        let seconds = time.and_utc().timestamp();
        let around = [-FARTHEST, FARTHEST].map(|far| self.offset(seconds + far));
        let read = around.map(|offset| seconds - i64::from(offset));
        let is_shown = |place: usize| self.offset(read[place]) == around[place];
        let (first, last) = match (is_shown(0), is_shown(1)) {
            (true, false) => (read[0], read[0]),
            (false, true) => (read[1], read[1]),
            (true, true) => (read[0].min(read[1]), read[0].max(read[1])),
            (false, false) => (read[0].min(read[1]), read[0].min(read[1])),
        };
        let at = |seconds| Some(DateTime::from_timestamp(seconds, 0)?.naive_utc());
        Some((at(first)?, at(last)?))
    }

    /// The latest time of the zone's clocks from which this many minutes have passed by `end`, whichever
    /// way both are read where clocks are put forward or back (domain 2.7 rule 3).
    pub fn minutes_before(&self, end: NaiveDateTime, minutes: u32) -> Option<NaiveDateTime> {
        let minutes = TimeDelta::minutes(minutes.into());
        let latest = self.instants_of(end)?.0.checked_sub_signed(minutes)?;
        let start = self.local(latest)?.min(end.checked_sub_signed(minutes)?);
        let (first, last) = self.instants_of(start)?;
        match last <= latest {
            true => Some(start),
            // Shown twice, and the second time is too late: as long before, it is shown once.
            false => start.checked_sub_signed(last.signed_duration_since(first)),
        }
    }

    /// Seconds from UTC at a second since 1970.
    fn offset(&self, seconds: i64) -> i32 {
        match &self.clocks {
            Clocks::UsEastern => match is_summer_time(seconds) {
                true => -4 * HOUR,
                false => -5 * HOUR,
            },
            Clocks::Changing(first, changes) => {
                let n = changes.partition_point(|(at, _)| *at <= seconds);
                n.checked_sub(1).map_or(*first, |last| changes[last].1)
            }
        }
    }
}

/// The name of a zone as part of a sentence: `New York`, `UTC+05:30`.
pub fn place(name: &str) -> String {
    // `Etc/GMT-5` is five hours ahead, so that its end alone would be the opposite.
    let city = match name.starts_with("Etc/") {
        true => name,
        false => name.rsplit('/').next().unwrap_or(name),
    };
    let before = match name.starts_with(['+', '-']) {
        true => "UTC",
        false => "",
    };
    [before, &city.replace('_', " ")].concat()
}

/// The day of a second since 1970, both by one clock.
fn day_at(seconds: i64) -> Option<NaiveDate> {
    let days = i32::try_from(seconds.div_euclid(DAY)).ok()?;
    NaiveDate::from_num_days_from_ce_opt(days.checked_add(EPOCH)?)
}

/// From 2:00 on the second Sunday of March to 2:00 on the first one of November, as since 2007.
fn is_summer_time(seconds: i64) -> bool {
    let Some(day) = day_at(seconds) else {
        return false;
    };
    let second = seconds.rem_euclid(DAY);
    let sunday =
        |month, n| NaiveDate::from_weekday_of_month_opt(day.year(), month, Weekday::Sun, n);
    let now = Some(day);
    let begins = sunday(3, 2);
    let ends = sunday(11, 1);
    (now > begins || now == begins && second >= 7 * 3600)
        && (now < ends || now == ends && second < 6 * 3600)
}

#[cfg(test)]
pub mod pinned;

#[cfg(test)]
mod tests;

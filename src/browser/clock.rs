//! Which day it is, and where.

use chrono::NaiveDate;
use js_sys::{Array, Date, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::ingest::zone::{self, ZoneRules};

/// The clock of a zone, as the browser shows it.
pub struct ZoneClock(Function);

impl ZoneClock {
    /// `None` for a zone that the browser does not know.
    pub fn of(zone: &str) -> Option<ZoneClock> {
        let options = Object::new();
        let set = |name: &str, value: &str| {
            let _ = Reflect::set(&options, &name.into(), &value.into());
        };
        set("timeZone", zone);
        set("hourCycle", "h23");
        for part in ["year", "month", "day", "hour", "minute", "second"] {
            set(part, "numeric");
        }
        let get = |of: &JsValue, name: &str| Reflect::get(of, &name.into());
        let format = get(&js_sys::global(), "Intl")
            .and_then(|intl| get(&intl, "DateTimeFormat")?.dyn_into::<Function>())
            .and_then(|of| Reflect::construct(&of, &Array::of2(&"en-US".into(), &options)))
            .and_then(|format| get(&format, "format")?.dyn_into());
        format.ok().map(ZoneClock)
    }

    /// Seconds from UTC at a second since 1970.
    pub fn offset(&self, seconds: i64) -> Option<i32> {
        let at = JsValue::from(seconds as f64 * 1000.0);
        let text = self.0.call1(&JsValue::NULL, &at).ok()?.as_string()?;
        // `11/22/2026, 14:05:07`
        let mut numbers = text
            .split(|letter: char| !letter.is_ascii_digit())
            .filter_map(|digits| digits.parse::<u32>().ok());
        let mut next = || numbers.next();
        let (month, day, year) = (next()?, next()?, next()?);
        let day = NaiveDate::from_ymd_opt(year as i32, month, day)?;
        let shown = day.and_hms_opt(next()?, next()?, next()?)?;
        i32::try_from(shown.and_utc().timestamp() - seconds).ok()
    }
}

/// The day in a zone at a second since 1970; in one that nobody knows, that of UTC.
// No part of its own, although a first visit asks of New York alone: whoever has to wait for a part shows
// another day meanwhile.
pub fn day_at(seconds: i64, zone: &str) -> NaiveDate {
    let now = || {
        let offset = ZoneClock::of(zone)?.offset(seconds)?;
        Some(ZoneRules::with_changes(zone, offset, Vec::new()))
    };
    let utc = || ZoneRules::with_changes(zone, 0, Vec::new());
    let rules = zone::built_in(zone).or_else(now).unwrap_or_else(utc);
    day_of(&rules, seconds).unwrap_or_default()
}

fn day_of(rules: &ZoneRules, seconds: i64) -> Option<NaiveDate> {
    let minutes = i32::try_from(seconds.div_euclid(60)).ok()?;
    // 1970-01-01
    rules.day_of(NaiveDate::default(), minutes)
}

/// Now in UTC as calendar files write it: `20261122T140000Z`.
pub fn stamp() -> String {
    let text = String::from(Date::new_0().to_iso_string());
    let seconds = text.split('.').next().unwrap_or_default();
    let plain = seconds
        .chars()
        .filter(|letter| !matches!(letter, '-' | ':'));
    plain.chain(['Z']).collect()
}

/// Now in UTC as ISO 8601 writes it, without parts of a second: `2026-11-22T14:00:00Z`.
pub fn moment() -> String {
    let text = String::from(Date::new_0().to_iso_string());
    let seconds = text.split('.').next().unwrap_or_default();
    [seconds, "Z"].concat()
}

/// The moment, in seconds since 1970; a test sets it.
pub fn seconds() -> i64 {
    (Date::now() / 1000.0) as i64
}

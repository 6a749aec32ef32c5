//! Which day it is, and where.

use chrono::NaiveDate;
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

use crate::engine::wire::iso_day;
use crate::ingest::zone;

/// The zone whose days the policy counts.
pub const POLICY_ZONE: &str = zone::NAME;

/// Today in the policy's zone.
pub fn today() -> NaiveDate {
    // This locale writes ISO days; the zone is one that every browser knows.
    let options = Object::new();
    let set = |name: &str, value: &str| {
        let _ = Reflect::set(&options, &name.into(), &value.into());
    };
    set("timeZone", POLICY_ZONE);
    set("year", "numeric");
    set("month", "2-digit");
    set("day", "2-digit");
    let format = Intl::DateTimeFormat::new(&Array::of1(&"en-CA".into()), &options);
    let text = Function::from(JsValue::from(format.format()))
        .call1(&JsValue::NULL, &Date::new_0())
        .ok()
        .and_then(|text| text.as_string());
    text.and_then(|text| iso_day(&text))
        .unwrap_or_else(utc_today)
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

/// The moment, in seconds since 1970; a test sets it.
pub fn seconds() -> i64 {
    (Date::now() / 1000.0) as i64
}

fn utc_today() -> NaiveDate {
    let text = String::from(Date::new_0().to_iso_string());
    text.get(..10).and_then(iso_day).unwrap_or_default()
}

//! The time zones this browser knows, as rules (domain 2.9).
//!
//! A table of all zones would be a third of the download; the browser has one.

use std::cell::RefCell;

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::clock::ZoneClock;
use crate::ingest::zone::{self, ZoneRules};

/// The span in which changes of a clock are looked for, in seconds since 1970: the years 2000 to 2100. Before
/// it and after it the first and the last distance from UTC hold.
const SPAN: std::ops::Range<i64> = 946_684_800..4_133_980_800;

/// So often is looked whether a clock was changed: there are never less than six days and a half between two
/// changes of one.
const STEP: i64 = 6 * 24 * 3600;

thread_local! {
    static KNOWN: RefCell<Vec<ZoneRules>> = const { RefCell::new(Vec::new()) };
}

/// The rules of a zone, found out once; `None` for a name this browser does not know.
pub fn rules(name: &str) -> Option<ZoneRules> {
    KNOWN.with_borrow_mut(|known| {
        if let Some(rules) = known.iter().find(|rules| rules.name() == name) {
            return Some(rules.clone());
        }
        let rules = zone::built_in(name).or_else(|| found_out(name))?;
        known.push(rules.clone());
        Some(rules)
    })
}

fn found_out(name: &str) -> Option<ZoneRules> {
    let clock = ZoneClock::of(name)?;
    let first = clock.offset(SPAN.start)?;
    let (mut changes, mut last) = (Vec::new(), first);
    for at in SPAN.step_by(STEP as usize) {
        let offset = clock.offset(at + STEP)?;
        if offset == last {
            continue;
        }
        let (mut before, mut after) = (at, at + STEP);
        while after - before > 1 {
            let middle = (before + after) / 2;
            match clock.offset(middle)? == last {
                true => before = middle,
                false => after = middle,
            }
        }
        last = offset;
        changes.push((after, offset));
    }
    Some(ZoneRules::with_changes(name, first, changes))
}

/// The zones that can be chosen, by their names; none where the browser does not list them.
pub fn names() -> Vec<String> {
    let list = Reflect::get(&js_sys::global(), &"Intl".into())
        .and_then(|intl| Reflect::get(&intl, &"supportedValuesOf".into()))
        .and_then(|list| list.dyn_into::<Function>())
        .and_then(|list| list.call1(&JsValue::NULL, &"timeZone".into()));
    let list = list.map(|list| Array::from(&list)).unwrap_or_default();
    let known = list.iter().filter_map(|name| name.as_string());
    // Some browsers leave it out.
    let known = known.filter(|name| name != "UTC");
    std::iter::once("UTC".to_owned()).chain(known).collect()
}

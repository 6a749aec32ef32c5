//! What this page has asked of any server since it was opened (M1).

use std::cell::{Cell, RefCell};

use js_sys::{Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    PerformanceEntry, PerformanceObserver, PerformanceObserverEntryList, PerformanceObserverInit,
};

use super::{dom::window, timer};
use crate::live::address::is_at;

/// One request seen by the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenRequest {
    /// The address asked for.
    pub address: String,
    /// Whether it went to another origin than the page's own.
    pub to_others: bool,
    /// Whether it was made after the page was ready.
    pub after_ready: bool,
}

thread_local! {
    static READY: Cell<f64> = const { Cell::new(f64::INFINITY) };
    static MICROSOFT: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// In live mode: the hosts that the page may ask beside its own, as [`is_at`] takes them.
pub fn allow(hosts: Vec<String>) {
    MICROSOFT.set(hosts);
}

/// From its first call on the page needs none of its own files any more.
pub fn ready() {
    READY.set(READY.get().min(timer::now()));
}

/// Tells of every request, those before this call included.
pub fn watch(tell: impl Fn(Vec<SeenRequest>) + 'static) {
    let origin = window().location().origin().unwrap_or_default();
    let seen = Closure::<dyn Fn(PerformanceObserverEntryList)>::new(
        move |list: PerformanceObserverEntryList| {
            let entries = list.get_entries();
            let seen = entries
                .iter()
                .map(|entry| request(&entry.unchecked_into(), &origin));
            tell(seen.collect());
        },
    );
    if let Ok(observer) = PerformanceObserver::new(seen.as_ref().unchecked_ref()) {
        // web-sys knows no `buffered`, which also tells of what was before.
        let what = Object::new();
        let _ = Reflect::set(&what, &"type".into(), &"resource".into());
        let _ = Reflect::set(&what, &"buffered".into(), &JsValue::TRUE);
        observer.observe(what.unchecked_ref::<PerformanceObserverInit>());
    }
    // Watches as long as the page lives.
    seen.forget();
}

fn request(entry: &PerformanceEntry, origin: &str) -> SeenRequest {
    let address = entry.name();
    let rest = address.strip_prefix(origin);
    let own = rest.is_some_and(|rest| rest.starts_with('/'))
        || MICROSOFT.with_borrow(|hosts| is_at(&address, hosts));
    let local = address.starts_with("blob:") || address.starts_with("data:");
    SeenRequest {
        to_others: !own && !local,
        after_ready: entry.start_time() > READY.get(),
        address,
    }
}

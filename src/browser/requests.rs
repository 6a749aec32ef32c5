//! What this page has asked of any server since it was opened (M1).

use std::cell::{Cell, RefCell};

use js_sys::{Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    PerformanceEntry, PerformanceObserver, PerformanceObserverEntryList, PerformanceObserverInit,
};

use super::{dom::window, timer};

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

/// In live mode: the origins that the page may ask beside its own, or `https://*.` and a domain.
pub fn allow(origins: Vec<String>) {
    MICROSOFT.set(origins);
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
    let is_at = |origin: &str| is_at(&address, origin);
    let own = is_at(origin) || MICROSOFT.with_borrow(|all| all.iter().any(|origin| is_at(origin)));
    let local = address.starts_with("blob:") || address.starts_with("data:");
    SeenRequest {
        to_others: !own && !local,
        after_ready: entry.start_time() > READY.get(),
        address,
    }
}

/// Whether an address lies at an origin, which may stand for all hosts of a domain: `https://*.example.com`.
fn is_at(address: &str, origin: &str) -> bool {
    let behind = |start: &str| address.strip_prefix(start);
    match origin.split_once('*') {
        None => behind(origin).is_some_and(|rest| rest.starts_with('/')),
        Some((scheme, domain)) => behind(scheme)
            .and_then(|rest| rest.split_once('/'))
            .is_some_and(|(host, _)| host.ends_with(domain)),
    }
}

#[cfg(test)]
mod tests {
    use super::is_at;

    #[test]
    fn an_origin_may_stand_for_all_hosts_of_a_domain() {
        let own = "https://tool.example";
        assert!(is_at("https://tool.example/a.js", own));
        assert!(!is_at("https://tool.example.evil.example/a.js", own));
        let files = "https://*.sharepoint.com";
        assert!(is_at("https://contoso.sharepoint.com/download?a=/b", files));
        for other in [
            "https://sharepoint.com.evil.example/",
            "https://evil.example/.sharepoint.com/",
            "https://evilsharepoint.com/",
            "http://contoso.sharepoint.com/",
        ] {
            assert!(!is_at(other, files), "{other}");
        }
    }
}

//! What the page's address asks for.

use chrono::NaiveDate;
use web_sys::UrlSearchParams;

use super::dom::window;
use crate::engine::wire::iso_day;

/// The day after `today=`; `Err` holds a text that is no day.
pub fn asked_day() -> Option<Result<NaiveDate, String>> {
    let text = parameter("today")?;
    Some(iso_day(&text).ok_or(text))
}

/// Whether scripts may drive the page: `automation=1`.
pub fn asks_for_automation() -> bool {
    parameter("automation").as_deref() == Some("1")
}

/// The page's address without what stands behind `?` and `#`: a view, and perhaps more.
pub fn page_address() -> String {
    let location = window().location();
    let part = |part: Result<String, wasm_bindgen::JsValue>| part.unwrap_or_default();
    part(location.origin()) + &part(location.pathname())
}

/// Scheme, host and port of the page.
pub fn page_origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// What stands behind `?`, with the sign; empty where nothing does.
pub fn search() -> String {
    window().location().search().unwrap_or_default()
}

/// The address of another file beside the page.
pub fn beside(name: &str) -> String {
    let page = page_address();
    let folder = page.rfind('/').map_or("", |at| &page[..=at]);
    format!("{folder}{name}")
}

/// The name of the host that serves the page; the address of the folder where there is none.
pub fn host() -> String {
    let location = window().location();
    let host = location.host().unwrap_or_default();
    match host.is_empty() {
        true => "this file on your disk".to_owned(),
        false => host,
    }
}

/// What stands behind `#`; empty where nothing does.
pub fn fragment() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.strip_prefix('#').unwrap_or(&hash).to_owned()
}

/// Writes what stands behind `#`, without a step in the browser's history.
pub fn set_fragment(text: &str) {
    let location = window().location();
    let part = |part: Result<String, wasm_bindgen::JsValue>| part.unwrap_or_default();
    let mut address = part(location.pathname()) + &part(location.search());
    if !text.is_empty() {
        address.push('#');
        address.push_str(text);
    }
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&address));
    }
}

/// A text as it may stand in an address.
pub fn encoded(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// What an encoded text stands for; empty for one that is none.
pub fn decoded(text: &str) -> String {
    let text = js_sys::decode_uri_component(text);
    text.map(String::from).unwrap_or_default()
}

/// Loads the page again.
pub fn reload() {
    let _ = window().location().reload();
}

fn parameter(name: &str) -> Option<String> {
    let search = window().location().search().ok()?;
    UrlSearchParams::new_with_str(&search).ok()?.get(name)
}

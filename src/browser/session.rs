//! What a tab keeps while it is left for a sign-in: settings and choices, no data and no token.

use wasm_bindgen::JsValue;

use super::sign_in::{get, method};

const KEY: &str = "rollcall.live";

/// What was kept; nothing where the browser keeps nothing.
pub fn kept() -> Option<String> {
    call("getItem", &[KEY.into()])?.as_string()
}

/// Keeps a text until the tab closes; a browser that refuses is no trouble.
pub fn keep(text: &str) {
    let _ = call("setItem", &[KEY.into(), text.into()]);
}

/// Keeps nothing any more.
pub fn forget() {
    let _ = call("removeItem", &[KEY.into()]);
}

// By its name, so that the first download holds no word of it.
fn call(name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let storage = get(&js_sys::global(), "sessionStorage");
    let method = method(&storage, name)?;
    method.apply(&storage, &arguments.iter().collect()).ok()
}

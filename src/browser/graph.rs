//! Requests to Graph, and the bytes of its answers: they stay outside of the module's memory until the worker reads them.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use super::files::File;
use super::sign_in::{get, live, method, object, promised, text};
use crate::live::run::{Failure, Heard};

/// A request.
pub struct Asking<'a> {
    /// The number its answer is kept under; 0 keeps none.
    pub id: u32,
    /// The whole address.
    pub url: &'a str,
    /// Headers beside the token.
    pub headers: &'a [(&'static str, &'static str)],
    /// What the request is allowed by; empty for none.
    pub token: &'a str,
    /// What is sent, as JSON; a request without it only reads.
    pub content: Option<&'a str>,
}

/// Asks once: the answer's head and bytes, or why there is none.
pub async fn ask(asking: &Asking<'_>) -> Result<(Heard, Vec<u8>), Failure> {
    let mut headers: Vec<(&str, JsValue)> = asking
        .headers
        .iter()
        .map(|(name, value)| (*name, (*value).into()))
        .collect();
    if !asking.token.is_empty() {
        headers.push(("Authorization", format!("Bearer {}", asking.token).into()));
    }
    if asking.content.is_some() {
        headers.push(("Content-Type", "application/json".into()));
    }
    let method = if asking.content.is_some() {
        "POST"
    } else {
        "GET"
    };
    let content = asking.content.map_or(JsValue::UNDEFINED, JsValue::from);
    let arguments = [
        asking.id.into(),
        asking.url.into(),
        method.into(),
        object(&headers),
        content,
    ];
    let got = promised(&live(), "ask", &arguments)
        .await
        .map_err(|_| Failure::Network)?;
    match text(&got, "failure").as_str() {
        "" => {}
        "aborted" => return Err(Failure::Aborted),
        "timeout" => return Err(Failure::TimedOut),
        _ => return Err(Failure::Network),
    }
    let body = get(&got, "body").dyn_into::<Uint8Array>();
    let header = |name: &str| get(&got, name).as_string();
    let heard = Heard {
        status: get(&got, "status").as_f64().unwrap_or_default() as u16,
        retry_after: header("retryAfter"),
        www_authenticate: header("authenticate"),
        request_id: header("requestId"),
        date: header("date"),
    };
    Ok((
        heard,
        body.map_or_else(|_| Vec::new(), |body| body.to_vec()),
    ))
}

/// Milliseconds since 1970, as a run counts them.
pub fn now() -> i64 {
    js_sys::Date::now() as i64
}

/// Ends every request under way.
pub fn stop() {
    let live = live();
    if let Some(stop) = method(&live, "stop") {
        let _ = stop.call0(&live);
    }
}

/// The kept answers of these numbers as one file, in this order.
pub fn file(ids: &[u32], name: &str) -> Option<File> {
    let live = live();
    let made = method(&live, "file")?.call2(&live, &numbers(ids), &name.into());
    made.ok()?.dyn_into().ok()
}

/// Forgets the kept answers of these numbers.
pub fn forget(ids: &[u32]) {
    let live = live();
    if let Some(forget) = method(&live, "forget") {
        let _ = forget.call1(&live, &numbers(ids));
    }
}

fn numbers(ids: &[u32]) -> Array {
    ids.iter().map(|id| JsValue::from(*id)).collect()
}

//! `window.rollcall`: the page driven from a script. Replies are handed over as they come.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::{Array, Error, Function, JSON, JsString, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::future_to_promise;
use web_sys::Event;

use super::{dom::window, download};

/// The text of a reply, still in the browser's keeping.
pub type Text = JsString;

/// A value that comes from a script or goes to one.
pub type Value = JsValue;

/// What a method answers: a value, or the sentence a person would see.
pub type Outcome = Pin<Box<dyn Future<Output = Result<Value, String>>>>;

/// A method: takes up to three arguments, missing ones are `undefined`.
pub type Method = Rc<dyn Fn([Value; 3]) -> Outcome>;

/// Sets `window.rollcall` to these methods and says so by the event `rollcall-ready`.
pub fn expose(methods: Vec<(&'static str, Method)>) {
    let object = Object::new();
    for (name, method) in methods {
        let call = Closure::<dyn Fn(Value, Value, Value) -> Promise>::new(move |a, b, c| {
            let outcome = method([a, b, c]);
            future_to_promise(async move {
                outcome
                    .await
                    .map_err(|sentence| Error::new(&sentence).into())
            })
        });
        let function: Function = call.into_js_value().unchecked_into();
        let _ = Reflect::set(&object, &name.into(), &function);
    }
    let _ = Reflect::set(&window(), &"rollcall".into(), &object);
    if let Ok(event) = Event::new("rollcall-ready") {
        let _ = window().dispatch_event(&event);
    }
}

/// What a reply holds, without the name of its kind; `null` where it holds nothing.
pub fn unwrapped(reply: &JsString) -> Result<Value, String> {
    let reply =
        JSON::parse(&String::from(reply)).map_err(|_| "the answer was damaged".to_owned())?;
    if !reply.is_object() {
        return Ok(Value::NULL);
    }
    let values = Object::values(reply.unchecked_ref());
    Ok(values.get(0))
}

/// Why each of so many files was refused; `None` where one was not.
pub fn all_refused(loaded: &Value, n_files: u32) -> Option<String> {
    let refused = Reflect::get(loaded, &"refused".into()).ok()?;
    let refused: Array = refused.dyn_into().ok()?;
    (n_files > 0 && refused.length() >= n_files).then(|| refused.join("; ").into())
}

/// Adds this page's own memory and the time the page measured to a load's outcome.
pub fn complete_loaded(loaded: &Value, total_ms: f64) {
    let memory = Reflect::get(loaded, &"memoryBytes".into()).unwrap_or_default();
    let all = memory.as_f64().unwrap_or_default() + own_memory();
    let _ = Reflect::set(loaded, &"memoryBytes".into(), &all.into());
    if let Ok(timings) = Reflect::get(loaded, &"timings".into()) {
        complete_timings(&timings, total_ms);
    }
}

/// Puts the time the page measured into the steps of a load.
pub fn complete_timings(timings: &Value, total_ms: f64) {
    if timings.is_object() {
        let _ = Reflect::set(timings, &"total".into(), &total_ms.into());
    }
}

fn own_memory() -> f64 {
    let memory = wasm_bindgen::memory();
    let buffer = Reflect::get(&memory, &"buffer".into()).unwrap_or_default();
    let bytes = Reflect::get(&buffer, &"byteLength".into()).unwrap_or_default();
    bytes.as_f64().unwrap_or_default()
}

/// A script's plain object as JSON text; `None` where it is missing.
pub fn json(value: &Value) -> Option<String> {
    if value.is_undefined() || value.is_null() {
        return None;
    }
    JSON::stringify(value).ok().map(String::from)
}

/// A JSON text as a script's value.
pub fn parsed(text: &str) -> Value {
    JSON::parse(text).unwrap_or(Value::NULL)
}

/// A script's text.
pub fn text(value: &Value) -> Option<String> {
    value.as_string()
}

/// A part of a script's plain object; `undefined` where it has none.
pub fn part(value: &Value, name: &str) -> Value {
    // Only what is there can be asked for its parts.
    match value.is_object() {
        true => Reflect::get(value, &name.into()).unwrap_or_default(),
        false => Value::UNDEFINED,
    }
}

/// Lists of texts by name as a script's plain object.
pub fn texts(parts: &[(&str, Vec<String>)]) -> Value {
    let object = Object::new();
    for (name, texts) in parts {
        let texts: Array = texts.iter().map(JsValue::from).collect();
        let _ = Reflect::set(&object, &(*name).into(), &texts);
    }
    object.into()
}

/// A text as the bytes of a file.
pub fn file(text: &str, kind: &str) -> Result<Value, String> {
    let blob = download::blob(text, kind).map(Value::from);
    blob.map_err(|_| "the browser did not take the file".to_owned())
}

/// A script's whole number.
pub fn number(value: &Value) -> Option<u32> {
    value.as_f64().map(|number| number as u32)
}

/// Nothing, as scripts see it.
pub fn nothing() -> Value {
    Value::NULL
}

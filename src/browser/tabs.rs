//! From the first document to that of live mode, in a tab of its own: what was loaded goes along inside the browser.

use std::cell::{Cell, RefCell};

use chrono::NaiveDate;
use js_sys::{Array, JsString, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::MessageEvent;

use super::dom::{document, on_window};
use super::files::File;
use super::location::page_origin;
use super::sign_in::{get, method, object, text};
use crate::engine::message::Request;
use crate::engine::wire;

/// What a new tab says to the one that opened it.
const ASKS: &str = "rollcall-asks";

/// Under which the steps travel.
const STEPS: &str = "rollcallSteps";

/// A step by which data was loaded.
pub struct Step {
    /// The evaluation day it was done for.
    pub today: NaiveDate,
    /// What was asked of the worker.
    pub request: Request,
    /// The files it read.
    pub files: Vec<File>,
}

thread_local! {
    /// The tabs that were opened here: nobody else is answered.
    static OPENED: RefCell<Vec<JsValue>> = const { RefCell::new(Vec::new()) };
}

/// The document of live mode, where this one names it.
pub fn live_page() -> Option<String> {
    let meta = document()
        .query_selector("meta[name=\"live-page\"]")
        .ok()??;
    meta.get_attribute("content")
}

/// Opens a tab with this address; false where the browser refuses.
pub fn open(address: &str) -> bool {
    let window = js_sys::global();
    let opened = method(&window, "open").and_then(|open| open.call1(&window, &address.into()).ok());
    let opened = opened.filter(|tab| !tab.is_null() && !tab.is_undefined());
    let is_open = opened.is_some();
    OPENED.with_borrow_mut(|tabs| tabs.extend(opened));
    is_open
}

/// Answers the tabs that are opened here with the steps, as messages to a worker have them: each `{text, files}`.
pub fn answer_asking(steps: impl Fn() -> Array + 'static) {
    on_window("message", move |event: MessageEvent| {
        let source = get(&event, "source");
        let is_ours = OPENED.with_borrow(|tabs| tabs.contains(&source));
        let asks = event.data().as_string().as_deref() == Some(ASKS);
        if is_ours && asks && event.origin() == page_origin() {
            let answer = object(&[(STEPS, steps().into())]);
            tell(&source, &answer);
        }
    });
}

/// Asks the tab that opened this one for what is loaded there, and takes what it answers, once.
pub fn ask_opener(take: impl Fn(Vec<Step>) + 'static) {
    let opener = get(&js_sys::global(), "opener");
    if opener.is_null() || opener.is_undefined() {
        return;
    }
    let from = opener.clone();
    let is_answered = Cell::new(false);
    on_window("message", move |event: MessageEvent| {
        let steps = get(&event.data(), STEPS);
        if get(&event, "source") == from
            && event.origin() == page_origin()
            && Array::is_array(&steps)
            && !is_answered.replace(true)
        {
            // The other tab has no business here any more.
            let _ = Reflect::set(&js_sys::global(), &"opener".into(), &JsValue::NULL);
            take(
                Array::from(&steps)
                    .iter()
                    .filter_map(|step| read(&step))
                    .collect(),
            );
        }
    });
    tell(&opener, &ASKS.into());
}

fn tell(tab: &JsValue, what: &JsValue) {
    if let Some(post) = method(tab, "postMessage") {
        // To this very site alone; a tab that has gone elsewhere hears nothing.
        let _ = post.call2(tab, what, &page_origin().into());
    }
}

fn read(step: &JsValue) -> Option<Step> {
    let envelope = wire::envelope(&text(step, "text"))?;
    let files = Array::from(&get(step, "files"));
    Some(Step {
        today: envelope.today,
        request: envelope.request,
        files: files
            .iter()
            .filter_map(|file| file.dyn_into().ok())
            .collect(),
    })
}

/// A step as it travels.
pub fn written(text: &str, files: &[File]) -> JsValue {
    let files: Array = files.iter().collect();
    object(&[
        ("text", JsString::from(text).into()),
        ("files", files.into()),
    ])
}

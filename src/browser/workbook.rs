//! Sheets of workbooks, read by a module of their own that the page fetches when the first one comes.

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::blob::reason;
use crate::engine::load::{Load, NewFile};
use crate::engine::wire;

/// What the module answered: the kind, and the text that goes with it.
pub struct Answer {
    kind: u32,
    text: Vec<u8>,
}

/// Asks the module for the sheet of a number, or for the only one; `None` where the archive is no workbook.
pub async fn read(file: &File, sheet: u32) -> Option<Answer> {
    let read = Reflect::get(&js_sys::global(), &"rollcallReadWorkbook".into()).ok()?;
    let promise = read
        .dyn_into::<Function>()
        .ok()?
        .call2(&JsValue::NULL, file, &sheet.into());
    match JsFuture::from(promise.ok()?.unchecked_into::<Promise>()).await {
        Ok(answer) if answer.is_undefined() => None,
        Ok(answer) => {
            let answer: Array = answer.unchecked_into();
            Some(Answer {
                kind: answer.get(0).as_f64().unwrap_or_default() as u32,
                text: answer.get(1).unchecked_into::<Uint8Array>().to_vec(),
            })
        }
        Err(error) => {
            let why = reason(&error);
            let text = format!(
                "cannot be read ({why}): drop it again, or open it and save the sheet as CSV UTF-8"
            );
            Some(Answer {
                kind: SENTENCE,
                text: text.into_bytes(),
            })
        }
    }
}

/// Kinds of answers, as `workbook/src/door.rs` has them.
const CSV: u32 = 0;
const QUESTION: u32 = 1;
const SENTENCE: u32 = 2;

/// Takes the answer about a file into a load.
pub fn take(load: &mut Load, mut file: NewFile, mut answer: Answer) {
    if answer.kind == CSV {
        let end = answer.text.iter().position(|&byte| byte == b'\n');
        let name: Vec<u8> = answer.text.drain(..=end.unwrap_or(0)).collect();
        file.sheet = Some(String::from_utf8_lossy(name.trim_ascii_end()).into_owned());
        return load.take_text(file, answer.text);
    }
    let text = String::from_utf8_lossy(&answer.text);
    match wire::question(&text) {
        Some(question) if answer.kind == QUESTION => load.ask(file, question),
        _ => load.refuse(format!("`{}` {text}", file.name)),
    }
}

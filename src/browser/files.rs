//! Files that a person drops, picks or pastes.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, Event, FileList, HtmlInputElement};

use crate::engine::message::FileHeader;
use crate::small_map::SmallMap;

/// A file as the browser hands it over: a name, a size, and bytes that are read in the worker.
pub type File = web_sys::File;

/// Something dragged over the page.
pub type DragEvent = web_sys::DragEvent;

/// Something pasted.
pub type ClipboardEvent = web_sys::ClipboardEvent;

/// Name and size of every file.
pub fn headers(files: &[File]) -> Vec<FileHeader> {
    files
        .iter()
        .map(|file| FileHeader {
            name: file.name(),
            size: file.size() as u64,
        })
        .collect()
}

/// No file of decisions, no policy and no calendar is larger, in bytes; a larger one is read piece by piece, as exports are.
const MOST_TEXT: f64 = 16e6;

/// The text of a small file; `None` where it cannot be read, or is large.
pub async fn text(file: &File) -> Option<String> {
    if file.size() > MOST_TEXT {
        return None;
    }
    JsFuture::from(file.text()).await.ok()?.as_string()
}

/// The files a picker holds; the picker is emptied, so that the same file can be picked again.
pub fn picked(event: &Event) -> Vec<File> {
    let picker = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    picker.map_or_else(Vec::new, |picker| {
        let files = list(picker.files());
        picker.set_value("");
        files
    })
}

/// A file larger than this is no calendar file of ours.
const LONGEST_TEXT: f64 = 32.0 * 1024.0 * 1024.0;

/// The text of a file that is read in the page; the error says why there is none.
pub async fn text_of(file: &File) -> Result<String, String> {
    let name = file.name();
    if file.size() > LONGEST_TEXT {
        return Err(format!(
            "`{name}` is larger than 32 MiB: expected a calendar file that this page saved"
        ));
    }
    let text = JsFuture::from(file.text()).await.ok();
    let text = text.and_then(|text| text.as_string());
    text.ok_or_else(|| format!("`{name}` cannot be read: pick it again"))
}

/// The files and the text that were dropped or pasted.
pub fn carried(data: Option<DataTransfer>) -> (Vec<File>, String) {
    let Some(data) = data else {
        return (Vec::new(), String::new());
    };
    (
        list(data.files()),
        data.get_data("text/plain").unwrap_or_default(),
    )
}

/// The files a script handed over: an array, a `FileList`, or one `File`.
pub fn from_script(files: &JsValue) -> Option<Vec<File>> {
    if let Some(file) = files.dyn_ref::<File>() {
        return Some(vec![file.clone()]);
    }
    // Only what is there can be walked through.
    if files.is_undefined() || files.is_null() {
        return None;
    }
    let files = Array::from(files);
    (files.length() > 0).then_some(())?;
    files
        .iter()
        .map(|file| file.dyn_into::<File>().ok())
        .collect()
}

/// `options.kinds` of a script: file name to source kind.
pub fn kinds_from_script(options: &JsValue) -> SmallMap<String, String> {
    let kinds = Reflect::get(options, &"kinds".into()).ok();
    let Some(kinds) = kinds.and_then(|kinds| kinds.dyn_into::<Object>().ok()) else {
        return SmallMap::default();
    };
    Object::entries(&kinds)
        .iter()
        .filter_map(|entry| {
            let entry = Array::from(&entry);
            Some((entry.get(0).as_string()?, entry.get(1).as_string()?))
        })
        .collect()
}

fn list(files: Option<FileList>) -> Vec<File> {
    let Some(files) = files else {
        return Vec::new();
    };
    (0..files.length()).filter_map(|at| files.get(at)).collect()
}

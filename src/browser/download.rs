//! A file saved on the person's own disk.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::{dom::document, timer};
use crate::export::base64;

/// A text as the bytes of a file.
pub fn blob(text: &str, kind: &str) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)
}

/// The pieces of a file, as they come.
pub struct Pieces(Array);

const DAMAGED: &str = "a piece of the file came damaged: export again";

impl Pieces {
    /// None yet.
    #[expect(
        clippy::new_without_default,
        reason = "it is no empty value to compare with"
    )]
    pub fn new() -> Pieces {
        Pieces(Array::new())
    }

    /// Adds a text.
    pub fn push_text(&self, text: &str) -> Result<(), String> {
        self.0.push(&text.into());
        Ok(())
    }

    /// Adds bytes that come as base64.
    pub fn push_bytes(&self, text: &str) -> Result<(), String> {
        let bytes = base64::decode(text).ok_or(DAMAGED)?;
        self.0.push(&Uint8Array::from(bytes.as_slice()));
        Ok(())
    }

    /// The whole file.
    fn blob(&self, kind: &str) -> Result<Blob, JsValue> {
        let options = BlobPropertyBag::new();
        options.set_type(kind);
        // A sequence of parts, be they texts or bytes.
        Blob::new_with_buffer_source_sequence_and_options(&self.0, &options)
    }

    /// The whole file, for a script.
    pub fn value(&self, kind: &str) -> Result<JsValue, String> {
        let blob = self.blob(kind).map(JsValue::from);
        blob.map_err(|_| "the browser did not take the file".to_owned())
    }

    /// Saves the file under this name.
    pub fn save(&self, name: &str, kind: &str) -> bool {
        save_blob(name, self.blob(kind))
    }
}

/// Saves a text under this name.
pub fn save(name: &str, text: &str, kind: &str) -> bool {
    save_blob(name, blob(text, kind))
}

fn save_blob(name: &str, blob: Result<Blob, JsValue>) -> bool {
    let address = blob.and_then(|blob| Url::create_object_url_with_blob(&blob));
    let link = document()
        .create_element("a")
        .map(JsCast::unchecked_into::<HtmlAnchorElement>);
    let (Ok(address), Ok(link)) = (address, link) else {
        return false;
    };
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The browser reads the address a little later than the click.
    timer::after(10_000, move || {
        let _ = Url::revoke_object_url(&address);
    });
    true
}

//! A file saved on the person's own disk.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::{dom::document, timer};

/// A text as the bytes of a file.
pub fn blob(text: &str, kind: &str) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)
}

/// Saves a text under this name.
pub fn save(name: &str, text: &str, kind: &str) -> bool {
    let address = blob(text, kind).and_then(|blob| Url::create_object_url_with_blob(&blob));
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

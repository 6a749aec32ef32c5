//! Text to the clipboard.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlTextAreaElement;

use super::dom::{document, window};

/// Puts a text on the clipboard; `false` where the browser refuses.
pub async fn write(text: &str) -> bool {
    let navigator = window().navigator();
    let has_clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into())
        .is_ok_and(|clipboard| !clipboard.is_undefined());
    if has_clipboard
        && JsFuture::from(navigator.clipboard().write_text(text))
            .await
            .is_ok()
    {
        return true;
    }
    write_the_old_way(text).unwrap_or(false)
}

/// Puts a text on the clipboard, with the same as a table for programs that take one; `false` where the
/// browser refuses. Without a table, and where there is no way to put both there, the text goes alone.
pub async fn write_table(text: &str, html: &str) -> bool {
    match !html.is_empty() && write_both(text, html).await.is_ok() {
        true => true,
        false => write(text).await,
    }
}

async fn write_both(text: &str, html: &str) -> Result<(), JsValue> {
    let types = Object::new();
    for (kind, content) in [("text/plain", text), ("text/html", html)] {
        let blob = super::download::blob(content, kind)?;
        Reflect::set(&types, &kind.into(), &blob)?;
    }
    let class: Function = Reflect::get(&js_sys::global(), &"ClipboardItem".into())?.dyn_into()?;
    let item = Reflect::construct(&class, &Array::of1(&types))?;
    let clipboard = Reflect::get(&window().navigator(), &"clipboard".into())?;
    let write: Function = Reflect::get(&clipboard, &"write".into())?.dyn_into()?;
    let promise = write.call1(&clipboard, &Array::of1(&item))?;
    JsFuture::from(promise.dyn_into::<Promise>()?).await?;
    Ok(())
}

// Pages that are not served over https have no clipboard object.
fn write_the_old_way(text: &str) -> Result<bool, JsValue> {
    let document = document();
    let Some(body) = document.body() else {
        return Ok(false);
    };
    let before = document.active_element();
    let area: HtmlTextAreaElement = document.create_element("textarea")?.unchecked_into();
    area.set_class_name("visually-hidden");
    area.set_value(text);
    body.append_child(&area)?;
    area.select();
    let command = js_sys::Reflect::get(&document, &"execCommand".into())?;
    let done = command
        .dyn_into::<js_sys::Function>()?
        .call1(&document, &"copy".into())?
        .is_truthy();
    area.remove();
    if let Some(before) = before.and_then(|element| element.dyn_into().ok()) {
        super::dom::focus(&before);
    }
    Ok(done)
}

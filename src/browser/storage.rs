//! What outlives the tab: three choices about looks and keys, and how files were said to be read. No data,
//! but for decisions where the person asks for that.

use super::dom::window;

/// What was kept under this name. Nothing where the browser keeps nothing.
pub fn kept(name: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(&key(name)).ok()?
}

/// Keeps a text under this name; a browser that refuses is no trouble.
pub fn keep(name: &str, text: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(&key(name), text);
    }
}

/// Keeps nothing under this name any more.
pub fn forget(name: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.remove_item(&key(name));
    }
}

fn key(name: &str) -> String {
    format!("rollcall.{name}")
}

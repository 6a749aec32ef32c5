//! What the person said about files, kept in this browser: a hash of their headers, and the answer.

use crate::browser::storage;
use crate::engine::memory;
use crate::small_map::SmallMap;

const NAME: &str = "columns";

fn text() -> String {
    storage::kept(NAME).unwrap_or_default()
}

/// Every answer that is kept, by its set of headers; none where the browser keeps nothing.
pub fn all() -> SmallMap<String, String> {
    memory::answers(&text())
}

/// Keeps an answer; whether the browser did.
pub fn keep(set: &str, answer: &str) -> bool {
    let all = memory::with(&text(), set, answer);
    storage::keep(NAME, &all);
    text() == all
}

/// Forgets the answer for a set of headers.
pub fn forget(set: &str) {
    storage::keep(NAME, &memory::without(&text(), set));
}

/// Forgets every answer.
pub fn forget_all() {
    storage::keep(NAME, "");
}

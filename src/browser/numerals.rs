//! How the person's browser writes numbers (M13).

use js_sys::Reflect;

use crate::report::words::numerals;

/// Takes what the page was told by its browser, in its worker too: there `boot.js` has it from the page, so that
/// both write numbers alike.
pub fn learn() {
    let told = Reflect::get(&js_sys::global(), &"rollcallNumerals".into());
    if let Some(samples) = told.ok().and_then(|told| told.as_string()) {
        numerals::learn(&samples);
    }
}

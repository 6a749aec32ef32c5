//! Something done later, and how long something took.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::dom::window;

/// Does it once, after this many milliseconds.
pub fn after(ms: i32, work: impl FnOnce() + 'static) {
    let work = Closure::once_into_js(work);
    // Fails only without a window's task queue, and then there is nobody to do it for.
    let _ =
        window().set_timeout_with_callback_and_timeout_and_arguments_0(work.unchecked_ref(), ms);
}

/// Does it once, before the next frame is drawn.
pub fn next_frame(work: impl FnOnce() + 'static) {
    let work = Closure::once_into_js(work);
    let _ = window().request_animation_frame(work.unchecked_ref());
}

/// Milliseconds on a clock that only runs forward.
pub fn now() -> f64 {
    window()
        .performance()
        .map_or(0.0, |performance| performance.now())
}

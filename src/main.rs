//! Opens the page or, inside a worker, the engine: one module serves both.

#[cfg(target_arch = "wasm32")]
fn main() {
    rollcall::browser::numerals::learn();
    if rollcall::browser::dom::is_page() {
        console_error_panic_hook::set_once();
        rollcall::app::open();
    } else {
        rollcall::browser::worker::start();
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

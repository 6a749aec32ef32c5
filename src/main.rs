//! Opens the page or, inside a worker, the engine: one module serves both.

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    if !rollcall::browser::dom::is_page() {
        return;
    }
    if rollcall::browser::dom::is_page() {
        rollcall::app::open();
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

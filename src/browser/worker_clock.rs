//! Time in the worker: a clock that only runs forward, and a pause that lets messages in.

use std::cell::RefCell;

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel};

thread_local! {
    static CHANNEL: RefCell<Option<MessageChannel>> = const { RefCell::new(None) };
}

/// Milliseconds since the worker began.
pub fn now() -> f64 {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    scope
        .performance()
        .map_or(0.0, |performance| performance.now())
}

/// Goes on after the messages that are waiting: a timer would wait four milliseconds.
pub async fn pause() {
    let heard = Promise::new(&mut |resolve, _| {
        CHANNEL.with_borrow_mut(|channel| {
            if channel.is_none() {
                *channel = MessageChannel::new().ok();
            }
            match channel {
                Some(channel) => {
                    channel.port1().set_onmessage(Some(&resolve));
                    let _ = channel.port2().post_message(&JsValue::NULL);
                }
                None => {
                    let _ = resolve.call0(&JsValue::NULL);
                }
            }
        });
    });
    let _ = JsFuture::from(heard).await;
}

/// A promise that is kept after this many milliseconds.
pub fn after(ms: i32) -> Promise {
    Promise::new(&mut |resolve, _| {
        let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let _ = scope.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms);
    })
}

//! Parts of the program that are not in the first download, but fetched once the page can be used.
//!
//! What a part holds is marked with `#[wasm_split(name)]`, and whatever only it uses goes with it;
//! `xtask/src/parts.rs` cuts it out. A marked function waits for its part and, once the part is
//! there, for nothing.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_split_helpers::SplitLoaderError;

/// A part could not be fetched; it is tried again when it is next needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartMissing;

/// What the person is told then.
pub const PART_MISSING: &str = "a part of this page could not be fetched: try again when there is a connection, \
    or load the page again if its host has a newer one";

impl From<SplitLoaderError> for PartMissing {
    fn from(_: SplitLoaderError) -> PartMissing {
        PartMissing
    }
}

/// What a function of a part gives, if the part is there.
pub fn at_once<T>(work: impl Future<Output = Result<T, PartMissing>>) -> Option<T> {
    match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(given)) => Some(given),
        _ => None,
    }
}

/// In the page: fetches what the worker, which has no network, will ask for, and the pieces that parts share.
/// What does not come is asked for again when it is needed.
pub async fn fetch_all() {
    let all = Reflect::get(&js_sys::global(), &"rollcallParts".into());
    let promise = all
        .and_then(|all| all.dyn_into::<Function>())
        .and_then(|all| all.call0(&JsValue::NULL))
        .and_then(|promise| promise.dyn_into::<Promise>());
    if let Ok(promise) = promise {
        let _ = JsFuture::from(promise).await;
    }
}

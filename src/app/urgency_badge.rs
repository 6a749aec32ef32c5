//! An urgency, told by its shape and its word; its colour comes on top.

use leptos::prelude::*;

use super::view::maybe;
use crate::report::words::{self, UrgencyWord};

/// The shape of an urgency.
pub fn urgency_shape(urgency: &'static UrgencyWord) -> AnyView {
    view! {
        <svg class="urgency-shape" viewBox="0 0 16 16" aria-hidden="true"><path fill-rule="evenodd" d=urgency.shape></path></svg>
    }
    .into_any()
}

/// The urgency of this name with its word.
pub fn urgency_badge(name: &str) -> AnyView {
    maybe(words::urgency(name), |urgency| {
        view! {
            <span class="urgency-badge" data-urgency=urgency.name title=urgency.meaning>
                {urgency_shape(urgency)}{urgency.title}
            </span>
        }
        .into_any()
    })
}

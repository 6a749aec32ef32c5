//! An urgency, told by its shape and its word; its colour comes on top.

use leptos::prelude::*;

use crate::report::words::{self, UrgencyWord};

/// The shape of an urgency.
#[component]
pub fn UrgencyShape(urgency: &'static UrgencyWord) -> impl IntoView {
    view! {
        <svg class="urgency-shape" viewBox="0 0 16 16" aria-hidden="true">
            <path fill-rule="evenodd" d=urgency.shape></path>
        </svg>
    }
}

/// An urgency with its word.
#[component]
pub fn UrgencyBadge(
    /// Kebab-case name.
    name: String,
    /// What the list writes for it.
    text: String,
) -> impl IntoView {
    let word = words::urgency(&name);
    view! {
        <span class="urgency-badge" data-urgency=name title=word.map(|word| word.meaning)>
            {word.map(|urgency| view! { <UrgencyShape urgency/> })}
            {text}
        </span>
    }
}

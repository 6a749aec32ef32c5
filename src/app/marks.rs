//! The short words of warning of a row.

use leptos::prelude::*;

/// The short words of warning of a row.
#[component]
pub fn Marks(marks: Vec<String>) -> impl IntoView {
    let marks = marks
        .into_iter()
        .map(|mark| view! { <span class="mark">{mark}</span> });
    marks.collect_view()
}

//! One cell of the grid.

use leptos::prelude::*;

use super::urgency_badge::UrgencyBadge;
use crate::report::words;

/// What a cell holds, by its column.
pub fn content(column: &str, text: &str, is_missing: bool, urgency: &str) -> AnyView {
    if is_missing {
        let text = if text.is_empty() { "–" } else { text };
        return view! { <span class="missing">{text.to_owned()}</span> }.into_any();
    }
    if column == "urgency" {
        return view! { <UrgencyBadge name=urgency.to_owned() text=text.to_owned()/> }.into_any();
    }
    words::cut(text).to_owned().into_any()
}

/// The short words of warning of a row.
#[component]
pub fn Marks(marks: Vec<String>) -> impl IntoView {
    marks
        .into_iter()
        .map(|mark| view! { <span class="mark" title=mark.clone()>{mark.clone()}</span> })
        .collect_view()
}

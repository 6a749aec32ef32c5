//! Above the report of licenses: by which list its products are named, and of which day that list is.

use leptos::prelude::*;

use super::state::app;
use super::view::when;
use crate::report::across::licences::opens::names_line;

/// The line; nothing above other reports.
#[component]
pub fn NamesLine() -> impl IntoView {
    let state = app();
    let line = move || {
        state.rows.facets.by_value.with(|all| {
            let counts = all.iter().find(|(id, _)| id == "name_from");
            counts.map_or(String::new(), |(_, counts)| names_line(counts))
        })
    };
    when(
        move || !line().is_empty(),
        move || view! { <p class="fine names-line">{line}</p> }.into_any(),
    )
}

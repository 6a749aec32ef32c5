//! Above a report over all sources: what is to be known before anything is concluded from it, and its
//! applications, each of which filters.

use leptos::prelude::*;

use super::match_panel::facet;
use super::state::app;
use super::view::{list, when};

/// Sentences, and the values that the report counts its rows by.
#[component]
pub fn SurveyNotes() -> impl IntoView {
    let state = app();
    let notes = move || {
        state.rows.matching.with(|matching| {
            let notes = matching.notes.iter();
            notes
                .map(|note| view! { <p class="match-note">{note.clone()}</p> }.into_any())
                .collect()
        })
    };
    when(
        move || {
            state
                .rows
                .matching
                .with(|matching| !matching.notes.is_empty())
        },
        move || {
            view! {
                <div class="match-panel">
                    {list(notes)}
                    {facet(state, "app_display_name", "Application")}
                </div>
            }
            .into_any()
        },
    )
}

//! The bar at the top: name, sample badge, as-of line, evaluation day, promise, look, help.

use leptos::prelude::*;

use super::button::sign;
use super::evaluation_day::EvaluationDay;
use super::page::{Piece, drawn};
use super::privacy::PrivacyLine;
use super::state::{Over, app};
use super::theme::ThemeChoice;
use super::view::when;
use crate::report::words::screen::header as said;

/// The bar at the top.
#[component]
pub fn Header() -> impl IntoView {
    let state = app();
    let as_of = move || {
        state
            .rows
            .outcome()
            .with(|outcome| outcome.summary.as_of.clone())
    };
    // Once something is loaded it stands beside the sources, where there is room.
    let is_alone = move || state.has_lists.get() && state.sources.with(Vec::is_empty);
    view! {
        <header class="app-header">
            <h1 class="app-name">{said::ROLLCALL}</h1>
            {when(move || state.shows_sample(), || view! { <span class="sample-badge" title=said::INVENTED_PEOPLE_DATED_RELATIVE_TO_TODAY>{said::SAMPLE}</span> }.into_any())}
            <p class="as-of">{as_of}</p>
            <EvaluationDay/>
            {when(is_alone, || drawn(Piece::Policy))}
            <PrivacyLine/>
            <ThemeChoice/>
            {sign("?", said::KEYS_AND_HELP, move || state.over.set(Some(Over::Keys)))}
        </header>
    }
}

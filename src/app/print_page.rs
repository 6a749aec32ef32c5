//! What goes on paper: title, as-of line, what was chosen, and the rows under a repeated header.

use leptos::prelude::*;

use super::rows::PRINTED_ROWS;
use super::state::app;
use super::view::when;
use crate::browser::dom;
use crate::report::words;

/// The list on paper; it exists only while the browser prints.
#[component]
pub fn PrintPage() -> impl IntoView {
    let state = app();
    let is_printing = RwSignal::new(false);
    dom::on_window("beforeprint", move |_: leptos::ev::Event| {
        is_printing.set(state.sources.with_untracked(|sources| !sources.is_empty()));
    });
    dom::on_window("afterprint", move |_: leptos::ev::Event| {
        is_printing.set(false)
    });
    view! {
        {when(move || is_printing.get(), move || view! { <Paper/> }.into_any())}
    }
}

#[component]
fn Paper() -> impl IntoView {
    let state = app();
    let report = state.report.get_untracked();
    let outcome = state.rows.outcome().get_untracked();
    let rows = state.rows.paper();
    let chosen = state
        .query
        .with_untracked(|query| words::chosen(report, query));
    let counted =
        words::rows_on_paper(rows.len() as u64, outcome.total.into(), PRINTED_ROWS as u64);
    let headers = outcome
        .columns
        .iter()
        .map(|column| view! { <th scope="col">{column.title.clone()}</th> })
        .collect_view();
    let lines = rows.iter().map(|row| {
        let cells = row
            .cells
            .iter()
            .map(|(text, _)| view! { <td>{text.clone()}</td> })
            .collect_view();
        view! { <tr>{cells}</tr> }
    });
    view! {
        <section class="paper" aria-hidden="true">
            <h1>"Rollcall: "{report.title}</h1>
            <p>{outcome.summary.as_of.clone()}" · evaluated for "{words::weekday(untrack(|| state.day()))}</p>
            <p>{chosen}" · "{counted}{state.shows_sample().then_some(" · SAMPLE, invented people")}</p>
            <table class="paper-table">
                <thead><tr>{headers}</tr></thead>
                <tbody>{lines.collect_view()}</tbody>
            </table>
        </section>
    }
}

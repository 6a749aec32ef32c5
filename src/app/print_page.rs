//! What goes on paper: title, as-of line, what was chosen, and the rows under a repeated header.

use leptos::prelude::*;

use super::details_state::Pane;
use super::rows::PRINTED_ROWS;
use super::state::{AppState, app};
use super::timeline::timeline;
use super::view::{each, when};
use super::week_chart::printed;
use crate::browser::dom;
use crate::report::words;
use crate::report::words::screen::print_page as said;

/// The list on paper; it exists only while the browser prints.
#[component]
pub fn PrintPage() -> impl IntoView {
    let state = app();
    dom::on_window("beforeprint", move |_: leptos::ev::Event| {
        state
            .is_printing
            .set(!state.sources.with_untracked(Vec::is_empty));
    });
    dom::on_window("afterprint", move |_: leptos::ev::Event| {
        state.is_printing.set(false)
    });
    when(
        move || state.is_printing.get(),
        move || untrack(|| paper(state)),
    )
}

fn paper(state: AppState) -> AnyView {
    let report = state.report.get();
    let outcome = state.rows.outcome().get();
    let rows = state.rows.paper();
    let chosen = state.query.with(|query| words::chosen(report, query));
    let counted =
        words::rows_on_paper(rows.len() as u64, outcome.total.into(), PRINTED_ROWS as u64);
    let heading = words::paper_heading(
        &outcome.summary.as_of,
        state.day.get(),
        state.shows_sample(),
    );
    let headers = each(state.rows.columns().get().iter(), |column| {
        view! { <th scope="col">{column.title}</th> }.into_any()
    });
    let lines = each(rows, |row| {
        let cells = each(&row.cells, |(text, _)| {
            view! { <td>{text.clone()}</td> }.into_any()
        });
        view! { <tr>{cells}</tr> }.into_any()
    });
    view! {
        <section class="paper" aria-hidden="true">
            <h1>{said::ROLLCALL}{report.title}</h1>
            <p>{heading}</p>
            <p>{chosen}" · "{counted}</p>
            {printed(state)}
            {opened(state)}
            <table class="paper-table">
                <thead><tr>{headers}</tr></thead>
                <tbody>{lines}</tbody>
            </table>
        </section>
    }
    .into_any()
}

/// The account whose details are open: its dates as a drawing and in words.
fn opened(state: AppState) -> AnyView {
    let Pane::Ready(account) = state.details.pane() else {
        return ().into_any();
    };
    let clocks = each(&account.clocks, |(name, text)| {
        view! { <dt>{name.clone()}</dt><dd>{text.clone()}</dd> }.into_any()
    });
    view! {
        <section class="paper-account">
            <h2>{account.name.clone()}</h2>
            <p>{words::key_and_stage(&account.key, &account.stage)}": "{account.headline.clone()}</p>
            {timeline(&account.timeline)}
            <dl>{clocks}</dl>
        </section>
    }
    .into_any()
}

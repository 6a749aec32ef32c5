//! The rows that a number of a source's summary counts: line, record, and the text as it stands.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::button::{Look, button};
use super::issues::save_rejected;
use super::mapping::sentence;
use super::plain_table::{Cell, plain_table};
use super::state::{AppState, Over, app};
use super::view::{fresh, handler};
use crate::engine::inquiry::Inquiry;
use crate::engine::message::{RowView, RowsView};
use crate::report::words;
use crate::report::words::screen::source_rows as said;

/// The rows that are looked at.
#[derive(Default)]
pub enum Listed {
    /// Asked for.
    #[default]
    Waiting,
    /// There: those read so far, and how many there are.
    Ready(Vec<RowView>, u32),
    /// The sentence of a failure.
    Failed(String),
}

/// The rows of a part of a source.
#[component]
pub fn SourceRows(source: u32, part: &'static str) -> impl IntoView {
    let state = app();
    state.listed.set(Listed::Waiting);
    ask(state, source, part);
    let name = state.source_name_of(source);
    let save = (part == "rejected").then(|| {
        button(said::SAVE_REJECTED_ROWS, Look::Plain, move || {
            save_rejected(state, source, name.clone())
        })
    });
    view! {
        <p>{words::meaning_of_part(part)}</p>
        {save}
        {fresh(move || state.listed.with(|listed| match listed {
            Listed::Waiting => ().into_any(),
            Listed::Failed(why) => sentence("failure-text", why),
            Listed::Ready(rows, total) => table(state, source, part, rows, *total),
        }))}
    }
}

// The next page behind what is there.
fn ask(state: AppState, source: u32, part: &'static str) {
    let first = n_listed(state);
    let inquiry = Inquiry::SourceRows {
        source,
        part: part.to_owned(),
        first,
    };
    spawn_local(async move {
        let answer = state.inquire::<RowsView>(inquiry).await;
        // Another part may be in sight by now, or this page be there already: “more” was clicked twice.
        let is_open = state
            .over
            .with_untracked(|over| *over == Some(Over::SourceRows(source, part)));
        if !is_open || n_listed(state) != first {
            return;
        }
        state.listed.update(|listed| match (answer, &mut *listed) {
            (Ok(page), Listed::Ready(rows, _)) if first > 0 => {
                rows.extend(page.rows);
            }
            (Ok(page), _) => *listed = Listed::Ready(page.rows, page.total),
            (Err(sentence), _) => *listed = Listed::Failed(sentence),
        });
    });
}

// Rows that are there.
fn n_listed(state: AppState) -> u32 {
    state.listed.with_untracked(|listed| match listed {
        Listed::Ready(rows, _) => rows.len() as u32,
        _ => 0,
    })
}

fn table(
    state: AppState,
    source: u32,
    part: &'static str,
    rows: &[RowView],
    total: u32,
) -> AnyView {
    let is_rejected = part == "rejected";
    let mut drawn = Vec::new();
    for row in rows {
        let mut cells = vec![Cell::Number(Some(row.line)), Cell::Number(row.record)];
        if is_rejected {
            cells.push(Cell::Text(row.column.clone()));
            cells.push(Cell::Text(row.reason.clone()));
        }
        cells.push(Cell::Raw(vec![words::raw(&row.text).to_owned()]));
        drawn.push(cells);
    }
    let captions: &[&str] = match is_rejected {
        true => &[
            said::LINE,
            said::RECORD,
            said::COLUMN,
            said::WHY,
            said::AS_IT_STANDS_IN_THE_FILE,
        ],
        false => &[said::LINE, said::RECORD, said::AS_IT_STANDS_IN_THE_FILE],
    };
    let next = Box::new(move || ask(state, source, part));
    view! {
        {plain_table(said::ROWS, captions, drawn)}
        {more(rows.len() as u64, total.into(), next)}
    }
    .into_any()
}

/// The button that shows more of a long list, where there is more.
pub fn more(n_shown: u64, total: u64, show: Box<dyn Fn()>) -> AnyView {
    if n_shown >= total {
        return ().into_any();
    }
    view! { <button class="button" on:click=handler(move |_| show())>{words::drawn_of(n_shown, total)}</button> }.into_any()
}

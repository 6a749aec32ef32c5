//! The rows that a number of a source's summary counts: line, record, and the text as it stands.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::button::{Look, button};
use super::issues::save_rejected;
use super::plain_table::{Cell, plain_table};
use super::state::{AppState, app};
use super::view::{fresh, handler};
use crate::engine::message::{Reply, Request, RowView};
use crate::report::words;

/// The rows that are looked at.
#[derive(Clone, Debug, Default)]
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
        button("Save rejected rows", Look::Plain, move || {
            save_rejected(state, source, name.clone())
        })
    });
    view! {
        <p>{words::meaning_of_part(part)}</p>
        {save}
        {fresh(move || match state.listed.get() {
            Listed::Waiting => view! { <p aria-busy="true">"Looking…"</p> }.into_any(),
            Listed::Failed(sentence) => view! { <p class="failure-text">{sentence}</p> }.into_any(),
            Listed::Ready(rows, total) => table(state, source, part, rows, total),
        })}
    }
}

// The next page behind what is there.
fn ask(state: AppState, source: u32, part: &'static str) {
    let mut known = match state.listed.get_untracked() {
        Listed::Ready(rows, _) => rows,
        _ => Vec::new(),
    };
    let request = Request::SourceRows {
        source,
        part: part.to_owned(),
        first: known.len() as u32,
    };
    spawn_local(async move {
        state.listed.set(match state.ask(request).await {
            Ok(Reply::SourceRows(page)) => {
                known.extend(page.rows);
                Listed::Ready(known, page.total)
            }
            Ok(_) => Listed::Failed("the answer was damaged".to_owned()),
            Err(sentence) => Listed::Failed(sentence),
        });
    });
}

fn table(
    state: AppState,
    source: u32,
    part: &'static str,
    rows: Vec<RowView>,
    total: u32,
) -> AnyView {
    let is_rejected = part == "rejected";
    let n_shown = rows.len() as u32;
    let rows = rows.into_iter().map(|row| {
        let mut cells = vec![Cell::Number(Some(row.line)), Cell::Number(row.record)];
        if is_rejected {
            cells.extend([Cell::Text(row.column), Cell::Text(row.reason)]);
        }
        cells.push(Cell::Raw(vec![words::raw(&row.text).to_owned()]));
        cells
    });
    let captions: &[&str] = match is_rejected {
        true => &[
            "Line",
            "Record",
            "Column",
            "Why",
            "As it stands in the file",
        ],
        false => &["Line", "Record", "As it stands in the file"],
    };
    let captions = captions.iter().map(|caption| caption.to_string());
    view! {
        {plain_table("Rows", captions, rows)}
        {more(n_shown.into(), total.into(), Box::new(move || ask(state, source, part)))}
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

//! One account: its head, its clocks, the chain of reasons, every field with its cell, what to do.

use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::details_state::Pane;
use super::marks::Marks;
use super::page::focus_grid;
use super::state::app;
use super::urgency_badge::UrgencyBadge;
use super::view::when;
use crate::engine::message::{AccountView, CellView, ChecklistStep, FieldView, StepView};
use crate::report::words;

/// The pane on the right, while it is open.
#[component]
pub fn DetailsPane() -> impl IntoView {
    let state = app();
    let is_open = Memo::new(move |_| state.details.is_open());
    let close = move || {
        state.details.close();
        focus_grid();
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            close();
        }
    };
    view! {
        {when(move || is_open.get(), move || view! { <aside class="details" aria-label="Account details" on:keydown=on_key>
                <button class="button details-close" data-look="quiet" aria-label="Close details" on:click=move |_| close()>"×"</button>
                {move || match state.details.pane() {
                    Pane::Closed => ().into_any(),
                    Pane::Waiting => view! { <p class="details-wait" aria-busy="true">"Looking it up…"</p> }.into_any(),
                    Pane::Failed(sentence) => view! { <p class="failure-text">{sentence}</p> }.into_any(),
                    Pane::Ready(account) => view! { <Account account/> }.into_any(),
                }}
            </aside> }.into_any())}
    }
}

#[component]
fn Account(account: Arc<AccountView>) -> impl IntoView {
    let urgency = words::urgency(&account.urgency)
        .map(|word| word.title)
        .unwrap_or_default();
    let has_clocks = !account.clocks.is_empty();
    let clocks = account
        .clocks
        .iter()
        .map(|(name, text)| view! { <dt>{name.clone()}</dt><dd>{text.clone()}</dd> })
        .collect_view();
    view! {
        <header class="details-head">
            <h2>{account.name.clone()}</h2>
            <p class="fine">{account.key.clone()}" · "{words::stage(&account.stage)}</p>
            <p class="details-headline" data-urgency=account.urgency.clone()>
                <UrgencyBadge name=account.urgency.clone() text=urgency.to_owned()/>
                <strong>{account.headline.clone()}</strong>
            </p>
            <p><Marks marks=account.marks.clone()/></p>
        </header>
        {has_clocks.then(|| view! { <section aria-label="Clocks"><dl class="clock-list">{clocks}</dl></section> })}
        <Checklist steps=account.checklist.clone()/>
        <Reasons steps=account.explanation.clone()/>
        <Fields fields=account.fields.clone()/>
    }
}

#[component]
fn Checklist(steps: Vec<ChecklistStep>) -> impl IntoView {
    (!steps.is_empty()).then(|| {
        let items = steps.into_iter().map(|step| view! {
            <li>{step.text}<span class="fine">{words::owner_and_wait(&step.owner, step.wait_minutes)}</span></li>
        });
        view! { <section><h3>"What to do"</h3><ol class="checklist">{items.collect_view()}</ol></section> }
    })
}

#[component]
fn Reasons(steps: Vec<StepView>) -> impl IntoView {
    (!steps.is_empty()).then(|| {
        let items = steps.into_iter().map(|step| {
            let cells = step.cells.into_iter().map(|cell| view! { <li>{cited(&cell)}</li> });
            view! {
                <li>
                    <p>{step.statement}{(!step.rule.is_empty()).then(|| view! { <span class="rule">{step.rule}</span> })}</p>
                    <ul class="cell-list">{cells.collect_view()}</ul>
                </li>
            }
        });
        view! { <section><h3>"Why"</h3><ol class="reasons">{items.collect_view()}</ol></section> }
    })
}

fn cited(cell: &CellView) -> impl IntoView + use<> {
    view! {
        <span class="cell-place">{words::cell_place(&cell.name, cell.line, &cell.column)}</span>
        <code class="raw">{words::raw(&cell.raw).to_owned()}</code>
    }
}

#[component]
fn Fields(fields: Vec<FieldView>) -> impl IntoView {
    let rows = fields.into_iter().map(|field| view! {
        <tr>
            <th scope="row">{field.field}</th>
            <td class="field-value">{words::raw(&field.value).to_owned()}</td>
            <td class="cell-place">{words::cell_place(&field.cell.name, field.cell.line, &field.cell.column)}</td>
        </tr>
    });
    view! {
        <section>
            <h3>"Every field, with its cell"</h3>
            <table class="plain-table field-table">
                <thead><tr><th scope="col">"Field"</th><th scope="col">"Value"</th><th scope="col">"Where it stands"</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </section>
    }
}

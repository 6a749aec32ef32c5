//! From a sentence to the cells it rests on, and back: the cell is marked in the row of its file.

use leptos::prelude::*;

use super::policy_desk;
use super::state::{AppState, app};
use super::view::{each, handler, maybe, when};
use crate::browser::{dom, timer};
use crate::engine::message::{AccountView, CellView, FieldView, StepView};
use crate::report::words::screen::cited_cell as said;
use crate::report::{policy_words, words};

/// A sentence; a click on it, or on one of its cells, shows the cell in its row.
pub fn reason(account: &AccountView, step: &StepView, place: usize) -> AnyView {
    let state = app();
    let fields = &account.fields;
    let first = step.cells.iter().find(|cell| stands(fields, cell)).cloned();
    let statement = match first {
        Some(cell) => {
            let show = move |_| show(state, &cell, place);
            view! { <button class="sentence" title=said::SHOW_THE_CELL_IN_ITS_ROW on:click=handler(show)>{step.statement.clone()}</button> }
            .into_any()
        }
        None => step.statement.clone().into_any(),
    };
    view! {
        <li data-reason=place.to_string()>
            <p>{statement}<span class="rule">{step.rule.clone()}</span>{each(&step.policy, policy_line)}</p>
            <ul class="cell-list">{each(&step.cells, |cell| cited(state, fields, cell, place))}</ul>
        </li>
    }
    .into_any()
}

/// A policy line that a sentence rests on; a click opens the policy there.
pub fn policy_line((key, value): &(String, String)) -> AnyView {
    let state = app();
    let text = policy_words::policy_line(key, value);
    let key = key.clone();
    let press = move |_| policy_desk::open(state, &key);
    view! { <button class="link-button policy-cite" on:click=handler(press)>{text}</button> }
        .into_any()
}

/// A cell with the place where it stands.
pub fn cell_line(cell: &CellView) -> AnyView {
    view! {
        <li>
            <span class="cell-place">{words::cell_place(&cell.name, cell.line, &cell.column)}</span>
            <code class="raw">{words::raw(&cell.raw).to_owned()}</code>
        </li>
    }
    .into_any()
}

fn stands(fields: &[FieldView], cell: &CellView) -> bool {
    fields.iter().any(|field| field.cell == *cell)
}

fn cited(state: AppState, fields: &[FieldView], cell: &CellView, place: usize) -> AnyView {
    let text = words::cell_place(&cell.name, cell.line, &cell.column);
    let named = match stands(fields, cell) {
        true => {
            let cell = cell.clone();
            let show = move |_| show(state, &cell, place);
            view! { <button class="cell-place cell-link" title=said::SHOW_THE_CELL_IN_ITS_ROW on:click=handler(show)>{text}</button> }
            .into_any()
        }
        false => view! { <span class="cell-place">{text}</span> }.into_any(),
    };
    view! {
        <li>
            {named}
            <code class="raw">{words::raw(&cell.raw).to_owned()}</code>
        </li>
    }
    .into_any()
}

fn show(state: AppState, cell: &CellView, place: usize) {
    state.todo.cell.set(Some((place, cell.clone())));
    timer::next_frame(|| dom::focus_in_sight(".field-table [data-cited='true']"));
}

/// The fields of all rows of the account, with the cell that was followed to marked.
pub fn fields(fields: &[FieldView]) -> AnyView {
    let state = app();
    state.todo.cell.set(None);
    let bodies = each(words::by_source(fields), |(heading, fields)| {
        let heading = heading.map(|(name, source)| {
            view! { <tr><th scope="rowgroup" colspan="3" class="field-source"><strong>{name}</strong>" "{source}</th></tr> }
        });
        let rows = each(fields, |field| row(state, field));
        view! { <tbody>{heading}{rows}</tbody> }.into_any()
    });
    view! {
        <table class="plain-table field-table">
            <thead><tr><th scope="col">{said::FIELD}</th><th scope="col">{said::VALUE}</th><th scope="col">{said::WHERE_IT_STANDS}</th></tr></thead>
            {bodies}
        </table>
    }
    .into_any()
}

fn row(state: AppState, field: &FieldView) -> AnyView {
    let cell = field.cell.clone();
    let note = (!field.note.is_empty()).then(|| field.note.clone());
    let is_cited = Memo::new(move |_| {
        let cited = state.todo.cell.get();
        cited.is_some_and(|(_, cited)| cited == cell)
    });
    let back = move || {
        let press = move |_| {
            let place = state.todo.cell.get_untracked().map(|(place, _)| place);
            state.todo.cell.set(None);
            if let Some(place) = place {
                dom::focus_in_sight(&format!(".reasons [data-reason='{place}'] button"));
            }
        };
        view! { <button class="button" data-look="quiet" on:click=handler(press)>{said::BACK_TO_THE_SENTENCE}</button> }.into_any()
    };
    view! {
        <tr data-cited=move || is_cited.get().to_string() tabindex="-1">
            <th scope="row">{field.field.clone()}</th>
            <td class="field-value">{words::raw(&field.value).to_owned()}{maybe(note, |note| view! { <span class="mark">{note}</span> }.into_any())}</td>
            <td class="cell-place">
                {words::cell_place(&field.cell.name, field.cell.line, &field.cell.column)}
                {when(move || is_cited.get(), back)}
            </td>
        </tr>
    }
    .into_any()
}

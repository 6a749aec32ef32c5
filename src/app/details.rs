//! One account: its head, its clocks, what to do, the chain of reasons, every field with its cell.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::button::sign;
use super::details_state::Pane;
use super::match_panel::decide;
use super::page::focus_grid;
use super::policy_desk;
use super::slot::{Kept, follow};
use super::state::app;
use super::timeline::timeline;
use super::urgency_badge::urgency_badge;
use super::view::{each, fresh, handler, when};
use super::what_if::what_if;
use crate::engine::message::{
    AccountView, CellView, EligibilityView, FieldView, OfferView, StepView,
};
use crate::report::{policy_words, words};

/// The pane on the right, while it is open.
#[component]
pub fn DetailsPane() -> impl IntoView {
    let state = app();
    let close = move || {
        state.details.close();
        focus_grid();
    };
    // The dates in an open pane are those of its list: under the same policy, on the same day.
    let before = Kept::new(None);
    follow(move || {
        state.rows.outcome().track();
        let chosen = state
            .query
            .with_untracked(|query| (query.policy.clone(), query.today));
        let now = (state.data.get_untracked(), chosen);
        let is_other = before.with(|before| {
            before
                .as_ref()
                .is_some_and(|(data, chosen)| *data == now.0 && *chosen != now.1)
        });
        before.set(Some(now));
        if is_other {
            state.details.again(state);
        }
    });
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            close();
        }
    };
    when(
        move || state.details.is_open(),
        move || {
            view! {
            <aside class="details" aria-label="Account details" on:keydown=handler(on_key)>
                <div class="details-close">{sign("×", "Close details", close)}</div>
                {fresh(move || match state.details.pane() {
                    Pane::Closed => ().into_any(),
                    Pane::Waiting => view! { <p aria-busy="true">"Looking it up…"</p> }.into_any(),
                    Pane::Failed(sentence) => view! { <p class="failure-text">{sentence}</p> }.into_any(),
                    Pane::Ready(account) => shown(&account),
                })}
            </aside>
        }
        .into_any()
        },
    )
}

fn shown(account: &AccountView) -> AnyView {
    let marks = each(&account.marks, |mark| {
        view! { <span class="mark">{mark.clone()}</span> }.into_any()
    });
    let clocks = each(&account.clocks, |(name, text)| {
        view! { <dt>{name.clone()}</dt><dd>{text.clone()}</dd> }.into_any()
    });
    let checklist = each(&account.checklist, |step| {
        let who = words::owner_and_wait(&step.owner, step.wait_minutes);
        view! { <li>{step.text.clone()}<span class="fine">{who}</span></li> }.into_any()
    });
    view! {
        <header class="details-head">
            <h2>{account.name.clone()}</h2>
            <p class="fine">{words::key_and_stage(&account.key, &account.stage)}</p>
            <p class="details-headline">{urgency_badge(&account.urgency)}<strong>{account.headline.clone()}</strong></p>
            <p>{marks}</p>
        </header>
        <dl class="clock-list">{clocks}</dl>
        {timeline(&account.timeline)}
        {section("Is it the same account?", account.offers.is_empty(), view! { <ul class="offers">{each(&account.offers, offer)}</ul> }.into_any())}
        {section("What to do", account.checklist.is_empty(), view! { <ol class="checklist">{checklist}</ol> }.into_any())}
        {section("Eligible for a mailbox?", account.eligibility.is_empty(), view! { <ol class="criteria">{each(&account.eligibility, criterion)}</ol> }.into_any())}
        {what_if(&account.key)}
        {section("Why", account.explanation.is_empty(), view! { <ol class="reasons">{each(&account.explanation, reason)}</ol> }.into_any())}
        {section("Every field, with its cell", false, fields(&account.fields))}
    }
    .into_any()
}

fn section(title: &'static str, is_empty: bool, content: AnyView) -> AnyView {
    if is_empty {
        return ().into_any();
    }
    view! { <section><h3>{title}</h3>{content}</section> }.into_any()
}

fn offer(offer: &OfferView) -> AnyView {
    let state = app();
    let (row, partner, accepted) = (offer.row, offer.partner, offer.accepted);
    let press = move |_| decide(state, row, Some(partner), !accepted);
    let (caption, look) = match accepted {
        true => ("Undo", "plain"),
        false => ("Accept", "primary"),
    };
    let name = words::offer_button_name(caption, &offer.text);
    view! {
        <li>
            <span>{offer.text.clone()}</span>
            <button class="button" data-look=look aria-label=name on:click=handler(press)>{caption}</button>
        </li>
    }
    .into_any()
}

/// A sentence with what it rests on.
pub(super) fn reason(step: &StepView) -> AnyView {
    view! {
        <li>
            <p>{step.statement.clone()}<span class="rule">{step.rule.clone()}</span>{each(&step.policy, policy_line)}</p>
            <ul class="cell-list">{each(&step.cells, cited)}</ul>
        </li>
    }
    .into_any()
}

/// A part of what a mailbox needs (P6).
fn criterion(part: &EligibilityView) -> AnyView {
    view! {
        <li data-state=part.state.clone()>
            <p><strong>{part.title.clone()}</strong><span class="mark">{words::met(&part.state)}</span></p>
            <p>{part.reason.clone()}</p>
            <ul class="cell-list">{each(&part.cells, cited)}</ul>
        </li>
    }
    .into_any()
}

/// A policy line that a sentence rests on; a click opens the policy there.
fn policy_line((key, value): &(String, String)) -> AnyView {
    let state = app();
    let text = policy_words::policy_line(key, value);
    let key = key.clone();
    let press = move |_| policy_desk::open(state, &key);
    view! { <button class="link-button policy-cite" on:click=handler(press)>{text}</button> }
        .into_any()
}

fn cited(cell: &CellView) -> AnyView {
    view! {
        <li>
            <span class="cell-place">{words::cell_place(&cell.name, cell.line, &cell.column)}</span>
            <code class="raw">{words::raw(&cell.raw).to_owned()}</code>
        </li>
    }
    .into_any()
}

fn fields(fields: &[FieldView]) -> AnyView {
    let rows = each(fields, |field| {
        view! {
            <tr>
                <th scope="row">{field.field.clone()}</th>
                <td class="field-value">{words::raw(&field.value).to_owned()}</td>
                <td class="cell-place">{words::cell_place(&field.cell.name, field.cell.line, &field.cell.column)}</td>
            </tr>
        }
        .into_any()
    });
    view! {
        <table class="plain-table field-table">
            <thead><tr><th scope="col">"Field"</th><th scope="col">"Value"</th><th scope="col">"Where it stands"</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

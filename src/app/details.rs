//! One account: its head, its clocks, what to do, the chain of reasons, every field with its cell.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::button::sign;
use super::cited_cell::{cell_line, fields, reason};
use super::date_order::date_orders;
use super::details_state::Pane;
use super::match_panel::decide;
use super::page::focus_grid;
use super::slot::{Kept, follow};
use super::state::app;
use super::timeline::timeline;
use super::todo::todo;
use super::urgency_badge::urgency_badge;
use super::view::{each, fresh, handler, when};
use super::what_if::what_if;
use crate::engine::message::{AccountView, EligibilityView, OfferView};
use crate::report::words;
use crate::report::words::screen::details as said;

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
            <aside class="details" aria-label=said::ACCOUNT_DETAILS on:keydown=handler(on_key)>
                <div class="details-close">{sign("×", said::CLOSE_DETAILS, close)}</div>
                {fresh(move || match state.details.pane() {
                    Pane::Closed => ().into_any(),
                    Pane::Waiting => view! { <p aria-busy="true">{said::LOOKING_IT_UP}</p> }.into_any(),
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
    let reasons = account.explanation.iter().zip(0..);
    let reasons = each(reasons, |(step, place)| reason(account, step, place));
    view! {
        <header class="details-head">
            <h2>{account.name.clone()}</h2>
            <p class="fine">{words::key_and_stage(&account.key, &account.stage)}</p>
            <p class="details-headline">{urgency_badge(&account.urgency)}<strong>{account.headline.clone()}</strong></p>
            <p>{marks}</p>
        </header>
        <dl class="clock-list">{clocks}</dl>
        {date_orders(&account.orders)}
        {timeline(&account.timeline)}
        {section(said::IS_IT_THE_SAME_ACCOUNT, account.offers.is_empty(), view! { <ul class="offers">{each(&account.offers, offer)}</ul> }.into_any())}
        {todo(account)}
        {section(said::ELIGIBLE_FOR_A_MAILBOX, account.eligibility.is_empty(), view! { <ol class="criteria">{each(&account.eligibility, criterion)}</ol> }.into_any())}
        {what_if(&account.key)}
        {section(said::WHY, account.explanation.is_empty(), view! { <ol class="reasons">{reasons}</ol> }.into_any())}
        {section(said::EVERY_FIELD_WITH_ITS_CELL, false, fields(&account.fields))}
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
        true => (said::UNDO, "plain"),
        false => (said::ACCEPT, "primary"),
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

/// A part of what a mailbox needs (P6).
fn criterion(part: &EligibilityView) -> AnyView {
    view! {
        <li data-state=part.state.clone()>
            <p><strong>{part.title.clone()}</strong><span class="mark">{words::met(&part.state)}</span></p>
            <p>{part.reason.clone()}</p>
            <ul class="cell-list">{each(&part.cells, cell_line)}</ul>
        </li>
    }
    .into_any()
}

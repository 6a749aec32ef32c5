//! The other order of day and month, offered where it explains a contradiction (domain 2.8).

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::notice_state::Weight;
use super::state::{AppState, app};
use super::view::{each, handler};
use crate::engine::inquiry::Edit;
use crate::engine::message::{OrderView, Request, SourceView};
use crate::engine::wire::inquiries;
use crate::report::words;
use crate::report::words::screen::date_order as said;

/// What can be done about the order of a source's dates, each with its button.
pub fn date_orders(orders: &[OrderView]) -> AnyView {
    if orders.is_empty() {
        return ().into_any();
    }
    let state = app();
    let offers = each(orders, |order| {
        let edit = Edit::Dates {
            source: order.source,
            order: order.order.clone(),
        };
        let press = move |_| take(state, edit.clone());
        view! {
            <li>
                <span>{order.text.clone()}</span>
                <button class="button" on:click=handler(press)>{order.caption.clone()}</button>
            </li>
        }
        .into_any()
    });
    view! { <ul class="offers" aria-label=said::ORDER_OF_DAY_AND_MONTH>{offers}</ul> }.into_any()
}

/// What an older enrollment report is, and what can be done about it.
pub fn older_file(source: &SourceView) -> AnyView {
    let state = app();
    let edit = Edit::Count {
        source: source.id,
        counts: !source.counts,
    };
    let press = move |_| take(state, edit.clone());
    view! {
        <p class="warning-text">{source.older.clone()}</p>
        <p><button class="button" on:click=handler(press)>{words::count_older(source.counts)}</button></p>
    }
    .into_any()
}

// The note that comes back says what was changed; the pane and the window follow.
fn take(state: AppState, edit: Edit) {
    state.over.set(None);
    spawn_local(async move {
        let request = Request::Decide(inquiries::edited(&edit));
        match state.change(request, Vec::new()).await {
            Ok(_) => state.details.again(state),
            Err(sentence) => state.notices.show(Weight::Failure, sentence),
        }
    });
}

//! The customers of a partner: listed, chosen, fetched one after another (D2 to D5).

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::desk::Desk;
use super::drive::{self, PARTNERS};
use crate::app::button::{Look, button};
use crate::app::view::{handler, list, when};
use crate::live::run::{ListingView, State};
use crate::report::words;

/// The list of customers and what to do with it.
#[component]
pub fn Customers() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let has_some = move || desk.customers.with(|customers| !customers.is_empty());
    let rows = move || {
        let customers = desk.customers.get();
        let rows = customers.into_iter().enumerate();
        rows.map(|(place, (customer, is_chosen))| {
            let toggle = move |_| {
                desk.customers.update(|customers| {
                    if let Some((_, is_chosen)) = customers.get_mut(place) {
                        *is_chosen = !*is_chosen;
                    }
                });
            };
            view! {
                <li><label class="choice"><input type="checkbox" prop:checked=is_chosen on:change=handler(toggle)/>
                    <b>{customer.name.clone()}</b>" "<span class="fine">{customer.domain.clone()}</span></label></li>
            }
            .into_any()
        })
        .collect()
    };
    view! {
        <details class="live-fold">
            <summary>{words::CUSTOMERS}</summary>
            <p class="fine">{words::CUSTOMERS_LEAD}</p>
            <ul class="live-customers">{list(rows)}</ul>
            {when(move || has_none(desk), || view! { <p role="status">{words::NO_CUSTOMERS}</p> }.into_any())}
            <div class="button-row">
                {button(words::LIST_CUSTOMERS, Look::Plain, move || spawn_local(drive::list_customers(desk)))}
                {when(has_some, move || button(words::FETCH_CUSTOMERS, Look::Primary, move || drive::fetch_customers(desk)))}
            </div>
        </details>
    }
}

/// Whether Graph was asked for customers, and has none.
fn has_none(desk: Desk) -> bool {
    desk.shown.with(|tenants| {
        let listings = || tenants.iter().flat_map(|tenant| &tenant.listings);
        let is_whole = |one: &ListingView| PARTNERS.contains(&one.id) && one.state == State::Loaded;
        listings().count() > 0 && listings().all(is_whole)
    }) && desk.customers.with(Vec::is_empty)
}

//! The customers of a partner: listed, chosen, fetched one after another (D2 to D5).

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::as_person;
use super::desk::Desk;
use super::doubt::unless_mixed;
use super::runs::{self, Tenant};
use crate::app::button::{Look, button};
use crate::app::view::{handler, list, when};
use crate::live::catalog::listing;
use crate::live::customers::{self, Customer};
use crate::live::run::{ListingView, State};
use crate::report::words;

/// The listings that name a partner's customers.
pub(super) const PARTNERS: [&str; 2] = ["customers", "contracts"];

/// The listing that names a tenant and its domains.
pub(super) const ORGANIZATION: &str = "organization";

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
                {when(move || !runs::is_running(desk), move || button(words::LIST_CUSTOMERS, Look::Plain, move || spawn_local(list_customers(desk))))}
                {when(move || has_some() && !runs::is_running(desk), move || button(words::FETCH_CUSTOMERS, Look::Primary, move || unless_mixed(desk, fetch_customers)))}
            </div>
        </details>
    }
}

/// Whether Graph was asked for customers, and has none.
fn has_none(desk: Desk) -> bool {
    desk.shown.with(|tenants| {
        let listings = tenants.iter().flat_map(|tenant| &tenant.listings);
        let of_partner: Vec<&ListingView> =
            listings.filter(|one| PARTNERS.contains(&one.id)).collect();
        let are_whole = of_partner.iter().all(|one| one.state == State::Loaded);
        are_whole && !of_partner.is_empty()
    }) && desk.customers.with(Vec::is_empty)
}

/// Lists the customers of the partner tenant: those of delegated admin relationships and those of contracts.
async fn list_customers(desk: Desk) {
    desk.is_used.set(true);
    let scopes: Vec<&str> = PARTNERS
        .iter()
        .filter_map(|id| listing(id))
        .flat_map(|one| one.scopes)
        .copied()
        .collect();
    // Where it is refused the run says which of the two may be read all the same.
    let _ = as_person::token(desk, &scopes, "").await;
    desk.customers.update(Vec::clear);
    runs::begin(desk, &PARTNERS, vec![runs::own(desk)], true);
}

/// Notes the customers of an answer; each is chosen at first.
pub(super) fn note_customers(desk: Desk, body: &[u8]) {
    desk.customers.update(|known| {
        let mut found: Vec<Customer> = known.iter().map(|(one, _)| one.clone()).collect();
        // What is wrong with it the worker says, which reads it as well.
        let _ = customers::add(&mut found, body);
        let chosen = |place: usize| known.get(place).is_none_or(|(_, is_chosen)| *is_chosen);
        let all = found.into_iter().enumerate();
        *known = all.map(|(place, one)| (one, chosen(place))).collect();
    });
}

/// Fetches what is chosen from each chosen customer, one after another.
fn fetch_customers(desk: Desk) {
    let tenants = desk.customers.with_untracked(|customers| {
        let chosen = customers.iter().filter(|(_, is_chosen)| *is_chosen);
        let tenants = chosen.map(|(customer, _)| Tenant {
            id: customer.tenant_id.clone(),
            name: customer.name.clone(),
        });
        tenants.collect::<Vec<Tenant>>()
    });
    desk.is_used.set(false);
    let mut listings = desk.chosen.get_untracked();
    if !listings.iter().any(|id| id == ORGANIZATION) {
        // Its domains say whose account it is.
        listings.push(ORGANIZATION.to_owned());
    }
    runs::begin(desk, &listings, tenants, false);
}

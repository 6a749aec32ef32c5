//! What can be fetched, with what each source needs, told before anybody consents; and how far each one is.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::customers;
use super::desk::{Desk, TenantView};
use super::runs;
use crate::app::button::{Look, button};
use crate::app::view::{each, fresh, handler, list, maybe, when};
use crate::browser::{dom, location};
use crate::live::catalog::{LISTINGS, Listing, Options};
use crate::live::config::admin_consent_link_of;
use crate::live::run::{ListingView, Mend, State};
use crate::report::words;

/// The sources to choose from.
#[component]
pub fn Listings() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let offered = LISTINGS
        .iter()
        .filter(|one| !customers::PARTNERS.contains(&one.id));
    let has_days = |id: &String| {
        LISTINGS
            .iter()
            .any(|one| one.id == *id && !one.day_property.is_empty())
    };
    let has_signins = move || desk.chosen.with(|chosen| chosen.iter().any(has_days));
    // Once something is fetched it is the states that are looked at; on a phone the choice that most people leave as
    // it is stands a whole screen high.
    let is_narrow = dom::is_narrow();
    let is_open = move || desk.shown.with(Vec::is_empty) && !is_narrow;
    let n_offered = offered.clone().count();
    let n_chosen = move || desk.chosen.with(Vec::len);
    view! {
        <details class="live-fold" prop:open=is_open>
            <summary>{words::SOURCES_LEGEND}" "<span class="fine">{move || words::chosen_of(n_chosen(), n_offered)}</span></summary>
            <ul class="live-listings">{each(offered, |one| choice(desk, one))}</ul>
            {when(has_signins, move || limits(desk))}
        </details>
    }
}

fn choice(desk: Desk, one: &'static Listing) -> AnyView {
    let is_chosen = move || {
        desk.chosen
            .with(|chosen| chosen.iter().any(|id| id == one.id))
    };
    let toggle = move |_| {
        desk.chosen
            .update(|chosen| match chosen.iter().position(|id| id == one.id) {
                Some(at) => drop(chosen.remove(at)),
                None => chosen.push(one.id.to_owned()),
            });
    };
    let needs = [
        (
            words::PERMISSION,
            one.scope_names(&Options::default()).join(", "),
        ),
        (words::ROLE, one.role.to_owned()),
        (words::LICENSE, one.license.to_owned()),
        (words::FRESHNESS, one.freshness.to_owned()),
    ];
    let needs = needs.into_iter().filter(|(_, text)| !text.is_empty());
    let activity = maybe(one.has_activity.then_some(()), move |()| {
        let toggle = move |_| {
            desk.limits
                .update(|limits| limits.activity = !limits.activity)
        };
        let is_asked = move || desk.limits.with(|limits| limits.activity);
        view! { <label class="choice live-what"><input type="checkbox" prop:checked=is_asked on:change=handler(toggle)/>{words::WITH_ACTIVITY}</label> }.into_any()
    });
    view! {
        <li class="live-listing">
            <label class="choice"><input type="checkbox" prop:checked=is_chosen on:change=handler(toggle)/><b>{one.title}</b></label>
            <p class="live-what">{one.what}</p>
            {activity}
            <details class="live-needs">
                <summary>{words::NEEDS}</summary>
                <dl class="fact-list">{each(needs, |(name, text)| view! { <dt>{name}</dt><dd>{text}</dd> }.into_any())}</dl>
            </details>
        </li>
    }
    .into_any()
}

fn limits(desk: Desk) -> AnyView {
    let days = move |event| {
        if let Some(days) = dom::number_of(&event, 1, 30) {
            desk.limits.update(|limits| limits.days = days);
        }
    };
    let rows = move |event| {
        if let Some(rows) = dom::number_of(&event, 1_000, 5_000_000) {
            desk.limits.update(|limits| limits.cap = rows.into());
        }
    };
    let limits = desk.limits.get_untracked();
    view! {
        <div class="live-limits">
            <label class="field">{words::DAYS}<input type="number" min="1" max="30" value=limits.days.to_string() on:change=handler(days)/></label>
            <label class="field">{words::MOST_ROWS}<input type="number" min="1000" max="5000000" step="1000" value=limits.cap.to_string() on:change=handler(rows)/></label>
        </div>
    }
    .into_any()
}

/// How far each source of each tenant is. A line is made anew when something of itself changes and not before: a
/// button stays under the pointer and keeps the focus while other sources go on.
#[component]
pub fn Progress() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let tenants = Memo::new(move |_| {
        desk.shown.with(|tenants| {
            let ids = |tenant: &TenantView| tenant.listings.iter().map(|one| one.id).collect();
            let all = tenants.iter();
            all.map(|tenant| {
                let of = (tenant.id.clone(), tenant.name.clone());
                (tenant.number, of, ids(tenant))
            })
            .collect::<Vec<(u32, (String, String), Vec<&'static str>)>>()
        })
    });
    let drawn = move || {
        let tenants = tenants.get().into_iter();
        tenants
            .map(|(number, (id, name), listings)| of_tenant(desk, number, &id, &name, listings))
            .collect()
    };
    let has_some = move || tenants.with(|tenants| !tenants.is_empty());
    when(has_some, move || {
        view! { <div class="live-progress">{list(drawn)}</div> }.into_any()
    })
}

fn of_tenant(
    desk: Desk,
    number: u32,
    id: &str,
    name: &str,
    listings: Vec<&'static str>,
) -> AnyView {
    // The tenant of the account has none: of a customer it has to be seen whose data these are, also of one alone.
    let customer = (!name.is_empty()).then(|| (id.to_owned(), name.to_owned()));
    let head = maybe(customer, |(id, name)| of_customer(desk, number, id, name));
    let rows = each(listings, |id| {
        let listing = Memo::new(move |_| {
            desk.shown.with(|tenants| {
                let of = tenants.iter().find(|of| of.number == number)?;
                let mut all = of.listings.iter();
                all.find(|one| one.id == id).cloned()
            })
        });
        fresh(move || maybe(listing.get(), |listing| line(desk, number, listing)))
    });
    view! { <div class="live-tenant">{head}<ul class="live-states" aria-label=words::MICROSOFT_365>{rows}</ul></div> }.into_any()
}

/// The name of a customer, and the way to a consent where something of it is not there.
fn of_customer(desk: Desk, number: u32, id: String, name: String) -> AnyView {
    let own = desk.account.get_untracked().unwrap_or_default().tenant;
    let is_customer = id != own;
    let is_refused = move || {
        is_customer
            && desk.shown.with(|tenants| {
                let of = tenants.iter().find(|of| of.number == number);
                let of = of.map(|tenant| &tenant.listings);
                let mut listings = of.into_iter().flatten();
                listings.any(|one| one.needs_sign_in)
            })
    };
    let link = move || {
        maybe(desk.config.get_untracked(), |config| {
            let redirect = location::beside("redirect.html");
            let link = admin_consent_link_of(&config, &id, &desk.scope_names(), &redirect);
            view! { <p class="fine"><a href=link target="_blank" rel="noreferrer">{words::CUSTOMER_CONSENT}</a></p> }
                .into_any()
        })
    };
    view! { <h3>{name}</h3>{when(is_refused, link)} }.into_any()
}

fn line(desk: Desk, number: u32, listing: ListingView) -> AnyView {
    let id = listing.id;
    let is_known = listing.rows > 0 || listing.count.is_some() || listing.state == State::Loaded;
    let amount = maybe(is_known.then_some(()), |()| {
        view! { <span class="count">{words::rows_of(listing.rows, listing.count)}</span> }
            .into_any()
    });
    let until = listing.until_ms;
    let wait = move || {
        let left = until.map(|until| (until - desk.now.get()).max(0) as u64);
        let seconds = left
            .map(|left| left.div_ceil(1_000))
            .filter(|seconds| *seconds > 1);
        seconds.map(words::waits).unwrap_or_default()
    };
    let resume = move || spawn_local(runs::resume(desk, number, id));
    let way_on = match listing.mend {
        _ if runs::is_strange(desk, number) => None,
        Mend::Nothing => None,
        Mend::Resume if listing.rows == 0 => Some(words::TRY_AGAIN),
        Mend::Resume => Some(words::RESUME),
        Mend::SignIn => Some(words::SIGN_IN_AGAIN),
        Mend::Consent => Some(words::ASK_PERMISSION),
    };
    view! {
        <li class="live-state" data-state=listing.state.id() data-listing=id>
            <span class="live-state-name"><b>{listing.title}</b>" "<span class="live-state-word">{words::state_of(listing.state.id())}</span>" "{amount}</span>
            <span class="live-state-text">{listing.sentence.clone()}" "{wait}</span>
            {maybe(way_on, move |caption| button(caption, Look::Plain, resume))}
        </li>
    }
    .into_any()
}

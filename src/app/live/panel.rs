//! The panel: settings, who is signed in, what is fetched; folded to a line once something is loaded.

use leptos::prelude::*;

use super::account::{SignedIn, consent_link};
use super::customers::Customers;
use super::desk::{Desk, Stage, desk};
use super::doubt;
use super::listings::{Listings, Progress};
use super::own_mailbox::Reminders;
use super::set_up::SetUp;
use super::shared_file::SharedFile;
use crate::app::address;
use crate::app::state::app;
use crate::app::view::{each, fresh, when};
use crate::live::run::{ListingView, State};
use crate::report::words::{self, Far};

/// The panel of live mode: a line, and what is behind it.
#[component]
pub fn LivePanel() -> impl IntoView {
    let desk = desk(app());
    provide_context(desk);
    let content = move || match desk.stage.get() {
        Stage::Reading => view! { <p class="fine">{words::READING_CONFIG}</p> }.into_any(),
        Stage::Unset => view! { <SetUp/> }.into_any(),
        Stage::Set => view! { <Connected/> }.into_any(),
    };
    // A list has the page for itself, until something has to be looked at.
    let has_sources = move || desk.state.sources.with(|sources| !sources.is_empty());
    let is_open = Memo::new(move |_| !has_sources() || desk.wants_a_look());
    view! {
        <section class="live" id="live" aria-label=words::MICROSOFT_365 data-beside=move || has_sources().to_string()>
            <div class="live-head">
                <h2>{words::MICROSOFT_365}</h2>
                {when(move || desk.stage.get() == Stage::Set, || view! { <SignedIn/> }.into_any())}
            </div>
            {fresh(move || troubles(desk))}
            {fresh(move || doubt::question(desk))}
            <p class="visually-hidden" role="status">{move || said(desk)}</p>
            <details class="live-fold" prop:open=is_open>
                <summary>{move || summary(desk)}</summary>
                <div class="live-body">
                    {when(move || !has_sources(), || view! { <p class="fine">{words::LIVE_LEAD}</p> }.into_any())}
                    {fresh(content)}
                </div>
            </details>
        </section>
    }
}

/// How far the sources are, once one is asked for, for whoever does not see it.
fn said(desk: Desk) -> String {
    match desk.shown.with(Vec::is_empty) {
        true => String::new(),
        false => summary(desk),
    }
}

/// How far the sources are; before any is asked for, what is behind the line.
fn summary(desk: Desk) -> String {
    desk.shown.with(|tenants| {
        if tenants.is_empty() {
            return words::DETAILS.to_owned();
        }
        let mut far = Far::default();
        for listing in tenants.iter().flat_map(|tenant| &tenant.listings) {
            *place_in(&mut far, listing) += 1;
        }
        words::progress_line(far)
    })
}

fn place_in<'a>(far: &'a mut Far, listing: &ListingView) -> &'a mut u64 {
    match listing.state {
        State::Loaded => &mut far.loaded,
        State::Paused if listing.needs_sign_in => &mut far.waiting,
        State::Waiting | State::Loading | State::Paused => &mut far.loading,
        State::Partial => &mut far.partial,
        State::Unavailable => &mut far.unavailable,
    }
}

fn troubles(desk: Desk) -> AnyView {
    let troubles = desk.troubles.get();
    if troubles.is_empty() {
        return ().into_any();
    }
    let lines = each(troubles, |trouble| view! { <p>{trouble}</p> }.into_any());
    view! { <div class="live-trouble" role="alert">{lines}</div> }.into_any()
}

/// What there is once the settings are there.
#[component]
fn Connected() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let is_signed_in = move || desk.account.with(Option::is_some);
    // Whoever opens a link that names a file came for it: reading it signs in.
    let has_file = !address::shared_file().is_empty();
    view! {
        {when(move || has_file && desk.is_ready.get(), || view! { <SharedFile/> }.into_any())}
        <Progress/>
        <Listings/>
        {when(is_signed_in, move || {
            view! {
                {fresh(move || consent_link(desk))}
                <Customers/>
                {(!has_file).then(|| view! { <SharedFile/> })}
                <Reminders/>
            }
            .into_any()
        })}
    }
}

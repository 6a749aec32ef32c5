//! What this page sends: nothing, and how to see that.

use leptos::prelude::*;

use super::button::{Look, button};
use super::decision_files::{is_kept, keep};
use super::notice_state::Weight;
use super::remembered;
use super::state::{AppState, Over, app};
use super::view::{each, fresh, handler, maybe};
use crate::browser::requests::SeenRequest;
use crate::browser::sign_in;
use crate::report::words;

/// The line in the header.
#[component]
pub fn PrivacyLine() -> impl IntoView {
    let state = app();
    let to_others = move || state.requests.with(|seen| count_to_others(seen));
    view! {
        <button class="privacy-line" data-trouble=move || (to_others() > 0).to_string()
            title="What happens to your data" on:click=handler(move |_| state.over.set(Some(Over::Privacy)))>
            {move || state.promise.get()(to_others())}
        </button>
    }
}

/// What the line can promise and what it cannot.
#[component]
pub fn Privacy() -> impl IntoView {
    let state = app();
    view! {
        <p>"Your files are read inside this page, in this tab. Nothing of them is sent, and none of their rows is kept when the tab closes."</p>
        {maybe(sign_in::is_live().then_some(words::LIVE_PRIVACY), |text| view! { <p>{text}</p> }.into_any())}
        <p>"The page is served with a policy that lets the browser refuse every connection to other sites. The browser's own list of what this page has asked for:"</p>
        {fresh(move || state.requests.with(|seen| request_table(seen)))}
        <p>"You can check it yourself: load the page, pull the network, and carry on."</p>
        <p>"The part that reads workbooks is fetched from this site when the first workbook comes."</p>
        <h3>"What stays in this browser"</h3>
        <p>"Your choices of colours, row height and keys. And how you said files are read: their kind and which column holds what, under a hash of their headers; no cell, no file name."</p>
        {fresh(move || kept_answers(state))}
        <p>"And decisions, only where you ticked “Keep decisions in this browser”: they hold logon names, initials and notes."</p>
        {fresh(move || kept_decisions(state))}
        <h3>"What this cannot promise"</h3>
        <ul>
            <li>"Whoever serves this page could serve other code another day."</li>
            <li>"A browser extension, or a malware on this device, sees what you see."</li>
            <li>"The list above does not show what an extension sends."</li>
        </ul>
    }
}

fn kept_answers(state: AppState) -> AnyView {
    // The list of what was said is not followed by itself: forgetting tells the screen.
    state.data.track();
    let n_kept = remembered::all().len();
    let forget = move || {
        remembered::forget_all();
        state.data.notify();
        state.notices.show(Weight::Done, words::FORGOTTEN);
    };
    view! {
        <div class="button-row"><p>{words::answers_kept(n_kept)}</p>{maybe((n_kept > 0).then_some(()), move |()| button("Forget them all", Look::Plain, forget))}</div>
    }
    .into_any()
}

fn kept_decisions(state: AppState) -> AnyView {
    state.todo.decisions.track();
    let forget = move || keep(state, false);
    let is_kept = is_kept();
    view! {
        <div class="button-row"><p>{words::decisions_kept(is_kept)}</p>{maybe(is_kept.then_some(()), move |()| button("Forget the decisions", Look::Plain, forget))}</div>
    }
    .into_any()
}

fn count_to_others(seen: &[SeenRequest]) -> u64 {
    seen.iter().filter(|request| request.to_others).count() as u64
}

fn request_table(seen: &[SeenRequest]) -> AnyView {
    let late: Vec<&SeenRequest> = seen.iter().filter(|request| request.after_ready).collect();
    let n_late = words::number(late.len() as u64);
    let addresses = each(late, |request| {
        let address = match sign_in::is_live() {
            // What stands behind the question mark may be a secret there.
            true => request.address.split(['?', '#']).next().unwrap_or_default(),
            false => &request.address,
        };
        view! { <li><code>{address.to_owned()}</code></li> }.into_any()
    });
    view! {
        <dl class="fact-list">
            <dt>"Requests to other sites, ever"</dt><dd>{words::number(count_to_others(seen))}</dd>
            <dt>"Requests to this site since it was ready"</dt><dd>{n_late}</dd>
        </dl>
        <ul class="address-list">{addresses}</ul>
    }
    .into_any()
}

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
use crate::report::words::screen::privacy as said;

/// The line in the header.
#[component]
pub fn PrivacyLine() -> impl IntoView {
    let state = app();
    let to_others = move || state.requests.with(|seen| count_to_others(seen));
    view! {
        <button class="privacy-line" data-trouble=move || (to_others() > 0).to_string()
            title=said::WHAT_HAPPENS_TO_YOUR_DATA on:click=handler(move |_| state.over.set(Some(Over::Privacy)))>
            {move || state.promise.get()(to_others())}
        </button>
    }
}

/// What the line can promise and what it cannot.
#[component]
pub fn Privacy() -> impl IntoView {
    let state = app();
    view! {
        <p>{said::YOUR_FILES_ARE_READ_INSIDE_THIS_PAGE}</p>
        {maybe(sign_in::is_live().then_some(words::LIVE_PRIVACY), |text| view! { <p>{text}</p> }.into_any())}
        <p>{said::THE_PAGE_IS_SERVED_WITH_A_POLICY}</p>
        {fresh(move || state.requests.with(|seen| request_table(seen)))}
        <p>{said::YOU_CAN_CHECK_IT_YOURSELF_LOAD}</p>
        <p>{said::THE_PART_THAT_READS_WORKBOOKS_IS_FETCHED}</p>
        <h3>{said::WHAT_STAYS_IN_THIS_BROWSER}</h3>
        <p>{said::YOUR_CHOICES_OF_COLOURS_ROW_HEIGHT}</p>
        {fresh(move || kept_answers(state))}
        <p>{said::AND_DECISIONS_ONLY_WHERE_YOU_TICKED_KEEP}</p>
        {fresh(move || kept_decisions(state))}
        <h3>{said::WHAT_THIS_CANNOT_PROMISE}</h3>
        <ul>
            <li>{said::WHOEVER_SERVES_THIS_PAGE_COULD_SERVE_OTHER}</li>
            <li>{said::A_BROWSER_EXTENSION_OR_A_MALWARE}</li>
            <li>{said::THE_LIST_ABOVE_DOES_NOT_SHOW}</li>
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
        <div class="button-row"><p>{words::answers_kept(n_kept)}</p>{maybe((n_kept > 0).then_some(()), move |()| button(said::FORGET_THEM_ALL, Look::Plain, forget))}</div>
    }
    .into_any()
}

fn kept_decisions(state: AppState) -> AnyView {
    state.todo.decisions.track();
    let forget = move || keep(state, false);
    let is_kept = is_kept();
    view! {
        <div class="button-row"><p>{words::decisions_kept(is_kept)}</p>{maybe(is_kept.then_some(()), move |()| button(said::FORGET_THE_DECISIONS, Look::Plain, forget))}</div>
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
            <dt>{said::REQUESTS_TO_OTHER_SITES_EVER}</dt><dd>{words::number(count_to_others(seen))}</dd>
            <dt>{said::REQUESTS_TO_THIS_SITE_SINCE_IT_WAS}</dt><dd>{n_late}</dd>
        </dl>
        <ul class="address-list">{addresses}</ul>
    }
    .into_any()
}

//! Who is signed in, and the buttons that sign in, out, fetch and stop.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::desk::Desk;
use super::{doubt, runs};
use crate::app::button::{Look, button};
use crate::app::view::{either, fresh, maybe, when};
use crate::browser::location;
use crate::live::config::admin_consent_link;
use crate::report::words;

/// The line of the account.
#[component]
pub fn SignedIn() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let settings = move || {
        let config = desk.config.get();
        maybe(config, |config| {
            view! { <p class="fine">{format!("{} · {}", config.cloud.name, config.tenant)}</p> }
                .into_any()
        })
    };
    view! {
        <div class="live-account">
            {fresh(move || who(desk))}
            {fresh(settings)}
            {either(
                move || desk.is_asking.get(),
                move || of_window(desk),
                move || buttons(desk),
            )}
        </div>
    }
}

fn who(desk: Desk) -> AnyView {
    maybe(desk.account.get(), |account| {
        view! { <p class="live-who"><b>{words::signed_in(&account.person, &account.name)}</b></p> }
            .into_any()
    })
}

/// While a window is open, which may be lost: the ways on from here.
fn of_window(desk: Desk) -> AnyView {
    view! {
        <p role="status">{words::WINDOW_OPEN}</p>
        <div class="button-row">
            {button(words::OPEN_AGAIN, Look::Plain, move || desk.open_again())}
            {without_window(desk)}
            {button(words::CANCEL, Look::Plain, move || desk.cancel_asking())}
        </div>
    }
    .into_any()
}

/// Tokens that stay in no storage do not come over a page that is left.
fn without_window(desk: Desk) -> AnyView {
    when(
        move || !desk.in_memory.get(),
        move || {
            button(words::SIGN_IN_REDIRECT, Look::Plain, move || {
                doubt::leave_page(desk)
            })
        },
    )
}

fn buttons(desk: Desk) -> AnyView {
    let is_signed_in = move || desk.account.with(Option::is_some);
    let ready = move || {
        either(
            is_signed_in,
            move || of_signed_in(desk),
            move || of_nobody(desk),
        )
    };
    either(
        move || desk.is_ready.get(),
        ready,
        move || of_no_library(desk),
    )
}

fn of_signed_in(desk: Desk) -> AnyView {
    let is_running = move || runs::is_running(desk);
    view! {
        <div class="button-row">
            {either(is_running,
                move || button(words::STOP, Look::Plain, move || runs::stop_by_hand(desk)),
                move || button(words::FETCH, Look::Primary, move || fetch(desk)))}
            {when(move || runs::n_resumable(desk) > 1, move || button(words::RESUME_ALL, Look::Plain, move || spawn_local(runs::resume_all(desk))))}
            {button(words::SIGN_OUT, Look::Plain, move || runs::sign_out_by_hand(desk))}
            {settings(desk)}
        </div>
    }
    .into_any()
}

fn of_nobody(desk: Desk) -> AnyView {
    view! {
        <div class="button-row">
            {button(words::SIGN_IN, Look::Primary, move || fetch(desk))}
            {without_window(desk)}
            {settings(desk)}
        </div>
        <p class="fine">{words::SIGN_IN_REDIRECT}": "{words::REDIRECT_MEANS}"."</p>
        {fresh(move || consent_link(desk))}
    }
    .into_any()
}

/// Until the library is there no button promises a window: the click could not open one.
fn of_no_library(desk: Desk) -> AnyView {
    let is_coming = move || desk.troubles.with(Vec::is_empty);
    view! {
        <div class="button-row">
            {either(is_coming,
                || view! { <p class="fine" role="status">{words::LIBRARY_COMES}</p> }.into_any(),
                move || button(words::TRY_AGAIN, Look::Plain, move || spawn_local(desk.begin_again())))}
            {settings(desk)}
        </div>
    }
    .into_any()
}

fn settings(desk: Desk) -> AnyView {
    button(words::CHANGE_SETTINGS, Look::Quiet, move || {
        desk.change_config();
    })
}

/// Signs in where nobody is, and fetches what is chosen. The window has to open by this very click.
pub fn fetch(desk: Desk) {
    spawn_local(async move {
        let is_signed_in = desk.account.get_untracked().is_some();
        if is_signed_in
            || desk
                .ask_person(desk.scopes(), String::new(), String::new())
                .await
        {
            doubt::fetch_own(desk);
        }
    });
}

/// Walls of consent stand inside of Microsoft’s window, so the way around them stands here before.
pub fn consent_link(desk: Desk) -> AnyView {
    let scopes = desk.scope_names();
    maybe(desk.config.get(), move |config| {
        let link = admin_consent_link(&config, &scopes, &location::beside("redirect.html"));
        view! {
            <p class="fine live-consent"><a href=link target="_blank" rel="noreferrer">{words::ADMIN_CONSENT}</a></p>
        }
        .into_any()
    })
}

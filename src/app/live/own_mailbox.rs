//! Reminders in the person's own mailbox, each with a consent of its own (D21).

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::desk::Desk;
use super::drive::{self, Reminder};
use crate::app::button::{Look, button};
use crate::report::words;

/// The two reminders.
#[component]
pub fn Reminders() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let remind = move |by| spawn_local(drive::remind(desk, by));
    view! {
        <details class="live-fold">
            <summary>{words::REMINDERS}</summary>
            <p class="fine">{words::REMINDERS_LEAD}</p>
            <div class="button-row">
                {button(words::REMIND_BY_EVENT, Look::Plain, move || remind(Reminder::Event))}
                {button(words::REMIND_BY_MAIL, Look::Plain, move || remind(Reminder::Mail))}
            </div>
        </details>
    }
}

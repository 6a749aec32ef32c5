//! Reminders in the person's own mailbox, each with a consent of its own (D21).

use chrono::{Datelike, Days, NaiveDate};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::as_person::{self, Question, id_of};
use super::desk::Desk;
use crate::app::button::{Look, button};
use crate::app::notice_state::Weight;
use crate::app::view::either;
use crate::browser::location;
use crate::live::subscription::{self, Subscription};
use crate::report::words;

/// A reminder in the person's own mailbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reminder {
    /// A weekly event.
    Event,
    /// One mail.
    Mail,
}

/// The two reminders.
#[component]
pub fn Reminders() -> impl IntoView {
    let desk = expect_context::<Desk>();
    // A second press while one is on its way would write a second one.
    let is_writing = RwSignal::new(false);
    let remind = move |by| {
        is_writing.set(true);
        spawn_local(async move {
            remind(desk, by).await;
            let _ = is_writing.try_set(false);
        });
    };
    view! {
        <details class="live-fold">
            <summary>{words::REMINDERS}</summary>
            <p class="fine">{words::REMINDERS_LEAD}</p>
            {either(move || is_writing.get(), || view! { <p role="status">{words::WRITING_REMINDER}</p> }.into_any(), move || view! {
                <div class="button-row">
                    {button(words::REMIND_BY_EVENT, Look::Plain, move || remind(Reminder::Event))}
                    {button(words::REMIND_BY_MAIL, Look::Plain, move || remind(Reminder::Mail))}
                </div>
            }.into_any())}
        </details>
    }
}

async fn remind(desk: Desk, by: Reminder) {
    let done = match by {
        Reminder::Event => words::EVENT_MADE,
        Reminder::Mail => words::MAIL_SENT,
    };
    desk.troubles.update(Vec::clear);
    match write(desk, by).await {
        Ok(()) => desk.state.notices.show(Weight::Done, done),
        Err(sentence) => desk.troubles.set(vec![sentence]),
    }
}

async fn write(desk: Desk, by: Reminder) -> Result<(), String> {
    let config = desk.config.get_untracked().ok_or(words::READING_CONFIG)?;
    let state = desk.state;
    let title = state.report.get_untracked().title;
    let link = format!("{}#{}", location::page_address(), location::fragment());
    let (path, scope, body) = match by {
        Reminder::Event => {
            let zone = state
                .query
                .with_untracked(|query| query.policy.zone().to_owned());
            let subscription = Subscription {
                title,
                link: &link,
                day: next_monday(state.today()),
                minute: 9 * 60,
                zone: &zone,
            };
            let body = subscription::event_body(&subscription);
            (
                subscription::EVENTS_PATH,
                subscription::CALENDAR_SCOPE,
                body,
            )
        }
        Reminder::Mail => {
            let name = desk.account.get_untracked().unwrap_or_default().name;
            let body = subscription::mail_body(title, &link, &name);
            (subscription::MAIL_PATH, subscription::MAIL_SCOPE, body)
        }
    };
    let question = Question {
        url: &format!("{}{path}", config.graph),
        scope,
        headers: &[],
        content: Some(&body),
    };
    let (heard, body) = as_person::ask(desk, &question).await?;
    match heard.status {
        201 | 202 => Ok(()),
        _ => Err(words::not_written(heard.status, &id_of(&heard, &body))),
    }
}

/// The first Monday after this day.
fn next_monday(today: NaiveDate) -> NaiveDate {
    let days = 7 - u64::from(today.weekday().num_days_from_monday());
    today.checked_add_days(Days::new(days)).unwrap_or(today)
}

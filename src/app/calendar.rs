//! Deadlines as a calendar file: what goes into it, what it will hold, and saving it (D21, M9).

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::notice_state::Weight;
use super::state::{AppState, app};
use super::view::{each, fresh, handler, when};
use crate::browser::files::{self, DragEvent, File};
use crate::browser::{clock, download, location, random};
use crate::engine::inquiry::Inquiry;
use crate::report::calendar::{
    CalendarPlan, CalendarView, DueClock, EARLIER, Every, NO_DAYS, NOT_SAVED, Reminder, WEEKDAYS,
    WITH_NAMES, WITHOUT_NAMES, carried_on, save_as, saved, weekday_title,
};
use crate::report::words::screen::calendar as said;

/// What kind of file it is, as browsers name it.
pub const KIND: &str = "text/calendar;charset=utf-8";

/// The plan with what only the browser knows, where it is not said: the time, the salt, the address.
pub fn completed(plan: CalendarPlan) -> Result<CalendarPlan, String> {
    let mut plan = plan;
    if plan.stamp.is_empty() {
        plan.stamp = clock::stamp();
    }
    if plan.salt.is_empty() {
        plan.salt = random::session_salt()?;
    }
    if plan.address.is_empty() {
        plan.address = location::page_address();
    }
    Ok(plan)
}

/// What was chosen, and what came of it.
#[derive(Clone, Copy)]
struct Desk {
    state: AppState,
    plan: RwSignal<CalendarPlan>,
    /// Name and text of the earlier file.
    earlier: RwSignal<Option<(String, String)>>,
    came: RwSignal<Option<Result<Arc<CalendarView>, String>>>,
    wish: StoredValue<u32>,
}

/// The choices, the first events, and the button that saves.
#[component]
pub fn CalendarFile() -> impl IntoView {
    let usual = CalendarPlan {
        clocks: DueClock::USUAL
            .map(|clock| clock.name().to_owned())
            .to_vec(),
        ..CalendarPlan::default()
    };
    let desk = Desk {
        state: app(),
        plan: RwSignal::new(usual),
        earlier: RwSignal::new(None),
        came: RwSignal::new(None),
        wish: StoredValue::new(0),
    };
    desk.ask();
    let drop = move |event: DragEvent| {
        event.prevent_default();
        let (files, _) = files::carried(event.data_transfer());
        desk.take_earlier(files);
    };
    view! {
        <div class="calendar-file" on:drop=handler(drop)>
            {days(desk)}
            {details(desk)}
            {reminder(desk)}
            {earlier(desk)}
            {fresh(move || outcome(desk))}
        </div>
    }
}

impl Desk {
    fn change(self, change: impl FnOnce(&mut CalendarPlan)) {
        self.plan.update(change);
        self.ask();
    }

    fn ask(self) {
        self.wish.update_value(|wish| *wish += 1);
        let wish = self.wish.get_value();
        let plan = self.plan.get_untracked();
        // No day at all is a choice too, but a file without events is none.
        if plan.clocks.is_empty() {
            self.came.set(Some(Err(NO_DAYS.to_owned())));
            return;
        }
        let plan = match completed(plan) {
            Ok(plan) => plan,
            Err(sentence) => return self.came.set(Some(Err(sentence))),
        };
        let state = self.state;
        let inquiry = Inquiry::Calendar {
            id: state.report.get_untracked().id.to_owned(),
            query: state.query.get_untracked(),
            ranges: state.chosen_ranges(),
            plan,
            earlier: self
                .earlier
                .with_untracked(|earlier| earlier.as_ref().map(|(_, text)| text.clone())),
        };
        spawn_local(async move {
            let answer = state.inquire::<CalendarView>(inquiry).await;
            // The window may be closed, and an answer to what was chosen before is too late.
            if self.wish.try_get_value() != Some(wish) {
                return;
            }
            if let Ok(view) = &answer {
                random::keep_salt(&view.salt);
            }
            self.came.set(Some(answer.map(Arc::new)));
        });
    }

    fn take_earlier(self, files: Vec<File>) {
        let Some(file) = files.into_iter().next() else {
            return;
        };
        spawn_local(async move {
            match files::text_of(&file).await {
                Ok(text) => {
                    if self.earlier.try_set(Some((file.name(), text))).is_none() {
                        self.ask();
                    }
                }
                Err(sentence) => self.state.notices.show(Weight::Failure, sentence),
            }
        });
    }

    fn save(self) {
        let Some(Ok(view)) = self.came.get_untracked() else {
            return;
        };
        let state = self.state;
        match download::save(&view.name, &view.text, KIND) {
            true => state.said.set(saved(&view.name)),
            false => state.notices.show(Weight::Failure, NOT_SAVED.to_owned()),
        }
    }
}

fn days(desk: Desk) -> AnyView {
    let boxes = each(DueClock::ALL, |clock| {
        let name = clock.name();
        let is_on = move || {
            desk.plan
                .with(|plan| plan.clocks.iter().any(|known| known == name))
        };
        let turn = move |event| {
            let on = event_target_checked(&event);
            desk.change(|plan| {
                plan.clocks.retain(|known| known != name);
                if on {
                    plan.clocks.push(name.to_owned());
                }
            });
        };
        tick(clock.title(), is_on, turn)
    });
    view! { <fieldset class="choices"><legend>{said::AN_EVENT}</legend>{boxes}</fieldset> }
        .into_any()
}

fn tick(
    caption: &'static str,
    is_on: impl Fn() -> bool + Send + Sync + 'static,
    turn: impl FnMut(leptos::ev::Event) + 'static,
) -> AnyView {
    view! {
        <label class="choice"><input type="checkbox" prop:checked=is_on on:change=handler(turn)/>{caption}</label>
    }
    .into_any()
}

const ALARMS: [(&str, &str); 6] = [
    ("", said::NO_ALARM),
    ("0", said::ON_THE_DAY),
    ("1", said::ONE_DAY_BEFORE),
    ("3", said::THREE_DAYS_BEFORE),
    ("7", said::SEVEN_DAYS_BEFORE),
    ("14", said::FOURTEEN_DAYS_BEFORE),
];

fn details(desk: Desk) -> AnyView {
    let alarms = each(ALARMS, |(value, words)| {
        view! { <option value=value selected=value == "3">{words}</option> }.into_any()
    });
    let take_alarm = move |event| {
        let days = event_target_value(&event).parse().ok();
        desk.change(|plan| {
            plan.quiet = days.is_none();
            plan.alarm_days = days;
        });
    };
    let take_group = move |event| desk.change(|plan| plan.group = event_target_value(&event));
    let has_names = move || desk.plan.with(|plan| plan.names);
    let turn_names = move |event| desk.change(|plan| plan.names = event_target_checked(&event));
    let meaning = move || {
        if has_names() {
            WITH_NAMES
        } else {
            WITHOUT_NAMES
        }
    };
    view! {
        <div class="calendar-row">
            <label class="hand-over-choice">
                <span class="field-label">{said::ALARM_IN_THE_MORNING}</span>
                <select on:change=handler(take_alarm)>{alarms}</select>
            </label>
            <label class="hand-over-choice">
                <span class="field-label">{said::ABOVE_50_EVENTS_ONE_FOR_EACH}</span>
                <select on:change=handler(take_group)>
                    <option value="day">{said::DAY}</option>
                    <option value="center">{said::CENTER_ON_A_DAY}</option>
                </select>
            </label>
        </div>
        <div>
            {tick(said::WITH_LOGON_NAMES, has_names, turn_names)}
            <p class="fine">{meaning}</p>
        </div>
    }
    .into_any()
}

fn reminder(desk: Desk) -> AnyView {
    let ways = each(Every::ALL, |every| {
        view! { <option value=every.name()>{every.title()}</option> }.into_any()
    });
    let weekdays = each(WEEKDAYS, |day| {
        let title = weekday_title(day);
        view! { <option value=title.to_ascii_lowercase()>{title}</option> }.into_any()
    });
    let with = move |change: &dyn Fn(&mut Reminder)| {
        desk.change(|plan| plan.reminder.iter_mut().for_each(change));
    };
    let take_every = move |event| {
        let every = event_target_value(&event);
        desk.change(|plan| {
            let before = plan.reminder.take().unwrap_or_else(|| Reminder {
                on: "monday".to_owned(),
                at: "09:00".to_owned(),
                ..Reminder::default()
            });
            plan.reminder = (!every.is_empty()).then_some(Reminder { every, ..before });
        });
    };
    let take_day = move |event| {
        let on = event_target_value(&event);
        with(&|reminder| reminder.on.clone_from(&on));
    };
    let take_time = move |event| {
        let at = event_target_value(&event);
        with(&|reminder| reminder.at.clone_from(&at));
    };
    let has_reminder = move || desk.plan.with(|plan| plan.reminder.is_some());
    let has_day = move || {
        desk.plan.with(|plan| {
            let reminder = plan.reminder.as_ref();
            reminder.is_some_and(|reminder| reminder.every != Every::Workday.name())
        })
    };
    view! {
        <div class="calendar-row">
            <label class="hand-over-choice">
                <span class="field-label">{said::REMIND_OF_RUNNING_THIS_REPORT}</span>
                <select on:change=handler(take_every)><option value="">{said::NEVER}</option>{ways}</select>
            </label>
            <label class="hand-over-choice" hidden=move || !has_day()>
                <span class="field-label">{said::ON}</span>
                <select on:change=handler(take_day)>{weekdays}</select>
            </label>
            <label class="hand-over-choice" hidden=move || !has_reminder()>
                <span class="field-label">{said::AT_BY_THE_CLOCK_ON_THE_WALL}</span>
                <input type="time" value="09:00" on:change=handler(take_time)/>
            </label>
        </div>
    }
    .into_any()
}

fn earlier(desk: Desk) -> AnyView {
    let name = move || {
        desk.earlier
            .with(|earlier| earlier.as_ref().map(|(name, _)| carried_on(name)))
    };
    let take = move |event: leptos::ev::Event| desk.take_earlier(files::picked(&event));
    let leave = move |_: leptos::ev::MouseEvent| {
        desk.earlier.set(None);
        desk.ask();
    };
    let has_earlier = move || desk.earlier.with(Option::is_some);
    let leave_button = move || {
        view! { <button class="button" on:click=handler(leave)>{said::WITHOUT_IT}</button> }
            .into_any()
    };
    view! {
        <div class="earlier-file">
            <label class="hand-over-choice">
                <span class="field-label">{said::THE_EARLIER_CALENDAR_FILE}</span>
                <input type="file" accept=".ics,text/calendar" on:change=handler(take)/>
            </label>
            <p role="status">{name}</p>
            {when(has_earlier, leave_button)}
            <p class="fine">{EARLIER}</p>
        </div>
    }
    .into_any()
}

fn outcome(desk: Desk) -> AnyView {
    let view = match desk.came.get() {
        None => return view! { <p aria-busy="true">{said::COUNTING}</p> }.into_any(),
        Some(Err(sentence)) => {
            return view! { <p class="failure-text" role="status">{sentence}</p> }.into_any();
        }
        Some(Ok(view)) => view,
    };
    let notes = each(&view.notes, |note| {
        view! { <li>{note.clone()}</li> }.into_any()
    });
    let events = each(&view.preview, |(day, summary)| {
        view! { <tr><th scope="row">{day.clone()}</th><td>{summary.clone()}</td></tr> }.into_any()
    });
    let is_empty = view.preview.is_empty();
    view! {
        <p role="status"><strong class="calendar-count">{view.headline.clone()}</strong></p>
        <ul class="calendar-notes">{notes}</ul>
        <table class="plain-table calendar-preview">
            <thead><tr><th scope="col">{said::DAY_2}</th><th scope="col">{said::THE_FIRST_EVENTS}</th></tr></thead>
            <tbody>{events}</tbody>
        </table>
        <div class="button-row dialog-actions">
            <button class="button" data-look="primary" disabled=is_empty on:click=handler(move |_| desk.save())>{save_as(&view.name)}</button>
        </div>
    }
    .into_any()
}

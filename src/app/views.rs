//! Views with names: opened, kept, renamed, dropped, saved as a file (D35).

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::address;
use super::button::{Look, button};
use super::drop_target::open_picker;
use super::notice_state::Weight;
use super::state::{AppState, app};
use super::view::{each, handler, list, maybe, when};
use crate::browser::{download, storage};
use crate::engine::links::OpenView;
use crate::engine::wire;
use crate::report::definition::definition;
use crate::report::query::Query;
use crate::report::views::{BUILT_IN, BuiltIn, NamedView, NamedViews};
use crate::report::words;
use crate::report::words::screen::views as said;

/// Under this name the browser keeps them.
const NAME: &str = "views";

fn kept() -> NamedViews {
    storage::kept(NAME)
        .and_then(|text| NamedViews::read(&text).ok())
        .unwrap_or_default()
}

/// Keeps the views; says so where the browser does not.
fn keep(state: AppState, views: &NamedViews) {
    let text = views.text();
    storage::keep(NAME, &text);
    if storage::kept(NAME).as_ref() != Some(&text) {
        state.notices.show(Weight::Warning, words::VIEWS_NOT_KEPT);
    }
    state.views.set(views.clone());
}

/// Takes the views of a file beside those that are kept.
pub fn merge(state: AppState, text: &str) {
    let others = match NamedViews::read(text) {
        Ok(others) => others,
        Err(sentence) => return state.notices.show(Weight::Failure, sentence),
    };
    let mut views = kept();
    let n_added = views.merge(&others);
    keep(state, &views);
    state
        .notices
        .show(Weight::Done, words::views_added(n_added as u64));
}

/// The window with all views.
#[component]
pub fn Views() -> impl IntoView {
    let state = app();
    state.views.set(kept());
    let name = RwSignal::new(String::new());
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = name.get_untracked();
        if typed.trim().is_empty() {
            return state
                .notices
                .show(Weight::Warning, words::VIEW_NEEDS_A_NAME);
        }
        spawn_local(async move {
            match address::link(state).await {
                Ok(link) => {
                    let mut views = kept();
                    views.keep(&typed, &link.text);
                    keep(state, &views);
                    for sentence in link.left_out {
                        state.notices.show(Weight::Warning, sentence);
                    }
                    name.set(String::new());
                    state.said.set(words::view_kept(&typed));
                }
                Err(sentence) => state.notices.show(Weight::Failure, sentence),
            }
        });
    };
    let save_file = move || {
        let text = kept().text();
        download::save("rollcall-views.json", &text, "application/json");
    };
    let has_some = move || state.views.with(|views| !views.all().is_empty());
    let own = move || {
        let views = state.views.get();
        let views = views.all().iter();
        views.map(|view| own(state, view.clone())).collect()
    };
    view! {
        <form class="view-form" on:submit=handler(save)>
            <label class="view-name"><span>{said::NAME_OF_THE_VIEW_THAT_IS_SHOWN}</span>
                <input type="text" autocomplete="off" maxlength="80" prop:value=move || name.get()
                    on:input=handler(move |event| name.set(event_target_value(&event)))/>
            </label>
            <button class="button" data-look="primary">{said::KEEP_THIS_VIEW}</button>
        </form>
        <p class="fine">{words::VIEWS}</p>
        {when(has_some, move || view! {
            <h3>{said::YOURS}</h3>
            <ul class="view-list">{list(own)}</ul>
        }.into_any())}
        <div class="button-row">
            <button class="button" disabled=move || !has_some() on:click=handler(move |_| save_file())>{said::SAVE_AS_FILE}</button>
            {button(said::ADD_FROM_A_FILE, Look::Plain, open_picker)}
        </div>
        <h3>{said::COMMON_QUESTIONS}</h3>
        <ul class="view-list">{each(BUILT_IN, move |view| built_in(state, view))}</ul>
    }
}

fn built_in(state: AppState, view: BuiltIn) -> AnyView {
    maybe(definition(view.report), move |report| {
        let is_there = untrack(|| state.is_filled(report));
        let open = move |_| {
            let query = wire::query(view.query).unwrap_or_default();
            show(state, report.id, query);
        };
        let meaning = words::built_in_meaning(report, is_there);
        view! {
            <li class="view-choice">
                <button class="button view-open" disabled=!is_there on:click=handler(open)>{view.name}</button>
                <span class="fine">{meaning}</span>
            </li>
        }
        .into_any()
    })
}

// The day, the rules and the policy are not what the question is about: they stay.
fn show(state: AppState, report: &'static str, query: Query) {
    let Some(report) = definition(report) else {
        return;
    };
    let query = state.query.with_untracked(|now| Query {
        today: now.today,
        match_rules: now.match_rules.clone(),
        policy: now.policy.clone(),
        ..query
    });
    state.over.set(None);
    state.look_by(report, query);
}

fn own(state: AppState, view: NamedView) -> AnyView {
    let NamedView { name, link } = view;
    let open = {
        let link = link.clone();
        move |_| {
            let link = link.clone();
            spawn_local(async move {
                let opened = match link.is_empty() {
                    true => Ok(OpenView {
                        report: "expiring".to_owned(),
                        ..OpenView::default()
                    }),
                    false => address::opened(state, link).await,
                };
                state.over.set(None);
                let shown = opened.and_then(|view| address::apply(state, view));
                if let Err(sentence) = shown {
                    state.notices.show(Weight::Failure, sentence);
                }
            });
        }
    };
    let rename = {
        let name = name.clone();
        move |event| {
            let mut views = kept();
            match views.rename(&name, &event_target_value(&event)) {
                Ok(()) => keep(state, &views),
                Err(sentence) => {
                    state.notices.show(Weight::Warning, sentence);
                    state.views.notify();
                }
            }
        }
    };
    let forget = {
        let name = name.clone();
        move |_| {
            let mut views = kept();
            views.forget(&name);
            keep(state, &views);
        }
    };
    let (label, open_label, forget_label) = words::view_controls(&name);
    view! {
        <li class="view-choice" data-view=name.clone()>
            <button class="button view-open" aria-label=open_label on:click=handler(open)>{said::OPEN}</button>
            <input type="text" aria-label=label maxlength="80" autocomplete="off" prop:value=name.clone() on:change=handler(rename)/>
            <button class="button" data-look="quiet" aria-label=forget_label on:click=handler(forget)>{said::DELETE}</button>
        </li>
    }
    .into_any()
}

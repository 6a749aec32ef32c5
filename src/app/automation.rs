//! The methods of `window.rollcall`: the same messages as the screen sends.

use std::future::Future;
use std::rc::Rc;

use super::address;
use super::calendar;
use super::decision_files::keep_if_asked;
use super::export::{self, Wanted};
use super::hand_out;
use super::shared;
use super::state::{AppState, ReplyText};
use super::todo_state::say;
use crate::browser::automation::{self, Method, Outcome, Value};
use crate::browser::download::Pieces;
use crate::browser::sealing::{self, Lock};
use crate::browser::{clock, files, location, random};
use crate::engine::inquiry::{Edit, Inquiry, PolicyEdit};
use crate::engine::links::LinkView;
use crate::engine::message::{DecisionsView, Request, Window};
use crate::engine::shares::{SharePlan, ShareView, is_code};
use crate::engine::wire::{self, inquiries};
use crate::report::calendar::{CalendarPlan, CalendarView};
use crate::report::exports::{BAD_OPTIONS, ExportPlan, STOPPED};
use crate::report::hand_out::{self as hand_out_words, HandOutPlan};
use crate::report::policy_view::PolicyView;
use crate::report::query::Query;
use crate::report::words::screen::automation as said;

/// Lets scripts drive the page.
pub fn expose(state: AppState) {
    automation::expose(vec![
        (
            "load",
            method(move |[files, options, _]| load(state, files, options)),
        ),
        ("paste", method(move |[text, ..]| paste(state, text))),
        (
            "answer",
            method(move |[question, choice, _]| answer(state, question, choice)),
        ),
        (
            "reconsider",
            method(move |[source, choice, _]| reconsider(state, source, choice)),
        ),
        (
            "examine",
            method(move |[source, choice, sought]| examine(state, source, choice, sought)),
        ),
        (
            "rows",
            method(move |[source, part, first]| rows(state, source, part, first)),
        ),
        (
            "clear",
            method(move |_| async move {
                state.on_clear.get_untracked()();
                state.clear().await.map(|_| automation::nothing())
            }),
        ),
        ("sources", method(move |_| plain(state, Request::Sources))),
        (
            "issues",
            method(move |[source, ..]| {
                let source = automation::number(&source);
                inquire(state, Inquiry::Issues { source })
            }),
        ),
        (
            "report",
            method(move |[id, query, window]| report(state, id, query, window)),
        ),
        (
            "about",
            method(move |[id, query, _]| about(state, id, query)),
        ),
        (
            "values",
            method(move |[id, column, text]| values(state, id, column, text)),
        ),
        ("account", method(move |[key, ..]| account(state, key))),
        ("policy", method(move |[given, ..]| policy(state, given))),
        (
            "exportAs",
            method(move |[format, query, options]| export_as(state, format, query, options)),
        ),
        ("todo", method(move |[key, ..]| todo(state, key))),
        (
            "decide",
            method(move |[key, said, _]| decide(state, key, said)),
        ),
        ("decisions", method(move |_| decisions(state))),
        (
            "mergeDecisions",
            method(move |[text, name, _]| merge_decisions(state, text, name)),
        ),
        (
            "link",
            method(move |[query, options, _]| link(state, query, options)),
        ),
        (
            "open",
            method(move |[link, options, _]| open(state, link, options)),
        ),
        ("timings", method(move |_| timings(state))),
    ]);
}

/// The policy now applied as its file; with the text of one, that is applied first.
async fn policy(state: AppState, given: Value) -> Result<Value, String> {
    let choice = state.query.with_untracked(|query| query.policy.clone());
    if let Some(text) = automation::text(&given) {
        let edit = PolicyEdit::Import { text };
        let view: PolicyView = state.inquire(Inquiry::Policy { choice, edit }).await?;
        if !view.trouble.is_empty() {
            return Err(view.trouble);
        }
        state.query.update(|query| query.policy = view.choice);
    }
    let choice = state.query.with_untracked(|query| query.policy.clone());
    inquire(state, Inquiry::PolicyFile { choice }).await
}

fn method<F: Future<Output = Result<Value, String>> + 'static>(
    work: impl Fn([Value; 3]) -> F + 'static,
) -> Method {
    Rc::new(move |arguments| -> Outcome { Box::pin(work(arguments)) })
}

async fn load(state: AppState, given: Value, options: Value) -> Result<Value, String> {
    let files = files::from_script(&given).ok_or(said::LOAD_TAKES_AN_ARRAY_OF_FILE_OBJECTS)?;
    let n_files = files.len() as u32;
    let kinds = files::kinds_from_script(&options);
    loaded(state, state.load(files, kinds).await?, n_files)
}

async fn paste(state: AppState, text: Value) -> Result<Value, String> {
    let text = automation::text(&text).ok_or(said::PASTE_TAKES_A_TEXT)?;
    loaded(state, state.paste(text).await?, 1)
}

async fn answer(state: AppState, question: Value, choice: Value) -> Result<Value, String> {
    let question = automation::number(&question).ok_or(said::ANSWER_TAKES_THE_ID_OF_A_QUESTION)?;
    let choice = automation::text(&choice).ok_or(said::ANSWER_TAKES_THE_ID_OF_A_CHOICE)?;
    loaded(state, state.answer(question, choice).await?, 1)
}

async fn reconsider(state: AppState, source: Value, choice: Value) -> Result<Value, String> {
    let source = automation::number(&source).ok_or(said::RECONSIDER_TAKES_THE_ID_OF_A_SOURCE)?;
    let choice = automation::text(&choice);
    loaded(state, state.reconsider(source, choice).await?, 1)
}

async fn examine(
    state: AppState,
    source: Value,
    choice: Value,
    sought: Value,
) -> Result<Value, String> {
    let source = automation::number(&source).ok_or(said::EXAMINE_TAKES_THE_ID_OF_A_SOURCE)?;
    let choice = automation::text(&choice).unwrap_or_default();
    let sought = automation::text(&sought).unwrap_or_default();
    let inquiry = Inquiry::Examine {
        source,
        choice,
        sought,
    };
    inquire(state, inquiry).await
}

async fn rows(state: AppState, source: Value, part: Value, first: Value) -> Result<Value, String> {
    let source = automation::number(&source).ok_or(said::ROWS_TAKES_THE_ID_OF_A_SOURCE)?;
    let part = automation::text(&part).ok_or(said::ROWS_TAKES_A_PART_SUCH_AS_REJECTED)?;
    let first = automation::number(&first).unwrap_or(0);
    let inquiry = Inquiry::SourceRows {
        source,
        part,
        first,
    };
    inquire(state, inquiry).await
}

/// What a load came to; one that took over none of its files has failed.
fn loaded(state: AppState, text: ReplyText, n_files: u32) -> Result<Value, String> {
    let loaded = automation::unwrapped(&text)?;
    if loaded.is_null() {
        return Err(said::THE_LOAD_WAS_CANCELLED.to_owned());
    }
    if let Some(why) = automation::all_refused(&loaded, n_files) {
        return Err(why);
    }
    automation::complete_loaded(&loaded, state.last_total.get());
    Ok(loaded)
}

async fn plain(state: AppState, request: Request) -> Result<Value, String> {
    state.idle().await;
    automation::unwrapped(&state.ask_text(request).await?)
}

async fn inquire(state: AppState, inquiry: Inquiry) -> Result<Value, String> {
    plain(state, Request::Ask(inquiries::asked(&inquiry))).await
}

async fn timings(state: AppState) -> Result<Value, String> {
    let timings = inquire(state, Inquiry::Timings).await?;
    automation::complete_timings(&timings, state.last_total.get());
    Ok(timings)
}

async fn report(state: AppState, id: Value, query: Value, window: Value) -> Result<Value, String> {
    let id = automation::text(&id).ok_or(said::REPORT_TAKES_THE_ID_OF_A_REPORT)?;
    let query = match automation::json(&query) {
        Some(text) => dated(state, wire::query(&text).ok_or(said::BAD_QUERY)?),
        None => state.query_of(&id),
    };
    let window = match automation::json(&window) {
        Some(text) => wire::window(&text).ok_or(said::BAD_WINDOW)?,
        None => Window::default(),
    };
    let query = Box::new(query);
    plain(state, Request::Report { id, query, window }).await
}

// Where no day is chosen, a policy of another zone has a today of its own.
fn dated(state: AppState, mut query: Query) -> Query {
    let own = state.query.get_untracked();
    let is_open = query.today.is_none() && own.today.is_none();
    if is_open && query.policy.zone() != own.policy.zone() {
        query.today = Some(state.today_of(&query));
    }
    query
}

async fn about(state: AppState, id: Value, query: Value) -> Result<Value, String> {
    let id = automation::text(&id).ok_or(said::ABOUT_TAKES_THE_ID_OF_A_REPORT)?;
    let query = match automation::json(&query) {
        Some(text) => wire::query(&text).ok_or(said::BAD_QUERY)?,
        None => state.query_of(&id),
    };
    let groups = u32::MAX;
    inquire(state, Inquiry::About { id, query, groups }).await
}

async fn values(state: AppState, id: Value, column: Value, text: Value) -> Result<Value, String> {
    let id = automation::text(&id).ok_or(said::VALUES_TAKES_THE_ID_OF_A_REPORT)?;
    let column = automation::text(&column).ok_or(said::VALUES_TAKES_THE_ID_OF_A_COLUMN)?;
    let inquiry = Inquiry::Values {
        query: state.query_of(&id).without(&column),
        id,
        column,
        text: automation::text(&text).unwrap_or_default(),
        limit: u32::MAX,
    };
    inquire(state, inquiry).await
}

async fn export_as(
    state: AppState,
    format: Value,
    query: Value,
    options: Value,
) -> Result<Value, String> {
    let format = automation::text(&format).ok_or(said::EXPORTAS_TAKES_A_FORMAT_SUCH_AS_CSV)?;
    let report = automation::text(&automation::part(&options, "report"));
    let id = report.unwrap_or_else(|| state.report.get_untracked().id.to_owned());
    let query = match automation::json(&query) {
        Some(text) => dated(state, wire::query(&text).ok_or(said::BAD_QUERY)?),
        None => state.query_of(&id),
    };
    if format == "zip" {
        let plan = match automation::json(&options) {
            Some(text) => inquiries::hand_out_plan(&text).ok_or(hand_out_words::BAD_OPTIONS)?,
            None => HandOutPlan::default(),
        };
        state.idle().await;
        let pieces = Pieces::new();
        let plan = HandOutPlan { zip: true, ..plan };
        hand_out::files_of(state, (id, query), plan, |_, text| {
            pieces.push_bytes(text).map(|()| true)
        })
        .await?;
        return pieces.value(hand_out_words::ZIP_TYPE);
    }
    if format != "ics" {
        let mut plan = match automation::json(&options) {
            Some(text) => inquiries::export_plan(&text).ok_or(BAD_OPTIONS)?,
            None => ExportPlan::default(),
        };
        plan.format = format;
        let kind = plan.format()?.media_type();
        state.idle().await;
        let wanted = Wanted { id, query, plan };
        let file = export::file_of(state, wanted, |_| true).await?;
        let (_, pieces) = file.ok_or(STOPPED)?;
        return pieces.value(kind);
    }
    let plan = match automation::json(&options) {
        Some(text) => inquiries::calendar_plan(&text).ok_or(said::BAD_PLAN)?,
        None => CalendarPlan::default(),
    };
    state.idle().await;
    let earlier = automation::text(&automation::part(&options, "earlier"));
    let inquiry = Inquiry::Calendar {
        id,
        query,
        ranges: vec![(0, u32::MAX)],
        plan: calendar::completed(plan)?,
        earlier,
    };
    let view = state.inquire::<CalendarView>(inquiry).await?;
    automation::file(&view.text, calendar::KIND)
}

async fn link(state: AppState, query: Value, options: Value) -> Result<Value, String> {
    let report = automation::text(&automation::part(&options, "report"));
    let id = report.unwrap_or_else(|| state.report.get_untracked().id.to_owned());
    let query = match automation::json(&query) {
        Some(text) => wire::query(&text).ok_or(said::BAD_QUERY)?,
        None => state.query_of(&id),
    };
    state.idle().await;
    let wanted = LinkOptions::of(&options)?;
    let view = match wanted.share.as_str() {
        "" | "view" if wanted.data => {
            let salt = random::new_salt()?;
            let inquiry = Inquiry::LinkWithData { id, query, salt };
            state.inquire::<LinkView>(inquiry).await?.text
        }
        "" | "view" => {
            let inquiry = Inquiry::Link { id, query };
            state.inquire::<LinkView>(inquiry).await?.text
        }
        _ => share(state, (id, query), wanted).await?,
    };
    let mut address = location::page_address();
    if !view.is_empty() {
        address = format!("{address}#{view}");
    }
    Ok(address.into())
}

/// What a script says of a link.
struct LinkOptions {
    share: String,
    plan: SharePlan,
    lock: Option<Lock>,
    data: bool,
}

impl LinkOptions {
    fn of(options: &Value) -> Result<LinkOptions, String> {
        let part = |name| automation::part(options, name);
        let text = |name| automation::text(&part(name)).unwrap_or_default();
        let flag = |name| part(name).is_truthy();
        let redact = match automation::json(&part("redact")) {
            Some(text) => inquiries::share_plan(&text).ok_or(said::BAD_SHARE)?,
            None => SharePlan::default(),
        };
        let expires = match text("expires").as_str() {
            "" => None,
            day => Some(wire::iso_day(day).ok_or(said::BAD_SHARE)?),
        };
        Ok(LinkOptions {
            share: text("share"),
            plan: SharePlan {
                share: text("share"),
                expires,
                ..redact
            },
            lock: match text("passphrase") {
                passphrase if !passphrase.is_empty() => Some(Lock::Passphrase(passphrase)),
                _ => flag("seal").then_some(Lock::KeyInside),
            },
            data: flag("data"),
        })
    }
}

/// The code of names or rows.
async fn share(
    state: AppState,
    (id, query): (String, Query),
    wanted: LinkOptions,
) -> Result<String, String> {
    let made = leptos::prelude::untrack(|| state.now_day());
    let expires = wanted.plan.expires;
    let mut plan = wanted.plan;
    plan.made = Some(made);
    plan.salt = random::new_salt()?;
    let inquiry = Inquiry::Share {
        id,
        query,
        ranges: vec![(0, u32::MAX)],
        plan,
    };
    let view: ShareView = state.inquire(inquiry).await?;
    match wanted.lock {
        None => Ok(view.text),
        Some(lock) => Ok(sealing::seal(&view.text, &lock, made, expires).await?.text),
    }
}

async fn open(state: AppState, link: Value, options: Value) -> Result<Value, String> {
    let text = automation::text(&link).ok_or(said::OPEN_TAKES_THE_ADDRESS_OF_A_LINK)?;
    state.idle().await;
    if is_code(&text) {
        let secret = automation::text(&automation::part(&options, "passphrase"));
        let rows = shared::take(state, text, &secret.unwrap_or_default()).await?;
        return Ok(automation::parsed(&wire::text(&rows)));
    }
    let view = address::opened(state, text).await?;
    let mut parts = vec![
        ("applied", view.applied.clone()),
        ("ignored", view.ignored.clone()),
    ];
    if view.has_data {
        parts.push(("same", view.same.clone()));
    }
    address::apply(state, view)?;
    Ok(automation::texts(&parts))
}

async fn account(state: AppState, key: Value) -> Result<Value, String> {
    let key = automation::text(&key).ok_or(said::ACCOUNT_TAKES_THE_KEY_OF_AN_ACCOUNT)?;
    let inquiry = Inquiry::Account {
        key,
        row: None,
        report: None,
    };
    inquire(state, inquiry).await
}

async fn todo(state: AppState, key: Value) -> Result<Value, String> {
    let key = automation::text(&key).ok_or(said::TODO_TAKES_THE_KEY_OF_AN_ACCOUNT)?;
    let inquiry = Inquiry::Todo {
        key,
        row: None,
        report: None,
        now: clock::seconds(),
    };
    inquire(state, inquiry).await
}

async fn decide(state: AppState, key: Value, said: Value) -> Result<Value, String> {
    let key = automation::text(&key).ok_or(said::DECIDE_TAKES_THE_KEY_OF_AN_ACCOUNT)?;
    let said = automation::json(&said).ok_or(said::BAD_DECISION)?;
    let edit = inquiries::edit_of(&key, &said, clock::seconds()).ok_or(said::BAD_DECISION)?;
    let view = said_of(state, edit).await?;
    Ok(automation::parsed(&wire::text(&view)))
}

async fn decisions(state: AppState) -> Result<Value, String> {
    state.idle().await;
    let now = clock::seconds();
    let text: String = state.inquire(Inquiry::DecisionFile { now }).await?;
    Ok(automation::parsed(&text))
}

async fn merge_decisions(state: AppState, text: Value, name: Value) -> Result<Value, String> {
    let text = automation::text(&text)
        .or_else(|| automation::json(&text))
        .ok_or(said::MERGEDECISIONS_TAKES_THE_TEXT_OF_A_FILE)?;
    let name = automation::text(&name).unwrap_or_else(|| "decisions.json".to_owned());
    let view = said_of(state, Edit::Merge { name, text }).await?;
    Ok(automation::parsed(&wire::text(&view)))
}

async fn said_of(state: AppState, edit: Edit) -> Result<DecisionsView, String> {
    state.idle().await;
    let view = say(state, edit).await?;
    keep_if_asked(state).await;
    Ok(view)
}

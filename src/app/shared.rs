//! Rows that somebody shared: opened from a link, a pasted code or a file, and shown apart from the page's own data (M11).

use std::cell::Cell;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::address;
use super::button::{Look, button};
use super::notice_state::Weight;
use super::plain_table::{Cell as TableCell, plain_table};
use super::slot::{Slot, follow};
use super::state::{AppState, Over, app};
use super::view::{each, fresh, handler, maybe, when};
use crate::browser::sealing::{self, Known};
use crate::browser::{clipboard, download, timer};
use crate::engine::inquiry::Inquiry;
use crate::engine::shared_rows::ComparedRows;
use crate::engine::shares::{OpenedRows, is_code, is_pasted, is_sealed};
use crate::report::words;
use crate::report::words::screen::shared as said;

/// Rows that are drawn at once; more would keep the page waiting.
const PAGE: usize = 200;

/// What is opened, or waits for its key.
#[derive(Clone, Default)]
pub struct Opened {
    /// The code, sealed or not.
    text: String,
    /// What is known of it while it is sealed.
    known: Option<Known>,
    rows: Option<OpenedRows>,
    /// How they differ from what is here, where that was asked for.
    compared: Option<ComparedRows>,
}

thread_local! {
    static OPENED: Cell<Option<Slot<Opened>>> = const { Cell::new(None) };
}

fn opened() -> Option<Slot<Opened>> {
    OPENED.get()
}

/// Makes ready for shared rows; they are forgotten once their window is closed.
pub fn begin(state: AppState) {
    let slot = Slot::new(Opened::default());
    OPENED.set(Some(slot));
    follow(move || {
        if state.over.get() != Some(Over::Shared) {
            slot.set(Opened::default());
        }
    });
}

/// Takes pasted text: a code, a link, or else logon names.
pub async fn take_pasted(state: AppState, text: String) {
    if !is_pasted(&text) {
        return state.paste_names(text);
    }
    let outcome = match is_code(&text) {
        true => take_or_ask(state, text).await,
        false => match address::opened(state, text).await {
            Ok(view) => address::apply(state, view),
            Err(sentence) => Err(sentence),
        },
    };
    if let Err(sentence) = outcome {
        state.notices.show(Weight::Failure, sentence);
    }
}

/// Opens a code; of a sealed one without its key the window that asks for it. Nothing changes where it fails.
///
/// # Errors
/// The sentence that says why there are no rows.
pub async fn take_or_ask(state: AppState, text: String) -> Result<(), String> {
    if is_sealed(&text) {
        let known = sealing::known(&text)?;
        if !known.has_key {
            if let Some(slot) = opened() {
                slot.set(Opened {
                    text,
                    known: Some(known),
                    ..Opened::default()
                });
                state.over.set(Some(Over::Shared));
            }
            return Ok(());
        }
    }
    take(state, text, "").await.map(|_| ())
}

/// Opens a code; `secret` is the passphrase or the key of one that is sealed and has none in it.
///
/// # Errors
/// The sentence that says why there are no rows.
pub async fn take(state: AppState, text: String, secret: &str) -> Result<OpenedRows, String> {
    match is_sealed(&text) {
        true => show(state, sealing::unseal(&text, secret).await?).await,
        false => show(state, text).await,
    }
}

async fn show(state: AppState, text: String) -> Result<OpenedRows, String> {
    let now = untrack(|| state.now_day());
    let inquiry = Inquiry::OpenRows {
        text: text.clone(),
        now,
    };
    let rows: OpenedRows = state.inquire(inquiry).await?;
    if let Some(slot) = opened() {
        slot.set(Opened {
            text,
            rows: Some(rows.clone()),
            ..Opened::default()
        });
        state.over.set(Some(Over::Shared));
    }
    Ok(rows)
}

/// The window with shared rows, or with the question for their key.
#[component]
pub fn Shared() -> impl IntoView {
    let state = app();
    let content = move || {
        let now = opened().map(Slot::get).unwrap_or_default();
        match (now.rows, now.known) {
            (Some(rows), _) => match now.compared {
                Some(compared) => beside(state, now.text, rows, compared),
                None => shown(state, now.text, rows),
            },
            (None, Some(known)) => locked(state, now.text, known),
            (None, None) => ().into_any(),
        }
    };
    view! { <div class="shared-rows">{fresh(content)}</div> }
}

fn locked(state: AppState, text: String, known: Known) -> AnyView {
    let secret = RwSignal::new(String::new());
    let trouble = RwSignal::new(String::new());
    let is_busy = RwSignal::new(false);
    let caption = match known.has_passphrase {
        true => said::PASSPHRASE,
        false => said::KEY,
    };
    let expiry = words::expiry(known.expires, untrack(|| state.now_day()));
    let open = move |event: SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        trouble.set(String::new());
        let text = text.clone();
        spawn_local(async move {
            let outcome = take(state, text, &secret.get_untracked()).await;
            // The window may be closed by now, or show the rows.
            let _ = is_busy.try_set(false);
            if let Err(sentence) = outcome {
                let _ = trouble.try_set(sentence);
            }
        });
    };
    view! {
        <p>{words::sealed_on(known.made)}" "{expiry}</p>
        <form class="share-fields" on:submit=handler(open)>
            <label class="hand-over-choice">
                <span class="field-label">{caption}</span>
                <input type="password" autocomplete="off" spellcheck="false" on:input=handler(move |event| secret.set(event_target_value(&event)))/>
            </label>
            <button class="button" data-look="primary" type="submit" disabled=move || secret.with(String::is_empty) || is_busy.get()>{said::OPEN}</button>
        </form>
        <p class="failure-text" role="status">{move || trouble.get()}</p>
    }
    .into_any()
}

fn shown(state: AppState, text: String, rows: OpenedRows) -> AnyView {
    let n_rows = rows.rows.len();
    let is_names = rows.kind == "names";
    let names = rows.rows.iter().map(|row| row.join(" "));
    let names = names.collect::<Vec<_>>().join("\n");
    let table = paged(said::SHARED_ROWS, rows.columns.clone(), rows.rows.clone());
    let copied = text.clone();
    let copy = move || {
        let text = copied.clone();
        spawn_local(async move {
            match text_of(state, text, "tsv").await {
                Ok(text) if clipboard::write(&text).await => {
                    state
                        .notices
                        .show(Weight::Done, words::copied(n_rows as u32, "row", "rows"));
                }
                Ok(_) => state.notices.show(Weight::Failure, words::NO_CLIPBOARD),
                Err(sentence) => state.notices.show(Weight::Failure, sentence),
            }
        });
    };
    let saved = text.clone();
    let save = move || {
        let form = "csv".to_owned();
        let inquiry = Inquiry::TextOfRows {
            text: saved.clone(),
            form,
        };
        save_csv(state, inquiry, "shared_rows.csv");
    };
    let compare = move || {
        let text = text.clone();
        spawn_local(async move {
            let inquiry = Inquiry::CompareRows {
                text: text.clone(),
                form: String::new(),
            };
            let outcome: Result<ComparedRows, String> = state.inquire(inquiry).await;
            match outcome {
                Ok(found) => keep_compared(Some(found)),
                Err(sentence) => state.notices.show(Weight::Failure, sentence),
            }
        });
    };
    let view_text = rows.view.clone();
    let own = move || {
        let text = view_text.clone();
        spawn_local(async move {
            let outcome = match address::opened(state, text).await {
                Ok(view) => address::apply(state, view),
                Err(sentence) => Err(sentence),
            };
            match outcome {
                Ok(()) => state.over.set(None),
                Err(sentence) => state.notices.show(Weight::Failure, sentence),
            }
        });
    };
    let take_names = move || {
        let names = names.clone();
        state.over.set(None);
        // The window gives its focus back first.
        timer::next_frame(move || state.paste_names(names.clone()));
    };
    view! {
        {banner(&rows)}
        <h3>{rows.title}</h3>
        <p class="fine">{rows.meaning}</p>
        {table}
        <div class="button-row dialog-actions">
            {maybe((!is_names).then_some(compare), |compare| button(words::COMPARE_ROWS, Look::Plain, compare))}
            {button(said::COPY, Look::Plain, copy)}
            {button(said::SAVE_AS_CSV, Look::Plain, save)}
            {maybe(is_names.then_some(take_names), |take| button(said::TAKE_THESE_AS_MY_LOGON_NAMES, Look::Plain, take))}
            {maybe((!rows.view.is_empty() && !is_names).then_some(own), |own| button(said::OPEN_THIS_VIEW_ON_MY_OWN_FILES, Look::Plain, own))}
        </div>
    }
    .into_any()
}

/// What all rows that were shared say of themselves.
fn banner(rows: &OpenedRows) -> AnyView {
    let redacted = each(rows.redacted.clone(), |text| {
        view! { <li>{text}</li> }.into_any()
    });
    view! {
        <div class="shared-banner" data-expired=rows.is_expired.to_string()>
            <p><strong>{said::THESE_ROWS_WERE_SHARED_WITH_YOU_THEY}</strong></p>
            <p>{rows.made.clone()}</p>
            <p class="shared-expiry">{rows.expiry.clone()}</p>
            <ul class="share-told">{redacted}</ul>
        </div>
    }
    .into_any()
}

/// A table, so many rows at once, with buttons for the others.
fn paged(label: &'static str, columns: Vec<String>, cells: Vec<Vec<String>>) -> AnyView {
    let first = RwSignal::new(0_usize);
    let n_rows = cells.len();
    let has_pages = n_rows > PAGE;
    let table = move || {
        let from = first.get();
        let captions: Vec<&str> = columns.iter().map(String::as_str).collect();
        let rows = cells.iter().skip(from).take(PAGE);
        let rows = rows.map(|row| row.iter().cloned().map(TableCell::Text).collect());
        plain_table(label, &captions, rows.collect())
    };
    let place = move || {
        let from = first.get();
        let to = (from + PAGE).min(n_rows);
        words::rows_in_sight(from as u64 + 1, to as u64, n_rows as u64)
    };
    let pages = move || {
        view! {
            <div class="button-row">
                <button class="button" disabled=move || first.get() == 0 on:click=handler(move |_| first.update(|first| *first = first.saturating_sub(PAGE)))>{said::EARLIER_ROWS}</button>
                <button class="button" disabled=move || first.get() + PAGE >= n_rows on:click=handler(move |_| first.update(|first| *first += PAGE))>{said::LATER_ROWS}</button>
                <span role="status">{place}</span>
            </div>
        }
        .into_any()
    };
    view! { {when(move || has_pages, pages)} {fresh(table)} }.into_any()
}

fn keep_compared(found: Option<ComparedRows>) {
    // The window may be closed by now.
    if let Some(slot) = opened()
        && slot.get_untracked().rows.is_some()
    {
        slot.update(|opened| opened.compared = found);
    }
}

/// The shared rows beside what is here.
fn beside(state: AppState, text: String, rows: OpenedRows, found: ComparedRows) -> AnyView {
    let is_same = found.rows.is_empty();
    let notes = each(found.notes, |text| view! { <li>{text}</li> }.into_any());
    let sentence = found.sentence.clone();
    let copy = move || {
        let text = sentence.clone();
        spawn_local(async move {
            match clipboard::write(&text).await {
                true => state.notices.show(Weight::Done, words::SENTENCE_COPIED),
                false => state.notices.show(Weight::Failure, words::NO_CLIPBOARD),
            }
        });
    };
    let save = move || {
        let inquiry = Inquiry::CompareRows {
            text: text.clone(),
            form: "csv".to_owned(),
        };
        save_csv(state, inquiry, "shared_rows_compared.csv");
    };
    let table = match is_same {
        true => view! { <p>{words::NOTHING_DIFFERS}</p> }.into_any(),
        false => paged(words::COMPARED_ROWS, found.columns, found.rows),
    };
    view! {
        {banner(&rows)}
        <h3>{found.title}</h3>
        <p role="status">{found.sentence}</p>
        <ul class="share-told">{notes}</ul>
        {table}
        <div class="button-row dialog-actions">
            {button(words::BACK_TO_ROWS, Look::Plain, || keep_compared(None))}
            {button(words::COPY_FOR_TICKET, Look::Plain, copy)}
            {maybe((!is_same).then_some(save), |save| button(said::SAVE_AS_CSV, Look::Plain, save))}
        </div>
    }
    .into_any()
}

/// Saves the text that answers an inquiry.
fn save_csv(state: AppState, inquiry: Inquiry, name: &'static str) {
    spawn_local(async move {
        let outcome: Result<String, String> = state.inquire(inquiry).await;
        match outcome {
            Ok(text) => {
                let text = ["\u{feff}", &text].concat();
                download::save(name, &text, "text/csv;charset=utf-8");
            }
            Err(sentence) => state.notices.show(Weight::Failure, sentence),
        }
    });
}

async fn text_of(state: AppState, text: String, form: &str) -> Result<String, String> {
    let form = form.to_owned();
    state.inquire(Inquiry::TextOfRows { text, form }).await
}

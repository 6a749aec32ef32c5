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
use crate::engine::shares::{OpenedRows, is_code, is_pasted, is_sealed};
use crate::report::words;

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
                    rows: None,
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
            known: None,
            rows: Some(rows.clone()),
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
            (Some(rows), _) => shown(state, now.text, rows),
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
        true => "Passphrase",
        false => "Key",
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
            <button class="button" data-look="primary" type="submit" disabled=move || secret.with(String::is_empty) || is_busy.get()>"Open"</button>
        </form>
        <p class="failure-text" role="status">{move || trouble.get()}</p>
    }
    .into_any()
}

fn shown(state: AppState, text: String, rows: OpenedRows) -> AnyView {
    let first = RwSignal::new(0_usize);
    let n_rows = rows.rows.len();
    let is_names = rows.kind == "names";
    let has_pages = n_rows > PAGE;
    let names = rows.rows.iter().map(|row| row.join(" "));
    let names = names.collect::<Vec<_>>().join("\n");
    let (columns, cells) = (rows.columns.clone(), rows.rows.clone());
    let table = move || {
        let from = first.get();
        let captions: Vec<&str> = columns.iter().map(String::as_str).collect();
        let rows = cells.iter().skip(from).take(PAGE);
        let rows = rows.map(|row| row.iter().cloned().map(TableCell::Text).collect());
        plain_table("Shared rows", &captions, rows.collect())
    };
    let place = move || {
        let from = first.get();
        let to = (from + PAGE).min(n_rows);
        words::rows_in_sight(from as u64 + 1, to as u64, n_rows as u64)
    };
    let pages = move || {
        view! {
            <div class="button-row">
                <button class="button" disabled=move || first.get() == 0 on:click=handler(move |_| first.update(|first| *first = first.saturating_sub(PAGE)))>"Earlier rows"</button>
                <button class="button" disabled=move || first.get() + PAGE >= n_rows on:click=handler(move |_| first.update(|first| *first += PAGE))>"Later rows"</button>
                <span role="status">{place}</span>
            </div>
        }
        .into_any()
    };
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
    let save = move || {
        let text = text.clone();
        spawn_local(async move {
            match text_of(state, text, "csv").await {
                Ok(text) => {
                    download::save(
                        "shared_rows.csv",
                        &["\u{feff}", &text].concat(),
                        "text/csv;charset=utf-8",
                    );
                }
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
    let redacted = each(rows.redacted, |text| view! { <li>{text}</li> }.into_any());
    view! {
        <div class="shared-banner" data-expired=rows.is_expired.to_string()>
            <p><strong>"These rows were shared with you. They are not your data, and nothing is done with them here."</strong></p>
            <p>{rows.made}</p>
            <p class="shared-expiry">{rows.expiry}</p>
            <ul class="share-told">{redacted}</ul>
        </div>
        <h3>{rows.title}</h3>
        <p class="fine">{rows.meaning}</p>
        {when(move || has_pages, pages)}
        {fresh(table)}
        <div class="button-row dialog-actions">
            {button("Copy", Look::Plain, copy)}
            {button("Save as CSV", Look::Plain, save)}
            {maybe(is_names.then_some(take_names), |take| button("Take these as my logon names", Look::Plain, take))}
            {maybe((!rows.view.is_empty() && !is_names).then_some(own), |own| button("Open this view on my own files", Look::Plain, own))}
        </div>
    }
    .into_any()
}

async fn text_of(state: AppState, text: String, form: &str) -> Result<String, String> {
    let form = form.to_owned();
    state.inquire(Inquiry::TextOfRows { text, form }).await
}

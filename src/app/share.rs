//! Taking a view, names or rows along: what leaves is shown before it leaves, with how long it is (M8, M11).

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::button::{Look, button};
use super::plain_table::{Cell, plain_table};
use super::shared;
use super::slot::follow;
use super::state::{AppState, app};
use super::view::{each, fresh, handler, when};
use crate::browser::sealing::{self, Lock};
use crate::browser::{clipboard, download, location, random};
use crate::engine::inquiry::Inquiry;
use crate::engine::links::LinkView;
use crate::engine::shares::{SharePlan, ShareView};
use crate::engine::wire::iso_day;
use crate::report::words;
use crate::report::words::screen::share as said;

/// What is taken along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    View,
    Names,
    Rows,
    File,
}

const ALL: [(What, &str); 4] = [
    (What::View, said::THE_VIEW_NO_ROWS_NO_NAMES),
    (What::Names, said::LOGON_NAMES_ONLY),
    (What::Rows, said::THE_ROWS_SHOWN),
    (What::File, said::A_SEALED_FILE_OF_THE_ROWS_SHOWN),
];

const WAYS: [(&str, &str); 3] = [
    ("keep", said::AS_THEY_ARE),
    ("drop", said::LEFT_OUT),
    ("hash", said::AS_TOKENS),
];

/// What is there to be sent.
#[derive(Clone, Debug)]
enum Made {
    Waiting,
    Link(LinkView),
    Share(ShareView),
    Trouble(String),
}

#[derive(Clone, Copy)]
struct Desk {
    state: AppState,
    what: RwSignal<What>,
    plan: RwSignal<SharePlan>,
    with_data: RwSignal<bool>,
    passphrase: RwSignal<String>,
    made: RwSignal<Made>,
    /// What became of the last press of a button.
    done: RwSignal<String>,
    trouble: RwSignal<String>,
    /// The key of the file that was saved last.
    key: RwSignal<String>,
    wish: StoredValue<u32>,
}

/// The choices, what leaves, and the buttons that take it along.
#[component]
pub fn ShareDialog() -> impl IntoView {
    let state = app();
    let desk = Desk {
        state,
        what: RwSignal::new(What::View),
        plan: RwSignal::new(SharePlan {
            salt: random::new_salt().unwrap_or_default(),
            made: Some(untrack(|| state.now_day())),
            ..SharePlan::default()
        }),
        with_data: RwSignal::new(false),
        passphrase: RwSignal::new(String::new()),
        made: RwSignal::new(Made::Waiting),
        done: RwSignal::new(String::new()),
        trouble: RwSignal::new(String::new()),
        key: RwSignal::new(String::new()),
        wish: StoredValue::new(0),
    };
    follow(move || desk.make());
    let is = move |what: What| desk.what.get() == what;
    let has_rows = move || is(What::Rows) || is(What::File);
    view! {
        <div class="share-view">
            <fieldset class="choices"><legend>{said::WHAT}</legend>{whats(desk)}</fieldset>
            <p class="fine">{move || told(desk.what.get())}</p>
            {when(move || is(What::View), move || data(desk))}
            {when(has_rows, move || redaction(desk))}
            {when(move || !is(What::View), move || terms(desk))}
            {fresh(move || preview(desk))}
            {fresh(move || length(desk))}
            <div class="button-row dialog-actions">{fresh(move || buttons(desk))}</div>
            <p class="failure-text" role="status">{move || desk.trouble.get()}</p>
            <p role="status">{move || desk.done.get()}</p>
            {when(move || desk.key.with(|key| !key.is_empty()), move || key(desk))}
            <p class="fine">{words::LINK_STAYS}</p>
            <p class="fine">{words::served_by(&location::host())}</p>
            {code_box(state)}
        </div>
    }
}

fn told(what: What) -> &'static str {
    match what {
        What::View => words::VIEW_TOLD,
        What::Names => words::NAMES_TOLD,
        What::Rows => words::ROWS_TOLD,
        What::File => words::FILE_TOLD,
    }
}

impl Desk {
    /// Makes what would be sent anew, whenever a choice changes.
    fn make(self) {
        let (what, mut plan, with_data) = (self.what.get(), self.plan.get(), self.with_data.get());
        self.done.set(String::new());
        self.trouble.set(String::new());
        self.key.set(String::new());
        // What was made by another choice is not there to be copied any more.
        self.made.set(Made::Waiting);
        self.wish.update_value(|wish| *wish += 1);
        let wish = self.wish.get_value();
        let state = self.state;
        let (id, query) = (
            state.report.get_untracked().id.to_owned(),
            state.query.get_untracked(),
        );
        plan.share = match what {
            What::Names => "names".to_owned(),
            _ => "rows".to_owned(),
        };
        if what == What::Names {
            plan = SharePlan {
                names: String::new(),
                ids: String::new(),
                phones: String::new(),
                ..plan
            };
        }
        let ranges = untrack(|| state.chosen_ranges());
        spawn_local(async move {
            let made = match (what, with_data) {
                (What::View, false) => state
                    .inquire(Inquiry::Link { id, query })
                    .await
                    .map(Made::Link),
                (What::View, true) => {
                    let salt = plan.salt;
                    let inquiry = Inquiry::LinkWithData { id, query, salt };
                    state.inquire(inquiry).await.map(Made::Link)
                }
                _ => {
                    let inquiry = Inquiry::Share {
                        id,
                        query,
                        ranges,
                        plan,
                    };
                    state.inquire(inquiry).await.map(Made::Share)
                }
            };
            // Another choice was made meanwhile, or the window was closed.
            if self.wish.try_get_value() == Some(wish) {
                self.made.set(made.unwrap_or_else(Made::Trouble));
            }
        });
    }

    fn lock(self) -> Option<Lock> {
        let passphrase = self.passphrase.get();
        match (passphrase.is_empty(), self.what.get()) {
            (false, What::Names | What::Rows | What::File) => Some(Lock::Passphrase(passphrase)),
            (true, What::File) => Some(Lock::KeyApart),
            _ => None,
        }
    }

    /// Letters of the text without an address.
    fn n_letters(self) -> Option<usize> {
        self.made.with(|made| match made {
            Made::Link(link) => Some(link.text.len()),
            Made::Share(share) => Some(match self.lock() {
                Some(lock) => sealing::length(share.bytes, &lock),
                None => share.text.len(),
            }),
            _ => None,
        })
    }

    /// Letters of the whole address.
    fn n_of_link(self) -> Option<usize> {
        let address = location::page_address().len();
        self.n_letters().map(|n| match n {
            0 => address,
            n => address + 1 + n,
        })
    }

    /// The text as it leaves, sealed where it is to be, and the key that goes another way.
    async fn text(self) -> Result<(String, String), String> {
        let (lock, plan) = untrack(|| (self.lock(), self.plan.get()));
        match (self.made.get_untracked(), lock) {
            (Made::Link(link), _) => Ok((link.text, String::new())),
            (Made::Share(share), None) => Ok((share.text, String::new())),
            (Made::Share(share), Some(lock)) => {
                let made = plan.made.unwrap_or_default();
                let sealing = sealing::seal(&share.text, &lock, made, plan.expires).await?;
                Ok((sealing.text, sealing.key))
            }
            (Made::Waiting | Made::Trouble(_), _) => Err(words::NOTHING_TO_SHARE.to_owned()),
        }
    }

    fn copy(self, as_link: bool) {
        spawn_local(async move {
            let outcome = match self.text().await {
                Ok((text, _)) => {
                    let (text, said) = match as_link {
                        true => (address_of(&text), words::LINK_COPIED),
                        false => (text, words::CODE_COPIED),
                    };
                    match clipboard::write(&text).await {
                        true => Ok(said),
                        false => Err(words::NO_CLIPBOARD.to_owned()),
                    }
                }
                Err(sentence) => Err(sentence),
            };
            self.tell(outcome.map(str::to_owned));
        });
    }

    fn save(self) {
        let name = words::sealed_name(
            self.state.report.get_untracked().id,
            self.plan
                .with_untracked(|plan| plan.made.unwrap_or_default()),
        );
        spawn_local(async move {
            let outcome = self.text().await.map(|(text, key)| {
                let is_saved = download::save(&name, &text, "application/octet-stream");
                if is_saved {
                    let _ = self.key.try_set(key);
                }
                match is_saved {
                    true => words::sealed_saved(&name),
                    false => crate::report::exports::NOT_SAVED.to_owned(),
                }
            });
            self.tell(outcome);
        });
    }

    // The window may be closed by now.
    fn tell(self, outcome: Result<String, String>) {
        let (done, trouble) = match outcome {
            Ok(done) => (done, String::new()),
            Err(trouble) => (String::new(), trouble),
        };
        let _ = self.done.try_set(done);
        let _ = self.trouble.try_set(trouble);
    }
}

fn address_of(text: &str) -> String {
    words::link_address(&location::page_address(), text)
}

fn whats(desk: Desk) -> AnyView {
    each(ALL, move |(what, caption)| {
        let is_on = move || desk.what.get() == what;
        let take = move |_: leptos::ev::Event| desk.what.set(what);
        view! {
            <label class="choice"><input type="radio" name="share-what" prop:checked=is_on on:change=handler(take)/>{caption}</label>
        }
        .into_any()
    })
}

fn data(desk: Desk) -> AnyView {
    view! {
        <label class="choice"><input type="checkbox" prop:checked=move || desk.with_data.get()
            on:change=handler(move |event| desk.with_data.set(event_target_checked(&event)))/>{said::LET_THE_READER_KNOW_WHETHER_THEIR_FILES}</label>
    }
    .into_any()
}

fn redaction(desk: Desk) -> AnyView {
    type Part = fn(&mut SharePlan) -> &mut String;
    let parts: [(&str, Part); 3] = [
        (said::NAMES, |plan| &mut plan.names),
        (said::LOGON_NAMES_ADDRESSES_NUMBERS, |plan| &mut plan.ids),
        (said::PHONE_NUMBERS, |plan| &mut plan.phones),
    ];
    let selects = each(parts, move |(caption, part)| {
        let now = desk
            .plan
            .with_untracked(|plan| part(&mut plan.clone()).clone());
        let options = each(WAYS, |(way, title)| {
            view! { <option value=way selected=now == way>{title}</option> }.into_any()
        });
        let take = move |event| {
            desk.plan
                .update(|plan| *part(plan) = event_target_value(&event));
        };
        view! {
            <label class="hand-over-choice">
                <span class="field-label">{caption}</span>
                <select on:change=handler(take)>{options}</select>
            </label>
        }
        .into_any()
    });
    view! {
        <fieldset class="share-fields"><legend>{said::BEFORE_IT_LEAVES}</legend>{selects}</fieldset>
    }
    .into_any()
}

fn terms(desk: Desk) -> AnyView {
    let expires = desk.plan.with_untracked(|plan| plan.expires);
    let expires = expires.map_or(String::new(), |day| day.to_string());
    let take_day = move |event| {
        desk.plan
            .update(|plan| plan.expires = iso_day(&event_target_value(&event)));
    };
    let take = move |event| desk.passphrase.set(event_target_value(&event));
    let hint = move || match desk.what.get() {
        What::File => said::PASSPHRASE_WITHOUT_ONE_A_KEY_IS_SHOWN,
        _ => said::PASSPHRASE_IF_IT_IS_TO_BE_SEALED,
    };
    view! {
        <div class="share-fields">
            <label class="hand-over-choice">
                <span class="field-label">{said::TO_BE_USED_UNTIL}</span>
                <input type="date" prop:value=expires on:change=handler(take_day)/>
            </label>
            <label class="hand-over-choice">
                <span class="field-label">{hint}</span>
                <input type="password" autocomplete="off" spellcheck="false"
                    prop:value=move || desk.passphrase.get() on:input=handler(take)/>
            </label>
        </div>
        <p class="fine">{words::EXPIRY_TOLD}" "{words::PASSPHRASE_TOLD}</p>
    }
    .into_any()
}

fn items(texts: Vec<String>) -> AnyView {
    let items = each(texts, |text| view! { <li>{text}</li> }.into_any());
    view! { <ul class="share-told">{items}</ul> }.into_any()
}

/// Exactly what leaves.
fn preview(desk: Desk) -> AnyView {
    match desk.made.get() {
        Made::Waiting => ().into_any(),
        Made::Trouble(sentence) => {
            view! { <p class="failure-text" role="alert">{sentence}</p> }.into_any()
        }
        Made::Link(link) => {
            let told: Vec<String> = link.left_out.into_iter().chain(link.reveals).collect();
            view! {
                <p>{said::IT_SHOWS}<strong>{link.meaning}</strong></p>
                {items(told)}
                <code class="raw share-text" tabindex="0">{address_of(&link.text)}</code>
            }
            .into_any()
        }
        Made::Share(share) => {
            let captions: Vec<&str> = share.columns.iter().map(String::as_str).collect();
            let rows = share.rows.iter();
            let rows = rows.map(|row| row.iter().cloned().map(Cell::Text).collect());
            let is_selection = desk.state.selection.with(|selection| !selection.is_empty());
            let (n_rows, n_columns) = (share.total.into(), share.columns.len() as u64);
            let table = plain_table(
                said::THE_FIRST_ROWS_AS_THEY_LEAVE,
                &captions,
                rows.collect(),
            );
            let more = words::preview_more(share.rows.len() as u64, n_rows);
            let from = words::leaves_from(&share.sources);
            view! {
                <p><strong class="share-size">{words::leaves(n_rows, n_columns, is_selection)}</strong></p>
                {table}
                <p class="fine">{more}" "{from}</p>
                {items(share.told)}
            }
            .into_any()
        }
    }
}

fn length(desk: Desk) -> AnyView {
    if desk.what.get() == What::File {
        return ().into_any();
    }
    let Some(n) = desk.n_of_link() else {
        return ().into_any();
    };
    view! {
        <p class="share-length" role="status" data-length=words::letters_class(n)>{said::AS_A_LINK}{words::letters_told(n)}</p>
    }
    .into_any()
}

fn buttons(desk: Desk) -> AnyView {
    let is_made = desk
        .made
        .with(|made| matches!(made, Made::Link(_) | Made::Share(_)));
    if !is_made {
        return ().into_any();
    }
    if desk.what.get() == What::File {
        return button(said::SAVE_THE_SEALED_FILE, Look::Primary, move || {
            desk.save()
        });
    }
    let n = desk.n_of_link().unwrap_or_default();
    let code = button(said::COPY_AS_REPORT_CODE, Look::Plain, move || {
        desk.copy(false)
    });
    match n > words::MOST_LETTERS {
        true => view! {
            {button(said::MAKE_IT_A_SEALED_FILE, Look::Primary, move || desk.what.set(What::File))}
            {code}
            <button class="button" disabled title=words::LINK_TOO_LONG>{said::COPY_LINK}</button>
            <p class="fine">{words::LINK_TOO_LONG}</p>
        }
        .into_any(),
        false => view! {
            {button(said::COPY_LINK, Look::Primary, move || desk.copy(true))}
            {code}
        }
        .into_any(),
    }
}

fn key(desk: Desk) -> AnyView {
    let copy = move || {
        spawn_local(async move {
            let is_copied = clipboard::write(&desk.key.get_untracked()).await;
            desk.tell(match is_copied {
                true => Ok(words::KEY_COPIED.to_owned()),
                false => Err(words::NO_CLIPBOARD.to_owned()),
            });
        });
    };
    view! {
        <div class="share-key" role="group" aria-label=said::KEY_OF_THE_FILE>
            <p>{words::KEY_TOLD}</p>
            <code class="raw share-text" tabindex="0">{move || desk.key.get()}</code>
            {button(said::COPY_THE_KEY, Look::Plain, copy)}
        </div>
    }
    .into_any()
}

/// Codes that came are opened here, too.
fn code_box(state: AppState) -> AnyView {
    let text = RwSignal::new(String::new());
    let trouble = RwSignal::new(String::new());
    let open = move || {
        spawn_local(async move {
            let outcome = shared::take_or_ask(state, text.get_untracked()).await;
            if let Err(sentence) = outcome {
                let _ = trouble.try_set(sentence);
            }
        });
    };
    view! {
        <details class="share-open">
            <summary>{said::OPEN_A_REPORT_CODE_THAT_CAME}</summary>
            <label>
                <span class="field-label">{said::REPORT_CODE}</span>
                <textarea rows="3" spellcheck="false" autocomplete="off" on:input=handler(move |event| text.set(event_target_value(&event)))></textarea>
            </label>
            {button(said::OPEN_IT, Look::Plain, open)}
            <p class="failure-text" role="status">{move || trouble.get()}</p>
        </details>
    }
    .into_any()
}

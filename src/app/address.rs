//! The address as the one truth of the view: what is chosen is written behind `#`, and what stands there
//! is applied (M8).

use std::cell::RefCell;

use leptos::task::spawn_local;

use super::notice_state::Weight;
use super::shared;
use super::slot::{Kept, follow};
use super::state::AppState;
use crate::browser::{dom, location, timer};
use crate::engine::inquiry::Inquiry;
use crate::engine::links::{LinkView, OpenView};
use crate::engine::shares::is_code;
use crate::report::definition::definition;
use crate::report::words;

/// The address follows what is chosen after so long: a browser refuses a page that writes it at every key.
const WRITE_AFTER_MS: i32 = 400;

/// Behind a view: the link of a shared file that its data comes from, percent-encoded.
const FILE: &str = "&file=";

/// Where a link within the page leads; no view.
const MAIN: &str = "main";

/// Applies the view of the address, and writes the address from here on.
pub fn begin(state: AppState) {
    let written = Kept::new(String::new());
    let at_rest = Kept::new(String::new());
    let newest = Kept::new(0_u32);
    spawn_local(async move {
        if fragment().is_empty() {
            // Until something is chosen the address stays as it was typed.
            let link = link(state).await;
            at_rest.set(link.map(|link| link.text).unwrap_or_default());
        }
        take(state, written).await;
        follow(move || {
            state.report.track();
            state.query.track();
            // What names somebody is known by the data.
            state.data.track();
            let turn = newest.update(|turn| {
                *turn += 1;
                *turn
            });
            timer::after(WRITE_AFTER_MS, move || {
                if newest.get() == turn {
                    spawn_local(write(state, written, at_rest));
                }
            });
        });
    });
    dom::on_window("hashchange", move |_: leptos::ev::Event| {
        spawn_local(take(state, written));
    });
}

/// What stands behind `#`: the view, and the shared file it names, which is kept for [`shared_file`].
fn fragment() -> String {
    let text = location::fragment();
    match text.split_once(FILE) {
        None => text,
        Some((view, file)) => {
            FROM.set(file.to_owned());
            view.to_owned()
        }
    }
}

/// Writes the view, and behind it the shared file.
fn set_fragment(view: &str) {
    let file = FROM.with_borrow(String::clone);
    match file.is_empty() {
        true => location::set_fragment(view),
        false => location::set_fragment(&format!("{view}{FILE}{file}")),
    }
}

/// The shared file that the address names, percent-encoded; empty for none.
pub fn shared_file() -> String {
    let _ = fragment();
    FROM.with_borrow(String::clone)
}

/// From here on the address names this shared file, percent-encoded.
pub fn set_shared_file(file: &str) {
    let view = fragment();
    FROM.set(file.to_owned());
    set_fragment(&view);
}

async fn take(state: AppState, written: Kept<String>) {
    let text = fragment();
    if text == MAIN {
        return set_fragment(&written.get());
    }
    if text.is_empty() || text == written.get() {
        return;
    }
    if is_code(&text) {
        // Rows are no view: the address is that of the view again, so that nobody copies them with it.
        set_fragment(&written.get());
        if let Err(sentence) = shared::take_or_ask(state, text).await {
            state.notices.show(Weight::Failure, sentence);
        }
        return;
    }
    match opened(state, text.clone()).await {
        Ok(view) => {
            written.set(text);
            let _ = apply(state, view);
        }
        Err(sentence) => {
            state.notices.show(Weight::Failure, sentence);
            set_fragment(&written.get());
        }
    }
}

async fn write(state: AppState, written: Kept<String>, at_rest: Kept<String>) {
    let Ok(link) = link(state).await else { return };
    let text = match link.text == at_rest.get() {
        true => String::new(),
        false => link.text,
    };
    if written.get() != text {
        set_fragment(&text);
        written.set(text);
    }
}

/// The link of the view that is shown.
pub async fn link(state: AppState) -> Result<LinkView, String> {
    let inquiry = Inquiry::Link {
        id: state.report.get_untracked().id.to_owned(),
        query: state.query.get_untracked(),
    };
    state.inquire(inquiry).await
}

/// The view of a link; nothing is applied.
pub async fn opened(state: AppState, text: String) -> Result<OpenView, String> {
    let view: OpenView = state.inquire(Inquiry::Open { text: text.clone() }).await?;
    if view.has_data && view.same.is_empty() {
        compare_later(state, text);
    }
    Ok(view)
}

thread_local! {
    /// The link whose data is compared once files are loaded; empty for none.
    static WAITS: RefCell<String> = const { RefCell::new(String::new()) };
    /// The shared file that the address names; empty for none.
    static FROM: RefCell<String> = const { RefCell::new(String::new()) };
}

fn compare_later(state: AppState, text: String) {
    let is_first = WAITS.replace(text).is_empty();
    if !is_first {
        return;
    }
    follow(move || {
        state.data.track();
        let waits = WAITS.with_borrow(String::clone);
        if waits.is_empty() || !state.is_filled(state.report.get_untracked()) {
            return;
        }
        spawn_local(async move {
            let view = state.inquire::<OpenView>(Inquiry::Open { text: waits });
            let same = view.await.map(|view| view.same).unwrap_or_default();
            if !same.is_empty() {
                WAITS.take();
                tell_same(state, same);
            }
        });
    });
}

fn tell_same(state: AppState, same: Vec<String>) {
    for sentence in same {
        let weight = match sentence == words::SAME_DATA {
            true => Weight::Done,
            false => Weight::Warning,
        };
        state.notices.show(weight, sentence);
    }
}

/// Shows the view of a link, and says what of it is not applied and which files it waits for.
pub fn apply(state: AppState, view: OpenView) -> Result<(), String> {
    let report = definition(&view.report).ok_or_else(|| words::report_unknown(&view.report))?;
    for sentence in view.ignored {
        state.notices.show(Weight::Warning, sentence);
    }
    tell_same(state, view.same);
    state.look_by(report, view.query);
    let waits = !state.is_filled(report);
    state.awaited.set(match waits {
        true => words::view_waits(report, &view.meaning),
        false => String::new(),
    });
    Ok(())
}

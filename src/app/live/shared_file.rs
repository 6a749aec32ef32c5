//! A file that somebody shared by a link in SharePoint or OneDrive, read as the signed-in person; a link of a view may
//! name one, so that a team works from one file.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::as_person::{self, Question, id_of, no_answer};
use super::desk::Desk;
use super::runs::new_number;
use crate::app::address;
use crate::app::button::{Look, button};
use crate::app::notice_state::Weight;
use crate::app::view::when;
use crate::browser::graph::{self, Asking};
use crate::browser::{clipboard, location};
use crate::live::shared_file;
use crate::report::words;

/// The field for the link.
#[component]
pub fn SharedFile() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let of_address = location::decoded(&address::shared_file());
    let is_named = !of_address.is_empty();
    let link = RwSignal::new(of_address);
    let is_read = RwSignal::new(false);
    let read = move || {
        let link = link.get_untracked();
        spawn_local(async move { is_read.set(read_shared(desk, link).await) });
    };
    let copy = move || {
        let link = link.get_untracked();
        spawn_local(copy_link(desk, link));
    };
    view! {
        <details class="live-fold" open=is_named>
            <summary>{words::SHARED_FILE}</summary>
            <p class="fine">{if is_named { words::LINK_HAS_FILE } else { words::SHARED_FILE_LEAD }}</p>
            <label class="field">{words::SHARED_FILE_ADDRESS}<input type="url" bind:value=link/></label>
            <div class="button-row">
                {button(words::READ_SHARED_FILE, Look::Plain, read)}
                {when(move || is_read.get(), move || button(words::COPY_LINK_WITH_FILE, Look::Plain, copy))}
            </div>
        </details>
    }
}

async fn copy_link(desk: Desk, link: String) {
    address::set_shared_file(&location::encoded(&link));
    let text = format!("{}#{}", location::page_address(), location::fragment());
    let (weight, sentence) = match clipboard::write(&text).await {
        true => (Weight::Done, words::FILE_LINK_COPIED),
        false => (Weight::Warning, words::NOT_COPIED),
    };
    desk.state.notices.show(weight, sentence);
}

/// Reads a shared file and takes it as one that was dropped; whether it came.
async fn read_shared(desk: Desk, link: String) -> bool {
    desk.is_used.set(true);
    desk.troubles.update(Vec::clear);
    let taken = take_shared(desk, &link).await;
    let is_read = taken.is_ok();
    if let Err(sentence) = taken {
        desk.troubles.set(vec![sentence]);
    }
    is_read
}

async fn take_shared(desk: Desk, link: &str) -> Result<(), String> {
    let config = desk.config.get_untracked().ok_or(words::READING_CONFIG)?;
    let address = shared_file::address(&config, link)?;
    let question = Question {
        url: &address,
        scope: shared_file::SCOPE,
        headers: &[shared_file::PREFER],
        content: None,
    };
    let (heard, body) = as_person::ask(desk, &question).await?;
    if heard.status != 200 {
        return Err(words::not_shared(heard.status, &id_of(&heard, &body)));
    }
    let item = shared_file::read(&config, &body)?;
    // The address is a secret and allows the download by itself: no header, no token.
    let id = new_number();
    let asking = Asking {
        id,
        url: &item.download,
        headers: &[],
        token: "",
        content: None,
    };
    let (heard, _) = graph::ask(&asking).await.map_err(no_answer)?;
    let file = graph::file(&[id], &item.name).filter(|_| heard.status == 200);
    graph::forget(&[id]);
    let file = file.ok_or(words::NO_DOWNLOAD)?;
    desk.state.take_files(vec![file]);
    Ok(())
}

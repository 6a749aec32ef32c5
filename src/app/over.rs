//! The window over the page: keeps the focus, closes by Esc, by its button and by a click beside it.

use leptos::prelude::*;

use super::calendar::CalendarFile;
use super::column_chooser::ColumnChooser;
use super::connect::Connect;
use super::decisions::{Clearing, DecisionList};
use super::export::ExportView;
use super::filter_builder::FilterBuilder;
use super::hand_out::HandOutView;
use super::hand_over::HandOverNames;
use super::issues::Issues;
use super::keyboard_help::KeyboardHelp;
use super::page::rescue_focus;
use super::palette::Palette;
use super::paste_box::PasteBox;
use super::policy::PolicyDialog;
use super::privacy::Privacy;
use super::question::{ChangeReading, OldestQuestion};
use super::share::ShareDialog;
use super::shared::Shared;
use super::slot::{Kept, follow};
use super::source_rows::SourceRows;
use super::state::{Over, app};
use super::view::{fresh, handler};
use super::views::Views;
use crate::browser::{dom, timer};
use crate::report::words;
use crate::report::words::screen::over as said;

/// The window over the page; what it holds exists only while it is open.
#[component]
pub fn OverPage() -> impl IntoView {
    let state = app();
    let was_open = Kept::new(false);
    follow(move || {
        let is_open = state.over.get().is_some();
        dom::show_dialog(".dialog", is_open);
        if was_open.get() && !is_open {
            // What had the focus before may be gone, or have been nothing.
            timer::next_frame(rescue_focus);
        }
        was_open.set(is_open);
    });
    let close = move || state.over.set(None);
    let click = move |event| {
        if dom::is_on_backdrop(&event) {
            close();
        }
    };
    let title = move || {
        state
            .over
            .get()
            .map(|over| title(over, &state.source_name(over)))
            .unwrap_or_default()
    };
    let content = move || match state.over.get() {
        None => ().into_any(),
        Some(Over::Question) => view! { <OldestQuestion/> }.into_any(),
        Some(Over::Reading(source)) => view! { <ChangeReading source/> }.into_any(),
        Some(Over::SourceRows(source, part)) => view! { <SourceRows source part/> }.into_any(),
        Some(Over::Issues(source)) => view! { <Issues source=Some(source)/> }.into_any(),
        Some(Over::Contradictions) => view! { <Issues source=None/> }.into_any(),
        Some(Over::Filter(at)) => view! { <FilterBuilder at/> }.into_any(),
        Some(Over::Palette) => view! { <Palette/> }.into_any(),
        Some(Over::Columns) => view! { <ColumnChooser/> }.into_any(),
        Some(Over::Paste) => view! { <PasteBox caption=said::ADD_THESE_NAMES/> }.into_any(),
        Some(Over::Names) => view! { <HandOverNames/> }.into_any(),
        Some(Over::Policy) => view! { <PolicyDialog/> }.into_any(),
        Some(Over::Views) => view! { <Views/> }.into_any(),
        Some(Over::Share) => view! { <ShareDialog/> }.into_any(),
        Some(Over::Shared) => view! { <Shared/> }.into_any(),
        Some(Over::Calendar) => view! { <CalendarFile/> }.into_any(),
        Some(Over::HandOut) => view! { <HandOutView/> }.into_any(),
        Some(Over::Export) => view! { <ExportView/> }.into_any(),
        Some(Over::Keys) => view! { <KeyboardHelp/> }.into_any(),
        Some(Over::Privacy) => view! { <Privacy/> }.into_any(),
        Some(Over::Connect) => view! { <Connect/> }.into_any(),
        Some(Over::Decisions) => view! { <DecisionList/> }.into_any(),
        Some(Over::Clearing) => view! { <Clearing/> }.into_any(),
    };
    // A text without controls is scrolled by keys only where it takes the focus.
    let body_tab = move || (state.over.get() == Some(Over::Privacy)).then_some("0");
    view! {
        <dialog class="dialog" aria-labelledby="dialog-title" on:close=handler(move |_| close()) on:click=handler(click)>
            <div class="dialog-frame">
                <div class="dialog-head">
                    <h2 id="dialog-title">{title}</h2>
                    <button class="button" data-look="quiet" aria-label=said::CLOSE on:click=handler(move |_| close())>"×"</button>
                </div>
                <div class="dialog-body" tabindex=body_tab>{fresh(content)}</div>
            </div>
        </dialog>
    }
}

fn title(over: Over, source: &str) -> String {
    match over {
        Over::Question => said::ONE_QUESTION.to_owned(),
        Over::Reading(_) => words::reading_of(source),
        Over::SourceRows(_, part) => words::rows_of_part(part, source),
        Over::Issues(_) => words::issues_of(source),
        Over::Contradictions => said::ISSUES_IN_ALL_SOURCES.to_owned(),
        Over::Filter(_) => said::FILTER.to_owned(),
        Over::Palette => said::COMMANDS.to_owned(),
        Over::Columns => said::CHOOSE_COLUMNS.to_owned(),
        Over::Paste => said::PASTE_LOGON_NAMES.to_owned(),
        Over::Names => said::HAND_OVER_LOGON_NAMES.to_owned(),
        Over::Policy => said::POLICY.to_owned(),
        Over::Views => said::VIEWS.to_owned(),
        Over::Share => said::SHARE.to_owned(),
        Over::Shared => said::SHARED_ROWS.to_owned(),
        Over::Calendar => said::CALENDAR_FILE.to_owned(),
        Over::Export => said::EXPORT.to_owned(),
        Over::HandOut => said::HAND_OUT.to_owned(),
        Over::Keys => said::KEYS.to_owned(),
        Over::Privacy => said::WHAT_HAPPENS_TO_YOUR_DATA.to_owned(),
        Over::Connect => words::MICROSOFT_365.to_owned(),
        Over::Decisions => said::DECISIONS.to_owned(),
        Over::Clearing => said::CLEAR_THE_DECISIONS_TOO.to_owned(),
    }
}

//! The whole page, and the keys that work everywhere on it.

use chrono::NaiveDate;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_split_helpers::wasm_split;

use super::address;
use super::automation;
use super::column_drag;
use super::column_menu::ColumnMenu;
use super::connect;
use super::details::DetailsPane;
use super::drop_target::{DropTarget, Picker};
use super::empty_page::EmptyPage;
use super::grid::Grid;
use super::groups::Groups;
use super::header::Header;
use super::keyboard_help::takes_letters;
use super::load_progress::LoadProgress;
use super::looks;
use super::match_panel::MatchPanel;
use super::notices::NoticeList;
use super::other_files;
use super::over::OverPage;
use super::palette;
use super::policy::PolicyButton;
use super::print_page::PrintPage;
use super::shared;
use super::slot::{Kept, follow};
use super::sources::Sources;
use super::state::{AppState, Over, ReplyText, app};
use super::summary::SummaryStrip;
use super::survey_head::{Known, SurveyHead};
use super::tabs::Tabs;
use super::theme;
use super::toolbar::Toolbar;
use super::view::{either, maybe, when};
use super::waits::Waits;
use crate::browser::files::File;
use crate::browser::part::{PartMissing, at_once};
use crate::browser::{dom, location};
use crate::report::across::SURVEYS;
use crate::report::definition::{is_list, learn};
use crate::report::query::Query;
use crate::report::words;
use crate::report::words::screen::page as said;

/// The whole page.
#[component]
pub fn Page() -> impl IntoView {
    let state = AppState::new();
    provide_context(state);
    theme::restore();
    follow(move || state.day.set_other(state.day_now()));
    dom::on_window("keydown", move |event| on_key(state, &event));
    dom::on_return(move || state.look_at_clock());
    if location::asks_for_automation() {
        expose_with_lists(state);
    }

    let has_lists = move || state.has_lists.get();
    let is_empty = move || state.sources.with(Vec::is_empty) || !has_lists();
    view! {
        <a class="skip-link" href="#main">{said::SKIP_TO_THE_LIST}</a>
        <Header/>
        <NoticeList/>
        <LoadProgress/>
        <main class="main" id="main" tabindex="-1">
            {when(has_lists, || drawn(Piece::Live))}
            {either(is_empty, || view! { <EmptyPage/> }.into_any(), || drawn(Piece::Workspace))}
            <Picker/>
            <DropTarget/>
            {when(has_lists, || drawn(Piece::ColumnMenu))}
        </main>
        <p class="visually-hidden" role="status">{move || state.said.get()}</p>
        {when(has_lists, || drawn(Piece::Over))}
    }
}

/// What the part `lists` draws: all that is needed only once something is loaded, or asked for.
pub enum Piece {
    Workspace,
    ColumnMenu,
    Over,
    Policy,
    /// The panel of live mode; nothing in the first document.
    Live,
    /// The button that leads there.
    Connect,
}

#[allow(unsafe_code)] // of the macro: a function of another module is called across an import
#[wasm_split(lists, fallible, preload(fetch_part))]
fn draw(piece: Piece) -> Result<AnyView, PartMissing> {
    Ok(match piece {
        Piece::Workspace => view! { <Workspace/> }.into_any(),
        Piece::ColumnMenu => view! { <ColumnMenu/> }.into_any(),
        Piece::Policy => view! { <PolicyButton/> }.into_any(),
        Piece::Live => connect::live_panel(),
        Piece::Connect => connect::connect_button(words::CONNECT),
        Piece::Over => {
            let state = app();
            follow_choices(state);
            looks::begin(state);
            column_drag::begin(state);
            palette::begin(state);
            shared::begin(state);
            address::begin(state);
            connect::begin(state);
            view! { <OverPage/> <PrintPage/> }.into_any()
        }
    })
}

/// Lets scripts drive the page; nobody needs that before the lists are there.
fn expose_with_lists(state: AppState) {
    let is_asked = Kept::new(false);
    follow(move || {
        if state.has_lists.get() && !is_asked.get() {
            is_asked.set(true);
            spawn_local(async move {
                // Its part is there.
                let _ = expose(state).await;
            });
        }
    });
}

#[allow(unsafe_code)] // of the macro: a function of another module is called across an import
#[wasm_split(lists, fallible)]
fn expose(state: AppState) -> Result<(), PartMissing> {
    automation::expose(state);
    Ok(())
}

/// Takes files that are no exports by their names.
#[allow(unsafe_code)] // of the macro: a function of another module is called across an import
#[wasm_split(lists, fallible)]
pub fn take_files(state: AppState, files: Vec<File>) -> Result<(), PartMissing> {
    spawn_local(other_files::take(state, files));
    Ok(())
}

/// Takes pasted text that may be a report code or a link.
#[allow(unsafe_code)] // of the macro: a function of another module is called across an import
#[wasm_split(lists, fallible)]
pub fn take_text(state: AppState, text: String) -> Result<(), PartMissing> {
    spawn_local(shared::take_pasted(state, text));
    Ok(())
}

/// The same, for who does not know the parts.
pub async fn take_other_text(state: AppState, text: String) -> Result<(), PartMissing> {
    take_text(state, text).await
}

/// The same of files.
pub async fn take_other_files(state: AppState, files: Vec<File>) -> Result<(), PartMissing> {
    take_files(state, files).await
}

/// Fetches the part that shows lists; once it was fetched it is there for good.
pub async fn fetch_lists() -> Result<(), PartMissing> {
    fetch_part().await?;
    fetch_taking().await?;
    learn_reports().await
}

/// Follows what loads answered.
#[allow(unsafe_code)] // of the macro: a function of another module is called across an import
#[wasm_split(lists, fallible, preload(fetch_taking))]
pub fn take_over(state: AppState, texts: Vec<ReplyText>) -> Result<(), PartMissing> {
    texts.into_iter().for_each(|text| state.take_over(text));
    Ok(())
}

/// Makes the reports over all sources known, which a first visit does not need.
#[allow(unsafe_code)] // of the macro: a function of another module is called across an import
#[wasm_split(lists, fallible)]
fn learn_reports() -> Result<(), PartMissing> {
    learn(&SURVEYS);
    Ok(())
}

/// A piece, where the part is there.
pub fn drawn(piece: Piece) -> AnyView {
    maybe(at_once(draw(piece)), |view| view)
}

/// What there is to see once something is loaded.
#[component]
fn Workspace() -> impl IntoView {
    let state = app();
    let is_matching = move || state.report.get().id == "matching";
    let is_survey = move || !is_list(state.report.get().id);
    provide_context(Known::of(state));
    state.follow_matches();
    view! {
        <Sources/>
        <Tabs/>
        <section class="list" id="list" role="tabpanel" aria-labelledby="chosen-tab">
            <Waits/>
            <SummaryStrip/>
            {when(is_matching, || view! { <MatchPanel/> }.into_any())}
            {when(is_survey, || view! { <SurveyHead/> }.into_any())}
            <Toolbar/>
            <div class="results">
                <Grid/>
                <Groups/>
                <DetailsPane/>
            </div>
        </section>
    }
}

// Another view starts at its top; the same view over other data or another day stays where it is, and so
// does one whose columns are others. Where only the layout is another, the rows are as they were.
fn follow_choices(state: AppState) {
    let before = Kept::new(None::<(&'static str, Query, (u32, NaiveDate))>);
    follow(move || {
        let query = Query {
            layout: Default::default(),
            ..state.query.get()
        };
        state.day.set_other(state.day_now());
        let now = (
            state.report.get().id,
            query,
            (state.data.get(), state.day.get_untracked()),
        );
        let before = before.update(|before| before.replace(now.clone()));
        if before.as_ref() == Some(&now) {
            return;
        }
        // Neither the day nor the columns are a part of where one looks.
        let is_new_view = before.is_none_or(|mut before| {
            before.1.today = now.1.today;
            before.1.columns.clone_from(&now.1.columns);
            (before.0, before.1) != (now.0, now.1)
        });
        state.selection.update(|selection| selection.clear());
        if state.sources.with_untracked(Vec::is_empty) {
            state.rows.forget();
        } else {
            state.rows.refresh(state, is_new_view);
        }
    });
}

fn on_key(state: AppState, event: &KeyboardEvent) {
    if event.default_prevented() || dom::has_dialog() {
        return;
    }
    let key = event.key();
    if key == "F6" && dom::focus_next_region(event.shift_key()) {
        event.prevent_default();
        return;
    }
    let plain = !dom::holds_control(event) && !event.alt_key();
    if !plain || dom::is_typing(event) || !takes_letters() {
        return;
    }
    match key.as_str() {
        "/" if dom::focus_first(".search-box input") => event.prevent_default(),
        "?" => {
            state.over.set(Some(Over::Keys));
            event.prevent_default();
        }
        _ => {}
    }
}

/// Nobody's focus goes to the grid or, where there is none, to the page's main part.
pub fn rescue_focus() {
    if dom::has_no_focus() && !dom::focus_first(".grid [tabindex='0']") {
        dom::focus_first("#main");
    }
}

/// Focus goes back to the grid.
pub fn focus_grid() {
    if !dom::focus_first(
        ".group-opens[tabindex='0'], .grid-frame:not([hidden]) .grid [tabindex='0']",
    ) {
        dom::focus_first(".grid-scroller");
    }
}

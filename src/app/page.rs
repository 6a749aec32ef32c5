//! The whole page, and the keys that work everywhere on it.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::automation;
use super::column_chooser::ColumnChooser;
use super::details::DetailsPane;
use super::drop_target::{DropTarget, Picker};
use super::empty_page::EmptyPage;
use super::grid::{Density, Grid};
use super::header::Header;
use super::issues::IssuesDialog;
use super::keyboard_help::{KeyboardHelp, takes_letters};
use super::load_progress::LoadProgress;
use super::notices::NoticeList;
use super::paste_box::PasteDialog;
use super::print_page::PrintPage;
use super::privacy::PrivacyDialog;
use super::question::QuestionDialog;
use super::sources::Sources;
use super::state::{AppState, Over};
use super::summary::SummaryStrip;
use super::tabs::Tabs;
use super::theme;
use super::toolbar::Toolbar;
use super::view::fresh;
use crate::browser::{clock, dom, storage};
use crate::report::query::Query;

/// The whole page.
#[component]
pub fn Page() -> impl IntoView {
    let state = AppState::new();
    provide_context(state);
    provide_context(RwSignal::new(Density::named(
        &storage::kept("density").unwrap_or_default(),
    )));
    theme::restore();
    follow_choices(state);
    dom::on_window("keydown", move |event| on_key(state, &event));
    dom::on_return(move || state.today.set(clock::today()));
    automation::expose_if_asked(state);

    let is_empty = Memo::new(move |_| state.sources.with(Vec::is_empty));
    view! {
        <a class="skip-link" href="#main">"Skip to the list"</a>
        <Header/>
        <NoticeList/>
        <LoadProgress/>
        <main class="main" id="main" tabindex="-1">
            {fresh(move || if is_empty.get() { view! { <EmptyPage/> }.into_any() } else { view! { <Workspace/> }.into_any() })}
            <Picker/>
            <DropTarget/>
        </main>
        <p class="visually-hidden" role="status">{move || state.said.get()}</p>
        <QuestionDialog/>
        <IssuesDialog/>
        <ColumnChooser/>
        <PasteDialog/>
        <KeyboardHelp/>
        <PrivacyDialog/>
        <PrintPage/>
    }
}

/// What there is to see once something is loaded.
#[component]
fn Workspace() -> impl IntoView {
    view! {
        <Sources/>
        <Tabs/>
        <section class="list" id="list" role="tabpanel" aria-labelledby="chosen-tab">
            <SummaryStrip/>
            <Toolbar/>
            <div class="results">
                <Grid/>
                <DetailsPane/>
            </div>
        </section>
    }
}

// Another view starts at its top; the same view over other data or another day stays where it is.
fn follow_choices(state: AppState) {
    Effect::new(move |before: Option<(&'static str, Query, u32)>| {
        let report = state.report.get().id;
        let query = state.query.get();
        let data = state.data.get();
        state.today.track();
        let is_new_view = before.as_ref().is_none_or(|(old_report, old_query, _)| {
            *old_report != report
                || Query {
                    today: query.today,
                    ..old_query.clone()
                } != query
        });
        state.selection.update(|selection| selection.clear());
        if state.sources.with_untracked(Vec::is_empty) {
            state.rows.forget();
        } else {
            state.rows.refresh(state, is_new_view);
        }
        (report, query, data)
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

/// Focus goes back to the grid.
pub fn focus_grid() {
    if !dom::focus_first(".grid [tabindex='0']") {
        dom::focus_first(".grid-scroller");
    }
}

//! Above a report over all sources: what is to be known of it, its quick filters and sums (D12, D22, D23).

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::attribute_key::AttributeKey;
use super::older_day::{OlderDay, Ticket};
use super::plain_table::{Cell, plain_table};
use super::quick_filters::QuickFilters;
use super::slot::follow;
use super::state::{AppState, app};
use super::view::{each, fresh, maybe, when};
use crate::browser::dom;
use crate::engine::inquiry::Inquiry;
use crate::report::across::about::{AboutView, NoteView, SumView};
use crate::report::across::words as across_words;
use crate::report::definition::{ColumnDefinition, is_list};
use crate::report::words::screen::survey_head as said;

/// Notes in sight before “more”.
const FIRST_NOTES: usize = 2;
/// Groups of a sum that are listed.
const LISTED_GROUPS: u32 = 50;

/// What is known of the report that is looked at; given by context to all that stands in the list.
#[derive(Clone, Copy)]
pub struct Known {
    about: RwSignal<(&'static str, AboutView)>,
}

impl Known {
    /// What is known, asked for anew whenever the rows of the list are others.
    pub fn of(state: AppState) -> Known {
        let known = Known {
            about: RwSignal::new(("", AboutView::default())),
        };
        follow(move || {
            state.rows.outcome().track();
            let id = state.report.get_untracked().id;
            if !is_list(id) {
                known.ask(state, id);
            }
        });
        known
    }

    fn ask(self, state: AppState, id: &'static str) {
        let query = state.query.get_untracked();
        let inquiry = Inquiry::About {
            id: id.to_owned(),
            query: query.clone(),
            groups: LISTED_GROUPS,
        };
        spawn_local(async move {
            let answer = state.inquire::<AboutView>(inquiry).await;
            let is_newest = state.report.get_untracked().id == id
                && state.query.with_untracked(|newest| *newest == query);
            // The list may be gone, and an answer to what was chosen before is too late.
            if let (Ok(about), true) = (answer, is_newest) {
                let before = self.about.try_get_untracked();
                if before.is_some_and(|before| before != (id, about.clone())) {
                    let _ = self.about.try_set((id, about));
                }
            }
        });
    }

    /// Something of what is known of a report; nothing while it is asked for.
    fn with<T: Default>(self, report: &str, look: impl FnOnce(&AboutView) -> T) -> T {
        self.about.with(|(id, about)| match *id == report {
            true => look(about),
            false => T::default(),
        })
    }

    /// Whether a loaded source has a column of the report that is looked at.
    pub fn has_source(self, state: AppState, column: &str) -> bool {
        let report = state.report.get().id;
        self.with(report, |about| {
            Some(!about.missing.iter().any(|missing| missing == column))
        })
        .unwrap_or(false)
    }

    /// What a column means, and from which loaded sources it comes.
    pub fn help(self, column: &'static ColumnDefinition) -> String {
        self.about.with(|(_, about)| {
            let mut columns = about.columns.iter();
            let origin = columns.find(|(id, _)| id == column.id);
            match origin {
                Some((_, origin)) => format!("{} {origin}", column.help),
                None => column.help.to_owned(),
            }
        })
    }
}

/// What stands above such a report.
#[component]
pub fn SurveyHead() -> impl IntoView {
    let state = app();
    let known = expect_context::<Known>();
    let report = move || state.report.get().id;
    // What follows from the rows, what is to be pasted elsewhere, and the rest each have their place.
    let notes = move |weights: [&'static str; 2]| {
        known.with(report(), |about| {
            let notes = about.notes.iter();
            let notes = notes.filter(|note| weights.contains(&note.weight.as_str()));
            notes.cloned().collect::<Vec<NoteView>>()
        })
    };
    let sums = move || known.with(report(), |about| about.sums.clone());
    // What is drawn anew is folded up again: each is only where its own has changed.
    let total = Memo::new(move |_| notes(["sum", "sum"]));
    let tickets = Memo::new(move |_| notes(["ticket", "ticket"]));
    let notes = Memo::new(move |_| notes(["warning", "plain"]));
    let days = move || known.with(report(), |about| about.older_days.clone());
    // With one older file there is nothing to choose.
    let days = Memo::new(move |_| Some(days()).filter(|days| days.len() > 1));
    let sums = Memo::new(move |_| sums());
    // Attributes of users, where a loaded file has some.
    let has_names = move || {
        let further = state.report.get().further;
        further.is_some_and(|further| known.has_source(state, further.names))
    };
    view! {
        <div class="survey-head">
            {fresh(move || tickets.with(|notes| each(notes.clone(), |note| view! { <Ticket note/> }.into_any())))}
            {fresh(move || maybe(days.get(), |days| view! { <OlderDay days/> }.into_any()))}
            {fresh(move || notes.with(|notes| told(notes)))}
            <QuickFilters/>
            {when(has_names, || view! { <AttributeKey/> }.into_any())}
            {fresh(move || total.with(|notes| each(notes, note)))}
            {fresh(move || sums.with(|sums| grouped(sums)))}
        </div>
    }
}

fn told(notes: &[NoteView]) -> AnyView {
    // On a phone the list would begin below the edge.
    let n_first = if dom::is_narrow() { 1 } else { FIRST_NOTES };
    let (first, more) = notes.split_at(notes.len().min(n_first));
    let more = (!more.is_empty()).then_some(more);
    view! {
        {each(first, note)}
        {maybe(more, |more| view! {
            <details class="survey-more">
                <summary>{across_words::more_notes(more.len())}</summary>
                {each(more, note)}
            </details>
        }.into_any())}
    }
    .into_any()
}

fn note(note: &NoteView) -> AnyView {
    view! { <p class="survey-note" data-weight=note.weight.clone()>{note.text.clone()}</p> }
        .into_any()
}

/// The sums by each column, folded away.
fn grouped(sums: &[SumView]) -> AnyView {
    let state = app();
    let report = state.report.get_untracked();
    let by = sums.iter().filter(|sum| !sum.by.is_empty());
    each(by, |sum| {
        let title = |id: &str| report.column(id).map_or("", |column| column.title);
        let (by, column) = (title(&sum.by), title(&sum.column));
        let rows = sum.groups.iter().map(|(name, value)| {
            let name = match name.is_empty() {
                true => said::NONE_GIVEN.to_owned(),
                false => name.clone(),
            };
            let value = view! { <span class="number">{across_words::sum(value)}</span> }.into_any();
            vec![Cell::Head(name), Cell::View(value)]
        });
        let more = across_words::more_groups(sum.groups.len(), sum.n_groups);
        view! {
            <details class="survey-more" name="survey-sums">
                <summary>{format!("{column} by {by}")}</summary>
                <div class="popover">
                    {plain_table(said::SUMS, &[by, column], rows.collect())}
                    {maybe(more, |more| view! { <p class="fine">{more}</p> }.into_any())}
                </div>
            </details>
        }
        .into_any()
    })
}

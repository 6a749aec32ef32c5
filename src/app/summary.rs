//! The strip above the list: rows by urgency, by department, by week. A click filters.

use leptos::prelude::*;

use super::rows::SHOWN_DEPARTMENTS;
use super::state::{AppState, Over, app};
use super::urgency_badge::urgency_shape;
use super::view::{each, either, handler, list, when};
use super::week_chart::WeekChart;
use crate::report::definition::is_list;
use crate::report::words::screen::summary as said;
use crate::report::words::{self, URGENCIES, UrgencyWord};

/// Departments in sight before “more”.
const FIRST_DEPARTMENTS: usize = 3;

/// The strip above the list.
#[component]
pub fn SummaryStrip() -> impl IntoView {
    let state = app();
    // Zeros of a list that nobody could count would look safe.
    let has_urgency = move || {
        let report = state.report.get();
        is_list(report.id) && report.column("urgency").is_some() && state.can_count(report.id)
    };
    when(has_urgency, move || {
        view! {
            <div class="summary">
                <div class="summary-first">
                    <div class="urgency-strip" role="group" aria-label=said::FILTER_BY_URGENCY>
                        {each(URGENCIES, |urgency| urgency_chip(state, urgency))}
                    </div>
                    {when(move || state.rows.facets.contradictions.with(|all| !all.is_empty()), move || contradictions(state))}
                </div>
                <Departments/>
                <WeekChart/>
            </div>
        }
        .into_any()
    })
}

fn urgency_chip(state: AppState, urgency: &'static UrgencyWord) -> AnyView {
    let count = move || {
        state
            .rows
            .facets
            .by_urgency
            .with(|counts| count_of(counts, urgency.name))
    };
    let is_on = move || {
        state
            .query
            .with(|query| query.has_value("urgency", urgency.name))
    };
    view! {
        <button class="urgency-chip" data-urgency=urgency.name data-empty=move || (count() == 0).to_string()
            title=urgency.meaning aria-pressed=move || is_on().to_string()
            on:click=handler(move |_| state.query.update(|query| query.toggle_value("urgency", urgency.name)))>
            {urgency_shape(urgency)}
            <span>{urgency.title}</span>
            <span class="count">{move || words::number(count().into())}</span>
        </button>
    }
    .into_any()
}

#[component]
fn Departments() -> impl IntoView {
    let state = app();
    let some = move |skip: usize, take: usize| {
        list(move || {
            state.rows.facets.by_department.with(|counts| {
                let some = counts.iter().skip(skip).take(take);
                some.map(|(name, count)| department(state, name, *count))
                    .collect()
            })
        })
    };
    let n_more = move || {
        let n = state.rows.facets.n_departments.get();
        u64::from(n.saturating_sub(FIRST_DEPARTMENTS as u32))
    };
    view! {
        <div class="departments" role="group" aria-label=said::FILTER_BY_DEPARTMENT>
            {some(0, FIRST_DEPARTMENTS)}
            {when(move || n_more() > 0, move || view! {
                <details class="more-departments">
                    <summary>{move || words::more_departments(n_more())}</summary>
                    <div class="popover">{some(FIRST_DEPARTMENTS, SHOWN_DEPARTMENTS as usize)}</div>
                </details>
            }.into_any())}
        </div>
    }
}

fn department(state: AppState, name: &str, count: u32) -> AnyView {
    let title = words::department(name).to_owned();
    let (name, asked) = (name.to_owned(), name.to_owned());
    let is_on = move || {
        state
            .query
            .with(|query| query.has_value("department", &asked))
    };
    view! {
        <button class="department" title=title.clone() aria-pressed=move || is_on().to_string()
            on:click=handler(move |_| state.query.update(|query| query.toggle_value("department", &name)))>
            <span class="department-name">{title.clone()}</span>
            <span class="count">{words::number(count.into())}</span>
        </button>
    }
    .into_any()
}

/// What contradicts itself, kind by kind; a click opens the issues of the kind.
fn contradictions(state: AppState) -> AnyView {
    let total = move || {
        state.rows.facets.contradictions.with(|all| {
            let counts = all.iter().map(|(_, count)| u64::from(*count));
            words::contradictions(counts.sum())
        })
    };
    let chips = move || {
        state.rows.facets.contradictions.with(|all| {
            let kinds = all.iter();
            kinds
                .map(|(code, count)| contradiction(state, code, *count))
                .collect()
        })
    };
    // Where there is room for one thing beside another the kinds stand in sight; else a line opens them.
    either(
        move || state.is_cards.get(),
        move || {
            view! {
                <details class="contradictions-fold" aria-label=said::CONTRADICTIONS_BY_KIND>
                    <summary class="fine">{total}</summary>
                    <div class="contradictions">{list(chips)}</div>
                </details>
            }
            .into_any()
        },
        move || {
            view! {
                <div class="contradictions" role="group" aria-label=said::CONTRADICTIONS_BY_KIND>
                    <span class="fine">{total}</span>
                    {list(chips)}
                </div>
            }
            .into_any()
        },
    )
}

fn contradiction(state: AppState, code: &str, count: u32) -> AnyView {
    let kind = code.to_owned();
    let open = move |_| {
        state.issues_shown.set(kind.clone());
        state.over.set(Some(Over::Contradictions));
    };
    view! {
        <button class="match-chip" on:click=handler(open)>
            <span>{words::issue_code(code)}</span>
            <span class="count">{words::number(count.into())}</span>
        </button>
    }
    .into_any()
}

fn count_of(counts: &[(String, u32)], name: &str) -> u32 {
    let count = counts.iter().find(|(counted, _)| counted == name);
    count.map_or(0, |(_, count)| *count)
}

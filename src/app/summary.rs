//! The strip above the list: rows by urgency, by department, by week. A click filters.

use leptos::prelude::*;

use super::state::app;
use super::urgency_badge::UrgencyShape;
use super::view::{list, when};
use super::week_chart::WeekChart;
use crate::report::words::{self, URGENCIES, UrgencyWord};

/// Departments in sight before “more”.
const FIRST_DEPARTMENTS: usize = 3;

/// The strip above the list.
#[component]
pub fn SummaryStrip() -> impl IntoView {
    let state = app();
    let has_urgency = Memo::new(move |_| state.report.get().column("urgency").is_some());
    view! {
        {when(move || has_urgency.get() && state.has_enrollment(), move || view! { <div class="summary">
                <div class="urgency-strip" role="group" aria-label="Filter by urgency">
                    {URGENCIES.iter().map(|urgency| view! { <UrgencyChip urgency/> }).collect_view()}
                </div>
                <Departments/>
                <WeekChart/>
            </div> }.into_any())}
    }
}

#[component]
fn UrgencyChip(urgency: &'static UrgencyWord) -> impl IntoView {
    let state = app();
    let count = Memo::new(move |_| {
        state
            .rows
            .facets()
            .with(|facets| count_of(&facets.by_urgency, urgency.name))
    });
    let is_on = Memo::new(move |_| {
        state
            .query
            .with(|query| is_value(query.values_of("urgency"), urgency.name))
    });
    view! {
        <button class="urgency-chip" data-urgency=urgency.name data-empty=move || (count.get() == 0).to_string()
            title=urgency.meaning aria-pressed=move || is_on.get().to_string()
            on:click=move |_| state.query.update(|query| query.toggle_value("urgency", urgency.name))>
            <UrgencyShape urgency/>
            <span>{urgency.title}</span>
            <span class="count">{move || words::number(count.get().into())}</span>
        </button>
    }
}

#[component]
fn Departments() -> impl IntoView {
    let state = app();
    let all = Memo::new(move |_| {
        state
            .rows
            .facets()
            .with(|facets| facets.by_department.clone())
    });
    let first = move || {
        all.with(|all| {
            all.iter()
                .take(FIRST_DEPARTMENTS)
                .cloned()
                .collect::<Vec<_>>()
        })
    };
    let rest = move || {
        all.with(|all| {
            all.iter()
                .skip(FIRST_DEPARTMENTS)
                .take(200)
                .cloned()
                .collect::<Vec<_>>()
        })
    };
    let n_rest = move || all.with(|all| all.len().saturating_sub(FIRST_DEPARTMENTS) as u64);
    view! {
        <div class="departments" role="group" aria-label="Filter by department">
            {list(move || first().into_iter().map(|department| view! { <DepartmentRow department/> }.into_any()).collect())}
            {when(move || { n_rest() > 0 }, move || view! { <details class="more-departments">
                    <summary>{move || words::more_departments(n_rest())}</summary>
                    <div class="popover">
                        {list(move || rest().into_iter().map(|department| view! { <DepartmentRow department/> }.into_any()).collect())}
                    </div>
                </details> }.into_any())}
        </div>
    }
}

#[component]
fn DepartmentRow(department: (String, u32)) -> impl IntoView {
    let state = app();
    let (name, count) = department;
    let title = words::department(&name).to_owned();
    let filtered = name.clone();
    let is_on = Memo::new(move |_| {
        state
            .query
            .with(|query| is_value(query.values_of("department"), &filtered))
    });
    view! {
        <button class="department" title=title.clone() aria-pressed=move || is_on.get().to_string()
            on:click=move |_| state.query.update(|query| query.toggle_value("department", &name))>
            <span class="department-name">{title.clone()}</span>
            <span class="count">{words::number(count.into())}</span>
        </button>
    }
}

fn count_of(counts: &[(String, u32)], name: &str) -> u32 {
    counts
        .iter()
        .find(|(counted, _)| counted == name)
        .map_or(0, |(_, count)| *count)
}

fn is_value(values: &[String], name: &str) -> bool {
    values.iter().any(|value| value == name)
}

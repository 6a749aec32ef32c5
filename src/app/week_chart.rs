//! Deadlines by week as bars; the same numbers as a table.

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;

use super::state::app;
use super::view::{list, when};
use crate::browser::dom;
use crate::report::week_chart::{Bar, SLOT, TALL, WIDTH_OF_BAR, bars};
use crate::report::words;

/// Deadlines by week; a click shows that week, with Shift the weeks between.
#[component]
pub fn WeekChart() -> impl IntoView {
    let state = app();
    let all = Memo::new(move |_| {
        state
            .rows
            .facets()
            .with(|facets| bars(&facets.by_week, state.day()))
    });
    let width = move || all.with(|all| all.len() as i32 * SLOT);
    view! {
        <figure class="week-chart">
            <figcaption class="week-chart-title">"Disable days by week"</figcaption>
            {when(move || all.with(Vec::is_empty), || view! { <p class="fine">"No deadline in this list."</p> }.into_any())}
            {when(move || all.with(|all| !all.is_empty()), move || view! {
                <Numbers all/>
                <div class="week-chart-scroll">
                    <svg class="week-chart-bars" role="group" aria-label="Filter by week of the disable day"
                        viewBox=move || format!("0 0 {} {}", width(), TALL + 16)
                        style:width=move || format!("{}px", width()) on:keydown=on_key>
                        {list(move || all.get().into_iter().enumerate().map(|(at, bar)| view! { <WeekBar at bar/> }.into_any()).collect())}
                    </svg>
                </div>
            }.into_any())}
        </figure>
    }
}

#[component]
fn Numbers(all: Memo<Vec<Bar>>) -> impl IntoView {
    view! {
        <details class="week-chart-numbers">
            <summary>"Numbers as a table"</summary>
            <div class="popover">
                <table class="plain-table">
                    <thead><tr><th scope="col">"Disable day"</th><th scope="col">"Accounts"</th></tr></thead>
                    <tbody>
                        {list(move || all.get().into_iter().filter(|bar| bar.count > 0).map(|bar| view! { <tr><td>{bar.span}</td><td class="number">{words::number(bar.count.into())}</td></tr> }.into_any()).collect())}
                    </tbody>
                </table>
            </div>
        </details>
    }
}

#[component]
fn WeekBar(at: usize, bar: Bar) -> impl IntoView {
    let state = app();
    let (from, to) = (bar.from, bar.to);
    let choose = move |extend: bool| {
        state.query.update(|query| {
            if extend {
                query.extend_span("disable_day", from, to);
            } else {
                query.toggle_span("disable_day", from, to);
            }
        });
    };
    let is_on = Memo::new(move |_| {
        let span = state.query.with(|query| query.span_of("disable_day"));
        span.is_some_and(|(first, last)| first <= from && to <= last)
    });
    let key = move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
            choose(event.shift_key());
        }
    };
    let place = bar.place(at);
    view! {
        <g class="week-bar" role="button" data-now=bar.is_now.to_string() tabindex=if at == 0 { "0" } else { "-1" }
            aria-pressed=move || is_on.get().to_string() aria-label=bar.sentence()
            on:click=move |event: MouseEvent| choose(event.shift_key()) on:keydown=key>
            <title>{bar.sentence()}</title>
            <rect class="week-bar-target" x=place.left y="0" width=SLOT height=TALL + 16></rect>
            <rect class="week-bar-fill" x=place.bar_left y=place.top width=WIDTH_OF_BAR height=place.height rx="2"></rect>
            <text class="week-bar-count" x=place.middle y=place.top - 3>{bar.count_text()}</text>
            <text class="week-bar-label" x=place.middle y=TALL + 12>{bar.label_at(at)}</text>
        </g>
    }
}

// One tab stop for all bars; arrows walk along them.
fn on_key(event: KeyboardEvent) {
    let by = match event.key().as_str() {
        "ArrowRight" => 1,
        "ArrowLeft" => -1,
        _ => return,
    };
    event.prevent_default();
    dom::rove_sibling(&event, by);
}

//! Deadlines by week as bars; the same numbers as a table.

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;

use super::state::{AppState, app};
use super::view::{each, fresh, handler};
use crate::browser::dom;
use crate::report::week_chart::{Bar, bars, chart_size};
use crate::report::words;

/// Deadlines by week; a click shows that week, with Shift the weeks between.
#[component]
pub fn WeekChart() -> impl IntoView {
    let state = app();
    view! {
        <figure class="week-chart">
            <figcaption class="week-chart-title">"Disable days by week"</figcaption>
            {fresh(move || {
                let all = state.rows.facets.by_week.with(|weeks| bars(weeks, state.day.get()));
                if all.is_empty() {
                    return view! { <p class="fine">"No deadline in this list."</p> }.into_any();
                }
                drawing(state, all)
            })}
        </figure>
    }
}

fn drawing(state: AppState, all: Vec<Bar>) -> AnyView {
    let size = chart_size(all.len());
    let rows = each(all.iter().filter(|bar| bar.count > 0), |bar| {
        view! { <tr><td>{bar.span.clone()}</td><td class="number">{words::number(bar.count.into())}</td></tr> }.into_any()
    });
    let bars = each(all.into_iter().enumerate(), |(at, bar)| {
        week_bar(state, at, bar)
    });
    view! {
        <details class="week-chart-numbers">
            <summary>"Numbers as a table"</summary>
            <div class="popover">
                <table class="plain-table">
                    <thead><tr><th scope="col">"Disable day"</th><th scope="col">"Accounts"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
        <div class="week-chart-scroll">
            <svg class="week-chart-bars" role="group" aria-label="Filter by week of the disable day"
                viewBox=size.view_box width=size.width height=size.height on:keydown=handler(on_key)>
                {bars}
            </svg>
        </div>
    }
    .into_any()
}

fn week_bar(state: AppState, at: usize, bar: Bar) -> AnyView {
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
    let is_on = move || {
        let span = state.query.with(|query| query.span_of("disable_day"));
        span.is_some_and(|(first, last)| first <= from && to <= last)
    };
    let key = move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
            choose(event.shift_key());
        }
    };
    let drawn = bar.drawn(at);
    view! {
        <g class="week-bar" role="button" data-now=bar.is_now.to_string() tabindex=if at == 0 { "0" } else { "-1" }
            aria-pressed=move || is_on().to_string() aria-label=bar.sentence()
            on:click=handler(move |event: MouseEvent| choose(event.shift_key())) on:keydown=handler(key)>
            <title>{bar.sentence()}</title>
            <path class="week-bar-target" d=drawn.target></path>
            <path class="week-bar-fill" d=drawn.fill></path>
            <text class="week-bar-count" x=drawn.middle.clone() y=drawn.above>{bar.count_text()}</text>
            <text class="week-bar-label" x=drawn.middle y=drawn.below>{bar.label_at(at)}</text>
        </g>
    }
    .into_any()
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

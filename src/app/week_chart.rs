//! Deadlines by week as bars, stacked by urgency or department; the same numbers as a table.

use std::cell::RefCell;

use chrono::NaiveDate;
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::slot::follow;
use super::state::{AppState, app};
use super::view::{each, fresh, handler};
use crate::browser::{dom, timer};
use crate::engine::inquiry::Inquiry;
use crate::report::week_chart::{Bar, bars, chart_size, part_of_week, part_title, parts_there};
use crate::report::weeks::WeekParts;
use crate::report::words;
use crate::report::words::screen::week_chart as said;

/// What the bars are made of, and where the keyboard is: both outlive the bars, which an answer draws anew.
#[derive(Clone, Copy)]
struct Stack {
    state: AppState,
    by: RwSignal<&'static str>,
    parts: RwSignal<WeekParts>,
    /// The first day of a bar and the title of one of its parts.
    picked: RwSignal<Option<(NaiveDate, String)>>,
    /// The first day of the bar that was used by keyboard last.
    used: RwSignal<Option<NaiveDate>>,
}

thread_local! {
    // What the chart shows, for paper. Not in the one store: a first visit would pay for it.
    static SHOWN: RefCell<WeekParts> = RefCell::default();
}

/// Deadlines by week; a click shows that week or a part of it, with Shift the weeks between.
#[component]
pub fn WeekChart() -> impl IntoView {
    let state = app();
    let stack = Stack {
        state,
        by: RwSignal::new("urgency"),
        parts: RwSignal::new(WeekParts::default()),
        picked: RwSignal::new(None),
        used: RwSignal::new(None),
    };
    follow(move || {
        // A new answer may be of other rows, in the same weeks or in others.
        state.rows.outcome().track();
        state.rows.facets.by_week.track();
        stack.ask(stack.by.get());
    });
    let take = move |event| {
        let by = match event_target_value(&event).as_str() {
            "department" => "department",
            _ => "urgency",
        };
        stack.by.set(by);
    };
    view! {
        <figure class="week-chart">
            <figcaption class="week-chart-title">{said::DISABLE_DAYS_BY_WEEK}</figcaption>
            <label class="week-chart-by">
                <span class="visually-hidden">{said::STACKED_BY}</span>
                <select on:change=handler(take)><option value="urgency">{said::BY_URGENCY}</option><option value="department">{said::BY_DEPARTMENT}</option></select>
            </label>
            {fresh(move || {
                let all = state.rows.facets.by_week.with(|weeks| bars(weeks, state.day.get()));
                if all.is_empty() {
                    return view! { <p class="fine">{said::NO_DEADLINE_IN_THIS_LIST}</p> }.into_any();
                }
                stack.keep_focus();
                drawing(stack, all)
            })}
        </figure>
    }
}

impl Stack {
    fn ask(self, by: &'static str) {
        let state = self.state;
        let id = state.report.get_untracked().id;
        // What the weeks are narrowed to is lifted, as for their bars.
        let query = state.query.get_untracked().without("disable_day");
        if !untrack(|| state.can_count(id)) {
            return;
        }
        let inquiry = Inquiry::Weeks {
            id: id.to_owned(),
            query: query.clone(),
            by: by.to_owned(),
        };
        spawn_local(async move {
            let answer = state.inquire::<WeekParts>(inquiry).await;
            // The chart may be gone, and an answer to what was chosen before is too late.
            let is_newest = self.by.try_get_untracked() == Some(by)
                && state.query.get_untracked().without("disable_day") == query;
            if let (Ok(parts), true) = (answer, is_newest)
                && self.parts.with_untracked(|before| *before != parts)
            {
                SHOWN.set(parts.clone());
                self.parts.set(parts);
            }
        });
    }

    // What was pressed is drawn anew where its own filter narrows the weeks.
    fn keep_focus(self) {
        let Some(from) = self.used.get_untracked() else {
            return;
        };
        timer::next_frame(move || {
            if dom::has_no_focus() {
                dom::focus_shape(&format!(".week-bar[data-from='{from}']"));
            }
        });
    }

    /// The place among a bar's parts that the keyboard is at.
    fn place(self, bar: &Bar) -> Option<usize> {
        let picked = self.picked.get_untracked();
        let (_, title) = picked.filter(|(from, _)| *from == bar.from)?;
        self.parts.with_untracked(|parts| {
            let own = bar.parts(parts);
            own.iter()
                .position(|(part, _)| part_title(parts, *part) == title)
        })
    }

    // The others of many departments are no value that a column can be narrowed to.
    fn choose(self, bar: (NaiveDate, NaiveDate), part: Option<usize>, extend: bool) {
        let named = self.parts.with_untracked(|parts| {
            let value = parts.values.get(part?)?.clone();
            Some((parts.by.clone(), value))
        });
        let (from, to) = bar;
        self.state.query.update(|query| match (named, extend) {
            (Some((column, value)), false) => {
                query.toggle_part(("disable_day", from, to), (&column, &value));
            }
            (_, true) => query.extend_span("disable_day", from, to),
            (None, false) => query.toggle_span("disable_day", from, to),
        });
    }
}

/// The same on paper, with what its colours mean; nothing where there is no deadline.
pub fn printed(state: AppState) -> AnyView {
    let facets = state.rows.facets;
    let weeks = facets.by_week.get_untracked();
    let all = bars(&weeks, state.day.get_untracked());
    let shows_weeks = state.report.get_untracked().column("urgency").is_some();
    if all.is_empty() || !shows_weeks {
        return ().into_any();
    }
    let size = chart_size(all.len());
    let parts = SHOWN.with_borrow(WeekParts::clone);
    let bars = each(all.into_iter().enumerate(), |(at, bar)| {
        let (drawn, own) = (bar.drawn(at), bar.parts(&parts));
        let fill = match own.is_empty() {
            true => view! { <path class="week-bar-fill" d=drawn.fill></path> }.into_any(),
            false => each(
                own.iter().zip(bar.drawn_parts(at, &own)),
                |((part, _), path)| {
                    let (urgency, mark) = marks_of(&parts, *part);
                    view! { <g class="week-part" data-urgency=urgency data-part=mark><path d=path></path></g> }.into_any()
                },
            ),
        };
        view! {
            <g>
                {fill}
                <text class="week-bar-count" x=drawn.middle.clone() y=drawn.above>{bar.count_text()}</text>
                <text class="week-bar-label" x=drawn.middle y=drawn.below>{bar.label_at(at)}</text>
            </g>
        }
        .into_any()
    });
    view! {
        <figure class="paper-picture">
            <figcaption>{said::DISABLE_DAYS_BY_WEEK}</figcaption>
            <svg class="week-chart-bars" viewBox=size.view_box width=size.width height=size.height>{bars}</svg>
            <ul class="week-legend">{legend(&parts)}</ul>
        </figure>
    }
    .into_any()
}

/// What each colour means.
fn legend(parts: &WeekParts) -> AnyView {
    each(parts_there(parts), |place| {
        let (urgency, part) = marks_of(parts, place);
        view! { <li data-urgency=urgency data-part=part><span class="week-swatch" aria-hidden="true"></span>{part_title(parts, place)}</li> }
            .into_any()
    })
}

fn drawing(stack: Stack, all: Vec<Bar>) -> AnyView {
    let size = chart_size(all.len());
    let parts = stack.parts;
    let counted: Vec<Bar> = all.iter().filter(|bar| bar.count > 0).cloned().collect();
    let numbers = fresh(move || parts.with(|parts| table(&counted, parts)));
    let legend = fresh(move || parts.with(legend));
    let bars = each(all.into_iter().enumerate(), |(at, bar)| {
        week_bar(stack, at, bar)
    });
    view! {
        <details class="week-chart-numbers">
            <summary>{said::NUMBERS_AS_A_TABLE}</summary>
            <div class="popover">{numbers}</div>
        </details>
        <div class="week-chart-scroll">
            <svg class="week-chart-bars" role="group" aria-label=said::FILTER_BY_WEEK_OF_THE_DISABLE_DAY
                viewBox=size.view_box width=size.width height=size.height on:keydown=handler(on_key)>
                {bars}
            </svg>
        </div>
        <ul class="week-legend" data-by=move || parts.with(|parts| parts.by.clone()) aria-label=said::PARTS_OF_THE_BARS_FROM_THEIR_FOOT>{legend}</ul>
    }
    .into_any()
}

/// What colours a part: its urgency, or its place among the departments.
fn marks_of(parts: &WeekParts, place: usize) -> (Option<String>, Option<String>) {
    match parts.by.as_str() {
        "urgency" => (parts.values.get(place).cloned(), None),
        _ if place < parts.values.len() => (None, Some((place + 1).to_string())),
        _ => (None, Some("other".to_owned())),
    }
}

fn table(bars: &[Bar], parts: &WeekParts) -> AnyView {
    let there = parts_there(parts);
    let heads = each(&there, |place| {
        view! { <th scope="col">{part_title(parts, *place)}</th> }.into_any()
    });
    let rows = each(bars, |bar| {
        let own = bar.parts(parts);
        let cells = each(&there, |place| {
            let n = own.iter().find(|(part, _)| part == place);
            let text = n.map_or_else(String::new, |(_, n)| words::number((*n).into()));
            view! { <td class="part-number">{text}</td> }.into_any()
        });
        view! {
            <tr><th scope="row">{bar.span.clone()}</th><td class="number">{words::number(bar.count.into())}</td>{cells}</tr>
        }
        .into_any()
    });
    view! {
        <table class="plain-table">
            <thead><tr><th scope="col">{said::DISABLE_DAY}</th><th scope="col">{said::ACCOUNTS}</th>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn week_bar(stack: Stack, at: usize, bar: Bar) -> AnyView {
    let state = stack.state;
    let (from, to) = (bar.from, bar.to);
    let is_on = move || {
        let span = state.query.with(|query| query.span_of("disable_day"));
        span.is_some_and(|(first, last)| first <= from && to <= last)
    };
    let known = bar.clone();
    let key = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" | " " => {
            event.prevent_default();
            stack.used.set(Some(from));
            let own = stack.parts.with_untracked(|parts| known.parts(parts));
            let part = stack.place(&known).map(|place| own[place].0);
            stack.choose((from, to), part, event.shift_key());
        }
        "ArrowUp" => walk(stack, &known, 1, &event),
        "ArrowDown" => walk(stack, &known, -1, &event),
        _ => {}
    };
    let drawn = bar.drawn(at);
    let (whole, shown, named) = (drawn.fill.clone(), bar.clone(), bar.clone());
    let fill = fresh(move || {
        stack
            .parts
            .with(|parts| filled(stack, at, &shown, parts, &whole))
    });
    let sentence = move || stack.parts.with(|parts| named.sentence_with(parts));
    view! {
        <g class="week-bar" role="button" data-from=from.to_string() data-now=bar.is_now.to_string() tabindex=if at == 0 { "0" } else { "-1" }
            aria-pressed=move || is_on().to_string() aria-label=sentence
            on:click=handler(move |event: MouseEvent| stack.choose((from, to), None, event.shift_key())) on:keydown=handler(key)>
            <title>{bar.sentence()}</title>
            <path class="week-bar-target" d=drawn.target></path>
            {fill}
            <text class="week-bar-count" x=drawn.middle.clone() y=drawn.above>{bar.count_text()}</text>
            <text class="week-bar-label" x=drawn.middle y=drawn.below>{bar.label_at(at)}</text>
        </g>
    }
    .into_any()
}

// Through the parts of a bar and back to the whole of it; what the keyboard is at is told.
fn walk(stack: Stack, bar: &Bar, by: i32, event: &KeyboardEvent) {
    event.prevent_default();
    let own = stack.parts.with_untracked(|parts| bar.parts(parts));
    let next = match (stack.place(bar), by) {
        (None, 1) => Some(0),
        (None, _) => own.len().checked_sub(1),
        (Some(place), 1) => Some(place + 1),
        (Some(place), _) => place.checked_sub(1),
    };
    let next = next.and_then(|place| own.get(place));
    let told = next.map(|(part, n)| {
        let title = stack.parts.with_untracked(|parts| part_title(parts, *part));
        (part_of_week(&title, (*n).into()), (bar.from, title))
    });
    let (told, picked) = told.unzip();
    stack.picked.set(picked);
    stack.state.said.set(told.unwrap_or_else(|| bar.sentence()));
}

fn filled(stack: Stack, at: usize, bar: &Bar, parts: &WeekParts, whole: &str) -> AnyView {
    let own = bar.parts(parts);
    if own.is_empty() {
        return view! { <path class="week-bar-fill" d=whole.to_owned()></path> }.into_any();
    }
    let paths = bar.drawn_parts(at, &own);
    let span = (bar.from, bar.to);
    let is_alone = own.len() == 1;
    each(own.into_iter().zip(paths), |((part, n), path)| {
        let (urgency, mark) = marks_of(parts, part);
        let press = move |event: MouseEvent| {
            event.stop_propagation();
            // Of one part the week says as much.
            stack.choose(span, (!is_alone).then_some(part), event.shift_key());
        };
        let title = part_title(parts, part);
        let told = part_of_week(&title, n.into());
        let here = (bar.from, title);
        let is_at = move || {
            let picked = stack.picked.with(|picked| picked.as_ref() == Some(&here));
            picked.to_string()
        };
        view! {
            <g class="week-part" data-urgency=urgency data-part=mark data-at=is_at on:click=handler(press)>
                <title>{told}</title>
                <path d=path></path>
            </g>
        }
        .into_any()
    })
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

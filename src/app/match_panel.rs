//! Above the report of matching: rows by outcome, reason and source, and what may be accepted.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::button::{Look, button};
use super::notice_state::Weight;
use super::state::{AppState, app};
use super::view::{each, handler, list, when};
use crate::browser::{dom, timer};
use crate::engine::inquiry::Inquiry;
use crate::engine::message::{AccountView, Request, RuleView};
use crate::report::words;
use crate::report::words::screen::match_panel as said;

/// The facets of the report, and their captions.
const FACETS: [(&str, &str); 5] = [
    ("outcome", said::OUTCOME),
    ("reason", said::WHY),
    ("likeness", said::SUGGESTIONS),
    ("side", said::SOURCE_KIND),
    ("pair", said::PAIR_OF_SOURCES),
];

/// What stands above the report of matching.
#[component]
pub fn MatchPanel() -> impl IntoView {
    let state = app();
    let notes = move || {
        state.rows.matching.with(|matching| {
            let notes = matching.notes.iter();
            notes
                .map(|note| view! { <p class="match-note">{note.clone()}</p> }.into_any())
                .collect()
        })
    };
    view! {
        <div class="match-panel">
            {list(notes)}
            {each(FACETS, |(column, caption)| facet(state, column, caption))}
            <div class="match-rules-row">
                {rules(state, "suggestion", words::suggestions_open)}
                {rules(state, "rule", words::rules_in_use)}
                {when(move || state.rows.matching.with(|matching| matching.accepted > 0), move || accepted(state))}
            </div>
        </div>
    }
}

/// Values of a facet in sight; the rest are found by the filter of their column.
const SHOWN_VALUES: usize = 24;

/// The values of a column, each with its rows and a click that filters by it, those with most rows
/// first. A facet of one value narrows nothing.
pub fn facet(state: AppState, column: &'static str, caption: &'static str) -> AnyView {
    // A chip that is drawn anew loses the focus: it is only where its own counts have changed.
    let counts = Memo::new(move |_| {
        state.rows.facets.by_value.with(|all| {
            let counts = all.iter().find(|(id, _)| id == column);
            counts.map_or(Vec::new(), |(_, counts)| counts.clone())
        })
    });
    let some = move || {
        let is_narrowed = || {
            state
                .query
                .with(|query| !query.values_of(column).is_empty())
        };
        counts.with(Vec::len) > usize::from(column != "likeness") || is_narrowed()
    };
    let chips = move || {
        counts.with(|counts| {
            let counts = counts.iter().take(SHOWN_VALUES);
            counts
                .map(|(value, count)| chip(state, column, value, *count))
                .collect()
        })
    };
    when(some, move || {
        view! {
            <div class="match-facet" role="group" aria-label=caption>
                <span class="fine">{caption}</span>
                {list(chips)}
            </div>
        }
        .into_any()
    })
}

fn chip(state: AppState, column: &'static str, value: &str, count: u32) -> AnyView {
    let (value, asked) = (value.to_owned(), value.to_owned());
    let is_on = move || state.query.with(|query| query.has_value(column, &asked));
    view! {
        <button class="match-chip" data-value=value.clone() aria-pressed=move || is_on().to_string()
            on:click=handler({
                let value = value.clone();
                move |_| state.query.update(|query| query.toggle_value(column, &value))
            })>
            <span>{words::value_name(&value)}</span>
            <span class="count">{words::number(count.into())}</span>
        </button>
    }
    .into_any()
}

fn rules(state: AppState, kind: &'static str, caption: fn(&[RuleView]) -> String) -> AnyView {
    let of_kind = move || {
        state.rows.matching.with(|matching| {
            let rules = matching.rules.iter().filter(|rule| rule.kind == kind);
            rules.cloned().collect::<Vec<RuleView>>()
        })
    };
    let lines = move || {
        let rules = of_kind().into_iter();
        rules.map(|rule| line(state, kind, rule)).collect()
    };
    when(
        move || !of_kind().is_empty(),
        move || {
            view! {
                <details class="match-rules" name="match-rules" data-kind=kind>
                    <summary>{move || caption(&of_kind())}</summary>
                    <ul class="popover">{list(lines)}</ul>
                </details>
            }
            .into_any()
        },
    )
}

fn line(state: AppState, kind: &'static str, rule: RuleView) -> AnyView {
    let press = move |_| {
        // The line is drawn anew, which would take the focus from its button.
        dom::focus_first(&format!(".match-rules[data-kind='{kind}'] summary"));
        let then = rule.then.clone();
        state.query.update(|query| query.match_rules = then);
    };
    view! {
        <li>
            <span>{words::rule_line(kind, &rule.text, rule.rows)}</span>
            <button class="button" on:click=handler(press)
                aria-label=words::rule_button_name(kind, rule.on, &rule.text)>{words::rule_button(kind, rule.on, rule.rows)}</button>
        </li>
    }
    .into_any()
}

fn accepted(state: AppState) -> AnyView {
    let caption = move || {
        let n = state.rows.matching.with(|matching| matching.accepted);
        words::pairs_accepted(n)
    };
    view! {
        <span class="match-accepted">
            {caption}
            {button(said::UNDO_ALL, Look::Quiet, move || decide(state, 0, None, false))}
        </span>
    }
    .into_any()
}

/// Takes two rows as one account or takes them apart; the lists and an open pane follow.
pub fn decide(state: AppState, row: u32, partner: Option<u32>, accepted: bool) {
    if is_too_early(state) {
        return;
    }
    spawn_local(async move {
        if tell(state, row, partner, accepted).await && partner.is_some() {
            state.details.open(state, String::new(), row);
        }
    });
}

/// Accepts the only suggestion of the row at a place, or takes back what was accepted of it; where it
/// may be one of several, its details open.
pub fn accept_row(state: AppState, place: u32) {
    let Some(row) = state.rows.row_at(place) else {
        return;
    };
    if is_too_early(state) {
        return;
    }
    spawn_local(async move {
        let inquiry = Inquiry::Account {
            key: row.key.clone(),
            row: Some(row.handle),
            report: Some("matching".to_owned()),
        };
        let found: Result<AccountView, String> = state.inquire(inquiry).await;
        match found.as_ref().map(|account| &account.offers[..]) {
            Ok([offer]) => {
                let accepted = !offer.accepted;
                if tell(state, offer.row, Some(offer.partner), accepted).await {
                    let sentence = words::pair_decided(accepted, &offer.text);
                    state.notices.show(Weight::Done, sentence);
                    if state.details.is_open_now() {
                        state.details.open(state, String::new(), offer.row);
                    }
                }
            }
            Ok([]) => state
                .notices
                .show(Weight::Warning, words::NOTHING_TO_ACCEPT),
            Ok(_) => {
                state
                    .notices
                    .show(Weight::Warning, words::SEVERAL_TO_ACCEPT);
                state.details.open(state, row.key.clone(), row.handle);
            }
            Err(sentence) => state.notices.show(Weight::Failure, sentence.clone()),
        }
    });
}

// While the rows on the screen are about to be others nothing is decided about them.
fn is_too_early(state: AppState) -> bool {
    let is_early = state.is_changing();
    if is_early {
        let sentence = said::A_FILE_IS_BEING_READ_ACCEPT_ONCE;
        state.notices.show(Weight::Warning, sentence.to_owned());
    }
    is_early
}

// Whether the worker took it; else a notice says why not.
async fn tell(state: AppState, row: u32, partner: Option<u32>, accepted: bool) -> bool {
    let request = Request::Match {
        row,
        partner,
        accepted,
    };
    match state.ask(request).await {
        Ok(_) => {
            state.data.update(|version| *version += 1);
            timer::next_frame(super::page::rescue_focus);
            true
        }
        Err(sentence) => {
            state.notices.show(Weight::Failure, sentence);
            false
        }
    }
}

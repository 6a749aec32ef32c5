//! The rows by the values of some columns, in the place of the rows: each group opens with a click (D29).

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::button::{Look, button};
use super::page::focus_grid;
use super::slot::follow;
use super::state::{AppState, app};
use super::view::{each, fresh, handler, when};
use crate::browser::{dom, timer};
use crate::engine::inquiry::Inquiry;
use crate::report::definition::{ColumnDefinition, Definition};
use crate::report::groups::{GroupView, GroupsView};
use crate::report::layout::Layout;
use crate::report::words;
use crate::report::words::screen::groups as said;

/// Groups that are shown; nobody reads more of them.
const SHOWN: u32 = 200;

/// Whether the rows are grouped.
pub fn is_grouped(state: AppState) -> bool {
    state
        .query
        .with(|query| !Layout::of(query).group.is_empty())
}

/// The groups, while there are some.
#[component]
pub fn Groups() -> impl IntoView {
    let state = app();
    when(
        move || is_grouped(state),
        || view! { <GroupTable/> }.into_any(),
    )
}

#[component]
fn GroupTable() -> impl IntoView {
    let state = app();
    let answer = RwSignal::new(None::<Result<GroupsView, String>>);
    follow(move || {
        state.rows.outcome().track();
        let query = state.query.get();
        let id = state.report.get().id;
        if Layout::of(&query).group.is_empty() || answer.try_with_untracked(|_| ()).is_none() {
            return;
        }
        spawn_local(async move {
            let inquiry = Inquiry::Groups {
                id: id.to_owned(),
                query: query.clone(),
                limit: SHOWN,
            };
            let groups = state.inquire::<GroupsView>(inquiry).await;
            // An answer to what was chosen before is too late, and the table may be gone.
            if state.query.with_untracked(|newest| *newest == query) {
                let _ = answer.try_maybe_update(|before| {
                    let is_other = before.as_ref() != Some(&groups);
                    if is_other {
                        *before = Some(groups);
                    }
                    (is_other, ())
                });
            }
        });
    });
    let leave = move || {
        state
            .query
            .update(|query| query.lay_out(|layout| layout.group.clear()));
        timer::next_frame(focus_grid);
    };
    let told = move || {
        answer.with(|answer| match answer {
            Some(Ok(view)) => words::groups_found(view),
            _ => String::new(),
        })
    };
    view! {
        <section class="groups" aria-label=said::GROUPS_OF_ROWS>
            <div class="groups-head">
                <p class="row-count" role="status">{told}</p>
                {fresh(move || levels(state))}
                {button(said::NO_GROUPS, Look::Plain, leave)}
            </div>
            {fresh(move || answer.with(|answer| match answer {
                None => ().into_any(),
                Some(Ok(view)) => untrack(|| table(state, view)),
                Some(Err(sentence)) => view! { <p class="failure-text" role="alert">{sentence.clone()}</p> }.into_any(),
            }))}
        </section>
    }
}

// The columns that rows are grouped by; each can be taken out.
fn levels(state: AppState) -> AnyView {
    let report = state.report.get();
    let group = state.query.with(Layout::of).group;
    each(group, |id| {
        let title = title(report, &id);
        let label = said::group_no_longer_by(title);
        let press = move |_| {
            state.query.update(|query| query.toggle_group(&id));
            timer::next_frame(take_focus);
        };
        view! {
            <button class="button" data-look="quiet" aria-label=label.clone() title=label on:click=handler(press)>{title}" ×"</button>
        }
        .into_any()
    })
}

fn title(report: &'static Definition, id: &str) -> &'static str {
    report.column(id).map_or("", |column| column.title)
}

fn table(state: AppState, view: &GroupsView) -> AnyView {
    let report = state.report.get_untracked();
    let levels: Vec<&'static ColumnDefinition> = view
        .levels
        .iter()
        .filter_map(|id| report.column(id))
        .collect();
    let heads = each(&levels, |column| {
        view! { <th scope="col" data-column=column.id>{column.title}</th> }.into_any()
    });
    let sums = each(&view.sums, |id| {
        view! { <th scope="col" class="number">{said::SUM_OF}{title(report, id)}</th> }.into_any()
    });
    let rows = each(view.groups.iter().enumerate(), |(at, group)| {
        row(state, at, &levels, group)
    });
    let totals = numbers(&view.all);
    let n_levels = levels.len().to_string();
    view! {
        <div class="table-scroll" role="region" aria-label=said::GROUPS>
            <table class="plain-table group-table" on:keydown=handler(on_key)>
                <thead><tr>{heads}<th scope="col" class="number">{said::ROWS}</th>{sums}</tr></thead>
                <tbody>{rows}</tbody>
                <tfoot><tr><th scope="row" colspan=n_levels>{said::ALL_ROWS}</th>{totals}</tr></tfoot>
            </table>
        </div>
    }
    .into_any()
}

fn row(
    state: AppState,
    at: usize,
    levels: &[&'static ColumnDefinition],
    group: &GroupView,
) -> AnyView {
    let cells = each(
        levels.iter().zip(&group.values).enumerate(),
        |(place, (column, value))| {
            let column = *column;
            let word = value.value.clone();
            let tab = if (at, place) == (0, 0) { "0" } else { "-1" };
            let open = move |_| {
                state.query.update(|query| query.open_group(column, &word));
                timer::next_frame(take_focus);
            };
            view! {
            <td><button class="group-opens" tabindex=tab title=said::SHOW_THESE_ROWS on:click=handler(open)>{value.text.clone()}</button></td>
        }
        .into_any()
        },
    );
    view! { <tr>{cells}{numbers(group)}</tr> }.into_any()
}

fn numbers(group: &GroupView) -> AnyView {
    let sums = each(&group.sums, |sum| {
        view! { <td class="number">{words::group_sum(sum)}</td> }.into_any()
    });
    view! { <td class="number">{words::number(group.rows.into())}</td>{sums} }.into_any()
}

// The button that was pressed is gone with its level.
fn take_focus() {
    if dom::has_no_focus() && !dom::focus_first(".group-opens[tabindex='0']") {
        focus_grid();
    }
}

fn on_key(event: KeyboardEvent) {
    let (down, along) = match event.key().as_str() {
        "ArrowDown" => (1, 0),
        "ArrowUp" => (-1, 0),
        "ArrowRight" => (0, 1),
        "ArrowLeft" => (0, -1),
        _ => return,
    };
    if dom::rove_in_table(&event, down, along) {
        event.prevent_default();
    }
}

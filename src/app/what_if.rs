//! What would become of the account whose details are open; closing the pane forgets it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::cited_cell::policy_line;
use super::plain_table::{Cell, plain_table};
use super::state::{AppState, app};
use super::urgency_badge::urgency_badge;
use super::view::{each, fresh, handler};
use crate::engine::inquiry::Inquiry;
use crate::engine::wire::iso_day;
use crate::report::definition::is_list;
use crate::report::what_if::{WhatIfView, differences};
use crate::report::words::screen::what_if as said;

/// What is tried: a code, the end of an override, a day; empty for none.
#[derive(Clone, Debug, Default, PartialEq)]
struct Tried {
    code: String,
    until: String,
    day: String,
}

/// What came of it.
type Came = Option<Result<Arc<WhatIfView>, String>>;

/// What is tried on one account.
#[derive(Clone)]
struct Bench {
    state: AppState,
    key: Arc<str>,
    tried: RwSignal<Tried>,
    came: RwSignal<Came>,
}

/// The section of the details pane; nothing for what stands in no enrollment report.
pub fn what_if(key: &str) -> AnyView {
    let state = app();
    let report = state.report.get_untracked().id;
    if matches!(report, "matching" | "mine-not-found") || !is_list(report) {
        return ().into_any();
    }
    let bench = Bench {
        state,
        key: key.into(),
        tried: RwSignal::new(Tried::default()),
        came: RwSignal::new(None),
    };
    let came = bench.came;
    let opened = {
        let bench = bench.clone();
        move |_: leptos::ev::Event| {
            if came.with_untracked(Option::is_none) {
                bench.ask();
            }
        }
    };
    view! {
        <details class="what-if" on:toggle=handler(opened)>
            <summary><h3>{said::WHAT_IF}</h3></summary>
            <p class="fine">{said::NOTHING_IS_STORED_CLOSING_THE_DETAILS_FORGETS}</p>
            {choices(bench)}
            {fresh(move || match came.get() {
                None => ().into_any(),
                Some(Err(sentence)) => view! { <p class="failure-text" role="status">{sentence}</p> }.into_any(),
                Some(Ok(view)) => shown(&view),
            })}
        </details>
    }
    .into_any()
}

impl Bench {
    fn change(&self, change: impl FnOnce(&mut Tried)) {
        self.tried.update(change);
        self.ask();
    }

    fn ask(&self) {
        let (state, came, tried) = (self.state, self.came, self.tried);
        let wish = tried.get_untracked();
        let inquiry = Inquiry::WhatIf {
            key: self.key.to_string(),
            row: untrack(|| state.details.row()),
            report: Some(state.report.get_untracked().id.to_owned()),
            day: iso_day(&wish.day),
            affiliation: Some(wish.code.clone()).filter(|code| !code.is_empty()),
            until: iso_day(&wish.until),
        };
        spawn_local(async move {
            let answer = state.inquire::<WhatIfView>(inquiry).await;
            // The pane may be gone, and an answer to what was tried before is too late.
            if tried.try_get_untracked() == Some(wish) {
                came.set(Some(answer.map(Arc::new)));
            }
        });
    }
}

fn choices(bench: Bench) -> AnyView {
    let (came, tried) = (bench.came, bench.tried);
    // The codes are those of the policy in force; they stay while another answer is on its way.
    let codes = Memo::new(move |before: Option<&Vec<(String, String)>>| {
        let known = came.with(|came| match came {
            Some(Ok(view)) => Some(view.codes.clone()),
            _ => None,
        });
        known.or_else(|| before.cloned()).unwrap_or_default()
    });
    let options = move || {
        let chosen = tried.with_untracked(|tried| tried.code.clone());
        codes.with(|codes| {
            each(codes, |(code, words)| {
                view! { <option value=code.clone() selected=*code == chosen>{words.clone()}</option> }.into_any()
            })
        })
    };
    let (give, keep, look, back) = (bench.clone(), bench.clone(), bench.clone(), bench);
    let take_code = move |event| give.change(|tried| tried.code = event_target_value(&event));
    let take_until = move |event| keep.change(|tried| tried.until = event_target_value(&event));
    let take_day = move |event| look.change(|tried| tried.day = event_target_value(&event));
    let take_back = move |_: leptos::ev::MouseEvent| back.change(|tried| *tried = Tried::default());
    let part = move |of: fn(&Tried) -> &String| move || tried.with(|tried| of(tried).clone());
    view! {
        <div class="what-if-choices">
            <label class="hand-over-choice">
                <span class="field-label">{said::GIVE_AN_AFFILIATION}</span>
                <select prop:value=part(|tried| &tried.code) on:change=handler(take_code)>
                    <option value="">{said::NONE}</option>
                    {fresh(move || options().into_any())}
                </select>
            </label>
            <label class="hand-over-choice">
                <span class="field-label">{said::OVERRIDE_UNTIL}</span>
                <input type="date" prop:value=part(|tried| &tried.until) on:change=handler(take_until)/>
            </label>
            <label class="hand-over-choice">
                <span class="field-label">{said::ON_ANOTHER_DAY}</span>
                <input type="date" prop:value=part(|tried| &tried.day) on:change=handler(take_day)/>
            </label>
            <button class="button" on:click=handler(take_back)>{said::BACK_TO_HOW}</button>
        </div>
    }
    .into_any()
}

fn shown(view: &WhatIfView) -> AnyView {
    let rows = view.rows.iter().map(|row| {
        vec![
            Cell::Head(row.caption.clone()),
            Cell::Text(row.now.clone()),
            Cell::Text(row.then.clone()),
            Cell::Text(row.difference.clone()),
        ]
    });
    let reasons = each(&view.explanation, |step| {
        view! {
            <li><p>{step.statement.clone()}<span class="rule">{step.rule.clone()}</span>{each(&step.policy, policy_line)}</p></li>
        }
        .into_any()
    });
    let lines = each(&view.differences, |text| {
        view! { <li>{text.clone()}</li> }.into_any()
    });
    view! {
        <p class="details-headline">{urgency_badge(&view.urgency)}<strong>{view.headline.clone()}</strong></p>
        <p role="status">{differences(view.differences.len() as u64)}</p>
        <ul class="differences">{lines}</ul>
        {plain_table(said::NOW_AND_THEN, &[said::WHAT, said::NOW, said::THEN, said::DIFFERENCE], rows.collect())}
        <ol class="reasons">{reasons}</ol>
    }
    .into_any()
}

//! A line of the policy: its control, what the profile says, and why a value was not taken.

use leptos::prelude::*;

use super::policy_desk::{act, read_picked};
use super::slot::Kept;
use super::state::AppState;
use super::view::{each, fresh, handler, list, when};
use crate::browser::{dom, files, timer, zones};
use crate::engine::inquiry::PolicyEdit;
use crate::report::policy_view::PolicyLineView;
use crate::report::policy_words as words;
use crate::report::words::screen::policy_line as said;

/// All lines; drawn anew only where other lines come or go, so that nobody loses a place.
pub fn lines(state: AppState) -> AnyView {
    let shape = Memo::new(move |_| {
        state.policy.with(|desk| {
            let lines = desk.view.iter().flat_map(|view| &view.lines);
            let shape = lines.map(|line| (line.key.clone(), line.kind.clone(), line.choices.len()));
            (desk.generation, shape.collect::<Vec<_>>())
        })
    });
    let focused = Kept::new(None::<String>);
    fresh(move || {
        // A memo that nobody has looked at follows nothing.
        shape.with(|_| ());
        focused.set(dom::focused_control());
        timer::next_frame(move || {
            if let Some(control) = focused.get().filter(|_| dom::has_no_focus()) {
                dom::focus_first(&format!(".policy [data-control=\"{control}\"]"));
            }
        });
        let all = state.policy.with_untracked(|desk| {
            desk.view
                .as_ref()
                .map_or(Vec::new(), |view| view.lines.clone())
        });
        drawn(state, &all)
    })
}

fn drawn(state: AppState, all: &[PolicyLineView]) -> AnyView {
    let mut views = Vec::new();
    let mut at = 0;
    while at < all.len() {
        // The lines of one entry stand in one row.
        let entry = &all[at].entry;
        let n = match entry.is_empty() {
            true => 1,
            false => all[at..]
                .iter()
                .take_while(|line| line.entry == *entry)
                .count(),
        };
        views.push(match entry.is_empty() {
            true => one(state, at, &all[at]),
            false => row(state, at, &all[at..at + n]),
        });
        at += n;
    }
    view! { <div class="policy-lines">{views}</div> }.into_any()
}

/// The line at this place, as it is now.
fn now<T: Default>(state: AppState, at: usize, look: impl Fn(&PolicyLineView) -> T) -> T {
    state.policy.with(|desk| {
        let line = desk.view.as_ref().and_then(|view| view.lines.get(at));
        line.map_or_else(T::default, look)
    })
}

fn one(state: AppState, at: usize, line: &PolicyLineView) -> AnyView {
    let key = line.key.clone();
    match line.kind.as_str() {
        "heading" => view! { <h3>{line.caption.clone()}</h3> }.into_any(),
        "entries" | "holidays" => adding(state, line),
        _ => view! {
            <div class="policy-line" data-key=key.clone() data-changed=move || (!now(state, at, |line| line.original.clone()).is_empty()).to_string()>
                <div class="policy-line-text">
                    <span class="policy-caption">{line.caption.clone()}</span>
                    <span class="fine">{line.help.clone()}</span>
                </div>
                <div class="policy-control">
                    {control(state, at, line, &line.caption)}
                    <span class="fine">{line.unit.clone()}</span>
                </div>
                {before(state, at, &key, &line.caption)}
                {trouble(state, &key)}
            </div>
        }
        .into_any(),
    }
}

/// An entry: its name, its controls, and the button that takes it out.
fn row(state: AppState, at: usize, lines: &[PolicyLineView]) -> AnyView {
    let (entry, key) = (lines[0].entry.clone(), lines[0].entry_key.clone());
    let is_gone = lines[0].kind == "removed";
    let mut controls = Vec::new();
    if !is_gone {
        for (place, line) in lines.iter().enumerate() {
            let label = words::of_entry(&entry, &line.caption);
            controls.push(
                view! {
                    <label class="policy-field">
                        <span class="fine">{line.caption.clone()}</span>
                        {control(state, at + place, line, &label)}
                    </label>
                    {trouble(state, &line.key)}
                }
                .into_any(),
            );
        }
    }
    let n = lines.len();
    let is_changed =
        move || (at..at + n).any(|at| !now(state, at, |line| line.original.clone()).is_empty());
    let (take_out, back) = (key.clone(), key.clone());
    let was = move || {
        let all = (at..at + n).map(|at| {
            now(state, at, |line| {
                (line.caption.clone(), line.original.clone())
            })
        });
        words::entry_before(&all.collect::<Vec<_>>())
    };
    let out = words::take_out(&entry);
    let back_name = words::take_back(&entry);
    view! {
        <div class="policy-line policy-entry" data-key=key.clone() data-changed=move || is_changed().to_string() data-gone=is_gone.to_string()>
            <span class="policy-caption">{words::entry_name(&entry)}</span>
            {controls}
            {when(move || !is_gone, {
                let (take_out, out) = (take_out, out);
                move || {
                    let key = take_out.clone();
                    view! { <button class="button" data-look="quiet" data-control=format!("out {key}") aria-label=out.clone() title=out.clone()
                        on:click=handler(move |_| act(state, PolicyEdit::Remove { key: key.clone() }))>"×"</button> }.into_any()
                }
            })}
            {when(is_changed, move || {
                let key = back.clone();
                view! { <span class="policy-before">{was}
                    <button class="link-button" data-control=format!("back {key}") aria-label=back_name.clone()
                        on:click=handler(move |_| act(state, PolicyEdit::Back { key: key.clone() }))>{said::TAKE_BACK}</button></span> }.into_any()
            })}
            {trouble(state, &key)}
        </div>
    }
    .into_any()
}

/// What the profile says where the line says something else, and the way back to it.
fn before(state: AppState, at: usize, key: &str, caption: &str) -> AnyView {
    let key = key.to_owned();
    let name = words::take_back(caption);
    let original = move || now(state, at, |line| line.original.clone());
    when(
        move || !original().is_empty(),
        move || {
            let own = key.clone();
            view! {
                <p class="policy-before">{move || words::in_profile(&original())}
                    <button class="link-button" data-control=format!("back {own}") aria-label=name.clone()
                        on:click=handler(move |_| act(state, PolicyEdit::Back { key: own.clone() }))>{said::TAKE_BACK}</button>
                </p>
            }
            .into_any()
        },
    )
}

fn trouble(state: AppState, key: &str) -> AnyView {
    let key = key.to_owned();
    let sentence = move || {
        state
            .policy
            .with(|desk| desk.troubles.get(&key).cloned().unwrap_or_default())
    };
    let is_there = {
        let sentence = sentence.clone();
        move || !sentence().is_empty()
    };
    when(is_there, move || {
        let sentence = sentence.clone();
        view! { <p class="failure-text policy-trouble">{sentence}</p> }.into_any()
    })
}

fn control(state: AppState, at: usize, line: &PolicyLineView, label: &str) -> AnyView {
    let key = line.key.clone();
    let own = key.clone();
    let set = move |text: String| {
        act(
            state,
            PolicyEdit::Set {
                key: own.clone(),
                text,
            },
        )
    };
    let take = {
        let set = set.clone();
        handler(move |event| set(event_target_value(&event)))
    };
    let value = move || now(state, at, |line| line.value.clone());
    let label = label.to_owned();
    match line.kind.as_str() {
        "number" => view! {
            <input type="text" inputmode="numeric" class="policy-number" autocomplete="off" data-control=key aria-label=label prop:value=value on:change=take/>
        }
        .into_any(),
        "text" => view! {
            <input type="text" autocomplete="off" spellcheck="false" data-control=key aria-label=label prop:value=value on:change=take/>
        }
        .into_any(),
        "long-text" => view! {
            <textarea rows="2" autocomplete="off" spellcheck="true" data-control=key aria-label=label prop:value=value on:change=take></textarea>
        }
        .into_any(),
        "zone" => {
            let known = each(zones::names(), |name| view! { <option value=name></option> }.into_any());
            view! {
                <input type="text" list="time-zones" autocomplete="off" spellcheck="false" data-control=key aria-label=label prop:value=value on:change=take/>
                <datalist id="time-zones">{known}</datalist>
            }
            .into_any()
        }
        "time" => view! {
            <input type="text" class="policy-number" autocomplete="off" placeholder="09:00" data-control=key aria-label=label prop:value=value on:change=take/>
        }
        .into_any(),
        "choice" => {
            let options = each(line.choices.clone(), |(id, label)| view! { <option value=id>{label}</option> }.into_any());
            view! { <select data-control=key aria-label=label prop:value=value on:change=take>{options}</select> }.into_any()
        }
        "yes-no" => {
            let checked = move || value() == "true";
            let flip = handler(move |_| set((!untrack(checked)).to_string()));
            view! { <input type="checkbox" data-control=key aria-label=label prop:checked=checked on:change=flip/> }.into_any()
        }
        "weekdays" => weekdays(&key, &label, line, value, set),
        _ => view! { <span>{value}</span> }.into_any(),
    }
}

fn weekdays(
    key: &str,
    label: &str,
    line: &PolicyLineView,
    value: impl Fn() -> String + Copy + Send + Sync + 'static,
    set: impl Fn(String) + Clone + 'static,
) -> AnyView {
    let days = each(line.choices.clone(), |(id, label)| {
        let (mine, other) = (id.clone(), id.clone());
        let is_on = move || words::has_word(&value(), &mine);
        let set = set.clone();
        // One day at a time: the answer to the click before may still be on its way.
        let flip = handler(move |event| {
            let sign = if event_target_checked(&event) {
                '+'
            } else {
                '-'
            };
            set(format!("{sign}{other}"));
        });
        view! {
            <label class="policy-day"><input type="checkbox" data-control=format!("{key} {id}") prop:checked=is_on on:change=flip/>{label}</label>
        }
        .into_any()
    });
    view! { <div class="policy-days" role="group" aria-label=label.to_owned()>{days}</div> }
        .into_any()
}

/// Where an entry is added: by its name, or many holidays at once.
fn adding(state: AppState, line: &PolicyLineView) -> AnyView {
    let key = line.key.clone();
    let is_list = line.kind == "holidays";
    let text = RwSignal::new(String::new());
    let own = key.clone();
    let add = move || {
        let given = text.get_untracked();
        if !given.trim().is_empty() {
            act(
                state,
                PolicyEdit::Add {
                    key: own.clone(),
                    text: given,
                },
            );
            text.set(String::new());
        }
    };
    let type_in = handler(move |event| text.set(event_target_value(&event)));
    let box_of = match is_list {
        true => view! {
            <label class="policy-list">
                <span class="fine">{said::DAYS_ONE_A_LINE_SUCH_AS_2026}</span>
                <textarea rows="3" spellcheck="false" autocomplete="off" data-control="new holidays" prop:value=move || text.get() on:input=type_in></textarea>
            </label>
        }
        .into_any(),
        false => {
            let label = words::new_entry(&line.unit);
            let control = format!("new {key}");
            view! { <input type="text" autocomplete="off" spellcheck="false" data-control=control aria-label=label.clone() placeholder=label prop:value=move || text.get() on:input=type_in/> }.into_any()
        }
    };
    let of_file = |state: AppState, text: String| {
        act(
            state,
            PolicyEdit::Add {
                key: words::HOLIDAYS.to_owned(),
                text,
            },
        );
    };
    // What became of a list stands where it was given.
    let notes = move || {
        state.policy.with(|desk| {
            let notes = desk.view.iter().flat_map(|view| &view.notes);
            notes
                .map(|note| view! { <li>{note.clone()}</li> }.into_any())
                .collect()
        })
    };
    view! {
        <div class="policy-line policy-adding" data-key=key.clone()>
            <div class="policy-line-text">
                <span class="policy-caption">{line.caption.clone()}</span>
                <span class="fine">{line.help.clone()}</span>
            </div>
            {box_of}
            <div class="button-row">
                <button class="button" disabled=move || text.with(|text| text.trim().is_empty()) on:click=handler(move |_| add())>{if is_list { said::ADD_THESE_DAYS } else { said::ADD }}</button>
                {when(move || is_list, move || view! {
                    <label class="button file-button">{said::OPEN_A_CALENDAR_FILE_ICS}
                        <input class="visually-hidden" type="file" accept=".ics,.txt,.csv,text/calendar,text/plain" data-control="holiday file"
                            on:change=handler(move |event| read_picked(state, files::picked(&event), of_file))/>
                    </label>
                }.into_any())}
            </div>
            {when(move || is_list, move || view! { <ul class="policy-notes" role="status">{list(notes)}</ul> }.into_any())}
            {trouble(state, &key)}
        </div>
    }
    .into_any()
}

//! How a file would be read: its kind, what each column is taken for, and the first rows as they come out
//! (M4, P25).

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::date_order::date_orders;
use super::plain_table::{Cell, plain_table};
use super::state::{AppState, app};
use super::view::{fresh, handler};
use crate::browser::{dom, timer};
use crate::engine::inquiry::Inquiry;
use crate::engine::message::{Choice, DraftView};
use crate::report::words;
use crate::report::words::screen::mapping as said;

/// The reading that is looked at.
#[derive(Default)]
pub enum Drafted {
    /// Asked for.
    #[default]
    Waiting,
    /// There.
    Ready(Box<DraftView>),
    /// The sentence of a failure.
    Failed(String),
}

/// What a control of the dialog changes.
#[derive(Clone, Copy)]
enum Control {
    Kind,
    Header,
    Column(u32),
}

impl AppState {
    /// Tries an answer about a source; none is how it is read now.
    pub fn try_answer(self, source: u32, choice: Option<String>) {
        self.chosen.set(choice.clone());
        // A file that is left out is not read at all.
        let choice = choice
            .filter(|choice| choice != words::IGNORE)
            .unwrap_or_default();
        spawn_local(async move {
            let asked = choice.clone();
            let inquiry = Inquiry::Examine {
                source,
                choice,
                sought: self.sought.get(),
            };
            let drafted = match self.inquire(inquiry).await {
                Ok(draft) => Drafted::Ready(draft),
                Err(sentence) => Drafted::Failed(sentence),
            };
            let now = self
                .chosen
                .get_untracked()
                .filter(|now| now != words::IGNORE);
            // Another answer may be tried by now.
            if now.unwrap_or_default() == asked {
                self.drafted.set(drafted);
            }
        });
    }

    /// Whether the answer that is tried may be given.
    pub fn may_answer(self) -> bool {
        let chosen = self.chosen.get();
        self.drafted
            .with(|drafted| match (chosen.as_deref(), drafted) {
                (Some(words::IGNORE), _) => true,
                (Some(choice), Drafted::Ready(draft)) => {
                    draft.asked == choice && draft.trouble.is_empty()
                }
                _ => false,
            })
    }
}

/// The kind, the columns and the first rows of a source, all of which can be changed.
#[component]
pub fn Mapping(source: u32) -> impl IntoView {
    let state = app();
    fresh(move || {
        // What was used last is drawn anew and gets the focus back.
        timer::next_frame(move || {
            if let Some(control) = state.control.update(Option::take) {
                dom::focus_in_sight(&format!(".mapping [data-control='{control}']"));
            }
        });
        state.drafted.with(|drafted| match drafted {
            Drafted::Waiting => ().into_any(),
            Drafted::Failed(why) => sentence("failure-text", why),
            Drafted::Ready(draft) => editor(state, source, draft),
        })
    })
}

fn editor(state: AppState, source: u32, draft: &DraftView) -> AnyView {
    let select = |control, label: &str, choices: &[Choice], now: &str| {
        select(state, source, control, label, choices, now)
    };
    let kinds = with_none(said::CHOOSE_A_KIND, &draft.kinds);
    let kind = select(Control::Kind, said::KIND, &kinds, &draft.kind);
    let mut header = ().into_any();
    if !draft.kind.is_empty() {
        let mut records = Vec::new();
        for record in 0..=draft.header.max(3) {
            records.push(Choice {
                id: record.to_string(),
                label: words::header_in(record),
            });
        }
        header = select(
            Control::Header,
            said::HEADER,
            &records,
            &draft.header.to_string(),
        );
    }
    let fields = with_none(said::NOT_USED, &draft.fields);
    let mut rows = Vec::new();
    // What a column is taken for, and whether it fits, is known only of a kind.
    let is_of_kind = !draft.kind.is_empty();
    for column in &draft.columns {
        let mut row = vec![
            Cell::Head(column.caption.clone()),
            Cell::Raw(column.samples.clone()),
        ];
        if is_of_kind {
            let label = words::taken_for(&column.caption);
            let control = Control::Column(column.place);
            let field = select(control, &label, &fields, &column.field);
            let trouble = sentence("warning-text", &column.trouble);
            row.push(Cell::View(field));
            row.push(Cell::View(
                view! { {column.fit.clone()}{trouble} }.into_any(),
            ));
        }
        rows.push(row);
    }
    const CAPTIONS: [&str; 4] = [
        said::COLUMN,
        said::FIRST_VALUES,
        said::TAKEN_FOR,
        said::FITS,
    ];
    let captions = match is_of_kind {
        true => &CAPTIONS[..],
        false => &CAPTIONS[..2],
    };
    let columns = match draft.columns.is_empty() {
        true => ().into_any(),
        false => plain_table(said::COLUMNS_WITH_SAMPLE_VALUES, captions, rows),
    };
    view! {
        <div class="mapping">
            <div class="button-row">{kind}{header}</div>
            {sentence("failure-text", &draft.trouble)}
            {date_orders(&draft.orders)}
            {finder(state, source, draft)}
            {columns}
            {preview(draft)}
        </div>
    }
    .into_any()
}

// A very wide file: some of its columns are shown, and the others are looked for.
fn finder(state: AppState, source: u32, draft: &DraftView) -> AnyView {
    let (n_shown, n_columns) = (draft.columns.len() as u32, draft.n_columns);
    let sought = state.sought.get();
    if n_shown >= n_columns && sought.is_empty() {
        return ().into_any();
    }
    let find = handler(move |event| {
        state.sought.set(event_target_value(&event));
        state.control.set(Some("find".to_owned()));
        let now = state.chosen.get_untracked();
        state.try_answer(source, now);
    });
    view! {
        <div class="button-row">
            <label class="mapping-find">
                <span>{said::FIND_COLUMNS}</span>
                <input type="search" data-control="find" placeholder=said::CAPTION_OR_LETTER prop:value=sought on:change=find/>
            </label>
            <span class="fine" role="status">{words::columns_shown(n_shown, n_columns)}</span>
        </div>
    }
    .into_any()
}

fn preview(draft: &DraftView) -> AnyView {
    if draft.first.is_empty() || draft.captions.is_empty() {
        return ().into_any();
    }
    let mut rows = Vec::new();
    for cells in &draft.first {
        let mut row = Vec::new();
        for cell in cells {
            row.push(Cell::Text(cell.clone()));
        }
        rows.push(row);
    }
    let mut captions = Vec::new();
    for caption in &draft.captions {
        captions.push(caption.as_str());
    }
    const LABEL: &str = said::THE_FIRST_ROWS_AS_THEY_WILL;
    view! { <h3>{LABEL}</h3>{plain_table(LABEL, &captions, rows)} }.into_any()
}

/// A sentence, where there is one.
pub fn sentence(class: &'static str, text: &str) -> AnyView {
    if text.is_empty() {
        return ().into_any();
    }
    view! { <p class=class role="status">{text.to_owned()}</p> }.into_any()
}

fn with_none(none: &str, choices: &[Choice]) -> Vec<Choice> {
    let mut all = vec![Choice {
        id: String::new(),
        label: none.to_owned(),
    }];
    all.extend_from_slice(choices);
    all
}

fn select(
    state: AppState,
    source: u32,
    control: Control,
    label: &str,
    choices: &[Choice],
    now: &str,
) -> AnyView {
    let mut options = Vec::new();
    for choice in choices {
        let (id, label) = (choice.id.clone(), choice.label.clone());
        options.push(
            view! { <option value=id selected={choice.id == now}>{label}</option> }.into_any(),
        );
    }
    let name = match control {
        Control::Kind => "kind".to_owned(),
        Control::Header => "header".to_owned(),
        Control::Column(place) => format!("column-{place}"),
    };
    let own = name.clone();
    let change = handler(move |event| {
        let value = event_target_value(&event);
        let choice = state.drafted.with_untracked(|drafted| match drafted {
            Drafted::Ready(draft) => Some(match control {
                Control::Kind => draft.with_kind(&value),
                Control::Header => draft.with_header(value.parse().unwrap_or(0)),
                Control::Column(place) => draft.with_column(place, &value),
            }),
            _ => None,
        });
        state.control.set(Some(own.clone()));
        state.try_answer(source, choice);
    });
    view! { <select data-control=name aria-label=label.to_owned() on:change=change>{options}</select> }.into_any()
}

//! How a file would be read: its kind, what each column is taken for, and the first rows as they come out.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::plain_table::{Cell, plain_table};
use super::slot::Kept;
use super::state::{AppState, app};
use super::view::{each, fresh, handler};
use crate::browser::{dom, timer};
use crate::engine::message::{Choice, DraftColumnView, DraftView, Reply, Request};
use crate::report::words;

/// The reading that is looked at.
#[derive(Clone, Debug, Default)]
pub enum Drafted {
    /// Asked for.
    #[default]
    Waiting,
    /// There.
    Ready(Box<DraftView>),
    /// The sentence of a failure.
    Failed(String),
}

/// The control that was used last, which has the focus when all is drawn anew.
type Last = Kept<Option<String>>;

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
            let drafted = match self.ask(Request::Examine { source, choice }).await {
                Ok(Reply::Draft(draft)) => Drafted::Ready(draft),
                Ok(_) => Drafted::Failed("the answer was damaged".to_owned()),
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
    let last: Last = Kept::new(None);
    fresh(move || match state.drafted.get() {
        Drafted::Waiting => ().into_any(),
        Drafted::Failed(why) => sentence("failure-text", why),
        Drafted::Ready(draft) => {
            timer::next_frame(move || {
                if let Some(selector) = last.update(Option::take) {
                    dom::focus_in_sight(&selector);
                }
            });
            editor(state, source, last, *draft)
        }
    })
}

fn editor(state: AppState, source: u32, last: Last, draft: DraftView) -> AnyView {
    let kept = Kept::new(draft.clone());
    let change = move |control: String, choice: String| {
        last.set(Some(format!(".mapping [data-control='{control}']")));
        state.try_answer(source, Some(choice));
    };
    let kinds = with_none(&draft.kinds, "choose a kind");
    let kind = select(
        "kind",
        "Kind".to_owned(),
        &kinds,
        &draft.kind,
        move |kind| {
            change("kind".to_owned(), kept.with(|draft| draft.with_kind(&kind)));
        },
    );
    let records: Vec<Choice> = (0..=draft.header.max(3)).map(header_choice).collect();
    let header = if draft.kind.is_empty() {
        ().into_any()
    } else {
        let now = draft.header.to_string();
        select(
            "header",
            "Header".to_owned(),
            &records,
            &now,
            move |record| {
                let record = record.parse().unwrap_or(0);
                change(
                    "header".to_owned(),
                    kept.with(|draft| draft.with_header(record)),
                );
            },
        )
    };
    let fields = with_none(&draft.fields, "not used");
    let column = move |column: DraftColumnView| {
        let place = column.place;
        let control = format!("column-{place}");
        let field = if fields.len() > 1 {
            let label = words::taken_for(&column.caption);
            select(
                &control.clone(),
                label,
                &fields,
                &column.field,
                move |field| {
                    change(
                        control.clone(),
                        kept.with(|draft| draft.with_column(place, &field)),
                    );
                },
            )
        } else {
            ().into_any()
        };
        let fit = view! { {column.fit}{sentence("warning-text", column.trouble)} }.into_any();
        vec![
            Cell::Head(column.caption),
            Cell::Raw(column.samples),
            Cell::View(field),
            Cell::View(fit),
        ]
    };
    let captions = ["Column", "First values", "Taken for", "Fits"].map(str::to_owned);
    let columns = draft.columns.into_iter().map(column);
    let columns = plain_table("Columns with sample values", captions, columns);
    let preview = if draft.first.is_empty() || draft.captions.is_empty() {
        ().into_any()
    } else {
        let rows = draft.first.into_iter();
        let rows = rows.map(|cells| cells.into_iter().map(Cell::Text).collect());
        let table = plain_table(PREVIEW, draft.captions, rows);
        view! { <h3>{PREVIEW}</h3>{table} }.into_any()
    };
    view! {
        <div class="mapping">
            <div class="button-row">{kind}{header}</div>
            {sentence("failure-text", draft.trouble)}
            {columns}
            {preview}
        </div>
    }
    .into_any()
}

const PREVIEW: &str = "The first rows as they will be read";

/// A sentence, where there is one.
fn sentence(class: &'static str, text: String) -> AnyView {
    if text.is_empty() {
        return ().into_any();
    }
    view! { <p class=class role="status">{text}</p> }.into_any()
}

fn with_none(choices: &[Choice], none: &str) -> Vec<Choice> {
    let mut all = vec![Choice {
        id: String::new(),
        label: none.to_owned(),
    }];
    all.extend_from_slice(choices);
    all
}

fn header_choice(record: u32) -> Choice {
    Choice {
        id: record.to_string(),
        label: words::header_in(record),
    }
}

fn select(
    control: &str,
    label: String,
    choices: &[Choice],
    now: &str,
    choose: impl Fn(String) + 'static,
) -> AnyView {
    select_boxed(control, label, choices, now, Box::new(choose))
}

fn select_boxed(
    control: &str,
    label: String,
    choices: &[Choice],
    now: &str,
    choose: Box<dyn Fn(String)>,
) -> AnyView {
    let options = each(choices, |choice| {
        view! { <option value=choice.id.clone() selected={choice.id == now}>{choice.label.clone()}</option> }.into_any()
    });
    view! {
        <select data-control=control.to_owned() aria-label=label on:change=handler(move |event| choose(event_target_value(&event)))>{options}</select>
    }
    .into_any()
}

//! Handing out: a file, a draft or a link for each department, center or other value (M10).

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::button::{Look, button};
use super::export::radio;
use super::notice_state::Weight;
use super::state::{AppState, app};
use super::view::{each, handler, list, when};
use super::writing::writing;
use crate::browser::download::Pieces;
use crate::browser::{clock, location};
use crate::engine::inquiry::Inquiry;
use crate::report::exports::{FILTERED, NOT_SAVED, SELECTED, STOPPED};
use crate::report::hand_out::{
    Form, HandOutGroup, HandOutGroups, HandOutPiece, HandOutPlan, ONE_BY_ONE, SUBJECT, TEXT,
    ZIP_TYPE, columns_for, handed_out, what_goes, written,
};
use crate::report::query::Query;
use crate::report::words;
use crate::report::words::screen::hand_out as said;

/// Hears every file, or every piece of the archive; where `take` does not want another, no more are made.
pub async fn files_of(
    state: AppState,
    (id, query): (String, Query),
    plan: HandOutPlan,
    take: impl Fn(&HandOutPiece, &str) -> Result<bool, String>,
) -> Result<(), String> {
    let mut plan = plan;
    if plan.stamp.is_empty() {
        plan.stamp = clock::moment();
    }
    if plan.address.is_empty() {
        plan.address = location::page_address();
    }
    let ranges = ranges(state, &id);
    let mut next = 0;
    loop {
        let inquiry = Inquiry::HandOut {
            id: id.clone(),
            query: query.clone(),
            ranges: match next {
                0 => ranges.clone(),
                _ => Vec::new(),
            },
            plan: plan.clone(),
            next,
        };
        let mut piece: HandOutPiece = state.inquire(inquiry).await?;
        let text = std::mem::take(&mut piece.text);
        next = piece.next;
        if !take(&piece, &text)? || next == 0 {
            return Ok(());
        }
    }
}

fn ranges(state: AppState, id: &str) -> Vec<(u32, u32)> {
    match state.report.get_untracked().id == id {
        true => state
            .selection
            .with_untracked(|selection| selection.ranges().to_vec()),
        false => Vec::new(),
    }
}

/// What was chosen, and what came of it.
#[derive(Clone, Copy)]
struct Desk {
    state: AppState,
    plan: RwSignal<HandOutPlan>,
    /// The groups with whether each gets a file.
    groups: RwSignal<Vec<(HandOutGroup, bool)>>,
    n_rows: RwSignal<u32>,
    /// How far it is.
    piece: RwSignal<Option<HandOutPiece>>,
    trouble: RwSignal<Option<String>>,
    /// Which answer is waited for, and which files are written: another number makes the older ones unwanted.
    wish: StoredValue<u32>,
}

/// The choices, the groups with their counts, and the button that makes the files.
#[component]
pub fn HandOutView() -> impl IntoView {
    let state = app();
    let rows = match state.selection.with_untracked(|chosen| chosen.is_empty()) {
        true => FILTERED,
        false => SELECTED,
    };
    let columns = columns_for(state.report.get_untracked());
    let column = columns.first().map_or("", |(id, _)| *id);
    let desk = Desk {
        state,
        plan: RwSignal::new(HandOutPlan {
            column: column.to_owned(),
            form: Form::default().name().to_owned(),
            zip: true,
            rows: rows.to_owned(),
            subject: SUBJECT.to_owned(),
            text: TEXT.to_owned(),
            ..HandOutPlan::default()
        }),
        groups: RwSignal::new(Vec::new()),
        n_rows: RwSignal::new(0),
        piece: RwSignal::new(None),
        trouble: RwSignal::new(None),
        wish: StoredValue::new(0),
    };
    desk.ask();
    let is_running = move || desk.piece.with(Option::is_some);
    let is_mail = move || desk.form() == Form::Mail;
    let has_files = move || desk.form() != Form::Links;
    let trouble = move || desk.trouble.get();
    let options = each(columns, move |(id, title)| {
        view! { <option value=id selected=id == column>{title}</option> }.into_any()
    });
    let take_column = move |event| {
        desk.change(|plan| plan.column = event_target_value(&event));
        desk.ask();
    };
    let chosen_rows = match rows {
        SELECTED => said::ONLY_THE_SELECTED_ROWS_ARE_HANDED_OUT,
        _ => said::THE_ROWS_AS_SEARCHED_AND_FILTERED_ARE,
    };
    view! {
        <div class="export-view hand-out">
            <p class="fine">{chosen_rows}</p>
            <label class="field">{said::SPLIT_BY}<select disabled=is_running on:change=handler(take_column)>{options}</select></label>
            <fieldset class="choices" disabled=is_running><legend>{said::EACH_GETS}</legend>{forms(desk)}</fieldset>
            {when(is_mail, move || mail(desk))}
            {when(has_files, move || archive(desk))}
            <fieldset class="choices hand-out-groups" disabled=is_running>
                <legend>{said::GROUPS}</legend>
                <div class="button-row">
                    {button(said::ALL, Look::Plain, move || desk.tick(true))}
                    {button(said::NONE, Look::Plain, move || desk.tick(false))}
                </div>
                <div class="hand-out-list" role="group" aria-label=said::GROUPS tabindex="0">{list(move || groups(desk))}</div>
            </fieldset>
            <p class="failure-text" role="status">{trouble}</p>
            {when(is_running, move || progress(desk))}
            <div class="button-row dialog-actions">
                <p role="status"><strong class="export-size">{move || desk.what_goes()}</strong></p>
                <button class="button" data-look="primary" disabled=is_running on:click=handler(move |_| desk.write())>{said::HAND_OUT}</button>
            </div>
        </div>
    }
}

impl Desk {
    fn form(self) -> Form {
        self.plan
            .with(|plan| Form::named(&plan.form))
            .unwrap_or_default()
    }

    fn change(self, change: impl FnOnce(&mut HandOutPlan)) {
        self.trouble.set(None);
        self.plan.update(change);
    }

    fn next_wish(self) -> u32 {
        self.wish.update_value(|wish| *wish += 1);
        self.wish.get_value()
    }

    fn is_wanted(self, wish: u32) -> bool {
        self.wish.try_get_value() == Some(wish)
    }

    /// Asks for the groups of the column.
    fn ask(self) {
        let wish = self.next_wish();
        let state = self.state;
        let id = state.report.get_untracked().id.to_owned();
        let inquiry = Inquiry::HandOutGroups {
            ranges: ranges(state, &id),
            id,
            query: state.query.get_untracked(),
            plan: self.plan.get_untracked(),
        };
        spawn_local(async move {
            let came = state.inquire::<HandOutGroups>(inquiry).await;
            if !self.is_wanted(wish) {
                return;
            }
            match came {
                Ok(view) => {
                    self.n_rows.set(view.rows);
                    let ticked = view.groups.into_iter().map(|group| (group, true));
                    self.groups.set(ticked.collect());
                }
                Err(sentence) => {
                    self.groups.set(Vec::new());
                    self.trouble.set(Some(sentence));
                }
            }
        });
    }

    fn tick(self, on: bool) {
        self.groups
            .update(|groups| groups.iter_mut().for_each(|(_, is_on)| *is_on = on));
    }

    fn what_goes(self) -> String {
        let (n_groups, n_rows) = self.groups.with(|groups| {
            let ticked = groups.iter().filter(|(_, is_on)| *is_on);
            ticked.fold((0, 0), |(groups, rows), (group, _)| {
                (groups + 1, rows + u64::from(group.rows))
            })
        });
        what_goes(self.form(), n_groups, n_rows, self.n_rows.get().into())
    }

    fn write(self) {
        let wish = self.next_wish();
        self.trouble.set(None);
        self.piece.set(Some(HandOutPiece::default()));
        let state = self.state;
        let form = untrack(|| self.form());
        let mut plan = self.plan.get_untracked();
        plan.zip &= form != Form::Links;
        plan.groups = Some(self.groups.with_untracked(|groups| {
            let ticked = groups.iter().filter(|(_, is_on)| *is_on);
            ticked.map(|(group, _)| group.value.clone()).collect()
        }));
        let is_zip = plan.zip;
        let of = (
            state.report.get_untracked().id.to_owned(),
            state.query.get_untracked(),
        );
        spawn_local(async move {
            let archive = Pieces::new();
            let done = std::cell::Cell::new((0, 0, 0));
            let take = |piece: &HandOutPiece, text: &str| {
                if !self.is_wanted(wish) {
                    return Ok(false);
                }
                let files = match is_zip {
                    true => {
                        archive.push_bytes(text)?;
                        if piece.next == 0 && !archive.save(&piece.name, ZIP_TYPE) {
                            return Err(NOT_SAVED.to_owned());
                        }
                        1
                    }
                    false => {
                        let file = Pieces::new();
                        match form {
                            Form::Xlsx => file.push_bytes(text),
                            _ => file.push_text(text),
                        }?;
                        if !file.save(&piece.name, form.media_type()) {
                            return Err(NOT_SAVED.to_owned());
                        }
                        done.get().0 + 1
                    }
                };
                done.set((files, piece.done, piece.rows));
                self.piece.set(Some(piece.clone()));
                Ok(true)
            };
            let outcome = files_of(state, of, plan, take).await;
            if !self.is_wanted(wish) {
                state.said.set(STOPPED.to_owned());
                return;
            }
            self.piece.set(None);
            match outcome {
                Ok(()) => {
                    let (files, groups, rows) = done.get();
                    let sentence = handed_out(files, groups, rows);
                    state.over.set(None);
                    state.notices.show(Weight::Done, sentence.clone());
                    state.said.set(sentence);
                }
                Err(sentence) => self.trouble.set(Some(sentence)),
            }
        });
    }

    fn stop(self) {
        self.next_wish();
        self.piece.set(None);
        self.trouble.set(Some(STOPPED_PARTLY.to_owned()));
    }
}

/// What a person reads when handing out was stopped: files that the browser has are kept.
const STOPPED_PARTLY: &str = said::STOPPED_FILES_THAT_WERE_SAVED_BEFORE_ARE;

fn forms(desk: Desk) -> AnyView {
    each(Form::ALL, move |form| {
        let is_on = move || desk.form() == form;
        let take = move || desk.change(|plan| plan.form = form.name().to_owned());
        radio("hand-out-form", form.title(), is_on, take)
    })
}

fn archive(desk: Desk) -> AnyView {
    let is_zip = move || desk.plan.with(|plan| plan.zip);
    let take = move |event| {
        let on = event_target_checked(&event);
        desk.change(|plan| plan.zip = on);
    };
    view! {
        <label class="choice"><input type="checkbox" prop:checked=is_zip on:change=handler(take)/>{said::ALL_IN_ONE_ARCHIVE_ZIP}</label>
        {when(move || !is_zip(), || view! { <p class="fine">{ONE_BY_ONE}</p> }.into_any())}
    }
    .into_any()
}

fn mail(desk: Desk) -> AnyView {
    let plan = desk.plan.get_untracked();
    let report = desk.state.report.get_untracked();
    let columns = each(report.columns, move |column| {
        view! { <option value=column.id>{column.title}</option> }.into_any()
    });
    let take_to = move |event| desk.change(|plan| plan.to = event_target_value(&event));
    let take_subject = move |event| desk.change(|plan| plan.subject = event_target_value(&event));
    let take_text = move |event| desk.change(|plan| plan.text = event_target_value(&event));
    view! {
        <label class="field">{said::TO}<select on:change=handler(take_to)><option value="">{said::NOBODY_YET}</option>{columns}</select></label>
        <label class="field">{said::SUBJECT}<input type="text" prop:value=plan.subject on:input=handler(take_subject)/></label>
        <label class="field">{said::TEXT}<textarea rows="4" prop:value=plan.text on:input=handler(take_text)></textarea></label>
        <p class="fine">{said::GROUP_ROWS_DAY_AND_REPORT_STAND}</p>
    }
    .into_any()
}

fn groups(desk: Desk) -> Vec<AnyView> {
    let shown = desk.groups.get();
    let shown = shown.into_iter().enumerate();
    shown
        .map(|(at, (group, is_on))| {
            let take = move |event| {
                let on = event_target_checked(&event);
                desk.groups.update(|groups| groups[at].1 = on);
            };
            let rows = words::number(group.rows.into());
            view! {
                <label class="choice"><input type="checkbox" prop:checked=is_on on:change=handler(take)/>
                    <span class="hand-out-name">{group.text}</span><span class="hand-out-rows">{rows}</span></label>
            }
            .into_any()
        })
        .collect()
}

fn progress(desk: Desk) -> AnyView {
    let how_far = move || {
        let piece = desk.piece.get().unwrap_or_default();
        (piece.done, piece.groups, written(&piece))
    };
    writing(said::MAKING_THE_FILES, how_far, move || desk.stop())
}

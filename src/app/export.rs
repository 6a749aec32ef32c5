//! A view as a file: what goes into it, how far it is, and saving it (M10).

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::groups::is_grouped;
use super::notice_state::Weight;
use super::state::{AppState, Over, app};
use super::view::{each, handler, when};
use super::writing::writing;
use crate::browser::clock;
use crate::browser::download::Pieces;
use crate::engine::inquiry::Inquiry;
use crate::engine::message::{Reply, Request, Window};
use crate::report::exports::{
    ALL, ExportPiece, ExportPlan, FILTERED, Format, GROUPS_GO, NOT_SAVED, PAGE_MEANING, PAGE_TITLE,
    ROWS_GO, SELECTED, STOPPED, VISIBLE, WHAT_GOES, exported, what_goes, with_groups, written,
};
use crate::report::query::Query;
use crate::report::words::screen::export as said;

/// What is exported of which report.
pub struct Wanted {
    /// Report id.
    pub id: String,
    /// What was chosen for it.
    pub query: Query,
    /// What goes into the file.
    pub plan: ExportPlan,
}

/// A file and what is said of it; `None` where `goes_on` did not want another piece.
pub async fn file_of(
    state: AppState,
    wanted: Wanted,
    goes_on: impl Fn(ExportPiece) -> bool,
) -> Result<Option<(ExportPiece, Pieces)>, String> {
    let Wanted {
        id,
        query,
        mut plan,
    } = wanted;
    let format = plan.format()?;
    if plan.stamp.is_empty() {
        plan.stamp = clock::moment();
    }
    let ranges = match state.report.get_untracked().id == id {
        true => state
            .selection
            .with_untracked(|selection| selection.ranges().to_vec()),
        false => Vec::new(),
    };
    let pieces = Pieces::new();
    let mut next = 0;
    loop {
        let inquiry = Inquiry::Export {
            id: id.clone(),
            query: query.clone(),
            // Rows are chosen with the first piece.
            ranges: match next {
                0 => ranges.clone(),
                _ => Vec::new(),
            },
            plan: plan.clone(),
            next,
        };
        let mut piece: ExportPiece = state.inquire(inquiry).await?;
        let text = std::mem::take(&mut piece.text);
        match format {
            Format::Xlsx => pieces.push_bytes(&text),
            _ => pieces.push_text(&text),
        }?;
        next = piece.next;
        if next == 0 {
            return Ok(Some((piece, pieces)));
        }
        if !goes_on(piece) {
            return Ok(None);
        }
    }
}

/// What was chosen, and how far the file is.
#[derive(Clone, Copy)]
struct Desk {
    state: AppState,
    plan: RwSignal<ExportPlan>,
    /// Rows of the whole list, once they are counted.
    n_all: RwSignal<Option<u32>>,
    /// How far the file is that is being written.
    piece: RwSignal<Option<ExportPiece>>,
    trouble: RwSignal<Option<String>>,
    /// Which file is written: another number stops it.
    wish: StoredValue<u32>,
}

/// The choices, what will be written, and the button that writes it.
#[component]
pub fn ExportView() -> impl IntoView {
    let state = app();
    let rows = match state.selection.with_untracked(|chosen| chosen.is_empty()) {
        true => FILTERED,
        false => SELECTED,
    };
    let desk = Desk {
        state,
        plan: RwSignal::new(ExportPlan {
            format: Format::default().name().to_owned(),
            columns: VISIBLE.to_owned(),
            rows: rows.to_owned(),
            ..ExportPlan::default()
        }),
        n_all: RwSignal::new(None),
        piece: RwSignal::new(None),
        trouble: RwSignal::new(None),
        wish: StoredValue::new(0),
    };
    desk.count_all();
    let is_running = move || desk.piece.with(Option::is_some);
    let is_for_spreadsheets = move || desk.format().has_guard();
    let may_choose = move || desk.is_grouped() && desk.format().has_one_table();
    let text = move || desk.what_goes();
    let trouble = move || desk.trouble.get();
    view! {
        <div class="export-view">
            <fieldset class="choices" disabled=is_running><legend>{said::AS}</legend>{formats(desk)}</fieldset>
            <p class="fine">{move || if desk.is_page() { PAGE_MEANING } else { desk.format().meaning() }}</p>
            {when(may_choose, move || what_of(desk))}
            <fieldset class="choices" disabled=is_running><legend>{said::ROWS}</legend>{rows_of(desk)}</fieldset>
            <fieldset class="choices" disabled=is_running><legend>{said::COLUMNS}</legend>{columns_of(desk)}</fieldset>
            {when(is_for_spreadsheets, move || switches(desk))}
            <p class="failure-text" role="status">{trouble}</p>
            {when(is_running, move || progress(desk))}
            <div class="button-row dialog-actions">
                <button class="button" disabled=is_running title=said::A_FILE_A_DRAFT_OF_A_MAIL
                    on:click=handler(move |_| state.over.set(Some(Over::HandOut)))>{said::HAND_OUT}</button>
                <p role="status"><strong class="export-size">{text}</strong></p>
                <button class="button" data-look="primary" disabled=is_running on:click=handler(move |_| desk.write())>{said::EXPORT}</button>
            </div>
        </div>
    }
}

impl Desk {
    fn format(self) -> Format {
        let named = self.plan.with(|plan| Format::named(&plan.format));
        named.unwrap_or_default()
    }

    fn is_grouped(self) -> bool {
        is_grouped(self.state)
    }

    fn is_page(self) -> bool {
        self.plan.with(|plan| plan.page)
    }

    fn change(self, change: impl FnOnce(&mut ExportPlan)) {
        self.trouble.set(None);
        self.plan.update(change);
    }

    /// How many rows the list has without search and filters: only the engine knows.
    fn count_all(self) {
        let state = self.state;
        let mut query = state.query.get_untracked();
        if !query.is_narrowed() {
            self.n_all.set(Some(untrack(|| state.rows.total())));
            return;
        }
        query.show_all();
        let request = Request::Report {
            id: state.report.get_untracked().id.to_owned(),
            query: Box::new(query),
            window: Window {
                rows: 0,
                departments: 0,
                ..Window::default()
            },
        };
        spawn_local(async move {
            if let Ok(Reply::Report(view)) = state.ask(request).await {
                // The window may be closed by now.
                let _ = self.n_all.try_set(Some(view.total));
            }
        });
    }

    fn what_goes(self) -> String {
        let state = self.state;
        let report = state.report.get();
        let (which, is_wide) = self
            .plan
            .with(|plan| (plan.rows().unwrap_or(FILTERED), plan.columns == ALL));
        let columns = match is_wide {
            true => report.columns.len(),
            false => state.query.with(|query| query.visible(report).len()),
        };
        let rows = match which {
            SELECTED => state.selection.with(|selection| selection.len()),
            ALL => match self.n_all.get() {
                Some(rows) => rows,
                None => return said::COUNTING.to_owned(),
            },
            _ => state.rows.total(),
        };
        let is_narrowed = state.query.with(|query| query.is_narrowed());
        let what = what_goes(rows.into(), columns as u64, which, is_narrowed);
        let (has_one, in_place) = (
            self.format().has_one_table(),
            self.plan.with(|plan| plan.groups),
        );
        match self.is_grouped() && (in_place || !has_one) {
            true => with_groups(&what, in_place),
            false => what,
        }
    }

    fn write(self) {
        self.wish.update_value(|wish| *wish += 1);
        let wish = self.wish.get_value();
        self.trouble.set(None);
        self.piece.set(Some(ExportPiece::default()));
        let state = self.state;
        let wanted = Wanted {
            id: state.report.get_untracked().id.to_owned(),
            query: state.query.get_untracked(),
            plan: self.plan.get_untracked(),
        };
        let format = untrack(|| self.format());
        spawn_local(async move {
            // A window that is closed wants no file, and neither does who pressed Cancel.
            let is_wanted = move || self.wish.try_get_value() == Some(wish);
            let goes_on = move |piece: ExportPiece| {
                let goes_on = is_wanted();
                if goes_on {
                    self.piece.set(Some(piece));
                }
                goes_on
            };
            let outcome = file_of(state, wanted, goes_on).await;
            if !is_wanted() {
                state.said.set(STOPPED.to_owned());
                return;
            }
            self.piece.set(None);
            match outcome {
                Ok(Some((piece, pieces))) => {
                    if pieces.save(&piece.name, format.media_type()) {
                        state.over.set(None);
                        state.notices.show(Weight::Done, exported(&piece));
                        state.said.set(exported(&piece));
                    } else {
                        self.trouble.set(Some(NOT_SAVED.to_owned()));
                    }
                }
                Ok(None) => {}
                Err(sentence) => self.trouble.set(Some(sentence)),
            }
        });
    }

    fn stop(self) {
        self.wish.update_value(|wish| *wish += 1);
        self.piece.set(None);
        self.trouble.set(Some(STOPPED.to_owned()));
    }
}

fn formats(desk: Desk) -> AnyView {
    let ways = Format::ALL.map(|format| (format, false, format.title()));
    let page = [(Format::Html, true, PAGE_TITLE)];
    each(
        ways.into_iter().chain(page),
        move |(format, page, title)| {
            let is_on = move || desk.format() == format && desk.is_page() == page;
            let take = move || {
                desk.change(|plan| {
                    plan.format = format.name().to_owned();
                    plan.page = page;
                    plan.groups &= format.has_one_table();
                });
            };
            radio("export-format", title, is_on, take)
        },
    )
}

fn what_of(desk: Desk) -> AnyView {
    let ways = [(false, ROWS_GO), (true, GROUPS_GO)];
    let ways = each(ways, move |(groups, caption)| {
        let is_on = move || desk.plan.with(|plan| plan.groups == groups);
        let take = move || desk.change(|plan| plan.groups = groups);
        radio("export-what", caption, is_on, take)
    });
    view! { <fieldset class="choices"><legend>{WHAT_GOES}</legend>{ways}</fieldset> }.into_any()
}

fn rows_of(desk: Desk) -> AnyView {
    let has_selection = desk
        .state
        .selection
        .with_untracked(|selection| !selection.is_empty());
    let ways = [
        (FILTERED, said::AS_SEARCHED_AND_FILTERED),
        (SELECTED, said::ONLY_THE_SELECTED_ONES),
        (ALL, said::ALL_OF_THIS_LIST),
    ];
    let ways = ways
        .into_iter()
        .filter(|(name, _)| *name != SELECTED || has_selection);
    each(ways, move |(name, caption)| {
        let is_on = move || desk.plan.with(|plan| plan.rows == name);
        let take = move || desk.change(|plan| plan.rows = name.to_owned());
        radio("export-rows", caption, is_on, take)
    })
}

fn columns_of(desk: Desk) -> AnyView {
    let ways = [
        (VISIBLE, said::THE_VISIBLE_ONES),
        (ALL, said::ALL_THE_VISIBLE_ONES_FIRST),
    ];
    each(ways, move |(name, caption)| {
        let is_on = move || desk.plan.with(|plan| plan.columns == name);
        let take = move || desk.change(|plan| plan.columns = name.to_owned());
        radio("export-columns", caption, is_on, take)
    })
}

pub(super) fn radio(
    group: &'static str,
    caption: &'static str,
    is_on: impl Fn() -> bool + Send + Sync + 'static,
    take: impl Fn() + 'static,
) -> AnyView {
    view! {
        <label class="choice"><input type="radio" name=group prop:checked=is_on on:change=handler(move |_: leptos::ev::Event| take())/>{caption}</label>
    }
    .into_any()
}

fn switches(desk: Desk) -> AnyView {
    let is_guarded = move || desk.plan.with(|plan| plan.with_guard(desk.format()));
    let guard = move |event| {
        let on = event_target_checked(&event);
        desk.change(|plan| plan.guard = Some(on));
    };
    let has_bom = move || desk.plan.with(|plan| plan.with_bom(desk.format()));
    let bom = move |event| {
        let on = event_target_checked(&event);
        desk.change(|plan| plan.bom = Some(on));
    };
    let may_have_bom = move || desk.format().has_bom();
    let bom_box = move || {
        view! {
            <label class="choice"><input type="checkbox" prop:checked=has_bom on:change=handler(bom)/>{said::A_MARK_BY_WHICH_EXCEL_KNOWS_UTF}</label>
        }
        .into_any()
    };
    view! {
        <fieldset class="choices"><legend>{said::FOR_SPREADSHEETS}</legend>
            <label class="choice"><input type="checkbox" prop:checked=is_guarded on:change=handler(guard)/>{said::AN_APOSTROPHE_BEFORE}</label>
            {when(may_have_bom, bom_box)}
        </fieldset>
    }
    .into_any()
}

fn progress(desk: Desk) -> AnyView {
    let how_far = move || {
        let piece = desk.piece.get().unwrap_or_default();
        (piece.done, piece.rows, written(&piece))
    };
    writing(said::WRITING_THE_FILE, how_far, move || desk.stop())
}

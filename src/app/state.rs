//! The one store: what the person chose and what the worker answered.

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::density::Density;
use super::details_state::Details;
use super::hand_over::HandOver;
use super::issues::Found;
use super::looks::Looks;
use super::mapping::Drafted;
use super::notice_state::{Notices, Weight};
use super::page::{self, rescue_focus};
use super::policy_desk::PolicyDesk;
use super::remembered;
use super::rows::Rows;
use super::slot::{Kept, Slot, follow};
use super::source_rows::Listed;
use super::table_state::Table;
use super::todo_state::Todo;
use crate::browser::automation;
use crate::browser::files::{self, File};
use crate::browser::part::{self, PART_MISSING, PartMissing};
use crate::browser::requests::{self, SeenRequest};
use crate::browser::worker_client::{Happening, Wish, WorkerClient};
use crate::browser::{clock, location, timer};
use crate::engine::inquiry::Inquiry;
use crate::engine::message::{Progress, Question, Reply, Request, SourceView};
use crate::engine::wire::{self, inquiries};
use crate::report::across::licences::opens::opened;
use crate::report::definition::{Definition, LISTS, definition, is_list, reports};
use crate::report::grid_keys::Place;
use crate::report::query::Query;
use crate::report::selection::Selection;
use crate::report::views::NamedViews;
use crate::report::words;
use crate::report::words::screen::state as said;
use crate::small_map::SmallMap;

/// A progress bar that comes and goes within this time would only flicker.
const BAR_AFTER_MS: i32 = 300;
/// The screen follows a load after so long.
const DRAW_AFTER_MS: i32 = 20;

/// Whether something is being read.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Loading {
    /// Nothing is being read.
    #[default]
    Resting,
    /// Something is being read, for less than a person notices.
    Begun(Option<Progress>),
    /// Something is being read, and the bar is in sight.
    Shown(Option<Progress>),
}

/// What is open over the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// The oldest open question.
    Question,
    /// How a source is read, to be changed.
    Reading(u32),
    /// The rows that a number of a source's summary counts.
    SourceRows(u32, &'static str),
    /// The issues of a source.
    Issues(u32),
    /// The issues of all sources, of the kind that was chosen.
    Contradictions,
    /// The filter builder.
    Filter(FilterAt),
    /// Every command by its name.
    Palette,
    /// The column chooser.
    Columns,
    /// The box for pasted names.
    Paste,
    /// Logon names for the next console.
    Names,
    /// The policy.
    Policy,
    /// Views with names.
    Views,
    /// What is taken along, as a link, a code or a file.
    Share,
    /// Rows that somebody shared.
    Shared,
    /// Deadlines as a calendar file.
    Calendar,
    /// The view as a file.
    Export,
    /// The view in files for several people.
    HandOut,
    /// The list of keys.
    Keys,
    /// What the page promises about data.
    Privacy,
    /// The way to the document of live mode.
    Connect,
    /// All decisions, their file, and the conflicts of a merge.
    Decisions,
    /// What goes with the data when it is cleared.
    Clearing,
}

/// Where the filter builder begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilterAt {
    /// With a new condition.
    Start,
    /// With the filter at this place.
    Place(u32),
    /// With a new condition on this column.
    Column(&'static str),
}

/// The one store, given by context.
#[derive(Clone, Copy)]
pub struct AppState {
    client: StoredValue<WorkerClient, LocalStorage>,
    /// The list that is looked at.
    pub report: Slot<&'static Definition>,
    /// What was chosen for it.
    pub query: Slot<Query>,
    /// What was chosen for the other lists.
    others: Kept<SmallMap<&'static str, Query>>,
    /// What a link shows, and the files it waits for; empty while none waits.
    pub awaited: Slot<String>,
    /// The views that the person keeps.
    pub views: Slot<NamedViews>,
    /// What was looked at before, to be undone.
    pub looks: Looks,
    /// The day lists are computed for.
    pub day: Slot<NaiveDate>,
    /// The moment that says which day today is, in seconds since 1970.
    moment: Slot<i64>,
    /// What is loaded.
    pub sources: Slot<Vec<SourceView>>,
    /// What the person has to decide.
    pub questions: Slot<Vec<Question>>,
    /// Whether the part of the program that shows lists is there.
    pub has_lists: Slot<bool>,
    /// Grows whenever the data changes.
    pub data: Slot<u32>,
    /// Whether something is being read.
    pub loading: Slot<Loading>,
    /// Answers to loads that the screen has yet to follow.
    undrawn: Kept<Vec<ReplyText>>,
    /// Milliseconds of the last load, from the call to the answer.
    pub last_total: Kept<f64>,
    /// The rows in sight.
    pub rows: Rows,
    /// Which rows are selected.
    pub selection: Slot<Selection>,
    /// The cell the keyboard is at.
    pub focus: Slot<Place>,
    /// The details pane.
    pub details: Details,
    /// What is open over the page.
    pub over: Slot<Option<Over>>,
    /// The messages on the screen.
    pub notices: Notices,
    /// What a screen reader is told.
    pub said: Slot<String>,
    /// The requests this page has made.
    pub requests: Slot<Vec<SeenRequest>>,
    /// What is said of them, by how many of them went to others.
    pub promise: Slot<fn(u64) -> String>,
    /// What else goes with the data when the person clears it.
    pub on_clear: Slot<fn()>,
    /// What else can be done by its name: in live mode, with Microsoft 365.
    pub more_commands: Slot<fn() -> Vec<MoreCommand>>,
    /// How high rows are.
    pub density: Slot<Density>,
    /// Whether the grid is too narrow for columns.
    pub is_cards: Slot<bool>,
    /// The open column menu.
    pub menu: Slot<Option<ColumnMenuAt>>,
    /// Whether something is dragged over the page.
    pub is_dragging: Slot<bool>,
    /// Whether the browser prints.
    pub is_printing: Slot<bool>,
    /// What is typed into the box for names.
    pub names: Slot<String>,
    /// The answer that is marked but not yet given.
    pub chosen: Slot<Option<String>>,
    /// The issues that are looked at.
    pub issues: Slot<Found>,
    /// What was chosen for handing names over.
    pub hand_over: Slot<HandOver>,
    /// Places of the batches of names that were copied.
    pub copied: Slot<Vec<usize>>,
    /// Which of them and in what order: by line, by kind, or the code of one kind.
    pub issues_shown: Slot<String>,
    /// What the answer that is marked would come to.
    pub drafted: Slot<Drafted>,
    /// Which columns of a very wide file are looked for in that dialog.
    pub sought: Kept<String>,
    /// The control of that dialog that was used last, until it is drawn anew.
    pub control: Kept<Option<String>>,
    /// The rows of a source that are looked at.
    pub listed: Slot<Listed>,
    /// The policy that is looked at.
    pub policy: Slot<PolicyDesk>,
    /// What to do, and what was decided.
    pub todo: Todo,
    /// What is done with the table at the moment.
    pub table: Table,
}

/// A command by its name, and what it does.
pub type MoreCommand = (&'static str, fn(AppState));

/// A column's menu and where it opens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ColumnMenuAt {
    /// Place of the column among the visible ones.
    pub column: u32,
    /// Left and top on the screen.
    pub at: (f64, f64),
}

impl AppState {
    /// Spawns the worker; nothing is loaded.
    pub fn new() -> AppState {
        let notices = Notices::new();
        let data = Slot::new(0);
        let has_lists = Slot::new(false);
        let client = WorkerClient::spawn(move |happening| match happening {
            Happening::Up => {
                spawn_local(async move {
                    fetch_lists(has_lists, notices).await;
                    part::fetch_all().await;
                    // From here on the page needs none of its own files any more.
                    requests::ready();
                });
            }
            Happening::Stopped(sentence) => notices.show(Weight::Failure, sentence),
            Happening::Lost(sentence) => notices.show(Weight::Failure, sentence),
            Happening::Restored => data.update(|version| *version += 1),
        });
        let moment = clock::seconds();
        let query = Query::default();
        let today = clock::day_at(moment, query.policy.zone());
        let state = AppState {
            client: StoredValue::new_local(client),
            report: Slot::new(&LISTS[0]),
            query: Slot::new(query),
            others: Kept::new(SmallMap::default()),
            awaited: Slot::new(String::new()),
            looks: Looks::new(),
            views: Slot::new(NamedViews::default()),
            day: Slot::new(today),
            moment: Slot::new(moment),
            sources: Slot::new(Vec::new()),
            questions: Slot::new(Vec::new()),
            has_lists,
            data,
            loading: Slot::new(Loading::Resting),
            undrawn: Kept::new(Vec::new()),
            last_total: Kept::new(0.0),
            rows: Rows::new(),
            selection: Slot::new(Selection::default()),
            focus: Slot::new(Place {
                row: Some(0),
                column: 1,
            }),
            details: Details::new(),
            over: Slot::new(None),
            notices,
            said: Slot::new(String::new()),
            requests: Slot::new(Vec::new()),
            promise: Slot::new(words::requests_to_others),
            on_clear: Slot::new(|| {}),
            more_commands: Slot::new(Vec::new),
            density: Slot::new(Density::kept()),
            is_cards: Slot::new(false),
            menu: Slot::new(None),
            is_dragging: Slot::new(false),
            is_printing: Slot::new(false),
            names: Slot::new(String::new()),
            chosen: Slot::new(None),
            issues: Slot::new(Found::default()),
            hand_over: Slot::new(HandOver::default()),
            copied: Slot::new(Vec::new()),
            issues_shown: Slot::new(String::new()),
            drafted: Slot::new(Drafted::default()),
            sought: Kept::new(String::new()),
            control: Kept::new(None),
            listed: Slot::new(Listed::default()),
            policy: Slot::new(PolicyDesk::default()),
            todo: Todo::new(),
            table: Table::new(),
        };
        requests::watch(move |seen| state.requests.update(|all| all.extend(seen)));
        state.take_day_from_address();
        state
    }

    /// “Unmatched” on the cards follows the rules and the accepted pairs, the number of issues the policy; a
    /// load counts without any.
    pub fn follow_matches(self) {
        let before = Kept::new(None);
        follow(move || {
            // The lists are joined anew by the time their answer is there.
            self.rows.outcome().track();
            let rules = self
                .query
                .with_untracked(|query| (query.match_rules.clone(), query.policy.clone()));
            let version = self.data.get_untracked();
            let now = Some((version, rules));
            let is_known = before.with(|before| *before == now);
            if is_known || self.sources.with_untracked(Vec::is_empty) {
                return;
            }
            before.set(now);
            spawn_local(async move {
                let answer = self.ask(Request::Sources).await;
                if let Ok(Reply::Sources(sources)) = answer
                    && self.data.get_untracked() == version
                {
                    self.sources.set_other(sources);
                }
            });
        });
    }

    fn take_day_from_address(self) {
        match location::asked_day() {
            Some(Ok(day)) => self.choose_day(Some(day)),
            Some(Err(text)) => self
                .notices
                .show(Weight::Warning, said::today_is_no_day(&text)),
            None => {}
        }
    }

    /// The day lists are computed for, before the screen has followed a choice.
    pub fn day_now(self) -> NaiveDate {
        self.query
            .with_untracked(|query| query.today)
            .unwrap_or_else(|| self.today())
    }

    /// Today in the policy's zone; who asks follows the clock.
    pub fn today(self) -> NaiveDate {
        self.moment.track();
        self.query.with_untracked(|query| self.today_of(query))
    }

    /// Today in the zone of a query's policy.
    pub fn today_of(self, query: &Query) -> NaiveDate {
        clock::day_at(self.moment.get_untracked(), query.policy.zone())
    }

    /// Today in the policy's zone, whatever the evaluation day.
    pub fn now_day(self) -> NaiveDate {
        self.query
            .with_untracked(|query| clock::day_at(clock::seconds(), query.policy.zone()))
    }

    /// Looks at the clock again: it may be another day by now.
    pub fn look_at_clock(self) {
        let now = clock::seconds();
        let is_other = self.query.with_untracked(|query| {
            clock::day_at(now, query.policy.zone()) != self.today_of(query)
        });
        if is_other {
            self.moment.set(now);
        }
    }

    /// Computes for another day; `None` is today.
    pub fn choose_day(self, day: Option<NaiveDate>) {
        self.query.update(|query| query.today = day);
    }

    /// Looks at another list; the search goes along, for who is sought there is sought here.
    pub fn look_at(self, id: &str) {
        let Some(report) = definition(id) else { return };
        let before = self.report.get_untracked();
        if report.id == before.id {
            return;
        }
        let old = self.query.get_untracked();
        let mut query = self
            .others
            .with(|others| others.get(report.id).cloned())
            .unwrap_or_default();
        query.search.clone_from(&old.search);
        query.today = old.today;
        query.match_rules = old.match_rules.clone();
        query.policy = old.policy.clone();
        self.others.update(|others| others.insert(before.id, old));
        self.focus.set(Place {
            row: Some(0),
            column: 1,
        });
        self.details.close();
        self.report.set(report);
        self.query.set(query);
    }

    /// Looks at a view as a whole: of a link, or of a step that is undone.
    pub fn look_by(self, report: &'static Definition, query: Query) {
        let before = self.report.get_untracked();
        if before.id != report.id {
            let old = self.query.get_untracked();
            self.others.update(|others| others.insert(before.id, old));
            self.focus.set(Place {
                row: Some(0),
                column: 1,
            });
            self.details.close();
            self.report.set(report);
        }
        self.query.set(query);
    }

    /// Looks at the accounts that a number of a row counts, where it opens them; says whether it does.
    pub fn look_through(self, key: &str, column: &str) -> bool {
        let from = self.report.get_untracked().id;
        let Some((report, narrowed)) = opened(from, column, key) else {
            return false;
        };
        self.look_at(report);
        self.query.update(|query| {
            query.search.clear();
            query.filters = narrowed.filters;
        });
        true
    }

    /// Whether a report has the sources it needs. The lists step back where neither of their sides is
    /// loaded and another report is there instead.
    pub fn offers(self, report: &Definition) -> bool {
        self.sources.with(|sources| {
            let kinds = || sources.iter().map(|source| source.kind.as_str());
            let has_rows = report.is_offered(kinds());
            if !is_list(report.id) || report.id == "matching" {
                return has_rows;
            }
            let mut others = reports().filter(|report| !is_list(report.id));
            fills_lists(kinds()) || !others.any(|report| report.is_offered(kinds()))
        })
    }

    /// Looks at what the loaded sources can fill: without an enrollment report and a mailbox list no
    /// list has a row, and a report whose source is gone has none either.
    fn look_at_what_is_there(self) {
        let is_filled = self.is_filled(self.report.get_untracked());
        if is_filled {
            self.awaited.update(String::clear);
        }
        // The view of a link waits for its files.
        if !is_filled && self.awaited.with_untracked(String::is_empty) {
            let over_all = || reports().filter(|report| !is_list(report.id) && self.offers(report));
            // Without a backup report most columns of provisioning are unknown: others say more.
            let has_backup = self.sources.with_untracked(|sources| {
                sources
                    .iter()
                    .any(|source| source.kind.starts_with("druva"))
            });
            let first = over_all().find(|report| has_backup || report.id != "provisioning");
            let first = first.or_else(|| over_all().next());
            self.look_at(first.map_or(LISTS[0].id, |report| report.id));
        }
    }

    /// Whether a loaded source has rows for a report.
    pub fn is_filled(self, report: &Definition) -> bool {
        match is_list(report.id) {
            true => self.sources.with_untracked(|sources| {
                fills_lists(sources.iter().map(|source| source.kind.as_str()))
            }),
            false => untrack(|| self.offers(report)),
        }
    }

    /// What was chosen for a list, looked at or not.
    pub fn query_of(self, id: &str) -> Query {
        if self.report.get_untracked().id == id {
            return self.query.get_untracked();
        }
        let mut query = self
            .others
            .with(|others| others.get(id).cloned())
            .unwrap_or_default();
        self.query.with_untracked(|looked_at| {
            query.today = looked_at.today;
            query.match_rules = looked_at.match_rules.clone();
            query.policy = looked_at.policy.clone();
        });
        query
    }

    /// Asks the worker; the reply, or the sentence of a failure.
    pub async fn ask(self, request: Request) -> Result<Reply, String> {
        let text = self.ask_text(request).await?;
        wire::reply(&String::from(text)).ok_or_else(|| said::THE_ANSWER_WAS_DAMAGED.to_owned())
    }

    /// Asks about a list; the answer, or the sentence of a failure.
    pub async fn inquire<T: wire::Read>(self, inquiry: Inquiry) -> Result<T, String> {
        match self.ask(Request::Ask(inquiries::asked(&inquiry))).await? {
            Reply::Told(json) => inquiries::answer(&json),
            _ => None,
        }
        .ok_or_else(|| said::THE_ANSWER_WAS_DAMAGED.to_owned())
    }

    /// Asks the worker; the text of the reply as it came.
    pub async fn ask_text(self, request: Request) -> Result<ReplyText, String> {
        let wish = Wish {
            today: self.day_now(),
            request,
            files: Vec::new(),
        };
        let answer = self.client.with_value(|client| client.ask(wish));
        answer.await
    }

    /// The worker's side of the page.
    pub fn client(self) -> WorkerClient {
        self.client.get_value()
    }

    /// Waits until no load is under way.
    pub async fn idle(self) {
        self.client().idle().await;
    }

    /// Reads files and adds them to what is loaded.
    pub async fn load(
        self,
        files: Vec<File>,
        kinds: SmallMap<String, String>,
    ) -> Result<ReplyText, String> {
        let headers = files::headers(&files);
        self.change(
            Request::Load {
                files: headers,
                kinds,
                remembered: remembered::all(),
            },
            files,
        )
        .await
    }

    /// Adds pasted logon names.
    pub async fn paste(self, text: String) -> Result<ReplyText, String> {
        self.change(Request::Paste { text }, Vec::new()).await
    }

    /// Answers an open question.
    pub async fn answer(self, question: u32, choice: String) -> Result<ReplyText, String> {
        self.change(Request::Answer { question, choice }, Vec::new())
            .await
    }

    /// Reads a source by another answer, or asks once more what it is.
    pub async fn reconsider(
        self,
        source: u32,
        choice: Option<String>,
    ) -> Result<ReplyText, String> {
        self.change(Request::Reconsider { source, choice }, Vec::new())
            .await
    }

    /// Drops all data.
    pub async fn clear(self) -> Result<ReplyText, String> {
        self.idle().await;
        let text = self.ask_text(Request::Clear).await?;
        self.undrawn.update(Vec::clear);
        self.sources.update(Vec::clear);
        self.questions.update(Vec::clear);
        self.details.close();
        self.menu.set(None);
        self.over.set(None);
        self.others.update(SmallMap::clear);
        // Neither the day nor the policy is data of anybody.
        let query = self.query.with_untracked(|query| Query {
            today: query.today,
            policy: query.policy.clone(),
            ..Query::default()
        });
        self.report.set(&LISTS[0]);
        self.query.set(query);
        self.data.update(|version| *version += 1);
        timer::next_frame(rescue_focus);
        Ok(text)
    }

    // One load after the other; the screen follows, but the answer does not wait for it.
    pub(super) async fn change(
        self,
        request: Request,
        files: Vec<File>,
    ) -> Result<ReplyText, String> {
        let began = timer::now();
        self.idle().await;
        self.draw();
        let is_of_data = matches!(request, Request::Answer { .. } | Request::Decide(_));
        if !is_of_data && self.shows_sample_now() {
            self.clear().await?;
        }
        self.loading.set(Loading::Begun(None));
        timer::after(BAR_AFTER_MS, move || self.show_bar());
        let wish = Wish {
            today: self.day_now(),
            request,
            files,
        };
        let answer = self.client.with_value(|client| {
            client.ask_with_progress(wish, move |progress| self.note_progress(progress))
        });
        let outcome = answer.await;
        self.last_total.set(timer::now() - began);
        self.loading.set(Loading::Resting);
        if let Ok(text) = &outcome {
            // A script that asks for its report at once is answered before the screen is drawn.
            self.undrawn.update(|texts| texts.push(text.clone()));
            timer::after(DRAW_AFTER_MS, move || self.draw());
        }
        outcome
    }

    // What reads the answers comes with the part that shows them; where that is there, nothing waits.
    fn draw(self) {
        let texts = self.undrawn.update(std::mem::take);
        if texts.is_empty() || part::at_once(page::take_over(self, texts.clone())).is_some() {
            return;
        }
        spawn_local(async move {
            fetch_lists(self.has_lists, self.notices).await;
            // Where the part is missing, it was said.
            let _ = page::take_over(self, texts).await;
        });
    }

    /// Follows what a load answered.
    pub(super) fn take_over(self, text: ReplyText) {
        match wire::reply(&String::from(text)) {
            Some(Reply::Loaded(loaded)) => {
                for sentence in loaded.refused.into_iter().chain(loaded.notes) {
                    self.notices.show(Weight::Warning, sentence);
                }
                self.rows.suggested.set(None);
                let had_lists = untrack(|| self.can_count("expiring"));
                self.sources.set(loaded.sources);
                let has_lists = untrack(|| self.can_count("expiring"));
                if has_lists && !had_lists && self.awaited.with_untracked(String::is_empty) {
                    // Who expires is what everybody wants to know first.
                    self.look_at(LISTS[0].id);
                }
                self.look_at_what_is_there();
                let has_question = !loaded.questions.is_empty();
                self.questions.set(loaded.questions);
                self.over.update(|over| match over {
                    Some(Over::Question) | None => *over = has_question.then_some(Over::Question),
                    Some(_) => {}
                });
                self.data.update(|version| *version += 1);
            }
            Some(Reply::Cancelled) => self
                .notices
                .show(Weight::Done, said::STOPPED_EVERYTHING_IS_AS_IT_WAS_BEFORE),
            _ => {}
        }
    }

    fn show_bar(self) {
        self.loading.update(|loading| {
            if let Loading::Begun(progress) = loading {
                *loading = Loading::Shown(progress.take());
            }
        });
    }

    fn note_progress(self, progress: Progress) {
        self.loading.update(|loading| match loading {
            Loading::Resting => {}
            Loading::Begun(known) | Loading::Shown(known) => *known = Some(progress),
        });
    }

    /// Whether the data on the screen is not, or will soon not be, what the engine holds.
    pub fn is_changing(self) -> bool {
        let is_resting = self
            .loading
            .with_untracked(|loading| *loading == Loading::Resting);
        !is_resting || self.undrawn.with(|texts| !texts.is_empty())
    }

    /// Whether the built-in sample is on the screen.
    pub fn shows_sample(self) -> bool {
        self.sources
            .with(|sources| sources.iter().any(|source| source.sample))
    }

    /// The same, for who does not follow it.
    pub fn shows_sample_now(self) -> bool {
        untrack(|| self.shows_sample())
    }

    /// Whether something says which accounts are mine; beside an enrollment report users of Graph do, too.
    pub fn has_mine(self) -> bool {
        let stands_in = self.has_enrollment();
        let says = |source: &SourceView| {
            words::says_mine(&source.kind) || stands_in && source.kind == "graph-users"
        };
        self.sources.with(|sources| sources.iter().any(says))
    }

    /// Whether an enrollment report is loaded.
    pub fn has_enrollment(self) -> bool {
        self.sources
            .with(|sources| sources.iter().any(|source| source.kind == "enrollment"))
    }

    /// Whether the sides that a list needs are loaded.
    pub fn can_count(self, report: &str) -> bool {
        self.has_enrollment() && (report == "expiring-not-mine" || self.has_mine())
    }

    /// The source whose issues are looked at.
    pub fn source(self, id: u32) -> Option<SourceView> {
        self.sources
            .with(|sources| sources.iter().find(|source| source.id == id).cloned())
    }

    /// The name of a source.
    pub fn source_name_of(self, id: u32) -> String {
        let name = |source: &SourceView| source.name.clone();
        untrack(|| self.source(id))
            .as_ref()
            .map(name)
            .unwrap_or_default()
    }

    /// The name of the source that a window over the page is about.
    pub fn source_name(self, over: Over) -> String {
        match over {
            Over::Issues(id) | Over::Reading(id) | Over::SourceRows(id, _) => {
                self.source_name_of(id)
            }
            _ => String::new(),
        }
    }

    /// What “Cancel” does.
    pub fn stop(self) {
        self.client
            .with_value(|client| client.cancel(self.day_now()));
    }
}

/// Fetches the part of the program that shows lists, unless it is there.
async fn fetch_lists(has_lists: Slot<bool>, notices: Notices) {
    match page::fetch_lists().await {
        Ok(()) => has_lists.set_other(true),
        Err(PartMissing) => notices.show(Weight::Failure, PART_MISSING.to_owned()),
    }
}

/// Whether one of these kinds fills a side of the lists.
fn fills_lists<'a>(mut kinds: impl Iterator<Item = &'a str>) -> bool {
    kinds.any(|kind| kind == "enrollment" || words::says_mine(kind))
}

/// The text of a reply as it came from the worker.
pub type ReplyText = automation::Text;

/// The store of this page.
pub fn app() -> AppState {
    expect_context()
}

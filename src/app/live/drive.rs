//! Does what a run says: gets tokens, sends requests, hands bytes to the worker. What to ask and when is the run's business.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use chrono::{Datelike, Days, NaiveDate};
use leptos::task::spawn_local;

use super::desk::{Desk, TenantView};
use crate::app::notice_state::Weight;
use crate::browser::files::File;
use crate::browser::graph::{self, Asking};
use crate::browser::sign_in::Wanted as TokenWanted;
use crate::browser::{clock, location, random, timer};
use crate::engine::inquiry::Edit;
use crate::engine::lives::LiveMark;
use crate::engine::message::Request;
use crate::engine::wire::inquiries;
use crate::live::catalog::listing;
use crate::live::customers::{self, Customer};
use crate::live::run::{Act, Failure, Heard, ListingView, Run, State, Wanted};
use crate::live::shared_file;
use crate::live::subscription::{self, Every, Subscription};
use crate::live::trouble::{self, Refusal};
use crate::report::words;
use crate::small_map::SmallMap;

/// The listings that name a partner's customers.
pub const PARTNERS: [&str; 2] = ["customers", "contracts"];

/// The listing that names a tenant and its domains.
const ORGANIZATION: &str = "organization";

/// Numbers of the requests of one run end here, so that those of all runs differ.
const IDS_OF_RUN: u32 = 10_000_000;

/// The run of one tenant.
struct OfTenant {
    /// Empty for the tenant of the account.
    id: String,
    name: String,
    run: Run,
    is_done: bool,
    /// What the last request of a listing wanted a token for: a click asks for the same.
    wanted: SmallMap<&'static str, (Vec<String>, String)>,
}

/// A listing that has ended for now, on its way into the worker: what is said of it, and its answers.
struct Delivered {
    mark: LiveMark,
    /// None where nothing came.
    file: Option<File>,
    pages: Vec<u32>,
}

thread_local! {
    static RUNS: RefCell<Vec<OfTenant>> = const { RefCell::new(Vec::new()) };
    static DELIVERED: RefCell<VecDeque<Delivered>> = const { RefCell::new(VecDeque::new()) };
    static IS_LOADING: Cell<bool> = const { Cell::new(false) };
    static IS_TICKING: Cell<bool> = const { Cell::new(false) };
}

/// A reminder in the person's own mailbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reminder {
    /// A weekly event.
    Event,
    /// One mail.
    Mail,
}

/// Fetches what is chosen from the account's own tenant.
pub fn fetch_own(desk: Desk) {
    desk.is_used.set(false);
    let chosen = desk.chosen.get_untracked();
    begin(desk, &chosen, vec![own(desk)]);
}

/// The account's own tenant, by the domain of its name: what the tenant calls itself Graph has yet to say.
fn own(desk: Desk) -> (String, String) {
    let account = desk.account.get_untracked().unwrap_or_default();
    let (_, domain) = account.name.split_once('@').unwrap_or_default();
    (account.tenant, domain.to_owned())
}

/// Fetches what is chosen from each chosen customer, one after another.
pub fn fetch_customers(desk: Desk) {
    let chosen = desk.customers.with_untracked(|customers| {
        let chosen = customers.iter().filter(|(_, is_chosen)| *is_chosen);
        chosen
            .map(|(customer, _)| (customer.tenant_id.clone(), customer.name.clone()))
            .collect()
    });
    let chosen = told_apart(chosen);
    desk.is_used.set(false);
    let mut listings = desk.chosen.get_untracked();
    if !listings.iter().any(|id| id == ORGANIZATION) {
        // Its domains say whose account it is.
        listings.push(ORGANIZATION.to_owned());
    }
    begin(desk, &listings, chosen);
}

/// The tenants with names of their own: one that another has, too, is followed by its id.
fn told_apart(tenants: Vec<(String, String)>) -> Vec<(String, String)> {
    let names: Vec<String> = tenants.iter().map(|(_, name)| name.clone()).collect();
    let tenants = tenants.into_iter().map(|(id, name)| {
        let n_alike = names.iter().filter(|other| **other == name).count();
        let name = if n_alike > 1 {
            format!("{name} ({id})")
        } else {
            name
        };
        (id, name)
    });
    tenants.collect()
}

fn begin(desk: Desk, listings: &[impl AsRef<str>], tenants: Vec<(String, String)>) {
    let Some(config) = desk.config.get_untracked() else {
        return;
    };
    stop(desk);
    let options = desk.limits.get_untracked();
    let listings = listings.iter().filter_map(|id| listing(id.as_ref()));
    let wanted: Vec<Wanted> = listings
        .map(|one| Wanted {
            listing: one.id.to_owned(),
            options,
        })
        .collect();
    let runs = tenants.into_iter().map(|(id, name)| {
        let mut seed = [0; 8];
        // Without it pauses are the same each time.
        let _ = random::fill(&mut seed);
        OfTenant {
            run: Run::new(config.clone(), &id, &wanted, u64::from_le_bytes(seed)),
            id,
            name,
            is_done: false,
            wanted: SmallMap::default(),
        }
    });
    RUNS.set(runs.collect());
    // Nobody goes on with what was read before.
    graph::forget_all();
    announce(desk);
    tick(desk, 0);
    count_down(desk);
}

/// Whether something is still being fetched.
pub fn is_running(desk: Desk) -> bool {
    desk.shown.with(|tenants| {
        let mut listings = tenants.iter().flat_map(|tenant| &tenant.listings);
        listings.any(is_under_way)
    })
}

fn is_under_way(listing: &ListingView) -> bool {
    match listing.state {
        State::Waiting | State::Loading => true,
        State::Paused => listing.until_ms.is_some(),
        State::Loaded | State::Partial | State::Unavailable => false,
    }
}

/// Stops everything; what came stays, and each source can go on from where it is.
pub fn stop(desk: Desk) {
    graph::stop();
    let n = RUNS.with_borrow_mut(|runs| {
        runs.iter_mut().for_each(|of| of.run.stop());
        runs.len()
    });
    (0..n).for_each(|place| tick(desk, place));
}

/// Goes on with a source, by a click: so a window of the sign-in can be opened where one is needed.
pub async fn resume(desk: Desk, place: usize, id: &'static str) {
    let asked = RUNS.with_borrow(|runs| {
        let of = runs.get(place)?;
        let (scopes, claims) = of.wanted.get(id).cloned()?;
        of.needs_sign_in(id)
            .then(|| (scopes, claims, of.id.clone()))
    });
    let is_asked = asked.is_some();
    if let Some((scopes, claims, tenant)) = asked
        && !desk.ask_person(scopes, claims, tenant).await
    {
        return;
    }
    RUNS.with_borrow_mut(|runs| {
        let Some(of) = runs.get_mut(place) else {
            return;
        };
        of.is_done = false;
        match is_asked {
            // All that waited for the person goes on.
            true => of.run.may_go_on(graph::now()),
            false => of.run.resume(id, graph::now()),
        }
    });
    tick(desk, place);
    count_down(desk);
}

impl OfTenant {
    fn needs_sign_in(&self, id: &str) -> bool {
        let mut views = self.run.views().into_iter();
        views.any(|view| view.id == id && view.needs_sign_in)
    }
}

/// Does what the run of this tenant says now.
fn tick(desk: Desk, place: usize) {
    let now = graph::now();
    let acts = RUNS.with_borrow_mut(|runs| {
        let acts = runs.get_mut(place).map(|of| of.run.next(now));
        acts.unwrap_or_default()
    });
    for act in acts {
        match act {
            Act::Fetch { .. } => spawn_local(async move {
                ask(desk, place, act).await;
                tick(desk, place);
            }),
            Act::WakeAt(at) => {
                let ms = (at - now).clamp(0, 600_000) as i32;
                timer::after(ms + 1, move || tick(desk, place));
            }
            Act::Deliver {
                listing,
                pages,
                whole,
                why,
            } => deliver(desk, place, listing, &pages, whole, why),
            Act::Forget { pages } => graph::forget(&numbers(place, &pages)),
            Act::Done => finish(desk, place),
        }
    }
    show(desk);
}

/// The number under which an answer is kept.
fn number_of(place: usize, id: u32) -> u32 {
    place as u32 * IDS_OF_RUN + id + 1
}

fn numbers(place: usize, pages: &[u32]) -> Vec<u32> {
    pages.iter().map(|page| number_of(place, *page)).collect()
}

async fn ask(desk: Desk, place: usize, act: Act) {
    let Act::Fetch {
        id,
        listing,
        url,
        headers,
        scopes,
        claims,
        force_new_token,
    } = act
    else {
        return;
    };
    let Some(adapter) = desk.adapter() else {
        return;
    };
    let claims = claims.unwrap_or_default();
    let tenant = RUNS.with_borrow_mut(|runs| {
        let of = runs.get_mut(place)?;
        of.wanted.insert(listing, (scopes.clone(), claims.clone()));
        Some(of.id.clone())
    });
    let wanted = TokenWanted {
        scopes,
        claims,
        tenant: tenant.unwrap_or_default(),
        account: account_id(desk),
    };
    let token = match adapter.token(&wanted, force_new_token).await {
        Ok(token) => token,
        Err(trouble) => {
            with_run(place, |run| run.no_token(id, &trouble, graph::now()));
            return;
        }
    };
    let asking = Asking {
        id: number_of(place, id),
        url: &url,
        headers: &headers,
        token: &token,
        content: None,
    };
    let answer = graph::ask(&asking).await;
    if let Ok((heard, body)) = &answer
        && PARTNERS.contains(&listing)
        && heard.status == 200
    {
        note_customers(desk, body);
    }
    with_run(place, |run| match answer {
        Ok((heard, body)) => run.heard(id, &heard, &body, graph::now()),
        Err(failure) => run.failed(id, failure, graph::now()),
    });
}

fn account_id(desk: Desk) -> String {
    let account = desk.account.get_untracked();
    account.map(|account| account.id).unwrap_or_default()
}

fn with_run(place: usize, work: impl FnOnce(&mut Run)) {
    RUNS.with_borrow_mut(|runs| {
        if let Some(of) = runs.get_mut(place) {
            work(&mut of.run);
        }
    });
}

fn finish(desk: Desk, place: usize) {
    let was_done = RUNS.with_borrow_mut(|runs| {
        let of = runs.get_mut(place);
        of.map(|of| std::mem::replace(&mut of.is_done, true))
    });
    if was_done == Some(false) {
        // The next customer, whatever became of this one.
        let next = RUNS.with_borrow(|runs| runs.iter().position(|of| !of.is_done));
        if let Some(next) = next {
            tick(desk, next);
        }
    }
}

fn show(desk: Desk) {
    let tenants = RUNS.with_borrow(|runs| {
        let views = runs.iter().map(|of| TenantView {
            id: of.id.clone(),
            name: of.name.clone(),
            listings: of.run.views(),
        });
        views.collect::<Vec<_>>()
    });
    desk.shown.set_other(tenants);
}

/// Follows the clock while a source waits.
fn count_down(desk: Desk) {
    desk.now.set(graph::now());
    let waits = desk.shown.with_untracked(|tenants| {
        let mut listings = tenants.iter().flat_map(|tenant| &tenant.listings);
        listings.any(is_under_way)
    });
    if waits && !IS_TICKING.replace(true) {
        timer::after(1_000, move || {
            IS_TICKING.set(false);
            count_down(desk);
        });
    }
}

fn deliver(desk: Desk, place: usize, id: &str, pages: &[u32], is_whole: bool, why: String) {
    let Some(one) = listing(id) else { return };
    let mark = RUNS.with_borrow(|runs| {
        let of = runs.get(place)?;
        let views = of.run.views();
        let view = views.iter().find(|view| view.id == id)?;
        Some(mark_of(of, view, is_whole, why))
    });
    let Some(mut mark) = mark else { return };
    let pages = numbers(place, pages);
    let file = match one.kind.is_empty() || pages.is_empty() {
        true => None,
        false => graph::file(&pages, &words::file_of(one.title, &mark.tenant_name)),
    };
    if let Some(file) = &file {
        mark.file = file.name();
    }
    let delivered = Delivered { mark, file, pages };
    DELIVERED.with_borrow_mut(|all| all.push_back(delivered));
    load_soon(desk);
}

/// What is said of a listing of a tenant.
fn mark_of(of: &OfTenant, view: &ListingView, is_whole: bool, why: String) -> LiveMark {
    let state = match view.state {
        _ if is_whole => State::Loaded,
        State::Loaded => State::Partial,
        state => state,
    };
    LiveMark {
        tenant: of.id.clone(),
        tenant_name: of.name.clone(),
        listing: view.id.to_owned(),
        title: view.title.to_owned(),
        kind: listing(view.id).map_or("", |one| one.kind).to_owned(),
        file: String::new(),
        state: match state {
            State::Waiting | State::Loading => State::Loading.id(),
            // It waits, with what there is.
            State::Paused if view.rows > 0 => State::Partial.id(),
            State::Paused => State::Unavailable.id(),
            state => state.id(),
        }
        .to_owned(),
        rows: view.rows,
        why,
        at: clock::seconds(),
    }
}

/// Says of every listing of every run that it is on its way.
fn announce(desk: Desk) {
    let marks: Vec<LiveMark> = RUNS.with_borrow(|runs| {
        let marks = runs.iter().flat_map(|of| {
            let views = of.run.views().into_iter();
            let mark = |view: ListingView| mark_of(of, &view, false, String::new());
            views.map(mark).collect::<Vec<_>>()
        });
        marks.collect()
    });
    let delivered = marks.into_iter().map(|mark| Delivered {
        mark,
        file: None,
        pages: Vec::new(),
    });
    DELIVERED.with_borrow_mut(|all| all.extend(delivered));
    load_soon(desk);
}

fn load_soon(desk: Desk) {
    if !IS_LOADING.replace(true) {
        spawn_local(load_all(desk));
    }
}

/// Hands over what has come, together: each load joins everything once.
async fn load_all(desk: Desk) {
    let state = desk.state;
    loop {
        let all: Vec<Delivered> = DELIVERED.with_borrow_mut(|all| all.drain(..).collect());
        if all.is_empty() {
            break;
        }
        if state.shows_sample_now()
            && let Err(sentence) = state.clear().await
        {
            state.notices.show(Weight::Failure, sentence);
        }
        // The files of these listings take the places of what was loaded of them before.
        let marks = all.iter().map(|one| one.mark.clone()).collect();
        let edit = inquiries::edited(&Edit::Live { marks });
        let told = state.change(Request::Decide(edit), Vec::new()).await;
        let with_files = || {
            all.iter()
                .filter_map(|one| Some((one.file.clone()?, &one.mark)))
        };
        let kinds = with_files()
            .map(|(file, mark)| (file.name(), mark.kind.clone()))
            .collect();
        let files: Vec<File> = with_files().map(|(file, _)| file).collect();
        let loaded = match (told, files.is_empty()) {
            (Ok(_), false) => state.load(files, kinds).await.map(drop),
            (told, _) => told.map(drop),
        };
        if let Err(sentence) = loaded {
            state.notices.show(Weight::Failure, sentence);
        }
        // The file holds its own bytes; those of a part are asked for once more when it goes on.
        let whole = all
            .iter()
            .filter(|one| one.mark.state == State::Loaded.id());
        whole.for_each(|one| graph::forget(&one.pages));
    }
    IS_LOADING.set(false);
}

/// Lists the customers of the partner tenant: those of delegated admin relationships and those of contracts.
pub async fn list_customers(desk: Desk) {
    desk.is_used.set(true);
    let scopes: Vec<&str> = PARTNERS
        .iter()
        .filter_map(|id| listing(id))
        .flat_map(|one| one.scopes)
        .copied()
        .collect();
    // Where it is refused the run says which of the two may be read all the same.
    let _ = token(desk, &scopes).await;
    desk.customers.update(Vec::clear);
    begin(desk, &PARTNERS, vec![own(desk)]);
}

/// Notes the customers of an answer; each is chosen at first.
fn note_customers(desk: Desk, body: &[u8]) {
    desk.customers.update(|known| {
        let mut found: Vec<Customer> = known.iter().map(|(one, _)| one.clone()).collect();
        // What is wrong with it the worker says, which reads it as well.
        let _ = customers::add(&mut found, body);
        let chosen = |place: usize| known.get(place).is_none_or(|(_, is_chosen)| *is_chosen);
        let all = found.into_iter().enumerate();
        *known = all.map(|(place, one)| (one, chosen(place))).collect();
    });
}

/// Reads a shared file and takes it as one that was dropped; whether it came.
pub async fn read_shared(desk: Desk, link: String) -> bool {
    desk.is_used.set(true);
    desk.troubles.update(Vec::clear);
    let taken = take_shared(desk, &link).await;
    let is_read = taken.is_ok();
    if let Err(sentence) = taken {
        desk.troubles.set(vec![sentence]);
    }
    is_read
}

async fn take_shared(desk: Desk, link: &str) -> Result<(), String> {
    let config = desk.config.get_untracked().ok_or(words::READING_CONFIG)?;
    let address = shared_file::address(&config, link)?;
    let token = token(desk, &[shared_file::SCOPE]).await?;
    let asking = Asking {
        id: 0,
        url: &address,
        headers: &[shared_file::PREFER],
        token: &token,
        content: None,
    };
    let (heard, body) = graph::ask(&asking).await.map_err(no_answer)?;
    if heard.status != 200 {
        return Err(words::not_shared(
            heard.status,
            &refusal(&heard, &body).id_words(),
        ));
    }
    let item = shared_file::read(&config, &body)?;
    // The address is a secret and allows the download by itself: no header, no token.
    let id = u32::MAX;
    let asking = Asking {
        id,
        url: &item.download,
        headers: &[],
        token: "",
        content: None,
    };
    let (heard, _) = graph::ask(&asking).await.map_err(no_answer)?;
    let file = graph::file(&[id], &item.name).filter(|_| heard.status == 200);
    graph::forget(&[id]);
    let file = file.ok_or(words::NO_DOWNLOAD)?;
    desk.state.take_files(vec![file]);
    Ok(())
}

fn no_answer(failure: Failure) -> String {
    match failure {
        Failure::TimedOut => trouble::TIMED_OUT.to_owned(),
        _ => trouble::NO_ANSWER.to_owned(),
    }
}

fn refusal(heard: &Heard, body: &[u8]) -> Refusal {
    Refusal::of(heard.status, heard.request_id.as_deref(), body)
}

/// Writes a reminder into the person's own mailbox.
pub async fn remind(desk: Desk, by: Reminder) {
    let done = match by {
        Reminder::Event => words::EVENT_MADE,
        Reminder::Mail => words::MAIL_SENT,
    };
    match write_reminder(desk, by).await {
        Ok(()) => desk.state.notices.show(Weight::Done, done),
        Err(sentence) => desk.troubles.set(vec![sentence]),
    }
}

async fn write_reminder(desk: Desk, by: Reminder) -> Result<(), String> {
    let config = desk.config.get_untracked().ok_or(words::READING_CONFIG)?;
    let state = desk.state;
    let title = state.report.get_untracked().title;
    let link = format!("{}#{}", location::page_address(), location::fragment());
    let name = desk
        .account
        .with_untracked(|account| account.as_ref().map(|account| account.name.clone()));
    let (path, scope, body) = match by {
        Reminder::Event => {
            let zone = state
                .query
                .with_untracked(|query| query.policy.zone().to_owned());
            let subscription = Subscription {
                title,
                link: &link,
                day: next_monday(state.today()),
                minute: 9 * 60,
                zone: &zone,
                every: Every::Week,
            };
            let body = subscription::event_body(&subscription);
            (
                subscription::EVENTS_PATH,
                subscription::CALENDAR_SCOPE,
                body,
            )
        }
        Reminder::Mail => {
            let body = subscription::mail_body(title, &link, &name.unwrap_or_default());
            (subscription::MAIL_PATH, subscription::MAIL_SCOPE, body)
        }
    };
    let token = token(desk, &[scope]).await?;
    let url = format!("{}{path}", config.graph);
    let asking = Asking {
        id: 0,
        url: &url,
        headers: &[],
        token: &token,
        content: Some(&body),
    };
    let (heard, body) = graph::ask(&asking).await.map_err(no_answer)?;
    match heard.status {
        201 | 202 => Ok(()),
        _ => Err(words::not_written(
            heard.status,
            &refusal(&heard, &body).id_words(),
        )),
    }
}

/// The first Monday after this day.
fn next_monday(today: NaiveDate) -> NaiveDate {
    let days = 7 - u64::from(today.weekday().num_days_from_monday());
    today.checked_add_days(Days::new(days)).unwrap_or(today)
}

/// A token for these scopes, asking the person where it has to be.
async fn token(desk: Desk, scopes: &[&str]) -> Result<String, String> {
    let config = desk.config.get_untracked().ok_or(words::READING_CONFIG)?;
    let adapter = desk.adapter().ok_or(words::READING_CONFIG)?;
    let scopes: Vec<String> = scopes.iter().map(|scope| config.scope(scope)).collect();
    let wanted = TokenWanted {
        scopes: scopes.clone(),
        account: account_id(desk),
        ..TokenWanted::default()
    };
    if let Ok(token) = adapter.token(&wanted, false).await {
        return Ok(token);
    }
    if !desk.ask_person(scopes, String::new(), String::new()).await {
        return Err(desk.troubles.with_untracked(|troubles| troubles.join(" ")));
    }
    let token = adapter.token(&wanted, false).await;
    token.map_err(|trouble| desk.sentence_of(&trouble))
}

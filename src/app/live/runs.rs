//! The runs of all tenants: does what each says, gets tokens and sends requests. What to ask and when is a run's business.
//!
//! A run is known by a number that no other has: an answer, a token or a timer of one that was replaced meets nobody.

mod strangers;

use std::cell::{Cell, RefCell};

use leptos::task::spawn_local;

use super::customers::{ORGANIZATION, PARTNERS, note_customers};
use super::delivery::{deliver, load_soon, say};
use super::desk::{Desk, TenantView};
use crate::browser::graph::{self, Asking};
use crate::browser::sign_in::Wanted as TokenWanted;
use crate::browser::{random, timer};
use crate::live::catalog::listing;
use crate::live::gate::Gate;
use crate::live::run::{Act, ListingView, Mend, Run, State, Wanted};
use crate::small_map::SmallMap;

use self::strangers::is_of_other;
pub(super) use self::strangers::{is_strange, know_strangers, strangers, take_strangers_away};

/// A second click within so many milliseconds belongs to the first.
const DOUBLE_CLICK_MS: f64 = 700.0;

/// The run of one tenant.
pub(super) struct OfTenant {
    number: u32,
    /// The tenant's id.
    pub(super) id: String,
    /// What it is called here; no two are alike.
    pub(super) name: String,
    pub(super) run: Run,
    /// The tenant of the account that asks.
    by: String,
    /// Whether something of this tenant is loaded.
    has_rows: bool,
    /// Whether it lists a partner's customers, and nothing else.
    lists_customers: bool,
    is_begun: bool,
    is_done: bool,
    /// When it is looked at next, if nothing comes before.
    wakes_at: Option<i64>,
    /// Under which number the answer to each of its requests is kept.
    kept: SmallMap<u32, u32>,
    /// What the last request of a listing wanted a token for: a click asks for the same.
    wanted: SmallMap<&'static str, (Vec<String>, String)>,
}

/// A tenant to be asked.
pub(super) struct Tenant {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
}

thread_local! {
    static RUNS: RefCell<Vec<OfTenant>> = const { RefCell::new(Vec::new()) };
    static GATE: RefCell<Gate> = RefCell::default();
    static LAST_NUMBER: Cell<u32> = const { Cell::new(0) };
    static BEGUN_AT: Cell<f64> = const { Cell::new(0.0) };
    /// When all were last gone on with by one click.
    static RESUMED_AT: Cell<f64> = const { Cell::new(0.0) };
    static IS_TICKING: Cell<bool> = const { Cell::new(false) };
}

/// A number for a run or a kept answer that no other has.
pub(super) fn new_number() -> u32 {
    LAST_NUMBER.set(LAST_NUMBER.get() + 1);
    LAST_NUMBER.get()
}

/// Fetches what is chosen from the account's own tenant.
pub fn fetch_own(desk: Desk) {
    desk.is_used.set(false);
    let chosen = desk.chosen.get_untracked();
    begin(desk, &chosen, vec![own(desk)], false);
}

/// The account's own tenant, by the domain of its name: what the tenant calls itself Graph has yet to say.
pub(super) fn own(desk: Desk) -> Tenant {
    let account = desk.account.get_untracked().unwrap_or_default();
    let (_, domain) = account.name.split_once('@').unwrap_or_default();
    Tenant {
        id: account.tenant,
        name: domain.to_owned(),
    }
}

/// Fetches listings from tenants, one after another; a run of the same tenants is replaced, others stay as they are.
pub(super) fn begin(
    desk: Desk,
    listings: &[impl AsRef<str>],
    tenants: Vec<Tenant>,
    lists_customers: bool,
) {
    let Some(config) = desk.config.get_untracked() else {
        return;
    };
    let options = desk.limits.get_untracked();
    // Whose tenant it is comes first: then nobody has to be asked whose accounts the others hold.
    let (first, others): (Vec<_>, Vec<_>) = listings
        .iter()
        .filter_map(|id| listing(id.as_ref()))
        .partition(|one| one.id == ORGANIZATION);
    let wanted: Vec<Wanted> = first
        .into_iter()
        .chain(others)
        .map(|one| Wanted {
            listing: one.id.to_owned(),
            options,
        })
        .collect();
    let by = desk.account.get_untracked().unwrap_or_default().tenant;
    for Tenant { id, name } in tenants {
        let of_before = |of: &OfTenant| of.id == id && !lists_customers;
        let has_rows = RUNS.with_borrow(|runs| runs.iter().any(|of| of_before(of) && of.has_rows));
        drop_runs(|of| of.lists_customers || of_before(of));
        let mut seed = [0; 8];
        // Without it pauses are the same each time.
        let _ = random::fill(&mut seed);
        let of = OfTenant {
            number: new_number(),
            run: Run::new(config.clone(), &id, &wanted, u64::from_le_bytes(seed)),
            name: own_name(&id, name),
            id,
            by: by.clone(),
            has_rows,
            lists_customers,
            is_begun: false,
            is_done: false,
            wakes_at: None,
            kept: SmallMap::default(),
            wanted: SmallMap::default(),
        };
        // It is said before the first answer comes, so that no report takes a part for the whole.
        of.run.views().iter().for_each(|view| say(&of, view));
        RUNS.with_borrow_mut(|runs| runs.push(of));
    }
    BEGUN_AT.set(timer::now());
    load_soon(desk);
    begin_next(desk);
    count_down(desk);
}

/// The name of a tenant; one that another tenant has, too, is followed by the id.
fn own_name(id: &str, name: String) -> String {
    let is_taken = RUNS.with_borrow(|runs| {
        let mut others = runs.iter().filter(|of| of.id != id);
        others.any(|of| of.name == name)
    });
    match is_taken {
        true => format!("{name} ({id})"),
        false => name,
    }
}

/// Forgets runs with what is kept of them.
fn drop_runs(is_meant: impl Fn(&OfTenant) -> bool) {
    let gone: Vec<OfTenant> = RUNS.with_borrow_mut(|runs| {
        let (gone, stay) = std::mem::take(runs)
            .into_iter()
            .partition(|of| is_meant(of));
        *runs = stay;
        gone
    });
    for of in gone {
        let numbers: Vec<u32> = of.kept.values().copied().collect();
        graph::forget(&numbers);
    }
}

/// Forgets everything: the data was cleared.
pub fn forget_all(desk: Desk) {
    drop_runs(|_| true);
    strangers::forget();
    end_requests();
    show(desk);
}

/// Begins the next tenant, unless one is under way.
fn begin_next(desk: Desk) {
    let next = RUNS.with_borrow_mut(|runs| {
        if runs.iter().any(|of| of.is_begun && !of.is_done) {
            return None;
        }
        let next = runs.iter_mut().find(|of| !of.is_begun)?;
        next.is_begun = true;
        Some(next.number)
    });
    match next {
        Some(number) => tick(desk, number),
        None => show(desk),
    }
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

/// The button that stops stands where the one that fetches stood: a second click of the same hand stops nothing.
pub fn stop_by_hand(desk: Desk) {
    if timer::now() - BEGUN_AT.get() > DOUBLE_CLICK_MS {
        stop(desk);
    }
}

/// The button that signs out moves to where the one stood that goes on with all, which goes once it is pressed.
pub fn sign_out_by_hand(desk: Desk) {
    if timer::now() - RESUMED_AT.get() > DOUBLE_CLICK_MS {
        desk.sign_out();
    }
}

/// Stops everything; what came stays, and each source can go on from where it is.
pub fn stop(desk: Desk) {
    end_requests();
    let numbers = RUNS.with_borrow_mut(|runs| {
        let stopped = runs.iter_mut().map(|of| {
            of.is_begun = true;
            of.run.stop();
            of.number
        });
        stopped.collect::<Vec<u32>>()
    });
    numbers.into_iter().for_each(|number| tick(desk, number));
}

fn end_requests() {
    graph::stop();
    GATE.with_borrow_mut(Gate::end_all);
}

/// Goes on with a source, by a click: so a window of the sign-in can be opened where one is needed.
pub async fn resume(desk: Desk, number: u32, id: &'static str) {
    let asked = with_run(number, |of| {
        let mend = of.mend(id);
        let (scopes, claims) = of.wanted.get(id).cloned()?;
        matches!(mend, Mend::SignIn | Mend::Consent).then(|| (mend, scopes, claims, of.id.clone()))
    });
    let mut mended = None;
    if let Some((mend, scopes, claims, tenant)) = asked.flatten() {
        if !desk.ask_person(scopes, claims, tenant).await {
            return;
        }
        mended = Some(mend);
    }
    with_run(number, |of| {
        of.begin_again();
        let now = graph::now();
        if mended.is_some() {
            // All that waited for the person goes on.
            of.run.may_go_on(now);
        }
        of.run.resume(id, now);
        if mended == Some(Mend::SignIn) {
            // What one sign-in mends it mends for all of them.
            for view in of.run.views() {
                if view.mend == Mend::SignIn {
                    of.run.resume(view.id, now);
                }
            }
        }
    });
    tick(desk, number);
    count_down(desk);
}

/// How many sources go on by a click and nothing else, but for one window of the sign-in.
pub fn n_resumable(desk: Desk) -> usize {
    desk.shown.with(|tenants| {
        let tenants = tenants.iter().filter(|of| !is_strange(desk, of.number));
        let listings = tenants.flat_map(|tenant| &tenant.listings);
        listings.filter(|one| is_resumable(one)).count()
    })
}

fn is_resumable(listing: &ListingView) -> bool {
    listing.mend == Mend::Resume || listing.needs_sign_in
}

/// Goes on with every source that can. A click opens one window, so of the tenants that wait for a sign-in the first
/// is asked about; the others keep their buttons.
pub async fn resume_all(desk: Desk) {
    RESUMED_AT.set(timer::now());
    let now = graph::now();
    let (numbers, waits) = RUNS.with_borrow_mut(|runs| {
        let mut numbers = Vec::new();
        let mut waits = None;
        for of in runs.iter_mut().filter(|of| !is_of_other(desk, of)) {
            let views = of.run.views();
            let mut all = views.iter().filter(|view| view.mend == Mend::Resume);
            if let Some(first) = all.next() {
                of.begin_again();
                numbers.push(of.number);
                of.run.resume(first.id, now);
                all.for_each(|view| of.run.resume(view.id, now));
            }
            let waiting = views.iter().find(|view| view.needs_sign_in);
            waits = waits.or(waiting.map(|view| (of.number, view.id)));
        }
        (numbers, waits)
    });
    numbers.into_iter().for_each(|number| tick(desk, number));
    count_down(desk);
    if let Some((number, id)) = waits {
        resume(desk, number, id).await;
    }
}

impl OfTenant {
    fn mend(&self, id: &str) -> Mend {
        let mut views = self.run.views().into_iter();
        let view = views.find(|view| view.id == id);
        view.map_or(Mend::Nothing, |view| view.mend)
    }

    fn begin_again(&mut self) {
        self.is_begun = true;
        self.is_done = false;
    }

    /// The numbers under which answers are kept, by the ids of their requests.
    fn numbers(&self, pages: &[u32]) -> Vec<u32> {
        pages
            .iter()
            .filter_map(|page| self.kept.get(page).copied())
            .collect()
    }
}

/// Does what a run says now.
fn tick(desk: Desk, number: u32) {
    let now = graph::now();
    let acts = with_run(number, |of| {
        GATE.with_borrow_mut(|gate| of.run.next(now, gate))
    });
    let acts = acts.unwrap_or_default();
    for act in acts {
        match act {
            Act::Fetch { .. } => spawn_local(async move {
                let round = GATE.with_borrow(Gate::round);
                ask(desk, number, act).await;
                GATE.with_borrow_mut(|gate| gate.ended(round));
                // Others wait for the same four: they have their turn first, each the one after the other.
                others_after(number).for_each(|other| tick(desk, other));
                tick(desk, number);
            }),
            Act::WakeAt(at) => wake_at(desk, number, at, now),
            Act::Deliver {
                listing,
                pages,
                whole,
                why,
            } => {
                with_run(number, |of| {
                    let numbers = of.numbers(&pages);
                    let views = of.run.views();
                    if let Some(view) = views.iter().find(|view| view.id == listing) {
                        of.has_rows |= !numbers.is_empty() && becomes_table(listing);
                        deliver(of, view, &numbers, whole, why);
                    }
                });
                load_soon(desk);
            }
            Act::Forget { pages } => {
                let numbers = with_run(number, |of| of.numbers(&pages));
                graph::forget(&numbers.unwrap_or_default());
            }
            Act::Done => {
                with_run(number, |of| of.is_done = true);
                // The next customer, whatever became of this one.
                begin_next(desk);
            }
        }
    }
    show(desk);
}

/// Has a look at a run at a time; one timer is enough for it, however often that is said.
fn wake_at(desk: Desk, number: u32, at: i64, now: i64) {
    let before = with_run(number, |of| of.wakes_at.replace(at)).flatten();
    if before == Some(at) {
        return;
    }
    let ms = (at - now).clamp(0, 600_000) as i32;
    timer::after(ms + 1, move || {
        let is_it = with_run(number, |of| of.wakes_at.take_if(|then| *then == at));
        if is_it.flatten().is_some() {
            tick(desk, number);
        }
    });
}

/// The numbers of the other runs that are under way, those behind a run first.
fn others_after(number: u32) -> impl Iterator<Item = u32> {
    let mut others = RUNS.with_borrow(|runs| {
        let others = runs.iter().filter(|of| of.number != number);
        let under_way = others.filter(|of| of.is_begun && !of.is_done);
        under_way.map(|of| of.number).collect::<Vec<u32>>()
    });
    others.sort_unstable_by_key(|&other| (other < number, other));
    others.into_iter()
}

fn becomes_table(id: &str) -> bool {
    listing(id).is_some_and(|one| !one.kind.is_empty())
}

async fn ask(desk: Desk, number: u32, act: Act) {
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
    let tenant = with_run(number, |of| {
        of.wanted.insert(listing, (scopes.clone(), claims.clone()));
        of.id.clone()
    });
    let wanted = TokenWanted {
        scopes,
        claims,
        tenant: tenant.unwrap_or_default(),
        account: desk.account_id(),
    };
    let token = adapter.token(&wanted, force_new_token).await;
    // It may have been stopped or replaced while a token was renewed.
    let is_wanted = with_run(number, |of| of.run.waits_for(id)) == Some(true);
    let token = match token {
        _ if !is_wanted => return,
        Ok(token) => token,
        Err(trouble) => {
            with_run(number, |of| of.run.no_token(id, &trouble, graph::now()));
            return;
        }
    };
    let kept = new_number();
    with_run(number, |of| of.kept.insert(id, kept));
    let asking = Asking {
        id: kept,
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
    let heard = with_run(number, |of| match answer {
        Ok((heard, body)) => of.run.heard(id, &heard, &body, graph::now()),
        Err(failure) => of.run.failed(id, failure, graph::now()),
    });
    if heard.is_none() {
        graph::forget(&[kept]);
    }
}

/// What is done with a run, where there is one of this number.
fn with_run<T>(number: u32, work: impl FnOnce(&mut OfTenant) -> T) -> Option<T> {
    RUNS.with_borrow_mut(|runs| {
        let of = runs.iter_mut().find(|of| of.number == number);
        of.map(work)
    })
}

fn show(desk: Desk) {
    let tenants = RUNS.with_borrow(|runs| {
        let views = runs.iter().map(|of| TenantView {
            number: of.number,
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

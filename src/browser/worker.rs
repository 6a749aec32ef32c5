//! The worker's side: hears requests, fetches what they need, answers; what they change is in `loads`.

mod loads;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use chrono::NaiveDate;
use js_sys::{Array, JsString, Object, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use wasm_split_helpers::wasm_split;
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent};

use self::loads::{in_memory, invented, work_off};
use super::blob::Bytes;
use super::part::{PART_MISSING, PartMissing};
use super::worker_clock::{after, now, pause};
use super::zones;
use crate::accounts::sku_names;
use crate::engine::Engine;
use crate::engine::across::Surveyor;
use crate::engine::matcher::Matcher;
use crate::engine::message::{Envelope, Reply, Request, Window};
use crate::engine::policies::Resolver;
use crate::engine::wire::{self, inquiries};
use crate::ingest::recognise::{Asker, learn_to_ask};
use crate::ingest::zone::Zones;
use crate::json::Json;
use crate::letters::{self, Cases};
use crate::lifecycle::policy_file;
use crate::report::clause::sieve;
use crate::report::query::Query;
use crate::report::run::{learn_sieve, learn_text_order, needs_sieve};
use crate::sample::Sample;
use crate::table::text_order::ranks;

/// Starts hearing requests.
pub fn start() {
    std::panic::set_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        let trap = Object::new();
        let _ = Reflect::set(&trap, &"trap".into(), &panic.to_string().into());
        let _ = scope().post_message(&trap);
    }));
    letters::take_from(Cases { lower, upper });
    let desk = Rc::new(Desk {
        engine: RefCell::new(Engine::new(nfkc, now)),
        bytes: RefCell::default(),
        queue: RefCell::default(),
        is_busy: Cell::new(false),
        is_cancelled: Cell::new(false),
    });
    let hears =
        Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| hear(&desk, &event));
    scope().set_onmessage(Some(hears.as_ref().unchecked_ref()));
    hears.forget();
    post(0, &Reply::Ready);
    spawn_local(async {
        // Not needed yet, so it is no trouble if it does not come.
        let _ = fetch_answers().await;
        let _ = learn_rest().await;
    });
    spawn_local(async {
        // Without it a first file takes a little longer.
        let Ok(pair) = invented(NaiveDate::default()).await else {
            return;
        };
        for _ in 0..N_REHEARSALS {
            pause().await;
            rehearse(&pair);
        }
    });
}

/// After so many walks the browser has compiled the way well; between two of them requests are heard.
const N_REHEARSALS: u32 = 8;

/// Walks the whole way with the sample, and forgets it: the browser compiles what it first runs,
/// better what it often runs, and so does that now and not while a person waits for a first file.
fn rehearse(pair: &Sample) {
    let today = NaiveDate::default();
    let mut engine = Engine::new(nfkc, now);
    let mut load = engine.begin();
    for (name, text) in [
        (pair.exchange_name, &pair.exchange_csv),
        (pair.enrollment_name, &pair.enrollment_csv),
    ] {
        load.take_text(in_memory(name, text, true), text.clone().into_bytes());
    }
    let loaded = engine.commit(load, today, &mut Bytes::default());
    let view = engine.report("expiring", &Query::default(), Window::default(), today);
    let _ = wire::text(&(loaded, view.unwrap_or_default()));
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

fn lower(text: &str) -> String {
    JsString::from(text).to_lower_case().into()
}

fn upper(text: &str) -> String {
    JsString::from(text).to_upper_case().into()
}

/// NFKC as the browser has it: tables of our own would be a third of the download.
fn nfkc(text: &str) -> String {
    JsString::from(text).normalize("NFKC").into()
}

/// What the worker holds between two messages.
struct Desk {
    engine: RefCell<Engine>,
    bytes: RefCell<Bytes>,
    // Loads wait for each other; everything else is answered at once.
    queue: RefCell<VecDeque<Job>>,
    is_busy: Cell<bool>,
    is_cancelled: Cell<bool>,
}

/// A request that changes what is loaded.
struct Job {
    envelope: Envelope,
    files: Vec<File>,
    began_at: f64,
}

fn hear(desk: &Rc<Desk>, event: &MessageEvent) {
    let data = event.data();
    let field = |name: &str| Reflect::get(&data, &name.into()).unwrap_or_default();
    let Some(text) = field("text").as_string() else {
        return;
    };
    let Some(envelope) = wire::envelope(&text) else {
        return post(0, &Reply::Failed("the request cannot be read".to_string()));
    };
    let files = Array::from(&field("files"))
        .iter()
        .filter_map(|file| file.dyn_into().ok())
        .collect();
    let job = Job {
        envelope,
        files,
        began_at: now(),
    };
    if needed(&desk.engine.borrow(), &job.envelope.request).is_none() {
        return serve(desk, job);
    }
    let desk = desk.clone();
    spawn_local(async move {
        match fetch_needed(&desk, &job.envelope.request).await {
            Ok(()) => serve(&desk, job),
            Err(PartMissing) if desk.engine.borrow().can_do_without(&job.envelope.request) => {
                if desk.engine.borrow().needs_names(&job.envelope.request) {
                    desk.engine.borrow_mut().take_names(None);
                }
                serve(&desk, job);
            }
            Err(PartMissing) => post(job.envelope.id, &Reply::Failed(PART_MISSING.to_string())),
        }
    });
}

/// What has to be there before a request can be answered.
enum Needed {
    Matcher,
    Policies,
    Surveyor,
    Names,
    Sieve,
}

fn needed(engine: &Engine, request: &Request) -> Option<Needed> {
    if engine.needs_matcher(request) && !engine.has_matcher() {
        return Some(Needed::Matcher);
    }
    if engine.needs_policies(request) {
        return Some(Needed::Policies);
    }
    if matches!(request, Request::Report { query, .. } if needs_sieve(query)) {
        return Some(Needed::Sieve);
    }
    let is_survey = matches!(request, Request::Report { id, .. } if Engine::is_survey(id));
    if is_survey && !engine.has_surveyor() {
        return Some(Needed::Surveyor);
    }
    engine.needs_names(request).then_some(Needed::Names)
}

async fn fetch_needed(desk: &Desk, request: &Request) -> Result<(), PartMissing> {
    loop {
        let needed = needed(&desk.engine.borrow(), request);
        match needed {
            None => return Ok(()),
            Some(needed) => fetch(desk, needed).await?,
        }
    }
}

async fn fetch(desk: &Desk, needed: Needed) -> Result<(), PartMissing> {
    match needed {
        Needed::Matcher => {
            let matcher = matcher().await?;
            desk.engine.borrow_mut().take_matcher(matcher);
        }
        Needed::Policies => {
            let (resolver, zones) = resolver().await?;
            desk.engine.borrow_mut().take_policies(resolver, zones);
        }
        Needed::Surveyor => {
            let surveyor = surveyor().await?;
            desk.engine.borrow_mut().take_surveyor(surveyor);
        }
        Needed::Names => {
            let names = product_names().await?;
            desk.engine.borrow_mut().take_names(Some(names));
        }
        Needed::Sieve => learn_rest().await?,
    }
    Ok(())
}

/// Makes conditions of the filter builder understood, and files asked about; what does is in the part `answers`.
#[allow(unsafe_code)] // of the macro: a function of another module is called across an import
#[wasm_split(answers, fallible)]
fn learn_rest() -> Result<(), PartMissing> {
    learn_sieve(sieve);
    learn_text_order(ranks);
    learn_to_ask(Asker::new());
    Ok(())
}

/// What makes policies of choices, and knows the zones of time; it is in the part `answers`, whose editor needs it too.
#[allow(unsafe_code)] // of the macro: a function of another module is called across an import
#[wasm_split(answers, fallible)]
fn resolver() -> Result<(Resolver, Zones), PartMissing> {
    Ok((policy_file::resolve, zones::rules))
}

/// What makes the reports over all sources; it is the whole of the part `surveys`.
#[allow(unsafe_code)] // of the macro: a function of another module is called across an import
#[wasm_split(surveys, fallible)]
fn surveyor() -> Result<Surveyor, PartMissing> {
    Ok(Surveyor::new())
}

/// The list of product names; it is the whole of the part `names`, fetched for the first report of licenses.
#[allow(unsafe_code)] // of the macro: a function of another module is called across an import
#[wasm_split(names, fallible)]
fn product_names() -> Result<&'static str, PartMissing> {
    Ok(sku_names::BUILT_IN)
}

/// What brings sources together; it is the whole of the part `matching`.
#[allow(unsafe_code)] // of the macro: a function of another module is called across an import
#[wasm_split(matching, fallible)]
fn matcher() -> Result<Matcher, PartMissing> {
    Ok(Matcher::new())
}

fn serve(desk: &Rc<Desk>, job: Job) {
    let id = job.envelope.id;
    match job.envelope.request {
        Request::Load { .. }
        | Request::LoadSample
        | Request::LoadProvider
        | Request::Paste { .. }
        | Request::Answer { .. }
        | Request::Reconsider { .. }
        | Request::Match { .. }
        | Request::Decide(_)
        | Request::Clear => {
            desk.queue.borrow_mut().push_back(job);
            work_off(desk);
        }
        Request::Cancel => cancel(desk, id),
        Request::Report { .. } | Request::Sources => post(id, &reply(desk, job.envelope)),
        Request::Ask(asked) => {
            let desk = desk.clone();
            spawn_local(async move {
                if can_wait(&asked) {
                    let _ = JsFuture::from(after(0)).await;
                }
                match tell(&desk, &asked, job.envelope.today).await {
                    Ok(text) => post_text(id, &text),
                    Err(PartMissing) => post(id, &Reply::Failed(PART_MISSING.to_string())),
                }
            });
        }
    }
}

/// Whether an inquiry is answered after the messages that are waiting: what stands above a list is asked for
/// with every change of it, and the rows come first.
fn can_wait(asked: &Json) -> bool {
    matches!(asked, Json::Record(all) if all.iter().any(|(name, _)| name == "About"))
}

/// The text of the reply to an inquiry.
async fn tell(desk: &Desk, asked: &Json, today: NaiveDate) -> Result<String, PartMissing> {
    loop {
        match answer(desk, asked, today).await? {
            Told::Text(text) => return Ok(text),
            Told::Needs(Needed::Names) => {
                if fetch(desk, Needed::Names).await.is_err() {
                    desk.engine.borrow_mut().take_names(None);
                }
            }
            Told::Needs(needed) => fetch(desk, needed).await?,
        }
    }
}

fn cancel(desk: &Desk, id: u32) {
    desk.is_cancelled.set(desk.is_busy.get());
    for job in desk.queue.borrow_mut().drain(..) {
        post(job.envelope.id, &Reply::Cancelled);
    }
    post(id, &Reply::Cancelled);
}

/// What lists are made of: answered at once.
fn reply(desk: &Desk, envelope: Envelope) -> Reply {
    let mut engine = desk.engine.borrow_mut();
    let today = envelope.today;
    let found = match envelope.request {
        Request::Sources => {
            engine.settle(&mut *desk.bytes.borrow_mut());
            Ok(Reply::Sources(engine.source_views(today)))
        }
        Request::Report { id, query, window } => engine
            .report(&id, &query, window, today)
            .map(|view| Reply::Report(Box::new(view))),
        _ => Err(CHANGES_DATA.to_string()),
    };
    found.unwrap_or_else(Reply::Failed)
}

/// What became of an inquiry.
enum Told {
    /// The text of the reply.
    Text(String),
    /// This has to be there first.
    Needs(Needed),
}

/// What is asked about a list; the part `answers` holds what it takes.
#[allow(unsafe_code)] // of the macro: a function of another module is called across an import
#[wasm_split(answers, fallible, preload(fetch_answers))]
fn answer(desk: &Desk, asked: &Json, today: NaiveDate) -> Result<Told, PartMissing> {
    let mut engine = desk.engine.borrow_mut();
    let mut bytes = desk.bytes.borrow_mut();
    let Some(inquiry) = inquiries::inquiry(asked) else {
        let sentence = "the inquiry cannot be read".to_string();
        return Ok(Told::Text(wire::text(&Reply::Failed(sentence))));
    };
    engine.take_policies(policy_file::resolve, zones::rules);
    learn_sieve(sieve);
    learn_text_order(ranks);
    if engine.needs_surveyor_for(&inquiry) {
        return Ok(Told::Needs(Needed::Surveyor));
    }
    if engine.needs_matcher_for(&inquiry) && !engine.has_matcher() {
        return Ok(Told::Needs(Needed::Matcher));
    }
    if engine.needs_names_for(&inquiry) {
        return Ok(Told::Needs(Needed::Names));
    }
    let told = engine.tell(inquiry, today, &mut *bytes);
    Ok(Told::Text(told.unwrap_or_else(|sentence| {
        wire::text(&Reply::Failed(sentence))
    })))
}

const CHANGES_DATA: &str = "the request changes what is loaded";

fn post(id: u32, reply: &Reply) {
    post_text(id, &wire::text(reply));
}

fn post_text(id: u32, text: &str) {
    let message = Object::new();
    let _ = Reflect::set(&message, &"id".into(), &id.into());
    let _ = Reflect::set(&message, &"text".into(), &text.into());
    let _ = scope().post_message(&message);
}

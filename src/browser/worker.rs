//! The worker's side: hears requests, reads files, answers.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use chrono::NaiveDate;
use js_sys::{Array, JsString, Object, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::wasm_split;
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent};

use super::blob::{Bytes, Opened};
use super::part::{PART_MISSING, PartMissing};
use super::workbook;
use super::worker_clock::{now, pause};
use super::zones;
use crate::accounts::sku_names;
use crate::engine::across::Surveyor;
use crate::engine::load::{Load, NewFile, Next, Reading};
use crate::engine::matcher::Matcher;
use crate::engine::message::{Envelope, Loaded, Progress, Reply, Request, Window};
use crate::engine::policies::Resolver;
use crate::engine::wire::{self, inquiries};
use crate::engine::{Answered, Engine};
use crate::ingest::graph::{self, Begin};
use crate::ingest::names;
use crate::ingest::zone::Zones;
use crate::json::Json;
use crate::letters::{self, Cases};
use crate::lifecycle::policy_file;
use crate::report::clause::sieve;
use crate::report::query::Query;
use crate::report::run::{learn_sieve, needs_sieve};
use crate::sample::provider::{SampleFile, provider};
use crate::sample::{Sample, sample};

/// Progress is told at most this often, in milliseconds; then, too, a cancel is listened for.
const TELL_EVERY: f64 = 60.0;

const NOTHING_PASTED: &str =
    "there is no logon name in the pasted text: copy the column of logon names and paste it again";

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

/// The invented pair of exports; its names and numbers are in the part `answers`.
#[allow(unsafe_code)] // of the macro: a function of another module is called across an import
#[wasm_split(answers, fallible)]
fn invented(today: NaiveDate) -> Result<Sample, PartMissing> {
    Ok(sample(today))
}

/// The invented exports of a provider; they are in the part `answers`, too.
#[allow(unsafe_code)] // of the macro: a function of another module is called across an import
#[wasm_split(answers, fallible)]
fn invented_provider(today: NaiveDate) -> Result<Vec<SampleFile>, PartMissing> {
    Ok(provider(today))
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
        Needed::Sieve => learn_to_sift().await?,
    }
    Ok(())
}

/// Makes conditions of the filter builder understood; what does is in the part `answers`, for inquiries sift, too.
#[allow(unsafe_code)] // of the macro: a function of another module is called across an import
#[wasm_split(answers, fallible)]
fn learn_to_sift() -> Result<(), PartMissing> {
    learn_sieve(sieve);
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

/// What reads answers of Graph; it is the whole of the part `json`, fetched when the first one comes.
#[allow(unsafe_code)] // of the macro: a function of another module is called across an import
#[wasm_split(json, fallible)]
fn json_reader() -> Result<Begin, PartMissing> {
    Ok(graph::begin)
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
                match tell(&desk, &asked, job.envelope.today).await {
                    Ok(text) => post_text(id, &text),
                    Err(PartMissing) => post(id, &Reply::Failed(PART_MISSING.to_string())),
                }
            });
        }
    }
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

fn work_off(desk: &Rc<Desk>) {
    if desk.is_busy.replace(true) {
        return;
    }
    let desk = desk.clone();
    spawn_local(async move {
        loop {
            let Some(job) = desk.queue.borrow_mut().pop_front() else {
                break;
            };
            let id = job.envelope.id;
            let reply = change(&desk, job).await;
            desk.is_cancelled.set(false);
            post(id, &reply);
        }
        desk.is_busy.set(false);
    });
}

async fn change(desk: &Desk, job: Job) -> Reply {
    let today = job.envelope.today;
    let mut load = desk.engine.borrow().begin();
    match job.envelope.request {
        Request::Load {
            ref files,
            ref kinds,
            ref remembered,
        } => {
            desk.engine.borrow_mut().remember(remembered);
            load = desk.engine.borrow().begin();
            let said = |name: &str| kinds.get(name).cloned();
            let files: Vec<NewFile> = files
                .iter()
                .zip(&job.files)
                .map(|(header, file)| NewFile {
                    name: header.name.clone(),
                    n_bytes: file.size() as u64,
                    file: Some(desk.bytes.borrow_mut().keep(file.clone())),
                    said: said(&header.name),
                    ..NewFile::default()
                })
                .collect();
            if !read_all(desk, &mut load, files, &job).await {
                return Reply::Cancelled;
            }
        }
        Request::LoadSample => {
            let Ok(pair) = invented(today).await else {
                return Reply::Failed(PART_MISSING.to_string());
            };
            for (name, text) in [
                (pair.exchange_name, pair.exchange_csv),
                (pair.enrollment_name, pair.enrollment_csv),
            ] {
                load.take_text(in_memory(name, &text, true), text.into_bytes());
            }
        }
        Request::LoadProvider => {
            let Ok(files) = invented_provider(today).await else {
                return Reply::Failed(PART_MISSING.to_string());
            };
            let files = files.iter().filter_map(|file| kept(desk, file)).collect();
            if !read_all(desk, &mut load, files, &job).await {
                return Reply::Cancelled;
            }
        }
        Request::Paste { ref text } => {
            if names::split(text).is_empty() {
                return Reply::Failed(NOTHING_PASTED.to_string());
            }
            let file = NewFile {
                said: Some("names".to_string()),
                ..in_memory("pasted names", text, false)
            };
            load.take_text(file, text.clone().into_bytes());
        }
        Request::Answer {
            question,
            ref choice,
        } => {
            let answered = desk.engine.borrow_mut().answer(question, choice);
            match answered {
                Err(why) => return Reply::Failed(why),
                Ok(None) => {
                    return Reply::Loaded(with_memory(desk.engine.borrow_mut().settled(today)));
                }
                Ok(Some(answered)) => {
                    if !read_all(desk, &mut load, vec![to_read(answered)], &job).await {
                        return Reply::Cancelled;
                    }
                }
            }
        }
        Request::Reconsider { source, ref choice } => {
            let asked = desk.engine.borrow().reconsider(source, choice.as_deref());
            match asked {
                Err(why) => return Reply::Failed(why),
                Ok(asked) => {
                    if !read_all(desk, &mut load, vec![to_read(asked)], &job).await {
                        return Reply::Cancelled;
                    }
                }
            }
        }
        Request::Match {
            row,
            partner,
            accepted,
        } => {
            let decided = desk.engine.borrow_mut().decide(row, partner, accepted);
            return match decided {
                Ok(()) => Reply::Matched,
                Err(why) => Reply::Failed(why),
            };
        }
        Request::Decide(ref edit) => {
            let decided = decide(desk, edit, today).await;
            return decided.unwrap_or_else(|PartMissing| Reply::Failed(PART_MISSING.to_string()));
        }
        Request::Clear => {
            desk.engine.borrow_mut().clear();
            desk.bytes.borrow_mut().forget();
            return Reply::Cleared;
        }
        _ => {}
    }
    let needs_matcher = desk.engine.borrow().needs_matcher_after(&load);
    if needs_matcher && let Ok(matcher) = matcher().await {
        // Without it the lists say so when they are asked for.
        desk.engine.borrow_mut().take_matcher(matcher);
    }
    if desk.engine.borrow().needs_surveyor_after(&load) {
        // Without it nothing is asked about tenants.
        let _ = fetch(desk, Needed::Surveyor).await;
    }
    let mut loaded = desk
        .engine
        .borrow_mut()
        .commit(load, today, &mut *desk.bytes.borrow_mut());
    loaded.timings.total = (now() - job.began_at) as u32;
    Reply::Loaded(with_memory(loaded))
}

/// A file of a sample as one that is read again when it is asked for.
fn kept(desk: &Desk, file: &SampleFile) -> Option<NewFile> {
    let text = Array::of1(&file.text.as_str().into());
    let made = File::new_with_str_sequence(&text, &file.name).ok()?;
    Some(NewFile {
        file: Some(desk.bytes.borrow_mut().keep(made)),
        ..in_memory(&file.name, &file.text, true)
    })
}

fn in_memory(name: &str, text: &str, sample: bool) -> NewFile {
    NewFile {
        name: name.to_string(),
        n_bytes: text.len() as u64,
        sample,
        ..NewFile::default()
    }
}

fn to_read(answered: Answered) -> NewFile {
    NewFile {
        name: answered.name,
        n_bytes: answered.n_bytes,
        file: answered.file,
        said: Some(answered.said),
        replaces: Some(answered.source),
        ..NewFile::default()
    }
}

/// Reads files one after another; false when the load was cancelled.
async fn read_all(desk: &Desk, load: &mut Load, files: Vec<NewFile>, job: &Job) -> bool {
    let mut progress = Telling {
        id: job.envelope.id,
        began_at: job.began_at,
        told_at: now(),
        bytes: 0,
        total_bytes: files.iter().map(|file| file.n_bytes).sum(),
    };
    let numbers: Vec<Option<u32>> = files.iter().map(|file| file.file).collect();
    let ahead = |place: usize| {
        let number = (*numbers.get(place)?)?;
        Opened::ahead(&desk.bytes.borrow().file(number)?)
    };
    // The next small file is read while this one is taken in.
    let mut next_opened = ahead(0);
    for (file, place) in files.into_iter().zip(1..) {
        let mut first_opened = std::mem::replace(&mut next_opened, ahead(place));
        let Some(number) = file.file else { continue };
        let name = file.name.clone();
        let mut reading = load.open(file);
        loop {
            let at_start = progress.bytes;
            let opened = first_opened
                .take()
                .or_else(|| Some(Opened::of(&desk.bytes.borrow().file(number)?)));
            let Some(mut opened) = opened else { break };
            let next = loop {
                let began = now();
                let n = match opened.read_into(&mut reading).await {
                    Ok(n) => n,
                    Err(why) => {
                        load.refuse(format!("`{name}` cannot be read ({why}): it was changed or moved; drop it again"));
                        break Next::Done;
                    }
                };
                load.waited(now() - began);
                if progress.bytes == at_start && reading.is_archive() {
                    progress.tell(&name, load.n_rows(&reading));
                    if let Some(answer) = ask_workbook(desk, number, &mut reading).await {
                        progress.bytes += reading.n_bytes();
                        workbook::take(load, reading.into_file(), answer);
                        break Next::Done;
                    }
                }
                progress.bytes += n as u64;
                let next = match n {
                    0 => load.finish(reading),
                    n => load.filled(reading, n),
                };
                match next {
                    Next::More(more) => reading = more,
                    next => break next,
                }
                if progress.is_due() {
                    progress.tell(&name, load.n_rows(&reading));
                    pause().await;
                }
                if desk.is_cancelled.get() {
                    opened.close();
                    return false;
                }
            };
            opened.close();
            match next {
                Next::Again(again) => {
                    reading = again;
                    progress.bytes = at_start;
                }
                Next::Json(again) => match json_reader().await {
                    Ok(begin) => {
                        reading = again.as_json(begin);
                        progress.bytes = at_start;
                    }
                    Err(PartMissing) => {
                        load.refuse(format!("`{name}` is a JSON file, but {PART_MISSING}"));
                        break;
                    }
                },
                _ => break,
            }
        }
    }
    !desk.is_cancelled.get()
}

/// What the module for workbooks says about a file, of the sheet that was chosen; `None` where it is none.
async fn ask_workbook(desk: &Desk, number: u32, reading: &mut Reading) -> Option<workbook::Answer> {
    let blob = desk.bytes.borrow().file(number)?;
    let sheet = desk.bytes.borrow_mut().sheet(number, reading.said());
    workbook::read(&blob, sheet).await
}

/// How far a load is, told now and then.
struct Telling {
    id: u32,
    began_at: f64,
    told_at: f64,
    bytes: u64,
    total_bytes: u64,
}

impl Telling {
    fn is_due(&self) -> bool {
        now() - self.told_at > TELL_EVERY
    }

    fn tell(&mut self, file: &str, rows: u64) {
        self.told_at = now();
        let progress = Progress {
            file: file.to_string(),
            bytes: self.bytes,
            total_bytes: self.total_bytes,
            rows,
            elapsed_ms: (self.told_at - self.began_at) as u32,
        };
        post(self.id, &Reply::Progress(progress));
    }
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

/// What a person says about accounts; it is said after what was asked before it.
#[allow(unsafe_code)] // of the macro: a function of another module is called across an import
#[wasm_split(answers, fallible)]
fn decide(desk: &Desk, edit: &Json, today: NaiveDate) -> Result<Reply, PartMissing> {
    let edit = inquiries::answer(edit).ok_or_else(|| "the decision cannot be read".to_string());
    let said = edit.and_then(|edit| desk.engine.borrow_mut().take_edit(edit, today));
    Ok(said.unwrap_or_else(Reply::Failed))
}

const CHANGES_DATA: &str = "the request changes what is loaded";

fn with_memory(mut loaded: Loaded) -> Loaded {
    let buffer = Reflect::get(&wasm_bindgen::memory(), &"buffer".into()).unwrap_or_default();
    let length = Reflect::get(&buffer, &"byteLength".into()).unwrap_or_default();
    loaded.memory_bytes = length.as_f64().unwrap_or_default() as u64;
    loaded
}

fn post(id: u32, reply: &Reply) {
    post_text(id, &wire::text(reply));
}

fn post_text(id: u32, text: &str) {
    let message = Object::new();
    let _ = Reflect::set(&message, &"id".into(), &id.into());
    let _ = Reflect::set(&message, &"text".into(), &text.into());
    let _ = scope().post_message(&message);
}

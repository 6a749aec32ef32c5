//! The page's side of the worker: messages there and back, and a new worker when one dies.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use chrono::NaiveDate;
use js_sys::{Array, Function, JsString, Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, MessageEvent, Worker};

use super::answer::Answer;
use super::files::File;
use super::{tabs, timer};
use crate::engine::message::{Envelope, Progress, Request};
use crate::engine::wire;
use crate::report::words;
use crate::small_map::SmallMap;

/// A worker that does not stop a load within this time is ended.
const CANCEL_WITHIN_MS: i32 = 150;

/// What happens to the worker without being asked for.
pub enum Happening {
    /// It is up and has all it needs.
    Up,
    /// It died and a new one is starting; the sentence says in which file and step.
    Stopped(String),
    /// What was loaded before it died is loaded again.
    Restored,
    /// What was loaded before is gone; the sentence says so.
    Lost(String),
}

/// The worker, whichever it is at the moment.
#[derive(Clone)]
pub struct WorkerClient(Rc<Shared>);

struct Shared {
    state: RefCell<State>,
    tell: Box<dyn Fn(Happening)>,
    // One pair for all workers: a closure must not be dropped while it runs.
    heard: Closure<dyn Fn(MessageEvent)>,
    failed: Closure<dyn Fn(Event)>,
}

#[derive(Default)]
struct State {
    worker: Option<Worker>,
    is_ready: bool,
    // Requests made before the worker was ready.
    held_back: Vec<JsValue>,
    last_id: u32,
    pending: SmallMap<u32, Pending>,
    // What was loaded and answered so far, to do it again in a new worker.
    journal: Vec<Kept>,
    // Ids under which the journal is being done again.
    replayed: SmallMap<u32, ()>,
    idle: Vec<Answer<()>>,
}

struct Pending {
    doing: &'static str,
    file: Option<String>,
    message: JsValue,
    changes: Option<Kept>,
    on_progress: Option<Rc<dyn Fn(Progress)>>,
    answer: Answer<Result<JsString, String>>,
}

#[derive(Clone)]
struct Kept {
    today: NaiveDate,
    request: Request,
    files: Vec<File>,
}

/// A request with what travels beside it.
pub struct Wish {
    /// The evaluation day.
    pub today: NaiveDate,
    /// What is asked.
    pub request: Request,
    /// The files a load reads.
    pub files: Vec<File>,
}

impl WorkerClient {
    /// Spawns the worker; `tell` hears when it dies.
    pub fn spawn(tell: impl Fn(Happening) + 'static) -> WorkerClient {
        let client = WorkerClient(Rc::new_cyclic(|shared: &Weak<Shared>| {
            let (hears, fails) = (shared.clone(), shared.clone());
            Shared {
                state: RefCell::default(),
                tell: Box::new(tell),
                heard: Closure::new(move |event| with(&hears, |client| client.hear(&event))),
                failed: Closure::new(move |event| with(&fails, |client| client.fail(&event))),
            }
        }));
        client.start_worker();
        client
    }

    /// Asks; the answer is the text of the reply, or the sentence of a failure.
    pub fn ask(&self, wish: Wish) -> Answer<Result<JsString, String>> {
        self.send(wish, None)
    }

    /// Asks for something that takes its time.
    pub fn ask_with_progress(
        &self,
        wish: Wish,
        on_progress: impl Fn(Progress) + 'static,
    ) -> Answer<Result<JsString, String>> {
        self.send(wish, Some(Rc::new(on_progress)))
    }

    /// Stops the load under way, if need be by ending the worker.
    pub fn cancel(&self, today: NaiveDate) {
        drop(self.send(
            Wish {
                today,
                request: Request::Cancel,
                files: Vec::new(),
            },
            None,
        ));
        let client = self.clone();
        let id = self.0.state.borrow().last_id;
        timer::after(CANCEL_WITHIN_MS, move || {
            if client.is_changing() {
                // Another worker would cancel what it has to do again.
                client.0.state.borrow_mut().pending.remove(&id);
                client.end_loads();
                client.restart();
            }
        });
    }

    /// How many steps changed what is loaded.
    pub fn n_steps(&self) -> usize {
        self.0.state.borrow().journal.len()
    }

    /// The steps that changed what is loaded, as another tab takes them over.
    pub fn steps(&self) -> Array {
        let state = self.0.state.borrow();
        let steps = state.journal.iter().map(|kept| {
            let envelope = Envelope {
                id: 0,
                today: kept.today,
                request: kept.request.clone(),
            };
            tabs::written(&wire::text(&envelope), &kept.files)
        });
        steps.collect()
    }

    /// Waits until no load is under way.
    pub async fn idle(&self) {
        while self.is_changing() {
            let idle = Answer::new();
            self.0.state.borrow_mut().idle.push(idle.clone());
            idle.await;
        }
    }

    fn is_changing(&self) -> bool {
        let state = self.0.state.borrow();
        !state.replayed.is_empty()
            || state
                .pending
                .values()
                .any(|pending| pending.changes.is_some())
    }

    fn send(
        &self,
        wish: Wish,
        on_progress: Option<Rc<dyn Fn(Progress)>>,
    ) -> Answer<Result<JsString, String>> {
        let answer = Answer::new();
        let id = self.next_id();
        let message = message(id, &wish);
        let doing = doing(&wish.request);
        let kept = Kept {
            today: wish.today,
            request: wish.request,
            files: wish.files,
        };
        let pending = Pending {
            doing,
            file: kept.files.first().map(File::name),
            message: message.clone(),
            changes: changes_data(&kept.request).then_some(kept),
            on_progress,
            answer: answer.clone(),
        };
        self.0.state.borrow_mut().pending.insert(id, pending);
        self.post(message);
        answer
    }

    fn post(&self, message: JsValue) {
        let mut state = self.0.state.borrow_mut();
        match &state.worker {
            Some(worker) if state.is_ready => {
                // Only what cannot be cloned would fail here, and text and files can.
                let _ = worker.post_message(&message);
            }
            _ => state.held_back.push(message),
        }
    }

    fn next_id(&self) -> u32 {
        let mut state = self.0.state.borrow_mut();
        state.last_id += 1;
        state.last_id
    }

    fn start_worker(&self) {
        let spawn = Reflect::get(&js_sys::global(), &"rollcallSpawnWorker".into());
        let worker = spawn
            .and_then(|spawn| spawn.dyn_into::<Function>())
            .and_then(|spawn| spawn.call0(&JsValue::NULL))
            .and_then(|worker| worker.dyn_into::<Worker>());
        let Ok(worker) = worker else {
            (self.0.tell)(Happening::Lost(NO_WORKER.to_owned()));
            return;
        };
        worker.set_onmessage(Some(self.0.heard.as_ref().unchecked_ref()));
        worker.set_onerror(Some(self.0.failed.as_ref().unchecked_ref()));
        let mut state = self.0.state.borrow_mut();
        state.is_ready = false;
        state.worker = Some(worker);
    }

    fn hear(&self, event: &MessageEvent) {
        if !self.is_from_worker(event) {
            return;
        }
        let data = event.data();
        let field = |name: &str| Reflect::get(&data, &name.into()).unwrap_or_default();
        let Ok(text) = field("text").dyn_into::<JsString>() else {
            if let Some(trap) = field("trap").as_string() {
                self.die(&trap);
            }
            return;
        };
        let id = field("id").as_f64().unwrap_or_default() as u32;
        if text == "\"Ready\"" {
            self.greet();
        } else if text.starts_with("{\"Progress\"", 0) {
            self.progress(id, &text);
        } else if self.0.state.borrow_mut().replayed.remove(&id).is_some() {
            self.replayed_one();
        } else {
            self.answer(id, text);
        }
    }

    fn is_from_worker(&self, event: &Event) -> bool {
        let state = self.0.state.borrow();
        let worker: Option<&JsValue> = state.worker.as_ref().map(AsRef::as_ref);
        event.target().as_ref().map(AsRef::as_ref) == worker
    }

    fn greet(&self) {
        (self.0.tell)(Happening::Up);
        let (journal, held_back) = {
            let mut state = self.0.state.borrow_mut();
            state.is_ready = true;
            (state.journal.clone(), std::mem::take(&mut state.held_back))
        };
        for kept in journal {
            let id = self.next_id();
            self.0.state.borrow_mut().replayed.insert(id, ());
            self.post(message(
                id,
                &Wish {
                    today: kept.today,
                    request: kept.request,
                    files: kept.files,
                },
            ));
        }
        for message in held_back {
            self.post(message);
        }
    }

    fn replayed_one(&self) {
        if self.0.state.borrow().replayed.is_empty() {
            (self.0.tell)(Happening::Restored);
            self.wake_idle();
        }
    }

    fn progress(&self, id: u32, text: &JsString) {
        let Some(progress) = wire::progress(&String::from(text)) else {
            return;
        };
        let on_progress = {
            let mut state = self.0.state.borrow_mut();
            let Some(pending) = state.pending.get_mut(&id) else {
                return;
            };
            pending.file = Some(progress.file.clone());
            pending.on_progress.clone()
        };
        if let Some(on_progress) = on_progress {
            on_progress(progress);
        }
    }

    fn answer(&self, id: u32, text: JsString) {
        let Some(pending) = self.0.state.borrow_mut().pending.remove(&id) else {
            return;
        };
        if text == "\"Cancelled\"" && pending.changes.is_none() {
            self.end_loads();
        }
        // Only what changed data is kept, and only where it did.
        if text != "\"Cancelled\"" && !text.starts_with("{\"Failed\"", 0) {
            self.0.state.borrow_mut().journal.extend(pending.changes);
        }
        if text == "\"Cleared\"" {
            self.0.state.borrow_mut().journal.clear();
        }
        pending.answer.give(read_failure(text));
        self.wake_idle();
    }

    // Loads under way are answered as cancelled.
    fn end_loads(&self) {
        let mut ended = Vec::new();
        self.0.state.borrow_mut().pending.retain(|_, pending| {
            if pending.changes.is_some() {
                ended.push(pending.answer.clone());
            }
            pending.changes.is_none()
        });
        for answer in ended {
            answer.give(Ok("\"Cancelled\"".into()));
        }
    }

    fn wake_idle(&self) {
        if !self.is_changing() {
            let idle = std::mem::take(&mut self.0.state.borrow_mut().idle);
            idle.iter().for_each(|waiting| waiting.give(()));
        }
    }

    fn fail(&self, event: &Event) {
        if self.is_from_worker(event) {
            event.prevent_default();
            let message = Reflect::get(event, &"message".into())
                .ok()
                .and_then(|text| text.as_string());
            self.die(&message.unwrap_or_default());
        }
    }

    fn die(&self, reason: &str) {
        web_sys::console::warn_1(&format!("worker stopped: {reason}").into());
        let (was_ready, was_replaying, pending) = {
            let mut state = self.0.state.borrow_mut();
            let replaying = !state.replayed.is_empty();
            (
                state.is_ready,
                replaying,
                std::mem::take(&mut state.pending),
            )
        };
        let culprit = pending
            .values()
            .find(|pending| pending.changes.is_some())
            .or(pending.values().next());
        let sentence = match culprit {
            Some(pending) => words::engine_stopped(pending.doing, pending.file.as_deref()),
            None => words::engine_stopped("resting", None),
        };
        for pending in pending.values() {
            pending.answer.give(Err(sentence.clone()));
        }
        if was_replaying {
            self.0.state.borrow_mut().journal.clear();
            (self.0.tell)(Happening::Lost(GONE.to_owned()));
        } else if was_ready {
            (self.0.tell)(Happening::Stopped(sentence));
        }
        if was_ready {
            self.restart();
        } else {
            (self.0.tell)(Happening::Lost(NO_WORKER.to_owned()));
        }
    }

    // Ends the worker and starts another, which does the journal and what is still asked again.
    fn restart(&self) {
        {
            let mut state = self.0.state.borrow_mut();
            if let Some(worker) = state.worker.take() {
                worker.terminate();
            }
            state.replayed.clear();
            state.held_back = state
                .pending
                .values()
                .map(|pending| pending.message.clone())
                .collect();
        }
        self.start_worker();
        if self.0.state.borrow().journal.is_empty() {
            (self.0.tell)(Happening::Restored);
        }
        self.wake_idle();
    }
}

const NO_WORKER: &str = "the reading part of this page does not start in this browser; \
    load the page again, and if that does not help, use a current Chrome, Edge, Firefox or Safari";

const GONE: &str = "the reading part of this page stopped while it read again what was loaded before; \
    drop the files again";

fn with(shared: &Weak<Shared>, work: impl FnOnce(&WorkerClient)) {
    if let Some(shared) = shared.upgrade() {
        work(&WorkerClient(shared));
    }
}

fn message(id: u32, wish: &Wish) -> JsValue {
    let envelope = Envelope {
        id,
        today: wish.today,
        request: wish.request.clone(),
    };
    let text = wire::text(&envelope);
    let files: Array = wish.files.iter().collect();
    let message = Object::new();
    let _ = Reflect::set(&message, &"text".into(), &text.into());
    let _ = Reflect::set(&message, &"files".into(), &files);
    message.into()
}

fn read_failure(text: JsString) -> Result<JsString, String> {
    if text.starts_with("{\"Failed\"", 0)
        && let Some(sentence) = wire::failure(&String::from(&text))
    {
        return Err(sentence);
    }
    Ok(text)
}

/// Whether a request changes what is loaded, or what is said of it.
pub fn changes_data(request: &Request) -> bool {
    matches!(
        request,
        Request::Load { .. }
            | Request::LoadSample
            | Request::LoadProvider
            | Request::Paste { .. }
            | Request::Answer { .. }
            | Request::Reconsider { .. }
            | Request::Match { .. }
            | Request::Decide(_)
    )
}

fn doing(request: &Request) -> &'static str {
    match request {
        Request::Load { .. } => "reading",
        Request::LoadSample | Request::LoadProvider => "making the sample",
        Request::Paste { .. } => "reading the pasted names",
        Request::Answer { .. } => "reading a file by your answer",
        Request::Reconsider { .. } => "reading a file once more",
        Request::Report { .. } => "computing a list",
        Request::Ask(_) => "answering",
        Request::Match { .. } => "matching two rows",
        Request::Decide(_) => "noting a decision",
        Request::Cancel | Request::Clear | Request::Sources => "answering",
    }
}

//! What changes what is loaded: one request after another, each as it came.

use std::rc::Rc;

use chrono::NaiveDate;
use js_sys::{Array, Reflect};
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::wasm_split;
use web_sys::File;

use super::{Desk, Job, Needed, fetch, learn_rest, post};
use crate::browser::blob::Opened;
use crate::browser::part::{PART_MISSING, PartMissing};
use crate::browser::workbook;
use crate::browser::worker_clock::{now, pause};
use crate::engine::Answered;
use crate::engine::load::{Load, NewFile, Next, Reading};
use crate::engine::message::{Loaded, Progress, Reply, Request};
use crate::engine::wire::inquiries;
use crate::ingest::graph::{self, Begin};
use crate::ingest::names;
use crate::json::Json;
use crate::sample::provider::{SampleFile, provider};
use crate::sample::{Sample, sample};

/// Progress is told at most this often, in milliseconds; then, too, a cancel is listened for.
const TELL_EVERY: f64 = 60.0;

const NOTHING_PASTED: &str =
    "there is no logon name in the pasted text: copy the column of logon names and paste it again";

/// The invented pair of exports; its names and numbers are in the part `answers`.
#[allow(unsafe_code)] // of the macro: a function of another module is called across an import
#[wasm_split(answers, fallible)]
pub(super) fn invented(today: NaiveDate) -> Result<Sample, PartMissing> {
    Ok(sample(today))
}

/// The invented exports of a provider; they are in the part `answers`, too.
#[allow(unsafe_code)] // of the macro: a function of another module is called across an import
#[wasm_split(answers, fallible)]
fn invented_provider(today: NaiveDate) -> Result<Vec<SampleFile>, PartMissing> {
    Ok(provider(today))
}

/// What reads answers of Graph; it is the whole of the part `json`, fetched when the first one comes.
#[allow(unsafe_code)] // of the macro: a function of another module is called across an import
#[wasm_split(json, fallible)]
fn json_reader() -> Result<Begin, PartMissing> {
    Ok(graph::begin)
}

pub(super) fn work_off(desk: &Rc<Desk>) {
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
    let reads = matches!(
        job.envelope.request,
        Request::Load { .. } | Request::Answer { .. } | Request::Reconsider { .. }
    );
    if reads {
        // Without it a file that is not certain by itself says so.
        let _ = learn_rest().await;
    }
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
    let needed = {
        let engine = desk.engine.borrow();
        let matcher = engine.needs_matcher_after(&load);
        let surveyor = engine.needs_surveyor_after(&load);
        [
            matcher.then_some(Needed::Matcher),
            surveyor.then_some(Needed::Surveyor),
        ]
    };
    for needed in needed.into_iter().flatten() {
        // Without the first the lists say so when they are asked for, without the other no tenant is asked about.
        let _ = fetch(desk, needed).await;
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

pub(super) fn in_memory(name: &str, text: &str, sample: bool) -> NewFile {
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

/// What a person says about accounts; it is said after what was asked before it.
#[allow(unsafe_code)] // of the macro: a function of another module is called across an import
#[wasm_split(answers, fallible)]
fn decide(desk: &Desk, edit: &Json, today: NaiveDate) -> Result<Reply, PartMissing> {
    let edit = inquiries::answer(edit).ok_or_else(|| "the decision cannot be read".to_string());
    let said = edit.and_then(|edit| desk.engine.borrow_mut().take_edit(edit, today));
    Ok(said.unwrap_or_else(Reply::Failed))
}

fn with_memory(mut loaded: Loaded) -> Loaded {
    let buffer = Reflect::get(&wasm_bindgen::memory(), &"buffer".into()).unwrap_or_default();
    let length = Reflect::get(&buffer, &"byteLength".into()).unwrap_or_default();
    loaded.memory_bytes = length.as_f64().unwrap_or_default() as u64;
    loaded
}

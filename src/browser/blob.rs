//! Bytes of files in the worker: as a stream while a file is loaded, as slices when a row is
//! shown again.

use std::collections::VecDeque;
use std::ops::Range;

use js_sys::{Array, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    File, FileReaderSync, ReadableStream, ReadableStreamByobReader, ReadableStreamGetReaderOptions,
    ReadableStreamReaderMode,
};

use super::worker_clock::after;
use crate::engine::load::Reading;
use crate::engine::records::Files;

/// Bytes asked for at once.
const PIECE: u32 = 4 << 20;
/// A file up to this size is read as a whole: a stream costs more than it saves.
const SMALL: f64 = 2.0 * 1024.0 * 1024.0;
/// A stream that gives nothing for so long is given up for slices.
const PATIENCE_MS: i32 = 4_000;

/// A file while it is loaded.
pub struct Opened {
    file: File,
    at: f64,
    from: Origin,
}

/// Where the bytes come from.
enum Origin {
    /// A small file, on its way as a whole.
    Whole(Promise),
    /// A large one, as a stream of its own buffers.
    Stream(Stream),
    /// Slices, read at once.
    Slices,
}

struct Stream {
    reader: ReadableStreamByobReader,
    buffer: Option<js_sys::ArrayBuffer>,
}

impl Opened {
    /// Opens a file at its first byte.
    pub fn of(file: &File) -> Opened {
        let from = match file.size() > SMALL {
            true => Stream::of(file).map_or(Origin::Slices, Origin::Stream),
            false => Origin::Whole(file.array_buffer()),
        };
        Opened {
            file: file.clone(),
            at: 0.0,
            from,
        }
    }

    /// Opens a file before its turn where that costs little: a small one is read meanwhile.
    pub fn ahead(file: &File) -> Option<Opened> {
        (file.size() <= SMALL).then(|| Opened::of(file))
    }

    /// Reads some bytes; none is the end.
    pub async fn read_into(&mut self, reading: &mut Reading) -> Result<usize, String> {
        if self.at >= self.file.size() {
            return Ok(0);
        }
        let bytes = match &mut self.from {
            Origin::Whole(whole) => match JsFuture::from(whole.clone()).await {
                Ok(buffer) => Uint8Array::new(&buffer),
                Err(error) => return Err(reason(&error)),
            },
            Origin::Stream(stream) => match stream.read().await {
                Some(bytes) => bytes?,
                None => {
                    // The stream has fallen silent: go on by slices from here.
                    self.from = Origin::Slices;
                    self.slice()?
                }
            },
            Origin::Slices => self.slice()?,
        };
        let n = bytes.length() as usize;
        if n > 0 {
            bytes.copy_to(reading.space(n));
        }
        self.at += n as f64;
        if let Origin::Stream(stream) = &mut self.from {
            stream.buffer = Some(bytes.buffer().unchecked_into());
        }
        Ok(n)
    }

    fn slice(&self) -> Result<Uint8Array, String> {
        let end = (self.at + f64::from(PIECE)).min(self.file.size());
        slice(&self.file, self.at, end)
    }

    /// Lets go of the stream.
    pub fn close(self) {
        if let Origin::Stream(stream) = self.from {
            let _ = stream.reader.cancel();
            hold(&JsValue::UNDEFINED);
        }
    }
}

impl Stream {
    /// `None` in a browser whose files give no byte stream.
    fn of(file: &File) -> Option<Stream> {
        let stream: ReadableStream = file.stream();
        let options = ReadableStreamGetReaderOptions::new();
        options.set_mode(ReadableStreamReaderMode::Byob);
        let get_reader = Reflect::get(&stream, &"getReader".into()).ok()?;
        let get_reader: js_sys::Function = get_reader.dyn_into().ok()?;
        let reader = get_reader.call1(&stream, &options).ok()?;
        let reader: ReadableStreamByobReader = reader.dyn_into().ok()?;
        // A pending read of a file that nothing else holds may be collected and never settle.
        hold(&Array::of3(file, &stream, &reader));
        Some(Stream {
            reader,
            buffer: None,
        })
    }

    /// The next bytes; `None` when the stream gives nothing for too long.
    async fn read(&mut self) -> Option<Result<Uint8Array, String>> {
        let buffer = self
            .buffer
            .take()
            .unwrap_or_else(|| js_sys::ArrayBuffer::new(PIECE));
        let view = Uint8Array::new(&buffer);
        let read = self.reader.read_with_array_buffer_view(&view);
        let either = Promise::race(&Array::of2(&read, &after(PATIENCE_MS)));
        match JsFuture::from(either).await {
            Err(error) => Some(Err(reason(&error))),
            Ok(found) if found.is_undefined() => None,
            Ok(found) => {
                let value = Reflect::get(&found, &"value".into()).unwrap_or_default();
                let empty = || Uint8Array::new_with_length(0);
                Some(Ok(value.dyn_into().unwrap_or_else(|_| empty())))
            }
        }
    }
}

/// Holds an object where the collector sees it.
fn hold(object: &JsValue) {
    let _ = Reflect::set(&js_sys::global(), &"rollcallReading".into(), object);
}

fn slice(file: &File, from: f64, to: f64) -> Result<Uint8Array, String> {
    let read = || {
        let blob = file.slice_with_f64_and_f64(from, to)?;
        FileReaderSync::new()?.read_as_array_buffer(&blob)
    };
    read()
        .map(|buffer| Uint8Array::new(&buffer))
        .map_err(|error| reason(&error))
}

/// The name of an error.
pub fn reason(error: &JsValue) -> String {
    let name = Reflect::get(error, &"name".into())
        .ok()
        .and_then(|name| name.as_string());
    name.unwrap_or_else(|| "unknown error".to_string())
}

/// The files of everything that is loaded, with the pieces read last.
#[derive(Default)]
pub struct Bytes {
    files: Vec<File>,
    /// Sheets that were chosen, with the number of their file.
    sheets: Vec<(u32, u32)>,
    /// What was said in advance of files of which the sheet was asked first.
    kinds: Vec<(u32, String)>,
    pieces: VecDeque<(u32, u64, Vec<u8>)>,
}

/// Length of a piece that is kept, and how many are.
const KEPT_PIECE: u64 = 1 << 20;
const N_KEPT: usize = 4;

impl Bytes {
    /// Keeps a file and gives it a number.
    pub fn keep(&mut self, file: File) -> u32 {
        self.files.push(file);
        self.files.len() as u32 - 1
    }

    /// The file of a number.
    pub fn file(&self, number: u32) -> Option<File> {
        self.files.get(number as usize).cloned()
    }

    /// The sheet to read of a file: the one that was said last, or 0.
    pub fn sheet(&mut self, file: u32, said: &mut Option<String>) -> u32 {
        let number = said.as_deref().and_then(|said| said.strip_prefix("sheet:"));
        if let Some(number) = number.and_then(|number| number.parse().ok()) {
            self.sheets.push((file, number));
            // What is on the sheet was said before, or not at all.
            let before = self.kinds.iter().position(|(known, _)| *known == file);
            *said = before.map(|place| self.kinds.swap_remove(place).1);
        } else if !self.sheets.iter().any(|(known, _)| *known == file) {
            self.kinds.retain(|(known, _)| *known != file);
            self.kinds.extend(said.clone().map(|said| (file, said)));
        }
        let mut chosen = self.sheets.iter().rev();
        chosen
            .find(|(known, _)| *known == file)
            .map_or(0, |(_, number)| *number)
    }

    /// Lets go of everything.
    pub fn forget(&mut self) {
        *self = Bytes::default();
    }

    fn piece(&mut self, file: u32, start: u64) -> Result<&[u8], String> {
        if let Some(place) = self
            .pieces
            .iter()
            .position(|(known, at, _)| (*known, *at) == (file, start))
        {
            return Ok(&self.pieces[place].2);
        }
        let blob = self.file(file).ok_or("it is not kept")?;
        let end = (start + KEPT_PIECE) as f64;
        let bytes = slice(&blob, start as f64, end.min(blob.size()))?.to_vec();
        if self.pieces.len() == N_KEPT {
            self.pieces.pop_front();
        }
        self.pieces.push_back((file, start, bytes));
        Ok(&self.pieces[self.pieces.len() - 1].2)
    }
}

impl Files for Bytes {
    fn read(&mut self, file: u32, range: Range<u64>) -> Result<Vec<u8>, String> {
        let mut bytes = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let start = at - at % KEPT_PIECE;
            let piece = self.piece(file, start)?;
            let from = (at - start) as usize;
            let to = ((range.end - start) as usize).min(piece.len());
            if from >= to {
                return Err("it is shorter than it was".to_string());
            }
            bytes.extend_from_slice(&piece[from..to]);
            at = start + to as u64;
        }
        Ok(bytes)
    }
}

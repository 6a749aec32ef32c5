//! A load under way: nothing of it is seen before it is committed.

use super::Clock;
use super::message::Question;
use crate::ingest::encoding::Encoding;
use crate::ingest::graph::{Begin, Flatten};
use crate::ingest::intake::{Intake, Step, ingest};
use crate::ingest::issue::quoted;
use crate::ingest::recognise::Ask;
use crate::ingest::source::Ingested;
use crate::small_map::SmallMap;

/// What a load has read so far.
pub struct Load {
    pub(super) staged: Vec<Staged>,
    pub(super) refused: Vec<String>,
    /// Milliseconds of waiting for bytes, and of turning them into columns.
    pub(super) read_ms: f64,
    pub(super) scan_ms: f64,
    pub(super) began_at: f64,
    pub(super) replaces: Vec<u32>,
    remembered: SmallMap<String, String>,
    clock: Clock,
    n_rows: u64,
}

/// A source that is read but not yet committed.
pub(super) struct Staged {
    pub name: String,
    pub n_bytes: u64,
    pub file: Option<u32>,
    pub sample: bool,
    pub replaces: Option<u32>,
    pub outcome: Outcome,
}

/// What came of a file.
pub(super) enum Outcome {
    Read(Box<Ingested>),
    Ask(Ask),
}

/// A file of a load.
#[derive(Clone, Debug, Default)]
pub struct NewFile {
    /// File name.
    pub name: String,
    /// Bytes.
    pub n_bytes: u64,
    /// Number under which [`super::records::Files`] reads it again.
    pub file: Option<u32>,
    /// What the person said it is.
    pub said: Option<String>,
    /// The source that waited for this answer.
    pub replaces: Option<u32>,
    /// Whether it is the built-in sample.
    pub sample: bool,
    /// The sheet of a workbook that its text was made of.
    pub sheet: Option<String>,
}

/// A file of a load while its bytes come in.
pub struct Reading {
    file: NewFile,
    encoding: Encoding,
    taker: Taker,
}

/// What takes the bytes of a file.
#[allow(clippy::large_enum_variant)] // each is in the box of its reading
enum Taker {
    Intake(Intake),
    /// Of JSON.
    Flatten(Box<dyn Flatten>),
}

/// What to do with a file after some of its bytes.
pub enum Next {
    /// Give more.
    More(Box<Reading>),
    /// Begin again with its first byte.
    Again(Box<Reading>),
    /// It is JSON: begin again, once it has what reads that.
    Json(Box<Reading>),
    /// It is dealt with.
    Done,
}

impl Load {
    pub(super) fn begin(clock: Clock, remembered: SmallMap<String, String>) -> Load {
        Load {
            staged: Vec::new(),
            refused: Vec::new(),
            read_ms: 0.0,
            scan_ms: 0.0,
            began_at: clock(),
            replaces: Vec::new(),
            remembered,
            clock,
            n_rows: 0,
        }
    }

    /// Begins a file.
    pub fn open(&self, file: NewFile) -> Box<Reading> {
        let intake = Intake::new(&file.name, file.n_bytes, file.said.as_deref())
            .remembering(&self.remembered);
        Box::new(Reading::by(file, intake))
    }

    /// Records read, over all files.
    pub fn n_rows(&self, reading: &Reading) -> u64 {
        let n_rows = match &reading.taker {
            Taker::Intake(intake) => intake.n_rows(),
            Taker::Flatten(flatten) => flatten.n_rows(),
        };
        self.n_rows + u64::from(n_rows)
    }

    /// Notes a file that could not be read, with the sentence that says why.
    pub fn refuse(&mut self, why: String) {
        self.refused.push(why);
    }

    /// Adds time spent waiting for bytes, in milliseconds.
    pub fn waited(&mut self, ms: f64) {
        self.read_ms += ms;
    }

    /// Takes the first `n` bytes of the last [`Reading::space`].
    pub fn filled(&mut self, mut reading: Box<Reading>, n: usize) -> Next {
        let began = (self.clock)();
        let step = match &mut reading.taker {
            Taker::Intake(intake) => intake.filled(n),
            Taker::Flatten(flatten) => {
                flatten.filled(n);
                Step::More
            }
        };
        self.scan_ms += (self.clock)() - began;
        match step {
            Step::More => Next::More(reading),
            step => self.settle(reading.file, step),
        }
    }

    /// Takes the end of a file.
    pub fn finish(&mut self, reading: Box<Reading>) -> Next {
        let began = (self.clock)();
        let step = match reading.taker {
            Taker::Intake(intake) => intake.finish(),
            Taker::Flatten(flatten) => {
                flatten.finish(&reading.file.name, reading.file.said.as_deref())
            }
        };
        self.scan_ms += (self.clock)() - began;
        self.settle(reading.file, step)
    }

    /// Takes a source that is in memory; its text is kept.
    pub fn take_text(&mut self, file: NewFile, text: Vec<u8>) {
        let began = (self.clock)();
        let mut step = ingest(&file.name, &text, file.said.as_deref(), &self.remembered);
        if let Step::Done(ingested) = &mut step {
            ingested.kept.get_or_insert(text);
            if let Some(sheet) = &file.sheet {
                let source = &mut ingested.source;
                source.encoding = Encoding::Workbook;
                source.plan.why = format!("sheet {}: {}", quoted(sheet), source.plan.why);
            }
        }
        self.scan_ms += (self.clock)() - began;
        self.settle(file, step);
    }

    /// Takes a file that cannot be read before a question about it is answered.
    pub fn ask(&mut self, file: NewFile, question: Question) {
        let choices = question.choices.into_iter();
        let ask = Ask {
            text: format!("`{}` {}", file.name, question.text),
            choices: choices.map(|choice| (choice.id, choice.label)).collect(),
            samples: question.samples,
            head: Vec::new(),
            is_whole: false,
        };
        self.settle(file, Step::Ask(ask));
    }

    fn settle(&mut self, file: NewFile, step: Step) -> Next {
        let outcome = match step {
            Step::Done(ingested) => {
                self.n_rows += u64::from(ingested.source.n_rows);
                Outcome::Read(ingested)
            }
            Step::Ask(ask) => Outcome::Ask(ask),
            Step::Refused(why) => {
                self.refused.push(why);
                return Next::Done;
            }
            Step::NotUtf8 => {
                let intake =
                    Intake::of_windows_1252(&file.name, file.n_bytes, file.said.as_deref())
                        .remembering(&self.remembered);
                return Next::Again(Box::new(Reading::by(file, intake)));
            }
            Step::Json(encoding) => {
                let mut reading = self.open(file);
                reading.encoding = encoding;
                return Next::Json(reading);
            }
            Step::More => return Next::Done,
        };
        self.replaces.extend(file.replaces);
        self.staged.push(Staged {
            name: file.name,
            n_bytes: file.n_bytes,
            file: file.file,
            sample: file.sample,
            replaces: file.replaces,
            outcome,
        });
        Next::Done
    }
}

impl Reading {
    fn by(file: NewFile, intake: Intake) -> Reading {
        Reading {
            file,
            encoding: Encoding::Utf8,
            taker: Taker::Intake(intake),
        }
    }

    /// The same file, of which nothing was read, by what reads JSON.
    pub fn as_json(mut self: Box<Self>, begin: Begin) -> Box<Reading> {
        self.taker = Taker::Flatten(begin(self.encoding));
        self
    }

    /// Room for the next `n` bytes.
    pub fn space(&mut self, n: usize) -> &mut [u8] {
        match &mut self.taker {
            Taker::Intake(intake) => intake.space(n),
            Taker::Flatten(flatten) => flatten.space(n),
        }
    }

    /// Whether what came begins as an archive does, as which workbooks come.
    pub fn is_archive(&self) -> bool {
        matches!(&self.taker, Taker::Intake(intake) if intake.is_archive())
    }

    /// What the person said it is.
    pub fn said(&mut self) -> &mut Option<String> {
        &mut self.file.said
    }

    /// The file, of which nothing was read.
    pub fn into_file(self) -> NewFile {
        self.file
    }

    /// Bytes of the file.
    pub fn n_bytes(&self) -> u64 {
        self.file.n_bytes
    }
}

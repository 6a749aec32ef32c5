//! The walk from files to reports without a browser, for the tests beside it.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use chrono::NaiveDate;
use rollcall::engine::across::Surveyor;
use rollcall::engine::inquiry::Inquiry;
use rollcall::engine::load::{Load, NewFile, Next};
use rollcall::engine::matcher::Matcher;
use rollcall::engine::message::{
    AccountView, DraftView, IssueView, Loaded, OrderView, Question, Reply, ReportView, SourceView,
    Summary, Window,
};
use rollcall::engine::records::Files;
use rollcall::engine::wire;
use rollcall::engine::{Answered, Engine};
use rollcall::ingest::graph;
use rollcall::json::{Json, parse};
use rollcall::report::across::about::AboutView;
use rollcall::report::clause::sieve;
use rollcall::report::query::Query;
use rollcall::report::run::{learn_sieve, learn_text_order};
use rollcall::table::text_order::ranks;
use unicode_normalization::UnicodeNormalization;

/// The day on which most tests look at their data; the fixtures' reports are of two days before.
pub const TODAY: &str = "2026-11-22";

/// An engine, the files it was given, and the evaluation day.
pub struct Walk {
    pub engine: Engine,
    pub disk: Disk,
    pub today: NaiveDate,
}

/// Files in memory.
#[derive(Default)]
pub struct Disk {
    pub files: Vec<Vec<u8>>,
    pub n_reads: u32,
    pub n_bytes: u64,
}

impl Files for Disk {
    fn read(&mut self, file: u32, range: Range<u64>) -> Result<Vec<u8>, String> {
        self.n_reads += 1;
        self.n_bytes += range.end - range.start;
        let bytes = self.files.get(file as usize).ok_or("no such file")?;
        let part = bytes.get(range.start as usize..range.end as usize);
        part.map(<[u8]>::to_vec)
            .ok_or_else(|| "it is shorter now".to_string())
    }
}

/// The bytes of a file in a folder of `tests/fixtures/`; no two of them have one name.
pub fn fixture(name: &str) -> Vec<u8> {
    let path = fixtures()
        .get(name)
        .unwrap_or_else(|| panic!("no fixture {name}"));
    std::fs::read(path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

/// Every fixture: its name, and where it stands.
pub fn fixtures() -> &'static BTreeMap<String, PathBuf> {
    static FIXTURES: OnceLock<BTreeMap<String, PathBuf>> = OnceLock::new();
    FIXTURES.get_or_init(|| {
        let entries = |folder: &Path| std::fs::read_dir(folder).expect("a folder").flatten();
        let root = entries(Path::new(FIXTURE_FOLDER)).map(|entry| entry.path());
        let files = root
            .filter(|path| path.is_dir())
            .flat_map(|folder| entries(&folder));
        let mut found = BTreeMap::new();
        for file in files {
            let name = file.file_name().into_string().expect("a plain name");
            let before = found.insert(name, file.path());
            assert!(before.is_none(), "two fixtures of one name: {before:?}");
        }
        found
    })
}

/// The folder of the fixtures' folders.
pub const FIXTURE_FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn nfkc(text: &str) -> String {
    text.nfkc().collect()
}

impl Walk {
    /// An engine with nothing loaded.
    pub fn new() -> Walk {
        Walk::on(TODAY)
    }

    pub fn on(today: &str) -> Walk {
        let mut engine = Engine::new(nfkc, || 0.0);
        engine.take_matcher(Matcher::new());
        engine.take_surveyor(Surveyor::new());
        learn_sieve(sieve);
        learn_text_order(ranks);
        Walk {
            engine,
            disk: Disk::default(),
            today: day(today),
        }
    }

    /// The answer to an inquiry, as it travels.
    pub fn tell<T: wire::Read>(&mut self, inquiry: Inquiry) -> T {
        let text = self.engine.tell(inquiry, self.today, &mut self.disk);
        let Some(Json::Record(parts)) = parse(&text.expect("an answer")) else {
            panic!("no reply");
        };
        wire::inquiries::answer(&parts[0].1).expect("an answer of this shape")
    }

    /// What is to be known of a report over all sources.
    pub fn about(&mut self, id: &str, asked: &Query) -> AboutView {
        self.tell(Inquiry::About {
            id: id.to_string(),
            query: asked.clone(),
            groups: 10,
        })
    }

    /// The sentences above a report over all sources.
    pub fn notes(&mut self, id: &str) -> Vec<String> {
        let about = self.about(id, &Query::default());
        about.notes.into_iter().map(|note| note.text).collect()
    }

    /// An engine into which these fixtures were dropped at once.
    pub fn with(names: &[&str]) -> Walk {
        let mut walk = Walk::new();
        let files: Vec<(&str, Vec<u8>)> = names.iter().map(|name| (*name, fixture(name))).collect();
        walk.drop_files(&files);
        walk
    }

    /// Drops files at once.
    pub fn drop_files(&mut self, files: &[(&str, Vec<u8>)]) -> Loaded {
        self.drop_in_pieces(files, usize::MAX)
    }

    /// Drops one file.
    pub fn drop_file(&mut self, name: &str, bytes: impl AsRef<[u8]>) -> Loaded {
        self.drop_files(&[(name, bytes.as_ref().to_vec())])
    }

    /// Drops a file that is said to be of this kind.
    pub fn drop_as(&mut self, name: &str, text: &str, kind: &str) -> Loaded {
        self.disk.files.push(text.into());
        let file = NewFile {
            name: name.to_string(),
            n_bytes: text.len() as u64,
            file: Some(self.disk.files.len() as u32 - 1),
            said: Some(kind.to_string()),
            ..NewFile::default()
        };
        let mut load = self.engine.begin();
        feed(&mut load, file, text.as_bytes(), &mut || usize::MAX);
        self.engine.commit(load, self.today, &mut self.disk)
    }

    /// Drops files whose bytes come in pieces of this many.
    pub fn drop_in_pieces(&mut self, files: &[(&str, Vec<u8>)], n: usize) -> Loaded {
        let load = self.read(files, n);
        self.engine.commit(load, self.today, &mut self.disk)
    }

    /// Drops a file whose bytes come in pieces of one byte to 200, as a number decides.
    pub fn drop_in_random_pieces(&mut self, name: &str, bytes: &[u8], number: u64) -> Loaded {
        let mut state = number;
        let mut next = move || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            match state >> 33 & 3 {
                0 => (state >> 40) as usize % 200 + 1,
                _ => (state >> 40) as usize % 8 + 1,
            }
        };
        let load = self.read_by(&[(name, bytes.to_vec())], &mut next);
        self.engine.commit(load, self.today, &mut self.disk)
    }

    /// Reads files to the end without taking them over.
    pub fn read(&mut self, files: &[(&str, Vec<u8>)], n: usize) -> Load {
        self.read_by(files, &mut || n.max(1))
    }

    fn read_by(&mut self, files: &[(&str, Vec<u8>)], size: &mut dyn FnMut() -> usize) -> Load {
        let mut load = self.engine.begin();
        for (name, bytes) in files {
            self.disk.files.push(bytes.clone());
            let file = NewFile {
                name: name.to_string(),
                n_bytes: bytes.len() as u64,
                file: Some(self.disk.files.len() as u32 - 1),
                ..NewFile::default()
            };
            feed(&mut load, file, bytes, size);
        }
        load
    }

    /// Pastes text into the box of names.
    pub fn paste(&mut self, text: &str) -> Loaded {
        let mut load = self.engine.begin();
        let file = NewFile {
            name: "pasted names".to_string(),
            n_bytes: text.len() as u64,
            said: Some("names".to_string()),
            ..NewFile::default()
        };
        load.take_text(file, text.into());
        self.engine.commit(load, self.today, &mut self.disk)
    }

    /// Answers a question.
    pub fn answer(&mut self, question: &Question, choice: &str) -> Result<Loaded, String> {
        match self.engine.answer(question.id, choice)? {
            Some(answered) => Ok(self.read_again(answered)),
            None => Ok(self.engine.settled(self.today)),
        }
    }

    /// Asks once more what a source is.
    pub fn reconsider(&mut self, source: u32) -> Result<Loaded, String> {
        let asked = self.engine.reconsider(source, None)?;
        Ok(self.read_again(asked))
    }

    /// Reads a source by another answer.
    pub fn change(&mut self, source: u32, choice: &str) -> Result<Loaded, String> {
        let asked = self.engine.reconsider(source, Some(choice))?;
        Ok(self.read_again(asked))
    }

    /// Drops a file where earlier answers are known, by the headers they were given for.
    pub fn drop_knowing(&mut self, name: &str, text: &str, known: &[(&str, &str)]) -> Loaded {
        let pairs = known
            .iter()
            .map(|(key, said)| (key.to_string(), said.to_string()));
        self.engine.remember(&pairs.collect());
        self.drop_file(name, text)
    }

    fn read_again(&mut self, answered: Answered) -> Loaded {
        let mut load = self.engine.begin();
        let number = answered.file.expect("a file");
        let file = NewFile {
            name: answered.name,
            n_bytes: answered.n_bytes,
            file: Some(number),
            said: Some(answered.said),
            replaces: Some(answered.source),
            ..NewFile::default()
        };
        let bytes = self.disk.files[number as usize].clone();
        feed(&mut load, file, &bytes, &mut || usize::MAX);
        self.engine.commit(load, self.today, &mut self.disk)
    }

    /// All rows of a report in its own columns and order.
    pub fn report(&mut self, id: &str) -> ReportView {
        self.ask(id, &Query::default())
    }

    /// All rows of a report.
    pub fn ask(&mut self, id: &str, query: &Query) -> ReportView {
        let all = Window {
            rows: -1,
            ..Window::default()
        };
        let view = self.engine.report(id, query, all, self.today);
        view.expect("a report")
    }

    /// The counts of a report with so many departments.
    pub fn largest_departments(&mut self, id: &str, departments: u32) -> Summary {
        let window = Window {
            departments,
            ..Window::default()
        };
        let view = self
            .engine
            .report(id, &Query::default(), window, self.today);
        view.expect("a report").summary
    }

    /// The keys of a report's rows in order.
    pub fn keys(&mut self, id: &str) -> Vec<String> {
        keys(&self.report(id))
    }

    /// The texts of one column of a report in order.
    pub fn column(&mut self, id: &str, column: &str) -> Vec<String> {
        let view = self.ask(id, &query(&format!(r#"{{"columns":["{column}"]}}"#)));
        view.rows.into_iter().flatten().collect()
    }

    pub fn account(&mut self, key: &str) -> AccountView {
        let found = self
            .engine
            .account(key, None, None, self.today, &mut self.disk);
        found.unwrap_or_else(|why| panic!("{key}: {why}"))
    }

    /// What can be done about the order of day and month in the first source, as its window says.
    pub fn orders_of_source(&mut self) -> Vec<OrderView> {
        let inquiry = Inquiry::Examine {
            source: 1,
            choice: String::new(),
            sought: String::new(),
        };
        let told = self.engine.tell(inquiry, self.today, &mut self.disk);
        match wire::reply(&told.expect("a draft")) {
            Some(Reply::Told(json)) => {
                let draft = wire::inquiries::answer::<DraftView>(&json);
                draft.expect("a draft").orders
            }
            reply => panic!("{reply:?}"),
        }
    }

    pub fn sources(&mut self) -> Vec<SourceView> {
        self.engine.source_views(self.today)
    }

    pub fn issues(&mut self) -> Vec<IssueView> {
        self.engine.issues(None, self.today)
    }

    /// The codes of all issues, each once, in alphabetical order.
    pub fn codes(&mut self) -> Vec<String> {
        let mut codes: Vec<String> = self.issues().into_iter().map(|issue| issue.code).collect();
        codes.sort();
        codes.dedup();
        codes
    }
}

/// A query as scripts write it.
pub fn query(json: &str) -> Query {
    rollcall::engine::wire::query(json).expect("a query")
}

pub fn keys(view: &ReportView) -> Vec<String> {
    view.handles.iter().map(|row| row.key.clone()).collect()
}

/// Gives a file to a load in pieces, as the page's worker does.
fn feed(load: &mut Load, file: NewFile, bytes: &[u8], size: &mut dyn FnMut() -> usize) {
    let mut reading = load.open(file);
    'again: loop {
        let mut rest = bytes;
        while !rest.is_empty() {
            let (piece, behind) = rest.split_at(size().min(rest.len()));
            rest = behind;
            reading.space(piece.len()).copy_from_slice(piece);
            match load.filled(reading, piece.len()) {
                Next::More(more) => reading = more,
                Next::Again(again) => {
                    reading = again;
                    continue 'again;
                }
                Next::Json(again) => {
                    reading = again.as_json(graph::begin);
                    continue 'again;
                }
                Next::Done => return,
            }
        }
        match load.finish(reading) {
            Next::Again(again) => reading = again,
            Next::Json(again) => reading = again.as_json(graph::begin),
            _ => return,
        }
    }
}

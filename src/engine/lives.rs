//! The listings of Graph that the page asks for: which of them are here, and in which state (F31, domain 2.1).
//!
//! Nothing asked of Graph is no part of a first visit: all of this is reached by the part `answers`.

use chrono::NaiveDate;

use super::Engine;
use super::held::Held;
use super::load::{Load, Outcome};
use super::message::Loaded;
use super::stand_in::STANDS_IN;
use crate::ingest::guid::{guid_text, read_guid};
use crate::ingest::source::Ingested;
use crate::ingest::zone::ZoneRules;
use crate::letters;
pub use crate::report::across::live::LiveMark;
use crate::report::across::live::{Listed, behind_as_of};
use crate::report::across::tenants::Given;

/// The state of a listing that the person took away, with what was loaded of it.
pub const GONE: &str = "gone";

/// What is known of listings, and what is done about it.
#[derive(Default)]
pub struct Lives {
    pub(super) listed: Vec<Listed>,
    /// What was said of files that the next load brings, in their order. Names of files are anybody's choice, so
    /// a file that is not due is none of a listing's, whatever it is called.
    due: Vec<LiveMark>,
    /// Nothing before there is a listing.
    pub(super) hooks: Option<Hooks>,
}

/// What loads and lists need of listings.
#[derive(Clone, Copy)]
pub(super) struct Hooks {
    /// Lets the file of a listing take the place of the one before, among the sources that are here and of so many
    /// that ever were.
    pub take: fn(&mut Lives, (&[Held], u32), &ZoneRules, &mut Load),
    /// What is put behind the line that says of when a list is.
    pub behind_as_of: fn(&[Listed]) -> String,
}

impl Lives {
    /// The sources that Graph gave, with the tenant whose token each was asked for with (D3): of these nobody has to
    /// be asked.
    pub(super) fn given(&self) -> Vec<Given> {
        let here = |one: &&Listed| one.source > 0 && one.loaded.is_some();
        let given = self.listed.iter().filter(here).filter_map(|one| {
            let id = match read_guid(&one.now.tenant) {
                Some(id) => guid_text(id),
                None => letters::lower(one.now.tenant.trim()),
            };
            (!id.is_empty()).then_some((one.source, id))
        });
        given.collect()
    }
}

impl Engine {
    /// Takes what the page says of listings: a listing that is loaded next takes the place of the one before, so
    /// that no row is there twice after going on.
    pub(super) fn take_marks(&mut self, marks: Vec<LiveMark>, today: NaiveDate) -> Loaded {
        self.exports.stop();
        self.lives.hooks = Some(Hooks { take, behind_as_of });
        let mut gone = Vec::new();
        // What was due before did not come: its load was cancelled, or the file refused.
        self.lives.due.clear();
        for mark in marks {
            if mark.state == GONE {
                let known = place_of(&self.lives.listed, &mark);
                let known = known.map(|place| self.lives.listed.remove(place));
                gone.extend(known.map(|one| one.source).filter(|&source| source > 0));
                continue;
            }
            if !mark.file.is_empty() {
                self.lives.due.push(mark.clone());
            }
            let listed = &mut self.lives.listed;
            let known = place_of(listed, &mark).map(|place| listed.remove(place));
            listed.push(Listed {
                now: mark,
                ..known.unwrap_or_default()
            });
        }
        let zone = self.dataset.policy.zone.clone();
        for one in &mut self.lives.listed {
            let mut held = self.sources.iter_mut();
            let Some(held) = held.find(|held| held.id == one.source) else {
                continue;
            };
            if one.now.state == "loaded" && one.now.file.is_empty() {
                // All of it was asked for, and there is no record any more.
                gone.push(held.id);
                (one.loaded, one.asked, one.source) = (None, None, 0);
            } else if let Some(read) = &mut held.read {
                let why = &mut read.source.plan.why;
                let end = if why.ends_with(STANDS_IN) {
                    STANDS_IN
                } else {
                    ""
                };
                *why = one.card(&zone) + end;
            }
        }
        if !gone.is_empty() {
            self.sources.retain(|held| !gone.contains(&held.id));
            self.questions.retain(|open| !gone.contains(&open.source));
            gone.iter().for_each(|&source| self.shelves.remove(source));
            let roster = std::mem::take(&mut self.dataset.roster);
            self.rebuild(roster);
        }
        self.forget_rows();
        self.settled(today)
    }
}

/// The place of the listing that a mark speaks of.
fn place_of(listed: &[Listed], mark: &LiveMark) -> Option<usize> {
    let is_it = |one: &Listed| one.now.tenant == mark.tenant && one.now.listing == mark.listing;
    listed.iter().position(is_it)
}

fn take(
    lives: &mut Lives,
    (sources, n_sources): (&[Held], u32),
    zone: &ZoneRules,
    load: &mut Load,
) {
    let mut met = meet(lives, load);
    // Of several files of one listing the last has all that those before it have.
    for at in (0..met.len()).rev() {
        let is_same = |other: &Met| other.0.is_some() && other.0 == met[at].0;
        if met[at + 1..].iter().any(is_same) {
            met.remove(at);
            load.staged.remove(at);
        }
    }
    let mut next = n_sources;
    for (staged, (place, due)) in load.staged.iter_mut().zip(met) {
        let one = place.map(|place| &mut lives.listed[place]);
        let before = one.as_ref().and_then(|one| {
            let is_here = sources.iter().any(|held| held.id == one.source);
            is_here.then_some(one.source)
        });
        if staged.replaces.is_none() && before.is_some() {
            staged.replaces = before;
            load.replaces.extend(before);
        }
        let source = staged.replaces.unwrap_or_else(|| {
            next += 1;
            next
        });
        let Some(one) = one else { continue };
        one.source = source;
        let said = due.or(one.asked.take()).or(one.loaded.take());
        match &mut staged.outcome {
            Outcome::Read(read) if said.as_ref().is_some_and(|said| is_of(said, read)) => {
                one.loaded = said;
                read.source.plan.why = one.card(zone);
            }
            // The person said that it is something else.
            Outcome::Read(_) => one.loaded = None,
            Outcome::Ask(_) => (one.loaded, one.asked) = (None, said),
        }
    }
}

/// The listing that a file is of, by its place; and what was said of it, unless the file was read before.
type Met = (Option<usize>, Option<LiveMark>);

/// What each staged file is: the next one that is due under its name, or one that is read once more.
fn meet(lives: &mut Lives, load: &Load) -> Vec<Met> {
    let (listed, due) = (&lives.listed, &mut lives.due);
    let met = load.staged.iter().map(|staged| {
        let is_it = |mark: &LiveMark| {
            mark.file == staged.name
                && match &staged.outcome {
                    Outcome::Read(read) => is_of(mark, read),
                    Outcome::Ask(_) => true,
                }
        };
        if let Some(at) = due.iter().position(is_it) {
            let mark = due.remove(at);
            return (place_of(listed, &mark), Some(mark));
        }
        let is_again = |one: &Listed| one.source > 0 && staged.replaces == Some(one.source);
        (listed.iter().position(is_again), None)
    });
    met.collect()
}

/// Whether a file was read as what its listing is.
fn is_of(mark: &LiveMark, read: &Ingested) -> bool {
    mark.kind == read.source.plan.kind.id()
}

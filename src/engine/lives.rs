//! The listings of Graph that the page asks for: which of them are here, and in which state (F31, domain 2.1).
//!
//! Nothing asked of Graph is no part of a first visit: all of this is reached by the part `answers`.

use chrono::NaiveDate;

use super::Engine;
use super::held::Held;
use super::load::{Load, Outcome};
use super::message::Loaded;
use super::stand_in::STANDS_IN;
use crate::ingest::zone::ZoneRules;
pub use crate::report::across::live::LiveMark;
use crate::report::across::live::{Listed, behind_as_of};

/// What is known of listings, and what is done about it.
#[derive(Default)]
pub struct Lives {
    pub(super) listed: Vec<Listed>,
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

impl Engine {
    /// Takes what the page says of listings: a listing that is loaded next takes the place of the one before, so
    /// that no row is there twice after going on.
    pub(super) fn take_marks(&mut self, marks: Vec<LiveMark>, today: NaiveDate) -> Loaded {
        self.exports.stop();
        self.lives.hooks = Some(Hooks { take, behind_as_of });
        let mut gone = Vec::new();
        for mark in marks {
            let listed = &mut self.lives.listed;
            let mut places = listed.iter();
            let is_it =
                |one: &Listed| one.now.tenant == mark.tenant && one.now.listing == mark.listing;
            let known = places.position(is_it).map(|place| listed.remove(place));
            listed.push(Listed {
                now: mark,
                ..known.unwrap_or_default()
            });
        }
        let zone = self.dataset.policy.zone.clone();
        for one in &mut self.lives.listed {
            let Some(loaded) = &one.loaded else { continue };
            let held = self
                .sources
                .iter_mut()
                .find(|held| held.name == loaded.file);
            let Some(held) = held else { continue };
            if one.now.state == "loaded" && one.now.file.is_empty() {
                // All of it was asked for, and there is no record any more.
                gone.push(held.id);
                one.loaded = None;
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
            gone.iter().for_each(|&source| self.shelves.remove(source));
            let roster = std::mem::take(&mut self.dataset.roster);
            self.rebuild(roster);
        }
        self.forget_rows();
        self.settled(today)
    }
}

fn take(
    lives: &mut Lives,
    (sources, n_sources): (&[Held], u32),
    zone: &ZoneRules,
    load: &mut Load,
) {
    let mut next = n_sources;
    for staged in &mut load.staged {
        // Of two listings whose files have one name it is that of which was spoken last.
        let mut listed = lives.listed.iter_mut().rev();
        let one = listed.find(|one| !one.now.file.is_empty() && one.now.file == staged.name);
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
        one.loaded = Some(one.now.clone());
        if let Outcome::Read(read) = &mut staged.outcome {
            read.source.plan.why = one.card(zone);
        }
    }
}

//! A run: the listings of one tenant, asked for side by side until each has ended, in whole or in part (M3).
//!
//! The page does what [`Run::next`] says and tells what came of it; it keeps the bytes of pages. A listing that
//! fails ends by itself and touches no other (F31); what was read of it stays, and it goes on from the page that
//! failed (2.1).

mod source;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;

use super::catalog::{Lane, Options, listing};
use super::config::Config;
use super::gate::Gate;
use super::retry::Chance;
use super::sign_in_words::AuthTrouble;
use source::{Context, Phase, Source};

/// A listing that the person chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Its id.
    pub listing: String,
    /// What was chosen of it.
    pub options: Options,
}

/// What the page does next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Send a request, with a token for these scopes; its answer is told by [`Run::heard`] or [`Run::failed`].
    Fetch {
        /// By which its answer is told; also the name of the page that it brings.
        id: u32,
        /// The listing it is of.
        listing: &'static str,
        /// The address.
        url: String,
        /// Headers beside that of the token.
        headers: Vec<(&'static str, &'static str)>,
        /// The scopes, in whole.
        scopes: Vec<String>,
        /// Claims that Graph asked for, as JSON.
        claims: Option<String>,
        /// Whether the token that is at hand will not do.
        force_new_token: bool,
    },
    /// Ask again at this time, in milliseconds since 1970, if nothing comes before it.
    WakeAt(i64),
    /// A listing has ended, for now: load its pages as one source; it takes the place of what was delivered of
    /// this listing before. Without pages it has no record where it is whole, else it is not available for the reason
    /// that is said.
    Deliver {
        /// The listing.
        listing: &'static str,
        /// Its pages, by the ids of their requests, in order.
        pages: Vec<u32>,
        /// Whether it is all there is.
        whole: bool,
        /// Why not, or what is worth knowing.
        why: String,
    },
    /// These pages are not needed any more; what was delivered of them is loaded first.
    Forget {
        /// The ids of their requests.
        pages: Vec<u32>,
    },
    /// Nothing is left to ask without the person: every listing has ended or waits for a sign-in.
    Done,
}

/// What is known of an answer beside its body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// The status.
    pub status: u16,
    /// The header `Retry-After`.
    pub retry_after: Option<String>,
    /// The header `WWW-Authenticate`.
    pub www_authenticate: Option<String>,
    /// The header `request-id`.
    pub request_id: Option<String>,
    /// The header `Date`.
    pub date: Option<String>,
}

/// Why no answer came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The browser does not say: network, proxy, or an answer that a page may not read.
    Network,
    /// The page ended it.
    Aborted,
    /// It took too long.
    TimedOut,
}

/// How a listing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing was asked yet.
    Waiting,
    /// Pages are coming.
    Loading,
    /// It waits for a time, or for the person to sign in again.
    Paused,
    /// All of it is there.
    Loaded,
    /// A part of it is there.
    Partial,
    /// Nothing of it is there.
    Unavailable,
}

impl State {
    /// The word that scripts and style sheets see.
    pub fn id(self) -> &'static str {
        match self {
            State::Waiting => "waiting",
            State::Loading => "loading",
            State::Paused => "paused",
            State::Loaded => "loaded",
            State::Partial => "partial",
            State::Unavailable => "unavailable",
        }
    }
}

/// What of the person makes a listing go on that has stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mend {
    /// Nothing: it goes on or has ended by itself, or only somebody else can mend it.
    Nothing,
    /// To say that it shall go on where it stopped.
    Resume,
    /// To sign in again: a role that was given counts from then on.
    SignIn,
    /// To be asked for the permission, by themselves or by an administrator.
    Consent,
}

/// A listing as the screen shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListingView {
    /// Its id.
    pub id: &'static str,
    /// What the person reads.
    pub title: &'static str,
    /// How it stands.
    pub state: State,
    /// Rows that came.
    pub rows: u64,
    /// Rows there are in all, where Graph said so.
    pub count: Option<u64>,
    /// When the first of these pages was asked for, in milliseconds since 1970: no row is newer for certain.
    pub since_ms: Option<i64>,
    /// Until when it waits, in milliseconds since 1970.
    pub until_ms: Option<i64>,
    /// Why it stands so, and who can mend it; empty where there is nothing to say.
    pub sentence: String,
    /// What of the person makes it go on.
    pub mend: Mend,
    /// Whether it waits for the person to sign in: [`Run::may_go_on`] goes on.
    pub needs_sign_in: bool,
}

/// The listings of one tenant.
#[derive(Clone, Debug)]
pub struct Run {
    config: Config,
    tenant: String,
    sources: Vec<Source>,
    acts: VecDeque<Act>,
    chance: Chance,
    next_id: u32,
    n_asked: u64,
    /// Graph told not to ask the logs before this.
    logs_at: i64,
    /// The latest time that was told.
    last_ms: i64,
    is_done: bool,
}

impl Run {
    /// A run that has asked for nothing yet. Ids of listings that are not known are left out; a listing that stands
    /// twice is asked for once.
    pub fn new(config: Config, tenant: &str, wanted: &[Wanted], seed: u64) -> Run {
        let mut run = Run {
            sources: Vec::new(),
            acts: VecDeque::new(),
            chance: Chance::of(seed),
            next_id: 0,
            n_asked: 0,
            logs_at: i64::MIN,
            last_ms: i64::MIN,
            is_done: false,
            tenant: tenant.to_owned(),
            config,
        };
        for wanted in wanted {
            let known = |source: &Source| source.listing.id == wanted.listing;
            if let Some(listing) =
                listing(&wanted.listing).filter(|_| !run.sources.iter().any(known))
            {
                run.sources.push(Source::new(listing, wanted.options));
            }
        }
        for at in 0..run.sources.len() {
            run.with(at, 0, Source::look_for_cloud);
        }
        run
    }

    /// What to do now; to be asked whenever something came, at the time it names, and when a request of any run of
    /// the page is over. What the gate shows is shared by all of them.
    pub fn next(&mut self, now_ms: i64, gate: &mut Gate) -> Vec<Act> {
        self.follow_clock(now_ms);
        gate.follow_clock(now_ms);
        let whose = self.whose();
        gate.hold_logs(&whose, self.logs_at);
        let mut acts: Vec<Act> = self.acts.drain(..).collect();
        let mut wake = i64::MAX;
        while gate.is_open() {
            let Some((at, when)) = self.first_ready(now_ms, gate.logs_at(&whose)) else {
                break;
            };
            if when > now_ms {
                wake = when;
                break;
            }
            self.n_asked += 1;
            gate.begin();
            if self.sources[at].listing.lane == Lane::Logs {
                gate.ask_logs(&whose, now_ms);
            }
            let id = self.next_id;
            self.next_id += 1;
            let n_asked = self.n_asked;
            acts.push(self.sources[at].request(&self.config, id, n_asked, now_ms));
        }
        if wake < i64::MAX {
            acts.push(Act::WakeAt(wake));
        }
        let is_done = self
            .sources
            .iter()
            .all(|source| matches!(source.phase, Phase::Ended | Phase::SignIn));
        if is_done && !self.is_done {
            acts.push(Act::Done);
        }
        self.is_done = is_done;
        acts
    }

    /// The listing that may be asked next, and when: those that were asked longest ago come first.
    fn first_ready(&self, now_ms: i64, logs_at: i64) -> Option<(usize, i64)> {
        let waiting = self.sources.iter().enumerate();
        let times = waiting
            .filter(|(_, source)| source.phase == Phase::Waiting)
            .map(|(at, source)| {
                let when = match source.listing.lane {
                    Lane::Logs => source.at.max(logs_at),
                    _ => source.at,
                };
                (when.max(now_ms), source.n_asked, at)
            });
        times.min().map(|(when, _, at)| (at, when))
    }

    /// For whom Graph counts the logs: the application in the tenant.
    fn whose(&self) -> String {
        format!("{} {}", self.config.client_id, self.tenant)
    }

    /// A clock that was set back takes everything that waits along: no wait grows by it.
    fn follow_clock(&mut self, now_ms: i64) {
        let back = self.last_ms.saturating_sub(now_ms);
        self.last_ms = now_ms;
        if back > 0 {
            self.logs_at = self.logs_at.saturating_sub(back);
            for source in &mut self.sources {
                source.set_back(back);
            }
        }
    }

    /// Whether an answer to a request is still waited for.
    pub fn waits_for(&self, id: u32) -> bool {
        let mut sources = self.sources.iter();
        sources.any(|source| source.phase == Phase::InFlight(id))
    }

    /// An answer came. What nobody waits for any more is passed over.
    pub fn heard(&mut self, id: u32, heard: &Heard, body: &[u8], now_ms: i64) {
        self.told(id, now_ms, |source, context| {
            source.heard(id, heard, body, context)
        });
    }

    /// No answer came.
    pub fn failed(&mut self, id: u32, failure: Failure, now_ms: i64) {
        self.told(id, now_ms, |source, context| {
            source.failed(failure, context)
        });
    }

    /// There is no token for a request.
    pub fn no_token(&mut self, id: u32, trouble: &AuthTrouble, now_ms: i64) {
        self.told(id, now_ms, |source, context| {
            source.no_token(trouble, context)
        });
    }

    fn told(&mut self, id: u32, now_ms: i64, tell: impl FnOnce(&mut Source, &mut Context)) {
        let is_it = |source: &Source| source.phase == Phase::InFlight(id);
        let Some(at) = self.sources.iter().position(is_it) else {
            return;
        };
        self.follow_clock(now_ms);
        let was_throttled = self.sources[at].was_throttled;
        self.with(at, now_ms, tell);
        let source = &self.sources[at];
        if source.listing.lane == Lane::Logs && source.was_throttled && !was_throttled {
            // The limit is one for all of them.
            self.logs_at = self.logs_at.max(source.at);
        }
    }

    fn with(&mut self, at: usize, now_ms: i64, act: impl FnOnce(&mut Source, &mut Context)) {
        let mut context = Context {
            config: &self.config,
            tenant: &self.tenant,
            chance: &mut self.chance,
            acts: &mut self.acts,
            now_ms,
        };
        act(&mut self.sources[at], &mut context);
    }

    /// Ends everything; the requests under way are to be ended by the page. What was read stays.
    pub fn stop(&mut self) {
        for at in 0..self.sources.len() {
            self.with(at, 0, Source::stop);
        }
    }

    /// Goes on with a listing that ended before its end, from the page that failed, at the earliest when Graph
    /// allows it. One that wants the person first has to have had it.
    pub fn resume(&mut self, listing: &str, now_ms: i64) {
        self.follow_clock(now_ms);
        if let Some(at) = self
            .sources
            .iter()
            .position(|source| source.listing.id == listing)
        {
            self.with(at, now_ms, Source::resume);
        }
    }

    /// The person signed in again: whatever waited for it goes on.
    pub fn may_go_on(&mut self, now_ms: i64) {
        self.follow_clock(now_ms);
        for at in 0..self.sources.len() {
            self.with(at, now_ms, Source::go_on);
        }
    }

    /// Every listing as the screen shows it, in the order they were chosen.
    pub fn views(&self) -> Vec<ListingView> {
        self.sources.iter().map(|source| source.view()).collect()
    }

    /// The tenant.
    pub fn tenant(&self) -> &str {
        &self.tenant
    }
}

//! One listing of a run: where it stands, and what an answer does to it.

use std::collections::VecDeque;

use super::super::catalog::{Listing, Options, Stretch};
use super::super::challenge::claims;
use super::super::config::Config;
use super::super::next_link::Trail;
use super::super::page::Facts;
use super::super::retry::{Chance, Failed, Next, Told, next, told};
use super::super::sign_in_words::{AuthClass, AuthTrouble, SIGN_IN_AGAIN};
use super::super::told::Gathered;
use super::super::trouble::{
    NO_ANSWER, Refusal, TIMED_OUT, not_in_cloud, too_long, without_activity,
};
use super::super::why::Why;
use super::{Act, Failure, Heard, ListingView, Mend, State};
use crate::report::words::number;

/// What a listing does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It wants to ask.
    Waiting,
    /// It waits for the answer to this request.
    InFlight(u32),
    /// It waits for the person to sign in.
    SignIn,
    /// It has ended.
    Ended,
}

/// What lies around a listing.
pub struct Context<'a> {
    pub config: &'a Config,
    pub tenant: &'a str,
    pub chance: &'a mut Chance,
    pub acts: &'a mut VecDeque<Act>,
    pub now_ms: i64,
}

/// A listing that is asked for.
#[derive(Clone, Debug)]
pub struct Source {
    pub listing: &'static Listing,
    pub phase: Phase,
    /// Not before this time.
    pub at: i64,
    /// When it was asked last, among all requests of the run; 0 for never.
    pub n_asked: u64,
    /// Whether its last request was sent too often.
    pub was_throttled: bool,
    options: Options,
    /// What is asked next; empty at the beginning of a stretch.
    address: String,
    /// Stretches of time still to come, the next one last.
    stretches: Vec<Stretch>,
    stretch: Option<Stretch>,
    trail: Trail,
    pages: Vec<u32>,
    /// When the first of them was asked for; going on keeps it, beginning again does not.
    since_ms: Option<i64>,
    n_rows: u64,
    count: Option<u64>,
    /// So many rows end it.
    cap: u64,
    /// Failures of the request under way, in a row.
    n_failed: u32,
    claims: Option<String>,
    force: bool,
    /// What was answered of this request once already.
    is_challenged: bool,
    is_renewed: bool,
    is_signed_in_again: bool,
    has_begun_again: bool,
    /// Whether it goes on after it had ended or waited for the person: its place may be forgotten by now.
    is_late: bool,
    /// Whether going on begins with the first page.
    from_start: bool,
    end: State,
    mend: Mend,
    why: String,
    note: String,
    /// Of a listing that becomes no table what is told of it.
    gathered: Gathered,
}

impl Source {
    pub fn new(listing: &'static Listing, options: Options) -> Source {
        Source {
            listing,
            phase: Phase::Waiting,
            at: i64::MIN,
            n_asked: 0,
            was_throttled: false,
            cap: options.cap.max(1),
            options,
            address: String::new(),
            stretches: Vec::new(),
            stretch: None,
            trail: Trail::default(),
            pages: Vec::new(),
            since_ms: None,
            n_rows: 0,
            count: None,
            n_failed: 0,
            claims: None,
            force: false,
            is_challenged: false,
            is_renewed: false,
            is_signed_in_again: false,
            has_begun_again: false,
            is_late: false,
            from_start: false,
            end: State::Waiting,
            mend: Mend::Nothing,
            why: String::new(),
            note: String::new(),
            gathered: Gathered::default(),
        }
    }

    /// Ends a listing that the cloud does not have.
    pub fn look_for_cloud(&mut self, context: &mut Context) {
        let cloud = context.config.cloud;
        if !self.listing.is_in(cloud.id) {
            self.finish(not_in_cloud(cloud.name), Mend::Nothing, context);
        }
    }

    /// The request that comes next.
    pub fn request(&mut self, config: &Config, id: u32, n_asked: u64, now_ms: i64) -> Act {
        if self.address.is_empty() {
            if self.stretch.is_none() {
                if self.stretches.is_empty() {
                    self.stretches = self.listing.stretches(&self.options, now_ms);
                }
                self.stretch = self.stretches.pop();
            }
            let stretch = self.stretch.unwrap_or(Stretch {
                from: 0,
                until: None,
            });
            self.address = self.listing.first(&config.graph, &self.options, stretch);
            self.trail.begin(&self.address);
        }
        if self.pages.is_empty() {
            self.since_ms = Some(now_ms);
        }
        self.phase = Phase::InFlight(id);
        self.n_asked = n_asked;
        self.was_throttled = false;
        self.end = State::Loading;
        Act::Fetch {
            id,
            listing: self.listing.id,
            url: self.address.clone(),
            headers: vec![("Accept", "application/json")],
            scopes: self.listing.scopes_of(config, &self.options),
            claims: self.claims.clone(),
            force_new_token: std::mem::take(&mut self.force),
        }
    }

    pub fn heard(&mut self, id: u32, heard: &Heard, body: &[u8], context: &mut Context) {
        match heard.status {
            200..=299 => self.answered(id, body, context),
            401 => self.refused_token(heard, context),
            status => {
                let refusal = Refusal::of(status, heard.request_id.as_deref(), body);
                // Not every listing has a word for it; an address that was taken before is at fault for nothing else.
                let is_expired = self.is_late && status == 400 && !self.trail.is_at_beginning();
                if (is_expired || refusal.is_expired_page()) && !self.has_begun_again {
                    self.has_begun_again = true;
                    return self.begin_again(context);
                }
                if status == 403 && self.listing.has_activity && self.options.activity {
                    self.options.activity = false;
                    self.note = without_activity(&refusal);
                    return self.begin_again(context);
                }
                let told = told(
                    heard.retry_after.as_deref(),
                    heard.date.as_deref(),
                    context.now_ms,
                );
                let why = refusal.why(self.listing, &self.options);
                let mend = refusal.mend(self.listing);
                self.from_start |= refusal.is_expired_page();
                self.try_again(
                    Failed::of(status),
                    told,
                    (why, mend),
                    status == 504,
                    context,
                );
            }
        }
    }

    /// A page came.
    fn answered(&mut self, id: u32, body: &[u8], context: &mut Context) {
        let facts = Facts::of(body);
        if let Some(what) = facts.trouble {
            let to_do = "go on in some minutes".to_owned();
            let why = Why { what, to_do };
            let why = (why, Mend::Resume);
            return self.try_again(Failed::Passing, Told::Nothing, why, false, context);
        }
        if self.listing.is_list && !facts.is_list {
            let why = "expected a list of records from Graph, but its answer has no list `value`: load a CSV export instead";
            return self.finish(why.to_owned(), Mend::Resume, context);
        }
        self.pages.push(id);
        if self.listing.kind.is_empty() {
            self.gathered.take(self.listing.id, body);
        }
        self.n_rows += if self.listing.is_list {
            facts.n_items
        } else {
            1
        };
        self.count = self.count.or(facts.count);
        self.is_late = false;
        self.n_failed = 0;
        self.claims = None;
        (self.is_challenged, self.is_renewed, self.is_signed_in_again) = (false, false, false);
        self.phase = Phase::Waiting;
        self.at = context.now_ms;
        self.address.clear();
        if let Some(link) = facts.next_link {
            if let Err(why) = self
                .trail
                .follow(&link, &context.config.graph, self.listing.path)
            {
                self.from_start = true;
                return self.finish(why, Mend::Resume, context);
            }
            self.address = link;
        } else {
            self.stretch = self.stretches.pop();
            if self.stretch.is_none() {
                return self.complete(context);
            }
        }
        if !self.listing.day_property.is_empty() && self.n_rows >= self.cap {
            self.cap += self.options.cap.max(1);
            let why = format!(
                "stopped at {} rows, the number that was set: what is older is not there; going on reads as many again",
                number(self.n_rows)
            );
            self.finish(why, Mend::Resume, context);
        }
    }

    /// The token was refused: once more with a new one, or with what Graph wants to be told.
    fn refused_token(&mut self, heard: &Heard, context: &mut Context) {
        let wanted = heard.www_authenticate.as_deref().and_then(claims);
        if let Some(wanted) = wanted {
            if !std::mem::replace(&mut self.is_challenged, true) {
                self.claims = Some(wanted);
                return self.at_once(context);
            }
            // With the claims on it the person is asked once; a third time is one too many.
            self.claims = Some(wanted);
        } else if !std::mem::replace(&mut self.is_renewed, true) {
            self.force = true;
            return self.at_once(context);
        }
        if self.is_signed_in_again {
            let refusal = Refusal::of(401, heard.request_id.as_deref(), b"");
            self.force = true;
            let why = refusal.sentence(self.listing, &self.options);
            return self.finish(why, Mend::SignIn, context);
        }
        self.ask_to_sign_in(SIGN_IN_AGAIN.to_owned(), Mend::SignIn, context);
    }

    fn at_once(&mut self, context: &Context) {
        self.phase = Phase::Waiting;
        self.at = context.now_ms;
    }

    pub fn failed(&mut self, failure: Failure, context: &mut Context) {
        match failure {
            Failure::Aborted => self.stop(context),
            Failure::Network => self.try_again(
                Failed::Passing,
                Told::Nothing,
                (Why::of(NO_ANSWER), Mend::Resume),
                false,
                context,
            ),
            Failure::TimedOut => self.try_again(
                Failed::Passing,
                Told::Nothing,
                (Why::of(TIMED_OUT), Mend::Resume),
                true,
                context,
            ),
        }
    }

    pub fn no_token(&mut self, trouble: &AuthTrouble, context: &mut Context) {
        let why = trouble.why(context.config, context.tenant);
        if trouble.class.wants_click() {
            return self.ask_to_sign_in(why.sentence(), trouble.mend(), context);
        }
        match trouble.class.may_pass() {
            true => {
                let why = (why, Mend::Resume);
                self.try_again(Failed::Passing, Told::Nothing, why, false, context);
            }
            false => {
                // Whoever grants it later gets a token that says so.
                self.force = trouble.class == AuthClass::Denied;
                self.finish(why.sentence(), trouble.mend(), context);
            }
        }
    }

    /// Once more, later, or not at all.
    fn try_again(
        &mut self,
        failed: Failed,
        told: Told,
        (why, mend): (Why, Mend),
        is_slow: bool,
        context: &mut Context,
    ) {
        self.n_failed += 1;
        self.was_throttled = failed == Failed::Throttled;
        match next(failed, self.n_failed, told, context.chance) {
            Next::Again(ms) => {
                if is_slow {
                    self.ask_for_less(context.now_ms);
                }
                self.phase = Phase::Waiting;
                self.at = context.now_ms.saturating_add_unsigned(ms);
                self.end = State::Paused;
                self.why = why.goes_on();
            }
            Next::TooLong(ms) => {
                self.at = context.now_ms.saturating_add_unsigned(ms);
                self.finish(too_long(ms), Mend::Resume, context);
            }
            Next::Enough => {
                self.force = false;
                if let Told::Wait(ms) = told {
                    self.at = context.now_ms.saturating_add_unsigned(ms);
                }
                self.finish(why.sentence(), mend, context);
            }
        }
    }

    /// Halves the stretch of time whose first page was too much for Graph.
    fn ask_for_less(&mut self, now_ms: i64) {
        let is_first = self.trail.is_at_beginning();
        let is_by_day = self.listing.day_property == "createdDateTime";
        let halves = self
            .stretch
            .filter(|_| is_first && is_by_day)
            .and_then(|stretch| stretch.halves(now_ms));
        if let Some([earlier, later]) = halves {
            self.stretches.push(earlier);
            self.stretch = Some(later);
            self.address.clear();
        }
    }

    /// Begins with the first page again.
    fn begin_again(&mut self, context: &mut Context) {
        let pages = std::mem::take(&mut self.pages);
        if !pages.is_empty() {
            context.acts.push_back(Act::Forget { pages });
        }
        (self.n_rows, self.count, self.n_failed) = (0, None, 0);
        self.gathered = Gathered::default();
        self.address.clear();
        self.stretches.clear();
        self.stretch = None;
        self.from_start = false;
        self.at_once(context);
    }

    fn ask_to_sign_in(&mut self, why: String, mend: Mend, context: &mut Context) {
        self.phase = Phase::SignIn;
        self.mend = mend;
        self.end = State::Paused;
        self.why = why;
        // Before the first row, too: reports say that it waits, not that it is loading.
        self.deliver(false, context);
    }

    /// All of it is there.
    fn complete(&mut self, context: &mut Context) {
        self.phase = Phase::Ended;
        self.end = State::Loaded;
        self.mend = Mend::Nothing;
        self.why = match self.listing.kind.is_empty() {
            true => self.gathered.sentence(self.listing.id),
            false => std::mem::take(&mut self.note),
        };
        self.deliver(true, context);
        let pages = std::mem::take(&mut self.pages);
        context.acts.push_back(Act::Forget { pages });
    }

    /// It ends before its end.
    fn finish(&mut self, why: String, mend: Mend, context: &mut Context) {
        self.phase = Phase::Ended;
        self.end = match self.n_rows {
            0 => State::Unavailable,
            _ => State::Partial,
        };
        self.mend = mend;
        self.why = why;
        self.deliver(false, context);
    }

    fn deliver(&self, whole: bool, context: &mut Context) {
        context.acts.push_back(Act::Deliver {
            listing: self.listing.id,
            // Pages without a record are no file.
            pages: match self.n_rows {
                0 => Vec::new(),
                _ => self.pages.clone(),
            },
            whole,
            why: self.why.clone(),
        });
    }

    /// The clock was set back: times that were told of it go along.
    pub fn set_back(&mut self, ms: i64) {
        self.at = self.at.saturating_sub(ms);
        self.since_ms = self.since_ms.map(|since| since.saturating_sub(ms));
    }

    pub fn stop(&mut self, context: &mut Context) {
        if self.phase == Phase::Ended {
            return;
        }
        let until = self.at;
        let is_told = self.was_throttled && self.phase == Phase::Waiting;
        self.finish(
            "it was stopped: go on when you like".to_owned(),
            Mend::Resume,
            context,
        );
        // What Graph told still holds.
        self.at = if is_told { until } else { i64::MIN };
    }

    pub fn resume(&mut self, context: &mut Context) {
        let is_there = self.listing.is_in(context.config.cloud.id);
        if self.phase != Phase::Ended || self.end == State::Loaded || !is_there {
            return;
        }
        if self.from_start {
            self.begin_again(context);
        }
        let is_empty = self.pages.is_empty();
        // A role that was given in the meantime counts from the next token on.
        self.force |= is_empty;
        (self.n_failed, self.has_begun_again, self.is_late) = (0, false, true);
        (self.is_challenged, self.is_renewed, self.is_signed_in_again) = (false, false, false);
        self.mend = Mend::Nothing;
        self.phase = Phase::Waiting;
        self.at = self.at.max(context.now_ms);
        self.end = match self.at > context.now_ms {
            true => State::Paused,
            false => State::Loading,
        };
    }

    pub fn go_on(&mut self, context: &mut Context) {
        if self.phase == Phase::SignIn {
            self.is_signed_in_again = true;
            self.is_late = true;
            self.mend = Mend::Nothing;
            self.end = State::Loading;
            self.at_once(context);
        }
    }

    pub fn view(&self) -> ListingView {
        let is_paused = self.end == State::Paused;
        let sentence = match self.end {
            State::Waiting | State::Loading => &self.note,
            _ => &self.why,
        };
        ListingView {
            id: self.listing.id,
            title: self.listing.title,
            state: self.end,
            rows: self.n_rows,
            count: self.count,
            since_ms: self.since_ms.filter(|_| self.n_rows > 0),
            until_ms: (is_paused && self.phase == Phase::Waiting).then_some(self.at),
            sentence: sentence.clone(),
            mend: self.mend,
            needs_sign_in: self.phase == Phase::SignIn,
        }
    }
}

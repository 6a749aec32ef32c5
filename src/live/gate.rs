//! What all runs of a page share, as Graph counts it (graph.md 2): so many requests at once from the page, whatever
//! tenants they are for, and one queue of the logs for each application in a tenant.
//!
//! A run that is replaced leaves its requests under way and what it spent behind: these count here until they end.

/// So many requests of the page at once, at most.
pub const MOST_AT_ONCE: usize = 4;

/// From one request to the next of those that share 5 in 10 seconds; a little more than the limit asks for, as
/// they arrive less evenly than they are sent.
const LOGS_APART_MS: i64 = 2_100;

/// The requests that are under way, and when the logs of a tenant may be asked again.
#[derive(Clone, Debug, Default)]
pub struct Gate {
    n_in_flight: usize,
    /// Grows when all requests are ended at once.
    round: u32,
    /// No request of the logs before this, in milliseconds since 1970, by application and tenant.
    logs_at: Vec<(String, i64)>,
    /// The latest time that was told.
    last_ms: i64,
}

impl Gate {
    /// Whether one more request may be sent.
    pub(super) fn is_open(&self) -> bool {
        self.n_in_flight < MOST_AT_ONCE
    }

    /// One is sent: [`Gate::ended`] says that it is over.
    pub(super) fn begin(&mut self) {
        self.n_in_flight += 1;
    }

    /// In which round requests are sent now.
    pub fn round(&self) -> u32 {
        self.round
    }

    /// A request that was sent in a round is over, whatever became of it, and whether or not its run is still there.
    /// Every run that has something to ask has its turn after this.
    pub fn ended(&mut self, round: u32) {
        if round == self.round {
            self.n_in_flight = self.n_in_flight.saturating_sub(1);
        }
    }

    /// Every request is ended: what comes late of one, or never, holds up nothing.
    pub fn end_all(&mut self) {
        self.n_in_flight = 0;
        self.round += 1;
    }

    /// When the logs of an application in a tenant may be asked next.
    pub(super) fn logs_at(&self, whose: &str) -> i64 {
        let mut known = self.logs_at.iter().filter(|(known, _)| known == whose);
        known.next().map_or(i64::MIN, |(_, at)| *at)
    }

    /// The logs of an application in a tenant are asked now.
    pub(super) fn ask_logs(&mut self, whose: &str, now_ms: i64) {
        self.hold_logs(whose, now_ms + LOGS_APART_MS);
    }

    /// Graph told not to ask the logs before a time.
    pub(super) fn hold_logs(&mut self, whose: &str, until_ms: i64) {
        match self.logs_at.iter_mut().find(|(known, _)| known == whose) {
            Some((_, at)) => *at = until_ms.max(*at),
            None => self.logs_at.push((whose.to_owned(), until_ms)),
        }
    }

    /// Takes note of the time. A clock that was set back takes what is waited for along: nobody waits for an hour that
    /// comes twice.
    pub(super) fn follow_clock(&mut self, now_ms: i64) {
        let back = self.last_ms.saturating_sub(now_ms);
        self.last_ms = now_ms;
        if back > 0 {
            for (_, at) in &mut self.logs_at {
                *at = at.saturating_sub(back);
            }
        }
    }
}

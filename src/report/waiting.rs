//! Waits that run: since when, until when, and how much of them is left.

pub use crate::ingest::zone::ZoneRules;
use crate::lifecycle::decision::{Decision, Decisions};
use crate::lifecycle::moment::Moment;

/// A wait after a step (P30, P32, P38).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WaitView {
    /// The account's key.
    pub key: String,
    /// The step after which is waited.
    pub step: String,
    /// Since when, in seconds since 1970.
    pub since: i64,
    /// Until when at the latest, in seconds since 1970.
    pub until: i64,
}

/// Seconds for which a wait that is over is still told, so that nobody has to sit and watch.
const TOLD_FOR: i64 = 2 * 3600;

/// The waits of an account that no later step has ended.
pub fn waits_of(decision: &Decision) -> Vec<WaitView> {
    let waits = decision.waits().map(|(step, until)| WaitView {
        key: decision.account.clone(),
        step: step.step.clone(),
        since: step.at.0,
        until: until.0,
    });
    waits.collect()
}

/// The waits of all accounts.
pub fn all_waits(decisions: &Decisions) -> Vec<WaitView> {
    decisions.all().iter().flat_map(waits_of).collect()
}

impl WaitView {
    /// Whether it has run its time.
    pub fn is_over(&self, now: i64) -> bool {
        now >= self.until
    }

    /// Whether it runs, or has ended so lately that somebody may wait for the news.
    pub fn is_told(&self, now: i64) -> bool {
        now < self.until.saturating_add(TOLD_FOR)
    }

    /// The wait as a line, by the clocks of the policy's zone: `waiting since 14:05, done by 14:25 at the latest; 12 min left`.
    pub fn line(&self, now: i64, zone: &ZoneRules) -> String {
        let (since, until) = (Moment(self.since), Moment(self.until));
        let is_today = since.local(zone).0 == Moment(now).local(zone).0;
        let show = |moment: Moment| match is_today {
            true => moment.show_time(zone),
            false => moment.show(zone),
        };
        if self.is_over(now) {
            return format!(
                "the wait since {} was over by {}: go on",
                show(since),
                show(until)
            );
        }
        // A begun minute counts: nobody goes on too early.
        let left = (self.until - now + 59) / 60;
        format!(
            "waiting since {}, done by {} at the latest; {left} min left",
            show(since),
            show(until)
        )
    }

    /// What a screen reader is told when it begins.
    pub fn begun(&self, zone: &ZoneRules) -> String {
        let until = Moment(self.until).show_time(zone);
        format!("{}: waiting, done by {until} at the latest", self.key)
    }

    /// What is told when it is over.
    pub fn ended(&self) -> String {
        format!("{}: the wait is over, go on with the next step", self.key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::zone::pinned::zone;

    fn wait() -> WaitView {
        let since = Moment::parse("2026-11-22T19:05:00Z").unwrap();
        WaitView {
            key: "doe01".into(),
            step: "Override.".into(),
            since: since.0,
            until: since.plus_minutes(20).0,
        }
    }

    #[test]
    fn a_wait_says_how_much_of_it_is_left_and_when_it_is_over() {
        #[track_caller]
        fn case(seconds: i64, expected: &str) {
            let wait = wait();
            assert_eq!(
                wait.line(wait.since + seconds, &ZoneRules::default()),
                expected
            );
        }
        case(
            0,
            "waiting since 14:05, done by 14:25 at the latest; 20 min left",
        );
        case(
            8 * 60,
            "waiting since 14:05, done by 14:25 at the latest; 12 min left",
        );
        case(
            8 * 60 + 1,
            "waiting since 14:05, done by 14:25 at the latest; 12 min left",
        );
        case(
            20 * 60 - 1,
            "waiting since 14:05, done by 14:25 at the latest; 1 min left",
        );
        case(20 * 60, "the wait since 14:05 was over by 14:25: go on");
        case(
            24 * 3600,
            "the wait since Sun 22 Nov 2026 14:05 was over by Sun 22 Nov 2026 14:25: go on",
        );
    }

    #[test]
    fn a_wait_is_told_by_the_clocks_of_the_zone() {
        let (wait, zone) = (wait(), zone("Asia/Kathmandu"));
        assert_eq!(
            wait.line(wait.since, &zone),
            "waiting since 00:50, done by 01:10 at the latest; 20 min left"
        );
        assert_eq!(
            wait.begun(&zone),
            "doe01: waiting, done by 01:10 at the latest"
        );
        // There, midnight has passed since.
        assert_eq!(
            wait.line(wait.since + 24 * 3600, &zone),
            "the wait since Mon 23 Nov 2026 00:50 was over by Mon 23 Nov 2026 01:10: go on"
        );
    }

    #[test]
    fn a_wait_is_told_while_it_runs_and_two_hours_more() {
        let wait = wait();
        assert!(!wait.is_over(wait.until - 1) && wait.is_over(wait.until));
        assert!(wait.is_told(wait.until + TOLD_FOR - 1) && !wait.is_told(wait.until + TOLD_FOR));
    }
}

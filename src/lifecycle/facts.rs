//! What other exports know of an account: facts beat the forecast (domain 2.6).

use chrono::{NaiveDate, NaiveDateTime};

use super::backup::Preserved;
use super::clocks::{ClockError, Clocks, clocks, clocks_of_deceased, deletion_after};
use super::deadline::{Basis, Finding, Note};
use super::overlay::Overlay;
use super::policy::{GraceDays, Policy};
use super::soft_deletion::SoftDeletion;
use super::stage::{Stage, stage};
use super::standing::Standing;
use super::urgency::{Urgency, urgency};

/// What exports other than the enrollment report say about one account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Facts {
    /// Whether and when the directory deleted it.
    pub deleted: Deleted,
    /// Whether its center overrides it, where a console says so (P29, P39).
    pub overridden: Option<bool>,
    /// The last day of its override, in the policy's zone (P39).
    pub override_until: Option<NaiveDate>,
    /// Whether an affiliation keeps it that needs no override.
    pub kept_otherwise: bool,
    /// Whether sign-in is blocked.
    pub blocked: Option<bool>,
    /// Whether it has a license.
    pub licensed: Option<bool>,
    /// The day on which `blocked` and `licensed` were true.
    pub directory_day: Option<NaiveDate>,
    /// Its kept backup.
    pub preserved: Option<Preserved>,
}

/// Whether and when the directory deleted an account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Deleted {
    /// It did not, or nothing says so.
    #[default]
    No,
    /// At this instant of UTC.
    At(NaiveDateTime),
    /// It did, but the cell gives no one instant.
    Unreadable,
}

impl Facts {
    /// Whether they say that the account ends, flagged or not.
    pub fn say_that_it_ends(&self) -> bool {
        self.deleted != Deleted::No || (self.override_until.is_some() && !self.kept_otherwise)
    }

    /// How an account stands once these facts are known.
    pub fn correct(&self, mut standing: Standing, today: NaiveDate, policy: &Policy) -> Standing {
        if self.deleted == Deleted::No {
            self.end_override(&mut standing, today, policy);
        } else {
            self.delete(&mut standing, today, policy);
        }
        self.lay_over(&mut standing, today);
        standing
    }

    /// An account is kept until its override ends; then its affiliation is inactive (P39).
    ///
    /// A flagged row whose override has not ended contradicts itself, so that its own word stays.
    fn end_override(&self, standing: &mut Standing, today: NaiveDate, policy: &Policy) {
        let Some(until) = self.override_until.filter(|_| !self.kept_otherwise) else {
            return;
        };
        let is_open = standing.deadline.day.is_none() && (!standing.flagged || until < today);
        if !is_open {
            return;
        }
        let deceased = standing.overlays.contains(&Overlay::Deceased);
        let found = deletion_after(until, deceased, policy).ok_or(match policy.grace_counts {
            GraceDays::NotUsed => ClockError::NoGrace,
            GraceDays::CalendarDays | GraceDays::WorkingDays => ClockError::OutOfRange,
        });
        standing.deadline.day = found.ok();
        standing.deadline.basis = Basis::Override;
        standing.deadline.finding = Finding::Assumed;
        let found = found.and_then(|day| match deceased {
            true => clocks_of_deceased(day, policy),
            false => clocks(day, policy),
        });
        stand(standing, found, today, policy);
        // Until it ends the account is as it was, unless someone has to act before.
        if today <= until && standing.urgency == Urgency::None {
            standing.stage = Stage::Active;
        }
    }

    /// A deletion in the directory is no plan: the stage follows from it alone.
    fn delete(&self, standing: &mut Standing, today: NaiveDate, policy: &Policy) {
        standing.overlays.push(Overlay::SoftDeleted);
        let Deleted::At(instant) = self.deleted else {
            // That it is deleted is known, until when it can be restored is not.
            standing.clocks = None;
            standing.stage = Stage::Unknown;
            standing.urgency = Urgency::Unclear;
            return;
        };
        let found = SoftDeletion::at(instant, policy);
        standing.deadline.day = found.ok().map(|found| found.clocks.deletion_day);
        standing.deadline.basis = Basis::Directory;
        // What passed since the report was made was a plan.
        let notes = &mut standing.deadline.notes;
        notes.retain(|note| *note != Note::PassedSinceReport);
        stand(standing, found.map(|found| found.clocks), today, policy);
        if found.is_ok_and(|found| found.goes_during(today)) {
            standing.stage = Stage::Deprovisioned;
            standing.urgency = Urgency::RecoveryLate;
        }
    }

    fn lay_over(&self, standing: &mut Standing, today: NaiveDate) {
        let works = matches!(standing.stage, Stage::Active | Stage::Flagged);
        let is_after = |day: NaiveDate| self.directory_day.is_some_and(|seen| day < seen);
        let ran_out = standing.clocks.map(|clocks| clocks.deletion_day);
        let is_in_use = self.blocked == Some(false)
            && self.licensed == Some(true)
            && self.deleted == Deleted::No;
        let holds = [
            (Overlay::Blocked, self.blocked == Some(true) && works),
            (Overlay::Unlicensed, self.licensed == Some(false)),
            (Overlay::Preserved, self.preserved.is_some()),
            (
                Overlay::Hold,
                self.preserved.is_some_and(|kept| kept.held == Some(true)),
            ),
            (
                Overlay::OverrideEnds,
                self.override_until.is_some_and(|until| today <= until),
            ),
            (Overlay::Overdue, is_in_use && ran_out.is_some_and(is_after)),
        ];
        let laid = holds.into_iter().filter(|(_, holds)| *holds);
        standing.overlays.extend(laid.map(|(overlay, _)| overlay));
    }
}

/// Stands by other clocks.
fn stand(
    standing: &mut Standing,
    found: Result<Clocks, ClockError>,
    today: NaiveDate,
    policy: &Policy,
) {
    standing.clocks = found.ok();
    standing.clock_error = found.err();
    standing.doubt = None;
    standing.stage = stage(standing.clocks.as_ref(), true, today);
    standing.urgency = urgency(standing.clocks.as_ref(), true, &policy.thresholds, today);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::cell::DateReading;
    use crate::lifecycle::calendar::show_date;
    use crate::lifecycle::deadline::Evidence;
    use crate::lifecycle::eligibility::Eligibility;
    use crate::lifecycle::standing::standing;
    use crate::lifecycle::tests::day;

    const NO_FACTS: Facts = Facts {
        deleted: Deleted::No,
        overridden: None,
        override_until: None,
        kept_otherwise: false,
        blocked: None,
        licensed: None,
        directory_day: None,
        preserved: None,
    };

    fn flagged(scheduled: &str) -> Evidence {
        Evidence {
            scheduled: DateReading::Day(day(scheduled)),
            ..Evidence::default()
        }
    }

    /// `stage, urgency: W R | marks`.
    fn told(facts: &Facts, evidence: &Evidence, today: &str) -> String {
        let (today, policy) = (day(today), Policy::penn());
        let plain = standing(evidence, None, today, &policy);
        let found = facts.correct(plain, today, &policy);
        let days = found.clocks.map(|clocks| {
            let days = [clocks.deletion_day, clocks.recovery_end].map(show_date);
            format!(": {}", days.join(", "))
        });
        let marks: Vec<&str> = found.overlays.iter().map(|one| one.mark()).collect();
        let marks = match marks.is_empty() {
            true => String::new(),
            false => format!(" | {}", marks.join(", ")),
        };
        let (stage, urgency) = (found.stage.name(), found.urgency.name());
        format!("{stage}, {urgency}{}{marks}", days.unwrap_or_default())
    }

    #[test]
    fn a_deletion_in_the_directory_beats_every_plan() {
        #[track_caller]
        fn case(evidence: &Evidence, today: &str, expected: &str) {
            // Sat 7 Mar in New York; restorable until 00:30 on Tue 7 Apr (domain 3.2).
            let facts = Facts {
                deleted: Deleted::At("2026-03-08T04:30:00".parse().unwrap()),
                ..NO_FACTS
            };
            let days = ": 7 Mar 2026, 7 Apr 2026 | soft-deleted";
            assert_eq!(told(&facts, evidence, today), format!("{expected}{days}"));
        }
        let (planned, not_flagged) = (flagged("2026-12-01"), Evidence::default());
        case(&planned, "2026-03-08", "deprovisioned, recovery");
        case(&not_flagged, "2026-03-08", "deprovisioned, recovery");
        case(&planned, "2026-04-06", "deprovisioned, recovery");
        // Half an hour of this day is left, and nobody promises the minute.
        case(&planned, "2026-04-07", "deprovisioned, recovery-late");
        case(&planned, "2026-04-08", "deleted, lost");
        case(
            &flagged("2025-01-01"),
            "2026-03-08",
            "deprovisioned, recovery",
        );
    }

    #[test]
    fn a_deletion_at_an_unreadable_time_is_unclear() {
        let facts = Facts {
            deleted: Deleted::Unreadable,
            ..NO_FACTS
        };
        let found = told(&facts, &flagged("2026-12-01"), "2026-03-08");
        assert_eq!(found, "unknown, unclear | soft-deleted");
    }

    #[test]
    fn where_nothing_follows_from_its_end_an_override_leaves_the_account_unclear() {
        let mut policy = Policy::penn();
        policy.grace_counts = GraceDays::NotUsed;
        let facts = Facts {
            override_until: Some(day("2026-11-20")),
            ..NO_FACTS
        };
        let today = day("2026-11-22");
        let plain = standing(&Evidence::default(), None, today, &policy);
        let found = facts.correct(plain, today, &policy);
        assert_eq!(found.clock_error, Some(ClockError::NoGrace));
        assert_eq!(
            (found.deadline.day, found.urgency),
            (None, Urgency::Unclear)
        );
    }

    #[test]
    fn an_override_keeps_an_account_until_it_ends_and_then_the_days_of_grace_run() {
        #[track_caller]
        fn case(evidence: &Evidence, today: &str, expected: &str) {
            let facts = Facts {
                override_until: Some(day("2026-01-01")),
                ..NO_FACTS
            };
            assert_eq!(told(&facts, evidence, today), expected);
        }
        // Domain 2.7: 1 Jan and 60 days of grace are 2 Mar, L is 27 Feb.
        let not_kept = Evidence {
            eligibility: Eligibility::NotEligible,
            ..Evidence::default()
        };
        let days = ": 2 Mar 2026, 1 Apr 2026";
        let ends = " | override ends";
        case(
            &not_kept,
            "2025-12-01",
            &format!("active, none{days}{ends}"),
        );
        case(
            &not_kept,
            "2026-01-01",
            &format!("active, none{days}{ends}"),
        );
        case(&not_kept, "2026-01-02", &format!("flagged, none{days}"));
        case(&not_kept, "2026-02-20", &format!("flagged, imminent{days}"));
        case(
            &not_kept,
            "2026-03-02",
            &format!("deprovisioned, recovery{days}"),
        );
        // Of a person who has died nothing is recovered.
        let died = Evidence {
            deceased: true,
            ..not_kept
        };
        let expected = "flagged, none: 2 Mar 2026, 2 Mar 2026 | deceased";
        case(&died, "2026-01-02", expected);
        // The report's own date stays, whichever is earlier (domain 2.7 rule 1).
        let dated = flagged("2026-02-02");
        let expected = format!("flagged, none: 2 Feb 2026, 4 Mar 2026{ends}");
        case(&dated, "2025-12-01", &expected);
    }

    #[test]
    fn a_flag_without_a_date_is_not_calmed_by_an_override_that_has_not_ended() {
        let flagged = Evidence {
            has_reason: true,
            ..Evidence::default()
        };
        let facts = Facts {
            override_until: Some(day("2026-06-01")),
            ..NO_FACTS
        };
        let found = |today| told(&facts, &flagged, today);
        assert_eq!(found("2026-03-01"), "unknown, unclear | override ends");
        let expected = "flagged, none: 31 Jul 2026, 30 Aug 2026";
        assert_eq!(found("2026-06-02"), expected);
    }

    #[test]
    fn an_affiliation_that_needs_no_override_keeps_the_account_beyond_its_end() {
        let facts = Facts {
            override_until: Some(day("2026-01-01")),
            kept_otherwise: true,
            ..NO_FACTS
        };
        let evidence = Evidence {
            eligibility: Eligibility::Eligible,
            ..Evidence::default()
        };
        assert_eq!(told(&facts, &evidence, "2026-05-01"), "active, none");
        assert!(!facts.say_that_it_ends());
    }

    // One line a row of the overlays in domain 2.6 that a directory or a backup shows.
    #[test]
    fn overlays_hold_whatever_the_stage() {
        #[track_caller]
        fn case(facts: Facts, today: &str, expected: &str) {
            let found = told(&facts, &flagged("2026-03-02"), today);
            let marks = found.split_once(" | ").map_or("", |(_, marks)| marks);
            assert_eq!(marks, expected);
        }
        let blocked = |blocked| Facts {
            blocked: Some(blocked),
            ..NO_FACTS
        };
        case(blocked(true), "2026-02-01", "blocked");
        case(blocked(false), "2026-02-01", "");
        // From the disable day on it is due.
        case(blocked(true), "2026-03-01", "");
        let licensed = |licensed| Facts {
            licensed: Some(licensed),
            ..NO_FACTS
        };
        case(licensed(false), "2026-02-01", "unlicensed");
        case(licensed(true), "2026-02-01", "");
        let kept = |held| Facts {
            preserved: Some(Preserved {
                held,
                ..Preserved::default()
            }),
            ..NO_FACTS
        };
        case(kept(None), "2026-02-01", "preserved");
        case(kept(Some(true)), "2026-02-01", "preserved, legal hold");
        // The plan did not run: enabled and licensed in an export of a day after W.
        let in_use = |seen: Option<&str>| Facts {
            blocked: Some(false),
            licensed: Some(true),
            directory_day: seen.map(day),
            ..NO_FACTS
        };
        case(in_use(Some("2026-03-03")), "2026-03-05", "overdue");
        case(in_use(Some("2026-03-02")), "2026-03-05", "");
        case(in_use(None), "2026-03-05", "");
    }
}

//! What the rules make of one account on one day.

use chrono::NaiveDate;

use super::clocks::{ClockError, Clocks, clocks, clocks_of_deceased, days_until};
use super::deadline::{Deadline, Doubt, Evidence, doubt, effective_deletion, is_flagged};
use super::overlay::Overlay;
use super::policy::Policy;
use super::stage::{Stage, stage};
use super::urgency::{Urgency, urgency};

/// How an account stands on the evaluation day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Whether its row is flagged for deprovisioning.
    pub flagged: bool,
    /// Why it is not known to be safe, where it is not flagged.
    pub doubt: Option<Doubt>,
    /// The effective deletion day and how it was found.
    pub deadline: Deadline,
    /// Its clocks, where it is flagged and has a usable day.
    pub clocks: Option<Clocks>,
    /// Why a usable day has no clocks.
    pub clock_error: Option<ClockError>,
    /// Where it stands.
    pub stage: Stage,
    /// How soon someone has to act.
    pub urgency: Urgency,
    /// What holds of it whatever its stage.
    pub overlays: Vec<Overlay>,
}

/// How an account stands on `today`.
///
/// Its clocks depend on nothing but `deadline.day` and the policy: over many rows it pays to
/// compute them once a day and to call [`stage`] and [`urgency`] with them.
pub fn standing(
    evidence: &Evidence,
    as_of: Option<NaiveDate>,
    today: NaiveDate,
    policy: &Policy,
) -> Standing {
    let flagged = is_flagged(evidence);
    let doubt = doubt(evidence);
    let may_end = flagged || doubt.is_some();
    let deadline = effective_deletion(evidence, as_of, today, policy);
    let found = deadline
        .day
        .filter(|_| flagged)
        .map(|day| match evidence.deceased {
            true => clocks_of_deceased(day, policy),
            false => clocks(day, policy),
        });
    let (clocks, clock_error) = match found {
        Some(Ok(clocks)) => (Some(clocks), None),
        Some(Err(error)) => (None, Some(error)),
        None => (None, None),
    };
    let deceased = evidence.deceased.then_some(Overlay::Deceased);
    Standing {
        flagged,
        doubt,
        deadline,
        clocks,
        clock_error,
        stage: stage(clocks.as_ref(), may_end, today),
        urgency: urgency(clocks.as_ref(), may_end, &policy.thresholds, today),
        overlays: deceased.into_iter().collect(),
    }
}

impl Standing {
    /// Whole days from `today` to the disable day; negative is past (domain 2.7 rule 6).
    pub fn days_to_disable(&self, today: NaiveDate) -> Option<i32> {
        Some(days_until(self.clocks?.disable_day, today))
    }

    /// Whole days from `today` to the deletion day; negative is past (domain 2.7 rule 6).
    pub fn days_left(&self, today: NaiveDate) -> Option<i32> {
        Some(days_until(self.clocks?.deletion_day, today))
    }
}

//! Why an account stands where it stands, in sentences for a support person and for a ticket.

mod cells;
mod clocks;
mod deadline;
mod facts;
mod row;
mod step;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use super::deadline::{AsOf, Basis, Evidence};
use super::facts::Facts;
use super::policy::Policy;
use super::standing::standing;

pub use cells::{Cells, Mine};
pub use step::{Cite, Step};
pub(super) use step::{days, quote};
use step::{n_days, step};

/// The chain of reasons for where an account stands on `today`, from its row to its urgency.
///
/// `facts` are what other exports say of it: they beat what the row forecasts.
pub fn explain(
    cells: &Cells,
    evidence: &Evidence,
    facts: Option<&Facts>,
    as_of: Option<AsOf>,
    today: NaiveDate,
    policy: &Policy,
) -> Vec<Step> {
    let plan = standing(evidence, as_of.map(|as_of| as_of.day), today, policy);
    let standing = match facts {
        Some(facts) => facts.correct(plan.clone(), today, policy),
        None => plan.clone(),
    };
    let mut steps = vec![row::flag(cells, evidence)];
    steps.extend(row::cut_short(evidence));
    steps.extend(row::deceased(cells, evidence));
    steps.extend(row::mailbox(cells));
    steps.extend(row::affiliation(cells, policy));
    steps.extend(row::active_code(cells));
    steps.extend(row::checks(cells, evidence, &standing, policy));
    if plan.flagged {
        steps.extend(deadline::notes_on_date(cells, &plan));
        steps.extend(deadline::deletion(cells, evidence, &plan, as_of, policy));
        steps.extend(deadline::notes_on_deadline(&plan));
    }
    if let Some(facts) = facts {
        steps.extend(facts::of_the_end(facts, &standing, today, policy));
        steps.extend(facts::beside(cells, facts, &standing));
    }
    steps.extend(clocks::no_clocks(&standing));
    if let Some(found) = &standing.clocks {
        // What the directory did follows no plan.
        if standing.deadline.basis != Basis::Directory {
            steps.extend(clocks::batch(found, &standing));
            steps.push(clocks::disabling(found, policy));
            steps.push(clocks::last_safe_day(found, policy));
            steps.extend(clocks::start(found, today, policy));
            steps.push(clocks::recovery(found, evidence.deceased, policy));
            steps.extend(clocks::extension(found, evidence.deceased, policy));
        }
        steps.push(clocks::counted_from(found, today));
    }
    steps.push(clocks::urgency(&standing, today, policy));
    steps
}

//! How far an account is on its way out, and by when to act (domain 2.6 to 2.8).

pub mod backup;
pub mod calendar;
pub mod clocks;
pub mod contradiction;
pub mod criteria;
pub mod deadline;
pub mod decision;
pub mod decision_file;
pub mod eligibility;
pub mod explain;
pub mod facts;
pub mod headline;
pub mod holiday;
pub mod holiday_list;
pub mod moment;
pub mod overlay;
pub mod policy;
pub mod policy_choice;
pub mod policy_file;
pub mod profiles;
pub mod soft_deletion;
pub mod stage;
pub mod standing;
pub mod urgency;
pub mod what_if;

mod penn;

#[cfg(test)]
mod tests;

//! An organisation's times and rules, as data.

use chrono::Weekday;
use serde::{Deserialize, Serialize};

use super::calendar::Calendar;
use crate::ingest::zone::ZoneRules;

/// The rules by which an organisation closes accounts (domain 2.2 `PolicyProfile`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Stable id, as links name it.
    pub id: String,
    /// Name on the screen.
    pub name: String,
    /// Version of this profile.
    pub version: u32,
    /// Who published the numbers, and where they differ.
    pub source: String,
    /// When they were published, in words.
    pub source_date: String,
    /// The zone whose dates the deadlines are, by its IANA name (domain 2.9).
    pub zone: ZoneRules,
    /// Days from the end of the last affiliation to the deletion day (P3, P4).
    pub grace_days: u32,
    /// Which days those are, or that no deletion day follows from that end.
    pub grace_counts: GraceDays,
    /// Calendar days by which an account is disabled before its deletion day (P27).
    pub disable_lead_days: u32,
    /// Calendar days in which a closed account can be brought back (P34).
    pub recovery_days: u32,
    /// From where the recovery days count.
    pub recovery_counts_from: RecoveryStart,
    /// What differs for people who have died (P36).
    pub deceased: Deceased,
    /// What has to be waited for (P30, P32, P38, P40).
    pub waits: Vec<Wait>,
    /// Working days that other people need before ours begins.
    pub lead_time_others: u32,
    /// Which days are worked.
    pub calendar: Calendar,
    /// The hours of a working day.
    pub workday: Workday,
    /// The weekday on which deletions run, where they run in batches (domain 2.7 rule 9).
    pub deletion_weekday: Option<Weekday>,
    /// Where one urgency ends and the next begins.
    pub thresholds: Thresholds,
    /// What to do, each version of it, newest first (P28 to P33).
    pub checklists: Vec<Checklist>,
    /// Name of the version in force; empty is the first (P33).
    pub checklist_in_force: String,
    /// Which affiliations keep an account (P8).
    pub affiliations: AffiliationTable,
    /// What holds where a person has several.
    pub several_affiliations: SeveralAffiliations,
    /// From when on an account counts as inactive.
    pub inactivity: Inactivity,
}

/// Which days a grace time counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GraceDays {
    /// All of them.
    #[default]
    CalendarDays,
    /// Those on which people work.
    WorkingDays,
    /// None: from the end of an affiliation alone no deletion day follows.
    NotUsed,
}

/// What holds where a person has several affiliations (P7, domain 2.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SeveralAffiliations {
    /// One that keeps the account is enough.
    #[default]
    AnyEligible,
    /// The one that lasts longest decides.
    LongestWins,
}

/// From when on an account counts as inactive (domain 2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Inactivity {
    /// Days without any activity.
    pub days: u32,
    /// Days that an account has to be old before it is judged.
    pub min_account_age_days: u32,
}

/// From which clock the recovery days count (domain 2.7 rule 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecoveryStart {
    /// From the deletion day.
    ScheduledDate,
    /// From the disable day.
    DisableDate,
    /// From the moment the directory deleted it; until that is known, from the deletion day.
    DeletedAt,
}

/// What differs for people who have died (P36).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Deceased {
    /// Calendar days to the deletion day.
    pub grace_days: u32,
    /// Calendar days of recovery.
    pub recovery_days: u32,
    /// Calendar months by which an override puts the deletion day off.
    pub extension_months: u32,
}

/// Something that takes its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wait {
    /// What is waited for.
    pub name: String,
    /// Minutes at least.
    pub minutes_min: u32,
    /// Minutes at most.
    pub minutes_max: u32,
    /// Whether a rescue has to wait for it before the account is disabled.
    pub counted: bool,
}

/// The hours of a working day, as minutes after midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Workday {
    /// When work begins.
    pub start_minute: u32,
    /// When work ends.
    pub end_minute: u32,
}

/// Days before the last safe working day at which an urgency begins (domain 2.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Thresholds {
    /// Days before `L` from which it is imminent.
    pub imminent: u32,
    /// Days before `L` from which it is soon.
    pub soon: u32,
    /// Days before `L` from which it is watched.
    pub watch: u32,
}

/// A version of what to do to keep an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checklist {
    /// Name of the version, shown with it.
    pub name: String,
    /// The steps in their order.
    pub steps: Vec<ChecklistStep>,
}

/// One step of a checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChecklistStep {
    /// What to do.
    pub text: String,
    /// Who does it.
    pub owner: String,
    /// Minutes to wait afterwards, at most.
    pub wait_minutes: u32,
}

/// Which affiliations keep an account, as published on a day (P8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AffiliationTable {
    /// When the table was published, in words.
    pub source_date: String,
    /// Every known code.
    pub rules: Vec<AffiliationRule>,
}

/// What a policy says of one affiliation code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AffiliationRule {
    /// The code, in upper case.
    pub code: String,
    /// What it means.
    pub meaning: String,
    /// Where such an affiliation comes from.
    pub origin: Origin,
    /// Whether it keeps an account.
    pub eligible: Eligible,
}

/// Where an affiliation comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// Payroll systems.
    Payroll,
    /// Student records.
    StudentRecords,
    /// Entered by hand, so that an override is needed first.
    Manual,
    /// The published table does not say.
    Unmarked,
}

/// Whether an affiliation keeps an account.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Eligible {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// Only under this condition.
    If(String),
}

impl Policy {
    /// The published process of the University of Pennsylvania, as an example (domain 1.2).
    pub fn penn() -> Policy {
        super::penn::policy()
    }

    /// Minutes that a rescue has to wait, at most (domain 2.7 rule 3).
    pub fn wait_minutes(&self) -> u32 {
        self.counted_waits()
            .fold(0, |sum, wait| sum.saturating_add(wait.minutes_max))
    }

    /// The waits of a rescue.
    pub fn counted_waits(&self) -> impl Iterator<Item = &Wait> {
        self.waits.iter().filter(|wait| wait.counted)
    }

    /// The checklist in force (P33).
    pub fn checklist(&self) -> Option<&Checklist> {
        let mut lists = self.checklists.iter();
        let named = lists.find(|list| list.name == self.checklist_in_force);
        named.or(self.checklists.first())
    }

    /// The steps of the checklist in force; what a rescue waits for besides comes as a step behind the last
    /// wait (P40, domain 2.7 rule 3: propagation, when chosen).
    pub fn steps(&self) -> Vec<ChecklistStep> {
        let mut steps = self
            .checklist()
            .map_or(Vec::new(), |list| list.steps.clone());
        let Some(last) = steps.last().cloned() else {
            return steps;
        };
        // A wait of the same length is the one that the step means.
        let mut waited: Vec<u32> = steps.iter().map(|step| step.wait_minutes).collect();
        let open = self.counted_waits().filter(|wait| {
            let known = waited
                .iter()
                .position(|minutes| *minutes == wait.minutes_max);
            known.map(|at| waited.swap_remove(at)).is_none()
        });
        let open: Vec<ChecklistStep> = open
            .map(|wait| ChecklistStep {
                text: format!("Wait for {}.", wait.name),
                owner: last.owner.clone(),
                wait_minutes: wait.minutes_max,
            })
            .collect();
        let total = |steps: &[ChecklistStep]| -> u64 {
            steps.iter().map(|step| u64::from(step.wait_minutes)).sum()
        };
        // Where the list waits as long as the policy counts, it only parts the time otherwise.
        if total(&steps) + total(&open) <= u64::from(self.wait_minutes()) {
            let behind = steps.iter().rposition(|step| step.wait_minutes > 0);
            let at = behind.map_or(steps.len(), |at| at + 1);
            steps.splice(at..at, open);
        }
        steps
    }

    /// What the policy says of a code, in any case; `None` for an unknown one (domain 1.2).
    pub fn affiliation(&self, code: &str) -> Option<&AffiliationRule> {
        let rules = &self.affiliations.rules;
        rules
            .iter()
            .find(|rule| rule.code.eq_ignore_ascii_case(code))
    }
}

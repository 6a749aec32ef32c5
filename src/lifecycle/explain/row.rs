//! What the row itself says: flag, mailbox, affiliations.

use super::{Cells, Cite, Mine, Step, quote, step};
use crate::ingest::cell::{DateReading, DaysReading, read_flag};
use crate::ingest::issue::list;
use crate::lifecycle::deadline::{Evidence, is_flag_reason, is_flagged};
use crate::lifecycle::eligibility::{AffiliationStatus, affiliations};
use crate::lifecycle::policy::Policy;

pub(super) fn flag(cells: &Cells, evidence: &Evidence) -> Step {
    let flagged = |cite, why: &str| {
        let statement = format!("The enrollment report flags this account: {why}.");
        step("flagged", &[cite], statement)
    };
    if evidence.has_reason {
        let reasons = [cells.reason, cells.ready].into_iter();
        let reasons: Vec<String> = reasons
            .filter(|text| is_flag_reason(text))
            .map(quote)
            .collect();
        return flagged(Cite::Reason, &list(&reasons));
    }
    if evidence.scheduled != DateReading::Missing {
        return flagged(
            Cite::ScheduledDeletion,
            "it has a scheduled deletion date, but no reason",
        );
    }
    if evidence.days != DaysReading::Missing {
        return flagged(
            Cite::ExpiresInDays,
            "it counts the days until deprovisioning, but gives no reason",
        );
    }
    if evidence.inactive_on.is_some() {
        return flagged(Cite::InactiveOn, "its last affiliation has ended");
    }
    if evidence.cut_short {
        return step(
            "flagged",
            &[Cite::LogonName],
            "Whether the enrollment report flags this account is unknown: its row ends before the \
             columns that would say so.",
        );
    }
    step(
        "flagged",
        &[Cite::ScheduledDeletion, Cite::ExpiresInDays, Cite::Reason],
        "The enrollment report does not flag this account: it gives no scheduled deletion date, no \
         days until deprovisioning and no reason.",
    )
}

/// A flagged row may say less than its file was meant to.
pub(super) fn cut_short(evidence: &Evidence) -> Option<Step> {
    let statement = "Its row is cut short: an earlier date may have stood behind its last cell.";
    (evidence.cut_short && is_flagged(evidence))
        .then(|| step("cut-short", &[Cite::LogonName], statement))
}

pub(super) fn mailbox(cells: &Cells) -> Option<Step> {
    let found = quote(cells.has_mailbox);
    let (cites, statement): (&[Cite], String) = match (cells.mine, read_flag(cells.has_mailbox)) {
        (Some(Mine::Mailboxes), Some(false)) => (
            &[Cite::MineRow, Cite::HasMailbox],
            format!(
                "It is on your list of mailboxes, which proves that it has one, although the \
                 enrollment report says {found}."
            ),
        ),
        (Some(Mine::Mailboxes), _) => (
            &[Cite::MineRow, Cite::LogonName],
            String::from("It is on your list of mailboxes, so it has one."),
        ),
        (_, Some(true)) => (
            &[Cite::HasMailbox],
            String::from("The enrollment report says that it has a mailbox."),
        ),
        (_, Some(false)) => (
            &[Cite::HasMailbox],
            String::from("The enrollment report says that it has no mailbox."),
        ),
        (_, None) => return None,
    };
    Some(step("has-mailbox", cites, statement))
}

pub(super) fn affiliation(cells: &Cells, policy: &Policy) -> Option<Step> {
    let codes: Vec<String> = affiliations(cells.affiliations?)
        .iter()
        .filter(|affiliation| affiliation.status != AffiliationStatus::Inactive)
        .map(|affiliation| match policy.affiliation(affiliation.code) {
            Some(rule) => format!("{} ({})", affiliation.code, rule.meaning),
            None => String::from(affiliation.code),
        })
        .collect();
    let statement = match codes.as_slice() {
        [] => String::from("It has no active affiliation."),
        [code] => format!("Its active affiliation is {code}."),
        _ => format!("Its active affiliations are {}.", list(&codes)),
    };
    Some(step("affiliations", &[Cite::Affiliations], statement))
}

/// The person's roll-up of all roles, where it says that none is active (P26).
pub(super) fn active_code(cells: &Cells) -> Option<Step> {
    if !cells.active_code.trim().eq_ignore_ascii_case("i") {
        return None;
    }
    let listed = cells.affiliations.map(affiliations).unwrap_or_default();
    Some(match listed.is_empty() {
        true => step(
            "active-code",
            &[Cite::ActiveCode],
            "Its active code is \"I\": none of the person's roles is active.",
        ),
        false => step(
            "active-code-contradicted",
            &[Cite::ActiveCode, Cite::Affiliations],
            "Its active code is \"I\", none of the person's roles is active, although active \
             affiliations are listed: the report contradicts itself.",
        ),
    })
}

//! What the row itself says: flag, mailbox, affiliations.

use super::{Cells, Cite, Mine, Step, quote, step};
use crate::ingest::cell::{DateReading, DaysReading, is_blank, read_flag};
use crate::ingest::issue::list;
use crate::lifecycle::contradiction::{Contradiction, likely_causes};
use crate::lifecycle::deadline::{Evidence, is_flag_reason, is_flagged};
use crate::lifecycle::eligibility::{AffiliationStatus, affiliations};
use crate::lifecycle::policy::Policy;
use crate::lifecycle::standing::Standing;

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
    // One that an eligible affiliation keeps is not flagged by the end of another.
    if is_flagged(evidence) {
        return flagged(Cite::InactiveOn, "it says when the last affiliation ends");
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

/// That the person has died, as a fact or as a hint (P36).
pub(super) fn deceased(cells: &Cells, evidence: &Evidence) -> Option<Step> {
    let died = |cite, statement: String| Some(step("deceased", &[cite], statement));
    if evidence.deceased {
        let statement = "The report says that the person has died: all affiliations end, and there \
                         is no recovery after the deletion day.";
        return died(Cite::Deceased, String::from(statement));
    }
    if !is_blank(cells.deceased) && read_flag(cells.deceased).is_none() {
        let found = quote(cells.deceased);
        return died(
            Cite::Deceased,
            format!(
                "Whether the person has died is said by {found}, which is neither yes nor no: look \
                 it up, since then there is no recovery."
            ),
        );
    }
    let hints = |text: &&str| text.to_ascii_lowercase().contains("deceased");
    let hint = [cells.reason, cells.ready].into_iter().find(hints)?;
    died(
        Cite::Reason,
        format!(
            "The reason, {}, hints that the person has died. That is no fact yet: if it is so, \
             there is no recovery after the deletion day.",
            quote(hint)
        ),
    )
}

/// What its affiliations have against the rest of the row (domain 2.8 cross-checks).
pub(super) fn checks(
    cells: &Cells,
    evidence: &Evidence,
    standing: &Standing,
    policy: &Policy,
) -> Vec<Step> {
    let mut steps = Vec::new();
    let kinds = [Contradiction::EligibleButFlagged, Contradiction::NoDate];
    if kinds
        .into_iter()
        .any(|kind| kind.holds(evidence, standing, None))
    {
        let cell = cells.affiliations.unwrap_or_default();
        let causes = likely_causes(cell, cells.logon_name, evidence.deceased, policy);
        let statement = format!(
            "It is flagged although an active affiliation may keep it. Likely causes: {}.",
            either(&causes)
        );
        steps.push(step(
            "eligible-but-flagged",
            &[Cite::Affiliations],
            statement,
        ));
    }
    if evidence.checks.ready_but_unlisted {
        let statement = "It is called ready for a mailbox although no active affiliation is listed: \
                         the report contradicts itself.";
        let cites = [Cite::Reason, Cite::Affiliations];
        steps.push(step("ready-but-unlisted", &cites, statement));
    }
    if evidence.checks.unknown_code {
        let found = affiliations(cells.affiliations.unwrap_or_default());
        let unknown = found
            .iter()
            .filter(|one| policy.affiliation(one.code).is_none())
            .map(|one| String::from(one.code));
        let statement = format!(
            "The policy's table of affiliations does not know {}: unknown is not ineligible.",
            list(&unknown.collect::<Vec<_>>())
        );
        let cites = [Cite::Affiliations, Cite::PolicyLine("affiliations")];
        steps.push(step("unknown-affiliation", &cites, statement));
    }
    steps
}

/// Words of which one holds: `a`, `a, or b`.
fn either(words: &[String]) -> String {
    match words {
        [words @ .., last] if !words.is_empty() => format!("{}, or {last}", words.join(", ")),
        _ => words.concat(),
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifecycle::explain::tests::{CELLS, chain, says};

    #[test]
    fn a_person_who_has_died_has_no_recovery_and_a_hint_is_no_fact() {
        let died = Cells {
            scheduled: "2026-03-02",
            days: "",
            reason: "",
            deceased: "Yes",
            ..CELLS
        };
        let found = chain(&died, None, "2026-02-01");
        says(
            &found,
            "The report says that the person has died: all affiliations end, and there is no \
             recovery after the deletion day.\n",
        );
        says(
            &found,
            "There is no recovery: it is gone for good from the deletion day on, Mon 2 Mar 2026, so \
             what is to be kept has to be saved by Fri 27 Feb 2026.\nAn override for a person who \
             has died would put the deletion day off by 6 months, to Wed 2 Sep 2026, with sign-in \
             blocked; no export shows one.\n",
        );
        let hinted = Cells {
            reason: "Deceased 2026",
            deceased: "",
            ..died
        };
        let found = chain(&hinted, None, "2026-02-01");
        says(
            &found,
            "The reason, \"Deceased 2026\", hints that the person has died. That is no fact yet: if \
             it is so, there is no recovery after the deletion day.\n",
        );
        says(&found, "The mailbox can be brought back for 30 days");
        let unclear = Cells {
            deceased: "2026-01-05",
            ..died
        };
        says(
            &chain(&unclear, None, "2026-02-01"),
            "Whether the person has died is said by \"2026-01-05\", which is neither yes nor no: \
             look it up, since then there is no recovery.\n",
        );
    }

    #[test]
    fn a_reason_beside_the_reason_is_told_too() {
        #[track_caller]
        fn case(reason: &'static str, ready: &'static str, expected: &str) {
            let cells = Cells {
                reason,
                ready,
                ..CELLS
            };
            let found = chain(&cells, None, "2026-11-22");
            let told = format!("\nThe enrollment report flags this account: {expected}.\n");
            assert!(found.starts_with(&told), "{found}");
        }
        case("", "No PennKey", "\"No PennKey\"");
        case("No", "No PennKey", "\"No PennKey\"");
        case("Deceased", "No", "\"Deceased\"");
        case("Deceased", "No PennKey", "\"Deceased\" and \"No PennKey\"");
    }
}

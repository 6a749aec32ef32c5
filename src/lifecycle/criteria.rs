//! What has to hold for an account to have a mailbox, part by part (P1, P6).

use chrono::NaiveDate;

use super::calendar::show_weekday_date;
use super::deadline::Evidence;
use super::eligibility::{AffiliationStatus, Eligibility, affiliations};
use super::explain::{Cells, Cite, quote};
use super::facts::Facts;
use super::policy::{Eligible, Origin, Policy};
use crate::ingest::cell::read_flag;
use crate::ingest::issue::list;

/// One of the four parts, and what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// What has to hold.
    pub title: &'static str,
    /// Whether it does.
    pub state: Met,
    /// Why, as a sentence.
    pub reason: String,
    /// What that rests on.
    pub cites: Vec<Cite>,
}

/// Whether a part is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Met {
    /// It is not.
    Failed,
    /// What is loaded does not tell.
    Unknown,
    /// It is.
    Known,
}

impl Met {
    /// The stable name, as scripts see it.
    pub fn name(self) -> &'static str {
        match self {
            Met::Known => "known",
            Met::Unknown => "unknown",
            Met::Failed => "failed",
        }
    }
}

/// The four parts of P6; the second and the third are the two conditions of P1.
pub fn criteria(
    cells: &Cells,
    evidence: &Evidence,
    facts: Option<&Facts>,
    today: NaiveDate,
    policy: &Policy,
) -> [Criterion; 4] {
    [
        record(cells),
        affiliation(cells, evidence, policy),
        sponsor(cells, evidence, facts, today, policy),
        mailbox(cells, facts),
    ]
}

fn record(cells: &Cells) -> Criterion {
    let name = cells.logon_name;
    let (state, reason) = match name.trim().is_empty() {
        false => (
            Met::Known,
            format!(
                "The enrollment report has a row with the PennKey {}.",
                quote(name)
            ),
        ),
        true => (
            Met::Failed,
            String::from("The row of the enrollment report has no PennKey."),
        ),
    };
    Criterion {
        title: "A PennCommunity record with a PennKey",
        state,
        reason,
        cites: vec![Cite::LogonName],
    }
}

/// The active affiliations of a cell that keep an account, as words, by whether they need an override.
fn keeping(cells: &Cells, policy: &Policy, by_hand: bool) -> Vec<String> {
    let active = affiliations(cells.affiliations.unwrap_or_default()).into_iter();
    let rules = active
        .filter(|one| one.status != AffiliationStatus::Inactive)
        .filter_map(|one| policy.affiliation(one.code));
    rules
        .filter(|rule| rule.eligible == Eligible::Yes)
        .filter(|rule| (rule.origin == Origin::Manual) == by_hand)
        .map(|rule| format!("{} ({})", rule.code, rule.meaning))
        .collect()
}

/// Whether an active affiliation keeps the account that needs no override (P8).
pub fn kept_without_override(cell: &str, policy: &Policy) -> bool {
    let cells = Cells {
        affiliations: Some(cell),
        ..Cells::default()
    };
    !keeping(&cells, policy, false).is_empty()
}

fn affiliation(cells: &Cells, evidence: &Evidence, policy: &Policy) -> Criterion {
    let words = [false, true].map(|by_hand| keeping(cells, policy, by_hand));
    let (state, reason) = match evidence.eligibility {
        Eligibility::Eligible => {
            let words = list(&words.concat());
            (
                Met::Known,
                format!("{words} keeps the account; one is enough."),
            )
        }
        Eligibility::Conditional => (
            Met::Unknown,
            format!(
                "{} keeps the account under a condition that no export shows.",
                quote(cells.affiliations.unwrap_or_default())
            ),
        ),
        Eligibility::NotEligible => (
            Met::Failed,
            match cells.affiliations {
                Some(cell) if !affiliations(cell).is_empty() => {
                    format!("None of {} keeps an account.", quote(cell))
                }
                _ => String::from("No active affiliation is listed."),
            },
        ),
        Eligibility::Unknown => (
            Met::Unknown,
            match cells.affiliations {
                Some(cell) => format!(
                    "The policy knows no code of {} that keeps an account, and not all of its codes.",
                    quote(cell)
                ),
                None => String::from("The enrollment report has no column of affiliations."),
            },
        ),
    };
    Criterion {
        title: "An eligible affiliation that is active",
        state,
        reason,
        cites: vec![Cite::Affiliations],
    }
}

fn sponsor(
    cells: &Cells,
    evidence: &Evidence,
    facts: Option<&Facts>,
    today: NaiveDate,
    policy: &Policy,
) -> Criterion {
    let until = facts.and_then(|facts| facts.override_until);
    let overridden = facts.and_then(|facts| facts.overridden);
    let by_itself = keeping(cells, policy, false);
    let by_hand = keeping(cells, policy, true);
    let cite_override = vec![Cite::Override, Cite::OverrideUntil];
    let (state, reason, cites) = if let Some(until) = until {
        let day = show_weekday_date(until);
        match today <= until {
            true => (
                Met::Known,
                format!("An override keeps the account until {day}."),
                cite_override,
            ),
            false => (
                Met::Failed,
                format!("Its override ended on {day}."),
                cite_override,
            ),
        }
    } else if overridden == Some(true) {
        let reason = String::from("Its center overrides it, so it sponsors the account.");
        (Met::Known, reason, cite_override)
    } else if !by_itself.is_empty() && !cells.center.trim().is_empty() {
        let reason = format!(
            "{} comes from the university's own systems and needs no override; the center is {}.",
            list(&by_itself),
            quote(cells.center)
        );
        (Met::Known, reason, vec![Cite::Affiliations, Cite::Center])
    } else if !by_itself.is_empty() {
        let reason = String::from("The row names no center that could sponsor the account.");
        (Met::Unknown, reason, vec![Cite::Affiliations, Cite::Center])
    } else if overridden == Some(false) {
        let reason = String::from("No affiliation sponsors it by itself, and it has no override.");
        (Met::Failed, reason, cite_override)
    } else if !by_hand.is_empty() {
        let reason = format!(
            "{} is entered by hand and needs an override, which no loaded export shows.",
            list(&by_hand)
        );
        (Met::Unknown, reason, vec![Cite::Affiliations])
    } else if evidence.eligibility == Eligibility::NotEligible {
        let reason = String::from(
            "No affiliation sponsors it; whether an override does, no loaded export shows.",
        );
        (Met::Failed, reason, vec![Cite::Affiliations])
    } else {
        let reason = String::from("Nothing loaded tells which center sponsors the account.");
        (Met::Unknown, reason, vec![Cite::Affiliations, Cite::Center])
    };
    // One that ended is no loss where an affiliation needs none.
    let is_kept = state == Met::Failed && !by_itself.is_empty();
    Criterion {
        title: "A center that sponsors it, by an affiliation or by an override",
        state: if is_kept { Met::Known } else { state },
        reason: match is_kept {
            true => format!("{reason} {} needs none.", list(&by_itself)),
            false => reason,
        },
        cites,
    }
}

fn mailbox(cells: &Cells, facts: Option<&Facts>) -> Criterion {
    let ready = [cells.ready, cells.reason];
    let ready = ready.into_iter().find_map(read_flag);
    let licensed = facts.and_then(|facts| facts.licensed);
    let center = match ready {
        Some(true) => "The report says that it is ready for a mailbox",
        Some(false) => "The report says that it is not ready for a mailbox",
        None => "No loaded export tells whether its center participates",
    };
    let license = match licensed {
        Some(true) => "it has a license",
        Some(false) => "it has no license",
        None => "no loaded export tells whether it has a license",
    };
    let met = |known: Option<bool>| match known {
        Some(true) => Met::Known,
        Some(false) => Met::Failed,
        None => Met::Unknown,
    };
    let linked = match (ready, licensed) {
        (Some(true), Some(false) | None) | (None | Some(false), Some(true)) => "but",
        _ => "and",
    };
    Criterion {
        title: "For the mailbox: a participating center and a license",
        state: met(ready).min(met(licensed)),
        reason: format!("{center}, {linked} {license}."),
        cites: vec![Cite::Reason, Cite::Licenses],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifecycle::eligibility::eligibility;
    use crate::lifecycle::tests::day;

    const CELLS: Cells = Cells {
        logon_name: "adoe",
        affiliations: Some("STAF"),
        center: "SAS",
        ready: "Yes",
        ..Cells::EMPTY
    };

    fn told(cells: &Cells, facts: Option<&Facts>) -> [Criterion; 4] {
        let policy = Policy::penn();
        let kept = cells.affiliations.map(|cell| eligibility(cell, &policy));
        let evidence = Evidence {
            eligibility: kept.unwrap_or_default(),
            ..Evidence::default()
        };
        criteria(cells, &evidence, facts, day("2026-03-02"), &policy)
    }

    fn states(cells: &Cells, facts: Option<&Facts>) -> String {
        told(cells, facts).map(|one| one.state.name()).join(" ")
    }

    #[test]
    fn each_part_is_known_failed_or_unknown() {
        #[track_caller]
        fn case(cells: Cells, facts: Option<Facts>, expected: &str) {
            assert_eq!(states(&cells, facts.as_ref()), expected);
        }
        let licensed = |licensed| {
            Some(Facts {
                licensed,
                ..Facts::default()
            })
        };
        case(CELLS, licensed(Some(true)), "known known known known");
        case(CELLS, None, "known known known unknown");
        case(CELLS, licensed(Some(false)), "known known known failed");
        let with = |affiliations| Cells {
            affiliations,
            ..CELLS
        };
        case(with(Some("VSCO")), None, "known known unknown unknown");
        case(with(Some("RTSF")), None, "known failed failed unknown");
        case(with(Some("")), None, "known failed failed unknown");
        case(with(Some("ERF")), None, "known unknown unknown unknown");
        case(with(Some("CPUP")), None, "known unknown unknown unknown");
        case(with(None), None, "known unknown unknown unknown");
        let no_key = Cells {
            logon_name: " ",
            ..CELLS
        };
        case(no_key, None, "failed known known unknown");
        let not_ready = Cells {
            ready: "",
            reason: "No",
            ..CELLS
        };
        case(not_ready, licensed(Some(true)), "known known known failed");
        let no_center = Cells {
            center: "",
            ..CELLS
        };
        case(no_center, None, "known known unknown unknown");
    }

    #[test]
    fn an_override_sponsors_until_it_ends() {
        #[track_caller]
        fn case(cell: &str, facts: Facts, expected: Met) {
            let cells = Cells {
                affiliations: Some(cell),
                ..CELLS
            };
            assert_eq!(told(&cells, Some(&facts))[2].state, expected);
        }
        let until = |text: &str| Facts {
            override_until: Some(day(text)),
            ..Facts::default()
        };
        case("VSCO", until("2026-03-02"), Met::Known);
        case("VSCO", until("2026-03-01"), Met::Failed);
        // An affiliation of payroll sponsors by itself.
        case("STAF", until("2026-03-01"), Met::Known);
        let overridden = |overridden| Facts {
            overridden: Some(overridden),
            ..Facts::default()
        };
        case("VSCO", overridden(true), Met::Known);
        case("VSCO", overridden(false), Met::Failed);
        case("", overridden(true), Met::Known);
    }

    #[test]
    fn both_conditions_of_provisioning_have_a_reason_of_their_own() {
        let [_, affiliation, sponsor, mailbox] = told(&CELLS, None);
        assert_eq!(
            affiliation.reason,
            "STAF (Staff) keeps the account; one is enough."
        );
        assert_eq!(
            sponsor.reason,
            "STAF (Staff) comes from the university's own systems and needs no override; the \
             center is \"SAS\"."
        );
        assert_eq!(
            mailbox.reason,
            "The report says that it is ready for a mailbox, but no loaded export tells whether it \
             has a license."
        );
    }
}

//! Whether an account's affiliations keep it.

use super::policy::{Eligible, Policy, SeveralAffiliations};

/// One affiliation of the column *all active affiliations* (domain 2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Affiliation<'a> {
    /// The code as written.
    pub code: &'a str,
    /// What the cell says of it.
    pub status: AffiliationStatus,
}

/// What a cell says of an affiliation; the column lists active ones, so most say nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AffiliationStatus {
    /// Marked `(A)` or `-A`.
    Active,
    /// Marked `(I)` or `-I`.
    Inactive,
    /// Not marked.
    Unmarked,
}

/// The affiliations of a cell, split at commas, semicolons, slashes, pipes and space (P19).
pub fn affiliations(cell: &str) -> Vec<Affiliation<'_>> {
    let mut found: Vec<Affiliation> = Vec::new();
    let is_separator = |c: char| matches!(c, ',' | ';' | '/' | '|') || c.is_whitespace();
    for word in cell.split(is_separator).filter(|word| !word.is_empty()) {
        let (code, status) = split_status(word);
        match found.last_mut() {
            // A mark that stands apart belongs to the code before it: `STAF (A)`.
            Some(last) if code.is_empty() => last.status = status,
            _ if code.chars().any(char::is_alphanumeric) => {
                found.push(Affiliation { code, status })
            }
            _ => {}
        }
    }
    found
}

fn split_status(word: &str) -> (&str, AffiliationStatus) {
    let marks = [
        ("(A)", AffiliationStatus::Active),
        ("-A", AffiliationStatus::Active),
        ("(I)", AffiliationStatus::Inactive),
        ("-I", AffiliationStatus::Inactive),
    ];
    for (mark, status) in marks {
        if let Some(code) = word.strip_suffix(mark) {
            return (code, status);
        }
    }
    (word, AffiliationStatus::Unmarked)
}

/// Whether the affiliations of an account keep it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Eligibility {
    /// One of them does; one is enough (P7).
    Eligible,
    /// One does under a condition that the exports do not show.
    Conditional,
    /// None of them does, or there are none.
    NotEligible,
    /// A code is not in the policy's table, or the column is missing.
    #[default]
    Unknown,
}

/// Whether a cell of *all active affiliations* keeps the account (P3, P7, P8).
pub fn eligibility(cell: &str, policy: &Policy) -> Eligibility {
    let found = affiliations(cell);
    let active = found
        .iter()
        .filter(|affiliation| affiliation.status != AffiliationStatus::Inactive);
    let verdicts = active.map(|affiliation| match policy.affiliation(affiliation.code) {
        None => Eligibility::Unknown,
        Some(rule) => match rule.eligible {
            Eligible::Yes => Eligibility::Eligible,
            Eligible::If(_) => Eligibility::Conditional,
            Eligible::No => Eligibility::NotEligible,
        },
    });
    let choose = match policy.several_affiliations {
        SeveralAffiliations::AnyEligible => best,
        SeveralAffiliations::LongestWins => agreed,
    };
    verdicts.reduce(choose).unwrap_or(Eligibility::NotEligible)
}

/// What both say: which of two lasts longer stands in no export, so two that differ decide nothing.
fn agreed(left: Eligibility, right: Eligibility) -> Eligibility {
    match left == right {
        true => left,
        false => Eligibility::Unknown,
    }
}

/// The one that says most for keeping the account; unknown is not ineligible.
fn best(left: Eligibility, right: Eligibility) -> Eligibility {
    let order = [
        Eligibility::Eligible,
        Eligibility::Conditional,
        Eligibility::Unknown,
    ];
    order
        .into_iter()
        .find(|&one| left == one || right == one)
        .unwrap_or(Eligibility::NotEligible)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_of_affiliations_is_split_into_codes() {
        #[track_caller]
        fn case(cell: &str, expected: &str) {
            let codes: Vec<&str> = affiliations(cell).iter().map(|found| found.code).collect();
            assert_eq!(codes.join(" "), expected);
        }
        case("FAC", "FAC");
        case("FAC;STU", "FAC STU");
        case("FAC, STU/TEMP|CTSY\nRES", "FAC STU TEMP CTSY RES");
        case("STAF(A), STU (A) RES-I", "STAF STU RES");
        case(" ; , - ", "");
        case("", "");
    }

    #[test]
    fn one_eligible_affiliation_is_enough_and_an_unknown_code_is_not_ineligible() {
        #[track_caller]
        fn case(cell: &str, expected: Eligibility) {
            assert_eq!(eligibility(cell, &Policy::penn()), expected);
        }
        case("STAF", Eligibility::Eligible);
        case("rtsf stu", Eligibility::Eligible);
        case("ALUM;STU", Eligibility::Eligible);
        case("STU-I", Eligibility::NotEligible);
        case("ERF RTSF", Eligibility::Conditional);
        case("RTSF", Eligibility::NotEligible);
        case("RTSF ALUM", Eligibility::Unknown);
        case("", Eligibility::NotEligible);
    }

    #[test]
    fn where_the_longest_decides_two_that_differ_decide_nothing() {
        #[track_caller]
        fn case(cell: &str, expected: Eligibility) {
            let policy = Policy {
                several_affiliations: SeveralAffiliations::LongestWins,
                ..Policy::penn()
            };
            assert_eq!(eligibility(cell, &policy), expected);
        }
        case("STAF", Eligibility::Eligible);
        case("STAF;STU", Eligibility::Eligible);
        case("STAF;RTSF", Eligibility::Unknown);
        case("STAF;RTSF-I", Eligibility::Eligible);
        case("RTSF", Eligibility::NotEligible);
        case("", Eligibility::NotEligible);
    }
}

//! Why an account stands where it stands, in sentences for a support person and for a ticket.

mod clocks;
mod deadline;
mod facts;
mod row;

use chrono::NaiveDate;

use super::deadline::{AsOf, Basis, Evidence};
use super::facts::Facts;
use super::policy::Policy;
use super::standing::standing;

/// One sentence of a chain of reasons (domain 2.2 `Explanation`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The sentence.
    pub statement: String,
    /// What it rests on.
    pub cites: Vec<Cite>,
    /// The rule, a stable word that `docs/rules.md` explains, such as `disable-day`.
    pub rule: &'static str,
}

/// What a sentence rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cite {
    /// The enrollment row's logon name.
    LogonName,
    /// The row of the mailbox list or the pasted names.
    MineRow,
    /// The enrollment row's scheduled deletion date.
    ScheduledDeletion,
    /// The enrollment row's days until deprovisioning.
    ExpiresInDays,
    /// The enrollment row's reason for the flag.
    Reason,
    /// The enrollment row's active affiliations.
    Affiliations,
    /// The enrollment row's active code.
    ActiveCode,
    /// The enrollment row's word on a mailbox.
    HasMailbox,
    /// The day the last affiliation ended.
    InactiveOn,
    /// The enrollment row's center.
    Center,
    /// Whether the person has died.
    Deceased,
    /// When the directory deleted the account.
    DeletedAt,
    /// Who overrides the account.
    Override,
    /// The last day of its override.
    OverrideUntil,
    /// Whether sign-in is blocked.
    Blocked,
    /// Its licenses.
    Licenses,
    /// What is said of its kept backup.
    Preserved,
    /// The day the enrollment report was made.
    AsOf,
    /// The evaluation day.
    Today,
    /// A line of the policy, by its name in the file.
    PolicyLine(&'static str),
}

/// The texts of one account's row as found, for quoting.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cells<'a> {
    /// Where the account meets the person's own list, if it does.
    pub mine: Option<Mine>,
    /// The scheduled deletion date.
    pub scheduled: &'a str,
    /// The days until deprovisioning.
    pub days: &'a str,
    /// The reason for the flag.
    pub reason: &'a str,
    /// What the column *O365 Ready* says beside it, where the report has both.
    pub ready: &'a str,
    /// All active affiliations; `None` where the report has no such column.
    pub affiliations: Option<&'a str>,
    /// Active code of the person: `A` or `I`.
    pub active_code: &'a str,
    /// Whether there is a mailbox.
    pub has_mailbox: &'a str,
    /// The logon name.
    pub logon_name: &'a str,
    /// The center.
    pub center: &'a str,
    /// Whether the person has died.
    pub deceased: &'a str,
    /// The day the last affiliation ended.
    pub inactive_on: &'a str,
    /// In what way the backup came to be kept, as its export says.
    pub preserve_mode: &'a str,
}

impl Cells<'_> {
    /// A row that says nothing.
    pub const EMPTY: Cells<'static> = Cells {
        mine: None,
        scheduled: "",
        days: "",
        reason: "",
        ready: "",
        affiliations: None,
        active_code: "",
        has_mailbox: "",
        logon_name: "",
        center: "",
        deceased: "",
        inactive_on: "",
        preserve_mode: "",
    };
}

/// The person's own list that holds an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mine {
    /// A list of mailboxes: proof of a mailbox (domain 2.6).
    Mailboxes,
    /// Pasted or listed logon names.
    Names,
}

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

fn step(rule: &'static str, cites: &[Cite], statement: impl Into<String>) -> Step {
    Step {
        statement: statement.into(),
        cites: cites.to_vec(),
        rule,
    }
}

/// A cell's text in quotes, on one line.
pub(super) fn quote(cell: &str) -> String {
    let words: Vec<&str> = cell.split_whitespace().collect();
    format!("\"{}\"", words.join(" "))
}

pub(super) fn days(n_days: i32) -> String {
    match n_days {
        1 => String::from("1 day"),
        _ => format!("{n_days} days"),
    }
}

fn n_days(n_days: u32) -> String {
    days(i32::try_from(n_days).unwrap_or(i32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::cell::{read_date, read_days, read_flag};
    use crate::lifecycle::backup::{Job, Preserved};
    use crate::lifecycle::deadline::{Provenance, is_flag_reason};
    use crate::lifecycle::eligibility::eligibility;
    use crate::lifecycle::facts::Deleted;
    use crate::lifecycle::tests::day;

    fn chain(cells: &Cells, as_of: Option<&str>, today: &str) -> String {
        chain_with(cells, None, as_of, today)
    }

    fn chain_with(
        cells: &Cells,
        facts: Option<&Facts>,
        as_of: Option<&str>,
        today: &str,
    ) -> String {
        let policy = Policy::penn();
        let evidence = Evidence {
            scheduled: read_date(cells.scheduled, None),
            days: read_days(cells.days),
            has_reason: is_flag_reason(cells.reason) || is_flag_reason(cells.ready),
            inactive_on: read_date(cells.inactive_on, None),
            deceased: read_flag(cells.deceased) == Some(true),
            eligibility: cells
                .affiliations
                .map(|cell| eligibility(cell, &policy))
                .unwrap_or_default(),
            ..Evidence::default()
        };
        let as_of = as_of.map(|text| AsOf {
            day: day(text),
            provenance: Provenance::Inferred,
        });
        let steps = explain(cells, &evidence, facts, as_of, day(today), &policy);
        steps
            .iter()
            .map(|step| format!("\n{}", step.statement))
            .collect()
    }

    const CELLS: Cells = Cells {
        mine: Some(Mine::Mailboxes),
        scheduled: "11/29/2026",
        days: "7",
        reason: "Affiliation ended: TEMP,\r\nno successor",
        ready: "",
        affiliations: Some("ALUM"),
        active_code: "A",
        has_mailbox: "Y",
        logon_name: "adoe",
        ..Cells::EMPTY
    };

    #[test]
    fn a_flagged_account_is_explained_from_its_row_to_its_urgency() {
        let found = chain(&CELLS, Some("2026-11-22"), "2026-11-22");
        assert_eq!(
            found,
            r#"
The enrollment report flags this account: "Affiliation ended: TEMP, no successor".
It is on your list of mailboxes, so it has one.
Its active affiliation is ALUM.
Its scheduled deletion date is Sun 29 Nov 2026.
The days left, "7", counted from Sun 22 Nov 2026 (inferred from the dates in the report), agree with it.
Accounts are disabled 1 day before the deletion day, so this one is disabled from 00:00 on Sat 28 Nov 2026.
The last safe working day is Wed 25 Nov 2026, the last one before the disable day and 4 days before the deletion day: Thu 26 Nov 2026 is Thanksgiving Day and Fri 27 Nov 2026 is the day after Thanksgiving.
To be safe, start by 15:40 on Wed 25 Nov 2026: the waits take up to 80 minutes (20 for sync and autoprovisioning and 60 for mailbox and license).
The mailbox can be brought back for 30 days from the deletion day: it is gone for good from Tue 29 Dec 2026, and the last safe working day to reinstate it is Thu 24 Dec 2026.
Seen from Sun 22 Nov 2026, the disable day is 6 days ahead and the deletion day is 7 days ahead.
Urgency Imminent: the last safe working day is 3 days ahead, at most 7."#
        );
    }

    #[test]
    fn a_contradiction_tells_both_days_and_which_one_drives() {
        let cells = Cells {
            scheduled: "03-Sep-26",
            days: "37",
            reason: "",
            affiliations: Some("STU, STAF"),
            ..CELLS
        };
        let found = chain(&cells, Some("2026-01-31"), "2026-03-09");
        assert_eq!(
            found,
            r#"
The enrollment report flags this account: it has a scheduled deletion date, but no reason.
It is on your list of mailboxes, so it has one.
Its active affiliations are STU (Student) and STAF (Staff).
It is flagged although an active affiliation may keep it. Likely causes: the center does not participate, or the affiliation is newer than the flag.
The year of "03-Sep-26" has two digits; it was taken from 1970 to 2069.
Its scheduled deletion date is Thu 3 Sep 2026.
The days left, "37", counted from Sat 31 Jan 2026 (inferred from the dates in the report), lead to Mon 9 Mar 2026, 178 days earlier: they agree if day and month of the date change places, so check its format.
The earlier of the two drives: the deletion day is Mon 9 Mar 2026.
Accounts are disabled 1 day before the deletion day, so this one is disabled from 00:00 on Sun 8 Mar 2026.
The last safe working day is Fri 6 Mar 2026, the last one before the disable day and 3 days before the deletion day: Sat 7 Mar 2026 is no working day.
The mailbox can be brought back for 30 days from the deletion day: it is gone for good from Wed 8 Apr 2026, and the last safe working day to reinstate it is Mon 6 Apr 2026.
Seen from Mon 9 Mar 2026, the disable day is 1 day past and the deletion day is this very day.
Urgency Recovery: it is deprovisioned, and the last safe working day to reinstate it is not over."#
        );
    }

    #[test]
    fn without_a_date_it_is_said_why_and_treated_as_urgent() {
        let cells = Cells {
            scheduled: "soon",
            days: "12",
            affiliations: Some(""),
            active_code: "I",
            has_mailbox: "N",
            ..CELLS
        };
        assert_eq!(
            chain(&cells, None, "2026-11-22"),
            r#"
The enrollment report flags this account: "Affiliation ended: TEMP, no successor".
It is on your list of mailboxes, which proves that it has one, although the enrollment report says "N".
It has no active affiliation.
Its active code is "I": none of the person's roles is active.
The scheduled deletion date "soon" cannot be read as a date.
The deletion day is unknown: the row counts "12" days, but the day the report was made is not known.
Urgency Unclear: without a usable date it is treated as urgent until explained."#
        );
    }

    #[test]
    fn an_account_without_a_flag_says_so() {
        let cells = Cells {
            mine: None,
            scheduled: "",
            days: "",
            reason: "Yes",
            affiliations: None,
            ..CELLS
        };
        assert_eq!(
            chain(&cells, Some("2026-11-22"), "2026-11-22"),
            r#"
The enrollment report does not flag this account: it gives no scheduled deletion date, no days until deprovisioning and no reason.
The enrollment report says that it has a mailbox.
Urgency None: it is not flagged."#
        );
    }

    #[test]
    fn an_account_without_a_flag_that_no_affiliation_keeps_is_not_called_safe() {
        let cells = Cells {
            mine: None,
            scheduled: "",
            days: "",
            reason: "Yes",
            affiliations: Some("RTSF"),
            ..CELLS
        };
        assert_eq!(
            chain(&cells, Some("2026-11-22"), "2026-11-22"),
            r#"
The enrollment report does not flag this account: it gives no scheduled deletion date, no days until deprovisioning and no reason.
The enrollment report says that it has a mailbox.
Its active affiliation is RTSF (Retired staff).
Urgency Unclear: it is not flagged, but none of its affiliations keeps it, so it is treated as urgent until explained."#
        );
    }

    #[track_caller]
    fn says(found: &str, expected: &str) {
        assert!(found.contains(&format!("\n{expected}")), "{found}");
    }

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
    fn the_end_of_the_last_affiliation_leads_to_an_assumed_day() {
        let ended = Cells {
            scheduled: "",
            days: "",
            reason: "",
            inactive_on: "2026-01-01",
            ..CELLS
        };
        let found = chain(&ended, None, "2026-02-01");
        says(
            &found,
            "The enrollment report flags this account: it says when the last affiliation ends.\n",
        );
        says(
            &found,
            "There is no usable deletion date in the row. Its last affiliation ended on Thu 1 Jan \
             2026; 60 days of grace time lead to Mon 2 Mar 2026: this deletion day is assumed.\n",
        );
    }

    #[test]
    fn a_deletion_in_the_directory_tells_its_instant_and_all_that_follows() {
        let facts = Facts {
            deleted: Deleted::At("2026-03-08T04:30:00".parse().unwrap()),
            ..Facts::default()
        };
        let found = chain_with(&CELLS, Some(&facts), Some("2026-11-22"), "2026-03-10");
        let behind = found.split_once("agree with it.").expect("the plan").1;
        assert_eq!(
            behind,
            r#"
The directory deleted it at 04:30 UTC on 8 Mar 2026, which is Sat 7 Mar 2026 in America/New_York and beats every plan. It can be restored for 30 days of 24 hours: it is gone for good from 00:30 on Tue 7 Apr 2026. Nobody promises the minute, so the last safe working day to restore it is Mon 6 Apr 2026; the last working day before the deletion was Fri 6 Mar 2026.
Seen from Tue 10 Mar 2026, the disable day is 3 days past and the deletion day is 3 days past.
Urgency Recovery: it is deprovisioned, and the last safe working day to reinstate it is not over."#
        );
    }

    #[test]
    fn the_end_of_an_override_is_told_with_what_it_leads_to() {
        #[track_caller]
        fn case(cells: Cells, kept_otherwise: bool, today: &str, expected: &str) {
            let facts = Facts {
                override_until: Some(day("2026-01-01")),
                kept_otherwise,
                ..Facts::default()
            };
            says(&chain_with(&cells, Some(&facts), None, today), expected);
        }
        let not_flagged = Cells {
            scheduled: "",
            days: "",
            reason: "",
            affiliations: Some("VSCO"),
            ..CELLS
        };
        let planned = Cells {
            scheduled: "2025-12-20",
            ..not_flagged
        };
        case(
            not_flagged,
            false,
            "2025-12-01",
            "An override keeps it until Thu 1 Jan 2026; then its affiliation is inactive, and 60 \
             days of grace time lead to Mon 2 Mar 2026: this deletion day is assumed.\n",
        );
        case(
            not_flagged,
            false,
            "2026-01-02",
            "The override that kept it ended on Thu 1 Jan 2026; then its affiliation is inactive",
        );
        case(
            not_flagged,
            true,
            "2025-12-01",
            "An override keeps it until Thu 1 Jan 2026; an affiliation that needs no override keeps \
             it as well.\n",
        );
        case(
            planned,
            false,
            "2025-12-01",
            "An override keeps it until Thu 1 Jan 2026, although its deletion day is not after \
             that: the two contradict each other, and the earlier one drives.\n",
        );
        let later = Cells {
            scheduled: "2026-02-20",
            ..planned
        };
        case(
            later,
            false,
            "2025-12-01",
            "An override keeps it until Thu 1 Jan 2026; the day in the report drives.\n",
        );
        let undated = Cells {
            reason: "Sponsor removed",
            scheduled: "",
            affiliations: Some(""),
            ..planned
        };
        case(
            undated,
            false,
            "2025-12-01",
            "An override keeps it until Thu 1 Jan 2026, although it is flagged: which of the two is \
             right is open.\n",
        );
    }

    #[test]
    fn every_overlay_has_its_sentence() {
        #[track_caller]
        fn case(facts: Facts, today: &str, expected: &str) {
            let cells = Cells {
                scheduled: "2026-03-02",
                days: "",
                preserve_mode: "AD/LDAP sync",
                ..CELLS
            };
            says(&chain_with(&cells, Some(&facts), None, today), expected);
        }
        let in_use = Facts {
            blocked: Some(false),
            licensed: Some(true),
            ..Facts::default()
        };
        let blocked = Facts {
            blocked: Some(true),
            licensed: Some(false),
            ..Facts::default()
        };
        case(
            blocked,
            "2026-02-01",
            "Sign-in is blocked, although that is not due yet: someone blocked it.\nIt has no \
             license, so its mailbox may be going already.\n",
        );
        let seen = Facts {
            directory_day: Some(day("2026-03-03")),
            ..in_use
        };
        case(
            seen,
            "2026-03-05",
            "Sign-in is allowed and it has a license on Tue 3 Mar 2026, after its deletion day: the \
             plan did not run. Ask whether it was taken back before you rely on it.\n",
        );
        case(
            in_use,
            "2026-03-05",
            "Sign-in is allowed and it has a license, but of which day that is, its export does not \
             say, so it does not tell whether the plan ran.\n",
        );
        let kept = |delete_after_days, held| Facts {
            preserved: Some(Preserved {
                on: Some(day("2026-02-01")),
                job: Job::Directory,
                delete_after_days,
                held,
            }),
            ..Facts::default()
        };
        case(
            kept(Some(30), None),
            "2026-02-10",
            "Its backup is kept since Sun 1 Feb 2026 (mode \"AD/LDAP sync\"). It is deleted after 30 \
             days, on Tue 3 Mar 2026 or Wed 4 Mar 2026, by the job for AD and LDAP accounts; when \
             that runs is not published. A legal hold or a guest share would stop that, which this \
             export does not show.\n",
        );
        case(
            kept(Some(30), Some(true)),
            "2026-02-10",
            "Its backup is kept since Sun 1 Feb 2026 (mode \"AD/LDAP sync\"). A legal hold keeps it \
             from being deleted.\n",
        );
        case(
            kept(None, None),
            "2026-02-10",
            "Its backup is kept since Sun 1 Feb 2026 (mode \"AD/LDAP sync\"); after how many days it \
             is deleted, a setting of the backup says and no loaded export.\n",
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

    #[test]
    fn each_way_to_a_deletion_day_has_its_sentence() {
        #[track_caller]
        fn case(scheduled: &'static str, days: &'static str, as_of: Option<&str>, expected: &str) {
            let cells = Cells {
                scheduled,
                days,
                ..CELLS
            };
            let found = chain(&cells, as_of, "2026-02-22");
            assert!(found.contains(&format!("\n{expected}")), "{found}");
        }
        let made = Some("2026-01-31");
        case(
            "",
            "",
            made,
            "The deletion day is unknown: the row gives no usable date.",
        );
        case(
            "",
            "30",
            made,
            "There is no usable scheduled date. The days left, \"30\", counted from Sat 31 Jan 2026 \
             (inferred from the dates in the report), lead to Mon 2 Mar 2026: this deletion day is \
             assumed.",
        );
        case(
            "",
            "> 60",
            made,
            "There is no usable scheduled date. The days left, \"> 60\", counted from Sat 31 Jan \
             2026 (inferred from the dates in the report), lead to Wed 1 Apr 2026 at the earliest: \
             this deletion day is assumed.",
        );
        case(
            "2026-03-09",
            "38",
            made,
            "The days left, \"38\", counted from Sat 31 Jan 2026 (inferred from the dates in the \
             report), lead to Tue 10 Mar 2026, 1 day later: rounding, midnight, or a count to the \
             disable day.\nThe earlier of the two drives: the deletion day is Mon 9 Mar 2026.",
        );
        case(
            "2026-03-09",
            "9",
            made,
            "The days left, \"9\", counted from Sat 31 Jan 2026 (inferred from the dates in the \
             report), lead to Mon 9 Feb 2026, 28 days earlier: one of the two was edited, or the \
             file was put together from two runs.\nThe earlier of the two drives: the deletion day \
             is Mon 9 Feb 2026.\nThis day has passed since the report was made.",
        );
        case(
            "2026-03-09",
            "9",
            None,
            "The days left are not compared with it, because the day the report was made is not \
             known.",
        );
        case(
            "2026-03-02",
            "Expired",
            None,
            "The days left, \"Expired\", say that the day is past, Sat 21 Feb 2026 at the latest: \
             the row is stale or wrong.",
        );
        case(
            "",
            "Expired",
            made,
            "The deletion day is unknown: the row says \"Expired\", so the day is past, but not \
             which day it was.",
        );
        case(
            "2026-03-10T03:30:00Z",
            "",
            made,
            "Its scheduled deletion date is Mon 9 Mar 2026, the day of \"2026-03-10T03:30:00Z\" in \
             America/New_York.",
        );
        case(
            "03/04/2026",
            "",
            made,
            "\"03/04/2026\" is 3 Apr 2026 if the day comes first and 4 Mar 2026 if the month does; \
             until you say which, the earlier day is used.",
        );
    }
}

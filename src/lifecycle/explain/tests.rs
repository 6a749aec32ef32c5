//! Whole chains of reasons.

use super::*;
use crate::ingest::cell::{read_date, read_days, read_flag};
use crate::ingest::zone::ZoneRules;
use crate::lifecycle::deadline::{Provenance, is_flag_reason};
use crate::lifecycle::eligibility::eligibility;
use crate::lifecycle::tests::day;

pub(super) fn chain(cells: &Cells, as_of: Option<&str>, today: &str) -> String {
    chain_with(cells, None, as_of, today)
}

pub(super) fn chain_with(
    cells: &Cells,
    facts: Option<&Facts>,
    as_of: Option<&str>,
    today: &str,
) -> String {
    let policy = Policy::penn();
    let evidence = Evidence {
        scheduled: read_date(cells.scheduled, None, &ZoneRules::default()),
        days: read_days(cells.days),
        has_reason: is_flag_reason(cells.reason) || is_flag_reason(cells.ready),
        inactive_on: read_date(cells.inactive_on, None, &ZoneRules::default()),
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

pub(super) const CELLS: Cells = Cells {
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
pub(super) fn says(found: &str, expected: &str) {
    assert!(found.contains(&format!("\n{expected}")), "{found}");
}

//! Which day is the deletion day, and how the row agrees with itself.

use super::{Cells, Cite, Step, days, n_days, quote, step};
use crate::ingest::cell::{DateReading, DaysReading, is_instant};
use crate::lifecycle::calendar::{show_date, show_weekday_date};
use crate::lifecycle::clocks::days_until;
use crate::lifecycle::deadline::{AsOf, Basis, Evidence, Finding, Note};
use crate::lifecycle::policy::{GraceDays, Policy};
use crate::lifecycle::standing::Standing;

/// What has to be known before the scheduled date is used.
pub(super) fn notes_on_date(cells: &Cells, standing: &Standing) -> Vec<Step> {
    let cell = quote(cells.scheduled);
    let statement = |note: &Note| match *note {
        Note::TwoDigitYear => Some(format!(
            "The year of {cell} has two digits; it was taken from 1970 to 2069."
        )),
        Note::AmbiguousOrder {
            day_first,
            month_first,
        } => Some(format!(
            "{cell} is {} if the day comes first and {} if the month does; until you say which, \
             the earlier day is used.",
            show_date(day_first),
            show_date(month_first)
        )),
        Note::UnreadableDate => Some(format!(
            "The scheduled deletion date {cell} cannot be read as a date."
        )),
        _ => None,
    };
    let notes = standing.deadline.notes.iter().filter_map(statement);
    notes
        .map(|statement| step("date-reading", &[Cite::ScheduledDeletion], statement))
        .collect()
}

/// From the row to the deletion day; where the row disagrees with itself, both days are told.
pub(super) fn deletion(
    cells: &Cells,
    evidence: &Evidence,
    standing: &Standing,
    as_of: Option<AsOf>,
    policy: &Policy,
) -> Vec<Step> {
    let deadline = &standing.deadline;
    let (Some(day), Some(scheduled)) = (deadline.day, evidence.scheduled.day()) else {
        return vec![without_schedule(cells, evidence, standing, as_of, policy)];
    };
    let by_date = step(
        "deletion-day",
        &[Cite::ScheduledDeletion],
        match is_instant(cells.scheduled) {
            true => format!(
                "Its scheduled deletion date is {}, the day of {} in {}.",
                show_weekday_date(scheduled),
                quote(cells.scheduled),
                policy.zone.name()
            ),
            false => format!(
                "Its scheduled deletion date is {}.",
                show_weekday_date(scheduled)
            ),
        },
    );
    let disagrees = match deadline.finding {
        Finding::OffByOne { .. } | Finding::Contradicted { .. } | Finding::Stale { .. } => true,
        Finding::NotChecked
        | Finding::Consistent
        | Finding::Assumed
        | Finding::FlaggedWhileEligible => false,
    };
    let earlier = disagrees.then(|| {
        let day = show_weekday_date(day);
        step(
            "date-and-days",
            &[Cite::ScheduledDeletion, Cite::ExpiresInDays],
            format!("The earlier of the two drives: the deletion day is {day}."),
        )
    });
    let by_days = agreement(cells, deadline.finding, as_of);
    std::iter::once(by_date)
        .chain(by_days)
        .chain(earlier)
        .collect()
}

/// How the days left agree with the scheduled date (domain 2.8).
fn agreement(cells: &Cells, finding: Finding, as_of: Option<AsOf>) -> Option<Step> {
    let cites: &[Cite] = match as_of {
        Some(_) => &[Cite::ExpiresInDays, Cite::AsOf],
        None => &[Cite::ExpiresInDays],
    };
    let counting = counting(cells, as_of);
    let later = |scheduled, counted| match days_until(counted, scheduled) {
        ahead @ 0.. => format!("{} later", days(ahead)),
        behind => format!("{} earlier", days(-behind)),
    };
    let statement = match finding {
        Finding::NotChecked | Finding::Assumed | Finding::FlaggedWhileEligible => return None,
        Finding::Consistent => format!("{counting}, agree with it."),
        Finding::OffByOne { scheduled, counted } => format!(
            "{counting}, lead to {}, {}: rounding, midnight, or a count to the disable day.",
            show_weekday_date(counted),
            later(scheduled, counted)
        ),
        Finding::Contradicted {
            scheduled,
            counted,
            swap_explains,
        } => format!(
            "{counting}, lead to {}, {}: {}.",
            show_weekday_date(counted),
            later(scheduled, counted),
            match swap_explains {
                true =>
                    "they agree if day and month of the date change places, so check its format",
                false => "one of the two was edited, or the file was put together from two runs",
            }
        ),
        Finding::Stale { counted, .. } => format!(
            "{counting}, say that the day is past, {} at the latest: the row is stale or wrong.",
            show_weekday_date(counted)
        ),
    };
    Some(step("date-and-days", cites, statement))
}

/// `The "30" days left, counted from …`: the beginning of a sentence.
fn counting(cells: &Cells, as_of: Option<AsOf>) -> String {
    let found = quote(cells.days);
    match as_of {
        Some(as_of) => format!(
            "The days left, {found}, counted from {} ({})",
            show_weekday_date(as_of.day),
            as_of.provenance.label()
        ),
        None => format!("The days left, {found}"),
    }
}

/// The deletion day of a row without a readable scheduled date.
fn without_schedule(
    cells: &Cells,
    evidence: &Evidence,
    standing: &Standing,
    as_of: Option<AsOf>,
    policy: &Policy,
) -> Step {
    let deadline = &standing.deadline;
    let day = deadline.day.map(show_weekday_date).unwrap_or_default();
    match deadline.basis {
        Basis::Scheduled | Basis::DaysLeft => {
            let at_least = match evidence.days {
                DaysReading::AtLeast(_) => " at the earliest",
                _ => "",
            };
            step(
                "date-and-days",
                &[Cite::ScheduledDeletion, Cite::ExpiresInDays, Cite::AsOf],
                format!(
                    "There is no usable scheduled date. {}, lead to {day}{at_least}: this deletion \
                     day is assumed.",
                    counting(cells, as_of)
                ),
            )
        }
        Basis::Grace => {
            let ended = evidence.inactive_on.day();
            let ended = ended.map(show_weekday_date).unwrap_or_default();
            let earlier = match evidence.inactive_on {
                DateReading::Ambiguous { .. } => ", if the earlier reading is right",
                _ => "",
            };
            let (line, grace_days) = match evidence.deceased {
                true => ("deceased", policy.deceased.grace_days),
                false => ("grace_days", policy.grace_days),
            };
            step(
                "deletion-day",
                &[Cite::InactiveOn, Cite::PolicyLine(line)],
                format!(
                    "There is no usable deletion date in the row. Its last affiliation ended on \
                     {ended}{earlier}; {} of grace time lead to {day}: this deletion day is assumed.",
                    grace_time(grace_days, policy)
                ),
            )
        }
        // What other exports say is told by itself: the row gives no day.
        Basis::Override | Basis::Directory | Basis::None => step(
            "date-and-days",
            &[Cite::ScheduledDeletion, Cite::ExpiresInDays],
            format!(
                "The deletion day is unknown: {}.",
                why_unknown(cells, standing)
            ),
        ),
    }
}

/// `60 days`, of the days that the policy counts.
pub(super) fn grace_time(grace_days: u32, policy: &Policy) -> String {
    match policy.grace_counts {
        GraceDays::WorkingDays => format!("{grace_days} working days"),
        GraceDays::CalendarDays | GraceDays::NotUsed => n_days(grace_days),
    }
}

fn why_unknown(cells: &Cells, standing: &Standing) -> String {
    let found = quote(cells.days);
    let notes = &standing.deadline.notes;
    if notes.contains(&Note::Expired) {
        return format!("the row says {found}, so the day is past, but not which day it was");
    }
    if notes.contains(&Note::NoAsOf) {
        return format!(
            "the row counts {found} days, but the day the report was made is not known"
        );
    }
    if standing.deadline.finding == Finding::FlaggedWhileEligible {
        return String::from(
            "the row gives no date, although an active affiliation keeps the account",
        );
    }
    String::from("the row gives no usable date")
}

pub(super) fn notes_on_deadline(standing: &Standing) -> Vec<Step> {
    let note = |note: &Note| match note {
        Note::UnreadableDays => Some(step(
            "date-and-days",
            &[Cite::ExpiresInDays],
            "The days left cannot be read as a whole number.",
        )),
        Note::OutOfRange => Some(step(
            "date-and-days",
            &[Cite::ExpiresInDays],
            "The days left lead out of the calendar's range.",
        )),
        Note::NoAsOf if standing.deadline.basis == Basis::Scheduled => Some(step(
            "date-and-days",
            &[Cite::ExpiresInDays],
            "The days left are not compared with it, because the day the report was made is not \
             known.",
        )),
        Note::PassedSinceReport => Some(step(
            "date-and-days",
            &[Cite::AsOf],
            "This day has passed since the report was made.",
        )),
        Note::UnreadableEnd => Some(step(
            "date-reading",
            &[Cite::InactiveOn],
            "The end of the last affiliation cannot be read as a date.",
        )),
        _ => None,
    };
    let notes = standing.deadline.notes.iter();
    notes.filter_map(note).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifecycle::explain::tests::{CELLS, chain, says};

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

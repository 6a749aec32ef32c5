//! From what a row says to the day its account is deleted (P3, domain 2.7 rule 1, 2.8).

use chrono::{Datelike, NaiveDate, TimeDelta};

use super::clocks::{days_until, deletion_after};
use super::eligibility::Eligibility;
use super::policy::Policy;
use crate::ingest::cell::{DateReading, DaysReading, is_blank, read_flag};
use crate::small_map::SmallMap;
use crate::table::sort::places_by;

/// What one enrollment row says about the end of its account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// The scheduled deletion date (P22).
    pub scheduled: DateReading,
    /// In how many days the account is deprovisioned, counted from the day of the report (P21).
    pub days: DaysReading,
    /// Whether the row gives a reason for its flag: [`is_flag_reason`] of its cell (P20).
    pub has_reason: bool,
    /// The day the last affiliation ended, where the report has it.
    pub inactive_on: DateReading,
    /// Whether the active affiliations keep the account.
    pub eligibility: Eligibility,
    /// Whether the row ends before a column that could flag it.
    pub cut_short: bool,
    /// Whether the report says that the person has died (P36); silence is no.
    pub deceased: bool,
    /// What its word on the affiliations has against itself.
    pub checks: Checks,
}

/// What a row's word on its affiliations has against itself (domain 2.8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checks {
    /// The active code says that no role is active, and active ones are listed (P26).
    pub inactive_but_listed: bool,
    /// No affiliation is listed, and the account is ready for a mailbox.
    pub ready_but_unlisted: bool,
    /// A code that the policy's table does not know.
    pub unknown_code: bool,
}

/// Whether a cell of the column *why flagged* gives a reason: not blank, no bare yes or no (2.6).
pub fn is_flag_reason(text: &str) -> bool {
    !is_blank(text) && read_flag(text).is_none()
}

/// Whether a row is flagged for deprovisioning (domain 2.6).
///
/// A date or a count that cannot be read flags too: what is unknown must not look safe.
pub fn is_flagged(evidence: &Evidence) -> bool {
    evidence.has_reason
        || evidence.scheduled != DateReading::Missing
        || evidence.days != DaysReading::Missing
        || (evidence.inactive_on != DateReading::Missing
            && evidence.eligibility != Eligibility::Eligible)
}

/// Why a row without a flag is not known to be safe (domain 2.6: active is who has an eligible
/// affiliation).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// None of its active affiliations keeps the account, or it has none.
    NotEligible,
    /// Its row ends before a column that could flag it.
    CutShort,
    /// The person has died, so that all affiliations end (P36).
    Deceased,
}

/// Why a row that is not flagged may end all the same.
pub fn doubt(evidence: &Evidence) -> Option<Doubt> {
    match evidence {
        _ if is_flagged(evidence) => None,
        evidence if evidence.deceased => Some(Doubt::Deceased),
        evidence if evidence.cut_short => Some(Doubt::CutShort),
        evidence => {
            (evidence.eligibility == Eligibility::NotEligible).then_some(Doubt::NotEligible)
        }
    }
}

/// The day a report was made: `T0` of domain 2.8. A file's modification time is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AsOf {
    /// The day.
    pub day: NaiveDate,
    /// From where it is known.
    pub provenance: Provenance,
}

/// From where the day of a report is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Provenance {
    /// A column of the report.
    Column,
    /// Most scheduled dates and days left agree on it: see [`infer_as_of`].
    Inferred,
    /// The file's name.
    FileName,
    /// The person said so.
    Said,
}

impl Provenance {
    /// The stable name, as scripts see it.
    pub fn name(self) -> &'static str {
        match self {
            Provenance::Column => "column",
            Provenance::Inferred => "inferred",
            Provenance::FileName => "file-name",
            Provenance::Said => "said",
        }
    }

    /// The words behind "as of 20 Nov 2026".
    pub fn label(self) -> &'static str {
        match self {
            Provenance::Column => "from a column of the report",
            Provenance::Inferred => "inferred from the dates in the report",
            Provenance::FileName => "from the file's name",
            Provenance::Said => "as you said",
        }
    }
}

/// The day of a report as its own rows give it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InferredAsOf {
    /// The day.
    pub day: NaiveDate,
    /// Rows that give this day.
    pub n_agree: u64,
    /// Rows that give any day.
    pub n_rows: u64,
    /// The day before and its rows, where the report is split between the two.
    pub split: Option<(NaiveDate, u64)>,
}

/// Infers the day of a report from its scheduled dates and days left (domain 2.8).
///
/// Takes `(W, O, rows)`: a scheduled date, a number of days, and how many rows have this pair.
/// Their difference is the day if at least five rows have both and 60 % of them agree. Where two
/// days side by side have these 60 % together, the later one is the day and the split is told.
pub fn infer_as_of(pairs: impl Iterator<Item = (NaiveDate, i32, u32)>) -> Option<InferredAsOf> {
    let mut rows_by_day: SmallMap<NaiveDate, u64> = SmallMap::default();
    for (scheduled, days, n_rows) in pairs {
        if let Some(day) = plus_days(scheduled, -i64::from(days)) {
            *rows_by_day.or_default(day) += u64::from(n_rows);
        }
    }
    let n_rows: u64 = rows_by_day.values().sum();
    let enough = |n_agree: u64| n_rows >= 5 && n_agree * 100 >= n_rows * 60;

    let days: Vec<(NaiveDate, u64)> = rows_by_day.into_pairs();
    let by_rows = places_by(days.len(), &|left, right| days[right].1.cmp(&days[left].1));
    let modes: Vec<(NaiveDate, u64)> = by_rows
        .into_iter()
        .map(|place| days[place as usize])
        .collect();
    let &(day, n_agree) = modes.first()?;
    if enough(n_agree) {
        return Some(InferredAsOf {
            day,
            n_agree,
            n_rows,
            split: None,
        });
    }
    let &second = modes.get(1)?;
    let (earlier, later) = match days_until(second.0, day) {
        1 => ((day, n_agree), second),
        -1 => (second, (day, n_agree)),
        _ => return None,
    };
    // A second day that few rows give is noise, not half of a report. A quarter is our choice: the
    // first day, with less than 60 %, then has less than two and a half times as many.
    let is_half = second.1 * 4 >= n_rows;
    (is_half && enough(earlier.1 + later.1)).then_some(InferredAsOf {
        day: later.0,
        n_agree: later.1,
        n_rows,
        split: Some(earlier),
    })
}

/// The effective deletion day of a row, and how it was found (domain 2.7 rule 1, 2.8).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The day: the earlier one where the row disagrees with itself; `None` is unknown.
    pub day: Option<NaiveDate>,
    /// What the day was taken from.
    pub basis: Basis,
    /// How the row's own statements agree.
    pub finding: Finding,
    /// What else a reader has to know.
    pub notes: Vec<Note>,
}

/// What a deletion day was taken from (domain 2.7 rule 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    /// The scheduled deletion date.
    Scheduled,
    /// The day of the report and the days left.
    DaysLeft,
    /// The end of the last affiliation and the grace time.
    Grace,
    /// The end of an override and the grace time (P39).
    Override,
    /// The deletion in the directory.
    Directory,
    /// Nothing usable.
    None,
}

/// How a row's statements about its deletion agree (domain 2.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Finding {
    /// There is nothing to compare, or the day of the report is unknown.
    NotChecked,
    /// Date and days left agree.
    Consistent,
    /// They are one day apart: rounding, midnight, or counted to the disable day.
    OffByOne {
        /// The day by the scheduled date.
        scheduled: NaiveDate,
        /// The day by the days left.
        counted: NaiveDate,
    },
    /// They are further apart.
    Contradicted {
        /// The day by the scheduled date.
        scheduled: NaiveDate,
        /// The day by the days left.
        counted: NaiveDate,
        /// Whether they would agree if day and month of the date changed places.
        swap_explains: bool,
    },
    /// The days left say that the day is past, the scheduled date lies ahead: stale or wrong.
    Stale {
        /// The day by the scheduled date.
        scheduled: NaiveDate,
        /// The latest day that the days left allow.
        counted: NaiveDate,
    },
    /// There is no scheduled date; the day was computed.
    Assumed,
    /// Flagged without any date, although an active affiliation keeps the account.
    FlaggedWhileEligible,
}

impl Finding {
    /// Whether the row says two things that cannot both be true.
    pub fn is_contradiction(self) -> bool {
        match self {
            Finding::Contradicted { .. }
            | Finding::Stale { .. }
            | Finding::FlaggedWhileEligible => true,
            Finding::NotChecked
            | Finding::Consistent
            | Finding::OffByOne { .. }
            | Finding::Assumed => false,
        }
    }
}

/// What a reader of a deletion day has to know besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Note {
    /// The year was written with two digits.
    TwoDigitYear,
    /// The order of day and month is open; the earlier reading was used.
    AmbiguousOrder {
        /// The day when the first part is the day.
        day_first: NaiveDate,
        /// The day when the first part is the month.
        month_first: NaiveDate,
    },
    /// The scheduled date cannot be read.
    UnreadableDate,
    /// The days left cannot be read.
    UnreadableDays,
    /// The days left are a lower bound, such as `> 60`.
    LowerBound,
    /// The days left are there, but the day of the report is unknown.
    NoAsOf,
    /// The row says `Expired`: past, by how much is not said.
    Expired,
    /// The days left lead out of the calendar's range.
    OutOfRange,
    /// The day came after the report was made and is past by now.
    PassedSinceReport,
    /// The end of the last affiliation cannot be read.
    UnreadableEnd,
}

/// The effective deletion day of a row (domain 2.7 rule 1 and every row of the table in 2.8).
pub fn effective_deletion(
    evidence: &Evidence,
    as_of: Option<NaiveDate>,
    today: NaiveDate,
    policy: &Policy,
) -> Deadline {
    let mut notes = notes_on_readings(evidence, as_of);
    let counted = match counted_day(evidence.days, as_of, today) {
        Ok(counted) => counted,
        Err(OutOfRange) => {
            notes.push(Note::OutOfRange);
            None
        }
    };
    let (day, basis, finding) = match (evidence.scheduled.day(), counted) {
        (Some(scheduled), Some(counted)) => compare(scheduled, counted, as_of),
        (Some(scheduled), None) => (Some(scheduled), Basis::Scheduled, Finding::NotChecked),
        (None, Some(Counted::Exactly(day) | Counted::AtLeast(day))) => {
            (Some(day), Basis::DaysLeft, Finding::Assumed)
        }
        // That the day is past does not say which day it was.
        (None, Some(Counted::AtMost(_)) | None) => without_dates(evidence, policy),
    };
    let passed = |(day, as_of)| as_of <= day && day < today;
    if day.zip(as_of).is_some_and(passed) {
        notes.push(Note::PassedSinceReport);
    }
    Deadline {
        day,
        basis,
        finding,
        notes,
    }
}

/// The deletion day by the days left.
#[derive(Clone, Copy)]
enum Counted {
    Exactly(NaiveDate),
    AtLeast(NaiveDate),
    AtMost(NaiveDate),
}

/// The days left lead to a day that no calendar holds.
struct OutOfRange;

fn counted_day(
    days: DaysReading,
    as_of: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<Option<Counted>, OutOfRange> {
    let after = |from: NaiveDate, days: i32| plus_days(from, i64::from(days)).ok_or(OutOfRange);
    Ok(match (days, as_of) {
        (DaysReading::Days(days), Some(as_of)) => Some(Counted::Exactly(after(as_of, days)?)),
        // No report was made after today, so its days left were over by today.
        (DaysReading::Days(days), None) if days <= 0 => Some(Counted::AtMost(after(today, days)?)),
        (DaysReading::AtLeast(days), Some(as_of)) => Some(Counted::AtLeast(after(as_of, days)?)),
        (DaysReading::Expired, as_of) => Some(Counted::AtMost(after(as_of.unwrap_or(today), -1)?)),
        (DaysReading::Days(_) | DaysReading::AtLeast(_), None) => None,
        (DaysReading::Missing | DaysReading::Unreadable, _) => None,
    })
}

/// Compares the scheduled date with the day by the days left: the earlier one wins.
fn compare(
    scheduled: NaiveDate,
    by_days: Counted,
    as_of: Option<NaiveDate>,
) -> (Option<NaiveDate>, Basis, Finding) {
    let (counted, agrees) = match by_days {
        Counted::Exactly(day) => (day, scheduled == day),
        Counted::AtLeast(day) => (day, scheduled >= day),
        Counted::AtMost(day) => (day, scheduled <= day),
    };
    if agrees {
        // Without the day of the report this is an absence of contradiction, not an agreement.
        let finding = match as_of {
            Some(_) => Finding::Consistent,
            None => Finding::NotChecked,
        };
        return (Some(scheduled), Basis::Scheduled, finding);
    }
    let finding = if as_of.is_some() && days_until(scheduled, counted).abs() == 1 {
        Finding::OffByOne { scheduled, counted }
    } else if let Counted::AtMost(_) = by_days {
        Finding::Stale { scheduled, counted }
    } else {
        Finding::Contradicted {
            scheduled,
            counted,
            swap_explains: swapped(scheduled) == Some(counted),
        }
    };
    if counted < scheduled {
        (Some(counted), Basis::DaysLeft, finding)
    } else {
        (Some(scheduled), Basis::Scheduled, finding)
    }
}

/// Neither date nor days left: the grace time, if the end of the last affiliation is known.
fn without_dates(evidence: &Evidence, policy: &Policy) -> (Option<NaiveDate>, Basis, Finding) {
    let says_nothing = evidence.scheduled == DateReading::Missing
        && evidence.days == DaysReading::Missing
        && evidence.eligibility == Eligibility::Eligible;
    if says_nothing && !evidence.has_reason {
        return (None, Basis::None, Finding::NotChecked);
    }
    let ended = evidence.inactive_on.day();
    let by_grace = ended.and_then(|day| deletion_after(day, evidence.deceased, policy));
    let finding = match by_grace {
        _ if says_nothing => Finding::FlaggedWhileEligible,
        Some(_) => Finding::Assumed,
        None => Finding::NotChecked,
    };
    match by_grace {
        Some(day) => (Some(day), Basis::Grace, finding),
        None => (None, Basis::None, finding),
    }
}

fn notes_on_readings(evidence: &Evidence, as_of: Option<NaiveDate>) -> Vec<Note> {
    let on_date = match evidence.scheduled {
        DateReading::TwoDigitYear(_) => Some(Note::TwoDigitYear),
        DateReading::Ambiguous {
            day_first,
            month_first,
        } => Some(Note::AmbiguousOrder {
            day_first,
            month_first,
        }),
        DateReading::Unreadable => Some(Note::UnreadableDate),
        DateReading::Missing | DateReading::Day(_) => None,
    };
    let on_days = match evidence.days {
        DaysReading::Unreadable => Some(Note::UnreadableDays),
        DaysReading::Expired => Some(Note::Expired),
        DaysReading::AtLeast(_) => Some(Note::LowerBound),
        DaysReading::Missing | DaysReading::Days(_) => None,
    };
    let counts = matches!(
        evidence.days,
        DaysReading::Days(_) | DaysReading::AtLeast(_)
    );
    let on_report = (counts && as_of.is_none()).then_some(Note::NoAsOf);
    let on_end = (evidence.inactive_on == DateReading::Unreadable).then_some(Note::UnreadableEnd);
    on_date
        .into_iter()
        .chain(on_days)
        .chain(on_report)
        .chain(on_end)
        .collect()
}

/// The date with day and month in each other's place, where that is another date.
fn swapped(date: NaiveDate) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(date.year(), date.day(), date.month()).filter(|&other| other != date)
}

fn plus_days(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    day.checked_add_signed(TimeDelta::try_days(days)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::cell::{read_days, read_written_date};
    use crate::lifecycle::calendar::show_date;
    use crate::lifecycle::tests::day;

    const MADE: Option<&str> = Some("2026-01-31");

    fn evidence(scheduled: &str, days: &str) -> Evidence {
        Evidence {
            scheduled: read_written_date(scheduled, None),
            days: read_days(days),
            ..Evidence::default()
        }
    }

    fn deadline(evidence: &Evidence, as_of: Option<&str>) -> Deadline {
        effective_deletion(evidence, as_of.map(day), day("2026-02-10"), &Policy::penn())
    }

    // One line a row of the table.
    #[rustfmt::skip]
    #[test]
    fn the_earlier_day_wins_and_the_row_says_how_it_agrees() {
        #[track_caller]
        fn case(
            scheduled: &str,
            days: &str,
            as_of: Option<&str>,
            expected: Option<&str>,
            (basis, finding): (Basis, Finding),
        ) {
            let found = deadline(&evidence(scheduled, days), as_of);
            assert_eq!(found.day, expected.map(day));
            assert_eq!((found.basis, found.finding), (basis, finding));
        }
        let off_by_one = |scheduled, counted| Finding::OffByOne {
            scheduled: day(scheduled),
            counted: day(counted),
        };
        let contradicted = |scheduled, counted, swap_explains| Finding::Contradicted {
            scheduled: day(scheduled),
            counted: day(counted),
            swap_explains,
        };
        let stale = |scheduled, counted| Finding::Stale {
            scheduled: day(scheduled),
            counted: day(counted),
        };
        use Basis::{DaysLeft, Scheduled};
        use Finding::{Assumed, Consistent, NotChecked};
        // Both, consistent.
        case("2026-03-02", "30", MADE, Some("2026-03-02"), (Scheduled, Consistent));
        // Off by one, either way.
        case("2026-03-09", "38", MADE, Some("2026-03-09"), (Scheduled, off_by_one("2026-03-09", "2026-03-10")));
        case("2026-03-11", "38", MADE, Some("2026-03-10"), (DaysLeft, off_by_one("2026-03-11", "2026-03-10")));
        // The day of the report is unknown: nothing is called contradictory.
        case("2026-03-09", "9", None, Some("2026-03-09"), (Scheduled, NotChecked));
        // Off by more, either way.
        case("2026-03-09", "9", MADE, Some("2026-02-09"), (DaysLeft, contradicted("2026-03-09", "2026-02-09", false)));
        case("2026-03-09", "60", MADE, Some("2026-03-09"), (Scheduled, contradicted("2026-03-09", "2026-04-01", false)));
        // Day and month in each other's place.
        case("2026-09-03", "37", MADE, Some("2026-03-09"), (DaysLeft, contradicted("2026-09-03", "2026-03-09", true)));
        case("2026-03-09", "215", MADE, Some("2026-03-09"), (Scheduled, contradicted("2026-03-09", "2026-09-03", true)));
        // W missing.
        case("", "30", MADE, Some("2026-03-02"), (DaysLeft, Assumed));
        case("soon", "30", MADE, Some("2026-03-02"), (DaysLeft, Assumed));
        case("", "30", None, None, (Basis::None, NotChecked));
        // O missing.
        case("2026-03-02", "", MADE, Some("2026-03-02"), (Scheduled, NotChecked));
        case("2026-03-02", "soon", MADE, Some("2026-03-02"), (Scheduled, NotChecked));
        // All missing.
        case("", "", MADE, None, (Basis::None, NotChecked));
        // O negative or zero, W in the future.
        case("2026-03-02", "-3", MADE, Some("2026-01-28"), (DaysLeft, contradicted("2026-03-02", "2026-01-28", false)));
        case("2026-03-02", "0", None, Some("2026-02-10"), (DaysLeft, stale("2026-03-02", "2026-02-10")));
        case("2026-03-02", "-3", None, Some("2026-02-07"), (DaysLeft, stale("2026-03-02", "2026-02-07")));
        case("2026-02-01", "-3", None, Some("2026-02-01"), (Scheduled, NotChecked));
        case("", "-3", None, None, (Basis::None, NotChecked));
        // O is text.
        case("2026-03-02", "N/A", MADE, Some("2026-03-02"), (Scheduled, NotChecked));
        case("2026-01-20", "Expired", MADE, Some("2026-01-20"), (Scheduled, Consistent));
        case("2026-01-31", "Expired", MADE, Some("2026-01-30"), (DaysLeft, off_by_one("2026-01-31", "2026-01-30")));
        case("2026-03-02", "Expired", MADE, Some("2026-01-30"), (DaysLeft, stale("2026-03-02", "2026-01-30")));
        case("2026-03-02", "Expired", None, Some("2026-02-09"), (DaysLeft, stale("2026-03-02", "2026-02-09")));
        case("", "Expired", MADE, None, (Basis::None, NotChecked));
        case("2026-04-20", "> 60", MADE, Some("2026-04-20"), (Scheduled, Consistent));
        case("2026-03-31", "> 60", MADE, Some("2026-03-31"), (Scheduled, off_by_one("2026-03-31", "2026-04-01")));
        case("2026-03-02", "> 60", MADE, Some("2026-03-02"), (Scheduled, contradicted("2026-03-02", "2026-04-01", false)));
        case("2026-03-02", "> 60", None, Some("2026-03-02"), (Scheduled, NotChecked));
        case("", "> 60", MADE, Some("2026-04-01"), (DaysLeft, Assumed));
        case("", "> 60", None, None, (Basis::None, NotChecked));
        // An open order of day and month: the earlier reading, whatever the days left say.
        case("03/04/2026", "", MADE, Some("2026-03-04"), (Scheduled, NotChecked));
        case("03/04/2026", "62", MADE, Some("2026-03-04"), (Scheduled, contradicted("2026-03-04", "2026-04-03", true)));
    }

    #[test]
    fn without_dates_the_end_of_the_last_affiliation_counts() {
        #[track_caller]
        fn case(evidence: Evidence, expected: Option<&str>, finding: Finding) {
            let found = deadline(&evidence, MADE);
            assert_eq!((found.day, found.finding), (expected.map(day), finding));
        }
        let with_reason = |eligibility| Evidence {
            has_reason: true,
            eligibility,
            ..Evidence::default()
        };
        let ended = |eligibility| Evidence {
            inactive_on: DateReading::Day(day("2026-01-01")),
            eligibility,
            ..Evidence::default()
        };
        use Eligibility::{Eligible, NotEligible, Unknown};
        case(ended(NotEligible), Some("2026-03-02"), Finding::Assumed);
        case(ended(Unknown), Some("2026-03-02"), Finding::Assumed);
        // One eligible affiliation is enough, so that the end of another does not matter.
        case(ended(Eligible), None, Finding::NotChecked);
        case(with_reason(Eligible), None, Finding::FlaggedWhileEligible);
        case(with_reason(NotEligible), None, Finding::NotChecked);
        // An end that may be two days is the earlier one; one that cannot be read is no day.
        let written = |text: &str| Evidence {
            inactive_on: read_written_date(text, None),
            ..ended(NotEligible)
        };
        case(written("03/04/2026"), Some("2026-05-03"), Finding::Assumed);
        case(written("in spring"), None, Finding::NotChecked);
        assert!(is_flagged(&written("in spring")));
        let notes = deadline(&written("in spring"), MADE).notes;
        assert_eq!(notes, [Note::UnreadableEnd]);
    }

    #[test]
    fn of_people_who_have_died_the_policy_has_its_own_days_of_grace() {
        let mut policy = Policy::penn();
        policy.deceased.grace_days = 10;
        let evidence = Evidence {
            inactive_on: DateReading::Day(day("2026-01-01")),
            deceased: true,
            ..Evidence::default()
        };
        let found = effective_deletion(&evidence, None, day("2026-01-05"), &policy);
        assert_eq!(found.day, Some(day("2026-01-11")));
    }

    #[test]
    fn a_person_who_has_died_is_a_doubt_where_no_date_says_when_the_account_ends() {
        let died = Evidence {
            deceased: true,
            eligibility: Eligibility::Eligible,
            ..Evidence::default()
        };
        assert_eq!(doubt(&died), Some(Doubt::Deceased));
        let dated = Evidence {
            scheduled: DateReading::Day(day("2026-03-02")),
            ..died
        };
        assert_eq!(doubt(&dated), None);
    }

    #[test]
    fn notes_tell_what_else_there_is_to_know() {
        #[track_caller]
        fn case(scheduled: &str, days: &str, as_of: Option<&str>, expected: &[Note]) {
            assert_eq!(deadline(&evidence(scheduled, days), as_of).notes, expected);
        }
        case("2026-03-02", "30", MADE, &[]);
        case("2026-03-02", "30", None, &[Note::NoAsOf]);
        case("14-Mar-26", "", MADE, &[Note::TwoDigitYear]);
        case(
            "soon",
            "later",
            MADE,
            &[Note::UnreadableDate, Note::UnreadableDays],
        );
        case("", "> 60", None, &[Note::LowerBound, Note::NoAsOf]);
        case("", "Expired", MADE, &[Note::Expired]);
        case("2026-03-02", "2147483647", MADE, &[Note::OutOfRange]);
        // Made on 31 Jan, seen on 10 Feb.
        case("2026-02-05", "5", MADE, &[Note::PassedSinceReport]);
        case("2026-02-10", "10", MADE, &[]);
        case("2026-01-30", "-1", MADE, &[]);
    }

    #[test]
    fn a_row_is_flagged_by_a_date_a_count_or_a_reason() {
        #[track_caller]
        fn case(scheduled: &str, days: &str, reason: &str, expected: bool) {
            let evidence = Evidence {
                has_reason: is_flag_reason(reason),
                ..evidence(scheduled, days)
            };
            assert_eq!(is_flagged(&evidence), expected);
        }
        case("2026-03-02", "", "", true);
        case("", "30", "", true);
        case("", "", "No active affiliation", true);
        case("", "", "", false);
        case("", "", "Yes", false);
        case("", "", " NO ", false);
        case("", "", "-", false);
        case("Never", "N/A", "Yes", false);
        // What cannot be read must not look safe.
        case("soon", "", "", true);
        case("", "soon", "Yes", true);
    }

    #[test]
    fn the_day_of_a_report_is_inferred_from_its_rows() {
        #[track_caller]
        fn case(pairs: &[(&str, i32, u32)], expected: &str) {
            let pairs = pairs
                .iter()
                .map(|&(scheduled, days, n_rows)| (day(scheduled), days, n_rows));
            let found = infer_as_of(pairs).map(|found| {
                let split = found
                    .split
                    .map(|(day, n_rows)| format!(", split with {n_rows} of {}", show_date(day)));
                format!(
                    "{} by {} of {}{}",
                    show_date(found.day),
                    found.n_agree,
                    found.n_rows,
                    split.unwrap_or_default()
                )
            });
            assert_eq!(found.unwrap_or_default(), expected);
        }
        let most = ("2026-03-02", 30, 4);
        case(&[most, ("2026-03-09", 38, 1)], "31 Jan 2026 by 4 of 5");
        case(&[most, ("2026-03-03", 31, 4)], "31 Jan 2026 by 8 of 8");
        case(
            &[("2026-03-02", 30, 6), ("2026-05-02", 30, 4)],
            "31 Jan 2026 by 6 of 10",
        );
        // Too few, or too little agreement.
        case(&[most], "");
        case(&[], "");
        case(&[("2026-03-02", 30, 59), ("2026-05-02", 30, 41)], "");
        // Two days side by side: the later one, and the split is told.
        case(
            &[("2026-03-02", 30, 5), ("2026-03-02", 29, 5)],
            "1 Feb 2026 by 5 of 10, split with 5 of 31 Jan 2026",
        );
        case(
            &[
                ("2026-03-02", 29, 5),
                ("2026-03-02", 30, 4),
                ("2026-06-02", 1, 1),
            ],
            "1 Feb 2026 by 5 of 10, split with 4 of 31 Jan 2026",
        );
        // A neighbour that few rows give is noise.
        case(
            &[
                ("2026-03-02", 30, 55),
                ("2026-03-02", 29, 10),
                ("2026-06-02", 1, 35),
            ],
            "",
        );
    }
}

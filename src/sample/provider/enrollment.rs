//! The enrollment report of the first customer, a college, as it is and as it was a week before: one account
//! of each fate (D27).

use chrono::{Days, NaiveDate};

use super::Csv;
use super::people::{NAMES, Person};

/// An account of the report: its place among those of the customer, and what both weeks say of it: the
/// reason and the days until its deletion, or what keeps it; nothing where it is not listed.
struct Enrolled {
    place: usize,
    older: Option<(&'static str, &'static str, u64)>,
    newer: Option<(&'static str, &'static str, u64)>,
}

const NO_END: u64 = 0;

#[rustfmt::skip] // One line an account.
const ENROLLED: [Enrolled; 9] = [
    // The same in both.
    Enrolled { place: 0, older: Some(("ALUM", "No FTE", 40)), newer: Some(("ALUM", "No FTE", 40)) },
    // Given another reason; a week less.
    Enrolled { place: 1, older: Some(("ALUM", "No FTE", 33)), newer: Some(("ALUM", "Retired", 33)) },
    Enrolled { place: 4, older: Some(("ALUM", "No FTE", 26)), newer: Some(("ALUM", "No FTE", 19)) },
    // Saved: kept by an affiliation, or gone from the report while the directory lets it sign in.
    Enrolled { place: 2, older: Some(("ALUM", "No FTE", 21)), newer: Some(("STAF", "", NO_END)) },
    Enrolled { place: 5, older: Some(("ALUM", "No FTE", 14)), newer: None },
    // Sign-in disabled, deleted, and nobody tells.
    Enrolled { place: 3, older: Some(("ALUM", "No FTE", 9)), newer: None },
    Enrolled { place: 11, older: Some(("ALUM", "No FTE", 3)), newer: None },
    Enrolled { place: NOBODY, older: Some(("ALUM", "No FTE", 5)), newer: None },
    // New at risk.
    Enrolled { place: 6, older: None, newer: Some(("ALUM", "No FTE", 12)) },
];

/// Somebody whom no other file knows.
const NOBODY: usize = 99;

/// The report of yesterday, or that of a week before.
pub(super) fn enrollment(today: NaiveDate, is_new: bool) -> String {
    let mut csv = Csv::new(
        "PennKey,Name,Center,All active affilations,Deprovision reason,Scheduled deletion date,Department",
    );
    for enrolled in &ENROLLED {
        let said = if is_new {
            enrolled.newer
        } else {
            enrolled.older
        };
        let Some((affiliations, reason, days)) = said else {
            continue;
        };
        let person = Person(enrolled.place.min(NAMES.len() - 1));
        let (address, name, department) = match enrolled.place {
            NOBODY => (
                "wanda.lost@brightwater.example".to_string(),
                "Wanda Lost",
                "Sales",
            ),
            _ => (person.address(), person.name(), person.department()),
        };
        let day = match days {
            NO_END => String::new(),
            days => today
                .checked_add_days(Days::new(days))
                .unwrap_or(today)
                .to_string(),
        };
        csv.row(&[&address, name, "21", affiliations, reason, &day, department]);
    }
    csv.0
}

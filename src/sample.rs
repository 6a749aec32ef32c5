//! An invented pair of exports for "Try with sample data", with dates around a given day.
//!
//! Nobody in it exists, nor does their university.

pub mod provider;

use chrono::{Datelike, NaiveDate, TimeDelta};

use crate::table::sort::places_by;

/// A mailbox list and an enrollment report that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The mailbox list, as a provisioning console writes it.
    pub exchange_csv: String,
    /// File name of the mailbox list.
    pub exchange_name: &'static str,
    /// The enrollment report (P25), with the three columns of its wider variant behind (P23).
    pub enrollment_csv: String,
    /// File name of the enrollment report.
    pub enrollment_name: &'static str,
}

/// The sample as if the enrollment report had been made on the day before `today`.
pub fn sample(today: NaiveDate) -> Sample {
    let enrolled = enrolled();
    Sample {
        exchange_csv: exchange_csv(&enrolled, today),
        exchange_name: "sample-exchange-users.csv",
        enrollment_csv: enrollment_csv(&enrolled, today),
        enrollment_name: "sample-o365-enrollment.csv",
    }
}

/// Deletion days of my expiring accounts, counted from today, so chosen that every urgency occurs
/// on whatever weekday or holiday today falls: `L` lies a few days before them.
#[rustfmt::skip]
const MINE_DUE: [i32; 37] = [
    41, 44, 47, 50, 53, 55, 58, 59,  // none
    22, 23, 25, 26, 28, 30,          // watch
    14, 15, 15, 16, 16,              // soon
    7, 7, 8, 8, 9,                   // imminent
    1, 1, 1,                         // late
    0, -4, -9, -15, -20,             // recovery
    -29, -29,                        // recovery late
    -30, -34, -41,                   // lost
];
const OTHERS_DUE: [i32; 15] = [52, 46, 29, 24, 23, 16, 15, 9, 8, 7, 1, 0, -11, -29, -33];
const N_MINE_ACTIVE: usize = 38;
const N_OTHERS_ACTIVE: usize = 42;

/// What the report says of the end of an account, in days from today.
#[derive(Clone, Copy)]
enum End {
    /// Nothing: the account is active.
    Active,
    /// Deleted in so many days.
    Due(i32),
    /// A deletion day, but no count of days.
    OnlyDate(i32),
    /// A count of days, but no deletion day.
    OnlyDays(i32),
    /// A deletion day, and a count of days that leads so much beyond it.
    Disagrees(i32, i32),
    /// Flagged without any date.
    NoDate,
    /// Flagged, with this word for the count of days.
    Word(&'static str),
}

/// A row of the enrollment report.
#[derive(Clone)]
struct Enrolled {
    /// Number of the person.
    person: usize,
    is_mine: bool,
    end: End,
    /// Active affiliations.
    affiliations: &'static str,
    /// Number of the center; a person's second row belongs to another one.
    center: usize,
}

/// Every row of the enrollment report in the order of the file.
fn enrolled() -> Vec<Enrolled> {
    let mine = MINE_DUE.iter().map(|&days| (true, End::Due(days), ""));
    let odd = [
        (true, End::NoDate, ""),
        (true, End::NoDate, "STU"),
        (true, End::Word("Expired"), ""),
        (true, End::OnlyDays(12), ""),
        (true, End::OnlyDate(27), "ALUM"),
        (true, End::Disagrees(26, -11), ""),
        (true, End::Disagrees(24, 1), ""),
    ];
    let others = OTHERS_DUE.iter().map(|&days| (false, End::Due(days), ""));
    const ACTIVE: [&str; 8] = [
        "STAF",
        "FAC",
        "STU",
        "STAF",
        "STU; TEMP",
        "CTSY",
        "STAF, STU",
        "VSCO",
    ];
    let active = (0..N_MINE_ACTIVE + N_OTHERS_ACTIVE)
        .map(|n| (n < N_MINE_ACTIVE, End::Active, ACTIVE[n % ACTIVE.len()]));
    let mut rows: Vec<Enrolled> = mine
        .chain(odd)
        .chain(others)
        .chain(active)
        .enumerate()
        .map(|(person, (is_mine, end, affiliations))| Enrolled {
            person,
            is_mine,
            end,
            affiliations,
            center: person,
        })
        .collect();
    // A student in one center who loses a job in another has two rows with one key.
    rows.push(Enrolled {
        person: 8,
        is_mine: true,
        end: End::Active,
        affiliations: "STU",
        center: 9,
    });
    // Expiring and active accounts are mixed in a real file: 37 and 140 have no common divisor.
    let n_rows = rows.len();
    let place = |n: usize| n * 37 % n_rows;
    let order = places_by(n_rows, &|left, right| place(left).cmp(&place(right)));
    order
        .into_iter()
        .map(|row| rows[row as usize].clone())
        .collect()
}

/// Reasons of a flag; one of them holds a comma, so that its cell is quoted.
const REASONS: [&str; 6] = [
    "No active affiliation",
    "Affiliation ended: STAF",
    "Affiliation ended: STU",
    "Affiliation ended: TEMP, no successor",
    "Not sponsored by a participating center",
    "Sponsor removed",
];

const ENROLLMENT_HEADERS: [&str; 26] = [
    "PennID",
    "PennKey",
    "Name",
    "Institutional preferred email",
    "Phone",
    "Active Code",
    "O365 primary affiliation",
    "Center",
    "Center name",
    "Home org",
    "SRS division",
    "SRS school",
    "All active affiliations",
    "O365 Ready",
    "Expires in days",
    "Has mailbox",
    "O365 center",
    "Job org class title",
    "Scheduled deletion date",
    "Person description",
    "First name",
    "Last name",
    "DN",
    "Job org",
    "Department",
    "Full display name",
];

fn enrollment_csv(rows: &[Enrolled], today: NaiveDate) -> String {
    let mut csv = String::new();
    push_line(&mut csv, &ENROLLMENT_HEADERS);
    for (place, row) in rows.iter().enumerate() {
        let cells = enrollment_cells(row, today);
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        push_line(&mut csv, &cells);
        if place == 70 {
            // Somebody pressed Enter in the middle of the file.
            csv.push_str("\r\n");
        }
    }
    csv
}

fn enrollment_cells(row: &Enrolled, today: NaiveDate) -> [String; 26] {
    let person = row.person;
    let (first, last) = name(person);
    let key = key(person);
    let center = &CENTERS[row.center % CENTERS.len()];
    let (org, department) = center.departments[row.center / 6 % center.departments.len()];
    let is_student = row.affiliations.contains("STU");
    let (days, scheduled) = end_cells(row.end, today);
    let reason = match row.end {
        End::Active if person % 11 == 5 => "No",
        End::Active => "Yes",
        _ => REASONS[person % REASONS.len()],
    };
    let notes = match person {
        3 => "Called the department; waiting for a reply",
        10 => "Transfer pending:\r\nold department has signed,\r\nnew department has not",
        24 => "See ticket \"4711\", keep until the grant closes",
        _ => "",
    };
    let has_mailbox = match row.is_mine {
        // The mailbox list proves one of these wrong.
        true if person == 19 => "No",
        true => "Yes",
        false if person.is_multiple_of(3) => "No",
        false => "Yes",
    };
    [
        (10_000_019 + person * 7_919).to_string(),
        key.clone(),
        format!("{last}, {first}"),
        format!("{key}@example.edu"),
        format!("555-01{:02}", person % 100),
        String::from(if row.affiliations.is_empty() {
            "I"
        } else {
            "A"
        }),
        String::from(if is_student {
            "Student"
        } else {
            "Faculty/Staff"
        }),
        String::from(center.code),
        String::from(center.name),
        String::from(org),
        String::from(if is_student { "GR" } else { "" }),
        String::from(if is_student { center.school } else { "" }),
        String::from(row.affiliations),
        String::from(reason),
        days,
        String::from(has_mailbox),
        String::from(center.school),
        String::from(TITLES[person % TITLES.len()]),
        scheduled,
        String::from(notes),
        String::from(first),
        String::from(last),
        format!("CN={key},OU=People,DC=example,DC=edu"),
        format!("{org} - {department}"),
        String::from(department),
        format!("{first} {last}"),
    ]
}

/// The cells *Expires in days* and *Scheduled deletion date*; the report was made yesterday.
fn end_cells(end: End, today: NaiveDate) -> (String, String) {
    let since_report = |days: i32| (days + 1).to_string();
    let date = |days: i32| month_first(after(today, days));
    match end {
        End::Active | End::NoDate => (String::new(), String::new()),
        End::Due(days) => (since_report(days), date(days)),
        End::OnlyDate(days) => (String::new(), date(days)),
        End::OnlyDays(days) => (since_report(days), String::new()),
        End::Disagrees(days, beyond) => (since_report(days + beyond), date(days)),
        End::Word(word) => (String::from(word), String::new()),
    }
}

const EXCHANGE_HEADERS: [&str; 7] = [
    "Display Name",
    "Primary SMTP Address",
    "Mailbox Database",
    "Mailbox Size (MB)",
    "Organizational Unit",
    "Last Logon Time",
    "Logon Name",
];

/// Mailboxes of no person, which no enrollment report knows.
const SHARED: [(&str, &str); 4] = [
    ("Philosophy Office", "phil-office"),
    ("Library Loans", "library-loans"),
    ("Scanner, East Wing", "svc-scanner-east"),
    ("Conference Room 3", "room-3"),
];

fn exchange_csv(rows: &[Enrolled], today: NaiveDate) -> String {
    let mut csv = String::new();
    push_line(&mut csv, &EXCHANGE_HEADERS);
    // The person with two rows has one mailbox; four have left the enrollment report altogether.
    let people: Vec<usize> = rows
        .iter()
        .filter(|row| row.is_mine)
        .map(|row| row.person)
        .chain(rows.len()..rows.len() + 4)
        .collect();
    let turn = |place: usize| (people[place] * 53 % 101, people[place]);
    let order = places_by(people.len(), &|left, right| turn(left).cmp(&turn(right)));
    let mut people: Vec<usize> = order
        .into_iter()
        .map(|place| people[place as usize])
        .collect();
    people.dedup();
    for person in people {
        let (first, last) = name(person);
        let display = format!("{last}, {first}");
        push_mailbox(&mut csv, person, &display, &key(person), today);
    }
    for (n, (display, key)) in SHARED.into_iter().enumerate() {
        push_mailbox(&mut csv, 4 + n, display, key, today);
    }
    csv
}

fn push_mailbox(csv: &mut String, n: usize, display: &str, key: &str, today: NaiveDate) {
    let last_logon = month_first(after(today, -1 - i32::try_from(n * 17 % 400).unwrap_or(0)));
    push_line(
        csv,
        &[
            display,
            &format!("{key}@example.edu"),
            &format!("EXDB{:02}", n % 12),
            &format!("{}.{}", 40 + n * 389 % 48_000, n % 10),
            &format!("example.edu/People/{}", CENTERS[n % CENTERS.len()].school),
            &format!("{last_logon} {}:{:02} PM", 1 + n % 11, n * 7 % 60),
            &logon_name(n, key),
        ],
    );
}

/// A logon name in one of the spellings that real lists mix.
fn logon_name(n: usize, key: &str) -> String {
    match n % 10 {
        0..=3 => format!("EXAMPLE\\{key}"),
        4 | 5 => format!("{key}@example.edu"),
        6 => key.to_ascii_uppercase(),
        7 => format!(" {key}  "),
        8 => format!("Example\\{}@Example.EDU", key.to_ascii_uppercase()),
        _ => String::from(key),
    }
}

struct Center {
    code: &'static str,
    name: &'static str,
    school: &'static str,
    /// Code and name of the home organisations.
    departments: &'static [(&'static str, &'static str)],
}

const CENTERS: [Center; 6] = [
    Center {
        code: "02",
        name: "Faculty of Arts & Humanities",
        school: "Arts",
        departments: &[
            ("0210", "Philosophy"),
            ("0240", "Études françaises"),
            ("0250", "History, Department of"),
        ],
    },
    Center {
        code: "13",
        name: "Faculty of Engineering",
        school: "Engineering",
        departments: &[("1310", "Materials Science"), ("1330", "Robotics")],
    },
    Center {
        code: "40",
        name: "Faculty of Health Sciences",
        school: "Health",
        departments: &[
            ("4010", "Radiology"),
            ("4025", "Nursing Education"),
            ("4060", "Neurology \"East\" Clinic"),
        ],
    },
    Center {
        code: "07",
        name: "Business Faculty",
        school: "Business",
        departments: &[("0710", "Finance"), ("0720", "Marketing")],
    },
    Center {
        code: "51",
        name: "University Library",
        school: "Library",
        departments: &[("5100", "Collections"), ("5130", "Digital Services")],
    },
    Center {
        code: "91",
        name: "Central Administration",
        school: "Administration",
        departments: &[("9110", "Facilities"), ("9140", "Admissions")],
    },
];

const TITLES: [&str; 9] = [
    "Lecturer",
    "Research Coordinator",
    "Professor, Associate",
    "Administrative Assistant",
    "Data Manager \"B\"",
    "Temporary Worker",
    "Librarian",
    "Postdoctoral Researcher",
    "Programmer/Analyst",
];

const FIRST_NAMES: [&str; 24] = [
    "Ada", "Zoë", "Bram", "Celia", "José", "Dario", "Edda", "Farid", "Greta", "Łucja", "Hugo",
    "Imani", "Jonas", "Keiko", "Søren", "Leila", "Milo", "Nadia", "Oskar", "Chloé", "Priya",
    "Rufus", "Selma", "Tobias",
];

/// Surnames with their spelling in a logon name; how many has no divisor in common with the first
/// names, so that no pair of both comes twice.
const SURNAMES: [(&str, &str); 31] = [
    ("Ashgrove", "ashgrove"),
    ("Bellwether", "bellwether"),
    ("Carrowmoor", "carrowmoor"),
    ("Dunmarsh", "dunmarsh"),
    ("Élvoux", "elvoux"),
    ("Fenwright", "fenwright"),
    ("Götzlaff", "gotzlaff"),
    ("Hollowby", "hollowby"),
    ("Ibarrán", "ibarran"),
    ("Jarnström", "jarnstrom"),
    ("Kestrelby", "kestrelby"),
    ("Lindenquist", "lindenquist"),
    ("Marrowick", "marrowick"),
    ("Nuñoz", "nunoz"),
    ("O'Brannagh", "obrannagh"),
    ("Pérault", "perault"),
    ("Quillfeather", "quillfeather"),
    ("Rookmere", "rookmere"),
    ("Šimůnek", "simunek"),
    ("Thistledown", "thistledown"),
    ("Umberleigh", "umberleigh"),
    ("Vântescu", "vantescu"),
    ("Wexcombe", "wexcombe"),
    ("Xanthopol", "xanthopol"),
    ("Yarrowby", "yarrowby"),
    ("Zielnik", "zielnik"),
    ("Ørsdal", "orsdal"),
    ("van der Meerwal", "vandermeerwal"),
    ("Thornapple", "thornapple"),
    ("Sedgewater", "sedgewater"),
    ("Tanikaze", "tanikaze"),
];

fn name(person: usize) -> (&'static str, &'static str) {
    let first = FIRST_NAMES[person % FIRST_NAMES.len()];
    (first, SURNAMES[person % SURNAMES.len()].0)
}

/// A logon name's key: the surname's beginning and a number, up to eight characters.
fn key(person: usize) -> String {
    let surname = SURNAMES[person % SURNAMES.len()].1;
    format!("{}{}", &surname[..surname.len().min(5)], 10 + person)
}

fn after(today: NaiveDate, days: i32) -> NaiveDate {
    today
        .checked_add_signed(TimeDelta::days(i64::from(days)))
        .unwrap_or(today)
}

fn month_first(day: NaiveDate) -> String {
    format!("{}/{}/{}", day.month(), day.day(), day.year())
}

fn push_line(csv: &mut String, cells: &[&str]) {
    for (n, cell) in cells.iter().enumerate() {
        if n > 0 {
            csv.push(',');
        }
        if cell.contains([',', '"', '\r', '\n']) {
            csv.push('"');
            csv.push_str(&cell.replace('"', "\"\""));
            csv.push('"');
        } else {
            csv.push_str(cell);
        }
    }
    csv.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::ingest::cell::{
        DateOrder, DateReading, DaysReading, decide_order, read_days, read_written_date,
    };
    use crate::lifecycle::deadline::{Evidence, Finding, infer_as_of, is_flag_reason};
    use crate::lifecycle::eligibility::eligibility;
    use crate::lifecycle::policy::Policy;
    use crate::lifecycle::standing::{Standing, standing};
    use crate::lifecycle::urgency::Urgency;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// The records of a CSV text without its header; a blank line is a record with one blank cell.
    fn records(csv: &str) -> Vec<Vec<String>> {
        let mut records = vec![vec![String::new()]];
        let mut quoted = false;
        let mut rest = csv.chars().peekable();
        while let Some(c) = rest.next() {
            let record = records.last_mut().unwrap();
            match c {
                '"' if quoted && rest.peek() == Some(&'"') => {
                    rest.next();
                    record.last_mut().unwrap().push('"');
                }
                '"' => quoted = !quoted,
                ',' if !quoted => record.push(String::new()),
                '\r' if !quoted => {}
                '\n' if !quoted => records.push(vec![String::new()]),
                other => record.last_mut().unwrap().push(other),
            }
        }
        assert!(!quoted, "every quote closes");
        assert_eq!(records.pop(), Some(vec![String::new()]));
        records.split_off(1)
    }

    fn bare(logon_name: &str) -> String {
        let name = logon_name.rsplit('\\').next().unwrap();
        name.split('@').next().unwrap().trim().to_lowercase()
    }

    struct Read {
        mine: BTreeSet<String>,
        /// Key, evidence, department.
        enrollment: Vec<(String, Evidence, String)>,
        as_of: NaiveDate,
    }

    fn read(today: NaiveDate) -> Read {
        let sample = sample(today);
        let policy = Policy::penn();
        let exchange = records(&sample.exchange_csv);
        let enrollment: Vec<_> = records(&sample.enrollment_csv)
            .into_iter()
            .filter(|record| record.len() > 1)
            .collect();
        let order = decide_order(enrollment.iter().map(|record| record[18].as_str())).order();
        assert_eq!(order, Some(DateOrder::MonthFirst));
        let enrollment: Vec<_> = enrollment
            .iter()
            .map(|record| {
                let evidence = Evidence {
                    scheduled: read_written_date(&record[18], order),
                    days: read_days(&record[14]),
                    has_reason: is_flag_reason(&record[13]),
                    eligibility: eligibility(&record[12], &policy),
                    ..Evidence::default()
                };
                (bare(&record[1]), evidence, record[24].clone())
            })
            .collect();
        let both = enrollment.iter().filter_map(|(_, evidence, _)| {
            match (evidence.scheduled, evidence.days) {
                (DateReading::Day(scheduled), DaysReading::Days(days)) => {
                    Some((scheduled, days, 1))
                }
                _ => None,
            }
        });
        Read {
            mine: exchange.iter().map(|record| bare(&record[6])).collect(),
            as_of: infer_as_of(both).unwrap().day,
            enrollment,
        }
    }

    impl Read {
        fn expiring(&self, today: NaiveDate, mine: bool) -> Vec<Standing> {
            let policy = Policy::penn();
            self.enrollment
                .iter()
                .filter(|(key, ..)| self.mine.contains(key) == mine)
                .map(|(_, evidence, _)| standing(evidence, Some(self.as_of), today, &policy))
                .filter(|standing| standing.flagged)
                .collect()
        }
    }

    #[test]
    fn both_files_have_their_rows_their_columns_and_their_troubles() {
        let sample = sample(day("2026-11-22"));
        let exchange = records(&sample.exchange_csv);
        assert_eq!(exchange.len(), 90);
        assert!(exchange.iter().all(|record| record.len() == 7));
        let enrollment = records(&sample.enrollment_csv);
        let blank = |record: &&Vec<String>| record.len() == 1;
        assert_eq!(enrollment.iter().filter(blank).count(), 1);
        assert_eq!(enrollment.len(), 141);
        let full = |record: &&Vec<String>| record.len() == 26;
        assert_eq!(enrollment.iter().filter(full).count(), 140);
        let breaks = |record: &&Vec<String>| record.iter().any(|cell| cell.contains('\n'));
        assert_eq!(enrollment.iter().filter(breaks).count(), 1);
        assert!(sample.enrollment_csv.contains("\"Data Manager \"\"B\"\"\""));
        assert!(sample.exchange_csv.contains("Søren"));
    }

    #[test]
    fn the_lists_of_the_sample_have_these_counts() {
        let today = day("2026-11-22");
        let read = read(today);
        assert_eq!(read.as_of, day("2026-11-21"));
        let keys: BTreeSet<&str> = read.enrollment.iter().map(|row| row.0.as_str()).collect();
        assert_eq!(keys.len(), 139, "one key twice");
        let not_found = read.mine.iter().filter(|key| !keys.contains(key.as_str()));
        assert_eq!(not_found.count(), 8);
        assert_eq!(read.expiring(today, true).len(), 44);
        assert_eq!(read.expiring(today, false).len(), 15);
        let departments: BTreeSet<&str> =
            read.enrollment.iter().map(|row| row.2.as_str()).collect();
        assert_eq!(departments.len(), 14);
        let finds = |is: fn(Finding) -> bool| {
            let expiring = read.expiring(today, true);
            expiring
                .iter()
                .filter(|standing| is(standing.deadline.finding))
                .count()
        };
        assert_eq!(
            finds(|finding| matches!(finding, Finding::Contradicted { .. })),
            1
        );
        assert_eq!(
            finds(|finding| matches!(finding, Finding::OffByOne { .. })),
            1
        );
        assert_eq!(finds(|finding| finding == Finding::Assumed), 1);
        assert_eq!(finds(|finding| finding == Finding::FlaggedWhileEligible), 1);
    }

    #[test]
    fn every_urgency_occurs_several_times_on_any_day() {
        let days = day("2026-01-01")
            .iter_days()
            .take_while(|at| *at < day("2028-12-31"));
        for today in days {
            let read = read(today);
            let mut n_by_urgency: BTreeMap<Urgency, usize> = BTreeMap::new();
            for standing in read.expiring(today, true) {
                *n_by_urgency.entry(standing.urgency).or_default() += 1;
            }
            for urgency in Urgency::ALL {
                let n_rows = n_by_urgency.get(&urgency).copied().unwrap_or_default();
                assert!(n_rows >= 2, "{} on {today}", urgency.name());
            }
        }
    }

    #[test]
    fn the_sample_is_the_same_each_time_and_survives_any_day() {
        let today = day("2026-11-22");
        assert_eq!(sample(today), sample(today));
        sample(NaiveDate::MAX);
        sample(NaiveDate::MIN);
    }
}

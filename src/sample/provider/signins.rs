//! The sign-ins.

use chrono::NaiveDate;

use super::Csv;
use super::people::{Person, before};

pub(super) fn sign_ins(today: NaiveDate) -> String {
    let mut csv = Csv::new(
        "Date (UTC),Request ID,User ID,User,Username,User type,Application,Application ID,Client app,\
         Operating System,Status,Sign-in error code",
    );
    const APPS: [(&str, &str, &str); 3] = [
        (
            "Office 365 Exchange Online",
            "00000002-0000-0ff1-ce00-000000000000",
            "Browser",
        ),
        (
            "Microsoft Teams",
            "1fec8e78-bce4-4aaf-ab1b-5451cc387264",
            "Mobile Apps and Desktop clients",
        ),
        (
            "Library catalogue",
            "7c1f0e5d-0005-4000-8000-000000000007",
            "Browser",
        ),
    ];
    const SYSTEMS: [&str; 4] = ["Windows10", "Ios 18", "MacOs", ""];
    let people = Person::all().filter(|person| person.is_enabled() && !person.is_deleted());
    let mut n = 0;
    for person in people.filter(|person| person.last_used().is_some_and(|ago| ago < 30)) {
        for (at, (app, app_id, client)) in APPS.iter().enumerate() {
            for time in 0..1 + (person.0 + at) % 3 {
                n += 1;
                let failed = person.place() == 8 || (person.0 + at + time) % 7 == 0;
                let day = before(today, 2 + (at + time + person.place()) as u64);
                csv.row(&[
                    &format!("{day}T{:02}:{:02}:00Z", 8 + time, n % 60),
                    &format!("7c1f0e5d-0006-4000-8000-{n:012}"),
                    &person.id(),
                    person.name(),
                    &person.address(),
                    "Member",
                    app,
                    app_id,
                    client,
                    SYSTEMS[(person.0 + at) % SYSTEMS.len()],
                    if failed { "Failure" } else { "Success" },
                    if failed { "50126" } else { "0" },
                ]);
            }
        }
    }
    csv.0
}

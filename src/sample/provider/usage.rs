//! The reports of usage.

use chrono::NaiveDate;

use super::Csv;
use super::people::{Person, before};

pub(super) fn active_users(today: NaiveDate, made: NaiveDate) -> String {
    let mut csv = Csv::new(
        "Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,\
         Has Exchange License,Has OneDrive License,Has Teams License,Exchange Last Activity Date,\
         OneDrive Last Activity Date,Teams Last Activity Date,Assigned Products",
    );
    for person in Person::all().filter(|person| person.place() != 8) {
        let day = |extra: u64| {
            let used = person.last_used();
            used.map_or_else(String::new, |ago| before(today, ago + extra).to_string())
        };
        let deleted = if person.is_deleted() { "True" } else { "False" };
        csv.row(&[
            &made.to_string(),
            &person.address(),
            person.name(),
            deleted,
            "",
            "True",
            "True",
            "True",
            &day(1),
            &day(4),
            &day(0),
            "MICROSOFT 365 E3",
        ]);
    }
    csv.0
}

pub(super) fn mailboxes(today: NaiveDate, made: NaiveDate) -> String {
    let mut csv = Csv::new(
        "Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Created Date,\
         Last Activity Date,Item Count,Storage Used (Byte),Issue Warning Quota (Byte),\
         Prohibit Send Quota (Byte),Prohibit Send/Receive Quota (Byte),Report Period",
    );
    for person in Person::all().filter(|person| person.place() != 8) {
        let used = person.last_used();
        let last = used.map_or_else(String::new, |ago| before(today, ago + 1).to_string());
        // One mailbox of each customer is nearly full.
        let bytes = match person.place() {
            0 => 52_100_000_000,
            place => 700_000_000 * (place as u64 + 1) + 1_234_567 * person.0 as u64,
        };
        csv.row(&[
            &made.to_string(),
            &person.address(),
            person.name(),
            "False",
            "",
            &person.created(today).to_string(),
            &last,
            &(1000 + 211 * person.0).to_string(),
            &bytes.to_string(),
            "51539607552",
            "53150220288",
            "53687091200",
            "30",
        ]);
    }
    csv.0
}

pub(super) fn onedrives(today: NaiveDate, made: NaiveDate) -> String {
    let mut csv = Csv::new(
        "Report Refresh Date,Site URL,Owner Display Name,Owner Principal Name,Is Deleted,\
         Last Activity Date,File Count,Active File Count,Storage Used (Byte),Storage Allocated (Byte),\
         Report Period",
    );
    for person in Person::all().filter(|person| person.place() % 3 != 2) {
        let used = person.last_used();
        let last = used.map_or_else(String::new, |ago| before(today, ago + 4).to_string());
        csv.row(&[
            &made.to_string(),
            &format!("https://files.{}/{}", person.customer().domain, person.0),
            person.name(),
            &person.address(),
            "False",
            &last,
            &(37 * (person.0 + 1)).to_string(),
            &(person.0 % 7).to_string(),
            &(91_234_567 * (person.0 as u64 + 1)).to_string(),
            "1099511627776",
            "30",
        ]);
    }
    csv.0
}

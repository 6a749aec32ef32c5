//! The invented exports of a managed service provider with three customers: one of every state that the
//! reports over all sources know, and a customer that is too new to be in them (D23).
//!
//! Neither the customers nor their people exist; every domain is reserved for examples.

mod accounts;
mod backup;
mod enrollment;
mod licences;
mod people;
mod signins;
mod usage;

use chrono::NaiveDate;

use self::accounts::{active_roles, deleted_users, m365_users, registration, users};
use self::backup::{customers, preserved, provisioning};
use self::enrollment::enrollment;
use self::licences::subscribed;
use self::people::before;
use self::signins::sign_ins;
use self::usage::{active_users, mailboxes, onedrives};

/// A file of the sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleFile {
    /// Its name, with its day where the export has none.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// The exports as if they had been made on the day before `today`, some of them earlier.
pub fn provider(today: NaiveDate) -> Vec<SampleFile> {
    let made = before(today, 1);
    let file = |name: &str, text: String| SampleFile {
        name: name.to_string(),
        text,
    };
    vec![
        file(
            &format!("sample-user-provisioning-{made}.csv"),
            provisioning(today, true),
        ),
        file(
            &format!("sample-user-provisioning-{}.csv", before(today, 29)),
            provisioning(today, false),
        ),
        file("sample-preserved-users.csv", preserved(today)),
        file("sample-customers.csv", customers()),
        file(&format!("sample-users-{made}.json"), users(today)),
        file("sample-deleted-users.json", deleted_users(today)),
        file("sample-m365-users.csv", m365_users(today)),
        file("sample-mfa-registration.csv", registration()),
        file("sample-active-users.csv", active_users(today, made)),
        file("sample-mailbox-usage.csv", mailboxes(today, made)),
        file("sample-onedrive-usage.csv", onedrives(today, made)),
        file("sample-subscribed-skus.csv", subscribed()),
        file("sample-sign-ins.csv", sign_ins(today)),
        file(
            &format!("sample-active-roles-{made}.csv"),
            active_roles(today, true),
        ),
        file(
            &format!("sample-active-roles-{}.csv", before(today, 8)),
            active_roles(today, false),
        ),
        file(
            &format!("sample-enrollment-{made}.csv"),
            enrollment(today, true),
        ),
        file(
            &format!("sample-enrollment-{}.csv", before(today, 8)),
            enrollment(today, false),
        ),
    ]
}

struct Csv(String);

impl Csv {
    fn new(header: &str) -> Csv {
        Csv(format!("{header}\r\n"))
    }

    fn row(&mut self, cells: &[&str]) {
        let cells = cells
            .iter()
            .map(|cell| match cell.contains([',', '"', '\n']) {
                true => format!("\"{}\"", cell.replace('"', "\"\"")),
                false => cell.to_string(),
            });
        self.0 += &cells.collect::<Vec<_>>().join(",");
        self.0 += "\r\n";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_are_the_same_for_the_same_day_and_name_no_real_domain() {
        let today = "2026-11-22".parse().unwrap();
        let files = provider(today);
        assert_eq!(files, provider(today));
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names.len(), 17);
        assert!(names[0].ends_with("2026-11-21.csv") && names[1].ends_with("2026-10-24.csv"));
        let addresses = files
            .iter()
            .flat_map(|file| file.text.split([',', '"', ' ']));
        for address in addresses.filter(|text| text.contains('@') && !text.contains("odata")) {
            assert!(address.trim().ends_with(".example"), "{address}");
        }
    }
}

//! The invented exports of a managed service provider with three customers: one of every state that the
//! reports over all sources know, and a customer that is too new to be in them (D23).
//!
//! Neither the customers nor their people exist; every domain is reserved for examples.

use std::fmt::Write;

use chrono::{Days, NaiveDate};

/// A file of the sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleFile {
    /// Its name, with its day where the export has none.
    pub name: String,
    /// Its text.
    pub text: String,
}

struct Customer {
    id: &'static str,
    name: &'static str,
    /// The name under which the vendor knows it; another one where the name is to be hidden (D4).
    account_name: &'static str,
    domain: &'static str,
    plan: &'static str,
}

const CUSTOMERS: [Customer; 3] = [
    Customer {
        id: "5b0e6c1a-0001-4000-8000-000000000001",
        name: "Brightwater College",
        account_name: "Brightwater College",
        domain: "brightwater.example",
        plan: "Enterprise",
    },
    Customer {
        id: "5b0e6c1a-0001-4000-8000-000000000002",
        name: "Harbor Clinic",
        account_name: "Client 0117",
        domain: "harborclinic.example",
        plan: "Business",
    },
    Customer {
        id: "5b0e6c1a-0001-4000-8000-000000000003",
        name: "Northfield Schools",
        account_name: "Northfield Schools",
        domain: "northfield.example",
        plan: "Elite",
    },
];

/// A customer of the provider that the backup does not report yet.
const NEW_CUSTOMER: (&str, &str) = ("5b0e6c1a-0001-4000-8000-000000000004", "Juniper Labs");

const N_OF_CUSTOMER: usize = 12;

#[rustfmt::skip]
const NAMES: [&str; N_OF_CUSTOMER * 3] = [
    "Amara Lindqvist", "Tomas Abaroa", "Priya Valk", "Jonas Merrin", "Leila Osgood", "Mateo Harrow",
    "Ingrid Sallow", "Kwame Tully", "Sofia Marsh", "Devon Pike", "Hana Brook", "Omar Fenn",
    "Nora Castell", "Elias Thorne", "Yuki Dale", "Paulo Reyes", "Greta Holm", "Samir Vance",
    "Clara Winn", "Viktor Ash", "Mina Calder", "Ruben Stone", "Aisha Lorne", "Felix Moor",
    "Tessa Quill", "Hugo Brandt", "Zara Field", "Anton Gray", "Maya Linden", "Owen Sharp",
    "Lucia Berg", "Theo Knox", "Farah Dean", "Silas Wren", "Irene Foss", "Caleb Yates",
];

const DEPARTMENTS: [&str; 4] = ["Sales", "Finance", "Operations", "Support"];
const MICROSOFT_365_E3: (&str, &str) = ("05e9a617-0261-4cee-bb44-138d3ef5d965", "Microsoft 365 E3");
const TEAMS_PREMIUM: (&str, &str) = (
    "36a0f3b3-adb5-49ea-bf66-762134cf063a",
    "Microsoft Teams Premium Introductory Pricing",
);

/// An account: its place among all, and what follows from it.
#[derive(Clone, Copy)]
struct Person(usize);

impl Person {
    fn all() -> impl Iterator<Item = Person> {
        (0..NAMES.len()).map(Person)
    }

    fn customer(self) -> &'static Customer {
        &CUSTOMERS[self.0 / N_OF_CUSTOMER]
    }

    /// Its place among those of its customer: the same state at every customer.
    fn place(self) -> usize {
        self.0 % N_OF_CUSTOMER
    }

    fn name(self) -> &'static str {
        NAMES[self.0]
    }

    fn address(self) -> String {
        let name = self.name().to_lowercase().replace(' ', ".");
        format!("{name}@{}", self.customer().domain)
    }

    fn id(self) -> String {
        format!("7c1f0e5d-0002-4000-8000-{:012}", self.0 + 1)
    }

    fn is_enabled(self) -> bool {
        self.place() != 3
    }

    fn is_deleted(self) -> bool {
        self.place() == 11
    }

    fn created(self, today: NaiveDate) -> NaiveDate {
        // The last but one is too new to conclude anything.
        before(
            today,
            if self.place() == 10 {
                9
            } else {
                400 + 37 * self.0 as u64
            },
        )
    }

    fn department(self) -> &'static str {
        DEPARTMENTS[self.0 % DEPARTMENTS.len()]
    }

    /// How many days ago it was last used: long ago, never, or of late.
    fn last_used(self) -> Option<u64> {
        match self.place() {
            4 | 10 => None,
            5 | 6 => Some(120 + self.0 as u64),
            place => Some(2 + place as u64),
        }
    }
}

fn before(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
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
        file("sample-users.json", users(today)),
        file("sample-deleted-users.json", deleted_users(today)),
        file("sample-m365-users.csv", m365_users(today)),
        file("sample-mfa-registration.csv", registration()),
        file("sample-active-users.csv", active_users(today, made)),
        file("sample-mailbox-usage.csv", mailboxes(today, made)),
        file("sample-onedrive-usage.csv", onedrives(today, made)),
        file("sample-subscribed-skus.csv", subscribed()),
        file("sample-sign-ins.csv", sign_ins(today)),
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

/// Of the backup. The newer one has two entries of one person (D28) and an id with two names (D5); the
/// older one lacks who came since, and has who left.
fn provisioning(today: NaiveDate, is_new: bool) -> String {
    let mut csv = Csv::new(
        "Global Customer ID,Customer Name,Account Name,User Name,User Email,Profile,User Status,\
         Microsoft 365 License,SMB License,Backup Data (MB),Created On,Managed By,Mapping,\
         Custom Attribute Name,Custom Attribute Value,Service Plan",
    );
    for person in Person::all() {
        let (customer, place) = (person.customer(), person.place());
        let is_there = if is_new { place != 9 } else { place != 10 };
        if !is_there {
            continue;
        }
        let name = match (is_new, person.0) {
            (true, 8) => "Brightwater Coll.",
            _ => customer.name,
        };
        let megabytes = match place {
            4 => "0".to_string(),
            _ => format!("{}.{}", 731 * (person.0 + 1), person.0 % 10),
        };
        let license = ["Active", "Active", "Preserve", "Preserved", "-", "Active"][place % 6];
        let smb = if place == 7 { "Active" } else { "-" };
        let status = match place {
            3 | 11 => "Inactive",
            6 => "On hold",
            _ => "Active",
        };
        let created = format!("{} 08:15:00", person.created(today));
        let mut entry = |managed_by: &str, mapping: &str| {
            csv.row(&[
                customer.id,
                name,
                customer.account_name,
                person.name(),
                &person.address(),
                if place % 2 == 0 { "Default" } else { "Staff" },
                status,
                license,
                smb,
                &megabytes,
                &created,
                managed_by,
                mapping,
                "costCenter",
                &format!("CC-{}", 100 + place),
                customer.plan,
            ]);
        };
        entry("Azure AD", if place == 8 { "Manual" } else { "All staff" });
        if is_new && person.0 == 1 {
            entry("AD/LDAP", "Manual");
        }
    }
    csv.0
}

fn preserved(today: NaiveDate) -> String {
    let mut csv = Csv::new(
        "Global Customer ID,Customer Name,Account Name,User Name,User Email,Profile,Preserved On,Mode,\
         Auto Delete After Days,Legal Hold",
    );
    for person in Person::all().filter(|person| matches!(person.place(), 2 | 3)) {
        let customer = person.customer();
        let is_held = person.place() == 3;
        csv.row(&[
            customer.id,
            customer.name,
            customer.account_name,
            person.name(),
            &person.address(),
            "Default",
            &before(today, 20 + person.0 as u64).to_string(),
            if is_held { "Manual" } else { "Automatic" },
            if is_held { "" } else { "90" },
            if is_held { "Yes" } else { "No" },
        ]);
    }
    csv.0
}

fn customers() -> String {
    let mut csv = Csv::new("Microsoft ID,Company name,Primary domain name,Relationship");
    for customer in &CUSTOMERS {
        csv.row(&[
            customer.id,
            customer.name,
            customer.domain,
            "Cloud Reseller",
        ]);
    }
    let (id, name) = NEW_CUSTOMER;
    csv.row(&[id, name, "juniperlabs.example", "Cloud Reseller"]);
    csv.0
}

/// Answers of Graph; one account of each customer has no sign-in at all.
fn users(today: NaiveDate) -> String {
    let users = Person::all().filter(|person| !person.is_deleted());
    listing(
        "users",
        &users.map(|person| user(person, today)).collect::<Vec<_>>(),
    )
}

fn deleted_users(today: NaiveDate) -> String {
    let deleted = Person::all().filter(|person| person.is_deleted());
    let users = deleted.map(|person| {
        let id = person.id();
        format!(
            "{{\"id\": \"{id}\", \"displayName\": \"{}\", \"userPrincipalName\": \"{}{}\", \
             \"deletedDateTime\": \"{}T10:30:00Z\"}}",
            person.name(),
            id.replace('-', ""),
            person.address(),
            before(today, 6 + person.0 as u64 / 4)
        )
    });
    listing(
        "directoryObjects/microsoft.graph.user",
        &users.collect::<Vec<_>>(),
    )
}

fn listing(context: &str, items: &[String]) -> String {
    format!(
        "{{\n  \"@odata.context\": \"https://graph.microsoft.com/v1.0/$metadata#{context}\",\n  \
         \"value\": [\n    {}\n  ]\n}}\n",
        items.join(",\n    ")
    )
}

fn user(person: Person, today: NaiveDate) -> String {
    let place = person.place();
    let mut text = String::new();
    let (id, name, address) = (person.id(), person.name(), person.address());
    let (enabled, created) = (person.is_enabled(), person.created(today));
    let user_type = if place == 9 { "Guest" } else { "Member" };
    let department = person.department();
    let _ = write!(
        text,
        "{{\"id\": \"{id}\", \"displayName\": \"{name}\", \"userPrincipalName\": \"{address}\", \
         \"mail\": \"{address}\", \"accountEnabled\": {enabled}, \"userType\": \"{user_type}\", \
         \"createdDateTime\": \"{created}T08:15:00Z\", \"department\": \"{department}\""
    );
    if place != 4 {
        let _ = write!(
            text,
            ", \"assignedLicenses\": [{{\"skuId\": \"{0}\", \"disabledPlans\": []}}], \
             \"licenseAssignmentStates\": [{{\"skuId\": \"{0}\", \"assignedByGroup\": {1}, \
             \"state\": \"{2}\", \"error\": \"{3}\"}}]",
            if place == 7 {
                TEAMS_PREMIUM.0
            } else {
                MICROSOFT_365_E3.0
            },
            if place.is_multiple_of(3) {
                "\"7c1f0e5d-0003-4000-8000-000000000001\""
            } else {
                "null"
            },
            if place == 6 { "Error" } else { "Active" },
            if place == 6 { "CountViolation" } else { "None" },
        );
    }
    let none = "0001-01-01T00:00:00Z".to_string();
    let at = |days: Option<u64>| match days {
        Some(days) => format!("{}T16:41:33Z", before(today, days)),
        None => none.clone(),
    };
    let succeeded = person.last_used().filter(|_| place != 8);
    // One was tried, and nobody knows whether it went well.
    let tried = if place == 8 { Some(3) } else { succeeded };
    let _ = write!(
        text,
        ", \"signInActivity\": {{\"lastSignInDateTime\": \"{}\", \"lastSuccessfulSignInDateTime\": \"{}\"}}}}",
        at(tried),
        at(succeeded),
    );
    text
}

/// Of the admin center, older than the directory's listing: a department has changed since.
fn m365_users(today: NaiveDate) -> String {
    let mut csv = Csv::new(
        "Block credential,Department,Display name,Licenses,Object Id,Proxy addresses,Title,\
         User principal name,When created",
    );
    for person in Person::all().filter(|person| !person.is_deleted()) {
        let place = person.place();
        let address = person.address();
        let department = match place {
            1 => "Purchasing",
            _ => person.department(),
        };
        let licenses = match place {
            4 => "Unlicensed",
            7 => TEAMS_PREMIUM.1,
            _ => MICROSOFT_365_E3.1,
        };
        let blocked = if person.is_enabled() { "False" } else { "True" };
        csv.row(&[
            blocked,
            department,
            person.name(),
            licenses,
            &person.id(),
            &format!("SMTP:{address}"),
            "Specialist",
            &address,
            &format!("{} 08:15:00Z", person.created(today)),
        ]);
    }
    csv.0
}

/// One of each row of the truth table (2.4); disabled accounts have none, and one enabled neither.
fn registration() -> String {
    let mut csv = Csv::new(
        "userPrincipalName,userDisplayName,isMfaCapable,isMfaRegistered,methodsRegistered,isAdmin",
    );
    let people = Person::all().filter(|person| person.is_enabled() && !person.is_deleted());
    for person in people.filter(|person| person.place() != 7) {
        let (capable, registered, methods) = match person.place() {
            1 => ("false", "false", ""),
            2 => ("false", "true", "email"),
            5 => ("true", "false", ""),
            6 => ("", "true", "mobilePhone"),
            _ => ("true", "true", "mobilePhone, microsoftAuthenticatorPush"),
        };
        let is_admin = person.place() < 2;
        csv.row(&[
            &person.address(),
            person.name(),
            capable,
            registered,
            methods,
            if is_admin { "true" } else { "false" },
        ]);
    }
    csv.0
}

fn active_users(today: NaiveDate, made: NaiveDate) -> String {
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

fn mailboxes(today: NaiveDate, made: NaiveDate) -> String {
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

fn onedrives(today: NaiveDate, made: NaiveDate) -> String {
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

/// More seats than are used, fewer, a subscription in its days of grace, and one that was cancelled.
fn subscribed() -> String {
    let mut csv = Csv::new(
        "id,accountName,accountId,skuId,skuPartNumber,capabilityStatus,appliesTo,consumedUnits,\
         prepaidUnits.enabled,prepaidUnits.warning,prepaidUnits.suspended,prepaidUnits.lockedOut",
    );
    #[rustfmt::skip]
    const ROWS: [(usize, &str, &str, &str, [u32; 5]); 6] = [
        (0, MICROSOFT_365_E3.0, "SPE_E3", "Enabled", [12, 25, 0, 0, 0]),
        (0, TEAMS_PREMIUM.0, "Microsoft_Teams_Premium", "Warning", [1, 0, 10, 0, 0]),
        (1, MICROSOFT_365_E3.0, "SPE_E3", "Enabled", [10, 9, 0, 0, 0]),
        (1, TEAMS_PREMIUM.0, "Microsoft_Teams_Premium", "Suspended", [30, 10, 0, 40, 0]),
        (2, MICROSOFT_365_E3.0, "SPE_E3", "LockedOut", [11, 20, 0, 0, 5]),
        (2, "0f0e0d0c-0004-4000-8000-00000000000a", "CAMPUS_PRINTING_PLUS", "Enabled", [2, 5, 0, 0, 0]),
    ];
    for (customer, sku, part, status, [consumed, enabled, warning, suspended, locked_out]) in ROWS {
        let tenant = &CUSTOMERS[customer];
        let numbers = [consumed, enabled, warning, suspended, locked_out].map(|n| n.to_string());
        csv.row(&[
            &format!("{}_{sku}", tenant.id),
            tenant.name,
            tenant.id,
            sku,
            part,
            status,
            "User",
            &numbers[0],
            &numbers[1],
            &numbers[2],
            &numbers[3],
            &numbers[4],
        ]);
    }
    csv.0
}

fn sign_ins(today: NaiveDate) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_are_the_same_for_the_same_day_and_name_no_real_domain() {
        let today = "2026-11-22".parse().unwrap();
        let files = provider(today);
        assert_eq!(files, provider(today));
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names.len(), 13);
        assert!(names[0].ends_with("2026-11-21.csv") && names[1].ends_with("2026-10-24.csv"));
        let addresses = files
            .iter()
            .flat_map(|file| file.text.split([',', '"', ' ']));
        for address in addresses.filter(|text| text.contains('@') && !text.contains("odata")) {
            assert!(address.trim().ends_with(".example"), "{address}");
        }
    }
}

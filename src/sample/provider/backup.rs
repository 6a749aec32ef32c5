//! What the vendor of the backup exports, and the list of customers.

use chrono::NaiveDate;

use super::Csv;
use super::people::{CUSTOMERS, NEW_CUSTOMER, Person, before};

/// Of the backup. The newer one has two entries of one person (D28) and an id with two names (D5); the
/// older one lacks who came since, has who left, and another mapping for all users of one profile (D27).
pub(super) fn provisioning(today: NaiveDate, is_new: bool) -> String {
    let mut csv = Csv::new(
        "Global Customer ID,Customer Name,Account Name,User Name,User Email,Profile,User Status,\
         Microsoft 365 License,SMB License,Backup Data (MB),Created On,Managed By,Mapping,\
         Custom Attribute Name,Custom Attribute Value,Service Plan",
    );
    for person in Person::all() {
        let (customer, place) = (person.customer(), person.place());
        let is_there = match is_new {
            true => place != 9 && person.0 != 11,
            false => place != 10,
        };
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
        let license = match (is_new, person.0) {
            (false, 13) => "-",
            _ => ["Active", "Active", "Preserve", "Preserved", "-", "Active"][place % 6],
        };
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
        let mapping = match (is_new, customer.id == CUSTOMERS[1].id && place % 2 == 1) {
            (false, true) => "Clinic staff",
            _ if place == 8 => "Manual",
            _ => "All staff",
        };
        entry("Azure AD", mapping);
        if is_new && person.0 == 1 {
            entry("AD/LDAP", "Manual");
        }
    }
    csv.0
}

pub(super) fn preserved(today: NaiveDate) -> String {
    let mut csv = Csv::new(
        "Global Customer ID,Customer Name,Account Name,User Name,User Email,Profile,Preserved On,Mode,\
         Auto Delete After Days,Legal Hold",
    );
    // One of those that may not sign in has its backup still.
    let kept = |person: &Person| matches!(person.place(), 2 | 3) && person.0 != 3;
    for person in Person::all().filter(kept) {
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

pub(super) fn customers() -> String {
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

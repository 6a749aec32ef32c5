//! What directories export of accounts: answers of Graph, the admin center, registration details.

use std::fmt::Write;

use chrono::{Days, NaiveDate};

use super::Csv;
use super::people::{MICROSOFT_365_E3, Person, TEAMS_PREMIUM, before};

/// Answers of Graph; one account of each customer has no sign-in at all.
pub(super) fn users(today: NaiveDate) -> String {
    let users = Person::all().filter(|person| !person.is_deleted());
    listing(
        "users",
        &users.map(|person| user(person, today)).collect::<Vec<_>>(),
    )
}

pub(super) fn deleted_users(today: NaiveDate) -> String {
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

pub(super) fn listing(context: &str, items: &[String]) -> String {
    format!(
        "{{\n  \"@odata.context\": \"https://graph.microsoft.com/v1.0/$metadata#{context}\",\n  \
         \"value\": [\n    {}\n  ]\n}}\n",
        items.join(",\n    ")
    )
}

pub(super) fn user(person: Person, today: NaiveDate) -> String {
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
pub(super) fn m365_users(today: NaiveDate) -> String {
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

/// Accounts of the first customer that an override keeps. The older one has other ends: one was set
/// earlier since, one later, one stayed, and one account came.
pub(super) fn active_roles(today: NaiveDate, is_new: bool) -> String {
    let mut csv = Csv::new("userPrincipalName,displayName,UsersFunctional,Override until");
    for person in Person::all().take(5) {
        let days = match (is_new, person.place()) {
            (true, 0) => 20,
            (true, 1) => 60,
            (_, 2) => 45,
            (_, 3) => 10,
            (false, 4) => continue,
            _ => 30,
        };
        let until = today.checked_add_days(Days::new(days)).unwrap_or(today);
        csv.row(&[
            &person.address(),
            person.name(),
            "College.UsersFunctional",
            &until.to_string(),
        ]);
    }
    csv.0
}

/// One of each row of the truth table (2.4); disabled accounts have none, and one enabled neither.
pub(super) fn registration() -> String {
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

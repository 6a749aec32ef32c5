//! The O365 enrollment report: its columns and how their headers are spelt (P22, P23, P25).

use super::cell::{DateReading, DaysReading, read_days, read_written_date};
use super::source::{Field, Form, Type};
use crate::letters;

const fn kept(
    name: &'static str,
    holds: Type,
    form: Form,
    aliases: &'static [&'static str],
) -> Field {
    Field {
        name,
        holds,
        form: Some(form),
        aliases,
    }
}

const fn read_again(name: &'static str, holds: Type, aliases: &'static [&'static str]) -> Field {
    Field {
        name,
        holds,
        form: None,
        aliases,
    }
}

/// The fields, in the published order of the columns A to W, then those of the ISC variant.
///
/// Where two columns fit one field, the one whose spelling stands first is taken.
pub const FIELDS: &[Field] = &[
    kept("penn_id", Type::Text, Form::Text, &["pennid"]),
    kept(
        "logon_name",
        Type::Text,
        Form::Text,
        &[
            "pennkey",
            "logonname",
            "pennkeyusername",
            "logonid",
            "loginname",
            "samaccountname",
            "username",
        ],
    ),
    kept(
        "name",
        Type::Text,
        Form::Text,
        &["fulldisplayname", "displayname", "name", "fullname"],
    ),
    read_again(
        "mail",
        Type::Text,
        &[
            "institutionalpreferredemail",
            "preferredemail",
            "institutionalemail",
            "email",
            "mail",
        ],
    ),
    read_again("phone", Type::Text, &["phone", "phonenumber"]),
    kept("active_code", Type::Enum, Form::Dict, &["activecode"]),
    read_again(
        "primary_affiliation",
        Type::Enum,
        &["o365primaryaffiliation", "primaryaffiliation"],
    ),
    kept(
        "center_code",
        Type::Text,
        Form::Dict,
        &["center", "centercode"],
    ),
    kept("center_name", Type::Text, Form::Dict, &["centername"]),
    read_again("home_org", Type::Text, &["homeorg"]),
    read_again("srs_division", Type::Text, &["srsdivision"]),
    read_again("srs_school", Type::Text, &["srsschool"]),
    kept(
        "affiliations",
        Type::List,
        Form::Dict,
        &[
            "allactiveaffiliations",
            "allactiveaffilations",
            "activeaffiliations",
            "activeaffilations",
        ],
    ),
    kept(
        "reason",
        Type::Text,
        Form::Dict,
        &[
            "deprovisionreason",
            "deprovisioningreason",
            "reasonflagged",
            "whyflagged",
            "flagreason",
            "reason",
            "o365ready",
        ],
    ),
    kept(
        "expires_in_days",
        Type::Integer,
        Form::Dict,
        &[
            "expiresindays",
            "daysuntildeprovision",
            "daysuntildeprovisioned",
            "daysuntildeprovisioning",
            "expiresin",
        ],
    ),
    kept(
        "has_mailbox",
        Type::Boolean,
        Form::Dict,
        &["hasmailbox", "mailboxenabled"],
    ),
    read_again("o365_center", Type::Text, &["o365center"]),
    read_again("job_org_class_title", Type::Text, &["joborgclasstitle"]),
    kept(
        "scheduled_deletion",
        Type::Date,
        Form::Dict,
        &[
            "scheduleddeletiondate",
            "scheduleddeletion",
            "scheduleddeprovisioningdate",
            "deletiondate",
        ],
    ),
    read_again("person_description", Type::Text, &["persondescription"]),
    read_again("first_name", Type::Text, &["firstname", "givenname"]),
    read_again("last_name", Type::Text, &["lastname", "surname"]),
    read_again("dn", Type::Text, &["dn", "distinguishedname"]),
    kept(
        "job_org",
        Type::Text,
        Form::Dict,
        &["joborg", "joborganization", "joborganisation"],
    ),
    kept(
        "department",
        Type::Text,
        Form::Dict,
        &["department", "departmentname", "dept"],
    ),
    // No export has these for certain: they count where one does (P36, domain 2.7 rule 1).
    kept(
        "inactive_on",
        Type::Date,
        Form::Dict,
        &[
            "affiliationinactiveon",
            "affiliationinactivedate",
            "affiliationenddate",
            "inactivedate",
            "inactiveon",
        ],
    ),
    kept(
        "deceased",
        Type::Boolean,
        Form::Dict,
        &["deceased", "deceasedflag", "isdeceased"],
    ),
    // Beside a column of reasons; alone it is the column of reasons, as in the published order (P20).
    kept("o365_ready", Type::Text, Form::Dict, &["o365ready"]),
];

/// How many columns the published order has.
pub const N_PUBLISHED: usize = 23;

/// The fields that say whether and when an account ends.
pub const OF_THE_END: [&str; 4] = [
    "expires_in_days",
    "scheduled_deletion",
    "reason",
    "o365_ready",
];

/// The columns from `first` on that say whether and when an account ends.
pub fn columns_of_the_end(fields: &[Option<&'static Field>], first: usize) -> Vec<usize> {
    let says =
        |&column: &usize| fields[column].is_some_and(|field| OF_THE_END.contains(&field.name));
    (first..fields.len()).filter(says).collect()
}

/// The field of this name.
pub fn field(name: &str) -> &'static Field {
    FIELDS
        .iter()
        .find(|field| field.name == name)
        .expect("a field of the enrollment report")
}

/// A header without case, space and punctuation.
pub fn squeezed(header: &str) -> String {
    header
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .map(letters::lower_letter)
        .collect()
}

/// Which fields a header row names.
#[derive(Clone, Debug, Default)]
pub struct HeaderMatch {
    /// For every column its field.
    pub fields: Vec<Option<&'static Field>>,
    /// Fields that two columns fit equally well: the field and both columns.
    pub doubled: Vec<(&'static str, usize, usize)>,
}

impl HeaderMatch {
    /// Matches a row of headers.
    pub fn of(header: &[String]) -> HeaderMatch {
        let spelt: Vec<String> = header.iter().map(|cell| squeezed(cell)).collect();
        let mut found = HeaderMatch {
            fields: vec![None; header.len()],
            doubled: Vec::new(),
        };
        for field in FIELDS {
            let taken = found.fields.clone();
            let columns_of = |alias: &&str| -> Vec<usize> {
                (0..spelt.len())
                    .filter(|&column| spelt[column] == *alias && taken[column].is_none())
                    .collect()
            };
            let columns = field
                .aliases
                .iter()
                .map(columns_of)
                .find(|columns| !columns.is_empty());
            let Some(columns) = columns else { continue };
            found.fields[columns[0]] = Some(field);
            // Of these a wrong column would move a date or a person: two candidates are a question.
            let decisive = ["logon_name", "scheduled_deletion", "expires_in_days"];
            let mut all = field.aliases.iter().flat_map(columns_of);
            let second = match decisive.contains(&field.name) {
                true => all.find(|column| *column != columns[0]),
                false => columns.get(1).copied(),
            };
            if let (Some(second), true) = (second, field.form.is_some()) {
                found.doubled.push((field.name, columns[0], second));
            }
        }
        found
    }

    /// The column of a field.
    pub fn column_of(&self, name: &str) -> Option<usize> {
        self.fields
            .iter()
            .position(|field| field.is_some_and(|field| field.name == name))
    }

    /// Whether the row names a logon name and something about the deprovisioning.
    pub fn is_enrollment(&self) -> bool {
        let has = |name| self.column_of(name).is_some();
        has("logon_name") && (has("expires_in_days") || has("scheduled_deletion") || has("reason"))
    }

    /// Whether the row names a day or a number of days of the deprovisioning, but no logon name.
    pub fn lacks_logon_name(&self) -> bool {
        let has = |name| self.column_of(name).is_some();
        !has("logon_name") && (has("expires_in_days") || has("scheduled_deletion"))
    }

    /// How many columns are named.
    pub fn n_named(&self) -> usize {
        self.fields.iter().flatten().count()
    }
}

/// Whether a filled cell can belong to a field.
pub fn fits(field: &Field, cell: &str) -> bool {
    match field.name {
        "scheduled_deletion" => read_written_date(cell, None) != DateReading::Unreadable,
        "expires_in_days" => read_days(cell) != DaysReading::Unreadable,
        "logon_name" => super::cloud_control::is_logon_like(cell),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(header: &str) -> Vec<&'static str> {
        let header: Vec<String> = header.split(',').map(str::to_string).collect();
        let found = HeaderMatch::of(&header);
        found
            .fields
            .iter()
            .map(|field| field.map_or("", |field| field.name))
            .collect()
    }

    #[test]
    fn the_published_header_names_every_field_in_order() {
        let header = "PennID,PennKey,Name,Institutional preferred email,Phone,Active Code,O365 primary affiliation,Center,Center name,Home org,SRS division,SRS school,All active affilations,O365 Ready,Expires in days,Has mailbox,O365 center,Job org class title,Scheduled deletion date,Person description,First name,Last name,DN";
        let expected: Vec<&str> = FIELDS[..N_PUBLISHED]
            .iter()
            .map(|field| field.name)
            .collect();
        assert_eq!(fields(header), expected);
    }

    #[test]
    fn a_preferred_spelling_wins_over_another_of_the_same_field() {
        assert_eq!(
            fields("Name,Full display name,O365 Ready,deprovision_reason"),
            ["", "name", "o365_ready", "reason"]
        );
        assert_eq!(fields("PennKey,O365 Ready"), ["logon_name", "reason"]);
    }

    #[test]
    fn one_header_twice_is_told() {
        let header = ["PennKey", "pennkey", "Expires in days"].map(str::to_string);
        assert_eq!(HeaderMatch::of(&header).doubled, [("logon_name", 0, 1)]);
    }
}

//! Logon names in the form that the next console takes them (P15).

use crate::accounts::logon_name::{LogonName, Nfkc, Reading, read_logon_name};

/// What is handed over of each account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NameForm {
    /// The bare name: `jdoe`.
    #[default]
    Bare,
    /// The user principal name: `jdoe@upenn.edu`.
    Principal,
    /// With the label of its directory: `PENN\jdoe`.
    Labelled,
}

impl NameForm {
    /// Every form, in the order in which they are offered.
    pub const ALL: [NameForm; 3] = [NameForm::Bare, NameForm::Principal, NameForm::Labelled];

    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            NameForm::Bare => "bare",
            NameForm::Principal => "principal",
            NameForm::Labelled => "labelled",
        }
    }

    /// The form of this name.
    pub fn named(name: &str) -> Option<NameForm> {
        NameForm::ALL.into_iter().find(|form| form.name() == name)
    }
}

/// What stands between names, and around each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Between {
    /// One a line.
    #[default]
    Lines,
    /// Commas.
    Commas,
    /// Semicolons, as address boxes take them.
    Semicolons,
    /// A list of PowerShell: `'jdoe','o''neil'`.
    PowerShell,
}

impl Between {
    /// Every way, in the order in which they are offered.
    pub const ALL: [Between; 4] = [
        Between::Lines,
        Between::Commas,
        Between::Semicolons,
        Between::PowerShell,
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Between::Lines => "lines",
            Between::Commas => "commas",
            Between::Semicolons => "semicolons",
            Between::PowerShell => "powershell",
        }
    }

    /// The way of this name.
    pub fn named(name: &str) -> Option<Between> {
        Between::ALL.into_iter().find(|way| way.name() == name)
    }
}

/// The name of a cell in a form; `None` where the cell is no logon name, or says nothing of a domain or
/// label and `realm` is empty.
///
/// A domain or label in the cell counts more than `realm`.
pub fn in_form(cell: &str, form: NameForm, realm: &str, nfkc: Nfkc) -> Option<String> {
    let Reading::Name(LogonName {
        name,
        label,
        domain,
        ..
    }) = read_logon_name(cell, nfkc)
    else {
        return None;
    };
    let own = |part: Option<String>| {
        let realm = realm.trim().trim_start_matches('@').trim_end_matches('\\');
        part.or_else(|| (!realm.is_empty()).then(|| realm.to_string()))
    };
    match form {
        NameForm::Bare => Some(name),
        NameForm::Principal => Some(format!("{name}@{}", own(domain)?)),
        NameForm::Labelled => Some(format!("{}\\{name}", own(label)?.to_uppercase())),
    }
}

/// A batch as one text.
pub fn text_of(batch: &[&str], between: Between) -> String {
    match between {
        Between::Lines => batch.iter().flat_map(|name| [name, "\r\n"]).collect(),
        Between::Commas => batch.join(","),
        Between::Semicolons => batch.join("; "),
        Between::PowerShell => {
            // PowerShell closes a text at any of the typographic quotes too, and doubles them alike.
            let quoted = batch.iter().map(|name| {
                let mut text = String::from("'");
                for letter in name.chars() {
                    if matches!(letter, '\'' | '\u{2018}'..='\u{201b}') {
                        text.push(letter);
                    }
                    text.push(letter);
                }
                text.push('\'');
                text
            });
            quoted.collect::<Vec<_>>().join(",")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nfkc(text: &str) -> String {
        use unicode_normalization::UnicodeNormalization;
        text.nfkc().collect()
    }

    #[track_caller]
    fn case(cell: &str, form: NameForm, realm: &str, expected: Option<&str>) {
        assert_eq!(in_form(cell, form, realm, nfkc).as_deref(), expected);
    }

    #[test]
    fn a_name_has_the_form_that_is_asked_for() {
        for cell in ["JDoe", " jdoe ", "=\"jdoe\""] {
            case(cell, NameForm::Bare, "", Some("jdoe"));
            case(
                cell,
                NameForm::Principal,
                "upenn.edu",
                Some("jdoe@upenn.edu"),
            );
            case(cell, NameForm::Labelled, "penn", Some("PENN\\jdoe"));
        }
        case(
            "x",
            NameForm::Principal,
            " @upenn.edu ",
            Some("x@upenn.edu"),
        );
        case("x", NameForm::Labelled, "PENN\\", Some("PENN\\x"));
    }

    #[test]
    fn what_the_cell_says_counts_more_than_what_is_given() {
        case(
            "jdoe@med.upenn.edu",
            NameForm::Principal,
            "upenn.edu",
            Some("jdoe@med.upenn.edu"),
        );
        case(
            "WHARTON\\jdoe",
            NameForm::Labelled,
            "penn",
            Some("WHARTON\\jdoe"),
        );
    }

    #[test]
    fn what_cannot_be_said_is_not_guessed() {
        case("jdoe", NameForm::Principal, " ", None);
        case("jdoe@upenn.edu", NameForm::Labelled, "", None);
        case("Doe, Jane", NameForm::Bare, "", None);
        case("", NameForm::Bare, "", None);
    }

    #[test]
    fn a_batch_is_written_as_its_console_takes_it() {
        let batch = ["jdoe", "o'neil", "d\u{2019}arcy"];
        assert_eq!(
            text_of(&batch, Between::Lines),
            "jdoe\r\no'neil\r\nd\u{2019}arcy\r\n"
        );
        assert_eq!(
            text_of(&batch, Between::Commas),
            "jdoe,o'neil,d\u{2019}arcy"
        );
        assert_eq!(text_of(&batch[..2], Between::Semicolons), "jdoe; o'neil");
        assert_eq!(
            text_of(&batch, Between::PowerShell),
            "'jdoe','o''neil','d\u{2019}\u{2019}arcy'"
        );
        assert_eq!(text_of(&[], Between::PowerShell), "");
    }

    #[test]
    fn every_form_and_way_has_a_name_of_its_own() {
        for form in NameForm::ALL {
            assert_eq!(NameForm::named(form.name()), Some(form));
        }
        for way in Between::ALL {
            assert_eq!(Between::named(way.name()), Some(way));
        }
        assert_eq!(NameForm::named("other"), None);
    }
}

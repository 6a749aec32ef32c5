//! The sentences of the policy on the screen.

use crate::json::Json;
use crate::lifecycle::calendar::iso_day;
use crate::lifecycle::policy_choice::PolicyChoice;
use crate::lifecycle::profiles;
use crate::report::words::counted;

/// The key of a person's own holidays.
pub const HOLIDAYS: &str = "calendar.holidays";

/// What is told where a file could not be saved.
pub const NOT_SAVED: &str =
    "the browser did not save the file: allow downloads for this page and try again";

/// The caption of the button: `Policy: penn-2020`, and how much of it was changed.
pub fn policy_button(choice: &PolicyChoice) -> String {
    let id = profile_id(choice);
    match &choice.changes {
        Json::Record(changes) if !changes.is_empty() => {
            let own = changes.iter().find(|(key, _)| key == "name");
            let name = match own {
                Some((_, Json::Text(name))) => name.as_str(),
                _ => id.as_str(),
            };
            format!("Policy: {name}, changed")
        }
        _ => format!("Policy: {id}"),
    }
}

/// Whether something of a profile was changed.
pub fn is_changed(choice: &PolicyChoice) -> bool {
    matches!(&choice.changes, Json::Record(changes) if !changes.is_empty())
}

/// The id of the profile behind a choice.
pub fn profile_id(choice: &PolicyChoice) -> String {
    match choice.id.as_str() {
        "" => profiles::DEFAULT.to_owned(),
        id => id.to_owned(),
    }
}

/// Where the numbers come from.
pub fn policy_source(source: &str) -> String {
    format!("Source: {source}")
}

/// How much was changed.
pub fn policy_changes(n: u32) -> String {
    match n {
        0 => "As the profile has it.".to_owned(),
        n => counted(
            n.into(),
            "change to the profile. It holds on all dates.",
            "changes to the profile. They hold on all dates.",
        ),
    }
}

/// What the profile says where a line says something else.
pub fn in_profile(original: &str) -> String {
    format!("In the profile: {original} ")
}

/// What the profile says of an entry, field by field.
pub fn entry_before(fields: &[(String, String)]) -> String {
    let fields = fields.iter().filter(|(_, original)| !original.is_empty());
    let told = fields.map(|(caption, original)| match original.as_str() {
        "in the profile" | "not in the profile" => original.clone(),
        _ => format!("{} in the profile: {original}", caption.to_lowercase()),
    });
    format!("{} ", told.collect::<Vec<_>>().join(", "))
}

/// An entry by its name; of a holiday with its weekday.
pub fn entry_name(entry: &str) -> String {
    iso_day(entry).map_or_else(|| entry.to_owned(), super::words::weekday)
}

/// The name of a control of an entry: `STAF, meaning`.
pub fn of_entry(entry: &str, caption: &str) -> String {
    format!("{}, {}", entry_name(entry), caption.to_lowercase())
}

/// The name of the button that takes an entry out.
pub fn take_out(entry: &str) -> String {
    format!("Take out {}", entry_name(entry))
}

/// The name of the button that takes a change back.
pub fn take_back(what: &str) -> String {
    format!("Take back the change of {}", entry_name(what))
}

/// What is typed to add an entry.
pub fn new_entry(entry: &str) -> String {
    format!("New {entry}")
}

/// The sentence beside a control whose value was not taken; the line that hinders it may be another.
pub fn refused_beside(key: &str, refused: &str, trouble: &str) -> String {
    match refused.is_empty() || key == refused || key.is_empty() {
        true => format!("Not taken: {trouble}"),
        false => format!("Not taken, because of `{refused}`: {trouble}"),
    }
}

/// What a screen reader is told then.
pub fn not_taken(trouble: &str) -> String {
    format!("not taken: {trouble}")
}

/// The name a policy is saved under.
pub fn policy_file_name(id: &str) -> String {
    match id {
        "" => "policy.json".to_owned(),
        id => format!("policy-{id}.json"),
    }
}

/// Whether a text is a calendar file.
pub fn is_calendar_file(text: &str) -> bool {
    let begin = text.trim_start_matches('\u{feff}').trim_start().get(..15);
    begin.is_some_and(|begin| begin.eq_ignore_ascii_case("BEGIN:VCALENDAR"))
}

/// What a dropped file is offered as.
pub fn offered_file(name: &str, text: &str) -> String {
    match is_calendar_file(text) {
        true => format!("`{name}` is a calendar file. Its days can be taken as holidays."),
        false => format!("`{name}` is a policy file. Every date would follow it."),
    }
}

/// What is told where a file cannot be read.
pub fn cannot_read(name: &str) -> String {
    format!("`{name}` cannot be read: expected a text file of at most 2 MB")
}

/// Whether a list such as `mon,tue` has this word.
pub fn has_word(list: &str, word: &str) -> bool {
    list.split(',').any(|known| known == word)
}

/// A policy line that a sentence of reasons rests on: `policy grace_days = 60 days`.
pub fn policy_line(key: &str, value: &str) -> String {
    format!("policy `{key}` = {value}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_button_says_which_policy_holds_and_whether_it_was_changed() {
        #[track_caller]
        fn case(id: &str, changes: &str, expected: &str) {
            let choice = PolicyChoice {
                id: id.to_owned(),
                changes: crate::json::parse(changes).unwrap(),
            };
            assert_eq!(policy_button(&choice), expected);
        }
        case("", "null", "Policy: penn-2020");
        case("blank", "{}", "Policy: blank");
        case("", r#"{"grace_days":90}"#, "Policy: penn-2020, changed");
        case(
            "blank",
            r#"{"name":"Our rules"}"#,
            "Policy: Our rules, changed",
        );
    }

    #[test]
    fn a_word_stands_in_a_list_or_not() {
        assert!(has_word("mon,tue", "tue") && !has_word("", "mon"));
    }

    #[test]
    fn an_entry_tells_what_the_profile_says_of_it() {
        let field = |caption: &str, original: &str| (caption.to_owned(), original.to_owned());
        let fields = [field("Meaning", ""), field("Keeps it", "yes")];
        assert_eq!(entry_before(&fields), "keeps it in the profile: yes ");
        assert_eq!(
            entry_before(&[field("", "not in the profile")]),
            "not in the profile "
        );
    }
}

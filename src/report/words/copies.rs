//! What is said of rows and names that are copied.

use super::{counted, number};
use crate::report::hand_over::{Between, NameForm};

/// The caption of the button that copies rows.
pub fn copy_caption(selected: u32, total: u32) -> String {
    match selected {
        0 => format!("Copy all {}", number(total.into())),
        n => format!("Copy {}", counted(n.into(), "row", "rows")),
    }
}

/// What became of a copy.
pub fn copied(lines: u32, one: &str, many: &str) -> String {
    format!("{} copied", counted(lines.into(), one, many))
}

/// Where the clipboard is out of reach.
pub const NO_CLIPBOARD: &str = "the browser does not let this page write to the clipboard; allow it in the address bar, then copy again";

/// How many names rows gave, and what to do where some gave none.
pub fn names_of_rows(n_names: u64, n_rows: u64) -> String {
    let names = counted(n_names, "name", "names");
    match n_rows.saturating_sub(n_names) {
        0 => names,
        n => format!(
            "{names} of {}: {} no name in this form, or one that another row has",
            counted(n_rows, "row", "rows"),
            counted(n, "has", "have")
        ),
    }
}

/// A form of names, with an example.
pub fn name_form(form: NameForm) -> &'static str {
    match form {
        NameForm::Bare => "Logon names: jdoe",
        NameForm::Principal => "User principal names: jdoe@upenn.edu",
        NameForm::Labelled => "With a label: UPENN\\jdoe",
    }
}

/// What a form needs to know where a name is written without it.
pub fn realm_of_form(form: NameForm) -> &'static str {
    match form {
        NameForm::Labelled => "Label of names that have none",
        _ => "Domain of names that have none",
    }
}

/// What stands between names.
pub fn between(way: Between) -> &'static str {
    match way {
        Between::Lines => "one a line",
        Between::Commas => "with commas",
        Between::Semicolons => "with semicolons",
        Between::PowerShell => "as a PowerShell list: 'jdoe','asmith'",
    }
}

/// The caption of the button that copies a batch of names.
pub fn batch(first: u64, last: u64) -> String {
    match first == last {
        true => format!("Copy {}", number(first)),
        false => format!("Copy {} to {}", number(first), number(last)),
    }
}

/// What a screen reader is told of a batch.
pub fn batch_copied(place: u64) -> String {
    format!("batch {} copied", number(place))
}

/// What a copied ticket is said to be.
pub const TICKET_COPIED: &str = "copied for a ticket";

/// The same of the text to the manager.
pub const LETTER_COPIED: &str = "copied for the manager: the first line is the subject";

/// The same of one step.
pub const STEP_COPIED: &str = "step copied";

/// The name of the button that copies a step.
pub fn copy_step(place: u32) -> String {
    format!("Copy step {place}")
}

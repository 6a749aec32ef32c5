//! What is said of decisions and of the steps that belong to them.

use chrono::NaiveDate;

use super::counted;
use crate::ingest::zone::place;

/// What is said where a decision is asked for and nobody has said who decides.
pub const NO_INITIALS: &str = "write your initials first: a decision says who made it";

/// What is said where a load was stopped while a decision waited for it.
pub const NOT_SAID: &str = "stopped before the decision was noted: decide once more";

/// Whose clock the times of the steps are.
pub fn times_of_zone(zone: &str) -> String {
    format!("Times are those of {}.", place(zone))
}

/// What a step may be answered by: its name and its caption.
pub const ANSWERS: [(&str, &str); 4] = [
    ("", "open"),
    ("wanted", "wanted"),
    ("done", "done"),
    ("not-wanted", "not wanted"),
];

/// What can be decided: its name and its caption.
pub const DECISION_NAMES: [(&str, &str); 4] = [
    ("keep", "Keep"),
    ("let-go", "Let go"),
    ("asked", "Asked"),
    ("done", "Done"),
];

/// The same, and that nothing is.
pub const DECISION_VALUES: [(&str, &str); 5] = [
    ("keep", "Keep"),
    ("let-go", "Let go"),
    ("asked", "Asked"),
    ("done", "Done"),
    ("", "Undecided"),
];

/// What a decision is.
pub const DECISIONS: &str = "What was decided about accounts, by logon name, with initials, date and note; steps that were ticked belong to it. \
    A saved file can be sent to a colleague and merged there: drop it on the page. Of every account what was said last counts.";

/// What is said while there is none.
pub const NO_DECISIONS: &str = "Nothing is decided yet. Open an account, and decide there.";

/// What keeping decisions means.
pub const KEEPING_DECISIONS: &str = "They hold logon names, initials and notes. Everybody who uses this browser under your account can read them. \
    Taking the tick away deletes them here.";

/// What is said when decisions are no longer kept.
pub const DECISIONS_FORGOTTEN: &str = "no decision is kept in this browser any more";

/// What is said where the browser refuses to keep them.
pub const KEEPS_NOTHING: &str = "this browser does not keep the decisions: save them as a file";

/// What stands for the name of a file where decisions were kept in the browser.
pub const KEPT_HERE: &str = "decisions kept in this browser";

/// What is to be done about conflicts.
pub const CONFLICTS: &str = "Two people changed these accounts without knowing of each other. What was said last counts, unless you take the other.";

/// The name of the button that lets the other side of a conflict count.
pub fn choose_other(key: &str) -> String {
    format!("Take the other for {key}")
}

/// What was decided, or that nothing was.
pub fn decided_or_not(decided: &str) -> String {
    match decided {
        "" => "undecided".to_owned(),
        decided => decided.to_owned(),
    }
}

/// Whether a text means to be a file of decisions.
pub fn is_decision_file(text: &str) -> bool {
    crate::lifecycle::decision_file::is_meant(text)
}

/// The name of the file that decisions are saved as.
pub fn decision_file_name(day: NaiveDate) -> String {
    format!("decisions_{day}.json")
}

/// What is said before decisions go with the data.
pub fn decisions_go(n: u64, is_kept: bool) -> String {
    let what = counted(n, "decision", "decisions");
    match is_kept {
        false => format!("{what} will be gone with the data, unless you save them first."),
        true => format!(
            "{what} will be gone from this page with the data. They stay kept in this browser, and come back with the next files, \
             until you take that tick away."
        ),
    }
}

/// What the privacy window says of decisions.
pub fn decisions_kept(is_kept: bool) -> &'static str {
    match is_kept {
        true => {
            "Decisions are kept in this browser, as you asked: logon names, initials, notes and ticked steps."
        }
        false => "No decision is kept.",
    }
}

/// Who does a step and how long to wait after it.
pub fn owner_and_wait(owner: &str, wait_minutes: u32) -> String {
    let mut text = String::new();
    if !owner.is_empty() {
        text = format!(" {owner}");
    }
    if wait_minutes > 0 {
        text.push_str(&format!(
            ", then wait up to {}",
            counted(wait_minutes.into(), "minute", "minutes")
        ));
    }
    text
}

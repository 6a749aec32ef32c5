//! What is said of shared rows that are compared with the report here (D27, M11).

use chrono::NaiveDate;

use super::{counted, kind, number, plain_day, plural, weekday};
use crate::report::definition::Definition;

/// The button that compares shared rows with the loaded files.
pub const COMPARE_ROWS: &str = "Compare with what I have";
/// The button that shows the shared rows again.
pub const BACK_TO_ROWS: &str = "Back to the shared rows";
/// The button that copies the sentence.
pub const COPY_FOR_TICKET: &str = "Copy for a ticket";
/// The sentence is copied.
pub const SENTENCE_COPIED: &str = "the sentence is copied";
/// What the table holds.
pub const COMPARED_ROWS: &str = "What differs";
/// Nothing to show.
pub const NOTHING_DIFFERS: &str = "No row differs.";

/// A shared row that is not here.
pub const ONLY_SHARED: &str = "Only shared";
/// A row here that was not shared.
pub const ONLY_HERE: &str = "Only here";
/// A row of both that differs.
pub const DIFFERS: &str = "Differs";
/// A further column of the row above.
pub const DIFFERS_ALSO: &str = "Differs also";
/// A row that is there.
pub const IS_THERE: &str = "there";
/// A row that is nowhere here.
pub const NOT_HERE: &str = "not in this report here";
/// A row that was not shared.
pub const NOT_SHARED: &str = "not among the shared rows";
/// Not a column: all of the row.
pub const WHOLE_ROW: &str = "the whole row";
/// What stands between two parts of a key.
pub const BETWEEN_KEYS: &str = " · ";

/// The captions of the table; `key` is that of what names a row.
pub fn compared_captions(key: &str) -> Vec<String> {
    ["How", key, "Name", "Column", "Shared", "Here"]
        .map(str::to_owned)
        .to_vec()
}

/// The heading.
pub fn compared_title(report: &Definition) -> String {
    format!("The shared rows beside “{}” here", report.title)
}

/// An account that another list has.
pub fn listed_elsewhere(report: &Definition, stage: &str) -> String {
    format!("in “{}”, {stage}", report.title)
}

/// How many rows came out how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// Rows of both that say the same.
    pub same: u64,
    /// Rows of both that do not.
    pub differing: u64,
    /// Rows that were shared and are not here.
    pub only_shared: u64,
    /// Rows here that were not shared.
    pub only_here: u64,
}

/// The sentence for a ticket.
pub fn compared_sentence(day: NaiveDate, counts: &Compared) -> String {
    let n = counts.same + counts.differing + counts.only_shared;
    format!(
        "Of {} for {} {} the same here, {} {} and {} not here; {} here only.",
        counted(n, "shared row", "shared rows"),
        weekday(day),
        counted(counts.same, "says", "say"),
        number(counts.differing),
        plural(counts.differing, "differs", "differ"),
        counted(counts.only_shared, "is", "are"),
        counted(counts.only_here, "row is", "rows are"),
    )
}

/// What the comparison rests on.
pub fn compared_ground(meaning: &str) -> String {
    format!(
        "Both are computed for the day of the shared rows, with their rules and policy. A shared row is looked for in the whole report here; a row counts as only here where the shared view has it ({meaning}). What the sender selected by hand, or searched by somebody's name, did not travel: such rows may be here only for that."
    )
}

/// Texts out of which something was taken.
pub fn texts_not_compared(n: u64) -> String {
    format!(
        "{} not compared, for something was taken out before it was shared.",
        counted(n, "text is", "texts are")
    )
}

/// Columns that are not compared, and why.
pub fn columns_not_compared(tokens: &[&str], unknown: &[&str], idle: &[&str]) -> Vec<String> {
    let all = [
        (tokens, "tokens stand there instead of the values"),
        (unknown, "this version knows no such column"),
        (idle, "it differs in every file and says nothing"),
    ];
    let told = all.into_iter().filter(|(titles, _)| !titles.is_empty());
    told.map(|(titles, why)| format!("Not compared: {} ({why}).", titles.join(", ")))
        .collect()
}

/// The shared rows come from a newer file.
pub fn shared_is_newer(id: &str, shared: NaiveDate, here: NaiveDate) -> String {
    format!(
        "The shared rows come from a newer file of {} ({}) than the one here ({}): read them as the newer state.",
        kind(id),
        plain_day(shared),
        plain_day(here)
    )
}

/// No column names the rows.
pub fn no_key_shared(wanted: &[&str], tokens: &[&str]) -> String {
    let why = match tokens {
        [] => String::new(),
        tokens => format!(
            " ({} hold tokens, which nothing here has)",
            tokens.join(", ")
        ),
    };
    format!(
        "the shared rows have no column by which a row is found here{why}: ask for them once more with one of {}",
        wanted.join(", ")
    )
}

/// A share of names.
pub const NAMES_NOT_COMPARED: &str = "these are logon names alone, and nothing of them differs: take them as your logon names, and the four lists compare them";

/// No file is loaded.
pub const NOTHING_TO_COMPARE: &str = "no file is loaded to compare them with: close this window, drop your exports, and open the shared rows again";

/// A report that has no accounts to be found again.
pub fn report_not_compared(report: &Definition) -> String {
    format!(
        "“{}” lists nothing that can be found again in another state of it, so its rows are not compared",
        report.title
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_counts_every_row_once() {
        let counts = Compared {
            same: 40,
            differing: 1,
            only_shared: 2,
            only_here: 1,
        };
        assert_eq!(
            compared_sentence("2026-11-22".parse().unwrap(), &counts),
            "Of 43 shared rows for Sun 22 Nov 2026 40 say the same here, 1 differs and 2 are not here; 1 row is here only."
        );
    }
}

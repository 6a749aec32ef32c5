//! What is said of rows and names that are taken along (M11), and of the data that a link was made from.

use chrono::NaiveDate;

use super::{counted, kind, plain_day, plural, weekday};

/// Letters up to which mail and chat programs keep a link whole.
pub const SAFE_LETTERS: usize = 2_000;

/// Letters up to which most of them do.
pub const MOST_LETTERS: usize = 3_900;

/// How many letters a text has, and what that means for sending it.
pub fn letters_told(n: usize) -> String {
    let letters = counted(n as u64, "character", "characters");
    match letters_class(n) {
        "short" => format!("{letters}: short enough for mail and chat"),
        "long" => format!("{letters}: some mail programs cut what is over 2,000"),
        _ => format!("{letters}: mail and chat cut what is over 3,900"),
    }
}

/// `short`, `long` or `too-long`, as style sheets know it.
pub fn letters_class(n: usize) -> &'static str {
    match (n > SAFE_LETTERS, n > MOST_LETTERS) {
        (false, _) => "short",
        (true, false) => "long",
        (true, true) => "too-long",
    }
}

/// Why a link is not offered.
pub const LINK_TOO_LONG: &str = "as a link it would be cut on its way and open nothing: save it as a sealed file, or take fewer rows or columns";

/// What opening a link leaves behind.
pub const LINK_STAYS: &str = "Whoever opens a link has it in the history of the browser from then on, with all that is in it, whatever this page does. \
    A report code avoids that: the same text without the address, to be pasted anywhere into this page.";

/// What a link to a view is.
pub const VIEW_TOLD: &str = "What is searched, filtered, sorted and shown, without a row of data: whoever opens it needs the same files. It is what the address of this page holds.";
/// What a share of names is.
pub const NAMES_TOLD: &str = "The logon names of these rows and nothing else of them, each once, to be taken as pasted names.";
/// What a share of rows is.
pub const ROWS_TOLD: &str = "The rows and columns on the screen as texts, with the names and days of the files they come from. Whoever has the text can read it, unless it has a passphrase.";
/// What a sealed file is.
pub const FILE_TOLD: &str = "The same rows in a file that opens only with the passphrase, or with a key that is shown once and sent another way. Drop the file on this page to open it.";

/// What an end of use is.
pub const EXPIRY_TOLD: &str =
    "The reader is shown this day. It is advice: nobody can make a text that was sent unreadable.";

/// What is done with a passphrase.
pub const PASSPHRASE_TOLD: &str = "A passphrase is not kept and not in the text: send it another way. Who loses it loses the rows.";

/// A link was copied.
pub const LINK_COPIED: &str = "the link is copied";
/// A code was copied.
pub const CODE_COPIED: &str = "the report code is copied: it is pasted anywhere into this page";
/// A key was copied.
pub const KEY_COPIED: &str = "the key is copied: send it another way than the file";

/// Who serves the page.
pub fn served_by(host: &str) -> String {
    format!(
        "This page is served by {host}. Whoever serves a page could read a passphrase that is typed into it: use it only where you trust that host."
    )
}

/// A sealed code, before it is opened.
pub fn sealed_on(made: NaiveDate) -> String {
    format!("Rows that were sealed on {}.", weekday(made))
}

/// A file that should hold shared rows.
pub fn unreadable_share(name: &str) -> String {
    format!(
        "`{name}` cannot be read, or is larger than any file of shared rows: nothing was opened"
    )
}

/// That the preview is no more than its first rows.
pub fn preview_more(shown: u64, n: u64) -> String {
    match n > shown {
        true => format!(
            "These are the first {} of {}.",
            super::number(shown),
            counted(n, "row", "rows")
        ),
        false => "These are all of them.".to_owned(),
    }
}

/// The files that are named in a share.
pub fn leaves_from(sources: &[String]) -> String {
    match sources {
        [] => String::new(),
        sources => format!(
            "With them go the names and days of the files: {}.",
            sources.join(", ")
        ),
    }
}

/// What goes with the sealed file.
pub const KEY_TOLD: &str = "The key of the file, shown this once: send it another way than the file, a call or another messenger. Without it nobody can open the file, you neither.";

/// A sealed file with a key was saved.
pub fn sealed_saved(name: &str) -> String {
    format!("{name} was handed to the browser, sealed")
}

/// The name of a sealed file: nothing in it tells of anybody.
pub fn sealed_name(report: &str, made: NaiveDate) -> String {
    format!("{report}_{made}.rollcall")
}

/// No row is there to share.
pub const NOTHING_TO_SHARE: &str = "there are no rows to share: show some first";

/// A choice that is none.
pub fn way_unknown(name: &str, way: &str) -> String {
    format!("`{name}` is `{way}`: expected `keep`, `drop` or `hash`")
}

/// What there is no share of.
pub fn share_unknown(name: &str) -> String {
    format!("`share` is `{name}`: expected `view`, `names` or `rows`")
}

/// Hashes without a salt could be tried out.
pub const NO_SALT: &str =
    "hashes need a salt of at least 16 letters, for without one names can be tried out";

/// Names cannot be hidden where they are all there is.
pub const NAMES_ARE_ALL: &str = "a share of logon names holds nothing else, so ids cannot be dropped or hashed: share rows, or keep the ids";

/// Every column would be left out.
pub const NO_COLUMN_LEFT: &str =
    "every column that is shown would be left out: show another column, or keep one of these";

/// Columns that are left out.
pub fn columns_dropped(titles: &[&str]) -> String {
    format!("left out before it was shared: {}", titles.join(", "))
}

/// Columns that hold tokens.
pub fn columns_hashed(titles: &[&str]) -> String {
    format!(
        "{} {} tokens in place of what stood there: the same value has the same token here, and another one in every other share",
        titles.join(", "),
        plural(titles.len() as u64, "holds", "hold")
    )
}

/// Texts from which something was taken out.
pub fn texts_cleaned(n: u64) -> String {
    format!(
        "from {} what names somebody was taken out",
        counted(n, "text", "texts")
    )
}

/// What no program can find.
pub const TEXTS_UNSURE: &str = "in texts only what a loaded file knows of is found, addresses and phone numbers: read the preview";

/// A source of a share.
pub fn source_of(name: &str, id: &str, as_of: Option<NaiveDate>) -> String {
    let label = match kind(id) {
        "" => id,
        label => label,
    };
    match as_of {
        Some(day) => format!("{name} ({label}, as of {})", plain_day(day)),
        None => format!("{name} ({label}, of an unknown day)"),
    }
}

/// When a share was made, and from what.
pub fn made_from(made: NaiveDate, sources: &[String], today: NaiveDate) -> String {
    let sources = match sources {
        [] => "no file".to_owned(),
        sources => sources.join(", "),
    };
    format!(
        "Made on {} from {sources}; computed for {}. It does not say by whom, and nothing here follows from the files on this page.",
        weekday(made),
        plain_day(today)
    )
}

/// What is said of the end of use.
pub fn expiry(expires: Option<NaiveDate>, now: NaiveDate) -> String {
    let Some(day) = expires else {
        return "No end of use is said.".to_owned();
    };
    let past = (now - day).num_days();
    match past {
        1.. => format!(
            "It was meant to be used until {}, which is {} ago: ask for a newer one. That is advice; the rows can still be read.",
            weekday(day),
            counted(past as u64, "day", "days")
        ),
        _ => format!(
            "It is meant to be used until {}. That is advice: the rows can still be read later.",
            weekday(day)
        ),
    }
}

/// The heading over opened rows.
pub fn shared_rows(title: &str, n: u64, is_names: bool) -> String {
    match is_names {
        true => format!("{} from “{title}”", counted(n, "logon name", "logon names")),
        false => format!("{} of “{title}”", counted(n, "row", "rows")),
    }
}

/// Which of the rows are in sight.
pub fn rows_in_sight(first: u64, last: u64, n: u64) -> String {
    format!(
        "Rows {} to {} of {}",
        super::number(first),
        super::number(last),
        super::number(n)
    )
}

/// What leaves: rows and columns.
pub fn leaves(rows: u64, columns: u64, is_selection: bool) -> String {
    let of = match is_selection {
        true => "the selected rows",
        false => "all rows as searched and filtered",
    };
    format!(
        "{} × {}, {of}",
        counted(rows, "row", "rows"),
        counted(columns, "column", "columns")
    )
}

// ── the data that a link was made from ──

/// It is the same.
pub const SAME_DATA: &str = "the loaded files hold the same data as the sender's";

/// A part of a link that is no fingerprint.
pub const DATA_NOT_UNDERSTOOD: &str =
    "what the link says of the sender's data is not understood by this version";

/// How a file differs from the sender's of its kind.
pub fn other_data(id: &str, days_newer: Option<i64>, more: i64) -> String {
    let when = match days_newer {
        None => "differs from the sender's".to_owned(),
        Some(0) => "is of the same day as the sender's, but differs".to_owned(),
        Some(days) => {
            let n = counted(days.unsigned_abs(), "day", "days");
            match days > 0 {
                true => format!("is {n} newer than the sender's"),
                false => format!("is {n} older than the sender's"),
            }
        }
    };
    let rows = match more {
        0 => "as many rows, but not the same".to_owned(),
        more => {
            let n = counted(more.unsigned_abs(), "account", "accounts");
            match more > 0 {
                true => format!("{n} more"),
                false => format!("{n} fewer"),
            }
        }
    };
    format!("your file of {} {when}: {rows}", kind(id))
}

/// A file that only the sender had.
pub fn only_sender(id: &str) -> String {
    format!(
        "the sender had a file of {} that is not loaded here",
        kind(id)
    )
}

/// A file that the sender did not have.
pub fn only_here(id: &str) -> String {
    format!(
        "your file of {} is one that the sender did not have",
        kind(id)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_told_with_what_it_means() {
        assert_eq!(letters_class(2_000), "short");
        assert_eq!(letters_class(2_001), "long");
        assert_eq!(letters_class(3_900), "long");
        assert_eq!(letters_class(3_901), "too-long");
        assert!(letters_told(3_901).starts_with("3,901 characters"));
    }

    #[test]
    fn an_end_of_use_is_named_as_advice() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let told = |now: &str| expiry(Some(day("2026-12-05")), day(now));
        assert!(told("2026-12-05").contains("until Sat 5 Dec 2026. That is advice"));
        assert!(told("2026-12-08").contains("3 days ago"));
        assert_eq!(expiry(None, day("2026-12-05")), "No end of use is said.");
    }

    #[test]
    fn data_that_differs_is_told_in_days_and_accounts() {
        assert_eq!(
            other_data("enrollment", Some(3), 12),
            "your file of O365 enrollment is 3 days newer than the sender's: 12 accounts more"
        );
        assert_eq!(
            other_data("enrollment", Some(0), 0),
            "your file of O365 enrollment is of the same day as the sender's, but differs: as many rows, but not the same"
        );
        assert!(
            other_data("ars", None, -1).ends_with("differs from the sender's: 1 account fewer")
        );
    }
}

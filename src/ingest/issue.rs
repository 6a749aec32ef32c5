//! What is wrong with a cell, a row or a file, and where.

use crate::small_map::SmallMap;
use crate::table::sort::places_by;

/// What is wrong, and where; the file is named by whoever holds the issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Line in the file, from 1.
    pub line: Option<u32>,
    /// Data record, from 1.
    pub row: Option<u32>,
    /// Column caption.
    pub column: Option<String>,
    /// What kind of trouble.
    pub code: Code,
    /// What was expected, what was found, what to do.
    pub message: String,
}

/// Kinds of trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {
    /// A quote opens and never closes.
    UnclosedQuote,
    /// A record is longer than the limit.
    RecordTooLong,
    /// A record holds bytes that are no text.
    NotText,
    /// A file is JSON no longer from some place on.
    BrokenJson,
    /// What stands among the records of a JSON file is none.
    NotARecord,
    /// A record has fewer cells than the header.
    ShortRow,
    /// A record has more cells than the header.
    LongRow,
    /// A quote stands where none belongs.
    StrayQuote,
    /// Some bytes are not UTF-8 although the file says it is.
    InvalidUtf8,
    /// The file was read as Windows-1252.
    EncodingGuessed,
    /// A record of a JSON file has a property twice.
    DoubledProperty,
    /// A listing goes on in a page of its own.
    NextPage,
    /// A file has as many rows as a spreadsheet keeps.
    RowLimit,
    /// A logon name is missing.
    EmptyKey,
    /// What stands for a logon name is none.
    NotAKey,
    /// A logon name holds characters that cannot be seen.
    InvisibleCharacters,
    /// A logon name or an id was turned into something else by a spreadsheet.
    SpreadsheetDamage,
    /// A date cannot be read.
    UnreadableDate,
    /// A number of days cannot be read.
    UnreadableDays,
    /// A cell of a typed column holds something else.
    UnreadableCell,
    /// A number may be read with either decimal mark.
    AmbiguousNumber,
    /// A number has lost its last digits.
    RoundedNumber,
    /// A date may mean two days.
    AmbiguousDate,
    /// Days written as numbers all lie years back, as those of a calendar that counts from 1904 do.
    EarlySerials,
    /// A year has two digits.
    TwoDigitYear,
    /// Two sources or columns disagree.
    Contradiction,
    /// Two columns disagree by one day.
    OffByOne,
    /// Flagged although an active affiliation may keep the account.
    EligibleButFlagged,
    /// No role is active, and active ones are listed.
    InactiveButListed,
    /// Ready for a mailbox without an active affiliation.
    ReadyButUnlisted,
    /// An affiliation that the policy's table does not know.
    UnknownAffiliation,
    /// An override lasts beyond the deletion day.
    OverrideOutlasts,
    /// An account works although its deletion day is over.
    Overdue,
    /// One person has rows of several centers.
    SeveralCenters,
    /// The rows of a report are of two days.
    SplitReport,
    /// A source is of a day after the evaluation day.
    LaterReport,
    /// One id of a customer has several names, or one name several ids.
    CustomerConflict,
    /// A row repeats another exactly.
    DuplicateRow,
    /// Two rows have one logon name.
    DuplicateKey,
    /// A logon name stands for more than one account.
    AmbiguousKey,
    /// More issues of one kind than are listed.
    More,
}

impl Code {
    /// The stable word, as documented in `docs/issues.md`.
    pub fn name(self) -> &'static str {
        match self {
            Code::UnclosedQuote => "unclosed-quote",
            Code::RecordTooLong => "record-too-long",
            Code::NotText => "not-text",
            Code::BrokenJson => "broken-json",
            Code::NotARecord => "not-a-record",
            Code::ShortRow => "short-row",
            Code::LongRow => "long-row",
            Code::StrayQuote => "stray-quote",
            Code::InvalidUtf8 => "invalid-utf8",
            Code::EncodingGuessed => "encoding-guessed",
            Code::DoubledProperty => "doubled-property",
            Code::NextPage => "next-page",
            Code::RowLimit => "row-limit",
            Code::EmptyKey => "empty-key",
            Code::NotAKey => "not-a-key",
            Code::InvisibleCharacters => "invisible-characters",
            Code::SpreadsheetDamage => "spreadsheet-damage",
            Code::UnreadableDate => "unreadable-date",
            Code::UnreadableDays => "unreadable-days",
            Code::UnreadableCell => "unreadable-cell",
            Code::AmbiguousNumber => "ambiguous-number",
            Code::RoundedNumber => "rounded-number",
            Code::AmbiguousDate => "ambiguous-date",
            Code::EarlySerials => "early-serials",
            Code::TwoDigitYear => "two-digit-year",
            Code::Contradiction => "contradiction",
            Code::OffByOne => "off-by-one",
            Code::EligibleButFlagged => "eligible-but-flagged",
            Code::InactiveButListed => "inactive-but-listed",
            Code::ReadyButUnlisted => "ready-but-unlisted",
            Code::UnknownAffiliation => "unknown-affiliation",
            Code::OverrideOutlasts => "override-outlasts",
            Code::Overdue => "overdue",
            Code::SeveralCenters => "several-centers",
            Code::SplitReport => "split-report",
            Code::LaterReport => "later-report",
            Code::CustomerConflict => "customer-conflict",
            Code::DuplicateRow => "duplicate-row",
            Code::DuplicateKey => "duplicate-key",
            Code::AmbiguousKey => "ambiguous-key",
            Code::More => "more",
        }
    }

    /// Whether the record is not in the table; such issues are all listed.
    pub fn rejects(self) -> bool {
        matches!(
            self,
            Code::UnclosedQuote
                | Code::RecordTooLong
                | Code::NotText
                | Code::BrokenJson
                | Code::NotARecord
        )
    }
}

/// Issues of one source: every rejected row, and of each other kind the first [`Issues::LISTED`].
#[derive(Clone, Debug, Default)]
pub struct Issues {
    listed: Vec<Issue>,
    counts: SmallMap<Code, u32>,
}

impl Issues {
    /// How many issues of one kind are listed before they are only counted.
    pub const LISTED: u32 = 1_000;

    /// Adds an issue; the message is only made when it is listed.
    pub fn add(
        &mut self,
        code: Code,
        line: Option<u32>,
        row: Option<u32>,
        column: Option<&str>,
        message: impl FnOnce() -> String,
    ) {
        let count = self.counts.or_default(code);
        *count += 1;
        if *count <= Issues::LISTED || code.rejects() {
            self.listed.push(Issue {
                line,
                row,
                column: column.map(str::to_string),
                code,
                message: message(),
            });
        }
    }

    /// How many there are, listed or not.
    pub fn len(&self) -> u32 {
        self.counts.values().sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// The listed ones in order of their lines, then how many more of each kind there are.
    pub fn list(&self) -> Vec<Issue> {
        let line = |place: usize| self.listed[place].line;
        let order = places_by(self.listed.len(), &|left, right| {
            line(left).cmp(&line(right))
        });
        let mut listed: Vec<Issue> = order
            .into_iter()
            .map(|place| self.listed[place as usize].clone())
            .collect();
        let more = self
            .counts
            .iter()
            .filter(|(code, count)| !code.rejects() && **count > Issues::LISTED);
        listed.extend(more.map(|(code, count)| Issue {
            line: None,
            row: None,
            column: None,
            code: Code::More,
            message: format!(
                "expected at most {} of `{}`, but found {} more: they are counted, not listed; mend the listed ones and load the file again",
                Issues::LISTED,
                code.name(),
                count - Issues::LISTED
            ),
        }));
        listed
    }
}

/// What takes issues: a list of them, or a count alone.
pub trait Sink {
    /// Adds an issue; the message is only made where it is listed.
    fn add(
        &mut self,
        code: Code,
        line: Option<u32>,
        row: Option<u32>,
        column: Option<&str>,
        message: impl FnOnce() -> String,
    );
}

impl Sink for Issues {
    fn add(
        &mut self,
        code: Code,
        line: Option<u32>,
        row: Option<u32>,
        column: Option<&str>,
        message: impl FnOnce() -> String,
    ) {
        Issues::add(self, code, line, row, column, message);
    }
}

/// How many issues there are: what is only counted needs none of the sentences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally(pub u32);

impl Sink for Tally {
    fn add(
        &mut self,
        _: Code,
        _: Option<u32>,
        _: Option<u32>,
        _: Option<&str>,
        _: impl FnOnce() -> String,
    ) {
        self.0 += 1;
    }
}

/// A text cut for a message, its control characters made visible.
pub fn quoted(text: &str) -> String {
    let mut letters = text.chars();
    let mut cut: String = letters
        .by_ref()
        .take(60)
        .map(|letter| match letter {
            '\0' => '␀',
            letter if letter.is_control() => '␣',
            letter => letter,
        })
        .collect();
    if letters.next().is_some() {
        cut.push('…');
    }
    format!("`{cut}`")
}

/// Words after one another: `a`, `a and b`, `a, b and c`.
pub fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [word] => word.clone(),
        [words @ .., last] => format!("{} and {last}", words.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rejected_row_is_listed_and_the_rest_is_counted() {
        let mut issues = Issues::default();
        for row in 1..=3_000 {
            issues.add(Code::ShortRow, Some(row), Some(row), None, String::new);
            issues.add(Code::NotText, Some(row), Some(row), None, String::new);
        }
        let listed = issues.list();
        let of = |code| listed.iter().filter(|issue| issue.code == code).count();
        assert_eq!(
            (of(Code::ShortRow), of(Code::NotText), of(Code::More)),
            (1_000, 3_000, 1)
        );
        assert_eq!(
            listed.last().unwrap().message,
            "expected at most 1000 of `short-row`, but found 2000 more: they are counted, not listed; mend the listed ones and load the file again"
        );
        assert_eq!(issues.len(), 6_000);
    }
}

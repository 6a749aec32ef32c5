//! Why a list is empty, and what to do next (P14).

use super::definition::is_list;

/// What is known about an empty list.
#[derive(Clone, Copy, Debug)]
pub struct Circumstances<'a> {
    /// Report id.
    pub report: &'a str,
    /// Whether a mailbox list or logon names are loaded.
    pub has_mine: bool,
    /// Whether an enrollment report is loaded.
    pub has_enrollment: bool,
    /// Whether there are several sources.
    pub has_others: bool,
    /// Whether a question about a source is open.
    pub has_question: bool,
    /// Whether search or filters may hide rows.
    pub is_narrowed: bool,
    /// Matched rows.
    pub matched: u32,
    /// Flagged rows of the enrollment report, mine or not.
    pub flagged: u32,
    /// Rows of this list's side that are not flagged, but not known to be safe either.
    pub unclear: u32,
    /// Rows of mine without a logon name, which no list of accounts can show.
    pub without_name: u32,
}

/// What the button of an empty list does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Adds files.
    AddFiles,
    /// Lifts search and filters.
    ShowAll,
    /// Asks the open question.
    Answer,
    /// Shows another report.
    Look(&'static str),
}

/// An empty list as told to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Empty {
    /// One of `good`, `nothing-matched`, `incomplete`: how the state is drawn.
    pub tone: &'static str,
    /// What is the matter.
    pub title: &'static str,
    /// Why, and what to do next.
    pub text: &'static str,
    /// The button's caption and what it does.
    pub next: Option<(&'static str, Next)>,
}

/// Why the list is empty.
pub fn empty(of: Circumstances<'_>) -> Empty {
    if of.report == "matching" {
        return match (of.is_narrowed, of.has_question) {
            (true, _) => NOTHING_MATCHED,
            (false, true) => OPEN_QUESTION,
            (false, false) if of.has_others => NO_PAIR,
            (false, false) => NO_SECOND,
        };
    }
    if !is_list(of.report) {
        return match (of.is_narrowed, of.has_question) {
            (true, _) => NOTHING_MATCHED,
            (false, true) => OPEN_QUESTION,
            (false, false) => NO_ROWS,
        };
    }
    if of.has_question && !(of.has_mine && of.has_enrollment) {
        return OPEN_QUESTION;
    }
    if !of.has_enrollment {
        return NO_ENROLLMENT;
    }
    if !of.has_mine && of.report != "expiring-not-mine" {
        return NO_MINE;
    }
    if of.is_narrowed {
        return NOTHING_MATCHED;
    }
    match of.report {
        "expiring" | "mine" if of.matched == 0 && of.without_name > 0 => NO_NAMES,
        "expiring" if of.matched == 0 => NOBODY_FOUND,
        "expiring" if of.unclear > 0 => SOME_UNCLEAR,
        "expiring-not-mine" if of.unclear > 0 => OTHERS_UNCLEAR,
        "expiring" | "expiring-not-mine" if of.flagged == 0 => NOTHING_FLAGGED,
        "expiring" => NOBODY_EXPIRES,
        "mine" => NOBODY_FOUND,
        "mine-not-found" if of.without_name > 0 => SOME_WITHOUT_NAME,
        "mine-not-found" => ALL_FOUND,
        _ => NO_OTHERS,
    }
}

const OPEN_QUESTION: Empty = Empty {
    tone: "incomplete",
    title: "A file is waiting for your answer",
    text: "One of the files could not be told for certain. Until you say what it is, it stays out of every list.",
    next: Some(("Answer the question", Next::Answer)),
};

const NO_ENROLLMENT: Empty = Empty {
    tone: "incomplete",
    title: "No enrollment report yet",
    text: "Your list says which accounts are yours; when they expire stands in the enrollment report. In O365 Tools open “O365 enrollment”, filter by People with Expiring checked, export it and drop the file here.",
    next: Some(("Add the enrollment report", Next::AddFiles)),
};

const NO_MINE: Empty = Empty {
    tone: "incomplete",
    title: "No mailbox list yet",
    text: "The enrollment report is loaded, but nothing says which accounts are yours. Drop the mailbox list (Cloud Control, Reports, Advanced Reports, “Exchange Users - On-premises” as CSV) or paste logon names anywhere on this page.",
    next: Some(("Add the mailbox list", Next::AddFiles)),
};

const NOTHING_MATCHED: Empty = Empty {
    tone: "nothing-matched",
    title: "Nothing matches the search and filters",
    text: "There may be rows behind them. This does not mean that nobody is expiring.",
    next: Some(("Show all rows", Next::ShowAll)),
};

const NOBODY_FOUND: Empty = Empty {
    tone: "incomplete",
    title: "None of your accounts stands in the enrollment report",
    text: "That is rarely good news: the two files may be about different people, or their logon names may be written in different ways. The list “Mine, not found” gives the reason for every name.",
    next: Some(("Look at Mine, not found", Next::Look("mine-not-found"))),
};

const NOBODY_EXPIRES: Empty = Empty {
    tone: "good",
    title: "None of your accounts is expiring",
    text: "Every account of yours that stands in the enrollment report was looked at; none of them is flagged. Names that were not found there are in the list “Mine, not found”.",
    next: Some(("Look at Mine, not found", Next::Look("mine-not-found"))),
};

const SOME_UNCLEAR: Empty = Empty {
    tone: "incomplete",
    title: "None of your accounts is flagged, but not all of them are clear",
    text: "Some of your accounts have neither a date nor a reason, and nothing says that they are safe: no affiliation keeps them, or their row is cut short. They stand on top of the list “Mine, found”.",
    next: Some(("Look at Mine, found", Next::Look("mine"))),
};

const OTHERS_UNCLEAR: Empty = Empty {
    tone: "incomplete",
    title: "Nobody else is flagged, but not everybody is clear",
    text: "Some rows of the enrollment report that are not on your list have neither a date nor a reason, and nothing says that they are safe. Matching lists every row of both files.",
    next: Some(("Look at Matching", Next::Look("matching"))),
};

const NO_NAMES: Empty = Empty {
    tone: "incomplete",
    title: "None of your accounts stands in the enrollment report",
    text: "Rows of your list hold no logon name: the wrong column may have been taken for it. Matching says of every row what kept it from meeting another; “Change kind or columns” on the card of your list takes another column.",
    next: Some(("Look at Matching", Next::Look("matching"))),
};

const SOME_WITHOUT_NAME: Empty = Empty {
    tone: "incomplete",
    title: "Every logon name was found, but some rows have none",
    text: "Rows of your list hold no logon name that can be read, so nothing is known about their accounts. Matching lists them with their lines and what they hold instead.",
    next: Some(("Look at Matching", Next::Look("matching"))),
};

const NOTHING_FLAGGED: Empty = Empty {
    tone: "incomplete",
    title: "No row of the enrollment report is flagged",
    text: "Not one account in it has a deletion date, days left or a reason. More likely than a year without leavers is an export made without Expiring checked: export it again with Expiring checked, and drop it here.",
    next: Some(("Add the enrollment report", Next::AddFiles)),
};

const ALL_FOUND: Empty = Empty {
    tone: "good",
    title: "All your logon names were found",
    text: "Every name on your list has a row in the enrollment report.",
    next: None,
};

const NO_SECOND: Empty = Empty {
    tone: "incomplete",
    title: "Matching needs two sources",
    text: "One file has nothing to meet. Add the mailbox list or logon names of yours and the enrollment report: every row of both is then listed here with what it met, or why it met nobody.",
    next: Some(("Add a file", Next::AddFiles)),
};

const NO_PAIR: Empty = Empty {
    tone: "incomplete",
    title: "None of these sources can be matched with another",
    text: "Rows are matched with the enrollment report or, without one, with your mailbox list or logon names. Add one of them.",
    next: Some(("Add a file", Next::AddFiles)),
};

const NO_OTHERS: Empty = Empty {
    tone: "good",
    title: "Nobody else is expiring",
    text: "Every flagged account of the enrollment report is on your list.",
    next: None,
};

const NO_ROWS: Empty = Empty {
    tone: "incomplete",
    title: "No row yet",
    text: "None of the loaded files has a row for this report. Add one that has, or look at another report.",
    next: Some(("Add files", Next::AddFiles)),
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_over_all_sources_never_says_that_nobody_expires() {
        for report in ["counts", "provisioning", "mfa", "signins"] {
            let of = Circumstances { report, ..BOTH };
            assert_eq!(empty(of), NO_ROWS, "{report}");
            let of = Circumstances {
                is_narrowed: true,
                ..of
            };
            assert_eq!(empty(of), NOTHING_MATCHED, "{report}");
        }
    }

    const BOTH: Circumstances<'static> = Circumstances {
        report: "expiring",
        has_mine: true,
        has_enrollment: true,
        has_others: true,
        has_question: false,
        is_narrowed: false,
        matched: 12,
        flagged: 3,
        unclear: 0,
        without_name: 0,
    };

    #[test]
    fn what_is_unknown_is_no_good_news() {
        let case = |report: &'static str, matched, expected: Empty| {
            let of = Circumstances {
                report,
                matched,
                unclear: 1,
                without_name: 1,
                ..BOTH
            };
            assert_eq!(empty(of), expected);
            assert_ne!(expected.tone, "good");
        };
        case("expiring", 12, SOME_UNCLEAR);
        case("expiring", 0, NO_NAMES);
        case("mine", 0, NO_NAMES);
        case("mine-not-found", 12, SOME_WITHOUT_NAME);
        case("expiring-not-mine", 12, OTHERS_UNCLEAR);
    }

    #[test]
    fn four_empty_lists_are_told_apart() {
        assert_eq!(empty(BOTH), NOBODY_EXPIRES);
        let unflagged = Circumstances { flagged: 0, ..BOTH };
        assert_eq!(empty(unflagged), NOTHING_FLAGGED);
        assert_eq!(
            empty(Circumstances {
                is_narrowed: true,
                ..BOTH
            }),
            NOTHING_MATCHED
        );
        assert_eq!(
            empty(Circumstances {
                has_mine: false,
                ..BOTH
            }),
            NO_MINE
        );
        assert_eq!(
            empty(Circumstances {
                has_enrollment: false,
                ..BOTH
            }),
            NO_ENROLLMENT
        );
    }

    #[test]
    fn matching_asks_for_a_second_source() {
        let alone = Circumstances {
            report: "matching",
            has_others: false,
            ..BOTH
        };
        assert_eq!(empty(alone), NO_SECOND);
        let narrowed = Circumstances {
            is_narrowed: true,
            ..alone
        };
        assert_eq!(empty(narrowed), NOTHING_MATCHED);
        let several = Circumstances {
            has_others: true,
            ..alone
        };
        assert_eq!(empty(several), NO_PAIR);
    }

    #[test]
    fn finding_nobody_is_no_good_news() {
        assert_eq!(empty(Circumstances { matched: 0, ..BOTH }), NOBODY_FOUND);
        assert_eq!(
            empty(Circumstances {
                report: "mine",
                matched: 0,
                ..BOTH
            }),
            NOBODY_FOUND
        );
    }

    #[test]
    fn an_open_question_comes_first_while_a_side_is_missing() {
        let asked = Circumstances {
            has_question: true,
            ..BOTH
        };
        assert_eq!(empty(asked), NOBODY_EXPIRES);
        assert_eq!(
            empty(Circumstances {
                has_mine: false,
                ..asked
            }),
            OPEN_QUESTION
        );
    }

    #[test]
    fn expiring_accounts_of_others_need_no_mailbox_list() {
        let others = Circumstances {
            report: "expiring-not-mine",
            has_mine: false,
            ..BOTH
        };
        assert_eq!(empty(others), NO_OTHERS);
    }
}

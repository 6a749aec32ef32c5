//! `docs/issues.md` explains every code of an issue, and no other.

use std::collections::BTreeSet;

use rollcall::ingest::csv::RECORD_LIMIT;
use rollcall::ingest::issue::{Code, Issues};

use super::walk::{Walk, fixture, fixtures};

/// The names of all codes.
pub fn all() -> Vec<&'static str> {
    use Code::*;
    let codes = [
        UnclosedQuote,
        RecordTooLong,
        NotText,
        BrokenJson,
        NotARecord,
        DoubledProperty,
        NextPage,
        ShortRow,
        LongRow,
        StrayQuote,
        InvalidUtf8,
        EncodingGuessed,
        RowLimit,
        EmptyKey,
        NotAKey,
        InvisibleCharacters,
        SpreadsheetDamage,
        UnreadableDate,
        UnreadableDays,
        UnreadableCell,
        AmbiguousNumber,
        RoundedNumber,
        AmbiguousDate,
        EarlySerials,
        TwoDigitYear,
        Contradiction,
        OffByOne,
        EligibleButFlagged,
        InactiveButListed,
        ReadyButUnlisted,
        UnknownAffiliation,
        OverrideOutlasts,
        Overdue,
        SeveralCenters,
        SplitReport,
        LaterReport,
        CustomerConflict,
        DuplicateRow,
        DuplicateKey,
        AmbiguousKey,
        More,
    ];
    // A new code does not compile here until it stands in the list above.
    for code in codes {
        match code {
            BrokenJson | NotARecord | DoubledProperty | NextPage => {}
            UnclosedQuote | RecordTooLong | NotText | ShortRow | LongRow | StrayQuote
            | InvalidUtf8 | EncodingGuessed | RowLimit | EmptyKey | NotAKey
            | InvisibleCharacters | SpreadsheetDamage | UnreadableDate | UnreadableDays
            | UnreadableCell | AmbiguousNumber | RoundedNumber | AmbiguousDate | EarlySerials
            | TwoDigitYear | Contradiction | OffByOne | EligibleButFlagged | InactiveButListed
            | ReadyButUnlisted | UnknownAffiliation | OverrideOutlasts | Overdue
            | SeveralCenters | SplitReport | LaterReport | CustomerConflict | DuplicateRow
            | DuplicateKey | AmbiguousKey | More => {}
        }
    }
    codes.map(Code::name).to_vec()
}

#[test]
fn every_code_is_documented_once_with_an_example_that_is_true() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/issues.md");
    let text = std::fs::read_to_string(path).expect("docs/issues.md");
    let rows: Vec<(&str, &str)> = text.lines().filter_map(row).collect();
    let mut documented: Vec<&str> = rows.iter().map(|row| row.0).collect();
    documented.sort_unstable();
    let mut codes = all();
    codes.sort_unstable();
    assert_eq!(documented, codes);
    let said = everything_said();
    for (code, example) in rows {
        assert!(
            said.contains(&(code.to_string(), example.to_string())),
            "`{code}`: {example}"
        );
    }
}

/// Code and example of a table row of the document.
fn row(line: &str) -> Option<(&str, &str)> {
    let cells: Vec<&str> = line.strip_prefix("| `")?.split(" | ").collect();
    let &[code, _, example, _] = cells.as_slice() else {
        panic!("not four cells: {line}");
    };
    Some((code.strip_suffix('`')?, example))
}

/// Every issue of every fixture, of three files that are none, and of three that belong together.
fn everything_said() -> BTreeSet<(String, String)> {
    let mut files: Vec<(String, Vec<u8>)> = fixtures()
        .keys()
        .map(|name| (name.clone(), fixture(name)))
        .collect();
    let short = "adoe,5\n".repeat(Issues::LISTED as usize + 4);
    let header = "PennKey,Expires in days";
    files.push((
        "many.csv".to_string(),
        format!("{header},Name\n{short}").into(),
    ));
    let good: String = (0..20).map(|n| format!("person{n},{n}\n")).collect();
    let long = "x".repeat(RECORD_LIMIT + 1);
    files.push((
        "long.csv".to_string(),
        format!("{header}\n{good}{long},1\n").into(),
    ));
    let cut: String = (1..65_536).map(|n| format!("person{n},{n}\n")).collect();
    files.push(("cut.csv".to_string(), format!("{header}\n{cut}").into()));
    let mut said = BTreeSet::new();
    for (name, bytes) in files {
        let mut walk = Walk::new();
        walk.drop_file(&name, bytes);
        let issues = walk.issues().into_iter();
        said.extend(issues.map(|issue| (issue.code, issue.message)));
    }
    let mut walk = Walk::new();
    walk.drop_files(&beside_other_exports());
    let issues = walk.issues().into_iter();
    said.extend(issues.map(|issue| (issue.code, issue.message)));
    said
}

/// A report of 20 November, and two other exports that contradict it.
fn beside_other_exports() -> Vec<(&'static str, Vec<u8>)> {
    let planned = "PennID,PennKey,Name,Expires in days,Scheduled deletion date,O365 Ready\n\
        10000011,adoe,Adoe,-4,2026-11-16,No\n\
        10000012,bfoe,Bfoe,10,2026-11-30,No\n\
        10000013,cgoe,Cgoe,12,2026-12-02,No\n\
        10000014,dhoe,Dhoe,20,2026-12-10,No\n\
        10000015,ejoe,Ejoe,40,2026-12-30,No\n";
    let console = "sAMAccountName,DN,Override until\n\
        bfoe,\"CN=bfoe,DC=example,DC=edu\",2027-03-01\n\
        cgoe,\"CN=cgoe,DC=example,DC=edu\",\n";
    let users = "User principal name,Display name,Block credential,Licenses,Object Id\n\
        adoe@example.edu,Adoe,False,Office 365 A3,00000001-1c2d-4e3f-8a9b-000000001eef\n\
        ejoe@example.edu,Ejoe,False,Office 365 A3,00000002-1c2d-4e3f-8a9b-000000003dde\n";
    vec![
        ("planned.csv", planned.into()),
        ("console.csv", console.into()),
        ("users_2026-11-21.csv", users.into()),
    ]
}

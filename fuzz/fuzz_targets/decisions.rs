//! A file of decisions is taken whole or refused with its line; what is taken is written and merged as the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rollcall::lifecycle::decision::{Decision, Decisions};
use rollcall::lifecycle::decision_file::{is_meant, read, written};
use rollcall::lifecycle::moment::Moment;

fn taken(text: &str) -> Option<Vec<Decision>> {
    match read(text) {
        Ok(found) => {
            assert!(is_meant(text) || text.contains('\\'));
            let again = written(&found, Moment(0));
            assert_eq!(read(&again).as_ref(), Ok(&found), "{again}");
            Some(found)
        }
        Err(why) => {
            let number = why
                .strip_prefix("line ")
                .and_then(|rest| rest.split_once(": "));
            let number: usize = number.expect("a line").0.parse().expect("its number");
            assert!((1..=text.split('\n').count()).contains(&number), "{why}");
            None
        }
    }
}

fn merged(files: [&Vec<Decision>; 2]) -> Decisions {
    let mut all = Decisions::default();
    for file in files {
        all.merge(file.clone());
    }
    all
}

fuzz_target!(|text: &str| {
    // Two people's files, where there are two.
    let (ours, theirs) = text.split_once('\u{1}').unwrap_or((text, ""));
    let Some(ours) = taken(ours) else { return };
    let mut all = Decisions::default();
    assert_eq!(all.merge(ours.clone()), (ours.len() as u32, 0));
    assert_eq!(all.all().len(), ours.len(), "each account once");
    assert_eq!(
        all.merge(ours.clone()),
        (0, 0),
        "a file that is merged again changes nothing"
    );
    let Some(theirs) = taken(theirs) else { return };
    let (one, other) = (merged([&ours, &theirs]), merged([&theirs, &ours]));
    assert_eq!(one.all(), other.all(), "who merges first does not matter");
    assert_eq!(one.conflicts().len(), other.conflicts().len());
});

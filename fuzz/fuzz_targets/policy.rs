//! A policy file is taken whole or refused with its line; what is taken is written, read and linked as the same policy.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rollcall::lifecycle::policy::Policy;
use rollcall::lifecycle::policy_file::check::check;
use rollcall::lifecycle::policy_file::read::{is_policy_file, read};
use rollcall::lifecycle::policy_file::write::write;
use rollcall::lifecycle::policy_file::{choice_of, resolve};

/// The input itself where it means to be a file; else the example with some of its values replaced:
/// a line of the input has a letter that says which, and the value.
fn text_of(input: &str) -> String {
    if input
        .trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('{')
    {
        return input.to_string();
    }
    let example = write(&Policy::penn());
    let mut lines: Vec<String> = example.lines().map(str::to_string).collect();
    for edit in input.split('\n') {
        let mut letters = edit.chars();
        let Some(which) = letters.next() else {
            continue;
        };
        let place = which as usize % lines.len();
        let line = &mut lines[place];
        let Some(from) = line.find(": ") else {
            continue;
        };
        let comma = if line.ends_with(',') { "," } else { "" };
        *line = format!("{}: {}{comma}", &line[..from], letters.as_str());
    }
    lines.join("\n")
}

fuzz_target!(|input: &str| {
    let text = text_of(input);
    match read(&text) {
        Ok(policy) => {
            assert_eq!(check(&policy), Ok(()));
            // A letter of the name may be escaped, which no program does that writes such files.
            assert!(is_policy_file(&text) || text.contains('\\'));
            let written = write(&policy);
            assert_eq!(read(&written).as_ref(), Ok(&policy), "{written}");
            assert_eq!(resolve(&choice_of(&policy)).as_ref(), Ok(&policy));
        }
        Err(why) => {
            let number = why
                .strip_prefix("line ")
                .and_then(|rest| rest.split([':', ',']).next());
            match number {
                Some(number) => {
                    let line: usize = number.parse().expect("the number of a line");
                    assert!((1..=text.split('\n').count()).contains(&line), "{why}");
                }
                None => assert!(
                    !why.is_empty() && why.contains("policy file") || why.contains("too long"),
                    "{why}"
                ),
            }
        }
    }
});

//! A cell of logon names gives one key, whatever its case and however it is dressed.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rollcall::accounts::logon_name::{Reading, read_logon_name};
use rollcall::letters::fold;
use unicode_normalization::UnicodeNormalization;

fn nfkc(text: &str) -> String {
    text.nfkc().collect()
}

fuzz_target!(|cell: &str| {
    let reading = read_logon_name(cell, nfkc);
    let folded = fold(cell);
    assert_eq!(fold(&folded), folded, "folding twice is folding once");
    let dressed = format!("\u{a0}\u{200b}{cell} \u{feff}\t");
    match (&reading, read_logon_name(&dressed, nfkc)) {
        (Reading::Name(bare), Reading::Name(other)) => {
            assert_eq!(
                (&bare.name, &bare.domain, &bare.label),
                (&other.name, &other.domain, &other.label)
            );
            assert!(other.had_invisible);
        }
        (bare, other) => assert_eq!(bare, &other, "{dressed:?}"),
    }
    if let Reading::Name(name) = reading {
        assert!(!name.name.is_empty());
        let parts = [Some(&name.name), name.domain.as_ref(), name.label.as_ref()];
        for part in parts.into_iter().flatten() {
            assert_eq!(part.trim(), part);
            assert!(!part.contains([' ', ',']), "{part:?}");
            assert!(
                !part.contains(|letter: char| letter.is_control()),
                "{part:?}"
            );
            assert_eq!(&fold(part), part);
        }
        assert!(name.domain.is_none_or(|domain| domain.is_ascii()));
    }
});

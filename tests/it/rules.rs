//! `docs/rules.md` explains every rule that a sentence names, and no other.

use std::collections::BTreeSet;
use std::path::Path;

use rollcall::accounts::matching::{SuggestionKind, Tier};
use rollcall::accounts::raw_key::Rule;

use super::rooms::files_of;

#[test]
fn every_rule_that_a_sentence_names_is_explained() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("docs/rules.md")).expect("docs/rules.md");
    let row = |line: &str| Some(line.strip_prefix("| `")?.split_once('`')?.0.to_string());
    let explained: Vec<String> = text.lines().filter_map(row).collect();
    let once: BTreeSet<String> = explained.iter().cloned().collect();
    assert_eq!(once.len(), explained.len(), "a rule is explained twice");

    let mut named = BTreeSet::new();
    for room in ["lifecycle", "report"] {
        for path in files_of(&root.join("src"), room) {
            let code = std::fs::read_to_string(path).expect("a file of ours");
            named.extend(behind(&code, "step("));
            named.extend(behind(&code, "rule: "));
            named.extend(behind(&code, "self.say(why, "));
            named.extend(behind(&code, "self.say("));
        }
    }
    assert!(named.len() > 10, "{named:?}");
    let steps = [
        Rule::Form,
        Rule::Space,
        Rule::Wrapping,
        Rule::Prefix,
        Rule::Case,
        Rule::Label,
        Rule::Domain,
        Rule::Guest,
        Rule::Deleted,
    ];
    named.extend(steps.map(Rule::id).map(str::to_string));
    named.extend(Tier::ALL.map(Tier::id).map(str::to_string));
    named.extend(
        SuggestionKind::ALL
            .map(SuggestionKind::rule)
            .map(str::to_string),
    );
    assert_eq!(named, once);
}

/// The words that stand as a text right behind a mark.
fn behind(code: &str, mark: &str) -> BTreeSet<String> {
    let places = code.split(mark).skip(1);
    let words = places.filter_map(|rest| {
        let word = rest.trim_start().strip_prefix('"')?.split_once('"')?.0;
        let is_word = |letter: char| letter.is_ascii_lowercase() || letter == '-';
        (!word.is_empty() && word.chars().all(is_word)).then(|| word.to_string())
    });
    words.collect()
}
